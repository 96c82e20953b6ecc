import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../../src/model/failure.ts';
import type { Machine } from '../../../../src/model/ports.ts';
import { type JobEnd, runJob } from '../../../../src/rollout/perform/job.ts';
import { type Access, Detached } from '../../../../src/rollout/perform/visit.ts';
import { september2026 } from '../../../../src/simulation/catalogue.ts';
import { createVirtualClock, type VirtualClock } from '../../../../src/simulation/clock.ts';
import type { Fault } from '../../../../src/simulation/faults.ts';
import { createSimulatedFleet, type SimulatedFleet } from '../../../../src/simulation/fleet.ts';
import { realisticTiming } from '../../../../src/simulation/profile.ts';
import { aServer, september9 } from '../../../support/rollouts.ts';

const minute = 60_000;
const { updateId, revision } = september2026[0]!.update;
const ask = {
  key: 'windows-servers-3f9ac2-t-install-1',
  work: { kind: 'install', source: 'machine', updates: [{ updateId, revision }] },
  limit: 120 * minute,
} as const;

interface Scene {
  readonly clock: VirtualClock;
  readonly fleet: SimulatedFleet;
  run(more?: Partial<Access>): Promise<JobEnd>;
  jobs(): readonly { readonly key: string; readonly asked: number }[];
}

function sceneWith(...faults: readonly Fault[]): Scene {
  return sceneOf(1, faults);
}

function sceneOf(seed: number, faults: readonly Fault[]): Scene {
  const clock = createVirtualClock(september9);
  const machines = [aServer('t', { faults })];
  const fleet = createSimulatedFleet({ machines, catalogue: september2026, timing: realisticTiming, seed, clock });
  const machine = fleet.machine({ name: 't', labels: {} });
  const access: Access = {
    machine,
    clock,
    about: { machine: 't', phase: 'install' },
    reach: 10 * minute,
    isRepeat: false,
    whyNotStart: () => undefined,
    signal: new AbortController().signal,
  };
  return {
    clock,
    fleet,
    run: more => runJob({ ...access, ...more }, ask),
    jobs: () => fleet.models.books().flatMap(book => book.jobs),
  };
}

const rejecting = (call: keyof Machine, machine: Machine): Machine => ({
  ...machine,
  [call]: () =>
    Promise.resolve({
      ok: false,
      arrived: 'maybe',
      failure: { code: 'WINRM_AUTH_REJECTED', message: '', retryable: false },
    }),
});

