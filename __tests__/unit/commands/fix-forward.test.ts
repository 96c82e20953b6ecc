// `fix-forward`: what it is refused for, what it writes and says, and that the next plan has what mends or there is none.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type LivingFleet, startFleet } from '../../../src/world.ts';
import { callCommand, fileLedgerIn, keepRollout } from '../../support/command-calls.ts';
import { aServer, ring, runToTheEnd, servers, setRings } from '../../support/rollouts.ts';

const dying = { kind: 'serviceDies', kb: 'KB5122871', service: 'OrderIntake' } as const;

/** The first machine of the test ring is hit. */
async function halted() {
  const directory = mkdtempSync(join(tmpdir(), 'patchring-fix-forward-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const stage = await setRings(
    [ring('test', { waves: [1, '100%'] })],
    [aServer('a', { faults: [dying] }), ...servers('test', 2)],
  );
  expect((await runToTheEnd(stage)).standing.conclusion).toBe('halted');
  await keepRollout(join(directory, '.patchring'), stage);
  return { directory, stage };
}

describe('fix-forward', () => {
  it('is what a halted rollout offers, and needs a reason and the number of another update', async () => {
    const { directory } = await halted();
    const call = (...words: string[]) => callCommand(['fix-forward', ...words], { directory });
    const status = (await callCommand(['status'], { directory })).outcome;
    expect(status?.result?.next).toContainEqual(
      expect.stringMatching(/ fix-forward --kb KB… --reason "…".* {3}# where another update mends it$/),
    );
    expect((await call('--kb', 'KB5123999')).failures).toMatchObject([{ code: 'ARGUMENT_MISSING' }]);
    expect((await call('--reason', 'x')).failures).toMatchObject([{ code: 'ARGUMENT_MISSING' }]);
    expect((await call('--kb', '5123999', '--reason', 'x')).failures).toMatchObject([{ code: 'ARGUMENT_INVALID' }]);
    expect((await call('--kb', 'KB5122871', '--reason', 'x')).failures).toMatchObject([{ code: 'FIX_IMPOSSIBLE' }]);
  });

  it('closes it with its author, says what takes the place of what, and what to paste next', async () => {
    const { directory, stage } = await halted();
    const words = ['--kb', 'kb5123999, KB5124000', '--reason', 'order intake dies'];
    const { outcome } = await callCommand(['fix-forward', ...words], { directory });
    expect(outcome).toMatchObject({ conclusion: 'nothing-to-do', exitCode: 0 });
    expect(outcome?.line).toMatch(
      /^FIXING FORWARD: windows-servers-\w+ is closed by .+, order intake dies; KB5123999, KB5124000 takes the place of KB5122871\.$/,
    );
    expect(outcome?.result?.next).toEqual([
      expect.stringMatching(/ plan\b/) as string,
      expect.stringMatching(/ apply\b/) as string,
    ]);
    const events = await fileLedgerIn(join(directory, '.patchring')).read(stage.plan.rolloutId);
    expect(events.at(-1)).toMatchObject({ kind: 'superseded', fix: ['KB5123999', 'KB5124000'] });
    const standing = (await callCommand(['status'], { directory })).outcome;
    expect(standing?.line).toMatch(/^SUPERSEDED: closed by .+, order intake dies; KB5123999, KB5124000 mends it\. /);
  });
});

describe('the plan after it', () => {
  let fleet: LivingFleet;
  let directory = '';
  let env: Readonly<Record<string, string>> = {};
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'patchring-fix-forward-'));
    fleet = await startFleet({ scenario: 'calm', machines: 8, seed: 1, directory });
    env = { PATCHRING_USERNAME: fleet.account.username, PATCHRING_PASSWORD: fleet.account.password };
  });
  afterAll(async () => {
    await fleet.close();
    rmSync(directory, { recursive: true, force: true });
  });
  const call = (...argv: string[]) => callCommand(argv, { directory, env });

  it('has what mends, or there is none: nothing else is begun in its place', { timeout: 90_000 }, async () => {
    expect((await call('apply', '--ring', 'test')).outcome).toMatchObject({ conclusion: 'waiting' });
    expect((await call('fix-forward', '--kb', 'KB5123999', '--reason', 'x')).outcome).toMatchObject({ exitCode: 0 });
    for (const command of ['plan', 'apply'])
      expect((await call(command)).failures).toMatchObject([
        { code: 'FIX_NOT_OFFERED', message: expect.stringMatching(/^KB5123999 is to mend KB5122871 of /) as string },
      ]);
    // An offline plan asks nobody, and says what it is for.
    const offline = await call('plan', '--offline');
    expect(offline.text).toContain('mends: KB5123999 takes the place of KB5122871');
  });
});
