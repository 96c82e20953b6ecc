// SPNEGO's messages: what we write is what RFC 4178 says, what comes in is read or refused, and nothing else happens.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { element, encodeElement } from '../../../../src/winrm/auth/der.ts';
import {
  decodeAnswer,
  encodeAnswer,
  encodeMechanismList,
  encodeOffer,
  MECHANISMS,
} from '../../../../src/winrm/auth/spnego.ts';
import { WinrmError } from '../../../../src/winrm/errors.ts';

const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');
const octets = fc.uint8Array({ maxLength: 400 });
const state = (value: number): Buffer => encodeElement(0xa0, encodeElement(0x0a, Buffer.from([value])));
const answerOf = (...fields: readonly Uint8Array[]): Buffer => encodeElement(0xa1, encodeElement(0x30, ...fields));

describe('an offer', () => {
  it('holds the list as it is signed, and the first token', () => {
    const list = encodeMechanismList([MECHANISMS.kerberos, MECHANISMS.ntlm]);
    expect(hex(list)).toBe('301706092a864886f712010202060a2b06010401823702020a');
    expect(hex(encodeOffer(list, Buffer.from('ab', 'hex')))).toBe(
      `602c06062b0601050502a0223020a019${hex(list)}a2030401ab`,
    );
  });
});

describe('an answer', () => {
  it('is read with everything that it can hold', () => {
    const chosen = encodeElement(0xa1, encodeElement(0x06, Buffer.from(MECHANISMS.ntlm, 'hex')));
    const rest = [
      encodeElement(0xa2, encodeElement(4, Buffer.from('t'))),
      encodeElement(0xa3, encodeElement(4, Buffer.from('m'))),
    ];
    expect(decodeAnswer(answerOf(state(3), chosen, ...rest))).toEqual({
      state: 'request-mic',
      mechanism: MECHANISMS.ntlm,
      token: Buffer.from('t'),
      mic: Buffer.from('m'),
    });
  });

  it('knows the misprint of Kerberos as Kerberos', () => {
    const misprint = encodeElement(0xa1, encodeElement(0x06, Buffer.from('2a864882f712010202', 'hex')));
    expect(decodeAnswer(answerOf(misprint))).toEqual({ mechanism: MECHANISMS.kerberos });
  });

  it('of ours is read back, whatever its size', () => {
    fc.assert(
      fc.property(octets, octets, (token, mic) => {
        const read = decodeAnswer(encodeAnswer({ token, mic }));
        return hex(read.token) === hex(token) && hex(read.mic) === hex(mic);
      }),
    );
  });

  it('that is anything else is refused with a code, wherever it is cut or changed', () => {
    const whole = encodeAnswer({ token: Buffer.alloc(300, 7), mic: Buffer.alloc(16, 9) });
    const judge = (bytes: Uint8Array): boolean => {
      try {
        decodeAnswer(bytes);
        return true;
      } catch (error) {
        return error instanceof WinrmError && error.code === 'WINRM_AUTH_FAILED';
      }
    };
    for (let end = 0; end < whole.length; end++) {
      expect(() => decodeAnswer(whole.subarray(0, end))).toThrow(WinrmError);
    }
    fc.assert(fc.property(octets, judge));
    const at = fc.nat(whole.length - 1);
    fc.assert(
      fc.property(at, fc.nat(255), (index, byte) => {
        const changed = Buffer.from(whole);
        changed[index] = byte;
        return judge(changed);
      }),
    );
  });

  it('with an unknown state is refused', () => {
    expect(() => decodeAnswer(answerOf(state(4)))).toThrow(expect.objectContaining({ code: 'WINRM_AUTH_FAILED' }));
  });
});

describe('DER', () => {
  it.each([0, 1, 127, 128, 255, 256, 65_535, 65_536, 10_000_000])('has one form for a length of %i', size => {
    const content = Buffer.alloc(size, 5);
    const read = element(encodeElement(4, content));
    expect([read?.tag, read?.content.length, read?.rest.length]).toEqual([4, size, 0]);
    expect(read !== undefined && content.equals(read.content)).toBe(true);
  });

  it('copies nothing of ten million elements and reads each once', () => {
    const bytes = Buffer.alloc(10_000_000, 0);
    let count = 0;
    for (let rest: Uint8Array | undefined = bytes; rest !== undefined; rest = element(rest)?.rest) count++;
    expect(count).toBe(5_000_001);
  });
});
