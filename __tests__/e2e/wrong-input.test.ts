// Whatever a user gets wrong is one clear sentence with a code, the place and the next step, never a stack trace: the first line here is
// the whole first line that they see. Real processes, against a fleet that is really there.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createScaledClock } from '../../src/simulation/clock.ts';
import { type EmbeddedFleet, startEmbeddedFleet } from '../../src/simulation/embedded.ts';
import { scenarioNamed } from '../../src/simulation/scenarios.ts';
import {
  type BuiltCli,
  buildCli,
  type FleetProcess,
  startFleetProcess,
  type Told,
  toldBy,
} from '../support/built-cli.ts';
import { createAuthority, createMachineCertificate } from '../support/certificates.ts';
import { plainEnvironment, startStep } from '../support/step-process.ts';

const longTime = 60_000;
let cli: BuiltCli;
let fleet: FleetProcess;
beforeAll(async () => {
  cli = await buildCli();
  fleet = await startFleetProcess(cli, 'calm', 8);
}, longTime);
afterAll(async () => {
  await fleet.stop();
  cli.remove();
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'patchring-wrong-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

const told = (cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Told> =>
  toldBy(startStep([process.execPath, cli.path, ...args], cwd, { ...plainEnvironment(), ...env }));

const toldByFleet = (args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Told> =>
  toldBy(fleet.call(args, more));

describe('a policy that is not one', () => {
  it.each([
    ['is missing', undefined, 'FAILED: patchring.yml: there is no policy at patchring.yml', 'POLICY_MISSING'],
    ['is empty', '', 'FAILED: patchring.yml: patchring.yml is empty', 'POLICY_EMPTY'],
    [
      'is indented with a tab',
      'version: 1\n\tname: x\n',
      'FAILED: patchring.yml:2:1: YAML is indented with spaces, and here stands a tab: write spaces',
      'POLICY_TAB_FOUND',
    ],
  ])('%s', async (_, text, first, code) => {
    const cwd = folder();
    if (text !== undefined) writeFileSync(join(cwd, 'patchring.yml'), text);
    for (const command of ['validate', 'plan', 'preflight', 'apply']) {
      expect(await told(cwd, [command])).toMatchObject({ exitCode: 2, first, code, next: expect.stringMatching(/./) });
    }
  });

  it('holds a password: it is refused, and not repeated', async () => {
    const cwd = folder();
    const policy = `version: 1
name: x
inventory: [{ name: web01 }]
credentials: { default: { username: svc, password: Tr0ub4dor-and-3 } }
rings: [{ name: test, machines: rest, window: anytime }]
`;
    writeFileSync(join(cwd, 'patchring.yml'), policy);
    const said = await told(cwd, ['validate']);
    expect(said).toMatchObject({ exitCode: 2, code: 'POLICY_SECRET_FOUND' });
    expect(said.first).toMatch(/^FAILED: patchring\.yml:4:\d+: .*\$PATCHRING_PASSWORD/);
    expect(said.text).not.toContain('Tr0ub4dor');
  });

  it('puts the runner itself into a ring', async () => {
    const cwd = folder();
    const policy = `version: 1
name: x
inventory: [{ name: web01 }, { name: ${hostname()} }]
rings: [{ name: test, machines: rest, window: anytime }]
`;
    writeFileSync(join(cwd, 'patchring.yml'), policy);
    const said = await told(cwd, ['apply']);
    expect(said).toMatchObject({ exitCode: 2, code: 'POLICY_RUNNER_INCLUDED' });
    expect(said.first).toContain(
      `${hostname()} in ring test is the machine that runs this rollout, and would restart itself`,
    );
  });
});

describe('machines that cannot be reached as told', () => {
  it('a missing variable: before any machine is asked', async () => {
    expect(await toldByFleet(['apply'], { PATCHRING_PASSWORD: '' })).toMatchObject({
      exitCode: 2,
      first: 'FAILED: the environment variable PATCHRING_PASSWORD is not set; credentials.default needs it',
      code: 'CREDENTIAL_MISSING',
      next: 'Set PATCHRING_PASSWORD from a secret of the pipeline.',
    });
  });

  it('a wrong password: tried on one machine, not on all', { timeout: longTime }, async () => {
    const wrong = { PATCHRING_PASSWORD: 'Tr0ub4dor-and-3' };
    const said = await toldByFleet(['apply'], wrong);
    expect(said).toMatchObject({
      exitCode: 1,
      first: 'FAILED: t01 rejected the user name or the password; no other machine was asked with it',
      code: 'WINRM_AUTH_REJECTED',
      next: 'Check PATCHRING_USERNAME and PATCHRING_PASSWORD, and whether the account is locked; then run again.',
    });
    expect(said.text).not.toContain('Tr0ub4dor');
    const looked = await fleet.call(['preflight', '--json'], wrong).ended;
    const { causes } = JSON.parse(looked.stdout.toString());
    expect(causes).toMatchObject([
      { code: 'WINRM_AUTH_REJECTED', machines: ['t01'] },
      { code: 'CREDENTIAL_WITHHELD', machines: { length: 7 } },
    ]);
  });

  it('a port where nothing listens', { timeout: longTime }, async () => {
    const lines = readFileSync(join(fleet.folder, 'machines.yml'), 'utf8').split('\n');
    const nobody = lines.map((line, index) => line.replace(/port: \d+/, `port: ${index}`)).join('\n');
    const file = join(folder(), 'nobody.yml');
    writeFileSync(file, nobody);
    expect(await toldByFleet(['apply', '--inventory', file])).toMatchObject({
      exitCode: 1,
      first: 'FAILED: no machine of ring test could be asked what it is offered: WINRM_CONNECTION_REFUSED on t01, t02',
      code: 'PLAN_SURVEY_FAILED',
      next: expect.stringMatching(
        /^On the machine: `winrm enumerate .* Run preflight: it says where each machine fails\.$/,
      ),
    });
  });

  it('a certificate that nobody has vouched for, and one for another name', { timeout: longTime }, async () => {
    const authority = await createAuthority();
    const { key, cert } = await createMachineCertificate(authority, { names: ['elsewhere.example'] });
    const directory = folder();
    writeFileSync(join(directory, 'ca.pem'), authority.pem);
    const scenario = scenarioNamed('calm');
    if (scenario === undefined) throw new Error('no scenario calm');
    const secure: EmbeddedFleet = await startEmbeddedFleet({
      scenario,
      machines: 8,
      seed: 1,
      scale: 'short',
      clock: createScaledClock({ speed: 1 }),
      tls: { key, cert, ca: 'ca.pem' },
    });
    onTestFinished(() => secure.close());
    writeFileSync(join(directory, 'machines.yml'), secure.inventory);
    writeFileSync(join(directory, 'patchring.yml'), secure.policy);
    writeFileSync(join(directory, 'nobody.yml'), secure.policy.replace(', ca: ca.pem', ''));
    const env = { PATCHRING_USERNAME: secure.account.username, PATCHRING_PASSWORD: secure.account.password };
    expect(await told(directory, ['apply'], env)).toMatchObject({
      exitCode: 1,
      first: 'FAILED: no machine of ring test could be asked what it is offered: WINRM_TLS_WRONG_NAME on t01, t02',
      next: expect.stringContaining('Connect by a name that the certificate has'),
    });
    expect(await told(directory, ['apply', '--policy', 'nobody.yml'], env)).toMatchObject({
      exitCode: 1,
      first: 'FAILED: no machine of ring test could be asked what it is offered: WINRM_TLS_UNKNOWN_CA on t01, t02',
      next: expect.stringContaining('Give the authority that is named as its issuer as `ca`'),
    });
    expect(await told(directory, ['apply', '--ca', 'nowhere.pem'], env)).toMatchObject({
      exitCode: 2,
      first: `FAILED: ${join(directory, 'nowhere.pem')}: the certificate authority is not there.`,
      code: 'ARGUMENT_INVALID',
    });
  });
});

describe('a folder for the fleet that is taken', () => {
  it('holds a policy of the user’s own', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'patchring.yml'), 'version: 1\n');
    const said = await told(cwd, ['fleet', '--dir', '.']);
    expect(said).toMatchObject({ exitCode: 2, next: 'Choose another folder with --dir.' });
    expect(said.first).toBe(
      `FAILED: ${join(cwd, 'patchring.yml')}: a policy of yours lies there, and would be written over.`,
    );
    expect(readFileSync(join(cwd, 'patchring.yml'), 'utf8')).toBe('version: 1\n');
  });

  it('holds the journal of machines that are gone', async () => {
    const cwd = folder();
    mkdirSync(join(cwd, '.patchring'));
    const said = await told(cwd, ['fleet', '--dir', '.']);
    expect(said).toMatchObject({
      exitCode: 2,
      next: `Delete ${join(cwd, '.patchring')}, or choose another folder with --dir.`,
    });
  });
});
