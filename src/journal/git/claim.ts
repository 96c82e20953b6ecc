// The right to write a rollout or a part of it, as a file of the branch. It is renewed with every commit of its holder and by itself in
// between; without that it runs out, and whoever wants to write takes it over with a higher fence. Clocks may be wrong by hours: a claim
// that is taken too early costs its holder the next push and nothing else, because each push of a writer is of a branch that still bears
// its own claim. One whose clock is ahead of ours is watched until it is renewed or not.
import * as z from 'zod';
import { formatDuration } from '../../model/duration.ts';
import { type Failure, FailureError, failureOf } from '../../model/failure.ts';
import type { Claim, Part } from '../../model/ports.ts';
import { describeHolder, type Holder, holderSchema, isGone } from '../holder.ts';

const claimSchema = holderSchema.extend({
  /** Empty: the whole rollout. */
  shard: z.string(),
  fence: z.number().int(),
  /** Of one writer, made when it began. */
  token: z.string(),
  /** How often it was renewed. */
  beat: z.number().int(),
  /** By its holder's clock. */
  until: z.iso.datetime(),
  /** How many records there were when it had nothing to do. */
  idleAt: z.number().int().nullable(),
});
export type KeptClaim = z.output<typeof claimSchema>;

export interface Pace {
  /** A claim that was not renewed for so long (ms) has run out. */
  readonly lease: number;
  /** How often it is renewed when nothing is written. */
  readonly beat: number;
  /** How often a writer looks at the remote for letters, and for what others have written. */
  readonly letters: number;
  /** Waits before a remote is asked again after trouble. */
  readonly patience: readonly number[];
  /** The wall's clock unless told otherwise. Epoch ms. */
  readonly now?: () => number;
}

export const ordinaryPace: Pace = {
  lease: 600_000,
  beat: 180_000,
  letters: 15_000,
  patience: [500, 1_000, 2_000, 4_000, 8_000, 15_000],
};

export const nowBy = ({ now = Date.now }: Pace): number => now();

/** Of parts by number and by label: each has a name of its own. */
export function claimPath(rollout: string, shard: string): string {
  const name = shard === '' ? 'all' : shard.replace('/', '-of-').split('=').map(encodeURIComponent).join('=');
  return `${claimsOf(rollout)}${name}.json`;
}

export const claimsIn = 'claims/';
export const claimsOf = (rollout: string): string => `${claimsIn}${rollout}/`;

export interface Renewal {
  readonly holder: Holder;
  readonly shard: string;
  readonly fence: number;
  readonly token: string;
  readonly beat: number;
  readonly idleAt: number | null;
}

export function textOfClaim({ holder, ...claim }: Renewal, pace: Pace): string {
  const until = new Date(nowBy(pace) + pace.lease).toISOString();
  return `${JSON.stringify({ ...holder, ...claim, until } satisfies KeptClaim)}\n`;
}

/** Undefined: nobody's, or unreadable, which nobody can renew. */
export function claimIn(text: string | undefined): KeptClaim | undefined {
  try {
    return claimSchema.parse(JSON.parse(text ?? ''));
  } catch {
    return undefined;
  }
}

/** `ahead`: by our clock it runs longer than any claim does. */
export async function standingOf(claim: KeptClaim, pace: Pace): Promise<'held' | 'over' | 'ahead'> {
  if ((await isGone(claim)) === true) return 'over';
  const left = Date.parse(claim.until) - nowBy(pace);
  if (left <= 0) return 'over';
  return left > pace.lease + pace.beat ? 'ahead' : 'held';
}

/** As others are told of it. */
export function shown({ shard, owner, fence, until, idleAt }: KeptClaim): Claim {
  return { shard, owner, fence, until: Date.parse(until), idleAt };
}

/** Whether the two must not be held at the same time. */
export function areOpposed(part: Part, { shard }: KeptClaim): boolean {
  return part.shard === '' || shard === '' || shard === part.shard || part.overlaps(shard);
}

const partText = (shard: string): string => (shard === '' ? '' : `part ${shard} of `);

export function heldBy(branch: string, rollout: string, claim: KeptClaim, pace: Pace): FailureError {
  const left = formatDuration(Math.max(0, Date.parse(claim.until) - nowBy(pace)));
  const message = `another run writes ${partText(claim.shard)}${rollout} to this ledger: ${describeHolder(claim)}; its claim on ${branch} ends in ${left} unless it is renewed`;
  const next = 'wait until it ends; a run that died is taken over when its claim has run out';
  return new FailureError([failureOf('JOURNAL_LOCKED', message, { next, retryable: true })]);
}

export function takenOver(branch: string, rollout: string, claim: KeptClaim): Failure {
  const message = `the run that wrote ${partText(claim.shard)}${rollout} to ${branch} (${describeHolder(claim)}) is dead or cut off; its claim was taken over`;
  return failureOf('JOURNAL_TAKEN_OVER', message);
}
