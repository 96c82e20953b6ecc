// The runner's own look at a machine: does a page answer, does a port accept? Nothing is decided here and nothing is repeated: a try
// that failed is an answer, and the gate that asked for it counts. No proxy, no redirect, no cookie: what answers at that address.
// A page that was issued for inside use is checked against the CA that the policy names, beside the built-in ones.
import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { connect } from 'node:net';
import { rootCertificates } from 'node:tls';
import * as z from 'zod';
import { failureOf } from '../model/failure.ts';
import type { Answer, CommandVerdict, RunnerProbes } from '../model/ports.ts';
import { type RunnerCommand, runCommand } from './command.ts';
import { figureIn, headersOf, textOf } from './metric.ts';
import { runStep } from './step.ts';

export interface RunnerProbeOptions {
  /** What a reference to a secret stands for; undefined: nothing is set there. Asked at each use, and kept nowhere. */
  readonly meant?: (reference: string) => string | undefined;
  /** Where commands run, and where their paths begin. */
  readonly directory: string;
  /** PEM of the CA of the inside. */
  readonly ca?: string;
  /** Ends whatever is under way. */
  readonly signal?: AbortSignal;
}

function failed(what: string, took: number, cause: unknown): Answer<never> {
  const error = cause as Partial<NodeJS.ErrnoException> | undefined;
  const isLate = error?.name === 'TimeoutError' || error?.name === 'AbortError';
  const said = isLate ? `no answer in ${took} ms` : (error?.code ?? error?.message ?? 'no answer');
  const failure = failureOf('PROBE_FAILED', `${what}: ${said}`, {
    retryable: true,
    phase: 'probe',
    ...(error?.message === undefined ? {} : { cause: error.message }),
  });
  return { ok: false, failure, arrived: 'maybe' };
}

/** Ends after `timeout` ms, or when the run is asked to stop. */
function limitOf(timeout: number, signal: AbortSignal | undefined): AbortSignal {
  const limit = AbortSignal.timeout(Math.max(1, timeout));
  return signal === undefined ? limit : AbortSignal.any([limit, signal]);
}

const outputLimit = 65_536;
const longestReason = 300;

const saidSchema = z.object({
  verdict: z.enum(['pass', 'fail', 'inconclusive']),
  reason: z.string().default(''),
});

/** What a command printed, when it ended well: nothing but JSON is read, and JSON that is no verdict is no pass. */
function verdictIn(output: string): Pick<CommandVerdict, 'verdict' | 'reason'> | undefined {
  if (!output.trimStart().startsWith('{')) return { verdict: 'pass', reason: '' };
  try {
    const { verdict, reason } = saidSchema.parse(JSON.parse(output));
    return { verdict, reason: reason.slice(0, longestReason) };
  } catch {
    return undefined;
  }
}

async function askCommand(command: RunnerCommand): Promise<Answer<CommandVerdict>> {
  const began = performance.now();
  const end = await runCommand(command);
  const took = Math.round(performance.now() - began);
  const failed = (reason: string): Answer<CommandVerdict> => ({ ok: true, value: { verdict: 'fail', reason, took } });
  const name = command.command[0] ?? '';
  const unread = (why: string): Answer<never> => {
    const failure = failureOf('PROBE_FAILED', `${name}: ${why}`, { retryable: true, phase: 'probe' });
    return { ok: false, failure, arrived: 'maybe' };
  };
  switch (end.kind) {
    case 'done': {
      const said = verdictIn(end.output);
      return said === undefined ? unread('it prints JSON that is no verdict') : { ok: true, value: { ...said, took } };
    }
    case 'failed':
      return failed(end.how);
    case 'overdue':
      return failed(`it did not end in ${command.timeout} ms`);
    case 'missing':
      return unread(end.why);
    case 'tooLong':
      return unread('it prints too much');
    case 'aborted':
      return unread('the run was asked to stop');
  }
}

interface Asking {
  readonly headers: NonNullable<RequestOptions['headers']>;
  readonly signal: AbortSignal;
  readonly trusted: { readonly ca?: string[] };
}

/** Sent, and answered with a status and headers; rejects where nobody answers. */
function request(url: string, { headers, signal, trusted }: Asking): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options = { agent: false as const, signal, headers };
    const asked = url.startsWith('https:') ? requestHttps(url, { ...options, ...trusted }) : requestHttp(url, options);
    asked.on('response', resolve);
    asked.on('error', reject);
    asked.end();
  });
}

/** Where a figure was asked for, without what stands in a query. */
function placeOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

/** Probes over real sockets, and commands. */
export function createRunnerProbes({
  directory,
  ca,
  signal,
  meant = () => undefined,
}: RunnerProbeOptions): RunnerProbes {
  const trusted = ca === undefined ? {} : { ca: [...rootCertificates, ca] };
  return {
    exec: (command, timeout) => askCommand({ command, directory, timeout, limit: outputLimit, signal }),
    step: ask => runStep(ask, { directory, signal }),
    async http(url, timeout) {
      const began = performance.now();
      const took = (): number => Math.round(performance.now() - began);
      try {
        const asking = { headers: { Accept: '*/*' }, signal: limitOf(timeout, signal), trusted };
        const response = await request(url, asking);
        const status = response.statusCode ?? 0;
        // The rest of the answer may break off: nobody reads it.
        response.on('error', () => {});
        response.destroy();
        return { ok: true, value: { status, took: took() } };
      } catch (cause) {
        return failed(url, took(), cause);
      }
    },
    async metric({ url, path, headers, timeout }) {
      const began = performance.now();
      const took = (): number => Math.round(performance.now() - began);
      const limit = limitOf(timeout, signal);
      let response: IncomingMessage | undefined;
      try {
        const asking = { headers: headersOf(headers, meant), signal: limit, trusted };
        response = await request(url, asking);
        return { ok: true, value: { value: figureIn(await textOf(response), path), took: took() } };
      } catch (cause) {
        // In the middle of an answer it shows as a connection that broke.
        return failed(placeOf(url), took(), limit.aborted ? limit.reason : cause);
      } finally {
        response?.destroy();
      }
    },
    tcp(address, port, timeout) {
      const began = performance.now();
      const took = (): number => Math.round(performance.now() - began);
      return new Promise(resolve => {
        const socket = connect({ host: address, port, signal: limitOf(timeout, signal) });
        socket.on('connect', () => {
          resolve({ ok: true, value: { took: took() } });
          socket.destroy();
        });
        socket.on('error', cause => resolve(failed(`${address}:${port}`, took(), cause)));
      });
    },
  };
}
