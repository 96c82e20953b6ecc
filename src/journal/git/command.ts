// How git is called: a list of arguments, no shell, no prompt, no hook, no word of it read but what it writes to standard output for
// programs. What a checkout was given to speak to its remote (headers, helpers, proxies, certificates, SSH) is read from its own
// configuration and handed on in the environment: an argument could be seen by every process of the computer, and what a system or a
// person has set for all repositories reaches git as ever.
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { remoteMissing, repositoryMissing, toolMissing } from './trouble.ts';

export interface GitCall {
  readonly command: readonly string[];
  /** Relative addresses of remotes begin here. */
  readonly directory: string;
  /** `undefined` takes a name away. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly input?: Uint8Array;
  /** Milliseconds. */
  readonly timeout: number;
  /** Characters of standard output. */
  readonly limit: number;
  /** Ends the call. */
  readonly signal?: AbortSignal | undefined;
}

export type GitEnd =
  | { readonly kind: 'done'; readonly output: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly exitCode?: number }
  | { readonly kind: 'overdue' | 'tooLong' | 'aborted' };

/** Runs a process. Handed in, so that this room starts none itself. */
export type RunGit = (call: GitCall) => Promise<GitEnd>;

/** The remote's name in our own repository, whatever it is called in the checkout. */
export const remoteName = 'ledger';
/** A call may carry what was pushed to a slow server, and no more: then it is asked again. */
export const callTime = 60_000;
const outputLimit = 400_000_000;

/** Variables that would lead git to another repository than the one that is meant. */
const misleading = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_NAMESPACE',
  'GIT_SHALLOW_FILE',
  'GIT_QUARANTINE_PATH',
  'GIT_CONFIG',
];

type Setting = readonly [key: string, value: string];

const always: readonly Setting[] = [
  ['core.hooksPath', '/dev/null'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['core.autocrlf', 'false'],
];

/** What a checkout knows about speaking to a remote. */
const needed =
  /^(?:(?:http|credential|url|protocol|ssh)\..*|core\.(?:sshcommand|askpass|gitproxy)|remote\.ledger\.(?:url|pushurl|proxy|proxyauthmethod|uploadpack|receivepack))$/is;

/** With the settings as git reads them from its environment (2.31 and later), after those that stand there already. */
function environmentOf(settings: readonly Setting[]): Record<string, string | undefined> {
  const before = Number(process.env.GIT_CONFIG_COUNT ?? 0) || 0;
  const all: Record<string, string | undefined> = {
    ...Object.fromEntries(misleading.map(name => [name, undefined])),
    GIT_TERMINAL_PROMPT: '0',
    GCM_INTERACTIVE: 'never',
    GIT_CONFIG_COUNT: String(before + settings.length),
  };
  for (const [index, [key, value]] of settings.entries()) {
    all[`GIT_CONFIG_KEY_${before + index}`] = key;
    all[`GIT_CONFIG_VALUE_${before + index}`] = value;
  }
  return all;
}

export interface GitAsk {
  readonly input?: Uint8Array | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type Git = (args: readonly string[], ask?: GitAsk) => Promise<GitEnd>;

/** Git as it speaks for the checkout. @throws LEDGER_GIT_MISSING, LEDGER_REPOSITORY_MISSING, LEDGER_REMOTE_MISSING */
export async function gitFor(run: RunGit, checkout: string): Promise<Git> {
  const callWith =
    (settings: readonly Setting[]): Git =>
    (args, { input, signal } = {}) =>
      run({
        command: ['git', ...args],
        directory: checkout,
        environment: environmentOf(settings),
        timeout: callTime,
        limit: outputLimit,
        ...(input === undefined ? {} : { input }),
        signal,
      });
  const first = callWith(always);
  await refuseOld(first);
  const found = await first(['config', '--local', '--includes', '--list', '-z']);
  if (found.kind !== 'done') throw repositoryMissing(checkout, hasRepository(checkout));
  return callWith([...settingsIn(found.output), ...always]);
}

/** Git 2.31 (March 2021) is the first to read settings from its environment. */
async function refuseOld(git: Git): Promise<void> {
  const said = await git(['version']);
  const [, major, minor] = /(\d+)\.(\d+)/.exec(said.kind === 'done' ? said.output : '') ?? [];
  if (major === undefined) throw toolMissing('git cannot be started here');
  if (Number(major) < 2 || (Number(major) === 2 && Number(minor) < 31))
    throw toolMissing(`git ${major}.${minor} is too old`);
}

function settingsIn(output: string): readonly Setting[] {
  const all = output.split('\0').flatMap((entry): readonly Setting[] => {
    const [key = '', ...value] = entry.split('\n');
    return key === '' ? [] : [[key, value.length === 0 ? 'true' : value.join('\n')]];
  });
  const names = [...new Set(all.flatMap(([key]) => /^remote\.(.+)\.url$/s.exec(key)?.[1] ?? []))];
  const name = names.includes('origin') ? 'origin' : names[0];
  if (name === undefined || (name !== 'origin' && names.length > 1)) throw remoteMissing(names);
  return all
    .filter(([key]) => !key.startsWith(`remote.${remoteName}.`) || name === remoteName)
    .map(([key, value]): Setting => [key.replace(`remote.${name}.`, `remote.${remoteName}.`), value])
    .filter(([key]) => needed.test(key));
}

function hasRepository(directory: string): boolean {
  for (let folder = resolve(directory); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return true;
    if (folder === dirname(folder)) return false;
  }
}
