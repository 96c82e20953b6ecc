// The deadline in words: who is behind, how long there is, who will miss it, and which holes stay open there. Nothing is said while there is time and
// nothing when everybody is up to date: a line that is always there is not read.
// All formats take it from here.

import { endOfDay } from '../calendar/zone.ts';
import { licenceAgainst } from '../knowledge/licence.ts';
import { formatDuration } from '../model/duration.ts';
import type { Compliance } from '../rollout/compliance.ts';
import { count, instantText, listText } from './words.ts';

/** One sentence; undefined: nothing to tell. */
export function deadlineLine({ deadline, machines, behind, closes }: Compliance): string | undefined {
  if (deadline === null || deadline.standing === 'ahead' || behind.length === 0) return undefined;
  const kbs = new Set(behind.flatMap(one => one.kbs));
  const lacking = Object.entries(closes).filter(([name]) => name.split('+').some(kb => kbs.has(kb)));
  const open = new Set(lacking.flatMap(([, cves]) => cves));
  const holes = open.size === 0 ? '' : `; ${count(open.size, 'CVE')} may be open there`;
  const who = `${behind.length} of ${count(machines, 'machine')} ${behind.length === 1 ? 'is' : 'are'} behind (${listText(behind.map(({ machine }) => machine))})`;
  return deadline.standing === 'past'
    ? `LATE: the deadline was ${deadline.due}, and ${who}${holes}.`
    : `The deadline is ${deadline.due}, and ${who}${holes}.`;
}

/** One sentence about whom time alone will not bring there, as soon as that can be seen; undefined: all is in time. */
export function forecastLine({ deadline, forecast, machines }: Pick<Compliance, 'deadline' | 'forecast' | 'machines'>) {
  if (deadline === null || forecast === null || forecast.late.length === 0) return undefined;
  const { late, throughAt } = forecast;
  const who = `${late.length} of ${count(machines, 'machine')} (${listText(late.map(({ machine }) => machine))})`;
  if (throughAt === null)
    return `As it goes now, ${who} will miss the deadline of ${deadline.due}: some have no window to come.`;
  const over = formatDuration(throughAt - endOfDay(deadline.due));
  return `As it goes now, ${who} will miss the deadline of ${deadline.due}: the last is through ${instantText(throughAt)}, ${over} late.`;
}

/** One sentence, whether there is a deadline or not: nothing else in a report tells this from a wrong update. Undefined: all is well. */
export function licenceLine({ deadline, unlicensed }: Compliance): string | undefined {
  const [first] = unlicensed;
  if (first === undefined) return undefined;
  const who = `${count(unlicensed.length, 'machine')} (${listText(unlicensed.map(({ machine }) => machine))})`;
  return `No working licence for Hotpatch on ${who}: ${first.reason}${licenceAgainst(deadline?.due ?? null)}; ${first.remedy}.`;
}
