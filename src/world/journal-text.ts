// A journal outside its ledger: the copy that lies beside a report as evidence. It is read by the very code that reads the ledger, so
// a line that was changed, lost or moved is found with its number.
// It asks nobody but the text.
import { type ChainEnd, chainEndOf, parseRecords } from '../journal/record.ts';
import { type Event, eventSchema } from '../rollout/events.ts';

export interface JournalText {
  readonly events: readonly Event[];
  readonly end: ChainEnd;
}

/** @param file names it in failures. Throws JOURNAL_LINE_CHANGED or JOURNAL_VERSION_UNKNOWN; RangeError where the last line is cut off */
export function readJournalText(text: string, file: string): JournalText {
  return parseRecords(Buffer.from(text), eventSchema, file);
}

/** How many records it says it has, and the digest of the last; unverified, so that a large one costs nothing. */
export function journalEndOf(text: string): ChainEnd {
  return chainEndOf(text);
}
