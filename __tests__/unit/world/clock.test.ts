// The clocks of a story: as fast as its work allows, or so many seconds a second, and with nothing lived through between two runs.
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRealClock, createStoryClock } from '../../../src/world/clock.ts';

const start = Date.UTC(2026, 8, 9, 20);
const day = 86_400_000;

describe.each([
  ['that jumps', undefined],
  ['of a thousand seconds a second', 1_000],
])('a clock %s', (_, speed) => {
  it('begins when the story begins', () => {
    const clock = createStoryClock(start, speed);
    expect(clock.now()).toBeGreaterThanOrEqual(start);
    expect(clock.now()).toBeLessThan(start + 60_000);
  });

  it('skips to an instant, and wakes in passing whoever slept until one before', async () => {
    const clock = createStoryClock(start, speed);
    const woken: string[] = [];
    const early = clock.sleepUntil(start + day / 2).then(() => woken.push('early'));
    const late = clock.sleepUntil(start + 2 * day).then(() => woken.push('late'));
    await clock.skipTo(start + day);
    await early;
    expect(woken).toEqual(['early']);
    expect(clock.now()).toBeGreaterThanOrEqual(start + day);
    await clock.skipTo(start + 2 * day);
    await late;
    expect(woken).toEqual(['early', 'late']);
  });

  it('never goes back', async () => {
    const clock = createStoryClock(start, speed);
    await clock.skipTo(start + day);
    await clock.skipTo(start);
    expect(clock.now()).toBeGreaterThanOrEqual(start + day);
  });

  it('lets a sleeper go whose signal aborts', async () => {
    const clock = createStoryClock(start, speed);
    const stop = new AbortController();
    const asleep = clock.sleepUntil(start + 3_650 * day, stop.signal);
    stop.abort();
    await expect(asleep).resolves.toBeUndefined();
  });
});

describe('the wall’s clock', () => {
  it('sleeps until the instant has come, and not longer than its signal allows', async () => {
    const clock = createRealClock();
    const at = clock.now() + 15;
    await clock.sleepUntil(at);
    expect(clock.now()).toBeGreaterThanOrEqual(at);
    const stop = new AbortController();
    const asleep = clock.sleepUntil(clock.now() + 400 * day, stop.signal);
    stop.abort();
    await expect(asleep).resolves.toBeUndefined();
  });

  it.each([5, -5])('notices within a minute that it was put forward or back by %i h', async hours => {
    vi.useFakeTimers({ now: start });
    onTestFinished(() => void vi.useRealTimers());
    let isAwake = false;
    const asleep = createRealClock()
      .sleepUntil(start + 6 * 3_600_000)
      .then(() => {
        isAwake = true;
      });
    await vi.advanceTimersByTimeAsync(3_600_000 - 1);
    vi.setSystemTime(Date.now() + hours * 3_600_000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(isAwake).toBe(hours > 0);
    vi.setSystemTime(start + 6 * 3_600_000);
    await vi.advanceTimersByTimeAsync(60_000);
    await asleep;
  });

  it('returns at once from an instant that has passed', async () => {
    await expect(createRealClock().sleepUntil(0)).resolves.toBeUndefined();
  });
});
