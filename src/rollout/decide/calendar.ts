// When a machine may be worked on: its window, by its label or its ring's, in its zone, less the blackouts; whether what it takes still
// fits the rest; whether it is frozen; what openings of rings count from. Machines of one window and zone share one slot, made once a
// rollout, so that a decision asks the calendar a handful of times, however many machines there are.
// A machine whose zone nobody knows goes by UTC: validate refuses such a policy, so only an old plan can have one.
import { Slot } from '../../calendar/slot.ts';
import type { Opening, Window } from '../../calendar/window.ts';
import { endOfDay } from '../../calendar/zone.ts';
import { legsOf } from '../drills.ts';
import type { Plan } from '../plan.ts';
import { countedFrom } from '../release.ts';
import { type MachineState, ringOf } from '../state.ts';
import { enough, lengthOf } from '../took.ts';
import { entryOf, plannedRing, type View } from './view.ts';

export interface Freeze {
  /** Epoch ms. */
  readonly until: number;
  readonly reason: string;
}

interface Agenda {
  readonly begunAt: number;
  readonly released: number;
  readonly byLabel: ReadonlyMap<string, Window>;
  readonly freezes: ReadonlyMap<string, Freeze>;
  /** By window and zone. */
  readonly slots: Map<Window | null, Map<string, Slot>>;
  /** Every machine is looked up at every turn. */
  readonly slotOf: Map<string, Slot>;
}

const agendas = new WeakMap<Plan, Agenda>();

function agendaOf({ plan, state: { begunAt } }: View): Agenda {
  const known = agendas.get(plan);
  if (known !== undefined && known.begunAt === begunAt) return known;
  const { windows = [], freezes = [] } = plan.calendar ?? {};
  const frozen = freezes.flatMap(({ machines, until, reason }) =>
    machines.map((name): [string, Freeze] => [name, { until: endOfDay(until), reason }]),
  );
  const agenda: Agenda = {
    begunAt,
    released: countedFrom(plan, begunAt, 'detected-release'),
    byLabel: new Map(windows.flatMap(({ machines, window }) => machines.map(name => [name, window] as const))),
    // Of two freezes the longer one counts.
    freezes: new Map(frozen.sort(([, a], [, b]) => a.until - b.until)),
    slots: new Map(),
    slotOf: new Map(),
  };
  agendas.set(plan, agenda);
  return agenda;
}

export function slotFor(view: View, machine: MachineState): Slot {
  const agenda = agendaOf(view);
  let slot = agenda.slotOf.get(machine.name);
  if (slot === undefined) {
    slot = sharedSlot(view, agenda, machine);
    agenda.slotOf.set(machine.name, slot);
  }
  return slot;
}

function sharedSlot(view: View, { byLabel, slots, released }: Agenda, machine: MachineState): Slot {
  const window = byLabel.get(machine.name) ?? plannedRing(view, machine.ring).window;
  const zone = entryOf(view, machine.name).timeZone ?? 'UTC';
  const zones = slots.get(window) ?? new Map<string, Slot>();
  const known = zones.get(zone);
  if (known !== undefined) return known;
  const timeZone = window === null || window.timeZone === 'machine' ? zone : window.timeZone;
  const zoned = window === null ? null : { ...window, timeZone, released };
  const slot = new Slot(zoned, view.plan.calendar?.blackouts ?? [], zone);
  slots.set(window, zones.set(zone, slot));
  return slot;
}

/** The opening of this machine that is open, or opens next; null: nothing bounds it. */
export function openingFor(view: View, machine: MachineState): Opening | null {
  const slot = slotFor(view, machine);
  if (slot.isAlways) return null;
  let opening = view.openings.get(slot);
  if (opening === undefined) {
    opening = slot.openingAt(view.now);
    view.openings.set(slot, opening);
  }
  return opening;
}

/** Whether the machine's window is open, and no blackout is. */
export function isInWindow(view: View, machine: MachineState): boolean {
  const opening = openingFor(view, machine);
  return opening === null || opening.opensAt <= view.now;
}

/** How long a machine of the ring takes, by its own machines where enough are through; 0: nobody asks. Milliseconds. */
export function lengthIn(view: View, ring: number): number {
  let length = view.lengths.get(ring);
  if (length === undefined) {
    const { takes } = plannedRing(view, ring);
    const { took, lifted } = ringOf(view.state, ring);
    length = takes === undefined || lifted.has('RING_WINDOW_SHORT') ? 0 : lengthOf(took, takes);
    view.lengths.set(ring, length);
  }
  return length;
}

/** How long the machine is worked on from here to its end: the first of a drilled ring three times, whatever of that is done. */
export function lengthFor(view: View, { name, ring }: MachineState): number {
  return lengthIn(view, ring) * legsOf(ringOf(view.state, ring), name);
}

/** Whether it would be done before its window closes, if it were begun with now. */
export function fits(view: View, machine: MachineState): boolean {
  const opening = openingFor(view, machine);
  return opening === null || opening.closesAt - view.now >= lengthFor(view, machine);
}

/** When it can be begun with next, as far as windows decide; undefined: it fits none of them. */
export function nextStart(view: View, machine: MachineState, from = view.now): number | undefined {
  return slotFor(view, machine).nextStart(from, lengthFor(view, machine));
}

/** The freeze that it is under now. */
export function freezeOf(view: View, { name }: MachineState): Freeze | undefined {
  const freeze = agendaOf(view).freezes.get(name);
  return freeze !== undefined && view.now < freeze.until ? freeze : undefined;
}

/** Whether the ring's own machines say how long one takes. */
export function isLearned(view: View, ring: number): boolean {
  return enough(ringOf(view.state, ring).took);
}
