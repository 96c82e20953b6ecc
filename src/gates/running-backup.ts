// runningBackup: no backup is cut off by the restart, and no update is installed under one. The engine of Windows Server Backup runs
// only while it works; VSS is awake for every shadow copy, so it is looked at again before it counts.
// Whether there is a good backup at all is another gate's question.
import { beforeRestart } from './gate.ts';

export const runningBackup = beforeRestart({
  name: 'runningBackup',
  help: 'No backup runs.',
  severity: 'hard',
  what: 'running backups',
  part: reading => reading.backups,
  look: engines => {
    const measured = { backups: engines.join(', ') };
    if (engines.includes('wbengine')) return { verdict: 'fail', reason: 'Windows Server Backup is at work', measured };
    // Any shadow copy wakes VSS, and it goes to sleep some minutes after the last one.
    if (engines.length > 0) return { verdict: 'inconclusive', reason: 'a shadow copy is or was just made', measured };
    return { verdict: 'pass', reason: 'no backup runs', measured };
  },
});
