// What the end of a restart does to a machine's state, by what it was for: an update, somebody else's changes that waited, an undo. And
// which signals it has left standing, so that nobody is restarted again and again for what a restart does not cure.
// Nothing is judged here: what a machine that is not back means is for the gates.
import type { Boot } from '../../model/reading.ts';
import type { Effect } from '../effects.ts';
import type { Outcome } from '../outcomes.ts';
import { type MachineDraft, move, type StateDraft } from './draft.ts';

/** An effect that is not in flight any more. */
export interface Ended {
  readonly at: number;
  readonly effect: Effect;
  readonly outcome: Outcome;
}

/** Takes the end of a restart in; false where `decide` has to answer it. */
export function restartEnded(state: StateDraft, machine: MachineDraft, { at, effect, outcome }: Ended): boolean {
  if (effect.kind !== 'restart') return false;
  const { purpose } = effect;
  if (outcome.kind === 'restarted') {
    if (purpose === 'clear') machine.uncleared = leftOver(machine, outcome.boot);
    machine.boot = outcome.boot;
    machine.settledAt = at;
    machine.failure = null;
  } else if (outcome.kind === 'overdue' && purpose !== 'clear') {
    // The gates say what it means; what we know goes with the machine.
    machine.failure = outcome.failure;
    machine.settledAt = null;
  } else if (outcome.kind === 'notStarted' && purpose === 'update') {
    move(state, machine, 'installed');
    return true;
  } else return false;
  move(state, machine, ({ update: 'restarted', clear: 'checking', undo: 'undoRestarted' } as const)[purpose]);
  if (purpose === 'undo' && machine.undo?.uninstall === null) machine.undo = { ...machine.undo, hasRestarted: true };
  if (purpose === 'clear') {
    // Somebody else's restart is done, and nothing of ours was begun yet.
    machine.lookAt = at;
    if (machine.install === null && outcome.kind === 'restarted') machine.beganAt = null;
  }
  return true;
}

/** Servicing may end only with a second restart (facts: windows-servicing 3.10); one that asks for a third is for a person. */
const servicing: readonly string[] = ['servicing', 'servicingInProgress', 'packagesPending', 'windowsUpdate'];

function leftOver({ boot, uncleared, restarts }: MachineDraft, after: Boot): readonly string[] {
  const stood = boot?.pendingRestart ?? [];
  const isSecond = (signal: string): boolean =>
    uncleared.includes(signal) || restarts > 1 || !servicing.includes(signal);
  return after.pendingRestart.filter(signal => stood.includes(signal) && isSecond(signal));
}
