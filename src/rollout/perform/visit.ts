// What performing an effect has at hand: one machine, the clock, the permission to begin, and a signal that says "let go". Letting go
// is always safe: a job goes on without us, and its intent is in the journal. Waiting backs off from half a second to fifteen, and for
// long work to a minute, so that quick fleets are answered quickly and real ones are not hammered.
import type { Failure } from '../../model/failure.ts';
import type { MachineEntry, MachineName } from '../../model/machine.ts';
import type { Clock, Evidence, Machine, RunnerProbes } from '../../model/ports.ts';
import type { Effect } from '../effects.ts';
import type { Outcome } from '../outcomes.ts';
import type { Plan } from '../plan.ts';

/** One machine, and how long we may stay. */
export interface Access {
  readonly machine: Machine;
  readonly clock: Clock;
  /** Told with every failure. */
  readonly about: { readonly machine: MachineName; readonly phase: string };
  /** How long to go on asking a machine that does not answer before anything was begun, in ms. */
  readonly reach: number;
  /** It was intended by a run that ended before it heard the outcome: it may have been begun already. */
  readonly isRepeat: boolean;
  /** Why nothing may be begun on this machine any more; undefined: it may. Asked just before the machine is touched. */
  readonly whyNotStart: () => string | undefined;
  readonly signal: AbortSignal;
  /** How far a job is, for the live log; `percent` null: nobody knows. */
  readonly onProgress?: ((percent: number | null, note: string) => void) | undefined;
}

/** Work of which only so much may go on at a time. Throws Detached. */
export interface Turns {
  take<T>(machine: MachineName, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

export interface Visit extends Access {
  readonly plan: Plan;
  readonly effect: Effect;
  readonly entry: MachineEntry;
  readonly runner: RunnerProbes;
  readonly scans: Turns;
  /** Absent: there is no place for files. */
  readonly evidence?: Evidence | undefined;
}

/** What became of the effect, or nothing: we let go, and a later run asks again. */
export type Performed =
  | { readonly kind: 'finished'; readonly outcome: Outcome; readonly acknowledged: readonly string[] }
  /** `failure`: the machine rejects who we are; asking again could lock the account. */
  | { readonly kind: 'detached'; readonly failure?: Failure };

/** We let go of the machine. */
export class Detached extends Error {
  override readonly name = 'Detached';
  readonly failure: Failure | undefined;

  constructor(failure?: Failure) {
    super('let go');
    this.failure = failure;
  }
}

const firstPause = 500;
const longestPause = 15_000;
/** Of long work, an eighth of the time that it has taken so far is late enough to hear of its end: at most a minute. */
const longestOfWork = 60_000;
const shareOfWork = 1 / 8;

/** A fleet that went down together is not asked in step: a pause is shortened by at most this share. */
const jitter = 1 / 4;

/** From 0 to 1, by name and count: the same machine waits the same way each time, and no two machines do. */
function shareOf(name: string, count: number): number {
  let hash = 2_166_136_261;
  for (const character of `${name.toLowerCase()} ${count}`)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}

/**
 * Waits half a second, then twice as long each time, at most fifteen seconds; throws Detached when told to let go. For a restart each
 * pause is a little shorter, by the machine's own name.
 */
export class Patience {
  readonly #visit: Pick<Access, 'clock' | 'signal'>;
  readonly #begunAt: number;
  readonly #deadline: number;
  readonly #waitsFor: 'answer' | 'work' | 'restart';
  readonly #name: string;
  #pause = firstPause;
  /** How often we have waited. */
  waits = 0;

  /** @param length how long to wait in all, in ms. @param waitsFor `work`: the longer it has taken, the longer the pauses. */
  constructor(
    visit: Pick<Access, 'clock' | 'signal'>,
    length: number,
    waitsFor: 'answer' | 'work' | 'restart' = 'answer',
    name = '',
  ) {
    this.#visit = visit;
    this.#begunAt = visit.clock.now();
    this.#deadline = this.#begunAt + length;
    this.#waitsFor = waitsFor;
    this.#name = name;
  }

  /** No more waiting: what has not come until now is late. */
  get isOver(): boolean {
    return this.#visit.clock.now() >= this.#deadline;
  }

  /** @param since when the last question was asked: what it took until it was given up is part of the pause. Now unless given. */
  async wait(since?: number): Promise<void> {
    const { clock, signal } = this.#visit;
    letGoIf(signal);
    const less = this.#waitsFor === 'restart' ? jitter * shareOf(this.#name, this.waits) : 0;
    const pause = Math.ceil(this.#pause * (1 - less));
    const now = clock.now();
    const until = Math.max(now + Math.min(pause, firstPause), (since ?? now) + pause);
    await clock.sleepUntil(Math.min(until, this.#deadline), signal);
    this.waits += 1;
    this.#pause = this.#nextPause();
    letGoIf(signal);
  }

  #nextPause(): number {
    const pause = Math.min(this.#pause * 2, longestPause);
    if (this.#waitsFor !== 'work') return pause;
    const waited = this.#visit.clock.now() - this.#begunAt;
    return Math.min(Math.max(pause, Math.floor(waited * shareOfWork)), longestOfWork);
  }
}

export function letGoIf(signal: AbortSignal): void {
  if (signal.aborted) throw new Detached();
}
