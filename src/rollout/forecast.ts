// When everybody will be through, as it goes now: the windows that are left, the budget of each ring, its waves and soaks, and how long a
// machine takes. Nobody's approval, failure or group is foreseen, so it can come later, and a machine that is quicker than most can come
// sooner. It is there to be late on paper while something can still be done; it opens no ring and hurries nobody.
import type { Slot } from '../calendar/slot.ts';
import type { Opening } from '../calendar/window.ts';
import { endOfDay } from '../calendar/zone.ts';
import type { MachineName } from '../model/machine.ts';
import { currentRing, placesIn } from './decide/budget.ts';
import { freezeOf, lengthIn, slotFor } from './decide/calendar.ts';
import { firstOfDrill } from './decide/drill.ts';
import { plannedRing, type View, viewOf } from './decide/view.ts';
import { legsOf } from './drills.ts';
import { activePhases, brokenPhases, type MachinePhase } from './phases.ts';
import type { Plan } from './plan.ts';
import { countedFrom } from './release.ts';
import { countOf, type MachineState, ringOf, type State } from './state.ts';

export interface Forecast {
  /** When the last machine is through; null: some never are, by themselves. Epoch ms. */
  readonly throughAt: number | null;
  /** Those that are through only after the deadline. */
  readonly late: readonly { readonly machine: MachineName; readonly at: number | null }[];
}

/** Where nothing else says how long a machine takes. */
const usually = 3_600_000;
/** Nobody plans beyond: a window that comes later than this does not come. */
const horizon = 5 * 366 * 86_400_000;

/** Null: there is no deadline, or nothing goes on by itself any more. @param now epoch ms */
export function forecastOf(plan: Plan, state: State, now: number): Forecast | null {
  if (plan.deadline === null || state.phase !== 'running' || state.conclusion !== null) return null;
  const end = endOfDay(plan.deadline.due);
  const view = viewOf(plan, state, now);
  const ends = endsOf(view);
  const late = [...ends].flatMap(([machine, at]) => (at !== null && at <= end ? [] : [{ machine, at }]));
  const known = [...ends.values()];
  return { throughAt: known.includes(null) ? null : Math.max(now, ...known.flatMap(at => at ?? [])), late };
}

type Ends = Map<MachineName, number | null>;

function endsOf(view: View): Ends {
  const { plan, state, now } = view;
  const ends: Ends = new Map();
  const calendars = new Calendars(now);
  let from: number | null = now;
  for (let index = currentRing(state) ?? plan.rings.length; index < plan.rings.length; index += 1) {
    const ring = ringOf(state, index);
    const { opens, soak } = plannedRing(view, index);
    const isOver = ring.phase === 'soaking' || ring.phase === 'judging';
    if (from !== null && ring.phase === 'waiting') from = Math.max(from, countedFrom(plan, state.begunAt) + opens);
    const last = walk(view, { index, from, calendars, ends });
    if (last === null) from = null;
    else from = isOver ? Math.max(last, ring.soakUntil ?? last) : last + soak;
  }
  return ends;
}

interface Walk {
  readonly index: number;
  /** Null: the ring never opens by itself. */
  readonly from: number | null;
  readonly calendars: Calendars;
  readonly ends: Ends;
}

const active: readonly MachinePhase[] = activePhases;

