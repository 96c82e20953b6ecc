// The frozen plan: what this rollout will do, to whom, in which order, within which whole numbers. The engine reads nothing else;
// the first record of the journal holds it whole (invariant I3). It is plain JSON, holds no secret and no clock: the same policy,
// machines and updates give the same hash, and the hash is what a person approves.
import * as z from 'zod';
import { gateChoiceSchema } from '../gates/choice.ts';
import { holdSchema } from '../knowledge/holds.ts';
import { lineageRowSchema } from '../knowledge/lineage.ts';
import { machineEntrySchema } from '../model/machine.ts';
import { scriptFileSchema, sourceSchema } from '../model/source.ts';
import { updateSchema } from '../model/update.ts';
import { coverageParts } from '../policy/coverage.ts';
import { plannedStepSchema } from './around.ts';

export type { PlannedStep } from './around.ts';

import { surveyedSchema } from './changes.ts';
import { digestOf } from './digest.ts';
import { plannedCalendarSchema, plannedWindowSchema } from './planned-calendar.ts';
import { plannedFixSchema } from './planned-fix.ts';

const count = z.number().int().nonnegative();
/** Milliseconds. */
const length = z.number().int().nonnegative();

export const plannedUpdateSchema = z.strictObject({
  ...updateSchema.pick({
    updateId: true,
    revision: true,
    title: true,
    kbs: true,
    restart: true,
    isRestartPredicted: true,
    size: true,
    isProductUpgrade: true,
    cves: true,
  }).shape,
  /** CVEs that it closes and KBs that it is, whose hole is exploited; empty: none is known to be. */
  exploited: z.array(z.string()),
  /** Surveyed machines that were offered it. */
  offeredTo: z.array(z.string()),
});
/** One update of the pinned set. */
export type PlannedUpdate = z.output<typeof plannedUpdateSchema>;

export const plannedRingSchema = z.strictObject({
  name: z.string(),
  /** In the order in which they start. */
  machines: z.array(z.string()).min(1),
  /** Sizes that sum to the ring. A machine that is skipped or needs nothing fills no place: the next one does. */
  waves: z.array(count).min(1),
  maxUnavailable: z.number().int().positive(),
  /** The number is allowed: 1 halts at the second. */
  maxFailures: count,
  maxSkipped: count,
  soak: length,
  /** Counted from the beginning of the rollout, or from the release: `calendar.follow`. */
  opens: length,
  /** `null`: anytime, written by hand. */
  window: plannedWindowSchema.nullable(),
  /** How long one machine takes, until enough of the ring have shown it; absent: nothing bounds the time it has. */
  takes: length.exactOptional(),
  approval: z.enum(['none', 'required']),
  onRegression: z.enum(['halt', 'rollback']),
  /** Its first machine is taken back and updated again before the second starts. Absent: nobody asked for that. */
  drill: z.literal(true).exactOptional(),
  /** Kinds that earlier rings must have, and what a gap does. Absent: the first ring, or a plan made before anybody asked. */
  coverage: z
    .strictObject({ by: z.array(z.enum(coverageParts)).min(1), action: z.enum(['warn', 'hold', 'refuse']) })
    .exactOptional(),
  worstCase: z.strictObject({
    /** Machines that an update can hit before a gate stops it, when the damage shows at the gates. */
    visible: count,
    /** Machines that have the update before this ring's soak ends: what a damage that shows only later can hit. */
    released: count,
  }),
});
export type PlannedRing = z.output<typeof plannedRingSchema>;

/** Machines that stand in for one another: no more of them are out of service at one time, across all rings. */
export const plannedGroupSchema = z.strictObject({
  name: z.string(),
  machines: z.array(z.string()).min(1),
  /** domain: counted for each domain apart, as the machines say when they are looked at. */
  per: z.literal('domain').nullable(),
  maxUnavailable: z.number().int().positive(),
});
export type PlannedGroup = z.output<typeof plannedGroupSchema>;

const share = z.number().gt(0).lt(1);

const analysisSchema = z.strictObject({
  /** So many machines, the first that were begun with in this rollout, tolerate none. */
  zeroTolerance: count,
  baseline: share,
  regression: share,
  falseAlarm: share,
  missRate: share,
});
export type PlannedAnalysis = z.output<typeof analysisSchema>;

/** How long we wait for what. Waiting ends; the work on the machine is never killed. Milliseconds. */
export const limitsSchema = z.strictObject({
  scan: length,
  install: length,
  uninstall: length,
  /** From asking for a restart to a new boot that has settled. */
  restart: length,
  /** From the first look after a change to a clear answer of every gate. */
  verify: length,
  /** For a machine that does not answer before anything was started. */
  reach: length,
});
export type Limits = z.output<typeof limitsSchema>;

