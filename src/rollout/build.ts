// Policy, machines and survey become the frozen plan. The only place that reads a policy's fields for the engine: percentages become
// whole numbers, defaults become values, the worst case is counted. The same input gives the same hash; there is no clock in it, except
// that holds which have expired by now are left out.
import { holdsInForce, isInForce } from '../knowledge/holds.ts';
import { type Knowledge, shippedKnowledge } from '../knowledge/knowledge.ts';
import { withLater } from '../knowledge/supersedence.ts';
import { type Failure, failureOf } from '../model/failure.ts';
import type { MachineEntry } from '../model/machine.ts';
import { budgetOf, wavesOf } from '../policy/amounts.ts';
import { coverageOf } from '../policy/coverage.ts';
import { groupMembers, inOrder, type Membership, membersOf } from '../policy/membership.ts';
import { restartLimit, restartWhen } from '../policy/restart.ts';
import type { Policy, Ring } from '../policy/schema.ts';
import { sourceOf } from '../policy/source.ts';
import { windowOf } from '../policy/windows.ts';
import { aroundOf } from './build-around.ts';
import { calendarOf, freezeNotes, plannedWindow, takesOf } from './build-calendar.ts';
import { drilledWorst, drillNotes, drillOf } from './build-drill.ts';
import { fixAmong, mendingOnly, notOffered, wantedFor } from './build-fix.ts';
import { limitsOf } from './build-limits.ts';
import { digestOf } from './digest.ts';
import { exchangedNotes, surveyedOf } from './drift.ts';
import { type HeldHere, heldHere } from './held.ts';
import { unlicensedNotes } from './licence.ts';
import { nameOf, type Plan, type PlanContent, type PlannedRing, type PlannedUpdate } from './plan.ts';
import type { PlannedFix } from './planned-fix.ts';
import { irremovableNotes } from './removable.ts';
import { type Beside, type Denied, pin, type Survey } from './survey.ts';
import { toleratedAmong } from './tolerance.ts';
import { uncoveredFailures, uncoveredNotes } from './uncovered.ts';
import { deniedNotes, leftOutNotes } from './unplanned.ts';

export interface PlanInput {
  readonly policy: Policy;
  /** The inventory; machines that are in no ring are left out. */
  readonly machines: readonly MachineEntry[];
  /** Null: offline; nothing is pinned, and nothing can be applied. */
  readonly survey: Survey | null;
  /** Updates that earlier rollouts took back. */
  readonly denied?: readonly Denied[];
  /** What the rollout before is mended by; absent: nothing is to be mended. */
  readonly fix?: PlannedFix | undefined;
  /** With the owner's own files; the shipped data unless given. */
  readonly knowledge?: Knowledge;
  /** Epoch ms, for holds that expire. */
  readonly now: number;
}

export type PlanResult =
  /** `notes`: what a person should know of, such as machines that could not be surveyed. */
  | { readonly ok: true; readonly plan: Plan; readonly notes: readonly Failure[]; readonly held: readonly HeldHere[] }
  | { readonly ok: false; readonly failures: readonly Failure[] };

/** The policy has been checked by its own rules before. */
export function buildPlan({
  policy,
  machines,
  survey,
  denied = [],
  fix,
  knowledge = shippedKnowledge,
  now,
}: PlanInput): PlanResult {
  const members = membersOf(policy.rings, machines);
  const silent = (survey?.rows ?? []).flatMap(row => (row.ok ? [] : [{ ...row.failure, machine: row.machine }]));
  if (survey !== null && silent.length === survey.rows.length) {
    const message = `No machine of ring ${survey.ring} could be asked what it is offered.`;
    return { ok: false, failures: [failureOf('PLAN_SURVEY_FAILED', message), ...silent] };
  }
  const holes = withLater(knowledge.holes, knowledge.lineage);
  const { updates, leftOut, missing } = pinnedOf({ policy, survey, fix }, { denied, holes, now });
  if (missing !== undefined) return { ok: false, failures: [missing, ...leftOut] };
  const fastTrack = fastTrackOf(policy, updates);
  const calendar = calendarOf({ policy, members, updates, survey, now });
  const content: PlanContent = {
    format: 1,
    name: policy.name,
    policyHash: policyHashOf(policy),
    inventoryHash: inventoryHashOf(members),
    surveyedRing: survey?.ring ?? null,
    source: sourceOf(policy),
    ...(survey === null ? {} : { surveyed: [...surveyedOf(survey, updates)] }),
    drift: policy.drift,
    scansAtOnce: policy.scan.parallel,
    stage: stageOf(policy),
    passes: policy.updates.passes,
    hotpatch: policy.hotpatch,
    restart: restartWhen(policy),
    pendingRestart: policy.pendingRestart,
    cluster: policy.cluster,
    limits: limitsOf(policy),
    gates: gatesOf(policy),
    ...(policy.probeScripts === undefined ? {} : { probeScripts: [...policy.probeScripts] }),
    holds: holdsInForce(policy.holds, policy.hotpatch, now),
    lineage: [...knowledge.lineage],
    updates,
    fastTrack,
    deadline: policy.deadline ?? null,
    ...(calendar === undefined ? {} : { calendar }),
    ...analysisOf(policy),
    ...(policy.analysis.control === 0 ? {} : { control: policy.analysis.control }),
    ...aroundOf(policy, members),
    ...fixAmong(fix, members),
    groups: groupsOf(policy, members),
    rings: ringsOf(policy, members, { fastTrack, updates }),
    machines: members.flatMap(member => member.machines),
  };
  // What the file will hold is what is hashed: a key without a value does not exist.
  const plain = JSON.parse(JSON.stringify(content)) as PlanContent;
  const plan = { ...plain, ...nameOf(plain) };
  const refused = uncoveredFailures(plan, survey);
  if (refused.length > 0) return { ok: false, failures: refused };
  const rows = survey?.rows ?? [];
  const over = [...expiredHolds(policy, plan, now), ...freezeNotes(policy, plan, now)];
  const notes = [
    ...silent,
    ...leftOut,
    ...over,
    ...exchangedNotes(plan, survey),
    ...unlicensedNotes(rows, plan),
    ...irremovableNotes(rows, plan),
    ...uncoveredNotes(plan, survey),
    ...drillNotes(policy, plan, survey),
  ];
  return { ok: true, plan, notes, held: survey === null ? [] : heldHere(plan, survey, now) };
}

