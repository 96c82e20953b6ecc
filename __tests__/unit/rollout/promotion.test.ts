import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/rollout/decide/index.ts';
import type { Event } from '../../../src/rollout/events.ts';
import { fold } from '../../../src/rollout/fold/index.ts';
import { holdByHand, resumeByHand } from '../../../src/rollout/hand.ts';
import { september2026 } from '../../../src/simulation/catalogue.ts';
import { realisticTiming } from '../../../src/simulation/profile.ts';
import type { CatalogueUpdate } from '../../../src/simulation/updates.ts';
import {
  aServer,
  ring,
  run,
  runToTheEnd,
  say,
  september9,
  servers,
  setRings,
  setStory,
  stateOf,
  storyOf,
} from '../../support/rollouts.ts';

const hour = 3_600_000;
const [baseline] = september2026 as [CatalogueUpdate];
const rings = [ring('test', { soak: '1h' }), ring('pilot', { soak: '1h' })];
const word = { person: 'anna', reason: 'it is known', now: september9 };

/** The baseline is offered until so long after the beginning, and then nothing, or the same in a new revision. */
function offeredUntil(until: number, then: readonly CatalogueUpdate[] = []): readonly CatalogueUpdate[] {
  return [{ ...baseline, offered: { until } }, ...then.map(one => ({ ...one, offered: { from: until } }))];
}

describe('promotion', () => {
  it('installs in later rings only what an earlier ring installed and proved', async () => {
    const dotnet: CatalogueUpdate = {
      ...baseline,
      kb: 'KB5999999',
      family: 'dotnet',
      level: 7,
      restarts: 'never',
      audience: 'enrolled',
      train: 'keeps',
      packages: [],
      permanentPackages: [],
      update: {
        ...baseline.update,
        updateId: 'aaaaaaaa-0000-4000-8000-000000000001',
        kbs: ['KB5999999'],
        title: '.NET Framework',
        restart: 'never',
      },
    };
    // Only the enrolled machine of the test ring is offered the second update, and it never gets that far.
    const test = [
      aServer('t1'),
      aServer('t2', { isEnrolled: true, faults: [{ kind: 'unreachable', begins: 10 * 60_000 }] }),
    ];
    const stage = await setRings(
      [ring('test', { maxSkipped: 1, soak: '0s' }), ring('pilot', { soak: '0s' })],
      [...test, aServer('p1', { ring: 'pilot', isEnrolled: true })],
      { catalogue: [baseline, dotnet] },
    );
    expect(stage.plan.updates).toHaveLength(2);
    await stage.clock.sleepUntil(september9 + hour);
    await runToTheEnd(stage);
    const chosen = stage.events.flatMap(event =>
      event.kind === 'machineChosen' && event.machine === 'p1' ? [event] : [],
    );
    expect(chosen[0]?.updates.map(({ updateId }) => updateId)).toEqual([baseline.update.updateId]);
    expect(chosen[0]?.left).toMatchObject([{ kbs: ['KB5999999'], why: 'unproven' }]);
  });

  it('installs nothing that came out after the plan was made', async () => {
    const later = {
      ...baseline,
      level: 40_000,
      update: { ...baseline.update, updateId: 'bbbbbbbb-0000-4000-8000-000000000002', kbs: ['KB5999998'] },
    };
    const stage = await setRings(rings, [aServer('t'), aServer('p', { ring: 'pilot' })], {
      catalogue: [baseline, { ...later, offered: { from: 5 * 60_000 } }],
    });
    await stage.clock.sleepUntil(september9 + hour);
    await runToTheEnd(stage);
    const installed = stage.fleet.models.books().flatMap(({ installs }) => installs.map(({ kb }) => kb));
    expect(installed).not.toContain('KB5999998');
  });

  it('holds the rollout while a pinned update is offered to nobody any more, and asks again in every run', async () => {
    const stage = await setRings(rings, [aServer('t'), ...servers('pilot', 2)], {
      catalogue: offeredUntil(1.3 * hour),
    });
    const held = { conclusion: 'held', failure: { code: 'UPDATE_GONE' }, ring: { name: 'pilot' } };
    expect((await runToTheEnd(stage)).standing).toMatchObject(held);
    const checks = () => storyOf(stage, 'pilot2').filter(kind => kind === 'check').length;
    expect(checks()).toBe(1);
    expect((await runToTheEnd(stage)).standing).toMatchObject(held);
    expect(checks()).toBe(2);
  });

  it('skips a machine whose update is gone between the scan and the install', async () => {
    const stage = await setRings([ring('test')], [aServer('t')], {
      catalogue: offeredUntil(8 * 60_000),
      timing: { ...realisticTiming, queue: [60_000, 60_000], scan: [120_000, 120_000] },
    });
    const { standing } = await run(stage);
    expect(standing).toMatchObject({ conclusion: 'held', figures: { started: 0, skipped: 1 } });
    expect(stateOf(stage).machines.get('t')?.failure?.code).toBe('UPDATE_GONE');
  });

  it('holds when the pinned revision was replaced by another one, and a person may go on without it', async () => {
    const replaced = { ...baseline, update: { ...baseline.update, revision: 201 } };
    const stage = await setRings(rings, [aServer('t'), aServer('p', { ring: 'pilot' })], {
      catalogue: offeredUntil(1.3 * hour, [replaced]),
    });
    const { standing } = await runToTheEnd(stage);
    expect(standing.failure).toMatchObject({ code: 'UPDATE_GONE' });
    expect(standing.failure?.message).toContain('revision 201');
    say(stage, resumeByHand(stage.plan, stateOf(stage), { ...word, exclude: [] }));
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 1 } });
  });

  it('needs no proof that an update is gone from a machine that was never meant by it', async () => {
    const enrolled = aServer('p', { ring: 'pilot', isEnrolled: true });
    const stage = await setRings(rings, [aServer('t'), enrolled], {
      catalogue: [{ ...baseline, audience: 'notEnrolled', build: 26100 }],
    });
    // Same build, so it might have been; whoever runs it learns that it was not offered.
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('held');
  });
});

