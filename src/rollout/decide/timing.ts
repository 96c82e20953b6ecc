// What time alone does to a ring that is open: frozen machines are skipped without being asked anything, and a ring whose machines take
// longer than any window that they go by is held, because it would wait for ever. Both are said with their numbers; a skipped machine is
// put back in line by the first run after its freeze.
import { formatDuration } from '../../model/duration.ts';
import { type Failure, failureOf } from '../../model/failure.ts';
import type { Event } from '../events.ts';
import { type MachineState, machineOf, ringOf } from '../state.ts';
import { isInScope } from './budget.ts';
import { freezeOf, isLearned, lengthFor, lengthIn, slotFor } from './calendar.ts';
import { waitsForDrill } from './drill.ts';
import { plannedRing, type View } from './view.ts';
import { skipped, trouble } from './words.ts';

/** Frozen machines whose turn it is. */
export function skipFrozen(view: View, index: number): readonly Event[] {
  if (view.plan.calendar === undefined || view.plan.calendar.freezes.length === 0) return [];
  return pendingIn(view, index).flatMap(machine => {
    const freeze = freezeOf(view, machine);
    if (freeze === undefined) return [];
    const day = new Date(freeze.until - 1).toISOString().slice(0, 10);
    const why = `it is frozen until ${day}: ${freeze.reason}`;
    return [skipped([view, machine], trouble(machine, 'MACHINE_FROZEN', why, { retryable: true }))];
  });
}

/** Why no machine that is left can ever be begun with; undefined: some window is long enough, or nobody asks. */
export function whyTooShort(view: View, index: number): Failure | undefined {
  const once = lengthIn(view, index);
  // Who waits for a drill is begun with later, whatever its window.
  const left = once === 0 ? [] : pendingIn(view, index).filter(machine => !waitsForDrill(view, machine));
  let [longest, length] = [0, once];
  for (const machine of left) {
    const { window } = slotFor(view, machine);
    length = lengthFor(view, machine);
    if (window === null || window.duration >= length) return undefined;
    longest = Math.max(longest, window.duration);
  }
  if (left.length === 0) return undefined;
  const { name } = plannedRing(view, index);
  const learned = isLearned(view, index) ? ' (95 of 100 of its machines so far took no longer)' : '';
  const thrice = length === once ? '' : ` (update, undo and update again, ${formatDuration(once)} each)`;
  const takes = `${formatDuration(length)}${thrice}${learned}`;
  const message = `a machine of ${name} takes up to ${takes}, and the longest window of those that are left lasts ${formatDuration(longest)}`;
  return failureOf('RING_WINDOW_SHORT', message);
}

function pendingIn(view: View, index: number): readonly MachineState[] {
  const { state } = view;
  const ring = ringOf(state, index);
  return plannedRing(view, index).machines.flatMap(name => {
    const machine = machineOf(state, name);
    return machine.phase === 'pending' && machine.inFlight === null && isInScope(view, ring, machine) ? [machine] : [];
  });
}
