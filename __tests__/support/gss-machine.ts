// A machine whose front door is Debian's GSSAPI (gss-door.ts), with our own WS-Man service behind it, which never sees a token.

import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { powershellBackend } from '../../src/winrm/peer/powershell.ts';
import { createService, type Service } from '../../src/winrm/peer/service.ts';
import type { PeerHandler } from '../../src/winrm/peer.ts';
import { type DoorWord, type GssDoorOptions, openGssDoors } from './gss-door.ts';

export interface GssMachineOptions extends GssDoorOptions {
  readonly handler?: Partial<PeerHandler>;
}

export interface GssMachine {
  readonly port: number;
  readonly words: readonly DoorWord[];
  /** The words, once everything that the door has said until now is here. */
  heard(): Promise<readonly DoorWord[]>;
  close(): Promise<void>;
}

/** A listener behind the doors, on a port of its own. */
export async function listenBehind(
  serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<{ readonly port: number; close(): Promise<unknown> }> {
  const server = createServer((request, response) => void serve(request, response).catch(() => response.destroy()));
  // A door keeps its connection as long as its client does.
  server.keepAliveTimeout = 0;
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.closeAllConnections();
      return new Promise(resolve => server.close(resolve));
    },
  };
}

/** WS-Man for a handler. */
export function serviceFor(handler: PeerHandler, now: () => number = Date.now): Service {
  const after = (milliseconds: number, callback: () => void): (() => void) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  };
  const common = { handler, now, randomBytes };
  const backend = powershellBackend(common);
  return createService({
    ...common,
    backend,
    configurations: ['Microsoft.PowerShell'],
    maxEnvelopeSize: 512_000,
    after,
  });
}

/** One request of somebody whom the door has let in. */
export async function answerWith(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const closed = new AbortController();
  response.once('close', () => closed.abort());
  const user = { username: String(request.headers['x-user']), domain: '' };
  const served = await service.serve(Buffer.concat(parts), user, closed.signal);
  if (served === 'drop') response.destroy();
  else response.writeHead(served.status).end(served.soap);
}

export async function startGssMachine(options: GssMachineOptions): Promise<GssMachine> {
  const service = serviceFor({ invoke: async () => ({}), ...options.handler });
  const behind = await listenBehind((request, response) => answerWith(service, request, response));
  const doors = await openGssDoors(options, { backend: behind.port, machines: ['srv01'] });
  return {
    port: doors.ports.get('srv01') ?? 0,
    words: doors.words,
    async heard() {
      await doors.count('srv01');
      return doors.words;
    },
    async close() {
      await doors.close();
      await behind.close();
    },
  };
}
