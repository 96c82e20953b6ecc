// What stands between a rollout and its branch: each trouble is made for real, has a code of its own, and what to do about it. A trouble
// that passes is waited out; a push of which nobody knows whether it arrived is looked up, never repeated blindly.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { ordinaryPace } from '../../../../src/journal/git/claim.ts';
import type { RunGit } from '../../../../src/journal/git/command.ts';
import { createGitLedger } from '../../../../src/journal/git.ts';
import { FailureError } from '../../../../src/model/failure.ts';
import { runCommand } from '../../../../src/runner/command.ts';
import { git, gitMissing, makeRemote, type Remote } from '../../../support/git.ts';

const schema = z.object({ at: z.number(), what: z.string() });
const branch = 'patchring-ledger';
const rollout = 'windows-servers-3f9ac2';
const pace = { ...ordinaryPace, letters: 0, patience: [1, 1] };

interface Place {
  readonly checkout: string;
  readonly run?: RunGit;
  readonly branch?: string;
  readonly letGo?: AbortSignal;
}

const ledgerOn = (remote: Remote, place: Place) =>
  createGitLedger({ run: runCommand, branch, temporary: remote.temporary, schema, owner: 'this test', pace, ...place });

async function codeOf(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof FailureError)) throw error;
  return error.failures[0]?.code;
}

/** Runs git until it is to do that, then does something else. */
const instead =
  (verb: string, other: RunGit): RunGit =>
  call =>
    call.command.includes(verb) ? other(call) : runCommand(call);

const missing = gitMissing();

