// CPU of the client for one script on each of 200 machines on loopback, from nothing to a closed session: NTLM over HTTPS and over
// sealed HTTP, five machines at once and fifty. The machines are in another process. Ten scripts on one machine: requests.
import { atOnce, costOf, repeat, row, title } from './harness.ts';
import { type Machines, sessionOn, startMachines, type Transport } from './machines.ts';

const budgets: Readonly<Record<Transport, number>> = { https: 3, 'http-sealed': 4 };
const machines = 200;

async function oneScript(port: number, transport: Transport, ready: Machines): Promise<void> {
  const session = sessionOn(port, transport, ready);
  const pool = await session.openPool();
  await pool.runScript('$PSVersionTable');
  await session.close();
}

title('client: one script on each of 200 machines, NTLM');
for (const transport of ['https', 'http-sealed'] as const) {
  const server = await startMachines(machines, transport);
  const { ready } = server;
  for (const limit of [5, 50]) {
    await server.ask('requests');
    const costs = await repeat(3, () =>
      costOf(() => atOnce(limit, ready.ports, port => oneScript(port, transport, ready))),
    );
    const requests = await server.ask<number>('requests');
    const what = `${transport}, ${limit} at once`;
    const budget = budgets[transport];
    row({ what: `${what}: CPU a machine`, values: costs.map(({ cpu }) => cpu / machines), unit: 'ms', budget });
    row({ what: `${what}: wall for all`, values: costs.map(({ wall }) => wall), unit: 'ms' });
    row({ what: `${what}: requests a machine`, values: [requests / machines / 4], unit: '' });
  }
  const [port = 0] = ready.ports;
  await server.ask('requests');
  const session = sessionOn(port, transport, ready);
  const pool = await session.openPool();
  for (let turn = 0; turn < 10; turn += 1) await pool.runScript('$PSVersionTable');
  await session.close();
  row({
    what: `${transport}: requests for ten scripts on one machine`,
    values: [await server.ask<number>('requests')],
    unit: '',
    budget: 24,
  });
  await server.stop();
}
