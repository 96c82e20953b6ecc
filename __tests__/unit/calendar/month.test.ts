import { describe, expect, it } from 'vitest';
import { expectedRelease, patchTuesdayOf, weekOf } from '../../../src/calendar/month.ts';
import { nextOpening, windowSchema } from '../../../src/calendar/window.ts';
import { day, dayOfText } from '../../../src/calendar/zone.ts';

const text = (localDay: number): string => new Date(localDay * day).toISOString().slice(0, 10);
const following = (anchor: 'patch-tuesday' | 'detected-release', days: number) => ({
  days: ['sat' as const],
  after: { anchor, days },
  start: '22:00',
  duration: 3_600_000,
  timeZone: 'UTC',
});
const opens = (window: Parameters<typeof nextOpening>[0], now: string): string =>
  new Date(nextOpening(window, Date.parse(now)).opensAt).toISOString().slice(0, 10);

describe('Patch Tuesday', () => {
  it.each(['2025-10-14', '2026-06-09', '2026-09-08', '2026-11-10', '2026-12-08', '2027-01-12'])(
    'was, or is, %s',
    date => {
      expect(text(patchTuesdayOf(dayOfText(date)))).toBe(date);
    },
  );

  it('is the second Tuesday of every month of a hundred years, found by walking', () => {
    let seen = 0;
    for (let one = dayOfText('2000-01-01'); one < dayOfText('2100-01-01'); one += 1) {
      const date = new Date(one * day);
      if (date.getUTCDate() === 1) seen = 0;
      if (date.getUTCDay() !== 2) continue;
      seen += 1;
      if (seen === 2) expect(patchTuesdayOf(one)).toBe(one);
      expect(weekOf(one).number).toBe(seen);
    }
  });

  it('is expected at ten in the morning in Redmond, summer and winter', () => {
    expect(new Date(expectedRelease(Date.parse('2026-09-08T16:59Z'))).toISOString()).toBe('2026-09-08T17:00:00.000Z');
    expect(new Date(expectedRelease(Date.parse('2026-09-08T17:00Z'))).toISOString()).toBe('2026-10-13T17:00:00.000Z');
    expect(new Date(expectedRelease(Date.parse('2026-12-31T00:00Z'))).toISOString()).toBe('2027-01-12T18:00:00.000Z');
  });
});

describe('a window after a day', () => {
  it('opens on its weekday once a month, in the week that begins so long after Patch Tuesday', () => {
    expect(opens(following('patch-tuesday', 0), '2026-12-01T00:00Z')).toBe('2026-12-12');
    expect(opens(following('patch-tuesday', 5), '2026-12-01T00:00Z')).toBe('2026-12-19');
    expect(opens(following('patch-tuesday', 20), '2026-12-20T00:00Z')).toBe('2027-01-02');
    expect(opens(following('patch-tuesday', 0), '2026-12-13T12:00Z')).toBe('2027-01-16');
  });

  it('opens every week from so long after the release that was detected, whatever the day of the month', () => {
    const window = { ...following('detected-release', 4), released: Date.parse('2026-10-23T18:00Z') };
    expect(opens(window, '2026-10-20T00:00Z')).toBe('2026-10-31');
    expect(opens(window, '2026-11-02T00:00Z')).toBe('2026-11-07');
  });

  it.each([
    ['patch-tuesdy+4d', '"patch-tuesdy+4d" is not a day to count from'],
    ['patch-tuesday+21d', '"patch-tuesday+21d" is not a day to count from'],
    ['patch-tuesday+4h', '"patch-tuesday+4h" is not a day to count from'],
  ])('is refused as %s', (written, message) => {
    const parsed = windowSchema.safeParse({
      days: ['sat'],
      after: written,
      start: '22:00',
      duration: '1h',
      timeZone: 'UTC',
    });
    expect(parsed.error?.issues[0]?.message).toContain(message);
  });
});
