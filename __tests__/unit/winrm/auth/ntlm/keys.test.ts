// The published values of MS-NLMP 4.2.4 (NTLMv2), one by one.
import { describe, expect, it } from 'vitest';
import { encodeAvPairs } from '../../../../../src/winrm/auth/ntlm/av-pairs.ts';
import { proofBlob } from '../../../../../src/winrm/auth/ntlm/client.ts';
import {
  lmv2Response,
  proofOf,
  responseKey,
  sealingKey,
  sessionBaseKey,
  signingKey,
} from '../../../../../src/winrm/auth/ntlm/keys.ts';
import { Rc4 } from '../../../../../src/winrm/auth/ntlm/rc4.ts';
import { bytes, hex } from '../../../../support/ntlm-vectors.ts';

const serverChallenge = bytes('0123456789abcdef');
const clientChallenge = bytes('aaaaaaaaaaaaaaaa');
const randomSessionKey = Buffer.alloc(16, 0x55);
const key = responseKey('Password', 'User', 'Domain');
const targetInfo = encodeAvPairs([
  { id: 2, value: Buffer.from('Domain', 'utf16le') },
  { id: 1, value: Buffer.from('Server', 'utf16le') },
]);
const temp =
  '01010000000000000000000000000000aaaaaaaaaaaaaaaa0000000002000c0044006f006d00610069006e0001000c00' +
  '5300650072007600650072000000000000000000';
const blob = proofBlob(Buffer.alloc(8), clientChallenge, targetInfo);
const proof = proofOf(key, serverChallenge, blob);

describe('the NTLMv2 values of MS-NLMP 4.2.4', () => {
  it('NTOWFv2', () => expect(hex(key)).toBe('0c868a403bfd7a93a3001ef22ef02e3f'));
  it('temp', () => expect(hex(blob)).toBe(temp));
  it('NTProofStr', () => expect(hex(proof)).toBe('68cd0ab851e51c96aabc927bebef6a1c'));
  it('LMv2 response', () => {
    const response = lmv2Response(key, serverChallenge, clientChallenge);
    expect(hex(response)).toBe('86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa');
  });
  it('session base key', () => expect(hex(sessionBaseKey(key, proof))).toBe('8de40ccadbc14a82f15cb0ad0de95ca3'));
  it('encrypted random session key', () => {
    const encrypted = new Rc4(sessionBaseKey(key, proof)).transform(randomSessionKey);
    expect(hex(encrypted)).toBe('c5dad2544fc9799094ce1ce90bc9d03e');
  });
  it('signing keys', () => {
    expect(hex(signingKey(randomSessionKey, 'client'))).toBe('4788dc861b4782f35d43fd98fe1a2d39');
    expect(hex(signingKey(randomSessionKey, 'server'))).toBe('d04d6f10741041d1d246d64188d7a8ad');
  });
  it('sealing keys', () => {
    expect(hex(sealingKey(randomSessionKey, 'client'))).toBe('59f600973cc4960a25480a7c196e4c58');
    expect(hex(sealingKey(randomSessionKey, 'server'))).toBe('9355f3a957c1583d25c4c2f11e40390e');
  });
});
