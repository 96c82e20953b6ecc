// How long perform waits between two looks, on virtual time: quick at first, never so late that a wait is felt, and in whole ms.
import { describe, expect, it } from 'vitest';
import { Patience } from '../../../../src/rollout/perform/visit.ts';
import { createVirtualClock } from '../../../../src/simulation/clock.ts';

const minute = 60_000;
const startAt = 1_000_000;

/** Instants of the looks, in ms after the beginning. */
async function looks(waitsFor: 'answer' | 'work', length: number): Promise<readonly number[]> {
  const clock = createVirtualClock(startAt);
  const patience = new Patience({ clock, signal: new AbortController().signal }, length, waitsFor);
  const at: number[] = [];
  while (!patience.isOver) {
    await patience.wait();
    at.push(clock.now() - startAt);
  }
  return at;
}

const pauses = (at: readonly number[]) => at.map((instant, index) => instant - (at[index - 1] ?? 0));

describe('patience', () => {
  it.each(['answer', 'work'] as const)('begins with half a second and doubles it (%s)', async waitsFor => {
    expect((await looks(waitsFor, minute)).slice(0, 5)).toEqual([500, 1_500, 3_500, 7_500, 15_500]);
  });

  it('hears of a machine that is back within fifteen seconds', async () => {
    expect(Math.max(...pauses(await looks('answer', 90 * minute)))).toBe(15_000);
  });

  it('hears of the end of long work within an eighth of its time, and within a minute', async () => {
    const at = await looks('work', 90 * minute);
    for (const [index, pause] of pauses(at).entries()) {
      if (pause > 15_000) expect(pause).toBeLessThanOrEqual((at[index - 1] ?? 0) / 8);
      expect(pause).toBeLessThanOrEqual(minute);
      expect(Number.isInteger(pause)).toBe(true);
    }
    expect(Math.max(...pauses(at))).toBe(minute);
    expect(at.length).toBeLessThan((await looks('answer', 90 * minute)).length / 3);
  });

  it.each(['answer', 'work'] as const)('looks a last time when its time is over, not later (%s)', async waitsFor => {
    expect((await looks(waitsFor, 7 * minute)).at(-1)).toBe(7 * minute);
  });
});
