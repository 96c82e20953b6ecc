// Get-PatchringFacts, run by the real engine on good, bad and strange machines; what it gives is held to the schema of the model.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { factsSchema } from '../../../src/model/reading.ts';
import { engineAvailable, engineMissing, runScript } from '../../support/engine.ts';
import { callOn, machineScripts, type WindowsState } from '../../support/windows.ts';
import { having, policy, read, server, services } from '../../support/windows-server.ts';

const needsEngine = describe.skipIf(!engineAvailable);

needsEngine(`Get-PatchringFacts${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  const facts = async (state: WindowsState) => factsSchema.parse(await read(state, 'Get-PatchringFacts'));

  it('reads a member server', async () => {
    expect(await facts(server)).toEqual({
      computerName: 'SRV01',
      domain: 'corp.example',
      isDomainController: false,
      productName: 'Microsoft Windows Server 2025 Datacenter',
      editionId: 'ServerDatacenter',
      installationType: 'Server Core',
      build: 26100,
      ubr: 6899,
      architecture: 'AMD64',
      psVersion: expect.stringMatching(/^\d+\.\d+/),
      languageMode: 'FullLanguage',
      isAdministrator: true,
      is64BitProcess: true,
      scriptPolicy: null,
      roles: [],
      otherUpdaters: [],
      traces: [],
      clock: expect.any(String),
    });
  });

  it.each([
    [{ EnableScripts: 1, ExecutionPolicy: 'AllSigned' }, 'AllSigned'],
    [{ EnableScripts: 0 }, 'scripts are turned off'],
    [{ EnableScripts: 1, ExecutionPolicy: 'RemoteSigned' }, null],
  ])('says which group policy forbids the script of a job: %o: %s', async (values, said) => {
    const state = having({ registry: { 'SOFTWARE\\Policies\\Microsoft\\Windows\\PowerShell': values } });
    expect(await facts(state)).toMatchObject({ scriptPolicy: said });
  });

  it('knows a domain controller by its role, and roles by the services that only they install', async () => {
    const state = having({
      cim: { Win32_ComputerSystem: [{ Name: 'DC1', Domain: 'corp.example', DomainRole: 5 }] },
      registry: {
        [`${services}\\DNS`]: {},
        [`${services}\\W3SVC`]: {},
        'SOFTWARE\\Microsoft\\Microsoft SQL Server\\Instance Names\\SQL': {},
      },
    });
    expect(await facts(state)).toMatchObject({
      isDomainController: true,
      roles: ['domain-controller', 'dns', 'iis', 'sql'],
    });
  });

  it('names every other updater that is at work', async () => {
    const state = having({
      registry: {
        [`${policy}\\AU`]: { AUOptions: 4 },
        [`${services}\\CcmExec`]: {},
        'Cluster\\Resources\\a1': { Type: 'Network Name' },
        'Cluster\\Resources\\a2': { Type: 'ClusterAwareUpdatingResource' },
      },
      extensions: [
        'Microsoft.CPlat.Core.WindowsPatchExtension',
        'Microsoft.SoftwareUpdateManagement.WindowsOsUpdateExtension',
        'Microsoft.Compute.CustomScriptExtension',
      ],
    });
    expect((await facts(state)).otherUpdaters).toEqual([
      'automatic updates',
      'ConfigMgr',
      'Azure Update Manager',
      'Azure Update Manager on Arc',
      'Cluster-Aware Updating',
    ]);
  });

  const state = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update';

  it('goes by what the machine has set where no policy says anything, and else by the policy', async () => {
    expect((await facts(having({ registry: { [state]: { AUOptions: 4 } } }))).otherUpdaters).toEqual([
      'automatic updates',
    ]);
    const both = having({ registry: { [state]: { AUOptions: 4 }, [`${policy}\\AU`]: { AUOptions: 3 } } });
    expect((await facts(both)).otherUpdaters).toEqual([]);
  });

  it.each([
    ['turned off by policy', { AUOptions: 4, NoAutoUpdate: 1 }],
    ['that only download', { AUOptions: 3 }],
  ])('does not blame automatic updates %s', async (_, values) => {
    expect((await facts(having({ registry: { [`${policy}\\AU`]: values } }))).otherUpdaters).toEqual([]);
  });

  const managed = 'SOFTWARE\\Microsoft\\PolicyManager\\current\\device\\Update';
  const deadline = { SetComplianceDeadline: 1, ConfigureDeadlineForQualityUpdates: 7 };

  it.each<[string, NonNullable<WindowsState['registry']>, readonly string[]]>([
    ['group policy sets', { [policy]: deadline }, ['update deadlines']],
    ['a value of old sets alone', { [policy]: { ConfigureDeadlineForQualityUpdates: 0 } }, ['update deadlines']],
    ['device management sets', { [managed]: { ConfigureDeadlineForQualityUpdates: 2 } }, ['update deadlines']],
    ['group policy turns off', { [policy]: { ...deadline, SetComplianceDeadline: 0 } }, []],
    ['nobody sees to', { [policy]: deadline, [`${policy}\\AU`]: { NoAutoUpdate: 1 } }, []],
  ])('names deadlines for updates that %s', async (_, registry, names) => {
    expect((await facts(having({ registry }))).otherUpdaters).toEqual(names);
  });

  it('is refused where it may not look for other updaters: nobody is taken for absent', async () => {
    const result = await callOn(having({ registry: { [policy]: { throws: 'denied' } } }), 'Get-PatchringFacts');
    expect(result.failure?.message).toContain('denied');
  });

  it('says when the session has no administrator rights', async () => {
    expect(await facts(having({ isAdministrator: false }))).toMatchObject({ isAdministrator: false });
  });

  it('names the jobs of ours that lie there, at most two hundred, and nothing that is being deleted', async () => {
    const root = mkdtempSync(join(tmpdir(), 'patchring-traces-'));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    const names = Array.from({ length: 201 }, (_, index) => `r1-srv01-scan-${index}`);
    for (const name of ['.gone-1', ...names]) mkdirSync(join(root, name));
    const { output, failure } = await runScript([
      ...machineScripts(['Get-PatchringFacts'], server),
      { text: `function Get-JobRoot { return '${root}' }; (Get-PatchringFacts).traces -join ' '` },
    ]);
    expect(failure).toBeUndefined();
    const traces = String(output[0]).split(' ');
    expect(traces).toHaveLength(200);
    expect(names).toEqual(expect.arrayContaining(traces));
  });

  it('leaks neither strict mode nor an error preference into the session', async () => {
    const scripts = machineScripts(['Get-PatchringFacts'], server);
    const { output, failure } = await runScript([
      ...scripts,
      {
        text: '[void](Get-PatchringFacts); $absent = ([pscustomobject]@{}).Missing; "$ErrorActionPreference|$($null -eq $absent)"',
      },
    ]);
    expect(failure).toBeUndefined();
    expect(output).toEqual(['Continue|True']);
  });

  it('is refused in Constrained Language mode with the id that we know it by', async () => {
    const scripts = [...machineScripts(['Get-PatchringBoot'], server).slice(0, 1)];
    const { failure } = await runScript([
      { text: "$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'" },
      ...scripts,
      { text: 'Get-PatchringBoot' },
    ]);
    expect(failure?.id).toMatch(/ConstrainedLanguage|CoreTypes/);
  });
});
