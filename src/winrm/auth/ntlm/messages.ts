// The three NTLM messages, both ways (MS-NLMP 2.2.1): fixed header with (length, capacity, offset) fields, then the payload.
// Decoders take fields wherever the peer has put them, but nothing outside the token and nothing inside its header.
// Text is always UTF-16LE: we refuse peers that do not speak Unicode.

import { WinrmError } from '../../errors.ts';
import { hasFlags, NTLM_FLAG } from './flags.ts';

const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');
const EMPTY = new Uint8Array(0);
const NEGOTIATE_SIZE = 40;
const CHALLENGE_SIZE = 56;
const AUTHENTICATE_SIZE = 72;

/** Where AUTHENTICATE carries its integrity code: after the version, before the payload. */
export const MIC_OFFSET = 72;
const MIC_SIZE = 16;

/** Windows Server 2022 (10.0.20348), NTLM revision 15. Informative only: the protocol does not branch on it. */
export const DEFAULT_VERSION: Uint8Array = Uint8Array.of(10, 0, 0x7c, 0x4f, 0, 0, 0, 15);

export interface NegotiateMessage {
  readonly flags: number;
  readonly version: Uint8Array;
}

export interface ChallengeMessage {
  readonly flags: number;
  readonly serverChallenge: Uint8Array;
  readonly targetName: string;
  /** Encoded pairs; see av-pairs.ts. */
  readonly targetInfo: Uint8Array;
  readonly version: Uint8Array;
}

export interface AuthenticateMessage {
  readonly flags: number;
  readonly lmResponse: Uint8Array;
  readonly ntResponse: Uint8Array;
  readonly domain: string;
  readonly user: string;
  readonly workstation: string;
  readonly encryptedSessionKey: Uint8Array;
  readonly version: Uint8Array;
  /** 16 bytes; undefined when the message has no room for it. */
  readonly mic?: Uint8Array;
}

function broken(what: string): WinrmError {
  return new WinrmError('WINRM_AUTH_FAILED', `NTLM token refused: ${what}`);
}

function header(size: number, type: number): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.set(SIGNATURE);
  bytes.writeUInt32LE(type, 8);
  return bytes;
}

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}

/** Writes one field descriptor. @returns the offset after its payload. */
function describe(bytes: Buffer, at: number, length: number, offset: number): number {
  bytes.writeUInt16LE(length, at);
  bytes.writeUInt16LE(length, at + 2);
  bytes.writeUInt32LE(offset, at + 4);
  return offset + length;
}

class Reader {
  readonly bytes: Buffer;
  /** Where the payload begins: the lowest offset of a field that is not empty. */
  payload: number;

  constructor(token: Uint8Array, type: number, size: number) {
    this.bytes = Buffer.from(token.buffer, token.byteOffset, token.byteLength);
    this.payload = token.length;
    if (token.length < size) throw broken('too short');
    if (!this.bytes.subarray(0, 8).equals(SIGNATURE)) throw broken('no NTLMSSP signature');
    if (this.bytes.readUInt32LE(8) !== type) throw broken(`message type is not ${type}`);
  }

  field(at: number, headerSize: number): Uint8Array {
    const length = this.bytes.readUInt16LE(at);
    if (length === 0) return EMPTY;
    const offset = this.bytes.readUInt32LE(at + 4);
    if (offset < headerSize || offset + length > this.bytes.length) throw broken('a field points outside the payload');
    this.payload = Math.min(this.payload, offset);
    return this.bytes.subarray(offset, offset + length);
  }

  text(at: number, headerSize: number): string {
    const value = this.field(at, headerSize);
    if (value.length % 2 !== 0) throw broken('text of an odd number of bytes');
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('utf16le');
  }

  /** The version field exists only where the payload leaves room for it. */
  version(at: number, flags: number): Uint8Array {
    const present = hasFlags(flags, NTLM_FLAG.VERSION) && this.payload >= at + 8 && this.bytes.length >= at + 8;
    return present ? this.bytes.subarray(at, at + 8) : EMPTY;
  }
}

