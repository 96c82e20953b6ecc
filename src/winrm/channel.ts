// The authenticated POST: opens a connection, authenticates it, seals what leaves over HTTP, and judges what comes back.
// One connection, one security context, one request in flight; callers queue. Over HTTP nothing leaves unsealed and nothing
// unsealed is believed: SOAP in the clear is an attack or a broken peer, either way the connection goes (facts: winrm 3.5).
// Nothing is repeated here but for one case in which the machine has said that it did not look (400 without a body, facts: winrm 4, row 5).

import { randomBytes, type X509Certificate } from 'node:crypto';
import { hostname } from 'node:os';
import { failureOf, isSuccess, kindOf, SOAP_CONTENT_TYPE } from './answers.ts';
import { endpointBindingOf } from './auth/channel-binding.ts';
import { type Interpreter, tokenSource } from './auth/kerberos/launch.ts';
import { type SchemeName, schemeOf } from './auth/registry.ts';
import type { AuthOutcome, DistantSealing, Scheme, SchemeContext, Sealing } from './auth/scheme.ts';
import { decodeSealedBody, encodeSealedBody, sealedContentType } from './auth/sealing.ts';
import { Deadline } from './deadline.ts';
import type { Endpoint } from './endpoint.ts';
import { type CertificateFacts, WinrmError } from './errors.ts';
import { authenticate, authorizationOf, stepOf } from './handshake.ts';
import { type HttpConnection, type HttpLimits, openConnection } from './http.ts';
import type { HttpAnswer } from './http-response.ts';
import { type ClientCertificate, factsOf } from './tls.ts';
import type { PostAnswer, PostOptions, Transport } from './transport.ts';
import { writeIdentify } from './wsman/messages.ts';

export interface Credentials {
  /** `DOMAIN\user`, `user@realm`, or a plain name. Empty with Kerberos: whoever runs us, by ticket cache, keytab or Windows logon. */
  readonly username: string;
  readonly domain?: string;
  /** Asked for at each logon, never kept. */
  readonly password: () => string | Promise<string>;
}

/** Where a user name, too, is only known at the logon, such as an account of each machine: asked at each one, nothing is kept. */
export type CredentialSource = () => Credentials | Promise<Credentials>;

export interface KerberosOptions {
  /** Which PowerShell makes the tokens; default `pwsh` from PATH. */
  readonly interpreter?: Interpreter;
  /** Class of the service, or a whole service name (`HTTP/other.corp.example`); default `HOST`, which every domain member has. */
  readonly spn?: 'HTTP' | 'WSMAN' | 'HOST' | `${string}/${string}`;
}

export interface ChannelOptions {
  /** Default `ntlm`. */
  readonly auth?: SchemeName;
  /** For `kerberos` and `negotiate`. */
  readonly kerberos?: KerberosOptions;
  /** With `negotiate`: NTLM where Kerberos cannot be used; default false. `authentication` says which it was. */
  readonly ntlmFallback?: boolean;
  /** For `certificate`: asked for at each logon, never kept. */
  readonly clientCertificate?: () => ClientCertificate | Promise<ClientCertificate>;
  /** Milliseconds for name, TCP and TLS together; default 15,000. */
  readonly connectTimeout?: number;
  /** Milliseconds after which an unused connection is dropped; default 75,000, http.sys drops it after about 120,000. */
  readonly idleTimeout?: number;
  /** Largest answer in bytes; default 8 MiB. */
  readonly maxAnswer?: number;
}

/** A transport that can be opened once more to the same machine, e.g. for Signal while Receive is waiting. */
export interface Channel extends Transport {
  another(): Channel;
  /** Which mechanism the machine took at the last logon; undefined before it, and for schemes that leave no choice. */
  readonly authentication: AuthOutcome | undefined;
}

interface Link {
  readonly http: HttpConnection;
  readonly context: SchemeContext;
  /** Over HTTP only. */
  readonly sealing: Sealing | DistantSealing | undefined;
}

interface Answered {
  readonly link: Link;
  readonly answer: HttpAnswer;
}

const NOTHING = new Uint8Array(0);
/**
 * What may go along with the first request when the machine asks for a certificate: it does so by renegotiating, and TLS has no
 * room for what is still under way then. One TLS record is under way at most.
 */
