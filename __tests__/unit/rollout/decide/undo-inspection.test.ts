// An undo is begun only where it can end: what was cleaned up, what calls itself permanent and what the policy's gate refuses is
// stranded as it is, with nothing taken away, and may be asked for again once a person has mended it.
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../../src/model/failure.ts';
import type { Fleet, Machine, Readings } from '../../../../src/model/ports.ts';
import type { UninstallResult } from '../../../../src/model/reading.ts';
import { machineRows } from '../../../../src/report/machine-row.ts';
import { drive } from '../../../../src/rollout/drive.ts';
import { rollbackByHand } from '../../../../src/rollout/hand.ts';
import type { Fault } from '../../../../src/simulation/faults.ts';
import { strangersPackage } from '../../../../src/simulation/strangers.ts';
import {
  aServer,
  ring,
  run,
  runToTheEnd,
  type Stage,
  say,
  servers,
  setRings,
  someoneAnswers,
  stateOf,
  storyOf,
} from '../../../support/rollouts.ts';

const deadService = { kind: 'serviceDies', kb: 'KB5122871', service: 'OrderIntake' } as const;
const rings = [ring('test', { waves: ['100%'], maxUnavailable: 2, onRegression: 'rollback' })];
const jobsOf = (stage: Stage, name: string) =>
  stage.fleet.models
    .model(name)
    ?.books(stage.clock.now())
    .jobs.map(({ kind }) => kind) ?? [];

async function undo(faults: readonly Fault[], policy: Readonly<Record<string, unknown>> = {}, profile = {}) {
  const server = aServer('z', { faults: [deadService, ...faults] });
  const machine = { ...server, profile: { ...server.profile, ...profile } };
  const stage = await setRings(rings, [...servers('test', 1), machine], { policy });
  await runToTheEnd(stage);
  return stage;
}

