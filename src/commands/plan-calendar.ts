// The calendar of a plan for people: what openings count from, who has windows or days of their own, and whether all of it ends before
// the deadline if it began now. Made from the plan alone, and the moment: what a person approves says nothing of today.
// An approval that does not come at once, a failure or a group make it later than it says here.
import { endOfDay } from '../calendar/zone.ts';
import { formatDuration } from '../model/duration.ts';
import { forecastLine } from '../report/deadline.ts';
import { resultForecastOf } from '../report/json.ts';
import { instantText, listText } from '../report/words.ts';
import { complianceOf } from '../rollout/compliance.ts';
import { stateOf } from '../rollout/fold/index.ts';
import type { Plan } from '../rollout/plan.ts';
import { windowText } from './ring-lines.ts';

/** What openings count from, and who has days of their own. */
export function calendarLines({ calendar }: Plan): readonly string[] {
  if (calendar === undefined) return [];
  const { release, windows, blackouts, freezes } = calendar;
  const named =
    release === null
      ? 'not told by what is planned: the survey counts'
      : `${release.at.slice(0, 10)}, as ${listText(release.kbs) || 'its metadata'} says`;
  return [
    ...(calendar.follow === 'detected-release' ? [`release: ${named}`] : []),
    ...windows.map(({ name, machines, window }) => `window ${name}: ${windowText(window)}, for ${listText(machines)}`),
    ...blackouts.map(
      ({ from, to, timeZone, reason }) =>
        `blackout: ${from} to ${to}, ${timeZone === 'machine' ? "each machine's own time" : timeZone} (${reason})`,
    ),
    ...freezes.map(({ machines, until, reason }) => `frozen until ${until}: ${listText(machines)} (${reason})`),
  ];
}

/** What openings of rings are counted from. */
export function follows(calendar: Plan['calendar']): string {
  if (calendar?.follow !== 'detected-release') return 'the beginning';
  return calendar.release === null
    ? 'the beginning (no release is told)'
    : `the release of ${calendar.release.at.slice(0, 10)}`;
}

/** Whether all can be through in time if it began now. @param now epoch ms */
export function forecastOfPlan(plan: Plan, now: number) {
  const compliance = complianceOf(plan, stateOf(plan, now), now);
  const { deadline, forecast } = compliance;
  const result = resultForecastOf(compliance);
  const late = forecastLine(compliance);
  if (late !== undefined) return { lines: [late], isLate: true, result };
  if (forecast === null || forecast.throughAt === null || deadline === null)
    return { lines: [], isLate: false, result };
  const early = formatDuration(endOfDay(deadline.due) - forecast.throughAt);
  const text = `Begun now, the last machine is through ${instantText(forecast.throughAt)}, ${early} before the deadline ends.`;
  return { lines: [text], isLate: false, result };
}