describe('a job on a machine', () => {
  it('is heard of when it ends', async () => {
    expect(await sceneWith().run()).toMatchObject({ kind: 'finished', status: { kind: 'install' } });
  });

  it('is asked after while its machine is away, and that is no failure', async () => {
    const scene = sceneWith({ kind: 'unreachable', begins: 'install', lasts: 30 * minute });
    expect(await scene.run()).toMatchObject({ kind: 'finished' });
    expect(scene.clock.now()).toBeGreaterThanOrEqual(september9 + 30 * minute);
  });

  it('runs once, however many answers are lost', async () => {
    let asked = 0;
    for (let seed = 1; seed <= 8; seed += 1) {
      const scene = sceneOf(seed, [{ kind: 'losesAnswers', rate: 0.7 }]);
      expect(await scene.run()).toMatchObject({ kind: 'finished' });
      expect(scene.jobs()).toHaveLength(1);
      asked += scene.jobs()[0]?.asked ?? 0;
    }
    expect(asked).toBeGreaterThan(8);
  });

  it('is found again by a run that finds its intent, and not run twice', async () => {
    const scene = sceneWith();
    await scene.run();
    expect(await scene.run({ isRepeat: true })).toMatchObject({ kind: 'finished' });
    expect(scene.jobs()).toHaveLength(1);
  });

  it('is overdue when it does not end in its time, and is not killed', async () => {
    const scene = sceneWith({ kind: 'unreachable', begins: 'install' });
    expect(await scene.run()).toMatchObject({ kind: 'overdue', failure: { code: 'MACHINE_UNREACHABLE' } });
    expect(scene.jobs()).toMatchObject([{ end: 'finished' }]);
  });

  it('is left to a later run where nobody can say who logs on, once it may have begun', async () => {
    const failure = { code: 'CREDENTIAL_COMMAND_FAILED', message: '', retryable: true };
    const silent = (arrived: 'no' | 'maybe') => () => Promise.resolve({ ok: false, arrived, failure } as const);
    const scene = sceneWith();
    const machine = scene.fleet.machine({ name: 't', labels: {} });
    await expect(scene.run({ machine: { ...machine, pollJob: silent('no') } })).rejects.toMatchObject({ failure });
    await expect(scene.run({ machine: { ...machine, startJob: silent('maybe') } })).rejects.toBeInstanceOf(Detached);
    const unasked = await scene.run({ machine: { ...machine, startJob: silent('no') } });
    expect(unasked).toMatchObject({ kind: 'notStarted', failure });
  });

  it('has certainly not begun on a machine that nobody reached', async () => {
    const scene = sceneWith({ kind: 'unreachable', begins: 0 });
    expect(await scene.run()).toMatchObject({ kind: 'notStarted', failure: { code: 'WINRM_CONNECTION_REFUSED' } });
    expect(scene.clock.now() - september9).toBe(10 * minute);
  });

  it('may have begun on a machine that hangs: nobody says that it has not', async () => {
    const scene = sceneWith({ kind: 'hangs', begins: 0 });
    expect(await scene.run()).toMatchObject({ kind: 'overdue' });
  });

  it('is not begun once it may not: a halt between the intent and the machine', async () => {
    const scene = sceneWith();
    const whyNotStart = () => 'the rollout was halted';
    expect(await scene.run({ whyNotStart })).toMatchObject({
      kind: 'notStarted',
      failure: { code: 'EFFECT_WITHDRAWN' },
    });
    expect(await scene.run({ whyNotStart, isRepeat: true })).toMatchObject({ kind: 'notStarted' });
    expect(scene.jobs()).toEqual([]);
  });

  it('that is queued when the rollout is halted is taken back, and nothing is installed', async () => {
    const scene = sceneWith();
    let isHalted = false;
    const running = scene.run({ whyNotStart: () => (isHalted ? 'the rollout was halted' : undefined) });
    isHalted = true;
    expect(await running).toMatchObject({ kind: 'notStarted', failure: { code: 'EFFECT_WITHDRAWN' } });
    expect(scene.jobs()).toMatchObject([{ end: 'cancelled' }]);
    expect(scene.fleet.models.books()[0]?.installs).toEqual([]);
  });

  it('is known to be taken back when the answer to that was lost', async () => {
    const scene = sceneWith();
    const real = scene.fleet.machine({ name: 't', labels: {} });
    const machine: Machine = {
      ...real,
      cancelJob: async key => {
        await real.cancelJob(key);
        const failure = failureOf('WINRM_CONNECTION_LOST', '', { retryable: true });
        return { ok: false, arrived: 'maybe', failure };
      },
    };
    let isHalted = false;
    const running = scene.run({ machine, whyNotStart: () => (isHalted ? 'the rollout was halted' : undefined) });
    isHalted = true;
    expect(await running).toMatchObject({ kind: 'notStarted', failure: { code: 'EFFECT_WITHDRAWN' } });
  });

  it('that lives and says nothing is told from one that is lost', async () => {
    const scene = sceneWith();
    const status = { state: 'running', percent: 40, note: 'removing p', silentFor: 2_700 } as const;
    const machine: Machine = {
      ...scene.fleet.machine({ name: 't', labels: {} }),
      pollJob: async () => ({ ok: true, value: status }),
    };
    const notes = new Set<string>();
    const end = await scene.run({ machine, onProgress: (_, note) => notes.add(note) });
    const said = 'removing p; its process lives, and has given no sign of life for 45m';
    expect([...notes]).toContain(said);
    expect(end).toMatchObject({ kind: 'overdue', failure: { code: 'JOB_OVERDUE', cause: said } });
  });

  it('that had begun before the halt is waited for to its end', async () => {
    const scene = sceneWith();
    const machine = scene.fleet.machine({ name: 't', labels: {} });
    await machine.startJob(ask.key, ask.work);
    await scene.clock.sleepUntil(september9 + minute);
    const whyNotStart = () => 'the rollout was halted';
    expect(await scene.run({ whyNotStart, isRepeat: true })).toMatchObject({ kind: 'finished' });
  });

  it('is lost when its process ends without a result, and failed with what Windows said', async () => {
    expect(await sceneWith({ kind: 'jobLost', job: 'install' }).run()).toMatchObject({
      kind: 'lost',
      failure: { code: 'JOB_LOST' },
    });
    const scene = sceneWith();
    const failed = {
      state: 'failed',
      failure: { hresult: 0x80240009, message: 'busy', code: 'INSTALL_BUSY' },
    } as const;
    const machine = {
      ...scene.fleet.machine({ name: 't', labels: {} }),
      startJob: () => Promise.resolve({ ok: true, value: failed } as const),
    };
    expect(await scene.run({ machine })).toMatchObject({
      kind: 'failed',
      failure: {
        code: 'INSTALL_BUSY',
        cause: '0x80240009 WU_E_OPERATIONINPROGRESS: another operation is running',
        next: 'Wait and try again.',
      },
    });
  });

  it.each(['startJob', 'pollJob'] as const)(
    'is let go of at once when %s is rejected: asking again could lock the account',
    async call => {
      const scene = sceneWith();
      const machine = rejecting(call, scene.fleet.machine({ name: 't', labels: {} }));
      await expect(scene.run({ machine })).rejects.toBeInstanceOf(Detached);
      expect(scene.clock.now() - september9).toBeLessThan(minute);
    },
  );

  it('goes on by itself when we let go', async () => {
    const scene = sceneWith();
    const stop = new AbortController();
    const running = scene.run({ signal: stop.signal });
    await scene.clock.sleepUntil(september9 + 2 * minute);
    stop.abort();
    await expect(running).rejects.toBeInstanceOf(Detached);
    await scene.clock.sleepUntil(september9 + 60 * minute);
    expect(scene.jobs()).toMatchObject([{ end: 'finished', asked: 1 }]);
  });
});
