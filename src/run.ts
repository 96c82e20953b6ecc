// The path of one run, the same from all three doors: who asked for what → the command does it → outputs, summary, verdict, exit.
// The only place that turns a thrown error into an outcome: wrong input is told with its code, place and next step; a bug in one
// paragraph, its stack only where details were asked for. Every output is set, whatever happened. A first signal asks the command to
// stop, a second one ends at once (pipelines: SIGINT, 7.5 s, SIGTERM, 2.5 s, kill).
import { type Parsed, parseArguments } from './commands/arguments.ts';
import type { CommandEntry, Outcome } from './commands/command.ts';
import { helpOf, overview } from './commands/help.ts';
import { commands as registered } from './commands/registry.ts';
import { readEnvironment, readInputs } from './commands/request.ts';
import { type OutputName, outputs } from './inputs.ts';
import { rowOfCode } from './knowledge/errors.ts';
import { colours, exitCodes } from './model/conclusion.ts';
import { type Failure, FailureError, failureOf } from './model/failure.ts';
import { StopAsked } from './model/stopping.ts';
import { escapeMarkdown, neutral } from './platforms/neutral.ts';
import type { Platform, Tone } from './platforms/platform.ts';

export interface Run {
  readonly platform: Platform;
  readonly env: NodeJS.ProcessEnv;
  /** Of a terminal; a pipeline gives inputs. */
  readonly argv?: readonly string[];
  readonly version?: () => string;
  readonly commands?: readonly CommandEntry[];
}

/** Never throws. The platform has been told the ending when it returns. */
export async function run(given: Run): Promise<void> {
  const { platform } = given;
  const signal = listenForSignals(platform);
  let isTold = false;
  process.on('uncaughtException', cause => {
    // After the verdict nothing that a forgotten socket does can change it.
    if (!isTold) void publish(platform, outcomeOf(cause, platform, signal), signal);
    process.exit();
  });
  try {
    const request = await requestOf(given);
    if (request.kind !== 'run') return platform.log(await textOf(request, given));
    const env = readEnvironment(platform, given.env);
    const outcome = await request.command.run({ platform, options: request.options, env, signal });
    await publish(platform, outcome, signal);
  } catch (cause) {
    await publish(platform, outcomeOf(cause, platform, signal), signal);
  }
  isTold = true;
  // A socket that somebody still holds must not hold the step; what is not read yet must not be lost.
  setTimeout(() => process.stdout.write('', () => process.exit()), 2_000).unref();
}

async function requestOf({ platform, argv, commands = registered }: Run): Promise<Parsed> {
  return platform.traits.isPipeline
    ? { kind: 'run', ...(await readInputs(platform, commands)) }
    : parseArguments(argv ?? [], commands);
}

type Question = Exclude<Parsed, { kind: 'run' }>;

async function textOf(asked: Question, { version, commands = registered }: Run): Promise<readonly string[]> {
  if (asked.kind === 'version') return [version?.() ?? ''];
  if (asked.command !== undefined) return helpOf(asked.command);
  return overview(await Promise.all(commands.map(command => command.load())));
}

function listenForSignals(platform: Platform): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (stop.signal.aborted) process.exit(exitCodes.cancelled);
      platform.log(`${name}: stopping. A second signal ends at once.`, 'warning');
      stop.abort(new StopAsked(performance.now()));
    });
  }
  return stop.signal;
}

async function publish(platform: Platform, outcome: Outcome, signal: AbortSignal): Promise<void> {
  const { conclusion, line, details = [], summary, result = {} } = outcome;
  const colour = outcome.exitCode === 0 ? 'green' : colours[conclusion];
  const tones: Readonly<Record<typeof colour, Tone>> = { green: 'good', yellow: 'warning', red: 'bad' };
  platform.group(undefined);
  if (line !== '') platform.log(['', line], tones[colour]);
  platform.log(details);
  publishOutputs(platform, { ...outcome.outputs, conclusion, reason: neutral(line, longestReason) });
  platform.summary(
    summary ?? `${[`**${escapeMarkdown(line)}**`, ...details.map(text => escapeMarkdown(text))].join('\n\n')}\n`,
  );
  const exitCode = outcome.exitCode ?? exitCodes[conclusion];
  const { rollout } = outcome;
  await platform.finish({
    conclusion,
    colour,
    exitCode,
    line,
    rollout,
    signal,
    result: { conclusion, reason: line, ...result },
  });
}

