// What the property tests roll of a calendar: blackouts, freezes, windows by label, openings from the release. Fields of a policy, in
// days from where the story starts, so that they bite while it is played.
// How they are watched stands in calendar.ts.
import fc from 'fast-check';

const day = 86_400_000;

/** Days on which nothing is begun, machines that are left alone for a while, a window by label, and openings from the release. */
export const aCalendar = fc.record({
  blackout: fc.option(fc.record({ after: fc.integer({ min: 0, max: 4 }), days: fc.integer({ min: 1, max: 3 }) })),
  freeze: fc.option(fc.record({ every: fc.integer({ min: 2, max: 4 }), days: fc.integer({ min: 0, max: 5 }) })),
  hasLabel: fc.boolean(),
  follow: fc.constantFrom('beginning', 'detected-release'),
});

const dayText = (at: number): string => new Date(at).toISOString().slice(0, 10);

type Calendar = typeof aCalendar extends fc.Arbitrary<infer T> ? T : never;

/** @param calendar absent in what was rolled before there was one */
export function calendarFields(calendar: Calendar | undefined, startAt: number, names: readonly string[]) {
  if (calendar === undefined) return {};
  const { blackout, freeze, hasLabel, follow } = calendar;
  const from = (blackout?.after ?? 0) * day + startAt;
  const to = from + ((blackout?.days ?? 1) - 1) * day;
  const frozen = names.filter((_, at) => at % (freeze?.every ?? 1) === 1);
  return {
    calendar: { follow },
    blackouts:
      blackout === null ? [] : [{ from: dayText(from), to: dayText(to), timeZone: 'machine', reason: 'year end' }],
    freezes:
      freeze === null || frozen.length === 0
        ? []
        : [{ machines: frozen, until: dayText(startAt + freeze.days * day), reason: 'payroll' }],
    windows: hasLabel
      ? { own: { match: 'kind=sql', days: ['wed', 'fri'], start: '03:00', duration: '2h', timeZone: 'machine' } }
      : {},
  };
}
