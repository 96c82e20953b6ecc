// noHangingShutdown: no shutdown was asked for on this boot that has not ended. A machine that hangs in its shutdown still answers, and
// its services say that they run (facts: windows-servicing 2.2 no. 1); one that is about to restart must not be begun with. A restart
// that somebody has asked for with a delay looks the same, so it is not clear until `patience` is over.
import * as z from 'zod';
import { formatDuration } from '../model/duration.ts';
import { defineGate, durationField, judgeWithPatience, type Look, type Snapshot, seen } from './gate.ts';

const settings = z.strictObject({
  patience: durationField('30m', 'How long a shutdown may take before it counts as one that hangs.'),
});

function look(snapshot: Snapshot | undefined, patience: number): Look {
  const health = seen('whether a shutdown hangs', snapshot?.readings.health);
  if (!health.ok) return health.look;
  const { shutdownAskedAt } = health.value;
  const measured = { shutdownAskedAt };
  if (shutdownAskedAt === null) return { verdict: 'pass', reason: 'no shutdown is under way', measured };
  const facts = seen('the clock', snapshot?.readings.facts);
  if (!facts.ok) return facts.look;
  const passed = Math.max(0, Date.parse(facts.value.clock) - Date.parse(shutdownAskedAt));
  const reason = `a shutdown was asked for ${formatDuration(passed)} ago and has not ended`;
  return { verdict: passed >= patience ? 'fail' : 'inconclusive', reason, measured };
}

export const noHangingShutdown = defineGate({
  name: 'noHangingShutdown',
  help: 'No shutdown is under way or hangs.',
  stages: ['before', 'after'],
  byDefault: ['before', 'after'],
  severity: 'hard',
  settings,
  probes: () => ({ machine: ['facts', 'health'], runner: [] }),
  judge: input => judgeWithPatience(look(input.evidence[input.evidence.stage], input.settings.patience), {}, input),
});
