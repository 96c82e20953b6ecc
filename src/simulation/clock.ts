// Clocks that are not the wall's. The virtual clock stands still while anything runs and jumps to the earliest sleeper once
// everything has settled: a night of patching takes as long as its work, and always goes the same way. Real work that the
// clock cannot see (a socket, a disk) is announced with `during`; nothing inside it may sleep on this clock, or both would wait.
// The scaled clock is the wall's with a factor.
import { setMaxListeners } from 'node:events';
import type { Clock } from '../model/ports.ts';

/** A clock that can be told that something real is in flight. */
export interface WorldClock extends Clock {
  /** Holds virtual time still until the promise has settled; returns it unchanged. */
  during<T>(work: Promise<T>): Promise<T>;
}

export interface VirtualClock extends WorldClock {
  /** How many wait for an instant to come. */
  readonly sleepers: number;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/**
 * Turns of the event loop without news before the clock believes that everything waits for it. One would do for promises alone;
 * a stream or a file that is already there takes a few.
 */
const quietTurns = 3;

/** @param startAt epoch ms */
export function createVirtualClock(startAt: number): VirtualClock {
  const sleepers: Sleeper[] = [];
  let now = startAt;
  let inFlight = 0;
  let quiet = 0;
  let watching = false;

  function watch(): void {
    quiet = 0;
    if (watching || inFlight > 0 || sleepers.length === 0) return;
    watching = true;
    setImmediate(turn);
  }

  function turn(): void {
    watching = false;
    if (inFlight > 0 || sleepers.length === 0) return;
    quiet += 1;
    if (quiet < quietTurns) {
      watching = true;
      setImmediate(turn);
      return;
    }
    now = Math.max(now, sleepers[0]?.at ?? now);
    while (sleepers[0] !== undefined && sleepers[0].at <= now) sleepers.shift()?.wake();
    watch();
  }

  return {
    now: () => now,
    get sleepers() {
      return sleepers.length;
    },
    async during(work) {
      inFlight += 1;
      try {
        return await work;
      } finally {
        inFlight -= 1;
        watch();
      }
    },
    sleepUntil(at, signal) {
      if (at <= now || signal?.aborted === true) return Promise.resolve();
      return new Promise(resolve => {
        const sleeper: Sleeper = {
          at,
          wake: () => {
            signal?.removeEventListener('abort', leave);
            resolve();
          },
        };
        const leave = (): void => {
          sleepers.splice(sleepers.indexOf(sleeper), 1);
          resolve();
          watch();
        };
        listen(signal, leave);
        sleepers.splice(placeOf(sleepers, at), 0, sleeper);
        watch();
      });
    },
  };
}

/** Behind everyone who wakes at the same instant: equal instants wake in the order in which they were asked for. */
function placeOf(sleepers: readonly Sleeper[], at: number): number {
  let low = 0;
  let high = sleepers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sleepers[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface ScaledOptions {
  /** Seconds of this clock per second of the wall; 1 is real time. */
  readonly speed: number;
  /** What this clock shows at first (epoch ms); the wall's own time unless told. */
  readonly startAt?: number;
}

/** Longer timers fire at once in Node. */
const longestTimer = 2 ** 31 - 1;

/** Real time, `speed` times as fast. */
export function createScaledClock({ speed, startAt }: ScaledOptions): WorldClock {
  const wallStart = Date.now();
  const start = startAt ?? wallStart;
  const now = (): number => Math.floor(start + (Date.now() - wallStart) * speed);
  return {
    now,
    during: work => work,
    async sleepUntil(at, signal) {
      while (now() < at && signal?.aborted !== true) await pause(Math.ceil((at - now()) / speed), signal);
    },
  };
}

function pause(length: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise(resolve => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.min(Math.max(length, 1), longestTimer));
    listen(signal, done);
  });
}

/** A whole fleet sleeps on one signal: that is no leak, and Node must not say so. */
function listen(signal: AbortSignal | undefined, aborted: () => void): void {
  if (signal === undefined) return;
  setMaxListeners(0, signal);
  signal.addEventListener('abort', aborted, { once: true });
}
