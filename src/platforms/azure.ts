// Azure Pipelines (facts: pipeline-hosts 3.2). The only file that knows azure-pipelines-task-lib, and only the task's door may load it:
// importing it empties INPUT_* out of the environment, prints a dozen lines and writes a key file (facts: tooling, platform packages).
// A task says its result and exits 0. The library prints every input it reads as a debug line, secrets too, so it reads in silence,
// and all else that it prints passes the masker.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as task from 'azure-pipelines-task-lib/task.js';
import { createMasker, shortestSecret, tooShort } from './masker.ts';
import { judgePlainOnAzure, watchPlain } from './plain.ts';
import type { Ending, Platform, RolloutMark, Tone, Traits } from './platform.ts';
import { fitSummary } from './summary.ts';

/** The page keeps ten of each kind; one is for the ending. */
const mostIssues = 9;
const longestIssue = 4_000;

/** Formatting marks of the log view; they are no commands. */
const marks: Readonly<Partial<Record<Tone, string>>> = {
  heading: '##[section]',
  warning: '##[warning]',
  bad: '##[error]',
};

/** @param nameOf an input's or output's name in a task, which may hold letters and digits only */
export function createAzure(nameOf: (name: string) => string, env: NodeJS.ProcessEnv = process.env): Platform {
  const masker = createMasker();
  const masked = { write: (text: string) => process.stdout.write(masker.mask(text)) };
  const silent = { write: () => true };
  const traits = traitsOf(env);
  const shown = { warning: 0, error: 0 };
  let isGroupOpen = false;
  task.setStdStream(masked);
  // The library's own listeners print the stack of a bug to everybody; `run.ts` reports it in one paragraph.
  process.removeAllListeners('uncaughtException').removeAllListeners('unhandledRejection');

  function through<T>(stream: { write(text: string): boolean }, act: () => T): T {
    task.setStdStream(stream);
    try {
      return act();
    } finally {
      task.setStdStream(masked);
    }
  }

  function print(line: string): void {
    process.stdout.write(`${line}\n`);
  }

  function log(lines: string | readonly string[], tone: Tone = 'plain'): void {
    for (const line of [lines].flat()) {
      if (tone === 'debug') task.debug(masker.clean(line));
      else print(`${marks[tone] ?? ''}${masker.clean(line)}`);
    }
  }

  function annotate(kind: 'warning' | 'error', message: string, title?: string): void {
    shown[kind] += 1;
    const text = `${title === undefined ? '' : `${title}: `}${message}`;
    if (shown[kind] > mostIssues) log(`${kind}: ${text}`, kind === 'error' ? 'bad' : 'warning');
    else (kind === 'error' ? task.error : task.warning)(masker.clean(text, longestIssue));
  }

  const inputs = createInputs(nameOf, act => through(silent, act), traits.directory);
  return {
    traits,
    input: inputs.read,
    secret(value) {
      if (value.trim().length < shortestSecret) annotate('warning', tooShort);
      const forms = masker.add(value).filter(form => !/[\r\n]/.test(form)); // the library refuses secrets of many lines
      through(process.stdout, () => {
        for (const form of forms) task.setSecret(form);
      });
      const warning = inputs.warningOf(value);
      if (warning !== undefined) annotate('warning', warning, 'plain secret');
    },
    mask: masker.mask,
    log,
    group(title) {
      if (isGroupOpen) print('##[endgroup]');
      isGroupOpen = title !== undefined;
      if (title !== undefined) print(`##[group]${masker.clean(title)}`);
    },
    annotate,
    output: (name, value) => task.setVariable(nameOf(name), masker.clean(value, Number.MAX_SAFE_INTEGER), false, true),
    summary(markdown) {
      try {
        // The name of the file is the summary's title on the run's page.
        const path = join(traits.temporary ?? traits.directory, 'patchring.md');
        writeFileSync(path, fitSummary(masker.mask(markdown)));
        task.uploadSummary(path);
      } catch (cause) {
        log(`The summary could not be written: ${cause instanceof Error ? cause.message : String(cause)}`, 'warning');
      }
    },
    finish(ending) {
      if (ending.rollout !== undefined) show(ending.rollout, env);
      task.setResult(resultOf(ending), masker.clean(ending.line, longestIssue));
      process.exitCode = 0;
    },
  };
}

interface Inputs {
  read(name: string): string | undefined;
  warningOf(secret: string): string | undefined;
}

/** The inputs, and what is to be said of one that turns out to be a secret. @param silently the library prints what it reads */
function createInputs(nameOf: (name: string) => string, silently: <T>(act: () => T) => T, directory: string): Inputs {
  const judge = (input: string, secret: string): string | undefined =>
    judgePlainOnAzure(input, secret, silently(secretVariables));
  const plain = watchPlain(judge, directory);
  return {
    read: name =>
      silently(() => {
        const own = task.getInput(nameOf(name))?.trim() || undefined;
        plain.given(name, own);
        return own ?? (ofConnection(name, nameOf)?.trim() || undefined);
      }),
    warningOf: plain.warningOf,
  };
}

function secretVariables(): readonly string[] {
  return task.getVariables().flatMap(({ secret, value }) => (secret ? [value] : []));
}

/** User name and password of the service connection, where one was chosen and the input itself is empty. */
function ofConnection(name: string, nameOf: (name: string) => string): string | undefined {
  if (name !== 'username' && name !== 'password') return undefined;
  const connection = task.getInput(nameOf('service-connection'));
  return connection === undefined || connection === ''
    ? undefined
    : task.getEndpointAuthorizationParameter(connection, name, true);
}

/** States that somebody searches the builds for. */
const remarkable: readonly RolloutMark['rings'][number]['state'][] = ['held', 'halted', 'undone', 'passed'];

/** Tags make runs searchable, the results fill the tab of the tests, and the percentage stands beside the step. */
function show({ id, percent, rings, testResults }: RolloutMark, env: NodeJS.ProcessEnv): void {
  task.setProgress(percent, id);
  if (testResults !== undefined) {
    const properties = { type: 'JUnit', mergeResults: 'false', runTitle: id, resultFiles: testResults };
    task.command('results.publish', properties, '');
  }
  // A release has no build to tag.
  if (env.BUILD_BUILDID === undefined) return;
  task.addBuildTag(`rollout-${id}`);
  for (const { name, state } of rings) if (remarkable.includes(state)) task.addBuildTag(`ring-${name}-${state}`);
}

function resultOf({ colour, conclusion }: Ending): Exclude<task.TaskResult, 'Succeeded'> {
  if (conclusion === 'cancelled') return task.TaskResult.Cancelled;
  switch (colour) {
    case 'green':
      return task.TaskResult.Succeeded;
    case 'yellow':
      return task.TaskResult.SucceededWithIssues;
    case 'red':
      return task.TaskResult.Failed;
  }
}

function traitsOf(env: NodeJS.ProcessEnv): Traits {
  const { SYSTEM_COLLECTIONURI: collection, SYSTEM_TEAMPROJECT: project, BUILD_BUILDID: build } = env;
  const isKnown = collection !== undefined && project !== undefined && build !== undefined;
  return {
    name: 'azure',
    isPipeline: true,
    redraws: false,
    isDebug: env.SYSTEM_DEBUG?.toLowerCase() === 'true',
    summary: 'tables',
    directory: env.SYSTEM_DEFAULTWORKINGDIRECTORY ?? process.cwd(),
    temporary: env.AGENT_TEMPDIRECTORY,
    runUrl: isKnown
      ? `${collection.replace(/\/$/, '')}/${encodeURIComponent(project)}/_build/results?buildId=${build}`
      : undefined,
  };
}
