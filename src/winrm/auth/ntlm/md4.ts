// MD4 (RFC 1320), needed once per logon to turn a password into its NT hash.
// OpenSSL 3 has moved MD4 into the legacy provider, which Node does not load (facts: winrm 3.10), so it lives here.
// MD4 is broken as a hash; NTLM demands it, nothing else may use it.

const SHIFTS = [
  [3, 7, 11, 19],
  [3, 5, 9, 13],
  [3, 9, 11, 15],
] as const;
const CONSTANTS = [0, 0x5a827999, 0x6ed9eba1] as const;
const ORDERS = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
  [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
] as const;

function mix(round: number, x: number, y: number, z: number): number {
  if (round === 0) return (x & y) | (~x & z);
  if (round === 1) return (x & y) | (x & z) | (y & z);
  return x ^ y ^ z;
}

function pad(message: Uint8Array): DataView {
  const length = Math.ceil((message.length + 9) / 64) * 64;
  const padded = new Uint8Array(length);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(length - 8, (message.length * 8) >>> 0, true);
  view.setUint32(length - 4, Math.floor(message.length / 0x20000000), true);
  return view;
}

function absorb(state: Uint32Array, view: DataView, offset: number): void {
  let [a, b, c, d] = state as unknown as [number, number, number, number];
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < 16; i++) {
      const word = view.getUint32(offset + (ORDERS[round]?.[i] ?? 0) * 4, true);
      const sum = (a + mix(round, b, c, d) + word + (CONSTANTS[round] ?? 0)) | 0;
      const shift = SHIFTS[round]?.[i % 4] ?? 0;
      a = d;
      d = c;
      c = b;
      b = (sum << shift) | (sum >>> (32 - shift));
    }
  }
  const rotated = [a, b, c, d];
  for (let i = 0; i < 4; i++) state[i] = ((state[i] ?? 0) + (rotated[i] ?? 0)) >>> 0;
}

/** @returns the 16 bytes of the MD4 hash. */
export function md4(message: Uint8Array): Buffer {
  const state = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  const view = pad(message);
  for (let offset = 0; offset < view.byteLength; offset += 64) absorb(state, view, offset);
  const digest = Buffer.alloc(16);
  for (let i = 0; i < 4; i++) digest.writeUInt32LE(state[i] ?? 0, i * 4);
  return digest;
}