describe.skipIf(missing !== '')(`trouble with a branch${missing && ` (skipped: ${missing})`}`, () => {
  it('no git, and a git that is too old', async () => {
    const remote = makeRemote();
    const checkout = remote.checkout();
    const gone: RunGit = call => runCommand({ ...call, command: ['patchring-no-such-git', ...call.command.slice(1)] });
    const old: RunGit = () => Promise.resolve({ kind: 'done', output: 'git version 2.30.2' });
    for (const run of [gone, old])
      expect(await codeOf(ledgerOn(remote, { checkout, run }).list())).toBe('LEDGER_GIT_MISSING');
  });

  it('no repository, no remote, and several of which none is origin', async () => {
    const remote = makeRemote();
    const checkout = mkdtempSync(join(tmpdir(), 'patchring-no-repository-'));
    onTestFinished(() => rmSync(checkout, { recursive: true, force: true }));
    expect(await codeOf(ledgerOn(remote, { checkout }).list())).toBe('LEDGER_REPOSITORY_MISSING');
    git(checkout, 'init', '--quiet');
    expect(await codeOf(ledgerOn(remote, { checkout }).list())).toBe('LEDGER_REMOTE_MISSING');
    for (const name of ['one', 'two']) git(checkout, 'remote', 'add', name, remote.url);
    expect(await codeOf(ledgerOn(remote, { checkout }).list())).toBe('LEDGER_REMOTE_MISSING');
    git(checkout, 'remote', 'remove', 'two');
    expect(await ledgerOn(remote, { checkout }).list()).toEqual([]);
  });

  it('a remote that is not there, and one that never answers', async () => {
    const remote = makeRemote();
    const checkout = remote.checkout();
    const run: RunGit = instead('ls-remote', () => Promise.resolve({ kind: 'overdue' }));
    expect(await codeOf(ledgerOn(remote, { checkout, run }).list())).toBe('JOURNAL_REMOTE_UNREACHABLE');
    git(checkout, 'remote', 'set-url', 'origin', `${remote.url}-gone`);
    expect(await codeOf(ledgerOn(remote, { checkout }).write(rollout))).toBe('JOURNAL_REMOTE_UNREACHABLE');
  });

  it('a remote that is silent when a run must end: it knows what it has written, and the branch is left to others', async () => {
    const remote = makeRemote();
    const checkout = remote.checkout();
    const stop = new AbortController();
    const said = (what: string) => [{ at: 0, what }];
    let isSilent = false;
    const silent: RunGit = ({ signal }) =>
      new Promise(end => signal?.addEventListener('abort', () => end({ kind: 'aborted' }), { once: true }));
    const run: RunGit = call =>
      isSilent && /\s(?:push|fetch|ls-remote)\s/.test(call.command.join(' ')) ? silent(call) : runCommand(call);
    const ledger = ledgerOn(remote, { checkout, run, letGo: stop.signal });
    const { journal } = await ledger.write(rollout);
    await journal.append(said('a'));
    const written = await ledger.text(rollout);
    isSilent = true;
    const [append, letters] = [codeOf(journal.append(said('b'))), codeOf(ledger.mailbox(rollout).read())];
    stop.abort();
    expect([await append, await letters]).toEqual(['JOURNAL_CUT_SHORT', 'JOURNAL_CUT_SHORT']);
    expect([await journal.read(), await ledger.text(rollout)]).toEqual([said('a'), written]);
    await journal.close();
    expect(await ledgerOn(remote, { checkout }).text(rollout)).toBe(written);
  });

  it('a token that may read and not push', async () => {
    const remote = makeRemote();
    git(remote.directory, 'update-server-info');
    const server = createServer((request, response) => {
      const isPush = request.url?.includes('git-receive-pack') === true;
      const path = (request.url ?? '').split('?')[0]?.replace('/remote.git/', '') ?? '';
      const text = isPush
        ? undefined
        : /^(?:info\/refs|HEAD)$/.test(path)
          ? git(remote.directory, 'for-each-ref', '--format=%(objectname)%09%(refname)')
          : undefined;
      response.writeHead(text === undefined ? 403 : 200).end(text === undefined ? undefined : `${text}\n`);
    });
    server.listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise(resolve => server.once('listening', resolve));
    const checkout = remote.checkout();
    git(
      checkout,
      'remote',
      'set-url',
      'origin',
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/remote.git`,
    );
    expect(await ledgerOn(remote, { checkout }).list()).toEqual([]);
    expect(await codeOf(ledgerOn(remote, { checkout }).write(rollout))).toBe('JOURNAL_PUSH_DENIED');
  });

  it('a branch that is protected, with what was written before kept', async () => {
    const remote = makeRemote();
    const checkout = remote.checkout();
    const { journal } = await ledgerOn(remote, { checkout }).write(rollout);
    await journal.append([{ at: 1, what: 'a' }]);
    remote.hook('pre-receive', 'exit 1');
    expect(await codeOf(journal.append([{ at: 2, what: 'b' }]))).toBe('JOURNAL_PUSH_REJECTED');
    await journal.close();
    expect(await ledgerOn(remote, { checkout }).read(rollout)).toEqual([{ at: 1, what: 'a' }]);
  });

  it('a branch that holds something else, or a later ledger, is left as it is', async () => {
    const remote = makeRemote();
    const checkout = remote.checkout();
    const before = remote.commits('main');
    const onMain = ledgerOn(remote, { checkout, branch: 'main' });
    const works = [
      () => onMain.list(),
      () => onMain.write(rollout),
      () => onMain.mailbox(rollout).post({ at: 1, what: 'x' }),
    ];
    for (const work of works) expect(await codeOf(work())).toBe('LEDGER_BRANCH_FOREIGN');
    writeFileSync(join(checkout, 'patchring.json'), '{"patchring":"ledger","format":2}');
    git(checkout, 'add', '.');
    git(checkout, 'commit', '--quiet', '--message', 'later');
    git(checkout, 'push', '--quiet', 'origin', 'HEAD:later');
    expect(await codeOf(ledgerOn(remote, { checkout, branch: 'later' }).list())).toBe('JOURNAL_VERSION_UNKNOWN');
    expect(remote.commits('main')).toEqual(before);
  });

  it('a push whose answer was lost is found to have arrived, and is not made twice', async () => {
    const remote = makeRemote();
    const run = instead('push', async call => {
      await runCommand(call);
      return { kind: 'failed', exitCode: 128 };
    });
    const { journal } = await ledgerOn(remote, { checkout: remote.checkout(), run }).write(rollout);
    const before = remote.commits(branch).length;
    await journal.append([{ at: 1, what: 'a' }]);
    expect(remote.commits(branch)).toHaveLength(before + 1);
    await journal.close();
  });

  it('a network that fails now and then is waited out', async () => {
    const remote = makeRemote();
    let calls = 0;
    const run: RunGit = call => {
      const isNetwork = ['push', 'fetch', 'ls-remote'].some(verb => call.command.includes(verb));
      if (isNetwork) calls += 1;
      return isNetwork && calls % 5 < 2 ? Promise.resolve({ kind: 'failed', exitCode: 128 }) : runCommand(call);
    };
    const { journal } = await ledgerOn(remote, { checkout: remote.checkout(), run }).write(rollout);
    for (const what of ['a', 'b', 'c']) await journal.append([{ at: 1, what }]);
    await journal.close();
    expect(await ledgerOn(remote, { checkout: remote.checkout() }).read(rollout)).toHaveLength(3);
  });

  it('a temporary folder that is full or not there, with what was written before kept', async () => {
    const remote = makeRemote();
    const checkout = remote.checkout();
    let room = '1000000';
    const run: RunGit = call => runCommand({ ...call, command: ['prlimit', `--fsize=${room}`, ...call.command] });
    const { journal } = await ledgerOn(remote, { checkout, run }).write(rollout);
    await journal.append([{ at: 1, what: 'a' }]);
    room = '200';
    expect(await codeOf(journal.append([{ at: 2, what: 'b'.repeat(5_000) }]))).toBe('JOURNAL_UNREADABLE');
    room = '1000000';
    await journal.close();
    expect(await ledgerOn(remote, { checkout }).read(rollout)).toEqual([{ at: 1, what: 'a' }]);
    const nowhere = { ...remote, temporary: join(remote.temporary, 'none') };
    expect(await codeOf(ledgerOn(nowhere, { checkout }).list())).toBe('JOURNAL_UNREADABLE');
  });
});
