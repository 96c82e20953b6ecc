// One writer: a file that only its creator gets. It says who holds it, so that a second run can say so too. The lock of a process that
// is dead on this machine is taken over at once; of another machine when it has not been refreshed for ten minutes (a killed job does
// not come back to clean up). Whoever lost the lock in a long sleep finds out before it writes, and writes nothing.
import { randomUUID } from 'node:crypto';
import { link, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { formatDuration } from '../model/duration.ts';
import { FailureError, failureOf } from '../model/failure.ts';
import { codeOf, unreadable } from './disk.ts';

const ownerSchema = z.strictObject({
  id: z.string(),
  who: z.string(),
  pid: z.int(),
  computer: z.string(),
  since: z.string(),
});
type Owner = z.output<typeof ownerSchema>;

const refreshEvery = 30_000;
const deadAfter = 600_000;

export interface Lock {
  /** What was taken over, in one sentence; undefined when the lock was free. */
  readonly notice: string | undefined;
  /** Throws JOURNAL_LOCKED when another run holds it by now. */
  verify(): Promise<void>;
  release(): Promise<void>;
}

/** Takes the lock of a directory. @param who shown to others, e.g. the address of the run. Throws JOURNAL_LOCKED. */
export async function takeLock(directory: string, who: string): Promise<Lock> {
  const file = join(directory, 'lock');
  const owner = { id: randomUUID(), who, pid: process.pid, computer: hostname(), since: new Date().toISOString() };
  let notice: string | undefined;
  for (let tries = 0; !(await create(file, owner)); tries += 1) {
    const held = await look(file);
    if (held === undefined) continue;
    const isDead = isDeadHere(held.owner) || held.age > deadAfter;
    if (!isDead || tries > 3) throw locked(file, held);
    notice = `The run that held the ledger (${nameOf(held.owner)}) is dead; its lock was taken over.`;
    await discard(file, held);
  }
  const timer = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => {}), refreshEvery);
  timer.unref();
  return {
    notice,
    verify: async () => {
      const held = await look(file);
      if (held?.owner?.id !== owner.id) throw locked(file, held);
    },
    release: async () => {
      clearInterval(timer);
      const held = await look(file);
      if (held?.owner?.id === owner.id) await rm(file, { force: true });
    },
  };
}

interface Held {
  /** Undefined: the file says nothing that can be read, for example because its writer died while writing it. */
  readonly owner: Owner | undefined;
  readonly text: string;
  /** Milliseconds since it was refreshed. */
  readonly age: number;
}

async function create(file: string, owner: Owner): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(JSON.stringify(owner));
    await handle.close();
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw unreadable(file, error, 'written');
  }
}

async function look(file: string): Promise<Held | undefined> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    return { owner: parseOwner(text), text, age: Date.now() - mtimeMs };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw unreadable(file, error, 'read');
  }
}

function parseOwner(text: string): Owner | undefined {
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function isDeadHere(owner: Owner | undefined): boolean {
  if (owner === undefined || owner.computer !== hostname()) return false;
  try {
    process.kill(owner.pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

/** Takes a dead lock away. Of two that try, one may meet the other's fresh lock: it is put back. */
async function discard(file: string, dead: Held): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw unreadable(file, error, 'written');
  }
  if ((await readFile(aside, 'utf8')) !== dead.text) await link(aside, file).catch(() => {});
  await rm(aside, { force: true });
}

function nameOf(owner: Owner | undefined): string {
  return owner === undefined
    ? 'unknown'
    : `${owner.who}, process ${owner.pid} on ${owner.computer}, since ${owner.since}`;
}

function locked(file: string, held: Held | undefined): FailureError {
  const seen = held === undefined ? '' : `, seen ${formatDuration(Math.max(0, held.age))} ago`;
  const message = `another run writes to this journal: ${nameOf(held?.owner)}${seen}`;
  const next = `Wait until it ends. If it is certainly dead, delete ${file} and run again.`;
  return new FailureError([failureOf('JOURNAL_LOCKED', message, { next, retryable: true, place: { file } })]);
}
