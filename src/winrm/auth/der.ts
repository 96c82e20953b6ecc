// The little of ASN.1's DER that tokens and certificates need: elements read as views, and elements written.
// Readers go never past the end of what they were given and copy nothing; a length of more than four bytes is no
// element.

/** Tags that occur in more than one place. */
export const DER = { INTEGER: 0x02, OCTET_STRING: 0x04, OID: 0x06, ENUMERATED: 0x0a, SEQUENCE: 0x30 } as const;

export interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
  /** What follows the element. */
  readonly rest: Uint8Array;
}

/** The first element; undefined where there is none or where it is cut. */
export function element(der: Uint8Array | undefined): Element | undefined {
  const [tag, first] = der ?? [];
  if (der === undefined || tag === undefined || first === undefined) return undefined;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (lengthBytes > 4) return undefined;
  let length = first < 0x80 ? first : 0;
  for (let i = 0; i < lengthBytes; i++) length = length * 256 + (der[2 + i] ?? 0);
  const start = 2 + lengthBytes;
  if (start + length > der.length) return undefined;
  return { tag, content: der.subarray(start, start + length), rest: der.subarray(start + length) };
}

/** The elements of a sequence, by tag; the first of a kind wins. Undefined where bytes are left that are no element. */
export function elementsByTag(content: Uint8Array | undefined): ReadonlyMap<number, Uint8Array> | undefined {
  if (content === undefined) return undefined;
  const found = new Map<number, Uint8Array>();
  for (let rest = content; rest.length > 0; ) {
    const next = element(rest);
    if (next === undefined) return undefined;
    if (!found.has(next.tag)) found.set(next.tag, next.content);
    rest = next.rest;
  }
  return found;
}

/** An object identifier's content as lower-case hex; empty where the element is another one. */
export function oidOf(der: Uint8Array | undefined): string {
  const oid = element(der);
  return oid?.tag === DER.OID ? Buffer.from(oid.content).toString('hex') : '';
}

/** Writes one element around its parts. */
export function encodeElement(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const head: number[] = [tag];
  if (length < 0x80) {
    head.push(length);
  } else {
    const bytes: number[] = [];
    for (let left = length; left > 0; left = Math.floor(left / 256)) bytes.unshift(left % 256);
    head.push(0x80 | bytes.length, ...bytes);
  }
  return Buffer.concat([Buffer.from(head), ...parts]);
}
