// The 401 dance: tokens of a scheme go out in Authorization, the machine's come back in WWW-Authenticate, all on one connection.
// The first token goes with the first request, nobody probes. A rejected last token is final: nothing here ever sends the
// credentials a second time, so that a wrong password costs one bad logon (facts: winrm 3.2).

import { failureOf, isSuccess, kindOf, SOAP_CONTENT_TYPE } from './answers.ts';
import type { SchemeContext, SchemeStep } from './auth/scheme.ts';
import type { Deadline } from './deadline.ts';
import { WinrmError, type WinrmErrorCode } from './errors.ts';
import type { HttpConnection } from './http.ts';
import type { HttpAnswer } from './http-response.ts';

const NOTHING = new Uint8Array(0);
/** SPNEGO needs three at most; a peer that goes on asking is not one we can talk to. */
const MAX_ROUNDS = 6;

export interface HandshakeOptions {
  /** The machine's address, for errors. */
  readonly where: string;
  /** Rides along with the last token; empty over HTTP, where nothing may leave before it can be sealed. */
  readonly payload: Uint8Array;
  readonly deadline: Deadline;
}

/** What WWW-Authenticate offers: scheme words in lower case → token, where there is one. */
export function offersOf(answer: HttpAnswer): ReadonlyMap<string, Buffer | undefined> {
  const offers = new Map<string, Buffer | undefined>();
  for (const value of answer.headers.get('www-authenticate') ?? []) {
    for (const item of value.split(',')) {
      const match = /^\s*([\w.:/-]+)(?:\s+([A-Za-z\d+/]+={0,2}))?\s*$/.exec(item) ?? /^\s*([\w.:/-]+)\s/.exec(item);
      const word = match?.[1]?.toLowerCase();
      if (word === undefined) continue;
      const token = match?.[2] === undefined ? undefined : Buffer.from(match[2], 'base64');
      if (token !== undefined || !offers.has(word)) offers.set(word, token);
    }
  }
  return offers;
}

/** Runs one step of a scheme. Whatever breaks inside it comes out as a WinrmError; a failing password source is its cause. */
export async function stepOf(context: SchemeContext, deadline: Deadline, challenge?: Uint8Array): Promise<SchemeStep> {
  try {
    return await deadline.within(Promise.resolve(context.step(challenge)));
  } catch (cause) {
    if (cause instanceof WinrmError) throw cause;
    throw new WinrmError('WINRM_AUTH_FAILED', 'the credentials could not be obtained', { cause, sent: false });
  }
}

/** Value of the Authorization header. */
export function authorizationOf(context: SchemeContext, token: Uint8Array): string {
  const bytes = Buffer.from(token.buffer, token.byteOffset, token.byteLength);
  return `${context.httpScheme} ${bytes.toString('base64')}`.trimEnd();
}

function refused(context: SchemeContext, answer: HttpAnswer, options: HandshakeOptions, first: boolean): WinrmError {
  const offered = [...offersOf(answer).keys()];
  if (!first || offered.length === 0 || offered.includes(context.httpScheme.toLowerCase())) {
    return failureOf(answer, options.where, { offered });
  }
  const what = `${context.httpScheme} is not offered, but ${offered.join(', ')}`;
  return new WinrmError('WINRM_AUTH_NOT_OFFERED', `${options.where}: ${what}`, { httpStatus: 401, offered });
}

/** What a 401 without a token for us stands for. Nobody has looked at the credential yet. */
function missingToken({ httpScheme }: SchemeContext, offered: readonly string[]): readonly [WinrmErrorCode, string] {
  if (offered.length === 0) return ['WINRM_AUTH_NONE_OFFERED', 'a logon is wanted, and no scheme for it is offered'];
  if (!offered.includes(httpScheme.toLowerCase())) {
    return ['WINRM_AUTH_NOT_OFFERED', `${httpScheme} is not offered, but ${offered.join(', ')}`];
  }
  return ['WINRM_AUTH_TOKEN_REFUSED', `${httpScheme} is offered, but its first token was turned away`];
}

/** The machine's next token in a 401 that is not the last word. */
function challengeOf(context: SchemeContext, answer: HttpAnswer, options: HandshakeOptions): Buffer {
  const offers = offersOf(answer);
  const token = offers.get(context.httpScheme.toLowerCase());
  const offered = [...offers.keys()];
  const detail = { httpStatus: 401, offered };
  if (token === undefined) {
    const [code, what] = missingToken(context, offered);
    throw new WinrmError(code, `${options.where}: ${what}`, detail);
  }
  if (!answer.keepAlive) {
    const what = 'the connection was closed in the middle of the authentication (is there a proxy in between?)';
    throw new WinrmError('WINRM_AUTH_FAILED', `${options.where}: ${what}`, detail);
  }
  return token;
}

async function closeExchange(
  context: SchemeContext,
  answer: HttpAnswer,
  options: HandshakeOptions,
): Promise<HttpAnswer> {
  // A status without SOAP says more than the token that it lacks.
  if (!isSuccess(answer) && kindOf(answer) !== 'soap') throw failureOf(answer, options.where);
  const token = offersOf(answer).get(context.httpScheme.toLowerCase()) ?? NOTHING;
  const last = await stepOf(context, options.deadline, token);
  if (last.kind === 'done') return answer;
  throw new WinrmError('WINRM_AUTH_FAILED', `${options.where}: the authentication was answered before it was complete`);
}

/**
 * Authenticates a fresh connection. @returns the answer to the request that carried the last token.
 * Throws WINRM_AUTH_REJECTED, WINRM_AUTH_*_OFFERED, WINRM_AUTH_TOKEN_REFUSED, WINRM_AUTH_FAILED, or what the status stands for.
 */
export async function authenticate(
  connection: Pick<HttpConnection, 'request'>,
  context: SchemeContext,
  options: HandshakeOptions,
): Promise<HttpAnswer> {
  let step = await stepOf(context, options.deadline);
  for (let round = 0; round < MAX_ROUNDS && step.kind === 'send'; round++) {
    const authorization = authorizationOf(context, step.token);
    const body = step.final ? options.payload : NOTHING;
    const answer = await connection.request({ authorization, contentType: SOAP_CONTENT_TYPE, body }, options.deadline);
    if (step.final && answer.status !== 401) return closeExchange(context, answer, options);
    if (step.final) {
      const token = step.mayGoOn === true ? offersOf(answer).get(context.httpScheme.toLowerCase()) : undefined;
      if (token === undefined) throw refused(context, answer, options, round === 0);
      step = await stepOf(context, options.deadline, challengeOf(context, answer, options));
      continue;
    }
    if (answer.status !== 401) {
      if (!isSuccess(answer)) throw failureOf(answer, options.where);
      throw new WinrmError('WINRM_AUTH_FAILED', `${options.where}: the machine did not ask who we are`);
    }
    step = await stepOf(context, options.deadline, challengeOf(context, answer, options));
  }
  throw new WinrmError('WINRM_AUTH_FAILED', `${options.where}: the authentication does not come to an end`);
}
