// A peer on a loopback socket, for the wire tests: Node's own HTTP server in front, so that framing is not ours on both sides.

import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type ConnectOptions, connect, type Session } from '../../src/winrm/index.ts';
import {
  createPeer,
  type Peer,
  type PeerConnection,
  type PeerHandler,
  type PeerOptions,
} from '../../src/winrm/peer.ts';

export interface Loopback {
  readonly port: number;
  readonly peer: Peer;
  /** Requests that carried a body, handshakes aside. */
  readonly requests: () => number;
  /** A client session on it. */
  session(more?: Partial<ConnectOptions>): Session;
  close(): Promise<void>;
}

export const account = { username: 'svc_patch', password: 'Pä$$w0rd€' };

/** A sealed listener on 127.0.0.1 with one account. */
export async function openLoopback(handler: PeerHandler, options: Partial<PeerOptions> = {}): Promise<Loopback> {
  const peer = createPeer({
    lookup: user => (user.toLowerCase() === account.username ? account.password : undefined),
    serverName: 'SRV01',
    handler,
    now: Date.now,
    randomBytes,
    ...options,
  });
  const connections = new WeakMap<Socket, PeerConnection>();
  const sockets = new Set<Socket>();
  let requests = 0;
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const { socket } = request;
    const known = connections.get(socket);
    const connection = known ?? peer.connection({ tls: false });
    if (known === undefined) {
      connections.set(socket, connection);
      sockets.add(socket);
      socket.once('close', () => {
        sockets.delete(socket);
        connection.close();
      });
    }
    const chunks: Uint8Array[] = [];
    request.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    request.on('end', async () => {
      const body = Buffer.concat(chunks);
      if (body.length > 0) requests += 1;
      const headers = request.headers as Record<string, string | undefined>;
      const reply = await connection.answer({ method: request.method ?? '', path: request.url ?? '', headers, body });
      if (reply === 'drop') return socket.destroy();
      response.writeHead(reply.status, { ...reply.headers, 'Content-Length': reply.body.length });
      return response.end(reply.body);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const open: Session[] = [];
  return {
    port,
    peer,
    requests: () => requests,
    session(more = {}) {
      const session = connect({
        endpoint: { transport: 'http-sealed', host: '127.0.0.1', port },
        credentials: { username: account.username, password: () => account.password },
        ...more,
      });
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
