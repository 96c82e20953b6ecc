// One branch of a remote as a small store of files. It is read and written through a repository of our own in a temporary folder: the
// checkout, its index and its HEAD are not touched, and it may be shallow or detached. A change is one commit, pushed only if the branch
// still stands where it was read: whoever comes second reads again and decides anew. What became of a push is asked of the remote.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FailureError } from '../../model/failure.ts';
import { codeOf } from '../disk.ts';
import { callTime, type Git, type GitAsk, type GitEnd, gitFor, type RunGit, remoteName } from './command.ts';
import { type Change, filesIn, pieces, streamOf } from './stream.ts';
import { cutShort, pushDenied, pushOvertaken, pushRejected, remoteUnreachable, workFailed } from './trouble.ts';

export interface Snapshot {
  /** Undefined: the branch is not there yet. */
  readonly head: string | undefined;
  /** Path → the name of its content. */
  readonly files: ReadonlyMap<string, string>;
}

export interface BranchOptions {
  readonly run: RunGit;
  readonly checkout: string;
  /** Where our own repository may be made; it goes with the process. */
  readonly temporary: string;
  readonly branch: string;
  /** Waits in ms before asking again after trouble; jittered. */
  readonly patience: readonly number[];
  /** Aborts when nothing may be waited for any more: from then on the remote is not spoken to. */
  readonly letGo?: AbortSignal | undefined;
}

/** Changes that others win in a row before we give up. */
const racesAtMost = 200;
/** Our repository begins anew after so many commits: each leaves a few small files in it. */
const commitsAtMost = 400;
const tip = 'refs/patchring/tip';

const nothing: Snapshot = { head: undefined, files: new Map() };

