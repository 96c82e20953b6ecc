// Work on the component store, run by the real engine: the command really runs in a session of its own, and a sign of life is left only
// while something moves that servicing alone moves.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { engineAvailable, engineMissing, runScript } from '../../support/engine.ts';
import { machineScripts, patience } from '../../support/windows.ts';

interface Played {
  /** Percent that the command says at each look; it has ended after the last. */
  readonly percents: readonly number[];
  /** What servicing has moved at each look, beginning before the first. */
  readonly pulses: readonly string[];
}

/** Only the command is played: looks come as fast as the engine can. */
async function play({ percents, pulses }: Played) {
  const functions = `
$global:Told = [System.Collections.Generic.List[string]]::new()
$global:Percents = [System.Collections.Generic.Queue[int]]::new([int[]]@(${percents.join(', ')}))
$global:Pulses = [System.Collections.Generic.Queue[string]]::new([string[]]@(${pulses.map(one => `'${one}'`).join(', ')}))
function Wait-Moment { param([int] $Milliseconds) }
function Read-ServicingPulse { return $global:Pulses.Dequeue() }
function Start-StoreWork { param([string] $Command, [hashtable] $Parameters)
  $handle = [pscustomobject]@{}
  $handle.PSObject.Properties.Add([System.Management.Automation.PSScriptProperty]::new('IsCompleted', { $global:Percents.Count -eq 0 }))
  return [pscustomobject]@{ Handle = $handle } }
function Read-StorePercent { param([object] $Work) return $global:Percents.Dequeue() }
function Complete-StoreWork { param([object] $Work) return [pscustomobject]@{ RestartNeeded = $true } }
function Write-JobProgress { param([string] $Directory, $Percent, [string] $Note) $global:Told.Add([string]$Percent + ' ' + $Note) }
function Get-All { $needs = Add-StorePackage -Path 'x.msu' -Span @{ Directory = '/job'; From = 50; To = 95; Note = 'installing' }
  [pscustomobject]@{ needs = $needs; told = $global:Told.ToArray() } }`;
  const { output, failure } = await runScript(
    machineScripts(['Start-PatchringJob'], { functions }),
    { name: 'Get-All' },
    patience,
  );
  expect(failure).toBeUndefined();
  return output[0] as { readonly needs: boolean; readonly told: readonly string[] };
}

const real = (functions: string, name: string, parameters: Readonly<Record<string, unknown>> = {}) =>
  runScript(machineScripts(['Start-PatchringJob'], { functions }), { name, parameters }, patience);

