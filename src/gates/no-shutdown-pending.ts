// noShutdownPending: before anything is begun, no shutdown that was asked for on this boot is still to come. It would cut the install off,
// whether that restarts or not, or it hangs, and then so would ours: it fails at once, because nothing is lost by coming back later.
// Whether a shutdown hangs afterwards is noHangingShutdown's question. Both are told by events 1074, 1075 and 12 (facts:
// windows-servicing 3.10).
import { beforeRestart } from './gate.ts';

export const noShutdownPending = beforeRestart({
  name: 'noShutdownPending',
  help: 'No shutdown that somebody has asked for is still to come; an update is not begun under one.',
  severity: 'hard',
  what: 'pending shutdown',
  always: true,
  part: ({ shutdownAskedAt, unreadable }) =>
    unreadable.some(line => line.startsWith('pending shutdown')) ? null : { askedAt: shutdownAskedAt },
  look: ({ askedAt }) => {
    const measured = { askedAt };
    if (askedAt === null) return { verdict: 'pass', reason: 'no shutdown is pending', measured };
    return { verdict: 'fail', reason: `a shutdown was asked for at ${askedAt} and has not come`, measured };
  },
});
