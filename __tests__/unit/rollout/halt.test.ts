import { describe, expect, it } from 'vitest';
import type { JobStatus } from '../../../src/model/job.ts';
import type { Fleet, Machine } from '../../../src/model/ports.ts';
import { drive } from '../../../src/rollout/drive.ts';
import { fold } from '../../../src/rollout/fold/index.ts';
import { haltByHand, machinesToUndo, resumeByHand, rollbackByHand } from '../../../src/rollout/hand.ts';
import { deniedBy } from '../../../src/rollout/survey.ts';
import {
  aServer,
  maxFailuresAlone,
  ring,
  run,
  runToTheEnd,
  say,
  september9,
  servers,
  setRings,
  setStory,
  someoneAnswers,
  stateOf,
  storyOf,
} from '../../support/rollouts.ts';

const word = { person: 'anna', reason: 'the disk was full', now: september9 };
const badInstall = { kind: 'installFails', kb: 'KB5122871', hresult: 0x80070643, times: 1 } as const;
const deadService = { kind: 'serviceDies', kb: 'KB5122871', service: 'OrderIntake' } as const;

describe('a halt', () => {
  it('comes at the first confirmed critical failure, whatever the ring tolerates', async () => {
    const rings = [ring('test', { waves: ['100%'], maxUnavailable: 3, maxFailures: 2 })];
    const stage = await setRings(rings, [
      aServer('a', { faults: [{ kind: 'neverComesBack' }] }),
      ...servers('test', 4),
    ]);
    const { standing } = await run(stage);
    expect(standing).toMatchObject({
      conclusion: 'halted',
      cause: { by: 'rule', rule: 'critical', machine: 'a', gate: 'cameBack', failed: 1, limit: 0 },
    });
  });

  it('comes at one failure more than the ring allows', async () => {
    const rings = [ring('test', { waves: ['100%'], maxUnavailable: 3, maxFailures: 1 })];
    const stage = await setRings(rings, servers('test', 5, { faults: [badInstall] }), { policy: maxFailuresAlone });
    const { standing } = await run(stage);
    expect(standing.cause).toMatchObject({ rule: 'maxFailures', failedInRing: 2, limit: 1, gate: null });
  });

  it('is sticky: later runs start nothing, in no ring', async () => {
    const stage = await setRings(
      [ring('test'), ring('pilot')],
      [aServer('t', { faults: [badInstall] }), ...servers('pilot', 1)],
    );
    await run(stage);
    const before = stage.events.length;
    await stage.clock.sleepUntil(stage.clock.now() + 9e8);
    expect((await run(stage)).standing.conclusion).toBe('halted');
    expect(stage.events).toHaveLength(before);
  });

  it('lets running installs finish, restarts nobody, and lists who waits for a restart', async () => {
    const rings = [ring('test', { waves: ['100%'], maxUnavailable: 3 })];
    const slow = { queue: [0, 0], scan: [1_000, 1_000], install: [60_000, 900_000] } as const;
    const timing = {
      ...slow,
      stage: slow.install,
      uninstall: slow.install,
      grace: [1_000, 1_000],
      down: [60_000, 60_000],
      servicing: [0, 0],
    } as const;
    const stage = await setRings(rings, [aServer('bad', { faults: [badInstall] }), ...servers('test', 2)], {
      timing,
      seed: 4,
    });
    const { standing } = await run(stage);
    expect(standing.conclusion).toBe('halted');
    expect(standing.restartsPending.length).toBeGreaterThan(0);
    for (const name of standing.restartsPending) {
      expect(storyOf(stage, name)).toEqual(['check', 'machineChosen', 'install']);
      expect(stage.fleet.models.model(name)?.books(stage.clock.now()).restarts).toEqual([]);
    }
  });

  it('by hand stops a rollout that has not failed', async () => {
    const stage = await setRings([ring('test'), ring('pilot')], [...servers('test', 1), ...servers('pilot', 1)]);
    await run(stage);
    say(stage, haltByHand(stage.plan, stateOf(stage), word));
    const { standing } = await runToTheEnd(stage);
    expect(standing).toMatchObject({ conclusion: 'halted', cause: { by: 'person', person: 'anna' } });
    expect(storyOf(stage, 'pilot1')).toEqual([]);
  });
});

