// What is known of a service that the gates of waves and rings watch: what they said before the ring's first machine, the round of looks
// that goes on now, and which red ones a person has taken upon themselves. The shapes, and what a wave or a ring is called.
// The fold writes them (fold/service.ts), decide/service.ts judges by them.
import type { ServiceScope, serviceSides } from '../gates/service.ts';
import type { Verdict } from '../model/verdict.ts';
import type { JudgedGate } from './events.ts';
import type { OutcomeOf } from './outcomes.ts';

/** One look, from which nothing has followed yet. */
export interface ServiceReading {
  readonly of: ServiceScope;
  readonly side: (typeof serviceSides)[number];
  readonly wave: number;
  /** When it was brought. Epoch ms. */
  readonly at: number;
  readonly runner: OutcomeOf<'polled'>['runner'];
}

/** Looks after one wave, or after one ring, until every gate has its answer. */
export interface ServiceRound {
  readonly wave: number;
  readonly since: number;
  readonly judged: readonly JudgedGate[];
  /** Null: nothing was judged yet. */
  readonly verdict: Verdict | null;
  /** When to look again; null: the verdict is the answer, or the first look is still to come. */
  readonly againAt: number | null;
}

export interface ServiceState {
  /** What they said before the ring's first machine, in the order of the plan. */
  readonly before: Readonly<
    Partial<Record<ServiceScope, { readonly at: number; readonly gates: readonly JudgedGate[] }>>
  >;
  readonly rounds: Readonly<Partial<Record<ServiceScope, ServiceRound>>>;
  readonly news: ServiceReading | null;
  /** Places of the gates that were not green when a person resumed: in this round they decide no more. */
  readonly known: Readonly<Partial<Record<ServiceScope, readonly number[]>>>;
}

export const unwatchedService: ServiceState = { before: {}, rounds: {}, news: null, known: {} };

/** The answer is there, and it opens what comes next. */
export function hasPassed(round: ServiceRound | undefined): boolean {
  return round?.verdict === 'pass' && round.againAt === null;
}

/** `wave 2 of pilot`, `ring pilot`. */
export function serviceText(
  of: ServiceScope,
  { ring, wave }: { readonly ring: string; readonly wave: number },
): string {
  return of === 'wave' ? `wave ${wave} of ${ring}` : `ring ${ring}`;
}
