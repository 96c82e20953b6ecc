// Watches a rollout from outside: what reaches a machine is compared with what stands in the journal at that very moment, and what stands
// in the journal is folded again, record by record. What really happened is asked of the machines' own books, never of the rollout.
import type { MachineEntry } from '../../src/model/machine.ts';
import type { Fleet, Journal, Machine, RunnerProbes } from '../../src/model/ports.ts';
import type { UpdateIdentity } from '../../src/model/update.ts';
import { type Effect, keyOf } from '../../src/rollout/effects.ts';
import { type Event, eventSchema } from '../../src/rollout/events.ts';
import { advance, fold, stateOf } from '../../src/rollout/fold/index.ts';
import { undoPhases } from '../../src/rollout/phases.ts';
import type { State } from '../../src/rollout/state.ts';
import { mostOutOfServiceBy } from '../../src/simulation/books.ts';
import type { Stage } from '../support/rollouts.ts';
import { calendarBreaches } from './calendar.ts';
import { Claims, freedBy } from './claims.ts';
import { clusterBreaches, isBackwards, mayRestart, whyNotDrained, whyNotResumed, whyUnasked } from './cluster.ts';
import { Crash } from './crash.ts';
import { driftedOf } from './drift.ts';
import { Drills } from './drills.ts';
import { doneBreaches, passedBreaches } from './endings.ts';
import { overexposed } from './exposure.ts';
import { groupBreaches, groupBreachesInBooks } from './groups.ts';
import { installBreaches } from './installs.ts';
import { impurityOf, secretIn, textOf } from './purity.ts';
import { noService, type Service, ServiceBooks } from './services.ts';
import { jobsOf, mayStay, Spared } from './spared.ts';
import { StepBooks } from './steps.ts';
import { doneTwice } from './twice.ts';

/** A disk takes its time: what is begun before it has answered is begun too early. */
const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

/** Asking is dear: every so many batches of records. */
const askEvery = 10;

export class Watch {
  readonly #stage: Stage;
  readonly violations: string[] = [];
  /** Folded along with the journal. */
  #state: State | undefined;
  #seen = 0;
  #batches = 0;
  readonly #intended = new Map<string, Event & { readonly kind: 'intended' }>();
  readonly #finished = new Set<string>();
  #isHalted = false;
  readonly #isJoint: boolean;
  /** Intended before the halt. */
  #before = new Set<string>();
  #hasUndone = false;
  #hasResumed = false;
  readonly #excluded = new Set<string>();
  readonly #claims = new Claims();
  readonly #spared: Spared;
  readonly #steps: StepBooks;
  readonly #services: ServiceBooks;
  readonly #drills: Drills;

  /** @param isJoint several runs write: what was intended before a halt may begin after it, until its run has heard of it */
  constructor(stage: Stage, { service = noService, isJoint = false }: { service?: Service; isJoint?: boolean } = {}) {
    this.#stage = stage;
    this.#isJoint = isJoint;
    this.#spared = new Spared(stage);
    this.#drills = new Drills(stage.plan);
    this.#steps = new StepBooks(stage, (rule, what) => this.#blame(rule, what));
    this.#services = new ServiceBooks(stage, service, (rule, what) => this.#blame(rule, what));
  }

