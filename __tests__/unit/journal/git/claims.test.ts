// Several writers of one rollout on a real branch: who may be there at the same time, what whoever comes second is told, and what becomes
// of one whose claim has run out. Time is the test's own.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { ordinaryPace, type Pace } from '../../../../src/journal/git/claim.ts';
import { createGitLedger } from '../../../../src/journal/git.ts';
import { FailureError } from '../../../../src/model/failure.ts';
import type { Ledger, Part } from '../../../../src/model/ports.ts';
import { runCommand } from '../../../../src/runner/command.ts';
import { git, gitMissing, makeRemote, type Remote } from '../../../support/git.ts';

const schema = z.object({ at: z.number(), what: z.string() });
type Said = z.output<typeof schema>;
const said = (...all: string[]): Said[] => all.map(what => ({ at: 1, what }));
const words = (events: readonly Said[]) => events.map(({ what }) => what);
const rollout = 'windows-servers-3f9ac2';
const branch = 'patchring-ledger';
const quick: Pace = { ...ordinaryPace, letters: 0, patience: [1, 1, 1] };
/** Apart from everything but the whole, and what it names. */
const part = (shard: string, ...common: readonly string[]): Part => ({
  shard,
  overlaps: other => common.includes(other),
});

function ledgerOn(remote: Remote, owner: string, pace: Pace = quick): Ledger<Said> {
  const { temporary } = remote;
  return createGitLedger({ run: runCommand, checkout: remote.checkout(), temporary, branch, schema, owner, pace });
}

