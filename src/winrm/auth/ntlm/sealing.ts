// GSS_WrapEx of NTLM with extended session security, 128 bits and key exchange (MS-NLMP 3.4): body first, then the checksum,
// through the same RC4 handle, which runs on over all messages of one direction (facts: winrm 3.3).
// Sequence numbers are counted on both sides and never taken from the wire. After one refused message the handle is worth
// nothing any more: the sealing refuses everything from then on, and the connection has to go.

import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { WinrmError } from '../../errors.ts';
import type { Sealing } from '../scheme.ts';
import { type Side, sealingKey, signingKey } from './keys.ts';
import { Rc4 } from './rc4.ts';

const SIGNATURE_SIZE = 16;
const SIGNATURE_VERSION = 1;
const LAST_SEQUENCE = 0xffffffff;

/** Sealing, and signatures of what SPNEGO wants to be sure of. */
export interface NtlmSealing extends Sealing {
  /** Signature over SPNEGO's list of mechanisms; the first of a direction. */
  signList(list: Uint8Array): Uint8Array;
  /** Throws WINRM_SEALING_FAILED. */
  verifyList(list: Uint8Array, signature: Uint8Array): void;
}

class Direction {
  readonly #sealingKey: Uint8Array;
  cipher: Rc4;
  /** As an object: Node 24 takes five times as long for a key of bytes. */
  readonly #signingKey: KeyObject;
  readonly #sequence = Buffer.alloc(4);
  #next = 0;

  constructor(sessionKey: Uint8Array, sender: Side) {
    this.#sealingKey = sealingKey(sessionKey, sender);
    this.cipher = new Rc4(this.#sealingKey);
    this.#signingKey = createSecretKey(signingKey(sessionKey, sender));
  }

  /** Signature of the next message; moves the sequence and the cipher on, so the body must have gone through it before. */
  sign(plain: Uint8Array): Buffer {
    if (this.#next > LAST_SEQUENCE) throw new WinrmError('WINRM_SEALING_FAILED', 'sequence numbers are used up');
    this.#sequence.writeUInt32LE(this.#next++, 0);
    const digest = createHmac('md5', this.#signingKey).update(this.#sequence).update(plain).digest();
    const signature = Buffer.allocUnsafe(SIGNATURE_SIZE);
    signature.writeUInt32LE(SIGNATURE_VERSION, 0);
    signature.set(this.cipher.transform(digest.subarray(0, 8)), 4);
    signature.set(this.#sequence, 12);
    return signature;
  }

  /** Behind SPNEGO's own signature the cipher starts anew, while the sequence goes on (MS-SPNG 3.3.5.1, as Windows does it). */
  signList(list: Uint8Array): Buffer {
    const signature = this.sign(list);
    this.cipher = new Rc4(this.#sealingKey);
    return signature;
  }
}

/**
 * @param sessionKey the exported session key, 16 bytes.
 * @param side who we are.
 */
export function createNtlmSealing(sessionKey: Uint8Array, side: Side): NtlmSealing {
  const outgoing = new Direction(sessionKey, side);
  const incoming = new Direction(sessionKey, side === 'client' ? 'server' : 'client');
  let lost = false;
  const refuse = (why: string): WinrmError => {
    lost = true;
    return new WinrmError('WINRM_SEALING_FAILED', `sealed message refused: ${why}`);
  };
  const verify = (expected: Uint8Array, signature: Uint8Array): void => {
    if (signature.length !== SIGNATURE_SIZE || !timingSafeEqual(expected, signature)) {
      throw refuse('signature or sequence number is not the expected one');
    }
  };
  return {
    signList: list => outgoing.signList(list),
    verifyList: (list, signature) => verify(incoming.signList(list), signature),
    seal(plain) {
      if (lost) throw refuse('an earlier message of this connection was refused');
      const sealed = outgoing.cipher.transform(plain);
      return { signature: outgoing.sign(plain), sealed };
    },
    unseal(signature, sealed) {
      if (lost) throw refuse('an earlier message of this connection was refused');
      const plain = incoming.cipher.transform(sealed);
      // Ours holds the sequence number that we expect, so one comparison judges version, checksum and order.
      verify(incoming.sign(plain), signature);
      return plain;
    },
  };
}
