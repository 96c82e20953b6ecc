// Machines that would leave our hands now and are held back, because something is owed first: a drained node takes roles again, and the
// steps of the owner's that stand after the work are run. Where that cannot be done it is said in place of the good end, so that a machine
// which is still out of its load balancer never counts as back (design section 3, what is owed).
import type { Event, EventKind } from '../events.ts';
import { type MachinePhase, undoPhases } from '../phases.ts';
import { type MachineState, owesResume } from '../state.ts';
import { isPayable, owesAfter } from '../step-debts.ts';
import { unpaidTrouble } from './around.ts';
import type { View } from './budget.ts';
import { markLeaving } from './leavers.ts';
import { failed, stranded, unclear } from './words.ts';

const onTheWayBack: readonly MachinePhase[] = undoPhases;

const leaving: ReadonlySet<EventKind> = new Set(['machineDone', 'machineSkipped', 'machineReturned', 'machineUndone']);

function wait(view: View, machine: MachineState): readonly Event[] {
  markLeaving(view, machine);
  return [];
}

/** Holds back what would let the machine go while it owes something; where that did not work, that is what is said. */
export function heldBack(view: View, machine: MachineState, events: readonly Event[]): readonly Event[] {
  if (!events.some(({ kind }) => leaving.has(kind))) return events;
  if (machine.drain !== null && owesResume(machine)) {
    const { failure } = machine.drain;
    if (failure === null) return wait(view, machine);
    return [
      onTheWayBack.includes(machine.phase)
        ? stranded([view, machine], failure)
        : failed([view, machine], failure, { severity: 'hard', gate: null }),
    ];
  }
  if (isPayable(machine.steps)) return wait(view, machine);
  return owesAfter(machine.steps) ? unpaidEnd(view, machine, events) : events;
}

/** What was taken back is taken back, and what is owed is listed. Everybody else is out of service until a later run has paid. */
function unpaidEnd(view: View, machine: MachineState, events: readonly Event[]): readonly Event[] {
  if (onTheWayBack.includes(machine.phase)) return events;
  const who = [view, machine] as const;
  const why = unpaidTrouble(view, machine);
  const isLookedAt = machine.phase === 'verifying' || machine.phase === 'watching';
  return [isLookedAt ? unclear(who, why, null) : failed(who, why, { severity: 'hard', gate: null })];
}
