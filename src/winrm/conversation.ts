// One SOAP exchange after another over a transport: headers on, answer parsed, RelatesTo checked, faults turned into errors by
// their number. It keeps what belongs to a client session: its id, the envelope size, the wall clock for deadlines.
// The operation timeout asked for never passes the caller's deadline, so that the machine answers before we have to hang up.

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { WinrmError } from './errors.ts';
import type { PostAnswer, PostOptions, Transport } from './transport.ts';
import { type RequestHeader, type Response, readResponse, type WsmanOption, writeRequest } from './wsman/envelope.ts';
import { faultError, readFault } from './wsman/fault.ts';

/** Sizes that every machine takes, and what protocol 2.2 and later take (facts: winrm 1.3, 1.12). */
export const firstEnvelopeSize = 153_600;
export const laterEnvelopeSize = 512_000;

/** Codes after which another logon could lock an account. */
const turnedAway: ReadonlySet<string> = new Set([
  'WINRM_AUTH_REJECTED',
  'WINRM_AUTH_ACCOUNT_LOCKED',
  'WINRM_AUTH_PASSWORD_EXPIRED',
]);

export interface ConversationOptions {
  /** Milliseconds that the machine may take for one request, and a Receive may wait; default 20,000. */
  readonly operationTimeout?: number;
  /** Milliseconds more that we wait for the answer; default 10,000. */
  readonly patience?: number;
  /** Epoch milliseconds; default the real clock. */
  readonly now?: () => number;
  /** A new upper-case GUID; default random. */
  readonly newId?: () => string;
  /** Milliseconds for which a Receive whose connection was lost is tried again; default 60,000, 0: not at all. */
  readonly resumeFor?: number;
  /** Waits so many milliseconds; rejects when aborted. Default the real clock. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
  /** One more connection to the same machine, for what cannot wait until a Receive is over. */
  readonly another?: () => Transport;
}

/** How long a whole call may take, and who may end it before. */
export interface Limits {
  /** Epoch milliseconds. */
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Question {
  readonly action: string;
  /** What we are doing, for error messages: `opening the shell`. */
  readonly phase: string;
  readonly resourceUri?: string;
  readonly options?: readonly WsmanOption[];
  readonly selectors?: Readonly<Record<string, string>>;
  /** Markup of the body's content. */
  readonly body: string;
}

export interface Conversation {
  readonly sessionId: string;
  /** What we announce as MaxEnvelopeSize. */
  envelopeSize: number;
  /** What our own requests may measure. */
  requestSize: number;
  /** The machine's own figure is known: nothing is guessed any more. */
  sizeIsKnown: boolean;
  /** The machine has rejected our credentials: nothing may be asked any more that nobody has to know, for each time counts. */
  readonly isTurnedAway: boolean;
  now(): number;
  newId(): string;
  /** Deadline of a call that may take so many milliseconds from now. */
  limits(timeout: number, signal?: AbortSignal): Limits;
  /** Bytes of raw data that fit, as base64, into the body of this question. */
  room(question: Question): number;
  /** Throws WinrmError: faults by number, and whatever the transport throws. */
  ask(question: Question, limits: Limits): Promise<Response>;
  /** Posts an envelope of another form (Identify). */
  askRaw(soap: Uint8Array, phase: string, limits: Limits): Promise<Response>;
  /** See `ConversationOptions`. */
  readonly resumeFor: number;
  /** Throws WINRM_ABORTED. */
  wait(milliseconds: number, limits: Limits): Promise<void>;
  /** The same session on its second connection, which is opened when it is first needed; itself where there can be none. */
  aside(): Conversation;
  /** Hangs up on the second connection. */
  close(): void;
}

function assertInTime(limits: Limits, now: number, phase: string): number {
  if (limits.signal?.aborted === true) throw new WinrmError('WINRM_ABORTED', `aborted while ${phase}`, { phase });
  const left = limits.deadline - now;
  if (left <= 0) throw new WinrmError('WINRM_DEADLINE_EXCEEDED', `out of time while ${phase}`, { phase });
  return left;
}

async function realSleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
}

class SoapConversation implements Conversation {
  readonly sessionId: string;
  envelopeSize = firstEnvelopeSize;
  requestSize = firstEnvelopeSize;
  sizeIsKnown = false;
  readonly #transport: Transport;
  readonly #options: ConversationOptions;
  /** One for all connections of the session. */
  readonly #standing: { isTurnedAway: boolean };
  #aside: { readonly conversation: Conversation; readonly transport: Transport } | undefined;

