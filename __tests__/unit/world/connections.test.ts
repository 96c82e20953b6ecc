// How each machine is reached: what a user gave for this run, then what the policy says, then the default; the machine's own port first.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FailureError } from '../../../src/model/failure.ts';
import { type Policy, policySchema } from '../../../src/policy/schema.ts';
import { type ConnectionOverrides, createConnections } from '../../../src/world/connections.ts';

const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const pin = 'ab'.repeat(32);
let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'patchring-connections-'));
  writeFileSync(join(directory, 'ca.pem'), pem);
  writeFileSync(join(directory, 'own.pem'), `own ${pem}`);
  writeFileSync(join(directory, 'none.pem'), 'nothing');
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function policyWith(
  connection: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): Policy {
  const rings = [{ name: 'test', machines: 'rest', window: 'anytime' }];
  return policySchema.parse({ version: 1, name: 'x', inventory: [{ name: 'a' }], rings, connection, ...more });
}

function open(connection: Readonly<Record<string, unknown>>, overrides: ConnectionOverrides = {}, more = {}) {
  const env = { PATCHRING_USERNAME: 'svc', PATCHRING_PASSWORD: 'one', PATCHRING_DC_PASSWORD: 'two' };
  return createConnections({ policy: policyWith(connection, more), directory, env, overrides });
}

const endpointOf = (connection: Readonly<Record<string, unknown>>, overrides: ConnectionOverrides = {}, entry = {}) =>
  open(connection, overrides).connectionOf({ name: 'web01.corp.example', labels: {}, ...entry }).options.endpoint;

function faults(connection: Readonly<Record<string, unknown>>, overrides: ConnectionOverrides): readonly string[] {
  try {
    open(connection, overrides);
  } catch (cause) {
    if (cause instanceof FailureError) return cause.failures.map(({ code, message }) => `${code} ${message}`);
    throw cause;
  }
  return [];
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
    const web = connectionOf({ name: 'web01', labels: { role: 'web' } });
    const dc = connectionOf({ name: 'dc01', labels: { role: 'dc' } });
    expect([web.credential, web.options.credentials.username, await web.options.credentials.password()]).toEqual([
      'default',
      'svc',
      'one',
    ]);
    expect([dc.credential, dc.options.credentials.username, await dc.options.credentials.password()]).toEqual([
      'dc',
      'CORP\\dc-svc',
      'two',
    ]);
  });
});

describe('settings that cannot be meant', () => {
  it.each([
    [{ transport: 'http-sealed' }, { pin }, 'ARGUMENT_INVALID ca and pin mean nothing without HTTPS'],
    [{}, { transport: 'http-sealed' as const, ca: 'x.pem' }, 'ARGUMENT_INVALID ca and pin mean nothing without HTTPS'],
    [{ auth: 'basic' }, { transport: 'http-sealed' as const }, 'ARGUMENT_INVALID The policy logs on with basic'],
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

  it('are told all at once', () => {
    expect(faults({}, { pin: 'abc', port: 0, ca: 'nowhere.pem' })).toHaveLength(3);
  });
});
