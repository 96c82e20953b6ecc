import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../../src/model/failure.ts';
import type { Fleet, Machine, Readings } from '../../../../src/model/ports.ts';
import { drive } from '../../../../src/rollout/drive.ts';
import { aServer, ring, setRings, someoneAnswers, stateOf } from '../../../support/rollouts.ts';

const deadService = { kind: 'serviceDies', kb: 'KB5122871', service: 'OrderIntake' } as const;

/** Undoes one machine whose readings after the undo are changed. */
async function undoSeeing(
  change: (readings: Partial<Readings>) => Partial<Readings>,
  times = Number.POSITIVE_INFINITY,
) {
  const rings = [ring('test', { onRegression: 'rollback' })];
  const stage = await setRings(rings, [aServer('t', { faults: [deadService] })]);
  let left = times;
  const fleet: Fleet = {
    machine: entry => {
      const machine = stage.fleet.machine(entry);
      const probe: Machine['probe'] = async (probes, options) => {
        const readings = await machine.probe(probes, options);
        if (stateOf(stage).machines.get('t')?.phase !== 'undoVerifying' || left <= 0) return readings;
        left -= 1;
        return { ...readings, ...change(readings) };
      };
      return { ...machine, probe };
    },
    close: () => Promise.resolve(),
  };
  const world = { fleet, journal: stage.journal, clock: stage.clock, runner: someoneAnswers };
  await drive({ plan: stage.plan, world, by: 'test', signal: new AbortController().signal });
  return stateOf(stage).machines.get('t');
}

const stillThere = ({ packages }: Partial<Readings>): Partial<Readings> =>
  packages?.ok === true
    ? {
        packages: {
          ok: true,
          value: [...packages.value, 'PACKAGE_FOR_ROLLUPFIX~31bf3856ad364e35~amd64~~26100.33438.1.10'],
        },
      }
    : {};
const stillListed = ({ hotpatch }: Partial<Readings>): Partial<Readings> =>
  hotpatch?.ok === true
    ? {
        hotpatch: {
          ok: true,
          value: { ...hotpatch.value, installedKbs: { quickFix: ['KB5122871'], history: null } },
        },
      }
    : {};
const stillPending =
  (signal: string) =>
  ({ boot }: Partial<Readings>): Partial<Readings> =>
    boot?.ok === true ? { boot: { ok: true, value: { ...boot.value, pendingRestart: [signal] } } } : {};
const unlisted = (): Partial<Readings> => ({
  packages: { ok: false, failure: failureOf('WINDOWS_FUNCTION_FAILED', 'no'), arrived: 'maybe' },
});

describe('the look after an undo', () => {
  it.each([
    ['the removed package is still there', stillThere, /26100\.33438\S+ is still there/],
    ['the KB is still listed', stillListed, /KB5122871 is still listed/],
    ['servicing still asks for a restart', stillPending('servicing'), /restart is still pending \(servicing\)/],
    ['the packages cannot be listed', unlisted, /packages could not be listed/],
  ])('does not believe the build alone: %s', async (_, change, message) => {
    expect(await undoSeeing(change)).toMatchObject({
      phase: 'stranded',
      failure: {
        code: 'MACHINE_STRANDED',
        message: expect.stringMatching(message),
        next: expect.stringContaining('Invoke-Command -ComputerName t '),
      },
    });
  });

  it('looks again before it calls a machine stranded', async () => {
    expect(await undoSeeing(stillListed, 2)).toMatchObject({ phase: 'undone', failure: null });
  });

  it.each(['fileRename', 'configMgr', 'computerName'])(
    'blames no undo for a restart that %s asks for',
    async signal => {
      expect(await undoSeeing(stillPending(signal))).toMatchObject({ phase: 'undone' });
    },
  );

  it.each([
    [
      'one that servicing may still remove: the command',
      0x80070005,
      't',
      /^Invoke-Command .* Remove-WindowsPackage .*26100\.33438/,
    ],
    ['a permanent one: forward, or a backup', 0x800f0825, 't', /or restore t from a backup$/],
    ['one whose predecessors were cleaned up: forward, or a backup', 0x800f0831, 't', /or restore t from a backup$/],
  ])('says what a person can do about a package that stays, %s', async (_, hresult, name, next) => {
    const faults = [deadService, { kind: 'uninstallFails', hresult } as const];
    const stage = await setRings([ring('test', { onRegression: 'rollback' })], [aServer(name, { faults })]);
    const world = { fleet: stage.fleet, journal: stage.journal, clock: stage.clock, runner: someoneAnswers };
    await drive({ plan: stage.plan, world, by: 'test', signal: new AbortController().signal });
    expect(stateOf(stage).machines.get(name)).toMatchObject({
      phase: 'stranded',
      failure: { code: 'UNINSTALL_FAILED', next: expect.stringMatching(next) },
    });
  });
});
