import 'reflect-metadata';
import { createHash, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindingDigest, endpointBindingOf } from '../../../../src/winrm/auth/channel-binding.ts';
import { hex } from '../../../support/ntlm-vectors.ts';

type SelfSigned = Parameters<typeof x509.X509CertificateGenerator.createSelfSigned>[0];
type BrowserCrypto = Parameters<typeof x509.cryptoProvider.set>[0];
x509.cryptoProvider.set(webcrypto as unknown as BrowserCrypto);

const ec = (hash: string) => ({ name: 'ECDSA', namedCurve: 'P-256', hash });
const rsa = (name: string, hash: string) => ({
  name,
  hash,
  publicExponent: Uint8Array.of(1, 0, 1),
  modulusLength: 2048,
  ...(name === 'RSA-PSS' ? { saltLength: 32 } : {}),
});

async function certificate(algorithm: object): Promise<Buffer> {
  const keys = await webcrypto.subtle.generateKey(algorithm as webcrypto.EcKeyGenParams, true, ['sign', 'verify']);
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=machine',
    keys: keys as unknown as SelfSigned['keys'],
    signingAlgorithm: algorithm as NonNullable<SelfSigned['signingAlgorithm']>,
  });
  return Buffer.from(made.rawData);
}

const hashed = (der: Uint8Array, hash: string): string =>
  hex(Buffer.concat([Buffer.from('tls-server-end-point:'), createHash(hash).update(der).digest()]));

describe('tls-server-end-point', () => {
  it.each([
    ['ECDSA with SHA-256', ec('SHA-256'), 'sha256'],
    ['ECDSA with SHA-384', ec('SHA-384'), 'sha384'],
    ['ECDSA with SHA-512', ec('SHA-512'), 'sha512'],
    ['RSA with SHA-256', rsa('RSASSA-PKCS1-v1_5', 'SHA-256'), 'sha256'],
    ['RSA with SHA-384', rsa('RSASSA-PKCS1-v1_5', 'SHA-384'), 'sha384'],
    ['RSA with SHA-512', rsa('RSASSA-PKCS1-v1_5', 'SHA-512'), 'sha512'],
    ['RSA-PSS with SHA-256', rsa('RSA-PSS', 'SHA-256'), 'sha256'],
    ['RSA-PSS with SHA-384', rsa('RSA-PSS', 'SHA-384'), 'sha384'],
    ['RSA-PSS with SHA-512', rsa('RSA-PSS', 'SHA-512'), 'sha512'],
    ['RSA with SHA-1, too weak', rsa('RSASSA-PKCS1-v1_5', 'SHA-1'), 'sha256'],
    ['RSA-PSS with SHA-1, too weak', rsa('RSA-PSS', 'SHA-1'), 'sha256'],
    ['Ed25519, which has no hash', { name: 'Ed25519' }, 'sha256'],
  ])('hashes a certificate signed by %s as RFC 5929 says', async (_, algorithm, hash) => {
    const der = await certificate(algorithm);
    expect(hex(endpointBindingOf(der))).toBe(hashed(der, hash));
  });

  it('hashes a certificate signed with MD5 with SHA-256', async () => {
    const text = hex(await certificate(rsa('RSASSA-PKCS1-v1_5', 'SHA-384')));
    const md5 = Buffer.from(text.replaceAll('2a864886f70d01010c', '2a864886f70d010104'), 'hex');
    expect(hex(md5)).not.toBe(text);
    expect(hex(endpointBindingOf(md5))).toBe(hashed(md5, 'sha256'));
  });

  it('gives the token that two other implementations give', () => {
    expect(hex(bindingDigest(endpointBindingOf(Buffer.from('test'))))).toBe('0924897c30f27ed5a3064be6bbca6598');
  });

  it('takes any bytes for a certificate, cut or foreign, without a word', async () => {
    const der = await certificate(rsa('RSA-PSS', 'SHA-384'));
    for (let cut = 0; cut < der.length; cut++)
      expect(endpointBindingOf(der.subarray(0, cut)).length).toBeGreaterThan(21);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), bytes => {
        expect(endpointBindingOf(bytes).length).toBeGreaterThan(21);
      }),
    );
  });
});
