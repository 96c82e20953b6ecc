// The command line as a process of its own, on Node 20 and 24: what stands on which stream, which exit code, what a person who wrote
// something wrong is told. Nobody stands behind a terminal who would mask or neutralise.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { linesOf, readAzureCommand, readGithubCommand } from '../support/pipeline-commands.ts';
import { findSecrets, nodes, plainEnvironment, startStep } from '../support/step-process.ts';
import { buildTrialDoors } from '../support/trial-doors.ts';

const password = 'p@ss "wörd"/42+&<x>';
let folder = '';
beforeAll(async () => {
  folder = await buildTrialDoors();
  return () => rmSync(folder, { recursive: true });
});

interface Said {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

describe.each(['20', '24'] as const)('the command line on Node %s', version => {
  const node = nodes[version] ?? '';
  const test = it.skipIf(node === '');
  const reason = node === '' ? ` (skipped: no Node ${version})` : '';

  const start = (story: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    startStep([node, join(folder, 'dist/cli.mjs'), ...args], folder, {
      ...plainEnvironment(),
      PATCHRING_TRIAL: story,
      ...env,
    });
  const call = async (...given: Parameters<typeof start>): Promise<Said> => {
    const { exitCode, stdout, stderr } = await start(...given).ended;
    return { exitCode, out: stdout.toString(), err: stderr.toString() };
  };

  test(`says on standard output what it did${reason}`, async () => {
    expect(await call('calm', ['validate'])).toEqual({
      exitCode: 0,
      out: 'wave 1\n+ sql01 ok\nwave 2\ndone\n\nSUCCEEDED: all rings are done.\n',
      err: '',
    });
  });

  test(`prints exactly one JSON document with --json, and the log beside it${reason}`, async () => {
    const said = await call('calm', ['validate', '--json']);
    expect(JSON.parse(said.out)).toEqual({
      conclusion: 'succeeded',
      reason: 'SUCCEEDED: all rings are done.',
      directory: folder,
    });
    expect(said.err).toContain('+ sql01 ok\n');
  });

  test.each([
    ['held', 5],
    ['hostile', 3],
    ['demo', 0],
    ['wrong input', 2],
    ['bug', 1],
    ['late bug', 1],
    ['socket left open', 0],
  ] as const)(`has an exit code for each ending: %s${reason}`, async (story, exitCode) => {
    const said = await call(story, ['validate']);
    expect(said.exitCode).toBe(exitCode);
    expect(said.out + said.err).not.toMatch(/\.mjs:\d+/);
  });

  test(`tells every fault of the input with place, guess and next step${reason}`, async () => {
    const { out } = await call('wrong input', ['validate']);
    expect(linesOf(out)).toEqual([
      '',
      'FAILED: 2 faults, the first: patchring.yml:3:1: there is no key "rngs"; did you mean "rings"?',
      'POLICY_KEY_UNKNOWN patchring.yml:3:1: there is no key "rngs"; did you mean "rings"?',
      '  next: Write rings:',
      'INVENTORY_MACHINE_DOUBLE machines.yml:9: sql01 stands here twice',
    ]);
  });

  test(`prints no command, no escape sequence and no secret, as lines or as JSON${reason}`, async () => {
    const env = { PATCHRING_PASSWORD: password, PATCHRING_USERNAME: 'svc' };
    const said = await Promise.all([
      call('hostile', ['validate'], env),
      call('hostile', ['validate', '--json'], env),
      call('leak', ['validate', '--debug'], env),
      call('leak', ['validate', '--json'], env),
      call('bug', ['validate', '--debug'], env),
    ]);
    for (const text of said.flatMap(({ out, err }) => [out, err])) {
      expect(findSecrets('the output', text, [password])).toEqual([]);
      expect(linesOf(text).flatMap(line => readGithubCommand(line) ?? readAzureCommand(line) ?? [])).toEqual([]);
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
    expect(JSON.parse(said[3]?.out ?? '').errors).toHaveLength(6);
  });

  test(`shows the stack of a bug under --debug${reason}`, async () => {
    expect((await call('bug', ['validate', '--debug'])).out).toMatch(/at .*cli\.mjs:\d+/);
  });

  test(`warns of a secret that is too short to be masked${reason}`, async () => {
    const { err } = await call('calm', ['validate'], { PATCHRING_PASSWORD: 'abc' });
    expect(err).toMatch(/^warning: A secret of fewer than 4 characters cannot be masked/);
  });

  test.each([
    [[], 'Usage: patchring COMMAND'],
    [['--help'], 'Exit codes'],
    [['help', 'validate'], 'Usage: patchring validate'],
    [['validate', '-h'], '--policy FILE'],
    [['--version'], /^\d+\.\d+\.\d+\n$/],
  ] as const)(`answers %j with help${reason}`, async (args, text) => {
    const said = await call('calm', args);
    expect(said).toMatchObject({ exitCode: 0, err: '' });
    if (typeof text === 'string') expect(said.out).toContain(text);
    else expect(said.out).toMatch(text);
  });

  test(`stops at Ctrl+C with what it knows, and ends at the second${reason}`, async () => {
    const polite = start('waits', ['validate', '--json']);
    await polite.sees(/waiting for the machines/);
    polite.cancel();
    const stopped = await polite.ended;
    expect(stopped.exitCode).toBe(130);
    expect(JSON.parse(stopped.stdout.toString())).toMatchObject({ conclusion: 'cancelled' });
    const stubborn = start('stubborn', ['validate']);
    await stubborn.sees(/waiting for the machines/);
    stubborn.cancel({ interrupt: 100, terminate: 9_000 });
    expect(await stubborn.ended).toMatchObject({ exitCode: 130, signal: null });
  });
});
