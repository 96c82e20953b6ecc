import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../../src/knowledge/errors.ts';
import type { MachineEntry } from '../../../src/model/machine.ts';
import { connectionSchema } from '../../../src/policy/connection.ts';
import { credentialFor, logonFor, missingVariables } from '../../../src/policy/credentials.ts';
import { membersOf } from '../../../src/policy/membership.ts';
import { type Policy, policySchema, type Ring } from '../../../src/policy/schema.ts';
import type { Environment } from '../../../src/policy/variable.ts';

const credentials = {
  default: { username: 'CORP\\svc', password: '$PATCHRING_PASSWORD' },
  tier0: { match: 'role=dc', username: '$PATCHRING_TIER0', password: '${PATCHRING_TIER0_PASSWORD}' },
};
const web = { name: 'web01', labels: { role: 'web' } };
const dc = { name: 'dc01', labels: { role: 'dc' } };

interface Given {
  readonly connection?: object;
  readonly credentials?: Policy['credentials'];
}
const logon = (machine: MachineEntry, { connection = {}, credentials: who = {} }: Given) =>
  logonFor({ connection: connectionSchema.parse(connection), credentials: who }, machine);

describe('credentials', () => {
  it('are chosen by label, else the default', () => {
    expect([credentialFor(credentials, web), credentialFor(credentials, dc)]).toEqual(['default', 'tier0']);
    expect(credentialFor({ tier0: credentials.tier0 }, web)).toBeUndefined();
  });

  it('are none, which means the inputs of the run, by a password or by the certificate that the way asks for', () => {
    expect(credentialFor({}, web)).toBe('default');
    expect(logon(web, { connection: {} })?.form).toEqual({
      kind: 'password',
      username: '$PATCHRING_USERNAME',
      password: '$PATCHRING_PASSWORD',
    });
    expect(logon(web, { connection: { auth: 'certificate' } })?.form).toEqual({
      kind: 'certificate',
      certificate: '$PATCHRING_CLIENT_CERTIFICATE',
      key: '$PATCHRING_CLIENT_KEY',
    });
  });
});

describe('variables that are missing', () => {
  const missing = (machines: readonly MachineEntry[], given: Given, env: Environment) =>
    missingVariables(
      machines.flatMap(machine => logon(machine, given) ?? []),
      env,
    );

  it('are told once each, and only those that some machine needs', () => {
    expect(missing([web, { ...web, name: 'web02' }], { credentials }, {})).toEqual([
      {
        code: 'CREDENTIAL_MISSING',
        message: 'the environment variable PATCHRING_PASSWORD is not set; credentials.default needs it',
        retryable: false,
        next: 'Set PATCHRING_PASSWORD from a secret of the pipeline.',
      },
    ]);
    const tier0 = missing([web, dc], { credentials }, { PATCHRING_PASSWORD: 'x', PATCHRING_TIER0: '' });
    expect(tier0.map(({ message }) => message)).toEqual([
      'the environment variable PATCHRING_TIER0 is not set; credentials.tier0 needs it',
      'the environment variable PATCHRING_TIER0_PASSWORD is not set; credentials.tier0 needs it',
    ]);
    expect(missing([], { credentials }, {})).toEqual([]);
  });

  it.each<readonly [string, Given, readonly string[]]>([
    ['a command', { credentials: { default: { exec: ['./vault.sh'] } } }, []],
    ['single sign-on', { connection: { auth: 'kerberos' }, credentials: { default: { sso: true } } }, []],
    [
      'a certificate in files with a passphrase',
      {
        connection: { auth: 'certificate' },
        credentials: { default: { certificate: 'a.pem', key: 'a.key', passphrase: '$PATCHRING_P' } },
      },
      ['PATCHRING_P'],
    ],
    [
      'a jump host',
      {
        connection: { via: 'socks5://$PATCHRING_JU:${PATCHRING_JP}@jump' },
        credentials: { default: { exec: ['./vault.sh'] } },
      },
      ['PATCHRING_JU', 'PATCHRING_JP'],
    ],
  ])('of %s', (_, given, names) => {
    const told = missing([web], given, {}).map(({ message }) => /variable (\w+) /.exec(message)?.[1]);
    expect(told).toEqual(names);
  });

  it('tell of single sign-on where Kerberos is wanted', () => {
    const [first] = missing([web], { connection: { auth: 'negotiate' } }, {});
    expect(first?.next).toBe(
      'Set PATCHRING_USERNAME from a secret of the pipeline, or write credentials: { default: { sso: true } } to log on as whoever runs patchring.',
    );
  });
});

describe('membership', () => {
  const machines = fc.uniqueArray(
    fc.record({
      name: fc.stringMatching(/^[a-z][0-9]$/),
      labels: fc.record({ ring: fc.constantFrom('a', 'b', 'c'), role: fc.constantFrom('web', 'dc') }),
    }),
    { selector: ({ name }) => name, maxLength: 20 },
  );
  const ringsOf = (...selectors: unknown[]): Ring[] =>
    policySchema.parse({
      version: 1,
      name: 'x',
      inventory: 'x.yml',
      rings: selectors.map((selector, index) => ({ name: `r${index}`, machines: selector, window: 'anytime' })),
    }).rings;

  it('puts every machine into one ring, in the order of the inventory, when the last takes the rest (property)', () => {
    fc.assert(
      fc.property(machines, all => {
        const rings = membersOf(ringsOf({ label: 'ring=a' }, { label: ['ring=b', 'role=dc'] }, 'rest'), all);
        const members = rings.map(ring => ring.machines);
        expect(new Set(members.flat()).size).toBe(all.length);
        expect(members.flat().length).toBe(all.length);
        for (const ring of members) expect(ring).toEqual(all.filter(machine => ring.includes(machine)));
        expect(members[1]?.every(({ labels }) => labels.ring === 'b' && labels.role === 'dc')).toBe(true);
      }),
    );
  });

  it('takes machines by name whatever the case, and a label’s value as it is written', () => {
    const [byName, byLabel] = membersOf(ringsOf(['WEB01'], { label: 'role=dc' }), [
      web,
      dc,
      { name: 'dc02', labels: { role: 'DC' } },
    ]);
    expect([byName?.machines, byLabel?.machines]).toEqual([[web], [dc]]);
  });
});

describe('the codes of wrong input', () => {
  it('each have an example here', () => {
    const folder = new URL('./', import.meta.url);
    const text = readdirSync(folder)
      .map(name => readFileSync(new URL(name, folder), 'utf8'))
      .join('\n');
    const ours = Object.keys(failureCodes).filter(code => /^(POLICY|INVENTORY)_/.test(code));
    expect(ours.filter(code => !text.includes(code))).toEqual([]);
  });
});
