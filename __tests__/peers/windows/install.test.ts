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
    expect(said.asked.at(-1)).toBe('install 22222222');
    expect(said.updates).toMatchObject([{ outcome: 'failed', hresult: 0x8024402c }, { outcome: 'installed' }]);
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
