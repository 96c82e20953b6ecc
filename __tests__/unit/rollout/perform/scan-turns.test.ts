import { describe, expect, it } from 'vitest';
import { ScanTurns, shareOf } from '../../../../src/rollout/perform/scan-turns.ts';
import { Detached } from '../../../../src/rollout/perform/visit.ts';
import { createVirtualClock } from '../../../../src/simulation/clock.ts';

const names = Array.from({ length: 400 }, (_, index) => `web${index}.corp.example`);

/** All machines come at once; each scan takes a minute. */
async function crowd(atOnce: number, machines = names.length) {
  const clock = createVirtualClock(0);
  const turns = new ScanTurns({ clock, atOnce, machines });
  const begun: number[] = [];
  let [going, most] = [0, 0];
  await Promise.all(
    names.slice(0, machines).map(name =>
      turns.take(name, new AbortController().signal, async () => {
        begun.push(clock.now());
        going += 1;
        most = Math.max(most, going);
        await clock.sleepUntil(clock.now() + 60_000);
        going -= 1;
      }),
    ),
  );
  return { begun, most };
}

describe('scans', () => {
  it('are never more at a time than allowed, and all come', async () => {
    const { begun, most } = await crowd(50);
    expect(most).toBe(50);
    expect(begun).toHaveLength(names.length);
  });

  it('do not begin in one instant, in the same order every time', async () => {
    const { begun } = await crowd(1000);
    expect(new Set(begun).size).toBeGreaterThan(300);
    expect((await crowd(1000)).begun).toEqual(begun);
    expect(names.map(shareOf).every(share => share >= 0 && share < 1)).toBe(true);
  });

  it('of a single machine waits for nothing', async () => {
    expect((await crowd(1, 1)).begun).toEqual([0]);
  });

  it('that wait are let go of, and those that failed give their place back', async () => {
    const clock = createVirtualClock(0);
    const turns = new ScanTurns({ clock, atOnce: 1, machines: 1 });
    const { signal } = new AbortController();
    const letGo = new AbortController();
    const first = turns.take('a', signal, () => clock.sleepUntil(10_000).then(() => Promise.reject(new Error('no'))));
    const second = turns.take('b', letGo.signal, () => Promise.resolve('never'));
    letGo.abort();
    await expect(second).rejects.toBeInstanceOf(Detached);
    await expect(first).rejects.toThrow('no');
    await expect(turns.take('c', signal, () => Promise.resolve('went'))).resolves.toBe('went');
  });
});
