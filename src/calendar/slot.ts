// When one machine may be worked on: its window, less the blackouts. A blackout is closed for everybody, windows and `anytime` alike,
// from the first moment of its first day to the last of its last; an opening that it cuts is two openings. Also: where is the next
// opening with room for so much work. Asking the calendar is dear, so a slot remembers the opening that it found last: one slot is shared
// by all machines of one window and one zone.
import * as z from 'zod';
import { nextOpening, type Opening, type ZonedWindow } from './window.ts';
import { dayOfText, instantOf, zoneSchema } from './zone.ts';

export const blackoutSchema = z.strictObject({
  from: z.iso.date().describe('First day on which nothing is begun: 2026-12-18.'),
  to: z.iso.date().describe('Last such day: 2027-01-04.'),
  timeZone: zoneSchema.describe('Whose days they are: an IANA zone, or `machine`.'),
  reason: z.string().min(1).describe('Why, in a few words: it is printed wherever a machine waits for its end.'),
});
export type Blackout = z.output<typeof blackoutSchema>;

/** A blackout as instants. */
export interface Closed extends Opening {
  readonly reason: string;
}

export class Slot {
  /** Null: anytime. */
  readonly window: ZonedWindow | null;
  readonly #closed: readonly Closed[];
  #last: { readonly from: number; readonly opening: Opening } | undefined;

  /** @param zone of the machines, for what goes by `machine` */
  constructor(window: ZonedWindow | null, blackouts: readonly Blackout[], zone: string) {
    this.window = window;
    this.#closed = blackouts.map(({ from, to, timeZone, reason }) => {
      const days = timeZone === 'machine' ? zone : timeZone;
      return {
        opensAt: instantOf(dayOfText(from), 0, days),
        closesAt: instantOf(dayOfText(to) + 1, 0, days),
        reason,
      };
    });
  }

  /** The opening that contains `now`, else the next one; without bounds where nothing bounds it. */
  openingAt(now: number): Opening {
    const known = this.#last;
    if (known !== undefined && known.from <= now && now < known.opening.closesAt) return known.opening;
    const opening = this.#find(now);
    this.#last = { from: now, opening };
    return opening;
  }

  /** Nothing ever closes it. */
  get isAlways(): boolean {
    return this.window === null && this.#closed.length === 0;
  }

  isOpen(now: number): boolean {
    return this.openingAt(now).opensAt <= now;
  }

  /** The blackout that keeps it closed now. */
  blackoutAt(now: number): Closed | undefined {
    return this.#closed.find(({ opensAt, closesAt }) => opensAt <= now && now < closesAt);
  }

  /** When work of this length can next begin and be done before the opening closes; undefined: no opening is that long. */
  nextStart(now: number, length: number): number | undefined {
    if (this.window !== null && this.window.duration < length) return undefined;
    let opening = this.openingAt(now);
    for (;;) {
      const begins = Math.max(now, opening.opensAt);
      if (opening.closesAt - begins >= length) return begins;
      opening = this.#find(opening.closesAt);
    }
  }

  #find(now: number): Opening {
    for (let at = now; ; ) {
      const { opensAt, closesAt } = this.window === null ? always : nextOpening(this.window, at);
      const begins = Math.max(at, opensAt);
      const blackout = this.blackoutAt(begins);
      if (blackout === undefined) {
        const ends = this.#closed.filter(one => one.closesAt <= begins).map(one => one.closesAt);
        const starts = this.#closed.filter(one => one.opensAt > begins).map(one => one.opensAt);
        return { opensAt: Math.max(opensAt, ...ends), closesAt: Math.min(closesAt, ...starts) };
      }
      at = blackout.closesAt;
    }
  }
}

const always: Opening = { opensAt: Number.NEGATIVE_INFINITY, closesAt: Number.POSITIVE_INFINITY };
