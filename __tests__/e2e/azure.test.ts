// The Azure door under an emulated agent, on Node 20 and 24: what a run's page shows, whatever happens inside. A task says its result
// and exits 0. Loading its library prints commands of its own: they are among those that the agent is shown.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { azureName, outputs } from '../../src/inputs.ts';
import { runTask, startTask, type TaskRun } from '../support/fake-agent.ts';
import { hostileMarks } from '../support/hostile-rollouts.ts';
import { nodes, root } from '../support/step-process.ts';
import { buildTrialDoors } from '../support/trial-doors.ts';

const password = 'p@ss "wörd"/42+&<x>%;]';
let folder = '';
beforeAll(async () => {
  folder = await buildTrialDoors();
  return () => rmSync(folder, { recursive: true });
});

describe.each([
  ['20', 'Node20_1'],
  ['24', 'Node24'],
] as const)('the task on Node %s', (version, handler) => {
  const node = nodes[version] ?? '';
  const test = it.skipIf(node === '');
  const reason = node === '' ? ` (skipped: no Node ${version})` : '';
  const story = (name: string, more: Partial<TaskRun> = {}): TaskRun => ({
    node,
    handler,
    folder: join(folder, 'task'),
    ...more,
    inputs: { command: 'validate', ...more.inputs },
    variables: { 'patchring.trial': name },
  });

  test(`says how it ended in variables, summary and result${reason}`, async () => {
    const step = await runTask(story('calm'));
    expect(step).toMatchObject({
      result: 'Succeeded',
      message: 'SUCCEEDED: all rings are done.',
      exitCode: 0,
      summary: '**SUCCEEDED\\: all rings are done.**\n',
      issues: [],
      faults: [],
    });
    expect(step.outputs).toMatchObject({ conclusion: 'succeeded', rolloutId: 'windows-servers-3f9ac2', nextDue: '' });
    expect(Object.keys(step.outputs).sort()).toEqual(outputs.map(output => azureName(output.name)).sort());
    expect(step.log).toEqual([
      '##[group]wave 1',
      '+ sql01 ok',
      '##[endgroup]',
      '##[group]wave 2',
      '##[section]done',
      '##[endgroup]',
      '',
      'SUCCEEDED: all rings are done.',
    ]);
  });

  test(`tags the build, publishes the test results and takes the account of a service connection${reason}`, async () => {
    const step = await runTask(
      story('rollout', {
        inputs: { serviceConnection: 'b7c9' },
        connections: { b7c9: { username: 'CORP\\svc', password } },
        secrets: [password],
      }),
    );
    expect(step).toMatchObject({ message: 'HALTED: as CORP\\svc.', faults: [], progress: 45 });
    expect(step.tags).toEqual(['rollout-windows-servers-3f9ac2', 'ring-test-passed', 'ring-pilot-halted']);
    expect(step.testResults).toEqual(['/tmp/TEST-patchring.xml']);
  });

  test(`shows details where the user asked for them${reason}`, async () => {
    expect((await runTask(story('calm', { debug: true }))).log).toContain('##[debug]details');
  });

  test.each([
    ['halted', 'hostile', 'Failed'],
    ['held', 'held', 'SucceededWithIssues'],
    ['halted as its story must', 'demo', 'Succeeded'],
    ['wrong input', 'wrong input', 'Failed'],
    ['a bug', 'bug', 'Failed'],
    ['a late bug', 'late bug', 'Failed'],
    ['a socket left open', 'socket left open', 'Succeeded'],
  ] as const)(`says its result and exits 0: %s${reason}`, async (_, name, result) => {
    const step = await runTask(story(name));
    expect(step).toMatchObject({ result, exitCode: 0, faults: [] });
    expect(step.log.join('\n')).not.toMatch(/\.mjs:\d+/);
  });

  test(`reads no command out of what machines say${reason}`, async () => {
    const step = await runTask(story('hostile', { debug: true }));
    expect(step.faults).toEqual([]);
    expect(step).toMatchObject({ result: 'Failed', exitCode: 0 });
    expect(step.log.length).toBeGreaterThan(60);
  });

  test(`reads no command out of any field of a machine${reason}`, async () => {
    const step = await runTask(story('hostile machines', { debug: true }));
    expect(step.faults).toEqual([]);
    for (const mark of hostileMarks) {
      expect(step.log.join('\n')).toContain(`mark-${mark}`);
      expect(step.summary).toContain(`mark-${mark}`);
    }
    expect(step.summary).not.toMatch(/<script>|javascript:INJECTED\)|##vso\[/m);
  });

  test.each([
    ['an input', { inputs: { password, username: 'svc' } }],
    ['the key of a certificate', { inputs: { clientKey: password } }],
    [
      'a service connection',
      { inputs: { serviceConnection: 'b7c9' }, connections: { b7c9: { username: 's', password } } },
    ],
  ] as readonly [string, Partial<TaskRun>][])(
    `lets no byte of a secret out that came by %s${reason}`,
    async (_, more) => {
      const step = await runTask(story('leak', { ...more, secrets: [password], debug: true }));
      expect(step.faults).toEqual([]);
      expect(step.log.filter(line => line.includes('***')).length).toBeGreaterThan(20);
      expect(step.summary).toContain('***');
    },
  );

  test.each([
    ['plain', { inputs: { password } }, true],
    ['a secret variable', { inputs: { password }, secretVariables: { pw: password } }, false],
    ['put together of one', { inputs: { password: `CORP-${password}` }, secretVariables: { pw: password } }, false],
    [
      'a service connection',
      { inputs: { serviceConnection: 'b7c9' }, connections: { b7c9: { username: 's', password } } },
      false,
    ],
    ['the file of a key', { inputs: { clientKey: root } }, false],
  ] as readonly [string, Partial<TaskRun>, boolean][])(
    `warns of a secret that no secret variable has: %s${reason}`,
    async (_, more, isTold) => {
      const step = await runTask(story('leak', { ...more, secrets: [password] }));
      expect(step.faults).toEqual([]);
      const told = step.issues.map(({ message }) => message).filter(message => message.startsWith('plain secret: '));
      expect(told).toEqual(isTold ? [expect.stringContaining('The password came as plain text')] : []);
    },
  );

  test(`keeps to ten issues of a kind${reason}`, async () => {
    const step = await runTask(story('twenty annotations'));
    expect(step.faults).toEqual([]);
    expect(step.issues.at(-1)).toMatchObject({ kind: 'error', message: 'FAILED: twenty times.' });
    expect(step.log).toContain('##[warning]warning: warning 20');
  });

  test(`stops at the first signal and says that it was cancelled${reason}`, async () => {
    const running = startTask(story('waits'));
    await running.process.sees(/waiting for the machines/);
    running.cancel();
    const step = await running.step;
    expect(step).toMatchObject({ result: 'Cancelled', message: 'CANCELLED: 1 job goes on.', exitCode: 0, faults: [] });
    expect(step.outputs).toMatchObject({ conclusion: 'cancelled', journal: 'file:/mnt/ledger' });
    expect(step.tookToStop).toBeLessThan(7_500);
  });
});
