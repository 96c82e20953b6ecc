// Fragments: how messages of any size travel in envelopes of a limited one (MS-PSRP 2.2.4, facts: winrm 2.1).
// Each direction counts its messages over pool and pipelines together; within a message fragments are numbered from 0.
// A hole, a repeated start or a foreign number means lost data, never something to guess at.

import { WinrmError } from '../errors.ts';

/** Bytes before the blob of each fragment: object id, fragment id, flags, length. */
export const fragmentHeaderSize = 21;
const startFlag = 1;
const endFlag = 2;
const noRoom = 'the envelope size leaves no room for data';
/** Largest message that is put together, as PowerShell's own MaximumReceivedObjectSize of 200 MB. */
const defaultMaxMessage = 200 * 1024 * 1024;

function writeFragment(objectId: bigint, fragmentId: number, flags: number, blob: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(fragmentHeaderSize + blob.length);
  out.writeBigUInt64BE(objectId, 0);
  out.writeBigUInt64BE(BigInt(fragmentId), 8);
  out[16] = flags;
  out.writeUInt32BE(blob.length, 17);
  out.set(blob, fragmentHeaderSize);
  return out;
}

/** Cuts messages of one direction of one pool. */
export interface Fragmenter {
  /**
   * Cuts one message into fragments.
   * @param firstSize bytes that fit into the first envelope, headers included; @param nextSize those of each further one.
   */
  cut(message: Uint8Array, firstSize?: number, nextSize?: number): Uint8Array[];
}

/** @param lastId number of the last message already sent in this direction: 0 for a new pool. */
export function createFragmenter(lastId = 0): Fragmenter {
  let objectId = BigInt(lastId);
  return {
    cut(message, firstSize = Number.POSITIVE_INFINITY, nextSize = firstSize) {
      if (firstSize <= fragmentHeaderSize || nextSize <= fragmentHeaderSize) {
        throw new WinrmError('WINRM_ENVELOPE_TOO_LARGE', noRoom);
      }
      objectId += 1n;
      const parts: Uint8Array[] = [];
      let offset = 0;
      do {
        const room = (parts.length === 0 ? firstSize : nextSize) - fragmentHeaderSize;
        const end = Math.min(message.length, offset + room);
        const flags = (offset === 0 ? startFlag : 0) | (end === message.length ? endFlag : 0);
        parts.push(writeFragment(objectId, parts.length, flags, message.subarray(offset, end)));
        offset = end;
      } while (offset < message.length);
      return parts;
    },
  };
}

interface Rest {
  readonly objectId: bigint;
  readonly firstFragment: number;
  readonly starts: boolean;
  readonly blobs: Uint8Array[];
}

/** The rests of messages in pieces that were cut before, in order. */
function restsOf(pieces: readonly Uint8Array[]): Rest[] {
  const rests: Rest[] = [];
  let ended = true;
  for (const piece of pieces) {
    const view = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    for (let at = 0; at < view.length; ) {
      const end = at + fragmentHeaderSize + view.readUInt32BE(at + 17);
      const flags = view[at + 16] ?? 0;
      const blob = view.subarray(at + fragmentHeaderSize, end);
      if (ended) {
        const firstFragment = Number(view.readBigUInt64BE(at + 8));
        rests.push({ objectId: view.readBigUInt64BE(at), firstFragment, starts: (flags & startFlag) !== 0, blobs: [] });
      }
      rests.at(-1)?.blobs.push(blob);
      ended = (flags & endFlag) !== 0;
      at = end;
    }
  }
  return rests;
}

/**
 * Cuts anew what was cut for larger envelopes: each message goes on with its numbers where the pieces before have left it.
 * @param pieces whole fragments up to the end of a message. @param size bytes that fit into each envelope, headers included.
 */
