// The ledger on a branch, against real repositories: what every ledger promises, and what a branch adds to it.
import { readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { ordinaryPace, type Pace } from '../../../src/journal/git/claim.ts';
import { createGitLedger } from '../../../src/journal/git.ts';
import { FailureError } from '../../../src/model/failure.ts';
import type { Ledger } from '../../../src/model/ports.ts';
import { runCommand } from '../../../src/runner/command.ts';
import { git, gitMissing, makeRemote, type Remote, stateOf } from '../../support/git.ts';

const schema = z.object({ at: z.number(), what: z.json() });
type Said = z.output<typeof schema>;
const said = (...all: Said['what'][]): Said[] => all.map((what, index) => ({ at: index, what }));
const words = (events: readonly Said[]) => events.map(({ what }) => what);
const rollout = 'windows-servers-3f9ac2';
const branch = 'patchring-ledger';
const claimFile = `claims/${rollout}/all.json`;
const quick: Pace = { ...ordinaryPace, letters: 0, patience: [1, 1, 1] };

interface Place {
  readonly checkout?: string;
  readonly owner?: string;
  readonly branch?: string;
  readonly pace?: Pace;
}

function ledgerOn(remote: Remote, place: Place = {}): Ledger<Said> {
  const { temporary } = remote;
  const more = { checkout: place.checkout ?? remote.checkout(), owner: 'this test', branch, pace: quick, ...place };
  return createGitLedger({ run: runCommand, temporary, schema, ...more });
}

async function writerOf(ledger: Ledger<Said>, name = rollout) {
  const writer = await ledger.write(name);
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

/** A commit of somebody else on the ledger's branch. */
function meddle(remote: Remote, change: (folder: string) => void, ...options: readonly string[]): void {
  const folder = remote.checkout('--branch', branch);
  change(folder);
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', 'by hand', ...options);
  git(folder, 'push', '--quiet', '--force', 'origin', `HEAD:${branch}`);
}

const missing = gitMissing();

describe.skipIf(missing !== '')(`a ledger on a branch${missing && ` (skipped: ${missing})`}`, () => {
  it('gives back what was appended, in order, to the writer and to every other job', async () => {
    const remote = makeRemote();
    const ledger = ledgerOn(remote);
    const { journal, notes } = await writerOf(ledger);
    await journal.append(said('a', { b: [1] }));
    await journal.append([]);
    await journal.append(said('ü'));
    const other = ledgerOn(remote);
    for (const one of [await journal.read(), await ledger.read(rollout), await other.read(rollout)]) {
      expect(words(one)).toEqual(['a', { b: [1] }, 'ü']);
    }
    expect(notes).toEqual([]);
    expect(await other.list()).toEqual([rollout]);
  });

  it('is empty where there is no branch yet, and looking makes none', async () => {
    const remote = makeRemote();
    const ledger = ledgerOn(remote);
    expect([await ledger.list(), await ledger.read(rollout), await ledger.mailbox(rollout).read()]).toEqual([
      [],
      [],
      [],
    ]);
    expect(git(remote.directory, 'branch', '--list')).not.toContain(branch);
  });

  it('keeps rollouts apart, in the order in which they began, and goes on with each', async () => {
    const remote = makeRemote();
    for (const name of ['z-1', 'a-2', 'z-1', 'm-3']) {
      const { journal } = await ledgerOn(remote).write(name);
      await journal.append(said(name));
      await journal.close();
    }
    const ledger = ledgerOn(remote);
    expect(await ledger.list()).toEqual(['z-1', 'a-2', 'm-3']);
    expect(words(await ledger.read('z-1'))).toEqual(['z-1', 'z-1']);
    expect(await ledger.read('none')).toEqual([]);
  });

  it('makes one commit of a turn, says nothing of who runs it, and asks that no pipeline runs for it', async () => {
    const remote = makeRemote();
    const { journal } = await writerOf(ledgerOn(remote));
    const before = remote.commits(branch).length;
    await journal.append(said('a', 'b', 'c'));
    await journal.append(said('d'));
    expect(remote.commits(branch)).toHaveLength(before + 2);
    const format = '--format=%an <%ae> %cn <%ce> %s';
    expect(git(remote.directory, 'log', '-1', format, branch)).toBe(
      `patchring <noreply@patchring.invalid> patchring <noreply@patchring.invalid> ${rollout}: 1 more [skip ci]`,
    );
  });

  it('cuts a long journal into pieces that are not written again, and reads them as one', async () => {
    const remote = makeRemote();
    const { journal } = await writerOf(ledgerOn(remote));
    const long = Array.from({ length: 8 }, (_, index) => `${index}`.repeat(20_000));
    for (const text of long) await journal.append(said(text));
    expect(remote.files(branch).filter(path => path.endsWith('.jsonl')).length).toBeGreaterThan(1);
    expect(words(await ledgerOn(remote).read(rollout))).toEqual(long);
  });

  it('hands letters to the writer, whoever left them from wherever, until they are removed', async () => {
    const remote = makeRemote();
    const ledger = ledgerOn(remote);
    const { journal } = await writerOf(ledger);
    const box = ledger.mailbox(rollout);
    for (const [at, what] of [
      [1, 'first'],
      [2, 'second'],
    ] as const) {
      await ledgerOn(remote).mailbox(rollout).post({ at, what });
      await journal.append(said(`after ${what}`));
    }
    const letters = await box.read();
    expect(letters.map(({ event }) => event.what)).toEqual(['first', 'second']);
    await box.remove(letters.slice(0, 1).map(({ id }) => id));
    expect((await ledgerOn(remote).mailbox(rollout).read()).map(({ event }) => event.what)).toEqual(['second']);
    expect(await ledger.mailbox('another').read()).toEqual([]);
    expect(words(await ledger.read(rollout))).toEqual(['after first', 'after second']);
  });
});

describe.skipIf(missing !== '')('the checkout of a pipeline', () => {
  it.each([
    ['whole', []],
    ['shallow', ['--depth=1']],
    ['on a tag or commit', ['--depth=1', 'DETACH']],
  ])('that is %s is enough, and is left exactly as it was', async (_, options) => {
    const remote = makeRemote();
    const checkout = remote.checkout(...options.filter(text => text !== 'DETACH'));
    writeFileSync(join(checkout, 'file.txt'), 'changed, not committed');
    if (options.includes('DETACH')) git(checkout, 'checkout', '--quiet', '--detach');
    const attached = (): unknown =>
      options.includes('DETACH') ? git(checkout, 'rev-parse', 'HEAD') : stateOf(checkout);
    const before = attached();
    const { journal } = await ledgerOn(remote, { checkout }).write(rollout);
    await journal.append(said('a'));
    await journal.close();
    expect(attached()).toEqual(before);
    expect(words(await ledgerOn(remote, { checkout }).read(rollout))).toEqual(['a']);
  });

  it('may be of another branch, may call its remote otherwise, and runs none of its hooks', async () => {
    const remote = makeRemote();
    const checkout = remote.checkout();
    git(checkout, 'switch', '--quiet', '--create', 'another');
    git(checkout, 'remote', 'rename', 'origin', 'ledger');
    const hooks = join(checkout, '.git/hooks');
    for (const name of ['pre-push', 'post-checkout', 'reference-transaction'])
      writeFileSync(join(hooks, name), `#!/bin/sh\ntouch ${join(remote.temporary, 'a-hook-ran')}\nexit 1\n`, {
        mode: 0o755,
      });
    git(checkout, 'config', 'core.hooksPath', hooks);
    const { journal } = await writerOf(ledgerOn(remote, { checkout }));
    await journal.append(said('a'));
    expect(readdirSync(remote.temporary)).not.toContain('a-hook-ran');
  });

  it('lends what it knows about its remote, also from files that it includes, and never as an argument', async () => {
    const remote = makeRemote();
    const checkout = remote.checkout();
    const secret = 'AUTHORIZATION: basic c2VjcmV0';
    const included = join(remote.temporary, 'credentials.config');
    writeFileSync(included, `[http "https://example.invalid/"]\n\textraheader = ${secret}\n`);
    git(checkout, 'config', `includeIf.gitdir:${join(checkout, '.git')}.path`, included);
    const calls: { command: readonly string[]; environment: Readonly<Record<string, string | undefined>> }[] = [];
    const run: typeof runCommand = options => {
      calls.push({ command: options.command, environment: options.environment ?? {} });
      return runCommand(options);
    };
    const place = { checkout, temporary: remote.temporary, branch, schema, owner: 'this test', pace: quick };
    await createGitLedger({ run, ...place })
      .mailbox(rollout)
      .post({ at: 1, what: 'a' });
    expect(calls.flatMap(({ command }) => command).join(' ')).not.toMatch(/secret|c2VjcmV0|remote\.git/);
    const push = calls.find(({ command }) => command.includes('push'));
    expect(Object.values(push?.environment ?? {})).toEqual(expect.arrayContaining([secret, remote.url]));
    expect(push?.environment.GIT_TERMINAL_PROMPT).toBe('0');
  });
});

describe.skipIf(missing !== '')('the writer of a branch', () => {
  it('is one at a time, whichever rollout it writes, and is named to whoever comes second', async () => {
    const remote = makeRemote();
    const { journal } = await writerOf(ledgerOn(remote, { owner: 'run 17' }));
    const refused = await failureOf(ledgerOn(remote).write('another'));
    expect(refused).toMatchObject({ code: 'JOURNAL_LOCKED', retryable: true });
    expect(refused.message).toContain('run 17');
    await journal.close();
    await writerOf(ledgerOn(remote), 'another');
  });

  const claimOn = (remote: Remote) => JSON.parse(remote.show(branch, claimFile)) as Record<string, unknown>;
  const setClaim = (remote: Remote, more: Record<string, unknown>): void => {
    const claim = { ...claimOn(remote), machine: 'another-computer', ...more };
    meddle(remote, folder => writeFileSync(join(folder, claimFile), JSON.stringify(claim)));
  };
  const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

  it('takes over from one whose claim has run out or whose process is gone here, and says so', async () => {
    const remote = makeRemote();
    await writerOf(ledgerOn(remote, { owner: 'run 9' }));
    setClaim(remote, { until: inMinutes(1) });
    expect(await failureOf(ledgerOn(remote).write(rollout))).toMatchObject({ code: 'JOURNAL_LOCKED' });
    const gone = { machine: hostname(), pid: 2 ** 22 + 1, until: inMinutes(5) };
    for (const dead of [{ until: inMinutes(-1) }, gone]) {
      setClaim(remote, dead);
      const { notes } = await writerOf(ledgerOn(remote, { owner: 'run 9' }));
      const message = expect.stringContaining('run 9') as string;
      expect(notes).toMatchObject([{ code: 'JOURNAL_TAKEN_OVER', message }]);
    }
  });

  it('watches a claim from a clock that is hours ahead, and takes it over only when nobody renews it', async () => {
    const remote = makeRemote();
    const watchful = { ...quick, beat: 200 };
    await writerOf(ledgerOn(remote));
    setClaim(remote, { until: inMinutes(300) });
    expect((await writerOf(ledgerOn(remote, { pace: watchful }))).notes).toMatchObject([
      { code: 'JOURNAL_TAKEN_OVER' },
    ]);
  });

  it('that was taken over pushes nothing more and says who has it now', async () => {
    const remote = makeRemote();
    const sleeper = await writerOf(ledgerOn(remote));
    await sleeper.journal.append(said('a'));
    setClaim(remote, { until: inMinutes(-1) });
    const other = await writerOf(ledgerOn(remote, { owner: 'run 18' }));
    const refused = await failureOf(sleeper.journal.append(said('lost')));
    expect(refused).toMatchObject({ code: 'JOURNAL_FENCED', message: expect.stringContaining('run 18') as string });
    await other.journal.append(said('c'));
    await expect(sleeper.journal.append(said('lost'))).rejects.toThrow(/not written again/);
    await sleeper.journal.close();
    await other.journal.append(said('d'));
    expect(words(await ledgerOn(remote).read(rollout))).toEqual(['a', 'c', 'd']);
  });

  it('goes on when others push what is none of its own, and stops when its lines were rewritten or are gone', async () => {
    const remote = makeRemote();
    const { journal } = await writerOf(ledgerOn(remote));
    await journal.append(said('a'));
    meddle(remote, folder => writeFileSync(join(folder, 'README'), 'what this branch is'));
    await journal.append(said('b'));
    expect(remote.files(branch)).toContain('README');
    const [path = ''] = remote.files(branch).filter(file => file.endsWith('.jsonl'));
    meddle(remote, folder => writeFileSync(join(folder, path), 'other\n'), '--amend');
    expect(await failureOf(journal.append(said('c')))).toMatchObject({ code: 'JOURNAL_LINE_CHANGED' });
    expect(await failureOf(ledgerOn(remote).read(rollout))).toMatchObject({ code: 'JOURNAL_LINE_CHANGED' });
  });

  it('stops when the branch is deleted under it', async () => {
    const remote = makeRemote();
    const { journal } = await writerOf(ledgerOn(remote));
    await journal.append(said('a'));
    git(remote.directory, 'update-ref', '-d', `refs/heads/${branch}`);
    expect(await failureOf(journal.append(said('b')))).toMatchObject({ code: 'JOURNAL_LINE_CHANGED' });
    expect(git(remote.directory, 'branch', '--list')).not.toContain(branch);
  });
});
