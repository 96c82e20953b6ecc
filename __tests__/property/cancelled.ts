// Runs that are cancelled at chosen steps: as the journal is read, while a disk writes, as a call is on its way to a machine, when its
// answer is there, or when so much time has passed. Watches from outside what a run still does after that; what became of the
// machines is asked of their own books.
import type { Fleet, Journal, Machine } from '../../src/model/ports.ts';
import { type Driven, drive } from '../../src/rollout/drive.ts';
import type { Event } from '../../src/rollout/events.ts';
import { type Stage, someoneAnswers } from '../support/rollouts.ts';

/** A signal comes between two turns of the event loop, never in the middle of one: whatever is outside takes at least one. */
const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

/** When signals come: at steps, counted over all runs of the rollout, and at instants. */
export interface Moments {
  readonly steps?: readonly number[];
  /** Epoch ms, by the stage's clock. */
  readonly instants?: readonly number[];
}

export interface CancelledRun extends Driven {
  /** When the signal came; undefined: it did not come in this run. */
  readonly cancelledAt: number | undefined;
}

/** What a run looks like to whoever stands outside of it. */
export class Cancelling {
  readonly #stage: Stage;
  readonly #moments: Moments;
  /** Steps so far: the moments at which a run waits for something outside of itself, and a signal can come. */
  steps = 0;
  readonly violations: string[] = [];

  constructor(stage: Stage, moments: Moments) {
    this.#stage = stage;
    this.#moments = moments;
  }

  /** One run, with whatever signals come in it. */
  async run(): Promise<CancelledRun> {
    const { plan, clock } = this.#stage;
    const { steps = [], instants = [] } = this.#moments;
    const stop = new AbortController();
    const over = new AbortController();
    let cancelledAt: number | undefined;
    const cancel = (): void => {
      if (over.signal.aborted) return;
      cancelledAt ??= clock.now();
      stop.abort();
    };
    const step = (): void => {
      if (steps.includes(this.steps)) cancel();
      this.steps += 1;
    };
    for (const at of instants) if (at > clock.now()) void clock.sleepUntil(at, over.signal).then(cancel);
    const world = {
      fleet: this.#fleet(stop.signal, step),
      journal: this.#journal(stop.signal, step),
      clock,
      runner: someoneAnswers,
    };
    try {
      return { ...(await drive({ plan, world, by: 'a run', signal: stop.signal })), cancelledAt };
    } finally {
      over.abort();
    }
  }

  #journal(signal: AbortSignal, step: () => void): Journal<Event> {
    const { events } = this.#stage;
    return {
      read: async () => {
        await turn();
        step();
        return [...events];
      },
      append: async batch => {
        if (signal.aborted && batch.some(({ kind }) => kind === 'intended'))
          this.violations.push('something was intended after the cancel');
        await turn();
        step();
        events.push(...batch);
        await turn();
        step();
      },
      close: () => Promise.resolve(),
    };
  }

  #fleet(signal: AbortSignal, step: () => void): Fleet {
    const { fleet } = this.#stage;
    const through =
      <A extends readonly unknown[], R>(name: string, call: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        if (signal.aborted) this.violations.push(`${name} was begun after the cancel`);
        const answer = call(...args);
        await turn();
        step();
        const given = await answer;
        await turn();
        step();
        return given;
      };
    const watched = (machine: Machine): Machine => ({
      ...machine,
      readBoot: through('readBoot', machine.readBoot),
      readNewBoot: through('readNewBoot', machine.readNewBoot),
      probe: through('probe', machine.probe) as Machine['probe'],
      startJob: through('startJob', machine.startJob),
      pollJob: through('pollJob', machine.pollJob),
      cancelJob: through('cancelJob', machine.cancelJob),
      removeJob: through('removeJob', machine.removeJob),
      restart: through('restart', machine.restart),
    });
    return { machine: entry => watched(fleet.machine(entry)), close: () => fleet.close() };
  }
}
