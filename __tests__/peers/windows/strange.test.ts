// Every operation that only reads, on machines whose Windows answers with what no manual has: each gives what the schema of the model
// takes, or fails as a whole. Never an object that is wrong, never a half of two.
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { operations } from '../../../src/windows/machine.ts';
import { engineAvailable, engineMissing } from '../../support/engine.ts';
import { callOn, type WindowsState } from '../../support/windows.ts';
import { having, policy, services, servicing, version } from '../../support/windows-server.ts';

const reading = operations.filter(({ command }) => command.startsWith('Get-') && command !== 'Get-PatchringJob');

const roles = [
  'DNS',
  'DHCPServer',
  'W3SVC',
  'WsusService',
  'vmms',
  'ClusSvc',
  'CertSvc',
  'IAS',
  'MSMQ',
  'DFSR',
  'CcmExec',
];
const classes = [
  ...['Win32_OperatingSystem', 'Win32_ComputerSystem', 'Win32_Process', 'Win32_Service', 'Win32_QuickFixEngineering'],
  ...['Win32_DeviceGuard', 'Win32_Share', 'Win32_PerfFormattedData_PerfOS_Processor', 'Win32_LogicalDisk'],
  ...['Win32_LogonSession', 'Win32_LoggedOnUser', 'Win32_EncryptableVolume', 'MSFT_NetConnectionProfile'],
  ...['MSAD_ReplNeighbor', 'DfsrReplicatedFolderInfo', 'Msvm_ComputerSystem', 'Msvm_HeartbeatComponent'],
  ...['Msvm_VirtualEthernetSwitch', 'MSCluster_Node', 'MSCluster_ResourceGroup', 'MSFT_StorageJob'],
];
const each = (rows: NonNullable<WindowsState['cim']>[string]) => Object.fromEntries(classes.map(name => [name, rows]));
/** Roles of every kind are there, and what they touch beside CIM does not answer either. */
const crowded: WindowsState = {
  registry: Object.fromEntries(roles.map(name => [`${services}\\${name}`, {}])),
  functions: `function Read-WebServer { throw 'x' } function Send-DnsQuery { return 'x' } function Read-RootDirectoryEntry { return $null }
    function Invoke-Program { return -1 } function Read-SqlRow { throw 'x' } function Test-TcpPort { throw 'x' }
    function Test-UdpPort { return $null } function Read-ProcessMemory { return 'much' }`,
};
const odd = {
  ...{ Name: null, State: 7, StartMode: 'Sometimes', ExitCode: 4_294_967_295, DelayedAutoStart: 'yes', Type: 'x' },
  ...{
    Caption: null,
    Domain: null,
    DomainRole: 'king',
    HotFixID: 'KBxyz',
    ProcessId: 'four',
    CreationDate: 'yesterday',
  },
  ...{
    VirtualizationBasedSecurityStatus: 'on',
    PercentProcessorTime: -1,
    TotalVirtualMemorySize: 0,
    FreeVirtualMemory: 'x',
  },
};
const denied = { throws: 'Access is denied', hresult: -2147024891 };

const machines: readonly (readonly [string, WindowsState])[] = [
  ['denies every class', { cim: each(denied) }],
  ['has classes without instances', { cim: each([]) }],
  ['has instances without properties', { cim: each([{}]) }],
  ['has properties of other types', { cim: each([odd, odd]) }],
  ['has no registry to speak of', { registry: {} }],
  [
    'has values of other types',
    {
      registry: {
        [version]: { CurrentBuildNumber: 'x', UBR: 'y', EditionID: 5 },
        [`${policy}\\AU`]: { AUOptions: 'four', NoAutoUpdate: 'yes' },
        [servicing]: { ServicingInProgress: 'x' },
      },
    },
  ],
  ['denies the registry', { registry: { [version]: { throws: 'denied' }, [servicing]: { throws: 'denied' } } }],
  [
    'has lists with holes and events of nobody',
    {
      packages: [{ Name: '', State: '', ReleaseType: '', InstalledAt: new Date(0) }],
      history: [{ Title: null, Operation: 99, ResultCode: -1 }, {}],
      events: { System: [{ Provider: null, Id: 0, RecordId: 0, At: new Date(0), Values: [] }] },
      extensions: [''],
    },
  ],
];

describe.skipIf(!engineAvailable)(`a strange Windows${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  it.each(
    machines.flatMap(([what, state]) =>
      reading.map(operation => ({ what, state, operation, name: operation.command })),
    ),
  )('$name gives one good object or none where the machine $what', async ({ state, operation }) => {
    const whole: WindowsState = { ...state, functions: `${crowded.functions}\n${state.functions ?? ''}` };
    const mixed = having({ registry: crowded.registry ?? {} }, whole);
    const { output, failure } = await callOn(mixed, operation.command);
    if (failure !== undefined) {
      expect(failure.message).not.toBe('');
      expect(output).toEqual([]);
      return;
    }
    expect(output).toHaveLength(1);
    const parsed = (operation.result as z.ZodType).safeParse(output[0]);
    expect(parsed.error?.issues ?? []).toEqual([]);
  });
});