describe('a resume', () => {
  it('looks at failed machines again, and goes on when all is well', async () => {
    const stage = await setRings([ring('test')], [aServer('t', { faults: [badInstall] })]);
    await run(stage);
    say(stage, resumeByHand(stage.plan, stateOf(stage), { ...word, exclude: [] }));
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 1 } });
  });

  it('halts again when the machine fails again', async () => {
    const stage = await setRings([ring('test')], [aServer('t', { faults: [deadService] })]);
    await run(stage);
    say(stage, resumeByHand(stage.plan, stateOf(stage), { ...word, exclude: [] }));
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'halted', cause: { gate: 'services' } });
    expect(storyOf(stage, 't').filter(kind => kind === 'install')).toHaveLength(1);
  });

  it('leaves out whom a person takes out, and another machine takes the place in the wave', async () => {
    const stage = await setRings(
      [ring('test', { waves: [1, '100%'] })],
      [aServer('a', { faults: [deadService] }), ...servers('test', 2)],
    );
    await run(stage);
    say(stage, resumeByHand(stage.plan, stateOf(stage), { ...word, exclude: ['a'] }));
    const { standing } = await runToTheEnd(stage);
    expect(standing).toMatchObject({ conclusion: 'succeeded', figures: { updated: 2 } });
    expect(stateOf(stage).machines.get('a')?.phase).toBe('excluded');
  });

  it('keeps counting a machine of which nobody knows how it is, also when its window has closed meanwhile', async () => {
    const window = { days: ['wed', 'thu'], start: '22:00', duration: '4h', timeZone: 'machine' };
    const here = aServer('here', { timeZone: 'Europe/Berlin', faults: [{ kind: 'unreachable', begins: 'install' }] });
    const there = aServer('there', { timeZone: 'America/New_York' });
    const stage = await setRings([ring('test', { window, waves: ['100%'], maxUnavailable: 1 })], [here, there]);
    expect((await run(stage)).standing).toMatchObject({ conclusion: 'halted', cause: { machine: 'here' } });
    expect(stage.clock.now()).toBeGreaterThan(Date.UTC(2026, 8, 10, 2));
    say(stage, resumeByHand(stage.plan, stateOf(stage), { ...word, exclude: [] }));
    expect((await run(stage)).standing).toMatchObject({ conclusion: 'halted', cause: { machine: 'here' } });
    expect(storyOf(stage, 'there')).toEqual([]);
  });

  it('is refused where there is nothing to resume, and for machines that are not there or not to be left', async () => {
    const stage = await setRings([ring('test')], [aServer('t')]);
    await run(stage);
    const resume = (...exclude: string[]) => resumeByHand(stage.plan, stateOf(stage), { ...word, exclude });
    expect(resume()).toMatchObject({ failures: [{ code: 'ROLLOUT_NOT_HALTED' }] });
    say(stage, haltByHand(stage.plan, stateOf(stage), word));
    expect(resume('nobody', 't')).toMatchObject({
      failures: [{ code: 'ARGUMENT_INVALID' }, { code: 'ARGUMENT_INVALID', machine: 't' }],
    });
  });
});

