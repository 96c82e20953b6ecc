// soleUpdater: nobody else updates this machine at the same time. Two updaters on one machine restart it behind each other's back, and
// bring back what was rolled back. An update whose deadline on a WSUS server is near counts like one: from then on Windows installs it by
// itself, whatever its settings for automatic updates say.
import * as z from 'zod';
import { remedyFor, wsusDeadline } from '../knowledge/updaters.ts';
import { formatDuration } from '../model/duration.ts';
import { defineGate, durationField, type Evidence, judgeWithPatience, type Look, seen } from './gate.ts';

const settings = z.strictObject({
  allow: z
    .array(z.string().min(1))
    .default([])
    .describe('Other updaters that may be active, by the name in which they are reported, for example ConfigMgr.'),
  deadlines: durationField('24h', 'How near the WSUS deadline of an update must be to count as another updater.'),
});
type Settings = z.output<typeof settings>;

/** Updates that Windows installs by itself soon, or does already. */
function dueSoon({ offered = [] }: Evidence, within: number, now: number): readonly string[] {
  return offered.flatMap(({ kbs, title, deadline }) => {
    const left = typeof deadline === 'string' ? Date.parse(deadline) - now : Number.POSITIVE_INFINITY;
    if (left > within) return [];
    return [`${kbs.join(', ') || title} ${left <= 0 ? 'since' : `in ${formatDuration(left)}, at`} ${deadline}`];
  });
}

function look(evidence: Evidence, { allow, deadlines }: Settings, now: number): Look {
  const facts = seen('who updates the machine', evidence.before?.readings.facts);
  if (!facts.ok) return facts.look;
  const due = dueSoon(evidence, deadlines, now);
  const all = [...facts.value.otherUpdaters, ...(due.length === 0 ? [] : [wsusDeadline])];
  const allowed = allow.map(name => name.toLowerCase());
  const others = all.filter(name => !allowed.includes(name.toLowerCase()));
  const measured = { otherUpdaters: all.join(', '), ...(due.length === 0 ? {} : { due: due.join('; ') }) };
  if (others.length === 0) return { verdict: 'pass', reason: 'no other updater is active', measured };
  const which = others.includes(wsusDeadline) ? ` (${due.slice(0, 3).join('; ')})` : '';
  const told = others.flatMap(name => remedyFor(name) ?? []);
  const remedy = told.length === 0 ? '' : `; ${told.join('; ')}`;
  return { verdict: 'fail', reason: `${others.join(' and ')} also update this machine${which}${remedy}`, measured };
}

export const soleUpdater = defineGate({
  name: 'soleUpdater',
  help: 'No other updater is active on the machine.',
  stages: ['before'],
  byDefault: ['before'],
  severity: 'hard',
  settings,
  probes: () => ({ machine: ['facts'], runner: [] }),
  judge: input => judgeWithPatience(look(input.evidence, input.settings, input.now), {}, input),
});
