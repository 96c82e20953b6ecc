// The install, run by the real engine against an agent that is good, bad or strange: exactly the planned updates, what was there
// before written down first, and an outcome for each of them whatever happens.
import { describe, expect, it } from 'vitest';
import { installResultSchema } from '../../../src/model/reading.ts';
import { engineAvailable, engineMissing, runScript } from '../../support/engine.ts';
import { machineScripts, patience, type WindowsState } from '../../support/windows.ts';
import { type AgentState, type AgentUpdate, updateAgent } from '../../support/windows-update-agent.ts';

const update = (digit: string, more: Partial<AgentUpdate> = {}): AgentUpdate => ({
  id: `${digit.repeat(8)}-1111-4222-8333-444455556666`,
  revision: 7,
  properties: { KBArticleIDs: [`50000${digit}0`] },
  ...more,
});
const one = update('1');
const two = update('2');
const planned = (...updates: readonly AgentUpdate[]) => updates.map(({ id, revision }) => `${id}@${revision}`);
const before = [
  { Name: 'Package_for_RollupFix~1', State: 'Installed', ReleaseType: 'SecurityUpdate', InstalledAt: new Date(0) },
];
const key = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\RebootPending';

function install(agent: AgentState, updates: readonly string[], machine: WindowsState = {}) {
  const scripts = machineScripts(['Start-PatchringJob'], {
    packages: before,
    ...machine,
    functions: updateAgent(agent),
  });
  const parameters = { Directory: '/job', Source: 'machine', Update: updates };
  return runScript(
    scripts,
    {
      name: 'Get-Told',
      parameters: { Command: 'Invoke-PatchringInstall', Parameters: parameters },
    },
    patience,
  );
}

async function read(agent: AgentState, updates: readonly string[], machine?: WindowsState) {
  const { output, failure } = await install(agent, updates, machine);
  expect(failure).toBeUndefined();
  const told = output[0] as { readonly result: unknown; readonly asked: readonly string[] };
  const asked = told.asked.filter(line => !line.startsWith('note'));
  return { ...installResultSchema.parse(told.result), asked };
}

