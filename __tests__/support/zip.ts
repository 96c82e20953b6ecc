// Reads a zip by its central directory, as an unpacker does, and not with the library that packed it: Node inflates, and every entry is
// held against its own length and checksum.
import { crc32, inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly bytes: Buffer;
  /** As the format keeps it: days and two-second steps since 1980, without a zone. */
  readonly dosTime: number;
}

/** Name → entry, in the order of the directory. Throws where the archive contradicts itself. */
export function readZip(zip: Uint8Array): ReadonlyMap<string, ZipEntry> {
  const data = Buffer.from(zip);
  const end = data.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('no end of a central directory');
  const entries = new Map<string, ZipEntry>();
  let at = data.readUInt32LE(end + 16);
  for (let left = data.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (data.readUInt32LE(at) !== 0x02014b50) throw new Error(`no entry of the directory at ${at}`);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map(offset => data.readUInt16LE(at + offset));
    const name = data.toString('utf8', at + 46, at + 46 + (nameLength ?? 0));
    if (entries.has(name)) throw new Error(`${name} stands there twice`);
    entries.set(name, entryAt(data, at, name));
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0);
  }
  return entries;
}

function entryAt(data: Buffer, at: number, name: string): ZipEntry {
  const [method, dosTime, checksum] = [
    data.readUInt16LE(at + 10),
    data.readUInt32LE(at + 12),
    data.readUInt32LE(at + 16),
  ];
  const [packed, size, local] = [20, 24, 42].map(offset => data.readUInt32LE(at + offset));
  const head = local ?? 0;
  const begin = head + 30 + data.readUInt16LE(head + 26) + data.readUInt16LE(head + 28);
  const body = data.subarray(begin, begin + (packed ?? 0));
  const bytes = method === 0 ? body : inflateRawSync(body);
  if (bytes.length !== size || crc32(bytes) !== checksum) throw new Error(`${name} is not what the directory says`);
  return { bytes, dosTime };
}
