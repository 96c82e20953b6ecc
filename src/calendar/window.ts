// Maintenance windows: is one open, when does the next one open, when does this one close. A window is a local start and a real duration,
// so a night with a missing hour does not lengthen it. It opens on weekdays; `weeks` takes of these only the n-th of a month, `after`
// only those that follow Patch Tuesday or the release that was really detected.
// A detected release is past once and for all, so its windows come again every week: whoever missed one is not left behind.
import * as z from 'zod';
import { durationSchema } from '../model/duration.ts';
import { lastPatchTuesday, weekdayOf, weekOf } from './month.ts';
import { dayOf, instantOf, zoneSchema } from './zone.ts';

export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof weekdays)[number];

export const anchors = ['patch-tuesday', 'detected-release'] as const;

const weekSchema = z.union([z.int().min(1).max(5), z.literal('last')], {
  error: 'write the weeks of the month as numbers from 1 to 5, or last: [1, 3] or [last]',
});

/** Where a rule by anchor counts from, and how many days later it begins. */
export const afterSchema = z.strictObject({ anchor: z.enum(anchors), days: z.int().min(0).max(20) });

const writtenAfterSchema = z.string().transform((text, context): z.output<typeof afterSchema> => {
  const [, anchor, days = '0'] = /^([a-z-]+?)(?:\+(\d{1,2})d)?$/.exec(text) ?? [];
  const known = anchors.find(one => one === anchor);
  if (known !== undefined && Number(days) <= 20) return { anchor: known, days: Number(days) };
  const message = `"${text}" is not a day to count from: write patch-tuesday+4d or detected-release+4d, with at most 20d`;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

export const windowFields = {
  days: z.array(z.enum(weekdays)).min(1).describe('Local weekdays on which the window starts.'),
  weeks: z
    .array(weekSchema)
    .min(1)
    .optional()
    .describe('Of these weekdays only the n-th of the month: 1 to 5, or last. [2] with tue is the second Tuesday.'),
  after: writtenAfterSchema
    .optional()
    .describe(
      'patch-tuesday+4d: each weekday once a month, in the seven days from then on; detected-release+4d: every week, from so many days after the release of what is planned.',
    ),
  start: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write the local start as HH:MM, for example 22:00')
    .describe('Local start, HH:MM.'),
  duration: durationSchema.describe('How long it stays open; may run past midnight; at most 24h.'),
  timeZone: zoneSchema.describe('IANA zone, or `machine`.'),
};

/** As written in a policy. `machine` = the zone of each machine in the inventory. */
export const windowSchema = z.strictObject(windowFields);

/** A window, whoever wrote it down. */
export interface Window {
  readonly days: readonly Weekday[];
  readonly weeks?: readonly (number | 'last')[] | undefined;
  readonly after?: z.output<typeof afterSchema> | undefined;
  readonly start: string;
  /** Milliseconds. */
  readonly duration: number;
  readonly timeZone: string;
}

/** A window whose zone is settled. */
export interface ZonedWindow extends Window {
  /** When what is planned was released, for rules that count from there. Epoch ms. */
  readonly released?: number;
}

export interface Opening {
  readonly opensAt: number;
  readonly closesAt: number;
}

/** Every rule has a day in so many: a fifth weekday is missing from three months in a row at most. */
const horizon = 400;

/** The opening that contains `now`, else the next one. */
export function nextOpening(window: ZonedWindow, now: number): Opening {
  const { timeZone, duration } = window;
  const [hours = 0, minutes = 0] = window.start.split(':').map(Number);
  const earliest = earliestDay(window);
  const first = Math.max(dayOf(now, timeZone) - 2, earliest);
  for (let localDay = first; localDay < first + horizon; localDay += 1) {
    if (!startsOn(window, localDay)) continue;
    const opensAt = instantOf(localDay, hours * 60 + minutes, timeZone);
    const closesAt = opensAt + duration;
    if (closesAt > now) return { opensAt, closesAt };
  }
  throw new RangeError('a window has at least one weekday, so it opens within a year');
}

export function isOpen(window: ZonedWindow, now: number): boolean {
  return nextOpening(window, now).opensAt <= now;
}

function earliestDay({ after, released, timeZone }: ZonedWindow): number {
  if (after?.anchor !== 'detected-release') return Number.NEGATIVE_INFINITY;
  if (released === undefined) throw new RangeError('a window that counts from the release is asked with the release');
  return dayOf(released, timeZone) + after.days;
}

function startsOn({ days, weeks, after }: Window, localDay: number): boolean {
  const weekday = weekdays[weekdayOf(localDay)];
  if (weekday === undefined || !days.includes(weekday)) return false;
  if (weeks !== undefined) {
    const { number, isLast } = weekOf(localDay);
    if (!weeks.includes(number) && !(isLast && weeks.includes('last'))) return false;
  }
  if (after?.anchor !== 'patch-tuesday') return true;
  const since = localDay - after.days - lastPatchTuesday(localDay - after.days);
  return since < 7;
}
