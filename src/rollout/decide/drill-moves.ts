// How a drill goes on: the first machine that is updated is taken back, begins its story anew when it is back, and proves the undo when it
// is updated again. The undo is the one that a rollback has, look and gates before it included; only what asks for it is another. It is
// nobody's failure: nothing is counted, held or hidden, and a journal that ends anywhere in it goes on the same way.
import { isDrillOpen } from '../drills.ts';
import type { Effect } from '../effects.ts';
import type { Event } from '../events.ts';
import { type MachinePhase, undoPhases } from '../phases.ts';
import { type MachineState, machineOf, ringOf } from '../state.ts';
import { currentRing, mayBegin } from './budget.ts';
import { fits, nextStart } from './calendar.ts';
import { drilledMachine } from './drill.ts';
import { whyCrowded } from './groups.ts';
import { firstUndo, undo } from './steps.ts';
import { isMine, plannedRing, type View } from './view.ts';

const onTheWayBack: readonly MachinePhase[] = undoPhases;

/** What has become true of the drill. */
export function drillMoves(view: View): readonly Event[] {
  const { state, now } = view;
  const index = currentRing(state);
  if (index === undefined || !isDrillOpen(ringOf(state, index))) return [];
  const ring = ringOf(state, index);
  const machine = ring.drill?.stands === 'wanted' ? firstUpdated(view, index) : drilledMachine(view);
  if (machine === undefined) return [];
  const said = { at: now, ring: ring.name, machine: machine.name };
  const isUpdated = machine.phase === 'done' && machine.result === 'updated';
  switch (ring.drill?.stands) {
    case 'wanted':
      return [{ kind: 'drillBegan', ...said }];
    case 'undoing':
      return machine.phase === 'undone' && !isRolledBack(view, machine) ? [{ kind: 'drillUndone', ...said }] : [];
    case 'again':
      return isUpdated ? [{ kind: 'drillProved', ...said }] : [];
    default:
      return [];
  }
}

function firstUpdated(view: View, index: number): MachineState | undefined {
  const { state } = view;
  if (state.phase !== 'running' || state.stop !== null || ringOf(state, index).phase !== 'open') return undefined;
  if (ringOf(state, index).updated === 0) return undefined;
  const machines = plannedRing(view, index).machines.map(name => machineOf(state, name));
  return machines.find(({ phase, result }) => phase === 'done' && result === 'updated');
}

/** For good, by a rollback. */
function isRolledBack({ state }: View, { name }: MachineState): boolean {
  return state.undo?.machines.includes(name) === true;
}

/** What is asked of the machine that is taken back. What was begun goes on after a halt and a closed window, as an undo does. */
export function drillEffects(view: View): readonly Effect[] {
  const { state } = view;
  const machine = drilledMachine(view);
  if (machine === undefined || machine.inFlight !== null || isRolledBack(view, machine)) return [];
  if (!isMine(view, machine.name)) return [];
  if (ringOf(state, machine.ring).drill?.stands !== 'undoing') return [];
  const isOnItsWay = onTheWayBack.includes(machine.phase);
  if (!isOnItsWay && !mayBeTakenBack(view, machine)) return [];
  const effect = isOnItsWay ? undo(view, machine) : firstUndo(view, machine);
  return effect === undefined ? [] : [effect];
}

/** Nothing is wrong with it: it goes down only where it could be begun with. */
function mayBeTakenBack(view: View, machine: MachineState): boolean {
  const { phase, result, news } = machine;
  if (phase !== 'done' || result !== 'updated' || news !== null) return false;
  // Where its ring has turned out slower than any window is long, it goes by the window that is open.
  const isInTime = fits(view, machine) || nextStart(view, machine) === undefined;
  return mayBegin(view, machine) && isInTime && whyCrowded(view, machine) === undefined;
}
