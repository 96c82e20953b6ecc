// How each machine is reached: what a user gave for this run, then what the policy says, then the default; the machine's own port first.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FailureError } from '../../../src/model/failure.ts';
import { type Policy, policySchema } from '../../../src/policy/schema.ts';
import type { Connection } from '../../../src/windows/visit.ts';
import { parseJumpHost } from '../../../src/winrm/jump.ts';
import { type ConnectionOverrides, createConnections } from '../../../src/world/connections.ts';

const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const key = '-----BEGIN PRIVATE KEY-----\nMIIEvg==\n-----END PRIVATE KEY-----\n';
const pin = 'ab'.repeat(32);
let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'patchring-connections-'));
  writeFileSync(join(directory, 'ca.pem'), pem);
  writeFileSync(join(directory, 'own.pem'), `own ${pem}`);
  writeFileSync(join(directory, 'none.pem'), 'nothing');
  writeFileSync(join(directory, 'client.key'), key);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function policyWith(
  connection: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): Policy {
  const rings = [{ name: 'test', machines: 'rest', window: 'anytime' }];
  return policySchema.parse({ version: 1, name: 'x', inventory: [{ name: 'a' }], rings, connection, ...more });
}

const env = {
  PATCHRING_USERNAME: 'svc',
  PATCHRING_PASSWORD: 'one',
  PATCHRING_DC_PASSWORD: 'two',
  PATCHRING_JU: 'jump user',
  PATCHRING_JP: 'p@ss:w/rd',
};
const web = { name: 'web01.corp.example', labels: { role: 'web' } };
const dc = { name: 'dc01.corp.example', labels: { role: 'dc' } };

function open(connection: Readonly<Record<string, unknown>>, overrides: ConnectionOverrides = {}, more = {}, own = {}) {
  const secrets: string[] = [];
  const connections = createConnections({
    policy: policyWith(connection, more),
    machines: [web, dc],
    directory,
    env: { ...env, ...own },
    overrides,
    secret: value => secrets.push(value),
  });
  return { ...connections, secrets };
}

const endpointOf = (connection: Readonly<Record<string, unknown>>, overrides: ConnectionOverrides = {}, entry = {}) =>
  open(connection, overrides).connectionOf({ name: 'web01.corp.example', labels: {}, ...entry }).options.endpoint;

function faultsOf(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (cause) {
    if (!(cause instanceof FailureError)) throw cause;
    return cause.failures.map(({ code, message }) => `${code} ${message.replaceAll(`${directory}/`, '')}`);
  }
  return [];
}

const faults = (connection: Readonly<Record<string, unknown>>, overrides: ConnectionOverrides) =>
  faultsOf(() => open(connection, overrides));

/** User and password, as the client would ask for them. */
async function accountOf({ options: { credentials } }: Connection): Promise<readonly string[]> {
  const { username, password } = typeof credentials === 'function' ? await credentials() : credentials;
  return [username, await password()];
}

describe('where a machine is reached', () => {
  it.each([
    [{}, {}, {}, { transport: 'https', host: 'web01.corp.example' }],
    [{ port: 5999 }, {}, {}, { transport: 'https', host: 'web01.corp.example', port: 5999 }],
    [{ port: 5999 }, { port: 6000 }, {}, { transport: 'https', host: 'web01.corp.example', port: 6000 }],
    [{ port: 5999 }, { port: 6000 }, { port: 7000 }, { transport: 'https', host: 'web01.corp.example', port: 7000 }],
    [{}, { transport: 'http-sealed' as const }, {}, { transport: 'http-sealed', host: 'web01.corp.example' }],
    [{}, {}, { address: '10.1.2.3' }, { transport: 'https', host: '10.1.2.3', servername: 'web01.corp.example' }],
    [{ transport: 'http-sealed' }, {}, { address: '10.1.2.3' }, { transport: 'http-sealed', host: '10.1.2.3' }],
    [{ ca: 'ca.pem' }, {}, {}, { transport: 'https', host: 'web01.corp.example', ca: pem }],
    [
      { ca: 'ca.pem' },
      { transport: 'http-sealed' as const },
      {},
      { transport: 'http-sealed', host: 'web01.corp.example' },
    ],
    [{ pin }, {}, {}, { transport: 'https', host: 'web01.corp.example', pin }],
  ])('policy %j, this run %j, machine %j', (connection, overrides, entry, endpoint) => {
    expect(endpointOf(connection, overrides, entry)).toEqual(endpoint);
  });

  it('takes the authority of this run in place of the policy’s', () => {
    expect(endpointOf({ ca: 'ca.pem' }, { ca: join(directory, 'own.pem') })).toMatchObject({ ca: `own ${pem}` });
  });
});

