// What a plan that mends knows of the rollout whose update was bad: which one it was, what is to mend it, and who has been ill since,
// with the look from before. All of it is under the plan's hash: whoever approves the plan approves that these are not turned away.
// Only who was hit is in it, which the halting rules keep few, so that the first record of a journal stays small.
import * as z from 'zod';
import { kbSchema } from '../model/update.ts';
import { snapshotSchema } from './outcomes.ts';

const text = z.string();

export const illSchema = z.strictObject({
  machine: text,
  /** Those that failed after the bad update. */
  gates: z.array(text).min(1),
  /** The last look before the bad update. Absent: there is none, and what the machine is like now is what it is compared with. */
  before: snapshotSchema.exactOptional(),
});
/** A machine that the bad update has hit. */
export type Ill = z.output<typeof illSchema>;

export const plannedFixSchema = z.strictObject({
  /** Of the rollout that was closed. */
  rolloutId: text,
  /** What it had brought, or was to bring. */
  bad: z.array(text),
  /** What mends it, and the whole update set. */
  kbs: z.array(kbSchema).min(1),
  ill: z.array(illSchema),
});
export type PlannedFix = z.output<typeof plannedFixSchema>;