describe.skipIf(!engineAvailable)(`Invoke-PatchringInstall${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  it('finds, records, downloads, installs, in this order', async () => {
    const said = await read({ updates: [one, two], restartAfter: true }, planned(one, two));
    expect(said.asked).toEqual([
      `search 0  (UpdateID='${one.id}' and RevisionNumber=7 and IsHidden=0) or (UpdateID='${two.id}' and RevisionNumber=7 and IsHidden=0)`,
      'file before.xml',
      'download 11111111,22222222',
      'install 11111111,22222222',
    ]);
    expect(said).toMatchObject({
      updates: [
        { updateId: one.id, revision: 7, kbs: ['KB5000010'], outcome: 'installed', hresult: 0 },
        { updateId: two.id, revision: 7, kbs: ['KB5000020'], outcome: 'installed', hresult: 0 },
      ],
      needsRestart: true,
      packagesBefore: ['Package_for_RollupFix~1'],
    });
  });

  it('lists what it has brought, right after it: only that is ever taken away again', async () => {
    const stack = { ...before[0], Name: 'Package_for_ServicingStack_6902~1' };
    const net = { ...before[0], Name: 'Package_for_DotNetRollup_481~1', State: 'InstallPending' };
    const said = await read({ updates: [one], brings: [net, stack] }, planned(one));
    expect(said.packagesBefore).toEqual(['Package_for_RollupFix~1']);
    expect(said.packagesAdded).toEqual([net.Name, stack.Name]);
    expect((await read({ updates: [one] }, planned(one))).packagesAdded).toEqual([]);
  });

  it('tells what was installed although nobody can list what it has brought', async () => {
    const said = await read({ updates: [one], brings: { throws: 'DISM is busy' } }, planned(one));
    expect(said.updates).toMatchObject([{ outcome: 'installed' }]);
    expect(said).not.toHaveProperty('packagesAdded');
  });

  it('tells the update history as it stands afterwards, and that it could not be read', async () => {
    const entry = { Title: '2025-10 Update (KB5000010)', Operation: 1, ResultCode: 2 };
    const { history } = await read({ updates: [one] }, planned(one), { history: [entry] });
    expect(history).toEqual({
      words: [{ kb: 'KB5000010', operation: 'install', result: 'succeeded' }],
      unreadable: null,
    });
    const refused = { history: { throws: 'Access is denied.', hresult: -2147024891 } };
    const said = await read({ updates: [one] }, planned(one), refused);
    expect(said.history).toEqual({ words: null, unreadable: 'Access is denied. (0x80070005)' });
    expect(said.updates).toMatchObject([{ outcome: 'installed' }]);
  });

  it('installs nothing that is offered and not planned, and nothing of another revision', async () => {
    const said = await read({ updates: [one, { ...two, revision: 8 }, update('3')] }, planned(one, two));
    expect(said.asked.at(-1)).toBe('install 11111111');
    expect(said.updates).toMatchObject([
      { outcome: 'installed' },
      { updateId: two.id, revision: 7, outcome: 'notOffered', kbs: [] },
    ]);
  });

  it('believes no agent that gives more than it was asked for', async () => {
    const said = await read(
      { updates: [{ ...one, revision: 6 }, two, update('3')], isSloppy: true },
      planned(one, two),
    );
    expect(said.asked.at(-1)).toBe('install 22222222');
    expect(said.updates).toMatchObject([{ outcome: 'notOffered' }, { outcome: 'installed' }]);
  });

  it('tells what is installed already, and touches nothing then', async () => {
    const installed = { ...one, properties: { ...one.properties, IsInstalled: true } };
    const said = await read({ updates: [installed] }, planned(one));
    expect(said).toMatchObject({ updates: [{ outcome: 'alreadyInstalled', kbs: ['KB5000010'] }], needsRestart: false });
    expect(said.asked.some(line => line.startsWith('install') || line.startsWith('download'))).toBe(false);
  });

  it('respects an update that a person has hidden', async () => {
    const hidden = { ...one, properties: { IsHidden: true } };
    expect((await read({ updates: [hidden] }, planned(one))).updates).toMatchObject([{ outcome: 'notOffered' }]);
  });

  it('downloads only what is missing', async () => {
    const here = { ...one, properties: { IsDownloaded: true } };
    expect((await read({ updates: [here, two] }, planned(one, two))).asked).toContain('download 22222222');
  });

  it('installs the rest when one download fails', async () => {
    const failing = { ...one, download: { code: 4, hresult: -2145107924 } };
    const said = await read({ updates: [failing, two] }, planned(one, two));
    expect(said.asked).toContain('install 22222222');
    expect(said.updates).toMatchObject([{ outcome: 'failed', hresult: 0x8024402c }, { outcome: 'installed' }]);
  });

  it('tries once more what failed for a reason that passes, and only that', async () => {
    const passing = { ...one, download: [{ code: 4, hresult: -2145107924 }, { code: 2 }] };
    const failing = { ...two, install: { code: 4, hresult: -2147023293 } };
    const said = await read({ updates: [passing, failing] }, planned(passing, failing));
    expect(said.asked.slice(2)).toEqual([
      'download 11111111,22222222',
      'install 22222222',
      'download 11111111',
      'install 11111111',
    ]);
    expect(said.updates).toMatchObject([
      { outcome: 'installed', hresult: 0 },
      { outcome: 'failed', hresult: 0x80070643 },
    ]);
  });

  it('tries no more while a restart is needed, and never a third time', async () => {
    const failing = { ...one, install: { code: 4, hresult: -2145107924 } };
    const asked = async (restartAfter: boolean) =>
      (await read({ updates: [failing, two], restartAfter }, planned(one, two))).asked.filter(line =>
        line.startsWith('install'),
      );
    expect(await asked(true)).toEqual(['install 11111111,22222222']);
    expect(await asked(false)).toEqual(['install 11111111,22222222', 'install 11111111']);
  });

  it('says how far it is while the agent works', async () => {
    const { output } = await install({ updates: [one, two], background: 4 }, planned(one, two));
    const { asked } = output[0] as { readonly asked: readonly string[] };
    const notes = asked.filter(line => line.startsWith('note'));
    expect(notes.slice(1)).toEqual([
      'note 5 downloading 2 of 2',
      'note 11.2 downloading 2 of 2',
      'note 17.5 downloading 2 of 2',
      'note 23.8 downloading 2 of 2',
      'note 30 downloading 2 of 2',
      'note cleaned up',
      'note 30 installing KB5000010 KB5000020',
      'note 45 installing KB5000010 KB5000020',
      'note 60 installing KB5000010 KB5000020',
      'note 75 installing KB5000010 KB5000020',
      'note 90 installing KB5000010 KB5000020',
      'note cleaned up',
    ]);
    expect(asked).toContain('install 11111111,22222222');
  });

  it('goes on where progress cannot be written', async () => {
    const disk =
      'function Write-JobProgress { param($Directory, $Percent, $Note) if ($Percent -ge 5) { throw "disk" } }';
    const scripts = machineScripts(['Start-PatchringJob'], {
      packages: before,
      functions: `${updateAgent({ updates: [one], background: 2 })}\n${disk}`,
    });
    const parameters = { Directory: '/job', Source: 'machine', Update: planned(one) };
    const call = { name: 'Get-Told', parameters: { Command: 'Invoke-PatchringInstall', Parameters: parameters } };
    const { output } = await runScript(scripts, call, patience);
    expect(output[0]).toMatchObject({ result: { updates: [{ outcome: 'installed' }] } });
  });

  const size = (MaxDownloadSize: number, more = {}) => ({ ...one, properties: { MaxDownloadSize, ...more } });
  const service = (name: string, Start: number) => ({ [`SYSTEM\\CurrentControlSet\\Services\\${name}`]: { Start } });
  it.each<[string, AgentUpdate, WindowsState, string]>([
    ['a full disk', size(2e9), { drive: { Free: 4.9e9, Size: 1e11 } }, 'INSTALL_DISK_LOW'],
    ['a metered network', size(1), { networkCost: 2 }, 'INSTALL_NETWORK_METERED'],
    ['a disabled agent', size(0), { registry: service('wuauserv', 4) }, 'UPDATE_SERVICE_DISABLED'],
    ['a disabled installer', size(0), { registry: service('TrustedInstaller', 4) }, 'UPDATE_SERVICE_DISABLED'],
  ])('refuses %s before anything is downloaded', async (_, update, machine, id) => {
    const { failure } = await install({ updates: [update] }, planned(one), machine);
    expect(failure?.id).toBe(id);
  });

  it.each<[string, AgentUpdate, WindowsState]>([
    ['room for an absurd size', size(9e13), { drive: { Free: 1e10, Size: 1e11 } }],
    ['a full disk and nothing to fetch', size(2e9, { IsDownloaded: true }), { drive: { Free: 1, Size: 1e11 } }],
    ['a network of unknown cost', size(1), { networkCost: 0 }],
    ['a network that cannot be read', size(1), { networkCost: { throws: 'no desktop' } }],
    ['a service that starts by hand', size(1), { registry: service('wuauserv', 3) }],
  ])('installs with %s', async (_, update, machine) => {
    expect((await read({ updates: [update] }, planned(one), machine)).updates).toMatchObject([
      { outcome: 'installed' },
    ]);
  });

  it.each([
    [2, 0, 'installed'],
    [3, 0x00240005, 'installed'],
    [4, -2145124329, 'failed'],
    [5, -2145124341, 'aborted'],
    [0, 0, 'failed'],
    [1, 0, 'failed'],
  ])('reads result code %i (%i) as %s…', async (code, hresult, outcome) => {
    const said = await read({ updates: [{ ...one, install: { code, hresult } }] }, planned(one));
    expect(said.updates).toMatchObject([{ outcome, hresult: hresult >>> 0 }]);
  });

  it('installs alone, and first, what must be alone', async () => {
    const stack = { ...two, behaviour: { RebootBehavior: 0, Impact: 2, CanRequestUserInput: false } };
    const said = await read({ updates: [one, stack, update('3')] }, planned(one, stack, update('3')));
    expect(said.asked.slice(-2)).toEqual(['install 22222222', 'install 11111111,33333333']);
  });

  it('accepts the licence of planned updates only', async () => {
    const strict = (item: AgentUpdate) => ({ ...item, properties: { EulaAccepted: false } });
    const said = await read({ updates: [strict(one), strict(two)] }, planned(one));
    expect(said.asked.filter(line => line.startsWith('eula'))).toEqual(['eula 11111111']);
  });

  it('fails the update whose licence cannot be accepted, and no other', async () => {
    const strict = { ...one, properties: { EulaAccepted: false } };
    const said = await read({ updates: [strict, two], eulaThrows: -2145124301 }, planned(one, two));
    expect(said.updates).toMatchObject([{ outcome: 'failed', hresult: 0x80240033 }, { outcome: 'installed' }]);
  });

  it('never installs what would ask somebody at the screen', async () => {
    const asking = { ...one, behaviour: { RebootBehavior: 0, Impact: 0, CanRequestUserInput: true } };
    const said = await read({ updates: [asking] }, planned(one));
    expect(said.updates).toMatchObject([{ outcome: 'failed', hresult: 0x80240020 }]);
    expect(said.asked.some(line => line.startsWith('install'))).toBe(false);
  });

  it('keeps the packages from before when the installer gives up in the middle', async () => {
    const said = await read({ updates: [one, two], installThrows: -2145124330 }, planned(one, two));
    expect(said).toMatchObject({
      updates: [
        { outcome: 'failed', hresult: 0x80240016 },
        { outcome: 'failed', hresult: 0x80240016 },
      ],
      packagesBefore: ['Package_for_RollupFix~1'],
    });
  });

  it.each([
    ['the servicing stack', {}, { registry: { [key]: {} } }, 'servicing'],
    ['the update agent', { restartRequired: true }, {}, 'updateAgent'],
  ])('refuses while %s waits for a restart, before it asks for anything', async (_, agent, machine, signal) => {
    const { failure } = await install({ updates: [one], ...agent }, planned(one), machine);
    expect(failure).toMatchObject({
      id: 'INSTALL_RESTART_PENDING',
      message: expect.stringContaining(signal),
      hresult: 0x80240016 | 0,
    });
  });

  it('is not held up by a pending file rename', async () => {
    const registry = { 'SYSTEM\\CurrentControlSet\\Control\\Session Manager': { PendingFileRenameOperations: ['x'] } };
    const said = await read({ updates: [one] }, planned(one), { registry });
    expect(said).toMatchObject({ updates: [{ outcome: 'installed' }], needsRestart: false });
  });

  it('waits for an installer that is busy for a while, and gives up on one that stays so', async () => {
    expect((await read({ updates: [one], busy: 3 }, planned(one))).updates).toMatchObject([{ outcome: 'installed' }]);
    const { failure } = await install({ updates: [one], busy: 1000 }, planned(one));
    expect(failure).toMatchObject({ id: 'INSTALL_BUSY', hresult: 0x80240009 | 0 });
  });

  it('gives every planned update an outcome when none is offered', async () => {
    const said = await read({ updates: [] }, planned(one, two));
    expect(said.updates.map(({ outcome }) => outcome)).toEqual(['notOffered', 'notOffered']);
    expect(said.needsRestart).toBe(false);
  });
});
