// A rollout that installs nothing and restarts every machine, under all the rules of a rollout.
import { describe, expect, it } from 'vitest';
import { haltByHand, rollbackByHand } from '../../../src/rollout/hand.ts';
import {
  aServer,
  ring,
  run,
  runToTheEnd,
  type Stage,
  say,
  september9,
  servers,
  setRings,
  stateOf,
  storyOf,
} from '../../support/rollouts.ts';

const none = { policy: { updates: { source: 'none', stage: '12h' } } };
const restarts = (stage: Stage): readonly number[] =>
  stage.fleet.models.books().map(books => books.restarts.filter(({ cause }) => cause === 'asked').length);
const jobs = (stage: Stage) => stage.fleet.models.books().flatMap(books => books.jobs);

describe('a restart-only rollout', () => {
  it('restarts every machine once, ring by ring, and runs no job anywhere', async () => {
    const stage = await setRings(
      [ring('test'), ring('pilot')],
      [...servers('test', 2), ...servers('pilot', 3, { isEnrolled: true })],
      none,
    );
    const { standing } = await runToTheEnd(stage);
    expect(standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 5 } });
    expect(restarts(stage)).toEqual([1, 1, 1, 1, 1]);
    expect(jobs(stage)).toEqual([]);
    expect(stage.fleet.models.books().flatMap(({ installs }) => installs)).toEqual([]);
    expect(storyOf(stage, 'pilot1')).toContain('verify');
  });

  it('never has more machines out of service than the ring allows, and keeps to its window', async () => {
    const window = { days: ['wed'], start: '22:00', duration: '4h', timeZone: 'UTC' };
    const stage = await setRings([ring('test', { window, waves: ['100%'] })], servers('test', 4), none);
    expect((await run(stage)).standing.waiting).toMatchObject({ for: 'window' });
    expect(restarts(stage)).toEqual([0, 0, 0, 0]);
    await runToTheEnd(stage);
    const spans = stage.fleet.models.books().flatMap(({ outOfService }) => outOfService);
    expect(spans).toHaveLength(4);
    for (const { from } of spans) {
      expect(
        spans.filter(span => span.from <= from && from < (span.to ?? Number.POSITIVE_INFINITY)).length,
      ).toBeLessThanOrEqual(2);
      expect(from).toBeGreaterThanOrEqual(september9 + 2 * 3_600_000);
    }
  });

  it('is the restart that somebody else waits for, once', async () => {
    const stage = await setRings([ring('test')], [aServer('t', { pendingRestart: ['componentServicing'] })], {
      policy: { ...none.policy, pendingRestart: 'restartFirst' },
    });
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 1 } });
    expect(restarts(stage)).toEqual([1]);
  });

  it('halts when a machine does not come back', async () => {
    const stage = await setRings(
      [ring('test', { waves: [1, '100%'] })],
      [aServer('bad', { faults: [{ kind: 'neverComesBack' }] }), ...servers('test', 3)],
      none,
    );
    expect((await run(stage)).standing).toMatchObject({ conclusion: 'halted', figures: { started: 1, hit: 1 } });
    expect(restarts(stage).filter(count => count > 0)).toHaveLength(1);
  });

  it('starts nothing after a halt', async () => {
    const stage = await setRings([ring('test')], servers('test', 2), none);
    await run(stage, { only: ['nobody'] });
    say(stage, haltByHand(stage.plan, stateOf(stage), { person: 'p', reason: 'r', now: september9 + 1 }));
    await run(stage);
    expect(restarts(stage)).toEqual([0, 0]);
  });

  it('leaves nothing to take back, and says that it is taken back', async () => {
    const stage = await setRings([ring('test')], servers('test', 2), none);
    await run(stage);
    const word = { person: 'p', reason: 'r', now: stage.clock.now(), ring: null };
    say(stage, rollbackByHand(stage.plan, stateOf(stage), word));
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('rolled-back');
    expect(restarts(stage)).toEqual([1, 1]);
    expect(jobs(stage)).toEqual([]);
  });

  it('has one plan for one policy, whatever was restarted before', async () => {
    const hashes = await Promise.all(
      [1, 2].map(async () => (await setRings([ring('test')], servers('test', 2), none)).plan),
    );
    expect(hashes[0]?.hash).toBe(hashes[1]?.hash);
    expect(hashes[0]).toMatchObject({ stage: null, updates: [{ title: 'Restart only', restart: 'always' }] });
    expect(hashes[0]?.gates.before.map(({ gate }) => gate)).not.toContain('noPendingRestart');
  });
});