describe('what a machine does not get', () => {
  it('is held back by the shipped hold, and its substitute is installed instead', async () => {
    const stage = await setStory('held');
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
    for (const { machine, installs } of stage.fleet.models.books()) {
      const isEnrolled = stage.fleet.models.model(machine)?.profile.hotpatch.isEnrolled;
      expect({ machine, kbs: installs.map(({ kb }) => kb) }).toEqual({
        machine,
        kbs: [isEnrolled ? 'KB5070893' : 'KB5070881'],
      });
    }
  });

  it('goes to nobody once a person has held it', async () => {
    const stage = await setRings(rings, [aServer('t'), aServer('p', { ring: 'pilot' })]);
    await run(stage);
    say(stage, holdByHand(stage.plan, stateOf(stage), { ...word, kb: 'KB5122871' }));
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 1 } });
    expect(storyOf(stage, 'p')).toEqual(['check', 'machineDone', 'acknowledge']);
    expect(holdByHand(stage.plan, stateOf(stage), { ...word, kb: 'KB1234567' }).ok).toBe(false);
  });

  it('needs a restart and the policy has none: it is left out and said', async () => {
    const stage = await setRings([ring('test')], [aServer('t')], { policy: { restart: 'never' } });
    const { standing } = await runToTheEnd(stage);
    expect(standing).toMatchObject({ conclusion: 'nothing-to-do', figures: { updated: 0 } });
    expect(stateOf(stage).machines.get('t')?.left).toMatchObject([
      {
        why: 'restart',
        kbs: ['KB5122871'],
        reason: 'Windows says that it restarts this machine, and the policy says restart: never',
      },
    ]);
  });
});

describe('a machine with which nothing was begun', () => {
  it('is skipped when it does not answer, and the ring is held when there are too many of them', async () => {
    const away = aServer('away', { faults: [{ kind: 'unreachable', begins: 5 * 60_000, lasts: 3 * hour }] });
    const stage = await setRings([ring('test')], [...servers('test', 1), away]);
    await stage.clock.sleepUntil(september9 + hour);
    const { standing } = await run(stage);
    expect(standing).toMatchObject({
      conclusion: 'held',
      failure: { code: 'RING_SKIPPED_TOO_MANY', machine: 'away' },
      figures: { skipped: 1, updated: 1 },
    });
    await stage.clock.sleepUntil(september9 + 5 * hour);
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 2 } });
  });

  it('opens a ring again that is being judged when it is back in line: nobody passes unseen', async () => {
    const away = aServer('away', { faults: [{ kind: 'unreachable', begins: 5 * 60_000, lasts: 3 * hour }] });
    const stage = await setRings([ring('test', { maxSkipped: 1 })], [...servers('test', 1), away]);
    await stage.clock.sleepUntil(september9 + hour);
    await run(stage);
    const at = september9 + 40 * hour;
    const back: readonly Event[] = [
      { kind: 'ringJudging', at, ring: 'test' },
      { kind: 'runBegan', at, by: 'test', ring: null, only: null, again: ['away'] },
    ];
    const state = fold([...stage.events, ...back])?.state;
    expect(state?.machines.get('away')?.phase).toBe('pending');
    expect(state && decide(stage.plan, state, at).record).toEqual([{ kind: 'ringOpened', at, ring: 'test' }]);
    stage.events.push(...back);
    await stage.clock.sleepUntil(at);
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 2 } });
  });

  it('is skipped when a gate before fails, and is not begun with', async () => {
    const stage = await setRings(
      [ring('test', { maxSkipped: 1 })],
      [...servers('test', 1), aServer('w', { pendingRestart: ['componentServicing'] })],
    );
    await runToTheEnd(stage);
    expect(stateOf(stage).machines.get('w')).toMatchObject({
      phase: 'skipped',
      failure: { code: 'GATE_FAILED', cause: 'noPendingRestart' },
    });
    expect(storyOf(stage, 'w')).toEqual(['check', 'machineSkipped', 'acknowledge']);
  });

  it('is restarted first where the policy wants it, and then updated', async () => {
    const stage = await setRings([ring('test')], [aServer('w', { pendingRestart: ['componentServicing'] })], {
      policy: { pendingRestart: 'restartFirst' },
    });
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
    expect(storyOf(stage, 'w').slice(0, 5)).toEqual(['check', 'restart', 'check', 'machineChosen', 'install']);
  });
});