describe('a rollback', () => {
  it('undoes the ring that regressed, newest first, and only that ring; the build is the one before', async () => {
    const stage = await setStory('bad-update');
    const { standing } = await runToTheEnd(stage);
    expect(standing).toMatchObject({
      conclusion: 'rolled-back',
      figures: { hit: 1, undone: 3, untouched: 14, updated: 3 },
    });
    // The last word comes last: after every machine has forgotten its jobs.
    expect(stage.events.at(-1)).toMatchObject({ kind: 'concluded', conclusion: 'rolled-back' });
    const { undo, machines } = stateOf(stage);
    const begun = undo?.machines.map(name => machines.get(name)?.beganAt ?? 0) ?? [];
    expect(begun).toEqual([...begun].sort((a, b) => b - a));
    for (const name of undo?.machines ?? []) {
      expect(machines.get(name)?.ring).toBe(1);
      const { ubr } = stage.fleet.models.model(name)!.facts(stage.clock.now());
      expect(ubr).toBe(machines.get(name)?.buildBefore?.ubr);
    }
  });

  it('makes the update set final: later runs report it and change nothing, and later plans do not have it', async () => {
    const stage = await setStory('bad-update');
    await runToTheEnd(stage);
    const before = stage.events.length;
    expect((await run(stage)).standing.conclusion).toBe('rolled-back');
    expect(stage.events).toHaveLength(before);
    expect(deniedBy(fold(stage.events)!).flatMap(({ kbs }) => kbs)).toEqual(['KB5060842']);
    expect(haltByHand(stage.plan, stateOf(stage), word)).toMatchObject({ failures: [{ code: 'ROLLOUT_ENDED' }] });
  });

  it('is not automatic when the Hotpatch train was lost: removing the update does not bring it back', async () => {
    const gates = { after: ['cameBack', 'hotpatch', 'buildIsTarget'] };
    const stage = await setStory('hotpatch-loss', 20, 'realistic', { gates });
    const { standing } = await runToTheEnd(stage);
    expect(standing).toMatchObject({ conclusion: 'halted', cause: { gate: 'hotpatch', ring: 'pilot' } });
    expect(stage.events.some(event => event.kind === 'undoBegan')).toBe(false);
  });

  it('spares domain controllers, and says so; a person may undo them', async () => {
    const rings = [ring('test', { waves: ['100%'], maxUnavailable: 2, onRegression: 'rollback' })];
    const stage = await setRings(rings, [aServer('dc', { kind: 'dc' }), aServer('app', { faults: [deadService] })]);
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'rolled-back', figures: { undone: 1 } });
    expect(stateOf(stage).undo?.spared).toMatchObject([{ machine: 'dc' }]);
    expect(storyOf(stage, 'dc')).not.toContain('uninstall');
    expect(machinesToUndo(stage.plan, stateOf(stage), null).map(({ name }) => name)).toEqual(['dc']);
  });

  it('says aloud who is stranded, and goes on with the others', async () => {
    const rings = [ring('test', { waves: ['100%'], maxUnavailable: 2, onRegression: 'rollback' })];
    const stuck = aServer('stuck', { faults: [deadService, { kind: 'uninstallFails' }] });
    const stage = await setRings(rings, [...servers('test', 2), stuck]);
    const { standing } = await runToTheEnd(stage);
    expect(standing).toMatchObject({ conclusion: 'rolled-back', figures: { undone: 2, stranded: 1 } });
    expect(stateOf(stage).machines.get('stuck')?.failure?.code).toBe('UNINSTALL_FAILED');
  });

  it('believes no uninstall, only the build: a removal that found nothing strands the machine', async () => {
    const rings = [ring('test', { onRegression: 'rollback' })];
    const stage = await setRings(rings, [aServer('t', { faults: [deadService] })]);
    const nothing: JobStatus = {
      state: 'finished',
      kind: 'uninstall',
      result: { removed: [], kept: [], needsRestart: false },
    };
    const fleet: Fleet = {
      machine: entry => {
        const machine = stage.fleet.machine(entry);
        const startJob: Machine['startJob'] = (key, work) =>
          work.kind === 'uninstall' ? Promise.resolve({ ok: true, value: nothing }) : machine.startJob(key, work);
        return { ...machine, startJob };
      },
      close: () => Promise.resolve(),
    };
    const world = { fleet, journal: stage.journal, clock: stage.clock, runner: someoneAnswers };
    await drive({ plan: stage.plan, world, by: 'test', signal: new AbortController().signal });
    expect(stateOf(stage).machines.get('t')).toMatchObject({
      phase: 'stranded',
      failure: { code: 'MACHINE_STRANDED' },
    });
    expect(stateOf(stage).conclusion).toBeNull();
  });

  it('stops at machines that work when it has stranded two of them', async () => {
    const rings = [ring('test', { waves: ['100%'], maxUnavailable: 1, onRegression: 'rollback' })];
    const sticky = servers('test', 5, { faults: [{ kind: 'uninstallFails' }] });
    const stage = await setRings(rings, [...sticky, aServer('z', { faults: [deadService] })]);
    const { standing } = await runToTheEnd(stage);
    expect(standing.figures).toMatchObject({ undone: 1, stranded: 2, updated: 3 });
    expect(stage.events.findLast(event => event.kind === 'undoEnded')).toMatchObject({
      undone: 1,
      stranded: 2,
      left: 3,
    });
  });

  it('by hand takes back what an automatic one left: rings that had passed, machines that were spared', async () => {
    const stage = await setStory('bad-update');
    await runToTheEnd(stage);
    const byHand = (name: string) =>
      rollbackByHand(stage.plan, stateOf(stage), { ...word, now: stage.clock.now(), ring: name });
    expect(byHand('pilot')).toMatchObject({ ok: false });
    say(stage, byHand('test'));
    const { standing } = await runToTheEnd(stage);
    expect(standing).toMatchObject({ conclusion: 'rolled-back', figures: { undone: 6, updated: 0, untouched: 14 } });
    expect(byHand('test')).toMatchObject({ ok: false });
  });

  it('by hand takes back a rollout that has succeeded, the newest ring first', async () => {
    const stage = await setRings([ring('test'), ring('pilot')], [...servers('test', 1), ...servers('pilot', 1)]);
    await runToTheEnd(stage);
    say(stage, rollbackByHand(stage.plan, stateOf(stage), { ...word, now: stage.clock.now(), ring: null }));
    expect(stateOf(stage).undo?.machines).toEqual(['pilot1', 'test1']);
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'rolled-back', figures: { undone: 2 } });
  });

  it('by hand is refused where there is nothing to take back', async () => {
    const stage = await setRings([ring('test'), ring('pilot')], [...servers('test', 1), ...servers('pilot', 1)]);
    await run(stage);
    const rollback = (name: string | null) => rollbackByHand(stage.plan, stateOf(stage), { ...word, ring: name });
    expect(rollback('pilot').ok).toBe(false);
    expect(rollback('nowhere')).toMatchObject({ failures: [{ code: 'RING_UNKNOWN' }] });
    expect(rollback('test').ok).toBe(true);
  });
});
