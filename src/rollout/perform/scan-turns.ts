// Scans take turns: at most so many at a time, and not all in the same second, so that a WSUS server survives a large fleet (facts:
// windows-servicing 3.8). When a machine comes is made from its name: the same machines come in the same order every time. Whoever
// waits is let go of like anything else.
import type { MachineName } from '../../model/machine.ts';
import type { Clock } from '../../model/ports.ts';
import { digestOf } from '../digest.ts';
import { letGoIf, type Turns } from './visit.ts';

/** They come within that much time for each machine that may come; at most half a minute. */
const perMachine = 20;
const longestSpread = 30_000;

/** Between two looks for a free place. */
const lookEvery = 1_000;

export interface ScanTurnOptions {
  readonly clock: Clock;
  /** Scans at the same time. */
  readonly atOnce: number;
  /** How many machines may come. */
  readonly machines: number;
}

export class ScanTurns implements Turns {
  readonly #clock: Clock;
  readonly #spread: number;
  #free: number;

  constructor({ clock, atOnce, machines }: ScanTurnOptions) {
    this.#clock = clock;
    this.#free = atOnce;
    this.#spread = machines < 2 ? 0 : Math.min(longestSpread, perMachine * machines);
  }

  /** Does the work when the turn of this machine comes. Throws Detached. */
  async take<T>(machine: MachineName, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#wait(Math.floor(shareOf(machine) * this.#spread), signal);
    while (this.#free < 1) await this.#wait(lookEvery, signal);
    this.#free -= 1;
    try {
      return await work();
    } finally {
      this.#free += 1;
    }
  }

  async #wait(length: number, signal: AbortSignal): Promise<void> {
    letGoIf(signal);
    if (length > 0) await this.#clock.sleepUntil(this.#clock.now() + length, signal);
    letGoIf(signal);
  }
}

/** From 0 to 1, always the same for one name. */
export function shareOf(machine: MachineName): number {
  return Number.parseInt(digestOf([machine]).slice(0, 8), 16) / 0x1_0000_0000;
}
