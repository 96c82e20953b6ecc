// Coverage, judged from outside: what is installed on a machine of a later ring has been installed on one of each of its roles before,
// where the policy holds for that and no person has said that the ring may go.
import fc from 'fast-check';
import type { Plan } from '../../src/rollout/plan.ts';
import type { State } from '../../src/rollout/state.ts';

/** Mostly nothing: a ring that is held waits for a person, and nothing else is tried on it. */
export const aCoverage = fc.oneof(
  { weight: 6, arbitrary: fc.constant(undefined) },
  {
    weight: 2,
    arbitrary: fc.record({
      by: fc.constantFrom(['role'], ['hotpatch'], ['role', 'build', 'hotpatch']),
      action: fc.constantFrom('hold', 'hold', 'warn'),
    }),
  },
);

/** Why this machine should not be installed on; undefined: it may. */
export function uncoveredBy(plan: Plan, state: State | undefined, name: string): string | undefined {
  const machine = state?.machines.get(name);
  if (state === undefined || machine?.facts == null) return undefined;
  const { coverage } = plan.rings[machine.ring]!;
  if (coverage === undefined || coverage.action === 'warn' || !coverage.by.includes('role')) return undefined;
  if (state.rings[machine.ring]!.lifted.has('RING_UNCOVERED')) return undefined;
  const earlier = [...state.machines.values()].filter(
    ({ ring, result, phase }) => ring < machine.ring && result === 'updated' && phase === 'done',
  );
  const seen = new Set(earlier.flatMap(({ facts }) => facts?.roles ?? []));
  const missing = machine.facts.roles.filter(role => !seen.has(role));
  return missing.length === 0 ? undefined : `${name} (${missing.join(', ')}) is vouched for by no earlier ring`;
}
