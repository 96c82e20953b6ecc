// Two fleets on one computer never have a port in common, not even one that is shut for a while.
import { createServer } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createPortBlocks, type PortBlocks } from '../../../src/simulation/ports.ts';

/** Where no fleet of another test is. */
const host = process.platform === 'darwin' ? '127.0.0.1' : '127.0.0.9';
const open: PortBlocks[] = [];
afterEach(async () => {
  for (const blocks of open.splice(0)) await blocks.release();
});

function blocksAt(first: number): PortBlocks {
  const blocks = createPortBlocks(host, first);
  open.push(blocks);
  return blocks;
}

it('a block belongs to one fleet until that ends', async () => {
  const [one, other] = [blocksAt(110), blocksAt(110)];
  const [mine, theirs] = [await one.take(), await other.take()];
  expect(mine.first > theirs.last || theirs.first > mine.last).toBe(true);
  await one.release();
  expect(await blocksAt(110).take()).toEqual(mine);
});

it('a fleet that needs more takes another one, and none twice', async () => {
  const blocks = blocksAt(100);
  const firsts = new Set<number>();
  for (let count = 0; count < 40; count += 1) firsts.add((await blocks.take()).first);
  expect(firsts.size).toBe(40);
});

it('a block whose first port is somebody else’s is passed over', async () => {
  const [probe] = [await blocksAt(90).take()];
  for (const blocks of open.splice(0)) await blocks.release();
  const stranger = createServer();
  await new Promise<void>(resolve => stranger.listen(probe.first - 1, host, resolve));
  expect((await blocksAt(90).take()).first).not.toBe(probe.first);
  await new Promise(resolve => stranger.close(resolve));
});

it('all ports lie below those that systems pick for outgoing connections', async () => {
  const blocks = blocksAt(0);
  for (let count = 0; count < 117; count += 1) expect((await blocks.take()).last).toBeLessThan(30_000);
});
