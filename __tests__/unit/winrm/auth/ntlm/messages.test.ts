import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAvPairs, encodeAvPairs } from '../../../../../src/winrm/auth/ntlm/av-pairs.ts';
import {
  decodeAuthenticate,
  decodeChallenge,
  decodeNegotiate,
  encodeAuthenticate,
  encodeChallenge,
  encodeNegotiate,
} from '../../../../../src/winrm/auth/ntlm/messages.ts';
import { WinrmError } from '../../../../../src/winrm/errors.ts';
import { bytes, hex, vectors, vectorsMissing } from '../../../../support/ntlm-vectors.ts';

// The example of MS-NLMP 4.2.4.3.
const PUBLISHED_CHALLENGE = `4e544c4d53535000 02000000 0c000c00 38000000 33828ae2 0123456789abcdef 0000000000000000
  24002400 44000000 060070170000000f 530065007200760065007200 02000c0044006f006d00610069006e00
  01000c00530065007200760065007200 00000000`;

const fixed = (size: number) => fc.uint8Array({ minLength: size, maxLength: size }).map(value => Buffer.from(value));
const anyBytes = fc.uint8Array({ maxLength: 200 }).map(value => Buffer.from(value));
// Lone surrogates have no UTF-16 text form that survives a round trip in every reader; names never hold them.
const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const flags = fc.integer({ min: 0, max: 0xffffffff }).map(value => (value | 0x02000000) >>> 0);
const refused = expect.objectContaining({ code: 'WINRM_AUTH_FAILED' });

describe('NTLM messages', () => {
  it('reads the challenge of MS-NLMP 4.2.4.3', () => {
    const message = decodeChallenge(bytes(PUBLISHED_CHALLENGE));
    expect(message).toMatchObject({ flags: 0xe28a8233, targetName: 'Server' });
    expect(hex(message.serverChallenge)).toBe('0123456789abcdef');
    expect(hex(message.version)).toBe('060070170000000f');
    const pairs = decodeAvPairs(message.targetInfo).map(pair => [pair.id, Buffer.from(pair.value).toString('utf16le')]);
    expect(pairs).toEqual([
      [2, 'Domain'],
      [1, 'Server'],
    ]);
  });

  it('writes that challenge byte for byte', () => {
    const published = bytes(PUBLISHED_CHALLENGE);
    expect(hex(encodeChallenge(decodeChallenge(published)))).toBe(hex(published));
  });

  it('reads back every NEGOTIATE it writes', () => {
    fc.assert(
      fc.property(flags, fixed(8), (value, version) => {
        const message = { flags: value, version };
        expect(decodeNegotiate(encodeNegotiate(message))).toEqual(message);
      }),
    );
  });

  it('reads back every CHALLENGE it writes', () => {
    const message = fc.record({
      flags,
      serverChallenge: fixed(8),
      targetName: text,
      targetInfo: anyBytes,
      version: fixed(8),
    });
    fc.assert(
      fc.property(message, value => {
        const read = decodeChallenge(encodeChallenge(value));
        expect({ ...read, targetInfo: hex(read.targetInfo) }).toEqual({ ...value, targetInfo: hex(value.targetInfo) });
      }),
    );
  });

  it('reads back every AUTHENTICATE it writes, with and without room for the integrity code', () => {
    const message = fc.record({
      flags,
      lmResponse: fixed(24),
      ntResponse: anyBytes,
      domain: text,
      user: text,
      workstation: text,
      encryptedSessionKey: fixed(16),
      version: fixed(8),
    });
    fc.assert(
      fc.property(message, fc.option(fixed(16), { nil: undefined }), (value, mic) => {
        const whole = mic === undefined ? value : { ...value, mic };
        const read = decodeAuthenticate(encodeAuthenticate(whole));
        expect({ ...read, ntResponse: hex(read.ntResponse) }).toEqual({ ...whole, ntResponse: hex(whole.ntResponse) });
      }),
    );
  });

  it('reads back every list of pairs it writes, and refuses every cut of it', () => {
    const pairs = fc.uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 0xffff }), value: anyBytes }), {
      selector: pair => pair.id,
      maxLength: 8,
    });
    fc.assert(
      fc.property(pairs, fc.nat(), (list, at) => {
        const encoded = encodeAvPairs(list);
        const plain = decodeAvPairs(encoded).map(pair => ({ id: pair.id, value: hex(pair.value) }));
        expect(plain).toEqual(list.map(pair => ({ id: pair.id, value: hex(pair.value) })));
        expect(() => decodeAvPairs(encoded.subarray(0, at % encoded.length))).toThrow(refused);
      }),
    );
  });

  it('refuses a list that says something twice', () => {
    const pair = { id: 7, value: Buffer.alloc(8) };
    expect(() => decodeAvPairs(encodeAvPairs([pair, pair]))).toThrow(refused);
  });

  it('never does anything with foreign bytes but read them or refuse them', () => {
    const head = fc.constantFrom(
      '4e544c4d5353500001000000',
      '4e544c4d5353500002000000',
      '4e544c4d5353500003000000',
      '',
    );
    fc.assert(
      fc.property(head, fc.uint8Array({ maxLength: 300 }), (start, rest) => {
        const token = Buffer.concat([bytes(start), rest]);
        for (const decode of [decodeNegotiate, decodeChallenge, decodeAuthenticate, decodeAvPairs]) {
          try {
            decode(token);
          } catch (error) {
            expect(error).toBeInstanceOf(WinrmError);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['inside the header', 8],
    ['behind the end', 0xffff],
    ['behind the end by overflow', 0xfffffffe],
  ])('refuses a field that points %s', (_, offset) => {
    const token = bytes(PUBLISHED_CHALLENGE);
    token.writeUInt32LE(offset, 44);
    expect(() => decodeChallenge(token)).toThrow(refused);
  });

  it('refuses text of an odd number of bytes', () => {
    const token = bytes(PUBLISHED_CHALLENGE);
    token.writeUInt16LE(11, 12);
    expect(() => decodeChallenge(token)).toThrow(refused);
  });
});

describe.skipIf(vectorsMissing !== '')(`NTLM messages of another implementation${vectorsMissing}`, () => {
  it.each(vectors)('$name: AUTHENTICATE is read and written again byte for byte', vector => {
    const message = decodeAuthenticate(bytes(vector.authenticate));
    expect(message).toMatchObject({ user: vector.username, domain: vector.domain, workstation: 'VM' });
    expect(hex(encodeAuthenticate(message))).toBe(vector.authenticate);
    expect(hex(encodeNegotiate(decodeNegotiate(bytes(vector.negotiate))))).toBe(vector.negotiate);
  });

  it.each(vectors)('$name: CHALLENGE without room for a version is read', vector => {
    const message = decodeChallenge(bytes(vector.challenge));
    expect(message.targetName).toBe('VM');
    expect(message.version).toHaveLength(0);
  });
});
