// One socket, one request in flight, HTTP/1.1. Not node:http: an Agent hands sockets around, while here a socket is a security
// context (facts: winrm 0.4; 4, row 6). Head and body leave in one write, nothing is ever sent twice.
// A connection that has failed in any way is destroyed: its cipher state and its place in the conversation are lost with it.

import type { X509Certificate } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { type Deadline, type DeadlineEnd, ENDINGS } from './deadline.ts';
import type { Endpoint } from './endpoint.ts';
import { WinrmError, type WinrmErrorCode, type WinrmErrorDetail } from './errors.ts';
import { AnswerReader, type HttpAnswer } from './http-response.ts';
import { openThrough } from './jump.ts';
import { type ClientCertificate, explainVersion, judgeCertificate, startTls } from './tls.ts';

export interface HttpRequest {
  /** Value of the Authorization header. */
  readonly authorization?: string;
  readonly contentType: string;
  readonly body: Uint8Array;
}

export interface HttpLimits {
  /** Milliseconds for name, TCP and TLS together. */
  readonly connectTimeout: number;
  /** Milliseconds without a request after which the connection is dropped; http.sys does it after about 120 s. */
  readonly idleTimeout: number;
  /** Largest body of an answer in bytes. */
  readonly maxAnswer: number;
}

type Phase = 'connect' | 'tls' | 'ready';

/** How long one of several addresses may take before the next is tried beside it. */
const ADDRESS_ATTEMPT = 2_000;

const SOCKET_ERRORS: ReadonlyMap<string, WinrmErrorCode> = new Map([
  ['ENOTFOUND', 'WINRM_NAME_NOT_FOUND'],
  ['EAI_AGAIN', 'WINRM_NAME_NOT_FOUND'],
  ['EAI_NODATA', 'WINRM_NAME_NOT_FOUND'],
  ['EAI_NONAME', 'WINRM_NAME_NOT_FOUND'],
  ['EAI_FAIL', 'WINRM_NAME_NOT_FOUND'],
  ['ECONNREFUSED', 'WINRM_CONNECTION_REFUSED'],
  ['ETIMEDOUT', 'WINRM_CONNECTION_TIMED_OUT'],
  ['EHOSTUNREACH', 'WINRM_CONNECTION_TIMED_OUT'],
  ['ENETUNREACH', 'WINRM_CONNECTION_TIMED_OUT'],
  ['EHOSTDOWN', 'WINRM_CONNECTION_TIMED_OUT'],
]);

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}

function connectFailure(endpoint: Endpoint, phase: Phase, cause: unknown): WinrmError {
  const reason = codeOf(cause);
  const detail = { cause, phase, reason, sent: false };
  const reset = reason === 'ECONNRESET' || reason === 'EPIPE';
  const known = SOCKET_ERRORS.get(reason) ?? (reset ? 'WINRM_CONNECTION_LOST' : undefined);
  if (phase === 'tls' && known === undefined) {
    return new WinrmError('WINRM_TLS_FAILED', `TLS with ${endpoint.authority} failed (${reason})`, detail);
  }
  const code = known ?? 'WINRM_CONNECTION_FAILED';
  return new WinrmError(code, `no connection to ${endpoint.authority} (${reason})`, detail);
}

interface Pending {
  readonly reader: AnswerReader;
  readonly resolve: (answer: HttpAnswer) => void;
  readonly reject: (error: WinrmError) => void;
  /** Whether a body of ours may have reached the machine. */
  readonly sent: boolean;
}

export class HttpConnection {
  readonly #socket: Socket;
  readonly #endpoint: Endpoint;
  readonly #limits: HttpLimits;
  /** Undefined over HTTP. */
  readonly certificate: X509Certificate | undefined;
  #pending: Pending | undefined;
  #usable = true;

  constructor(socket: Socket, endpoint: Endpoint, limits: HttpLimits, certificate: X509Certificate | undefined) {
    this.#socket = socket;
    this.#endpoint = endpoint;
    this.#limits = limits;
    this.certificate = certificate;
    socket.setTimeout(limits.idleTimeout);
    socket.on('timeout', () => {
      if (this.#pending === undefined) this.destroy();
    });
    socket.on('data', chunk => this.#onData(chunk));
    socket.on('end', () => this.#onEnd());
    socket.on('error', cause => this.#lose(cause));
    socket.on('close', () => this.#lose());
  }

  /** False as soon as the connection cannot carry another request. */
  get usable(): boolean {
    return this.#usable;
  }

  /** Sends one request. `deadline` ending destroys the connection: what became of the request is unknown then. */
  request(request: HttpRequest, deadline: Deadline): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const sent = request.body.length > 0;
      if (deadline.end !== undefined) {
        this.destroy();
        reject(this.#failure(deadline.end, ENDINGS[deadline.end], { sent: false }));
        return;
      }
      if (!this.#usable || this.#pending !== undefined) {
        reject(this.#failure('WINRM_CONNECTION_LOST', 'the connection is not free', { sent: false }));
        return;
      }
      const stop = deadline.onEnd(end => this.#fail(this.#failure(end, ENDINGS[end], { sent })));
      this.#pending = {
        reader: new AnswerReader(this.#limits.maxAnswer),
        sent,
        resolve: answer => {
          stop();
          resolve(answer);
        },
        reject: error => {
          stop();
          reject(error);
        },
      };
      this.#socket.write(this.#encode(request));
    });
  }

  destroy(): void {
    this.#usable = false;
    this.#socket.destroy();
  }

  #encode(request: HttpRequest): Buffer {
    const { authorization, contentType, body } = request;
    const head =
      `POST ${this.#endpoint.path} HTTP/1.1\r\nHost: ${this.#endpoint.authority}\r\nConnection: Keep-Alive\r\n` +
      `User-Agent: patchring\r\nAccept-Encoding: identity\r\nContent-Type: ${contentType}\r\n` +
      `Content-Length: ${body.length}\r\n${authorization === undefined ? '' : `Authorization: ${authorization}\r\n`}\r\n`;
    const bytes = Buffer.allocUnsafe(head.length + body.length);
    bytes.write(head, 'latin1');
    bytes.set(body, head.length);
    return bytes;
  }

  #failure(code: WinrmErrorCode, what: string, detail: WinrmErrorDetail): WinrmError {
    return new WinrmError(code, `${this.#endpoint.authority}: ${what}`, { phase: 'request', ...detail });
  }

  #onData(chunk: Buffer): void {
    const pending = this.#pending;
    if (pending === undefined) {
      // Nobody asked: whatever it is, the conversation is out of step.
      this.destroy();
      return;
    }
    try {
      const answer = pending.reader.push(chunk);
      if (answer !== undefined) this.#settle(pending, answer);
    } catch (error) {
      const { code, message } = error as WinrmError;
      this.#fail(this.#failure(code, message, { sent: pending.sent }));
    }
  }

  #onEnd(): void {
    const pending = this.#pending;
    const answer = pending?.reader.end();
    if (pending !== undefined && answer !== undefined) this.#settle(pending, answer);
    else this.#lose();
  }

  #settle(pending: Pending, answer: HttpAnswer): void {
    this.#pending = undefined;
    if (!answer.keepAlive) this.destroy();
    pending.resolve(answer);
  }

