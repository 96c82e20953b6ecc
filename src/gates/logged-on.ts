// loggedOn: nobody has a session that a restart would end. It informs unless the policy says otherwise: Windows forgets some sessions
// late, and a server is not kept from its updates by a console that somebody has left open.
// Read from the logon sessions, never from texts of a tool.
import { beforeRestart } from './gate.ts';

export const loggedOn = beforeRestart({
  name: 'loggedOn',
  help: 'Nobody is logged on at the console or over Remote Desktop.',
  severity: 'observe',
  what: 'logged-on users',
  part: reading => reading.loggedOn,
  look: users => {
    const measured = { loggedOn: users.join(', ') };
    if (users.length === 0) return { verdict: 'pass', reason: 'nobody is logged on', measured };
    return { verdict: 'fail', reason: `${users.join(', ')} would lose a session`, measured };
  },
});
