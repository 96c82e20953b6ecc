// A gate as it was chosen, and how often it measures before it has an answer, in the words of Argo Rollouts' AnalysisTemplate and with their meaning: limits are
// what is tolerated, so that 0 fails at the first. Settling and confirming come first and are no measurements. At least one measurement
// has to pass: a gate that tolerates all of them would judge nothing (facts: rollout 2.1, 5.1; invariant I6).
import * as z from 'zod';
import { durationSchema } from '../model/duration.ts';
import { severities } from './gate.ts';

const limit = z.int().min(0).max(1_000);

/** What a policy may write at any gate after the update; none of them: one good look is enough. */
export const measuringFields = {
  interval: durationSchema.optional().describe('Time between two measurements (1m).'),
  count: z.int().min(1).max(1_000).optional().describe('Measurements that are taken (1); one look each.'),
  failureLimit: limit.optional().describe('Failed measurements that are tolerated (0).'),
  inconclusiveLimit: limit.optional().describe('Unclear measurements that are tolerated (0).'),
  consecutiveErrorLimit: limit.optional().describe('Errors in a row that are tolerated (4).'),
};

export const measuringSchema = z.strictObject({
  /** Milliseconds. */
  interval: z.number().int().positive(),
  count: z.number().int().positive(),
  failureLimit: z.number().int().nonnegative(),
  inconclusiveLimit: z.number().int().nonnegative(),
  consecutiveErrorLimit: z.number().int().nonnegative(),
});
export type Measuring = z.output<typeof measuringSchema>;

/** What a gate does that says nothing else. */
export const oneMeasurement: Measuring = {
  interval: 60_000,
  count: 1,
  failureLimit: 0,
  inconclusiveLimit: 0,
  consecutiveErrorLimit: 4,
};

/** What was written with every default, a sentence that says what is wrong with it, or undefined: nothing was written. */
export function measuringOf(written: Readonly<Record<string, unknown>>): Measuring | string | undefined {
  const own = Object.entries(written).filter(([key, value]) => key in measuringFields && value !== undefined);
  if (own.length === 0) return undefined;
  const whole = { ...oneMeasurement, ...Object.fromEntries(own) };
  if (whole.interval === 0) return 'interval is 0s: write 1m';
  const { count, failureLimit, inconclusiveLimit } = whole;
  if (failureLimit + inconclusiveLimit >= count) {
    return `of ${count} measurements ${failureLimit} may fail and ${inconclusiveLimit} may be unclear, so none has to pass: write count: ${failureLimit + inconclusiveLimit + 1} or more`;
  }
  return measuringSchema.parse(whole);
}

/** A gate as the policy chose it and the plan keeps it: JSON, durations in ms. */
export const gateChoiceSchema = z.strictObject({
  gate: z.string(),
  severity: z.enum(severities),
  settings: z.record(z.string(), z.json()),
  /** Absent: one good look is enough. */
  measuring: measuringSchema.exactOptional(),
});
export type GateChoice = z.output<typeof gateChoiceSchema>;
