// The undo, run by the real engine: only what our install brought, by exact identity, newest first; what stays is told, what somebody else
// brought is left, and where theirs has superseded ours nothing is touched.
import { describe, expect, it } from 'vitest';
import { uninstallResultSchema } from '../../../src/model/reading.ts';
import { engineAvailable, engineMissing, runScript } from '../../support/engine.ts';
import { machineScripts, patience, type WindowsState } from '../../support/windows.ts';
import { servicing } from '../../support/windows-server.ts';
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
  more: {
    readonly added?: readonly string[];
    readonly removal?: Record<string, number | boolean>;
    readonly machine?: WindowsState;
    /** What comes over the machine with the first removal, as PowerShell text. */
    readonly then?: string;
  } = {},
) {
  const then = `function Remove-InstalledPackage { param([string] $Name) $global:Asked.Add('remove ' + $Name)
${more.then}
return $false }`;
  const agent = updateAgent({ updates: [], removal: more.removal ?? {} });
  const functions =
    more.then === undefined
      ? agent
      : `${agent}
${then}`;
  const scripts = machineScripts(['Start-PatchringJob'], { packages, ...more.machine, functions } as WindowsState);
  const added = more.added === undefined ? {} : { PackagesAdded: more.added };
  const parameters = {
    Command: 'Invoke-PatchringUninstall',
    Parameters: { Directory: '/job', PackagesBefore: packagesBefore, ...added },
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
      others: [],
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
    expect(said).toEqual({ removed: [], kept: [], others: [], needsRestart: false, asked: [] });
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
    const then = `$global:Windows.registry['${servicing}\\RebootPending'] = @{}`;
    expect((await uninstall([row(dotnet, 'Installed', 1)], ['x'], { then })).needsRestart).toBe(true);
  });

  it('does nothing where everything was there before', async () => {
    const said = await uninstall([row(dotnet, 'Installed', 1)], [dotnet]);
    expect(said).toEqual({ removed: [], kept: [], others: [], needsRestart: false, asked: [] });
  });

  it('leaves and names what somebody else has brought since', async () => {
    const said = await uninstall(
      [row(rollup('6899.1.21'), 'Installed', 1), row(rollup('6905.1.9'), 'Installed', 2), row(dotnet, 'Installed', 3)],
      [rollup('6899.1.21')],
      { added: [rollup('6905.1.9').toUpperCase(), stack] },
    );
    expect(said).toEqual({
      removed: [rollup('6905.1.9')],
      kept: [],
      others: [dotnet],
      needsRestart: true,
      asked: [rollup('6905.1.9')],
    });
  });

  it('removes nothing where it brought nothing, and nothing that was there before whatever the list says', async () => {
    const packages = [row(rollup('6899.1.21'), 'Installed', 1), row(dotnet, 'Installed', 2)];
    const before = [rollup('6899.1.21')];
    expect((await uninstall(packages, before, { added: [] })).asked).toEqual([]);
    expect((await uninstall(packages, before, { added: before })).asked).toEqual([]);
  });

  it.each([
    ['is in force over ours', row(rollup('6905.1.9'), 'Superseded', 2), 'Installed'],
    ['waits for its restart over ours', row(rollup('6905.1.9'), 'Installed', 2), 'InstallPending'],
    ['is in force, and ours was cleaned away', row(rollup('6899.1.21'), 'Superseded', 1), 'Installed'],
  ])('removes nothing where a later package of somebody else’s %s', async (_, ours, state) => {
    const said = await uninstall(
      [ours, row(rollup('6990.1.3'), state, 5), row(dotnet, 'Installed', 3)],
      [rollup('6899.1.21')],
      { added: [rollup('6905.1.9'), dotnet] },
    );
    expect(said.kept).toEqual([
      {
        package: rollup('6905.1.9'),
        reason: `somebody else has installed ${rollup('6990.1.3')} since, which supersedes it`,
        hresult: 0,
        code: 'UNDO_SUPERSEDED',
      },
    ]);
    expect(said).toMatchObject({ removed: [], others: [rollup('6990.1.3')], needsRestart: false, asked: [] });
  });

  it('removes nothing where ours is superseded by what is not listed, and its own later pass is no stranger', async () => {
    const first = row(rollup('6905.1.9'), 'Superseded', 2);
    const alone = await uninstall([first], ['x'], { added: [first.Name] });
    expect(alone.kept).toMatchObject([{ code: 'UNDO_SUPERSEDED', reason: expect.stringContaining('not listed') }]);
    const second = row(rollup('6990.1.3'), 'Installed', 3);
    const both = await uninstall([first, second], ['x'], { added: [first.Name, second.Name] });
    expect(both).toMatchObject({ removed: [second.Name], kept: [] });
  });

  it.each([
    ['pending.xml', { pendingFile: true }, 'pendingFile'],
    ['RebootPending', { registry: { [`${servicing}\\RebootPending`]: {} } }, 'servicing'],
    ['RebootInProgress', { registry: { [`${servicing}\\RebootInProgress`]: {} } }, 'servicingInProgress'],
    ['PackagesPending', { registry: { [`${servicing}\\PackagesPending`]: {} } }, 'packagesPending'],
  ])('removes nothing while changes of others wait for a restart: %s', async (_, machine, signal) => {
    const said = await uninstall([row(dotnet, 'Installed', 1)], ['x'], { added: [dotnet], machine });
    expect(said).toMatchObject({ removed: [], asked: [], needsRestart: false });
    expect(said.kept).toEqual([
      {
        package: dotnet,
        reason: `other changes wait for a restart (${signal})`,
        hresult: 0x800f0806,
        code: 'UNDO_RESTART_PENDING',
      },
    ]);
  });

  it('takes what waits because of our own install for what it is, unless a restart is in the middle of it', async () => {
    const packages = [row(rollup('6905.1.9'), 'InstallPending', 2)];
    const more = { added: [rollup('6905.1.9')] };
    const pending = { [`${servicing}\\RebootPending`]: {} };
    expect((await uninstall(packages, ['x'], { ...more, machine: { registry: pending } })).kept).toEqual([]);
    const registry = { ...pending, [`${servicing}\\RebootInProgress`]: {} };
    expect((await uninstall(packages, ['x'], { ...more, machine: { registry } })).kept).toHaveLength(1);
  });
});
