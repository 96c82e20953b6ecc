// What events about rings, runs, halts and undoing do to the state. A hold goes on by itself: the next run puts the skipped back in
// line and looks at the unclear again. A halt goes on only with a person's word, which also decides what becomes of failed machines:
// an excluded one is that person's now, every other one is looked at again, so that no budget is stuck for good (invariants I7, I11).
import type { EventOf } from '../events.ts';
import { isShown } from '../hidden.ts';
import { brokenPhases, machinePhases, type RingPhase, type ringPhases, rolloutPhases, step } from '../phases.ts';
import type { Plan } from '../plan.ts';
import { runFrom, withRun } from '../runs.ts';
import type { State } from '../state.ts';
import { forgetWave, tryRoundAgain, tryToPayAgain } from './around.ts';
import { tryToResumeAgain } from './cluster.ts';
import {
  beginAgain,
  draftOf,
  endLooking,
  forgetNews,
  freePlace,
  lookAgain,
  type MachineDraft,
  move,
  type RingDraft,
  releaseFiles,
  requeue,
  ringDraftOf,
  type StateDraft,
} from './draft.ts';
import { drillsResumed, giveUpDrills, toBeUndone, undoGoesOn } from './drill.ts';
import { askAgain, endRounds, forgetStale, takeUponThem } from './service.ts';

export function runBegan(plan: Plan, state: StateDraft, event: EventOf<'runBegan'>): void {
  const run = runFrom(plan, event);
  const isCovered = ({ name }: MachineDraft): boolean => run.covers === null || run.covers.has(name);
  state.runs = withRun(state.runs, run);
  state.stop = null;
  for (const machine of state.machines.values()) {
    if (!isCovered(machine)) continue;
    if (machine.drain !== null) tryToResumeAgain(machine);
    // Whoever did not answer before its ring could open is looked at again.
    if (machine.look?.facts === null && ringDraftOf(state, machine.ring).phase === 'waiting') machine.look = null;
  }
  tryToPayAgain(state, isCovered);
  for (const one of state.rings) forgetStale(one);
  if (state.phase !== 'running') return;
  for (const one of state.rings) if (isHeldForOthers(one)) releaseHold(one);
  const { again } = event;
  const unclear = inOpenRings(state).filter(machine => machine.phase === 'unclear' && isCovered(machine));
  for (const one of state.rings) if (again.length > 0 || unclear.length > 0) releaseHold(one);
  for (const name of again) requeue(state, draftOf(state, name));
  for (const machine of unclear) lookAgain(state, machine);
}

/** Whatever made the run stop has been said: nobody is stopped by it again. */
export function stopped(state: StateDraft, { failure }: EventOf<'stopped'>): void {
  state.stop = failure;
  state.runs = state.runs.map(run => ({ ...run, rejections: 0 }));
}

/** A ring that has passed is done with: what failed in it was tolerated. In one that opens again everybody waits for its turn. */
function inOpenRings(state: StateDraft): readonly MachineDraft[] {
  const isOpen = ({ phase }: RingDraft): boolean => phase !== 'passed' && phase !== 'waiting';
  return [...state.machines.values()].filter(({ ring }) => isOpen(ringDraftOf(state, ring)));
}

/** What a command of the owner's says may be otherwise in the next run. */
function isHeldForSteps({ hold }: RingDraft): boolean {
  return hold?.failure.code.startsWith('AROUND_') === true;
}

/** Or what a service shows. */
function isHeldForOthers(ring: RingDraft): boolean {
  return isHeldForSteps(ring) || ring.hold?.failure.code.startsWith('SERVICE_') === true;
}

export function releaseHold(ring: RingDraft): void {
  if (ring.hold === null) return;
  if (isHeldForSteps(ring)) tryRoundAgain(ring);
  askAgain(ring);
  ring.phase = ring.hold.from;
  if (ring.hold.failure.code === 'UPDATE_GONE') ring.gone.clear();
  ring.hold = null;
}

export function halted(state: StateDraft, { at, cause, reason }: EventOf<'halted'>): void {
  // Halting what is halted changes nothing: the first reason stands.
  if (state.phase !== 'running') return;
  state.phase = step(rolloutPhases, state.phase, 'halted');
  state.halt = { at, cause, reason };
}

export function resumed(state: StateDraft, event: EventOf<'resumed'>): void {
  const { at, person, reason, exclude } = event;
  const holds = new Map(state.rings.flatMap(({ name, hold }) => (hold === null ? [] : [[name, hold.failure.code]])));
  const spoken = { halt: state.halt, holds };
  liftHalt(state, { at, person, reason });
  if (state.phase !== 'running') return;
  for (const name of exclude) leave(state, name);
  for (const machine of state.machines.values()) if (machine.drain !== null) tryToResumeAgain(machine);
  tryToPayAgain(state);
  for (const ring of state.rings) {
    tryRoundAgain(ring);
    takeUponThem(ring);
    if (ring.hold === null) continue;
    ring.lifted.add(ring.hold.failure.code);
    releaseHold(ring);
  }
  drillsResumed(state, event, spoken);
  for (const machine of inOpenRings(state))
    if (brokenPhases.some(phase => phase === machine.phase)) tryAgain(state, machine);
}

