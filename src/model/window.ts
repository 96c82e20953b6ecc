// Maintenance windows in IANA zones: is one open, when does the next one open, when does this one close. Pure and right across
// daylight saving: a window is a local start and a real duration, so a night with a missing hour does not lengthen it.
// A local start that does not exist (spring) begins at the first instant after the gap; one that exists twice (autumn) at the first.
import * as z from 'zod';
import { durationSchema } from './duration.ts';

export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof weekdays)[number];

export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export const timeZoneSchema = z.string().refine(isTimeZone, {
  error: issue => `"${String(issue.input)}" is not an IANA time zone; write for example Europe/Berlin or UTC`,
});

const windowFields = {
  days: z.array(z.enum(weekdays)).min(1).describe('Local weekdays on which the window starts.'),
  start: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write the local start as HH:MM, for example 22:00')
    .describe('Local start, HH:MM.'),
  duration: durationSchema.describe('How long it stays open; may run past midnight; at most 24h.'),
};

/** As written in a policy. `machine` = the zone of each machine in the inventory. */
export const windowSchema = z.strictObject({
  ...windowFields,
  timeZone: z.union([z.literal('machine'), timeZoneSchema]).describe('IANA zone, or `machine`.'),
});
export type Window = z.output<typeof windowSchema>;
/** A window whose zone is settled. */
export type ZonedWindow = Window & { readonly timeZone: string };

export interface Opening {
  readonly opensAt: number;
  readonly closesAt: number;
}

interface LocalDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** The wall clock of a zone at an instant, written as if it were UTC. */
function wallClock(at: number, timeZone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** First instant at which the zone's wall clock reads this local time, or the first after it where the local time does not exist. */
export function instantOf(date: LocalDate, minutes: number, timeZone: string): number {
  const wall = Date.UTC(date.year, date.month - 1, date.day, 0, minutes);
  const offsets = [wall - 86_400_000, wall + 86_400_000].map(
    at => wallClock(at, timeZone) - Math.floor(at / 1_000) * 1_000,
  );
  const candidates = offsets.map(offset => wall - offset).sort((a, b) => a - b);
  const exact = candidates.find(at => wallClock(at, timeZone) === wall);
  if (exact !== undefined) return exact;
  // In the gap: the earlier offset's reading lies after it; walk back to the jump itself.
  let before = Math.min(...candidates) - 1;
  let after = Math.max(...candidates);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (wallClock(middle, timeZone) >= wall) after = middle;
    else before = middle;
  }
  return after;
}

/** The opening that contains `now`, else the next one. */
export function nextOpening(window: ZonedWindow, now: number): Opening {
  const [hours = 0, minutes = 0] = window.start.split(':').map(Number);
  const today = wallClock(now, window.timeZone);
  for (let shift = -2; shift <= 8; shift += 1) {
    const date = new Date(today + shift * 86_400_000);
    const weekday = weekdays[date.getUTCDay()];
    if (weekday === undefined || !window.days.includes(weekday)) continue;
    const local = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
    const opensAt = instantOf(local, hours * 60 + minutes, window.timeZone);
    const closesAt = opensAt + window.duration;
    if (closesAt > now) return { opensAt, closesAt };
  }
  throw new RangeError('a window has at least one day, so it opens within nine days');
}

export function isOpen(window: ZonedWindow, now: number): boolean {
  return nextOpening(window, now).opensAt <= now;
}
