// roles: what the roles of the machine are for still works. Each thing is compared with itself before: what was well and is not now
// fails, what was not well before is not blamed on the update. Functional probes that are late have failed; what could not be read is
// an error, never a pass; what is under way (a storage repair, a node that joins) is waited for (facts: windows-servicing 5.2).
import * as z from 'zod';
import type { RoleResult } from '../model/reading.ts';
import { defineGate, durationField, type Evidence, judgeWithPatience, type Look, seen } from './gate.ts';

const settings = z.strictObject({
  settle: durationField('5m', 'How long roles may need to come up after a restart.'),
  confirm: z.int().min(1).max(10).default(2).describe('How many looks in a row must find it so, a minute apart.'),
  ignore: z
    .array(z.string().min(1))
    .default([])
    .describe('Roles and probes that never count, as role or role/probe, for example iis/web.'),
});

/** What may be elsewhere now, because others move it: guests and groups. */
const movable = ['hyper-v/guests', 'hyper-v/heartbeat', 'cluster'];

function isMovable({ role, probe }: RoleResult): boolean {
  return movable.includes(role) || movable.includes(`${role}/${probe}`);
}

function keyOf({ role, probe, item }: RoleResult): string {
  return `${role}/${probe}/${item}`;
}

function nameOf({ role, probe, item }: RoleResult): string {
  return item === '' ? `${role} ${probe}` : `${role} ${probe} ${item}`;
}

/** Which of the results count. */
function counting(results: readonly RoleResult[], ignore: readonly string[]): RoleResult[] {
  return results.filter(({ role, probe }) => !ignore.includes(role) && !ignore.includes(`${role}/${probe}`));
}

function lostOf(before: readonly RoleResult[], after: ReadonlyMap<string, RoleResult>): string[] {
  // A probe that broke as a whole gives no rows of its things: that is told once, not for each.
  const broken = new Set([...after.values()].filter(isBroken).map(({ role, probe }) => `${role}/${probe}`));
  return before
    .filter(one => one.outcome === 'ok' && !isMovable(one) && !after.has(keyOf(one)))
    .filter(({ role, probe }) => !broken.has(`${role}/${probe}`))
    .map(one => `${nameOf(one)} is gone`);
}

function isBroken({ item, outcome }: RoleResult): boolean {
  return item === '' && (outcome === 'overdue' || outcome === 'unreadable');
}

/** How things were that this result is about: as they were themselves, or as their whole probe was. */
function wasBad(one: RoleResult, before: ReadonlyMap<string, RoleResult>): boolean {
  const was = before.get(keyOf(one)) ?? before.get(keyOf({ ...one, item: '' }));
  return was !== undefined && was.outcome !== 'ok';
}

function look(evidence: Evidence, ignore: readonly string[]): Look {
  const then = seen('the roles before', evidence.before?.readings.roles);
  if (!then.ok) return then.look;
  const now = seen('the roles', evidence.after?.readings.roles);
  if (!now.ok) return now.look;
  const before = new Map(counting(then.value.results, ignore).map(one => [keyOf(one), one]));
  const after = new Map(counting(now.value.results, ignore).map(one => [keyOf(one), one]));
  const bad = [...after.values()].filter(one => one.outcome !== 'ok');
  const fresh = bad.filter(one => !wasBad(one, before));
  const failed = fresh.filter(({ outcome }) => outcome === 'failed' || outcome === 'overdue');
  const sentences = [...failed.map(one => `${nameOf(one)}: ${one.detail}`), ...lostOf([...before.values()], after)];
  const figures = [...after.values()].flatMap(one =>
    one.value === null || movable.includes(one.role) ? [] : [[nameOf(one), one.value]],
  );
  const measured = { looked: after.size, bad: bad.length, ...Object.fromEntries(figures) };
  if (sentences.length > 0) {
    const more = sentences.length > 3 ? ` and ${sentences.length - 3} more` : '';
    return { verdict: 'fail', reason: `well before and not now: ${sentences.slice(0, 3).join('; ')}${more}`, measured };
  }
  const unreadable = fresh.find(({ outcome }) => outcome === 'unreadable');
  if (unreadable !== undefined)
    return { verdict: 'error', reason: `${nameOf(unreadable)} could not be read: ${unreadable.detail}`, measured };
  // Waited for even where it was under way before: the next machine must not go down meanwhile.
  const busy = bad.find(({ outcome }) => outcome === 'busy');
  if (busy !== undefined) return { verdict: 'inconclusive', reason: `${nameOf(busy)}: ${busy.detail}`, measured };
  const reason =
    bad.length > 0 ? `no worse than before: ${bad.length} not well` : `${after.size} probes of roles are well`;
  return { verdict: 'pass', reason, measured };
}

export const roles = defineGate({
  name: 'roles',
  help: 'What the roles of the machine are for works as before the update.',
  stages: ['after'],
  byDefault: ['after'],
  severity: 'soft',
  settings,
  probes: () => ({ machine: ['roles'], runner: [] }),
  judge: input => {
    const { settle, confirm, ignore } = input.settings;
    return judgeWithPatience(look(input.evidence, ignore), { settle, confirm }, input);
  },
});