/** The name that git gives to a content. */
export function contentName(text: string): string {
  const bytes = Buffer.from(text);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

export class Branch {
  readonly name: string;
  readonly #options: BranchOptions;
  #git: Promise<Git> | undefined;
  #folder: string | undefined;
  #commits = 0;
  #known: Snapshot = nothing;
  #line: Promise<unknown> = Promise.resolve();

  constructor(options: BranchOptions) {
    this.#options = options;
    this.name = options.branch;
  }

  /** As this process knows it: what it read or pushed last. */
  get known(): Snapshot {
    return this.#known;
  }

  /** As the remote has it now. */
  read(): Promise<Snapshot> {
    return this.#inLine(() => this.#refresh());
  }

  /** The contents, in the order of their names. */
  async texts(names: readonly string[]): Promise<readonly string[]> {
    if (names.length === 0) return [];
    const input = Buffer.from(names.map(name => `${name}\n`).join(''));
    return pieces(await this.#own(['cat-file', '--batch'], input), names.length);
  }

  /** One commit on top of what the remote has; composed anew whenever somebody else was first. `undefined`: nothing to do. */
  change(compose: (at: Snapshot) => Promise<Change | undefined> | Change | undefined): Promise<void> {
    return this.#inLine(() => this.#change(compose));
  }

  #inLine<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#line.then(work, work);
    this.#line = mine.catch(() => {});
    return mine;
  }

  async #change(compose: (at: Snapshot) => Promise<Change | undefined> | Change | undefined): Promise<void> {
    const { patience } = this.#options;
    if (this.#commits > commitsAtMost) this.#discard();
    let at = this.#known.head === undefined ? await this.#refresh() : this.#known;
    let troubles = 0;
    for (let races = 0; races < racesAtMost; ) {
      const change = await compose(at);
      if (change === undefined) return;
      const commit = await this.#commit(at, change);
      const end = await this.#push(commit, at.head);
      // A push that failed may have arrived all the same, and one that lost a race looks like one that was refused: the remote knows.
      const now = end.kind === 'done' ? commit : await this.#remoteHead();
      if (now === commit) {
        this.#known = { head: commit, files: filesAfter(at.files, change) };
        return;
      }
      if (now !== at.head) {
        races += 1;
        await this.#pause(Math.min(20 * races, 1_000));
        at = await this.#refresh();
        continue;
      }
      if (troubles >= patience.length) throw this.#whyNotPushed(end);
      await this.#pause(patience[troubles] ?? 0);
      troubles += 1;
    }
    throw pushOvertaken(this.name);
  }

  #whyNotPushed(end: GitEnd): FailureError {
    // 1: the remote answered and said no to this branch. 128: it did not let us speak of it at all.
    if (end.kind === 'failed' && end.exitCode === 1) return pushRejected(this.name);
    return end.kind === 'failed' ? pushDenied(this.name) : remoteUnreachable(this.name);
  }

  async #commit(at: Snapshot, change: Change): Promise<string> {
    this.#commits += 1;
    const stream = streamOf({ ref: tip, parent: at.head, at: Date.now(), change });
    const said = await this.#own(['fast-import', '--quiet', '--done', '--force'], stream);
    const [commit] = /^[0-9a-f]{40}$/m.exec(said) ?? [];
    if (commit === undefined) throw workFailed('fast-import named no commit');
    return commit;
  }

  async #push(commit: string, expected: string | undefined): Promise<GitEnd> {
    const ref = `refs/heads/${this.name}`;
    const quiet = ['--quiet', '--no-verify', '--no-signed', '--no-follow-tags', '--recurse-submodules=no'];
    const lease = `--force-with-lease=${ref}:${expected ?? ''}`;
    return this.#remote(['push', ...quiet, lease, remoteName, `${commit}:${ref}`]);
  }

  async #refresh(): Promise<Snapshot> {
    const head = await this.#remoteHead();
    if (head === undefined) this.#known = nothing;
    else if (head !== this.#known.head) this.#known = await this.#fetch();
    return this.#known;
  }

  async #remoteHead(): Promise<string | undefined> {
    const said = await this.#patiently(['ls-remote', remoteName, `refs/heads/${this.name}`]);
    return /^[0-9a-f]{40}/.exec(said)?.[0];
  }

  async #fetch(): Promise<Snapshot> {
    const quiet = ['--quiet', '--depth=1', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules'];
    await this.#patiently(['fetch', ...quiet, remoteName, `+refs/heads/${this.name}:${tip}`]);
    const head = (await this.#own(['rev-parse', '--verify', tip])).trim();
    return { head, files: filesIn(await this.#own(['ls-tree', '-r', '-z', head])) };
  }

  /** Asks the remote again and again for as long as the patience lasts. */
  async #patiently(args: readonly string[]): Promise<string> {
    for (const wait of [...this.#options.patience, undefined]) {
      const end = await this.#remote(args);
      if (end.kind === 'done') return end.output;
      if (wait === undefined || end.kind === 'missing') break;
      await this.#pause(wait);
    }
    throw remoteUnreachable(this.name);
  }

  /** Work in our own repository, which has no reason to fail. */
  async #own(args: readonly string[], input?: Uint8Array): Promise<string> {
    const end = await this.#call(args, { input });
    if (end.kind === 'done') return end.output;
    throw workFailed(`${args[0]} ended with ${end.kind === 'failed' ? `exit code ${end.exitCode}` : end.kind}`);
  }

  /** What a remote does not answer in time may have arrived all the same. Throws JOURNAL_CUT_SHORT. */
  async #remote(args: readonly string[]): Promise<GitEnd> {
    const { letGo: signal } = this.#options;
    const end = signal?.aborted === true ? undefined : await this.#call(args, { signal });
    if (end === undefined || end.kind === 'aborted') throw cutShort(this.name);
    return end;
  }

  /** Of two that met, one must come first the next time. */
  #pause(length: number): Promise<void> {
    return this.watch(Math.min(length * (0.5 + Math.random()), callTime));
  }

  /** Lets time pass (ms). Throws JOURNAL_CUT_SHORT. */
  async watch(length: number): Promise<void> {
    const { letGo } = this.#options;
    await sleep(length, undefined, letGo === undefined ? {} : { signal: letGo }).catch(() => {
      throw cutShort(this.name);
    });
  }

  async #call(args: readonly string[], ask?: GitAsk): Promise<GitEnd> {
    this.#git ??= gitFor(this.#options.run, this.#options.checkout);
    const git: Git = await this.#git;
    if (this.#folder === undefined) {
      const folder = makeFolder(this.#options.temporary);
      const made = await git(['init', '--quiet', '--bare', '--template=', folder]);
      if (made.kind !== 'done') throw workFailed('it could not be made');
      this.#folder = folder;
    }
    return git([`--git-dir=${this.#folder}`, ...args], ask);
  }

  #discard(): void {
    if (this.#folder !== undefined) removeFolder(this.#folder);
    this.#folder = undefined;
    this.#known = nothing;
    this.#commits = 0;
  }
}

function filesAfter(before: ReadonlyMap<string, string>, { put, drop }: Change): ReadonlyMap<string, string> {
  const files = new Map(before);
  for (const path of drop) files.delete(path);
  for (const [path, text] of put) files.set(path, contentName(text));
  return files;
}

const folders = new Set<string>();
let isSwept = false;

function makeFolder(parent: string): string {
  if (!isSwept) {
    isSwept = true;
    process.once('exit', () => {
      for (const folder of folders) removeFolder(folder);
    });
  }
  try {
    const folder = mkdtempSync(join(parent, 'patchring-ledger-'));
    folders.add(folder);
    return folder;
  } catch (error) {
    throw workFailed(`no folder can be made in ${parent} (${codeOf(error) ?? 'for no reason that it tells'})`);
  }
}

function removeFolder(folder: string): void {
  folders.delete(folder);
  rmSync(folder, { recursive: true, force: true });
}
