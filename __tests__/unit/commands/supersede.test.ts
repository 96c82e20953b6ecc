// Closing an open rollout for good: the way out where another policy is refused. It touches no machine, says who closed it, and the
// same machines and updates then begin anew under a name of their own.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type LivingFleet, startFleet } from '../../../src/world.ts';
import { callCommand, fileLedgerIn, keepRollout } from '../../support/command-calls.ts';
import { ring, run, servers, setRings } from '../../support/rollouts.ts';

describe('supersede', () => {
  async function soaking() {
    const directory = mkdtempSync(join(tmpdir(), 'patchring-supersede-'));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    const stage = await setRings(
      [ring('test'), ring('production')],
      [...servers('test', 2), ...servers('production', 2)],
    );
    await run(stage);
    await keepRollout(join(directory, '.patchring'), stage);
    return { directory, stage };
  }

  it('needs a reason, stands in the journal with its author, and status says it', async () => {
    const { directory, stage } = await soaking();
    expect((await callCommand(['supersede'], { directory })).failures).toMatchObject([{ code: 'ARGUMENT_MISSING' }]);
    const { outcome } = await callCommand(['supersede', '--reason', 'wrong month'], { directory });
    expect(outcome).toMatchObject({ conclusion: 'nothing-to-do', exitCode: 0 });
    expect(outcome?.line).toMatch(/^SUPERSEDED: .* by .+, wrong month\.$/);
    const events = await fileLedgerIn(join(directory, '.patchring')).read(stage.plan.rolloutId);
    expect(events.at(-1)).toMatchObject({ kind: 'superseded', reason: 'wrong month' });
    const standing = (await callCommand(['status'], { directory })).outcome;
    expect(standing?.line).toMatch(/^SUPERSEDED: closed by .+, wrong month\. 2 started, 0 hit, 2 never touched\.$/);
    expect(standing?.result).toMatchObject({ superseded: { reason: 'wrong month' } });
  });

  it('changes nothing the second time, and leaves no other word to say', async () => {
    const { directory, stage } = await soaking();
    await callCommand(['supersede', '--reason', 'wrong month'], { directory });
    const again = await callCommand(['supersede', '--reason', 'once more'], { directory });
    expect(again.outcome?.line).toMatch(/^SUPERSEDED already: .*, wrong month\.$/);
    const events = await fileLedgerIn(join(directory, '.patchring')).read(stage.plan.rolloutId);
    expect(events).toHaveLength(stage.events.length + 1);
    for (const word of ['halt', 'resume'])
      expect((await callCommand([word, '--reason', 'x'], { directory })).failures).toMatchObject([
        { code: 'ROLLOUT_ENDED', message: expect.stringContaining('(superseded)') },
      ]);
  });

  it('waits for nobody: while a run writes, it is refused', async () => {
    const { directory, stage } = await soaking();
    const writer = await fileLedgerIn(join(directory, '.patchring')).write(stage.plan.rolloutId);
    onTestFinished(() => writer.journal.close());
    const { failures } = await callCommand(['supersede', '--reason', 'x'], { directory });
    expect(failures).toMatchObject([{ code: 'JOURNAL_LOCKED' }]);
  });
});

describe('another plan while one is open', () => {
  let fleet: LivingFleet;
  let directory = '';
  let env: Readonly<Record<string, string>> = {};
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'patchring-supersede-'));
    fleet = await startFleet({ scenario: 'calm', machines: 8, seed: 1, directory });
    env = { PATCHRING_USERNAME: fleet.account.username, PATCHRING_PASSWORD: fleet.account.password };
  });
  afterAll(async () => {
    await fleet.close();
    rmSync(directory, { recursive: true, force: true });
  });
  const call = (...argv: string[]) => callCommand(argv, { directory, env });

  it('is refused with the way out as a command, and the way out is one', { timeout: 90_000 }, async () => {
    const policy = join(directory, 'patchring.yml');
    expect((await call('apply', '--ring', 'test')).outcome).toMatchObject({ conclusion: 'waiting' });
    writeFileSync(policy, readFileSync(policy, 'utf8').replace('soak: 2s', 'soak: 3s'));
    const { failures } = await call('apply');
    expect(failures).toMatchObject([{ code: 'JOURNAL_PLAN_MISMATCHED' }]);
    expect(failures[0]?.next).toMatch(/close it for good: .+ supersede --reason "…"; then run again/);
    expect((await call('supersede', '--reason', 'the soak was too short')).outcome).toMatchObject({ exitCode: 0 });
    const { outcome } = await call('apply');
    expect(outcome?.conclusion).not.toBe('failed');
    expect(outcome?.line).not.toMatch(/SUPERSEDED/);
  });
});
