// noShutdownPending: no shutdown that somebody else has asked for on this boot is still to come. It would cut the install off, or it is
// blocked, and then so would ours be.
// Told by events 1074 and 1075 since the boot (facts: windows-servicing 3.10).
import { beforeRestart } from './gate.ts';

export const noShutdownPending = beforeRestart({
  name: 'noShutdownPending',
  help: 'Nobody else has asked for a shutdown that is still to come.',
  severity: 'hard',
  what: 'pending shutdown',
  part: ({ shutdownAskedAt, unreadable }) =>
    unreadable.some(line => line.startsWith('pending shutdown')) ? null : { askedAt: shutdownAskedAt },
  look: ({ askedAt }) => {
    const measured = { askedAt };
    if (askedAt === null) return { verdict: 'pass', reason: 'no shutdown is pending', measured };
    return { verdict: 'fail', reason: `a shutdown was asked for at ${askedAt} and has not come`, measured };
  },
});
