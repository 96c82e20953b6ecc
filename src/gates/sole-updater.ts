// soleUpdater: nobody else updates this machine at the same time. Two updaters
// on one machine restart it behind each other's back, and bring back what was
// rolled back.
import * as z from 'zod';
import { defineGate, judgeWithPatience, type Look, type Snapshot, seen } from './gate.ts';

const settings = z.strictObject({
  allow: z
    .array(z.string().min(1))
    .default([])
    .describe('Other updaters that may be active, by the name in which they are reported, for example ConfigMgr.'),
});

function look(snapshot: Snapshot | undefined, allow: readonly string[]): Look {
  const facts = seen('who updates the machine', snapshot?.readings.facts);
  if (!facts.ok) return facts.look;
  const allowed = allow.map(name => name.toLowerCase());
  const others = facts.value.otherUpdaters.filter(name => !allowed.includes(name.toLowerCase()));
  const measured = { otherUpdaters: facts.value.otherUpdaters.join(', ') };
  if (others.length === 0) return { verdict: 'pass', reason: 'no other updater is active', measured };
  return { verdict: 'fail', reason: `${others.join(' and ')} also update this machine`, measured };
}

export const soleUpdater = defineGate({
  name: 'soleUpdater',
  help: 'No other updater is active on the machine.',
  stages: ['before'],
  byDefault: ['before'],
  severity: 'hard',
  settings,
  probes: () => ({ machine: ['facts'], runner: [] }),
  judge: input => judgeWithPatience(look(input.evidence.before, input.settings.allow), {}, input),
});
