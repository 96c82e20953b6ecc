// Memory of the client for each machine that it waits for: 1,000 pools with a command that says nothing, so that 1,000 connections
// stand open in Receive. Counted is the resident set with the heap collected, against the same process before the first connection.
import { setTimeout as pause } from 'node:timers/promises';
import type { Traffic } from './floor.ts';
import { atOnce, row, title } from './harness.ts';
import { sessionOn, startMachines } from './machines.ts';

const machines = 1_000;
const megabyte = 2 ** 20;

function collected(): NodeJS.MemoryUsage {
  for (let turn = 0; turn < 3; turn += 1) globalThis.gc?.();
  return process.memoryUsage();
}

title('waiting: 1,000 connections open in Receive');
for (const transport of ['http-sealed', 'https'] as const) {
  const server = await startMachines(machines, transport);
  const { ready } = server;
  const before = collected();
  const stop = new AbortController();
  const waiting: Promise<unknown>[] = [];
  await atOnce(20, ready.ports, async port => {
    const pool = await sessionOn(port, transport, ready).openPool();
    waiting.push(
      pool.invoke({ command: 'Wait-Forever' }, { timeout: 600_000, signal: stop.signal }).catch(() => undefined),
    );
  });
  await pause(2_000);
  const after = collected();
  const each = (of: 'rss' | 'heapUsed') => [(after[of] - before[of]) / megabyte / machines];
  const { requests } = await server.ask<Traffic>('traffic');
  row({
    what: `${transport}: requests a machine; the fifth is the Receive that waits`,
    values: [requests / machines],
    unit: '',
  });
  row({ what: `${transport}: resident memory a machine`, values: each('rss'), unit: 'MB', budget: 0.25 });
  row({ what: `${transport}: heap a machine`, values: each('heapUsed'), unit: 'MB' });
  row({ what: `${transport}: whole process`, values: [after.rss / megabyte], unit: 'MB', budget: 512 });
  await server.stop();
  stop.abort();
  await Promise.all(waiting);
}
process.exit();
