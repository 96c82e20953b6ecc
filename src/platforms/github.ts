// GitHub Actions (facts: pipeline-hosts 3.1). The only file that knows @actions/core.
// Every text is masked and neutralised before it is printed, since the runner reads commands out of any line. Annotations are counted:
// the page shows ten of each kind, and the verdict's own needs a place. What the main step knew is left for the post step.
import { appendFileSync } from 'node:fs';
import * as core from '@actions/core';
import { stopping, timeLeft } from '../model/stopping.ts';
import { createMasker, shortestSecret, tooShort } from './masker.ts';
import { paint } from './paint.ts';
import { judgePlainOnGithub, watchPlain } from './plain.ts';
import type { Ending, Platform, Tone, Traits } from './platform.ts';
import { fitSummary } from './summary.ts';

/** Ten are shown; one of each kind is kept for the ending. */
const mostAnnotations = 9;
/** The page cuts longer messages. */
const longestAnnotation = 4_000;
/** Of the main step's conclusion in the state that the post step reads. */
const stateKey = 'conclusion';
const tokenName = 'deployments-token';

export interface GithubPlatform extends Platform {
  /** In the post step: how the main step ended; undefined when it could not say. */
  mainConclusion(): string | undefined;
}

export function createGithub(env: NodeJS.ProcessEnv = process.env): GithubPlatform {
  const masker = createMasker();
  const shown = { warning: 0, error: 0 };
  const traits = traitsOf(env);
  const plain = watchPlain((input, secret) => judgePlainOnGithub(input, secret, traits.directory), traits.directory);
  let isGroupOpen = false;

  function log(lines: string | readonly string[], tone: Tone = 'plain'): void {
    for (const line of [lines].flat()) {
      if (tone === 'debug') core.debug(masker.clean(line));
      else core.info(paint(masker.clean(line), tone));
    }
  }

  function annotate(kind: 'warning' | 'error', message: string, title?: string): void {
    shown[kind] += 1;
    if (shown[kind] > mostAnnotations) {
      log(`${kind}: ${title === undefined ? '' : `${title}: `}${message}`, kind === 'error' ? 'bad' : 'warning');
      return;
    }
    const properties = title === undefined ? {} : { title: masker.clean(title, 200) };
    (kind === 'error' ? core.error : core.warning)(masker.clean(message, longestAnnotation), properties);
  }

  return {
    traits,
    input(name) {
      const value = core.getInput(name) || undefined;
      plain.given(name, value);
      return value;
    },
    secret(value) {
      if (value.trim().length < shortestSecret) annotate('warning', tooShort);
      for (const form of masker.add(value)) core.setSecret(form);
      const warning = plain.warningOf(value);
      if (warning !== undefined) annotate('warning', warning, 'plain secret');
    },
    mask: masker.mask,
    log,
    group(title) {
      if (isGroupOpen) core.endGroup();
      isGroupOpen = title !== undefined;
      if (title !== undefined) core.startGroup(masker.clean(title));
    },
    annotate,
    output: (name, value) => core.setOutput(name, masker.clean(value, Number.MAX_SAFE_INTEGER)),
    summary(markdown) {
      const path = env.GITHUB_STEP_SUMMARY;
      if (path === undefined || path === '') return;
      try {
        appendFileSync(path, fitSummary(masker.mask(markdown)));
      } catch (cause) {
        log(`The summary could not be written: ${cause instanceof Error ? cause.message : String(cause)}`, 'warning');
      }
    },
    finish(ending) {
      core.saveState(stateKey, ending.conclusion);
      end(ending, masker.clean(ending.line, longestAnnotation));
      const token = core.getInput(tokenName);
      return token === '' || ending.rollout === undefined ? undefined : show({ ...ending, token, log, env });
    },
    mainConclusion: () => core.getState(stateKey) || undefined,
  };
}

/** A page that is late is no reason to hold a step longer. */
const patience = 4_000;

type Shown = Pick<Ending, 'rollout' | 'signal'> & {
  readonly token: string;
  readonly log: Platform['log'];
  readonly env: NodeJS.ProcessEnv;
};

/** Rings as deployments. Without the variables of a job there is nothing to show them to. */
async function show({ rollout, signal: stop, token, log, env }: Shown): Promise<void> {
  const { GITHUB_API_URL: api, GITHUB_REPOSITORY: repository, GITHUB_SHA: sha } = env;
  if (rollout === undefined || api === undefined || repository === undefined || sha === undefined) return;
  const { tellDeployments } = await import('./github/deployments.ts');
  const left = stop?.aborted === true ? timeLeft(stop, stopping.pages, performance.now()) : patience;
  const signal = AbortSignal.timeout(Math.ceil(Math.min(patience, left)));
  log(await tellDeployments(rollout, { api, repository, sha, token, runUrl: traitsOf(env).runUrl, signal }), 'warning');
}

function end({ colour, conclusion, exitCode }: Ending, line: string): void {
  switch (colour) {
    case 'green':
      process.exitCode = 0;
      break;
    case 'yellow':
      core.warning(line, { title: conclusion });
      process.exitCode = 0;
      break;
    case 'red':
      core.error(line, { title: conclusion });
      process.exitCode = exitCode === 0 ? 1 : exitCode;
      break;
  }
}

function traitsOf(env: NodeJS.ProcessEnv): Traits {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  const attempt = env.GITHUB_RUN_ATTEMPT ?? '1';
  const isKnown = server !== undefined && repository !== undefined && run !== undefined;
  return {
    name: 'github',
    isPipeline: true,
    redraws: false,
    isDebug: core.isDebug(),
    summary: 'mermaid',
    directory: env.GITHUB_WORKSPACE ?? process.cwd(),
    temporary: env.RUNNER_TEMP,
    runUrl: isKnown ? `${server}/${repository}/actions/runs/${run}/attempts/${attempt}` : undefined,
  };
}
