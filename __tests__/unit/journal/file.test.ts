import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createFileLedger } from '../../../src/journal/file.ts';
import { createMemoryLedger } from '../../../src/journal/memory.ts';
import { chainEndOf, chainStart, parseRecords } from '../../../src/journal/record.ts';
import { FailureError } from '../../../src/model/failure.ts';
import type { Journal, Ledger } from '../../../src/model/ports.ts';

const schema = z.object({ at: z.number(), what: z.json() });
type Said = z.output<typeof schema>;
const said = (...all: Said['what'][]): Said[] => all.map((what, index) => ({ at: index, what }));
const words = (events: readonly Said[]) => events.map(({ what }) => what);

const directories: string[] = [];
const open: Journal<Said>[] = [];
const rollout = 'windows-servers-3f9ac2';

function freshDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'ledger-'));
  directories.push(directory);
  return directory;
}

const ledgerIn = (directory: string, owner = 'this test'): Ledger<Said> =>
  createFileLedger({ directory, schema, owner });

async function writerOf(ledger: Ledger<Said>, name = rollout) {
  const writer = await ledger.write(name);
  open.push(writer.journal);
  return writer;
}

async function failureOf(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof FailureError) || error.failures[0] === undefined) throw error;
  return error.failures[0];
}

const fileOf = (directory: string): string => {
  const name = readdirSync(directory).find(one => one.endsWith('.jsonl'));
  return join(directory, name ?? 'none');
};

