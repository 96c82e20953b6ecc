// noHangingShutdown: after the update, no shutdown that was asked for on this boot has failed to end. A machine that hangs in its shutdown
// still answers, and its services say that they run (facts: windows-servicing 2.2 no. 1). A restart that somebody has asked for with a
// delay looks the same, so it is not clear until `patience` is over. Before an update noShutdownPending asks more strictly, and
// this one judges there only where the policy names it.
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
  help: 'No shutdown that was asked for has gone on for longer than `patience`: the machine does not hang in one.',
  stages: ['before', 'after'],
  byDefault: ['after'],
  severity: 'hard',
  settings,
  probes: () => ({ machine: ['facts', 'health'], runner: [] }),
  judge: input => judgeWithPatience(look(input.evidence[input.evidence.stage], input.settings.patience), {}, input),
});
