// Starts PowerShell for the token source: the one place of the client that starts a process. No shell, no profile, nothing secret
// on the command line; the script travels there encoded, everything else over standard input.
// The process never keeps ours alive: its pipes count only while somebody waits for an answer, and it ends when its input does.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WinrmError } from '../../errors.ts';
import script from './source.ps1';
import { type StartProcess, TokenSource } from './tokens.ts';

export interface Interpreter {
  /** PowerShell 7.3 or later; default `pwsh`. */
  readonly command: string;
  /** In front of our own arguments. */
  readonly args?: readonly string[];
  /** Beside our own environment, e.g. KRB5_CONFIG or KRB5_CLIENT_KTNAME. */
  readonly env?: Readonly<Record<string, string>>;
}

const ENCODED = Buffer.from(script, 'utf16le').toString('base64');
const ARGUMENTS = ['-NoLogo', '-NoProfile', '-NonInteractive', '-OutputFormat', 'Text', '-EncodedCommand', ENCODED];
const QUOTE = 300;

function missing(command: string, cause: Error): WinrmError {
  return new WinrmError('WINRM_KERBEROS_INTERPRETER_MISSING', `${command} cannot be started`, { cause, sent: false });
}

function ended(command: string, code: number | null, said: string): WinrmError {
  const what = `${command} has ended (${code ?? 'by a signal'})`;
  return new WinrmError('WINRM_KERBEROS_FAILED', what, { sent: false, peerText: said.slice(-QUOTE) });
}

/** A runner puts the inputs of a step there in clear, passwords too. */
function withoutInputs(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^INPUT_/i.test(name)));
}

/** Starts the script in an interpreter of one's own choice. */
export function processStarter(interpreter: Interpreter): StartProcess {
  const { command, args = [], env = {} } = interpreter;
  return listener => {
    // MIT Kerberos says why something failed in its trace and nowhere else.
    const folder = mkdtempSync(join(tmpdir(), 'patchring-'));
    const child = spawn(command, [...args, ...ARGUMENTS], {
      env: { ...withoutInputs(process.env), ...env, KRB5_TRACE: join(folder, 'trace') },
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let said = '';
    let over = false;
    const clean = (): void => rmSync(folder, { recursive: true, force: true });
    process.once('exit', clean);
    const finish = (error: WinrmError): void => {
      if (over) return;
      over = true;
      process.off('exit', clean);
      clean();
      listener.onEnd(error);
    };
    createInterface({ input: child.stdout }).on('line', line => listener.onLine(line));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-QUOTE);
    });
    // A broken pipe is told by the end of the process.
    child.stdin.on('error', () => {});
    child.once('error', cause => finish(missing(command, cause)));
    child.once('close', code => finish(ended(command, code, said)));
    const pipes = [child.stdin, child.stdout, child.stderr] as unknown as { ref(): void; unref(): void }[];
    const hold = (busy: boolean): void => {
      for (const item of [child, ...pipes]) busy ? item.ref() : item.unref();
    };
    hold(false);
    return { write: line => child.stdin.write(line), hold, end: () => child.stdin.end() };
  };
}

const sources = new Map<string, TokenSource>();

/** The token source of an interpreter: one process for all machines, started when it is first asked. */
export function tokenSource(interpreter: Interpreter = { command: 'pwsh' }): TokenSource {
  const key = JSON.stringify(interpreter);
  const known = sources.get(key);
  if (known !== undefined) return known;
  const after = (milliseconds: number, callback: () => void): (() => void) => {
    const timer = setTimeout(callback, milliseconds).unref();
    return () => clearTimeout(timer);
  };
  const source = new TokenSource({ start: processStarter(interpreter), after });
  sources.set(key, source);
  return source;
}
