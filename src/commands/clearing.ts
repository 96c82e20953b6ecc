// What a rollout that was closed for good has left on machines: files that were copied there before a window that never came. Closing it
// touched no machine, so its journal owes the clearing, and the next run that has hands does it first: nothing else is asked of anybody.
// A machine that does not answer keeps its copies after two tries; they are told.
import { listText } from '../report/words.ts';
import { drive } from '../rollout/drive.ts';
import type { State } from '../rollout/state.ts';
import type { RolloutLedger, World } from '../world.ts';
import type { Context } from './command.ts';
import { becomeWriter } from './ledger-input.ts';
import { personOf } from './person.ts';
import type { Kept } from './rollout-words.ts';

export interface Clearing {
  readonly context: Pick<Context, 'platform' | 'signal'>;
  readonly ledger: RolloutLedger;
  readonly world: Pick<World, 'fleet' | 'clock' | 'runner'>;
}

/** Throws FailureError where the journal of that rollout cannot be written. */
export async function clearAway({ context, ledger, world }: Clearing, newest: Kept | undefined): Promise<void> {
  if (newest === undefined || newest.state.superseded === null || owing(newest.state).length === 0) return;
  const { platform, signal } = context;
  const { plan } = newest;
  const writer = await becomeWriter(platform, ledger, plan.rolloutId);
  try {
    const { fleet, clock, runner } = world;
    const doing = { fleet, clock, runner, journal: writer.journal };
    const { state } = await drive({ plan, world: doing, by: personOf(platform), signal });
    const left = owing(state);
    if (left.length > 0) platform.log(`copied files of ${plan.rolloutId} are still on ${listText(left)}`, 'warning');
  } finally {
    await writer.close();
  }
}

function owing({ machines }: State): readonly string[] {
  return [...machines.values()].flatMap(({ name, finishedJobs }) => (finishedJobs.length === 0 ? [] : [name]));
}
