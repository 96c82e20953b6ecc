// A folder of jobs on a machine of the real engine: files, locks and renames are real, in a temporary directory. Rights and tasks are
// played: rights are what the test says, a task is a file in `tasks` with its state, and starting one only marks it as running:
// the test itself runs the job, when and as often as it likes, in a process that can be killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { psrpServer, runScript, type ScriptResult } from './engine.ts';
import { toPowerShell } from './powershell-literal.ts';
import { machineScripts, patience, type WindowsState } from './windows.ts';

/** Who owns a directory and who may do what there, by its last name; `*` for all others. */
export type Rights = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export const goodRights = {
  Owner: 'S-1-5-32-544',
  IsProtected: true,
  IsLink: false,
  Rules: [
    { Account: 'S-1-5-32-544', Allows: true, IsInherited: false },
    { Account: 'S-1-5-18', Allows: true, IsInherited: false },
  ],
};

function touches(folder: string, rights: Rights): string {
  return `
    $global:Folder = ${toPowerShell(folder)}
    $global:Rights = ${toPowerShell({ '*': goodRights, ...rights })}
    function Get-JobRoot { return [System.IO.Path]::Combine($global:Folder, 'patchring', 'jobs') }
    function New-SecureDirectory { param([string] $Path) [void][System.IO.Directory]::CreateDirectory($Path) }
    function Read-DirectorySecurity { param([string] $Path)
      $name = [System.IO.Path]::GetFileName($Path)
      $found = if ($global:Rights.ContainsKey($name)) { $global:Rights[$name] } else { $global:Rights['*'] }
      $rules = @(foreach ($rule in $found.Rules) { [pscustomobject]$rule })
      return [pscustomobject]@{ Owner = $found.Owner; IsProtected = $found.IsProtected; IsLink = $found.IsLink; Rules = $rules } }
    function Get-TaskFile { param([string] $Key) return [System.IO.Path]::Combine($global:Folder, 'tasks', $Key) }
    function Read-JobTask { param([string] $Key)
      $file = Get-TaskFile $Key
      if ([System.IO.File]::Exists($file)) { [pscustomobject]@{ State = [System.IO.File]::ReadAllText($file); LastResult = 267011 } } }
    function Register-JobTask { param([string] $Key, [string] $Script)
      $file = Get-TaskFile $Key
      [void][System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($file))
      [System.IO.File]::AppendAllText($file + '.log', 'registered ' + $Script + [char]10)
      if (-not [System.IO.File]::Exists($file)) { [System.IO.File]::WriteAllText($file, 'ready') } }
    function Start-JobTask { param([string] $Key)
      [System.IO.File]::AppendAllText((Get-TaskFile $Key) + '.log', 'started' + [char]10)
      [System.IO.File]::WriteAllText((Get-TaskFile $Key), 'running') }
    function Unregister-JobTask { param([string] $Key) [System.IO.File]::Delete((Get-TaskFile $Key)) }`;
}

/** What is called about jobs. */
export const jobCommands = ['Start-PatchringJob', 'Get-PatchringJob', 'Stop-PatchringJob', 'Remove-PatchringJob'];

export class JobFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'patchring-jobs-'));
  readonly #state: WindowsState;

  /** @param state the machine; `functions` may replace the bodies of jobs */
  constructor(state: WindowsState = {}) {
    this.#state = state;
  }

  get jobs(): string {
    return join(this.path, 'patchring', 'jobs');
  }

  call(
    command: string,
    parameters: Readonly<Record<string, unknown>>,
    more: { rights?: Rights; functions?: string } = {},
  ): Promise<ScriptResult> {
    // A job finds in its file what its starter was defined with: nothing else is among it.
    const commands = jobCommands.includes(command) || command === 'Invoke-PatchringJob' ? jobCommands : [command];
    return runScript(this.#scripts(more, commands), { name: command, parameters }, patience);
  }

  /** Runs the job as its task would, in this test's engine, and waits for its end. */
  run(key: string, functions = ''): Promise<ScriptResult> {
    return this.call('Invoke-PatchringJob', { Directory: join(this.jobs, key) }, { functions });
  }

  /** Runs the job in a process of its own that can be killed. Resolves when the job has begun. */
  async spawn(key: string, functions: string): Promise<ChildProcess> {
    const { command, args } = psrpServer();
    const child = spawn(command, [args[0] ?? '', 'serve'], { stdio: ['pipe', 'ignore', 'inherit'] });
    const scripts = this.#scripts({ functions }).map(({ text }) => text);
    const call = { name: 'Invoke-PatchringJob', parameters: { Directory: join(this.jobs, key) } };
    child.stdin.write(`${JSON.stringify({ id: 1, op: 'run', scripts, call, timeout: 60_000 })}\n`);
    while (!existsSync(join(this.jobs, key, 'status.xml'))) await new Promise(resolve => setTimeout(resolve, 20));
    return child;
  }

  task(key: string): string | undefined {
    const file = join(this.path, 'tasks', key);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  setTask(key: string, state: string): void {
    writeFileSync(join(this.path, 'tasks', key), state);
  }

  /** What the Task Scheduler was asked for. */
  taskLog(key: string): readonly string[] {
    return readFileSync(join(this.path, 'tasks', `${key}.log`), 'utf8')
      .trimEnd()
      .split('\n');
  }

  files(key: string): readonly string[] {
    return readdirSync(join(this.jobs, key)).sort();
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  /** What stands in for Windows on this machine, to be defined after our functions. */
  replacements(functions = ''): string {
    return this.#scripts({ functions })[1]?.text ?? '';
  }

  #scripts(
    { rights = {}, functions = '' }: { rights?: Rights; functions?: string },
    commands: readonly string[] = jobCommands,
  ): { readonly text: string }[] {
    const replaced = `${touches(this.path, rights)}\n${this.#state.functions ?? ''}\n${functions}`;
    return machineScripts(commands, { ...this.#state, functions: replaced });
  }
}
