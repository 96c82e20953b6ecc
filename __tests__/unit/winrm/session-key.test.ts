// The key exchange that protects SecureString values, both halves, on every Node that we run on: padding is taken off by hand.
import { createPublicKey, publicEncrypt, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { psScalar } from '../../../src/winrm/psrp/clixml/values.ts';
import { answerKeyExchange, beginKeyExchange, type KeyExchange } from '../../../src/winrm/session-key.ts';

const violated = expect.objectContaining({ code: 'WINRM_PROTOCOL_VIOLATED' });
const exchange: KeyExchange = await beginKeyExchange();
const key = randomBytes(32);
const { encrypted, sessionKey: theirs } = answerKeyExchange(exchange.publicKey, key);
const ours = exchange.complete(encrypted);

/** What a machine would send for these bytes in place of a key. */
function encryptedFor(bytes: Uint8Array): string {
  const n = Buffer.from(exchange.publicKey, 'base64').subarray(20).reverse().toString('base64url');
  const rsa = createPublicKey({ format: 'jwk', key: { kty: 'RSA', n, e: 'AQAB' } });
  const header = Buffer.from(encrypted, 'base64').subarray(0, 12);
  return Buffer.concat([header, publicEncrypt({ key: rsa, padding: 1 }, bytes).reverse()]).toString('base64');
}

describe('a session key', () => {
  it('is the same on both sides: every text sealed by one is opened by the other', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => {
        expect(theirs.open(ours.seal(text))).toBe(text);
        expect(ours.open(theirs.seal(text))).toBe(text);
        expect(ours.seal(text).tag).toBe('SS');
      }),
    );
  });

  it('opens nothing that was sealed with another one', async () => {
    const other = answerKeyExchange((await beginKeyExchange()).publicKey, randomBytes(32)).sessionKey;
    const opened = Array.from({ length: 20 }, (_, index) => {
      try {
        return ours.open(other.seal(`secret ${index}`));
      } catch (error) {
        expect(error).toEqual(violated);
        return undefined;
      }
    });
    for (const text of opened) expect(text ?? '').not.toContain('secret');
  });

  it.each(['', 'AAAA', 'not base64 at all', Buffer.alloc(15).toString('base64')])('opens no %j', text => {
    expect(() => ours.open(psScalar('SS', text))).toThrow(violated);
  });

  it('of any other size than that of AES-256 is refused', () => {
    for (const size of [0, 16, 31, 33])
      expect(() => exchange.complete(encryptedFor(randomBytes(size)))).toThrow(violated);
    expect(exchange.complete(encryptedFor(key)).seal('x')).toEqual(ours.seal('x'));
  });

  it('is refused when any byte of it was changed', () => {
    const blob = Buffer.from(encrypted, 'base64');
    fc.assert(
      fc.property(fc.integer({ min: 12, max: blob.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(blob);
        changed[at] = (changed[at] ?? 0) ^ change;
        try {
          // Padding that is right by accident gives a key of another size, or another key.
          expect(exchange.complete(changed.toString('base64')).seal('x')).not.toEqual(ours.seal('x'));
        } catch (error) {
          expect(error).toEqual(violated);
        }
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['nothing', ''],
    ['a shorter blob', Buffer.alloc(267).toString('base64')],
    ['a longer blob', Buffer.alloc(269).toString('base64')],
  ])('is not read from %s', (_, text) => {
    expect(() => exchange.complete(text)).toThrow(violated);
  });
});

describe('a public key', () => {
  it('is a CAPI blob of an RSA key of 2048 bits', () => {
    const blob = Buffer.from(exchange.publicKey, 'base64');
    expect(blob).toHaveLength(276);
    expect(blob.toString('latin1', 8, 12)).toBe('RSA1');
    expect(blob.readUInt32LE(12)).toBe(2048);
    expect(blob.readUInt32LE(16)).toBe(65_537);
  });

  it('that is none is refused by the other half', () => {
    for (const text of ['', 'AAAA', Buffer.alloc(276).toString('base64')]) {
      expect(() => answerKeyExchange(text, key)).toThrow(violated);
    }
  });
});
