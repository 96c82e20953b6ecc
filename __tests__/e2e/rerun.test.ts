// Jobs that meet a rollout which is there already, with what is shipped and the ledger on a branch: a failed job that is run again, two
// at once, a run of another branch, a run under another policy, a run after the end. Each says what it found and what it does; the
// machines' own books show that none of them did anything twice. Whatever processes they start are told no secret on their command line.
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type FleetProcess, startFleetProcess } from '../support/built-cli.ts';
import { type Children, watchChildren } from '../support/children.ts';
import { type ActionStep, type RunningAction, startAction } from '../support/fake-runner.ts';
import { git, gitMissing, makeRemote, type Remote } from '../support/git.ts';
import { findSecrets, nodes, root } from '../support/step-process.ts';

const cli = { path: join(root, 'dist/cli.mjs'), remove: () => {} };
const node = nodes['24'] ?? nodes['20'] ?? '';
const missing = [
  existsSync(cli.path) ? '' : 'dist is not built',
  node === '' ? 'no Node 20 or 24' : '',
  gitMissing(),
].filter(text => text !== '');

interface Start {
  readonly run: number;
  readonly attempt?: number;
  /** Of the repository; main unless told. */
  readonly branch?: string;
  readonly change?: (policy: string) => string;
  readonly children: Children;
}

const page = (run: number, attempt = 1): string =>
  `https://github.com/octo/servers/actions/runs/${run}/attempts/${attempt}`;

/** A job on a fresh, shallow checkout, as `actions/checkout` leaves it. */
function start({ folder, account }: FleetProcess, remote: Remote, how: Start): RunningAction {
  const { run, attempt = 1, branch, change = text => text, children } = how;
  const workspace = remote.checkout('--depth=1');
  if (branch !== undefined) git(workspace, 'switch', '--quiet', '--create', branch);
  cpSync(join(folder, 'machines.yml'), join(workspace, 'machines.yml'));
  const policy = readFileSync(join(folder, 'patchring.yml'), 'utf8').replace(/^rings:/m, told);
  writeFileSync(join(workspace, 'patchring.yml'), change(policy));
  return startAction({
    node,
    workspace,
    with: { command: 'apply', ...account },
    env: {
      ...children.environment,
      PATCHRING_HOOK: hook,
      GITHUB_RUN_ID: String(run),
      GITHUB_RUN_ATTEMPT: String(attempt),
      ...(branch === undefined ? {} : { GITHUB_REF: `refs/heads/${branch}` }),
    },
    secrets: [account.password, hook],
  });
}

/** The address of a webhook is a secret; nobody listens there. */
const hook = 'https://127.0.0.1:1/services/T0s3cret/B0/xyz+42';
const told = `notify:
  - { on: [ring-opened], url: $PATCHRING_HOOK, format: slack }
  - { on: [ring-opened], exec: [node, -e, "process.stdin.resume()"] }
rings:`;

function expectNoSecret(children: Children, secrets: readonly string[]): void {
  const seen = children.seen();
  expect(new Set(seen.map(({ command }) => command[0]))).toEqual(new Set(['git', 'node']));
  for (const { command, environment } of seen) {
    expect(findSecrets('a command line', command.join('\0'), secrets)).toEqual([]);
    expect(Object.keys(environment).filter(name => /^INPUT_/i.test(name))).toEqual([]);
  }
}

const textOf = ({ log, annotations }: ActionStep): string =>
  [...log, ...annotations.map(({ title, message }) => `${title} ${message}`)].join('\n');

/** Who has worked on it, as the journal says. */
function workersIn(remote: Remote): readonly string[] {
  const [path = ''] = remote.files('patchring-ledger').filter(file => file.endsWith('.jsonl'));
  const events = remote
    .show('patchring-ledger', path)
    .split('\n')
    .map(line => (JSON.parse(line) as { readonly event: { readonly kind: string; readonly by?: string } }).event);
  return events.flatMap(({ kind, by }) => (kind === 'runBegan' && by !== undefined ? [by] : []));
}

