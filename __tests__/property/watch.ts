// Watches a rollout from outside: what reaches a machine is compared with what stands in the journal at that very moment, and what stands
// in the journal is folded again, record by record. What really happened is asked of the machines' own books, never of the rollout.
import type { MachineEntry } from '../../src/model/machine.ts';
import type { Fleet, Journal, Machine, RunnerProbes } from '../../src/model/ports.ts';
import type { UpdateIdentity } from '../../src/model/update.ts';
import { keyOf } from '../../src/rollout/effects.ts';
import { type Event, eventSchema } from '../../src/rollout/events.ts';
import { advance, fold, stateOf } from '../../src/rollout/fold/index.ts';
import { undoPhases } from '../../src/rollout/phases.ts';
import type { State } from '../../src/rollout/state.ts';
import { irregularitiesOf, mostOutOfServiceBy } from '../../src/simulation/books.ts';
import type { Stage } from '../support/rollouts.ts';
import { calendarBreaches } from './calendar.ts';
import { clusterBreaches, isBackwards, mayRestart, whyNotDrained, whyNotResumed, whyUnasked } from './cluster.ts';
import { Crash } from './crash.ts';
import { doneBreaches, passedBreaches } from './endings.ts';
import { overexposed } from './exposure.ts';
import { groupBreaches, groupBreachesInBooks } from './groups.ts';
import { impurityOf, secretIn, textOf } from './purity.ts';
import { jobsOf, Spared } from './spared.ts';
import { StepBooks } from './steps.ts';

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
  #hasUndone = false;
  #hasResumed = false;
  readonly #excluded = new Set<string>();
  readonly #claimed = new Set<string>();
  readonly #spared: Spared;
  readonly #steps: StepBooks;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#spared = new Spared(stage);
    this.#steps = new StepBooks(stage, (rule, what) => this.#blame(rule, what));
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
      const before = this.#passed(this.#state);
      advance(plan, this.#state, event);
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

  #note(event: Event, state: State, ringsPassed: number): void {
    const { plan } = this.#stage;
    if (event.kind === 'intended') {
      const { effect } = event;
      this.#intended.set(keyOf(effect), event);
      const ring = plan.rings.findIndex(({ name }) => name === effect.ring);
      if (effect.kind === 'check' && ring !== ringsPassed)
        this.#blame('I4', `${keyOf(effect)} while ${ringsPassed} rings have passed`);
      for (const what of calendarBreaches(plan, state, effect, event.at)) this.#blame('calendar', what);
    }
    if (event.kind === 'finished') this.#finished.add(event.key);
    if (event.kind === 'halted') this.#isHalted = true;
    if (event.kind === 'undoBegan') this.#hasUndone = true;
    if (event.kind === 'resumed') {
      this.#isHalted = false;
      this.#hasResumed = true;
      for (const name of event.exclude) this.#excluded.add(name);
    }
    const isUpdated = event.kind === 'machineDone' && event.result === 'updated';
    for (const [rule, what] of isUpdated ? doneBreaches(event.machine, state) : []) this.#blame(rule, what);
    const hasPassed = event.kind === 'ringPassed';
    for (const [rule, what] of hasPassed ? passedBreaches(plan, event.ring, state) : []) this.#blame(rule, what);
    this.#steps.judgeEvent(event);
    // What a person resumes after is theirs.
    if (!this.#hasResumed) for (const what of overexposed(plan, state)) this.#blame('worst case', what);
    this.#claim(event);
    for (const planned of plan.rings) this.#judgeBudget(planned, state, event.kind);
    const seen = { plan, hasUndone: this.#hasUndone };
    for (const what of groupBreaches(seen, state, this.#claimed)) this.#blame('I5', `${what} after ${event.kind}`);
  }

  /** Counted here by events, not by the engine's phases: out of service from the first touch until somebody knows better. */
  #claim(event: Event): void {
    // A step takes a machine out of service, and one around a ring nobody.
    const isAside =
      event.kind === 'intended' &&
      event.effect.kind === 'step' &&
      (event.effect.per !== 'machine' || event.effect.side === 'after');
    const justLooks = ['acknowledge', 'verify', 'control', 'stage', 'diagnose', 'inspect', 'hide', 'show', 'resume'];
    if (event.kind === 'intended' && !isAside && !justLooks.includes(event.effect.kind)) {
      this.#claimed.add(event.effect.machine);
    }
    const isOver = ['machineDone', 'machineSkipped', 'machineReturned', 'machineUndone'].includes(event.kind);
    if (isOver && 'machine' in event) {
      const owed = this.#state === undefined ? undefined : whyNotResumed(this.#state, event.machine);
      if (owed !== undefined) this.#blame('cluster', `${owed} after ${event.kind}`);
      this.#claimed.delete(event.machine);
    }
    if (event.kind === 'machineFailed' || event.kind === 'machineUnclear') this.#claimed.add(event.machine);
    if (event.kind === 'resumed') for (const name of event.exclude) this.#claimed.delete(name);
  }

  #judgeBudget(planned: Stage['plan']['rings'][number], state: State, after: string): void {
    const phaseOf = (name: string) => state.machines.get(name)?.phase;
    // Undoing spends budget as well, at least one at a time; what it strands does not stop the others.
    const limit = planned.maxUnavailable + (this.#hasUndone ? 1 : 0);
    const out = planned.machines.filter(name => this.#claimed.has(name) && phaseOf(name) !== 'stranded').length;
    if (out > limit) this.#blame('I5', `${out} of ${planned.name} out of service after ${after}, limit ${limit}`);
    const undone = planned.machines.filter(name => {
      const machine = state.machines.get(name);
      return machine?.undo?.wasInService === true && undoPhases.some(phase => phase === machine.phase);
    }).length;
    if (undone > Math.max(1, planned.maxUnavailable)) this.#blame('I9', `${undone} of ${planned.name} undone at once`);
  }

  /** A runner that looks into the journal whenever it is asked for a step. @param stop of the run that asks */
  runner(stop: AbortSignal): RunnerProbes {
    const written = () => [...this.#intended.values()].filter(({ effect }) => !this.#finished.has(keyOf(effect)));
    return this.#steps.runner(stop, written, () => this.#isHalted);
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
        if (this.#isHalted && !isBackwards(work, written?.effect))
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
        else if (this.#isHalted && effect.purpose !== 'undo') this.#blame('I7', `${name} restarts after the halt`);
        if (effect?.kind === 'restart' && effect.purpose !== 'undo')
          this.#steps.judgeChange(name, 'restarts', this.#state);
        this.#judgeDrained(name, 'restarts');
        return machine.restart(ifStillOn, reason);
      },
    };
  }

  /** Nothing that is not pinned, and in later rings nothing that no earlier ring has proved. */
  #judgeInstall(name: string, updates: readonly UpdateIdentity[]): void {
    const machine = this.#state?.machines.get(name);
    if (mayRestart(this.#stage.plan, updates)) this.#judgeDrained(name, 'installs');
    if (machine === undefined || updates.length === 0)
      this.#blame('promotion', `${name} installs nothing that was chosen`);
    for (const { updateId, revision } of machine?.chosen ?? []) {
      const key = `${updateId}@${revision}`;
      if (!this.#stage.plan.updates.some(update => `${update.updateId}@${update.revision}` === key))
        this.#blame('promotion', `${key} is not pinned`);
      const proof = this.#state?.proven.get(key);
      if (machine !== undefined && machine.ring > 0 && (proof === undefined || proof.ring >= machine.ring)) {
        this.#blame('promotion', `${key} on ${name} was proved by no earlier ring`);
      }
    }
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
  compare(state: State): void {
    const folded = fold(this.#stage.events)?.state;
    if (folded === undefined) this.#blame('I3', 'the journal is empty after a run');
    // A run in which nothing happened leaves no record of itself.
    const unwritten = { run: null, lastAt: 0 };
    if (textOf({ ...state, ...unwritten }) !== textOf({ ...folded!, ...unwritten })) {
      this.#blame('I2', 'the state is not the fold of the journal');
    }
    if (textOf(this.#state) !== textOf(folded)) this.#blame('I2', 'folding twice gives two states');
  }

  /** What the machines themselves say, at the end. */
  judgeBooks(): void {
    const { plan, fleet, clock } = this.#stage;
    const books = fleet.models.books();
    const { jobsRunTwice, updatesInstalledTwice, restartedTwice, needlessRestarts } = irregularitiesOf(books);
    for (const what of jobsRunTwice) this.#blame('I8', `job ran twice: ${what}`);
    for (const what of updatesInstalledTwice) this.#blame('I8', `installed twice: ${what}`);
    for (const what of restartedTwice) this.#blame('I8', `restarted twice: ${what}`);
    if (plan.pendingRestart === 'skip')
      for (const what of needlessRestarts) this.#blame('I8', `needless restart: ${what}`);
    const isStranded = (name: string): boolean => this.#state?.machines.get(name)?.phase === 'stranded';
    const mine = books.filter(({ machine }) => !this.#excluded.has(machine) && !isStranded(machine));
    const ringOf = new Map(plan.rings.flatMap(ring => ring.machines.map(name => [name, ring.name] as const)));
    const most = mostOutOfServiceBy(mine, machine => ringOf.get(machine));
    for (const ring of plan.rings) {
      const limit = ring.maxUnavailable + (this.#hasUndone ? 1 : 0);
      if ((most[ring.name] ?? 0) > limit)
        this.#blame('I5', `${most[ring.name]} of ${ring.name} really out of service, limit ${limit}`);
    }
    const seen = { plan, hasUndone: this.#hasUndone };
    for (const what of groupBreachesInBooks(seen, mine)) this.#blame('I5', what);
    for (const what of clusterBreaches(this.#stage, this.#state)) this.#blame('cluster', what);
    for (const machine of this.#state?.machines.values() ?? []) {
      if (machine.phase !== 'undone' || machine.install === null) continue;
      const had = new Set(machine.install.packagesBefore);
      const now = fleet.models.model(machine.name)?.packages(clock.now()) ?? [];
      const gone = [...had].filter(name => !now.includes(name));
      const left = now.filter(name => !had.has(name) && !name.startsWith('Package_for_ServicingStack'));
      if (gone.length > 0) this.#blame('I9', `${machine.name} lost ${gone.join(', ')}`);
      if (left.length > 0) this.#blame('I9', `${machine.name} is undone and kept ${left.join(', ')}`);
    }
  }
}
