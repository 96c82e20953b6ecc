// Certificates for tests, made on the spot: an authority, and what it or nobody has signed.

import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

// The library's types name the browser's Web Crypto; Node's is the same thing under another name.
type Param<F extends (...args: never[]) => unknown> = Parameters<F>[0];
type BrowserCrypto = Param<typeof x509.cryptoProvider.set>;
type SelfSigned = Param<typeof x509.X509CertificateGenerator.createSelfSigned>;
type Signed = Param<typeof x509.X509CertificateGenerator.create>;

x509.cryptoProvider.set(webcrypto as unknown as BrowserCrypto);

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY = 86_400_000;

export interface Authority {
  readonly pem: string;
  readonly certificate: x509.X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

export interface MachineCertificate {
  readonly key: string;
  readonly cert: string;
  readonly der: Uint8Array;
}

async function keyPair(): Promise<webcrypto.CryptoKeyPair> {
  return (await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
}

async function pemOf(keys: webcrypto.CryptoKeyPair): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
}

export async function createAuthority(name = 'Test CA'): Promise<Authority> {
  const keys = await keyPair();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: `CN=${name}`,
    notBefore: new Date(Date.now() - DAY),
    notAfter: new Date(Date.now() + 30 * DAY),
    signingAlgorithm: ALGORITHM,
    keys: keys as unknown as SelfSigned['keys'],
    extensions: [
      new x509.BasicConstraintsExtension(true, 1, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  });
  return { pem: certificate.toString('pem'), certificate, keys };
}

export interface CertificateWish {
  readonly names?: readonly string[];
  readonly addresses?: readonly string[];
  /** Default `machine`. */
  readonly commonName?: string;
  /** Days from now. */
  readonly from?: number;
  readonly to?: number;
}

/** A certificate of an authority; without one it is self-signed. */
export async function createMachineCertificate(
  authority?: Authority,
  wish: CertificateWish = {},
): Promise<MachineCertificate> {
  const keys = await keyPair();
  const names = [
    ...(wish.names ?? ['localhost']).map(value => ({ type: 'dns' as const, value })),
    ...(wish.addresses ?? ['127.0.0.1']).map(value => ({ type: 'ip' as const, value })),
  ];
  const subject = `CN=${wish.commonName ?? 'machine'}`;
  const shared = {
    serialNumber: '02',
    notBefore: new Date(Date.now() + (wish.from ?? -1) * DAY),
    notAfter: new Date(Date.now() + (wish.to ?? 30) * DAY),
    signingAlgorithm: ALGORITHM,
    extensions: names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names)],
  };
  const certificate = authority
    ? await x509.X509CertificateGenerator.create({
        ...shared,
        subject,
        issuer: authority.certificate.subject,
        publicKey: keys.publicKey as unknown as Signed['publicKey'],
        signingKey: authority.keys.privateKey as unknown as SelfSigned['keys']['privateKey'],
      })
    : await x509.X509CertificateGenerator.createSelfSigned({
        ...shared,
        name: subject,
        keys: keys as unknown as SelfSigned['keys'],
      });
  return { key: await pemOf(keys), cert: certificate.toString('pem'), der: new Uint8Array(certificate.rawData) };
}
