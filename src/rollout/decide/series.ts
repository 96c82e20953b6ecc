// Several measurements of one gate become one verdict: each is counted for itself, and failures, errors and unclear ones have limits of
// their own. What is not over is inconclusive and says when the next measurement is due; a series that was cut short never passes. It
// belongs to one round of looks: after a soak, or after a person has resumed, it begins anew (facts: rollout 2.1, 2.7; invariant I6).

import type { Measuring } from '../../gates/choice.ts';
import type { Judgement } from '../../gates/gate.ts';
import type { JudgedGate } from '../events.ts';

export type Series = NonNullable<JudgedGate['series']>;

export interface Past {
  /** The last word of this gate on this machine. */
  readonly previous: JudgedGate | undefined;
  /** When this round of looks began. */
  readonly since: number;
  readonly now: number;
}

/** Takes one look in. */
export function inSeries(
  measuring: Measuring,
  look: Judgement,
  { previous, since, now }: Past,
): Judgement & { series: Series } {
  const known = previous?.series?.since === since ? previous.series : begun(since);
  // Settling, or not confirmed yet: no measurement.
  if (look.waits === true) return { ...look, series: known };
  const isDue = known.at === null || now >= known.at + measuring.interval;
  const series = isDue ? counted(known, look, measuring, now) : known;
  return { ...verdictOf(series, measuring, look), measured: look.measured, strikes: look.strikes, series };
}

function begun(since: number): Series {
  return { since, at: null, passed: 0, failed: 0, inconclusive: 0, errors: 0 };
}

function counted(known: Series, { verdict }: Judgement, { consecutiveErrorLimit }: Measuring, at: number): Series {
  switch (verdict) {
    case 'pass':
      return { ...known, at, passed: known.passed + 1, errors: errorsAfter(known, consecutiveErrorLimit) };
    case 'fail':
      return { ...known, at, failed: known.failed + 1, errors: errorsAfter(known, consecutiveErrorLimit) };
    case 'inconclusive':
      return { ...known, at, inconclusive: known.inconclusive + 1, errors: errorsAfter(known, consecutiveErrorLimit) };
    case 'error':
      return { ...known, at, errors: known.errors + 1 };
  }
}

/** Errors count in a row; once there were too many they were too many for this round. */
function errorsAfter({ errors }: Series, limit: number): number {
  return errors > limit ? errors : 0;
}

function verdictOf(
  series: Series,
  { interval, count, failureLimit, inconclusiveLimit, consecutiveErrorLimit }: Measuring,
  look: Judgement,
): Pick<Judgement, 'verdict' | 'reason' | 'againAt' | 'subjects'> {
  const { passed, failed, inconclusive, errors } = series;
  const taken = passed + failed + inconclusive;
  const subjects = look.subjects === undefined ? {} : { subjects: look.subjects };
  const over = (number: number, what: string, limit: number): string =>
    `${look.reason}; ${number} ${what} (limit ${limit}) of ${taken + errors} measurements`;
  if (failed > failureLimit) return { verdict: 'fail', reason: over(failed, 'failed', failureLimit), ...subjects };
  if (errors > consecutiveErrorLimit)
    return { verdict: 'error', reason: over(errors, 'errors in a row', consecutiveErrorLimit) };
  if (inconclusive > inconclusiveLimit)
    return { verdict: 'inconclusive', reason: over(inconclusive, 'not clear', inconclusiveLimit) };
  if (taken >= count) return { verdict: 'pass', reason: `${passed} of ${taken} measurements passed; ${look.reason}` };
  const againAt = (series.at ?? series.since) + interval;
  return { verdict: 'inconclusive', reason: `${look.reason}; ${taken} of ${count} measurements so far`, againAt };
}
