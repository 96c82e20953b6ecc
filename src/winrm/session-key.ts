// The session key of a pool, which alone protects SecureString values (MS-PSRP 2.2.5.1.24 and 2.2.2.2 to 2.2.2.4), both halves.
// The client sends an RSA key, the machine an AES-256 key encrypted with it; values are AES-CBC over UTF-16 with a zero vector.
// PKCS #1 padding is taken off by hand: Node 20 refuses to (facts: winrm 2.4). No oracle comes of it, the peer is authenticated.

import {
  constants,
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
} from 'node:crypto';
import { promisify } from 'node:util';
import { WinrmError } from './errors.ts';
import { type PsScalar, psScalar } from './psrp/clixml/values.ts';

const modulusSize = 256;
const keySize = 32;
/** PUBLICKEYSTRUC and RSAPUBKEY of CAPI: type 6, version 2, CALG_RSA_KEYX, `RSA1`, 2048 bits, exponent 65537. */
const publicBlobHeader = Buffer.from('06020000 00a40000 52534131 00080000 01000100'.replaceAll(' ', ''), 'hex');
/** SIMPLEBLOB of CAPI: type 1, version 2, CALG_AES_256, encrypted with CALG_RSA_KEYX. */
const simpleBlobHeader = Buffer.from('01020000 10660000 00a40000'.replaceAll(' ', ''), 'hex');

/** Seals and opens SecureString values of one pool. */
export interface SessionKey {
  /** A value for a parameter. */
  seal(text: string): PsScalar;
  /** Throws WINRM_PROTOCOL_VIOLATED for what was not sealed with this key. */
  open(value: PsScalar): string;
}

function broken(what: string, cause?: unknown): never {
  throw new WinrmError('WINRM_PROTOCOL_VIOLATED', what, cause === undefined ? {} : { cause });
}

function sessionKey(key: Uint8Array): SessionKey {
  const vector = Buffer.alloc(16);
  return {
    seal(text) {
      const cipher = createCipheriv('aes-256-cbc', key, vector);
      return psScalar(
        'SS',
        Buffer.concat([cipher.update(Buffer.from(text, 'utf16le')), cipher.final()]).toString('base64'),
      );
    },
    open(value) {
      try {
        const decipher = createDecipheriv('aes-256-cbc', key, vector);
        const sealed = Buffer.from(value.text, 'base64');
        return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf16le');
      } catch (cause) {
        return broken('a SecureString was not sealed with the session key', cause);
      }
    },
  };
}

function unpad(padded: Uint8Array): Uint8Array {
  const end = padded.indexOf(0, 2);
  if (padded[0] !== 0 || padded[1] !== 2 || end < 10) broken('the session key is not padded as it should be');
  return padded.subarray(end + 1);
}

/** The client's half of one exchange. */
export interface KeyExchange {
  /** For PUBLIC_KEY. */
  readonly publicKey: string;
  /** @param encrypted of ENCRYPTED_SESSION_KEY. Throws WINRM_PROTOCOL_VIOLATED. */
  complete(encrypted: string): SessionKey;
}

function complete(privateKey: KeyObject, encrypted: string): SessionKey {
  const blob = Buffer.from(encrypted, 'base64');
  if (blob.length !== simpleBlobHeader.length + modulusSize) broken('the session key has a wrong length');
  const sealed = Buffer.from(blob.subarray(simpleBlobHeader.length)).reverse();
  let padded: Uint8Array;
  try {
    padded = privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, sealed);
  } catch (cause) {
    return broken('the session key cannot be decrypted', cause);
  }
  const key = unpad(padded);
  return key.length === keySize ? sessionKey(key) : broken('the session key is no AES-256 key');
}

/** Makes the client's RSA key; takes some tens of milliseconds. */
export async function beginKeyExchange(): Promise<KeyExchange> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: modulusSize * 8 });
  const { n = '' } = publicKey.export({ format: 'jwk' });
  const modulus = Buffer.from(n, 'base64url').reverse();
  return {
    publicKey: Buffer.concat([publicBlobHeader, modulus]).toString('base64'),
    complete: encrypted => complete(privateKey, encrypted),
  };
}

/**
 * The machine's half: answers a client's public key.
 * @param key 32 random bytes. Throws WINRM_PROTOCOL_VIOLATED for what is no RSA 2048 key.
 */
export function answerKeyExchange(
  publicKey: string,
  key: Uint8Array,
): { readonly encrypted: string; readonly sessionKey: SessionKey } {
  const blob = Buffer.from(publicKey, 'base64');
  const header = blob.subarray(0, publicBlobHeader.length);
  if (blob.length !== publicBlobHeader.length + modulusSize || !header.equals(publicBlobHeader)) {
    broken('the public key is no RSA key of 2048 bits');
  }
  const n = Buffer.from(blob.subarray(publicBlobHeader.length)).reverse().toString('base64url');
  const rsa = createPublicKey({ format: 'jwk', key: { kty: 'RSA', n, e: 'AQAB' } });
  const sealed = publicEncrypt({ key: rsa, padding: constants.RSA_PKCS1_PADDING }, key).reverse();
  return { encrypted: Buffer.concat([simpleBlobHeader, sealed]).toString('base64'), sessionKey: sessionKey(key) };
}
