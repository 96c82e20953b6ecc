import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationSchema, formatDuration, parseDuration } from '../../../src/model/duration.ts';

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

describe('parseDuration', () => {
  it.each([
    ['0s', 0],
    ['250ms', 250],
    ['90s', 90 * second],
    ['15m', 15 * minute],
    ['1h30m', 90 * minute],
    ['1.5h', 90 * minute],
    ['3d', 3 * day],
    ['1d2h3m4s5ms', day + 2 * hour + 3 * minute + 4 * second + 5],
  ])('reads %s', (text, length) => {
    expect(parseDuration(text)).toBe(length);
  });

  it.each(['', ' ', '5', 'm', '5 m', '-5m', '5M', '1w', '5m ', 'PT5M', '1,5h', '5mm', '∞d'])('refuses %j', text => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it('refuses a length that is no whole number of milliseconds any more', () => {
    expect(parseDuration(`${'9'.repeat(400)}d`)).toBeUndefined();
    expect(parseDuration('104249991375d')).toBeUndefined();
    expect(parseDuration('104249991d')).toBe(104_249_991 * day);
  });

  it('says what to write instead', () => {
    expect(durationSchema.safeParse('soon').error?.issues[0]?.message).toBe(
      '"soon" is not a duration: write 90s, 15m, 1h30m or 3d',
    );
    expect(durationSchema.safeParse(15).error?.issues[0]?.message).toBe('write a duration: 90s, 15m, 1h30m or 3d');
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0ms'],
    [999.4, '999ms'],
    [999.6, '1s'],
    [59_600, '1m'],
    [90 * second, '1m30s'],
    [hour - 1, '1h'],
    [90 * minute, '1h30m'],
    [day - 1, '1d'],
    [36 * hour, '1d12h'],
    [-5, '0ms'],
  ])('writes %d ms as %s', (length, text) => {
    expect(formatDuration(length)).toBe(text);
  });

  it('writes what parses to the same length, rounded to the smaller of at most two units', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * day }), length => {
        const text = formatDuration(length);
        expect(text).toMatch(/^\d+(ms|s|m|h|d)(\d+(s|m|h))?$/);
        const smaller = length < second ? 1 : length < hour ? second : length < day ? minute : hour;
        expect(Math.abs((parseDuration(text) ?? Number.NaN) - length)).toBeLessThanOrEqual(smaller / 2);
      }),
    );
  });

  it('is stable: what was parsed from it is written the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * day }), length => {
        const text = formatDuration(length);
        expect(formatDuration(parseDuration(text) ?? Number.NaN)).toBe(text);
      }),
    );
  });
});
