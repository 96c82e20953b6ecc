// A Windows machine for the real PowerShell engine: our functions as they are sent, and behind them only the small ones that touch
// Windows replaced by what a test says. Registry, CIM, event log, packages and tasks are data; files and locks are real.
//   const result = await callOn({ registry: { "SOFTWARE\\X": { Name: 1 } } }, "Get-PatchringFacts");

import { vi } from 'vitest';
import { scriptFor } from '../../src/windows/script.ts';
import { runScript, type ScriptResult } from './engine.ts';
import { toPowerShell } from './powershell-literal.ts';

/** Dozens of runspaces a file on two busy cores: what matters is what they say, not when. Milliseconds. */
export const patience = 60_000;
vi.setConfig({ testTimeout: 2 * patience });

/** Instead of data: reading it throws this. */
export interface Unreadable {
  readonly throws: string;
  readonly hresult?: number;
}

export interface WindowsState {
  /** Key below HKLM → values; a key without values is `{}`. */
  readonly registry?: Readonly<Record<string, Readonly<Record<string, unknown>> | Unreadable>>;
  /** Class → instances. */
  readonly cim?: Readonly<Record<string, readonly object[] | Unreadable>>;
  /** Log → events, newest first. */
  readonly events?: Readonly<Record<string, readonly object[]>>;
  readonly packages?:
    | readonly {
        readonly Name: string;
        readonly State: string;
        readonly ReleaseType: string;
        readonly InstalledAt: Date;
      }[]
    | Unreadable;
  readonly processes?: readonly string[];
  readonly history?: readonly object[] | Unreadable;
  readonly isAdministrator?: boolean;
  readonly drive?: { readonly Free: number; readonly Size: number };
  readonly extensions?: readonly string[];
  /** NetworkCostType of the connection. */
  readonly networkCost?: number | Unreadable;
  /** Servicing has written down what the next boot has to do (pending.xml). */
  readonly pendingFile?: boolean;
  /** Thumbprint → end. */
  readonly certificates?: Readonly<Record<string, Date>>;
  /** Further replacements, as PowerShell text: they come last. */
  readonly functions?: string;
}

const touches = `
function Get-Or { param($Value) if ($Value -is [hashtable] -and $Value.ContainsKey('throws')) {
    if ($Value.ContainsKey('hresult')) { throw [System.Runtime.InteropServices.COMException]::new($Value.throws, $Value.hresult) }
    throw [System.Security.SecurityException]::new($Value.throws) }
  return , $Value }
function Read-RegistryValue { param([string] $Path, [string] $Name)
  if (-not $global:Windows.registry.ContainsKey($Path)) { return $null }
  $key = Get-Or $global:Windows.registry[$Path]; return $key[$Name] }
function Read-RegistryKeyName { param([string] $Path)
  if ($global:Windows.registry.ContainsKey($Path)) { [void](Get-Or $global:Windows.registry[$Path]) }
  $global:Windows.registry.Keys | Where-Object { $_.StartsWith($Path + '\\', 'OrdinalIgnoreCase') } | ForEach-Object { $_.Substring($Path.Length + 1).Split('\\')[0] } }
function Test-RegistryKey { param([string] $Path)
  if ($global:Windows.registry.ContainsKey($Path)) { [void](Get-Or $global:Windows.registry[$Path]); return $true }
  return @(Read-RegistryKeyName -Path $Path).Length -gt 0 }
function Read-CimRow { param([string] $Namespace, [string] $Query)
  [void]($Query -match 'FROM (\\w+)'); $class = $Matches[1]
  if (-not $global:Windows.cim.ContainsKey($class)) { throw [System.Runtime.InteropServices.COMException]::new('Invalid class', 0x80041010) }
  foreach ($row in (Get-Or $global:Windows.cim[$class])) { [pscustomobject]$row } }
function Read-EventRow { param([string] $Log, [string] $Filter, [int] $Maximum)
  if (-not $global:Windows.events.ContainsKey($Log)) { return }
  $since = [datetime]::MinValue
  if ($Filter -match "SystemTime>='([^']+)'") { $since = ([datetime]$Matches[1]).ToUniversalTime() }
  $ids = @([regex]::Matches($Filter, 'EventID=(\\d+)') | ForEach-Object { [int]$_.Groups[1].Value })
  $given = 0
  foreach ($row in $global:Windows.events[$Log]) {
    if ($row.At -lt $since -or ($ids.Length -gt 0 -and $ids -notcontains $row.Id)) { continue }
    if ($ids.Length -eq 0 -and $row.ContainsKey('Level') -and $row.Level -gt 2) { continue }
    if ($given -ge $Maximum) { return }
    $given++; [pscustomobject]$row } }
function Read-WindowsPackage { foreach ($row in (Get-Or $global:Windows.packages)) { [pscustomobject]$row } }
function Read-UpdateHistory { param([int] $Maximum) foreach ($row in (Get-Or $global:Windows.history)) { [pscustomobject]$row } }
function Test-PendingServicingFile { return $global:Windows.pendingFile }
function Test-Process { param([string] $Name) return $global:Windows.processes -contains $Name }
function Test-Administrator { return $global:Windows.isAdministrator }
function Read-SystemDrive { return [pscustomobject]$global:Windows.drive }
function Read-ServicingPulse { return '' }
function Read-AgentPulse { return '' }
function Read-NetworkCost { return (Get-Or $global:Windows.networkCost) }
function Read-CertificateEnd { param([string] $Thumbprint) if ($global:Windows.certificates.ContainsKey($Thumbprint)) { $global:Windows.certificates[$Thumbprint] } }
function Read-AzureExtension { $global:Windows.extensions }
function Wait-Moment { param([int] $Milliseconds) [System.Threading.Thread]::Sleep([System.Math]::Min($Milliseconds, 20)) }
`;

/** Scripts for the engine: our functions for these commands, then the machine. */
export function machineScripts(commands: readonly string[], state: WindowsState): { readonly text: string }[] {
  const { functions = '', ...data } = state;
  const whole = {
    registry: {},
    cim: {},
    events: {},
    packages: [],
    processes: [],
    history: [],
    isAdministrator: true,
    drive: { Free: 50_000_000_000, Size: 100_000_000_000 },
    extensions: [],
    networkCost: 1,
    pendingFile: false,
    certificates: {},
    ...data,
  };
  return [
    {
      text: scriptFor(
        commands.map(command => ({ command })),
        'test',
      ),
    },
    { text: `$global:Windows = ${toPowerShell(whole)}\n${touches}\n${functions}` },
  ];
}

/** Calls one command on such a machine. */
export function callOn(
  state: WindowsState,
  command: string,
  parameters: Readonly<Record<string, unknown>> = {},
): Promise<ScriptResult> {
  return runScript(machineScripts([command], state), { name: command, parameters }, patience);
}
