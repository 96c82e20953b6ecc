// backup: Windows Server Backup has saved the machine not long ago. An update can be undone only as far as its packages go; a backup is
// what is left when they do not. Other products leave no trace that can be trusted: where they are used, a command that knows is asked
// instead of this gate. No backup that anybody knows of is a failure, never a pass.
import * as z from 'zod';
import { formatDuration } from '../model/duration.ts';
import { defineGate, durationField, judgeWithPatience, type Look, type Snapshot, seen } from './gate.ts';

const settings = z.strictObject({
  maxAge: durationField('24h', 'How old the last successful backup may be.'),
});

function look(snapshot: Snapshot | undefined, maxAge: number): Look {
  const health = seen('the last backup', snapshot?.readings.health);
  if (!health.ok) return health.look;
  const facts = seen('the clock', snapshot?.readings.facts);
  if (!facts.ok) return facts.look;
  const { lastBackup } = health.value;
  const measured = { lastBackup };
  if (lastBackup === null)
    return { verdict: 'fail', reason: 'Windows Server Backup tells of no successful backup in a month', measured };
  const age = Math.max(0, Date.parse(facts.value.clock) - Date.parse(lastBackup));
  const reason = `the last successful backup ended ${formatDuration(age)} ago (at most ${formatDuration(maxAge)})`;
  return { verdict: age <= maxAge ? 'pass' : 'fail', reason, measured };
}

export const backup = defineGate({
  name: 'backup',
  help: 'Windows Server Backup has saved the machine not long ago.',
  stages: ['before'],
  byDefault: [],
  severity: 'hard',
  settings,
  probes: () => ({ machine: ['facts', 'health'], runner: [] }),
  judge: input => judgeWithPatience(look(input.evidence.before, input.settings.maxAge), {}, input),
});