describe('before an undo is begun', () => {
  it('is looked whether it can end, once, and then it goes its way', async () => {
    const stage = await undo([]);
    const story = storyOf(stage, 'z');
    expect(story.filter(kind => kind === 'inspect')).toHaveLength(1);
    expect(story.indexOf('diagnose')).toBeLessThan(story.indexOf('inspect'));
    expect(story.indexOf('inspect')).toBeLessThan(story.indexOf('uninstall'));
    expect(stateOf(stage).machines.get('z')).toMatchObject({ phase: 'undone' });
  });

  it('strands a machine whose component store was cleaned with ResetBase since, and takes nothing away', async () => {
    const stage = await undo([{ kind: 'baseReset', kb: 'KB5122871', after: 0 }]);
    expect(stateOf(stage).machines.get('z')).toMatchObject({
      phase: 'stranded',
      failure: {
        code: 'UNDO_BASE_RESET',
        message: expect.stringMatching(/cleaned with ResetBase at \S+, after the update/),
        next: 'go forward with the next update that mends it, or restore z from a backup',
      },
    });
    expect(jobsOf(stage, 'z')).not.toContain('uninstall');
    expect(stateOf(stage).machines.get('test1')?.phase).toBe('undone');
  });

  it('is not afraid of a cleanup that came before the update', async () => {
    const stage = await setRings(rings, [aServer('z', { faults: [deadService] })]);
    const { standing } = await seeing(stage, ({ removal }) =>
      removal?.ok === true
        ? { removal: { ok: true, value: { ...removal.value, lastResetBase: '2026-09-09T19:59:00Z' } } }
        : {},
    );
    expect(standing.figures).toMatchObject({ undone: 1, stranded: 0 });
  });

  it('goes by the clock of the machine, not by ours', async () => {
    const stage = await setRings(rings, [aServer('z', { faults: [deadService] })]);
    // Its clock is two hours ahead; the store was cleaned an hour before the update.
    const { standing } = await seeing(stage, ({ removal, facts }) => ({
      ...(removal?.ok === true
        ? { removal: { ok: true, value: { ...removal.value, lastResetBase: '2026-09-09T21:00:00Z' } } }
        : {}),
      ...(facts?.ok === true
        ? {
            facts: {
              ok: true,
              value: { ...facts.value, clock: new Date(Date.parse(facts.value.clock) + 7_200_000).toISOString() },
            },
          }
        : {}),
    }));
    expect(standing.figures).toMatchObject({ undone: 1, stranded: 0 });
  });

  it('strands a machine with a package that calls itself permanent', async () => {
    const stage = await undo([{ kind: 'uninstallFails', marked: true }]);
    expect(stateOf(stage).machines.get('z')).toMatchObject({
      phase: 'stranded',
      failure: {
        code: 'UNDO_PERMANENT',
        message: expect.stringMatching(/^Package_for_RollupFix\S+ calls itself permanent/),
      },
    });
    expect(jobsOf(stage, 'z')).not.toContain('uninstall');
  });

  it('leaves and names what somebody else has brought since, and takes back what is ours', async () => {
    const stage = await undo([{ kind: 'addedByOthers', kb: 'KB5122871', after: 0, what: 'other' }]);
    const machine = stateOf(stage).machines.get('z');
    expect(machine).toMatchObject({ phase: 'undone', undo: { uninstall: { others: [strangersPackage] } } });
    expect(stage.fleet.models.model('z')?.packages(stage.clock.now())).toContain(strangersPackage);
    const [, row] = machineRows(stage.plan, stage.plan.rings[0]!, stateOf(stage).machines, new Map());
    expect(row?.why).toContain(`left, for somebody else brought it: ${strangersPackage}`);
  });

  it('strands a machine on which somebody else’s later update has superseded ours, and takes nothing away', async () => {
    const stage = await undo([{ kind: 'addedByOthers', kb: 'KB5122871', after: 0, what: 'later' }]);
    expect(stateOf(stage).machines.get('z')).toMatchObject({
      phase: 'stranded',
      failure: {
        code: 'UNDO_SUPERSEDED',
        message: expect.stringMatching(
          /^somebody else has installed Package_for_RollupFix\S+ since, which supersedes /,
        ),
        next: expect.stringMatching(
          /^remove Package_for_RollupFix\S+ by hand and ask for the rollback again, or go forward/,
        ),
      },
    });
    expect(jobsOf(stage, 'z')).not.toContain('uninstall');
    expect(stateOf(stage).machines.get('test1')?.phase).toBe('undone');
  });

  it('restarts first, once, where changes of others wait for that, and looks again', async () => {
    const stage = await undo([{ kind: 'addedByOthers', kb: 'KB5122871', after: 60_000, what: 'pending' }]);
    const story = storyOf(stage, 'z');
    expect(story.slice(story.indexOf('diagnose'))).toEqual(
      expect.arrayContaining(['diagnose', 'inspect', 'restart', 'inspect', 'uninstall', 'restart', 'verify']),
    );
    expect(story.filter(kind => kind === 'inspect')).toHaveLength(2);
    expect(stateOf(stage).machines.get('z')).toMatchObject({ phase: 'undone', undo: { hasRestarted: true } });
  });

  it('strands a machine on which changes go on waiting, and says to restart it', async () => {
    const stage = await setRings(rings, [aServer('z', { faults: [deadService] })]);
    await seeing(stage, ({ removal }) =>
      removal?.ok === true ? { removal: { ok: true, value: { ...removal.value, waiting: ['pendingFile'] } } } : {},
    );
    expect(stateOf(stage).machines.get('z')).toMatchObject({
      phase: 'stranded',
      failure: {
        code: 'UNDO_RESTART_PENDING',
        message: 'nothing can be taken away while other changes wait for a restart (pendingFile)',
        next: 'restart z (Restart-Computer -ComputerName z), then ask for the rollback again',
      },
    });
    expect(storyOf(stage, 'z').filter(kind => kind === 'inspect')).toHaveLength(2);
    expect(jobsOf(stage, 'z')).not.toContain('uninstall');
    const word = { person: 'anna', reason: 'restarted', now: stage.clock.now(), ring: null };
    say(stage, rollbackByHand(stage.plan, stateOf(stage), word));
    expect((await run(stage)).standing.figures).toMatchObject({ undone: 1, stranded: 0 });
  });

  it('may be asked for again where the uninstall itself refused all of it', async () => {
    const stage = await setRings(rings, [aServer('z', { faults: [deadService] })]);
    await seeing(stage, () => ({}), {
      removed: [],
      kept: [{ package: 'p', reason: 'somebody came in between', hresult: 0, code: 'UNDO_SUPERSEDED' }],
      needsRestart: false,
    });
    expect(stateOf(stage).machines.get('z')).toMatchObject({ phase: 'stranded', failure: { code: 'UNDO_SUPERSEDED' } });
    const word = { person: 'anna', reason: 'removed by hand', now: stage.clock.now(), ring: null };
    say(stage, rollbackByHand(stage.plan, stateOf(stage), word));
    expect((await run(stage)).standing.figures).toMatchObject({ undone: 1, stranded: 0 });
  });

  it('goes on where the reading cannot be had: the uninstall then says what it says', async () => {
    const stage = await setRings(rings, [aServer('z', { faults: [deadService] })]);
    const failure = failureOf('WINDOWS_FUNCTION_FAILED', 'no');
    const { standing } = await seeing(stage, () => ({ removal: { ok: false, failure, arrived: 'maybe' } }));
    expect(standing.figures).toMatchObject({ undone: 1, stranded: 0 });
  });
});

