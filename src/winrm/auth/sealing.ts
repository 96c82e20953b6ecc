// The body of a sealed message: `multipart/encrypted` as WinRM means it (MS-WSMV 2.2.9.1), which is not valid MIME: no blank line
// before the data, no line end after the ciphertext. It is written byte for byte as Windows does, and read by position: text up
// to the second boundary, u32 header length, signature, then exactly Length bytes; ciphertext may look like a boundary.
// Readers forgive what peers are known to vary (facts: winrm 3.5) and nothing else.

import { WinrmError } from '../errors.ts';

const MEDIA_TYPE = 'multipart/encrypted';
const BOUNDARY = '--Encrypted Boundary';
const TRAILER = Buffer.from(`${BOUNDARY}--\r\n`, 'latin1');
const OPENING = /^-- ?Encrypted Boundary[ \t]*$/;
const CLOSING = /^-- ?Encrypted Boundary(?:--)?(?:\r\n)?$/;
const LENGTH = /;[ \t]*length=(\d{1,10})[ \t]*$/i;
const MAX_PREAMBLE = 2048;

export interface SealedBody {
  /** Protocol label, e.g. `application/HTTP-SPNEGO-session-encrypted`. */
  readonly label: string;
  /** Length of the plain text (with NTLM and AES Kerberos also that of the ciphertext). */
  readonly length: number;
  readonly signature: Uint8Array;
  readonly sealed: Uint8Array;
}

/** Value of the Content-Type header that goes with a sealed body. */
export function sealedContentType(label: string): string {
  return `${MEDIA_TYPE};protocol="${label}";boundary="Encrypted Boundary"`;
}

/** @returns whether a Content-Type announces a body that `decodeSealedBody` reads (the CredSSP form is not one). */
export function isSealedContentType(contentType: string | undefined): boolean {
  return contentType !== undefined && contentType.split(';', 1)[0]?.trim().toLowerCase() === MEDIA_TYPE;
}

/** Frames one sealed message. */
export function encodeSealedBody(body: SealedBody): Buffer {
  const preamble =
    `${BOUNDARY}\r\n\tContent-Type: ${body.label}\r\n` +
    `\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length=${body.length}\r\n` +
    `${BOUNDARY}\r\n\tContent-Type: application/octet-stream\r\n`;
  const { signature, sealed } = body;
  const start = preamble.length + 4;
  const bytes = Buffer.allocUnsafe(start + signature.length + sealed.length + TRAILER.length);
  bytes.write(preamble, 'latin1');
  bytes.writeUInt32LE(signature.length, preamble.length);
  bytes.set(signature, start);
  bytes.set(sealed, start + signature.length);
  bytes.set(TRAILER, start + signature.length + sealed.length);
  return bytes;
}

function broken(what: string): WinrmError {
  return new WinrmError('WINRM_SEALING_FAILED', `sealed body refused: ${what}`);
}

/** The text part, line by line; stops behind the `application/octet-stream` line. */
class Preamble {
  readonly #bytes: Buffer;
  offset = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  line(): string {
    const end = this.#bytes.subarray(0, MAX_PREAMBLE).indexOf('\r\n', this.offset, 'latin1');
    if (end === -1) throw broken('its text part does not end');
    const text = this.#bytes.toString('latin1', this.offset, end).trim();
    this.offset = end + 2;
    return text;
  }

  boundary(): void {
    if (!OPENING.test(this.line())) throw broken('no boundary where one belongs');
  }

  /** Header name in lower case and its value. */
  field(): readonly [string, string] {
    const text = this.line();
    const colon = text.indexOf(':');
    if (colon === -1) throw broken('no header where one belongs');
    return [text.slice(0, colon).trim().toLowerCase(), text.slice(colon + 1).trim()];
  }
}

/** Reads what `encodeSealedBody` or any known peer has written. Throws WINRM_SEALING_FAILED. */
export function decodeSealedBody(body: Uint8Array): SealedBody {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const preamble = new Preamble(bytes);
  preamble.boundary();
  const first = [preamble.field(), preamble.field()];
  const value = (name: string): string | undefined => first.find(([key]) => key === name)?.[1];
  const [label, length] = [value('content-type'), LENGTH.exec(value('originalcontent') ?? '')?.[1]];
  if (label === undefined || length === undefined) throw broken('label or length is missing');
  preamble.boundary();
  const [name, type] = preamble.field();
  if (name !== 'content-type' || type.toLowerCase() !== 'application/octet-stream') throw broken('no octet stream');
  const at = preamble.offset;
  if (bytes.length < at + 4) throw broken('it is cut');
  const start = at + 4 + bytes.readUInt32LE(at);
  const end = start + Number(length);
  // An end outside the body has nothing behind it either.
  if (!CLOSING.test(bytes.toString('latin1', end))) throw broken('no closing boundary behind the ciphertext');
  return {
    label,
    length: Number(length),
    signature: bytes.subarray(at + 4, start),
    sealed: bytes.subarray(start, end),
  };
}
