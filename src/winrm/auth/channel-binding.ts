// Channel binding `tls-server-end-point` (RFC 5929): ties a logon to the certificate we really talk to, so that nobody in the
// middle can pass our tokens on. The hash is the one the certificate was signed with, SHA-256 for MD5, SHA-1 and unknown ones.
// Node 20 does not tell the signature algorithm, so it is read from the DER, byte by byte and never past its end (facts: winrm 3.4).

import { createHash } from 'node:crypto';
import { element, oidOf } from './der.ts';

const PREFIX = Buffer.from('tls-server-end-point:', 'latin1');
const RSA_PSS = '2a864886f70d01010a';

/** Object identifiers (DER content, hex) of signature and hash algorithms → hash; everything else is SHA-256. */
const HASHES: ReadonlyMap<string, string> = new Map([
  ['2a864886f70d01010c', 'sha384'], // sha384WithRSAEncryption
  ['2a864886f70d01010d', 'sha512'], // sha512WithRSAEncryption
  ['2a864886f70d01010e', 'sha224'], // sha224WithRSAEncryption
  ['2a8648ce3d040301', 'sha224'], // ecdsa-with-SHA224
  ['2a8648ce3d040303', 'sha384'], // ecdsa-with-SHA384
  ['2a8648ce3d040304', 'sha512'], // ecdsa-with-SHA512
  ['608648016503040202', 'sha384'],
  ['608648016503040203', 'sha512'],
  ['608648016503040204', 'sha224'],
]);

/** Certificate ::= SEQUENCE { tbs, signatureAlgorithm SEQUENCE { oid, parameters }, signature }. */
function hashOf(der: Uint8Array): string {
  const algorithm = element(element(element(der)?.content)?.rest)?.content;
  const oid = oidOf(algorithm);
  if (oid !== RSA_PSS) return HASHES.get(oid) ?? 'sha256';
  const parameters = element(element(algorithm)?.rest)?.content;
  const hash = element(parameters);
  // [0] hashAlgorithm; left out it means SHA-1, which RFC 5929 replaces.
  return hash?.tag === 0xa0 ? (HASHES.get(oidOf(element(hash.content)?.content)) ?? 'sha256') : 'sha256';
}

/** Application data of the binding: `tls-server-end-point:` and the hash of the certificate. Never throws. */
export function endpointBindingOf(certificateDer: Uint8Array): Buffer {
  return Buffer.concat([PREFIX, createHash(hashOf(certificateDer)).update(certificateDer).digest()]);
}

/** MD5 of the `gss_channel_bindings_struct` around the application data: what NTLM and Kerberos carry. 16 bytes. */
export function bindingDigest(applicationData: Uint8Array): Buffer {
  const head = Buffer.alloc(20);
  head.writeUInt32LE(applicationData.length, 16);
  return createHash('md5').update(head).update(applicationData).digest();
}
