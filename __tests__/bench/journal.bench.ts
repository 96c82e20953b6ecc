// A journal of 100,000 records of a real rollout, in a file: read with every line checked against its schema and the chain verified,
// then folded to the state. And how long one synced append takes, which is up to the disk.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileLedger } from '../../src/journal/file.ts';
import { type Event, eventSchema } from '../../src/rollout/events.ts';
import { fold } from '../../src/rollout/fold/index.ts';
import { playLarge } from './engine.ts';
import { costOf, repeat, row, title } from './harness.ts';

const records = 100_000;
const machines = 5_560;
const { events } = (await playLarge(machines)).stage;
if (events.length < records) throw new Error(`only ${events.length} records`);
const directory = await mkdtemp(join(tmpdir(), 'patchring-journal-'));
const ledger = createFileLedger<Event>({ directory, schema: eventSchema, owner: 'bench' });
const { journal } = await ledger.write('large');
await journal.append(events.slice(0, records));

title(`journal: ${records} records of ${machines} machines`);
let read: readonly Event[] = [];
const reading = await repeat(3, () =>
  costOf(async () => {
    read = await ledger.read('large');
  }),
);
const folding = await repeat(3, () => costOf(() => fold(read)));
row({ what: 'read and verified', values: reading.map(({ wall }) => wall), unit: 'ms' });
row({ what: 'folded', values: folding.map(({ wall }) => wall), unit: 'ms' });
const both = reading.map(({ wall }, turn) => wall + (folding[turn]?.wall ?? 0));
row({ what: 'together', values: both, unit: 'ms', budget: 1_000 });
const next = events.slice(records, records + 1);
const appending = await repeat(50, () => costOf(() => journal.append(next)));
row({ what: 'one append, synced', values: appending.map(({ wall }) => wall), unit: 'ms' });
await journal.close();
await rm(directory, { recursive: true });