describe.skipIf(!engineAvailable)(`Invoke-StoreWork${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  it('says how far the command is, and that a restart is needed', async () => {
    const said = await play({ percents: [0, 20, 60, 100], pulses: ['a', 'a', 'a', 'a', 'a'] });
    expect(said).toEqual({ needs: true, told: ['50 installing', '59 installing', '77 installing', '95 installing'] });
  });

  it('lives while servicing moves, although the command says nothing', async () => {
    const { told } = await play({ percents: [0, 0, 0], pulses: ['a', 'b', 'c', 'd'] });
    expect(told).toHaveLength(4);
  });

  it('falls silent when nothing moves any more, however often we look', async () => {
    const { told } = await play({ percents: [10, 10, 10, 10], pulses: ['a', 'a', 'a', 'a', 'a'] });
    expect(told).toEqual(['50 installing', '54.5 installing']);
  });

  it('runs a command in a session of its own, and gives what it wrote', async () => {
    const call = `function Get-All { $ErrorActionPreference = 'Stop'; (Complete-StoreWork -Work (Start-StoreWork -Command 'Get-Command' -Parameters @{ Name = 'Get-Command' })).Name }`;
    expect((await real(call, 'Get-All')).output).toEqual(['Get-Command']);
  });

  it.each(['Continue', 'Stop'])('throws what the command failed with, whether it ends it or not (%s)', async action => {
    const call = `function Get-All { $ErrorActionPreference = 'Stop'; Complete-StoreWork -Work (Start-StoreWork -Command 'Get-Command' -Parameters @{ Name = 'No-Such'; ErrorAction = '${action}' }) }`;
    const { failure, output } = await real(call, 'Get-All');
    expect([output, failure?.message]).toEqual([[], expect.stringContaining('No-Such')]);
  });

  it('leaves no sign of life for an agent of which nothing moves, and one for every byte that comes', async () => {
    const call = `
$global:Told = 0
$global:Bytes = [System.Collections.Generic.Queue[string]]::new([string[]]@('1', '1', '1', '2', '2', '3'))
function Wait-Moment { param([int] $Milliseconds) }
function Write-JobProgress { param([string] $Directory, $Percent, [string] $Note) $global:Told++ }
function Start-UpdateWork { param([object] $Worker)
  $job = [pscustomobject]@{}
  $job.PSObject.Properties.Add([System.Management.Automation.PSScriptProperty]::new('IsCompleted', { $global:Bytes.Count -eq 0 }))
  return $job }
function Read-WorkProgress { param([object] $Job) return [pscustomobject]@{ Percent = 40; Bytes = $global:Bytes.Dequeue() } }
function Complete-UpdateWork { param([object] $Worker, [object] $Job) return $global:Told }
function Get-All { Invoke-UpdateWork -Directory '/job' -Worker 'x' -From 5 -To 30 -Note 'downloading' }`;
    expect((await real(call, 'Get-All')).output).toEqual([4]);
  });

  it('copies a file whole, in pieces', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'patchring-copy-'));
    try {
      const bytes = Buffer.alloc(3 * 2 ** 20 + 17, 'package');
      writeFileSync(join(folder, 'from.cab'), bytes);
      const slow = `
function Write-JobProgress { param([string] $Directory, $Percent, [string] $Note) }
function Get-All { param([string] $From, [string] $To) Copy-PackageFile -From $From -To $To -Sign @{ Directory = '/job'; Percent = 5; Note = 'copying' } }`;
      const parameters = { From: join(folder, 'from.cab'), To: join(folder, 'to.cab') };
      expect((await real(slow, 'Get-All', parameters)).failure).toBeUndefined();
      expect(readFileSync(join(folder, 'to.cab')).equals(bytes)).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** A call of the agent that blocks until somebody beside it has looked four times. @param pulse what each look sees, as PowerShell text */
async function block(call: 'search' | 'install', pulse: string, more = '') {
  const folder = mkdtempSync(join(tmpdir(), 'patchring-watch-'));
  try {
    for (const name of ['looks', 'beats']) writeFileSync(join(folder, name), '');
    const functions = `
function Wait-WatchEnd { param([System.Threading.ManualResetEventSlim] $End, [int] $Milliseconds) return $End.Wait(2) }
function Read-AgentPulse { [System.IO.File]::AppendAllText('${folder}/looks', '.'); return ${pulse} }
function Write-JobProgress { param([string] $Directory, $Percent, [string] $Note) [System.IO.File]::AppendAllText('${folder}/beats', [string]$Percent + ' ' + $Note + '|') }
function Start-UpdateWork { param([object] $Worker) throw 'not in the background' }
${more}
function Get-All {
  $agent = [pscustomobject]@{}
  $blocks = { for ($turn = 0; $turn -lt 4000 -and [System.IO.FileInfo]::new('${folder}/looks').Length -lt 5; $turn++) { [System.Threading.Thread]::Sleep(5) }
    [pscustomobject]@{ ResultCode = 2; Updates = @() } }
  foreach ($name in 'Search', 'Install') { $agent.PSObject.Methods.Add([System.Management.Automation.PSScriptMethod]::new($name, $blocks)) }
  ${call === 'search' ? "[void](Search-Update -Directory '/job' -Searcher $agent -Criteria 'x')" : "[void](Invoke-UpdateWork -Directory '/job' -Worker $agent -From 30 -To 90 -Note 'installing' -Final)"}
  [System.IO.FileInfo]::new('${folder}/looks').Length }`;
    const { output, failure } = await real(functions, 'Get-All');
    expect(failure).toBeUndefined();
    expect(output[0]).toBeGreaterThanOrEqual(5);
    return readFileSync(join(folder, 'beats'), 'utf8').split('|').slice(0, -1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.skipIf(!engineAvailable)(`a call that blocks${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  const moving = '[guid]::NewGuid().ToString()';

  it('leaves signs of life while something of the agent’s moves: a search, and an installation in the foreground', async () => {
    const searching = await block('search', moving);
    expect(searching.length).toBeGreaterThanOrEqual(3);
    expect(new Set(searching)).toEqual(new Set([' searching']));
    const installing = await block('install', moving);
    expect(installing.length).toBeGreaterThanOrEqual(4);
    expect(new Set(installing)).toEqual(new Set(['30 installing']));
  });

  it('falls silent where nothing moves, however often somebody looks', async () => {
    expect(await block('search', "'still'")).toEqual([]);
    expect(await block('install', "'still'")).toEqual(['30 installing']);
  });

  it('is no worse off where nobody can watch it', async () => {
    const looks = 'foreach ($turn in 1..5) { [void](Read-AgentPulse) }';
    const bad = `function Watch-Work { param([string] $Directory, $Percent, [string] $Note, $End) ${looks} throw 'nobody' }`;
    expect(await block('install', moving, bad)).toEqual(['30 installing']);
  });
});
