// The WinRM port of one simulated machine: a real socket on loopback in front of the model. It opens and shuts with the machine:
// one that is down listens to nobody and drops whom it had, as a restarting Windows does; one that hangs takes connections and
// says nothing. The service behind the port is made for the first connection: a fleet of hundreds costs little more than its ports.
import { randomBytes } from 'node:crypto';
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { MachineName } from '../model/machine.ts';
import { createPeer, type Peer, type PeerConnection } from '../winrm/peer.ts';
import { createResponder } from './answers.ts';
import type { WorldClock } from './clock.ts';
import type { Models } from './fleet.ts';
import type { SimulatedMachine } from './machine.ts';

export interface DoorOptions {
  readonly name: MachineName;
  readonly models: Models;
  readonly clock: WorldClock;
  readonly host: string;
  /** Who may log on. */
  readonly account: { readonly username: string; readonly password: string };
  readonly tls?: DoorTls;
}

/** PEM, and what binds NTLM to the certificate (facts: winrm 3.4). */
export interface DoorTls {
  readonly key: string;
  readonly cert: string;
  readonly channelBinding: Uint8Array;
}

/** Larger requests end the connection; the peer refuses smaller ones that are still too large. */
const largestBody = 4 * 2 ** 20;
const pauseBeforeRetry = 50;

export class Door {
  readonly #options: DoorOptions;
  readonly #server: Server;
  /** Everyone on the line, those included who have not finished their TLS handshake. */
  readonly #sockets = new Set<Socket>();
  readonly #connections = new WeakMap<Socket, PeerConnection>();
  readonly #closing = new AbortController();
  #peer: Peer | undefined;
  #port = 0;
  /** Opening and shutting, one after the other. */
  #following: Promise<void> = Promise.resolve();
  #watchedUntil = Number.POSITIVE_INFINITY;

  constructor(options: DoorOptions) {
    this.#options = options;
    const serve = (request: IncomingMessage, response: ServerResponse): void => void this.#serve(request, response);
    this.#server = options.tls === undefined ? createHttpServer(serve) : createHttpsServer(options.tls, serve);
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.#sockets.delete(socket));
    });
    this.#server.on(options.tls === undefined ? 'connection' : 'secureConnection', (socket: Socket) =>
      this.#welcome(socket),
    );
    // WinRM keeps a connection as long as its client does.
    this.#server.keepAliveTimeout = 0;
    this.#server.requestTimeout = 0;
    this.#server.headersTimeout = 0;
  }

  get port(): number {
    return this.#port;
  }

  /** Listens on the first free port between these two, both included; undefined: none is free. */
  async open(from: number, to: number): Promise<number | undefined> {
    for (let port = from; port <= to; port += 1) {
      if (await this.#listen(port)) {
        this.#port = port;
        await this.#follow();
        return port;
      }
    }
    return undefined;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#following;
    await this.#shut();
  }

  get #model(): SimulatedMachine {
    const model = this.#options.models.model(this.#options.name);
    if (model === undefined) throw new TypeError(`the fleet has no machine ${this.#options.name}`);
    return model;
  }

  /** @returns false where the port is taken. */
  #listen(port: number): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const failed = (cause: NodeJS.ErrnoException): void => {
        this.#server.removeListener('listening', heard);
        if (cause.code === 'EADDRINUSE' || cause.code === 'EACCES') resolve(false);
        else reject(cause);
      };
      const heard = (): void => {
        this.#server.removeListener('error', failed);
        resolve(true);
      };
      this.#server.once('error', failed);
      this.#server.once('listening', heard);
      this.#server.listen({ port, host: this.#options.host, backlog: 128 });
    });
  }

  /** Opens or shuts as the machine is now, and looks again when that may change. */
  #follow(): Promise<void> {
    this.#following = this.#following.then(() => this.#adjust());
    return this.#following;
  }

  async #adjust(): Promise<void> {
    const { clock } = this.#options;
    const isDown = this.#model.reach(clock.now()) === 'refused';
    if (isDown && this.#server.listening) await this.#shut();
    // The port is ours and stays below the ephemeral range; whoever has borrowed it is waited for.
    while (!isDown && !this.#server.listening && !this.#closing.signal.aborted && !(await this.#listen(this.#port))) {
      await pause(pauseBeforeRetry);
    }
    this.#watch();
  }

  #watch(): void {
    const { clock } = this.#options;
    const next = this.#model.nextReachChangeAt(clock.now());
    if (next === undefined || next >= this.#watchedUntil || this.#closing.signal.aborted) return;
    this.#watchedUntil = next;
    void clock.sleepUntil(next, this.#closing.signal).then(() => {
      if (this.#watchedUntil === next) this.#watchedUntil = Number.POSITIVE_INFINITY;
      return this.#closing.signal.aborted ? undefined : clock.during(this.#follow());
    });
  }

  #shut(): Promise<void> {
    this.#peer?.reset();
    return new Promise(resolve => {
      this.#server.close(() => resolve());
      this.#dropAll();
    });
  }

  #welcome(socket: Socket): void {
    const { tls } = this.#options;
    this.#peer ??= this.#createPeer();
    const connection = this.#peer.connection({
      tls: tls !== undefined,
      ...(tls === undefined ? {} : { channelBinding: tls.channelBinding }),
    });
    this.#connections.set(socket, connection);
    socket.on('close', () => connection.close());
  }

  #createPeer(): Peer {
    const { clock, account } = this.#options;
    const model = this.#model;
    const responder = createResponder(model, () => clock.now());
    const isMeant = (user: string): boolean => user.toLowerCase() === account.username.toLowerCase();
    return createPeer({
      lookup: (user, domain) => (isMeant(user) || isMeant(`${domain}\\${user}`) ? account.password : undefined),
      serverName: model.facts(clock.now()).computerName,
      now: () => clock.now(),
      randomBytes,
      handler: {
        invoke: call => {
          const result = responder.invoke(call);
          if (call.command !== undefined && model.losesAnswer()) this.#dropAll();
          this.#watch();
          return Promise.resolve(result);
        },
        cim: request => responder.cim(request),
        osVersion: () => `10.0.${model.profile.build}`,
        psVersion: () => model.facts(clock.now()).psVersion,
      },
    });
  }

  /** Everything that was said is lost on its way: the connections break after the machine has done its part. */
  #dropAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { socket } = request;
    const connection = this.#connections.get(socket);
    const body = await bodyOf(request);
    const reach = this.#model.reach(this.#options.clock.now());
    if (reach === 'hangs') return;
    if (connection === undefined || body === undefined || reach === 'refused') {
      socket.destroy();
      return;
    }
    const { method = '', url = '' } = request;
    const reply = await connection.answer({ method, path: url, headers: headersOf(request), body });
    if (socket.destroyed) return;
    if (reply === 'drop') {
      socket.destroy();
      return;
    }
    response.writeHead(reply.status, {
      Server: 'Microsoft-HTTPAPI/2.0',
      ...reply.headers,
      'Content-Length': reply.body.length,
    });
    response.end(reply.body);
  }
}

/** The whole body; undefined where the client went away or would not stop. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > largestBody) return undefined;
      parts.push(part);
    }
  } catch {
    return undefined;
  }
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
}

function headersOf(request: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}
