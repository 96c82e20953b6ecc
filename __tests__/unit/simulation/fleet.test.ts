// The Fleet port directly on the models, and the sums that are drawn from their books.
import { describe, expect, it } from 'vitest';
import {
  irregularitiesOf,
  type MachineBooks,
  mostOutOfService,
  mostOutOfServiceBy,
} from '../../../src/simulation/books.ts';
import { october2025 } from '../../../src/simulation/catalogue.ts';
import { createVirtualClock } from '../../../src/simulation/clock.ts';
import type { Fault } from '../../../src/simulation/faults.ts';
import { createSimulatedFleet } from '../../../src/simulation/fleet.ts';
import { realisticTiming } from '../../../src/simulation/profile.ts';
import { server } from '../../../src/simulation/servers.ts';

const start = Date.UTC(2025, 9, 23, 20);

function fleetOf(machines: Readonly<Record<string, readonly Fault[]>>) {
  const profile = server({ kind: 'web', isEnrolled: false, ubr: 6899, kbs: ['KB5066835'], packages: [] });
  const clock = createVirtualClock(start);
  const fleet = createSimulatedFleet({
    machines: Object.entries(machines).map(([name, faults]) => ({ name, profile, faults })),
    clock,
    catalogue: october2025,
    timing: realisticTiming,
    seed: 7,
  });
  return { clock, fleet, machine: (name: string) => fleet.machine({ name, labels: {} }) };
}

describe('the fleet', () => {
  it('answers each probe for itself', async () => {
    const { machine } = fleetOf({ web01: [] });
    const readings = await machine('WEB01').probe(['facts', 'packages']);
    expect(Object.keys(readings)).toEqual(['facts', 'packages']);
    expect(readings.facts).toMatchObject({ ok: true, value: { ubr: 6899, computerName: 'WEB01' } });
  });
  it('says that a refused request never arrived', async () => {
    const { machine } = fleetOf({ web01: [{ kind: 'unreachable', begins: 0 }] });
    const answer = { ok: false, arrived: 'no', failure: { code: 'WINRM_CONNECTION_REFUSED', retryable: true } };
    expect(await machine('web01').readBoot()).toMatchObject(answer);
    expect(await machine('web01').probe(['boot', 'health'])).toMatchObject({ boot: answer, health: answer });
  });
  it('says that a request to a machine that hangs may have arrived, after its patience', async () => {
    const { machine, clock } = fleetOf({ web01: [{ kind: 'hangs', begins: 0 }] });
    expect(await machine('web01').readBoot()).toMatchObject({ ok: false, arrived: 'maybe' });
    expect(clock.now()).toBe(start + 60_000);
  });
  it('loses an answer, not what was asked for', async () => {
    const { machine, fleet, clock } = fleetOf({ web01: [{ kind: 'losesAnswers', rate: 1 }] });
    const work = { kind: 'scan', source: 'machine' } as const;
    expect(await machine('web01').startJob('a', work)).toMatchObject({ ok: false, arrived: 'maybe' });
    expect(fleet.models.model('web01')?.pollJob('a', clock.now())).toMatchObject({ state: 'queued' });
  });
  it('refuses to remove a running job', async () => {
    const { machine } = fleetOf({ web01: [] });
    await machine('web01').startJob('a', { kind: 'scan', source: 'machine' });
    expect(await machine('web01').removeJob('a')).toMatchObject({ ok: false, failure: { code: 'JOB_RUNNING' } });
    expect(await machine('web01').removeJob('b')).toEqual({ ok: true, value: 'absent' });
  });
  it('refuses a job that lacks what it needs, and a key that stands for other work', async () => {
    const { machine } = fleetOf({ web01: [] });
    const refused = (code: string) => ({ ok: false, failure: { code, retryable: false } });
    const { startJob } = machine('web01');
    const uninstall = { kind: 'uninstall', packagesBefore: [], kbs: [] } as const;
    expect(await startJob('a', uninstall)).toMatchObject(refused('JOB_PARAMETERS_INVALID'));
    await startJob('a', { kind: 'scan', source: 'machine' });
    const other = await startJob('a', { ...uninstall, packagesBefore: ['x'] });
    expect(other).toMatchObject(refused('JOB_KEY_REUSED'));
  });
  it('does not know a machine that it does not have', async () => {
    const { machine } = fleetOf({ web01: [] });
    expect(await machine('web02').readBoot()).toMatchObject({ ok: false, arrived: 'no' });
  });
  it('makes a machine only when it is asked for', async () => {
    const { machine, fleet } = fleetOf({ web01: [], web02: [] });
    await machine('web02').readBoot();
    expect(fleet.models.books().map(one => one.machine)).toEqual(['web02']);
  });
});

const quiet: Omit<MachineBooks, 'machine'> = { jobs: [], installs: [], restarts: [], outOfService: [] };

describe('the books', () => {
  it('count how many were out of service at once, and not those who only meet', () => {
    const books: readonly MachineBooks[] = [
      { ...quiet, machine: 'a', outOfService: [{ from: 0, to: 10, by: 'update' }] },
      { ...quiet, machine: 'b', outOfService: [{ from: 10, to: 20, by: 'update' }] },
      { ...quiet, machine: 'c', outOfService: [{ from: 5, to: null, by: 'undo' }] },
      { ...quiet, machine: 'd', outOfService: [{ from: 5, to: 5, by: 'update' }] },
    ];
    expect(mostOutOfService(books)).toBe(2);
    expect([mostOutOfService(books, 'update'), mostOutOfService(books, 'undo')]).toEqual([1, 1]);
    expect(mostOutOfServiceBy(books, name => (name === 'c' ? 'second' : 'first'))).toEqual({ first: 1, second: 1 });
  });
  it('find what must not happen', () => {
    const job = { kind: 'install', startedAt: 0, asked: 1, end: 'finished' } as const;
    const restart = { at: 0, boot: 'boot-17', cause: 'asked' } as const;
    const books: readonly MachineBooks[] = [
      {
        ...quiet,
        machine: 'a',
        jobs: [
          { ...job, key: 'k' },
          { ...job, key: 'k' },
        ],
        installs: [
          { at: 0, kb: 'KB5070881', outcome: 'installed' },
          { at: 1, kb: 'KB5070881', outcome: 'installed' },
        ],
        restarts: [
          { ...restart, completes: ['KB5070881'] },
          { ...restart, completes: ['KB5070881'] },
          { ...restart, completes: [] },
        ],
      },
    ];
    expect(irregularitiesOf(books)).toEqual({
      cameBack: [],
      jobsRunTwice: ['a k'],
      updatesInstalledTwice: ['a KB5070881'],
      restartedTwice: ['a KB5070881'],
      needlessRestarts: ['a boot-17'],
    });
  });
});
