// Who of those that a bad update had hit is well again. Their gates compare with the look from before it, so whoever is updated is as it
// was. A Hotpatch train that was left is joined again with the next baseline only: until then that machine is still ill, whatever else
// is mended on it. For the report; nothing is decided by it.
import { trainGate } from './decide/mending.ts';
import type { Plan } from './plan.ts';
import type { Ill, PlannedFix } from './planned-fix.ts';
import { machineOf, type State } from './state.ts';

export interface Mended extends Omit<PlannedFix, 'ill'> {
  readonly mended: readonly Ill[];
  /** With the gates that ail them still. */
  readonly stillIll: readonly Ill[];
}

/** Undefined: the rollout mends none. */
export function mendedOf({ fix }: Plan, state: State): Mended | undefined {
  if (fix === undefined) return undefined;
  const { ill, ...named } = fix;
  const mended: Ill[] = [];
  const stillIll: Ill[] = [];
  for (const one of ill) {
    const { phase, result } = machineOf(state, one.machine);
    const isUpdated = result === 'updated' && (phase === 'done' || phase === 'watching');
    const gates = isUpdated ? one.gates.filter(gate => gate === trainGate) : one.gates;
    if (gates.length === 0) mended.push(one);
    else stillIll.push({ ...one, gates });
  }
  return { ...named, mended, stillIll };
}
