// GUIDs as PSRP headers carry them: the first three groups little-endian, the rest as printed (.NET's `Guid.ToByteArray`).
// As text they are upper-case, the form that machines echo in ShellId and CommandId (facts: winrm 2.1).
// No dice in here: random bytes come from the caller.

const text = /^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$/;
/** Where byte i of the header form is found in the printed form. */
const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15] as const;

export const emptyGuid = '00000000-0000-0000-0000-000000000000';

export function isGuid(candidate: string): boolean {
  return text.test(candidate);
}

/** @param guid printed form; anything else throws RangeError. */
export function guidToBytes(guid: string): Uint8Array {
  if (!isGuid(guid)) throw new RangeError('not a GUID');
  const printed = Buffer.from(guid.replaceAll('-', ''), 'hex');
  return Uint8Array.from(order, index => printed[index] ?? 0);
}

/** @param bytes the 16 bytes at `offset`. */
export function guidFromBytes(bytes: Uint8Array, offset = 0): string {
  const hex = order
    .map(index => (bytes[offset + index] ?? 0).toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A random GUID (version 4) of 16 random bytes that the caller brings. */
export function guidFromRandom(random: Uint8Array): string {
  const bytes = Uint8Array.from(random.subarray(0, 16));
  bytes[7] = ((bytes[7] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return guidFromBytes(bytes);
}
