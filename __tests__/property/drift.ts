// Drift, judged from outside: nothing is installed on a machine that somebody else has changed since the survey, where the policy does not
// only tell of it and no person has said that it may go; nor where another machine answers. What was changed is the model's own word.
import fc from 'fast-check';
import type { Plan } from '../../src/rollout/plan.ts';
import type { State } from '../../src/rollout/state.ts';
import type { FaultOf } from '../../src/simulation/faults.ts';
import type { Stage } from '../support/rollouts.ts';

const [minute, hour] = [60_000, 3_600_000];

/** Between the visits of a rollout's first hour, or before a ring that opens after six. */
export const aChange: fc.Arbitrary<FaultOf<'changedByOthers'>> = fc.record({
  kind: fc.constant('changedByOthers'),
  after: fc.constantFrom(2 * minute, 5 * hour, 5 * hour),
  what: fc.constantFrom('build', 'build', 'build', 'name'),
});

export const aDriftWord = fc.constantFrom(undefined, 'skip', 'hold', 'warn');

/** Why this machine should not be installed on; empty: it may. */
export function driftedOf({ plan, fleet, clock }: Stage, state: State | undefined, name: string): readonly string[] {
  const machine = state?.machines.get(name);
  const check = machine?.before?.at;
  if (state === undefined || machine === undefined || check === undefined) return [];
  const { attempts, ring } = machine;
  // What we have changed ourselves is no drift, and who was asked before it came knows nothing of it.
  if (attempts.install !== 1 || attempts.restart !== undefined) return [];
  const faults = fleet.models.model(name)?.faults ?? [];
  const changed = faults.filter(fault => fault.kind === 'changedByOthers');
  const begunAt = fleet.models.model(name)?.begunAt ?? clock.now();
  const hasCome = (what: string): boolean => changed.some(one => one.what === what && begunAt + one.after < check);
  if (hasCome('name')) return [`${name} is another machine, and is installed on`];
  const isFree = plan.drift === 'warn' || state.rings[ring]?.lifted.has('RING_DRIFTED') === true;
  if (isFree || !hasCome('build') || !isKnownOtherwise(plan, machine)) return [];
  return [`${name} was changed by somebody else, and is installed on`];
}

/** The survey saw it as it was before. */
function isKnownOtherwise({ surveyed = [] }: Plan, { name, facts }: { name: string; facts: { ubr: number } | null }) {
  const known = surveyed.find(({ machine }) => machine === name);
  return known !== undefined && facts !== null && known.ubr !== facts.ubr;
}
