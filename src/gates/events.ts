// events: no crash, and no new kind of error in the event logs since the update. An error counts when its key (log, provider, id,
// subject) was not seen in the week before, or much more rarely, and comes often enough or is on the list of those that are always bad;
// the noise of every boot never counts (facts: windows-servicing 5.2). A crash is certain at first sight.
import * as z from 'zod';
import type { EventCount, HealthReading } from '../model/reading.ts';
import { defineGate, durationField, type Evidence, judgeWithPatience, type Look, seen } from './gate.ts';

const settings = z.strictObject({
  settle: durationField('5m', 'How long errors after a restart do not count yet.'),
  confirm: z.int().min(1).max(10).default(1).describe('How many looks in a row must find the errors, a minute apart.'),
  atLeast: z.int().min(1).default(3).describe('How often a new error must have come to count.'),
  ignore: z
    .array(z.string().regex(/^.+\/\d+$/, 'write provider/id, for example Microsoft-Windows-DNS-Client/1014'))
    .default([])
    .describe('Errors that never count, as provider/id.'),
});

/** One occurrence is one too many. */
const alwaysBad = [
  'Service Control Manager/7031',
  'Service Control Manager/7034',
  'Microsoft-Windows-Wininit/1015',
  'Ntfs/55',
  'Microsoft-Windows-Ntfs/55',
  'Microsoft-Windows-Kerberos-Key-Distribution-Center/14',
  'Microsoft-Windows-Kerberos-Key-Distribution-Center/42',
  'KDCSVC/203',
  'KDCSVC/204',
  // Replication stopped by age, without a path, without a name to log on by; DFS replication that waits for a person.
  'Microsoft-Windows-ActiveDirectory_DomainService/2042',
  'Microsoft-Windows-ActiveDirectory_DomainService/1311',
  'Microsoft-Windows-ActiveDirectory_DomainService/1645',
  'DFSR/2213',
  'DFSR/4012',
];

/** What healthy servers log at every boot. */
const bootNoise = [
  'Microsoft-Windows-DistributedCOM/10016',
  'Service Control Manager/7023',
  'Microsoft-Windows-Time-Service/134',
  'Microsoft-Windows-DNS-Client/1014',
  'Microsoft-Windows-Kernel-PnP/219',
];

const week = 7 * 86_400_000;
/** Times the rate of the week before from which a known error counts as a new one. */
const muchMore = 10;

function isIn(list: readonly string[], event: EventCount): boolean {
  const key = `${event.provider}/${event.id}`.toLowerCase();
  return list.some(one => one.toLowerCase() === key);
}

/** @param elapsed ms over which `count` was counted. */
function isNew({ count, before }: EventCount, elapsed: number): boolean {
  return before === 0 || count > muchMore * Math.max(1, (before * elapsed) / week);
}

function badOf(health: HealthReading, elapsed: number, chosen: z.output<typeof settings>): EventCount[] {
  return health.events
    .filter(event => event.count > 0 && !isIn(bootNoise, event) && !isIn(chosen.ignore, event) && isNew(event, elapsed))
    .filter(event => event.count >= chosen.atLeast || isIn(alwaysBad, event))
    .sort((a, b) => Number(isIn(alwaysBad, b)) - Number(isIn(alwaysBad, a)) || b.count - a.count);
}

function look(evidence: Evidence, chosen: z.output<typeof settings>): Look {
  const health = seen('the event logs', evidence.after?.readings.health);
  if (!health.ok) return health.look;
  const facts = evidence.after?.readings.facts;
  // The machine's own clock where it was read: `eventsSince` is of that clock, too.
  const until = facts?.ok === true ? Date.parse(facts.value.clock) : (evidence.after?.at ?? 0);
  const elapsed = Math.max(0, until - Date.parse(health.value.eventsSince));
  const bad = badOf(health.value, elapsed, chosen);
  const measured = { crashes: health.value.crashes, kinds: health.value.events.length, new: bad.length };
  if (health.value.crashes > 0) {
    const reason = `Windows crashed ${health.value.crashes === 1 ? 'once' : `${health.value.crashes} times`} since the update`;
    return { verdict: 'fail', reason, measured, certain: true };
  }
  if (bad.length === 0) return { verdict: 'pass', reason: 'no new kind of error in the event logs', measured };
  const named = bad
    .slice(0, 3)
    .map(({ provider, id, subject, count }) => `${provider} ${id}${subject && ` (${subject})`} ×${count}`);
  const more = bad.length > named.length ? ` and ${bad.length - named.length} more` : '';
  const subjects = bad.map(({ provider, id, subject }) => `${provider}/${id}${subject && ` (${subject})`}`);
  return { verdict: 'fail', reason: `new errors: ${named.join(', ')}${more}`, measured, subjects };
}

export const events = defineGate({
  name: 'events',
  help: 'No crash, and no new kind of error in the event logs.',
  stages: ['after'],
  byDefault: ['after'],
  severity: 'observe',
  settings,
  control: 'subjects',
  probes: () => ({ machine: ['facts', 'health'], runner: [] }),
  judge: input => {
    const { settle, confirm } = input.settings;
    return judgeWithPatience(look(input.evidence, input.settings), { settle, confirm }, input);
  },
});
