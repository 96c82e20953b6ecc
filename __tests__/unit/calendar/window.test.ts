import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isOpen,
  nextOpening,
  type Opening,
  weekdays,
  windowSchema,
  type ZonedWindow,
} from '../../../src/calendar/window.ts';
import { isTimeZone, timeZoneSchema } from '../../../src/calendar/zone.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

/** Half-hour and quarter-hour offsets, gaps at midnight, thirty-minute and two-hour shifts, a winter "summer" time, a skipped day. */
const zones = [
  'UTC',
  'Europe/Berlin',
  'Europe/Dublin',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'America/Santiago',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Tehran',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Antarctica/Troll',
];

/**
 * An oracle of another kind: it never inverts an offset. It walks in quarters of an hour through the days around, notes where the
 * offset changes, and looks for the local time in every stretch of constant offset.
 */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

function stretchesOf(zone: string, from: number, to: number): Stretch[] {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' });
  const offsetAt = (at: number): number => {
    const name = format.formatToParts(at).find(part => part.type === 'timeZoneName')?.value ?? '';
    const [, sign = '+', hours = '0', minutes = '0'] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(name) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * hour + Number(minutes) * minute);
  };
  const stretches: Stretch[] = [];
  let begin = from;
  let offset = offsetAt(from);
  for (let at = from; at <= to; at += 15 * minute) {
    const here = offsetAt(at);
    if (here === offset) continue;
    stretches.push({ from: begin, to: at, offset });
    [begin, offset] = [at, here];
  }
  return [...stretches, { from: begin, to, offset }];
}

/** First instant that reads this local time, else the first after the gap that swallowed it. */
function oracleInstant(stretches: readonly Stretch[], wall: number): number | undefined {
  const exact = stretches.find(({ from, to, offset }) => wall - offset >= from && wall - offset < to);
  if (exact !== undefined) return wall - exact.offset;
  return stretches.find(({ from, offset }) => from + offset > wall)?.from;
}

function oracle(window: ZonedWindow, now: number): Opening | undefined {
  const quarter = Math.floor(now / (15 * minute)) * 15 * minute;
  const stretches = stretchesOf(window.timeZone, quarter - 4 * day, quarter + 11 * day);
  const [hours = 0, minutes = 0] = window.start.split(':').map(Number);
  const openings: Opening[] = [];
  for (let date = Math.floor(now / day) - 3; date <= Math.floor(now / day) + 9; date += 1) {
    const weekday = weekdays[(((date + 4) % 7) + 7) % 7];
    if (weekday === undefined || !window.days.includes(weekday)) continue;
    const opensAt = oracleInstant(stretches, date * day + hours * hour + minutes * minute);
    if (opensAt !== undefined) openings.push({ opensAt, closesAt: opensAt + window.duration });
  }
  return openings.filter(({ closesAt }) => closesAt > now).sort((a, b) => a.opensAt - b.opensAt)[0];
}

const anyWindow = fc.record({
  days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }),
  start: fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hours, minutes]) => `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`),
  duration: fc.integer({ min: 1, max: 24 * 60 }).map(minutes => minutes * minute),
  timeZone: fc.constantFrom(...zones),
});
const window = (more: Partial<ZonedWindow>): ZonedWindow => ({
  days: ['sat'],
  start: '22:00',
  duration: 6 * hour,
  timeZone: 'Europe/Berlin',
  ...more,
});
const at = (text: string): number => Date.parse(text);
const opens = (one: ZonedWindow, now: string): string => new Date(nextOpening(one, at(now)).opensAt).toISOString();

