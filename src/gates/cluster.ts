// cluster: the failover cluster that the machine belongs to is whole before the machine is touched, and keeps its quorum without it. With
// another node down or paused, a group offline or storage that still repairs itself, taking one more node away can take the cluster's
// quorum or its only good copy of the data (facts: windows-servicing 5.1, before draining the next node). A node that somebody has
// paused is that person's: it is left alone. A machine that is in no cluster passes.
import * as z from 'zod';
import type { RoleResult } from '../model/reading.ts';
import {
  defineGate,
  durationField,
  judgeWithPatience,
  type Look,
  lookAgainAfter,
  type Snapshot,
  seen,
} from './gate.ts';

const settings = z.strictObject({
  allowOffline: z
    .array(z.string().min(1))
    .default([])
    .describe('Groups of the cluster that may be offline, by name, for example Available Storage.'),
  lookAgain: durationField('5m', 'How long until the next look while storage of the cluster repairs itself.'),
});

/** Windows keeps it for disks that nobody uses; without one it is offline. */
const idle = 'Available Storage';

function look(snapshot: Snapshot | undefined, allowed: readonly string[]): Look {
  const roles = seen('the cluster', snapshot?.readings.roles);
  if (!roles.ok) return roles.look;
  const here = roles.value.results.filter(({ role }) => role === 'cluster');
  const owned = here
    .filter(({ item, value }) => item.startsWith('group ') && value === 1)
    .map(({ item }) => item.slice(6));
  const measured = { looked: here.length, ...(owned.length === 0 ? {} : { owned: owned.join(', ') }) };
  if (here.length === 0) return { verdict: 'pass', reason: 'it belongs to no cluster', measured };
  const mayBeOff = new Set([idle, ...allowed].map(name => `group ${name}`));
  const bad = here.filter(({ item, outcome }) => outcome !== 'ok' && !(outcome === 'failed' && mayBeOff.has(item)));
  const [first] = bad.sort((a, b) => weight[b.outcome] - weight[a.outcome]);
  if (first === undefined) return { verdict: 'pass', reason: `the cluster is whole${ownership(owned)}`, measured };
  return { verdict: verdicts[first.outcome], reason: bad.map(({ detail }) => detail).join('; '), measured };
}

/** What a restart of this node would move. */
function ownership(owned: readonly string[]): string {
  if (owned.length === 0) return '';
  const more = owned.length > 5 ? ` and ${owned.length - 5} more` : '';
  return `; on this node: ${owned.slice(0, 5).join(', ')}${more}`;
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
  judge: input => {
    // Plans of before have no word of when to look again.
    const { allowOffline, lookAgain = lookAgainAfter } = input.settings;
    const judgement = judgeWithPatience(look(input.evidence.before, allowOffline), {}, input);
    // A repair takes its time, and nothing was begun here: the node waits for it, as long as the rollout lets it.
    return judgement.verdict === 'inconclusive' ? { ...judgement, againAt: input.now + lookAgain } : judgement;
  },
});
