// The contract of a ledger: the place that keeps journals from one run to the next. One rollout is open at a time; the journal of an
// ended one is put aside and kept. One writer; anybody may read, and may leave a word for the writer (a halt must work from any run).
// Events are opaque here: what they mean belongs to the rollout.
import type { Journal } from '../model/ports.ts';

/** A person's word that another run left for the one that writes. It stays until it is forgotten, so it may be read twice. */
export interface Word<Event> {
  readonly id: string;
  readonly event: Event;
}

export interface Ledger<Event> extends Journal<Event> {
  /** As the user names it: `file:.patchring`. */
  readonly place: string;
  /** What was mended or taken over when it was opened, one sentence each; to be shown. */
  readonly notices: readonly string[];
  /** Words left by other runs, oldest first. */
  words(): Promise<readonly Word<Event>[]>;
  /** After a word stands in the journal. */
  forget(word: Word<Event>): Promise<void>;
  /** Puts the journal of an ended rollout aside under its name; the ledger is then empty. */
  archive(rolloutId: string): Promise<void>;
}
