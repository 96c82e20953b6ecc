// One journal that several runs write at once, in memory and on virtual time: what a branch promises, as little as it promises. A push
// takes a while; whoever comes second has written nothing and is told so; whoever died leaves a claim that has to run out; whoever was
// taken over in its sleep is fenced. A batch arrives whole or not at all, also where its writer dies of it.
import { FailureError, failureOf } from '../../src/model/failure.ts';
import type { Claim, Clock, Company, Journal } from '../../src/model/ports.ts';
import type { Event } from '../../src/rollout/events.ts';
import { createDice, type Dice } from '../../src/simulation/dice.ts';
import { Crash } from './crash.ts';

/** As on a branch. */
const claimLasts = 600_000;
/** What a push takes at most, and how old what is seen of the others may be. */
const pushTakes = 4_000;

interface Held extends Claim {
  readonly token: number;
  /** Nobody renews it any more. */
  readonly isDead: boolean;
}

/** A run at the journal. */
export interface Seat {
  readonly journal: Journal<Event>;
  readonly fence: number;
  /** What this run has read. */
  known(): readonly Event[];
}

export class SharedJournal {
  readonly #events: Event[];
  readonly #clock: Clock;
  readonly #dice: Dice;
  readonly #claims = new Map<string, Held>();
  readonly #onAppend: () => void;
  #tokens = 0;
  overtakes = 0;

  constructor(events: Event[], clock: Clock, seed: number, onAppend: () => void) {
    this.#events = events;
    this.#clock = clock;
    this.#dice = createDice(seed);
    this.#onAppend = onAppend;
  }

  /** Claims the part; one that a dead run left behind must have run out. */
  async take(shard: string, recordsToLive = Number.POSITIVE_INFINITY): Promise<Seat> {
    const before = this.#claims.get(shard);
    if (before !== undefined) await this.#clock.sleepUntil(before.until);
    this.#tokens += 1;
    const token = this.#tokens;
    const fence = (before?.fence ?? 0) + 1;
    this.#hold({ shard, owner: shard, fence, until: 0, idleAt: null, token, isDead: false });
    let known = this.#events.length;
    let left = recordsToLive;
    const mine = (): Held => {
      const held = this.#claims.get(shard);
      if (held?.token !== token) throw refusal('JOURNAL_FENCED');
      return held;
    };
    let isFresh = false;
    const follow = async (): Promise<boolean> => {
      mine();
      if (known === this.#events.length) return false;
      known = this.#events.length;
      return true;
    };
    const company: Company = {
      follow: async () => {
        if (!isFresh && this.#dice.roll() < 0.5) return false;
        isFresh = false;
        return follow();
      },
      refresh: async () => {
        isFresh = true;
      },
      others: async () => this.#others(shard),
      rest: async () => this.#hold({ ...mine(), idleAt: known }),
    };
    const journal: Journal<Event> = {
      company,
      read: async () => this.#events.slice(0, known),
      append: async batch => {
        await this.#clock.sleepUntil(this.#clock.now() + Math.floor(this.#dice.roll() * pushTakes));
        const held = mine();
        if (known < this.#events.length) {
          known = this.#events.length;
          this.overtakes += 1;
          throw refusal('JOURNAL_OVERTAKEN');
        }
        left -= batch.length;
        // It dies before the push has arrived, or before it hears that it has.
        const isLost = left <= 0 && this.#dice.roll() < 0.5;
        if (!isLost) this.#events.push(...batch);
        known = this.#events.length;
        this.#onAppend();
        this.#hold({ ...held, idleAt: null, isDead: left <= 0 });
        if (left <= 0) throw new Crash();
      },
      close: async () => {
        const held = this.#claims.get(shard);
        if (held?.token === token && !held.isDead) this.#claims.delete(shard);
      },
    };
    return { journal, fence, known: () => this.#events.slice(0, known) };
  }

  #hold(held: Held): void {
    this.#claims.set(held.shard, { ...held, until: this.#clock.now() + claimLasts });
  }

  #others(shard: string): readonly Claim[] {
    const now = this.#clock.now();
    return [...this.#claims.values()].filter(held => held.shard !== shard && (!held.isDead || held.until > now));
  }
}

function refusal(code: string): FailureError {
  return new FailureError([failureOf(code, code)]);
}
