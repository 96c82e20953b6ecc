// The list of attribute-value pairs in CHALLENGE and in the NTLMv2 response (MS-NLMP 2.2.2.1): u16 id, u16 length, value.
// Values are views of the token, nothing is copied.
// Order is kept, since the proof covers the bytes. An id that comes twice is refused: two readers would pick different ones.

import { WinrmError } from '../../errors.ts';

export const AV = {
  END: 0,
  COMPUTER_NAME: 1,
  DOMAIN_NAME: 2,
  DNS_COMPUTER_NAME: 3,
  DNS_DOMAIN_NAME: 4,
  FLAGS: 6,
  TIMESTAMP: 7,
  TARGET_NAME: 9,
  CHANNEL_BINDINGS: 10,
} as const;

/** Bit of AV.FLAGS: the AUTHENTICATE message carries a message integrity code. */
export const AV_FLAG_MIC = 2;

export interface AvPair {
  readonly id: number;
  readonly value: Uint8Array;
}

/** Writes the pairs and the end mark. */
export function encodeAvPairs(pairs: readonly AvPair[]): Buffer {
  let length = 4;
  for (const pair of pairs) length += 4 + pair.value.length;
  const bytes = Buffer.alloc(length);
  let offset = 0;
  for (const { id, value } of pairs) {
    bytes.writeUInt16LE(id, offset);
    bytes.writeUInt16LE(value.length, offset + 2);
    bytes.set(value, offset + 4);
    offset += 4 + value.length;
  }
  return bytes;
}

/**
 * Reads pairs up to the end mark; bytes after it are left alone (the response pads them).
 * Throws WINRM_AUTH_FAILED on a list that is cut, unended or says something twice.
 */
export function decodeAvPairs(bytes: Uint8Array): AvPair[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pairs: AvPair[] = [];
  const seen = new Set<number>();
  for (let offset = 0; offset + 4 <= bytes.length; ) {
    const id = view.getUint16(offset, true);
    const end = offset + 4 + view.getUint16(offset + 2, true);
    if (id === AV.END) return pairs;
    if (end > bytes.length) break;
    if (seen.has(id)) throw new WinrmError('WINRM_AUTH_FAILED', `NTLM target information holds the pair ${id} twice`);
    seen.add(id);
    pairs.push({ id, value: bytes.subarray(offset + 4, end) });
    offset = end;
  }
  throw new WinrmError('WINRM_AUTH_FAILED', 'NTLM target information ends before its end mark');
}

/** Value of one pair. */
export function avValue(pairs: readonly AvPair[], id: number): Uint8Array | undefined {
  return pairs.find(pair => pair.id === id)?.value;
}
