// Commands of the runner: a list of arguments, never a shell, with a limit of time and a limit of output. Standard error is not read at
// all, because what a command says there may hold a secret that nobody knows yet. The environment is ours without the inputs of the
// step, which GitHub puts there in clear. Nothing throws: how a command ended is an answer.
// execa is loaded with the first command: most runs need none, and a start must be quick.
import { isAbsolute, resolve } from 'node:path';

export interface RunnerCommand {
  /** The command and its arguments. A path is taken from the directory, a bare name from PATH. */
  readonly command: readonly string[];
  readonly directory: string;
  /** Milliseconds. */
  readonly timeout: number;
  /** Characters of standard output. */
  readonly limit: number;
  /** Beside our own environment; `undefined` takes a name away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** For standard input; nothing is there when left out. */
  readonly input?: Uint8Array;
  /** Ends the command. */
  readonly signal?: AbortSignal | undefined;
}

export type CommandEnd =
  | { readonly kind: 'done'; readonly output: string }
  /** It could not be started, and the system's word for why. */
  | { readonly kind: 'missing'; readonly why: string }
  /** @param how `exit code 3`, `signal SIGSEGV`; `output`: what it had printed until then */
  | { readonly kind: 'failed'; readonly how: string; readonly output: string; readonly exitCode?: number }
  | { readonly kind: 'overdue'; readonly output: string }
  | { readonly kind: 'tooLong' }
  | { readonly kind: 'aborted' };

function pathOf(command: string, directory: string): string {
  return /[/\\]/.test(command) && !isAbsolute(command) ? resolve(directory, command) : command;
}

function environmentWith(more: RunnerCommand['environment']): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...process.env, ...more })) {
    if (value !== undefined && !/^INPUT_/i.test(name)) kept[name] = value;
  }
  return kept;
}

export async function runCommand(options: RunnerCommand): Promise<CommandEnd> {
  const { command, directory, timeout, limit, environment, input, signal } = options;
  const { execa } = await import('execa');
  const [file = '', ...args] = command;
  const running = execa(pathOf(file, directory), args, {
    cwd: directory,
    env: environmentWith(environment),
    extendEnv: false,
    ...(input === undefined ? { stdin: 'ignore' } : { input }),
    stderr: 'ignore',
    timeout,
    maxBuffer: limit,
    reject: false,
    windowsHide: true,
    killSignal: 'SIGKILL',
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  });
  // What the command has started may hold its output open when it has ended itself, by its own will or by ours.
  const letGo = (): void => void running.stdout?.destroy();
  const late = setTimeout(letGo, timeout);
  running.once('exit', (_, ending) => ending !== null && letGo());
  const result = await running;
  clearTimeout(late);
  if (result.isCanceled) return { kind: 'aborted' };
  const output = String(result.stdout ?? '');
  if (result.timedOut) return { kind: 'overdue', output };
  if (result.isMaxBuffer) return { kind: 'tooLong' };
  if (!result.failed) return { kind: 'done', output };
  if (result.exitCode !== undefined) {
    return { kind: 'failed', how: `exit code ${result.exitCode}`, output, exitCode: result.exitCode };
  }
  if (result.signal !== undefined) return { kind: 'failed', how: `signal ${result.signal}`, output };
  return { kind: 'missing', why: result.code ?? 'it cannot be started' };
}
