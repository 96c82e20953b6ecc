// The server face of the wire, without sockets: what a Windows machine's WinRM service says and does, for whoever brings bytes.
//
// For the listener: create one peer a machine, one `connection` an accepted socket. Read one HTTP request at a time (headers in
// lower case, the whole body), await `answer`, write status, headers, Content-Length and body, keep the socket open; an answer to
// a Receive may take as long as its OperationTimeout. On `'drop'` destroy the socket. Call `close` when the socket ends, however.
// Do not answer anything yourself, not even 401: authentication belongs to the connection and lives here (facts: winrm 3.2).
// Without TLS every body is sealed; a plain one is refused with HTTP 500, and nothing but Identify is told to strangers.
// `reset` is the machine going down: shells die, waiting answers become drops, pipelines are aborted. Sockets are yours to end.

import { Buffer } from 'node:buffer';
import { createNtlmAcceptor, type NtlmAcceptor, type PasswordLookup } from './auth/ntlm/acceptor.ts';
import type { Sealing } from './auth/scheme.ts';
import { decodeSealedBody, encodeSealedBody, isSealedContentType, sealedContentType } from './auth/sealing.ts';
import type { PeerHandler, PeerReply, PeerRequest, PeerUser, ShellBackend } from './peer/contract.ts';
import { powershellBackend } from './peer/powershell.ts';
import { createService, type Service } from './peer/service.ts';

export type {
  CimMethodCall,
  CimRequest,
  CimResult,
  CimRows,
  PeerCall,
  PeerCommandLine,
  PeerHandler,
  PeerOperation,
  PeerProgram,
  PeerRefusal,
  PeerReply,
  PeerRequest,
  PeerResult,
  PeerShell,
  PeerUser,
  ShellBackend,
  ShellConnection,
  ShellSink,
} from './peer/contract.ts';

export interface PeerOptions {
  /** @returns the password of an account, undefined where there is none. */
  readonly lookup: PasswordLookup;
  /** Computer name, e.g. `SRV01`. */
  readonly serverName: string;
  /** NetBIOS domain; the computer name in a workgroup, which is the default. */
  readonly domainName?: string;
  readonly handler: PeerHandler;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
  /** Refuse plain bodies without TLS; default true. */
  readonly requireSealing?: boolean;
  /** Who answers PowerShell; default: the handler's `invoke`. */
  readonly shellBackend?: ShellBackend;
  /** Session configurations that exist; default `Microsoft.PowerShell`. */
  readonly configurations?: readonly string[];
  /** Bytes of the largest request; default 512,000. */
  readonly maxEnvelopeSize?: number;
  /** Calls back after so many milliseconds and returns how to stop it; default the real clock. */
  readonly after?: (milliseconds: number, callback: () => void) => () => void;
}

export interface ConnectionOptions {
  readonly tls: boolean;
  /** `endpointBindingOf` our own certificate (auth/channel-binding.ts); clients must bring the same. */
  readonly channelBinding?: Uint8Array;
}

export interface PeerConnection {
  /** One at a time. Never rejects. */
  answer(request: PeerRequest): Promise<PeerReply | 'drop'>;
  /** The socket is gone. */
  close(): void;
}

export interface Peer {
  connection(options: ConnectionOptions): PeerConnection;
  /** The machine goes down: shells are gone, pipelines aborted, waiting answers dropped. */
  reset(): void;
}

const path = '/wsman';
const label = 'application/HTTP-SPNEGO-session-encrypted';
const soapType = 'application/soap+xml;charset=UTF-8';
const nothing = new Uint8Array(0);
/** Room for the frame of a sealed body. */
const frameSize = 4096;

function reply(status: number, body: Uint8Array = nothing, headers: Record<string, string> = {}): PeerReply {
  return { status, headers, body };
}

function realTimer(milliseconds: number, callback: () => void): () => void {
  const timer = setTimeout(callback, Math.min(milliseconds, 2 ** 31 - 1));
  return () => clearTimeout(timer);
}

interface Grounds {
  readonly options: PeerOptions;
  readonly connection: ConnectionOptions;
  readonly service: Service;
  readonly gone: AbortSignal;
}

/** One accepted socket: its security context and nothing else. */
class Connection implements PeerConnection {
  readonly #grounds: Grounds;
  readonly #closed = new AbortController();
  readonly #ended: AbortSignal;
  #acceptor: NtlmAcceptor | undefined;
  #user: PeerUser | undefined;
  #sealing: Sealing | undefined;

  constructor(grounds: Grounds) {
    this.#grounds = grounds;
    this.#ended = AbortSignal.any([grounds.gone, this.#closed.signal]);
  }

