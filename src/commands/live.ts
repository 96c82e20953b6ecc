// What makes a long command bearable: a sign of life at most once a minute by the wall's
// clock, and an end within moments when the platform asks for one, whatever still runs on
// the wire.

import type { Traits } from '../platforms/platform.ts';

const second = 1_000;
const minute = 60_000;

/** Calls `say` once a minute, or every second where it is redrawn, until the returned function is called. It keeps no process alive. */
export function beat({ redraws }: Pick<Traits, 'redraws'>, say: () => void): () => void {
  const timer = setInterval(say, redraws ? second : minute);
  timer.unref();
  return () => clearInterval(timer);
}

/** Waits for the work, but not longer than the signal allows. What is left behind ends by itself. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  let leave = (): void => {};
  const stopped = new Promise<undefined>(resolve => {
    leave = () => resolve(undefined);
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
  });
  work.catch(() => {});
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
