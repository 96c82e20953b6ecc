// The same shapes as in state.ts, open for writing. Only the fold writes: whoever holds a State reads it. Every change
// of phase goes through `move`, which asks the table and keeps the counts, so that no count can be forgotten
// (invariant I2).
import type { Landing } from '../../gates/gate.ts';
import type { Effect } from '../effects.ts';
import type { LeftOut } from '../events.ts';
import { type MachinePhase, machinePhases, step } from '../phases.ts';
import type { MachineState, Proof, RingState, State } from '../state.ts';
import type { StepsState } from '../step-debts.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export type MachineDraft = Writable<MachineState>;

export interface RingDraft extends Writable<RingState> {
  tally: Record<MachinePhase, number>;
  lifted: Set<string>;
  offered: Set<string>;
  gone: Map<string, LeftOut>;
  steps: { ring: StepsState | null; wave: StepsState | null };
  critical: string[];
  retrying: Set<string>;
  took: number[];
}

export interface StateDraft extends Writable<State> {
  rings: RingDraft[];
  machines: Map<string, MachineDraft>;
  runs: State['runs'][number][];
  heldByHand: State['heldByHand'][number][];
  approvals: Map<string, { readonly person: string; readonly at: number }>;
  resumed: State['resumed'][number][];
  retried: State['retried'][number][];
  known: Set<string>;
  inFlight: Map<string, Effect>;
  news: Set<string>;
  proven: Map<string, Proof>;
  landings: Map<string, Landing>;
}

export function draftOf(state: StateDraft, name: string): MachineDraft {
  const machine = state.machines.get(name);
  if (machine === undefined) throw new RangeError(`machine ${name} is not in the plan`);
  return machine;
}

export function ringDraftOf(state: StateDraft, ring: string | number): RingDraft {
  const found = typeof ring === 'number' ? state.rings[ring] : state.rings.find(({ name }) => name === ring);
  if (found === undefined) throw new RangeError(`ring ${ring} is not in the plan`);
  return found;
}

/** Files that were fetched before the window are still needed. */
const beforeInstalled: readonly MachinePhase[] = ['pending', 'suspect', 'checking', 'clearing', 'ready', 'installing'];

/** Takes the machine into a phase, and counts. Files that it needs no longer may be forgotten. */
export function move(state: StateDraft, machine: MachineDraft, phase: MachinePhase): void {
  const ring = ringDraftOf(state, machine.ring);
  const isUpdated = machine.result === 'updated';
  if (machine.phase === 'done' && isUpdated) ring.updated -= 1;
  ring.tally[machine.phase] -= 1;
  machine.phase = step(machinePhases, machine.phase, phase);
  ring.tally[phase] += 1;
  if (phase === 'done' && isUpdated) ring.updated += 1;
  machine.since = state.lastAt;
  if (machine.keptJobs.length > 0 && !needsFiles(state, machine)) releaseFiles(machine);
}

/** Whether what was copied to it before the window may still be installed there. */
export function needsFiles({ phase, superseded }: StateDraft, machine: MachineDraft): boolean {
  const mayGoOn = (phase === 'running' || phase === 'halted') && superseded === null;
  return mayGoOn && beforeInstalled.includes(machine.phase);
}

/** The copies on it are of no use any more: the machine is to forget them. */
export function releaseFiles(machine: MachineDraft): void {
  machine.finishedJobs = [...machine.finishedJobs, ...machine.keptJobs];
  machine.keptJobs = [];
}

/** It fills no place of its wave any more: it proves nothing there, and the next machine takes the place. */
export function freePlace(state: StateDraft, machine: MachineDraft): void {
  const ring = ringDraftOf(state, machine.ring);
  if (machine.wave !== null && machine.wave === ring.wave) ring.filled -= 1;
  machine.wave = null;
}

/** Nothing follows from its last outcome any more. */
export function forgetNews(state: StateDraft, machine: MachineDraft): void {
  machine.news = null;
  state.news.delete(machine.name);
}

/** The next look is the first one of a new visit. */
export function endLooking(machine: MachineDraft): void {
  machine.lookAt = null;
  machine.lookingSince = null;
  machine.looks = 0;
}

/** Back to the beginning of its own story, without a place in a wave. */
export function requeue(state: StateDraft, machine: MachineDraft): void {
  freePlace(state, machine);
  beginAgain(state, machine, 'pending');
}

/** Forgets how its story went so far. */
export function beginAgain(state: StateDraft, machine: MachineDraft, phase: 'pending' | 'suspect'): void {
  move(state, machine, phase);
  forgetNews(state, machine);
  endLooking(machine);
  machine.failure = null;
  machine.failedBy = null;
  machine.diagnosis = null;
  machine.chosen = [];
  machine.tried = new Map();
  machine.left = [];
  machine.judgedBefore = [];
  machine.result = null;
  machine.endedAt = null;
  forgetSteps(machine);
}

/** The machine's visit is over: every `before` is run anew in the next one. What is owed stays owed. */
export function forgetSteps(machine: MachineDraft): void {
  const { steps } = machine;
  if (steps !== null) machine.steps = steps.owed.length === 0 ? null : { ...steps, ready: [], trouble: null };
}

/** A machine that was changed and has no clear answer yet, or a bad one: it is looked at again. */
export function lookAgain(state: StateDraft, machine: MachineDraft): void {
  const ring = ringDraftOf(state, machine.ring);
  move(state, machine, ring.phase === 'judging' ? 'watching' : 'verifying');
  endLooking(machine);
  machine.failure = null;
  machine.failedBy = null;
  machine.diagnosis = null;
  machine.judgedAfter = [];
  machine.endedAt = null;
}