async function writerOf(ledger: Ledger<Said>, ours?: Part, name = rollout) {
  const writer = await ledger.write(name, ours);
  onTestFinished(() => writer.journal.close());
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

const missing = gitMissing();

describe.skipIf(missing !== '')('parts of one rollout', { timeout: 60_000 }, () => {
  it('are written side by side in one chain: whoever comes second has written nothing, and has read the rest', async () => {
    const remote = makeRemote();
    const { journal: first } = await writerOf(ledgerOn(remote, 'run 1'), part('1/2'));
    const { journal: second } = await writerOf(ledgerOn(remote, 'run 2'), part('2/2'));
    await first.append(said('a', 'b'));
    expect(await failureOf(second.append(said('decided too early')))).toMatchObject({ code: 'JOURNAL_OVERTAKEN' });
    expect(words(await second.read())).toEqual(['a', 'b']);
    await second.append(said('c'));
    expect(await first.company?.follow()).toBe(true);
    expect(await first.company?.follow()).toBe(false);
    await first.append(said('d'));
    expect(words(await ledgerOn(remote, 'a reader').read(rollout))).toEqual(['a', 'b', 'c', 'd']);
  });

  it('go on in new pieces where a piece is long, and each knows the other one’s', async () => {
    const remote = makeRemote();
    const { journal: first } = await writerOf(ledgerOn(remote, 'run 1'), part('1/2'));
    const { journal: second } = await writerOf(ledgerOn(remote, 'run 2'), part('2/2'));
    const long = ['0', '1', '2', '3'].map(digit => digit.repeat(50_000));
    for (const [index, what] of long.entries()) {
      const [writer, other] = index % 2 === 0 ? [first, second] : [second, first];
      await writer.append(said(what));
      await other.company?.follow();
    }
    expect(remote.files(branch).filter(path => path.endsWith('.jsonl')).length).toBeGreaterThan(1);
    expect(words(await ledgerOn(remote, 'a reader').read(rollout))).toEqual(long);
  });

  it('are refused where they have a machine in common, and so is the whole, and another rollout', async () => {
    const remote = makeRemote();
    await writerOf(ledgerOn(remote, 'run 1'), part('1/2'));
    const locked = {
      code: 'JOURNAL_LOCKED',
      retryable: true,
      message: expect.stringContaining('part 1/2 of') as string,
    };
    const other = ledgerOn(remote, 'run 2');
    expect(await failureOf(other.write(rollout, part('1/2')))).toMatchObject(locked);
    expect(await failureOf(other.write(rollout, part('zone=north', '1/2')))).toMatchObject(locked);
    expect(await failureOf(other.write(rollout))).toMatchObject(locked);
    expect(await failureOf(other.write('another', part('2/2')))).toMatchObject(locked);
    await writerOf(other, part('2/2'));
    expect((await other.claims?.(rollout))?.map(({ shard, owner }) => [shard, owner])).toEqual([
      ['1/2', 'run 1'],
      ['2/2', 'run 2'],
    ]);
  });

  it('tell each other when they have nothing to do, and that they have again', async () => {
    const remote = makeRemote();
    const { journal: first } = await writerOf(ledgerOn(remote, 'run 1'), part('1/2'));
    const { journal: second } = await writerOf(ledgerOn(remote, 'run 2'), part('2/2'));
    const seen = async () => {
      await second.company?.follow();
      return (await second.company?.others())?.map(({ shard, idleAt }) => [shard, idleAt]);
    };
    await first.append(said('a', 'b'));
    expect(await seen()).toEqual([['1/2', null]]);
    await first.company?.rest();
    expect(await seen()).toEqual([['1/2', 2]]);
    const commits = remote.commits(branch).length;
    await first.company?.rest();
    expect(remote.commits(branch)).toHaveLength(commits);
    await first.append(said('c'));
    expect(await seen()).toEqual([['1/2', null]]);
    await first.close();
    expect(await seen()).toEqual([]);
  });

  it('look when they are asked to, however short ago they looked', async () => {
    const remote = makeRemote();
    const seldom: Pace = { ...quick, letters: 3_600_000 };
    const { journal: first } = await writerOf(ledgerOn(remote, 'run 1', seldom), part('1/2'));
    await first.company?.follow();
    const { journal: second } = await writerOf(ledgerOn(remote, 'run 2'), part('2/2'));
    await second.append(said('a'));
    expect(await first.company?.follow()).toBe(false);
    expect(await first.company?.others()).toEqual([]);
    await first.company?.refresh();
    expect(await first.company?.follow()).toBe(true);
    expect((await first.company?.others())?.map(({ shard }) => shard)).toEqual(['2/2']);
  });

  it('stop where a line of somebody’s was rewritten', async () => {
    const remote = makeRemote();
    const { journal } = await writerOf(ledgerOn(remote, 'run 1'), part('1/2'));
    await journal.append(said('a'));
    const folder = remote.checkout('--branch', branch);
    const [path = ''] = remote.files(branch).filter(file => file.endsWith('.jsonl'));
    writeFileSync(join(folder, path), 'another line\n');
    git(folder, 'commit', '--quiet', '--all', '--message', 'by hand');
    git(folder, 'push', '--quiet', 'origin', `HEAD:${branch}`);
    expect(await failureOf(journal.append(said('b')))).toMatchObject({ code: 'JOURNAL_LINE_CHANGED' });
  });
});

describe.skipIf(missing !== '')('a claim that has run out', { timeout: 60_000 }, () => {
  it('is taken over with a higher fence, and whoever had it pushes nothing more and says why', async () => {
    const remote = makeRemote();
    let now = Date.now();
    const pace = { ...quick, now: () => now };
    const sleeper = await writerOf(ledgerOn(remote, 'run 1', pace), part('1/2'));
    await sleeper.journal.append(said('a'));
    const beside = await writerOf(ledgerOn(remote, 'run 2', pace), part('2/2'));
    const fences = async () =>
      (await ledgerOn(remote, 'a reader', pace).claims?.(rollout))?.map(({ shard, fence }) => [shard, fence]);
    expect(await fences()).toEqual([
      ['1/2', 1],
      ['2/2', 1],
    ]);
    now += pace.lease - 1;
    expect(await failureOf(ledgerOn(remote, 'run 3', pace).write(rollout, part('1/2')))).toMatchObject({
      code: 'JOURNAL_LOCKED',
    });
    await beside.journal.append(said('b'));
    now += 2;
    const { journal, notes } = await writerOf(ledgerOn(remote, 'run 3', pace), part('1/2'));
    const message = expect.stringContaining(`part 1/2 of ${rollout}`) as string;
    expect(notes).toMatchObject([{ code: 'JOURNAL_TAKEN_OVER', message }]);
    expect(await fences()).toEqual([
      ['1/2', 2],
      ['2/2', 1],
    ]);
    const why = expect.stringMatching(/run 3.* has taken over \(fence 2, this run has 1\)/) as string;
    expect(await failureOf(sleeper.journal.append(said('lost')))).toMatchObject({
      code: 'JOURNAL_FENCED',
      message: why,
    });
    await sleeper.journal.close();
    await journal.append(said('c'));
    expect(words(await ledgerOn(remote, 'a reader', pace).read(rollout))).toEqual(['a', 'b', 'c']);
  });

  it('of a part gives way to a run that takes the whole rollout', async () => {
    const remote = makeRemote();
    let now = Date.now();
    const pace = { ...quick, now: () => now };
    const sleeper = await writerOf(ledgerOn(remote, 'run 1', pace), part('1/2'));
    now += pace.lease + 1;
    const { journal, notes } = await writerOf(ledgerOn(remote, 'run 2', pace));
    expect(notes).toMatchObject([{ code: 'JOURNAL_TAKEN_OVER' }]);
    await journal.append(said('a'));
    expect(await failureOf(sleeper.journal.append(said('lost')))).toMatchObject({ code: 'JOURNAL_FENCED' });
  });
});
