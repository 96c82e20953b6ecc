// The Windows Update Agent as objects of the real engine: what a COM session, searcher, downloader and installer would give, from
// data. Results behave as the agent's do: an index beyond the end throws, a property may be missing or throw when it is read.
import { toPowerShell } from './powershell-literal.ts';

interface Said {
  readonly code: number;
  /** Signed, as COM has it. */
  readonly hresult?: number;
}

export interface AgentUpdate {
  readonly id: string;
  readonly revision: number;
  /** Properties of IUpdate. */
  readonly properties?: Readonly<Record<string, unknown>>;
  /** Properties of IInstallationBehavior; `null`: the update has none. */
  readonly behaviour?: Readonly<Record<string, unknown>> | null;
  /** What IUpdateEx says; left out: an agent without that interface. */
  readonly bootstrapper?: {
    readonly isThere: unknown;
    readonly download?: number;
    readonly answer?: unknown;
    readonly throws?: number;
  };
  /** Properties that throw when they are read. */
  readonly broken?: readonly string[];
  readonly download?: Said | readonly Said[];
  readonly install?: Said | readonly Said[];
}

export interface AgentState {
  readonly updates: readonly AgentUpdate[];
  readonly resultCode?: number;
  readonly searchThrows?: number;
  readonly installThrows?: number;
  readonly eulaThrows?: number;
  /** How often the agent is asked how far it is before it has ended; `null`: it does not work in the background. */
  readonly background?: number | null;
  /** How often the installer says that it is busy. */
  readonly busy?: number;
  /** Gives everything that it has, whatever was asked for. */
  readonly isSloppy?: boolean;
  /** What SystemInfo.RebootRequired says. */
  readonly restartRequired?: boolean;
  /** Packages that are listed once something was installed; `throws`: then they cannot be listed. */
  readonly brings?: readonly object[] | { readonly throws: string };
  /** What the installation result says. */
  readonly restartAfter?: boolean;
}

