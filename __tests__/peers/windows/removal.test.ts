// Get-PatchringRemoval, run by the real engine on good, bad and strange machines; what it gives is held to the schema. The manifests are
// real files; how LastResetBase_UTC is written differs between versions, so only its numbers count.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { removalReadingSchema } from '../../../src/model/undo-reading.ts';
import { engineAvailable, engineMissing } from '../../support/engine.ts';
import type { WindowsState } from '../../support/windows.ts';
import { having, read, servicing } from '../../support/windows-server.ts';

const command = 'Get-PatchringRemoval';
const sideBySide = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\SideBySide\\Configuration';
const quiet: WindowsState = { cim: { MSFT_ScheduledTask: [] } };
const removal = async (state: WindowsState, parameters?: Readonly<Record<string, unknown>>) =>
  removalReadingSchema.parse(await read(having(quiet, state), command, parameters));

const rollup = 'Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.6905.1.9';
const stack = 'Package_for_ServicingStack_6890~31bf3856ad364e35~amd64~~26100.6890.1.1';

/** A system root with these manifests, and the function that says where it is. */
function manifests(texts: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'patchring-root-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, 'servicing', 'Packages'), { recursive: true });
  for (const [name, text] of Object.entries(texts))
    writeFileSync(join(root, 'servicing', 'Packages', `${name}.mum`), text);
  return `$env:SystemRoot = '${root}'`;
}
const listed = (Name: string, State = 'Installed') => ({
  Name,
  State,
  ReleaseType: 'SecurityUpdate',
  InstalledAt: new Date(0),
});
const quietly = { superseded: [], others: [], waiting: [] };
const manifest = (attributes: string) =>
  `<?xml version="1.0" encoding="utf-8"?>\n<assembly xmlns="urn:schemas-microsoft-com:asm.v3" manifestVersion="1.0">\n  <assemblyIdentity name="x"/>\n  <package identifier="KB1" ${attributes} releaseType="Security Update">\n    <parent/>\n  </package>\n</assembly>`;

describe.skipIf(!engineAvailable)(`${command}${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  it('finds nothing where nothing stands against an undo', async () => {
    const nothing = { lastResetBase: null, resetters: [], permanent: [], ...quietly, unreadable: [] };
    expect(await removal({})).toEqual(nothing);
    expect(await removal({}, { PackagesBefore: [], PackagesAdded: [] })).toEqual(nothing);
    expect(await removal({}, { PackagesBefore: [rollup], PackagesAdded: [] })).toEqual(nothing);
  });

  it.each([
    ['2026/11/05:13:02:33.123', '2026-11-05T13:02:33.0000000Z'],
    ['2026-11-05 13:02:33', '2026-11-05T13:02:33.0000000Z'],
    ['2026/1/5:3:2:3.1', '2026-01-05T03:02:03.0000000Z'],
  ])('reads when the base was last reset, however it is written: %s', async (written, instant) => {
    const registry = { [servicing]: { LastResetBase_UTC: written } };
    expect((await removal({ registry })).lastResetBase).toBe(instant);
  });

  it('guesses no instant: what it cannot read it says', async () => {
    for (const written of ['yesterday', '13:02', '2026/13/45:1:1:1']) {
      const said = await removal({ registry: { [servicing]: { LastResetBase_UTC: written } } });
      expect(said.lastResetBase).toBeNull();
      expect(said.unreadable).toEqual([expect.stringMatching(/^last ResetBase: /)]);
    }
  });

  it('names what resets the base by itself: settings, and tasks that say so and are not disabled', async () => {
    const task = (TaskName: string, State: number, Actions: readonly object[]) => ({
      TaskPath: '\\Corp\\',
      TaskName,
      State,
      Actions,
    });
    const cim = {
      MSFT_ScheduledTask: [
        task('clean', 3, [
          { Execute: 'dism.exe', Arguments: '/Online /Cleanup-Image /StartComponentCleanup /ResetBase' },
        ]),
        task('clean-off', 1, [{ Execute: 'dism.exe', Arguments: '/Online /Cleanup-Image /ResetBase' }]),
        task('harmless', 3, [{ Execute: 'dism.exe', Arguments: '/Online /Cleanup-Image /StartComponentCleanup' }]),
        task('handler', 3, [{ ClassId: '{752073A1-23F2-4396-85F0-8FDB879ED0ED}' }]),
        task('nothing', 3, []),
      ],
    };
    const registry = { [sideBySide]: { DisableResetbase: 0, SupersededActions: 1 } };
    expect((await removal({ cim, registry })).resetters).toEqual([
      'component cleanup (DisableResetbase 0, SupersededActions 1)',
      'scheduled task \\Corp\\clean',
    ]);
    expect(
      (await removal({ registry: { [sideBySide]: { DisableResetbase: 1, SupersededActions: 1 } } })).resetters,
    ).toEqual([]);
  });

  it('names packages whose manifests call them permanent, and not those that stay by design', async () => {
    const functions = manifests({
      [rollup]: manifest('permanency="permanent"'),
      [stack]: manifest('permanency="permanent"'),
      'Package_for_DotNetRollup_481~31bf3856ad364e35~amd64~~10.0.9310.4': manifest('restart="possible"'),
    });
    const names = [rollup, stack, 'Package_for_DotNetRollup_481~31bf3856ad364e35~amd64~~10.0.9310.4'];
    const packages = [...names, '..\\Packages\\Package_for_x', 'Package_2~1'].map(name => listed(name));
    const asked = { PackagesBefore: ['Package_1'], PackagesAdded: [...names, '..\\Packages\\Package_for_x'] };
    expect((await removal({ functions, packages }, asked)).permanent).toEqual([rollup]);
  });

  it('tells before anything is taken away what others have brought, superseded and left for a restart', async () => {
    const packages = [listed(rollup, 'Superseded'), listed('Package_for_RollupFix~2'), listed('Package_for_KB5~1')];
    const asked = { PackagesBefore: ['Package_1'], PackagesAdded: [rollup, stack] };
    const said = await removal({ packages, pendingFile: true }, asked);
    expect(said).toMatchObject({
      superseded: [{ package: rollup, by: ['Package_for_RollupFix~2'] }],
      others: ['Package_for_RollupFix~2', 'Package_for_KB5~1'],
      waiting: ['pendingFile'],
    });
    // Of a journal of before nobody knows what is ours.
    const old = await removal({ packages }, { PackagesBefore: ['Package_1'] });
    expect(old).toMatchObject({ superseded: [], others: [], waiting: [] });
  });

  it('says of each part that cannot be read, and reads the others', async () => {
    const said = await removal({
      cim: { MSFT_ScheduledTask: { throws: 'Access denied', hresult: -2147024891 } },
      registry: { [servicing]: { LastResetBase_UTC: '2026/11/05:13:02:33.123' } },
    });
    expect(said).toEqual({
      lastResetBase: '2026-11-05T13:02:33.0000000Z',
      resetters: null,
      permanent: [],
      ...quietly,
      unreadable: ['what resets the base: Access denied'],
    });
    const asked = { PackagesBefore: ['Package_1'], PackagesAdded: [rollup] };
    expect(await removal({ packages: { throws: 'DISM is busy' } }, asked)).toMatchObject({
      ...{ lastResetBase: null, resetters: [], permanent: null, superseded: null, others: null, waiting: null },
      unreadable: ['packages: DISM is busy'],
    });
  });
});
