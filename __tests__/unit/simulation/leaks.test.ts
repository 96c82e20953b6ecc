// A leak shows as memory that fills, and as a crash each time it is full; before the update is in force there is none of it.
import { describe, expect, it } from 'vitest';
import { september2026 } from '../../../src/simulation/catalogue.ts';
import type { Fault } from '../../../src/simulation/faults.ts';
import { commitOf, fallsOf } from '../../../src/simulation/leaks.ts';
import { install, pristine } from '../../../src/simulation/software.ts';

const hour = 3_600_000;
const [update] = september2026;
const faults: readonly Fault[] = [{ kind: 'leaks', kb: update!.kb, crashesAfter: 20 * hour }];
const before = pristine(1, [], []);
const after = install(before, update!, 100 * hour);

describe('a leak', () => {
  it('is not there before the update is in force', () => {
    expect(fallsOf({ faults, software: before }, 900 * hour)).toEqual([]);
    expect(commitOf({ faults, software: before }, 900 * hour)).toBe(commitOf({ faults: [], software: after }, 0));
  });

  it('fills the memory until Windows restarts, again and again', () => {
    const leaking = { faults, software: after };
    expect(fallsOf(leaking, 119 * hour)).toEqual([]);
    expect(fallsOf(leaking, 145 * hour)).toEqual([120 * hour, 140 * hour]);
    const hours = [101, 110, 119, 121].map(at => commitOf(leaking, at * hour));
    expect(hours[0]).toBeLessThan(hours[1]!);
    expect(hours[1]).toBeLessThan(hours[2]!);
    expect(hours[2]).toBeGreaterThan(95);
    expect(hours[3]).toBe(hours[0]);
  });
});
