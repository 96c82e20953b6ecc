// Small makers of the events that decisions about one machine end in, so that every decision reads as a sentence and
// every failure of a machine bears its name and its phase. Codes are those of knowledge/errors.ts and stay what they
// are: layer first, past participle last.
import type { Severity, Stage } from '../../gates/gate.ts';
import { type Failure, failureOf } from '../../model/failure.ts';
import type { EventOf, LeftOut } from '../events.ts';
import type { PlannedUpdate } from '../plan.ts';
import type { MachineState } from '../state.ts';
import type { View } from './budget.ts';
import type { Judged } from './judging.ts';

type Who = readonly [view: View, machine: MachineState];

export function judged(
  [{ now }, machine]: Who,
  stage: Stage,
  { verdict, gates }: Judged,
  againAt: number | null,
): EventOf<'judged'> {
  return { kind: 'judged', at: now, machine: machine.name, stage, verdict, gates: [...gates], againAt };
}

/** Nothing could be judged, and looking again may help: the machine did not answer, or its scan failed. */
export function notReached([{ now }, machine]: Who, stage: Stage, againAt: number): EventOf<'judged'> {
  return { kind: 'judged', at: now, machine: machine.name, stage, verdict: 'error', gates: [], againAt };
}

export function chosen(
  [{ now }, machine]: Who,
  updates: readonly PlannedUpdate[],
  left: readonly LeftOut[],
): EventOf<'machineChosen'> {
  const identities = updates.map(({ updateId, revision }) => ({ updateId, revision }));
  return { kind: 'machineChosen', at: now, machine: machine.name, updates: identities, left: [...left] };
}

export function skipped([{ now }, machine]: Who, failure: Failure): EventOf<'machineSkipped'> {
  return { kind: 'machineSkipped', at: now, machine: machine.name, failure };
}

export function returned([{ now }, machine]: Who, reason: string): EventOf<'machineReturned'> {
  return { kind: 'machineReturned', at: now, machine: machine.name, reason };
}

export function done(
  [{ now }, machine]: Who,
  result: 'updated' | 'nothingNeeded',
  left: readonly LeftOut[],
): EventOf<'machineDone'> {
  return { kind: 'machineDone', at: now, machine: machine.name, result, left: [...left] };
}

export interface Blame {
  readonly severity: Severity;
  readonly gate: string | null;
}

export function failed([{ now }, machine]: Who, failure: Failure, { severity, gate }: Blame): EventOf<'machineFailed'> {
  return { kind: 'machineFailed', at: now, machine: machine.name, failure, severity, gate };
}

export function unclear([{ now }, machine]: Who, failure: Failure, gate: string | null): EventOf<'machineUnclear'> {
  return { kind: 'machineUnclear', at: now, machine: machine.name, failure, gate };
}

export function undone([{ now }, machine]: Who): EventOf<'machineUndone'> {
  return { kind: 'machineUndone', at: now, machine: machine.name };
}

export function stranded([{ now }, machine]: Who, failure: Failure): EventOf<'machineStranded'> {
  return { kind: 'machineStranded', at: now, machine: machine.name, failure };
}

/** A failure of this machine in this phase of its work. */
export function trouble(machine: MachineState, code: string, message: string, more: Partial<Failure> = {}): Failure {
  return failureOf(code, message, { machine: machine.name, phase: machine.phase, ...more });
}

/** What a gate found, as a failure: the gate's name is the cause. */
export function gateTrouble(machine: MachineState, { verdict, decisive }: Judged): Failure {
  const code = verdict === 'fail' ? 'GATE_FAILED' : 'GATE_INCONCLUSIVE';
  const cause = decisive?.gate ?? 'no gate';
  return trouble(machine, code, decisive?.reason ?? 'no gate judged this machine', {
    cause,
    retryable: verdict !== 'fail',
  });
}

/** What others say, told of this machine. */
export function about(machine: MachineState, failure: Failure): Failure {
  return { ...failure, machine: machine.name, phase: machine.phase };
}
