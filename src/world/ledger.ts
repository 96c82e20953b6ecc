// Where the journal of a rollout lives, as the user names it (`file:DIR`), and the three ways to it: the one writer opens it, anybody
// reads it, and whoever meets a writer leaves a word for it. What the lines mean is the rollout's: its codec is bound here.
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { leaveWord, openFileLedger, readFileLedger } from '../journal/file.ts';
import type { Ledger } from '../journal/ledger.ts';
import type { Codec } from '../journal/record.ts';
import { FailureError, failureOf } from '../model/failure.ts';
import { type Event, eventSchema } from '../rollout/events.ts';
import type { WorldClock } from '../simulation/clock.ts';
import { ledgerDuring } from './during.ts';

/** A folder that keeps the journal. */
export interface LedgerPlace {
  /** Absolute. */
  readonly directory: string;
  /** As the user would write it. */
  readonly text: string;
}

const byDefault = 'file:.patchring';

const codec: Codec<Event> = { encode: event => event, decode: json => eventSchema.parse(json) };

/** @param from where relative paths begin. Throws LEDGER_INVALID or LEDGER_UNSUPPORTED. */
export function placeOf(text: string | undefined, from: string): LedgerPlace {
  const written = text ?? byDefault;
  const [, kind = '', rest = ''] = /^(file|git):(.*)$/s.exec(written) ?? [];
  if (kind === 'file' && rest.trim() !== '') return { directory: resolve(from, rest), text: written };
  if (kind === 'git') {
    const message = `the ledger "${written}" names a git branch, and this version keeps ledgers in folders only`;
    throw new FailureError([
      failureOf('LEDGER_UNSUPPORTED', message, { next: 'Write file:DIR, with a folder that outlives the job.' }),
    ]);
  }
  throw new FailureError([
    failureOf('LEDGER_INVALID', `the ledger "${written}" does not say where the journal lives`, {
      next: `Write file:DIR, for example ${byDefault}.`,
    }),
  ]);
}

/** Whether the place lies in one of these folders, or is one. */
export function liesIn({ directory }: LedgerPlace, folders: readonly (string | undefined)[]): boolean {
  return folders.some(folder => {
    if (folder === undefined) return false;
    const way = relative(resolve(folder), directory);
    return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
  });
}

/** Opens it for writing. Throws JOURNAL_LOCKED, JOURNAL_LINE_CHANGED, JOURNAL_VERSION_UNKNOWN, JOURNAL_UNREADABLE. */
export async function openLedger(place: LedgerPlace, who: string, clock?: WorldClock): Promise<Ledger<Event>> {
  const opening = openFileLedger({ directory: place.directory, codec, who });
  if (clock === undefined) return opening;
  return ledgerDuring(await clock.during(opening), clock);
}

/** Reads it without a lock and mends nothing; undefined: there is none. */
export function readJournal(place: LedgerPlace): Promise<readonly Event[] | undefined> {
  return readFileLedger(place.directory, codec);
}

/** Leaves a person's word for the run that writes now. */
export function leaveWordIn(place: LedgerPlace, event: Event): Promise<void> {
  return leaveWord(place.directory, codec, event);
}
