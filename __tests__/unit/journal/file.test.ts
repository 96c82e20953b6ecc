import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createFileLedger } from '../../../src/journal/file.ts';
import { createMemoryLedger } from '../../../src/journal/memory.ts';
import { type Failure, FailureError } from '../../../src/model/failure.ts';
import type { Journal, Ledger } from '../../../src/model/ports.ts';

const schema = z.strictObject({ at: z.number().int(), what: z.json() });
type Said = z.output<typeof schema>;
const say = (...whats: Said['what'][]): Said[] => whats.map((what, at) => ({ at, what }));
const whatsOf = (events: readonly Said[]) => events.map(({ what }) => what);

const directories: string[] = [];
const journals: Journal<Said>[] = [];

function freshDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'ledger-'));
  directories.push(directory);
  return directory;
}

const ledgerAt = (directory: string, owner = 'this test'): Ledger<Said> =>
  createFileLedger({ directory, schema, owner });

async function write(ledger: Ledger<Said>, rollout = 'r-1'): Promise<{ journal: Journal<Said>; notes: string[] }> {
  const { journal, notes } = await ledger.write(rollout);
  journals.push(journal);
  return { journal, notes: notes.map(({ code }) => code) };
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof FailureError) || error.failures[0] === undefined) throw error;
  return error.failures[0];
}

const fileOf = (directory: string): string =>
  join(directory, readdirSync(directory).find(name => name.endsWith('.jsonl')) ?? 'none');

