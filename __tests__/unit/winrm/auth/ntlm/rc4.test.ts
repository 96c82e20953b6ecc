import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rc4 } from '../../../../../src/winrm/auth/ntlm/rc4.ts';
import { bytes, hex } from '../../../../support/ntlm-vectors.ts';

describe('rc4', () => {
  it.each([
    ['Key', 'Plaintext', 'bbf316e8d940af0ad3'],
    ['Wiki', 'pedia', '1021bf0420'],
    ['Secret', 'Attack at dawn', '45a01f645fc35b383552544b9bf5'],
  ])('encrypts under %s as published', (key, plain, sealed) => {
    expect(hex(new Rc4(Buffer.from(key)).transform(Buffer.from(plain)))).toBe(sealed);
  });

  it('has the key stream of RFC 6229', () => {
    const stream = new Rc4(bytes('0102030405')).transform(new Uint8Array(32));
    expect(hex(stream)).toBe('b2396305f03dc027ccc3524a0a1118a86982944f18fc82d589c403a47a0d0919');
  });

  it('runs on over messages: any split of the input gives the same output', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 32 }),
        fc.array(fc.uint8Array({ maxLength: 300 })),
        (key, parts) => {
          const whole = new Rc4(key).transform(Buffer.concat(parts));
          const cipher = new Rc4(key);
          expect(hex(Buffer.concat(parts.map(part => cipher.transform(part))))).toBe(hex(whole));
        },
      ),
    );
  });

  it('undoes itself and leaves its input alone', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.uint8Array({ maxLength: 1000 }), (key, plain) => {
        const before = hex(plain);
        const sealed = new Rc4(key).transform(plain);
        expect(hex(new Rc4(key).transform(sealed))).toBe(before);
        expect(hex(plain)).toBe(before);
      }),
    );
  });
});
