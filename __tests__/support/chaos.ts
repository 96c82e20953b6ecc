// A relay on loopback that does to the bytes of a connection what bad networks and broken peers do.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Fault {
  readonly kind: 'cut' | 'reset' | 'blackhole' | 'delay' | 'garbage' | 'duplicate' | 'reorder' | 'drip';
  /** Which direction is spoilt. */
  readonly side: 'request' | 'answer';
  /** Byte of that direction at which it begins. */
  readonly at: number;
}

export interface Chaos {
  readonly port: number;
  /** What the next connections suffer, one each, in order. */
  readonly faults: Fault[];
  readonly open: () => number;
  close(): Promise<void>;
}

/** Spoils one direction of one connection. */
function spoiler(fault: Fault, from: Socket, to: Socket): (chunk: Buffer) => void {
  let seen = 0;
  let hit = false;
  let silent = false;
  const kinds: Record<Fault['kind'], (rest: Buffer) => void> = {
    cut: () => to.end(),
    reset: () => to.resetAndDestroy(),
    blackhole: () => {
      silent = true;
    },
    delay: rest => void setTimeout(() => to.write(rest), 30),
    garbage: rest => void to.write(Buffer.from(rest.map((byte, i) => (i < 40 ? byte ^ 0x5a : byte)))),
    duplicate: rest => void to.write(Buffer.concat([rest, rest])),
    reorder: rest =>
      void to.write(Buffer.concat([rest.subarray(rest.length >> 1), rest.subarray(0, rest.length >> 1)])),
    drip: rest => {
      for (const byte of rest.subarray(0, 50)) to.write(Buffer.from([byte]));
      to.write(rest.subarray(50));
    },
  };
  return chunk => {
    if (silent || to.destroyed || to.writableEnded || from.destroyed) return;
    const start = fault.at - seen;
    seen += chunk.length;
    if (hit || seen <= fault.at) return void to.write(chunk);
    hit = true;
    to.write(chunk.subarray(0, start));
    kinds[fault.kind](chunk.subarray(start));
  };
}

export async function startChaos(target: number): Promise<Chaos> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => {}).once('close', () => sockets.delete(socket));
  };
  const chaos: Chaos = {
    port: 0,
    faults: [],
    open: () => sockets.size,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise(resolve => server.close(resolve));
    },
  };
  const server = createServer(client => {
    const machine = keep(connect(target, '127.0.0.1'));
    keep(client).once('close', () => machine.destroy());
    machine.once('close', () => client.end());
    const fault = chaos.faults.shift();
    const relay = (from: Socket, to: Socket, side: Fault['side']): void => {
      const pass = (chunk: Buffer): void => void (to.writable && to.write(chunk));
      from.on('data', fault?.side === side ? spoiler(fault, from, to) : pass);
    };
    relay(client, machine, 'request');
    relay(machine, client, 'answer');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(chaos, { port: (server.address() as AddressInfo).port });
}
