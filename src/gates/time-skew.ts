// timeSkew: the machine's clock agrees with the runner's. Kerberos ends at five minutes, and a domain controller that is off takes its
// domain with it (facts: windows-servicing 5.1). The comparison includes the time that the visit took, so it can say "far off" but not
// "a second off". A clock that was as far off before is not blamed on the update.
import * as z from 'zod';
import { formatDuration } from '../model/duration.ts';
import { defineGate, durationField, type Evidence, judgeWithPatience, type Look, type Snapshot, seen } from './gate.ts';

const settings = z.strictObject({
  atMost: durationField('5m', 'How far the clock may be off; a visit alone can take a minute.'),
  settle: durationField('5m', 'How long the clock may need to be set after a restart.'),
});

/** Milliseconds; positive: the machine is ahead. */
function skewOf(snapshot: Snapshot | undefined): number | undefined {
  const facts = snapshot?.readings.facts;
  return facts?.ok === true && snapshot !== undefined ? Date.parse(facts.value.clock) - snapshot.at : undefined;
}

function look({ stage, before, after }: Evidence, atMost: number): Look {
  const snapshot = stage === 'before' ? before : after;
  const facts = seen('the clock', snapshot?.readings.facts);
  if (!facts.ok) return facts.look;
  const skew = skewOf(snapshot) ?? 0;
  const measured = { skewSeconds: Math.round(skew / 1000) };
  const off = formatDuration(Math.abs(measured.skewSeconds * 1000));
  if (Math.abs(skew) <= atMost) return { verdict: 'pass', reason: `the clock is off by ${off} at most`, measured };
  const reason = `the clock is ${off} ${skew > 0 ? 'ahead' : 'behind'} (at most ${formatDuration(atMost)})`;
  const was = stage === 'after' ? skewOf(before) : undefined;
  if (was !== undefined && Math.abs(was) > atMost)
    return { verdict: 'pass', reason: `${reason}, as it was before the update`, measured };
  return { verdict: 'fail', reason, measured };
}

export const timeSkew = defineGate({
  name: 'timeSkew',
  help: 'The clock of the machine agrees with the clock of the runner.',
  stages: ['before', 'after'],
  byDefault: ['after'],
  severity: 'observe',
  settings,
  probes: () => ({ machine: ['facts'], runner: [] }),
  judge: input => {
    const { atMost, settle } = input.settings;
    return judgeWithPatience(look(input.evidence, atMost), { settle, confirm: 2 }, input);
  },
});
