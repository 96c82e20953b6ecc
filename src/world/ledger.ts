// Where the journals of the rollouts live, as the user names it (`file:DIR`), and the ways to them: anybody
// reads, one run writes, and whoever meets a writer leaves a word for it. The newest rollout is the one that
// everybody means.
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { createFileLedger } from '../journal/file.ts';
import { type Failure, FailureError, failureOf } from '../model/failure.ts';
import type { Journal, Mailbox } from '../model/ports.ts';
import { type Event, eventSchema } from '../rollout/events.ts';
import type { WorldClock } from '../simulation/clock.ts';
import { createRealClock } from './clock.ts';
import { journalDuring } from './during.ts';

export interface RolloutLedger {
  /** As the user would write it. */
  readonly place: string;
  /** Absolute. */
  readonly directory: string;
  /** Names of the rollouts, oldest first. */
  list(): Promise<readonly string[]>;
  /** What is written of a rollout, verified; never waits for the writer. Throws JOURNAL_LINE_CHANGED, JOURNAL_UNREADABLE. */
  read(rolloutId: string): Promise<readonly Event[]>;
  /** The same as text, byte for byte as it is kept: for evidence. */
  text(rolloutId: string): Promise<string>;
  /** Becomes the writer. Throws JOURNAL_LOCKED, JOURNAL_LINE_CHANGED, JOURNAL_UNREADABLE. `notes`: what was mended or taken over. */
  write(rolloutId: string): Promise<Writer>;
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

const byDefault = 'file:.patchring';

export interface LedgerOptions {
  /** `file:DIR`; the default when undefined. */
  readonly place: string | undefined;
  /** Where relative paths begin. */
  readonly from: string;
  /** Who writes, for others to read in the lock. */
  readonly owner: string;
  readonly clock?: WorldClock;
}

/** Creates nothing before it is written to. Throws LEDGER_INVALID or LEDGER_UNSUPPORTED. */
export function openLedger({
  place = byDefault,
  from,
  owner,
  clock = createRealClock(),
}: LedgerOptions): RolloutLedger {
  const directory = resolve(from, folderOf(place));
  const ledger = createFileLedger<Event>({ directory, schema: eventSchema, owner });
  return {
    place,
    directory,
    list: () => clock.during(ledger.list()),
    read: rolloutId => clock.during(ledger.read(rolloutId)),
    text: rolloutId => clock.during(ledger.text(rolloutId)),
    async write(rolloutId) {
      const { journal, notes } = await clock.during(ledger.write(rolloutId));
      return {
        journal: journalDuring(journal, clock),
        text: () => clock.during(ledger.text(rolloutId)),
        mailbox: ledger.mailbox(rolloutId),
        notes,
        close: () => clock.during(journal.close()),
      };
    },
    words: async rolloutId => (await clock.during(ledger.mailbox(rolloutId).read())).map(({ event }) => event),
    leave: async (rolloutId, event) => {
      await ledger.mailbox(rolloutId).post(event);
    },
  };
}

function folderOf(place: string): string {
  const [, kind = '', rest = ''] = /^(file|git):(.*)$/s.exec(place) ?? [];
  if (kind === 'file' && rest.trim() !== '') return rest;
  if (kind === 'git') {
    const message = `the ledger "${place}" names a git branch, and this version keeps ledgers in folders only`;
    throw new FailureError([
      failureOf('LEDGER_UNSUPPORTED', message, { next: 'Write file:DIR, with a folder that outlives the job.' }),
    ]);
  }
  throw new FailureError([
    failureOf('LEDGER_INVALID', `the ledger "${place}" does not say where the journal lives`, {
      next: `Write file:DIR, for example ${byDefault}.`,
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