describe('who logs on', () => {
  it('is the account of the machine’s label, read when it is asked for', async () => {
    const credentials = {
      default: { username: '$PATCHRING_USERNAME', password: '$PATCHRING_PASSWORD' },
      dc: { match: 'role=dc', username: 'CORP\\dc-svc', password: '$PATCHRING_DC_PASSWORD' },
    };
    const { connectionOf } = open({}, {}, { credentials });
    const [first, second] = [connectionOf(web), connectionOf(dc)];
    expect([first.credential, await accountOf(first)]).toEqual(['default', ['svc', 'one']]);
    expect([second.credential, await accountOf(second)]).toEqual(['dc', ['CORP\\dc-svc', 'two']]);
    expect(JSON.stringify(first)).not.toContain('one');
  });

  it('is known to the masker by its password, whatever the variable is called, before any machine is asked', () => {
    const credentials = { default: { username: 'a', password: '$PATCHRING_DC' } };
    const { secrets } = open(
      { via: 'socks5://$PATCHRING_JU:$PATCHRING_JP@jump' },
      {},
      { credentials },
      { PATCHRING_DC: 'x' },
    );
    expect(secrets).toEqual(['p@ss:w/rd', 'x']);
  });

  it('is whoever runs us with single sign-on, and nothing is missing for it', async () => {
    const { connectionOf } = open(
      { auth: 'kerberos' },
      {},
      { credentials: { default: { sso: true } } },
      { PATCHRING_USERNAME: '' },
    );
    expect(await accountOf(connectionOf(web))).toEqual(['', '']);
  });

  it('is a client certificate, from files beside the policy or from variables, checked before any machine is asked', () => {
    const own = { PATCHRING_CLIENT_CERTIFICATE: pem, PATCHRING_CLIENT_KEY: join(directory, 'client.key') };
    const credentials = {
      default: { certificate: 'own.pem', key: 'client.key', passphrase: '$PATCHRING_DC_PASSWORD' },
    };
    const files = open({ auth: 'certificate' }, {}, { credentials });
    const channel = files.connectionOf(web).options.channel;
    expect(channel?.clientCertificate?.()).toEqual({ cert: `own ${pem}`, key, passphrase: 'two' });
    expect(files.secrets).toContain(key);
    const inputs = open({ auth: 'certificate' }, {}, {}, own);
    expect(inputs.connectionOf(web).options.channel?.clientCertificate?.()).toEqual({ cert: pem, key });
    const wrong = { default: { certificate: 'nowhere.pem', key: 'none.pem' } };
    expect(faultsOf(() => open({ auth: 'certificate' }, {}, { credentials: wrong }))).toEqual([
      'CREDENTIAL_FILE_UNREADABLE credentials.default.key: the file none.pem is no PEM',
    ]);
    expect(faultsOf(() => open({ auth: 'certificate' }, {}, {}, { ...own, PATCHRING_CLIENT_KEY: 'MIIEvg==' }))).toEqual(
      ['CREDENTIAL_FILE_UNREADABLE credentials.default.key: what PATCHRING_CLIENT_KEY holds or names is not there'],
    );
    expect(faultsOf(() => open({}, { auth: 'certificate' }))).toHaveLength(2);
  });
});

