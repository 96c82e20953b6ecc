// What is shipped, as it is committed in dist/ and task/dist/, on Node 20 and 24: the three doors with real commands, in the emulated
// runner, the emulated agent and a terminal. Whole rollouts are in rollout.test.ts.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runTask } from '../support/fake-agent.ts';
import { runAction } from '../support/fake-runner.ts';
import { nodes, plainEnvironment, root, startStep } from '../support/step-process.ts';

const isBuilt = existsSync(join(root, 'dist/cli.mjs')) && existsSync(join(root, 'task/dist/task.mjs'));
const cli = join(root, 'dist/cli.mjs');
const policy = `version: 1
name: windows-servers
inventory: machines.yml
connection: { transport: http-sealed, auth: ntlm }
credentials: { default: { username: $PATCHRING_USERNAME, password: $PATCHRING_PASSWORD } }
rings:
  - { name: test, machines: { label: ring=test }, window: anytime }
`;
const machines = 'machines:\n  - { name: lab01, labels: { ring: test } }\n';

describe.each(['20', '24'] as const)('what is shipped, on Node %s', version => {
  const node = nodes[version] ?? '';
  const missing = [isBuilt ? '' : 'dist is not built', node === '' ? `no Node ${version}` : ''].filter(
    text => text !== '',
  );
  const test = it.skipIf(missing.length > 0);
  const reason = missing.length > 0 ? ` (skipped: ${missing.join(', ')})` : '';
  const place = mkdtempSync(join(tmpdir(), 'patchring-shipped-'));
  afterAll(() => rmSync(place, { recursive: true, force: true }));
  const checkout = join(place, 'checkout');
  const wrong = join(place, 'wrong');
  beforeAll(() => {
    for (const folder of [checkout, wrong]) mkdirSync(folder);
    for (const folder of [checkout, wrong]) writeFileSync(join(folder, 'machines.yml'), machines);
    writeFileSync(join(checkout, 'patchring.yml'), policy);
    writeFileSync(join(wrong, 'patchring.yml'), policy.replace('rings:', 'rngs:'));
  });

  const call = async (args: readonly string[], cwd = checkout) => {
    const { exitCode, stdout, stderr } = await startStep([node, cli, ...args], cwd, plainEnvironment()).ended;
    return { exitCode, out: stdout.toString(), err: stderr.toString() };
  };

  test(`tells every command and each one's options${reason}`, async () => {
    const overview = await call(['--help']);
    const names = [...overview.out.matchAll(/^ {2}([a-z]+) {2,}[A-Z]/gm)].map(match => match[1] ?? '');
    expect(names).toContain('validate');
    for (const name of names) expect(await call([name, '--help'])).toMatchObject({ exitCode: 0, err: '' });
  });

  test(`checks a policy alike behind all three doors${reason}`, async () => {
    const said = await call(['validate']);
    const action = await runAction({ node, workspace: checkout, with: { command: 'validate' } });
    const task = await runTask({ node, workspace: checkout, inputs: { command: 'validate' } });
    const verdict = said.out.trim().split('\n')[0];
    expect(verdict).toMatch(/^VALID: windows-servers/);
    expect(said).toMatchObject({ exitCode: 0, err: '' });
    expect(action).toMatchObject({ conclusion: 'success', outputs: { reason: verdict }, faults: [] });
    expect(task).toMatchObject({ result: 'Succeeded', message: verdict, outputs: { reason: verdict }, faults: [] });
  });

  test(`refuses a wrong policy alike behind all three doors, with its place${reason}`, async () => {
    const said = await call(['validate', '--json'], wrong);
    const action = await runAction({ node, workspace: wrong, with: { command: 'validate' } });
    const task = await runTask({ node, workspace: wrong, inputs: { command: 'validate' } });
    const { conclusion, failures, reason: verdict } = JSON.parse(said.out);
    expect({ exitCode: said.exitCode, conclusion }).toEqual({ exitCode: 2, conclusion: 'failed' });
    expect(failures.map((failure: { readonly code: string }) => failure.code)).toContain('POLICY_KEY_UNKNOWN');
    expect(verdict).toMatch(/patchring\.yml:\d+:\d+: /);
    expect(action).toMatchObject({ conclusion: 'failure', exitCode: 2, outputs: { reason: verdict }, faults: [] });
    expect(task).toMatchObject({ result: 'Failed', exitCode: 0, outputs: { reason: verdict }, faults: [] });
  });

  test(`prints the policy's schema and nothing else${reason}`, async () => {
    const said = await call(['schema']);
    expect(JSON.parse(said.out)).toEqual(JSON.parse(readFileSync(join(root, 'dist/policy.schema.json'), 'utf8')));
  });
});
