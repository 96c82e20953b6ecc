// What is planned, what may be applied, and what is refused before any machine is changed. The fleet is in this process, on real ports.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type LivingFleet, startFleet } from '../../../src/world.ts';
import { type Called, callCommand, fileLedgerIn } from '../../support/command-calls.ts';

let fleet: LivingFleet;
let directory = '';
let env: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'patchring-plan-'));
  fleet = await startFleet({ scenario: 'held', machines: 8, seed: 1, directory });
  env = { PATCHRING_USERNAME: fleet.account.username, PATCHRING_PASSWORD: fleet.account.password };
});
afterAll(async () => {
  await fleet.close();
  rmSync(directory, { recursive: true, force: true });
});

const call = (...argv: string[]): Promise<Called> => callCommand(argv, { directory, env });

function write(name: string, text: string): string {
  writeFileSync(join(directory, name), text);
  onTestFinished(() => rmSync(join(directory, name), { force: true }));
  return name;
}

/** The fleet's own file with something changed in it. */
function changed(name: string, from: string | RegExp, to: string): string {
  return readFileSync(join(directory, name), 'utf8').replace(from, to);
}

const jobsAsked = (): number =>
  fleet.counts().machines.reduce((sum, { jobs }) => sum + jobs.reduce((all, { asked }) => all + asked, 0), 0);

describe('plan', () => {
  it('offline asks no machine, needs no credentials, and says that the updates are unknown', async () => {
    const before = jobsAsked();
    const { outcome, text } = await callCommand(['plan', '--offline'], { directory });
    expect(outcome).toMatchObject({ conclusion: 'succeeded', result: { offline: true, updates: [], next: [] } });
    expect(text).toContain('updates: not known.');
    expect(outcome?.line).toMatch(/^PLANNED: updates not known; 8 machines in 3 rings; hash [0-9a-f]{12}\.$/);
    expect(jobsAsked()).toBe(before);
  });

  it('says who, in which order and waves, what is held, the worst case and the hash, and writes it down', async () => {
    const { outcome, text } = await call('plan');
    const file = join(directory, 'plan.json');
    const written = JSON.parse(readFileSync(file, 'utf8'));
    expect(outcome).toMatchObject({ conclusion: 'succeeded', result: { plan: file, planHash: written.hash } });
    expect(text).toContain(written.hash);
    expect(text).toContain('  plan  plan.json');
    expect(text).toMatch(/KB5070881 +restarts \(predicted\) +offered to 2 of test/);
    expect(text).toMatch(/holds that bite\n {2}KB5070881 .*KB5070893 instead/);
    expect(text).toMatch(/order of pilot: {1}pl01, pl02, pl03/);
    expect(text).toMatch(/\npilot +3 +1, 2 +at most 2 +0 +anytime +2s +2 hit, 5 released/);
    expect(written.rings.map(({ waves }: { readonly waves: readonly number[] }) => waves)).toEqual([
      [1, 1],
      [1, 2],
      [1, 2],
    ]);
  });

  it('gives the same hash for the same day, and leaves no job on a machine', async () => {
    const [one, other] = [await call('plan'), await call('plan', '--out', 'somewhere')];
    expect(one.outcome?.outputs?.['plan-hash']).toBe(other.outcome?.outputs?.['plan-hash']);
    expect(readdirSync(join(directory, 'somewhere'))).toEqual(['plan.json']);
    const ends = fleet.counts().machines.flatMap(({ jobs }) => jobs.map(({ end }) => end));
    expect(new Set(ends)).toEqual(new Set(['finished']));
  });

  it('has nothing to do where the policy wants nothing that is offered', async () => {
    const policy = write(
      'nothing.yml',
      changed('patchring.yml', /^rings:/m, 'updates: { exclude: [KB5070881, KB5070893] }\nrings:'),
    );
    const { outcome } = await call('plan', '--policy', policy);
    expect(outcome).toMatchObject({ conclusion: 'nothing-to-do', result: { updates: [], next: [] } });
    const applied = await call('apply', '--policy', policy, '--ledger', 'file:none');
    expect(applied.outcome).toMatchObject({ conclusion: 'nothing-to-do' });
    expect(applied.outcome?.line).toBe(
      'NOTHING TO DO: no machine of ring test is offered an update that the policy wants.',
    );
    expect(readdirSync(directory)).not.toContain('none');
  });

  it('names the machine that rejects the password, and asks no other one', async () => {
    const wrong = { ...env, PATCHRING_PASSWORD: 'not it' };
    const { failures } = await callCommand(['plan'], { directory, env: wrong });
    expect(failures).toMatchObject([{ code: 'WINRM_AUTH_REJECTED' }]);
    expect(failures[0]?.message).toBe('t01 rejected the user name or the password; no other machine was asked with it');
  });

  it('is cancelled at once by a signal, without a plan', async () => {
    const stop = new AbortController();
    stop.abort();
    const { outcome } = await callCommand(['plan', '--out', 'cancelled'], { directory, env, signal: stop.signal });
    expect(outcome).toMatchObject({ conclusion: 'cancelled' });
    expect(readdirSync(directory)).not.toContain('cancelled');
  });
});

