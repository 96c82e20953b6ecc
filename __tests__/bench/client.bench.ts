// CPU of the client for one script on each of 200 machines on loopback, from nothing to a closed session: NTLM over HTTPS and over
// sealed HTTP, five machines at once and fifty. The machines are in another process. Each repetition is followed by the floor, so that
// both see the same load. The first is thrown away; Node still compiles in the second. Ten scripts on one machine: requests.
import { bareClient, floorOf, type Traffic } from './floor.ts';
import { atOnce, type Cost, costOf, repeat, row, title } from './harness.ts';
import { type Machines, sessionOn, startMachines, type Transport } from './machines.ts';

const budgets: Readonly<Record<Transport, number>> = { https: 3, 'http-sealed': 4 };
const machines = 200;
const repetitions = 7;

async function scripts(port: number, transport: Transport, ready: Machines, count = 1): Promise<void> {
  const session = sessionOn(port, transport, ready);
  const pool = await session.openPool();
  for (let turn = 0; turn < count; turn += 1) await pool.runScript('$PSVersionTable');
  await session.close();
}

interface Pair {
  readonly ours: Cost;
  readonly floor: Cost;
}

function show(what: string, pairs: readonly Pair[], budget: number): void {
  const each = (cost: (pair: Pair) => number): readonly number[] => pairs.map(pair => cost(pair) / machines);
  row({ what: `${what}: CPU a machine`, values: each(({ ours }) => ours.cpu), unit: 'ms', budget });
  row({ what: '  of it in the kernel', values: each(({ ours }) => ours.system), unit: 'ms' });
  row({ what: '  floor: node:tls or node:net alone', values: each(({ floor }) => floor.cpu), unit: 'ms' });
  row({ what: '  ours / floor', values: pairs.map(({ ours, floor }) => ours.cpu / floor.cpu), unit: '' });
  row({ what: '  wall for all', values: pairs.map(({ ours }) => ours.wall), unit: 'ms' });
}

title(`client: one script on each of ${machines} machines, NTLM; median of ${repetitions} after one that warms up`);
for (const transport of ['https', 'http-sealed'] as const) {
  const server = await startMachines(machines, transport);
  const { ready } = server;
  const [port = 0] = ready.ports;
  await scripts(port, transport, ready);
  const traffic = await server.ask<Traffic>('traffic');
  const floor = floorOf(traffic, transport === 'https' ? ready.ca : undefined);
  for (const limit of [5, 50]) {
    const all = (act: (port: number) => Promise<void>): Promise<Cost> => costOf(() => atOnce(limit, ready.ports, act));
    const pairs = await repeat(repetitions, async () => ({
      ours: await all(port => scripts(port, transport, ready)),
      floor: await all(port => bareClient(port, floor)),
    }));
    show(`${transport}, ${limit} at once`, pairs, budgets[transport]);
  }
  row({ what: `${transport}: requests for one script`, values: [traffic.requests], unit: '' });
  await server.ask('traffic');
  await scripts(port, transport, ready, 10);
  const { requests } = await server.ask<Traffic>('traffic');
  row({ what: `${transport}: requests for ten scripts on one machine`, values: [requests], unit: '', budget: 24 });
  await server.stop();
}
