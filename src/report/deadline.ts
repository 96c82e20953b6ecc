// The deadline in words: who is behind, how long there is, and which holes stay open there. Nothing is said while there is time and
// nothing when everybody is up to date: a line that is always there is not read.
// All formats take it from here.

import { licenceAgainst } from '../knowledge/licence.ts';
import type { Compliance } from '../rollout/compliance.ts';
import { count, listText } from './words.ts';

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

/** One sentence, whether there is a deadline or not: nothing else in a report tells this from a wrong update. Undefined: all is well. */
export function licenceLine({ deadline, unlicensed }: Compliance): string | undefined {
  const [first] = unlicensed;
  if (first === undefined) return undefined;
  const who = `${count(unlicensed.length, 'machine')} (${listText(unlicensed.map(({ machine }) => machine))})`;
  return `No working licence for Hotpatch on ${who}: ${first.reason}${licenceAgainst(deadline?.due ?? null)}; ${first.remedy}.`;
}