  #blame(rule: string, what: string): void {
    if (this.violations.length < 5) this.violations.push(`${rule}: ${what}`);
  }

  /** A journal that dies after so many more records, in the middle of a batch if that is where it is. */
  journal(recordsToLive = Number.POSITIVE_INFINITY): Journal<Event> {
    const { events } = this.#stage;
    let left = recordsToLive;
    return {
      read: () => Promise.resolve([...events]),
      append: async batch => {
        await turn();
        const written = batch.slice(0, left);
        left -= written.length;
        events.push(...written);
        this.catchUp();
        if (written.length < batch.length || left <= 0) throw new Crash();
      },
      close: () => Promise.resolve(),
    };
  }

  /** Takes in what is new in the journal, and judges it record by record. */
  catchUp(): void {
    const { events, plan } = this.#stage;
    for (; this.#seen < events.length; this.#seen += 1) {
      const event = events[this.#seen]!;
      const parsed = eventSchema.safeParse(JSON.parse(JSON.stringify(event)));
      if (!parsed.success) this.#blame('codec', `${event.kind}: ${parsed.error.message}`);
      const secret = secretIn(event);
      if (secret !== undefined) this.#blame('I12', `${secret} stands in ${event.kind}`);
      if (this.#state === undefined) {
        if (event.kind !== 'begun') this.#blame('I3', `the first record is ${event.kind}`);
        this.#state = stateOf(plan, event.at);
        continue;
      }
      const wasOurs = event.kind === 'intended' && this.#claims.ours.has(event.effect.machine);
      const before = { ringsPassed: this.#passed(this.#state), wasOurs };
      const wasWatched = 'machine' in event && this.#state.machines.get(event.machine)?.phase === 'watching';
      advance(plan, this.#state, event);
      this.#claims.take(event, wasWatched);
      this.#note(event, this.#state, before);
    }
    this.#batches += 1;
    const impurity =
      this.#state === undefined || this.#batches % askEvery > 0 ? undefined : impurityOf(plan, this.#state);
    if (impurity !== undefined) this.#blame('I10', impurity);
  }

  #passed(state: State): number {
    const open = state.rings.findIndex(({ phase }) => phase !== 'passed');
    return open === -1 ? state.rings.length : open;
  }

  #note(event: Event, state: State, { ringsPassed, wasOurs }: { ringsPassed: number; wasOurs: boolean }): void {
    const { plan } = this.#stage;
    if (event.kind === 'intended') {
      const { effect } = event;
      this.#intended.set(keyOf(effect), event);
      const ring = plan.rings.findIndex(({ name }) => name === effect.ring);
      if (effect.kind === 'check' && ring !== ringsPassed)
        this.#blame('I4', `${keyOf(effect)} while ${ringsPassed} rings have passed`);
      for (const what of calendarBreaches({ plan, state, wasOurs }, effect, event.at)) this.#blame('calendar', what);
    }
    if (event.kind === 'finished') this.#finished.add(event.key);
    if (event.kind === 'halted') {
      this.#isHalted = true;
      this.#before = new Set(this.#isJoint ? this.#intended.keys() : []);
    }
    if (event.kind === 'undoBegan') this.#hasUndone = true;
    if (event.kind === 'retried' || event.kind === 'resumed') {
      this.#isHalted = false;
      this.#hasResumed = true;
    }
    if (event.kind === 'resumed') for (const name of event.exclude) this.#excluded.add(name);
    const isUpdated = event.kind === 'machineDone' && event.result === 'updated';
    for (const [rule, what] of isUpdated ? doneBreaches(event.machine, state) : []) this.#blame(rule, what);
    const hasPassed = event.kind === 'ringPassed';
    for (const [rule, what] of hasPassed ? passedBreaches(plan, event.ring, state) : []) this.#blame(rule, what);
    this.#steps.judgeEvent(event);
    this.#services.judgeEvent(event, state);
    for (const what of this.#drills.breaches(event, state)) this.#blame('drill', what);
    if (event.kind === 'drillUndone') this.#spared.forget(event.machine);
    // What a person resumes after is theirs.
    if (!this.#hasResumed) for (const what of overexposed(plan, state)) this.#blame('worst case', what);
    this.#judgeOwed(event, state);
    for (const what of this.#claims.breaches(plan, state, { event, slack: this.#hasUndone ? 1 : 0 }))
      this.#blame('I5', what);
    for (const planned of plan.rings) this.#judgeUndoing(planned, state);
    const seen = { plan, hasUndone: this.#hasUndone };
    for (const what of groupBreaches(seen, state, this.#claims.ours)) this.#blame('I5', `${what} after ${event.kind}`);
  }

  /** Who leaves our hands in order owes nothing to its cluster. */
  #judgeOwed(event: Event, state: State): void {
    const freed = freedBy(event);
    const owed = freed === undefined ? undefined : whyNotResumed(state, freed);
    if (owed !== undefined) this.#blame('cluster', `${owed} after ${event.kind}`);
  }

  #judgeUndoing(planned: Stage['plan']['rings'][number], state: State): void {
    const undone = planned.machines.filter(name => {
      const machine = state.machines.get(name);
      return machine?.undo?.wasInService === true && undoPhases.some(phase => phase === machine.phase);
    }).length;
    if (undone > Math.max(1, planned.maxUnavailable)) this.#blame('I9', `${undone} of ${planned.name} undone at once`);
  }

  /** A runner that looks into the journal whenever it is asked for a step or of a service. @param stop of the run that asks */
  runner(stop: AbortSignal): RunnerProbes {
    const written = () => [...this.#intended.values()].filter(({ effect }) => !this.#finished.has(keyOf(effect)));
    const services = this.#services.runner(stop, written, effect => this.#isTooLate(effect));
    return { ...this.#steps.runner(stop, written, () => this.#isHalted), ...services };
  }

  /** A fleet that looks into the journal whenever it is asked to change something. @param stop of the run that asks */
  fleet(stop: AbortSignal): Fleet {
    const { fleet } = this.#stage;
    return { machine: entry => this.#machine(entry, fleet.machine(entry), stop), close: () => fleet.close() };
  }

  #machine({ name }: MachineEntry, machine: Machine, stop: AbortSignal): Machine {
    return {
      ...machine,
      startJob: (key, work) => {
        if (stop.aborted) this.#blame('cancel', `${work.kind} on ${name} begins after it`);
        const written = [...this.#intended.values()].find(
          ({ effect }) => effect.machine === name && jobsOf(effect).includes(key),
        );
        if (written === undefined) this.#blame('I1', `${work.kind} on ${name} was not written down`);
        if (this.#isTooLate(written?.effect) && !isBackwards(work, written?.effect))
          this.#blame('I7', `${work.kind} on ${name} begins after the halt`);
        const unasked = whyUnasked(work, this.#state);
        if (unasked !== undefined) this.#blame('I9', `${work.kind} on ${name} ${unasked}`);
        if (work.kind === 'install') {
          this.#steps.judgeChange(name, 'installs', this.#state);
          this.#judgeInstall(name, work.updates);
          this.#spared.remember(name);
        }
        if (work.kind === 'uninstall') {
          if (this.#state?.machines.get(name)?.undo == null) this.#blame('I9', `${name} is undone and nobody asked`);
          for (const what of this.#spared.atRisk(name, work.packagesBefore)) this.#blame('I9', what);
        }
        return machine.startJob(key, work);
      },
      removeJob: key => {
        const owner = [...this.#intended.values()].find(
          ({ effect }) => effect.machine === name && jobsOf(effect).includes(key),
        );
        if (owner === undefined || !this.#finished.has(keyOf(owner.effect)))
          this.#blame('I8', `${key} is forgotten on ${name} before its result is written`);
        return machine.removeJob(key);
      },
      restart: (ifStillOn, reason) => {
        if (stop.aborted) this.#blame('cancel', `${name} restarts after it`);
        const written = [...this.#intended.values()].findLast(
          ({ effect }) => effect.machine === name && effect.kind === 'restart',
        );
        const effect = written?.effect;
        if (effect?.kind !== 'restart' || effect.ifStillOn !== ifStillOn)
          this.#blame('I1', `restart of ${name} was not written down`);
        else if (this.#isTooLate(effect) && effect.purpose !== 'undo')
          this.#blame('I7', `${name} restarts after the halt`);
        if (effect?.kind === 'restart' && effect.purpose !== 'undo')
          this.#steps.judgeChange(name, 'restarts', this.#state);
        this.#judgeDrained(name, 'restarts');
        return machine.restart(ifStillOn, reason);
      },
    };
  }

  #isTooLate(effect: Effect | undefined): boolean {
    return this.#isHalted && (effect === undefined || !this.#before.has(keyOf(effect)));
  }

  #judgeInstall(name: string, updates: readonly UpdateIdentity[]): void {
    const { plan } = this.#stage;
    if (mayRestart(plan, updates)) this.#judgeDrained(name, 'installs');
    for (const { rule, what } of installBreaches(plan, this.#state, name, updates)) this.#blame(rule, what);
    for (const what of driftedOf(this.#stage, this.#state, name)) this.#blame('drift', what);
  }

  #judgeDrained(name: string, what: string): void {
    const why = whyNotDrained(this.#stage, name);
    if (why !== undefined) this.#blame('cluster', `${why} and ${what}`);
  }

  /** After a run that ended by itself: nothing is owed that nobody has tried. */
  judgeEnd(): void {
    this.#steps.judgeEnd();
  }

  /** After a run that ended by itself: the state in its memory is the fold of what is on disk. */
  compare(state: State, events: readonly Event[] = this.#stage.events): void {
    const folded = fold(events)?.state;
    if (folded === undefined) this.#blame('I3', 'the journal is empty after a run');
    // A run in which nothing happened leaves no record of itself.
    const unwritten = { runs: [], lastAt: 0 };
    if (textOf({ ...state, ...unwritten }) !== textOf({ ...folded!, ...unwritten })) {
      this.#blame('I2', 'the state is not the fold of the journal');
    }
    if (events === this.#stage.events && textOf(this.#state) !== textOf(folded))
      this.#blame('I2', 'folding twice gives two states');
  }

  /** What the machines themselves say, at the end. */
  judgeBooks(): void {
    const { plan, fleet, clock } = this.#stage;
    const books = fleet.models.books();
    for (const what of doneTwice(plan, books)) this.#blame('I8', what);
    const isStranded = (name: string): boolean => this.#state?.machines.get(name)?.phase === 'stranded';
    const mine = books.filter(({ machine }) => !this.#excluded.has(machine) && !isStranded(machine));
    const ringOf = new Map(plan.rings.flatMap(ring => ring.machines.map(name => [name, ring.name] as const)));
    const most = mostOutOfServiceBy(mine, machine => ringOf.get(machine));
    for (const ring of plan.rings) {
      const limit = ring.maxUnavailable + (this.#hasUndone ? 1 : 0);
      if ((most[ring.name] ?? 0) > limit)
        this.#blame('I5', `${most[ring.name]} of ${ring.name} really out of service, limit ${limit}`);
    }
    for (const what of groupBreachesInBooks({ plan, hasUndone: this.#hasUndone }, mine)) this.#blame('I5', what);
    for (const what of clusterBreaches(this.#stage, this.#state)) this.#blame('cluster', what);
    for (const machine of this.#state?.machines.values() ?? []) {
      if (machine.phase !== 'undone' || machine.install === null) continue;
      const had = new Set(machine.install.packagesBefore);
      const now = fleet.models.model(machine.name)?.packages(clock.now()) ?? [];
      const left = now.filter(name => !had.has(name) && !mayStay(name));
      for (const what of this.#spared.taken(machine.name, had)) this.#blame('I9', what);
      if (left.length > 0) this.#blame('I9', `${machine.name} is undone and kept ${left.join(', ')}`);
    }
  }
}
