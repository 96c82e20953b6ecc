import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Deadline } from '../../../src/winrm/deadline.ts';
import { authenticate, offersOf } from '../../../src/winrm/handshake.ts';
import type { HttpAnswer } from '../../../src/winrm/http-response.ts';

const answer = (...values: string[]): HttpAnswer => ({
  status: 401,
  headers: new Map([['www-authenticate', values]]),
  body: Buffer.alloc(0),
  keepAlive: true,
});
const seen = (...values: string[]) =>
  [...offersOf(answer(...values))].map(([word, token]) => [word, token?.toString('latin1')]);

describe('what WWW-Authenticate offers', () => {
  it.each<[string[], (string | undefined)[][]]>([
    [['Negotiate'], [['negotiate', undefined]]],
    [
      ['Negotiate', 'Kerberos', 'Basic realm="WSMAN"'],
      [
        ['negotiate', undefined],
        ['kerberos', undefined],
        ['basic', undefined],
      ],
    ],
    [
      ['Negotiate, Kerberos, Basic realm="a, b"'],
      [
        ['negotiate', undefined],
        ['kerberos', undefined],
        ['basic', undefined],
      ],
    ],
    [['Negotiate TlRMTVNTUAA='], [['negotiate', 'NTLMSSP\0']]],
    [['Negotiate', 'negotiate TlRMTVNTUAA='], [['negotiate', 'NTLMSSP\0']]],
    [['Negotiate TlRMTVNTUAA=', 'Negotiate'], [['negotiate', 'NTLMSSP\0']]],
    [
      ['http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual'],
      [['http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual', undefined]],
    ],
    [['Negotiate not*base64'], [['negotiate', undefined]]],
    [['', ',', '"'], []],
  ])('%j', (values, offers) => {
    expect(seen(...values)).toEqual(offers);
  });

  it('is read from anything, long or odd', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary-ascii' })), values => {
        expect(offersOf(answer(...values))).toBeInstanceOf(Map);
      }),
    );
    for (const text of [
      `a${' '.repeat(60_000)}!`,
      `${'a '.repeat(30_000)}`,
      ','.repeat(60_000),
      `a ${'A'.repeat(60_000)}!`,
    ]) {
      expect(offersOf(answer(text)).size).toBeLessThanOrEqual(1);
    }
  });
});

describe('the 401 dance', () => {
  it('comes to an end with a scheme and a machine that never would', async () => {
    let requests = 0;
    const connection = {
      request: async () => {
        requests++;
        return answer('Negotiate AAAA');
      },
    };
    const context = {
      httpScheme: 'Negotiate',
      step: () => ({ kind: 'send' as const, token: Buffer.from('again'), final: false }),
      sealing: () => {
        throw new Error('never complete');
      },
    };
    const deadline = new Deadline(10_000);
    const dance = authenticate(connection, context, { where: 'srv01:5986', payload: Buffer.from('soap'), deadline });
    await expect(dance).rejects.toMatchObject({ code: 'WINRM_AUTH_FAILED' });
    deadline.dispose();
    expect(requests).toBe(6);
  });
});
