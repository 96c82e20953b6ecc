// Where the journals of the rollouts live, as the user names it (`file:DIR`, `git:BRANCH`), and the ways to them: anybody
// reads, one run writes, and whoever meets a writer leaves a word for it. The newest rollout is the one that
// everybody means.
import { tmpdir } from 'node:os';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { createFileLedger } from '../journal/file.ts';
import { createGitLedger } from '../journal/git.ts';
import { type Failure, FailureError, failureOf } from '../model/failure.ts';
import type { Claim, Journal, Ledger, Mailbox, Part } from '../model/ports.ts';
import { stopping, timeLeft } from '../model/stopping.ts';
import { type Event, eventSchema } from '../rollout/events.ts';
import { runCommand } from '../runner/command.ts';
import type { WorldClock } from '../simulation/clock.ts';
import { createRealClock } from './clock.ts';
import { journalDuring } from './during.ts';

export interface RolloutLedger {
  /** As the user would write it. */
  readonly place: string;
  /** Absolute; undefined where it is no folder. */
  readonly directory: string | undefined;
  /** Names of the rollouts, oldest first. */
  list(): Promise<readonly string[]>;
  /** What is written of a rollout, verified; never waits for the writer. Throws JOURNAL_LINE_CHANGED, JOURNAL_UNREADABLE. */
  read(rolloutId: string): Promise<readonly Event[]>;
  /** The same as text, byte for byte as it is kept: for evidence. */
  text(rolloutId: string): Promise<string>;
  /** Becomes the writer, of all of it or of a part. Throws JOURNAL_LOCKED, JOURNAL_LINE_CHANGED, JOURNAL_UNREADABLE. `notes`: what was mended or taken over. */
  write(rolloutId: string, part?: Part): Promise<Writer>;
  /** Who writes it now, where the ledger can tell; touches nothing. */
  claims(rolloutId: string): Promise<readonly Claim[]>;
  /** Words that were left for the next run to take, oldest first. */
  words(rolloutId: string): Promise<readonly Event[]>;
  /** Leaves a person's word for the run that writes; only what narrows a rollout, since it may be taken twice. */
  leave(rolloutId: string, event: Event): Promise<void>;
}

export interface Writer {
  readonly journal: Journal<Event>;
  /** The journal as it is kept, byte for byte. */
  text(): Promise<string>;
  readonly mailbox: Mailbox<Event>;
  readonly notes: readonly Failure[];
  close(): Promise<void>;
}

const inFolder = 'file:.patchring';
const onBranch = 'git:patchring-ledger';

export interface LedgerOptions {
  /** `file:DIR` or `git:BRANCH`; the default when undefined. */
  readonly place: string | undefined;
  /** Where relative paths begin, and where the repository is. */
  readonly from: string;
  /** Who writes, for others to read in the lock. */
  readonly owner: string;
  /** A workspace is forgotten after the job: the default is a branch then. */
  readonly isPipeline?: boolean;
  /** Where files may be that live as long as the job. */
  readonly temporary?: string | undefined;
  readonly clock?: WorldClock;
  /** Asks the run to stop: a remote that does not answer is waited for a while longer, and then no more. */
  readonly signal?: AbortSignal;
}

/** Where the journal lives when nobody says it. */
export function defaultPlace(isPipeline: boolean): string {
  return isPipeline ? onBranch : inFolder;
}

/** Creates nothing before it is written to. Throws LEDGER_INVALID. */
export function openLedger(options: LedgerOptions): RolloutLedger {
  const { isPipeline = false, clock = createRealClock() } = options;
  const place = options.place ?? defaultPlace(isPipeline);
  const { ledger, directory } = ledgerAt(place, options);
  return {
    place,
    directory,
    list: () => clock.during(ledger.list()),
    read: rolloutId => clock.during(ledger.read(rolloutId)),
    text: rolloutId => clock.during(ledger.text(rolloutId)),
    async write(rolloutId, part) {
      const { journal, notes } = await clock.during(ledger.write(rolloutId, part));
      return {
        journal: journalDuring(journal, clock),
        text: () => clock.during(ledger.text(rolloutId)),
        mailbox: ledger.mailbox(rolloutId),
        notes,
        close: () => clock.during(journal.close()),
      };
    },
    claims: async rolloutId => await clock.during(ledger.claims?.(rolloutId) ?? Promise.resolve([])),
    words: async rolloutId => (await clock.during(ledger.mailbox(rolloutId).read())).map(({ event }) => event),
    leave: async (rolloutId, event) => {
      await ledger.mailbox(rolloutId).post(event);
    },
  };
}

/** Aborts a while after the signal, when the ledger's time is over. */
function lateAfter(signal: AbortSignal | undefined): AbortSignal | undefined {
  if (signal === undefined) return undefined;
  const late = new AbortController();
  const begin = (): void => {
    setTimeout(() => late.abort(), timeLeft(signal, stopping.ledger, performance.now()));
  };
  if (signal.aborted) begin();
  else signal.addEventListener('abort', begin, { once: true });
  return late.signal;
}

/** What git takes as the name of a branch, without the parts that only look like one. */
const branchName = /^(?![-./]|@$)(?!.*(?:\.\.|\/\/|@\{|\/\.|\.lock(?:\/|$)))[^\s~^:?*[\\\p{Cc}]+(?<![/.])$/u;

function ledgerAt(
  place: string,
  { from, owner, temporary = tmpdir(), signal }: LedgerOptions,
): { readonly ledger: Ledger<Event>; readonly directory: string | undefined } {
  const [, kind = '', rest = ''] = /^(file|git):(.*)$/s.exec(place) ?? [];
  if (kind === 'file' && rest.trim() !== '') {
    const directory = resolve(from, rest);
    return { directory, ledger: createFileLedger<Event>({ directory, schema: eventSchema, owner }) };
  }
  if (kind === 'git' && branchName.test(rest)) {
    const git = { run: runCommand, checkout: resolve(from), temporary, branch: rest, letGo: lateAfter(signal) };
    return { directory: undefined, ledger: createGitLedger<Event>({ ...git, schema: eventSchema, owner }) };
  }
  throw new FailureError([
    failureOf('LEDGER_INVALID', `the ledger "${place}" does not say where the journal lives`, {
      next: `Write git:BRANCH or file:DIR, for example ${onBranch} or ${inFolder}.`,
    }),
  ]);
}

/** Whether the folder lies in one of these, or is one. */
export function liesIn(directory: string, folders: readonly (string | undefined)[]): boolean {
  return folders.some(folder => {
    if (folder === undefined) return false;
    const way = relative(resolve(folder), directory);
    return !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
  });
}