/** Through one ring, wave by wave: a wave begins when the one before is through. Returns when the last machine is. */
function walk(view: View, { index, from: opens, calendars, ends }: Walk): number | null {
  const { state } = view;
  const ring = ringOf(state, index);
  const planned = plannedRing(view, index);
  const first = firstOfDrill(view, index);
  const toCome = planned.machines
    .flatMap(name => state.machines.get(name) ?? [])
    .filter(({ phase }) => isToCome(phase));
  const left = toCome.filter(machine => machine !== first);
  const length = lengthIn(view, index) || usually;
  const proved =
    first === undefined || opens === null ? opens : endOfDrill(view, first, { from: opens, length, calendars });
  if (first !== undefined) ends.set(first.name, proved);
  if (proved === null) {
    for (const { name } of left) ends.set(name, null);
    return null;
  }
  // Nobody else is begun with before.
  const from = proved;
  const hands = left.filter(isActive).map(({ name, enteredAt }) => {
    const at = Math.max(view.now, (enteredAt ?? view.now) + length);
    ends.set(name, at);
    return at;
  });
  const free = Math.max(1, planned.maxUnavailable - countOf(ring, brokenPhases) - hands.length);
  const slots = [...hands, ...Array.from({ length: free }, () => from)];
  const places = ring.wave === 0 ? [] : [Math.max(0, placesIn(planned, ring.wave) - ring.filled)];
  const queue = inTheirOrder(view, left, { from, length, calendars });
  let [begins, last] = [from, Math.max(from, ...hands)];
  for (const size of [...places, ...planned.waves.slice(ring.wave), queue.length]) {
    for (const machine of queue.splice(0, size)) {
      const slot = slots.indexOf(Math.min(...slots));
      const at = startOf(view, machine, { from: Math.max(slots[slot] ?? from, begins), length, calendars });
      ends.set(machine.name, at === null ? null : at + length);
      slots[slot] = (at ?? from) + length;
      last = Math.max(last, slots[slot] ?? last);
    }
    begins = last;
  }
  return last;
}

/** When the first machine has been updated, taken back and updated again. Null: it never begins by itself. */
function endOfDrill(view: View, machine: MachineState, { from, length, calendars }: Start): number | null {
  const { name, phase, enteredAt } = machine;
  const whole = length * legsOf(ringOf(view.state, machine.ring), name);
  if (isActive(machine)) return Math.max(view.now, (enteredAt ?? view.now) + whole);
  const isAtRest = phase === 'pending' || phase === 'skipped' || phase === 'done';
  if (!isAtRest) return Math.max(view.now + length, (enteredAt ?? view.now) + whole + length);
  const at = startOf(view, machine, { from, length: whole, calendars });
  return at === null ? null : at + whole;
}

function isActive({ phase }: MachineState): boolean {
  return active.includes(phase);
}

/** Whose window comes first is begun with first. */
function inTheirOrder(view: View, machines: readonly MachineState[], start: Start): MachineState[] {
  const waiting = machines.filter(machine => !isActive(machine));
  const at = new Map(waiting.map(machine => [machine, startOf(view, machine, start) ?? Number.MAX_VALUE]));
  return waiting.sort((a, b) => (at.get(a) ?? 0) - (at.get(b) ?? 0));
}

/** Whoever is done, left out or broken comes no further by itself; who was skipped is tried again. */
function isToCome(phase: MachinePhase): boolean {
  return phase === 'pending' || phase === 'skipped' || active.includes(phase);
}

interface Start {
  readonly from: number;
  readonly length: number;
  readonly calendars: Calendars;
}

function startOf(view: View, machine: MachineState, { from, length, calendars }: Start): number | null {
  const thawed = Math.max(from, freezeOf(view, machine)?.until ?? from);
  return calendars.nextStart(slotFor(view, machine), thawed, length);
}

/** Openings of each slot in their order, each asked for once. */
class Calendars {
  readonly #now: number;
  readonly #known = new Map<Slot, Opening[]>();

  constructor(now: number) {
    this.#now = now;
  }

  nextStart(slot: Slot, from: number, length: number): number | null {
    const known = this.#known.get(slot) ?? [slot.openingAt(this.#now)];
    this.#known.set(slot, known);
    // Whoever fits no window is begun with by a person's word, in the next one.
    const needed = slot.window === null ? length : Math.min(length, slot.window.duration);
    for (let index = 0; ; index += 1) {
      const opening = known[index] ?? slot.openingAt(known[index - 1]?.closesAt ?? this.#now);
      known[index] = opening;
      const begins = Math.max(from, opening.opensAt);
      if (begins > this.#now + horizon) return null;
      if (opening.closesAt - begins >= needed) return begins;
    }
  }
}
