// Machines on loopback for the benches of the client, in a process of their own so that only the client's CPU is counted: one port a
// machine, one account, sealed HTTP or HTTPS with one certificate. Every script and command answers with one small object, except
// `Wait-Forever`, which says nothing until it is stopped. What is asked for the floor (floor.ts) is answered with as many bytes.
//   fork(machines.server.mjs, [count, http-sealed|https]) → { ports, ca }; the message `traffic` → what a machine was asked, and resets
import { randomBytes, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { endpointBindingOf } from '../../src/winrm/auth/channel-binding.ts';
import { createPeer, type Peer, type PeerConnection, type PeerResult } from '../../src/winrm/peer.ts';
import { psCustomObject } from '../../src/winrm/psrp/clixml/values.ts';
import { createAuthority, createMachineCertificate } from '../support/certificates.ts';
import { floorPath, type Traffic } from './floor.ts';
import { account, type Machines } from './machines.ts';

const [count = 1, transport = 'http-sealed'] = [Number(process.argv[2]), process.argv[3]];
const authority = await createAuthority();
const { key, cert } = await createMachineCertificate(authority);
const isTls = transport === 'https';
const binding = isTls ? { channelBinding: endpointBindingOf(new X509Certificate(cert).raw) } : {};
const answer: PeerResult = {
  output: [psCustomObject({ bootId: '41', bootedAt: '2026-11-10T21:04:05Z', isServicing: false, pendingRestart: [] })],
};
let traffic = { requests: 0, posts: 0, sent: 0, answered: 0 };

function createMachine(): Peer {
  return createPeer({
    lookup: () => account.password,
    serverName: 'SRV01',
    now: Date.now,
    randomBytes,
    handler: {
      invoke: ({ command, signal }) =>
        command === 'Wait-Forever'
          ? new Promise(resolve => signal.addEventListener('abort', () => resolve({})))
          : Promise.resolve(answer),
    },
  });
}

function serving(peer: Peer) {
  const connections = new WeakMap<Socket, PeerConnection>();
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { socket, method = '', url = '' } = request;
    if (url.startsWith(floorPath)) {
      request.resume();
      await once(request, 'end');
      response.end('x'.repeat(Number(url.slice(floorPath.length))));
      return;
    }
    const connection = connections.get(socket) ?? peer.connection({ tls: isTls, ...binding });
    if (!connections.has(socket)) socket.once('close', () => connection.close());
    connections.set(socket, connection);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    if (body.length > 0) traffic.requests += 1;
    traffic.posts += 1;
    traffic.sent += body.length + request.rawHeaders.join('').length;
    const headers = request.headers as Record<string, string | undefined>;
    const reply = await connection.answer({ method, path: url, headers, body });
    if (reply === 'drop') socket.destroy();
    else {
      traffic.answered += reply.body.length;
      response.writeHead(reply.status, { ...reply.headers, 'Content-Length': reply.body.length }).end(reply.body);
    }
  };
}

async function listen(): Promise<number> {
  const serve = serving(createMachine());
  const listener = (request: IncomingMessage, response: ServerResponse): void =>
    void serve(request, response).catch(() => request.socket.destroy());
  const server = isTls ? createSecureServer({ key, cert }, listener) : createServer(listener);
  server.keepAliveTimeout = 0;
  await new Promise<void>(resolve => server.listen({ port: 0, host: '127.0.0.1', backlog: 511 }, resolve));
  return (server.address() as AddressInfo).port;
}

const ports: number[] = [];
for (let machine = 0; machine < count; machine += 1) ports.push(await listen());
process.on('message', () => {
  process.send?.(traffic satisfies Traffic);
  traffic = { requests: 0, posts: 0, sent: 0, answered: 0 };
});
process.send?.({ ports, ca: authority.pem } satisfies Machines);
