// What waits for a client on one stream of a shell: data until it is fetched, then the word that it was the last.
// A Receive that finds nothing waits, as on a real machine: until data comes, its time is over, or nobody is there any more.
// One that gives up takes nothing with it: data leaves the box only in an answer.

/** What a Receive gets. `timeout` and `gone` become faults. */
export type Fetched =
  | { readonly kind: 'data'; readonly parts: readonly Part[]; readonly done: boolean; readonly exitCode?: number }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'gone' };

/** A piece of one stream. */
export interface Part {
  /** `stdout`, `stderr`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Not in the same answer as what is already waiting. */
  readonly apart?: boolean;
}

interface Waiter {
  readonly answer: (fetched: Fetched) => void;
  readonly budget: number;
}

export class Outbox {
  readonly #parts: Part[] = [];
  #finished = false;
  #exitCode: number | undefined;
  #dropped = false;
  #waiter: Waiter | undefined;
  #scheduled = false;

  push(part: Part): void {
    if (this.#finished || this.#dropped) return;
    this.#parts.push(part);
    this.#wake();
  }

  /** Nothing more will be pushed. @param exitCode of a program. */
  finish(exitCode?: number): void {
    this.#finished = true;
    this.#exitCode = exitCode;
    this.#wake();
  }

  /**
   * @param budget bytes that may go into one answer (at least one part always goes).
   * @param wait starts the clock of this Receive: calls back when its time is over, returns how to stop it.
   */
  async fetch(budget: number, wait: (expired: () => void) => () => void): Promise<Fetched> {
    if (this.#dropped) return { kind: 'gone' };
    if (this.#ready) return this.#take(budget);
    // A newer Receive takes over from one whose client is gone.
    this.interrupt();
    let stop = (): void => {};
    const fetched = new Promise<Fetched>(resolve => {
      const mine: Waiter = { answer: resolve, budget };
      this.#waiter = mine;
      stop = wait(() => {
        if (this.#waiter === mine) this.interrupt();
      });
    });
    try {
      return await fetched;
    } finally {
      stop();
    }
  }

  /** Ends a waiting Receive as if its time were over. */
  interrupt(): void {
    this.#settle({ kind: 'timeout' });
  }

  /** Ends a waiting Receive: the stream is no more. */
  drop(): void {
    this.#dropped = true;
    this.#parts.length = 0;
    this.#settle({ kind: 'gone' });
  }

  get #ready(): boolean {
    return this.#parts.length > 0 || this.#finished;
  }

  #take(budget: number): Fetched {
    const taken: Part[] = [];
    let size = 0;
    for (const part of this.#parts) {
      if (taken.length > 0 && (part.apart === true || size + part.bytes.length > budget)) break;
      taken.push(part);
      size += part.bytes.length;
    }
    this.#parts.splice(0, taken.length);
    const done = this.#finished && this.#parts.length === 0;
    const exitCode = done && this.#exitCode !== undefined ? { exitCode: this.#exitCode } : {};
    return { kind: 'data', parts: taken, done, ...exitCode };
  }

  #settle(fetched: Fetched): void {
    const waiting = this.#waiter;
    this.#waiter = undefined;
    waiting?.answer(fetched);
  }

  /** Everything said in one turn goes into one answer: a quick pipeline costs one Receive, as on a real machine. */
  #wake(): void {
    if (this.#scheduled || this.#waiter === undefined) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      if (this.#waiter !== undefined && this.#ready) this.#settle(this.#take(this.#waiter.budget));
    });
  }
}
