// A ledger without a disk, for simulations and tests: the same promises, kept in an array. Nothing is encoded: it is as fast as it can be.
// Whoever wants to see a crash wraps `append` and throws: what was appended before then is what the next run finds.
import type { Ledger, Word } from './ledger.ts';

export interface MemoryLedger<Event> extends Ledger<Event> {
  readonly archived: ReadonlyMap<string, readonly Event[]>;
  /** Leaves a word, as another run would. */
  leave(event: Event): void;
}

export function createMemoryLedger<Event>(events: readonly Event[] = []): MemoryLedger<Event> {
  let journal = [...events];
  let words: Word<Event>[] = [];
  let left = 0;
  const archived = new Map<string, readonly Event[]>();
  return {
    place: 'memory',
    notices: [],
    archived,
    read: async () => [...journal],
    append: async batch => {
      journal.push(...batch);
    },
    words: async () => [...words],
    forget: async word => {
      words = words.filter(({ id }) => id !== word.id);
    },
    leave: event => {
      left += 1;
      words.push({ id: String(left), event });
    },
    archive: async rolloutId => {
      archived.set(rolloutId, journal);
      journal = [];
    },
    close: async () => {},
  };
}
