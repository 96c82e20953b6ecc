// The scan, run by the real engine against an agent that is good, bad or strange.
import { describe, expect, it } from 'vitest';
import { scanResultSchema } from '../../../src/model/reading.ts';
import { engineAvailable, engineMissing, runScript } from '../../support/engine.ts';
import { machineScripts, patience, type WindowsState } from '../../support/windows.ts';
import { type AgentState, type AgentUpdate, updateAgent } from '../../support/windows-update-agent.ts';

const baseline: AgentUpdate = {
  id: 'AB3C5D00-1111-4222-8333-444455556666',
  revision: 201,
  properties: {
    Title: '2025-10 Cumulative Update (KB5066835) (26100.6899)',
    KBArticleIDs: ['5066835'],
    Categories: [
      { CategoryID: '0FA1201D-4330-4FA8-8AE9-B877473B6441', Name: 'Sicherheitsupdates' },
      { CategoryID: 'c3b40bd4-4c0c-4e3e-b9c9-9a9a3b4ef1ff', Name: 'Microsoft Server operating system-24H2' },
    ],
    MaxDownloadSize: 1_700_000_000,
    CveIDs: ['CVE-2025-59287'],
    IsDownloaded: true,
    LastDeploymentChangeTime: new Date('2025-10-14T17:00:00Z'),
  },
};

async function scan(agent: AgentState, source = 'machine', machine: WindowsState = {}, more = {}) {
  const scripts = machineScripts(['Start-PatchringJob'], { ...machine, functions: updateAgent(agent) });
  const parameters = { Command: 'Invoke-PatchringScan', Parameters: { Directory: '/job', Source: source, ...more } };
  return runScript(scripts, { name: 'Get-Told', parameters }, patience);
}

async function read(agent: AgentState, source?: string, machine?: WindowsState, more?: object) {
  const { output, failure } = await scan(agent, source, machine, more);
  expect(failure).toBeUndefined();
  const told = output[0] as { readonly result: unknown; readonly asked: readonly string[] };
  return { ...scanResultSchema.parse(told.result), asked: told.asked };
}

