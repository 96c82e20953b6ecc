// How a run ends. One that was asked to stop while the remote of its ledger is silent ends with what the ledger is known to hold, and says how much
// may be missing there. Nothing is lost by that. An intent that was not written was not acted upon (invariant I1), and what became of
// those that were is asked of the machines by the next run, as after a crash.
import { FailureError } from '../../model/failure.ts';
import type { Journal } from '../../model/ports.ts';
import { conclusionOf, type Standing } from '../conclusion.ts';
import type { Event } from '../events.ts';
import { fold, stateOf } from '../fold/index.ts';
import type { Plan } from '../plan.ts';
import type { State } from '../state.ts';

export function isCutShort(error: unknown): boolean {
  return error instanceof FailureError && error.failures.some(({ code }) => code === 'JOURNAL_CUT_SHORT');
}

interface Ending {
  readonly plan: Plan;
  readonly shard?: string | undefined;
}

/** @throws where it would wait for what never comes: a bug of ours */
export function standingOf({ plan, shard }: Ending, state: State, now: number, isCancelled: boolean): Standing {
  const standing = conclusionOf(plan, state, now, isCancelled);
  if (standing.conclusion !== 'waiting' || standing.waiting !== null) return standing;
  // What is left is another run's.
  if (shard !== undefined) return { ...standing, waiting: { for: 'scope', until: null } };
  throw new Error(`the rollout waits for nothing in ring ${standing.ring?.name ?? '?'}`);
}

/** Where the rollout stands by what was written; `now` where nothing was. */
export async function asWritten(plan: Plan, journal: Journal<Event>, now: number): Promise<State> {
  return fold(await journal.read())?.state ?? stateOf(plan, now);
}
