// A rollout whose journal is on a branch, with real processes: two runs at once from two branches of the repository, the one that works
// killed, and others that go on after it. Not the rollout is asked afterwards whether anything was done twice, but the machines.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type BuiltCli, buildCli, startFleetProcess, toldBy } from '../support/built-cli.ts';
import { git, gitMissing, makeRemote } from '../support/git.ts';

const missing = gitMissing();
const onBranch = ['--ledger', 'git:patchring-ledger'];

let cli: BuiltCli;
beforeAll(async () => {
  cli = await buildCli();
});
afterAll(() => cli.remove());

describe.skipIf(missing !== '')(`a rollout on a branch${missing && ` (skipped: ${missing})`}`, () => {
  it('has one run at a time, loses nothing when it is killed, and takes a word from beside', {
    timeout: 300_000,
  }, async () => {
    const remote = makeRemote();
    const fleet = await startFleetProcess(cli, 'calm', 8);
    onTestFinished(() => fleet.stop(), 60_000);
    git(fleet.folder, 'init', '--quiet', '--initial-branch=main');
    git(fleet.folder, 'remote', 'add', 'origin', remote.url);
    const temporary = mkdtempSync(join(tmpdir(), 'patchring-of-processes-'));
    onTestFinished(() => rmSync(temporary, { recursive: true, force: true }), 60_000);
    const call = (args: readonly string[]) => fleet.call([...args, ...onBranch], { TMPDIR: temporary });

    const first = call(['apply']);
    await first.sees(/installing/);
    git(fleet.folder, 'symbolic-ref', 'HEAD', 'refs/heads/another');
    expect(await toldBy(call(['apply']))).toMatchObject({ code: 'JOURNAL_LOCKED' });
    first.kill();
    await first.ended;

    const second = call(['apply', '--json']);
    await second.sees(/is dead or cut off; its lease was taken over/);
    await second.sees(/installed|restarting|updated/);
    const halt = call(['halt', '--reason', 'to see']);
    await halt.ended;
    expect(halt.text()).toContain('A run is working on it and takes this at its next turn.');
    expect(JSON.parse((await second.ended).stdout.toString()).conclusion).toBe('halted');
    const standing = JSON.parse((await call(['status', '--json']).ended).stdout.toString());
    expect(standing.conclusion).toBe('halted');
    await call(['resume', '--reason', 'seen', '--json']).ended;

    let conclusion = '';
    for (let runs = 0; runs < 30 && conclusion !== 'succeeded'; runs += 1) {
      const { stdout } = await call(['apply', '--json']).ended;
      const told = JSON.parse(stdout.toString());
      conclusion = told.conclusion;
      const wait = Date.parse(told.nextDue ?? '') - Date.now();
      if (wait > 0) await new Promise(wake => setTimeout(wake, Math.min(wait + 20, 20_000)));
    }
    expect(conclusion).toBe('succeeded');
    const { irregularities, machines } = await fleet.books();
    const { updatesInstalledTwice, restartedTwice, needlessRestarts } = irregularities;
    expect([...updatesInstalledTwice, ...restartedTwice, ...needlessRestarts]).toEqual([]);
    expect(machines.map(({ installs }) => installs.length)).toEqual(machines.map(() => 1));
    expect(remote.files('patchring-ledger').filter(path => !path.endsWith('.jsonl'))).toEqual(['patchring.json']);
  });
});