describe.skipIf(!engineAvailable)(`Invoke-PatchringScan${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  it('makes plain data of what is offered, with categories by identifier and by name', async () => {
    const { updates } = await read({ updates: [baseline] });
    expect(updates).toEqual([
      {
        updateId: 'ab3c5d00-1111-4222-8333-444455556666',
        revision: 201,
        title: '2025-10 Cumulative Update (KB5066835) (26100.6899)',
        kbs: ['KB5066835'],
        categories: [
          '0fa1201d-4330-4fa8-8ae9-b877473b6441',
          'Sicherheitsupdates',
          'c3b40bd4-4c0c-4e3e-b9c9-9a9a3b4ef1ff',
          'Microsoft Server operating system-24H2',
        ],
        size: 1_700_000_000,
        restart: 'can',
        isRestartPredicted: false,
        isDownloaded: true,
        deployedAt: '2025-10-14T17:00:00.0000000Z',
        deadline: null,
        supersededBy: [],
        needsInput: false,
        needsLicence: false,
        isProductUpgrade: false,
        cves: ['CVE-2025-59287'],
      },
    ]);
  });

  it('gives an empty list where nothing is offered', async () => {
    expect((await read({ updates: [] })).updates).toEqual([]);
  });

  it('brings the update history along: of each KB the last attempt and the last success, newest first', async () => {
    const entry = (kb: string, Operation: number, ResultCode: number) => ({
      Title: `2025-10 Update (${kb})`,
      Operation,
      ResultCode,
    });
    const { history } = await read({ updates: [] }, 'machine', {
      history: [
        entry('KB5070893', 1, 2),
        entry('KB5070881', 2, 4),
        entry('KB5070881', 1, 5),
        entry('KB5070881', 2, 3),
        entry('KB5070881', 1, 2),
        entry('KB5070893', 1, 4),
        { Title: 'Security Intelligence Update', Operation: 1, ResultCode: 2 },
        entry('KB5066835', 1, 1),
        entry('KB5000001', 3, 2),
        entry('KB5000002', 1, 9),
        entry('KB5000003', 1, -1),
      ],
    });
    expect(history).toEqual({
      words: [
        { kb: 'KB5070893', operation: 'install', result: 'succeeded' },
        { kb: 'KB5070881', operation: 'uninstall', result: 'failed' },
        { kb: 'KB5070881', operation: 'uninstall', result: 'succeededWithErrors' },
        { kb: 'KB5066835', operation: 'install', result: 'inProgress' },
      ],
      unreadable: null,
    });
  });

  it('says why it could not read the history, and scans all the same', async () => {
    const state = { history: { throws: 'Access is denied.', hresult: -2147024891 } };
    const { history, updates } = await read({ updates: [baseline] }, 'machine', state);
    expect(history).toEqual({ words: null, unreadable: 'Access is denied. (0x80070005)' });
    expect(updates).toHaveLength(1);
  });

  it('does not take an empty history for one that was not read', async () => {
    expect((await read({ updates: [] })).history).toEqual({ words: [], unreadable: null });
  });

  it('recognises a new Windows behind a KB number', async () => {
    const upgrade = { CategoryID: '3689BDC8-B205-4AF4-8D4A-A63924C5E9D5', Name: 'Upgrades' };
    const { updates } = await read({
      updates: [{ ...baseline, properties: { KBArticleIDs: ['5044284'], Categories: [upgrade] } }],
    });
    expect(updates).toMatchObject([{ kbs: ['KB5044284'], isProductUpgrade: true }]);
  });

  it.each([
    [0, 'never'],
    [1, 'always'],
    [2, 'can'],
  ])('reads restart behaviour %i as %s', async (RebootBehavior, restart) => {
    const { updates } = await read({
      updates: [{ ...baseline, behaviour: { RebootBehavior, CanRequestUserInput: true } }],
    });
    expect(updates).toMatchObject([{ restart, needsInput: true }]);
  });

  it('takes incomplete updates with careful defaults', async () => {
    const broken = ['Title', 'KBArticleIDs', 'Categories', 'MaxDownloadSize', 'CveIDs', 'IsDownloaded'];
    const { updates } = await read({ updates: [{ ...baseline, behaviour: null, broken }] });
    expect(updates).toMatchObject([
      { title: '', kbs: [], categories: [], size: 0, restart: 'can', isDownloaded: false, needsInput: false, cves: [] },
    ]);
  });

  it('leaves out what is no KB number', async () => {
    const { updates } = await read({
      updates: [{ ...baseline, properties: { KBArticleIDs: ['890830', 'x', '', 'KB5066835', '123456789'] } }],
    });
    expect(updates).toMatchObject([{ kbs: ['KB890830', 'KB5066835'] }]);
  });

  it('trusts no answer in which an update has no identity', async () => {
    const { failure } = await scan({ updates: [baseline, { ...baseline, broken: ['Identity'] }] });
    expect(failure?.id).toBe('SCAN_INCOMPLETE');
  });

  it.each([
    ['failed', { updates: [], resultCode: 4 }, { id: 'SCAN_FAILED' }],
    ['was aborted', { updates: [], resultCode: 5 }, { id: 'SCAN_FAILED' }],
    ['threw', { updates: [], searchThrows: -2145107952 }, { message: expect.stringContaining('gave up') }],
  ])('fails where the search %s', async (_, agent, failure) => {
    expect((await scan(agent)).failure).toMatchObject(failure);
  });

  it('takes a search that succeeded with errors', async () => {
    expect((await read({ updates: [baseline], resultCode: 3 })).updates).toHaveLength(1);
  });

  const wsus = {
    'SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate': { WUServer: 'http://wsus.corp.example:8530' },
    'SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU': { UseWUServer: 1 },
  };
  it.each([
    ['machine', {}, 'policy (Windows Update)', 'search 0  '],
    ['machine', wsus, 'policy (WSUS http://wsus.corp.example:8530)', 'search 0  '],
    ['windows-update', {}, 'Windows Update', 'search 2  '],
    ['microsoft-update', {}, 'Microsoft Update', 'search 3 7971f918-a847-4430-9279-4a52d1efe18d '],
  ])('asks %s and says where that went', async (source, registry, name, search) => {
    const said = await read({ updates: [] }, source, { registry });
    expect(said.source).toBe(name);
    const services = said.asked.filter(line => line.startsWith('service'));
    expect(services).toEqual(source === 'microsoft-update' ? ['service 7971f918-a847-4430-9279-4a52d1efe18d'] : []);
    expect(said.asked.at(-1)).toBe(`${search}IsInstalled=0 and IsHidden=0 and Type='Software'`);
  });

  it.each(['windows-update', 'microsoft-update'])('goes around WSUS to %s only where that is said', async source => {
    const { failure } = await scan({ updates: [] }, source, { registry: wsus });
    expect(failure).toMatchObject({
      id: 'SCAN_WSUS_BYPASSED',
      message: expect.stringContaining('http://wsus.corp.example:8530'),
    });
    const said = await read({ updates: [] }, source, { registry: wsus }, { OverrideWsus: true });
    expect(said.asked.at(-1)).toMatch(/^search [23] /);
  });

  it('takes WSUS for set where policy says so and names no server', async () => {
    const policy = { 'SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU': { UseWUServer: 1 } };
    const { failure } = await scan({ updates: [] }, 'windows-update', { registry: policy });
    expect(failure?.id).toBe('SCAN_WSUS_BYPASSED');
  });

  const bootstrapped = (bootstrapper: AgentUpdate['bootstrapper'], RebootBehavior = 2): AgentUpdate => ({
    ...baseline,
    behaviour: { RebootBehavior, CanRequestUserInput: false },
    ...(bootstrapper === undefined ? {} : { bootstrapper }),
  });
  it.each<[string, AgentUpdate, string, boolean]>([
    ['says yes', bootstrapped({ isThere: true, download: 2, answer: true }), 'always', true],
    ['says no', bootstrapped({ isThere: true, download: 2, answer: false }), 'never', true],
    ['says no against the metadata', bootstrapped({ isThere: true, download: 2, answer: false }, 1), 'never', true],
    ['has no bootstrapper', bootstrapped({ isThere: false }), 'can', false],
    ['cannot fetch it', bootstrapped({ isThere: true, download: 4, answer: false }), 'can', false],
    ['does not support the question', bootstrapped({ isThere: true, download: 2, throws: -2145124297 }), 'can', false],
    ['answers with something else', bootstrapped({ isThere: true, download: 2, answer: 'no' }, 1), 'always', false],
    ['is an older agent', bootstrapped(undefined, 0), 'never', false],
  ])('predicts a restart where Windows %s', async (_, offered, restart, isRestartPredicted) => {
    expect((await read({ updates: [offered] })).updates).toMatchObject([{ restart, isRestartPredicted }]);
  });

  it('downloads no more of an update than can tell of the restart', async () => {
    const said = await read({ updates: [bootstrapped({ isThere: true, download: 2, answer: true })] });
    expect(said.asked.filter(line => !line.startsWith('note') && !line.startsWith('search'))).toEqual([
      'static ContainsUpdateBootstrapper',
      'download2 1 AB3C5D00',
      'dynamic DoesUpdateRequireReboot',
    ]);
  });

  it('says what replaces an update, of what is offered', async () => {
    const newer = {
      ...baseline,
      id: 'FFFFFFFF-1111-4222-8333-444455556666',
      properties: { SupersededUpdateIDs: [baseline.id.toLowerCase(), 'gone'] },
    };
    const { updates } = await read({ updates: [baseline, newer] });
    expect(updates.map(({ supersededBy }) => supersededBy)).toEqual([[newer.id.toLowerCase()], []]);
  });

  it.each([
    [{ LastDeploymentChangeTime: new Date('1899-12-30T00:00:00Z') }, { deployedAt: null }],
    [{ LastDeploymentChangeTime: 'yesterday' }, { deployedAt: null }],
    [{ Deadline: new Date('2026-12-01T18:30:00Z') }, { deadline: '2026-12-01T18:30:00.0000000Z' }],
    [{ Deadline: new Date('1899-12-30T00:00:00Z') }, { deadline: null }],
    [{ Deadline: 'soon' }, { deadline: null }],
    [{ EulaAccepted: false }, { needsLicence: true }],
  ])('reads %j', async (properties, expected) => {
    expect((await read({ updates: [{ ...baseline, properties }] })).updates).toMatchObject([expected]);
  });
});
