// How a run takes a rollout up: it goes on under the very plan that the journal holds, or not at all (invariant I3). It
// says who it is, what it was asked to begin with, and which machines it puts back in line, and that is written only
// with the first thing that really happens: a day on which nothing is due leaves no trace.
import { FailureError, failureOf } from '../../model/failure.ts';
import type { MachineName } from '../../model/machine.ts';
import { backInLine, viewOf } from '../decide/budget.ts';
import type { Event, EventOf } from '../events.ts';
import { fold } from '../fold/index.ts';
import type { Plan } from '../plan.ts';
import { runFrom, withRun } from '../runs.ts';
import type { State } from '../state.ts';

export interface Opening {
  readonly plan: Plan;
  readonly by: string;
  readonly ring: string | null;
  readonly only: readonly MachineName[] | null;
  readonly shard?: string | undefined;
}

/** The scope counts from the first decision on, also for who is put back in line. */
export function runBegan(opening: Opening, state: State, at: number): EventOf<'runBegan'> {
  const { plan, by, ring, only, shard } = opening;
  const runs = withRun(state.runs, runFrom(plan, { ...opening, at }));
  const again = backInLine(viewOf(plan, { ...state, runs }, at, shard ?? null));
  const named = shard === undefined ? {} : { shard };
  return { kind: 'runBegan', at, by, ring, only: only === null ? null : [...only], again: [...again], ...named };
}

/** What the beginning of a run can change, beside the run itself; equal texts: nothing did. */
export function textOfStanding({ rings, stop }: State): string {
  return JSON.stringify([stop, rings.map(({ phase, tally }) => [phase, tally])]);
}

/** Where the plan's rollout stands; undefined: it has not begun. Throws JOURNAL_PLAN_MISMATCHED. */
export function takenUp(wanted: Plan, events: readonly Event[]): State | undefined {
  const known = fold(events);
  if (known === undefined || known.plan.hash === wanted.hash) return known?.state;
  const { plan: found } = known;
  const message = `The journal holds ${found.rolloutId} (plan ${found.hash.slice(0, 12)}), not plan ${wanted.hash.slice(0, 12)}.`;
  const next = 'finish that rollout with its own plan, close it with supersede, or point --ledger elsewhere';
  throw new FailureError([failureOf('JOURNAL_PLAN_MISMATCHED', message, { next })]);
}
