// What openings of rings and windows count from: the beginning of the rollout, or the release that was detected. The release is what the
// planned updates say of themselves; where they say nothing, it is the survey that found them, which is the beginning. Nobody finds what
// is not released yet, so a date after the beginning is a clock that is wrong, and the beginning counts.
import type { Plan } from './plan.ts';

/** Epoch ms. @param begunAt epoch ms @param follow the policy's own choice unless given */
export function countedFrom(plan: Plan, begunAt: number, follow = plan.calendar?.follow ?? 'beginning'): number {
  const at = plan.calendar?.release?.at;
  return follow === 'beginning' || at === undefined ? begunAt : Math.min(Date.parse(at), begunAt);
}
