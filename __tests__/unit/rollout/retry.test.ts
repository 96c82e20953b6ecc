// `retry --failed`: what failed is tried again, in the order of the rings and within their budgets; nothing else is bent or begun.
import { describe, expect, it } from 'vitest';
import { haltByHand, resumeByHand, rollbackByHand, supersedeByHand } from '../../../src/rollout/hand.ts';
import { type RetryScope, retryByHand } from '../../../src/rollout/retry.ts';
import type { Fault } from '../../../src/simulation/faults.ts';
import {
  aServer,
  maxFailuresAlone,
  ring,
  run,
  runToTheEnd,
  type Stage,
  say,
  servers,
  setRings,
  stateOf,
  storyOf,
} from '../../support/rollouts.ts';

const kb = 'KB5122871';
/** The first install fails, the second does not. */
const failsOnce: Fault = { kind: 'installFails', kb, hresult: 0x80242007, times: 1, wantsRestart: false };
const serviceDies: Fault = { kind: 'serviceDies', kb, service: 'Dnscache', after: 0 };

const tolerant = { waves: ['100%'], maxUnavailable: 2, maxFailures: 1, soak: '1h' };

function retried(stage: Stage, scope: Partial<RetryScope> = {}) {
  const word = { person: 'anna', reason: 'the disk is empty again', now: stage.clock.now() };
  return retryByHand(stage.plan, stateOf(stage), { ...word, ring: null, only: [], ...scope });
}

const codesOf = (word: ReturnType<typeof retried>) => (word.ok ? [] : word.failures.map(({ code }) => code));

/** Two rings that tolerate one failure each; one machine of both fails once. */
const ofBoth = () =>
  setRings(
    [ring('test', tolerant), ring('production', tolerant)],
    [
      ...servers('test', 2),
      aServer('test9', { faults: [failsOnce] }),
      ...servers('production', 2),
      aServer('production9', { ring: 'production', faults: [failsOnce] }),
    ],
    { policy: maxFailuresAlone },
  );

describe('a person who tries again what failed', () => {
  it('opens a rollout that has succeeded for the failed machines alone, ring by ring, and it ends once more', async () => {
    const stage = await ofBoth();
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
    const before = stage.events.length;
    say(stage, retried(stage));
    expect(stateOf(stage)).toMatchObject({ phase: 'running', conclusion: null });
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 6 } });
    const since = stage.events.slice(before);
    const looks = since.flatMap(event => (event.kind === 'intended' ? [event.effect] : []));
    expect([...new Set(looks.map(({ machine }) => machine))]).toEqual(['test9', 'production9']);
    const passed = since.findIndex(event => event.kind === 'ringPassed' && event.ring === 'test');
    const next = since.findIndex(event => event.kind === 'intended' && event.effect.machine === 'production9');
    expect(next).toBeGreaterThan(passed);
    expect(passed).toBeGreaterThan(0);
    // It soaks again, and is looked at after that.
    const story = storyOf(stage, 'test9').filter(kind => kind !== 'acknowledge');
    expect(story.slice(-4)).toEqual(['verify', 'machineDone', 'verify', 'machineDone']);
  });

  it('waits in its turn through a halt and a resume', async () => {
    const stage = await ofBoth();
    await runToTheEnd(stage);
    say(stage, retried(stage));
    say(stage, haltByHand(stage.plan, stateOf(stage), { person: 'b', reason: 'wait', now: stage.clock.now() }));
    const word = { person: 'b', reason: 'go', now: stage.clock.now(), exclude: [] };
    say(stage, resumeByHand(stage.plan, stateOf(stage), word));
    expect(stateOf(stage).machines.get('production9')?.phase).toBe('failed');
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 6 } });
  });

  it('lifts the halt that these failures made, and begins nothing else in a run that is narrowed to them', async () => {
    const rings = [ring('test', { waves: [2, '100%'], soak: '0s' })];
    const stage = await setRings(rings, [aServer('a1', { faults: [failsOnce] }), ...servers('test', 4)]);
    expect((await run(stage)).standing.conclusion).toBe('halted');
    const begun = stage.events.length;
    say(stage, retried(stage, { only: ['a1'] }));
    const { standing } = await run(stage, { only: ['a1'] });
    expect(standing).toMatchObject({ conclusion: 'waiting', waiting: { for: 'scope' } });
    const checks = stage.events.slice(begun).flatMap(event => (event.kind === 'intended' ? [event.effect] : []));
    expect(checks.filter(({ kind }) => kind === 'check').map(({ machine }) => machine)).toEqual(['a1']);
    expect(stateOf(stage).machines.get('a1')).toMatchObject({ phase: 'done', result: 'updated' });
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
  });

  it('halts again when it fails again', async () => {
    const stage = await setRings([ring('test')], [aServer('a1', { faults: [serviceDies] }), ...servers('test', 2)]);
    expect((await run(stage)).standing.conclusion).toBe('halted');
    say(stage, retried(stage));
    expect((await run(stage)).standing).toMatchObject({ conclusion: 'halted', cause: { by: 'rule', machine: 'a1' } });
  });

  it('opens a ring that soaks, at once, and it soaks again after it', async () => {
    const stage = await ofBoth();
    await run(stage);
    say(stage, retried(stage));
    await run(stage);
    expect(stateOf(stage).machines.get('test9')).toMatchObject({ phase: 'done', result: 'updated' });
    expect(stateOf(stage).rings[0]).toMatchObject({ phase: 'soaking', soakUntil: stateOf(stage).lastAt + 3_600_000 });
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
  });
});

