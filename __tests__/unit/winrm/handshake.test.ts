import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offersOf } from '../../../src/winrm/handshake.ts';
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
