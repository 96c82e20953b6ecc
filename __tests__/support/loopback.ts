// A peer on a loopback socket, for the wire tests: Node's own HTTP server in front, so that framing is not ours on both sides.
import { randomBytes, X509Certificate } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach } from 'vitest';
import { endpointBindingOf } from '../../src/winrm/auth/channel-binding.ts';
import type { EndpointInput } from '../../src/winrm/endpoint.ts';
import { type ConnectOptions, connect, type Session, type WinrmError } from '../../src/winrm/index.ts';
import {
  type ConnectionOptions,
  createPeer,
  type Peer,
  type PeerConnection,
  type PeerHandler,
  type PeerOptions,
} from '../../src/winrm/peer.ts';

export interface Loopback {
  readonly port: number;
  readonly peer: Peer;
  readonly endpoint: EndpointInput;
  /** Requests that carried a body, handshakes aside. */
  readonly requests: () => number;
  /** A client session on it. */
  session(more?: Partial<ConnectOptions>): Session;
  close(): Promise<void>;
}

export interface LoopbackOptions extends Partial<PeerOptions> {
  /** PEM texts: listens with TLS and asks for channel binding. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

export const account = { username: 'svc_patch', password: 'Pä$$w0rd€' };

/** The password of the one account, for `lookup`. */
export const lookup = (user: string): string | undefined =>
  user.toLowerCase() === account.username ? account.password : undefined;

function answering(peer: Peer, options: ConnectionOptions, count: () => void) {
  const connections = new WeakMap<Socket, PeerConnection>();
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { socket } = request;
    const known = connections.get(socket);
    const connection = known ?? peer.connection(options);
    if (known === undefined) {
      connections.set(socket, connection);
      socket.once('close', () => connection.close());
    }
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk as Uint8Array);
    const body = Buffer.concat(chunks);
    if (body.length > 0) count();
    const headers = request.headers as Record<string, string | undefined>;
    const reply = await connection.answer({ method: request.method ?? '', path: request.url ?? '', headers, body });
    if (reply === 'drop') socket.destroy();
    else response.writeHead(reply.status, { ...reply.headers, 'Content-Length': reply.body.length }).end(reply.body);
  };
}

/** A listener on 127.0.0.1 with one account, sealed unless it is given a certificate. */
export async function openLoopback(handler: PeerHandler, options: LoopbackOptions = {}): Promise<Loopback> {
  const { tls, ...more } = options;
  const peer = createPeer({ lookup, serverName: 'SRV01', handler, now: Date.now, randomBytes, ...more });
  let requests = 0;
  const binding = tls === undefined ? {} : { channelBinding: endpointBindingOf(new X509Certificate(tls.cert).raw) };
  const answer = answering(peer, { tls: tls !== undefined, ...binding }, () => {
    requests += 1;
  });
  // A client that hangs up in the middle of its request is no concern of a test.
  const listener = (request: IncomingMessage, response: ServerResponse): void =>
    void answer(request, response).catch(() => request.socket.destroy());
  const server = tls === undefined ? createServer(listener) : createSecureServer({ ...tls }, listener);
  server.keepAliveTimeout = 60_000;
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const endpoint: EndpointInput = { transport: tls === undefined ? 'http-sealed' : 'https', host: '127.0.0.1', port };
  const open: Session[] = [];
  return {
    port,
    peer,
    endpoint,
    requests: () => requests,
    session(wish = {}) {
      const credentials = { username: account.username, password: () => account.password };
      const session = connect({ endpoint, credentials, ...wish });
      open.push(session);
      return session;
    },
    async close() {
      await Promise.all(open.map(session => session.close()));
      peer.reset();
      for (const socket of sockets) socket.destroy();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

const open: Loopback[] = [];
afterEach(async () => {
  for (const machine of open.splice(0)) await machine.close();
});

/** A machine for one test: closed when it is over. What the handler leaves out does nothing. */
export async function machineOf(handler: Partial<PeerHandler>, options: LoopbackOptions = {}): Promise<Loopback> {
  const machine = await openLoopback({ invoke: async () => ({}), ...handler }, options);
  open.push(machine);
  return machine;
}

/** The error of what must fail. */
export function failure(work: Promise<unknown>): Promise<WinrmError> {
  return work.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: WinrmError) => error,
  );
}
