// Everything that can have happened in a rollout: the words of the journal. Facts only, in the past tense; what follows from them is
// decided again from the fold, so that a journal cut off after any record is still a whole one. Every event bears its instant.
// The codec is versioned by the first record, `begun`, which holds the plan: later versions read what earlier ones wrote.
import * as z from 'zod';
import { severities, stages } from '../gates/gate.ts';
import { serviceScopes, serviceSides } from '../gates/service.ts';
import { jobKeyPattern } from '../model/job.ts';
import { kbSchema, updateIdentitySchema } from '../model/update.ts';
import { verdicts } from '../model/verdict.ts';
import { changeSchema } from './changes.ts';
import { effectSchema } from './effects.ts';
import { failureSchema, outcomeSchema } from './outcomes.ts';
import { planSchema } from './plan.ts';

const text = z.string();
const count = z.number().int().nonnegative();
const instant = z.number().int();
const at = { at: instant };
const ofRing = { ...at, ring: text };
const ofMachine = { ...at, machine: text };

const measured = z.record(text, z.union([text, z.number(), z.boolean(), z.null()]));

/** One gate's judgement as it was given. */
export const judgedGateSchema = z.strictObject({
  gate: text,
  severity: z.enum(severities),
  verdict: z.enum(verdicts),
  reason: text,
  measured,
  againAt: instant.exactOptional(),
  strikes: count,
  /** What the failure is about: services, kinds of events, a status. */
  subjects: z.array(text).exactOptional(),
  /** Measurements since a round of looks began, where the gate takes several; `errors` in a row, `at` of the last one. */
  series: z
    .strictObject({
      since: instant,
      at: instant.nullable(),
      passed: count,
      failed: count,
      inconclusive: count,
      errors: count,
    })
    .exactOptional(),
});
export type JudgedGate = z.output<typeof judgedGateSchema>;

/** `held` a hold or the Hotpatch rule · `restart` needs one, and the policy has none · `unproven` in no earlier ring · `gone` no longer offered. */
const leftOutReasons = ['held', 'restart', 'unproven', 'gone'] as const;

/** An update of the plan that a machine does not get, and why; `blocks`: without it the machine must not go on. */
export const leftOutSchema = z.strictObject({
  ...updateIdentitySchema.shape,
  why: z.enum(leftOutReasons),
  kbs: z.array(text),
  title: text,
  reason: text,
  remedy: text,
  blocks: z.boolean(),
  /** The update that takes its place here. */
  instead: text.exactOptional(),
});
export type LeftOut = z.output<typeof leftOutSchema>;

/** What stopped the rollout: a rule with its numbers, or a person. */
export const causeSchema = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('rule'),
    /**
     * `critical`: at the first confirmed failure; `maxFailures`: one more than allowed; `zeroTolerance`: one of the first machines of the
     * rollout; `sequential`: too many for a good update, by the test; `sameSignature`: two machines with one new failure; `drill`: the
     * machine that was to prove the undo could not be taken back, or not be updated again.
     */
    rule: z.enum(['critical', 'maxFailures', 'zeroTolerance', 'sequential', 'sameSignature', 'drill']),
    ring: text,
    /** From 1, and of how many. */
    wave: count,
    waves: count,
    machine: text,
    /** The gate that failed; null when the work itself failed. */
    gate: text.nullable(),
    code: text,
    /** Failed machines of this wave, the size of the wave, failed machines of the ring, and how many of these are allowed. */
    failed: count,
    of: count,
    failedInRing: count,
    limit: count,
    /** It was in order after the update, and failed when the ring had soaked. */
    isAfterSoak: z.boolean(),
    /** What the test had before it, in the ring or in the whole rollout: failed machines, and machines that the update was begun on. */
    test: z.strictObject({ scope: z.enum(['ring', 'rollout']), failed: count, started: count }).exactOptional(),
    /** What several machines have in common that was not there before: gate and subject, or code and number. */
    signature: text.exactOptional(),
  }),
  /** A gate of the service, after a wave or a ring. */
  z.strictObject({
    by: z.literal('service'),
    rule: z.enum(['waveGate', 'ringGate']),
    ring: text,
    wave: count,
    waves: count,
    gate: text,
    severity: z.enum(severities),
    measured,
    /** What it had measured before the first machine of the ring; null: nobody knows. */
    before: z.strictObject({ verdict: z.enum(verdicts), reason: text, measured }).nullable(),
    /** Machines of the ring that the update was begun on. */
    started: count,
  }),
  z.strictObject({ by: z.literal('person'), person: text }),
]);
export type Cause = z.output<typeof causeSchema>;

const ringEvents = [
  /** `uncovered`: kinds of its machines that no earlier ring has, where that holds nobody. */
  z.strictObject({ kind: z.literal('ringOpened'), ...ofRing, uncovered: text.exactOptional() }),
  /** Waves count from 1. */
  z.strictObject({ kind: z.literal('waveOpened'), ...ofRing, wave: count, size: count }),
  z.strictObject({ kind: z.literal('ringSoaking'), ...ofRing, until: instant }),
  z.strictObject({ kind: z.literal('ringJudging'), ...ofRing }),
  /** What the gates of a wave or of the ring said of the service; `wave` from 1, 0: before the first. `againAt` null: this is the answer. */
  z.strictObject({
    kind: z.literal('ringJudged'),
    ...ofRing,
    of: z.enum(serviceScopes),
    side: z.enum(serviceSides),
    wave: count,
    verdict: z.enum(verdicts),
    gates: z.array(judgedGateSchema),
    againAt: instant.nullable(),
  }),
  z.strictObject({ kind: z.literal('ringPassed'), ...ofRing }),
  z.strictObject({ kind: z.literal('ringHeld'), ...ofRing, failure: failureSchema }),
] as const;