  async answer(request: PeerRequest): Promise<PeerReply | 'drop'> {
    if (this.#ended.aborted) return 'drop';
    if (request.path.split('?', 1)[0] !== path) return reply(404);
    if (request.method !== 'POST') return reply(405);
    const limit = (this.#grounds.options.maxEnvelopeSize ?? 512_000) + frameSize;
    if (request.body.length > limit) return reply(413);
    const { authorization } = request.headers;
    if (authorization !== undefined) return await this.#logOn(authorization, request);
    if (this.#user === undefined) return this.#stranger(request);
    return await this.#serve(request, this.#user);
  }

  close(): void {
    this.#closed.abort();
    this.#user = undefined;
    this.#sealing = undefined;
  }

  #unauthorized(token?: Uint8Array): PeerReply {
    const challenge = token === undefined ? '' : ` ${Buffer.from(token).toString('base64')}`;
    return reply(401, nothing, { 'WWW-Authenticate': `Negotiate${challenge}` });
  }

  #stranger(request: PeerRequest): PeerReply {
    const asks = request.headers.wsmanidentify?.toLowerCase() === 'unauthenticated';
    const identity = asks ? this.#grounds.service.identify(request.body) : undefined;
    return identity === undefined ? this.#unauthorized() : reply(200, identity, { 'Content-Type': soapType });
  }

  async #logOn(authorization: string, request: PeerRequest): Promise<PeerReply | 'drop'> {
    const [scheme = '', token = ''] = authorization.trim().split(/\s+/);
    this.#user = undefined;
    this.#sealing = undefined;
    if (scheme.toLowerCase() !== 'negotiate') return this.#unauthorized();
    this.#acceptor ??= this.#newAcceptor();
    const step = this.#acceptor.step(Buffer.from(token, 'base64'));
    if ('challenge' in step) return this.#unauthorized(step.challenge);
    this.#acceptor = undefined;
    if ('rejected' in step) return this.#unauthorized();
    this.#user = { username: step.accepted.user, domain: step.accepted.domain };
    this.#sealing = step.sealing;
    return request.body.length === 0 ? reply(200) : await this.#serve(request, this.#user);
  }

  #newAcceptor(): NtlmAcceptor {
    const { options, connection } = this.#grounds;
    return createNtlmAcceptor({
      lookup: options.lookup,
      serverName: options.serverName,
      domainName: options.domainName ?? options.serverName,
      now: options.now,
      randomBytes: options.randomBytes,
      ...(connection.channelBinding === undefined ? {} : { channelBinding: connection.channelBinding }),
    });
  }

  async #serve(request: PeerRequest, user: PeerUser): Promise<PeerReply | 'drop'> {
    const sealed = isSealedContentType(request.headers['content-type']);
    if (!sealed && !this.#grounds.connection.tls && this.#grounds.options.requireSealing !== false) return reply(500);
    const soap = sealed ? this.#unseal(request.body) : request.body;
    // A context whose sequence is lost is worth nothing: the client has to begin anew (facts: winrm 3.5).
    if (soap === undefined) return 'drop';
    const served = await this.#grounds.service.serve(soap, user, this.#ended);
    if (served === 'drop' || this.#ended.aborted) return 'drop';
    if (served.soap.length === 0) return reply(served.status);
    if (!sealed) return reply(served.status, served.soap, { 'Content-Type': soapType });
    return reply(served.status, this.#seal(served.soap), { 'Content-Type': sealedContentType(label) });
  }

  #unseal(body: Uint8Array): Uint8Array | undefined {
    try {
      const part = decodeSealedBody(body);
      return this.#sealing?.unseal(part.signature, part.sealed);
    } catch {
      return undefined;
    }
  }

  #seal(soap: Uint8Array): Uint8Array {
    const parts = this.#sealing?.seal(soap);
    return parts === undefined ? nothing : encodeSealedBody({ label, length: soap.length, ...parts });
  }
}

/** Makes the WinRM service of one machine. */
export function createPeer(options: PeerOptions): Peer {
  const service = createService({
    handler: options.handler,
    backend: options.shellBackend ?? powershellBackend(options),
    configurations: options.configurations ?? ['Microsoft.PowerShell'],
    maxEnvelopeSize: options.maxEnvelopeSize ?? 512_000,
    now: options.now,
    randomBytes: options.randomBytes,
    after: options.after ?? realTimer,
  });
  let gone = new AbortController();
  return {
    connection: connection => new Connection({ options, connection, service, gone: gone.signal }),
    reset() {
      gone.abort();
      gone = new AbortController();
      service.reset();
    },
  };
}
