// The examples for pull requests, played with the shipped files on a policy that means no good: their steps read it, say what it means, run
// none of its commands, open no connection, and put nothing of it on the page that Markdown, the runner or the agent would understand.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { runTask } from '../support/fake-agent.ts';
import { runAction } from '../support/fake-runner.ts';
import { root } from '../support/house.ts';
import type { Workflow } from '../support/workflows.ts';

type Given = Readonly<Record<string, string>>;

const read = (path: string): unknown => parse(readFileSync(join(root, 'examples', path), 'utf8'));
const { jobs } = read('github/pull-request.yml') as Workflow;
const actions = (jobs.policy?.steps ?? []).filter(({ uses = '' }) => uses.startsWith('patchring/'));
const { jobs: azureJobs } = read('azure/pull-request.yml') as {
  jobs: { steps: { task?: string; inputs?: object }[] }[];
};
const tasks = azureJobs.flatMap(({ steps }) => steps).filter(({ task }) => task === 'Patchring@0');

/** As the platform hands them over: text, its own folder put in. */
function given(inputs: object | undefined, temporary: string): Given {
  const texts = Object.entries(inputs ?? {}).map(([name, value]) => [
    name,
    String(value).replace(/\$.*(?=\/plan$)/, temporary),
  ]);
  return Object.fromEntries(texts);
}

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

/** A checkout of a stranger's branch, at the place where the example looks for it. */
function workspace(text: string, place: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'patchring-pull-request-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, place), { recursive: true });
  writeFileSync(join(folder, place, 'patchring.yml'), text);
  for (const inside of [folder, join(folder, place)]) {
    writeFileSync(join(inside, 'evil.sh'), `#!/bin/sh\ntouch '${folder}/ran'\n`);
    chmodSync(join(inside, 'evil.sh'), 0o755);
  }
  return folder;
}

const guard = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(locked)}` };

async function onGithub(text: string, index: number, more: Given = {}) {
  const folder = workspace(text, 'proposed');
  const inputs = { ...given(actions[index]?.with, folder), ...more };
  const step = await runAction({ node: process.execPath, workspace: folder, with: inputs, env: guard });
  return { ...step, ran: existsSync(join(folder, 'ran')) };
}

async function onAzure(text: string, index: number, more: Given = {}) {
  const folder = workspace(text, '.');
  const inputs = { ...given(tasks[index]?.inputs, folder), ...more };
  const step = await runTask({ node: process.execPath, workspace: folder, inputs, variables: {}, env: guard });
  return { ...step, ran: existsSync(join(folder, 'ran')) };
}

/** What Markdown would read: all but the block behind four spaces. */
function readBy(summary: string | undefined): readonly string[] {
  return (summary ?? '').split('\n').filter(line => line !== '' && !line.startsWith('    '));
}

describe('a pull request that changes the policy', () => {
  it('is validated, without a command of the file', async () => {
    const [action, task] = [await onGithub(policy, 0), await onAzure(policy, 0)];
    expect(action).toMatchObject({ conclusion: 'success', faults: [], annotations: [], ran: false });
    expect(task).toMatchObject({ result: 'Succeeded', faults: [], issues: [], ran: false });
    for (const { summary } of [action, task]) expect(summary).toContain('VALID');
  });

  it('is planned offline, without a connection, a command or a word that anybody obeys', async () => {
    const [action, task] = [await onGithub(policy, 1), await onAzure(policy, 1)];
    expect(action).toMatchObject({ conclusion: 'success', faults: [], ran: false });
    expect(task).toMatchObject({ result: 'Succeeded', faults: [], ran: false });
    for (const { summary } of [action, task]) {
      expect(readBy(summary)).toEqual([
        expect.stringMatching(/^\*\*PLANNED\\: updates not known; 2 machines in 2 rings; hash [0-9a-f]{12}/),
      ]);
      expect(summary).toMatch(/^ {4}test {2,}1 /m);
    }
  });

  it('makes the job fail where it is wrong', async () => {
    const wrong = policy.replace('rings:', 'rngs:');
    expect((await onGithub(wrong, 1)).exitCode).toBe(2);
    expect((await onAzure(wrong, 1)).result).toBe('Failed');
  });

  it('would be stopped here at its first command or connection', async () => {
    expect((await onGithub(policy, 1, { offline: 'false' })).exitCode).toBe(99);
  });
});
