// A Receive whose connection was lost is asked once more on a new one, since asking takes nothing away: what the machine had not
// handed over yet still waits there, and PSRP numbers tell whether anything was lost on the way (facts: winrm 1.7, 4 row 3).
// Only Receive is repeated. Whatever starts or feeds a command may have arrived, so that is never sent twice.

import type { Limits } from './conversation.ts';
import { WinrmError } from './errors.ts';
import type { ShellLink } from './shell-link.ts';
import { inUseOrDisconnected } from './wsman/fault-numbers.ts';
import type { Received } from './wsman/streams.ts';

const firstPause = 250;
const longestPause = 8000;
/** The network or the service is not back yet. */
const notYet: ReadonlySet<string> = new Set([
  'WINRM_NAME_NOT_FOUND',
  'WINRM_CONNECTION_REFUSED',
  'WINRM_CONNECTION_TIMED_OUT',
  'WINRM_CONNECTION_FAILED',
  'WINRM_CONNECTION_LOST',
  'WINRM_DEADLINE_EXCEEDED',
  'WINRM_BUSY',
]);

/** Is the connection gone while the call itself still has time? */
export function isLost(error: unknown, link: ShellLink, limits: Limits): error is WinrmError {
  if (!(error instanceof WinrmError) || limits.signal?.aborted === true) return false;
  if (error.code === 'WINRM_CONNECTION_LOST') return true;
  // One request was not answered in its time, the call has more.
  return error.code === 'WINRM_DEADLINE_EXCEEDED' && link.conversation.now() < limits.deadline;
}

async function receiveReconnected(link: ShellLink, commandId: string | undefined, limits: Limits): Promise<Received> {
  try {
    return await link.receive('stdout', commandId, limits);
  } catch (error) {
    // The machine has noticed before us that nobody is there, and has disconnected the shell by itself.
    if (!(error instanceof WinrmError) || error.detail.fault !== inUseOrDisconnected) throw error;
    await link.reconnect(limits);
    return await link.receive('stdout', commandId, limits);
  }
}

/**
 * Tries a Receive again until the machine answers, or time is up.
 * @param lost how the connection was lost; thrown, with the reason in its detail, when there is nothing to go on with.
 */
export async function receiveAgain(
  link: ShellLink,
  commandId: string | undefined,
  limits: Limits,
  lost: WinrmError,
): Promise<Received> {
  const { conversation } = link;
  const until = Math.min(limits.deadline, conversation.now() + conversation.resumeFor);
  for (let pause = firstPause; conversation.now() + pause < until; pause = Math.min(pause * 2, longestPause)) {
    await conversation.wait(pause, limits);
    try {
      return await receiveReconnected(link, commandId, limits);
    } catch (error) {
      if (!(error instanceof WinrmError) || limits.signal?.aborted === true) throw error;
      if (error.code === 'WINRM_OPERATION_TIMED_OUT') return { parts: [], done: false };
      if (notYet.has(error.code)) continue;
      const { fault } = error.detail;
      throw new WinrmError(lost.code, `${lost.message}, and could not be gone on with: ${error.message}`, {
        ...lost.detail,
        ...(fault === undefined ? {} : { resumeFault: fault }),
        resumeCode: error.code,
      });
    }
  }
  throw lost;
}
