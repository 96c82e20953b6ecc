// What may be begun now, and how much of it: phase of the rollout and the ring, windows, the scope of this run, places in the wave and
// machines out of service. Every start of the engine asks here, and perform asks again just before it touches the machine, so that
// nothing forward starts after a halt, outside a window or above the budget (invariants I4, I5, I7).

import { type Effect, isForward } from '../effects.ts';
import { undoPhases } from '../phases.ts';
import type { PlannedRing } from '../plan.ts';
import { runFor, runOfShard } from '../runs.ts';
import { type MachineState, machineOf, type RingState, ringOf, type State, spentOf } from '../state.ts';
import { fits, freezeOf, isInWindow } from './calendar.ts';
import { waitsForWord } from './drift-holds.ts';
import { isMine, plannedRing, type View } from './view.ts';

export { isInWindow, openingFor } from './calendar.ts';
export { entryOf, everybodys, isMine, plannedRing, type View, viewOf } from './view.ts';

/** The ring that is being worked on: the first that has not passed. Undefined: all have. */
export function currentRing(state: State): number | undefined {
  const index = state.rings.findIndex(({ phase }) => phase !== 'passed');
  return index === -1 ? undefined : index;
}

/** Whether this run was asked to begin with this machine. */
export function isInScope(view: View, ring: RingState, machine: MachineState): boolean {
  if (!isMine(view, machine.name)) return false;
  const run = runFor(view.state.runs, machine.name);
  if (run === null) return true;
  return (run.ring === null || run.ring === ring.name) && (run.only === null || run.only.has(machine.name));
}

/** No machine has accepted the password of this run yet. */
export function isUnproven({ state, shard }: View): boolean {
  return runOfShard(state.runs, shard)?.isProven === false;
}

/** Whether this machine may be begun with, places and budget aside. */
export function mayBegin(view: View, machine: MachineState): boolean {
  const { state } = view;
  const ring = ringOf(state, machine.ring);
  return (
    state.phase === 'running' &&
    state.stop === null &&
    ring.phase === 'open' &&
    isInScope(view, ring, machine) &&
    isInWindow(view, machine)
  );
}

/** Machines that a new run puts back in line: what was skipped, or not offered what its ring is held for, and may be begun with now. */
export function backInLine(view: View): readonly string[] {
  const { state } = view;
  if (state.phase !== 'running') return [];
  const back = [...state.machines.values()].filter(machine => {
    const ring = ringOf(state, machine.ring);
    if (ring.phase !== 'open' && ring.phase !== 'held') return false;
    const isMissing = machine.result === 'nothingNeeded' && machine.left.some(({ why }) => why === 'gone');
    const isBack = machine.phase === 'skipped' || (isMissing && isHeldForMissing(ring));
    if (!isBack || machine.inFlight !== null || !isInScope(view, ring, machine)) return false;
    if (waitsForWord(view, ring, machine)) return false;
    return freezeOf(view, machine) === undefined && isInWindow(view, machine) && fits(view, machine);
  });
  return back.map(({ name }) => name);
}

/** What a machine was not offered may be offered now. */
function isHeldForMissing({ hold }: RingState): boolean {
  return hold?.failure.code === 'UPDATE_GONE' || hold?.failure.code === 'DRILL_UNPROVED';
}

/** Whether a machine that has been begun with may be changed further. */
export function mayGoOn(view: View, machine: MachineState): boolean {
  const { state } = view;
  return state.phase === 'running' && state.stop === null && isInWindow(view, machine);
}

/** Why an effect that was intended must not start any more; undefined: it may. Asked again just before the machine is touched. */
export function whyNotStart(view: View, effect: Effect): string | undefined {
  /** They change nothing, so they need no window. */
  const isQuiet =
    effect.kind === 'stage' ||
    effect.kind === 'poll' ||
    (effect.kind === 'verify' && effect.scan !== null && effect.purpose !== 'undo');
  if (!isForward(effect) && !isQuiet) return undefined;
  if (view.state.phase !== 'running') return 'the rollout was halted';
  if (view.state.stop !== null) return 'the run was stopped';
  if (!isQuiet && !isInWindow(view, machineOf(view.state, effect.machine))) return 'its window has closed';
  return undefined;
}

/** Places of a wave; the last one is the rest, so it takes in whoever went back in line from an earlier one. @param wave from 1, 0: none */
export function placesIn({ waves, machines }: PlannedRing, wave: number): number {
  return wave >= waves.length ? machines.length : (waves[wave - 1] ?? 0);
}

/** How many more machines of the ring may be begun with: places in the open wave, and machines out of service. */
export function roomIn(view: View, index: number): number {
  const { state } = view;
  const ring = ringOf(state, index);
  const planned = plannedRing(view, index);
  const places = placesIn(planned, ring.wave) - ring.filled;
  return Math.max(0, Math.min(places, planned.maxUnavailable - spentOf(ring)));
}

/** How many machines that are in service may be taken back now: what the budget leaves, but at least one, so that nothing is stuck. */
export function undoRoomIn(view: View, index: number): number {
  const { state } = view;
  const ring = ringOf(state, index);
  const left = plannedRing(view, index).maxUnavailable - spentOf(ring);
  const inHand = undoPhases.reduce((sum, phase) => sum + ring.tally[phase], 0);
  return Math.max(left, inHand === 0 ? 1 : 0);
}