/** First message, without the OEM names that nobody reads any more. */
export function encodeNegotiate(message: NegotiateMessage): Buffer {
  const bytes = header(NEGOTIATE_SIZE, 1);
  bytes.writeUInt32LE(message.flags, 12);
  describe(bytes, 16, 0, NEGOTIATE_SIZE);
  describe(bytes, 24, 0, NEGOTIATE_SIZE);
  bytes.set(message.version, 32);
  return bytes;
}

/** Throws WINRM_AUTH_FAILED on anything that is not a NEGOTIATE message. */
export function decodeNegotiate(token: Uint8Array): NegotiateMessage {
  const reader = new Reader(token, 1, 16);
  const flags = reader.bytes.readUInt32LE(12);
  if (token.length >= 32) {
    reader.field(16, 32);
    reader.field(24, 32);
  }
  return { flags, version: reader.version(32, flags) };
}

export function encodeChallenge(message: ChallengeMessage): Buffer {
  const name = utf16(message.targetName);
  const bytes = header(CHALLENGE_SIZE, 2);
  const next = describe(bytes, 12, name.length, CHALLENGE_SIZE);
  bytes.writeUInt32LE(message.flags, 20);
  bytes.set(message.serverChallenge, 24);
  describe(bytes, 40, message.targetInfo.length, next);
  bytes.set(message.version, 48);
  return Buffer.concat([bytes, name, message.targetInfo]);
}

/** Throws WINRM_AUTH_FAILED on anything that is not a CHALLENGE message. */
export function decodeChallenge(token: Uint8Array): ChallengeMessage {
  const reader = new Reader(token, 2, 48);
  const flags = reader.bytes.readUInt32LE(20);
  const targetName = reader.text(12, 48);
  const targetInfo = reader.field(40, 48);
  const serverChallenge = reader.bytes.subarray(24, 32);
  return { flags, serverChallenge, targetName, targetInfo, version: reader.version(48, flags) };
}

/** Writes the last message; with `mic` it makes room for the code and puts it there (zeros first, see keys.ts). */
export function encodeAuthenticate(message: AuthenticateMessage): Buffer {
  const size = AUTHENTICATE_SIZE + (message.mic === undefined ? 0 : MIC_SIZE);
  const bytes = header(size, 3);
  const [domain, user, workstation] = [utf16(message.domain), utf16(message.user), utf16(message.workstation)];
  let next = describe(bytes, 12, message.lmResponse.length, size);
  next = describe(bytes, 20, message.ntResponse.length, next);
  next = describe(bytes, 28, domain.length, next);
  next = describe(bytes, 36, user.length, next);
  next = describe(bytes, 44, workstation.length, next);
  describe(bytes, 52, message.encryptedSessionKey.length, next);
  bytes.writeUInt32LE(message.flags, 60);
  bytes.set(message.version, 64);
  if (message.mic !== undefined) bytes.set(message.mic, MIC_OFFSET);
  const { lmResponse, ntResponse, encryptedSessionKey } = message;
  return Buffer.concat([bytes, lmResponse, ntResponse, domain, user, workstation, encryptedSessionKey]);
}

/** Throws WINRM_AUTH_FAILED on anything that is not an AUTHENTICATE message. */
export function decodeAuthenticate(token: Uint8Array): AuthenticateMessage {
  const reader = new Reader(token, 3, 64);
  const flags = reader.bytes.readUInt32LE(60);
  const fields = {
    lmResponse: reader.field(12, 64),
    ntResponse: reader.field(20, 64),
    domain: reader.text(28, 64),
    user: reader.text(36, 64),
    workstation: reader.text(44, 64),
    encryptedSessionKey: reader.field(52, 64),
  };
  const version = reader.version(64, flags);
  const room = reader.payload >= MIC_OFFSET + MIC_SIZE && token.length >= MIC_OFFSET + MIC_SIZE;
  const mic = room ? { mic: reader.bytes.subarray(MIC_OFFSET, MIC_OFFSET + MIC_SIZE) } : {};
  return { flags, ...fields, version, ...mic };
}
