// What every scheme of the catalogue owes the channel, and what Basic owes besides.
import { describe, expect, it } from 'vitest';
import { endpointBindingOf } from '../../../../src/winrm/auth/channel-binding.ts';
import { schemeOf, schemes } from '../../../../src/winrm/auth/registry.ts';
import type { Scheme, SchemeOptions } from '../../../../src/winrm/auth/scheme.ts';
import { countingBytes } from '../../../support/ntlm-vectors.ts';

const binding = endpointBindingOf(Buffer.from('certificate'));
const kerberos: NonNullable<SchemeOptions['kerberos']> = {
  spn: 'HOST',
  tokens: {
    start: async () => ({ context: 'c1', status: 'ContinueNeeded', bytes: Buffer.from('ticket'), numbers: [] }),
    ask: async () => ({ context: 'c1', status: 'Completed', bytes: Buffer.alloc(0), numbers: [] }),
    drop: () => {},
  },
};
const options = (change: Partial<SchemeOptions> = {}): SchemeOptions => ({
  username: 'svc',
  password: () => 'P@ss',
  servername: 'srv01.corp.example',
  channelBinding: binding,
  kerberos,
  randomBytes: countingBytes(),
  now: () => 0,
  ...change,
});
const all: readonly (readonly [string, Scheme])[] = Object.entries(schemes);

describe.each(all)('the scheme %s', (name, scheme) => {
  it('has the name it is listed under', () => expect(scheme.name).toBe(name));

  it('has a token for the first request', async () => {
    const step = await scheme.createContext(options()).step();
    expect(step).toMatchObject({ kind: 'send', token: expect.any(Uint8Array) });
  });

  it('gives sealing only if it says that it can seal, and never before the exchange is complete', () => {
    const context = scheme.createContext(options());
    expect(context.sealLabel !== undefined).toBe(scheme.seals);
    expect(() => context.sealing()).toThrow(expect.objectContaining({ code: 'WINRM_USAGE_INVALID' }));
  });

  it('asks for the password no earlier than it needs it', () => {
    let asked = 0;
    const password = (): string => {
      asked++;
      return 'P@ss';
    };
    scheme.createContext(options({ password }));
    expect(asked).toBe(0);
  });
});

describe('a client certificate', () => {
  it('is only shown over HTTPS, and says so with every request', async () => {
    const { channelBinding: _, ...overHttp } = options();
    const refused = expect.objectContaining({ code: 'WINRM_USAGE_INVALID' });
    expect(() => schemes.certificate.createContext(overHttp)).toThrow(refused);
    const context = schemes.certificate.createContext(options());
    expect(context.everyRequest).toBe(true);
    for (let i = 0; i < 2; i++) expect(await context.step()).toMatchObject({ kind: 'send', final: true });
    expect(await context.step(new Uint8Array(0))).toEqual({ kind: 'done' });
  });
});

describe('a name from outside', () => {
  it('finds its scheme', () => {
    for (const [name, scheme] of all) expect(schemeOf(name)).toBe(scheme);
  });

  it.each([
    ['credssp', 'hands the whole password to the machine'],
    ['CredSSP', 'hands the whole password to the machine'],
    ['digest', 'there is no authentication scheme "digest"'],
    ['toString', 'there is no authentication scheme "toString"'],
  ])('%s is refused with the reason', (name, reason) => {
    const message = expect.stringContaining(reason);
    expect(() => schemeOf(name)).toThrow(expect.objectContaining({ code: 'WINRM_USAGE_INVALID', message }));
  });

  it('needs a user where the scheme has no other way', () => {
    const refused = expect.objectContaining({ code: 'WINRM_USAGE_INVALID' });
    expect(() => schemes.ntlm.createContext(options({ username: '' }))).toThrow(refused);
  });
});

describe('Basic', () => {
  it('sends user and password in UTF-8, anew for every request', async () => {
    const passwords = ['old', 'nëw'];
    const context = schemes.basic.createContext(options({ password: async () => passwords.shift() ?? '' }));
    for (const expected of ['svc:old', 'svc:nëw']) {
      const step = await context.step();
      expect(step).toMatchObject({ kind: 'send', final: true });
      expect(step.kind === 'send' && Buffer.from(step.token).toString()).toBe(expected);
    }
    expect(context.everyRequest).toBe(true);
    expect(await context.step(new Uint8Array(0))).toEqual({ kind: 'done' });
  });

  it('is refused without TLS and with a colon in the name', () => {
    const { channelBinding: _, ...overHttp } = options();
    const refused = expect.objectContaining({ code: 'WINRM_USAGE_INVALID' });
    expect(() => schemes.basic.createContext(overHttp)).toThrow(refused);
    expect(() => schemes.basic.createContext(options({ username: 'a:b' }))).toThrow(refused);
  });
});
