// Runs floods in a process of its own, whose heap is small: whoever needs more memory than a multiple of its input ends it.
// Says for each flood how much longer ten megabytes take than one, measured in the same run, and what was thrown that is no WinrmError.

import { WinrmError } from '../../../src/winrm/errors.ts';
import { bodies, fragments, tokens } from './bytes.ts';
import { clixmlReading, clixmlWriting } from './clixml.ts';
import type { Flood } from './flood.ts';
import { messageReading, xmlReading, xmlWriting } from './xml.ts';

export const groups = {
  bodies,
  clixmlReading,
  clixmlWriting,
  fragments,
  messageReading,
  tokens,
  xmlReading,
  xmlWriting,
} as const;

export interface Finding {
  readonly name: string;
  readonly growth: number;
  readonly crash?: string;
}

const MEGABYTE = 1_000_000;
/** Milliseconds below which a measurement says nothing. */
const NOISE = 20;
/** Tries, while the growth looks like more than it is: others use the machine, too. */
const TRIES = 3;

function time(work: () => unknown): number {
  const begin = process.hrtime.bigint();
  try {
    work();
  } catch (error) {
    if (!(error instanceof WinrmError)) throw error;
  }
  return Number(process.hrtime.bigint() - begin) / 1e6;
}

function growthOf(flood: Flood, enough: number): number {
  let [small, large] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const work = flood(MEGABYTE);
    for (let round = 0; round < 2; round += 1) small = Math.min(small, time(work));
    large = Math.min(large, time(flood(10 * MEGABYTE)));
    if (large / Math.max(small, NOISE) <= enough) break;
  }
  return large / Math.max(small, NOISE);
}

/** @param enough growth that is believed at once. */
export function measure(group: keyof typeof groups, enough: number): Finding[] {
  return Object.entries<Flood>(groups[group]).map(([name, flood]) => {
    try {
      return { name, growth: growthOf(flood, enough) };
    } catch (error) {
      return { name, growth: 0, crash: String(error) };
    }
  });
}
