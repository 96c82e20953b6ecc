// The right to write, as a file of the branch. It is renewed with every commit of its holder and by itself in between; without that it
// runs out, and whoever wants to write takes it over. Clocks may be wrong by hours: a lease that is taken too early costs its holder the
// next push and nothing else, because each push of a writer is of a branch that still bears its own lease. One whose clock is ahead
// of ours is watched until it is renewed or not.
import * as z from 'zod';
import { formatDuration } from '../../model/duration.ts';
import { type Failure, FailureError, failureOf } from '../../model/failure.ts';
import { describeHolder, type Holder, holderSchema, isGone } from '../holder.ts';

export const leasePath = 'lease.json';

const leaseSchema = holderSchema.extend({
  /** Of one writer, made when it began. */
  token: z.string(),
  /** How often it was renewed. */
  beat: z.number().int(),
  /** By its holder's clock. */
  until: z.iso.datetime(),
});
export type Lease = z.output<typeof leaseSchema>;

export interface Pace {
  /** A lease that was not renewed for so long (ms) has run out. */
  readonly lease: number;
  /** How often it is renewed when nothing is written. */
  readonly beat: number;
  /** How often a writer looks for letters at the remote. */
  readonly letters: number;
  /** Waits before a remote is asked again after trouble. */
  readonly patience: readonly number[];
}

export const ordinaryPace: Pace = {
  lease: 600_000,
  beat: 180_000,
  letters: 15_000,
  patience: [500, 1_000, 2_000, 4_000, 8_000, 15_000],
};

export function leaseOf(holder: Holder, token: string, beat: number, pace: Pace): Lease {
  return { ...holder, token, beat, until: new Date(Date.now() + pace.lease).toISOString() };
}

/** Undefined: nobody's, or unreadable, which nobody can renew. */
export function leaseIn(text: string | undefined): Lease | undefined {
  try {
    return leaseSchema.parse(JSON.parse(text ?? ''));
  } catch {
    return undefined;
  }
}

/** `ahead`: by our clock it runs longer than any lease does. */
export async function standingOf(lease: Lease, pace: Pace): Promise<'held' | 'over' | 'ahead'> {
  if ((await isGone(lease)) === true) return 'over';
  const left = Date.parse(lease.until) - Date.now();
  if (left <= 0) return 'over';
  return left > pace.lease + pace.beat ? 'ahead' : 'held';
}

export function heldBy(branch: string, lease: Lease): FailureError {
  const left = formatDuration(Math.max(0, Date.parse(lease.until) - Date.now()));
  const message = `another run writes to this ledger: ${describeHolder(lease)}; its lease on ${branch} ends in ${left} unless it is renewed`;
  const next = 'wait until it ends; a run that died is taken over when its lease has run out';
  return new FailureError([failureOf('JOURNAL_LOCKED', message, { next, retryable: true })]);
}

export function takenOver(branch: string, lease: Lease): Failure {
  const message = `the run that wrote to ${branch} (${describeHolder(lease)}) is dead or cut off; its lease was taken over`;
  return failureOf('JOURNAL_TAKEN_OVER', message);
}
