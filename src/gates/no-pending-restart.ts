// noPendingRestart: nothing waits for a restart that we did not ask for. An update on top of a pending restart
// fails or does half its work. A pending file rename alone only informs: virus scanners and printer drivers leave
// it all the time (facts: windows-servicing 3.9).
import * as z from 'zod';
import { defineGate, judgeWithPatience, type Look, type Snapshot, seen, visitOf } from './gate.ts';

const settings = z.strictObject({});

const informsOnly = ['fileRename'];

function look(snapshot: Snapshot | undefined): Look {
  const boot = seen('whether a restart is pending', snapshot?.readings.boot);
  if (!boot.ok) return boot.look;
  const { pendingRestart, isServicing } = boot.value;
  const measured = { pendingRestart: pendingRestart.join(', '), isServicing };
  const signals = pendingRestart.filter(signal => !informsOnly.includes(signal));
  if (signals.length > 0) return { verdict: 'fail', reason: `a restart is pending (${signals.join(', ')})`, measured };
  if (isServicing) return { verdict: 'inconclusive', reason: 'Windows is still servicing itself', measured };
  return { verdict: 'pass', reason: 'no restart is pending', measured };
}

export const noPendingRestart = defineGate({
  name: 'noPendingRestart',
  help: 'No restart is pending.',
  stages: ['before', 'after'],
  byDefault: ['before'],
  severity: 'hard',
  settings,
  probes: () => ({ machine: ['boot'], runner: [] }),
  judge: input => judgeWithPatience(look(visitOf(input.evidence)), {}, input),
});
