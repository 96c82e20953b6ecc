// The calendar as the plan holds it: what was written for labels is named by machine, what had expired is gone, and the release is the
// day that the updates themselves bear. Plain data; when a machine may be worked on is made from it by decide/calendar.ts.
// A plan without it (none was written, or an earlier version made it) goes by the windows of its rings alone.
import * as z from 'zod';
import { blackoutSchema } from '../calendar/slot.ts';
import { afterSchema, weekdays } from '../calendar/window.ts';
import { zoneSchema } from '../calendar/zone.ts';
import { follows } from '../policy/calendar.ts';

/** Milliseconds. */
const length = z.number().int().nonnegative();

export const plannedWindowSchema = z.strictObject({
  days: z.array(z.enum(weekdays)).min(1),
  weeks: z.array(z.union([z.number().int(), z.literal('last')])).exactOptional(),
  after: afterSchema.exactOptional(),
  start: z.string(),
  duration: length,
  timeZone: zoneSchema,
});

export const plannedCalendarSchema = z.strictObject({
  /** What openings of rings count from. */
  follow: z.enum(follows),
  /** When the newest of the planned updates was deployed, by its own metadata; null: none says. */
  release: z.strictObject({ at: z.iso.datetime({ offset: true }), kbs: z.array(z.string()) }).nullable(),
  /** In place of the ring's own window. */
  windows: z.array(z.strictObject({ name: z.string(), machines: z.array(z.string()), window: plannedWindowSchema })),
  blackouts: z.array(blackoutSchema),
  /** In force when the plan was made; `until`: the last day (UTC). */
  freezes: z.array(z.strictObject({ machines: z.array(z.string()), until: z.iso.date(), reason: z.string() })),
});
export type PlannedCalendar = z.output<typeof plannedCalendarSchema>;
