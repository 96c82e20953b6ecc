// The GitHub doors under an emulated runner, on Node 20 and 24: what a run's page shows, whatever happens inside.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { outputs } from '../../src/inputs.ts';
import { type ActionRun, runAction, startAction } from '../support/fake-runner.ts';
import { hostileMarks } from '../support/hostile-rollouts.ts';
import { nodes } from '../support/step-process.ts';
import { buildTrialDoors } from '../support/trial-doors.ts';

const password = 'p@ss "wörd"/42+&<x>';
const plainPassword = 'Sommer2026';
let folder = '';
beforeAll(async () => {
  folder = await buildTrialDoors();
  return () => rmSync(folder, { recursive: true });
});

describe.each(['20', '24'] as const)('the action on Node %s', version => {
  const node = nodes[version] ?? '';
  const test = it.skipIf(node === '');
  const reason = node === '' ? ` (skipped: no Node ${version})` : '';
  const story = (name: string, more: Partial<ActionRun> = {}): ActionRun => ({
    node,
    folder,
    with: { command: 'validate', ...more.with },
    env: { PATCHRING_TRIAL: name, ...more.env },
    ...(more.secrets === undefined ? {} : { secrets: more.secrets }),
    ...(more.debug === undefined ? {} : { debug: more.debug }),
  });

  test(`says how it ended in outputs, summary and log, and leaves its post step nothing to say${reason}`, async () => {
    const running = startAction(story('calm'));
    const [main, post] = [await running.main, await running.post()];
    expect(main).toMatchObject({
      conclusion: 'success',
      exitCode: 0,
      summary: '**SUCCEEDED\\: all rings are done.**\n',
      annotations: [],
      state: { conclusion: 'succeeded' },
      faults: [],
    });
    expect(main.outputs).toMatchObject({
      conclusion: 'succeeded',
      reason: 'SUCCEEDED: all rings are done.',
      'rollout-id': 'windows-servers-3f9ac2',
      'next-due': '',
    });
    expect(Object.keys(main.outputs).sort()).toEqual(outputs.map(output => output.name).sort());
    expect(main.log.map(plain)).toEqual([
      '##[group]wave 1',
      '+ sql01 ok',
      '##[endgroup]',
      '##[group]wave 2',
      'done',
      '##[endgroup]',
      '',
      'SUCCEEDED: all rings are done.',
    ]);
    expect(post).toMatchObject({ conclusion: 'success', log: [], annotations: [], summary: undefined, faults: [] });
  });

  test(`shows rings as deployments, with a token and with nothing else of it${reason}`, async () => {
    const calls: string[] = [];
    const server = createServer((request, response) => {
      calls.push(`${request.method} ${request.url?.split('?')[0]} ${request.headers.authorization}`);
      const isList = request.method === 'GET';
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(isList ? '[]' : '{"id":5}');
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const token = 'ghs_deployments_4711';
    const told = story('rollout', {
      with: { 'deployments-token': token },
      env: { GITHUB_API_URL: api },
      secrets: [token],
    });
    const main = await runAction(told);
    server.closeAllConnections();
    server.close();
    expect(main).toMatchObject({ conclusion: 'failure', faults: [] });
    const place = '/repos/octo/servers/deployments';
    const one = [`GET ${place}`, `POST ${place}`, `GET ${place}/5/statuses`, `POST ${place}/5/statuses`];
    expect(calls.sort()).toEqual([...one, ...one].map(call => `${call} Bearer ${token}`).sort());
    const without = await runAction(story('rollout', { with: { 'deployments-token': token }, secrets: [token] }));
    expect(without.log.join('\n')).toContain('The deployment of ring test could not be told to GitHub: bad port.');
    expect(without).toMatchObject({ conclusion: 'failure', faults: [] });
  });

  test(`shows details where the user asked for them${reason}`, async () => {
    const main = await runAction(story('calm', { debug: true }));
    expect(main.log).toContain('##[debug]details');
  });

  test.each([
    ['halted', 'hostile', 'failure', 'error'],
    ['held', 'held', 'success', 'warning'],
    ['halted as its story must', 'demo', 'success', undefined],
  ] as const)(`shows a rollout that is %s in its colour${reason}`, async (_, name, conclusion, kind) => {
    const main = await runAction(story(name));
    expect(main.conclusion).toBe(conclusion);
    expect(main.annotations.at(-1)?.kind).toBe(kind);
    expect(main.faults).toEqual([]);
  });

  test(`reads no command out of what machines say${reason}`, async () => {
    const main = await runAction(story('hostile', { debug: true }));
    expect(main.faults).toEqual([]);
    expect(main.outputs.conclusion).toBe('halted');
    expect(main.log.length).toBeGreaterThan(60);
    expect(Math.max(...main.log.map(line => line.length))).toBeLessThan(5_000);
  });

  test(`reads no command out of any field of a machine, and keeps every table whole${reason}`, async () => {
    const main = await runAction(story('hostile machines', { debug: true }));
    expect(main.faults).toEqual([]);
    for (const mark of hostileMarks) {
      expect(main.log.join('\n')).toContain(`mark-${mark}`);
      expect(main.summary).toContain(`mark-${mark}`);
    }
    expect(main.summary).not.toMatch(/<script>|javascript:INJECTED\)|^::/m);
    const tables = (main.summary ?? '').split('\n\n').filter(block => block.startsWith('|'));
    const widths = tables.map(
      table =>
        new Set(
          table
            .trim()
            .split('\n')
            .map(row => row.split(/(?<!\\)\|/).length),
        ).size,
    );
    expect([tables.length > hostileMarks.length, new Set(widths)]).toEqual([true, new Set([1])]);
  });

  test.each([
    ['an input', { with: { password, username: 'svc' } }],
    ['the key of a certificate', { with: { 'client-key': password } }],
    ['the token for deployments', { with: { 'deployments-token': password } }],
    ['the environment', { env: { PATCHRING_PASSWORD: password } }],
    ['a variable for one tier', { env: { PATCHRING_TIER0_PASSWORD: password } }],
    ['any variable that is called a secret', { env: { PATCHRING_VAULT_SECRET: password } }],
  ] as readonly [string, Partial<ActionRun>][])(
    `lets no byte of a secret out that came by %s${reason}`,
    async (_, more) => {
      const main = await runAction(
        story('leak', { ...more, env: { PATCHRING_TRIAL: 'leak', ...more.env }, secrets: [password], debug: true }),
      );
      expect(main.faults).toEqual([]);
      expect(main.log.filter(line => line.includes('***')).length).toBeGreaterThan(20);
      expect(main.summary).toContain('***');
    },
  );

  test.each([
    ['quoted', `        with: { command: apply, password: '${plainPassword}', username: svc } # quick fix`, true],
    ['bare', `          password: ${plainPassword} # later: secrets`, true],
    ['taken from a secret', "          password: '${{ secrets.PATCH_PASSWORD }}'", false],
    ['a part of something longer', `          reason: not ${plainPassword}`, false],
  ])(`warns of a password that stands in the workflow: %s${reason}`, async (_, line, isTold) => {
    const workspace = mkdtempSync(join(tmpdir(), 'patchring-checkout-'));
    onTestFinished(() => rmSync(workspace, { recursive: true }));
    mkdirSync(join(workspace, '.github/workflows'), { recursive: true });
    writeFileSync(
      join(workspace, '.github/workflows/patch.yml'),
      `jobs:\n  patch:\n    steps:\n      - uses: x\n${line}\n`,
    );
    const given = { with: { password: plainPassword }, secrets: [plainPassword] };
    const main = await runAction({ ...story('leak', given), workspace });
    expect(main.faults).toEqual([]);
    const told = main.annotations.filter(({ title }) => title === 'plain secret').map(({ message }) => message);
    expect(told).toEqual(
      isTold ? [expect.stringMatching(/^The password stands as plain text in \.github\/workflows\/patch\.yml: /)] : [],
    );
  });

  test(`tells all that is wrong with the input, with place and next step${reason}`, async () => {
    const main = await runAction(story('wrong input'));
    expect(main).toMatchObject({ conclusion: 'failure', exitCode: 2, faults: [] });
    expect(main.annotations.map(({ title, message }) => `${title} ${message}`)).toEqual([
      'POLICY_KEY_UNKNOWN patchring.yml:3:1: there is no key "rngs"; did you mean "rings"?',
      'INVENTORY_MACHINE_DOUBLE machines.yml:9: sql01 stands here twice',
      'failed FAILED: 2 faults, the first: patchring.yml:3:1: there is no key "rngs"; did you mean "rings"?',
    ]);
    expect(main.log.map(plain)).toContain('  next: Write rings:');
    expect(main.outputs.conclusion).toBe('failed');
  });

  test.each([
    [{ command: 'aply' }, 'FAILED: There is no command "aply".'],
    [{ command: 'validate', policy: '' }, 'SUCCEEDED: all rings are done.'],
  ])(`answers the inputs %j${reason}`, async (given, reasonSaid) => {
    const main = await runAction({ ...story('calm'), with: given });
    expect(main.outputs.reason).toBe(reasonSaid);
  });

  test.each(['bug', 'late bug'])(`tells a %s in one paragraph without a stack${reason}`, async name => {
    const main = await runAction(story(name, { with: { password }, secrets: [password] }));
    expect(main).toMatchObject({ conclusion: 'failure', exitCode: 1, faults: [] });
    expect(main.outputs.reason).toMatch(/^FAILED: This is a bug in patchring/);
    expect(main.log.map(plain)).toContain('  code: INTERNAL_ERROR');
    expect(main.log.join('\n')).not.toMatch(/\.mjs:\d+/);
  });

  test(`shows the stack of a bug under debug, without secrets${reason}`, async () => {
    const main = await runAction(story('bug', { with: { password }, secrets: [password], debug: true }));
    expect(main.log.join('\n')).toMatch(/##\[debug\] *at .*action\.mjs:\d+/);
    expect(main.faults).toEqual([]);
  });

  test(`keeps to ten annotations of a kind and to what the page shows of each${reason}`, async () => {
    const main = await runAction(story('twenty annotations'));
    expect(main.faults).toEqual([]);
    expect(main.annotations.at(-1)).toMatchObject({ kind: 'error', message: 'FAILED: twenty times.' });
    expect(main.log.map(plain)).toContain('warning: warning 20');
  });

  test(`keeps a summary that is too long whole up to a block${reason}`, async () => {
    const main = await runAction(story('huge summary'));
    expect(main.faults).toEqual([]);
    expect(main.summary).toMatch(
      /x\n\n\*The summary was too long and ends here\. The report files have all of it\.\*\n$/,
    );
  });

  test(`ends although a socket was left open${reason}`, async () => {
    const main = await runAction(story('socket left open'));
    expect(main).toMatchObject({ conclusion: 'success', exitCode: 0 });
  });

  test(`stops at the first signal, and says so in every output${reason}`, async () => {
    const running = startAction(story('waits'));
    await running.process.sees(/waiting for the machines/);
    running.cancel();
    const [main, post] = [await running.main, await running.post()];
    expect(main).toMatchObject({ signal: null, conclusion: 'cancelled', faults: [] });
    expect(main.outputs).toMatchObject({ conclusion: 'cancelled', journal: 'file:/mnt/ledger' });
    expect(main.tookToStop).toBeLessThan(7_500);
    expect(post.log).toEqual([]);
  });

  test(`ends at the second signal when nothing else ends it, and the post step says what to do${reason}`, async () => {
    const running = startAction({ ...story('stubborn'), with: { command: 'validate', ledger: 'file:/mnt/ledger' } });
    await running.process.sees(/waiting for the machines/);
    running.cancel({ interrupt: 300, terminate: 5_000 });
    const [main, post] = [await running.main, await running.post()];
    expect(main).toMatchObject({ exitCode: 130, signal: null });
    expect(main.outputs).toEqual({});
    expect(post.annotations).toEqual([expect.objectContaining({ kind: 'warning', title: 'unfinished' })]);
    expect(post.summary).toContain('The journal is in file\\:/mnt/ledger.');
    expect(post).toMatchObject({ conclusion: 'success', faults: [] });
  });

  test(`lets the post step speak for a main step that was killed${reason}`, async () => {
    const running = startAction({ ...story('stubborn'), env: { PATCHRING_TRIAL: 'stubborn' } });
    await running.process.sees(/waiting for the machines/);
    running.process.kill();
    expect(await running.main).toMatchObject({ signal: 'SIGKILL', faults: [] });
    expect((await running.post()).log.join('\n')).toContain('UNFINISHED: the step ended before validate could say how');
  });
});

const plain = (line: string): string => stripVTControlCharacters(line);
