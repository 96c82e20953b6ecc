// One writer at a time, across processes. Locks are generations: whoever wants to write creates the next number, which only one can, and
// then looks again that no higher one is there. A number is never used twice, so two processes that take over the same dead writer
// cannot both win. A lock of a process that is gone from this very machine is taken over; any other one is respected and named.
import { readdir, readFile, readlink, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { type Failure, FailureError, failureOf } from '../model/failure.ts';

const holderSchema = z.object({
  owner: z.string(),
  machine: z.string(),
  /** Processes with equal scopes see each other's numbers; containers do not. */
  scope: z.string(),
  pid: z.number().int(),
  /** When the process was born, as the system counts it: numbers of dead processes are given again. */
  born: z.string(),
  since: z.iso.datetime(),
  released: z.boolean(),
});
type Holder = z.output<typeof holderSchema>;

export interface Lock {
  /** Said when a dead writer's lock was taken over. */
  readonly notes: readonly Failure[];
  release(): Promise<void>;
}

/** A lock file without content is being written, unless it is older than this. */
const writtenWithin = 10_000;

const nameOf = (generation: number): string => `${String(generation).padStart(8, '0')}.json`;

async function generations(directory: string): Promise<readonly number[]> {
  const names = await readdir(directory);
  return names.flatMap(name => (/^\d{8}\.json$/.test(name) ? [Number(name.slice(0, 8))] : [])).sort((a, b) => a - b);
}

async function scopeOf(): Promise<string> {
  return await readlink('/proc/self/ns/pid').catch(() => 'system');
}

/** The process's birth; empty where the system does not tell. */
async function bornOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

/** `undefined`: it cannot be told from here. */
async function isAlive({ machine, scope, pid, born }: Holder): Promise<boolean | undefined> {
  if (machine !== hostname() || scope !== (await scopeOf())) return undefined;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const now = await bornOf(pid);
  return born === '' || now === '' || born === now;
}

type Standing = 'free' | { readonly deadOf: Holder } | { readonly heldBy: Holder | undefined };

async function standingOf(path: string): Promise<Standing> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return 'free';
  const holder = holderSchema.safeParse(text === '' ? null : JSON.parse(text)).data;
  if (holder === undefined) {
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    return age > writtenWithin ? 'free' : { heldBy: undefined };
  }
  if (holder.released) return 'free';
  return (await isAlive(holder)) === false ? { deadOf: holder } : { heldBy: holder };
}

/** Becomes the one writer, or throws JOURNAL_LOCKED. @param directory exists and holds nothing but locks */
export async function takeLock(directory: string, owner: string): Promise<Lock> {
  for (;;) {
    const highest = (await generations(directory)).at(-1);
    const standing = highest === undefined ? 'free' : await standingOf(join(directory, nameOf(highest)));
    if (highest !== undefined && standing !== 'free' && 'heldBy' in standing) {
      throw locked(join(directory, nameOf(highest)), standing.heldBy);
    }
    const mine = (highest ?? 0) + 1;
    const holder: Holder = {
      owner,
      machine: hostname(),
      scope: await scopeOf(),
      pid: process.pid,
      born: await bornOf(process.pid),
      since: new Date().toISOString(),
      released: false,
    };
    const path = join(directory, nameOf(mine));
    const isMine = await writeFile(path, JSON.stringify(holder), { flag: 'wx' }).then(
      () => true,
      error => {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
        throw error;
      },
    );
    if (!isMine) continue;
    const all = await generations(directory);
    if (all.at(-1) !== mine) {
      await rm(path, { force: true });
      continue;
    }
    for (const older of all.slice(0, -1)) await rm(join(directory, nameOf(older)), { force: true });
    return {
      notes: typeof standing === 'object' && 'deadOf' in standing ? [takenOver(standing.deadOf)] : [],
      release: () => release(path, holder),
    };
  }
}

async function release(path: string, holder: Holder): Promise<void> {
  const beside = `${path}.${holder.pid}.new`;
  await writeFile(beside, JSON.stringify({ ...holder, released: true }));
  await rename(beside, path);
}

function describe({ owner, machine, pid, since }: Holder): string {
  const minutes = Math.max(0, Math.round((Date.now() - Date.parse(since)) / 60_000));
  return `${owner} (process ${pid} on ${machine}, for ${minutes} min)`;
}

function locked(path: string, holder: Holder | undefined): FailureError {
  const who = holder === undefined ? 'somebody who began this moment' : describe(holder);
  const isHere = holder?.machine === hostname();
  return new FailureError([
    failureOf('JOURNAL_LOCKED', `Another run writes to this ledger: ${who}.`, {
      retryable: true,
      place: { file: path },
      next: isHere ? 'wait until it ends' : 'wait until it ends; if it is surely dead, delete this file and run again',
    }),
  ]);
}

function takenOver(holder: Holder): Failure {
  return failureOf('JOURNAL_LOCK_TAKEN_OVER', `The lock of ${describe(holder)} was taken over: that process is gone.`);
}
