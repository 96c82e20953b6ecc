// What waits for a client on one stream of a shell: data until it is fetched, then the word that it was the last.
// A Receive that finds nothing waits, as on a real machine: until data comes, its time is over, or nobody is there any more.
// One that gives up takes nothing with it: data leaves the box only in an answer.

/** What a Receive gets. `timeout` and `gone` become faults. */
export type Fetched =
  | { readonly kind: 'data'; readonly parts: readonly Uint8Array[]; readonly done: boolean }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'gone' };

interface Waiter {
  readonly answer: (fetched: Fetched) => void;
  readonly budget: number;
}

export interface Outbox {
  push(bytes: Uint8Array, apart: boolean): void;
  /** Nothing more will be pushed. */
  finish(): void;
  /**
   * @param budget bytes that may go into one answer (at least one part always goes).
   * @param wait starts the clock of this Receive: calls back when its time is over, returns how to stop it.
   */
  fetch(budget: number, wait: (expired: () => void) => () => void): Promise<Fetched>;
  /** Ends a waiting Receive: the stream is no more. */
  drop(): void;
}

export function createOutbox(): Outbox {
  const parts: { readonly bytes: Uint8Array; readonly apart: boolean }[] = [];
  let finished = false;
  let dropped = false;
  let waiter: Waiter | undefined;

  const ready = (): boolean => parts.length > 0 || finished;

  const take = (budget: number): Fetched => {
    const taken: Uint8Array[] = [];
    let size = 0;
    for (;;) {
      const next = parts[0];
      if (next === undefined) break;
      if (taken.length > 0 && (next.apart || size + next.bytes.length > budget)) break;
      parts.shift();
      taken.push(next.bytes);
      size += next.bytes.length;
    }
    return { kind: 'data', parts: taken, done: finished && parts.length === 0 };
  };

  const settle = (fetched: Fetched): void => {
    const waiting = waiter;
    waiter = undefined;
    waiting?.answer(fetched);
  };

  // Everything said in one turn goes into one answer: a quick pipeline costs one Receive, as on a real machine.
  let scheduled = false;
  const wake = (): void => {
    if (scheduled || waiter === undefined) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      if (waiter !== undefined && ready()) settle(take(waiter.budget));
    });
  };

  return {
    push(bytes, apart) {
      if (finished || dropped) return;
      parts.push({ bytes, apart });
      wake();
    },
    finish() {
      finished = true;
      wake();
    },
    async fetch(budget, wait) {
      if (dropped) return { kind: 'gone' };
      if (ready()) return take(budget);
      // A newer Receive takes over from one whose client is gone.
      settle({ kind: 'timeout' });
      let stop = (): void => {};
      const fetched = new Promise<Fetched>(resolve => {
        const mine: Waiter = { answer: resolve, budget };
        waiter = mine;
        stop = wait(() => {
          if (waiter === mine) settle({ kind: 'timeout' });
        });
      });
      try {
        return await fetched;
      } finally {
        stop();
      }
    },
    drop() {
      dropped = true;
      parts.length = 0;
      settle({ kind: 'gone' });
    },
  };
}
