// Get-PatchringBoot, run by the real engine on good, bad and strange machines; what it gives is held to the schema of the model.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBoots } from '../../../src/model/boot-identity.ts';
import { bootSchema } from '../../../src/model/reading.ts';
import { bootIdOf } from '../../../src/windows/boot-id.ts';
import { instants } from '../../support/cim-instants.ts';
import { engineAvailable, engineMissing, runScript } from '../../support/engine.ts';
import { callOn, machineScripts, patience, type WindowsState } from '../../support/windows.ts';
import { bootTime, having, read, server, services, servicing, version } from '../../support/windows-server.ts';

/** A key that each boot makes anew. */
const logonScreen = { [`${version}\\Winlogon\\AutoLogonChecked`]: {} };

const needsEngine = describe.skipIf(!engineAvailable);

needsEngine(`Get-PatchringBoot${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  const boot = async (state: WindowsState) => bootSchema.parse(await read(state, 'Get-PatchringBoot'));

  it('names a boot by the creation of the System process', async () => {
    const first = await boot(server);
    expect(first).toEqual({
      bootId: 'process-2026-11-10T21:04:05.6780000Z',
      bootedAt: '2026-11-10T21:04:05.6780000Z',
      isServicing: false,
      pendingRestart: [],
    });
    expect((await boot(server)).bootId).toBe(first.bootId);
  });

  it('names it as CIM does without a shell, however the instant is written', async () => {
    const texts = fc.sample(instants, 300).flatMap(instant => instant.texts);
    const name = `function Get-Id { param([string[]] $Text) foreach ($one in $Text) {
      'process-' + [System.DateTimeOffset]::Parse($one, [System.Globalization.CultureInfo]::InvariantCulture).UtcDateTime.ToString('o') } }`;
    const { output } = await runScript([{ text: name }], { name: 'Get-Id', parameters: { Text: texts } });
    expect(texts.map(bootIdOf)).toEqual(output);
  });

  it('takes the session manager where the System process has no date', async () => {
    const processes = [
      { ProcessId: 900, CreationDate: new Date('2026-11-12T00:00:00Z') },
      { ProcessId: 4, CreationDate: null },
      { ProcessId: 380, CreationDate: bootTime },
    ];
    expect((await boot(having({ cim: { Win32_Process: processes } }))).bootId).toBe(
      'process-2026-11-10T21:04:05.6780000Z',
    );
  });

  it('takes Kernel-General event 12 where WMI is broken', async () => {
    const state = having({
      cim: { Win32_Process: { throws: 'RPC server unavailable', hresult: -2147023174 } },
      events: {
        System: [{ Provider: 'Microsoft-Windows-Kernel-General', Id: 12, RecordId: 771, At: bootTime, Values: [] }],
      },
    });
    expect((await boot(state)).bootId).toBe('event-771-2026-11-10T21:04:05.6780000Z');
  });

  const kernelAt = (At: Date) => ({
    System: [{ Provider: 'Microsoft-Windows-Kernel-General', Id: 12, RecordId: 771, At, Values: [] }],
  });

  it('says it in the words of both sources, so that one may fail', async () => {
    const { bootId } = await boot(having({ events: kernelAt(bootTime) }));
    expect(bootId).toBe('process-2026-11-10T21:04:05.6780000Z|event-771-2026-11-10T21:04:05.6780000Z');
  });

  it.each([
    ['of the boot before', -40],
    ['of another day', 86_400],
  ])('takes no event %s for its own', async (_, seconds) => {
    const { bootId } = await boot(having({ events: kernelAt(new Date(bootTime.getTime() + seconds * 1_000)) }));
    expect(bootId).toBe('process-2026-11-10T21:04:05.6780000Z');
  });

  it('compares two boots as the engine does', async () => {
    const word = fc.constantFrom(
      'process-1',
      'process-2',
      'event-1',
      'event-2',
      'process-1|event-1',
      'process-2|event-1',
    );
    const pairs = fc.sample(fc.tuple(word, word), 60);
    const compare = `function Get-Compared { param([string[]] $Pair) foreach ($one in $Pair) { $first, $second = $one.Split(' '); Compare-BootIdentity -One $first -Two $second } }`;
    const scripts = machineScripts(['Restart-PatchringMachine'], having({ functions: compare }));
    const parameters = { Pair: pairs.map(pair => pair.join(' ')) };
    const { output } = await runScript(scripts, { name: 'Get-Compared', parameters }, patience);
    expect(output).toEqual(pairs.map(([one, two]) => compareBoots(one, two)));
  });

  it('never guesses a boot: without any source it refuses with a code', async () => {
    const { failure, output } = await callOn(having({ cim: { Win32_Process: [] } }), 'Get-PatchringBoot');
    expect(output).toEqual([]);
    expect(failure?.id).toBe('BOOT_UNREADABLE');
  });

  it.each([
    ['servicing', { [`${servicing}\\RebootPending`]: {} }],
    ['servicingInProgress', { [`${servicing}\\RebootInProgress`]: {} }],
    ['packagesPending', { [`${servicing}\\PackagesPending`]: {} }],
    [
      'windowsUpdate',
      { 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update\\RebootRequired': {} },
    ],
    ['serverManager', { 'SOFTWARE\\Microsoft\\ServerManager\\CurrentRebootAttempts': {} }],
    ['updateExe', { 'SOFTWARE\\Microsoft\\Updates': { UpdateExeVolatile: 2 } }],
    ['domainJoin', { [`${services}\\Netlogon`]: { JoinDomain: 1 } }],
    ['domainJoin', { [`${services}\\Netlogon\\AvoidSpnSet`]: {} }],
    [
      'computerName',
      {
        'SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ActiveComputerName': { ComputerName: 'OLD' },
        'SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ComputerName': { ComputerName: 'NEW' },
      },
    ],
    [
      'fileRename',
      { 'SYSTEM\\CurrentControlSet\\Control\\Session Manager': { PendingFileRenameOperations: ['\\??\\C:\\x', ''] } },
    ],
  ])('reports the signal %s', async (signal, registry) => {
    expect((await boot(having({ registry }))).pendingRestart).toEqual([signal]);
  });

  it('takes empty lists and zeros for what they are', async () => {
    const registry = {
      'SOFTWARE\\Microsoft\\Updates': { UpdateExeVolatile: 0 },
      'SYSTEM\\CurrentControlSet\\Control\\Session Manager': { PendingFileRenameOperations: [] },
    };
    expect((await boot(having({ registry }))).pendingRestart).toEqual([]);
  });

  it.each([
    ['says so', 'function Test-ConfigMgrRestart { return $true }', ['configMgr'], 0],
    ['does not', 'function Test-ConfigMgrRestart { return $false }', [], 0],
    ['is broken', "function Test-ConfigMgrRestart { throw 'Not found' }", [], 1],
  ])('asks the ConfigMgr client where there is one: it %s', async (_, functions, signals, warnings) => {
    const state = having({ registry: { [`${services}\\CcmExec`]: {} }, functions });
    const result = await callOn(state, 'Get-PatchringBoot');
    expect(bootSchema.parse(result.output[0]).pendingRestart).toEqual(signals);
    expect(result.warnings).toHaveLength(warnings);
  });

  it.each([
    [
      'the servicing stack says 2',
      having({ registry: { [`${servicing}\\Interface`]: { ServicingInProgress: 2 } } }),
      true,
    ],
    [
      'the servicing stack says 1',
      having({ registry: { [`${servicing}\\Interface`]: { ServicingInProgress: 1 } } }),
      false,
    ],
    ['TiWorker runs', having({ processes: ['svchost', 'TiWorker'] }), true],
  ])('is settled or not when %s', async (_, state, isServicing) => {
    expect((await boot(state)).isServicing).toBe(isServicing);
  });

  it.each([
    ['on a young boot', 2, [{ Name: 'W32Time' }], true],
    ['on a boot of an hour: one service that hangs holds up nothing for ever', 60, [{ Name: 'W32Time' }], false],
    ['nowhere any more', 2, [], false],
  ])('is not settled while services start %s', async (_, minutes, Win32_Service, isServicing) => {
    const CreationDate = new Date(Date.now() - minutes * 60_000);
    const cim = { Win32_Process: [{ ProcessId: 4, CreationDate }], Win32_Service };
    expect((await boot(having({ cim, registry: logonScreen }))).isServicing).toBe(isServicing);
  });

  it.each([
    ['until a young boot has come to its logon screen', 2, true],
    ['no longer than ten minutes, where none ever comes', 11, false],
  ])('is not settled %s', async (_, minutes, isServicing) => {
    const CreationDate = new Date(Date.now() - minutes * 60_000);
    expect((await boot(having({ cim: { Win32_Process: [{ ProcessId: 4, CreationDate }] } }))).isServicing).toBe(
      isServicing,
    );
  });

  it('fails rather than call "denied" absent', async () => {
    const state = having({
      registry: { [`${servicing}\\Interface`]: { throws: 'Requested registry access is not allowed.' } },
    });
    const { failure } = await callOn(state, 'Get-PatchringBoot');
    expect(failure?.exception).toContain('SecurityException');
  });
});
