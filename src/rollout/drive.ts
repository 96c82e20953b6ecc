// The loop: decide, write down, perform, write down. One entrance (the plan), one memory (the journal). A turn is one append: outcomes
// first, then what follows from them, then intents; only when that is safe is anything asked of a machine (invariant I1). Cancelling
// lets go at once: jobs go on by themselves, their intents are written, and the next run asks what became of them.
// Everything that happens is told to the listener after it is safe.
import type { MachineName } from '../model/machine.ts';
import type { Clock, Evidence, Fleet, Journal, Mailbox, RunnerProbes } from '../model/ports.ts';
import { stopping } from '../model/stopping.ts';
import type { Standing } from './conclusion.ts';
import { entryOf, isMine, type View, viewOf, whyNotStart } from './decide/budget.ts';
import { type Decision, decide } from './decide/index.ts';
import { Books } from './drive/books.ts';
import { asWritten, isCutShort, standingOf } from './drive/ending.ts';
import { Hands } from './drive/hands.ts';
import { type Effect, keyOf } from './effects.ts';
import type { Event } from './events.ts';
import { type Performed, perform } from './perform/index.ts';
import { ScanTurns } from './perform/scan-turns.ts';
import type { Plan } from './plan.ts';
import type { State } from './state.ts';

/** What a rollout can touch. */
export interface World {
  readonly fleet: Fleet;
  readonly journal: Journal<Event>;
  readonly clock: Clock;
  readonly runner: RunnerProbes;
  /** Where what is gathered before an undo is kept. */
  readonly evidence?: Evidence;
  /** Where people leave what they ask for while this run goes on. */
  readonly mailbox?: Mailbox<Event>;
}

export interface DriveOptions {
  readonly plan: Plan;
  readonly world: World;
  /** Who runs this, for the journal: a pipeline run or a person. */
  readonly by: string;
  /** Begin only in this ring, or only with these machines; order and budget stay as they are. */
  readonly ring?: string;
  readonly only?: readonly MachineName[];
  /** The part of the rollout that is this run's (`shard.ts`): others work on the rest of it. No other machine is asked anything. */
  readonly shard?: string;
  readonly signal: AbortSignal;
  /** Called for everything that is new in the journal, once it is safe there; `isForeign`: another run wrote it. */
  readonly onEvent?: (event: Event, state: State, isForeign: boolean) => void;
  readonly onProgress?: (machine: MachineName, percent: number | null, note: string) => void;
}

export interface Driven {
  readonly standing: Standing;
  readonly state: State;
  /** Events that may not be in the journal: it did not answer before a run that was asked to stop had to end. */
  readonly unwritten: number;
}

/** Decisions that may follow from each other in one turn: each is a step of a machine or a ring, so a few suffice. */
const layersAtMost = 1_000;
/** Nobody is asked the same that often; a decision that never comes to an end must not fill the journal. */
const attemptsAtMost = 10_000;
/** How often a run looks whether a person has left something. */
const mailEvery = 1_000;
/** How often it looks whether another run has written. */
const companyEvery = 5_000;

/** Goes on with the rollout as far as it goes now. Throws FailureError where the journal is another plan's or cannot be written. */
export async function drive(options: DriveOptions): Promise<Driven> {
  const { world } = options;
  const driver = new Driver(options, await world.journal.read());
  try {
    return await driver.run();
  } finally {
    await driver.leave();
  }
}

class Driver {
  readonly #options: DriveOptions;
  readonly #books: Books;
  readonly #ended: { readonly effect: Effect; readonly performed: Performed }[] = [];
  readonly #working = new Set<string>();
  readonly #hands: Hands;
  readonly #scans: ScanTurns;
  readonly #letGo = new AbortController();
  #partsBy: number | undefined;
  #mail: readonly string[] = [];
  #broken: { readonly error: unknown } | undefined;
  #wake: () => void = () => {};

  constructor(options: DriveOptions, events: readonly Event[]) {
    const { plan, world, by, ring = null, only = null, shard, onEvent } = options;
    const { journal, clock } = world;
    this.#options = options;
    this.#hands = new Hands(world.fleet);
    this.#scans = new ScanTurns({ clock, atOnce: plan.scansAtOnce, machines: plan.machines.length });
    this.#books = new Books({ opening: { plan, by, ring, only, shard }, journal, clock, onEvent }, events);
  }