describe('what the client is told of a machine', () => {
  const channelOf = (connection: Readonly<Record<string, unknown>>, overrides: ConnectionOverrides = {}, own = {}) =>
    open(connection, overrides, {}, own).connectionOf(dc).options.channel;

  it.each([
    [{}, {}, { auth: 'ntlm' }],
    [{ auth: 'basic' }, {}, { auth: 'basic' }],
    [{}, { auth: 'negotiate' }, { auth: 'negotiate', kerberos: {} }],
    [{ auth: 'kerberos', spn: 'HTTP' }, {}, { auth: 'kerberos', kerberos: { spn: 'HTTP' } }],
    [
      { auth: 'negotiate', ntlmFallback: true, interpreter: 'pwsh-preview' },
      {},
      { auth: 'negotiate', ntlmFallback: true, kerberos: { interpreter: { command: 'pwsh-preview' } } },
    ],
    [{ auth: 'negotiate', ntlmFallback: true, spn: 'HTTP' }, { auth: 'ntlm' }, { auth: 'ntlm' }],
    [{ for: [{ match: 'role=dc', auth: 'kerberos' }] }, {}, { auth: 'kerberos', kerberos: {} }],
    [{ for: [{ match: 'role=web', auth: 'kerberos' }] }, {}, { auth: 'ntlm' }],
  ] as const)('policy %j, this run %j', (connection, overrides, channel) => {
    expect(channelOf(connection, overrides)).toEqual(channel);
  });

  it('starts the PowerShell that the runner names, else that of the policy, a path of which begins at its folder', () => {
    const connection = { auth: 'kerberos', interpreter: './bin/pwsh' };
    expect(channelOf(connection)?.kerberos?.interpreter).toEqual({ command: join(directory, 'bin/pwsh') });
    const own = { PATCHRING_PWSH: '/opt/pwsh' };
    expect(channelOf(connection, {}, own)?.kerberos?.interpreter).toEqual({ command: '/opt/pwsh' });
  });

  it('goes by a jump host, its account from variables and safe in a URL', () => {
    const via = 'socks5://$PATCHRING_JU:${PATCHRING_JP}@jump.corp.example:1080';
    const connections = open({ for: [{ match: 'role=dc', via }] });
    expect(connections.connectionOf(web).options.endpoint.via).toBeUndefined();
    const given = connections.connectionOf(dc).options.endpoint.via ?? '';
    expect(parseJumpHost(given)).toEqual({
      host: 'jump.corp.example',
      port: 1080,
      username: 'jump user',
      password: 'p@ss:w/rd',
    });
  });

  it('opens the session configuration of the run, else of the policy', () => {
    const connection = { configuration: 'One', for: [{ match: 'role=dc', configuration: 'Two' }] };
    expect([web, dc].map(machine => open(connection).connectionOf(machine).configurationName)).toEqual(['One', 'Two']);
    expect(open(connection, { configuration: 'Run' }).connectionOf(dc).configurationName).toBe('Run');
    expect(open({}).connectionOf(dc)).not.toHaveProperty('configurationName');
  });

  it('asks for a ticket by the name of the machine and not by its address, sealed or not', () => {
    const machine = { ...dc, address: '10.0.0.1' };
    const endpoint = open({ transport: 'http-sealed', auth: 'kerberos' }).connectionOf(machine).options.endpoint;
    expect(endpoint).toEqual({ transport: 'http-sealed', host: '10.0.0.1', servername: dc.name });
  });

  it('trusts the authority of its own entry', () => {
    const { ca, connectionOf } = open({ ca: 'ca.pem', for: [{ match: 'role=dc', ca: 'own.pem' }] });
    const trusted = [web, dc].map(machine => connectionOf(machine).options.endpoint.ca);
    expect([ca, ...trusted]).toEqual([pem, pem, `own ${pem}`]);
  });
});

describe('settings that cannot be meant', () => {
  it.each([
    [{ transport: 'http-sealed' }, { pin }, 'ARGUMENT_INVALID ca and pin mean nothing without HTTPS'],
    [{}, { transport: 'http-sealed' as const, ca: 'x.pem' }, 'ARGUMENT_INVALID ca and pin mean nothing without HTTPS'],
    [{ auth: 'basic' }, { transport: 'http-sealed' as const }, 'ARGUMENT_INVALID The policy logs on with basic'],
    [
      { auth: 'negotiate' },
      { auth: 'basic' as const, transport: 'http-sealed' as const },
      'ARGUMENT_INVALID This run logs on',
    ],
    [{}, { configuration: 'a b' }, 'ARGUMENT_INVALID The configuration is no name'],
    [
      { via: 'socks5://$PATCHRING_NONE:$PATCHRING_JP@jump' },
      {},
      'CREDENTIAL_MISSING the environment variable PATCHRING_NONE is not set; connection.via needs it',
    ],
    [{}, { pin: 'abc' }, 'ARGUMENT_INVALID The pin is not a SHA-256'],
    [{}, { port: 0 }, 'ARGUMENT_INVALID The port is 0.'],
    [{}, { port: 65_536 }, 'ARGUMENT_INVALID The port is 65536.'],
    [{}, { ca: 'nowhere.pem' }, 'ARGUMENT_INVALID the certificate authority is not there.'],
    [{ ca: 'nowhere.pem' }, {}, 'POLICY_CONNECTION_INVALID the certificate authority is not there.'],
    [{ ca: 'none.pem' }, {}, 'POLICY_CONNECTION_INVALID this file holds no PEM certificate.'],
  ])('policy %j, this run %j: %s', (connection, overrides, fault) => {
    const found = faults(connection, overrides);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(fault);
  });

  it('are a way of this run that does not go with the credential of the policy', () => {
    const credentials = { default: { exec: ['./vault.sh'] } };
    expect(faultsOf(() => open({}, { auth: 'certificate' }, { credentials }))).toEqual([
      'ARGUMENT_INVALID auth is certificate, and credentials.default does not go with it: this authentication needs certificate and key.',
    ]);
  });

  it('are told all at once', () => {
    expect(faults({}, { pin: 'abc', port: 0, ca: 'nowhere.pem' })).toHaveLength(3);
  });
});
