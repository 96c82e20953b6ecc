// A disk that ends in the middle of a write, may only be read, or cannot be read at all: what was written before is kept, nothing is
// left by half, the failure has a code and says what to do, and the next run goes on.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { createFileLedger } from '../../../src/journal/file.ts';
import { FailureError } from '../../../src/model/failure.ts';
import type { Ledger } from '../../../src/model/ports.ts';
import { makeSmallDisk } from '../../support/small-disk.ts';

const schema = z.object({ at: z.number(), what: z.json() });
type Said = z.output<typeof schema>;
const rollout = 'windows-servers-3f9ac2';
const long = 'x'.repeat(3_000);

const ledgerIn = (directory: string): Ledger<Said> => createFileLedger({ directory, schema, owner: 'this test' });
const wordsIn = async (directory: string) => (await ledgerIn(directory).read(rollout)).map(({ what }) => what);
const textIn = (directory: string) => readFileSync(join(directory, `0001-${rollout}.jsonl`), 'utf8');

async function failureOf(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof FailureError) || error.failures[0] === undefined) throw error ?? new Error('it was done');
  return error.failures[0];
}

/** As a user of no rights, where the tests are root's: root may write anywhere. */
async function withoutRights<T>(work: () => Promise<T>): Promise<T> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

function freshDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'ledger-'));
  chmodSync(directory, 0o755);
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

async function begun(directory: string, ...words: readonly Said['what'][]) {
  const { journal } = await ledgerIn(directory).write(rollout);
  await journal.append(words.map(what => ({ at: 1, what })));
  return journal;
}

const full = (says: string) => ({
  code: 'JOURNAL_UNREADABLE',
  message: `the ledger could not be written: ${says}`,
  next: expect.stringContaining('free space') as string,
});

describe.skipIf(process.platform !== 'linux')('a full disk', () => {
  it('ends a run whose turn does not fit, with nothing of that turn left, and the next run goes on', async () => {
    const disk = makeSmallDisk();
    const journal = await begun(disk.directory, 'a', 'b');
    const before = textIn(disk.directory);
    disk.fill(4_096);
    const turn = Array.from({ length: 8 }, (_, at): Said => ({ at, what: long }));
    expect(await failureOf(journal.append(turn))).toMatchObject(full(disk.full));
    expect(textIn(disk.directory)).toBe(before);
    await expect(journal.append([{ at: 9, what: 'c' }])).rejects.toThrow('not written again');
    await journal.close();
    disk.empty();
    const next = await ledgerIn(disk.directory).write(rollout);
    expect(next.notes).toEqual([]);
    await next.journal.append([{ at: 10, what: 'd' }]);
    await next.journal.close();
    expect(await wordsIn(disk.directory)).toEqual(['a', 'b', 'd']);
  });

  it('that has no room for the first turn has begun no rollout: none is hidden by it, and it begins behind all others', async () => {
    const disk = makeSmallDisk();
    await (await begun(disk.directory, 'a')).close();
    const { journal } = await ledgerIn(disk.directory).write('another');
    disk.fill();
    expect(await failureOf(journal.append([{ at: 1, what: long }]))).toMatchObject(full(disk.full));
    disk.empty();
    await journal.close();
    expect(await ledgerIn(disk.directory).list()).toEqual([rollout]);
    for (const name of ['a-third', 'another']) {
      const { journal: next } = await ledgerIn(disk.directory).write(name);
      await next.append([{ at: 2, what: name }]);
      await next.close();
    }
    expect(await ledgerIn(disk.directory).list()).toEqual([rollout, 'a-third', 'another']);
  });

  it('lets nobody become the writer, keeps nobody waiting once there is room, and is read as ever', async () => {
    const disk = makeSmallDisk();
    await (await begun(disk.directory, 'a')).close();
    disk.fill();
    expect(await failureOf(ledgerIn(disk.directory).write(rollout))).toMatchObject(full(disk.full));
    expect(await wordsIn(disk.directory)).toEqual(['a']);
    disk.empty();
    const next = await ledgerIn(disk.directory).write(rollout);
    expect(next.notes).toEqual([]);
    await next.journal.close();
  });

  it('takes the lock back from a run that ends on it, and if it cannot, hides no failure behind that', async () => {
    const disk = makeSmallDisk();
    const journal = await begun(disk.directory, 'a');
    disk.fill();
    await journal.close();
    disk.empty();
    const next = ledgerIn(disk.directory).write(rollout);
    if (!disk.takesOverwrites) {
      expect(await failureOf(next)).toMatchObject({ code: 'JOURNAL_LOCKED' });
      return;
    }
    const writer = await next;
    expect(writer.notes).toEqual([]);
    await writer.journal.close();
  });

  it('takes no half letter, and the writer reads those that were left before', async () => {
    const disk = makeSmallDisk();
    const box = ledgerIn(disk.directory).mailbox(rollout);
    await box.post({ at: 1, what: 'halt' });
    disk.fill();
    expect(await failureOf(box.post({ at: 2, what: long }))).toMatchObject(full(disk.full));
    expect((await box.read()).map(({ event }) => event.what)).toEqual(['halt']);
    expect(readdirSync(join(disk.directory, 'mail', rollout))).toHaveLength(1);
    disk.empty();
    await box.post({ at: 2, what: long });
    expect(await box.read()).toHaveLength(2);
  });
});

describe('a folder that may only be read', () => {
  it('is read, gets no letter and no writer, and nothing is made in it', async () => {
    const directory = freshDirectory();
    await (await begun(directory, 'a')).close();
    chmodSync(join(directory, `0001-${rollout}.jsonl`), 0o444);
    for (const folder of [join(directory, 'lock'), directory]) chmodSync(folder, 0o555);
    const before = execFileSync('ls', ['-lR', directory], { encoding: 'utf8' });
    await withoutRights(async () => {
      const ledger = ledgerIn(directory);
      expect((await ledger.read(rollout)).map(({ what }) => what)).toEqual(['a']);
      const refused = { code: 'JOURNAL_UNREADABLE', cause: 'EACCES' };
      expect(await failureOf(ledger.write(rollout))).toMatchObject(refused);
      expect(await failureOf(ledger.mailbox(rollout).post({ at: 1, what: 'halt' }))).toMatchObject(refused);
    });
    expect(execFileSync('ls', ['-lR', directory], { encoding: 'utf8' })).toBe(before);
  });
});

describe('letters that cannot be read', () => {
  it('are not taken for none: a halt may be among them', async () => {
    const directory = freshDirectory();
    const box = ledgerIn(directory).mailbox(rollout);
    await box.post({ at: 1, what: 'halt' });
    chmodSync(join(directory, 'mail', rollout), 0o000);
    await withoutRights(async () =>
      expect(await failureOf(box.read())).toMatchObject({ code: 'JOURNAL_UNREADABLE', cause: 'EACCES' }),
    );
    chmodSync(join(directory, 'mail', rollout), 0o755);
  });

  it('are refused by their file', async () => {
    const directory = freshDirectory();
    mkdirSync(join(directory, 'mail', rollout), { recursive: true });
    const file = join(directory, 'mail', rollout, 'a.json');
    writeFileSync(file, '{"at":1,');
    expect(await failureOf(ledgerIn(directory).mailbox(rollout).read())).toMatchObject({
      code: 'JOURNAL_VERSION_UNKNOWN',
      place: { file },
    });
  });
});