describe('nextOpening', () => {
  it('agrees with an oracle of another kind, over years and zones', () => {
    const instant = fc.integer({ min: at('2010-01-01T00:00Z') / minute, max: at('2035-01-01T00:00Z') / minute });
    fc.assert(
      fc.property(anyWindow, instant, (one, minutes) => {
        expect(nextOpening(one, minutes * minute)).toEqual(oracle(one, minutes * minute));
      }),
      { numRuns: 250 },
    );
  });

  it('agrees with the oracle in the days around every change of the clocks', () => {
    // Instants near the changes of the zones above, spring and autumn, both hemispheres.
    const changes = [
      ['Europe/Berlin', '2026-03-29T01:00Z'],
      ['Europe/Berlin', '2026-10-25T01:00Z'],
      ['America/New_York', '2027-03-14T07:00Z'],
      ['America/New_York', '2027-11-07T06:00Z'],
      ['America/Sao_Paulo', '2018-11-04T03:00Z'],
      ['America/Santiago', '2026-09-06T04:00Z'],
      ['Africa/Casablanca', '2026-02-15T02:00Z'],
      ['Africa/Casablanca', '2026-03-22T02:00Z'],
      ['Africa/Cairo', '2026-04-23T22:00Z'],
      ['Asia/Beirut', '2026-03-28T22:00Z'],
      ['Asia/Tehran', '2021-03-21T20:30Z'],
      ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
      ['Australia/Lord_Howe', '2027-04-03T15:00Z'],
      ['Pacific/Chatham', '2026-09-26T14:00Z'],
      ['Pacific/Apia', '2011-12-30T10:00Z'],
      ['Antarctica/Troll', '2026-03-29T01:00Z'],
    ] as const;
    fc.assert(
      fc.property(
        anyWindow,
        fc.constantFrom(...changes),
        fc.integer({ min: -30 * 60, max: 30 * 60 }),
        (one, [timeZone, change], shift) => {
          const now = at(change) + shift * minute;
          const here = { ...one, timeZone };
          expect(nextOpening(here, now)).toEqual(oracle(here, now));
        },
      ),
      { numRuns: 250 },
    );
  });

  it('is never in the past, and nothing opens between now and the next opening', () => {
    fc.assert(
      fc.property(anyWindow, fc.integer({ min: at('2020-01-01T00:00Z'), max: at('2030-01-01T00:00Z') }), (one, now) => {
        const next = nextOpening(one, now);
        expect(next.closesAt).toBeGreaterThan(now);
        expect(next.closesAt - next.opensAt).toBe(one.duration);
        if (next.opensAt > now) {
          expect(isOpen(one, now)).toBe(false);
          expect(nextOpening(one, Math.floor((now + next.opensAt) / 2))).toEqual(next);
        } else expect(isOpen(one, now)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('opens at the first instant after the gap when the start does not exist', () => {
    expect(opens(window({ days: ['sun'], start: '02:30' }), '2026-03-28T12:00Z')).toBe('2026-03-29T01:00:00.000Z');
    expect(opens(window({ days: ['sun'], start: '00:00', timeZone: 'America/Sao_Paulo' }), '2018-11-03T12:00Z')).toBe(
      '2018-11-04T03:00:00.000Z',
    );
  });

  it('opens at the first of two instants when the start exists twice', () => {
    expect(opens(window({ days: ['sun'], start: '02:30' }), '2026-10-24T12:00Z')).toBe('2026-10-25T00:30:00.000Z');
  });

  it('lasts as long as written on a night with a missing or a doubled hour', () => {
    for (const now of ['2026-03-28T20:00Z', '2026-10-24T19:00Z']) {
      const { opensAt, closesAt } = nextOpening(window({}), at(now));
      expect(closesAt - opensAt).toBe(6 * hour);
    }
  });

  it('is open past midnight, and closed from its last instant on', () => {
    const night = window({});
    expect(isOpen(night, at('2026-11-21T21:00Z') - 1)).toBe(false);
    expect(isOpen(night, at('2026-11-21T21:00Z'))).toBe(true);
    expect(isOpen(night, at('2026-11-22T03:00Z') - 1)).toBe(true);
    expect(isOpen(night, at('2026-11-22T03:00Z'))).toBe(false);
  });

  it('gives each machine its own night where the zone is the machine’s', () => {
    const now = '2026-11-21T12:00Z';
    expect(opens(window({ timeZone: 'Asia/Tokyo' }), now)).toBe('2026-11-21T13:00:00.000Z');
    expect(opens(window({ timeZone: 'America/Los_Angeles' }), now)).toBe('2026-11-22T06:00:00.000Z');
  });
});

describe('windowSchema', () => {
  it('knows IANA zones and says what to write for others', () => {
    expect(isTimeZone('Europe/Berlin')).toBe(true);
    expect(isTimeZone('W. Europe Standard Time')).toBe(false);
    expect(timeZoneSchema.safeParse('Europe/Berln').error?.issues[0]?.message).toBe(
      '"Europe/Berln" is not an IANA time zone; write for example Europe/Berlin or UTC',
    );
  });

  it.each(['24:00', '7:00', '22', '22:60', '22:00:00'])('refuses the start %s', start => {
    const written = { days: ['sat'], start, duration: '1h', timeZone: 'UTC' };
    expect(windowSchema.safeParse(written).error?.issues[0]?.message).toBe(
      'write the local start as HH:MM, for example 22:00',
    );
  });
});
