// Several runs on one rollout: the part that this one works on, who the others are, in words, and how a word is written down beside
// them: decided on what stands there, and decided again where another run came first.
// A part that nobody can be in is refused: a run that has no machine would look as if all were well.
import { formatDuration } from '../model/duration.ts';
import { FailureError, failureOf } from '../model/failure.ts';
import type { Claim, Journal, Part } from '../model/ports.ts';
import type { Result } from '../report/result-schema.ts';
import { count } from '../report/words.ts';
import type { Event } from '../rollout/events.ts';
import type { Plan } from '../rollout/plan.ts';
import { haveCommon, machinesOfShard, shardIn } from '../rollout/shard.ts';

/** The part that the user names; undefined: the whole rollout. Throws ARGUMENT_INVALID. */
export function shardNamed(plan: Plan, written: string | undefined): string | undefined {
  if (written === undefined || written.trim() === '') return undefined;
  const shard = shardIn(written);
  const refuse = (message: string, next: string): never => {
    throw new FailureError([failureOf('ARGUMENT_INVALID', message, { next })]);
  };
  if (shard === undefined)
    return refuse(
      `--shard: "${written}" names no part of a rollout`,
      'Write 2/4 for the second of four, or zone=north.',
    );
  if (machinesOfShard(plan, shard).size === 0)
    return refuse(`--shard: no machine of the plan is in ${shard}`, 'Use fewer parts, or a label that machines bear.');
  return shard;
}

/** What the run claims of the rollout. */
export function partOf(plan: Plan, shard: string | undefined): Part | undefined {
  if (shard === undefined) return undefined;
  return { shard, overlaps: other => shardIn(other) === other && haveCommon(plan, shard, other) };
}

/** Of a person's word: it has no machine, so it stands beside every part, and not beside a run that has all of it. */
export function wordPart(): Part {
  return { shard: `word ${crypto.randomUUID().slice(0, 8)}`, overlaps: () => false };
}

const nameOf = ({ shard, owner }: Claim): string => (shard === '' ? owner : `${shard} (${owner})`);

/** `3 other runs work on this rollout: 1/4 (run 17), …`; undefined: none does. */
export function othersLine(others: readonly Claim[]): string | undefined {
  if (others.length === 0) return undefined;
  const work = others.length === 1 ? 'works' : 'work';
  return `${count(others.length, 'other run')} ${work} on this rollout: ${others.map(nameOf).join(', ')}.`;
}

/** Who writes the rollout now, a line each. */
export function claimLines(claims: readonly Claim[], now: number): readonly string[] {
  return claims.map(claim => {
    const { shard, fence, until, idleAt } = claim;
    const what = shard === '' ? 'the whole rollout' : `its part ${shard}`;
    const does = idleAt === null ? 'works on' : 'waits for others with';
    const left = formatDuration(Math.max(0, until - now));
    return `  a run ${does} ${what}: ${claim.owner}, fence ${fence}, for ${left} unless it is renewed`;
  });
}

/** The same for programs. */
export function claimRows(claims: readonly Claim[]): NonNullable<Result['runs']> {
  return claims.map(({ shard, owner, fence, until, idleAt }) => ({
    part: shard === '' ? null : shard,
    owner,
    fence,
    until: new Date(until).toISOString(),
    waits: idleAt !== null,
  }));
}

/** @param decide what to write on top of what stands there; nothing: nothing is written */
export async function writeDown(
  journal: Journal<Event>,
  decide: (events: readonly Event[]) => readonly Event[],
): Promise<readonly Event[]> {
  for (;;) {
    const batch = decide(await journal.read());
    if (batch.length === 0) return batch;
    try {
      await journal.append(batch);
      return batch;
    } catch (error) {
      if (journal.company === undefined || !isOvertaken(error)) throw error;
    }
  }
}

function isOvertaken(error: unknown): boolean {
  return error instanceof FailureError && error.failures.some(({ code }) => code === 'JOURNAL_OVERTAKEN');
}
