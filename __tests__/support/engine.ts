// The real PowerShell engine, for tests of everything that is PowerShell: `__tests__/peers/engine-host` built once into
// `node_modules/.cache` (needs the .NET SDK 10, else `engineAvailable` is false and `engineMissing` says why), then one long-lived
// process a test file. It is the bare engine: no Utility or Management cmdlets, no Windows (facts: powershell-engine).
//   it.skipIf(!engineAvailable)('reads the facts', async ({ skip }) => {
//     const result = await runScript(['src/windows/operations/facts.ps1', { text: 'function Read-Registry { … }' }],
//       { name: 'Get-PatchringFacts', parameters: { Depth: 2 } });
//     expect(result.failure).toBeUndefined(); expect(result.output[0]).toEqual({ … });   // later scripts replace earlier functions
//   });
//   expect((await parseScript('src/windows/operations/facts.ps1')).findings).toEqual([]);
// Without a call the result is what the last script wrote. `clixml` holds each output object as PSRP would send it.
import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';

/** A path from the repository root, or the text itself. */
export type Script = string | { readonly text: string };

/** One call by name, as the product makes it. `true` sets a switch, an object becomes a hashtable, an array an `object[]`. */
export interface ScriptCall {
  readonly name: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** An error record; `hresult` is a signed 32-bit number as .NET has it. */
export interface ScriptError {
  readonly message: string;
  readonly id?: string;
  readonly category?: string;
  readonly exception?: string;
  readonly hresult?: number;
  readonly line?: number;
  readonly where?: string;
}

/** What a run left in each stream. Instants are ISO text, bytes base64, integers beyond 2^53 text. `failure` ended the run. */
export interface ScriptResult {
  readonly output: readonly unknown[];
  readonly clixml: readonly string[];
  readonly errors: readonly ScriptError[];
  readonly warnings: readonly string[];
  readonly verbose: readonly string[];
  readonly information: readonly string[];
  readonly progress: readonly { readonly activity: string; readonly status: string; readonly percent: number }[];
  readonly failure?: ScriptError;
}

/** A place in a script; `rule` is a parse error's message or the name of the broken rule. */
export interface ScriptFinding {
  readonly rule: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** What the parser knows of a script: its faults, what 5.1 lacks in it, which functions it defines and which commands it calls. */
export interface ParsedScript {
  readonly errors: readonly ScriptFinding[];
  readonly findings: readonly ScriptFinding[];
  readonly functions: readonly {
    readonly name: string;
    readonly line: number;
    readonly parameters: readonly { readonly name: string; readonly type: string; readonly mandatory: boolean }[];
  }[];
  readonly commands: readonly string[];
}

/** A bench is bundled elsewhere, and runs in the root. */
const isRoot = (folder: string): boolean => existsSync(join(folder, '__tests__/peers/engine-host'));
const root = [resolve(import.meta.dirname, '../..'), process.cwd()].find(isRoot) ?? process.cwd();
const project = join(root, '__tests__/peers/engine-host');
const environment = { ...process.env, DOTNET_NOLOGO: '1', DOTNET_CLI_TELEMETRY_OPTOUT: '1' };
const run = promisify(execFile);

/** Builds the host into a folder named after its sources, so that a change builds anew and nothing is ever stale. */
async function buildHost(): Promise<string> {
  const digest = createHash('sha256');
  for (const name of readdirSync(project).sort()) {
    if (/\.(cs|csproj|json)$/.test(name)) digest.update(name).update(readFileSync(join(project, name)));
  }
  const cache = join(root, 'node_modules/.cache/patchring');
  const host = join(cache, `engine-host-${digest.digest('hex').slice(0, 16)}`);
  if (existsSync(host)) return host;
  await mkdir(cache, { recursive: true });
  // Test files run in parallel: each builds aside and the first to finish wins.
  const aside = await mkdtemp(join(cache, 'building-'));
  const settings = [
    `-p:BaseIntermediateOutputPath=${aside}/obj/`,
    '-p:RestoreLockedMode=true',
    '-p:UseSharedCompilation=false',
  ];
  try {
    await run('dotnet', ['build', '-c', 'Release', '-o', `${aside}/out`, '-v', 'q', '-nodeReuse:false', ...settings], {
      cwd: project,
      env: environment,
    });
    await rename(`${aside}/out`, host).catch((cause: unknown) => {
      if (!existsSync(host)) throw cause;
    });
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return host;
}

const built = await buildHost().then(
  folder => ({ dll: join(folder, 'engine-host.dll'), missing: '' }),
  (cause: Error & { stdout?: string }) => ({
    dll: undefined,
    missing: /ENOENT|compatible .NET SDK/.test(cause.message)
      ? 'no .NET SDK 10'
      : `engine host does not build: ${/error [^\n]*/.exec(cause.stdout ?? '')?.[0] ?? cause.message}`,
  }),
);

/** Whether a real engine can be driven here. */
export const engineAvailable = built.dll !== undefined;

/** Why not, for the name or note of a skipped test; empty where there is one. */
export const engineMissing = built.missing;

/** The command line of the engine's own PSRP server, which speaks on standard input and output. */
export function psrpServer(): { readonly command: string; readonly args: readonly string[] } {
  return { command: 'dotnet', args: [hostDll(), 'psrp'] };
}

/** A command that runs what follows -EncodedCommand as `pwsh` would. */
export function pwshStandIn(): { readonly command: string; readonly args: readonly string[] } {
  return { command: 'dotnet', args: [hostDll(), 'pwsh'] };
}

/** Runs scripts in one fresh runspace, in order and in its global scope, then the call. `timeout` in milliseconds stops it. */
export async function runScript(
  scripts: readonly Script[],
  call?: ScriptCall,
  timeout = 15_000,
): Promise<ScriptResult> {
  return (await ask({ op: 'run', scripts: scripts.map(textOf), call, timeout })) as unknown as ScriptResult;
}

/** A session configuration file, and the folder in which its modules are. */
export interface JeaSession {
  readonly configuration: string;
  readonly modules: string;
}

/** One call, or a script, in a session as that configuration makes it. */
export async function runInJea(
  session: JeaSession,
  asked: ScriptCall | { readonly text: string },
): Promise<ScriptResult> {
  const what = 'text' in asked ? { scripts: [asked.text] } : { scripts: [], call: asked };
  return (await ask({ op: 'run', ...session, ...what, timeout: 15_000 })) as unknown as ScriptResult;
}

/** Parses a script without running it. */
export async function parseScript(script: Script): Promise<ParsedScript> {
  return (await ask({ op: 'parse', text: textOf(script) })) as unknown as ParsedScript;
}

function textOf(script: Script): string {
  return typeof script === 'string' ? readFileSync(resolve(root, script), 'utf8') : script.text;
}

function hostDll(): string {
  if (built.dll === undefined) throw new Error(`there is no PowerShell engine here: ${engineMissing}`);
  return built.dll;
}

type Answer = Record<string, unknown> & { readonly id: number; readonly fault?: string };

let host: ChildProcessByStdio<Writable, Readable, null> | undefined;
let lastId = 0;
const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (cause: Error) => void }>();

function start(): ChildProcessByStdio<Writable, Readable, null> {
  // The host ends by itself when the test process is gone, since its standard input closes then.
  const child = spawn('dotnet', [hostDll(), 'serve'], { env: environment, stdio: ['pipe', 'pipe', 'inherit'] });
  createInterface({ input: child.stdout }).on('line', line => {
    const answer = JSON.parse(line) as Answer;
    const asker = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.fault === undefined) asker?.resolve(answer);
    else asker?.reject(new Error(answer.fault));
  });
  child.once('exit', code => {
    host = undefined;
    for (const asker of waiting.values()) asker.reject(new Error(`the PowerShell engine ended with ${code}`));
    waiting.clear();
  });
  child.unref();
  for (const pipe of [child.stdin, child.stdout]) (pipe as unknown as { unref(): void }).unref();
  return child;
}

function ask(request: Record<string, unknown>): Promise<Answer> {
  host ??= start();
  const { stdin } = host;
  lastId += 1;
  const id = lastId;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    stdin.write(`${JSON.stringify({ ...request, id })}\n`);
  });
}
