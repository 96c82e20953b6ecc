// The books of an embedded fleet, for another process to ask: a small HTTP service on loopback beside the machines' own ports.
// It belongs to the embedded fleet alone (no real machine has such a thing) and exists so that a test can kill a rollout and then
// ask the fleet, not the rollout, what really happened. `GET /books` answers with one JSON document.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MachineName } from '../model/machine.ts';
import { type Irregularities, irregularitiesOf, type MachineBooks, mostOutOfServiceBy } from './books.ts';
import type { Models } from './fleet.ts';

export interface FleetCounts {
  readonly machines: readonly MachineBooks[];
  readonly irregularities: Irregularities;
  /** By ring, the most machines that were out of service at once. */
  readonly mostOutOfService: Readonly<Record<string, number>>;
  /** The same, without machines that an undo took out: what a policy's maxUnavailable bounds. */
  readonly mostOutForUpdates: Readonly<Record<string, number>>;
}

export type RingLookup = (machine: MachineName) => string | undefined;

export function countsOf(models: Models, ringOf: RingLookup): FleetCounts {
  const machines = models.books();
  return {
    machines,
    irregularities: irregularitiesOf(machines),
    mostOutOfService: mostOutOfServiceBy(machines, ringOf),
    mostOutForUpdates: mostOutOfServiceBy(machines, ringOf, 'update'),
  };
}

export interface CountsService {
  /** e.g. `http://127.0.0.1:18000/books`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the counts on a free port of loopback. */
export async function serveCounts(models: Models, ringOf: RingLookup): Promise<CountsService> {
  const server = createServer((request, response) => {
    const isAsked = request.method === 'GET' && request.url === '/books';
    response.writeHead(isAsked ? 200 : 404, { 'Content-Type': 'application/json' });
    response.end(isAsked ? `${JSON.stringify(countsOf(models, ringOf))}\n` : undefined);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/books`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
