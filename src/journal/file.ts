// The ledger in a directory: one file a rollout, numbered in the order in which they began, one line a record. Appending is one write
// and one sync for the batch of a turn; what was not synced was never said. A last line without its newline is what a crash leaves: it
// is cut off and that is said. Any other change is refused with its line. A full disk loses nothing that was written before.
import { type FileHandle, mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod';
import { type Failure, failureOf } from '../model/failure.ts';
import type { Journal, Ledger } from '../model/ports.ts';
import { onDisk, orIfAbsent } from './disk.ts';
import { type Lock, takeLock } from './lock.ts';
import { createMailbox } from './mailbox.ts';
import { type ChainEnd, chainStart, type Dated, formatRecord, RecordReader } from './record.ts';

export interface FileLedgerOptions<Event> {
  readonly directory: string;
  readonly schema: z.ZodType<Event>;
  /** Who writes, for the lock: a pipeline run or a person. */
  readonly owner: string;
}

const fileName = /^(\d{4,})-(.+)\.jsonl$/;

interface Found {
  readonly number: number;
  readonly rollout: string;
  readonly file: string;
}

/** Opens nothing and creates nothing until it is written to. */
export function createFileLedger<Event extends Dated>(options: FileLedgerOptions<Event>): Ledger<Event> {
  const { directory, schema, owner } = options;
  const files = async (): Promise<readonly Found[]> => {
    const names = await onDisk(directory, 'read', () => orIfAbsent(readdir(directory), []));
    return names
      .flatMap(name => {
        const [, number, rollout] = fileName.exec(name) ?? [];
        return rollout === undefined ? [] : [{ number: Number(number), rollout, file: join(directory, name) }];
      })
      .sort((a, b) => a.number - b.number);
  };
  const find = async (rollout: string): Promise<Found | undefined> =>
    (await files()).findLast(found => found.rollout === rollout);
  return {
    async list() {
      const names: string[] = [];
      for (const { file, rollout } of await files()) if (await holdsRecord(file)) names.push(rollout);
      return names;
    },
    async read(rollout) {
      const found = await find(rollout);
      if (found === undefined) return [];
      return (await onDisk(found.file, 'read', () => readRecords(found.file, schema))).events;
    },
    async text(rollout) {
      const found = await find(rollout);
      if (found === undefined) return '';
      const bytes = await onDisk(found.file, 'read', () => readFile(found.file));
      return wholeLines(bytes).toString();
    },
    async write(rollout) {
      const locks = join(directory, 'lock');
      await onDisk(directory, 'written', () => mkdir(locks, { recursive: true, mode: 0o700 }));
      const lock = await onDisk(locks, 'written', () => takeLock(locks, owner));
      try {
        const found = await find(rollout);
        const last = (await files()).at(-1)?.number ?? 0;
        const fresh = join(directory, `${String(last + 1).padStart(4, '0')}-${rollout}.jsonl`);
        const isOvertaken = found !== undefined && found.number < last && !(await holdsRecord(found.file));
        if (isOvertaken) await onDisk(fresh, 'written', () => rename(found.file, fresh));
        const file = isOvertaken ? fresh : (found?.file ?? fresh);
        const { journal, notes } = await openJournal({ file, directory, schema, lock });
        return { journal, notes: [...lock.notes, ...notes] };
      } catch (error) {
        await lock.release();
        throw error;
      }
    },
    mailbox: rollout => createMailbox(join(directory, 'mail'), rollout, schema),
  };
}

/** A run that ended before its first turn was on disk leaves a file and no rollout: it has not begun, and hides none that has. */
async function holdsRecord(file: string): Promise<boolean> {
  return onDisk(file, 'read', async () => {
    const handle = await open(file, 'r');
    try {
      const piece = Buffer.allocUnsafe(65_536);
      for (;;) {
        const { bytesRead } = await handle.read(piece, 0, piece.length, null);
        if (bytesRead === 0) return false;
        if (piece.subarray(0, bytesRead).includes(0x0a)) return true;
      }
    } finally {
      await handle.close();
    }
  });
}

/** How much of a journal is read at once. */
const pieceLength = 2 ** 20;

/** Whole lines, as they come from the disk: the file itself is never in memory. `size`: their bytes; `isTorn`: something follows them. */
async function readRecords<Event>(file: string, schema: z.ZodType<Event>) {
  const reader = new RecordReader(schema, file);
  const handle = await open(file, 'r');
  try {
    let piece = Buffer.allocUnsafe(pieceLength);
    let [filled, size] = [0, 0];
    for (;;) {
      const { bytesRead } = await handle.read(piece, filled, piece.length - filled, size + filled);
      if (bytesRead === 0) return { ...reader.records, size, isTorn: filled > 0 };
      filled += bytesRead;
      const whole = wholeLines(piece.subarray(0, filled));
      reader.take(whole);
      piece.copyWithin(0, whole.length, filled);
      size += whole.length;
      filled -= whole.length;
      // A line that is longer than the piece, as the first one of a large rollout.
      if (filled === piece.length) piece = Buffer.concat([piece], 2 * filled);
    }
  } finally {
    await handle.close();
  }
}

interface Opening<Event> {
  readonly file: string;
  readonly directory: string;
  readonly schema: z.ZodType<Event>;
  readonly lock: Lock;
}

async function openJournal<Event extends Dated>({ file, directory, schema, lock }: Opening<Event>) {
  const none = { events: [], end: chainStart, size: 0, isTorn: false };
  const found = await onDisk(file, 'read', () => orIfAbsent(readRecords(file, schema), none));
  const { events, end, size, isTorn } = found;
  const handle = await onDisk(file, 'written', () => open(file, 'a', 0o600));
  const notes: Failure[] = [];
  try {
    if (isTorn) {
      await onDisk(file, 'written', () => handle.truncate(size));
      notes.push(torn(file, end.sequence + 1));
    }
    await onDisk(file, 'written', () => handle.datasync());
    if (size === 0) await syncDirectory(directory);
  } catch (error) {
    await handle.close();
    throw error;
  }
  return { journal: new FileJournal<Event>({ file, handle, lock, size, events, end }), notes };
}

/** The name of a new file is safe only when its directory is; Windows does not know how to sync one. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

interface FileJournalParts<Event> {
  readonly file: string;
  readonly handle: FileHandle;
  readonly lock: Lock;
  readonly size: number;
  readonly events: readonly Event[];
  readonly end: ChainEnd;
}

class FileJournal<Event extends Dated> implements Journal<Event> {
  readonly #file: string;
  readonly #handle: FileHandle;
  readonly #lock: Lock;
  readonly #events: Event[];
  #end: ChainEnd;
  #size: number;
  #isBroken = false;

  constructor({ file, handle, lock, size, events, end }: FileJournalParts<Event>) {
    this.#file = file;
    this.#handle = handle;
    this.#lock = lock;
    this.#size = size;
    this.#events = [...events];
    this.#end = end;
  }

  read(): Promise<readonly Event[]> {
    return Promise.resolve([...this.#events]);
  }

  async append(events: readonly Event[]): Promise<void> {
    if (this.#isBroken) throw new RangeError('a journal that could not be written is not written again');
    let end = this.#end;
    const lines = events.map(event => {
      const record = formatRecord(event, end);
      end = record.end;
      return `${record.line}\n`;
    });
    const bytes = Buffer.from(lines.join(''));
    // Until all of it is on disk. Whoever lost its lock stops here, before it has touched the file: others may have gone on in it.
    this.#isBroken = true;
    await onDisk(this.#file, 'written', () => this.#lock.verify());
    try {
      await onDisk(this.#file, 'written', async () => {
        await this.#handle.appendFile(bytes);
        await this.#handle.datasync();
      });
    } catch (error) {
      await this.#takeBack();
      throw error;
    }
    this.#isBroken = false;
    this.#size += bytes.length;
    this.#end = end;
    this.#events.push(...events);
  }

  /** Half a batch is a whole journal as well; half a line is taken away now rather than by the next run, if it is still ours to do. */
  async #takeBack(): Promise<void> {
    try {
      await this.#lock.verify();
      await this.#handle.truncate(this.#size);
      await this.#handle.datasync();
    } catch {
      // The next run mends it, and says so.
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
    await this.#lock.release();
  }
}

function wholeLines(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.lastIndexOf('\n') + 1);
}

function torn(file: string, line: number): Failure {
  const message = `Line ${line} was cut off in the middle, as a crash leaves it; it was taken away. Nothing that was done is lost.`;
  return failureOf('JOURNAL_TAIL_TORN', message, { place: { file, line } });
}
