// What a look at a machine leaves in its state: who it is, which boot it is on, what it is a node of. A look before its ring opens and
// one beside another machine begin nothing and answer nothing here; what they showed is kept for whoever decides. A password that is
// rejected counts wherever it was tried.
import { isEnrolledBy } from '../../knowledge/enrolment.ts';
import { type EffectOf, isRejection } from '../effects.ts';
import type { KeptSnapshot, Outcome } from '../outcomes.ts';
import { type Run, runFor } from '../runs.ts';
import { clusterIn } from './cluster.ts';
import { draftOf, type MachineDraft, type StateDraft } from './draft.ts';

export function read(machine: MachineDraft, { readings: { facts, boot, hotpatch, roles } }: KeptSnapshot): void {
  if (facts?.ok === true) machine.facts = facts.value;
  if (hotpatch?.ok === true) machine.isEnrolled = isEnrolledBy(hotpatch.value);
  if (boot?.ok === true) {
    const { pendingRestart } = boot.value;
    machine.boot = boot.value;
    machine.uncleared = machine.uncleared.filter(signal => pendingRestart.includes(signal));
  }
  if (roles?.ok === true) machine.cluster = clusterIn(roles.value) ?? machine.cluster;
}

/** A wrong password is found out on one machine, not on all of them. */
export function noteCredential(state: StateDraft, machine: string, { readings }: KeptSnapshot): void {
  if (readings.facts === undefined) return;
  if (readings.facts.ok) accepted(state, machine);
  else if (isRejection(readings.facts.failure)) rejected(state, machine);
}

/** It is the password of the run that the machine belongs to. */
export function accepted(state: StateDraft, machine: string): void {
  changeRun(state, machine, run => ({ ...run, isProven: true, rejections: 0 }));
}

function rejected(state: StateDraft, machine: string): void {
  changeRun(state, machine, run => ({ ...run, rejections: run.rejections + 1 }));
}

function changeRun(state: StateDraft, machine: string, change: (run: Run) => Run): void {
  const mine = runFor(state.runs, machine);
  if (mine !== null) state.runs = state.runs.map(run => (run === mine ? change(run) : run));
}

/** Nothing was begun and nothing follows: who did not answer is known by its label alone, until its check. */
export function looked(state: StateDraft, machine: MachineDraft, outcome: Outcome): void {
  if (outcome.kind !== 'looked') {
    machine.look = { facts: null };
    return;
  }
  const { snapshot } = outcome;
  read(machine, snapshot);
  noteCredential(state, machine.name, snapshot);
  machine.look = { facts: snapshot.readings.facts?.ok === true ? snapshot.readings.facts.value : null };
}

/** It stays what it was; what it showed belongs to the machine that it was asked for. */
export function controlled(state: StateDraft, { machine: name, beside }: EffectOf<'control'>, outcome: Outcome): void {
  if (outcome.kind !== 'controlled') return;
  const { snapshot, runner } = outcome;
  const machine = draftOf(state, beside);
  machine.control = [...machine.control, { machine: name, snapshot, runner }];
  const answers = Object.values(snapshot.readings);
  if (answers.some(answer => !answer.ok && isRejection(answer.failure))) rejected(state, name);
}
