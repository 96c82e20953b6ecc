// What events about one machine do to its state and to the counts of its ring.
// A machine that is skipped or needed nothing frees its place in the wave: a canary that was not updated proves nothing, so the next
// machine stands in for it (a default may be slow, never dangerous).
import { identityOf } from '../../model/update.ts';
import type { EventOf, LeftOut } from '../events.ts';
import { runFor } from '../runs.ts';
import { landingKey } from '../state.ts';
import { count } from '../took.ts';
import { forgetDrain } from './cluster.ts';
import {
  draftOf,
  endLooking,
  forgetNews,
  forgetSteps,
  freePlace,
  type MachineDraft,
  move,
  requeue,
  ringDraftOf,
  type StateDraft,
} from './draft.ts';

export function judged(state: StateDraft, { machine: name, stage, gates, againAt }: EventOf<'judged'>): void {
  const machine = draftOf(state, name);
  forgetNews(state, machine);
  if (stage === 'before') machine.judgedBefore = gates;
  else if (stage === 'after') machine.judgedAfter = gates;
  machine.lookAt = againAt;
  if (againAt !== null) forgetDrain(machine);
}

export function chosen(state: StateDraft, { machine: name, updates, left }: EventOf<'machineChosen'>): void {
  const machine = draftOf(state, name);
  forgetNews(state, machine);
  machine.chosen = updates;
  noteLeft(state, machine, left);
  for (const update of updates) ringDraftOf(state, machine.ring).offered.add(identityOf(update));
  endLooking(machine);
  if (machine.buildBefore === null && machine.facts !== null) {
    machine.buildBefore = { build: machine.facts.build, ubr: machine.facts.ubr };
  }
  move(state, machine, 'ready');
}

/** What it does not get, and whether its ring has seen those updates at all. */
function noteLeft(state: StateDraft, machine: MachineDraft, left: readonly LeftOut[]): void {
  const ring = ringDraftOf(state, machine.ring);
  machine.left = left;
  for (const update of left) {
    if (update.why === 'gone') ring.gone.set(identityOf(update), update);
    else ring.offered.add(identityOf(update));
  }
}

/** It answers nothing: what follows from the look comes by itself. */
export function drifted(state: StateDraft, { machine: name, changes }: EventOf<'machineDrifted'>): void {
  draftOf(state, name).drift = changes.length === 0 ? null : changes;
}

export function skipped(state: StateDraft, { at, machine: name, failure }: EventOf<'machineSkipped'>): void {
  const machine = draftOf(state, name);
  forgetNews(state, machine);
  freePlace(state, machine);
  machine.failure = failure;
  endLooking(machine);
  forgetDrain(machine);
  forgetSteps(machine);
  // Whatever was tried has changed nothing.
  machine.install = null;
  machine.beganAt = null;
  machine.endedAt = at;
  move(state, machine, 'skipped');
}

export function returned(state: StateDraft, { machine: name }: EventOf<'machineReturned'>): void {
  const machine = draftOf(state, name);
  requeue(state, machine);
  forgetDrain(machine);
  if (machine.install === null) machine.beganAt = null;
}

export function done(state: StateDraft, { at, machine: name, result, left }: EventOf<'machineDone'>): void {
  const machine = draftOf(state, name);
  const ring = ringDraftOf(state, machine.ring);
  forgetNews(state, machine);
  noteLeft(state, machine, left);
  forgetDrain(machine);
  forgetSteps(machine);
  machine.result = result;
  endLooking(machine);
  machine.endedAt = at;
  machine.failure = null;
  ring.lastEndedAt = at;
  if (machine.undo !== null) machine.undo = { ...machine.undo, wasInService: true };
  if (result === 'updated') {
    // The second look, after the soak, is no work.
    if (machine.phase !== 'watching') time(state, machine, at);
    // What is about to be taken back again proves nothing yet.
    if (ring.drill?.stands !== 'wanted') prove(state, machine);
  } else freePlace(state, machine);
  move(state, machine, 'done');
}

/** How long it took, where this run did all of it. */
function time(state: StateDraft, { name, ring, enteredAt }: MachineDraft, at: number): void {
  const run = runFor(state.runs, name);
  if (enteredAt === null || run === null || enteredAt < run.at) return;
  count(ringDraftOf(state, ring).took, at - enteredAt);
}

/** What it installed has now passed the gates on one machine of this ring. */
function prove(state: StateDraft, machine: MachineDraft): void {
  for (const update of machine.install?.updates ?? []) {
    if (update.outcome !== 'installed') continue;
    const key = identityOf(update);
    const known = state.proven.get(key);
    const builds = new Set(known?.builds);
    if (machine.buildBefore !== null) builds.add(machine.buildBefore.build);
    state.proven.set(key, { ring: Math.min(known?.ring ?? machine.ring, machine.ring), builds });
  }
  land(state, machine);
}

/** Where its updates took it: what nothing else names, the first machine tells the others. */
function land(state: StateDraft, machine: MachineDraft): void {
  const key = landingKey(machine);
  const { facts, buildBefore } = machine;
  if (key === null || facts === null || buildBefore === null || state.landings.has(key)) return;
  const { build, ubr } = facts;
  const isSame = build === buildBefore.build && ubr === buildBefore.ubr;
  state.landings.set(key, { machine: machine.name, build, ubr, isSame });
}

export function broken(state: StateDraft, event: EventOf<'machineFailed' | 'machineUnclear'>): void {
  const machine = draftOf(state, event.machine);
  forgetNews(state, machine);
  machine.failure = event.failure;
  endLooking(machine);
  forgetDrain(machine);
  // What was made ready for the work is ready for an undo that follows at once.
  if (machine.steps !== null) machine.steps = { ...machine.steps, trouble: null };
  machine.endedAt = event.at;
  const isAfterSoak = machine.phase === 'watching';
  if (event.kind === 'machineUnclear') {
    machine.failedBy = { gate: event.gate, severity: 'hard', isAfterSoak };
    move(state, machine, 'unclear');
    return;
  }
  machine.failedBy = { gate: event.gate, severity: event.severity, isAfterSoak };
  if (event.severity === 'critical') ringDraftOf(state, machine.ring).critical.push(machine.name);
  move(state, machine, 'failed');
}

export function undone(state: StateDraft, event: EventOf<'machineUndone' | 'machineStranded'>): void {
  const machine = draftOf(state, event.machine);
  forgetNews(state, machine);
  endLooking(machine);
  forgetDrain(machine);
  forgetSteps(machine);
  machine.endedAt = event.at;
  machine.failure = event.kind === 'machineStranded' ? event.failure : null;
  move(state, machine, event.kind === 'machineStranded' ? 'stranded' : 'undone');
}