  get #state(): State {
    return this.#books.state;
  }

  async run(): Promise<Driven> {
    const { signal, plan, world } = this.#options;
    const cancel = (): void => this.#part();
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    try {
      const repeats = [...this.#state.inFlight.values()].filter(({ machine }) => isMine(this.#view(), machine));
      let wakeAt = await this.#turn();
      for (const effect of repeats) if (this.#state.inFlight.has(keyOf(effect))) this.#start(effect, true);
      while (this.#goesOn() && (this.#isBusy() || wakeAt !== null || (await this.#books.mayBeWoken()))) {
        await this.#rest(wakeAt);
        wakeAt = await this.#turn();
      }
      if (!this.#goesOn()) await this.#parting();
      return this.#ending(this.#state, 0);
    } catch (error) {
      if (!signal.aborted || !isCutShort(error)) throw error;
      return this.#ending(await asWritten(plan, world.journal, this.#now()), this.#books.unwritten);
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  #goesOn(): boolean {
    return !this.#options.signal.aborted && this.#state.stop === null;
  }

  #ending(state: State, unwritten: number): Driven {
    const { signal } = this.#options;
    return { standing: standingOf(this.#options, state, this.#now(), signal.aborted), state, unwritten };
  }

  #isBusy(): boolean {
    return this.#working.size > 0 || this.#ended.length > 0;
  }

  /** Closes every connection within a bound. */
  async leave(): Promise<void> {
    this.#part();
    const { clock } = this.#options.world;
    await this.#hands.close(clock, Math.max(0, (this.#partsBy ?? 0) - clock.now()));
  }

  /** One turn of the loop: what has ended, what follows, one append, what is begun. Returns when to look again. */
  async #turn(): Promise<number | null> {
    const { mailbox } = this.#options.world;
    await this.#books.follow();
    await this.#takeMail();
    this.#takeEnded();
    let decision = this.#decide();
    while (!(await this.#books.flush())) decision = this.#decide();
    if (decision === undefined) return null;
    if (mailbox !== undefined && this.#mail.length > 0) await mailbox.remove(this.#mail);
    this.#mail = [];
    for (const effect of decision.start) this.#start(effect, false);
    if (this.#state.stop !== null) this.#part();
    this.#hands.release(name => this.#state.machines.get(name)?.inFlight === null);
    return decision.wakeAt;
  }

  /** What follows is noted, and what is to be begun is intended. Undefined: nothing more is decided in this run. */
  #decide(): Decision | undefined {
    const { plan, signal, shard = null } = this.#options;
    if (signal.aborted) return undefined;
    let decision = decide(plan, this.#state, this.#now(), shard);
    for (let layer = 0; decision.record.length > 0; layer += 1) {
      if (layer > layersAtMost) throw new Error(`deciding does not come to rest: ${decision.record[0]?.kind}`);
      for (const event of decision.record) this.#books.note(event);
      decision = decide(plan, this.#state, this.#now(), shard);
    }
    for (const effect of decision.start) this.#books.note({ kind: 'intended', at: this.#now(), effect });
    return decision;
  }

  async #takeMail(): Promise<void> {
    const { mailbox } = this.#options.world;
    if (mailbox === undefined) return;
    const letters = await mailbox.read();
    for (const { event } of letters) this.#books.happened(event);
    this.#mail = letters.map(({ id }) => id);
  }

  #takeEnded(): void {
    if (this.#broken !== undefined) throw this.#broken.error;
    for (const { effect, performed } of this.#ended.splice(0)) {
      if (performed.kind === 'detached') {
        const { failure } = performed;
        if (failure !== undefined && this.#state.stop === null) this.#books.happened({ kind: 'stopped', failure });
        continue;
      }
      const { outcome, acknowledged } = performed;
      const { machine } = effect;
      const key = keyOf(effect);
      this.#books.happened({ kind: 'finished', machine, key, outcome, acknowledged: [...acknowledged] });
    }
  }

  /** What was to be begun when we let go, while the journal was still being read or written, is the next run's. */
  #start(effect: Effect, isRepeat: boolean): void {
    if (this.#letGo.signal.aborted) return;
    const { plan, world, onProgress } = this.#options;
    const { machine: name } = effect;
    if (effect.attempt > attemptsAtMost) throw new Error(`${keyOf(effect)} is asked for without end`);
    const entry = entryOf(this.#view(), name);
    this.#working.add(keyOf(effect));
    const visit = {
      plan,
      effect,
      entry,
      machine: this.#hands.take(entry),
      runner: world.runner,
      scans: this.#scans,
      evidence: world.evidence,
      clock: world.clock,
      isRepeat,
      reach: plan.limits.reach,
      about: { machine: name, phase: effect.kind },
      whyNotStart: () => whyNotStart(this.#view(), effect),
      signal: this.#letGo.signal,
      onProgress: (percent: number | null, note: string) => onProgress?.(name, percent, note),
    };
    perform(visit).then(
      performed => this.#end(effect, performed),
      error => {
        this.#broken ??= { error };
        this.#end(effect, { kind: 'detached' });
      },
    );
  }

  #end(effect: Effect, performed: Performed): void {
    this.#working.delete(keyOf(effect));
    this.#ended.push({ effect, performed });
    this.#wake();
  }

  /** Until something has ended, somebody has written, or it is time to look again. */
  async #rest(wakeAt: number | null): Promise<void> {
    if (this.#ended.length > 0) return;
    const { clock, mailbox, journal } = this.#options.world;
    const never = Number.POSITIVE_INFINITY;
    const mailAt = mailbox === undefined ? never : clock.now() + mailEvery;
    const othersAt = journal.company === undefined ? never : clock.now() + companyEvery;
    const until = Math.min(wakeAt ?? never, mailAt, othersAt);
    const alarm = new AbortController();
    const awake = new Promise<void>(resolve => alarm.signal.addEventListener('abort', () => resolve(), { once: true }));
    this.#wake = () => alarm.abort();
    await (Number.isFinite(until) ? clock.sleepUntil(until, alarm.signal) : awake);
    this.#wake = () => {};
  }

  /** Lets go of every machine: whatever is under way there goes on without us. */
  #part(): void {
    this.#partsBy ??= this.#options.world.clock.now() + stopping.machines;
    this.#letGo.abort();
    this.#wake();
  }

  /** Waits for the calls that are on their way, and writes down what they brought. */
  async #parting(): Promise<void> {
    this.#part();
    const { clock } = this.#options.world;
    const until = this.#partsBy ?? clock.now();
    while (this.#working.size > 0 && clock.now() < until) {
      const alarm = new AbortController();
      this.#wake = () => alarm.abort();
      await clock.sleepUntil(until, alarm.signal);
    }
    this.#takeEnded();
    // Beside others it may come second: what has happened stands on top of theirs.
    while (!(await this.#books.flush())) {}
  }

  #now(): number {
    return this.#books.now();
  }

  #view(): View {
    const { plan, shard = null } = this.#options;
    return viewOf(plan, this.#state, this.#now(), shard);
  }
}
