// The virtual clock: when it jumps, when it must not, in which order it wakes.
import { setMaxListeners } from 'node:events';
import { readFile } from 'node:fs/promises';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createScaledClock, createVirtualClock } from '../../../src/simulation/clock.ts';

const start = Date.UTC(2026, 8, 8, 20);

describe('the virtual clock', () => {
  it('shows the instant it was made with, and stays there while nobody sleeps', async () => {
    const clock = createVirtualClock(start);
    await readFile(import.meta.filename);
    expect(clock.now()).toBe(start);
  });

  it('jumps to the earliest sleeper and then to the next', async () => {
    const clock = createVirtualClock(start);
    const woken: number[] = [];
    const sleep = async (at: number) => {
      await clock.sleepUntil(at);
      woken.push(clock.now() - start);
    };
    await Promise.all([sleep(start + 90_000), sleep(start + 1), sleep(start + 3_600_000)]);
    expect(woken).toEqual([1, 90_000, 3_600_000]);
    expect(clock.now()).toBe(start + 3_600_000);
  });

  it('does not wait for an instant that has passed', async () => {
    const clock = createVirtualClock(start);
    await clock.sleepUntil(start - 5);
    await clock.sleepUntil(start);
    expect(clock.now()).toBe(start);
  });

  it('stands still while something real is in flight', async () => {
    const clock = createVirtualClock(start);
    const asleep = clock.sleepUntil(start + 1_000);
    const seen = await clock.during(
      readFile(import.meta.filename).then(async () => {
        await readFile(import.meta.filename);
        return clock.now();
      }),
    );
    expect(seen).toBe(start);
    await asleep;
    expect(clock.now()).toBe(start + 1_000);
  });

  it('goes on after something real has failed, and passes the failure on', async () => {
    const clock = createVirtualClock(start);
    const asleep = clock.sleepUntil(start + 1_000);
    await expect(clock.during(readFile('/nowhere/at/all'))).rejects.toThrow('ENOENT');
    await asleep;
    expect(clock.now()).toBe(start + 1_000);
  });

  it('lets what was woken finish its turn before it jumps again', async () => {
    const clock = createVirtualClock(start);
    const later = clock.sleepUntil(start + 2_000);
    await clock.sleepUntil(start + 1_000);
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
    expect(clock.now()).toBe(start + 1_000);
    await later;
  });

  it('forgets a sleeper whose signal aborts, and wakes it without an error', async () => {
    const clock = createVirtualClock(start);
    const stop = new AbortController();
    const asleep = clock.sleepUntil(start + 1_000, stop.signal);
    stop.abort();
    await asleep;
    expect(clock.now()).toBe(start);
    expect(clock.sleepers).toBe(0);
    await clock.sleepUntil(start + 9_000, stop.signal);
    expect(clock.now()).toBe(start);
  });

  it('lets a whole fleet sleep on one signal: Node would warn of a leak from the eleventh on', async () => {
    const clock = createVirtualClock(start);
    const { signal } = new AbortController();
    setMaxListeners(10, signal);
    const warn = vi.spyOn(process, 'emitWarning').mockReturnValue();
    await Promise.all(Array.from({ length: 50 }, (_, index) => clock.sleepUntil(start + index, signal)));
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it('wakes by instant, and those of one instant in the order in which they lay down', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 30 }), async delays => {
        const clock = createVirtualClock(start);
        const woken: number[] = [];
        await Promise.all(
          delays.map(async (delay, index) => {
            await clock.sleepUntil(start + delay);
            woken.push(index);
          }),
        );
        const expected = delays.map((delay, index) => ({ delay, index })).sort((a, b) => a.delay - b.delay);
        expect(woken).toEqual(expected.map(({ index }) => index));
      }),
      { numRuns: 50 },
    );
  });
});

describe('the scaled clock', () => {
  it('reaches the instant, however short its own second is', async () => {
    const clock = createScaledClock({ speed: 100_000, startAt: start });
    await clock.sleepUntil(start + 3_600_000);
    expect(clock.now()).toBeGreaterThanOrEqual(start + 3_600_000);
  });

  it('wakes when the signal aborts', async () => {
    const clock = createScaledClock({ speed: 1 });
    const stop = new AbortController();
    const asleep = clock.sleepUntil(clock.now() + 86_400_000, stop.signal);
    stop.abort();
    await asleep;
  });
});
