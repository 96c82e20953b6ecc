// The drill of a ring: with whom it is done, who waits for it, and what it means where it does not end well. Whom a rollback never takes
// back without a person's word is not drilled, nor who would come back as another than they were. An undo that is not proved halts; one
// that nobody can say about yet holds.
import { type Failure, failureOf } from '../../model/failure.ts';
import { isDrillOpen } from '../drills.ts';
import { activePhases, type MachinePhase } from '../phases.ts';
import { activeOf, type MachineState, machineOf, ringOf } from '../state.ts';
import { isPayable, owesAfter } from '../step-debts.ts';
import { unpaidTrouble } from './around.ts';
import { currentRing, mayBegin } from './budget.ts';
import { isDomainController, whyCrowded } from './groups.ts';
import { entryOf, plannedRing, type View } from './view.ts';
import { trouble } from './words.ts';

const actives: readonly MachinePhase[] = activePhases;
const controllers: readonly (string | undefined)[] = ['dc', 'domain-controller'];

/** Why the undo is not proved on this machine; undefined: it can be, as far as anybody knows. */
export function whyNotDrilled(view: View, machine: MachineState): string | undefined {
  const { source, hotpatch } = view.plan;
  const isLabelled =
    machine.facts === null && controllers.includes(entryOf(view, machine.name).labels.role?.toLowerCase());
  if (isLabelled || isDomainController(machine)) return 'a domain controller is never undone without a person’s word';
  if (source.kind === 'script' || hotpatch === 'ignore' || machine.isEnrolled !== true) return undefined;
  return 'it is enrolled in Hotpatch, and an undo leads to the baseline, not to where it was';
}

/** The first look at a machine has shown that it cannot be the one: another one is. */
export function whyNotFirst(view: View, machine: MachineState): string | undefined {
  const ring = ringOf(view.state, machine.ring);
  if (ring.drill?.stands !== 'wanted') return undefined;
  const why = whyNotDrilled(view, machine);
  return why === undefined ? undefined : `undo is proved on another machine first: ${why}`;
}

/** Whether the machine has to wait for the drill of its ring. */
export function waitsForDrill(view: View, machine: MachineState): boolean {
  const ring = ringOf(view.state, machine.ring);
  if (ring.drill === null || !isDrillOpen(ring)) return false;
  if (ring.drill.stands !== 'wanted') return ring.drill.machine !== machine.name;
  if (machine.phase !== 'suspect') return activeOf(ring) > 0 || whyNotDrilled(view, machine) !== undefined;
  // Of several that a person has put back in line the first of the plan goes alone.
  if (activeOf(ring) > ring.tally.suspect) return true;
  const { machines } = plannedRing(view, machine.ring);
  return machines.find(name => machineOf(view.state, name).phase === 'suspect') !== machine.name;
}

/** The machine that is taken back in the ring that is worked on, or is to be; undefined: none is. */
export function drilledMachine({ state }: Pick<View, 'state'>): MachineState | undefined {
  const index = currentRing(state);
  const drill = index === undefined ? null : ringOf(state, index).drill;
  if (drill === null || drill.machine === null || (drill.stands !== 'undoing' && drill.stands !== 'again'))
    return undefined;
  return machineOf(state, drill.machine);
}

/** The machine that proves the undo, or will as it goes now; undefined: nobody has to, or nobody can. */
export function firstOfDrill(view: View, index: number): MachineState | undefined {
  if (!isDrillOpen(ringOf(view.state, index))) return undefined;
  const known = drilledMachine(view);
  if (known !== undefined && known.ring === index) return known;
  const machines = plannedRing(view, index).machines.map(name => machineOf(view.state, name));
  const isToCome = ({ phase }: MachineState): boolean => phase === 'pending' || phase === 'skipped';
  return (
    machines.find(({ phase }) => actives.includes(phase)) ??
    machines.find(one => isToCome(one) && whyNotDrilled(view, one) === undefined)
  );
}

/** The machine is in the middle of its undo, or waits for it: its ring goes nowhere. */
export function isTakenBack(view: View, index: number): boolean {
  return ringOf(view.state, index).drill?.stands === 'undoing';
}

/** The machine whose undo did not work; undefined: none. */
export function strandedByDrill(view: View, index: number): MachineState | undefined {
  const machine = drilledMachine(view);
  if (machine === undefined || machine.ring !== index) return undefined;
  if (machine.phase === 'stranded') return machine;
  return ringOf(view.state, index).drill?.stands === 'again' && machine.phase === 'failed' ? machine : undefined;
}

/** Why a ring cannot go on with its drill for now; undefined: it can, or has none. */
export function whyDrillHeld(view: View, index: number): Failure | undefined {
  const ring = ringOf(view.state, index);
  if (!isDrillOpen(ring) || activeOf(ring) > 0) return undefined;
  const machine = drilledMachine(view);
  if (machine === undefined) return whyImpossible(view, index);
  const { name, phase, failure, result } = machine;
  if (ring.drill?.stands === 'undoing') {
    const why = phase === 'done' && mayBegin(view, machine) ? whyCrowded(view, machine) : undefined;
    if (why === undefined) return undefined;
    const more = { retryable: true, machine: name };
    return failureOf('RING_GROUP_SPENT', `${name} is to prove the undo and waits for its group: ${why}`, more);
  }
  // It still stands where a step before the undo has put it.
  if (phase === 'pending' && owesAfter(machine.steps) && !isPayable(machine.steps)) return unpaidTrouble(view, machine);
  if (failure?.code === 'ENVIRONMENT_SUSPECTED') return undefined;
  const isUseless = phase === 'done' && result === 'nothingNeeded';
  if (!isUseless && phase !== 'skipped' && phase !== 'unclear') return undefined;
  const found = failure === null ? 'it is not offered the updates again' : `${failure.code}: ${failure.message}`;
  return trouble(machine, 'DRILL_UNPROVED', `${name} was taken back and is not updated again: ${found}`, {
    retryable: true,
    next: `look at ${name}: the next run tries again; to go on without the proof: resume, to prove it on another machine: resume --exclude ${name}`,
  });
}

/** Nobody is left with whom it could be done. */
function whyImpossible(view: View, index: number): Failure | undefined {
  const { name, machines } = plannedRing(view, index);
  const left = machines.map(one => machineOf(view.state, one)).filter(({ phase }) => phase === 'pending');
  const [first] = left;
  const why = first === undefined ? undefined : whyNotDrilled(view, first);
  if (first === undefined || why === undefined || left.some(one => whyNotDrilled(view, one) === undefined))
    return undefined;
  const whom = left.length === 1 ? first.name : `${first.name} and ${left.length - 1} more`;
  return failureOf('DRILL_IMPOSSIBLE', `undo can be proved on no machine of ${name} (${whom}): ${why}`, {
    retryable: true,
    next: 'put another machine first into the ring and make a new plan, or resume: the ring then goes on without the proof',
  });
}
