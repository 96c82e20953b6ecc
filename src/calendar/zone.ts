// IANA zones: what a zone's wall clock reads at an instant, and when it first reads a local time. Pure and right across daylight saving:
// a local time that does not exist (spring) is the first instant after the gap; one that exists twice (autumn) is the first of the two.
// A local day is a number, counted like days since 1970, so that weeks and months are plain arithmetic.
import * as z from 'zod';

/** Milliseconds. */
export const day = 86_400_000;

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

/** An IANA zone, or `machine`: the zone that the inventory gives each machine. */
export const zoneSchema = z.union([z.literal('machine'), timeZoneSchema]);

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
  const { year = 0, month = 1, day: date = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, date, hour, minute, second);
}

/** The local day of an instant. */
export function dayOf(at: number, timeZone: string): number {
  return Math.floor(wallClock(at, timeZone) / day);
}

/** The day of a date as written: 2026-12-18. */
export function dayOfText(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / day;
}

/** The end of a day as written, UTC. Epoch ms. */
export function endOfDay(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) + day;
}

/** First instant at which the zone's wall clock reads this local time, or the first after it where the local time does not exist. */
export function instantOf(localDay: number, minutes: number, timeZone: string): number {
  const wall = localDay * day + minutes * 60_000;
  const offsets = [wall - day, wall + day].map(at => wallClock(at, timeZone) - Math.floor(at / 1_000) * 1_000);
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