/** A person has looked: what halted is known from now on. */
export function liftHalt(state: StateDraft, word: State['resumed'][number]): void {
  state.resumed.push(word);
  if (state.phase === 'halted') state.phase = step(rolloutPhases, state.phase, 'running');
  if (state.phase !== 'running') return;
  const cause = state.halt?.cause;
  if (cause?.by === 'rule' && cause.signature !== undefined) state.known.add(cause.signature);
  state.halt = null;
  state.undo = null;
  for (const ring of state.rings) ring.critical = [];
}

/** A word that came too late changes nothing: a machine in our hands cannot be left. */
function leave(state: StateDraft, name: string): void {
  const machine = state.machines.get(name);
  if (machine === undefined || machine.inFlight !== null) return;
  const follows: readonly string[] = machinePhases[machine.phase];
  if (!follows.includes('excluded')) return;
  freePlace(state, machine);
  forgetNews(state, machine);
  endLooking(machine);
  move(state, machine, 'excluded');
}

/** Something was installed: only its gates can say that all is well. Nothing was: it begins again with a check, in its old place. */
export function tryAgain(state: StateDraft, machine: MachineDraft): void {
  const hasChanged = machine.install?.updates.some(({ outcome }) => outcome === 'installed') === true;
  machine.undo = null;
  if (hasChanged || machine.phase !== 'failed') {
    lookAgain(state, machine);
    return;
  }
  machine.install = null;
  beginAgain(state, machine, 'suspect');
}

/** What was not shown yet is asked for again: the word may be given as often as machines are left. */
export function undoLifted(state: StateDraft, { at, person, reason }: EventOf<'undoLifted'>): void {
  if (state.phase !== 'undone') return;
  state.lifted = { at, person, reason };
  state.conclusion = null;
  for (const machine of state.machines.values()) if (!isShown(machine)) machine.showing = null;
}

/** Nothing more is done in it, by nobody: whatever its machines are is theirs. */
export function superseded(state: StateDraft, { at, person, reason, fix }: EventOf<'superseded'>): void {
  const word = { at, person, reason, ...(fix === undefined ? {} : { fix }) };
  // What is to mend may be named anew, or nothing any more, until that has begun.
  if (state.superseded?.fix !== undefined) state.superseded = word;
  const follows: readonly string[] = rolloutPhases[state.phase];
  if (state.conclusion !== null || !follows.includes('done')) return;
  state.phase = 'done';
  state.superseded = word;
  for (const machine of state.machines.values()) releaseFiles(machine);
  state.conclusion = 'nothing-to-do';
}

export function undoBegan(state: StateDraft, event: EventOf<'undoBegan'>): void {
  const follows: readonly string[] = rolloutPhases[state.phase];
  if (!follows.includes('undoing')) return;
  state.phase = 'undoing';
  state.conclusion = null;
  state.superseded = null;
  if (state.lifted !== null) hideAgain(state);
  const { at, cause, reason, machines, spared } = event;
  state.undo = { at, cause, reason, machines, spared, endedAt: null };
  for (const machine of state.machines.values()) releaseFiles(machine);
  giveUpDrills(state, machines);
  machines.forEach((name, order) => {
    const machine = draftOf(state, name);
    machine.undo = undoGoesOn(machine, order) ?? toBeUndone(machine, order);
    if (machine.phase !== 'stranded') return;
    machine.failure = null;
    move(state, machine, 'undoChecking');
  });
}

/** Taking back more of it is a new word against it, for those too that were taken back before. */
function hideAgain(state: StateDraft): void {
  state.lifted = null;
  for (const machine of state.machines.values()) {
    machine.hiding = null;
    machine.showing = null;
  }
}

type RingEvent = EventOf<'ringOpened' | 'waveOpened' | 'ringSoaking' | 'ringJudging' | 'ringPassed' | 'ringHeld'>;

export function ringMoved(state: StateDraft, event: RingEvent, table: typeof ringPhases): void {
  const ring = ringDraftOf(state, event.ring);
  const enter = (phase: RingPhase): void => {
    ring.phase = step(table, ring.phase, phase);
    ring.since = event.at;
  };
  if (event.kind !== 'ringHeld') endRounds(ring);
  switch (event.kind) {
    case 'ringOpened':
      enter('open');
      comeBack(state, ring);
      return;
    case 'waveOpened':
      ring.wave = event.wave;
      forgetWave(ring);
      ring.filled = 0;
      return;
    case 'ringSoaking':
      ring.soakUntil = event.until;
      enter('soaking');
      return;
    case 'ringJudging':
      enter('judging');
      return;
    case 'ringHeld':
      ring.hold = { failure: event.failure, from: heldFrom(ring.phase) };
      enter('held');
      return;
    case 'ringPassed':
      enter('passed');
      forgetReadings(state, ring);
      return;
  }
}

function heldFrom(phase: RingPhase): NonNullable<RingDraft['hold']>['from'] {
  return phase === 'judging' || phase === 'waiting' ? phase : 'open';
}

/** It opens once more, for these. */
function comeBack(state: StateDraft, ring: RingDraft): void {
  for (const name of ring.retrying) {
    const machine = draftOf(state, name);
    if (machine.phase === 'failed') tryAgain(state, machine);
  }
  ring.retrying.clear();
}

/** Nothing will be compared with them any more, and five thousand of them are a lot. What failed may be tried again. */
function forgetReadings(state: StateDraft, ring: RingDraft): void {
  for (const machine of state.machines.values()) {
    if (state.rings[machine.ring] !== ring || machine.phase === 'failed') continue;
    machine.before = null;
    machine.history = null;
    machine.after = null;
    machine.control = [];
  }
}