const fakes = `
$global:Asked = [System.Collections.Generic.List[string]]::new()
function New-Fake { param([hashtable] $Values, [hashtable] $Methods = @{}, [hashtable] $Getters = @{})
  $fake = [pscustomobject]$Values
  foreach ($name in $Methods.Keys) { $fake.PSObject.Methods.Add([System.Management.Automation.PSScriptMethod]::new($name, $Methods[$name])) }
  foreach ($name in $Getters.Keys) { $fake.PSObject.Properties.Add([System.Management.Automation.PSScriptProperty]::new($name, $Getters[$name])) }
  return $fake }
function Stop-Fake { param([int] $Number) throw [System.Runtime.InteropServices.COMException]::new('The agent gave up', $Number) }
$global:Offered = @(foreach ($data in $global:Agent.updates) {
  $data['turns'] = @{ download = 0; install = 0 }
  $values = @{ Data = $data; Identity = [pscustomobject]@{ UpdateID = $data.id; RevisionNumber = $data.revision }; InstallationBehavior = [pscustomobject]@{ RebootBehavior = 2; Impact = 0; CanRequestUserInput = $false }; IsHidden = $false; IsInstalled = $false; IsDownloaded = $false; EulaAccepted = $true }
  if ($data.ContainsKey('properties')) { foreach ($name in $data.properties.Keys) { $values[$name] = $data.properties[$name] } }
  if ($data.ContainsKey('behaviour')) { $values['InstallationBehavior'] = if ($null -ne $data.behaviour) { [pscustomobject]$data.behaviour } }
  if ($values.ContainsKey('Categories')) { $values['Categories'] = @(foreach ($category in $values.Categories) { [pscustomobject]$category }) }
  $getters = @{}
  if ($data.ContainsKey('broken')) { foreach ($name in $data.broken) { $values.Remove($name); $getters[$name] = { Stop-Fake -2147352573 } } }
  $methods = @{}
  if ($data.ContainsKey('bootstrapper')) {
    $methods['ExtendedStaticProperty'] = { param($name) $global:Asked.Add('static ' + $name); return $this.Data.bootstrapper.isThere }
    $methods['EvaluateExtendedDynamicProperty'] = { param($name) $global:Asked.Add('dynamic ' + $name); if ($this.Data.bootstrapper.ContainsKey('throws')) { Stop-Fake $this.Data.bootstrapper.throws } return $this.Data.bootstrapper['answer'] } }
  New-Fake $values ($methods + @{ AcceptEula = { if ($global:Agent.eulaThrows -ne 0) { Stop-Fake $global:Agent.eulaThrows } $global:Asked.Add('eula ' + $this.Data.id.Substring(0, 8)); $this.EulaAccepted = $true } }) $getters })
function Get-FakeAnswer { param([object] $Worker, [string] $Step)
  $names = @(foreach ($update in $Worker.Updates) { $update.Data.id.Substring(0, 8) })
  $global:Asked.Add($Step + ' ' + ($names -join ','))
  $brings = $global:Agent['brings']
  if ($Step -eq 'install' -and $null -ne $brings) { $global:Windows.packages = if ($brings -is [hashtable]) { $brings } else { @($global:Windows.packages) + $brings } }
  $results = @(foreach ($update in $Worker.Updates) {
    $said = $update.Data[$Step]
    # A list is said one after the other, the last one from then on.
    if ($said -is [array]) { $turn = $update.Data.turns[$Step]; $update.Data.turns[$Step] = $turn + 1; $said = $said[[System.Math]::Min($turn, $said.Length - 1)] }
    if ($null -eq $said) { [pscustomobject]@{ ResultCode = 2; HResult = 0 } } else { [pscustomobject]@{ ResultCode = $said.code; HResult = [int]$said['hresult'] } } })
  New-Fake @{ Results = $results; RebootRequired = $global:Agent.restartAfter } @{ GetUpdateResult = { param($index) if ($index -ge $this.Results.Length) { Stop-Fake -2147024809 } return $this.Results[$index] } } }
function New-FakeWork {
  if ($null -eq $global:Agent.background) { Stop-Fake -2147024809 }
  New-Fake @{ Left = $global:Agent.background; All = $global:Agent.background } @{
    CleanUp = { $global:Asked.Add('note cleaned up') }
    GetProgress = { $this.Left--; [pscustomobject]@{ PercentComplete = 100 * ($this.All - $this.Left) / $this.All } } } @{ IsCompleted = { $this.Left -le 0 } } }
function New-FakeSearcher { New-Fake @{ Online = $false; ServerSelection = -1; ServiceID = '' } @{ Search = {
  param($criteria)
  $global:Asked.Add('search ' + $this.ServerSelection + ' ' + $this.ServiceID + ' ' + $criteria)
  if ($global:Agent.searchThrows -ne 0) { Stop-Fake $global:Agent.searchThrows }
  $wanted = @([regex]::Matches($criteria, "UpdateID='([^']+)' and RevisionNumber=(\\d+)") | ForEach-Object { $_.Groups[1].Value + '@' + $_.Groups[2].Value })
  $found = @($global:Offered | Where-Object {
    if ($global:Agent.isSloppy) { return $true }
    if ($_.IsHidden -and $criteria -match 'IsHidden=0') { return $false }
    if ($wanted.Length -eq 0) { return -not $_.IsInstalled }
    return $wanted -contains ($_.Data.id + '@' + $_.Data.revision) })
  [pscustomobject]@{ ResultCode = $global:Agent.resultCode; Updates = $found } } } }
function New-UpdateSession { New-Fake @{ ClientApplicationID = 'patchring' } @{
  CreateUpdateSearcher = { New-FakeSearcher }
  CreateUpdateDownloader = { New-Fake @{ Updates = $null } @{ Download = { Get-FakeAnswer $this 'download' }
    BeginDownload = { New-FakeWork }; EndDownload = { param($job) Get-FakeAnswer $this 'download' }
    Download2 = { param($flags)
      $global:Asked.Add('download2 ' + $flags + ' ' + @($this.Updates)[0].Data.id.Substring(0, 8))
      [pscustomobject]@{ ResultCode = @($this.Updates)[0].Data.bootstrapper['download'] } } } }
  CreateUpdateInstaller = { New-Fake @{ Updates = $null; ForceQuiet = $false; AllowSourcePrompts = $true } @{ Install = {
    if ($global:Agent.installThrows -ne 0) { Stop-Fake $global:Agent.installThrows }
    if (-not $this.ForceQuiet -or $this.AllowSourcePrompts) { Stop-Fake -2147467259 }
    Get-FakeAnswer $this 'install' }
    BeginInstall = { New-FakeWork }; EndInstall = { param($job) $this.Install() } } @{ IsBusy = { $global:Agent.busy--; return $global:Agent.busy -ge 0 } } } } }
function New-UpdateCollection { return , [System.Collections.Generic.List[object]]::new() }
function Add-MicrosoftUpdateService { param([string] $ServiceId) $global:Asked.Add('service ' + $ServiceId) }
function Test-UpdateRestart { return $global:Agent.restartRequired }
function Write-JobFile { param([string] $Path, [psobject] $Value) $global:Asked.Add('file ' + [System.IO.Path]::GetFileName($Path)) }
function Write-JobProgress { param([string] $Directory, $Percent, [string] $Note) $global:Asked.Add('note ' + $Percent + ' ' + $Note) }
function Remove-InstalledPackage { param([string] $Name)
  $global:Asked.Add('remove ' + $Name)
  $said = $global:Agent.removal[$Name]
  if ($said -is [int]) { throw [System.Runtime.InteropServices.COMException]::new('DISM says no', $said) }
  return $said -ne $false }
function Get-Told { param([string] $Command, [hashtable] $Parameters)
  Set-StrictMode -Version 3.0
  $ErrorActionPreference = 'Stop'
  [pscustomobject]@{ result = (& $Command @Parameters); asked = $global:Asked.ToArray() } }
`;

/** PowerShell text that puts the agent in place, and `Get-Told`, which calls a body and tells what was asked for on the way. */
export function updateAgent(
  state: AgentState & { readonly removal?: Readonly<Record<string, number | boolean>> },
): string {
  const whole = {
    resultCode: 2,
    searchThrows: 0,
    installThrows: 0,
    eulaThrows: 0,
    busy: 0,
    background: null,
    isSloppy: false,
    restartRequired: false,
    restartAfter: false,
    removal: {},
    ...state,
  };
  return `$global:Agent = ${toPowerShell(whole)}\n${fakes}`;
}