export function recut(pieces: readonly Uint8Array[], size: number): Uint8Array[] {
  if (size <= fragmentHeaderSize) throw new WinrmError('WINRM_ENVELOPE_TOO_LARGE', noRoom);
  const envelopes: Uint8Array[][] = [];
  let left = 0;
  for (const { objectId, firstFragment, starts, blobs } of restsOf(pieces)) {
    const blob = Buffer.concat(blobs);
    let offset = 0;
    let fragmentId = firstFragment;
    do {
      if (left <= fragmentHeaderSize) {
        envelopes.push([]);
        left = size;
      }
      const end = Math.min(blob.length, offset + left - fragmentHeaderSize);
      const flags = (starts && offset === 0 ? startFlag : 0) | (end === blob.length ? endFlag : 0);
      envelopes.at(-1)?.push(writeFragment(objectId, fragmentId, flags, blob.subarray(offset, end)));
      left -= fragmentHeaderSize + end - offset;
      fragmentId += 1;
      offset = end;
    } while (offset < blob.length);
  }
  return envelopes.map(parts => Buffer.concat(parts));
}

/** Puts messages of one stream together again; bytes may be split anywhere. */
export interface Defragmenter {
  /** @returns the messages completed by these bytes. Throws WINRM_PROTOCOL_VIOLATED for holes and oversize. */
  push(bytes: Uint8Array): Uint8Array[];
  /** Is part of a fragment or of a message still missing? */
  readonly pending: boolean;
}

interface Partial {
  objectId: bigint;
  nextFragment: bigint;
  size: number;
  blobs: Uint8Array[];
}

function lost(reason: string): never {
  throw new WinrmError('WINRM_PROTOCOL_VIOLATED', `PSRP data was lost: ${reason}`);
}

function addFragment(fragment: Buffer, partial: Partial | undefined, maxMessage: number): Partial {
  const objectId = fragment.readBigUInt64BE(0);
  const fragmentId = fragment.readBigUInt64BE(8);
  const starts = ((fragment[16] ?? 0) & startFlag) !== 0;
  const blob = fragment.subarray(fragmentHeaderSize);
  if (starts) {
    if (partial !== undefined) lost('a message began inside another one');
    if (fragmentId !== 0n) lost('a message began with a later fragment');
    return { objectId, nextFragment: 1n, size: blob.length, blobs: [blob] };
  }
  if (partial === undefined) lost('a message has no beginning');
  if (partial.objectId !== objectId || partial.nextFragment !== fragmentId) lost('a fragment is missing');
  partial.size += blob.length;
  if (partial.size > maxMessage) lost('a message is too large');
  partial.nextFragment += 1n;
  partial.blobs.push(blob);
  return partial;
}

export function createDefragmenter(maxMessage = defaultMaxMessage): Defragmenter {
  // Bytes wait in a list and are joined once per fragment: one byte at a time stays linear.
  let waiting: Uint8Array[] = [];
  let available = 0;
  let needed = fragmentHeaderSize;
  let partial: Partial | undefined;

  const take = (): Buffer => {
    const all = Buffer.concat(waiting);
    waiting = [];
    return all;
  };

  return {
    get pending() {
      return available > 0 || partial !== undefined;
    },
    push(bytes) {
      if (bytes.length > 0) waiting.push(bytes);
      available += bytes.length;
      const messages: Uint8Array[] = [];
      if (available < needed) return messages;
      let rest = take();
      for (;;) {
        needed = fragmentHeaderSize;
        if (rest.length < needed) break;
        const length = rest.readUInt32BE(17);
        if (length > maxMessage) lost('a message is too large');
        needed = fragmentHeaderSize + length;
        if (rest.length < needed) break;
        const fragment = rest.subarray(0, needed);
        rest = rest.subarray(needed);
        partial = addFragment(fragment, partial, maxMessage);
        if (((fragment[16] ?? 0) & endFlag) !== 0) {
          messages.push(
            partial.blobs.length === 1 ? (partial.blobs[0] ?? rest) : Buffer.concat(partial.blobs, partial.size),
          );
          partial = undefined;
        }
      }
      available = rest.length;
      if (rest.length > 0) waiting.push(Buffer.from(rest));
      return messages;
    },
  };
}
