// Two complete NTLMv2 exchanges of another implementation, from the folder beside the repository where it exists.

import { existsSync, readFileSync } from 'node:fs';

const FILE = '../shared/vectors/ntlmv2-mic-cbt.json';

export interface NtlmVector {
  readonly name: string;
  readonly username: string;
  readonly domain: string;
  readonly password: string;
  readonly target_spn: string;
  readonly cert_der_sha256: string | null;
  readonly negotiate: string;
  readonly challenge: string;
  readonly authenticate: string;
  readonly exported_session_key: string;
  readonly messages: readonly {
    readonly direction: 'c2s' | 's2c';
    readonly plaintext: string;
    readonly signature: string;
    readonly sealed: string;
  }[];
  readonly multipart_of_message_0: { readonly length: number; readonly sha256: string; readonly hex: string };
}

export const vectorsMissing = existsSync(FILE) ? '' : ': skipped: no vectors';
export const vectors: readonly NtlmVector[] =
  vectorsMissing === '' ? (JSON.parse(readFileSync(FILE, 'utf8')) as NtlmVector[]) : [];

/** The certificate that the exchanges with a channel binding were made with: four letters, which no DER reader can read. */
export const VECTOR_CERTIFICATE = Buffer.from('test');

/** Hexadecimal text, spaces allowed → bytes. */
export const bytes = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');
export const hex = (value: Uint8Array): string => Buffer.from(value).toString('hex');

/** Deterministic bytes: the next call goes on where the last ended. */
export function countingBytes(): (size: number) => Buffer {
  let next = 0;
  return size => Buffer.from(Array.from({ length: size }, () => next++ & 255));
}
