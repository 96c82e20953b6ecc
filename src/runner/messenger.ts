// Hands a notice to whoever is to be told: a webhook, or a command of the runner. One try, one more where the other side asks for
// patience, and a limit of time for both: a rollout never waits for a chat. No proxy, no redirect, and never over plain HTTP except to
// this computer. Nothing throws: whether it arrived is an answer, and the answer never repeats the address, which is a secret.
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from './command.ts';

/** Undefined: it arrived. */
export type Undelivered = string | undefined;

export interface Posting {
  readonly url: string;
  /** JSON text. */
  readonly body: string;
  /** Milliseconds for all of it. */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Hook {
  readonly command: readonly string[];
  readonly directory: string;
  readonly body: string;
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

interface Answered {
  readonly status: number;
  /** Milliseconds that it asks us to wait; undefined: it does not. */
  readonly retryAfter: number | undefined;
}

const isOfThisComputer = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
const longestPause = 2_000;

function addressOf(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isOfThisComputer.test(url.hostname));
  return isSafe ? url : undefined;
}

function secondsOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) * 1_000 : undefined;
}

function send(url: URL, body: string, signal: AbortSignal): Promise<Answered> {
  const ask = url.protocol === 'https:' ? requestHttps : requestHttp;
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'User-Agent': 'patchring',
  };
  return new Promise((resolve, reject) => {
    const asked = ask(url, { method: 'POST', agent: false, signal, headers });
    asked.on('response', response => {
      const retryAfter = secondsOf(response.headers['retry-after']);
      resolve({ status: response.statusCode ?? 0, retryAfter });
      response.destroy();
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** The word of the system for what went wrong: its message may name the address. */
function wordOf(cause: unknown): string {
  const { name, code } = cause as Partial<NodeJS.ErrnoException>;
  if (name === 'TimeoutError' || name === 'AbortError') return 'no answer in time';
  return code ?? 'no answer';
}

export async function post({ url, body, timeout, signal }: Posting): Promise<Undelivered> {
  const address = addressOf(url);
  if (address === undefined) return 'the variable holds no https address';
  const limit = AbortSignal.timeout(timeout);
  const ended = signal === undefined ? limit : AbortSignal.any([limit, signal]);
  try {
    const first = await send(address, body, ended);
    const isBusy = first.status === 429 || first.status >= 500;
    if (!isBusy) return statusText(first.status);
    await sleep(Math.min(first.retryAfter ?? 500, longestPause), undefined, { signal: ended });
    return statusText((await send(address, body, ended)).status);
  } catch (cause) {
    return wordOf(cause);
  }
}

function statusText(status: number): Undelivered {
  return status >= 200 && status < 300 ? undefined : `answered with HTTP ${status}`;
}

export async function runHook({ command, directory, body, timeout, signal }: Hook): Promise<Undelivered> {
  const end = await runCommand({ command, directory, timeout, limit: 65_536, input: Buffer.from(body), signal });
  switch (end.kind) {
    case 'done':
    case 'tooLong':
      return undefined;
    case 'missing':
      return end.why;
    case 'failed':
      return end.how;
    case 'overdue':
      return `it did not end in ${timeout} ms`;
    case 'aborted':
      return 'the run was asked to stop';
  }
}
