// Months: which week of its month a day is in, and Patch Tuesday, the second Tuesday, on which Microsoft releases at ten in the morning in
// Redmond. Patch Tuesday only predicts: what was really released is read from the machines, never computed (facts: windows-servicing 6.1).
// Days are numbers as in zone.ts; plain arithmetic, no zone, no clock.
import { day, instantOf } from './zone.ts';

/** 0 is Sunday. */
export function weekdayOf(localDay: number): number {
  return (((localDay + 4) % 7) + 7) % 7;
}

/** The how manieth of its weekday the day is in its month, from 1, and whether it is the last one. */
export function weekOf(localDay: number): { readonly number: number; readonly isLast: boolean } {
  const date = new Date(localDay * day);
  const inAWeek = new Date((localDay + 7) * day);
  return {
    number: Math.floor((date.getUTCDate() - 1) / 7) + 1,
    isLast: date.getUTCMonth() !== inAWeek.getUTCMonth(),
  };
}

/** The second Tuesday of the month of this day, or of a month before (-1) or after (1). */
export function patchTuesdayOf(localDay: number, monthsOn = 0): number {
  const date = new Date(localDay * day);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + monthsOn, 1) / day;
  return first + ((2 - weekdayOf(first) + 7) % 7) + 7;
}

/** The latest Patch Tuesday that is not after this day. */
export function lastPatchTuesday(localDay: number): number {
  const here = patchTuesdayOf(localDay);
  return here <= localDay ? here : patchTuesdayOf(localDay, -1);
}

const redmond = 'America/Los_Angeles';

/** When the next release is expected, after this instant. A prediction: it decides nothing. Epoch ms. */
export function expectedRelease(now: number): number {
  const today = Math.floor(now / day);
  const instants = [0, 1].map(months => instantOf(patchTuesdayOf(today, months), 10 * 60, redmond));
  return instants.find(at => at > now) ?? instantOf(patchTuesdayOf(today, 2), 10 * 60, redmond);
}
