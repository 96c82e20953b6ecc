import { describe, expect, it } from 'vitest';
import { md4 } from '../../../../../src/winrm/auth/ntlm/md4.ts';
import { hex } from '../../../../support/ntlm-vectors.ts';

describe('md4', () => {
  it.each([
    ['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
    ['a', 'bde52cb31de33e46245e05fbdbd6fb24'],
    ['abc', 'a448017aaf21d8525fc10ae87aa6729d'],
    ['message digest', 'd9130a8164549fe818874806e1c7014b'],
    ['abcdefghijklmnopqrstuvwxyz', 'd79e1c308aa5bbcdeea8ed63df412da9'],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', '043f8582f241db351ce627e153e7f0e4'],
    ['1234567890'.repeat(8), 'e33b4ddc9c38f2199c3e7b164fcc0536'],
  ])('hashes %j as RFC 1320 says', (text, digest) => {
    expect(hex(md4(Buffer.from(text)))).toBe(digest);
  });

  it('turns a password into the NT hash of MS-NLMP 4.2.2.1.2', () => {
    expect(hex(md4(Buffer.from('Password', 'utf16le')))).toBe('a4f49c406510bdcab6824ee7c30fd852');
  });

  it('pads at every length around a block without touching the next one', () => {
    const digests = new Set<string>();
    for (let length = 0; length <= 130; length++) digests.add(hex(md4(new Uint8Array(length))));
    expect(digests.size).toBe(131);
  });

  it('reads a view of a larger buffer, not the buffer', () => {
    const large = Buffer.from('xxabcxx');
    expect(hex(md4(large.subarray(2, 5)))).toBe('a448017aaf21d8525fc10ae87aa6729d');
  });
});