const content = {
  format: z.literal(1),
  name: z.string(),
  /** Counts tries of the same content: a person has lifted or closed the ones before. Absent: it is the first. */
  again: z.number().int().positive().exactOptional(),
  policyHash: z.string(),
  inventoryHash: z.string(),
  /** The ring whose machines were asked what they are offered; null: none was, and the plan cannot be applied. */
  surveyedRing: z.string().nullable(),
  source: sourceSchema,
  /** Machines that scan at the same time, at most. */
  scansAtOnce: z.number().int().positive(),
  /** What the survey read of the machines that answered. Absent: the plan was made before anybody compared. */
  surveyed: z.array(surveyedSchema).exactOptional(),
  /** What becomes of a machine that is not what the plan knew of it, when its wave starts. Absent: nobody compares. */
  drift: z.enum(['skip', 'hold', 'warn']).exactOptional(),
  /** Downloading that long (ms) before the window, on so many machines at a time; null: in the window only. */
  stage: z.strictObject({ before: length, atOnce: z.number().int().positive() }).nullable(),
  passes: z.number().int().positive(),
  hotpatch: z.enum(['protect', 'requireEnrolled', 'ignore']),
  restart: z.enum(['ifNeeded', 'never']),
  pendingRestart: z.enum(['skip', 'restartFirst']),
  /** Whether nodes of failover clusters are drained. Absent: the plan was made before anybody drained them, and nobody does. */
  cluster: z.enum(['drain', 'ignore']).exactOptional(),
  limits: limitsSchema,
  gates: z.strictObject({
    before: z.array(gateChoiceSchema),
    after: z.array(gateChoiceSchema),
    /** Absent: nothing is asked before an undo. */
    undo: z.array(gateChoiceSchema).min(1).exactOptional(),
    /** Of a service, when a wave is done, and when a ring has soaked; each bears its `measuring`. Absent: none. */
    wave: z.array(gateChoiceSchema).min(1).exactOptional(),
    ring: z.array(gateChoiceSchema).min(1).exactOptional(),
  }),
  /** Scripts of the owner's that gates run on machines, whole. Absent: no gate does. */
  probeScripts: z.array(scriptFileSchema).min(1).exactOptional(),
  /** Shipped and the policy's own, those that had not expired when the plan was made. */
  holds: z.array(holdSchema),
  /** The rows by which Hotpatch and builds are judged: a journal goes on under the rows it began with. */
  lineage: z.array(lineageRowSchema),
  /** The pinned set: nothing else is installed, in no ring. */
  updates: z.array(plannedUpdateSchema),
  /** Why and to what soaks and openings were shortened; the rings have the shorter ones. Null: nothing is hurried. */
  fastTrack: z.strictObject({ soak: length, opens: length.nullable(), because: z.array(z.string()).min(1) }).nullable(),
  /** The day on which all machines are to be up to date: it tells, and hurries nobody. */
  deadline: z.strictObject({ due: z.iso.date(), warnBefore: length }).nullable(),
  /** Windows by label, blackouts, freezes and the release; absent: none of them was written. */
  calendar: plannedCalendarSchema.exactOptional(),
  /** How failures are weighed beside `maxFailures`, in shares from 0 to 1; absent: not at all. */
  analysis: analysisSchema.exactOptional(),
  /** Machines not yet updated that are looked at when a gate fails; absent: none. */
  control: z.number().int().positive().exactOptional(),
  /** Commands of the runner around the work, in the order of the policy. Absent: none. */
  around: z.array(plannedStepSchema).min(1).exactOptional(),
  /** The rollout whose updates this one mends; absent: it mends none. */
  fix: plannedFixSchema.exactOptional(),
  groups: z.array(plannedGroupSchema),
  rings: z.array(plannedRingSchema).min(1),
  machines: z.array(machineEntrySchema),
};

const contentSchema = z.strictObject(content);
/** A plan before it has its name. */
export type PlanContent = z.output<typeof contentSchema>;

/** Checks the shape and that the hash is the hash of the content: a plan file that was edited is refused. */
export const planSchema = z
  .strictObject({ ...content, hash: z.string(), rolloutId: z.string() })
  .superRefine(({ hash, rolloutId, ...rest }, context) => {
    const named = nameOf(rest);
    if (named.hash === hash && named.rolloutId === rolloutId) return;
    context.addIssue({ code: 'custom', path: ['hash'], message: 'the hash is not the hash of this content' });
  });
export type Plan = z.output<typeof planSchema>;

/**
 * Identity by content: the hash over policy, order and update set, and the readable name made from it. How the survey found the machines is
 * no part of it: two runs that ask at the same time find the same rollout, whichever machine was too busy to answer one of them.
 */
export function nameOf(plan: PlanContent): { readonly hash: string; readonly rolloutId: string } {
  const { surveyed: _surveyed, ...identity } = plan;
  const hash = digestOf(identity);
  return { hash, rolloutId: `${plan.name}-${hash.slice(0, 6)}` };
}

/** The same content as a rollout that a person has lifted or closed is another try, and bears a name of its own. @param closed their hashes */
export function anotherTry(plan: Plan, closed: ReadonlySet<string>): Plan {
  const { hash: _hash, rolloutId: _id, again: _again, ...rest } = plan;
  let found = plan;
  for (let again = 1; closed.has(found.hash); again += 1) {
    const content = { ...rest, again };
    found = { ...content, ...nameOf(content) };
  }
  return found;
}
