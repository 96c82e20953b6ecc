// A person's word that machines have to hear at once: it is written down first, and then the rollout goes on
// from it, as any run does.
// Whatever ends the run in between, the word stands, and the next run does what it asks for.
import type { MachineName } from '../model/machine.ts';
import type { Loaded } from '../policy/load.ts';
import type { Driven } from '../rollout/drive.ts';
import type { Event } from '../rollout/events.ts';
import type { RolloutLedger } from '../world.ts';
import type { Context, Outcome } from './command.ts';
import { invocationOf } from './invocation.ts';
import { becomeWriter } from './ledger-input.ts';
import { untilAborted } from './live.ts';
import { openNotifier } from './notices.ts';
import { personOf } from './person.ts';
import { enterWorld, type PolicyOptions, type ReachOptions } from './policy-input.ts';
import { reportDirectoryOf } from './report-place.ts';
import type { Kept } from './rollout-words.ts';
import { endingOf, runLive } from './running.ts';

type Options = PolicyOptions &
  ReachOptions & { readonly ledger: string | undefined; readonly 'report-dir': string | undefined };

export interface WordRun {
  readonly context: Context<Options>;
  readonly loaded: Loaded;
  readonly ledger: RolloutLedger;
  readonly rollout: Kept;
  readonly words: readonly Event[];
  /** Narrows what this run may begin. */
  readonly only?: readonly MachineName[];
}

/** Throws FailureError where the journal cannot be written. */
export async function runWord({ context, loaded, ledger, rollout, words, only }: WordRun): Promise<{
  readonly driven: Driven;
  readonly ended: Outcome;
}> {
  const { platform, options, signal } = context;
  const { plan } = rollout;
  const world = enterWorld(context, loaded);
  try {
    const writer = await becomeWriter(platform, ledger, plan.rolloutId);
    const notifier = openNotifier(context, loaded.policy.notify, loaded.directory);
    try {
      if (words.length > 0) await writer.journal.append(words);
      const reportDirectory = reportDirectoryOf(platform, options);
      const by = personOf(platform);
      const running = { platform, plan, world, writer, by, reportDirectory, signal, takesWords: true, notifier, only };
      const driven = await runLive(running);
      const invocation = invocationOf(platform, options);
      return { driven, ended: await endingOf({ running, driven, invocation, journal: ledger.place }) };
    } finally {
      await Promise.all([notifier.close(), writer.close()]);
    }
  } finally {
    await untilAborted(world.close(), signal);
  }
}
