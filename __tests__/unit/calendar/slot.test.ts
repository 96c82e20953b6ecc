import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Slot } from '../../../src/calendar/slot.ts';
import { isOpen, weekdays } from '../../../src/calendar/window.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const at = (text: string): number => Date.parse(text);
const iso = (instant: number): string => new Date(instant).toISOString();
const saturday = { days: ['sat' as const], start: '22:00', duration: 6 * hour, timeZone: 'Europe/Berlin' };
const yearEnd = { from: '2026-12-18', to: '2027-01-04', timeZone: 'Europe/Berlin', reason: 'year end' };

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Auckland'] as const;
const dateIn2026 = fc.integer({ min: 0, max: 400 }).map(days => iso(at('2026-01-01') + days * day).slice(0, 10));
const aBlackout = fc.record({
  from: dateIn2026,
  length: fc.integer({ min: 0, max: 20 }),
  timeZone: fc.constantFrom('machine', ...zones),
});
const aSlot = fc.record({
  window: fc.option(
    fc.record({
      days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }),
      start: fc.constantFrom('00:00', '01:30', '02:30', '22:00'),
      duration: fc.integer({ min: 1, max: 24 }).map(hours => hours * hour),
      timeZone: fc.constantFrom(...zones),
    }),
  ),
  blackouts: fc.array(aBlackout, { maxLength: 4 }).map(all =>
    all.map(({ from, length, timeZone }) => ({
      from,
      to: iso(at(from) + length * day).slice(0, 10),
      timeZone,
      reason: `from ${from}`,
    })),
  ),
  zone: fc.constantFrom(...zones),
});
const instant = fc.integer({ min: at('2026-01-01') / minute, max: at('2027-02-01') / minute }).map(at => at * minute);

describe('a slot', () => {
  it('is open exactly where its window is and no blackout is, and its openings say so', () => {
    fc.assert(
      fc.property(aSlot, instant, fc.double({ min: 0, max: 1, noNaN: true }), (made, now, share) => {
        const slot = new Slot(made.window, made.blackouts, made.zone);
        const isFree = (when: number): boolean =>
          (made.window === null || isOpen(made.window, when)) && slot.blackoutAt(when) === undefined;
        const { opensAt, closesAt } = slot.openingAt(now);
        expect(closesAt).toBeGreaterThan(now);
        expect(slot.isOpen(now)).toBe(isFree(now));
        expect(slot.isOpen(now)).toBe(opensAt <= now);
        const end = Math.min(closesAt, now + 400 * day);
        const inside = Math.max(opensAt, now - 400 * day);
        expect(isFree(Math.floor(inside + (end - 1 - inside) * share))).toBe(true);
        if (opensAt > now) expect(isFree(Math.floor(now + (opensAt - 1 - now) * share))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('begins at the first moment from which the work fits, and never where it does not', () => {
    fc.assert(
      fc.property(aSlot, instant, fc.integer({ min: 1, max: 30 }), fc.nat(100), (made, now, hours, percent) => {
        const slot = new Slot(made.window, made.blackouts, made.zone);
        const length = hours * hour;
        const begins = slot.nextStart(now, length);
        if (begins === undefined) {
          expect(made.window?.duration).toBeLessThan(length);
          return;
        }
        const fits = (when: number): boolean => slot.isOpen(when) && slot.openingAt(when).closesAt - when >= length;
        expect(begins).toBeGreaterThanOrEqual(now);
        expect(fits(begins)).toBe(true);
        if (begins > now) expect(fits(Math.floor(now + ((begins - 1 - now) * percent) / 100))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('answers the same in whatever order it is asked', () => {
    fc.assert(
      fc.property(aSlot, fc.array(instant, { minLength: 2, maxLength: 8 }), (made, instants) => {
        const old = new Slot(made.window, made.blackouts, made.zone);
        for (const now of instants) {
          const fresh = new Slot(made.window, made.blackouts, made.zone);
          expect(old.openingAt(now)).toEqual(fresh.openingAt(now));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is closed for anytime, too, from the first moment of a blackout to the last, by the days of its zone', () => {
    const slot = new Slot(null, [yearEnd], 'UTC');
    expect(slot.isOpen(at('2026-12-17T23:00Z') - 1)).toBe(true);
    expect(slot.isOpen(at('2026-12-17T23:00Z'))).toBe(false);
    expect(slot.blackoutAt(at('2027-01-04T22:59Z'))?.reason).toBe('year end');
    expect(slot.isOpen(at('2027-01-04T23:00Z'))).toBe(true);
    const own = new Slot(null, [{ ...yearEnd, timeZone: 'machine' }], 'Asia/Tokyo');
    expect(own.isOpen(at('2026-12-17T15:00Z'))).toBe(false);
    expect(own.isOpen(at('2026-12-17T15:00Z') - 1)).toBe(true);
  });

  it('has an opening cut short by a blackout that begins in it, and the rest of one that ends in it', () => {
    // The night from Saturday to Sunday: the blackout begins, and ends, at its midnight.
    const begins = new Slot(saturday, [{ ...yearEnd, from: '2026-12-20' }], 'UTC');
    expect(iso(begins.openingAt(at('2026-12-19T12:00Z')).closesAt)).toBe('2026-12-19T23:00:00.000Z');
    const ends = new Slot(saturday, [{ ...yearEnd, to: '2027-01-09' }], 'UTC');
    const { opensAt, closesAt } = ends.openingAt(at('2026-12-25T12:00Z'));
    expect([iso(opensAt), iso(closesAt)]).toEqual(['2027-01-09T23:00:00.000Z', '2027-01-10T03:00:00.000Z']);
  });
});
