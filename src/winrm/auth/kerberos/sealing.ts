// Kerberos sealing as WinRM wants it (RFC 4121 section 4.2; facts: winrm 3.5). A Wrap token is a header of 16 bytes, then
// confounder, ciphertext, encrypted header and checksum. Rotated so that all but the ciphertext stands in front, the token can be
// cut into a signature and a body as long as the plain text; the rotation count is not covered by the checksum.
// The library checks the order of messages; the sequence number that stands in the clear is checked here as well.

import { WinrmError } from '../../errors.ts';
import type { DistantSealing, KerberosAnswer } from '../scheme.ts';

const HEADER = 16;
const CONFOUNDER = 16;
const WRAP_TOKEN = 0x0504;
const FROM_ACCEPTOR = 0x01;
const SEALED = 0x02;

function refuse(why: string): WinrmError {
  return new WinrmError('WINRM_SEALING_FAILED', `sealed message refused: ${why}`);
}

/** Cuts a Wrap token of any rotation into signature and ciphertext. Throws WINRM_SEALING_FAILED on what is no sealed Wrap token. */
export function cutToken(token: Uint8Array, plainLength: number): { signature: Buffer; sealed: Buffer } {
  const bytes = Buffer.from(token);
  const overhead = bytes.length - plainLength;
  const sealed =
    overhead > HEADER + CONFOUNDER && bytes.readUInt16BE(0) === WRAP_TOKEN && ((bytes[2] ?? 0) & SEALED) !== 0;
  if (!sealed || bytes.readUInt16BE(4) !== 0)
    throw refuse('the token source did not make a sealed token without filler');
  const wanted = overhead - HEADER - CONFOUNDER;
  const body = bytes.subarray(HEADER);
  const by = (((wanted - bytes.readUInt16BE(6)) % body.length) + body.length) % body.length;
  const cut = body.length - by;
  const rotated = Buffer.concat([bytes.subarray(0, HEADER), body.subarray(cut), body.subarray(0, cut)]);
  rotated.writeUInt16BE(wanted, 6);
  return { signature: rotated.subarray(0, overhead), sealed: rotated.subarray(overhead) };
}

/** Sequence number of a message from the acceptor. Throws WINRM_SEALING_FAILED on one that is not sealed, or ours come back. */
function sequenceOf(signature: Uint8Array): bigint {
  const header = Buffer.from(signature.buffer, signature.byteOffset, signature.byteLength);
  if (header.length < HEADER + CONFOUNDER || header.readUInt16BE(0) !== WRAP_TOKEN) throw refuse('not a Wrap token');
  const flags = header[2] ?? 0;
  if ((flags & SEALED) === 0) throw refuse('it is signed only');
  if ((flags & FROM_ACCEPTOR) === 0) throw refuse('it is one of our own');
  return header.readBigUInt64BE(8);
}

/** @param ask asks the process that holds the keys. */
export function createKerberosSealing(
  ask: (operation: 'wrap' | 'unwrap', bytes: Uint8Array) => Promise<KerberosAnswer>,
): DistantSealing {
  let last: bigint | undefined;
  let lost = false;
  const unseal = async (signature: Uint8Array, sealed: Uint8Array): Promise<Uint8Array> => {
    if (lost) throw refuse('an earlier message of this connection was refused');
    lost = true;
    const sequence = sequenceOf(signature);
    if (last !== undefined && sequence !== last + 1n) throw refuse('a message was repeated or left out');
    last = sequence;
    const answer = await ask('unwrap', Buffer.concat([signature, sealed]));
    if (answer.status !== 'Completed') throw refuse(`Kerberos says ${answer.status}`);
    if (answer.bytes.length !== sealed.length) throw refuse('its length is not the one of the plain text');
    lost = false;
    return answer.bytes;
  };
  return {
    async seal(plain) {
      if (lost) throw refuse('an earlier message of this connection was refused');
      const answer = await ask('wrap', plain);
      if (answer.status !== 'Completed') throw refuse(`Kerberos says ${answer.status}`);
      return cutToken(answer.bytes, plain.length);
    },
    unseal,
  };
}
