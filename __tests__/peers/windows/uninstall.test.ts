// The undo, run by the real engine: only what was not there before, by exact identity, newest first; what stays is told.
import { describe, expect, it } from 'vitest';
import { uninstallResultSchema } from '../../../src/model/reading.ts';
import { engineAvailable, engineMissing, runScript } from '../../support/engine.ts';
import { machineScripts, patience, type WindowsState } from '../../support/windows.ts';
import { updateAgent } from '../../support/windows-update-agent.ts';

const rollup = (build: string) => `Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.${build}`;
const dotnet = 'Package_for_DotNetRollup_481~31bf3856ad364e35~amd64~~10.0.9310.4';
const stack = 'Package_for_ServicingStack_6902~31bf3856ad364e35~amd64~~26100.6902.1.0';
const row = (Name: string, State: string, day: number) => ({
  Name,
  State,
  ReleaseType: 'SecurityUpdate',
  InstalledAt: new Date(Date.UTC(2026, 10, day)),
});

async function uninstall(
  packages: WindowsState['packages'],
  packagesBefore: readonly string[],
  more: { removal?: Record<string, number | boolean>; registry?: WindowsState['registry'] } = {},
) {
  const functions = updateAgent({ updates: [], removal: more.removal ?? {} });
  const scripts = machineScripts(['Start-PatchringJob'], {
    packages,
    registry: more.registry ?? {},
    functions,
  } as WindowsState);
  const parameters = {
    Command: 'Invoke-PatchringUninstall',
    Parameters: { Directory: '/job', PackagesBefore: packagesBefore },
  };
  const { output, failure } = await runScript(scripts, { name: 'Get-Told', parameters }, patience);
  expect(failure).toBeUndefined();
  const told = output[0] as { readonly result: unknown; readonly asked: readonly string[] };
  const asked = told.asked.filter(line => line.startsWith('remove')).map(line => line.slice('remove '.length));
  return { ...uninstallResultSchema.parse(told.result), asked };
}

describe.skipIf(!engineAvailable)(`Invoke-PatchringUninstall${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  it('removes what was not there before, newest first, and nothing else', async () => {
    const said = await uninstall(
      [
        row(rollup('6899.1.21'), 'Superseded', 1),
        row(rollup('6905.1.9'), 'Installed', 2),
        row(dotnet, 'InstallPending', 3),
      ],
      [rollup('6899.1.21')],
    );
    expect(said).toEqual({
      removed: [dotnet, rollup('6905.1.9')],
      kept: [],
      needsRestart: true,
      asked: [dotnet, rollup('6905.1.9')],
    });
  });

  it('tells two packages of the same build apart by their whole identity', async () => {
    const said = await uninstall(
      [row(rollup('6905.1.9'), 'Installed', 1), row(rollup('6905.1.12'), 'Installed', 2)],
      [rollup('6905.1.9')],
    );
    expect(said.removed).toEqual([rollup('6905.1.12')]);
  });

  it('does not take a change of case for another package', async () => {
    expect(
      (await uninstall([row(rollup('6905.1.9'), 'Installed', 1)], [rollup('6905.1.9').toUpperCase()])).asked,
    ).toEqual([]);
  });

  it.each([
    ['a servicing stack', stack],
    ['the checkpoint', rollup('1742.1.10')],
  ])('lets %s stay without counting it as kept', async (_, name) => {
    const said = await uninstall([row(name, 'Installed', 1)], [rollup('1.1.1')]);
    expect(said).toEqual({ removed: [], kept: [], needsRestart: false, asked: [] });
  });

  it('does not touch what is on its way out or was superseded', async () => {
    const said = await uninstall(
      [row(rollup('6905.1.9'), 'UninstallPending', 1), row(rollup('6901.1.1'), 'Superseded', 1)],
      [rollup('1.1.1')],
    );
    expect(said.asked).toEqual([]);
  });

  it('goes on when one package cannot be removed, and says why it stays', async () => {
    const said = await uninstall(
      [
        row(rollup('6905.1.9'), 'Installed', 2),
        row(dotnet, 'Installed', 1),
        row('Package_for_KB5011111~1', 'Installed', 3),
      ],
      [rollup('6899.1.21')],
      { removal: { [rollup('6905.1.9')]: 0x800f0825 | 0, 'Package_for_KB5011111~1': 0x80070002 | 0 } },
    );
    expect(said.removed).toEqual([dotnet]);
    expect(said.kept).toEqual([
      { package: 'Package_for_KB5011111~1', reason: 'DISM says no', hresult: 0x80070002 },
      { package: rollup('6905.1.9'), reason: 'the package is permanent', hresult: 0x800f0825 },
    ]);
  });

  it.each([
    [0x800f0825, /^the package is permanent$/],
    [0x800f0831, /ResetBase/],
    [0x800f081f, /ResetBase/],
    [0x80073712, /ResetBase/],
    [0x800f0806, /restart/],
    [0x80070bc9, /restart/],
    [0x80070005, /^DISM says no$/],
  ])('says by its number why servicing keeps a package: 0x%x', async (hresult, reason) => {
    const said = await uninstall([row(dotnet, 'Installed', 1)], ['x'], { removal: { [dotnet]: hresult | 0 } });
    expect(said.kept).toEqual([{ package: dotnet, reason: expect.stringMatching(reason), hresult }]);
    expect(said.needsRestart).toBe(false);
  });

  it('needs a restart only when something asks for one', async () => {
    const removal = { [dotnet]: false };
    expect((await uninstall([row(dotnet, 'Installed', 1)], ['x'], { removal })).needsRestart).toBe(false);
    const registry = { 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\RebootPending': {} };
    expect((await uninstall([row(dotnet, 'Installed', 1)], ['x'], { removal, registry })).needsRestart).toBe(true);
  });

  it('does nothing where everything was there before', async () => {
    const said = await uninstall([row(dotnet, 'Installed', 1)], [dotnet]);
    expect(said).toEqual({ removed: [], kept: [], needsRestart: false, asked: [] });
  });
});
