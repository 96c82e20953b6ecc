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

/** How each is stopped, by the name in which facts.ps1 reports it. */
const remedies: Readonly<Record<string, string>> = {
  'automatic updates': 'set the policy Configure Automatic Updates to 3, or in sconfig to download only',
  ConfigMgr: 'take the machine out of its software update deployments and maintenance windows',
  'Azure Update Manager':
    'set patch orchestration of the machine to customer managed, and remove it from its schedules',
  'Cluster-Aware Updating': 'remove the role with Remove-CauClusterRole, or disable it with Disable-CauClusterRole',
};

function look(snapshot: Snapshot | undefined, allow: readonly string[]): Look {
  const facts = seen('who updates the machine', snapshot?.readings.facts);
  if (!facts.ok) return facts.look;
  const allowed = allow.map(name => name.toLowerCase());
  const others = facts.value.otherUpdaters.filter(name => !allowed.includes(name.toLowerCase()));
  const measured = { otherUpdaters: facts.value.otherUpdaters.join(', ') };
  if (others.length === 0) return { verdict: 'pass', reason: 'no other updater is active', measured };
  const told = others.flatMap(name => remedies[name] ?? []);
  const remedy = told.length === 0 ? '' : `; ${told.join('; ')}`;
  return { verdict: 'fail', reason: `${others.join(' and ')} also update this machine${remedy}`, measured };
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
