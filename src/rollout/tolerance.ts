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

/**
 * How many of the machines that went first in a ring may have failed without a halt; what the worst case of the next wave adds to.
 * @param earlier machines of the rings before; the more of them were begun with, the fewer of these are among the rollout's first
 * @param before machines of this ring that have answered
 */
export function toleratedAmong(
  analysis: PlannedAnalysis | undefined,
  { maxFailures, earlier, before }: { readonly maxFailures: number; readonly earlier: number; readonly before: number },
): number {
  if (analysis === undefined) return Math.min(maxFailures, before);
  const first = Math.max(0, analysis.zeroTolerance - earlier);
  return Math.min(maxFailures, Math.max(0, before - first), toleratedBy(analysis, before));
}