  #lose(cause?: Error): void {
    this.#usable = false;
    const pending = this.#pending;
    if (pending === undefined) {
      this.destroy();
      return;
    }
    const begun = pending.reader.begun;
    const what = `the connection ended ${begun ? 'in the middle of' : 'before'} the answer`;
    this.#fail(
      this.#failure('WINRM_CONNECTION_LOST', what, { sent: pending.sent, ...(cause === undefined ? {} : { cause }) }),
    );
  }

  #fail(error: WinrmError): void {
    const pending = this.#pending;
    this.#pending = undefined;
    this.destroy();
    pending?.reject(error);
  }
}

export interface ConnectionOptions {
  readonly limits: HttpLimits;
  /** Shown to the machine when it asks; over HTTPS only. */
  readonly identity?: ClientCertificate | undefined;
}

/** @param base a connection to the machine that is there already, through a jump host. */
function startSocket(endpoint: Endpoint, identity: ClientCertificate | undefined, base: Socket | undefined): Socket {
  const { host, port } = endpoint;
  const address = { host, port, autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT };
  const way = base === undefined ? address : { socket: base };
  if (endpoint.transport === 'https') return startTls(endpoint, way, identity).setNoDelay(true);
  return base ?? connect(address).setNoDelay(true);
}

/** Waits until a socket is ready and, over HTTPS, judges the certificate. */
function becomeConnection(
  socket: Socket,
  endpoint: Endpoint,
  limits: HttpLimits & { readonly timeLeft: number },
  deadline: Deadline,
): Promise<HttpConnection> {
  return new Promise((resolve, reject) => {
    const secure = socket instanceof TLSSocket;
    let phase: Phase = endpoint.via === undefined ? 'connect' : 'tls';
    const settle = (finish: () => void): void => {
      clearTimeout(timer);
      stop();
      socket.off('connect', connected).off('secureConnect', ready).off('error', broken).off('close', closed);
      finish();
    };
    const fail = (error: WinrmError): void =>
      settle(() => {
        // The socket may still report what we have given up on.
        socket.on('error', () => {}).destroy();
        reject(error);
      });
    const overdue = (end: DeadlineEnd): void => {
      const code = end === 'WINRM_ABORTED' ? end : 'WINRM_CONNECTION_TIMED_OUT';
      fail(new WinrmError(code, `no connection to ${endpoint.authority} in time`, { phase, sent: false }));
    };
    const ready = (): void => {
      try {
        const certificate = secure ? judgeCertificate(socket, endpoint) : undefined;
        settle(() => resolve(new HttpConnection(socket, endpoint, limits, certificate)));
      } catch (error) {
        fail(error as WinrmError);
      }
    };
    const connected = (): void => {
      phase = 'tls';
      if (!secure) ready();
    };
    const broken = (cause: Error): void => fail(connectFailure(endpoint, phase, cause));
    const closed = (): void => broken(Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' }));
    const timer = setTimeout(() => overdue('WINRM_DEADLINE_EXCEEDED'), Math.max(limits.timeLeft, 0));
    socket.once('connect', connected).once('secureConnect', ready).once('error', broken).once('close', closed);
    let stop = (): void => {};
    stop = deadline.onEnd(overdue);
    if (endpoint.via !== undefined && !secure) ready();
  });
}

/**
 * Opens a connection and, over HTTPS, judges the certificate. Throws WINRM_NAME_NOT_FOUND, WINRM_CONNECTION_*, WINRM_JUMP_*,
 * WINRM_TLS_* or WINRM_ABORTED; nothing of a request has been sent then (`detail.sent` is false).
 */
export async function openConnection(
  endpoint: Endpoint,
  { limits, identity }: ConnectionOptions,
  deadline: Deadline,
): Promise<HttpConnection> {
  const { via } = endpoint;
  const begin = Date.now();
  const base = via === undefined ? undefined : await openThrough(via, endpoint, limits.connectTimeout, deadline);
  const timeLeft = limits.connectTimeout - (Date.now() - begin);
  try {
    return await becomeConnection(startSocket(endpoint, identity, base), endpoint, { ...limits, timeLeft }, deadline);
  } catch (error) {
    base?.destroy();
    throw identity === undefined ? error : explainVersion(error as WinrmError);
  }
}
