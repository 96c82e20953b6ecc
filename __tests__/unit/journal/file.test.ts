import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, describe, expect, it } from 'vitest';
import { leaveWord, openFileLedger, readFileLedger } from '../../../src/journal/file.ts';
import type { Ledger } from '../../../src/journal/ledger.ts';
import { createMemoryLedger } from '../../../src/journal/memory.ts';
import type { Codec } from '../../../src/journal/record.ts';
import { FailureError } from '../../../src/model/failure.ts';

const codec: Codec<unknown> = { encode: event => event, decode: json => json };
const directories: string[] = [];
const open: Ledger<unknown>[] = [];

function freshDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'ledger-'));
  directories.push(directory);
  return directory;
}

async function openAt(directory: string, who = 'this test'): Promise<Ledger<unknown>> {
  const ledger = await openFileLedger({ directory, codec, who });
  open.push(ledger);
  return ledger;
}

async function failureOf(work: Promise<unknown>): Promise<{ code: string; message: string; next?: string }> {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof FailureError) || error.failures[0] === undefined) throw error;
  return error.failures[0];
}

afterEach(async () => {
  for (const ledger of open.splice(0)) await ledger.close();
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

describe.each([
  ['in a directory', () => openAt(freshDirectory())],
  ['in memory', async () => createMemoryLedger<unknown>()],
])('a ledger %s', (_, make) => {
  it('reads what was appended, in order', async () => {
    const ledger = await make();
    await Promise.all([ledger.append([1, 2]), ledger.append([3]), ledger.append([])]);
    expect(await ledger.read()).toEqual([1, 2, 3]);
  });

  it('is empty after the journal was put aside, and takes the next one', async () => {
    const ledger = await make();
    await ledger.append(['old']);
    await ledger.archive('windows-servers-3f9ac2');
    expect(await ledger.read()).toEqual([]);
    await ledger.append(['new']);
    expect(await ledger.read()).toEqual(['new']);
  });
});

describe('the ledger in a directory', () => {
  it('is found again by the next run, and by one that only reads', async () => {
    const directory = freshDirectory();
    const first = await openAt(directory);
    await first.append([{ a: 1 }]);
    expect(await readFileLedger(directory, codec)).toEqual([{ a: 1 }]);
    await first.close();
    const second = await openAt(directory);
    await second.append([{ b: 2 }]);
    expect(await second.read()).toEqual([{ a: 1 }, { b: 2 }]);
    expect(second.notices).toEqual([]);
    expect(await readFileLedger(directory, codec)).toEqual([{ a: 1 }, { b: 2 }]);
  });

  it('says that there is no journal when nothing was ever written', async () => {
    expect(await readFileLedger(freshDirectory(), codec)).toBeUndefined();
  });

  it('mends a torn last line, says so, and goes on after it', async () => {
    const directory = freshDirectory();
    const first = await openAt(directory);
    await first.append([1, 2]);
    await first.close();
    const file = join(directory, 'journal.jsonl');
    writeFileSync(file, readFileSync(file).subarray(0, -5));
    const second = await openAt(directory);
    expect(second.notices).toEqual([expect.stringContaining('JOURNAL_TAIL_TORN')]);
    await second.append([3]);
    await second.close();
    expect(await readFileLedger(directory, codec)).toEqual([1, 3]);
  });

  it('refuses a changed line by its number, and leaves the file alone', async () => {
    const directory = freshDirectory();
    const first = await openAt(directory);
    await first.append(['one', 'two', 'three']);
    await first.close();
    const file = join(directory, 'journal.jsonl');
    const changed = readFileSync(file, 'utf8').replace('two', 'TWO');
    writeFileSync(file, changed);
    expect(await failureOf(openAt(directory))).toMatchObject({ code: 'JOURNAL_LINE_CHANGED', place: { line: 2 } });
    expect(readFileSync(file, 'utf8')).toBe(changed);
    expect(readdirSync(directory)).not.toContain('lock');
  });

  it('refuses a second writer by name, and takes it once the first is gone', async () => {
    const directory = freshDirectory();
    const first = await openAt(directory, 'run 17');
    expect(await failureOf(openAt(directory))).toMatchObject({
      code: 'JOURNAL_LOCKED',
      message: expect.stringContaining('run 17') as string,
    });
    await first.close();
    await openAt(directory);
  });

  it('takes over from a dead process here, not from a fresh one elsewhere, and from that one after ten minutes', async () => {
    const directory = freshDirectory();
    await (await openAt(directory)).close();
    const lock = join(directory, 'lock');
    const owner = { id: 'x', who: 'run 9', pid: 2 ** 22 + 1, since: '2026-01-01T00:00:00Z' };
    writeFileSync(lock, JSON.stringify({ ...owner, computer: hostname() }));
    const mine = await openAt(directory);
    expect(mine.notices).toEqual([expect.stringContaining('run 9')]);
    await mine.close();
    writeFileSync(lock, JSON.stringify({ ...owner, computer: 'another-computer' }));
    expect(await failureOf(openAt(directory))).toMatchObject({ code: 'JOURNAL_LOCKED' });
    const long = new Date(Date.now() - 11 * 60_000);
    utimesSync(lock, long, long);
    await openAt(directory);
  });

  it('writes nothing after its lock was taken by somebody else', async () => {
    const directory = freshDirectory();
    const sleeper = await openAt(directory);
    await sleeper.append([1]);
    rmSync(join(directory, 'lock'));
    const other = await openAt(directory, 'run 18');
    expect(await failureOf(sleeper.append([2]))).toMatchObject({ code: 'JOURNAL_LOCKED' });
    await other.append([3]);
    expect(await readFileLedger(directory, codec)).toEqual([1, 3]);
  });

  it('hands a word that another run left to the writer, until it is forgotten', async () => {
    const directory = freshDirectory();
    const writer = await openAt(directory);
    await leaveWord(directory, codec, { kind: 'halted' });
    const [word] = await writer.words();
    expect(word?.event).toEqual({ kind: 'halted' });
    expect(await writer.words()).toHaveLength(1);
    if (word !== undefined) await writer.forget(word);
    expect(await writer.words()).toEqual([]);
  });

  it('says what is wrong with the place, without a stack', async () => {
    const directory = freshDirectory();
    const file = join(directory, 'a-file');
    writeFileSync(file, '');
    expect(await failureOf(openAt(file))).toMatchObject({
      code: 'JOURNAL_UNREADABLE',
      message: expect.stringMatching(/part of the path is a file|EEXIST/) as string,
    });
  });

  it('says that a folder is read-only', async () => {
    const directory = freshDirectory();
    chmodSync(directory, 0o555);
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    try {
      expect(await failureOf(openAt(directory))).toMatchObject({
        code: 'JOURNAL_UNREADABLE',
        message: 'the ledger could not be written: access is denied',
      });
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
  import { openFileLedger } from './src/journal/file.ts';
  const codec = { encode: event => event, decode: json => json };
  const ledger = await openFileLedger({ directory: process.argv[2], codec, who: 'a process of its own' });
`;

describe.skipIf(process.platform !== 'linux')('a writer whose disk is full', () => {
  it('says so, keeps every whole turn and no half one, and the next one goes on', async () => {
    const directory = freshDirectory();
    const script = await bundled(
      directory,
      `${opened}
      let turns = 0;
      try {
        for (;; turns += 1) await ledger.append([turns, 'x'.repeat(500)]);
      } catch (error) {
        await ledger.close();
        console.log(JSON.stringify({ turns, ...error.failures[0] }));
      }`,
    );
    const child = spawn('prlimit', ['--fsize=5000', process.execPath, script, directory]);
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    await once(child, 'exit');
    const { turns, code } = JSON.parse(said.toString()) as { turns: number; code: string };
    expect(code).toBe('JOURNAL_UNREADABLE');
    expect(turns).toBeGreaterThan(3);
    const next = await openAt(directory);
    expect(next.notices).toEqual([]);
    expect(await next.read()).toHaveLength(2 * turns);
    await next.append(['there is room again']);
    expect((await readFileLedger(directory, codec))?.at(-1)).toBe('there is room again');
  });
});

describe('a writer that is killed', () => {
  it('has on disk whatever append returned for, and the next one goes on', async () => {
    const directory = freshDirectory();
    const script = await bundled(
      directory,
      `${opened}
      for (let n = (await ledger.read()).length; ; n += 3) {
        await ledger.append([n, n + 1, n + 2]);
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
      const events = await readFileLedger(directory, codec);
      expect(events?.length).toBeGreaterThanOrEqual(said);
      expect(events).toEqual(events?.map((_, index) => index));
    }
  });
});
