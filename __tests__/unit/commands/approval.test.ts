// Who may open a ring that needs a person's word: a guarded job of a pipeline that names the ring and the plan, or `approve`. A terminal's
// `apply` never is that word.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LivingFleet, startFleet } from '../../../src/world.ts';
import { callCommand, fileLedgerIn } from '../../support/command-calls.ts';

let fleet: LivingFleet;
let directory = '';
let env: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'patchring-approval-'));
  fleet = await startFleet({ scenario: 'calm', machines: 8, seed: 1, directory });
  env = { PATCHRING_USERNAME: fleet.account.username, PATCHRING_PASSWORD: fleet.account.password };
  const policy = join(directory, 'patchring.yml');
  writeFileSync(policy, readFileSync(policy, 'utf8').replace('soak: 2s', 'soak: 2s\n    approval: required'));
  await callCommand(['plan'], { directory, env });
});
afterAll(async () => {
  await fleet.close();
  rmSync(directory, { recursive: true, force: true });
});

const installsSoFar = (): number =>
  fleet.counts().machines.reduce((sum, { jobs }) => sum + jobs.filter(({ kind }) => kind === 'install').length, 0);

async function approvalsIn(ledger: string) {
  const kept = fileLedgerIn(join(directory, ledger));
  const [rollout = ''] = await kept.list();
  return (await kept.read(rollout)).filter(({ kind }) => kind === 'approved');
}

describe('a ring that needs a person’s word', () => {
  it('waits for it, with the command that gives it', async () => {
    const { outcome } = await callCommand(['apply', '--plan', 'plan.json', '--ledger', 'file:waits'], {
      directory,
      env,
    });
    const { hash } = JSON.parse(readFileSync(join(directory, 'plan.json'), 'utf8'));
    expect(outcome).toMatchObject({ conclusion: 'waiting' });
    expect(outcome?.line).toContain(`ring test needs a person's word for plan ${hash.slice(0, 12)}`);
    expect(outcome?.details?.join('\n')).toContain(`approve --ring test --plan-hash ${hash} --ledger file:waits`);
    expect(installsSoFar()).toBe(0);
  });

  it('is not opened by a terminal that names it', async () => {
    const argv = ['apply', '--ring', 'test', '--plan', 'plan.json', '--ledger', 'file:terminal'];
    expect((await callCommand(argv, { directory, env })).outcome).toMatchObject({ conclusion: 'waiting' });
    expect(await approvalsIn('terminal')).toEqual([]);
  });

  it.each([[['--ring', 'test']], [['--plan', 'plan.json']], [['--ring', 'due', '--plan', 'plan.json']]])(
    'is not opened by a pipeline that says only %j',
    async args => {
      const argv = ['apply', ...args, '--ledger', `file:../${directory.split('/').at(-1)}-${args.length}`];
      const ledger = argv.at(-1)?.slice('file:'.length) ?? '';
      const traits = { isPipeline: true, directory };
      const { outcome } = await callCommand(argv, { directory, env, traits });
      expect(outcome).toMatchObject({ conclusion: 'waiting' });
      expect(await approvalsIn(ledger)).toEqual([]);
      rmSync(join(directory, ledger), { recursive: true });
    },
  );

  it('is opened by a job that names the ring and the plan, in the name of its run', { timeout: 60_000 }, async () => {
    const ledger = `../${directory.split('/').at(-1)}-guarded`;
    const argv = ['apply', '--ring', 'test', '--plan', 'plan.json', '--ledger', `file:${ledger}`];
    const runUrl = 'https://github.example/runs/7';
    const { outcome } = await callCommand(argv, { directory, env, traits: { isPipeline: true, directory, runUrl } });
    expect(outcome).toMatchObject({ conclusion: 'waiting', outputs: { 'machines-updated': '2' } });
    const { hash } = JSON.parse(readFileSync(join(directory, 'plan.json'), 'utf8'));
    expect(await approvalsIn(ledger)).toMatchObject([{ ring: 'test', planHash: hash, person: runUrl }]);
    rmSync(join(directory, ledger), { recursive: true });
  });
});