describe('apply --plan', () => {
  const refusal = async (...argv: string[]) => {
    const before = jobsAsked();
    const called = await call('apply', '--ledger', 'file:refused', ...argv);
    expect(readdirSync(directory)).not.toContain('refused');
    expect(jobsAsked()).toBe(before);
    return called.failures.map(({ code, message }) => `${code} ${message}`);
  };

  it('refuses a plan of another policy', async () => {
    await call('plan');
    const policy = write('other.yml', changed('patchring.yml', 'soak: 2s', 'soak: 3s'));
    expect(await refusal('--plan', 'plan.json', '--policy', policy)).toEqual([
      'PLAN_OUTDATED The policy has changed since the plan was made.',
    ]);
  });

  it('refuses a plan of other machines', async () => {
    await call('plan');
    const inventory = write('fewer.yml', changed('machines.yml', /.*web01.*\n/, ''));
    expect(await refusal('--plan', 'plan.json', '--inventory', inventory)).toEqual([
      'PLAN_OUTDATED The machines of the rings have changed since the plan was made.',
    ]);
  });

  it('refuses a plan that was made offline', async () => {
    await callCommand(['plan', '--offline', '--out', 'off'], { directory });
    expect(await refusal('--plan', 'off/plan.json')).toEqual([
      'PLAN_OFFLINE The plan was made offline, so it pins no updates.',
    ]);
  });

  it('refuses a plan that was edited, that is none, and that is not there', async () => {
    await call('plan');
    const edited = write('edited.json', changed('plan.json', '"maxUnavailable": 2', '"maxUnavailable": 3'));
    expect(await refusal('--plan', edited)).toEqual([
      'PLAN_UNREADABLE the plan file was edited: its hash is not the hash of its content',
    ]);
    const none = write('none.json', '{}');
    expect(await refusal('--plan', none)).toEqual(['PLAN_UNREADABLE this file is not a plan that this version reads']);
    expect(await refusal('--plan', 'nowhere.json')).toEqual(['PLAN_MISSING the plan file is not there']);
  });

  it('refuses rings and machines that the plan does not have, with a guess', async () => {
    await call('plan');
    expect(await refusal('--plan', 'plan.json', '--ring', 'pilto')).toEqual([
      'ARGUMENT_INVALID There is no ring "pilto" in the plan. Did you mean "pilot"?',
    ]);
    expect(await refusal('--plan', 'plan.json', '--only', 't01, t03')).toEqual([
      'ARGUMENT_INVALID --only: there is no machine "t03" in the plan. Did you mean "t01"?',
    ]);
  });
});

describe('apply', () => {
  it('does what is due, remembers it, and says when the next is due', { timeout: 60_000 }, async () => {
    await call('plan');
    const first = await call('apply', '--plan', 'plan.json', '--ledger', 'file:first', '--out', 'report');
    expect(first.outcome).toMatchObject({ conclusion: 'waiting', outputs: { 'machines-updated': '2', ring: 'test' } });
    expect(first.text).toMatch(/test wave 1\/2: 1 machine\n\S+ {2}t01 +\. installing KB5070881\n/);
    expect(Date.parse(first.outcome?.outputs?.['next-due'] ?? '')).not.toBeNaN();
    expect(readdirSync(join(directory, 'report')).sort()).toEqual([
      'TEST-patchring.xml',
      'journal.jsonl',
      'manifest.json',
      'patchring.prom',
      'plan.json',
      'report.html',
      'result.json',
      'summary.md',
    ]);

    const otherPolicy = write('later.yml', changed('patchring.yml', 'soak: 2s', 'soak: 4s'));
    const refused = await call('apply', '--ledger', 'file:first', '--policy', otherPolicy);
    expect(refused.failures).toMatchObject([{ code: 'JOURNAL_PLAN_MISMATCHED' }]);
    expect(refused.failures[0]?.message).toMatch(
      /^the journal in file:first belongs to another plan: windows-servers-[0-9a-f]{6} is open, and the policy has changed/,
    );

    const ledger = fileLedgerIn(join(directory, 'first'));
    const [rollout = ''] = await ledger.list();
    const writer = await ledger.write(rollout);
    const second = await call('apply', '--ledger', 'file:first');
    expect(second.failures).toMatchObject([{ code: 'JOURNAL_LOCKED' }]);
    await writer.journal.close();

    const stop = new AbortController();
    stop.abort();
    const { outcome } = await callCommand(['apply', '--ledger', 'file:first'], { directory, env, signal: stop.signal });
    expect(outcome).toMatchObject({ conclusion: 'cancelled' });
  });
});
