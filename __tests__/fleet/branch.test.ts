// A rollout whose journal is on a branch, with real processes: two runs at once from two branches of the repository, the one that works
// killed, and others that go on after it. Not the rollout is asked afterwards whether anything was done twice, but the machines.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { resultSchema } from '../../src/report/result-schema.ts';
import { type BuiltCli, buildCli, type FleetProcess, startFleetProcess, toldBy } from '../support/built-cli.ts';
import { git, gitMissing, makeRemote, type Remote } from '../support/git.ts';

const missing = gitMissing();
const onBranch = ['--ledger', 'git:patchring-ledger'];

let cli: BuiltCli;
beforeAll(async () => {
  cli = await buildCli();
});
afterAll(() => cli.remove());

/** A fleet in a repository whose remote can fall silent in the middle of an answer. */
async function fleetOn(remote: Remote, machines: number) {
  const fleet = await startFleetProcess(cli, 'calm', machines);
  onTestFinished(() => fleet.stop(), 60_000);
  git(fleet.folder, 'init', '--quiet', '--initial-branch=main');
  git(fleet.folder, 'remote', 'add', 'origin', remote.url);
  const temporary = mkdtempSync(join(tmpdir(), 'patchring-of-processes-'));
  onTestFinished(() => rmSync(temporary, { recursive: true, force: true }), 60_000);
  const call = (args: readonly string[]) => fleet.call([...args, ...onBranch], { TMPDIR: temporary });
  return { fleet, call };
}

function silencer({ temporary }: Remote, { folder }: FleetProcess) {
  const silent = join(temporary, 'silent');
  const asked = join(temporary, 'asked');
  for (const [setting, command] of [
    ['uploadpack', 'upload-pack'],
    ['receivepack', 'receive-pack'],
  ] as const) {
    const script = join(temporary, command);
    const waits = `while [ -e '${silent}' ]; do : > '${asked}'; sleep 0.1; done`;
    writeFileSync(script, `#!/bin/sh\n${waits}\nexec git ${command} "$@"\n`, { mode: 0o755 });
    git(folder, 'config', `remote.origin.${setting}`, script);
  }
  const speak = () => rmSync(silent, { force: true });
  onTestFinished(speak, 60_000);
  return {
    speak,
    /** Resolves when somebody waits for an answer. */
    async fall() {
      writeFileSync(silent, '');
      while (!existsSync(asked)) await new Promise(wake => setTimeout(wake, 20));
    },
  };
}

describe.skipIf(missing !== '')(`a rollout on a branch${missing && ` (skipped: ${missing})`}`, () => {
  it('has one run at a time, loses nothing when it is killed, and takes a word from beside', {
    timeout: 300_000,
  }, async () => {
    const remote = makeRemote();
    const { fleet, call } = await fleetOn(remote, 8);

    const first = call(['apply']);
    await first.sees(/installing/);
    git(fleet.folder, 'symbolic-ref', 'HEAD', 'refs/heads/another');
    expect(await toldBy(call(['apply']))).toMatchObject({ code: 'JOURNAL_LOCKED' });
    first.kill();
    await first.ended;

    const second = call(['apply', '--json']);
    await second.sees(/is dead or cut off; its claim was taken over/);
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

  it('is worked on by two runs at the same time, each with its part, and by nobody twice', {
    timeout: 600_000,
  }, async () => {
    const remote = makeRemote();
    const { fleet, call } = await fleetOn(remote, 8);
    const parts = ['1/2', '2/2'];
    const round = () => parts.map(part => call(['apply', '--shard', part, '--json']));
    const first = round();
    await Promise.all(first.map(run => run.sees(/installing|other run works on this rollout/)));
    expect(await toldBy(call(['apply', '--shard', '1/2']))).toMatchObject({ code: 'JOURNAL_LOCKED' });
    expect(await toldBy(call(['apply']))).toMatchObject({ code: 'JOURNAL_LOCKED' });
    const seen = call(['status']);
    await seen.ended;
    for (const part of parts) expect(seen.text()).toContain(`its part ${part}: `);
    const told = resultSchema.parse(JSON.parse((await call(['status', '--json']).ended).stdout.toString()));
    expect(told.runs?.map(({ part, fence }) => [part, fence])).toEqual(parts.map(part => [part, 1]));
    // A word stands in the journal beside them, and the run that is lost is taken over when it comes again.
    await call(['halt', '--reason', 'to see']).ended;
    first[1]?.kill();
    expect(JSON.parse((await first[0]!.ended).stdout.toString()).conclusion).toBe('halted');
    await first[1]?.ended;
    const resumed = call(['resume', '--reason', 'seen']);
    await resumed.ended;
    expect(resumed.text()).toContain('part 2/2 of');

    let conclusion = '';
    for (let rounds = 0; rounds < 30 && conclusion !== 'succeeded'; rounds += 1) {
      const ends = await Promise.all(
        round().map(async run => {
          const { stdout } = await run.ended;
          return JSON.parse(stdout.toString()) as { conclusion: string; nextDue: string | null };
        }),
      );
      conclusion = ends.find(one => one.conclusion === 'succeeded')?.conclusion ?? ends[0]?.conclusion ?? '';
      const waits = ends.flatMap(({ nextDue }) => (nextDue === null ? [] : [Date.parse(nextDue) - Date.now()]));
      const wait = Math.min(...waits, 20_000);
      if (conclusion !== 'succeeded' && wait > 0) await new Promise(wake => setTimeout(wake, wait + 20));
    }
    expect(conclusion).toBe('succeeded');
    const { irregularities, machines } = await fleet.books();
    const { updatesInstalledTwice, restartedTwice, needlessRestarts } = irregularities;
    expect([...updatesInstalledTwice, ...restartedTwice, ...needlessRestarts]).toEqual([]);
    expect(machines.map(({ installs }) => installs.length)).toEqual(machines.map(() => 1));
    expect(remote.files('patchring-ledger').filter(path => path.startsWith('claims/'))).toEqual([]);
  });

  it('whose remote falls silent is cancelled in time, with its verdict and its report, and the next run goes on', {
    timeout: 120_000,
  }, async () => {
    const remote = makeRemote();
    const { fleet, call } = await fleetOn(remote, 8);
    const { fall, speak } = silencer(remote, fleet);
    const first = call(['apply', '--out', 'report']);
    await first.sees(/installing/);
    await fall();
    first.cancel();
    const { exitCode, tookToStop } = await first.ended;
    expect({ exitCode, isInTime: (tookToStop ?? 0) < 7_500 }).toEqual({ exitCode: 130, isInTime: true });
    expect(first.text()).toMatch(/^CANCELLED[\s\S]*records? may not be on the ledger/m);
    const kept = (name: string) => readFileSync(join(fleet.folder, 'report', name), 'utf8');
    expect(JSON.parse(kept('result.json'))).toMatchObject({ conclusion: 'cancelled' });
    speak();
    const lines = remote.files('patchring-ledger').filter(path => path.endsWith('.jsonl'));
    expect(kept('journal.jsonl').trim()).toBe(lines.map(path => remote.show('patchring-ledger', path)).join('\n'));

    const second = call(['apply']);
    await second.sees(/is dead or cut off; its claim was taken over/);
    await second.sees(/restarting|updated/);
    second.kill();
    await second.ended;
    const { updatesInstalledTwice, restartedTwice } = (await fleet.books()).irregularities;
    expect([...updatesInstalledTwice, ...restartedTwice]).toEqual([]);
  });
});
