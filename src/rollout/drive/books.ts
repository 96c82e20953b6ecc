// What a run knows and has to write down: the state with everything taken in, the batch of this turn, and what has really happened in it.
// Where others write the same journal, an append that comes second writes nothing: what they wrote is taken in first, what has happened
// is noted anew, and what follows is decided again on the whole of it. Nothing that was decided is ever replayed. So every record stands
// on all before it, whoever wrote them, as if one run had written them all.
import { FailureError } from '../../model/failure.ts';
import type { Claim, Clock, Journal } from '../../model/ports.ts';
import type { Event } from '../events.ts';
import { advance, stateOf } from '../fold/index.ts';
import type { State } from '../state.ts';
import { type Opening, runBegan, takenUp, textOfStanding } from './opening.ts';

export interface BooksOptions {
  readonly opening: Opening;
  readonly journal: Journal<Event>;
  readonly clock: Clock;
  /** Called for everything that is new in the journal, once it is safe there. */
  readonly onEvent: ((event: Event, state: State, isForeign: boolean) => void) | undefined;
}

type Undated<E> = E extends unknown ? Omit<E, 'at'> : never;

export class Books {
  readonly #options: BooksOptions;
  #state: State;
  /** By what is written and nothing else; kept only where others write, too. */
  #written: State | undefined;
  #isEmpty: boolean;
  /** Records of the journal that are taken in. */
  #taken: number;
  /** Taken in, not yet on disk. */
  #batch: Event[] = [];
  /** What of it has happened, and was not only decided. */
  #facts: Undated<Event>[] = [];
  /** Written down together with the first thing that happens. */
  #prelude: Event[] = [];
  #isOpened = false;
  /** A rollout that begins is written down even when nothing can happen yet: its instant counts. */
  #mustWrite = false;
  #sending = 0;

  constructor(options: BooksOptions, events: readonly Event[]) {
    this.#options = options;
    const known = takenUp(options.opening.plan, events);
    this.#taken = events.length;
    this.#isEmpty = known === undefined;
    if (options.journal.company !== undefined) this.#written = structuredClone(known);
    this.#state = known ?? this.#fresh();
    this.#begin();
  }

  get state(): State {
    return this.#state;
  }

  /** Events that may not be in the journal. */
  get unwritten(): number {
    return this.#sending + this.#batch.length;
  }

  /** Time does not run backwards in a journal, whatever the clock does. */
  now(): number {
    return Math.max(this.#options.clock.now(), this.#state.lastAt);
  }

  /** Takes in what follows; it is acted on only when it is on disk. */
  note(event: Event): void {
    this.#take(event, this.#batch);
  }

  /** Takes in what has happened, whoever has written what meanwhile. */
  happened(fact: Undated<Event>): void {
    this.#facts.push(fact);
    this.note({ ...fact, at: this.now() } as Event);
  }

  /** False: others came first. What happened is noted anew on top of theirs, and what follows must be decided again. */
  async flush(): Promise<boolean> {
    if (this.#batch.length === 0 && !this.#mustWrite) return true;
    const batch = [...this.#prelude, ...this.#batch];
    this.#batch = [];
    this.#sending = batch.length;
    const { journal, opening, onEvent } = this.#options;
    try {
      await journal.append(batch);
    } catch (error) {
      if (journal.company === undefined || !isOvertaken(error)) throw error;
      this.#sending = 0;
      if (!(await this.#catchUp())) throw error;
      return false;
    }
    this.#sending = 0;
    this.#taken += batch.length;
    this.#facts = [];
    this.#prelude = [];
    this.#mustWrite = false;
    this.#isOpened = true;
    this.#isEmpty = false;
    if (journal.company !== undefined) this.#written = advanced(opening.plan, this.#written, batch);
    for (const event of batch) onEvent?.(event, this.#state, false);
    return true;
  }

  /** Takes in what others have written since; false: nothing. Nothing may stand in the batch of this turn. */
  async follow(): Promise<boolean> {
    return (await this.#options.journal.company?.follow()) === true && (await this.#catchUp());
  }

  /**
   * Whether another run may still write what gives this one something to do, or has done so. One that is gone may have left a last word,
   * and so may a person who never held a claim: the end is said only of what is seen at that moment.
   */
  async mayBeWoken(): Promise<boolean> {
    const { company } = this.#options.journal;
    if (company === undefined || this.#state.conclusion !== null) return false;
    // At rest is who knows all that this run knows. Who knows more has something for this run to read.
    const isAtRest = ({ idleAt }: Claim): boolean => idleAt === this.#taken;
    const isOver = async (): Promise<boolean> => (await company.others()).every(isAtRest);
    if (await isOver()) {
      await company.refresh();
      if (await this.follow()) return true;
      if (await isOver()) return false;
    }
    await company.rest();
    return true;
  }

  async #catchUp(): Promise<boolean> {
    const { journal, opening, onEvent } = this.#options;
    const events = await journal.read();
    const foreign = events.slice(this.#taken);
    if (foreign.length === 0) return false;
    this.#written = this.#isEmpty ? takenUp(opening.plan, events) : advanced(opening.plan, this.#written, foreign);
    this.#taken = events.length;
    this.#isEmpty = false;
    const known = new Set(foreign.map(textOf));
    this.#anew(this.#facts.filter(fact => !known.has(textOf(fact))));
    for (const event of foreign) onEvent?.(event, this.#state, true);
    return true;
  }

  /** From what is written on. A letter that another run has taken in is no news any more. */
  #anew(facts: readonly Undated<Event>[]): void {
    this.#state = structuredClone(this.#written) ?? this.#fresh();
    this.#batch = [];
    this.#facts = [];
    if (!this.#isOpened) this.#begin();
    for (const fact of facts) this.happened(fact);
  }

  #fresh(): State {
    return stateOf(this.#options.opening.plan, this.#options.clock.now());
  }

  #begin(): void {
    const { opening } = this.#options;
    const at = this.now();
    this.#prelude = [];
    this.#mustWrite = this.#isEmpty;
    if (this.#isEmpty) this.#prelude.push({ kind: 'begun', at, format: 1, plan: opening.plan });
    if (this.#state.conclusion !== null) return;
    const before = textOfStanding(this.#state);
    this.#take(runBegan(opening, this.#state, at), this.#prelude);
    // Whoever was skipped or unclear is back in line: that is news, even when nothing can begin yet.
    if (before !== textOfStanding(this.#state)) this.#mustWrite = true;
  }

  #take(event: Event, batch: Event[]): void {
    advance(this.#options.opening.plan, this.#state, event);
    batch.push(event);
  }
}

function advanced(plan: Opening['plan'], state: State | undefined, events: readonly Event[]): State | undefined {
  if (state === undefined) return takenUp(plan, events);
  for (const event of events) advance(plan, state, event);
  return state;
}

function isOvertaken(error: unknown): boolean {
  return error instanceof FailureError && error.failures.some(({ code }) => code === 'JOURNAL_OVERTAKEN');
}

/** Whatever the moment: the same word of the same person. */
function textOf(event: Undated<Event> | Event): string {
  return JSON.stringify({ ...event, at: undefined });
}
