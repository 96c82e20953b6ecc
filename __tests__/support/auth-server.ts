// A machine as far as authentication goes: node:http or node:https in front of our NTLM acceptor, one context a connection.
// What it says to an authenticated envelope is up to the test, down to the raw bytes. It remembers everything it was sent.

import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { endpointBindingOf } from '../../src/winrm/auth/channel-binding.ts';
import { createNtlmAcceptor, type NtlmAcceptor } from '../../src/winrm/auth/ntlm/acceptor.ts';
import type { Sealing } from '../../src/winrm/auth/scheme.ts';
import {
  decodeSealedBody,
  encodeSealedBody,
  isSealedContentType,
  sealedContentType,
} from '../../src/winrm/auth/sealing.ts';

export const LABEL = 'application/HTTP-SPNEGO-session-encrypted';
export const SOAP = 'application/soap+xml;charset=UTF-8';

/** One authenticated envelope, and the ways to answer it. */
export interface Call {
  readonly soap: Buffer;
  /** From 0, in order of acceptance. */
  readonly connection: number;
  /** From 0, over all connections. */
  readonly call: number;
  readonly response: ServerResponse;
  readonly socket: Socket;
  readonly sealing: Sealing | undefined;
  /** Answers as Windows would: sealed where sealing was agreed. */
  reply(soap: string | Uint8Array, status?: number, headers?: Record<string, string>): void;
  /** Answers in the clear. */
  plain(body: string | Uint8Array, status: number, contentType?: string): void;
}

export interface AuthServerOptions {
  readonly tls?: { readonly key: string; readonly cert: string; readonly der: Uint8Array };
  /** User name (as the client sends it, domain and all, joined by a backslash where there is one) → password. */
  readonly accounts?: Readonly<Record<string, string>>;
  /** Accept `Authorization: Basic` instead of NTLM. */
  readonly basic?: boolean;
  /** Where to listen; default 127.0.0.1. */
  readonly host?: string;
  /** Takes over a request before authentication; true: it has answered. */
  readonly before?: (request: IncomingMessage, response: ServerResponse, count: number) => boolean;
  readonly onCall?: (call: Call) => void;
  /** Over HTTPS the acceptor believes in this certificate instead of its own (somebody in the middle). */
  readonly bindingOf?: Uint8Array;
}

export interface AuthServer {
  readonly port: number;
  /** Every request head and raw body, in order. */
  readonly requests: {
    readonly authorization: string | undefined;
    readonly host: string | undefined;
    readonly body: Buffer;
    readonly connection: number;
  }[];
  readonly rejections: string[];
  readonly connections: () => number;
  readonly open: () => number;
  close(): Promise<void>;
}

interface Session {
  readonly socket: Socket;
  readonly number: number;
  acceptor: NtlmAcceptor;
  accepted: boolean;
  sealing: Sealing | undefined;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

export async function startAuthServer(options: AuthServerOptions = {}): Promise<AuthServer> {
  const accounts = options.accounts ?? { 'CORP\\svc': 'P@ss' };
  const sessions = new Map<Socket, Session>();
  const requests: AuthServer['requests'] = [];
  const rejections: string[] = [];
  let connections = 0;
  let calls = 0;

  const newAcceptor = (): NtlmAcceptor =>
    createNtlmAcceptor({
      lookup: (user, domain) => accounts[domain === '' ? user : `${domain}\\${user}`],
      serverName: 'SRV01',
      domainName: 'CORP',
      now: Date.now,
      randomBytes,
      ...(options.tls ? { channelBinding: endpointBindingOf(options.bindingOf ?? options.tls.der) } : {}),
    });

  const answer = (session: Session, soap: Buffer, response: ServerResponse): void => {
    const plain: Call['plain'] = (body, status, contentType = SOAP) => {
      response.writeHead(status, body.length === 0 ? {} : { 'content-type': contentType }).end(body);
    };
    const reply: Call['reply'] = (text, status = 200, headers = {}) => {
      const bytes = Buffer.from(text);
      if (session.sealing === undefined) {
        response.writeHead(status, { 'content-type': SOAP, ...headers }).end(bytes);
        return;
      }
      const body = encodeSealedBody({ label: LABEL, length: bytes.length, ...session.sealing.seal(bytes) });
      response.writeHead(status, { 'content-type': sealedContentType(LABEL), ...headers }).end(body);
    };
    const onCall = options.onCall ?? (call => call.reply(`<r>${call.soap.toString()}</r>`));
    const { number: connection, sealing, socket } = session;
    onCall({ soap, connection, call: calls++, response, socket, sealing, reply, plain });
  };

  const challenge = (response: ServerResponse, value = 'Negotiate'): void => {
    response.writeHead(401, { 'www-authenticate': options.basic ? 'Basic realm="WSMAN"' : [value, 'Kerberos'] }).end();
  };

  const onNtlm = (session: Session, token: string, body: Buffer, response: ServerResponse): void => {
    const step = session.acceptor.step(Buffer.from(token, 'base64'));
    if ('challenge' in step) {
      challenge(response, `Negotiate ${Buffer.from(step.challenge).toString('base64')}`);
    } else if ('rejected' in step) {
      rejections.push(step.rejected);
      session.acceptor = newAcceptor();
      challenge(response);
    } else {
      session.accepted = true;
      session.sealing = options.tls ? undefined : step.sealing;
      if (options.tls) answer(session, body, response);
      else response.writeHead(200).end();
    }
  };

  const onRequest = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { socket } = request;
    const session = sessions.get(socket);
    const body = await bodyOf(request);
    if (session === undefined) throw new Error('a request without a connection');
    const { authorization, host } = request.headers;
    requests.push({ authorization, host, body, connection: session.number });
    if (options.before?.(request, response, requests.length)) return;
    const [word, token] = authorization?.split(' ') ?? [];
    if (options.basic) {
      const [user = '', password] = Buffer.from(token ?? '', 'base64')
        .toString()
        .split(':');
      if (word === 'Basic' && accounts[user] === password) answer(session, body, response);
      else challenge(response);
    } else if (word === 'Negotiate' && token !== undefined) {
      onNtlm(session, token, body, response);
    } else if (!session.accepted) {
      challenge(response);
    } else if (session.sealing !== undefined) {
      if (!isSealedContentType(request.headers['content-type'])) throw new Error('plain text on a sealed connection');
      const { signature, sealed } = decodeSealedBody(body);
      answer(session, Buffer.from(session.sealing.unseal(signature, sealed)), response);
    } else {
      answer(session, body, response);
    }
  };

  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    onRequest(request, response).catch(error => {
      rejections.push(String(error));
      response.destroy();
    });
  };
  const server: Server = options.tls
    ? createTlsServer({ key: options.tls.key, cert: options.tls.cert }, listener)
    : createServer(listener);
  server.keepAliveTimeout = 0;
  server.on(options.tls ? 'secureConnection' : 'connection', (socket: Socket) => {
    sessions.set(socket, {
      socket,
      number: connections++,
      acceptor: newAcceptor(),
      accepted: false,
      sealing: undefined,
    });
    socket.on('error', () => {});
    socket.on('close', () => sessions.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, options.host ?? '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    rejections,
    connections: () => connections,
    open: () => sessions.size,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