afterEach(async () => {
  for (const journal of open.splice(0)) await journal.close().catch(() => {});
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

describe.each([
  ['in a directory', () => ledgerIn(freshDirectory())],
  ['in memory', () => createMemoryLedger<Said>()],
])('a ledger %s', (_, make) => {
  it('gives back what was appended, in order, to the writer and to whoever only reads', async () => {
    const ledger = make();
    const { journal, notes } = await writerOf(ledger);
    await journal.append(said('a', { b: [1] }));
    await journal.append([]);
    await journal.append(said('c'));
    expect(words(await journal.read())).toEqual(['a', { b: [1] }, 'c']);
    expect(words(await ledger.read(rollout))).toEqual(['a', { b: [1] }, 'c']);
    expect(notes).toEqual([]);
  });

  it('gives the same as text, whose chain is read like the file, and none where there is no rollout', async () => {
    const ledger = make();
    const { journal } = await writerOf(ledger);
    await journal.append([...said('a'), ...said('b')]);
    const text = await ledger.text(rollout);
    const { events, end } = parseRecords(Buffer.from(text), schema, 'copy');
    expect(words(events)).toEqual(['a', 'b']);
    expect(chainEndOf(text)).toEqual(end);
    expect(await ledger.text('none')).toBe('');
    expect(chainEndOf('')).toEqual(chainStart);
  });

  it('keeps rollouts apart, in the order in which they began', async () => {
    const ledger = make();
    for (const name of ['z-1', 'a-2', 'm-3']) {
      const { journal } = await ledger.write(name);
      await journal.append(said(name));
      await journal.close();
    }
    expect(await ledger.list()).toEqual(['z-1', 'a-2', 'm-3']);
    expect(words(await ledger.read('a-2'))).toEqual(['a-2']);
    expect(await ledger.read('none')).toEqual([]);
  });

  it('has one writer at a time, whichever rollout it writes', async () => {
    const ledger = make();
    const { journal } = await writerOf(ledger);
    expect(await failureOf(ledger.write('another'))).toMatchObject({ code: 'JOURNAL_LOCKED', retryable: true });
    await journal.close();
    await writerOf(ledger, 'another');
  });

  it('hands letters to the writer until they are removed, oldest first', async () => {
    const ledger = make();
    const box = ledger.mailbox(rollout);
    await box.post({ at: 1, what: 'first' });
    await box.post({ at: 2, what: 'second' });
    const letters = await box.read();
    expect(letters.map(({ event }) => event.what)).toEqual(['first', 'second']);
    await box.remove(letters.slice(0, 1).map(({ id }) => id));
    expect((await box.read()).map(({ event }) => event.what)).toEqual(['second']);
    expect(await ledger.mailbox('another').read()).toEqual([]);
  });
});

describe('the ledger in a directory', () => {
  it('creates nothing until it is written to', async () => {
    const directory = freshDirectory();
    const ledger = ledgerIn(join(directory, 'not', 'yet'));
    expect(await ledger.list()).toEqual([]);
    expect(await ledger.read(rollout)).toEqual([]);
    expect(await ledger.mailbox(rollout).read()).toEqual([]);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('is found again by the next run', async () => {
    const directory = freshDirectory();
    const first = await writerOf(ledgerIn(directory));
    await first.journal.append(said('a'));
    await first.journal.close();
    const second = await writerOf(ledgerIn(directory));
    await second.journal.append(said('b'));
    expect(words(await second.journal.read())).toEqual(['a', 'b']);
    expect(words(await ledgerIn(directory).read(rollout))).toEqual(['a', 'b']);
  });

  it('mends a journal that was cut off at any byte, says so, and goes on after it', async () => {
    const directory = freshDirectory();
    const first = await writerOf(ledgerIn(directory));
    await first.journal.append(said('ä', 'b'));
    await first.journal.close();
    const file = fileOf(directory);
    const whole = readFileSync(file);
    for (let length = 0; length < whole.length; length += 1) {
      writeFileSync(file, whole.subarray(0, length));
      const lines = whole.subarray(0, length).toString('latin1').split('\n').length - 1;
      const isTorn = length > 0 && whole[length - 1] !== 0x0a;
      expect(words(await ledgerIn(directory).read(rollout))).toEqual(['ä', 'b'].slice(0, lines));
      const { journal, notes } = await ledgerIn(directory).write(rollout);
      expect(notes).toMatchObject(isTorn ? [{ code: 'JOURNAL_TAIL_TORN', place: { line: lines + 1 } }] : []);
      await journal.append(said('c'));
      await journal.close();
      expect(words(await ledgerIn(directory).read(rollout))).toEqual([...['ä', 'b'].slice(0, lines), 'c']);
    }
  });

  it('reads in pieces what is longer than any of them, and finds a changed line and a torn one there too', async () => {
    const directory = freshDirectory();
    const lengths = [3_000_000, 10, 1_048_576, 700_000, 700_000, 1];
    const first = await writerOf(ledgerIn(directory));
    await first.journal.append(said(...lengths.map(length => 'ä'.repeat(length))));
    await first.journal.close();
    const read = words(await ledgerIn(directory).read(rollout));
    expect(read.map(word => String(word).length)).toEqual(lengths);
    const whole = readFileSync(fileOf(directory));
    writeFileSync(fileOf(directory), whole.subarray(0, whole.length - 1));
    expect(await ledgerIn(directory).read(rollout)).toHaveLength(lengths.length - 1);
    whole[whole.length - 300_000] = 0x78;
    writeFileSync(fileOf(directory), whole);
    expect(await failureOf(ledgerIn(directory).read(rollout))).toMatchObject({ place: { line: 5 } });
  });

  it('refuses a changed line by its number, leaves the file alone, and lets the lock go', async () => {
    const directory = freshDirectory();
    const first = await writerOf(ledgerIn(directory));
    await first.journal.append(said('one', 'two', 'three'));
    await first.journal.close();
    const changed = readFileSync(fileOf(directory), 'utf8').replace('two', 'TWO');
    writeFileSync(fileOf(directory), changed);
    const refused = { code: 'JOURNAL_LINE_CHANGED', place: { line: 2 } };
    expect(await failureOf(ledgerIn(directory).write(rollout))).toMatchObject(refused);
    expect(await failureOf(ledgerIn(directory).read(rollout))).toMatchObject(refused);
    expect(readFileSync(fileOf(directory), 'utf8')).toBe(changed);
    await writerOf(ledgerIn(directory), 'another');
  });

  it('names the writer to whoever comes second', async () => {
    const directory = freshDirectory();
    await writerOf(ledgerIn(directory, 'run 17'));
    const { message, next } = await failureOf(ledgerIn(directory, 'run 18').write(rollout));
    expect(message).toContain('run 17');
    expect(message).toContain(`process ${process.pid} on ${hostname()}`);
    expect(next).toContain('wait');
  });

  it('takes over from a dead process here, not from a fresh one elsewhere, and from that one after ten minutes', async () => {
    const directory = freshDirectory();
    const lockFile = () => join(directory, 'lock', readdirSync(join(directory, 'lock')).sort().at(-1) ?? '');
    const first = await writerOf(ledgerIn(directory, 'run 9'));
    const held = JSON.parse(readFileSync(lockFile(), 'utf8')) as Record<string, unknown>;
    await first.journal.close();
    writeFileSync(lockFile(), JSON.stringify({ ...held, pid: 2 ** 22 + 1 }));
    const second = await writerOf(ledgerIn(directory));
    expect(second.notes).toMatchObject([
      { code: 'JOURNAL_TAKEN_OVER', message: expect.stringContaining('run 9') as string },
    ]);
    await second.journal.close();
    writeFileSync(lockFile(), JSON.stringify({ ...held, machine: 'another-computer' }));
    expect(await failureOf(ledgerIn(directory).write(rollout))).toMatchObject({ code: 'JOURNAL_LOCKED' });
    // Its clock may be hours ahead of ours: that is no age, and no reason to take the pen out of a hand that writes.
    for (const [hours, isHeld] of [
      [5, true],
      [-0.2, false],
    ] as const) {
      const refreshed = new Date(Date.now() + hours * 3_600_000);
      utimesSync(lockFile(), refreshed, refreshed);
      const work = ledgerIn(directory).write(rollout);
      if (isHeld) expect(await failureOf(work)).toMatchObject({ code: 'JOURNAL_LOCKED' });
      else open.push((await work).journal);
    }
  });

  it.skipIf(process.platform !== 'linux')(
    'knows a number that was given again from the process that had it',
    async () => {
      const directory = freshDirectory();
      const first = await writerOf(ledgerIn(directory));
      await first.journal.close();
      const file = join(directory, 'lock', readdirSync(join(directory, 'lock')).at(-1) ?? '');
      const held = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
      writeFileSync(file, JSON.stringify({ ...held, released: false, born: '1' }));
      expect((await writerOf(ledgerIn(directory))).notes).toMatchObject([{ code: 'JOURNAL_TAKEN_OVER' }]);
    },
  );

  it('writes nothing after its lock was taken by somebody else, and takes nothing of theirs away', async () => {
    const directory = freshDirectory();
    const sleeper = await writerOf(ledgerIn(directory));
    await sleeper.journal.append(said('a'));
    const long = new Date(Date.now() - 11 * 60_000);
    const file = join(directory, 'lock', readdirSync(join(directory, 'lock')).at(-1) ?? '');
    const held = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify({ ...held, machine: 'a-computer-that-slept' }));
    utimesSync(file, long, long);
    const other = await writerOf(ledgerIn(directory, 'run 18'));
    await other.journal.append(said('b'));
    expect(await failureOf(sleeper.journal.append(said('lost')))).toMatchObject({ code: 'JOURNAL_LOCKED' });
    await other.journal.append(said('c'));
    expect(words(await ledgerIn(directory).read(rollout))).toEqual(['a', 'b', 'c']);
  });

  it('lets only one of many win a dead lock', async () => {
    const directory = freshDirectory();
    const first = await writerOf(ledgerIn(directory));
    const file = join(directory, 'lock', readdirSync(join(directory, 'lock')).at(-1) ?? '');
    const held = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    await first.journal.close();
    writeFileSync(file, JSON.stringify({ ...held, pid: 2 ** 22 + 1 }));
    const tries = Array.from({ length: 12 }, (_, n) => ledgerIn(directory, `run ${n}`).write(rollout));
    const results = await Promise.allSettled(tries);
    const won = results.flatMap(result => (result.status === 'fulfilled' ? [result.value.journal] : []));
    open.push(...won);
    expect(won).toHaveLength(1);
  });

  it('says what is wrong with the place, without a stack', async () => {
    const directory = freshDirectory();
    const file = join(directory, 'a-file');
    writeFileSync(file, '');
    expect(await failureOf(ledgerIn(file).write(rollout))).toMatchObject({
      code: 'JOURNAL_UNREADABLE',
      message: expect.stringMatching(/part of the path is a file/) as string,
    });
  });

  it('says that a folder is read-only', async () => {
    const directory = freshDirectory();
    chmodSync(directory, 0o555);
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    try {
      expect(await failureOf(ledgerIn(directory).write(rollout))).toMatchObject({
        code: 'JOURNAL_UNREADABLE',
        message: 'the ledger could not be written: access is denied',
      });
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });
});
