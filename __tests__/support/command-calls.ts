// Commands as the doors call them, with a platform that remembers: parsed arguments in, outcome or failures out. And rollouts in a
// ledger in any state: played on virtual time on models, written down as a real run writes it.

import { parseArguments } from '../../src/commands/arguments.ts';
import type { Outcome } from '../../src/commands/command.ts';
import { commands } from '../../src/commands/registry.ts';
import { createFileLedger } from '../../src/journal/file.ts';
import { type Failure, FailureError } from '../../src/model/failure.ts';
import type { Ledger } from '../../src/model/ports.ts';
import type { Traits } from '../../src/platforms/platform.ts';
import { type Event, eventSchema } from '../../src/rollout/events.ts';
import { createMemoryPlatform, type MemoryPlatform } from './memory-platform.ts';
import type { Stage } from './rollouts.ts';

export interface Called {
  readonly platform: MemoryPlatform;
  /** Undefined when the input was wrong. */
  readonly outcome: Outcome | undefined;
  readonly failures: readonly Failure[];
  /** What stands in the log, one line a line; the outcome's own lines included. */
  readonly text: string;
}

export interface Call {
  /** Where the user stands. */
  readonly directory: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** A pipeline's traits; a terminal without them. */
  readonly traits?: Partial<Traits>;
}

/** Calls a command as the command line does. */
export async function callCommand(argv: readonly string[], call: Call): Promise<Called> {
  const { directory, env = {}, signal = new AbortController().signal, traits } = call;
  const platform = createMemoryPlatform(traits === undefined ? undefined : {}, { directory, ...traits });
  const textOf = (outcome?: Outcome): string =>
    [
      ...platform.lines.map(({ text }) => text),
      ...(outcome === undefined ? [] : [outcome.line, ...(outcome.details ?? [])]),
    ].join('\n');
  try {
    const parsed = await parseArguments(argv, commands);
    if (parsed.kind !== 'run') throw new Error(`no command in ${argv.join(' ')}`);
    const outcome = await parsed.command.run({ platform, options: parsed.options, env, signal });
    return { platform, outcome, failures: [], text: textOf(outcome) };
  } catch (cause) {
    if (!(cause instanceof FailureError)) throw cause;
    return { platform, outcome: undefined, failures: cause.failures, text: textOf() };
  }
}

export function fileLedgerIn(directory: string, owner = 'another run'): Ledger<Event> {
  return createFileLedger({ directory, schema: eventSchema, owner });
}

/** Puts the rollout of a stage into a ledger, as far as it has come. */
export async function keepRollout(directory: string, { plan, events }: Stage): Promise<void> {
  const { journal } = await fileLedgerIn(directory).write(plan.rolloutId);
  await journal.append(events.slice((await journal.read()).length));
  await journal.close();
}
