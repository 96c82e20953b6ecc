// backup: the machine was saved not long ago, by Windows Server Backup or, where the policy takes it for one, by a shadow copy of the system
// drive. An update can be undone only as far as its packages go; a backup is what is left when they do not. Other products leave no
// trace that can be trusted: a command that knows is asked by the gate exec. No backup that anybody knows of is a failure, never a pass.
import * as z from 'zod';
import { formatDuration } from '../model/duration.ts';
import type { ShadowReading } from '../model/undo-reading.ts';
import { defineGate, durationField, judgeWithPatience, type Look, type Snapshot, seen, visitOf } from './gate.ts';

const sources = ['serverBackup', 'shadowCopy'] as const;
type Source = (typeof sources)[number];

const settings = z.strictObject({
  maxAge: durationField('24h', 'How old the last successful backup may be.'),
  from: z
    .array(z.enum(sources))
    .min(1)
    .optional()
    .describe(
      'What counts: serverBackup (Windows Server Backup, alone when left out), shadowCopy (a shadow copy of the system drive that is still there).',
    ),
});

const names: Readonly<Record<Source, string>> = { serverBackup: 'Windows Server Backup', shadowCopy: 'a shadow copy' };

interface Saved {
  readonly source: Source;
  readonly at: string;
}

function look(snapshot: Snapshot | undefined, from: readonly Source[], maxAge: number): Look {
  const facts = seen('the clock', snapshot?.readings.facts);
  if (!facts.ok) return facts.look;
  const saved: Saved[] = [];
  let shadow: ShadowReading | undefined;
  if (from.includes('serverBackup')) {
    const health = seen('the last backup', snapshot?.readings.health);
    if (!health.ok) return health.look;
    if (health.value.lastBackup !== null) saved.push({ source: 'serverBackup', at: health.value.lastBackup });
  }
  if (from.includes('shadowCopy')) {
    const reading = seen('the shadow copies', snapshot?.readings.shadow);
    if (!reading.ok) return reading.look;
    shadow = reading.value;
    if (shadow.latest !== null) saved.push({ source: 'shadowCopy', at: shadow.latest });
  }
  return weigh({ saved, shadow, from, now: Date.parse(facts.value.clock) }, maxAge);
}

interface Found {
  readonly saved: readonly Saved[];
  readonly shadow: ShadowReading | undefined;
  readonly from: readonly Source[];
  readonly now: number;
}

function weigh({ saved, shadow, from, now }: Found, maxAge: number): Look {
  const failed = shadow?.failedWriters ?? [];
  const why = failed.length === 0 ? '' : `; VSS writers have failed: ${failed.join(', ')}`;
  const unread = shadow?.unreadable.map(line => `; not read: ${line}`).join('') ?? '';
  const newest = [...saved].sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
  const ageOf = ({ at }: Saved): number => Math.max(0, now - Date.parse(at));
  // A writer that has failed makes a shadow copy a doubtful witness; what Windows Server Backup calls a success is one.
  const isCopyDoubtful = failed.length > 0 || shadow?.failedWriters === null;
  const isGood = (one: Saved): boolean => ageOf(one) <= maxAge && !(one.source === 'shadowCopy' && isCopyDoubtful);
  const good = newest.find(isGood);
  const best = good ?? newest[0];
  const measured = {
    lastBackup: best?.at ?? null,
    ...(shadow === undefined ? {} : { failedWriters: failed.join(', ') }),
  };
  if (best === undefined) {
    const told = from.length === 1 ? 'tells' : 'tell';
    const who = from.map(source => names[source]).join(' and ');
    return { verdict: 'fail', reason: `${who} ${told} of no successful backup in a month${why}${unread}`, measured };
  }
  const reason = `the last successful backup ended ${formatDuration(ageOf(best))} ago (${names[best.source]}, at most ${formatDuration(maxAge)})`;
  if (good !== undefined) return { verdict: 'pass', reason, measured };
  return { verdict: 'fail', reason: `${reason}${why}${unread}`, measured };
}

export const backup = defineGate({
  name: 'backup',
  help: 'The machine was saved not long ago.',
  stages: ['before', 'undo'],
  byDefault: [],
  severity: 'hard',
  settings,
  probes: ({ settings: { from = ['serverBackup'] } }) => ({
    machine: [
      'facts',
      ...(from.includes('serverBackup') ? ['health' as const] : []),
      ...(from.includes('shadowCopy') ? ['shadow' as const] : []),
    ],
    runner: [],
  }),
  judge: input => {
    const { maxAge, from = ['serverBackup'] } = input.settings;
    return judgeWithPatience(look(visitOf(input.evidence), from, maxAge), {}, input);
  },
});
