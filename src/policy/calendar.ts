// Fields of the policy that say when: windows by name and by label, blackouts for everybody, freezes for some, and what openings count
// from. Without them a ring goes by its own window, and openings count from the beginning of the rollout, which is never before the
// release: slower, and safe. None of them can make anything sooner than the window allows.
import * as z from 'zod';
import { blackoutSchema } from '../calendar/slot.ts';
import { windowFields } from '../calendar/window.ts';
import { labelSchema } from './label.ts';
import { chosenSchema } from './selector.ts';

/** A window with a name; with `match` it is the one of its machines, whatever their ring says. */
const namedWindowSchema = z.strictObject({
  match: labelSchema
    .optional()
    .describe('Label of the machines that go by this window in every ring, in place of the ring’s own.'),
  ...windowFields,
});
export type NamedWindow = z.output<typeof namedWindowSchema>;

const freezeSchema = z.strictObject({
  machines: chosenSchema,
  until: z.iso.date().describe('Last day (UTC) on which they are left alone: 2026-12-31.'),
  reason: z.string().min(1).describe('Why, in a few words: it is printed beside every machine that is skipped for it.'),
});
export type Freeze = z.output<typeof freezeSchema>;

export const follows = ['beginning', 'detected-release'] as const;

const calendarSchema = z.strictObject({
  follow: z
    .enum(follows)
    .describe(
      'What opens counts from: the beginning of the rollout, or detected-release, the day on which the planned updates were deployed as their own metadata say it; where they say nothing, the survey that found them.',
    ),
});

export const calendarFields = {
  windows: z
    .record(z.string(), namedWindowSchema)
    .default({})
    .describe('Windows by name, for rings to use, or by label for the machines that bear it.'),
  blackouts: z
    .array(blackoutSchema)
    .optional()
    .describe('Days on which nothing is begun or restarted, in no ring, whatever the windows say.'),
  freezes: z
    .array(freezeSchema)
    .optional()
    .describe('Machines that are skipped until a day, and caught up afterwards; they count against maxSkipped.'),
  calendar: calendarSchema.optional().describe('What openings are counted from.'),
};