/** Drives a stage whose readings on the way back are changed. */
function seeing(
  stage: Stage,
  change: (readings: Partial<Readings>) => Partial<Readings>,
  uninstalled?: UninstallResult,
) {
  const fleet: Fleet = {
    machine: entry => {
      const machine = stage.fleet.machine(entry);
      const probe: Machine['probe'] = async (probes, options) => {
        const readings = await machine.probe(probes, options);
        if (stateOf(stage).machines.get(entry.name)?.inFlight?.kind !== 'inspect') return readings;
        const changed = change(readings);
        return { ...readings, ...Object.fromEntries(Object.entries(changed).filter(([name]) => name in readings)) };
      };
      const pollJob: Machine['pollJob'] = async key => {
        const answer = await machine.pollJob(key);
        const isUndo = answer.ok && answer.value.state === 'finished' && answer.value.kind === 'uninstall';
        if (!isUndo || uninstalled === undefined) return answer;
        return { ok: true, value: { state: 'finished', kind: 'uninstall', result: uninstalled } };
      };
      return { ...machine, probe, pollJob };
    },
    close: () => Promise.resolve(),
  };
  const world = { fleet, journal: stage.journal, clock: stage.clock, runner: someoneAnswers };
  return drive({ plan: stage.plan, world, by: 'test', signal: new AbortController().signal });
}

describe('a gate before the undo', () => {
  const policy = { gates: { undo: [{ gate: 'backup', maxAge: '24h' }] } };
  const old = { backupAge: 3 * 86_400_000 };

  it('lets the undo be begun where the backup is young', async () => {
    expect(stateOf(await undo([], policy)).machines.get('z')?.phase).toBe('undone');
  });

  it('keeps a machine without a backup as it is, and says what to do', async () => {
    const stage = await undo([], policy, old);
    expect(stateOf(stage).machines.get('z')).toMatchObject({
      phase: 'stranded',
      failure: {
        code: 'UNDO_GATE_FAILED',
        cause: 'backup',
        message: expect.stringContaining('the last successful backup ended 3d ago'),
        next: expect.stringContaining('ask for the rollback again'),
      },
    });
    expect(jobsOf(stage, 'z')).not.toContain('uninstall');
    expect(stage.events).toContainEqual(expect.objectContaining({ kind: 'judged', stage: 'undo', verdict: 'fail' }));
  });

  it('is asked again when a person asks for the rollback again, and then it is undone', async () => {
    const server = aServer('z', { faults: [deadService] });
    const profile = { ...server.profile, ...old };
    const stage = await setRings(rings, [{ ...server, profile }], { policy });
    await runToTheEnd(stage);
    expect(stateOf(stage).machines.get('z')?.phase).toBe('stranded');
    // A backup is made.
    Object.assign(profile, { backupAge: 3_600_000 });
    const word = { person: 'anna', reason: 'there is a backup now', now: stage.clock.now(), ring: null };
    say(stage, rollbackByHand(stage.plan, stateOf(stage), word));
    expect((await run(stage)).standing).toMatchObject({
      conclusion: 'rolled-back',
      figures: { undone: 1, stranded: 0 },
    });
    expect(jobsOf(stage, 'z').filter(kind => kind === 'uninstall')).toHaveLength(1);
  });

  it('is not offered again where the undo was begun and could not end', async () => {
    const stage = await undo([{ kind: 'uninstallFails' }]);
    const word = { person: 'anna', reason: 'x', now: stage.clock.now(), ring: null };
    expect(rollbackByHand(stage.plan, stateOf(stage), word)).toMatchObject({ ok: false });
  });

  it('is part of the plan only where the policy has one: plans of before keep their hash', async () => {
    expect((await undo([])).plan.gates).not.toHaveProperty('undo');
    expect((await undo([], policy)).plan.gates.undo).toMatchObject([{ gate: 'backup', severity: 'hard' }]);
  });
});

describe('automatic updates', () => {
  const comesBack = { kind: 'comesBack', after: 6 * 3_600_000 } as const;

  it('bring nothing back that was hidden', async () => {
    const stage = await undo([comesBack]);
    await stage.clock.sleepUntil(stage.clock.now() + 86_400_000);
    expect(stage.fleet.models.model('z')?.boot(stage.clock.now()).pendingRestart).toEqual([]);
  });

  it('bring it back where it could not be hidden: so the model is no straw man', async () => {
    const stage = await undo([
      comesBack,
      { kind: 'jobRefused', job: 'hide', code: 'SCAN_FAILED', hresult: 0x8024402c },
    ]);
    await stage.clock.sleepUntil(stage.clock.now() + 86_400_000);
    expect(stage.fleet.models.model('z')?.boot(stage.clock.now()).pendingRestart).toEqual([
      'servicing',
      'windowsUpdate',
    ]);
    const installs = stage.fleet.models.model('z')?.books(stage.clock.now()).installs ?? [];
    expect(installs.map(({ kb, outcome }) => `${kb} ${outcome}`)).toContain('KB5122871 byItself');
  });
});
