// A file as text, or the failure that says why it is none: not there, no text, too large, empty, not well-formed. The kind of file
// (policy, inventory, data) is the layer of the code; what stands in the text is judged elsewhere.
// No message quotes the text: a secret may stand in it.
import { readFile, stat } from 'node:fs/promises';
import { type Failure, FailureError, failureOf } from '../../model/failure.ts';
import type { TextFault } from '../document.ts';

/** Which kind of file: the layer of its failure codes. */
export type Prefix = 'POLICY' | 'INVENTORY' | 'DATA';
type Kind = Prefix | 'SCRIPT';

/** Bytes. No policy is as large, no inventory of a hundred thousand machines, and no month of Microsoft's security updates. */
const largest: Readonly<Record<Kind, number>> = {
  POLICY: 1_048_576,
  INVENTORY: 33_554_432,
  DATA: 67_108_864,
  SCRIPT: 262_144,
};
const names: Readonly<Record<Kind, string>> = {
  POLICY: 'policy',
  INVENTORY: 'inventory',
  DATA: 'data file',
  SCRIPT: 'script',
};

/** The text of a file; throws when it is not there, no file, too large or not UTF-8. A script keeps its byte order mark. */
export async function readText(file: string, prefix: Kind): Promise<string> {
  const refuse = (code: 'MISSING' | 'UNREADABLE' | 'TOO_LARGE' | 'EMPTY', message: string): FailureError =>
    new FailureError([failureOf(`${prefix}_${code}`, message, { place: { file } })]);
  const what = names[prefix];
  try {
    const { size } = await stat(file);
    if (size > largest[prefix])
      throw refuse('TOO_LARGE', `${file} has ${size} bytes, and no ${what} is larger than ${largest[prefix]}`);
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: prefix === 'SCRIPT' }).decode(await readFile(file));
    // UTF-16 without a mark is well-formed UTF-8 full of zeros.
    if (text.includes('\u0000')) throw new TypeError('not text');
    if (text.trim() === '') throw refuse('EMPTY', `${file} is empty`);
    return text;
  } catch (error) {
    if (error instanceof FailureError) throw error;
    if (error instanceof TypeError) throw refuse('UNREADABLE', `${file} is not UTF-8 text: save it as UTF-8`);
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENOENT') throw refuse('MISSING', `there is no ${what} at ${file}`);
    throw refuse('UNREADABLE', `${file} cannot be read (${code})`);
  }
}

const codeOfText = {
  syntax: 'SYNTAX_INVALID',
  tabs: 'TAB_FOUND',
  empty: 'EMPTY',
  duplicateKey: 'KEY_DUPLICATED',
  aliases: 'TOO_LARGE',
} as const;

/** Why a text is no YAML or JSON. */
export function failuresOfText(faults: readonly TextFault[], file: string, prefix: Prefix): Failure[] {
  return faults.map(({ kind, message, place }) =>
    failureOf(`${prefix}_${codeOfText[kind]}`, message, { place: { file, ...place } }),
  );
}