/** The update set, what is left out of it, and why there is none where something is to be mended. */
function pinnedOf({ policy, survey, fix }: Pick<PlanInput, 'policy' | 'survey' | 'fix'>, beside: Beside) {
  const wanted = wantedFor(policy, fix);
  const updates = survey === null ? [] : [...mendingOnly(pin(wanted, survey, beside), fix)];
  const notes = [...deniedNotes(survey, beside.denied), ...leftOutNotes(wanted, survey, beside)];
  // What is to mend was named by a person, and not by the policy.
  const leftOut = fix === undefined ? notes : notes.filter(({ code }) => code !== 'UPDATE_NOT_OFFERED');
  const missing = fix === undefined || survey === null || updates.length > 0 ? undefined : notOffered(fix, survey.ring);
  return { updates, leftOut, missing };
}

/** Digest of everything the policy says, credentials' names included, their values never. */
export function policyHashOf(policy: Policy): string {
  const { notify: _, ...decisive } = policy;
  return digestOf(decisive);
}

function inventoryHashOf(members: readonly Membership[]): string {
  return digestOf(members.map(({ ring, machines }) => ({ ring: ring.name, machines })));
}

/** Why a plan file may not be applied to this policy and these machines any more; empty: it may. */
export function whyOutdated(plan: Plan, policy: Policy, machines: readonly MachineEntry[]): readonly Failure[] {
  const next = 'make a new plan, and have it approved';
  const failures: Failure[] = [];
  if (plan.policyHash !== policyHashOf(policy)) {
    failures.push(failureOf('PLAN_OUTDATED', 'The policy has changed since the plan was made.', { next }));
  }
  if (plan.inventoryHash !== inventoryHashOf(membersOf(policy.rings, machines))) {
    failures.push(
      failureOf('PLAN_OUTDATED', 'The machines of the rings have changed since the plan was made.', { next }),
    );
  }
  if (plan.surveyedRing === null) {
    failures.push(
      failureOf('PLAN_OFFLINE', 'The plan was made offline, so it pins no updates.', {
        next: 'make it without --offline',
      }),
    );
  }
  return failures;
}

/** Holds of the policy that would bite, and do not any more. */
function expiredHolds({ holds }: Policy, { updates }: Plan, now: number): readonly Failure[] {
  const planned = new Set(updates.flatMap(({ kbs }) => kbs));
  const expired = holds.filter(hold => planned.has(hold.kb) && !isInForce(hold, now));
  return expired.map(({ kb, expires, reason }) =>
    failureOf(
      'HOLD_EXPIRED',
      `The policy’s hold on ${kb} (${reason}) counts no longer since ${expires}: it is planned.`,
    ),
  );
}

/** Where an update closes an exploited hole, and the policy has a fast track for that. */
function fastTrackOf({ fastTrack }: Policy, updates: readonly PlannedUpdate[]): PlanContent['fastTrack'] {
  const because = [...new Set(updates.flatMap(({ exploited }) => exploited))].sort();
  if (fastTrack === undefined || because.length === 0) return null;
  return { soak: fastTrack.soak, opens: fastTrack.opens ?? null, because };
}

/** Only soaks and openings get shorter: waves, windows, gates and approvals stand as they are written. */
function hurried(ring: Ring, fastTrack: PlanContent['fastTrack']): Ring {
  if (fastTrack === null) return ring;
  const { soak, opens } = fastTrack;
  return { ...ring, soak: Math.min(ring.soak, soak), opens: Math.min(ring.opens, opens ?? ring.opens) };
}

