// What a policy's `drill: true` becomes in the plan: whether the ring is drilled, what that does to its worst case, and what a person should
// know of before they approve it. Where a planned update closes a hole that is exploited nobody is undone without a person's word, so
// there is no drill either, and that is told; so is a ring of which no surveyed machine could show the undo.
import { isEnrolledBy } from '../knowledge/enrolment.ts';
import { type Failure, failureOf } from '../model/failure.ts';
import { named } from '../policy/rules/rule.ts';
import type { Policy, Ring } from '../policy/schema.ts';
import type { Plan, PlannedRing, PlannedUpdate } from './plan.ts';
import type { Survey } from './survey.ts';

export function drillOf({ drill }: Ring, updates: readonly PlannedUpdate[]): Pick<PlannedRing, 'drill'> {
  return drill === true && exploitedIn(updates) === undefined ? { drill } : {};
}

function exploitedIn(updates: readonly PlannedUpdate[]): PlannedUpdate | undefined {
  return updates.find(({ exploited }) => exploited.length > 0);
}

/**
 * How many machines an update can hit before the gates stop it, where one goes alone until it has proved the undo: that one is in order,
 * so it is none of the hit. Until then they fail one by one.
 * @param tolerated failures without a halt among so many machines that have answered
 */
export function drilledWorst(
  waves: readonly number[],
  maxUnavailable: number,
  tolerated: (before: number) => number,
): number {
  const size = waves.reduce((sum, wave) => sum + wave, 0);
  const isAlone = (before: number): boolean => tolerated(before) >= before;
  let worst = 0;
  for (let before = 0; before < size && isAlone(before); before += 1) worst = Math.min(maxUnavailable, before + 1);
  let before = 0;
  for (const wave of waves) {
    // The machine that proves the undo is of an earlier wave, or of this one and everybody before it has failed.
    const after = before === 0 ? 0 : Math.min(tolerated(before), before - 1) + wave;
    const within = isAlone(before) ? before + wave - 1 : 0;
    worst = Math.max(worst, Math.min(maxUnavailable, Math.max(after, within)));
    before += wave;
  }
  return worst;
}

/** What a person should know of the drills of this plan. */
export function drillNotes({ rings }: Policy, plan: Plan, survey: Survey | null): readonly Failure[] {
  const wanted = rings.flatMap(({ name, drill }) => (drill === true ? [name] : []));
  const fix = exploitedIn(plan.updates);
  if (wanted.length > 0 && fix !== undefined) {
    const what = `${fix.kbs.join(', ') || fix.title} would open a hole again that is exploited (${fix.exploited.join(', ')})`;
    const message = `No drill in ${wanted.join(', ')}: undoing ${what}, and no machine is undone for that without a person’s word.`;
    return [failureOf('DRILL_LEFT_OUT', message)];
  }
  const whom = survey === null || !wanted.includes(survey.ring) ? [] : unfit(plan, survey);
  if (survey === null || whom.length === 0) return [];
  const message = `No machine of ring ${survey.ring} that answered could prove the undo (${named(whom)}: domain controllers, or enrolled in Hotpatch): the ring will be held.`;
  return [failureOf('DRILL_IMPOSSIBLE', message)];
}

/** All that answered, where none of them could be drilled. */
function unfit({ hotpatch, source }: Plan, { rows }: Survey): readonly string[] {
  const answered = rows.flatMap(row => (row.ok ? [row] : []));
  const keepsTrain = hotpatch !== 'ignore' && source.kind !== 'script';
  const isUnfit = (row: (typeof answered)[number]): boolean =>
    row.facts.isDomainController ||
    row.facts.roles.includes('domain-controller') ||
    (keepsTrain && row.hotpatch !== undefined && isEnrolledBy(row.hotpatch) === true);
  return answered.every(isUnfit) ? answered.map(({ machine }) => machine) : [];
}
