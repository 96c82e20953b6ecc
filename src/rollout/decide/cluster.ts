// Nodes of failover clusters: drained before anything can take them down, and resumed before they count as back. A drain is owed its
// resuming from its intent on: a machine leaves our hands in order only when it takes roles again, and whoever does not is out of
// service and listed with the command (design section 3, what is owed). Nothing here runs for a machine that is no node.
import { identityOf } from '../../model/update.ts';
import { type Effect, type EffectOf, jobKeyOf } from '../effects.ts';
import type { Event } from '../events.ts';
import { type MachinePhase, undoPhases } from '../phases.ts';
import { isDrained, type MachineState, owesResume } from '../state.ts';
import { asked } from './asked.ts';
import type { View } from './budget.ts';
import { failed, notReached, skipped, stranded } from './words.ts';

/** Between two tries to drain a node that is to be undone, while its cluster is not whole. */
const drainAgainAfter = 5 * 60_000;

/** Whether the machine has to be drained before it goes down: by its facts it may be a node, and its pause is not there yet. */
export function needsDrain({ plan }: Pick<View, 'plan'>, machine: MachineState): boolean {
  return plan.cluster === 'drain' && machine.facts?.roles.includes('cluster') === true && !isDrained(machine);
}

/** Whether what was chosen can take the machine down. What turns out to need a restart after all is drained before that. */
export function mayRestart({ plan }: View, { chosen }: MachineState): boolean {
  const mine = new Set(chosen.map(identityOf));
  return plan.updates.some(update => mine.has(identityOf(update)) && update.restart !== 'never');
}

export function drain(view: View, machine: MachineState, purpose: EffectOf<'drain'>['purpose']): Effect {
  const common = asked(view, machine, 'drain');
  const job = jobKeyOf(view.plan.rolloutId, machine.name, 'drain', common.attempt);
  return { ...common, job, purpose, after: owesResume(machine) ? [...(machine.drain?.jobs ?? [])] : [] };
}

/** Undefined: nothing is owed, or it was tried in this run. */
export function resume(view: View, machine: MachineState): Effect | undefined {
  if (machine.drain === null || !owesResume(machine) || machine.drain.failure !== null) return undefined;
  const common = asked(view, machine, 'resume');
  const job = jobKeyOf(view.plan.rolloutId, machine.name, 'resume', common.attempt);
  return { ...common, job, drains: [...machine.drain.jobs] };
}

const onTheWayBack: readonly MachinePhase[] = undoPhases;
const inHand: readonly MachinePhase[] = ['checking', 'ready', 'installed', 'restarted', 'verifying', 'watching'];

/** Looked at next, or just now. */
const looked: readonly MachinePhase[] = ['restarted', 'verifying', 'undoRestarted', 'undoVerifying'];

/** What follows from a node that could not be drained, or that does not take roles again. */
export function answerDrain(view: View, machine: MachineState): readonly Event[] {
  const { drain: state, phase, install } = machine;
  if (state === null || machine.inFlight !== null) return [];
  const who = [view, machine] as const;
  const { trouble, failure } = state;
  if (owesResume(machine)) {
    // Of a machine that did not come back from its restart whoever looks at it speaks first.
    if (failure === null || (machine.failure !== null && looked.includes(phase))) return [];
    if (onTheWayBack.includes(phase)) return [stranded(who, failure)];
    return inHand.includes(phase) ? [failed(who, failure, { severity: 'hard', gate: null })] : [];
  }
  if (trouble === null) return [];
  if (onTheWayBack.includes(phase)) {
    const isLate = view.now - machine.since >= view.plan.limits.verify;
    return trouble.retryable && !isLate
      ? [notReached(who, 'after', view.now + drainAgainAfter)]
      : [stranded(who, trouble)];
  }
  if (!inHand.includes(phase)) return [];
  return [install === null ? skipped(who, trouble) : failed(who, trouble, { severity: 'hard', gate: null })];
}

/** It is to take roles again, and nobody has heard yet whether it does. */
function isResuming(machine: MachineState): boolean {
  return owesResume(machine) && machine.drain?.failure === null;
}

/** A node that was left behind drained takes roles again before the next one gives up its own; who owes that itself waits for nobody. */
function waitsForFellow({ state }: Pick<View, 'state'>, machine: MachineState): boolean {
  if (machine.cluster === null || owesResume(machine)) return false;
  const others = [...state.machines.values()].filter(
    ({ cluster, name }) => cluster === machine.cluster && name !== machine.name,
  );
  return others.some(isResuming);
}

/** A node of its cluster does not take roles again in this run: the cluster would refuse to lose another one. */
export function isClusterStuck({ state }: Pick<View, 'state'>, machine: MachineState): boolean {
  if (machine.cluster === null) return false;
  const isLeft = (other: MachineState): boolean => owesResume(other) && (other.drain?.failure ?? null) !== null;
  return [...state.machines.values()].some(
    other => other.cluster === machine.cluster && other.name !== machine.name && isLeft(other),
  );
}

/** Drained to be taken back; nothing while another node of its cluster is given its roles again. */
export function drainToUndo(view: View, machine: MachineState): Effect | undefined {
  return waitsForFellow(view, machine) ? undefined : drain(view, machine, 'undo');
}

/** Whether another node of its cluster is being taken back: one at a time, also of those that are out of service anyway. */
export function isClusterBusy(
  { state }: Pick<View, 'state'>,
  machine: MachineState,
  begun: readonly MachineState[],
): boolean {
  const { name, cluster } = machine;
  if (cluster === null) return false;
  const others = [...state.machines.values()].filter(other => onTheWayBack.includes(other.phase));
  if (waitsForFellow({ state }, machine)) return true;
  return [...others, ...begun].some(other => other.cluster === cluster && other.name !== name);
}
