// A hundred years of windows against a calendar that we did not write: Python's zoneinfo on the system's own zones, which looks for a
// local time minute by minute and reads months from printed calendars. Zones on both halves of the earth, with shifts of thirty minutes
// and a day that never was; every rule; instants from anywhere, and from the hours around a change of the clocks.
// Zones whose rules are still being changed are left out: the two do not stand on the same release of the zones.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextOpening, weekdays, type ZonedWindow } from '../../src/calendar/window.ts';
import { root } from '../support/house.ts';

const [minute, day] = [60_000, 86_400_000];
const python = spawnSync('python3', ['-c', 'import zoneinfo; zoneinfo.ZoneInfo("Australia/Lord_Howe")']);
const missing = python.status === 0 ? undefined : 'python3 with zoneinfo and the zones of the system (tzdata)';

const zones = [
  'UTC',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Los_Angeles',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Australia/Adelaide',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Antarctica/Troll',
] as const;

const from = Date.UTC(2000, 0, 1) / minute;
const to = Date.UTC(2100, 0, 1) / minute;
/** Changes of the clocks and of the year, spring and autumn, both halves of the earth. */
const turns = ['2026-03-29T01:00Z', '2026-10-25T01:00Z', '2041-03-10T07:00Z', '2088-04-03T15:00Z', '2011-12-30T10:00Z'];
const instant = fc.oneof(
  fc.integer({ min: from, max: to }),
  fc
    .tuple(fc.constantFrom(...turns), fc.integer({ min: -3 * 1_440, max: 3 * 1_440 }))
    .map(([turn, shift]) => Date.parse(turn) / minute + shift),
);

const rule = fc.oneof(
  fc.constant({}),
  fc.record({
    weeks: fc.uniqueArray(fc.constantFrom(1, 2, 3, 4, 5, 'last' as const), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    after: fc.record({
      anchor: fc.constantFrom('patch-tuesday' as const, 'detected-release' as const),
      days: fc.integer({ min: 0, max: 20 }),
    }),
  }),
);

const aCase = fc
  .record({
    days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }),
    start: fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(parts => parts.map(part => String(part).padStart(2, '0')).join(':')),
    duration: fc.integer({ min: 1, max: 1_440 }).map(minutes => minutes * minute),
    timeZone: fc.constantFrom(...zones),
    rule,
    now: instant.map(minutes => minutes * minute),
    age: fc.integer({ min: -10 * 1_440, max: 40 * 1_440 }),
  })
  .map(({ rule: more, now, age, ...window }) => ({
    window: { ...window, ...more, released: now - age * minute } satisfies ZonedWindow,
    now,
  }));

function askPython(cases: readonly { readonly window: ZonedWindow; readonly now: number }[]) {
  const input = cases.map(({ window, now }) => ({
    ...window,
    duration: window.duration / 1_000,
    released: (window.released ?? 0) / 1_000,
    now: now / 1_000,
  }));
  const asked = spawnSync('python3', [join(root, '__tests__/peers/windows-by-hand.py')], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (asked.status !== 0) throw new Error(asked.stderr);
  return JSON.parse(asked.stdout) as readonly (readonly [number, number])[];
}

describe.skipIf(missing !== undefined)(
  `a hundred years of windows${missing === undefined ? '' : `: ${missing}`}`,
  () => {
    it('open and close when a calendar of other hands says', { timeout: 120_000 }, () => {
      const seed = Number(process.env.PROPERTY_SEED ?? Math.floor(Math.random() * 2 ** 31));
      const cases = fc.sample(aCase, { numRuns: 2_500, seed });
      const theirs = askPython(cases);
      const ours = cases.map(({ window, now }) => nextOpening(window, now));
      cases.forEach((one, index) => {
        const [opensAt = 0, closesAt = 0] = theirs[index] ?? [];
        const found = { seed, ...one, ...ours[index] };
        expect(found).toEqual({ ...found, opensAt: opensAt * 1_000, closesAt: closesAt * 1_000 });
      });
      expect(new Set(cases.map(({ now }) => Math.floor(now / (3_652 * day)))).size).toBeGreaterThanOrEqual(10);
    });
  },
);
