// The example for pull requests, played with the shipped files on a policy that means no good: its steps read it, say what it means, run
// none of its commands, open no connection, and put nothing of it on the page that Markdown or the runner would understand.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { runAction } from '../support/fake-runner.ts';
import { root } from '../support/house.ts';
import { linesOf, readGithubCommand } from '../support/pipeline-commands.ts';
import type { Workflow } from '../support/workflows.ts';

const { jobs } = parse(readFileSync(join(root, 'examples/github/pull-request.yml'), 'utf8')) as Workflow;
const steps = jobs.policy?.steps ?? [];
const script = steps.find(({ name }) => name === 'plan --offline')?.run ?? '';

const policy = `version: 1
name: servers
inventory:
  - { name: web01.corp.example, labels: { ring: test, note: '::error::</pre><script>' } }
  - { name: web02.corp.example }
connection: { transport: https }
credentials:
  default: { exec: [./evil.sh, '{machine}'] }
holds:
  - { kb: KB5068221, when: { product: windows-server-2025 }, reason: "##[error] ::set-output name=a::b | <img src=x> [x](http://x)", expires: 2099-02-01 }
rings:
  - { name: test, machines: { label: ring=test }, window: anytime }
  - { name: rest, machines: rest, window: anytime, onRegression: rollback }
`;

/** A program started with this ends with 99 at its first connection, look-up or child. */
const locked = `import net from 'node:net'; import dns from 'node:dns'; import child from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
const stop = () => process.exit(99);
net.Socket.prototype.connect = stop;
for (const name of ['spawn', 'spawnSync', 'exec', 'execFile', 'execFileSync', 'fork']) child[name] = stop;
for (const name of ['lookup', 'resolve']) dns[name] = stop;
syncBuiltinESMExports();`;

function workspace(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'patchring-pull-request-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'proposed'));
  mkdirSync(join(folder, 'patchring'));
  symlinkSync(join(root, 'dist'), join(folder, 'patchring/dist'), 'junction');
  writeFileSync(join(folder, 'proposed/patchring.yml'), text);
  for (const place of [folder, join(folder, 'proposed')]) {
    writeFileSync(join(place, 'evil.sh'), `#!/bin/sh\ntouch '${folder}/ran'\n`);
    chmodSync(join(place, 'evil.sh'), 0o755);
  }
  return folder;
}

function play(folder: string, text: string) {
  const summary = join(folder, 'summary.md');
  const ended = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', text], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: `${join(process.execPath, '..')}:${process.env.PATH}`,
      GITHUB_ACTIONS: 'true',
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: folder,
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(locked)}`,
    },
  });
  return { ...ended, summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '' };
}

const onPosix = it.skipIf(process.platform === 'win32');
const reason = process.platform === 'win32' ? ' (skipped: the runner of the example is a Linux)' : '';

describe('a pull request that changes the policy', () => {
  it('is validated by the shipped action, without a command of the file', async () => {
    const folder = workspace(policy);
    const { with: given = {} } = steps.find(({ uses = '' }) => uses.startsWith('patchring/')) ?? {};
    const main = await runAction({ node: process.execPath, workspace: folder, with: given as Record<string, string> });
    expect(main).toMatchObject({ conclusion: 'success', faults: [], annotations: [] });
    expect(main.summary).toContain('VALID');
    expect(existsSync(join(folder, 'ran'))).toBe(false);
  });

  onPosix(`is planned offline, without a connection, a command or a word that anybody obeys${reason}`, () => {
    const folder = workspace(policy);
    const { status, stdout, stderr, summary } = play(folder, script);
    expect([status, stderr]).toEqual([0, expect.any(String)]);
    expect(existsSync(join(folder, 'ran'))).toBe(false);
    expect(linesOf(stdout).flatMap(line => readGithubCommand(line) ?? [])).toEqual([]);
    expect(summary).toMatch(/^## What it means\n\n {4}/);
    expect(summary).toContain('PLANNED: updates not known; 2 machines in 2 rings');
    expect(
      summary
        .split('\n')
        .slice(2)
        .filter(line => line !== '' && !line.startsWith('    ')),
    ).toEqual([]);
  });

  onPosix(`makes the job fail where it is wrong${reason}`, () => {
    expect(play(workspace(policy.replace('rings:', 'rngs:')), script).status).toBe(2);
  });

  onPosix(`would be stopped here at its first command or connection${reason}`, () => {
    const folder = workspace(policy);
    expect(play(folder, script.replace(' --offline', '')).status).not.toBe(0);
    expect(play(folder, `node -e "require('node:child_process').execFile('true')"`).status).toBe(99);
    expect(play(folder, `node -e "require('node:net').connect(1)"`).status).toBe(99);
  });
});