  /** @param first connection of the session that this is one more of. */
  constructor(transport: Transport, options: ConversationOptions, first?: SoapConversation) {
    this.#transport = transport;
    this.#options = options;
    this.#standing = first === undefined ? { isTurnedAway: false } : first.#standing;
    this.sessionId = first?.sessionId ?? this.newId();
  }

  get isTurnedAway(): boolean {
    return this.#standing.isTurnedAway;
  }

  get resumeFor(): number {
    return this.#options.resumeFor ?? 60_000;
  }

  async wait(milliseconds: number, { signal }: Limits): Promise<void> {
    const { sleep: wait = realSleep } = this.#options;
    try {
      await wait(milliseconds, signal);
    } catch (cause) {
      throw new WinrmError('WINRM_ABORTED', 'aborted while waiting for the network', { cause });
    }
  }

  aside(): Conversation {
    const { another, ...options } = this.#options;
    if (another === undefined) return this;
    if (this.#aside === undefined) {
      const transport = another();
      this.#aside = { transport, conversation: new SoapConversation(transport, options, this) };
    }
    return this.#aside.conversation;
  }

  close(): void {
    this.#aside?.transport.close();
    this.#aside = undefined;
  }

  now(): number {
    return (this.#options.now ?? Date.now)();
  }

  newId(): string {
    return this.#options.newId?.() ?? randomUUID().toUpperCase();
  }

  limits(timeout: number, signal?: AbortSignal): Limits {
    return { deadline: this.now() + timeout, signal };
  }

  room(question: Question): number {
    const empty = writeRequest(this.#header(question, this.#operationTimeout), question.body).length;
    // 256 bytes of it may be needed by the frame of sealing (facts: winrm 1.7, 3.5).
    return Math.floor((this.requestSize - empty - 256) / 4) * 3;
  }

  async ask(question: Question, limits: Limits): Promise<Response> {
    const left = assertInTime(limits, this.now(), question.phase);
    const header = this.#header(question, Math.max(1000, Math.min(this.#operationTimeout, left - (left % 1000))));
    const response = await this.askRaw(writeRequest(header, question.body), question.phase, limits);
    if (response.relatesTo !== header.messageId) {
      throw new WinrmError('WINRM_PROTOCOL_VIOLATED', `an answer to another request came while ${question.phase}`);
    }
    return response;
  }

  async askRaw(soap: Uint8Array, phase: string, limits: Limits): Promise<Response> {
    const left = assertInTime(limits, this.now(), phase);
    const timeout = Math.min(left, this.#operationTimeout + (this.#options.patience ?? 10_000));
    const { signal } = limits;
    const answer = await this.#post(soap, { timeout, ...(signal === undefined ? {} : { signal }) });
    if (answer.soap.length === 0) {
      throw new WinrmError('WINRM_PROTOCOL_VIOLATED', `an empty answer came while ${phase}`, {
        phase,
        httpStatus: answer.httpStatus,
      });
    }
    const response = readResponse(answer.soap);
    // The body decides, not the status; faults are the one answer that may lack a RelatesTo (facts: winrm 1.3, 1.13).
    const fault = readFault(response.body);
    if (fault !== undefined) throw faultError(fault, phase, answer.httpStatus);
    return response;
  }

  async #post(soap: Uint8Array, options: PostOptions): Promise<PostAnswer> {
    try {
      const answer = await this.#transport.post(soap, options);
      this.#standing.isTurnedAway = false;
      return answer;
    } catch (error) {
      if (error instanceof WinrmError && turnedAway.has(error.code)) this.#standing.isTurnedAway = true;
      throw error;
    }
  }

  get #operationTimeout(): number {
    return this.#options.operationTimeout ?? 20_000;
  }

  #header(question: Question, operationTimeout: number): RequestHeader {
    return {
      action: question.action,
      to: this.#transport.url,
      messageId: this.newId(),
      resourceUri: question.resourceUri,
      sessionId: this.sessionId,
      maxEnvelopeSize: this.envelopeSize,
      operationTimeout,
      options: question.options,
      selectors: question.selectors,
    };
  }
}

export function createConversation(transport: Transport, options: ConversationOptions = {}): Conversation {
  return new SoapConversation(transport, options);
}

/** Is this the fault that means "nothing yet, ask again"? */
export function meansPollAgain(error: unknown): boolean {
  return error instanceof WinrmError && error.code === 'WINRM_OPERATION_TIMED_OUT';
}