describe('retry refuses', () => {
  it('where nothing failed, and who has not', async () => {
    const stage = await setRings([ring('test')], servers('test', 2));
    await run(stage);
    expect(codesOf(retried(stage))).toEqual(['RETRY_NOTHING_FAILED']);
    const one = retried(stage, { only: ['test1'] });
    expect(one).toMatchObject({ ok: false, failures: [{ code: 'RETRY_NOTHING_FAILED', machine: 'test1' }] });
  });

  it('where a person halted, and where another machine made the halt', async () => {
    const stage = await ofBoth();
    await run(stage);
    say(stage, haltByHand(stage.plan, stateOf(stage), { person: 'ben', reason: 'No.', now: stage.clock.now() }));
    expect(retried(stage)).toMatchObject({
      ok: false,
      failures: [{ code: 'RETRY_HALTED', message: 'The rollout was halted by ben: No.' }],
    });
  });

  it('to leave out one of those that would halt it again', async () => {
    const rings = [ring('test', { waves: ['100%'], maxUnavailable: 3, maxFailures: 1 })];
    const broken = servers('test', 3, { faults: [serviceDies] });
    const stage = await setRings(rings, broken, { policy: maxFailuresAlone });
    expect((await run(stage)).standing.conclusion).toBe('halted');
    const cause = stateOf(stage).halt?.cause;
    const machine = cause?.by === 'rule' ? cause.machine : '';
    expect(retried(stage, { only: [machine] })).toMatchObject({
      ok: false,
      failures: [{ code: 'RETRY_HALTED', next: expect.stringContaining('--ring test') }],
    });
    expect(retried(stage).ok).toBe(true);
  });

  it('a machine of a ring that has passed while a later one is worked on', async () => {
    const stage = await ofBoth();
    await run(stage);
    await stage.clock.sleepUntil(stage.clock.now() + 2 * 3_600_000);
    await run(stage);
    expect(codesOf(retried(stage))).toEqual(['RETRY_RING_CLOSED']);
    const later = retried(stage, { ring: 'production' });
    expect(later).toMatchObject({ ok: true, events: [{ machines: ['production9'] }] });
  });

  it('who is stranded, and a rollout that was taken back or closed', async () => {
    const faults: readonly Fault[] = [serviceDies, { kind: 'uninstallFails', marked: false }];
    const rings = [ring('test', { waves: ['100%'], onRegression: 'rollback' })];
    const stage = await setRings(rings, [aServer('a1', { faults })]);
    await run(stage);
    expect(stateOf(stage).machines.get('a1')?.phase).toBe('stranded');
    expect(codesOf(retried(stage))).toEqual(['RETRY_NOTHING_FAILED']);
    const back = await ofBoth();
    await run(back);
    const word = { person: 'b', reason: 'x', now: back.clock.now() };
    say(back, rollbackByHand(back.plan, stateOf(back), { ...word, ring: null }));
    expect(codesOf(retried(back))).toEqual(['ROLLOUT_ENDED']);
    const closed = await ofBoth();
    await run(closed);
    say(closed, supersedeByHand(closed.plan, stateOf(closed), { ...word, now: closed.clock.now() }));
    expect(codesOf(retried(closed))).toEqual(['ROLLOUT_ENDED']);
  });
});
