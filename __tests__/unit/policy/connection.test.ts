// How the machines of a label are reached: which entry counts, what it takes from above, and what it leaves out.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputs } from '../../../src/inputs.ts';
import {
  authNames,
  connectionSchema,
  credsspRefused,
  entryFor,
  jumpOf,
  variablesOfJump,
  wayOf,
} from '../../../src/policy/connection.ts';
import { schemeOf, schemes } from '../../../src/winrm/auth/registry.ts';
import { parseJumpHost } from '../../../src/winrm/jump.ts';
import { told } from '../../support/policy-files.ts';

const connection = connectionSchema.parse({
  ca: 'corp.pem',
  auth: 'negotiate',
  ntlmFallback: true,
  spn: 'HTTP',
  for: [
    { match: 'role=dc', auth: 'kerberos', via: 'socks5://jump:1080' },
    { match: 'zone=dmz', transport: 'http-sealed', auth: 'ntlm', configuration: 'Patch' },
    { match: 'role=web', ntlmFallback: false },
    { match: 'role=dc', port: 1 },
  ],
});
const machine = (labels: Readonly<Record<string, string>>) => ({ name: 'a', labels });

describe('the entry of a machine', () => {
  it('is the first whose label it bears, and none for everybody else', () => {
    const found = [{ role: 'dc' }, { zone: 'dmz', role: 'web' }, { role: 'web' }, {}].map(labels =>
      entryFor(connection, machine(labels)),
    );
    expect(found).toEqual([0, 1, 2, undefined]);
  });

  it('says what it says, and takes the rest from the mapping', () => {
    expect(wayOf(connection, 0)).toMatchObject({
      transport: 'https',
      auth: 'kerberos',
      ca: 'corp.pem',
      spn: 'HTTP',
      via: 'socks5://jump:1080',
      ntlmFallback: false,
    });
    expect(wayOf(connection, 2)).toMatchObject({ auth: 'negotiate', ntlmFallback: false });
    expect(wayOf(connection, undefined)).toMatchObject({ auth: 'negotiate', ntlmFallback: true });
  });

  it('leaves out what means nothing beside its own settings', () => {
    expect(wayOf(connection, 1)).toEqual({
      transport: 'http-sealed',
      auth: 'ntlm',
      ca: undefined,
      pin: undefined,
      port: undefined,
      ntlmFallback: false,
      spn: undefined,
      interpreter: undefined,
      via: undefined,
      configuration: 'Patch',
    });
  });

  it('gives way to what was given for this run', () => {
    const given = { auth: 'ntlm', configuration: 'Other', port: 9 } as const;
    for (const entry of [undefined, 0, 1, 2]) expect(wayOf(connection, entry, given)).toMatchObject(given);
  });
});

describe('authentication', () => {
  it('has the same names in the policy, in the inputs and in the client', () => {
    const input = inputs.find(({ name }) => name === 'auth');
    expect(input).toMatchObject({ choices: authNames });
    expect(Object.keys(schemes)).toEqual([...authNames]);
  });

  it('refuses CredSSP with the reason that the client has, whatever the case', async () => {
    const reason = expect.objectContaining({ message: credsspRefused });
    expect(() => schemeOf('credssp')).toThrow(reason);
    const rings = 'inventory: [{ name: a }]\nrings: [{ name: t, machines: rest, window: anytime }]\n';
    for (const name of ['credssp', 'CredSSP']) {
      const text = `version: 1\nname: x\n${rings}connection: { auth: ${name} }\n`;
      expect(await told({ 'patchring.yml': text })).toEqual([
        `patchring.yml:5:21 POLICY_VALUE_INVALID connection.auth: ${credsspRefused}`,
      ]);
    }
  });
});

describe('a jump host', () => {
  it.each([
    ['socks5://jump', [undefined, undefined, 'jump']],
    ['socks5://jump.corp.example:1080/', [undefined, undefined, 'jump.corp.example:1080']],
    ['socks5://[fe80::1]:1080', [undefined, undefined, '[fe80::1]:1080']],
    ['socks5://$PATCHRING_U:${PATCHRING_P}@10.0.0.1:9', ['$PATCHRING_U', '${PATCHRING_P}', '10.0.0.1:9']],
    ['socks5://$PATCHRING_U@jump', ['$PATCHRING_U', undefined, 'jump']],
  ])('%s is read', (text, [user, password, place]) => {
    expect(jumpOf(text)).toEqual({ user, password, place });
  });

  it.each([
    'jump:1080',
    'http://jump',
    'socks5://',
    'socks5://jump:0',
    'socks5://jump:65536',
    'socks5://jump/x',
    'socks5://a b',
  ])('%s is none', text => expect(jumpOf(text)).toBeUndefined());

  it('is one to the client too, whatever is read here (property)', () => {
    const place = fc.oneof(
      fc.stringMatching(/^[a-z0-9._-]{1,12}(:[0-9]{1,6})?$/),
      fc.stringMatching(/^\[[0-9a-f:.]{1,12}\]$/),
    );
    let known = 0;
    fc.assert(
      fc.property(place, text => {
        const jump = jumpOf(`socks5://${text}`);
        if (jump === undefined) return;
        known += 1;
        expect(parseJumpHost(`socks5://${jump.place}`).host).not.toBe('');
      }),
    );
    expect(known).toBeGreaterThan(10);
  });

  it('names its variables', () => {
    expect(variablesOfJump('socks5://$PATCHRING_U:${PATCHRING_P}@jump')).toEqual(['PATCHRING_U', 'PATCHRING_P']);
    expect([variablesOfJump('socks5://jump'), variablesOfJump(undefined)]).toEqual([[], []]);
  });
});
