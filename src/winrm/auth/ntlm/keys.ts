// NTLMv2 key arithmetic (MS-NLMP 3.3.2, 3.4.5): from a password to the proof, from the proof to the keys of a connection.
// Only HMAC-MD5 and MD5 come from node:crypto; MD4 and RC4 are our own files.
// Pure functions of their arguments, so that the published values can be checked one by one. NTLMv1 and LM do not exist here.

import { createHash, createHmac, createSecretKey } from 'node:crypto';
import { upperCase } from './account.ts';
import { md4 } from './md4.ts';

export type Side = 'client' | 'server';

const ZERO_MIC = Buffer.alloc(16);
const MAGIC = {
  client: {
    sign: 'session key to client-to-server signing key magic constant\0',
    seal: 'session key to client-to-server sealing key magic constant\0',
  },
  server: {
    sign: 'session key to server-to-client signing key magic constant\0',
    seal: 'session key to server-to-client sealing key magic constant\0',
  },
} as const;

/** The key goes in as an object: Node 24 takes three times as long for bytes. */
function hmacMd5(key: Uint8Array, ...parts: readonly Uint8Array[]): Buffer {
  const hmac = createHmac('md5', createSecretKey(key));
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

/** NTOWFv2: the key that stands for the password of this user in this domain. */
export function responseKey(password: string, user: string, domain: string): Buffer {
  const ntHash = md4(Buffer.from(password, 'utf16le'));
  return hmacMd5(ntHash, Buffer.from(upperCase(user) + domain, 'utf16le'));
}

/** NTProofStr: proves the response key over the server's nonce and the client's blob (`temp`). */
export function proofOf(key: Uint8Array, serverChallenge: Uint8Array, blob: Uint8Array): Buffer {
  return hmacMd5(key, serverChallenge, blob);
}

/** LMv2 response of 24 bytes, sent only where there is no MIC (facts: winrm 3.3). */
export function lmv2Response(key: Uint8Array, serverChallenge: Uint8Array, clientChallenge: Uint8Array): Buffer {
  return Buffer.concat([hmacMd5(key, serverChallenge, clientChallenge), clientChallenge]);
}

/** The key that both sides share once the proof is known; it wraps the exported session key. */
export function sessionBaseKey(key: Uint8Array, proof: Uint8Array): Buffer {
  return hmacMd5(key, proof);
}

/** Message integrity code over the three tokens; `authenticate` must carry zeros where the code goes. */
export function integrityCode(
  sessionKey: Uint8Array,
  negotiate: Uint8Array,
  challenge: Uint8Array,
  authenticate: Uint8Array,
): Buffer {
  return hmacMd5(sessionKey, negotiate, challenge, authenticate);
}

/** The same over an AUTHENTICATE that has its code in place at `offset`: read as zeros, nothing is copied. */
export function integrityCodeWithout(
  sessionKey: Uint8Array,
  tokens: { readonly negotiate: Uint8Array; readonly challenge: Uint8Array; readonly authenticate: Uint8Array },
  offset: number,
): Buffer {
  const { negotiate, challenge, authenticate } = tokens;
  const after = authenticate.subarray(offset + ZERO_MIC.length);
  return hmacMd5(sessionKey, negotiate, challenge, authenticate.subarray(0, offset), ZERO_MIC, after);
}

/** Key under which `side` signs what it sends. */
export function signingKey(sessionKey: Uint8Array, side: Side): Buffer {
  return createHash('md5').update(sessionKey).update(MAGIC[side].sign, 'latin1').digest();
}

/** Key under which `side` seals what it sends; always 128 bits. */
export function sealingKey(sessionKey: Uint8Array, side: Side): Buffer {
  return createHash('md5').update(sessionKey).update(MAGIC[side].seal, 'latin1').digest();
}
