// What a machine's effect leaves behind in the state: phases move when something is asked for and when it ends.
// Outcomes that call for a judgement stay as news until `decide` has answered them with an event of their own; nothing
// is judged in the fold.
import type { Answer } from '../../model/ports.ts';
import type { InstallResult, UpdateHistory } from '../../model/reading.ts';
import { identityOf, type UpdateIdentity } from '../../model/update.ts';
import { type Effect, keyOf } from '../effects.ts';
import type { EventOf } from '../events.ts';
import type { KeptSnapshot, Outcome, OutcomeOf } from '../outcomes.ts';
import type { SeenSnapshot } from '../state.ts';
import { stepEnded, stepIntended } from './around.ts';
import { clusterJobsLeft, drainIntended, nodeEnded } from './cluster.ts';
import {
  draftOf,
  endLooking,
  forgetNews,
  type MachineDraft,
  move,
  needsFiles,
  releaseFiles,
  ringDraftOf,
  type StateDraft,
} from './draft.ts';
import { phaseOf } from './phase-of.ts';
import { accepted, controlled, looked, noteCredential, read } from './reading.ts';
import { type Ended, restartEnded } from './restart.ts';
import { pollEnded, pollIntended, serviceTouched } from './service.ts';

export function intended(state: StateDraft, { at, effect }: EventOf<'intended'>): void {
  const machine = draftOf(state, effect.machine);
  machine.attempts = { ...machine.attempts, [effect.kind]: effect.attempt };
  machine.inFlight = effect;
  state.inFlight.set(keyOf(effect), effect);
  // What follows from the last outcome waits until the node takes roles again, and what is owed is paid.
  if (effect.kind !== 'resume' && !(effect.kind === 'step' && effect.side === 'after')) forgetNews(state, machine);
  if (effect.kind === 'step') stepIntended(state, machine, effect);
  if (effect.kind === 'poll') pollIntended(state, effect);
  if (effect.kind === 'install' || effect.kind === 'restart') serviceTouched(state, machine);
  if (effect.kind === 'drain') {
    drainIntended(machine, effect);
    machine.beganAt ??= at;
    machine.lookAt = null;
  }
  const phase = phaseOf(effect, machine.phase);
  if (phase === undefined) return;
  if (machine.phase === 'pending') {
    const ring = ringDraftOf(state, machine.ring);
    machine.wave = ring.wave;
    machine.enteredAt = at;
    ring.filled += 1;
  }
  if (effect.kind === 'install' || (effect.kind === 'restart' && effect.purpose === 'clear')) machine.beganAt ??= at;
  if (effect.kind !== 'check' && effect.kind !== 'verify') endLooking(machine);
  // A restart before the first pass has served its purpose; one of an earlier pass still explains the boot we are on.
  if (effect.kind === 'install' && machine.install === null) machine.restart = null;
  if (effect.kind === 'restart') {
    machine.restart = { askedAt: at, from: effect.ifStillOn };
    machine.restarts += 1;
  }
  if (effect.kind === 'install' || effect.kind === 'uninstall') machine.restarts = 0;
  if (effect.kind === 'install') machine.tried = triedWith(machine.tried, effect.updates);
  if (effect.kind === 'verify') machine.control = [];
  if (effect.kind === 'check' || effect.kind === 'verify') {
    machine.lookingSince ??= at;
    machine.looks += 1;
  }
  machine.lookAt = null;
  move(state, machine, phase);
}

export function finished(state: StateDraft, { at, machine: name, outcome, acknowledged }: EventOf<'finished'>): void {
  const machine = draftOf(state, name);
  const effect = machine.inFlight;
  if (effect === null) throw new RangeError(`${name} has nothing in flight that could finish`);
  machine.inFlight = null;
  state.inFlight.delete(keyOf(effect));
  machine.finishedJobs = [...machine.finishedJobs, ...jobsLeftBy(effect, outcome)].filter(
    job => !acknowledged.includes(job),
  );
  if (effect.kind === 'control') controlled(state, effect, outcome);
  else settle(state, machine, { at, effect, outcome });
}

/** Jobs that stand finished on the machine now. A job that may still run is not among them: it cannot be forgotten yet. */
function jobsLeftBy(effect: Effect, outcome: Outcome): readonly string[] {
  // Nobody waits for a download: what still runs is left out by the machine itself, and asked for again.
  if (effect.kind === 'stage') return outcome.kind === 'notStarted' || effect.keeps === true ? [] : [effect.job];
  if (effect.kind === 'drain' || effect.kind === 'resume') return clusterJobsLeft(effect, outcome);
  switch (outcome.kind) {
    case 'checked':
      return effect.kind === 'check' && hasEnded(outcome.scan) ? [effect.job] : [];
    case 'verified':
      return effect.kind === 'verify' && effect.scan !== null && outcome.scan !== null && hasEnded(outcome.scan)
        ? [effect.scan]
        : [];
    case 'installed':
    case 'uninstalled':
    case 'hidden':
    case 'shown':
    case 'failed':
    case 'lost':
      return 'job' in effect && effect.kind !== 'check' ? [effect.job] : [];
    case 'looked':
    case 'restarted':
    case 'staged':
    case 'controlled':
    case 'diagnosed':
    case 'inspected':
    case 'drained':
    case 'resumed':
    case 'stepped':
    case 'polled':
    case 'acknowledged':
    case 'notStarted':
    case 'overdue':
      return [];
  }
}

