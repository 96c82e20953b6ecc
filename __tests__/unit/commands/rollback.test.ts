// A person's rollback: the restarts are said first, only what this rollout did is undone, and what was asked for exits 0.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type LivingFleet, startFleet } from '../../../src/world.ts';
import { callCommand } from '../../support/command-calls.ts';

let fleet: LivingFleet;
let directory = '';
let env: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'patchring-rollback-'));
  fleet = await startFleet({ scenario: 'calm', machines: 8, seed: 1, directory });
  env = { PATCHRING_USERNAME: fleet.account.username, PATCHRING_PASSWORD: fleet.account.password };
});
afterAll(async () => {
  await fleet.close();
  rmSync(directory, { recursive: true, force: true });
});

const call = (...argv: string[]) => callCommand(argv, { directory, env });

describe('rollback', () => {
  it.each([
    [[], 'ARGUMENT_MISSING'],
    [['--reason', 'x'], 'ARGUMENT_MISSING'],
    [['--ring', 'test'], 'ARGUMENT_MISSING'],
    [['--ring', 'test', '--all', '--reason', 'x'], 'ARGUMENT_INVALID'],
    [['--ring', 'test', '--reason', 'x'], 'ROLLOUT_UNKNOWN'],
  ])('refuses %j: %s', async (args, code) => {
    expect((await call('rollback', ...args)).failures).toMatchObject([{ code }]);
  });

  it('takes back a ring, says its restarts first, and is the end of the rollout', { timeout: 90_000 }, async () => {
    expect((await call('apply')).outcome).toMatchObject({ conclusion: 'waiting' });
    expect((await call('rollback', '--ring', 'pilot', '--reason', 'x')).failures[0]?.message).toMatch(
      /nothing .*pilot/,
    );
    expect((await call('rollback', '--ring', 'tset', '--reason', 'x')).failures[0]?.message).toBe(
      'There is no ring "tset" in the plan. Did you mean "test"?',
    );
    const { outcome, platform, text } = await call('rollback', '--ring', 'test', '--reason', 'print queue');
    expect(outcome).toMatchObject({ conclusion: 'rolled-back', exitCode: 0 });
    const said = platform.lines.map(line => line.text);
    expect(said.slice(0, 2)).toEqual(['rollback of 2 machines: t02, t01', '2 machines will restart: t02, t01.']);
    expect(said.findIndex(line => line.includes('rolling back KB5122871'))).toBeGreaterThan(1);
    expect(text).toMatch(/t01 +\+ rolled back, the build is the one before/);
    const undone = fleet.counts().machines.filter(({ jobs }) => jobs.some(({ kind }) => kind === 'uninstall'));
    expect(undone.map(({ machine }) => machine).sort()).toEqual(['t01', 't02']);
    expect(fleet.oddities()).toEqual([]);

    const again = await call('apply');
    expect(again.outcome).toMatchObject({ conclusion: 'rolled-back' });
    expect(again.text).toContain('has ended; this run changed nothing.');
    // Both machines of the surveyed ring hide it now: it is not even offered there.
    expect(again.text).not.toMatch(/KB5122871 .*planned|plan windows-servers/);
    const kinds = fleet.counts().machines.flatMap(({ machine, jobs }) => jobs.map(({ kind }) => `${machine} ${kind}`));
    expect(kinds.filter(what => what.endsWith('hide')).sort()).toEqual(['t01 hide', 't02 hide']);
  });

  it('is lifted by a person: shown again on the machines, and planned again under a name of its own', {
    timeout: 90_000,
  }, async () => {
    const first = (await call('status')).outcome;
    expect(first?.result).toMatchObject({ conclusion: 'rolled-back', lifted: null, stillHidden: [] });
    expect(first?.result?.next).toContainEqual(expect.stringMatching(/resume --reason/));
    const { outcome, text } = await call('resume', '--reason', 'the printers are mended');
    expect(outcome).toMatchObject({ conclusion: 'rolled-back', exitCode: 0 });
    expect(outcome?.line).toMatch(
      /^RESUMED: what windows-servers-\S+ rolled back may come again, by .+, the printers are mended; shown again on 2 of 2 machines\.$/,
    );
    expect(text).toMatch(/t01 +\. is offered it again/);
    expect((await call('resume', '--reason', 'twice')).outcome).toMatchObject({
      line: expect.stringMatching(/^RESUMED already: .*, the printers are mended\.$/),
      exitCode: 0,
    });
    expect((await call('status')).outcome?.result).toMatchObject({ lifted: { reason: 'the printers are mended' } });
    const again = await call('apply');
    expect(again.outcome).toMatchObject({ conclusion: 'waiting', outputs: { 'machines-updated': '2' } });
    expect(again.outcome?.outputs?.['rollout-id']).not.toBe(first?.outputs?.['rollout-id']);
    expect((await call('resume', '--reason', 'x', '--rollout', 'nobody-1')).failures[0]?.message).toMatch(
      /no rollout nobody-1 .* it has windows-servers-\w+, windows-servers-\w+$/,
    );
  });
});

it('says that a hotpatch costs a restart to take off, and what is left then', { timeout: 90_000 }, async () => {
  const here = mkdtempSync(join(tmpdir(), 'patchring-rollback-'));
  const story = await startFleet({ scenario: 'licence-lapsed', machines: 8, seed: 1, directory: here });
  onTestFinished(async () => {
    await story.close();
    rmSync(here, { recursive: true, force: true });
  });
  const at = {
    directory: here,
    env: { PATCHRING_USERNAME: story.account.username, PATCHRING_PASSWORD: story.account.password },
  };
  await callCommand(['apply'], at);
  const { outcome, platform } = await callCommand(['rollback', '--ring', 'test', '--reason', 'x'], at);
  expect(outcome).toMatchObject({ conclusion: 'rolled-back', exitCode: 0 });
  expect(platform.lines.slice(1, 3).map(({ text }) => text)).toEqual([
    '2 machines will restart: t02, t01.',
    'A hotpatch is taken off 1 machine (t02): the baseline under it stays, the restart is the price, and it is offered again unless it is hidden there or declined in WSUS.',
  ]);
  const restarts = story.counts().machines.find(({ machine }) => machine === 't02')?.restarts;
  expect(restarts).toHaveLength(1);
});
