// A person's word: halt, hold, resume, approve, and status, which only reads.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { callCommand, fileLedgerIn, keepRollout } from '../../support/command-calls.ts';
import { ring, run, type Stage, servers, setRings } from '../../support/rollouts.ts';

function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'patchring-words-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Two rings of September 2026; the first has been updated and soaks. */
async function soaking(more: Readonly<Record<string, unknown>> = {}): Promise<{ directory: string; stage: Stage }> {
  const directory = folder();
  const rings = [ring('test'), ring('production', { approval: 'required', ...more })];
  const stage = await setRings(rings, [...servers('test', 2), ...servers('production', 3)]);
  await run(stage);
  await keepRollout(join(directory, '.patchring'), stage);
  return { directory, stage };
}

/** Every byte below a folder, by path. */
function bytesBelow(directory: string): Readonly<Record<string, string>> {
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  const files = paths.filter(path => statSync(join(directory, path)).isFile());
  return Object.fromEntries(files.map(path => [path, readFileSync(join(directory, path), 'utf8')]));
}

describe('status', () => {
  it('says where the rollout stands, from the journal alone, and changes nothing', async () => {
    const { directory, stage } = await soaking();
    const before = bytesBelow(directory);
    const { outcome } = await callCommand(['status'], { directory });
    expect(outcome).toMatchObject({ conclusion: 'waiting', outputs: { 'rollout-id': stage.plan.rolloutId } });
    expect(outcome?.line).toMatch(/^WAITING: ring test soaks until 2026-09-10 \d\d:\d\d UTC\. 2 updated, 3 to go\.$/);
    expect(bytesBelow(directory)).toEqual(before);
  });

  it('reads while another run writes', async () => {
    const { directory, stage } = await soaking();
    const writer = await fileLedgerIn(join(directory, '.patchring')).write(stage.plan.rolloutId);
    onTestFinished(() => writer.journal.close());
    expect((await callCommand(['status'], { directory })).outcome?.conclusion).toBe('waiting');
  });

  it('says that there is no rollout, and creates no ledger', async () => {
    const directory = folder();
    const { failures } = await callCommand(['status'], { directory });
    expect(failures).toMatchObject([{ code: 'ROLLOUT_UNKNOWN' }]);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('writes the report where it is told to', async () => {
    const { directory } = await soaking();
    await callCommand(['status', '--out', 'report'], { directory });
    const result = JSON.parse(readFileSync(join(directory, 'report/result.json'), 'utf8'));
    expect(result).toMatchObject({ conclusion: 'waiting', rings: [{ name: 'test' }, { name: 'production' }] });
    expect(readFileSync(join(directory, 'report/summary.md'), 'utf8')).toMatch(/^\*\*WAITING\\\\?: ring test soaks/);
  });
});

describe('halt', () => {
  it('stands in the journal with its author and reason, and exits 0', async () => {
    const { directory, stage } = await soaking();
    const { outcome } = await callCommand(['halt', '--reason', 'wrong month'], { directory });
    expect(outcome).toMatchObject({ conclusion: 'halted', exitCode: 0 });
    expect(outcome?.line).toMatch(/^HALTED: .* by .+, wrong month\.$/);
    const events = await fileLedgerIn(join(directory, '.patchring')).read(stage.plan.rolloutId);
    expect(events.at(-1)).toMatchObject({ kind: 'halted', reason: 'wrong month', cause: { by: 'person' } });
    const standing = await callCommand(['status'], { directory });
    expect(standing.outcome).toMatchObject({ conclusion: 'halted' });
    expect(standing.outcome?.exitCode).toBeUndefined();
  });

  it('is left for the run that writes, and status shows it already', async () => {
    const { directory, stage } = await soaking();
    const ledger = fileLedgerIn(join(directory, '.patchring'));
    const writer = await ledger.write(stage.plan.rolloutId);
    onTestFinished(() => writer.journal.close());
    const { outcome } = await callCommand(['halt', '--reason', 'stop'], { directory });
    expect(outcome?.line).toContain('A run is working on it and takes this at its next turn.');
    const left = await ledger.mailbox(stage.plan.rolloutId).read();
    expect(left.map(({ event }) => event)).toMatchObject([{ kind: 'halted', reason: 'stop' }]);
    expect(await writer.journal.read()).toHaveLength(stage.events.length);
    expect((await callCommand(['status'], { directory })).outcome?.conclusion).toBe('halted');
  });

  it('needs a reason, and a rollout that has not ended', async () => {
    const { directory, stage } = await soaking({ approval: 'none' });
    expect((await callCommand(['halt'], { directory })).failures).toMatchObject([{ code: 'ARGUMENT_MISSING' }]);
    expect((await callCommand(['halt', '--reason', ' '], { directory })).failures).toMatchObject([
      { code: 'ARGUMENT_MISSING' },
    ]);
    const elsewhere = ['--ledger', 'file:elsewhere'];
    expect((await callCommand(['halt', '--reason', 'x', ...elsewhere], { directory })).failures).toMatchObject([
      { code: 'ROLLOUT_UNKNOWN' },
    ]);
    for (let runs = 0; runs < 5; runs += 1) {
      await stage.clock.sleepUntil(stage.clock.now() + 48 * 3_600_000);
      await run(stage);
    }
    await keepRollout(join(directory, '.patchring'), stage);
    expect((await callCommand(['halt', '--reason', 'x'], { directory })).failures).toMatchObject([
      { code: 'ROLLOUT_ENDED' },
    ]);
  });
});

describe('resume', () => {
  it('lifts a halt, and says what goes on', async () => {
    const { directory } = await soaking();
    await callCommand(['halt', '--reason', 'wait'], { directory });
    const { outcome } = await callCommand(['resume', '--reason', 'looked'], { directory });
    expect(outcome).toMatchObject({ conclusion: 'waiting', exitCode: 0 });
    expect(outcome?.line).toMatch(/^RESUMED: .*, looked\.$/);
  });

  it('is never left for another run: taken twice, it could lift a later halt', async () => {
    const { directory, stage } = await soaking();
    await callCommand(['halt', '--reason', 'wait'], { directory });
    const ledger = fileLedgerIn(join(directory, '.patchring'));
    const writer = await ledger.write(stage.plan.rolloutId);
    onTestFinished(() => writer.journal.close());
    const { failures } = await callCommand(['resume', '--reason', 'looked'], { directory });
    expect(failures).toMatchObject([{ code: 'JOURNAL_LOCKED' }]);
    expect(await ledger.mailbox(stage.plan.rolloutId).read()).toEqual([]);
  });

  it('refuses what is not halted, and a machine that is not in the plan, with a guess', async () => {
    const { directory } = await soaking();
    expect((await callCommand(['resume', '--reason', 'x'], { directory })).failures).toMatchObject([
      { code: 'ROLLOUT_NOT_HALTED' },
    ]);
    await callCommand(['halt', '--reason', 'wait'], { directory });
    const { failures } = await callCommand(['resume', '--reason', 'x', '--exclude', 'tset1,nobody'], { directory });
    expect(failures.map(({ message }) => message)).toEqual([
      '--exclude: there is no machine "tset1" in the plan. Did you mean "test1"?',
      '--exclude: there is no machine "nobody" in the plan.',
    ]);
  });
});

describe('approve', () => {
  it('opens the ring for the plan that was read, by its hash or the beginning of it', async () => {
    const { directory, stage } = await soaking();
    const hash = stage.plan.hash.slice(0, 12).toUpperCase();
    const { outcome } = await callCommand(['approve', '--ring', 'Production', '--plan-hash', hash], { directory });
    expect(outcome?.line).toMatch(/^APPROVED: ring production of /);
    const events = await fileLedgerIn(join(directory, '.patchring')).read(stage.plan.rolloutId);
    expect(events.at(-1)).toMatchObject({ kind: 'approved', ring: 'production', planHash: stage.plan.hash });
  });

  it.each([
    [['--ring', 'production', '--plan-hash', '0123456789ab'], 'APPROVAL_MISMATCHED'],
    [['--ring', 'production', '--plan-hash', ''], 'ARGUMENT_INVALID'],
    [['--ring', 'production'], 'ARGUMENT_MISSING'],
    [['--ring', 'prodution', '--plan-hash', '0123456789ab'], 'ARGUMENT_INVALID'],
    [['--ring', 'test', '--plan-hash', '0123456789ab'], 'ARGUMENT_INVALID'],
  ])('refuses %j: %s', async (args, code) => {
    const { directory, stage } = await soaking();
    const { failures } = await callCommand(['approve', ...args], { directory });
    expect(failures).toMatchObject([{ code }]);
    expect(await fileLedgerIn(join(directory, '.patchring')).read(stage.plan.rolloutId)).toHaveLength(
      stage.events.length,
    );
  });

  it('does not take a hash of seven digits for the plan', async () => {
    const { directory, stage } = await soaking();
    const args = ['approve', '--ring', 'production', '--plan-hash', stage.plan.hash.slice(0, 7)];
    expect((await callCommand(args, { directory })).failures).toMatchObject([{ code: 'APPROVAL_MISMATCHED' }]);
  });
});

describe('hold', () => {
  it('forbids an update of the plan, however its letters are written', async () => {
    const { directory, stage } = await soaking();
    const { outcome } = await callCommand(['hold', '--kb', 'kb5122871', '--reason', 'breaks print'], { directory });
    expect(outcome?.line).toMatch(/^HELD from now on: KB5122871, by .+, breaks print\.$/);
    const events = await fileLedgerIn(join(directory, '.patchring')).read(stage.plan.rolloutId);
    expect(events.at(-1)).toMatchObject({ kind: 'updateHeld', kb: 'KB5122871' });
  });

  it.each([
    [[], 'ARGUMENT_MISSING'],
    [['--kb', '5122871'], 'ARGUMENT_INVALID'],
    [['--kb', 'KB5000001'], 'ARGUMENT_INVALID'],
  ])('refuses %j: %s', async (args, code) => {
    const { directory } = await soaking();
    const { failures } = await callCommand(['hold', ...args, '--reason', 'x'], { directory });
    expect(failures).toMatchObject([{ code }]);
  });
});