/** An output becomes an environment variable of later steps, of which Windows takes 32,767 characters. */
const longestOutput = 30_000;
const longestReason = 1_000;

function publishOutputs(platform: Platform, known: Partial<Record<OutputName, string>>): void {
  for (const { name } of outputs) {
    const value = known[name] ?? '';
    if (value.length <= longestOutput) platform.output(name, value);
    else {
      platform.output(name, '');
      platform.log(
        `The output ${name} would be ${value.length} characters long and is left empty: read the report.`,
        'warning',
      );
    }
  }
}

/** Errors of these families are the user's to mend: exit code 2. */
const wrongInput = /^(?:COMMAND|ARGUMENT|POLICY|INVENTORY|PLAN(?!_SURVEY)|LEDGER)_|^CREDENTIAL_MISSING$/;

function outcomeOf(cause: unknown, platform: Platform, signal: AbortSignal): Outcome {
  if (signal.aborted && cause instanceof Error && (cause === signal.reason || cause.name === 'AbortError')) {
    return { conclusion: 'cancelled', line: 'CANCELLED before anything was started.' };
  }
  const [silent] =
    cause instanceof FailureError ? cause.failures.filter(({ code }) => code === 'JOURNAL_CUT_SHORT') : [];
  if (signal.aborted && silent !== undefined) {
    const line = `CANCELLED: ${silent.message}; what was to be written last may not be there.`;
    return { conclusion: 'cancelled', line, details: told(silent, false) };
  }
  const failures = (cause instanceof FailureError ? cause.failures : [bugOf(cause, platform)]).map(withNextStep);
  const [first = bugOf('nothing was said about the failure', platform)] = failures;
  const isMany = failures.length > 1;
  if (isMany && platform.traits.isPipeline) {
    for (const failure of failures) platform.annotate('error', sentence(failure), failure.code);
  }
  return {
    conclusion: 'failed',
    line: `FAILED: ${isMany ? `${failures.length} faults, the first: ` : ''}${sentence(first)}`,
    details: failures.flatMap(failure => told(failure, isMany)),
    result: { failures },
    ...(wrongInput.test(first.code) ? { exitCode: 2 } : {}),
  };
}

/** Nobody is left without a next step: where the failure has none of its own, the catalogue of codes does. */
function withNextStep(failure: Failure): Failure {
  const next = failure.next ?? rowOfCode(failure.code)?.next;
  return next === undefined ? failure : { ...failure, next };
}

function told(failure: Failure, isOneOfMany: boolean): readonly string[] {
  const next = failure.next === undefined ? [] : [`  next: ${failure.next}`];
  return isOneOfMany ? [`${failure.code} ${sentence(failure)}`, ...next] : [`  code: ${failure.code}`, ...next];
}

function sentence({ message, machine, place }: Failure): string {
  const where =
    place === undefined ? machine : [place.file, place.line, place.column].filter(part => part !== undefined).join(':');
  return where === undefined ? message : `${where}: ${message}`;
}

function bugOf(cause: unknown, platform: Platform): Failure {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  if (platform.traits.isDebug) platform.log((error.stack ?? '').split('\n'), 'debug');
  return failureOf('INTERNAL_ERROR', `This is a bug in patchring, not a fault of yours: ${error.message}`, {
    next: 'What was intended stands in the journal, and the next run goes on from there. Run again with debug on to see where it happened, and report it.',
  });
}
