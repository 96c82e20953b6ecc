// What an owner gets wrong about updates, through plan and apply, on machines behind real ports: a sentence, its code and what to do, and on
// no machine is anything installed, halfway or at all.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createScaledClock } from '../../../src/simulation/clock.ts';
import { startEmbeddedFleet } from '../../../src/simulation/embedded.ts';
import type { Fault } from '../../../src/simulation/faults.ts';
import { callCommand } from '../../support/command-calls.ts';
import { story } from '../../support/fleets.ts';

const calm = story('calm');
const [offered] = calm.catalogue.filter(({ kb }) => kb !== undefined);
const kb = offered?.kb ?? '';
const sha256 = 'a'.repeat(64);
const packages = (more: string) =>
  `updates: { source: { packages: [{ ${more}, kb: ${kb}, file: '\\\\files\\updates\\x.msu', sha256: ${sha256} }] } }`;

/** The fleet, with this on all of its machines and this line in its policy. */
async function standing(faults: readonly Fault[], line: string) {
  const directory = mkdtempSync(join(tmpdir(), 'patchring-wrong-updates-'));
  const clock = createScaledClock({ speed: 1 });
  const scenario = { ...calm, faults: () => faults };
  const fleet = await startEmbeddedFleet({ scenario, machines: 8, seed: 1, scale: 'short', clock });
  onTestFinished(async () => {
    await fleet.close();
    rmSync(directory, { recursive: true, force: true });
  });
  writeFileSync(join(directory, 'machines.yml'), fleet.inventory);
  writeFileSync(join(directory, 'patchring.yml'), fleet.policy.replace(/^rings:/m, `${line}\nrings:`));
  const env = { PATCHRING_USERNAME: fleet.account.username, PATCHRING_PASSWORD: fleet.account.password };
  return {
    call: (...argv: string[]) => callCommand(argv, { directory, env }),
    done: () => fleet.models.books().flatMap(({ installs, restarts }) => [...installs, ...restarts]),
  };
}

describe('packages', () => {
  it.each([
    ['on a share that is not there', 'missing', 'PACKAGE_NOT_FOUND', /computer account/],
    ['that are others than their hash says', 'changed', 'PACKAGE_HASH_MISMATCHED', /who changed the file/],
    ['that nobody at Microsoft has signed', 'unsigned', 'PACKAGE_UNSIGNED', /Update Catalog/],
  ] as const)('%s', async (_, how, code, next) => {
    const { call, done } = await standing([{ kind: 'packageBad', how }], packages('product: windows-server-2025'));
    expect((await call('plan')).outcome?.conclusion).toBe('succeeded');
    const { outcome, text } = await call('apply');
    expect(outcome).toMatchObject({ conclusion: 'halted', line: expect.stringContaining('HALTED in test') });
    expect(text).toContain(code);
    expect(text).toMatch(next);
    expect(done()).toEqual([]);
  });

  it('that are for no machine’s Windows', async () => {
    const { call, done } = await standing([], packages('build: 26200'));
    for (const command of ['plan', 'apply']) {
      const { outcome, failures, text } = await call(command);
      const said = `${outcome?.line ?? ''} ${text} ${failures.map(one => `${one.code} ${one.message} ${one.next}`).join(' ')}`;
      expect(said).toContain('PACKAGE_NONE_FITS');
      expect(said).toMatch(/no package is for .* \(build 26100\): the policy has some for build 26200/);
      expect(said).toContain('Add a package for its product or build');
    }
    expect(done()).toEqual([]);
  });
});

describe('a policy', () => {
  it.each([
    [
      'that names a KB which does not exist',
      'updates: { include: [KB9999999], categories: [critical] }',
      'UPDATE_NOT_OFFERED',
      /Check the number/,
    ],
    [
      'that excludes all that is offered',
      `updates: { exclude: [${[...new Set(calm.catalogue.flatMap(one => one.update.kbs))].join(', ')}] }`,
      'UPDATES_ALL_EXCLUDED',
      /Look at updates\.exclude/,
    ],
  ])('%s', async (_, line, code, next) => {
    const { call, done } = await standing([], line);
    const { outcome, text } = await call('plan');
    expect(outcome?.conclusion).toBe('nothing-to-do');
    expect(text).toContain(code);
    expect(text).toMatch(next);
    expect((await call('apply')).outcome?.conclusion).toBe('nothing-to-do');
    expect(done()).toEqual([]);
  });

  it('that excludes every update there could be', async () => {
    const { call, done } = await standing([], "updates: { exclude: ['title:*'] }");
    for (const command of ['validate', 'plan', 'apply']) {
      const { failures } = await call(command);
      expect(failures[0]?.code).toMatch(/^POLICY_(UPDATES_EXCLUDED|VALUE_INVALID)$/);
    }
    expect(done()).toEqual([]);
  });
});
