// What a run finds that another one left behind: an intent of which nobody knows whether it was begun, and words of people that came
// too late for it.
import { describe, expect, it } from 'vitest';
import { drive } from '../../../src/rollout/drive.ts';
import type { Event } from '../../../src/rollout/events.ts';
import { fold } from '../../../src/rollout/fold/index.ts';
import { haltByHand, resumeByHand, rollbackByHand } from '../../../src/rollout/hand.ts';
import { textOf } from '../../property/purity.ts';
import {
  aServer,
  ring,
  run,
  runToTheEnd,
  type Stage,
  say,
  setRings,
  someoneAnswers,
  stateOf,
} from '../../support/rollouts.ts';

const worldOf = ({ fleet, journal, clock }: Stage) => ({ fleet, journal, clock, runner: someoneAnswers });

describe('a run that died between an intent and the machine', () => {
  /** Dies with the record safe, before anything is asked. */
  async function dieAt(stage: Stage, kind: 'install' | 'restart'): Promise<void> {
    const journal = {
      ...stage.journal,
      append: async (batch: readonly Event[]) => {
        await stage.journal.append(batch);
        if (batch.some(event => event.kind === 'intended' && event.effect.kind === kind)) throw new Error('died');
      },
    };
    const dead = drive({
      plan: stage.plan,
      world: { ...worldOf(stage), journal },
      by: 'test',
      signal: new AbortController().signal,
    });
    await expect(dead).rejects.toThrow('died');
  }
  const halt = (stage: Stage) =>
    say(stage, haltByHand(stage.plan, stateOf(stage), { person: 'anna', reason: 'a doubt', now: stage.clock.now() }));

  it('installs nothing after a halt: the machine is back in line', async () => {
    const stage = await setRings([ring('test')], [aServer('t')]);
    await dieAt(stage, 'install');
    halt(stage);
    await run(stage);
    expect(stage.fleet.models.books().flatMap(({ jobs }) => jobs.filter(({ kind }) => kind === 'install'))).toEqual([]);
    expect(stateOf(stage).machines.get('t')).toMatchObject({ phase: 'pending', beganAt: null });
  });

  it('restarts nobody after a halt: the machine is listed', async () => {
    const stage = await setRings([ring('test')], [aServer('t')]);
    await dieAt(stage, 'restart');
    halt(stage);
    expect((await run(stage)).standing.restartsPending).toEqual(['t']);
    expect(stage.fleet.models.books().flatMap(({ restarts }) => restarts)).toEqual([]);
  });

  it('is gone on with by the next run, which begins what was intended', async () => {
    const stage = await setRings([ring('test')], [aServer('t')]);
    await dieAt(stage, 'install');
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 1 } });
  });
});

describe('a word of a person that came too late', () => {
  it('leaves no machine that is in our hands, and undoes no rollout twice', async () => {
    const stage = await setRings([ring('test')], [aServer('t')]);
    await run(stage, {
      onEvent: event => {
        if (event.kind !== 'intended' || event.effect.kind !== 'install') return;
        const before = textOf(stateOf(stage));
        const resumed: Event = {
          kind: 'resumed',
          at: event.at,
          exclude: ['t', 'nobody'],
          person: 'anna',
          reason: 'late',
        };
        const late = [...stage.events, resumed];
        expect(fold(late)?.state.machines.get('t')?.phase).toBe('installing');
        expect(textOf(stateOf(stage))).toBe(before);
      },
    });
    const undo: Event = {
      kind: 'undoBegan',
      at: stage.clock.now(),
      cause: { by: 'person', person: 'anna' },
      reason: 'late',
      machines: ['t'],
      spared: [],
    };
    expect(fold([...stage.events, undo])?.state.phase).toBe('running');
  });
});

describe('an undo that meets an install which was never begun', () => {
  it('leaves that machine alone, and ends', async () => {
    const stage = await setRings(
      [ring('test', { waves: ['100%'], maxUnavailable: 1, soak: '0s' })],
      [aServer('a'), aServer('b')],
    );
    // It dies when the install of the second machine is written down.
    const journal = {
      ...stage.journal,
      append: async (batch: readonly Event[]) => {
        await stage.journal.append(batch);
        const isSecond = batch.some(
          event => event.kind === 'intended' && event.effect.kind === 'install' && event.effect.machine === 'b',
        );
        if (isSecond) throw new Error('died');
      },
    };
    const world = { ...worldOf(stage), journal };
    await expect(drive({ plan: stage.plan, world, by: 'test', signal: new AbortController().signal })).rejects.toThrow(
      'died',
    );
    say(
      stage,
      rollbackByHand(stage.plan, stateOf(stage), {
        person: 'anna',
        reason: 'a doubt',
        now: stage.clock.now(),
        ring: null,
      }),
    );
    expect(stateOf(stage).undo?.machines).toEqual(['b', 'a']);
    expect((await runToTheEnd(stage)).standing).toMatchObject({
      conclusion: 'rolled-back',
      figures: { undone: 1, untouched: 1 },
    });
  });
});

describe('a machine that was told to restart and did not', () => {
  it('stays out of service however well it answers: nobody else is begun with in its place', async () => {
    const hangs = aServer('a', { pendingRestart: ['componentServicing'], faults: [{ kind: 'shutdownHangs' }] });
    const stage = await setRings([ring('test', { waves: ['100%'], maxUnavailable: 1 })], [hangs, aServer('b')], {
      policy: { pendingRestart: 'restartFirst' },
    });
    await run(stage);
    const word = { person: 'anna', reason: 'it answers', exclude: [] };
    say(stage, resumeByHand(stage.plan, stateOf(stage), { ...word, now: stage.clock.now() }));
    // A run that may begin with another machine only: the first one would go back in line if it were well.
    await run(stage, { only: ['b'] });
    expect(stateOf(stage).machines.get('a')).toMatchObject({ phase: 'failed', failure: { code: 'MACHINE_NOT_BACK' } });
    expect(stage.fleet.models.books().find(({ machine }) => machine === 'b')?.installs).toEqual([]);
  });
});

describe('a scan that fails', () => {
  it.each([
    ['may pass by itself', 0x8024402c],
    ['does not pass', 0x80240032],
  ])('and %s leaves no job on the machine', async (_, hresult) => {
    const stage = await setRings(
      [ring('test'), ring('pilot')],
      [aServer('t'), aServer('p', { ring: 'pilot', faults: [{ kind: 'scanFails', hresult }] })],
    );
    await runToTheEnd(stage);
    const model = stage.fleet.models.model('p');
    const keys = model?.books(stage.clock.now()).jobs.map(({ key }) => key) ?? [];
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.map(key => model?.pollJob(key, stage.clock.now()).state)).toEqual(keys.map(() => 'absent'));
    expect(stateOf(stage).machines.get('p')).toMatchObject({ phase: 'skipped', finishedJobs: [] });
  });
});
