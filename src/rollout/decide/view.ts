// One look at the rollout: the plan, where it stands, the moment, and what is looked up again and again while one decision is made. What a
// plan alone says is indexed once a plan, because it never changes; nothing here decides anything.
// Every file of this room stands on it.
import type { Slot } from '../../calendar/slot.ts';
import type { Opening } from '../../calendar/window.ts';
import type { MachineEntry } from '../../model/machine.ts';
import type { Plan, PlannedRing } from '../plan.ts';
import { machinesOfShard } from '../shard.ts';
import type { State } from '../state.ts';

/** One look at the rollout: what decisions are made from. */
export interface View {
  readonly plan: Plan;
  readonly state: State;
  /** Epoch ms. */
  readonly now: number;
  /** The part of the rollout that this run works on, and its machines; null: all of them. */
  readonly shard: string | null;
  readonly mine: ReadonlySet<string> | null;
  /** Openings, and how long machines of a ring take: asking for either is dear. */
  readonly openings: Map<Slot, Opening>;
  readonly lengths: Map<number, number>;
  readonly entries: ReadonlyMap<string, MachineEntry>;
}

/** A plan never changes: its index is made once. */
const entriesOf = new WeakMap<Plan, ReadonlyMap<string, MachineEntry>>();

export function viewOf(plan: Plan, state: State, now: number, shard: string | null = null): View {
  let entries = entriesOf.get(plan);
  if (entries === undefined) {
    entries = new Map(plan.machines.map(entry => [entry.name, entry]));
    entriesOf.set(plan, entries);
  }
  const mine = shard === null ? null : machinesOfShard(plan, shard);
  return { plan, state, now, shard, mine, openings: new Map(), lengths: new Map(), entries };
}

/** Whether this run may ask anything of the machine. */
export function isMine({ mine }: Pick<View, 'mine'>, machine: string): boolean {
  return mine === null || mine.has(machine);
}

/** The same look with everybody's machines: for what concerns all who work on the rollout. */
export function everybodys(view: View): View {
  return view.mine === null ? view : { ...view, shard: null, mine: null };
}

export function entryOf({ entries }: View, name: string): MachineEntry {
  const entry = entries.get(name);
  if (entry === undefined) throw new RangeError(`machine ${name} is not in the plan`);
  return entry;
}

export function plannedRing({ plan }: Pick<View, 'plan'>, ring: number): PlannedRing {
  const found = plan.rings[ring];
  if (found === undefined) throw new RangeError(`ring ${ring} is not in the plan`);
  return found;
}