/** Layers that speak of a machine which could not be asked: they say nothing about the job. */
const silent = /^(?:WINRM|MACHINE|CREDENTIAL|EFFECT)_|^JOB_OVERDUE$/;

/** A job that failed stands there as well as one that has a result. */
function hasEnded(scan: Answer<unknown>): boolean {
  return scan.ok || (scan.arrived === 'maybe' && !silent.test(scan.failure.code));
}

/** A job that was never begun has copied nothing, nor has one for a Windows that none of the files is for. */
function hasFiles(outcome: Outcome): boolean {
  if (outcome.kind === 'staged') return outcome.result.updates.length > 0;
  return outcome.kind !== 'notStarted';
}

/** What stands beside a machine's own story; false where it is part of it. */
function settleAside(state: StateDraft, machine: MachineDraft, { at, effect, outcome }: Ended): boolean {
  if (effect.kind === 'stage') {
    // However it went, the machine is what it was: the install downloads what is missing.
    machine.staging = { at, outcome };
    if (effect.keeps === true && hasFiles(outcome)) machine.keptJobs = [...machine.keptJobs, effect.job];
    if (!needsFiles(state, machine)) releaseFiles(machine);
    if (outcome.kind === 'staged') accepted(state, machine.name);
    return true;
  }
  if (effect.kind === 'look') {
    looked(state, machine, outcome);
    return true;
  }
  if (effect.kind === 'hide') {
    // However it went, the machine is undone.
    machine.hiding = outcome;
    return true;
  }
  if (effect.kind === 'show') {
    machine.showing = outcome;
    return true;
  }
  if (effect.kind === 'drain' || effect.kind === 'resume') {
    nodeEnded(machine, effect, outcome);
    return true;
  }
  if (effect.kind === 'step') {
    stepEnded(state, machine, effect, outcome);
    return true;
  }
  if (effect.kind === 'poll') {
    pollEnded(state, effect, at, outcome);
    return true;
  }
  return false;
}

function settle(state: StateDraft, machine: MachineDraft, ended: Ended): void {
  const { at, effect, outcome } = ended;
  if (settleAside(state, machine, ended)) return;
  switch (outcome.kind) {
    case 'checked':
      machine.history = historyIn(outcome.scan);
      machine.before = seen(outcome.snapshot, machine.history);
      read(machine, outcome.snapshot);
      noteCredential(state, machine.name, outcome.snapshot);
      break;
    case 'verified':
      machine.history = historyIn(outcome.scan) ?? machine.history;
      machine.after = seen(outcome.snapshot, machine.history);
      read(machine, outcome.snapshot);
      if (outcome.scan?.ok === true) machine.rescans += 1;
      break;
    case 'installed':
      machine.install = together(machine.install, outcome.result);
      machine.history = outcome.result.history ?? null;
      machine.boot = outcome.boot ?? machine.boot;
      machine.settledAt = at;
      move(state, machine, 'installed');
      return;
    case 'uninstalled':
      if (machine.undo !== null) machine.undo = { ...machine.undo, uninstall: outcome.result };
      // What was taken back by DISM leaves no word in the history: what was read before is no witness of now.
      machine.history = null;
      machine.boot = outcome.boot ?? machine.boot;
      move(state, machine, 'uninstalled');
      return;
    case 'diagnosed':
      machine.diagnosis = outcome;
      return;
    case 'inspected':
      if (machine.undo !== null) machine.undo = { ...machine.undo, inspection: outcome };
      return;
    case 'looked':
    case 'staged':
    case 'controlled':
    case 'hidden':
    case 'shown':
    case 'drained':
    case 'resumed':
    case 'stepped':
    case 'polled':
    case 'acknowledged':
      return;
    case 'restarted':
    case 'notStarted':
    case 'overdue':
    case 'failed':
    case 'lost':
      if (effect.kind === 'restart' && restartEnded(state, machine, { at, effect, outcome })) return;
  }
  machine.news = outcome;
  state.news.add(machine.name);
}

function historyIn(scan: OutcomeOf<'checked' | 'verified'>['scan']): UpdateHistory | null {
  return scan?.ok === true ? (scan.value.history ?? null) : null;
}

function seen(snapshot: KeptSnapshot, history: UpdateHistory | null): SeenSnapshot {
  return history === null ? snapshot : { ...snapshot, history };
}

function triedWith(tried: MachineDraft['tried'], updates: readonly UpdateIdentity[]): MachineDraft['tried'] {
  const counts = new Map(tried);
  for (const key of updates.map(identityOf)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function together(all: InstallResult | null, pass: InstallResult): InstallResult {
  if (all === null) return pass;
  // Of an update that was tried twice the last word counts.
  const again = new Set(pass.updates.map(identityOf));
  const updates = [...all.updates.filter(update => !again.has(identityOf(update))), ...pass.updates];
  const { packagesAdded: added, ...rest } = pass;
  const known = all.packagesAdded;
  // One pass that nobody could list is enough: then nobody knows what all of them have brought.
  const brought =
    known === undefined || added === undefined ? {} : { packagesAdded: [...new Set([...known, ...added])] };
  return { ...rest, updates, packagesBefore: all.packagesBefore, ...brought };
}
