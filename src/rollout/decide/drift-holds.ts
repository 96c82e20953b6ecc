// Rings that wait for a person's word because of drift: `drift: hold` begins nothing more of a ring in which a machine is not what the plan
// knew of it. No later run lifts that by itself, and none puts the machine back in line before the word.
// Who is left out for drift is decided in drift.ts.
import { type Failure, failureOf } from '../../model/failure.ts';
import type { MachineState, RingState } from '../state.ts';
import type { View } from './view.ts';

const left: ReadonlySet<string> = new Set(['MACHINE_DRIFTED', 'MACHINE_EXCHANGED']);

/** Left out by drift, where the policy wants a person's word before anything more of the ring begins. */
export function waitsForWord({ plan }: View, ring: RingState, { phase, failure }: MachineState): boolean {
  if (plan.drift !== 'hold' || phase !== 'skipped' || ring.lifted.has('RING_DRIFTED')) return false;
  return failure !== null && left.has(failure.code);
}

/** Why the ring waits for a person's word; undefined: no drift keeps it. */
export function whyDrifted(view: View, ring: RingState, machines: Iterable<MachineState>): Failure | undefined {
  if (view.plan.drift !== 'hold' || ring.tally.skipped === 0) return undefined;
  for (const machine of machines) {
    if (!waitsForWord(view, ring, machine) || machine.failure === null) continue;
    const { plan } = view;
    const resume = `patchring resume --rollout ${plan.rolloutId} --reason "…"`;
    return failureOf('RING_DRIFTED', `${machine.name} of ${ring.name}: ${machine.failure.message}`, {
      machine: machine.name,
      cause: machine.failure.code,
      next: `look at it, then let it go as it is: ${resume}; or leave it out: ${resume} --exclude ${machine.name}`,
    });
  }
  return undefined;
}
