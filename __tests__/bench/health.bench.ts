// The health base pack in the real PowerShell engine, with the small functions that touch Windows replaced by data of a busy server: 250
// services, 10,000 events in the week before, 60 packages. What is timed is our own work on what Windows gives, in a runspace that has not
// run it before; what Windows itself takes to give it (facts: windows-servicing 5.1) is not here and comes on top, and the stand-ins
// that sift the events for us are slower than Windows.
import { engineAvailable, engineMissing, runScript } from '../support/engine.ts';
import { machineScripts, patience, type WindowsState } from '../support/windows.ts';
import { having, server } from '../support/windows-server.ts';
import { row, title } from './harness.ts';

const repetitions = 5;
const day = 86_400_000;
const now = Date.now();

const service = (index: number) => ({
  Name: `Service${index}`,
  StartMode: index % 3 === 0 ? 'Manual' : 'Auto',
  DelayedAutoStart: index % 5 === 0,
  State: index % 7 === 0 ? 'Stopped' : 'Running',
  ExitCode: 0,
});
const event = (index: number) => ({
  Provider: ['Service Control Manager', 'Schannel', 'DCOM', 'Application Error'][index % 4],
  Id: 7000 + (index % 40),
  Level: 2,
  RecordId: index + 1,
  At: new Date(now - (index % 1_000) * ((7 * day) / 1_000)),
  Values: [`Service${index % 30}`, '1'],
});
const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const busy: WindowsState = having(server, {
  cim: { Win32_Service: many(250, service) },
  events: { System: many(5_000, event), Application: many(5_000, event) },
  packages: many(60, at => ({
    Name: `Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.${at}`,
    State: 'Installed',
    ReleaseType: 'SecurityUpdate',
    InstalledAt: new Date(now - at * day),
  })),
});

/** By the engine's own watch: what a test needs to describe its Windows is not counted. */
const watch = `function Get-Time { param([string] $Command)
  $watch = [System.Diagnostics.Stopwatch]::StartNew(); [void](& $Command); $watch.Elapsed.TotalMilliseconds }`;

async function measured(what: string, command: string, state: WindowsState, budget?: number): Promise<void> {
  const scripts = machineScripts([command], { ...state, functions: watch });
  const values: number[] = [];
  for (let turn = 0; turn <= repetitions; turn += 1) {
    const call = { name: 'Get-Time', parameters: { Command: command } };
    const { failure, output } = await runScript(scripts, call, patience);
    const [took] = output;
    if (typeof took !== 'number') throw new Error(`${command} failed: ${failure?.message ?? 'it gave no time'}`);
    // The first one compiles the engine itself.
    if (turn > 0) values.push(took);
  }
  row({ what, values, unit: 'ms', ...(budget === undefined ? {} : { budget }) });
}

// The engine's process does not keep ours alive.
setInterval(() => {}, 60_000);
if (engineAvailable) {
  title('the health base pack in the real engine, a fresh runspace each');
  await measured('Get-PatchringHealth, a quiet server', 'Get-PatchringHealth', server, 10_000);
  await measured('Get-PatchringHealth, a busy server', 'Get-PatchringHealth', busy, 10_000);
  for (const one of ['Get-PatchringBoot', 'Get-PatchringFacts', 'Get-PatchringHotpatch'])
    await measured(`${one}, a busy server`, one, busy);
} else console.log(`\nhealth: skipped: ${engineMissing}`);
process.exit();