/** The first machine of a ring: updated and to be taken back; back as it was, and in line once more; updated again, so that undo is proved. */
const drillEvents = [
  z.strictObject({ kind: z.literal('drillBegan'), ...ofRing, machine: text }),
  z.strictObject({ kind: z.literal('drillUndone'), ...ofRing, machine: text }),
  z.strictObject({ kind: z.literal('drillProved'), ...ofRing, machine: text }),
] as const;

const machineEvents = [
  z.strictObject({ kind: z.literal('intended'), ...at, effect: effectSchema }),
  z.strictObject({
    kind: z.literal('finished'),
    ...ofMachine,
    key: text,
    outcome: outcomeSchema,
    /** Jobs that are forgotten on the machine now. */
    acknowledged: z.array(text.regex(jobKeyPattern)),
  }),
  z.strictObject({
    kind: z.literal('judged'),
    ...ofMachine,
    stage: z.enum(stages),
    /** The worst of the gates that decide. */
    verdict: z.enum(verdicts),
    gates: z.array(judgedGateSchema),
    /** When we look again; null: this is the answer. */
    againAt: instant.nullable(),
  }),
  z.strictObject({
    kind: z.literal('machineChosen'),
    ...ofMachine,
    updates: z.array(updateIdentitySchema),
    left: z.array(leftOutSchema),
  }),
  /** What is otherwise than the plan knew it, before anything was begun; empty: nothing any more. */
  z.strictObject({ kind: z.literal('machineDrifted'), ...ofMachine, changes: z.array(changeSchema) }),
  z.strictObject({ kind: z.literal('machineSkipped'), ...ofMachine, failure: failureSchema }),
  /** Back in line: nothing was started on it. */
  z.strictObject({ kind: z.literal('machineReturned'), ...ofMachine, reason: text }),
  z.strictObject({
    kind: z.literal('machineDone'),
    ...ofMachine,
    result: z.enum(['updated', 'nothingNeeded']),
    left: z.array(leftOutSchema),
  }),
  z.strictObject({
    kind: z.literal('machineFailed'),
    ...ofMachine,
    failure: failureSchema,
    severity: z.enum(severities),
    gate: text.nullable(),
  }),
  z.strictObject({ kind: z.literal('machineUnclear'), ...ofMachine, failure: failureSchema, gate: text.nullable() }),
  z.strictObject({ kind: z.literal('machineUndone'), ...ofMachine }),
  z.strictObject({ kind: z.literal('machineStranded'), ...ofMachine, failure: failureSchema }),
] as const;

const rolloutEvents = [
  z.strictObject({ kind: z.literal('begun'), ...at, format: z.literal(1), plan: planSchema }),
  /** A run took the rollout up. `ring` and `only` narrow what it may begin; `again`: machines that it puts back in line. */
  z.strictObject({
    kind: z.literal('runBegan'),
    ...at,
    by: text,
    ring: text.nullable(),
    only: z.array(text).nullable(),
    again: z.array(text),
    /** The part of the rollout that it works on beside others. */
    shard: text.exactOptional(),
  }),
  z.strictObject({ kind: z.literal('halted'), ...at, cause: causeSchema, reason: text }),
  z.strictObject({ kind: z.literal('resumed'), ...at, person: text, reason: text, exclude: z.array(text) }),
  /** Failed machines that a person puts back in line; those of a ring that has passed come when it opens again. Lifts a halt that they made. */
  z.strictObject({ kind: z.literal('retried'), ...at, person: text, reason: text, machines: z.array(text).min(1) }),
  z.strictObject({ kind: z.literal('approved'), ...ofRing, planHash: text, person: text }),
  z.strictObject({ kind: z.literal('updateHeld'), ...at, kb: kbSchema, reason: text, person: text }),
  z.strictObject({
    kind: z.literal('undoBegan'),
    ...at,
    cause: causeSchema,
    reason: text,
    /** In the order of undoing: newest first. */
    machines: z.array(text),
    /** In the scope, and left as they are. */
    spared: z.array(z.strictObject({ machine: text, reason: text })),
  }),
  /** `left`: in service and left as they are, because undoing stranded others. */
  z.strictObject({
    kind: z.literal('undoEnded'),
    ...at,
    undone: count,
    stranded: count,
    left: count,
    /** An earlier undo has taken machines back: the update set stays final, whatever became of this one. */
    isFinal: z.literal(true).exactOptional(),
  }),
  /** What was taken back may come again: it is planned again, and shown on the machines where it was hidden. */
  z.strictObject({ kind: z.literal('undoLifted'), ...at, person: text, reason: text }),
  /** A person has closed it for good, as it stands: another rollout may begin. */
  z.strictObject({
    kind: z.literal('superseded'),
    ...at,
    person: text,
    reason: text,
    /** What mends its updates, and is planned next in their place. Absent: nothing in particular. */
    fix: z.array(kbSchema).min(1).exactOptional(),
  }),
  /** The tool cannot do its work, for example because a password is rejected; the next run tries again. */
  z.strictObject({ kind: z.literal('stopped'), ...at, failure: failureSchema }),
  z.strictObject({
    kind: z.literal('concluded'),
    ...at,
    conclusion: z.enum(['succeeded', 'nothing-to-do', 'rolled-back']),
  }),
] as const;

export const eventSchema = z.discriminatedUnion('kind', [
  ...rolloutEvents,
  ...ringEvents,
  ...drillEvents,
  ...machineEvents,
]);
/** One record of the journal. */
export type Event = z.output<typeof eventSchema>;
export type EventKind = Event['kind'];
export type EventOf<K extends EventKind> = Extract<Event, { readonly kind: K }>;
