// cluster: the failover cluster that the machine belongs to is whole before the machine is touched. With another node down, a group
// offline or storage that still repairs itself, taking one more node away can take the cluster's quorum or its only good copy of the
// data (facts: windows-servicing 5.1, before draining the next node). A machine that is in no cluster passes.
import * as z from 'zod';
import type { RoleResult } from '../model/reading.ts';
import { defineGate, judgeWithPatience, type Look, type Snapshot, seen } from './gate.ts';

const settings = z.strictObject({
  allowOffline: z
    .array(z.string().min(1))
    .default([])
    .describe('Groups of the cluster that may be offline, by name, for example Available Storage.'),
});

/** Windows keeps it for disks that nobody uses; without one it is offline. */
const idle = 'Available Storage';

function look(snapshot: Snapshot | undefined, allowed: readonly string[]): Look {
  const roles = seen('the cluster', snapshot?.readings.roles);
  if (!roles.ok) return roles.look;
  const here = roles.value.results.filter(({ role }) => role === 'cluster');
  const measured = { looked: here.length };
  if (here.length === 0) return { verdict: 'pass', reason: 'it belongs to no cluster', measured };
  const mayBeOff = new Set([idle, ...allowed].map(name => `group ${name}`));
  const bad = here.filter(({ item, outcome }) => outcome !== 'ok' && !(outcome === 'failed' && mayBeOff.has(item)));
  const [first] = bad.sort((a, b) => weight[b.outcome] - weight[a.outcome]);
  if (first === undefined) return { verdict: 'pass', reason: 'the cluster is whole', measured };
  return { verdict: verdicts[first.outcome], reason: bad.map(({ detail }) => detail).join('; '), measured };
}

const verdicts = { ok: 'pass', failed: 'fail', overdue: 'fail', unreadable: 'error', busy: 'inconclusive' } as const;
const weight: Readonly<Record<RoleResult['outcome'], number>> = {
  ok: 0,
  busy: 1,
  unreadable: 2,
  overdue: 3,
  failed: 4,
};

export const cluster = defineGate({
  name: 'cluster',
  help: 'The failover cluster of the machine is whole.',
  stages: ['before'],
  byDefault: ['before'],
  severity: 'hard',
  settings,
  probes: () => ({ machine: ['roles'], runner: [] }),
  judge: input => judgeWithPatience(look(input.evidence.before, input.settings.allowOffline), {}, input),
});
