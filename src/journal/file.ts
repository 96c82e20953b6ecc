// The ledger in a directory (`file:DIR`). `journal.jsonl` is the open rollout, `ended/` keeps the others, `words/` is where runs that
// may not write leave a person's word, `lock` names the writer. A batch is written in one piece and synced before `append` returns;
// what could not be written whole is cut off again, so that the journal never holds half a turn that nobody knows of (invariant I1).
import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, unreadable } from './disk.ts';
import type { Ledger, Word } from './ledger.ts';
import { type Lock, takeLock } from './lock.ts';
import { type Chapter, type Codec, decodeRecords, encodeRecords, firstLink, type Link } from './record.ts';

export interface FileLedgerOptions<Event> {
  readonly directory: string;
  readonly codec: Codec<Event>;
  /** Who writes, for others to read in the lock. */
  readonly who: string;
}

/** Opens the ledger for writing. Throws JOURNAL_LOCKED, JOURNAL_LINE_CHANGED, JOURNAL_VERSION_UNKNOWN, JOURNAL_UNREADABLE. */
export async function openFileLedger<Event>(options: FileLedgerOptions<Event>): Promise<Ledger<Event>> {
  const { directory } = options;
  try {
    await mkdir(join(directory, 'ended'), { recursive: true, mode: 0o700 });
    await mkdir(join(directory, 'words'), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unreadable(directory, error, 'written');
  }
  const lock = await takeLock(directory, options.who);
  try {
    return await FileLedger.open(options, lock);
  } catch (error) {
    await lock.release();
    throw unreadable(join(directory, 'journal.jsonl'), error, 'read');
  }
}

/** Reads the open journal without a lock, and mends nothing; undefined when there is none. A line that is being written does not count. */
export async function readFileLedger<Event>(
  directory: string,
  codec: Codec<Event>,
): Promise<readonly Event[] | undefined> {
  const file = join(directory, 'journal.jsonl');
  try {
    return decodeRecords(await readFile(file), codec, file).events;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw unreadable(file, error, 'read');
  }
}

/** Leaves a word for the run that holds the lock. */
export async function leaveWord<Event>(directory: string, codec: Codec<Event>, event: Event): Promise<void> {
  const name = `${Date.now()}-${randomUUID()}`;
  const file = join(directory, 'words', name);
  try {
    await writeFile(`${file}.part`, JSON.stringify(codec.encode(event)), { mode: 0o600, flush: true });
    await rename(`${file}.part`, `${file}.json`);
  } catch (error) {
    throw unreadable(file, error, 'written');
  }
}

class FileLedger<Event> implements Ledger<Event> {
  readonly place: string;
  readonly notices: string[] = [];
  readonly #directory: string;
  readonly #codec: Codec<Event>;
  readonly #lock: Lock;
  readonly #file: string;
  #handle: FileHandle | undefined;
  #events: Event[] = [];
  #link: Link = firstLink;
  #length = 0;
  #tail: Promise<unknown> = Promise.resolve();

  static async open<Event>(options: FileLedgerOptions<Event>, lock: Lock): Promise<FileLedger<Event>> {
    const ledger = new FileLedger(options, lock);
    await ledger.#load();
    return ledger;
  }

  private constructor({ directory, codec }: FileLedgerOptions<Event>, lock: Lock) {
    this.place = `file:${directory}`;
    this.#directory = directory;
    this.#codec = codec;
    this.#lock = lock;
    this.#file = join(directory, 'journal.jsonl');
    if (lock.notice !== undefined) this.notices.push(lock.notice);
  }

  async #load(): Promise<void> {
    let chapter: Chapter<Event>;
    try {
      chapter = decodeRecords(await readFile(this.#file), this.#codec, this.#file);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return;
      throw error;
    }
    this.#events = [...chapter.events];
    this.#link = { seq: chapter.seq, digest: chapter.digest };
    this.#length = chapter.length;
    if (chapter.torn === 0) return;
    this.#handle = await open(this.#file, 'r+');
    await this.#handle.truncate(chapter.length);
    await this.#handle.sync();
    this.notices.push(
      `JOURNAL_TAIL_TORN: the last line of the journal was cut off by a crash (${chapter.torn} bytes); it was taken away, ${chapter.seq} lines stand.`,
    );
  }

  async read(): Promise<readonly Event[]> {
    return [...this.#events];
  }

  append(events: readonly Event[]): Promise<void> {
    return this.#inTurn(() => this.#write(events));
  }

  async #write(events: readonly Event[]): Promise<void> {
    if (events.length === 0) return;
    const { text, seq, digest } = encodeRecords(events, this.#link, this.#codec);
    const bytes = Buffer.from(text);
    try {
      await this.#lock.verify();
      const isFirst = this.#handle === undefined && this.#length === 0;
      this.#handle ??= await open(this.#file, isFirst ? 'a' : 'r+', 0o600);
      await writeWhole(this.#handle, bytes, isFirst ? null : this.#length);
      await this.#handle.datasync();
      if (isFirst) await this.#startWriting();
    } catch (error) {
      await this.#handle?.truncate(this.#length).catch(() => {});
      throw unreadable(this.#file, error, 'written');
    }
    this.#length += bytes.length;
    this.#link = { seq, digest };
    this.#events.push(...events);
  }

  /** A new file is on disk only when its folder is; from then on we write at positions that we know. */
  async #startWriting(): Promise<void> {
    await this.#handle?.close();
    this.#handle = await open(this.#file, 'r+');
    // Windows cannot sync a folder, and does not need to.
    const folder = await open(this.#directory, 'r').catch(() => undefined);
    await folder?.sync().catch(() => {});
    await folder?.close();
  }

  async words(): Promise<readonly Word<Event>[]> {
    const folder = join(this.#directory, 'words');
    try {
      const names = (await readdir(folder)).filter(name => name.endsWith('.json')).sort();
      return await Promise.all(
        names.map(async id => ({
          id,
          event: this.#codec.decode(JSON.parse(await readFile(join(folder, id), 'utf8'))),
        })),
      );
    } catch (error) {
      throw unreadable(folder, error, 'read');
    }
  }

  async forget({ id }: Word<Event>): Promise<void> {
    await rm(join(this.#directory, 'words', id), { force: true });
  }

  archive(rolloutId: string): Promise<void> {
    return this.#inTurn(async () => {
      try {
        await this.#lock.verify();
        await this.#handle?.close();
        await rename(this.#file, join(this.#directory, 'ended', `${rolloutId}-${Date.now()}.jsonl`));
      } catch (error) {
        throw unreadable(this.#file, error, 'written');
      }
      this.#handle = undefined;
      this.#events = [];
      this.#link = firstLink;
      this.#length = 0;
    });
  }

  async close(): Promise<void> {
    await this.#tail.catch(() => {});
    await this.#handle?.close();
    this.#handle = undefined;
    await this.#lock.release();
  }

  /** One write at a time: the chain knows only one next line. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(work, work);
    this.#tail = turn.catch(() => {});
    return turn;
  }
}

async function writeWhole(handle: FileHandle, bytes: Buffer, from: number | null): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const position = from === null ? null : from + written;
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position);
    written += bytesWritten;
  }
}
