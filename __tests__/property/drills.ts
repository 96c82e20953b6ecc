// The drill of a ring, judged from the journal alone: no second machine of a drilled ring is begun with before the first one has been
// updated, taken back and updated again, in that order, unless a person has spoken since and gone on without the proof. Whose first
// try failed is none that could have shown it: the next one goes, alone as well.
import type { Event } from '../../src/rollout/events.ts';
import type { Plan } from '../../src/rollout/plan.ts';
import type { State } from '../../src/rollout/state.ts';

interface Ring {
  readonly name: string;
  readonly machines: readonly string[];
  /** Begun with, and neither failed nor back in line. */
  readonly begun: Set<string>;
  /** What the drilled machine went through. */
  readonly seen: Map<string, Set<Event['kind']>>;
  isOpen: boolean;
  heldFor: string;
}

/** A machine that ends so is not the one that shows the undo. */
const gone: readonly Event['kind'][] = [
  'machineFailed',
  'machineSkipped',
  'machineReturned',
  'machineUnclear',
  'machineStranded',
];

export class Drills {
  readonly #rings: readonly Ring[];
  #haltedBy = '';
  #isRolledBack = false;

  constructor({ rings }: Plan) {
    this.#rings = rings
      .filter(({ drill }) => drill === true)
      .map(({ name, machines }) => ({ name, machines, begun: new Set(), seen: new Map(), isOpen: true, heldFor: '' }));
  }

  /** @param state right after the event */
  *breaches(event: Event, state: State): Generator<string> {
    this.#isRolledBack ||= event.kind === 'undoBegan';
    if (event.kind === 'intended' && event.effect.kind === 'hide' && !this.#isRolledBack)
      yield `${event.effect.machine} hides what nobody has rolled back`;
    if (event.kind === 'halted') this.#haltedBy ||= event.cause.by === 'rule' ? event.cause.rule : 'person';
    if (event.kind === 'resumed' || event.kind === 'retried' || event.kind === 'undoBegan') this.#spoken(event);
    for (const ring of this.#rings) {
      // A run that begins lifts what it may try again; beside the run that is held another one lifts nothing.
      const isHeld = state.rings.some(({ name, phase }) => name === ring.name && phase === 'held');
      if (event.kind === 'runBegan' && !isHeld) ring.heldFor = '';
      if (ring.isOpen) yield* this.#judge(ring, event);
    }
  }

  /** What a person puts back in line has been begun with before; a drill that they lift is theirs. */
  #spoken({ kind }: Event): void {
    const isLifted = kind === 'resumed';
    for (const ring of this.#rings) {
      ring.begun.clear();
      if (isLifted && (this.#haltedBy === 'drill' || ring.heldFor.startsWith('DRILL_'))) ring.isOpen = false;
      ring.heldFor = '';
    }
    // A rollback leaves the halt as it is: who resumes after it speaks of that.
    if (kind !== 'undoBegan') this.#haltedBy = '';
  }

  *#judge(ring: Ring, event: Event): Generator<string> {
    if (event.kind === 'ringHeld' && event.ring === ring.name) ring.heldFor = event.failure.code;
    const name = event.kind === 'intended' ? event.effect.machine : 'machine' in event ? event.machine : '';
    if (!ring.machines.includes(name)) return;
    if (event.kind === 'intended' && event.effect.kind === 'install') {
      const others = [...ring.begun].filter(other => other !== name);
      if (others.length > 0) yield `${name} of ${ring.name} is begun with, and ${others[0]} has not proved the undo`;
      ring.begun.add(name);
    }
    if (gone.includes(event.kind)) ring.begun.delete(name);
    if (event.kind === 'finished' || event.kind === 'intended' || event.kind === 'judged') return;
    const seen = ring.seen.get(name) ?? new Set();
    ring.seen.set(name, seen.add(event.kind));
    // It has to be updated once more.
    if (event.kind === 'drillUndone') seen.delete('machineDone');
    if (event.kind !== 'drillProved') return;
    for (const step of ['drillBegan', 'machineUndone', 'drillUndone', 'machineDone'] as const)
      if (!seen.has(step)) yield `${name} of ${ring.name} has proved the undo without ${step}`;
    ring.isOpen = false;
  }
}