const ROOM_BESIDE_CERTIFICATE = 12_288;

class AuthenticatedChannel implements Channel {
  readonly #endpoint: Endpoint;
  readonly #credentials: Credentials | CredentialSource;
  readonly #options: ChannelOptions;
  readonly #limits: HttpLimits;
  readonly #scheme: Scheme;
  readonly #calls = new Set<Deadline>();
  #link: Link | undefined;
  #certificate: X509Certificate | undefined;
  #authentication: AuthOutcome | undefined;
  #tail: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(endpoint: Endpoint, credentials: Credentials | CredentialSource, options: ChannelOptions) {
    this.#endpoint = endpoint;
    this.#credentials = credentials;
    this.#options = options;
    this.#limits = {
      connectTimeout: options.connectTimeout ?? 15_000,
      idleTimeout: options.idleTimeout ?? 75_000,
      maxAnswer: options.maxAnswer ?? 8 * 1024 * 1024,
    };
    this.#scheme = schemeOf(options.auth ?? 'ntlm');
    if (this.#scheme.name === 'certificate' && options.clientCertificate === undefined) {
      throw new WinrmError('WINRM_USAGE_INVALID', 'this authentication needs a client certificate');
    }
    if (endpoint.transport !== 'https' && !this.#scheme.seals) {
      throw new WinrmError('WINRM_USAGE_INVALID', `${this.#scheme.name} cannot seal, so it is only done over HTTPS`);
    }
  }

  get url(): string {
    return this.#endpoint.url;
  }

  get peerCertificate(): CertificateFacts | undefined {
    return this.#certificate === undefined ? undefined : factsOf(this.#certificate);
  }

  get authentication(): AuthOutcome | undefined {
    return this.#authentication;
  }

  async post(soap: Uint8Array, options: PostOptions): Promise<PostAnswer> {
    if (this.#closed)
      throw new WinrmError('WINRM_USAGE_INVALID', `${this.#endpoint.authority}: the transport is closed`);
    const deadline = new Deadline(options.timeout, options.signal);
    this.#calls.add(deadline);
    try {
      const leave = await this.#enter(deadline);
      try {
        return await this.#exchange(soap, deadline);
      } catch (error) {
        this.#drop();
        throw error;
      } finally {
        leave();
      }
    } finally {
      deadline.dispose();
      this.#calls.delete(deadline);
    }
  }

  another(): Channel {
    return new AuthenticatedChannel(this.#endpoint, this.#credentials, this.#options);
  }

  close(): void {
    this.#closed = true;
    for (const deadline of [...this.#calls]) deadline.abort();
    this.#drop();
  }

  /** Waits for our turn. @returns how to give it on. */
  async #enter(deadline: Deadline): Promise<() => void> {
    const previous = this.#tail;
    let leave = (): void => {};
    this.#tail = new Promise(resolve => {
      leave = resolve;
    });
    try {
      await deadline.within(previous);
    } catch (error) {
      // Whoever gives up waiting must not let the next one overtake the call that is in flight.
      void previous.then(leave);
      throw error;
    }
    return leave;
  }

  #drop(): void {
    this.#link?.http.destroy();
    this.#link?.context.dispose?.();
    this.#link = undefined;
  }

  async #exchange(soap: Uint8Array, deadline: Deadline): Promise<PostAnswer> {
    if (this.#link?.http.usable === true) {
      const link = this.#link;
      const answer = await this.#send(link, soap, deadline);
      // http.sys has forgotten who we are and did not read the body: one new logon, one repetition.
      const forgotten = link.sealing !== undefined && answer.status === 400 && kindOf(answer) === 'empty';
      if (!forgotten) return await this.#judge({ link, answer }, deadline);
    }
    this.#drop();
    return await this.#judge(await this.#open(soap, deadline), deadline);
  }

  async #open(soap: Uint8Array, deadline: Deadline): Promise<Answered> {
    const { clientCertificate } = this.#options;
    const wanted = this.#scheme.name === 'certificate' ? clientCertificate : undefined;
    const identity = wanted === undefined ? undefined : await deadline.within(Promise.resolve(wanted()));
    const given = this.#credentials;
    const who = typeof given === 'function' ? await deadline.within(Promise.resolve(given())) : given;
    const http = await openConnection(this.#endpoint, { limits: this.#limits, identity }, deadline);
    let context: SchemeContext | undefined;
    try {
      this.#certificate = http.certificate;
      context = this.#createContext(http, who);
      const secure = http.certificate !== undefined;
      const where = this.#endpoint.authority;
      const isTooMuch = identity !== undefined && soap.length > ROOM_BESIDE_CERTIFICATE;
      const payload = secure ? (isTooMuch ? writeIdentify() : soap) : NOTHING;
      const answer = await authenticate(http, context, { where, payload, deadline });
      this.#authentication = context.outcome?.();
      const link = { http, context, sealing: secure ? undefined : context.sealing() };
      this.#link = link;
      return { link, answer: payload === soap ? answer : await this.#send(link, soap, deadline) };
    } catch (error) {
      http.destroy();
      context?.dispose?.();
      throw error;
    }
  }

  #createContext(http: HttpConnection, { username, domain, password }: Credentials): SchemeContext {
    const [computer = ''] = hostname().split('.');
    const { kerberos, ntlmFallback } = this.#options;
    const asked = this.#scheme.name === 'kerberos' || this.#scheme.name === 'negotiate';
    return this.#scheme.createContext({
      username,
      password,
      servername: this.#endpoint.servername,
      workstation: computer.toUpperCase(),
      randomBytes,
      now: Date.now,
      ...(asked ? { kerberos: { tokens: tokenSource(kerberos?.interpreter), spn: kerberos?.spn ?? 'HOST' } } : {}),
      ...(ntlmFallback === undefined ? {} : { ntlmFallback }),
      ...(domain === undefined ? {} : { domain }),
      ...(http.certificate === undefined ? {} : { channelBinding: endpointBindingOf(http.certificate.raw) }),
    });
  }

  async #send(link: Link, soap: Uint8Array, deadline: Deadline): Promise<HttpAnswer> {
    const { http, context, sealing } = link;
    if (sealing === undefined) {
      const step = context.everyRequest === true ? await stepOf(context, deadline) : undefined;
      const authorization = step?.kind === 'send' ? { authorization: authorizationOf(context, step.token) } : {};
      return http.request({ ...authorization, contentType: SOAP_CONTENT_TYPE, body: soap }, deadline);
    }
    const label = context.sealLabel ?? '';
    const sealed = sealing.seal(soap);
    const parts = sealed instanceof Promise ? await deadline.within(sealed) : sealed;
    const body = encodeSealedBody({ label, length: soap.length, ...parts });
    return http.request({ contentType: sealedContentType(label), body }, deadline);
  }

  async #judge({ link, answer }: Answered, deadline: Deadline): Promise<PostAnswer> {
    const kind = kindOf(answer);
    const { status: httpStatus } = answer;
    const { sealing } = link;
    const where = this.#endpoint.authority;
    if (sealing === undefined) {
      if (kind === 'soap' || (kind === 'empty' && isSuccess(answer))) return { httpStatus, soap: answer.body };
      throw failureOf(answer, where);
    }
    if (kind === 'sealed') {
      const { signature, sealed } = decodeSealedBody(answer.body);
      const plain = sealing.unseal(signature, sealed);
      return { httpStatus, soap: plain instanceof Promise ? await deadline.within(plain) : plain };
    }
    // Errors may be in the clear by protocol, results and faults may not: whoever is in between could have written them.
    if (kind === 'soap' || isSuccess(answer)) {
      throw new WinrmError('WINRM_SEALING_FAILED', `${where}: an answer was not sealed as agreed`, {
        httpStatus,
        sent: true,
      });
    }
    throw failureOf(answer, where);
  }
}

/** A transport to one machine; it connects and authenticates with the first post. Throws WINRM_USAGE_INVALID. */
export function createTransport(
  endpoint: Endpoint,
  credentials: Credentials | CredentialSource,
  options: ChannelOptions = {},
): Channel {
  return new AuthenticatedChannel(endpoint, credentials, options);
}