/** Nothing for `method: fixed`: then `maxFailures` decides alone. */
function analysisOf({ analysis }: Policy): Pick<PlanContent, 'analysis'> {
  const { method, zeroTolerance, baselineFailureRate, regressionFailureRate, falseAlarm, missRate } = analysis;
  if (method === 'fixed') return {};
  const rates = { baseline: baselineFailureRate, regression: regressionFailureRate, falseAlarm, missRate };
  return { analysis: { zeroTolerance, ...rates } };
}

/** Of the machines that are in a ring; a group of which none is says nothing. */
function groupsOf({ groups }: Policy, members: readonly Membership[]): PlanContent['groups'] {
  const all = members.flatMap(({ machines }) => machines);
  return groups.flatMap(group => {
    const machines = groupMembers(group, all).map(({ name }) => name);
    const { name, per = null, maxUnavailable } = group;
    return machines.length === 0 ? [] : [{ name, machines, per, maxUnavailable }];
  });
}

function ringsOf(
  policy: Policy,
  members: readonly Membership[],
  { fastTrack, updates }: Pick<PlanContent, 'fastTrack' | 'updates'>,
): PlannedRing[] {
  let released = 0;
  return members.map(({ ring, machines }, index) => {
    released += machines.length;
    const own = { ...hurried(ring, fastTrack), drill: drillOf(ring, updates).drill };
    const planned = ringOf(policy, own, machines, released);
    return index === 0 ? planned : { ...planned, coverage: coverageOf(policy, ring) };
  });
}

function ringOf(policy: Policy, ring: Ring, machines: readonly MachineEntry[], released: number): PlannedRing {
  const size = machines.length;
  const waves = wavesOf(ring.waves, size);
  const maxUnavailable = budgetOf(ring.maxUnavailable, size, 1);
  const maxFailures = budgetOf(ring.maxFailures, size);
  const { analysis } = analysisOf(policy);
  const worst = ring.drill === true ? drilledWorst : visibleWorst;
  const tolerated = (before: number): number =>
    toleratedAmong(analysis, { maxFailures, earlier: released - size, before });
  return {
    name: ring.name,
    machines: inOrder(policy.groups, machines).map(({ name }) => name),
    waves,
    maxUnavailable,
    maxFailures,
    maxSkipped: budgetOf(ring.maxSkipped, size),
    soak: ring.soak,
    opens: ring.opens,
    window: windowIn(policy, ring),
    ...takesOf(policy, ring, machines),
    approval: ring.approval,
    onRegression: ring.onRegression,
    ...(ring.drill === true ? { drill: true as const } : {}),
    worstCase: { visible: worst(waves, maxUnavailable, tolerated), released },
  };
}

/**
 * How many machines an update can hit before the gates stop it: failures that are tolerated keep their place in the budget, so when one
 * more is seen, at most `maxUnavailable` are failed or in our hands, and of these no more than the open wave and the tolerated ones.
 * @param tolerated failures without a halt among so many machines that have answered
 */
export function visibleWorst(
  waves: readonly number[],
  maxUnavailable: number,
  tolerated: (before: number) => number,
): number {
  let before = 0;
  let worst = 0;
  for (const wave of waves) {
    worst = Math.max(worst, Math.min(maxUnavailable, tolerated(before) + wave));
    before += wave;
  }
  return worst;
}

/** A machine may be away for as long as we wait for it. Where nothing but a restart is asked for, a restart that somebody else waits for is no hindrance: ours is that restart. */
function gatesOf(policy: Policy): Plan['gates'] {
  const { before, undo = [], wave = [], ring = [] } = policy.gates;
  const after = policy.gates.after.map(choice =>
    choice.gate === 'cameBack'
      ? { ...choice, settings: { ...choice.settings, timeout: restartLimit(policy) } }
      : choice,
  );
  const services = { ...(wave.length === 0 ? {} : { wave }), ...(ring.length === 0 ? {} : { ring }) };
  const others = { after, ...(undo.length === 0 ? {} : { undo }), ...services };
  if (sourceOf(policy).kind !== 'none') return { before, ...others };
  return { before: before.filter(({ gate }) => gate !== 'noPendingRestart'), ...others };
}

/** Null: nothing is downloaded before its window. */
function stageOf(policy: Policy): Plan['stage'] {
  const { stage, stageParallel } = policy.updates;
  const { kind } = sourceOf(policy);
  return stage === 0 || (kind !== 'agent' && kind !== 'packages') ? null : { before: stage, atOnce: stageParallel };
}

/** Null: anytime, or a ring that never restarts. */
function windowIn(policy: Policy, ring: Ring): PlannedRing['window'] {
  const window = windowOf(policy, ring);
  return window === null || window === undefined ? null : plannedWindow(window);
}
