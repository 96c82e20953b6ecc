// One step as a pipeline starts it: a Node, a script, a folder, an environment of its own, and nothing of ours besides. It reads along,
// cancels as both pipelines do (SIGINT, 7.5 s, SIGTERM, 2.5 s, then the whole group is killed; facts: pipeline-hosts 3.1, 3.2), and
// looks for secrets in every byte, in forms that are worked out here and not taken from the masker.
import { Buffer } from 'node:buffer';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** How long a cancelled step is waited for after each signal, in ms. */
export interface Patience {
  readonly interrupt: number;
  readonly terminate: number;
}
export const realPatience: Patience = { interrupt: 7_500, terminate: 2_500 };

export interface Ended {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  /** ms from the first signal of a cancel to the end; undefined when nothing was cancelled. */
  readonly tookToStop: number | undefined;
}

export interface StepProcess {
  readonly ended: Promise<Ended>;
  /** What it has said so far. */
  text(): string;
  /** Resolves when the output so far matches; rejects when the step ends without. */
  sees(pattern: RegExp): Promise<void>;
  cancel(patience?: Patience): void;
  /** As when the runner itself is lost. */
  kill(): void;
}

/** @param command the Node, the script and its arguments */
export function startStep(command: readonly string[], cwd: string, env: Readonly<Record<string, string>>): StepProcess {
  const [file = '', ...args] = command;
  const child = spawn(file, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  const watchers = new Set<() => void>();
  const text = (): string => Buffer.concat([...chunks.stdout, ...chunks.stderr]).toString('utf8');
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk: Buffer) => {
      chunks[name].push(chunk);
      for (const watcher of watchers) watcher();
    });
  }
  let cancelledAt: number | undefined;
  const ended = new Promise<Ended>((done, fail) => {
    child.once('error', fail);
    child.once('close', (exitCode, signal) => {
      done({
        exitCode,
        signal,
        stdout: Buffer.concat(chunks.stdout),
        stderr: Buffer.concat(chunks.stderr),
        tookToStop: cancelledAt === undefined ? undefined : performance.now() - cancelledAt,
      });
    });
  });
  const signal = (name: NodeJS.Signals): void => {
    if (child.exitCode === null && child.signalCode === null) child.kill(name);
  };
  const kill = (): void => {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined)
      process.kill(-child.pid, 'SIGKILL');
  };
  return {
    ended,
    kill,
    text,
    sees: pattern =>
      new Promise((found, fail) => {
        const look = (): void => {
          if (!pattern.test(text())) return;
          watchers.delete(look);
          found();
        };
        watchers.add(look);
        look();
        void ended.then(() => fail(new Error(`the step ended without ${pattern}:\n${text().slice(-2_000)}`)));
      }),
    cancel({ interrupt, terminate } = realPatience) {
      cancelledAt = performance.now();
      signal('SIGINT');
      const timers = [setTimeout(() => signal('SIGTERM'), interrupt), setTimeout(kill, interrupt + terminate)];
      void ended.then(() => timers.forEach(clearTimeout));
    },
  };
}

/** The Nodes that both pipelines may give a step, by major version; those that are not on this machine are missing. */
export const nodes: Readonly<Partial<Record<'20' | '24', string>>> = findNodes();

function findNodes(): Partial<Record<'20' | '24', string>> {
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const packaged = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const places = [
    process.execPath,
    process.env.npm_node_execpath ?? '',
    join(root, 'node_modules', packaged, 'bin', file),
    ...(process.env.PATH ?? '').split(delimiter).map(folder => join(folder, file)),
    '/usr/bin/node',
  ];
  const found: Partial<Record<'20' | '24', string>> = {};
  for (const place of new Set(places)) {
    if (place === '' || !existsSync(place)) continue;
    const [major] = execFileSync(place, ['-p', 'process.versions.node'], { encoding: 'utf8' }).split('.');
    if (major === '20' || major === '24') found[major] ??= place;
  }
  return found;
}

/** Every form in which a secret is found in what leaves, told with the place. */
export function findSecrets(place: string, left: Buffer | string, secrets: readonly string[]): readonly string[] {
  const bytes = Buffer.from(left);
  return secrets.flatMap(secret => {
    const utf16 = Buffer.from(secret, 'utf16le');
    const forms = {
      plain: secret,
      base64: Buffer.from(secret).toString('base64').replace(/=+$/, ''),
      'base64 of UTF-16': utf16.toString('base64').replace(/=+$/, ''),
      'URL-encoded': encodeURIComponent(secret),
      'JSON-escaped': JSON.stringify(secret).slice(1, -1),
      'UTF-16': utf16,
    };
    return Object.entries(forms)
      .filter(([, form]) => bytes.includes(form))
      .map(([name]) => `a secret (${name}) in ${place}`);
  });
}

/** The same for every file below a folder. */
export function findSecretsBelow(
  folder: string,
  secrets: readonly string[],
  except: readonly string[] = [],
): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => !except.includes(path) && statSync(join(folder, path)).isFile())
    .flatMap(path => findSecrets(path, readFileSync(join(folder, path)), secrets));
}

/** What a runner hands to a step of its own environment. */
export function plainEnvironment(): Record<string, string> {
  const kept = ['PATH', 'SystemRoot', 'LANG', 'TZ'];
  return Object.fromEntries(kept.flatMap(name => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
}
