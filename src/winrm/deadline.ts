// The time that one call has, by our own clock: it starts when the call is made and covers waiting for the connection, the
// handshake and the answer. Whoever waits registers what ending means for them; the machine's own timeouts do not count here.
// One deadline belongs to one call and is disposed of with it: it leaves no timer and no listener behind.

import { WinrmError } from './errors.ts';

export type DeadlineEnd = 'WINRM_DEADLINE_EXCEEDED' | 'WINRM_ABORTED';

/** What to tell a person. */
export const ENDINGS: Readonly<Record<DeadlineEnd, string>> = {
  WINRM_ABORTED: 'the call was aborted',
  WINRM_DEADLINE_EXCEEDED: 'no complete answer came in time',
};

const LONGEST_TIMER = 2 ** 31 - 1;

export class Deadline {
  readonly #listeners = new Set<(end: DeadlineEnd) => void>();
  readonly #timer: NodeJS.Timeout;
  readonly #signal: AbortSignal | undefined;
  #end: DeadlineEnd | undefined;

  /** @param timeout milliseconds from now. */
  constructor(timeout: number, signal?: AbortSignal) {
    this.#timer = setTimeout(
      () => this.#finish('WINRM_DEADLINE_EXCEEDED'),
      Math.min(Math.max(timeout, 0), LONGEST_TIMER),
    );
    this.#signal = signal;
    if (signal?.aborted === true) this.#finish('WINRM_ABORTED');
    else signal?.addEventListener('abort', this.#abort, { once: true });
  }

  get end(): DeadlineEnd | undefined {
    return this.#end;
  }

  /** Calls back once when the time is over or the caller gives up; at once if that has happened. @returns how to stop listening. */
  onEnd(listener: (end: DeadlineEnd) => void): () => void {
    if (this.#end === undefined) this.#listeners.add(listener);
    else listener(this.#end);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Waits for `work`, which nothing has been sent for, but no longer than the deadline. Throws its end as a WinrmError. */
  within<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#end !== undefined) work.catch(() => {});
      const stop = this.onEnd(end => reject(new WinrmError(end, ENDINGS[end], { phase: 'waiting', sent: false })));
      work.then(resolve, reject).finally(stop);
    });
  }

  /** The caller gives up. */
  abort(): void {
    this.#finish('WINRM_ABORTED');
  }

  /** The call is over: nothing ends any more. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener('abort', this.#abort);
    this.#listeners.clear();
  }

  readonly #abort = (): void => this.abort();

  #finish(end: DeadlineEnd): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    const listeners = [...this.#listeners];
    this.dispose();
    for (const listener of listeners) listener(end);
  }
}