afterEach(async () => {
  await Promise.allSettled(journals.splice(0).map(journal => journal.close()));
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

describe.each([
  ['in a directory', () => ledgerAt(freshDirectory())],
  ['in memory', () => createMemoryLedger<Said>()],
])('a ledger %s', (_, make) => {
  it('reads what was appended, in order, while it is being written', async () => {
    const ledger = make();
    const { journal } = await write(ledger);
    await journal.append(say(1, 2));
    await journal.append(say(3));
    expect(whatsOf(await journal.read())).toEqual([1, 2, 3]);
    expect(whatsOf(await ledger.read('r-1'))).toEqual([1, 2, 3]);
  });

  it('keeps rollouts apart, and knows their order', async () => {
    const ledger = make();
    for (const rollout of ['r-2', 'r-1']) {
      const { journal } = await write(ledger, rollout);
      await journal.append(say(rollout));
      await journal.close();
    }
    expect(await ledger.list()).toEqual(['r-2', 'r-1']);
    expect(whatsOf(await ledger.read('r-1'))).toEqual(['r-1']);
    expect(await ledger.read('r-3')).toEqual([]);
  });

  it('has one writer, whichever rollout it writes', async () => {
    const ledger = make();
    const { journal } = await write(ledger);
    expect(await failureOf(ledger.write('r-2'))).toMatchObject({ code: 'JOURNAL_LOCKED', retryable: true });
    await journal.close();
    await write(ledger, 'r-2');
  });

  it('hands letters to the writer until they are removed, oldest first', async () => {
    const { read, post, remove } = make().mailbox('r-1');
    const ids = [await post({ at: 1, what: 'halt' }), await post({ at: 2, what: 'hold' })];
    expect((await read()).map(({ event }) => event.what)).toEqual(['halt', 'hold']);
    await remove(ids.slice(0, 1));
    expect((await read()).map(({ event }) => event.what)).toEqual(['hold']);
  });
});

describe('the ledger in a directory', () => {
  it('is found again by the next run', async () => {
    const directory = freshDirectory();
    const first = await write(ledgerAt(directory));
    await first.journal.append(say('a'));
    await first.journal.close();
    const second = await write(ledgerAt(directory));
    await second.journal.append(say('b'));
    expect(second.notes).toEqual([]);
    expect(whatsOf(await ledgerAt(directory).read('r-1'))).toEqual(['a', 'b']);
  });

  it('mends a journal that was cut off at any byte, says so, and goes on after it', async () => {
    const directory = freshDirectory();
    const { journal } = await write(ledgerAt(directory));
    await journal.append(say('one', 'two'));
    await journal.close();
    const file = fileOf(directory);
    const whole = readFileSync(file);
    for (let length = 0; length < whole.length; length += 1) {
      writeFileSync(file, whole.subarray(0, length));
      const lines = whole.subarray(0, length).toString('latin1').split('\n').length - 1;
      const isTorn = length > 0 && whole[length - 1] !== 0x0a;
      const next = await write(ledgerAt(directory));
      expect(next.notes).toEqual(isTorn ? ['JOURNAL_TAIL_TORN'] : []);
      await next.journal.append(say('new'));
      await next.journal.close();
      expect(whatsOf(await ledgerAt(directory).read('r-1'))).toEqual([...['one', 'two'].slice(0, lines), 'new']);
    }
  });

  it('refuses a changed line by its number, leaves the file alone and the lock free', async () => {
    const directory = freshDirectory();
    const { journal } = await write(ledgerAt(directory));
    await journal.append(say('one', 'two', 'three'));
    await journal.close();
    const changed = readFileSync(fileOf(directory), 'utf8').replace('two', 'TWO');
    writeFileSync(fileOf(directory), changed);
    const refusal = { code: 'JOURNAL_LINE_CHANGED', place: { line: 2 } };
    expect(await failureOf(write(ledgerAt(directory)))).toMatchObject(refusal);
    expect(await failureOf(ledgerAt(directory).read('r-1'))).toMatchObject(refusal);
    expect(await failureOf(write(ledgerAt(directory)))).toMatchObject(refusal);
    expect(readFileSync(fileOf(directory), 'utf8')).toBe(changed);
    await write(ledgerAt(directory), 'r-2');
  });

  it('names the writer that it waits for', async () => {
    const directory = freshDirectory();
    await write(ledgerAt(directory, 'run 17'));
    const { message, next } = await failureOf(write(ledgerAt(directory)));
    expect(message).toContain(`run 17, process ${process.pid}`);
    expect(next).toContain('delete');
  });

  it('takes over from a dead process here, not from a fresh one elsewhere, and from that one after ten minutes', async () => {
    const directory = freshDirectory();
    await (await write(ledgerAt(directory))).journal.close();
    const lock = (name: string): string => join(directory, 'lock', name);
    const [held = ''] = readdirSync(join(directory, 'lock'));
    const holder = { ...(JSON.parse(readFileSync(lock(held), 'utf8')) as object), released: false };
    writeFileSync(lock(held), JSON.stringify({ ...holder, pid: 2 ** 22 + 1 }));
    const mine = await write(ledgerAt(directory));
    expect(mine.notes).toEqual(['JOURNAL_TAKEN_OVER']);
    await mine.journal.close();
    const [later = ''] = readdirSync(join(directory, 'lock'));
    writeFileSync(lock(later), JSON.stringify({ ...holder, machine: 'another-computer' }));
    expect(await failureOf(write(ledgerAt(directory)))).toMatchObject({ code: 'JOURNAL_LOCKED' });
    const long = new Date(Date.now() - 11 * 60_000);
    utimesSync(lock(later), long, long);
    await write(ledgerAt(directory));
  });

  it('is not fooled by a process number that was given again', async () => {
    const directory = freshDirectory();
    await (await write(ledgerAt(directory))).journal.close();
    const [held = ''] = readdirSync(join(directory, 'lock'));
    const path = join(directory, 'lock', held);
    const holder = JSON.parse(readFileSync(path, 'utf8')) as object;
    writeFileSync(path, JSON.stringify({ ...holder, released: false, born: '1' }));
    expect((await write(ledgerAt(directory))).notes).toEqual(['JOURNAL_TAKEN_OVER']);
  });

  it('writes nothing after its lock was taken by somebody else', async () => {
    const directory = freshDirectory();
    const sleeper = await write(ledgerAt(directory));
    await sleeper.journal.append(say('before'));
    rmSync(join(directory, 'lock'), { recursive: true });
    const other = await write(ledgerAt(directory, 'run 18'));
    await other.journal.close();
    const third = await write(ledgerAt(directory, 'run 19'));
    expect(await failureOf(sleeper.journal.append(say('too late')))).toMatchObject({ code: 'JOURNAL_LOCKED' });
    await third.journal.append(say('after'));
    expect(whatsOf(await ledgerAt(directory).read('r-1'))).toEqual(['before', 'after']);
  });

  it('says what is wrong with the place', async () => {
    const file = join(freshDirectory(), 'a-file');
    writeFileSync(file, '');
    expect(await failureOf(write(ledgerAt(file)))).toMatchObject({ code: 'JOURNAL_UNREADABLE', place: { file } });
  });

  it('says that a folder may not be written', async () => {
    const directory = freshDirectory();
    chmodSync(directory, 0o555);
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    try {
      const { code, message } = await failureOf(write(ledgerAt(directory)));
      expect(`${code}: ${message}`).toMatch(/^JOURNAL_UNREADABLE: .*(access is denied|may not be written)/);
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });
});

async function bundled(directory: string, contents: string): Promise<string> {
  const outfile = join(directory, 'script.mjs');
  const stdin = { contents, resolveDir: process.cwd(), loader: 'ts' as const };
  await build({ stdin, outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20' });
  return outfile;
}

const opened = `
  import * as z from 'zod';
  import { createFileLedger } from './src/journal/file.ts';
  const schema = z.strictObject({ at: z.number(), what: z.json() });
  const ledger = createFileLedger({ directory: process.argv[2], schema, owner: 'a process of its own' });
  const { journal } = await ledger.write('r-1');
`;

describe.skipIf(process.platform !== 'linux')('a writer whose disk is full', () => {
  it('says so, keeps every whole turn and no half one, and the next one goes on', async () => {
    const directory = freshDirectory();
    const script = await bundled(
      directory,
      `${opened}
      let turns = 0;
      try {
        for (;; turns += 1) await journal.append([{ at: turns, what: turns }, { at: turns, what: 'x'.repeat(500) }]);
      } catch (error) {
        await journal.close().catch(() => {});
        console.log(JSON.stringify({ turns, ...error.failures[0] }));
      }`,
    );
    const child = spawn('prlimit', ['--fsize=9000', process.execPath, script, directory]);
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    await once(child, 'exit');
    const { turns, code } = JSON.parse(said.toString()) as { turns: number; code: string };
    expect(code).toBe('JOURNAL_UNREADABLE');
    expect(turns).toBeGreaterThan(3);
    const next = await write(ledgerAt(directory));
    expect(next.notes).toEqual([]);
    expect(await next.journal.read()).toHaveLength(2 * turns);
    await next.journal.append(say('there is room again'));
    expect(whatsOf(await ledgerAt(directory).read('r-1')).at(-1)).toBe('there is room again');
  });
});

describe('a writer that is killed', () => {
  it('has on disk whatever append returned for, and the next one goes on', async () => {
    const directory = freshDirectory();
    const script = await bundled(
      directory,
      `${opened}
      for (let n = (await journal.read()).length; ; n += 3) {
        await journal.append([n, n + 1, n + 2].map(what => ({ at: what, what })));
        process.stdout.write(String(n + 3) + '\\n');
      }`,
    );
    let said = 0;
    for (let round = 0; round < 8; round += 1) {
      const child = spawn(process.execPath, [script, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
      const atLeast = said + 3 + round * 7;
      child.stdout.on('data', (chunk: Buffer) => {
        said = Number(chunk.toString().trimEnd().split('\n').at(-1));
        if (said >= atLeast) child.kill('SIGKILL');
      });
      await once(child, 'exit');
      const whats = whatsOf(await ledgerAt(directory).read('r-1'));
      expect(whats.length).toBeGreaterThanOrEqual(said);
      expect(whats).toEqual(whats.map((_, index) => index));
    }
  });
});
