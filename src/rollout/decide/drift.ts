// What becomes of a machine that is not what the plan knew of it, found by its check, before anything is begun on it. By the policy it is
// left out, or its ring waits for a person's word, or it is told. Where another machine answers at the address nobody is begun with,
// whatever the policy says; a machine that needs nothing is only told of. What we have changed ourselves is no drift.
import type { Failure } from '../../model/failure.ts';
import { type Change, changesText, isGrave, type Surveyed } from '../changes.ts';
import { driftOf, type Shown } from '../drift.ts';
import type { Event } from '../events.ts';
import type { Plan } from '../plan.ts';
import { type MachineState, ringOf } from '../state.ts';
import { entryOf, type View } from './view.ts';
import { trouble } from './words.ts';

export interface Drifted {
  /** To be written down, once. */
  readonly told: readonly Event[];
  /** Why nothing here is for this machine: another one answers. */
  readonly stranger: Failure | undefined;
  /** Why it must not be begun with. */
  readonly changed: Failure | undefined;
}

const nothing: Drifted = { told: [], stranger: undefined, changed: undefined };

/** A plan never changes: its index is made once. */
const surveyedIn = new WeakMap<Plan, ReadonlyMap<string, Surveyed>>();

function surveyedOf(plan: Plan, name: string): Surveyed | null {
  let index = surveyedIn.get(plan);
  if (index === undefined) {
    index = new Map((plan.surveyed ?? []).map(one => [one.machine, one]));
    surveyedIn.set(plan, index);
  }
  return index.get(name) ?? null;
}

/** Nothing that we did can have changed it. */
function isUntouched({ beganAt, attempts }: MachineState): boolean {
  const { install, restart, uninstall } = attempts;
  return beganAt === null && install === undefined && restart === undefined && uninstall === undefined;
}

export function driftAt(view: View, machine: MachineState, shown: Shown): Drifted {
  const { plan, now } = view;
  if (plan.drift === undefined || !isUntouched(machine)) return nothing;
  const before = {
    entry: entryOf(view, machine.name),
    surveyed: surveyedOf(plan, machine.name),
    look: machine.look?.facts ?? null,
  };
  const changes = driftOf(plan, before, shown);
  const grave = changes.filter(isGrave);
  const stranger = grave.find(({ what }) => what === 'name');
  const isPassed = plan.drift === 'warn' || ringOf(view.state, machine.ring).lifted.has('RING_DRIFTED');
  const isTold = JSON.stringify(changes) === JSON.stringify(machine.drift ?? []);
  return {
    told: isTold ? [] : [{ kind: 'machineDrifted', at: now, machine: machine.name, changes: [...changes] }],
    stranger: stranger === undefined ? undefined : anotherMachine(machine, stranger),
    changed: grave.length === 0 || isPassed ? undefined : whyChanged(machine, grave),
  };
}

function anotherMachine(machine: MachineState, { before, after }: Change): Failure {
  const message = `another machine answers at its address: ${after}, and ${before} was expected`;
  return trouble(machine, 'MACHINE_EXCHANGED', message, { cause: `${before} -> ${after}` });
}

function whyChanged(machine: MachineState, changes: readonly Change[]): Failure {
  const message = `it is not what the plan knew of it: ${changesText(changes)}`;
  return trouble(machine, 'MACHINE_DRIFTED', message);
}
