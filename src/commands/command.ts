// The contract of a command: one file each, one line in `registry.ts`. A command reads its options, does its work with what is below it
// and returns an outcome; it never prints a result, sets an output, exits or catches bugs: `run.ts` does that for all of them.
// Wrong input is thrown as a FailureError with all its faults; a machine's trouble is part of the outcome.
// `defineCommand` gives each command its options typed: those of the table in `inputs.ts` that name it, and its own.
import { type Input, inputs, type Option, type OutputName } from '../inputs.ts';
import type { Conclusion } from '../model/conclusion.ts';
import type { Platform, RolloutMark } from '../platforms/platform.ts';

/** What a command is given. Time comes with the world (`world.ts`), which alone knows whether it is real. */
export interface Context<Values = OptionValues> {
  readonly platform: Platform;
  readonly options: Values;
  /** Variables PATCHRING_*, and no others: credentials stand here as PATCHRING_USERNAME and PATCHRING_PASSWORD on every platform. */
  readonly env: Readonly<Record<string, string>>;
  /** Aborts when the platform asks to stop: start nothing new, write down what is known, return `cancelled` within seconds. */
  readonly signal: AbortSignal;
}

export interface Outcome {
  readonly conclusion: Conclusion;
  /** The verdict in one line (design section 8): first in the summary, last in the log, the output `reason`. Empty: nothing is said. */
  readonly line: string;
  /** What follows it in the log, and in a summary that the command does not write itself: why, and what to do next. */
  readonly details?: readonly string[];
  /** Those that are known; the others are set empty. `conclusion` and `reason` are set from above. */
  readonly outputs?: Partial<Record<OutputName, string>>;
  /** Markdown for the run's page, in the dialect of `platform.traits.summary`. */
  readonly summary?: string;
  /** The rest of `--json`: `rolloutId`, `rings`, `machines`, `next`…; conclusion and reason are put in front. */
  readonly result?: Readonly<Record<string, unknown>>;
  /** Of a rollout that was worked on: what the platform's pages show of it. */
  readonly rollout?: RolloutMark;
  /** Only where the conclusion does not say it: a demo that ends `halted`, as its story must, exits 0. */
  readonly exitCode?: number;
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What else the help of this command says: what it changes and what it does not. Lines of at most 100 characters. */
  readonly help: string;
  /** Options of the command line alone; the ones that all doors share stand in `inputs.ts`. */
  readonly options: readonly Option[];
  /** The option that a bare word on the command line fills: `verify DIR`. */
  readonly bare?: string;
  readonly run: (context: Context) => Promise<Outcome>;
}

/** A line of the registry. A command is loaded when it is called, so that no door starts with what only others need. */
export interface CommandEntry {
  readonly name: string;
  readonly load: () => Promise<Command>;
}

/** The rows of the table that name command N; credentials are no options, they stand in `env`. */
type Shared<N extends string, R = (typeof inputs)[number]> = R extends { readonly environment: string }
  ? never
  : R extends { readonly commands: readonly (infer C)[] }
    ? N extends C
      ? R
      : never
    : never;

type ValueOf<O> = O extends { readonly kind: 'number' }
  ? number
  : O extends { readonly kind: 'flag' }
    ? boolean
    : O extends { readonly choices: readonly (infer C)[] }
      ? C
      : string;

type Present<O> = O extends { readonly default: string } | { readonly kind: 'flag' }
  ? ValueOf<O>
  : ValueOf<O> | undefined;

/** Options by their kebab-case names: numbers and flags as such, the rest as text; undefined where nothing was given. */
export type ValuesOf<O extends { readonly name: string }> = { readonly [K in O as K['name']]: Present<K> };

/** Options whose names are not known to the compiler. */
export type OptionValues = Readonly<Record<string, string | number | boolean | undefined>>;

/** Binds a command to its options. `defineCommand({ name: 'apply', …, run: async ({ options }) => … options.policy … })` */
export function defineCommand<const N extends string, const O extends readonly Option[]>(command: {
  readonly name: N;
  readonly summary: string;
  readonly help: string;
  readonly options: O;
  readonly bare?: O[number]['name'];
  readonly run: (context: Context<ValuesOf<Shared<N>> & ValuesOf<O[number]>>) => Promise<Outcome>;
}): Command {
  return { ...command, run: context => command.run(context as Context<ValuesOf<Shared<N>> & ValuesOf<O[number]>>) };
}

/** The table's inputs that this command reads. */
export function inputsOf(command: string): readonly Input[] {
  return inputs.filter((input: Input) => input.commands.includes(command));
}
