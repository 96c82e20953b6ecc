// How many machines of a ring may fail by the strictest rule that only counts:
// what the ring says, what the sequential test tolerates when all of it has
// been begun with, and none among the first machines of the rollout.
import type { PlannedAnalysis, PlannedRing } from './plan.ts';
import { toleratedBy } from './statistics.ts';

/** Never more than this; fewer while only a part of the ring has been begun with. */
export function toleratedIn(
  analysis: PlannedAnalysis | undefined,
  {
    maxFailures,
    machines,
    released,
  }: Pick<PlannedRing, 'maxFailures'> & { readonly machines: number; readonly released: number },
): number {
  if (analysis === undefined) return maxFailures;
  return released <= analysis.zeroTolerance ? 0 : Math.min(maxFailures, toleratedBy(analysis, machines));
}
