// One writer at a time, across processes. Locks are generations: whoever wants to write creates the next number, which only one can, and
// then looks again that no higher one is there. A number is never used twice, so two that take over the same dead writer cannot both
// win. The lock of a process that is gone from this machine is taken over at once, another machine's when it has not been refreshed for
// ten minutes. Whoever lost the lock in a long sleep finds out before it writes, and writes nothing.
import { open, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { formatDuration } from '../model/duration.ts';
import { type Failure, FailureError, failureOf } from '../model/failure.ts';
import { codeOf, orIfAbsent } from './disk.ts';
import { describeHolder, holderSchema, isGone, selfAs } from './holder.ts';

const lockSchema = holderSchema.extend({ released: z.boolean() });
type Holding = z.output<typeof lockSchema>;

export interface Lock {
  /** Said when a dead writer's lock was taken over. */
  readonly notes: readonly Failure[];
  /** Throws JOURNAL_LOCKED when another run holds it by now. */
  verify(): Promise<void>;
  release(): Promise<void>;
}

const refreshEvery = 30_000;
/** Without a refresh for that long a writer that we cannot see is dead. */
const deadAfter = 600_000;
/** A lock file without content is being written, unless it is older than this. */
const writtenWithin = 10_000;

/** Becomes the one writer, or throws JOURNAL_LOCKED. @param directory exists and holds nothing but locks */
export async function takeLock(directory: string, owner: string): Promise<Lock> {
  for (;;) {
    const highest = (await generations(directory)).at(-1);
    const standing = highest === undefined ? 'free' : await standingOf(join(directory, nameOf(highest)));
    if (highest !== undefined && standing !== 'free' && !standing.isDead) {
      throw locked(join(directory, nameOf(highest)), standing);
    }
    const mine = (highest ?? 0) + 1;
    const holder = { ...(await selfAs(owner)), released: false };
    if (!(await create(join(directory, nameOf(mine)), holder))) continue;
    const all = await generations(directory);
    if (all.at(-1) !== mine) {
      await rm(join(directory, nameOf(mine)), { force: true });
      continue;
    }
    for (const older of all.slice(0, -1)) await rm(join(directory, nameOf(older)), { force: true });
    return hold({ directory, mine, notes: standing === 'free' ? [] : [takenOver(standing)] });
  }
}

interface Held {
  readonly directory: string;
  readonly mine: number;
  readonly notes: readonly Failure[];
}

function hold({ directory, mine, notes }: Held): Lock {
  const path = join(directory, nameOf(mine));
  const refresh = (): void => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  };
  const timer = setInterval(refresh, refreshEvery);
  timer.unref();
  const highest = async (): Promise<number | undefined> => (await generations(directory)).at(-1);
  return {
    notes,
    async verify() {
      const top = await highest();
      if (top === mine) return;
      const file = join(directory, nameOf(top ?? mine));
      const standing = await standingOf(file);
      throw locked(file, standing === 'free' ? { holder: undefined, age: 0, isDead: false } : standing);
    },
    async release() {
      clearInterval(timer);
      try {
        if ((await highest()) === mine) await giveBack(path);
      } catch {
        // It is found to be a dead process's later on. What the disk answers here must not hide why the run ended.
      }
    },
  };
}

const nameOf = (generation: number): string => `${String(generation).padStart(8, '0')}.json`;

async function generations(directory: string): Promise<readonly number[]> {
  const names = await orIfAbsent(readdir(directory), []);
  return names.flatMap(name => (/^\d{8}\.json$/.test(name) ? [Number(name.slice(0, 8))] : [])).sort((a, b) => a - b);
}

/** False: somebody else has that number. */
async function create(path: string, holder: Holding): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    // On a full disk the name may be there without its content: nobody holds that number, and nobody should wait for it.
    await rm(path, { force: true }).catch(() => {});
    throw error;
  }
}

const [held, free] = ['false}', 'true }'];

/** In its place, byte for byte: a full disk has no room for another file, and the number must stay taken. */
async function giveBack(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    const { size } = await handle.stat();
    await handle.write(free, size - held.length);
  } finally {
    await handle.close();
  }
}

interface Standing {
  /** Undefined: the file says nothing that can be read. */
  readonly holder: Holding | undefined;
  /** Since it was refreshed, in ms. */
  readonly age: number;
  readonly isDead: boolean;
}

async function standingOf(path: string): Promise<'free' | Standing> {
  const read = Promise.all([readFile(path, 'utf8'), stat(path)]);
  const found = await orIfAbsent<[string, { readonly mtimeMs: number }] | undefined>(read, undefined);
  if (found === undefined) return 'free';
  const [text, { mtimeMs }] = found;
  const age = Math.max(0, Date.now() - mtimeMs);
  const holder = holderIn(text);
  if (holder === undefined) return { holder, age, isDead: age > writtenWithin };
  if (holder.released) return 'free';
  return { holder, age, isDead: (await isGone(holder)) ?? age > deadAfter };
}

function holderIn(text: string): Holding | undefined {
  try {
    return lockSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function locked(path: string, standing: Standing): FailureError {
  const message = `another run writes to this ledger: ${describeHolder(standing.holder)}, seen ${formatDuration(standing.age)} ago`;
  const next = `wait until it ends; if it is certainly dead, delete ${path} and run again`;
  return new FailureError([failureOf('JOURNAL_LOCKED', message, { next, retryable: true, place: { file: path } })]);
}

function takenOver(standing: Standing): Failure {
  const message = `the run that wrote to the ledger (${describeHolder(standing.holder)}) is dead; its lock was taken over`;
  return failureOf('JOURNAL_TAKEN_OVER', message);
}
