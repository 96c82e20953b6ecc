// Who speaks: for the journal, which keeps every word of a person with its author. In a
// pipeline that is the run, whose page says who started it; in a terminal the account on
// this computer.
import { hostname, userInfo } from 'node:os';
import type { Platform } from '../platforms/platform.ts';

/** `https://…/runs/7`, or `anna@laptop`. */
export function personOf({ traits }: Platform): string {
  if (traits.runUrl !== undefined) return traits.runUrl;
  return traits.isPipeline ? `${traits.name} run on ${hostname()}` : `${accountName()}@${hostname()}`;
}

/** Containers may run as a number that has no name. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'somebody';
  }
}
