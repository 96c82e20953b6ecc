// What came of an effect, as the journal keeps it. Readings are kept as they came, part by part with their failures, so that every
// verdict can be judged again from the journal alone. A machine's trouble is an outcome, never an exception: `failed` ended badly,
// `lost` ended without a word, `overdue` may still be going on, `notStarted` certainly never reached the machine.
import * as z from 'zod';
import type { Failure } from '../model/failure.ts';
import {
  bootSchema,
  drainResultSchema,
  factsSchema,
  healthReadingSchema,
  hideResultSchema,
  hotpatchReadingSchema,
  installResultSchema,
  restartReadinessSchema,
  resumeResultSchema,
  rolesReadingSchema,
  scanResultSchema,
  scriptsReadingSchema,
  showResultSchema,
  stageResultSchema,
  uninstallResultSchema,
} from '../model/reading.ts';
import { removalReadingSchema, shadowReadingSchema } from '../model/undo-reading.ts';

const text = z.string();
const instant = z.number().int();

export const failureSchema: z.ZodType<Failure, Failure> = z.strictObject({
  code: text,
  message: text,
  retryable: z.boolean(),
  machine: text.exactOptional(),
  phase: text.exactOptional(),
  cause: text.exactOptional(),
  next: text.exactOptional(),
  place: z
    .strictObject({
      file: text,
      line: z.number().exactOptional(),
      column: z.number().exactOptional(),
      path: text.exactOptional(),
    })
    .exactOptional(),
});

function answerSchema<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('ok', [
    z.strictObject({ ok: z.literal(true), value }),
    z.strictObject({ ok: z.literal(false), failure: failureSchema, arrived: z.enum(['no', 'maybe']) }),
  ]);
}

export const snapshotSchema = z.strictObject({
  at: instant,
  readings: z.strictObject({
    facts: answerSchema(factsSchema).exactOptional(),
    boot: answerSchema(bootSchema).exactOptional(),
    restart: answerSchema(restartReadinessSchema).exactOptional(),
    hotpatch: answerSchema(hotpatchReadingSchema).exactOptional(),
    health: answerSchema(healthReadingSchema).exactOptional(),
    packages: answerSchema(z.array(text)).exactOptional(),
    roles: answerSchema(rolesReadingSchema).exactOptional(),
    scripts: answerSchema(scriptsReadingSchema).exactOptional(),
    removal: answerSchema(removalReadingSchema).exactOptional(),
    shadow: answerSchema(shadowReadingSchema).exactOptional(),
  }),
});
/** What the probes of one visit brought, and when by our clock. */
export type KeptSnapshot = z.output<typeof snapshotSchema>;

export const runnerAnswersSchema = z.record(
  text,
  z.array(
    answerSchema(
      z.strictObject({
        status: z.number().int().exactOptional(),
        verdict: z.enum(['pass', 'fail', 'inconclusive']).exactOptional(),
        reason: text.exactOptional(),
        value: z.number().exactOptional(),
        took: z.number(),
      }),
    ),
  ),
);

export const outcomeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('checked'),
    snapshot: snapshotSchema,
    runner: runnerAnswersSchema,
    scan: answerSchema(scanResultSchema),
  }),
  z.strictObject({ kind: z.literal('looked'), snapshot: snapshotSchema }),
  z.strictObject({ kind: z.literal('staged'), result: stageResultSchema }),
  /** `boot`: the one on which the job ended; null: could not be read. */
  z.strictObject({ kind: z.literal('installed'), result: installResultSchema, boot: bootSchema.nullable() }),
  /** A new boot that has settled. */
  z.strictObject({ kind: z.literal('restarted'), boot: bootSchema, askedAt: instant }),
  z.strictObject({
    kind: z.literal('verified'),
    snapshot: snapshotSchema,
    runner: runnerAnswersSchema,
    scan: answerSchema(scanResultSchema).nullable(),
  }),
  /** Of a machine that was not updated. */
  z.strictObject({ kind: z.literal('controlled'), snapshot: snapshotSchema, runner: runnerAnswersSchema }),
  /** What was gathered, in one line; `file` and `sha256`: where it lies and what it must be; `failure`: why there is less than there should be. */
  z.strictObject({
    kind: z.literal('diagnosed'),
    summary: text,
    file: text.nullable(),
    sha256: text.nullable(),
    failure: failureSchema.exactOptional(),
  }),
  z.strictObject({ kind: z.literal('inspected'), snapshot: snapshotSchema, runner: runnerAnswersSchema }),
  z.strictObject({ kind: z.literal('uninstalled'), result: uninstallResultSchema, boot: bootSchema.nullable() }),
  z.strictObject({ kind: z.literal('hidden'), result: hideResultSchema }),
  z.strictObject({ kind: z.literal('shown'), result: showResultSchema }),
  z.strictObject({ kind: z.literal('drained'), result: drainResultSchema }),
  z.strictObject({ kind: z.literal('resumed'), result: resumeResultSchema }),
  /** A command of the runner has ended; `said`: its last lines. */
  z.strictObject({
    kind: z.literal('stepped'),
    took: z.number().int().nonnegative(),
    failed: z.strictObject({ how: text, said: text }).nullable(),
  }),
  /** Of a service. */
  z.strictObject({ kind: z.literal('polled'), runner: runnerAnswersSchema }),
  z.strictObject({ kind: z.literal('acknowledged') }),
  z.strictObject({ kind: z.literal('notStarted'), failure: failureSchema }),
  z.strictObject({ kind: z.literal('failed'), failure: failureSchema }),
  z.strictObject({ kind: z.literal('lost'), failure: failureSchema }),
  z.strictObject({ kind: z.literal('overdue'), failure: failureSchema }),
]);
export type Outcome = z.output<typeof outcomeSchema>;
export type OutcomeKind = Outcome['kind'];
export type OutcomeOf<K extends OutcomeKind> = Extract<Outcome, { readonly kind: K }>;
