// Ports of the embedded fleet. A machine that restarts shuts its port for a while, and another fleet on this computer must not find it
// free meanwhile: it would answer in the place of ours, and refuse our password. So ports are taken in blocks, and whoever holds the first
// port of a block has all of it until it ends, however it ends. They lie below the range from which systems pick ports for outgoing
// connections (Linux from 32,768 on, Windows from 49,152): a machine that comes back finds its own port free.
import { createServer, type Server } from 'node:net';

const range = { first: 15_000, blocks: 117, length: 128 };

/** Somewhere in the range, elsewhere for each process. */
function blockOfProcess(): number {
  return (process.pid * 37) % range.blocks;
}

export interface PortBlock {
  readonly first: number;
  readonly last: number;
}

export interface PortBlocks {
  /** One more that nobody else has. Where there is none left, one that somebody has: its free ports serve as well, most of the time. */
  take(): Promise<PortBlock>;
  release(): Promise<void>;
}

/** @param host the address on which the ports are opened */
export function createPortBlocks(host: string, firstBlock: number = blockOfProcess()): PortBlocks {
  const guards: Server[] = [];
  let looked = 0;
  return {
    async take() {
      for (; looked < range.blocks; looked += 1) {
        const first = range.first + ((firstBlock + looked) % range.blocks) * range.length;
        const guard = await hold(first, host);
        if (guard === undefined) continue;
        guards.push(guard);
        looked += 1;
        return { first: first + 1, last: first + range.length - 1 };
      }
      looked += 1;
      const first = range.first + ((firstBlock + looked) % range.blocks) * range.length;
      return { first: first + 1, last: first + range.length - 1 };
    },
    async release() {
      await Promise.all(guards.splice(0).map(guard => new Promise(closed => guard.close(closed))));
    },
  };
}

/** Undefined: somebody has it. */
function hold(port: number, host: string): Promise<Server | undefined> {
  return new Promise(resolve => {
    // Whoever connects to it finds nothing.
    const guard = createServer(socket => socket.destroy());
    guard.once('error', () => resolve(undefined));
    guard.listen({ port, host, exclusive: true }, () => resolve(guard.unref()));
  });
}
