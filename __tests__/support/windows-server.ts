// A healthy Windows Server 2025 for the real engine, and where things stand in its registry. Tests change what they are about.
import { expect } from 'vitest';
import { callOn, type WindowsState } from './windows.ts';

export const version = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
export const servicing = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing';
export const services = 'SYSTEM\\CurrentControlSet\\Services';
export const policy = 'SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate';
export const memory = 'SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Memory Management';
export const bootTime = new Date('2026-11-10T21:04:05.678Z');

export const server: WindowsState = {
  registry: {
    [version]: {
      EditionID: 'ServerDatacenter',
      InstallationType: 'Server Core',
      CurrentBuildNumber: '26100',
      UBR: 6899,
    },
    'SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment': { PROCESSOR_ARCHITECTURE: 'AMD64' },
  },
  cim: {
    Win32_OperatingSystem: [
      {
        Caption: 'Microsoft Windows Server 2025 Datacenter ',
        TotalVirtualMemorySize: 8_000_000,
        FreeVirtualMemory: 2_000_000,
      },
    ],
    Win32_PerfFormattedData_PerfOS_Processor: [{ PercentProcessorTime: 37 }],
    Win32_ComputerSystem: [{ Name: 'SRV01', Domain: 'corp.example', DomainRole: 3 }],
    Win32_Process: [
      { ProcessId: 4, CreationDate: bootTime },
      { ProcessId: 380, CreationDate: new Date('2026-11-10T21:04:06Z') },
    ],
    Win32_Service: [],
    Win32_QuickFixEngineering: [],
    Win32_DeviceGuard: [{ VirtualizationBasedSecurityStatus: 2 }],
  },
};

/** The server with changes; registry keys and CIM classes are replaced one by one. */
export function having(...changes: readonly WindowsState[]): WindowsState {
  const registry = Object.assign({}, server.registry, ...changes.map(change => change.registry));
  const cim = Object.assign({}, server.cim, ...changes.map(change => change.cim));
  return Object.assign({}, server, ...changes, { registry, cim });
}

/** The single object of a call that went well. */
export async function read(
  state: WindowsState,
  command: string,
  parameters?: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const result = await callOn(state, command, parameters);
  expect(result.failure).toBeUndefined();
  expect(result.errors).toEqual([]);
  expect(result.output).toHaveLength(1);
  return result.output[0];
}
