// Words and figures as people read them: instants, counts, builds,
// lists. One way to say a thing, in the log, the summary and the
// errors.
import { formatDuration } from '../model/duration.ts';
import type { Facts } from '../model/reading.ts';

/** `2026-12-09 22:00 UTC`; the window's own zone is printed beside it where there is one. */
export function instantText(at: number, timeZone = 'UTC'): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(at);
  return `${parts} ${timeZone}`;
}

/** `22:00:07`, UTC, for lines of the log; the day stands in a line of its own when it changes. */
export function timeText(at: number): string {
  return new Date(at).toISOString().slice(11, 19);
}

/** `2026-12-09`, UTC. */
export function dayText(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** `50m19s`, or a dash for nothing: what never happened is not a number among numbers. @param length milliseconds */
export function lengthText(length: number): string {
  const seconds = Math.round(length / 1_000);
  return seconds === 0 ? '–' : formatDuration(seconds * 1_000);
}

/** `1 machine`, `3 machines`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `26100.6905`. */
export function buildText(facts: Pick<Facts, 'build' | 'ubr'>): string {
  return `${facts.build}.${facts.ubr}`;
}

/** At most `limit` of the texts, and how many more there are. */
export function listText(texts: readonly string[], limit = 6): string {
  if (texts.length <= limit) return texts.join(', ');
  return `${texts.slice(0, limit).join(', ')} and ${texts.length - limit} more`;
}

/** The KBs of updates, or the title where an update bears none. */
export function updatesText(updates: readonly { readonly kbs: readonly string[]; readonly title: string }[]): string {
  return listText(updates.map(({ kbs, title }) => (kbs.length === 0 ? title : kbs.join('+'))));
}
