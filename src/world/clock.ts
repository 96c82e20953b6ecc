// The clocks of the three worlds. The wall's own for real machines and for the `fleet`; a virtual one that jumps for the demo; and one
// that runs so many times as fast as the wall, for a demo that somebody wants to watch. Between two scheduled runs of a demo nothing
// happens, so the time until the next one is skipped there, not lived through.
import type { Clock } from '../model/ports.ts';
import { createScaledClock, createVirtualClock, type WorldClock } from '../simulation/clock.ts';

/** A timer does not notice that the clock was put forward: it looks again, so that no window is slept through. */
const longestNap = 60_000;

/** The wall's clock. */
export function createRealClock(): WorldClock {
  return {
    now: () => Date.now(),
    during: work => work,
    async sleepUntil(at, signal) {
      while (Date.now() < at && signal?.aborted !== true) await nap(at - Date.now(), signal);
    },
  };
}

function nap(length: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise(resolve => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.min(Math.max(length, 1), longestNap));
    signal?.addEventListener('abort', done, { once: true });
  });
}

export interface StoryClock extends WorldClock {
  /** The time until then in which nobody does anything. */
  skipTo(at: number): Promise<void>;
}

/** A clock for a story that begins at an instant (epoch ms). @param speed seconds a second; undefined: as fast as its work allows. */
export function createStoryClock(startAt: number, speed: number | undefined): StoryClock {
  if (speed === undefined) {
    const clock = createVirtualClock(startAt);
    return {
      now: clock.now,
      during: clock.during,
      sleepUntil: clock.sleepUntil,
      skipTo: at => clock.sleepUntil(at),
    };
  }
  return createSkippingClock(createScaledClock({ speed, startAt }));
}

/** Sleepers wake early when time is skipped over them. */
function createSkippingClock(base: Clock): StoryClock {
  let skipped = 0;
  let turn = new AbortController();
  const now = (): number => base.now() + skipped;
  return {
    now,
    during: work => work,
    async sleepUntil(at, signal) {
      while (now() < at && signal?.aborted !== true) {
        const either = signal === undefined ? turn.signal : AbortSignal.any([signal, turn.signal]);
        await base.sleepUntil(at - skipped, either);
      }
    },
    async skipTo(at) {
      skipped += Math.max(0, at - now());
      const before = turn;
      turn = new AbortController();
      before.abort();
    },
  };
}
