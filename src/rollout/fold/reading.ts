// What a look at a machine leaves in its state: who it is, which boot it is on, what it is a node of. A look before its ring opens and
// one beside another machine begin nothing and answer nothing here; what they showed is kept for whoever decides. A password that is
// rejected counts wherever it was tried.
import { isEnrolledBy } from '../../knowledge/enrolment.ts';
import { type EffectOf, isRejection } from '../effects.ts';
import type { KeptSnapshot, Outcome } from '../outcomes.ts';
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
export function noteCredential(state: StateDraft, { readings }: KeptSnapshot): void {
  if (state.run === null || readings.facts === undefined) return;
  if (readings.facts.ok) state.run = { ...state.run, isProven: true, rejections: 0 };
  else if (isRejection(readings.facts.failure)) state.run = { ...state.run, rejections: state.run.rejections + 1 };
}

/** Nothing was begun and nothing follows: who did not answer is known by its label alone, until its check. */
export function looked(state: StateDraft, machine: MachineDraft, outcome: Outcome): void {
  if (outcome.kind !== 'looked') {
    machine.look = { facts: null };
    return;
  }
  const { snapshot } = outcome;
  read(machine, snapshot);
  noteCredential(state, snapshot);
  machine.look = { facts: snapshot.readings.facts?.ok === true ? snapshot.readings.facts.value : null };
}

/** It stays what it was; what it showed belongs to the machine that it was asked for. */
export function controlled(state: StateDraft, { machine: name, beside }: EffectOf<'control'>, outcome: Outcome): void {
  if (outcome.kind !== 'controlled') return;
  const { snapshot, runner } = outcome;
  const machine = draftOf(state, beside);
  machine.control = [...machine.control, { machine: name, snapshot, runner }];
  const answers = Object.values(snapshot.readings);
  if (state.run !== null && answers.some(answer => !answer.ok && isRejection(answer.failure)))
    state.run = { ...state.run, rejections: state.run.rejections + 1 };
}
