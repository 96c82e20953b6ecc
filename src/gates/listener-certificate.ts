// listenerCertificate: every HTTPS listener of WinRM is still there and bound to a certificate that the machine has and that has not
// ended. Without one nobody comes back to a machine that is to be undone (facts: windows-servicing 5.1). What was as bad before is not
// blamed on the update; before an update the same look keeps a machine out whose certificate ends within `atLeast`.
import * as z from 'zod';
import { formatDuration } from '../model/duration.ts';
import type { Listener } from '../model/reading.ts';
import { defineGate, durationField, type Evidence, judgeWithPatience, type Look, type Snapshot, seen } from './gate.ts';

const settings = z.strictObject({
  atLeast: durationField('1d', 'How long the certificate must still be valid.'),
});

interface Read {
  readonly listeners: readonly Listener[];
  readonly now: number;
}

type Found = { readonly ok: true; readonly value: Read } | { readonly ok: false; readonly look: Look };

function readFrom(snapshot: Snapshot | undefined): Found {
  const health = seen('the listeners', snapshot?.readings.health);
  if (!health.ok) return health;
  const facts = seen('the clock', snapshot?.readings.facts);
  if (!facts.ok) return facts;
  const { listeners } = health.value;
  if (listeners === null)
    return { ok: false, look: { verdict: 'error', reason: 'the listeners of WinRM could not be read' } };
  return { ok: true, value: { listeners, now: Date.parse(facts.value.clock) } };
}

/** What is wrong with a listener, by its name. */
function troublesOf({ listeners, now }: Read, atLeast: number): Map<string, string> {
  const troubles = new Map<string, string>();
  for (const { name, thumbprint, notAfter } of listeners) {
    if (thumbprint === '') continue;
    if (notAfter === null) {
      troubles.set(name, `${name} is bound to ${thumbprint}, and the machine has no such certificate`);
      continue;
    }
    const left = Date.parse(notAfter) - now;
    if (left <= 0) troubles.set(name, `the certificate of ${name} ended on ${notAfter.slice(0, 10)}`);
    else if (left < atLeast) troubles.set(name, `the certificate of ${name} ends in ${formatDuration(left)}`);
  }
  return troubles;
}

function look({ stage, before, after }: Evidence, atLeast: number): Look {
  const then = readFrom(before);
  if (!then.ok) return then.look;
  const now = stage === 'before' ? then : readFrom(after);
  if (!now.ok) return now.look;
  const troubles = troublesOf(now.value, atLeast);
  const measured = { listeners: now.value.listeners.map(({ name }) => name).join(', '), bad: troubles.size };
  if (stage === 'after') {
    const names = now.value.listeners.map(({ name }) => name);
    for (const { name } of then.value.listeners.filter(one => !names.includes(one.name)))
      troubles.set(name, `${name} was there before and is gone`);
    for (const name of troublesOf(then.value, atLeast).keys()) if (names.includes(name)) troubles.delete(name);
  }
  if (troubles.size > 0) return { verdict: 'fail', reason: [...troubles.values()].join('; '), measured };
  if (measured.bad > 0) return { verdict: 'pass', reason: 'no worse than before the update', measured };
  const reason = measured.listeners === '' ? 'WinRM has no HTTPS listener' : `bound and valid: ${measured.listeners}`;
  return { verdict: 'pass', reason, measured };
}

export const listenerCertificate = defineGate({
  name: 'listenerCertificate',
  help: 'The HTTPS listeners of WinRM are bound to certificates that are valid.',
  stages: ['before', 'after'],
  byDefault: ['after'],
  severity: 'soft',
  settings,
  probes: () => ({ machine: ['facts', 'health'], runner: [] }),
  judge: input => judgeWithPatience(look(input.evidence, input.settings.atLeast), { confirm: 2 }, input),
});