it.skipIf(missing.length > 0)(
  `jobs that meet a rollout say what they find and do nothing twice${missing.length > 0 ? ` (skipped: ${missing.join(', ')})` : ''}`,
  { timeout: 240_000 },
  async () => {
    const remote = makeRemote();
    const fleet = await startFleetProcess(cli, 'calm', 8);
    onTestFinished(() => fleet.stop(), 60_000);

    const children = watchChildren(remote.temporary);

    // The runner is lost in the middle of the work; "re-run failed jobs" is the same run, one attempt later.
    const lost = start(fleet, remote, { children, run: 7 });
    await lost.process.sees(/installing/);
    lost.process.kill();
    expect((await lost.main).signal).toBe('SIGKILL');
    const again = start(fleet, remote, { children, run: 7, attempt: 2 });
    await again.process.sees(/\d\d:\d\d:\d\d {2}/);

    // Meanwhile somebody runs it from another branch.
    const beside = await start(fleet, remote, { children, run: 8, branch: 'another' }).main;
    expect(beside).toMatchObject({ conclusion: 'failure', exitCode: 1, faults: [] });
    expect(beside.outputs.reason).toContain(`to this ledger: ${page(7, 2)}`);
    expect(textOf(beside)).toMatch(/code: JOURNAL_LOCKED[\s\S]*next: wait until it ends/);

    const first = await again.main;
    expect(first.faults).toEqual([]);
    expect(first.annotations).toContainEqual(
      expect.objectContaining({
        kind: 'warning',
        title: 'JOURNAL_TAKEN_OVER',
        message: expect.stringContaining(page(7)),
      }),
    );
    expect(first.outputs.conclusion).toBe('waiting');
    expect(workersIn(remote)).toEqual([page(7), page(7, 2)]);

    // A branch on which the policy is another one goes on with nothing.
    const changed = (text: string): string => text.replace(/soak: 2s/, 'soak: 3s');
    const other = await start(fleet, remote, { children, run: 9, branch: 'policy', change: changed }).main;
    expect(other).toMatchObject({ conclusion: 'failure', faults: [] });
    expect(textOf(other)).toContain('code: JOURNAL_PLAN_MISMATCHED');
    expect(other.outputs.reason).toMatch(/belongs to another plan: .* is open, and the policy has changed/);

    // New runs, each of another branch under the same policy, go on with the same rollout.
    let last = first;
    for (let run = 10; last.outputs.conclusion === 'waiting' && run < 40; run += 1) {
      const wait = Date.parse(last.outputs['next-due'] ?? '') - Date.now();
      if (wait > 0) await new Promise(wake => setTimeout(wake, Math.min(wait + 50, 20_000)));
      last = await start(fleet, remote, { children, run, branch: `branch-${run}` }).main;
      expect(last.faults).toEqual([]);
      expect(last.outputs['rollout-id']).toBe(first.outputs['rollout-id']);
    }
    expect(last.outputs.conclusion).toBe('succeeded');

    // Whoever runs it once more is told how it ended.
    const before = await fleet.books();
    const after = await start(fleet, remote, { children, run: 41, attempt: 2 }).main;
    expect(after).toMatchObject({ conclusion: 'success', faults: [] });
    expect(after.outputs.conclusion).toBe('nothing-to-do');
    expect(after.outputs.reason).toMatch(/^NOTHING TO DO: no machine of ring test is offered an update/);
    expect(after.outputs['rollout-id']).toBe(first.outputs['rollout-id']);
    expect(textOf(after)).toContain(`the last rollout, ${first.outputs['rollout-id']}, ended succeeded.`);
    const { irregularities, machines } = await fleet.books();
    expect(machines.map(({ installs }) => installs.length)).toEqual(before.machines.map(() => 1));
    const { updatesInstalledTwice, restartedTwice, needlessRestarts } = irregularities;
    expect([...updatesInstalledTwice, ...restartedTwice, ...needlessRestarts]).toEqual([]);
    expectNoSecret(children, [fleet.account.password, hook]);
  },
);
