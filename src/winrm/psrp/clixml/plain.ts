// From PowerShell objects to plain data: what a schema validates and a journal stores. Property names are kept as they are;
// instance members shadow those of the type, as they do in PowerShell. The work is capped, since references let a small
// message stand for a huge tree.

import { WinrmError } from '../../errors.ts';
import { isPsObject, isPsScalar, type PsObject, type PsValue } from './values.ts';

export type PlainValue = null | boolean | number | string | PlainValue[] | { [key: string]: PlainValue };

/** As a machine sends it, and as it passes on what it was sent itself. */
const enumerations: ReadonlySet<string> = new Set(['System.Enum', 'Deserialized.System.Enum']);
const maxNodes = 1_000_000;
const maxDepth = 64;

interface Flattening {
  nodes: number;
  depth: number;
}

function plainObject(members: Iterable<readonly [string, PsValue]>, state: Flattening): { [key: string]: PlainValue } {
  const pairs: [string, PlainValue][] = [];
  for (const [name, value] of members) pairs.push([name, plain(value, state)]);
  return Object.fromEntries(pairs);
}

function keyText(key: PsValue, state: Flattening): string {
  const value = plain(key, state);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function isPlainRecord(value: PlainValue): value is { [key: string]: PlainValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fromObject(value: PsObject, state: Flattening): PlainValue {
  const { base } = value;
  if (base !== undefined) {
    if ('items' in base) return base.items.map(item => plain(item, state));
    if (base.kind === 'dictionary') {
      return plainObject(
        base.entries.map(([key, entry]) => [keyText(key, state), entry] as const),
        state,
      );
    }
    if (value.typeNames.some(name => enumerations.has(name))) return value.text ?? plain(base.value, state);
    const wrapped = plain(base.value, state);
    if (!isPlainRecord(wrapped)) return wrapped;
    return { ...wrapped, ...plainObject(value.adapted, state), ...plainObject(value.extended, state) };
  }
  if (value.adapted.size === 0 && value.extended.size === 0) {
    const empty = value.text === undefined || value.typeNames[0]?.endsWith('.PSCustomObject') === true;
    return empty ? {} : (value.text ?? {});
  }
  return plainObject([...value.adapted, ...value.extended], state);
}

function composite(value: Exclude<PsValue, null | boolean | string | number | bigint>, state: Flattening): PlainValue {
  if (Array.isArray(value)) return value.map((item: PsValue) => plain(item, state));
  if (isPsObject(value)) return fromObject(value, state);
  if (value instanceof Map) {
    return plainObject(
      [...(value as ReadonlyMap<PsValue, PsValue>)].map(([key, entry]) => [keyText(key, state), entry] as const),
      state,
    );
  }
  const entries = Object.entries(value as Record<string, PsValue | undefined>);
  return plainObject(
    entries.filter((pair): pair is [string, PsValue] => pair[1] !== undefined),
    state,
  );
}

function plain(value: PsValue, state: Flattening): PlainValue {
  state.nodes += 1;
  if (state.nodes > maxNodes) throw new WinrmError('WINRM_PROTOCOL_VIOLATED', 'an object stands for too many values');
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  }
  if (isPsScalar(value)) return plainScalar(value.tag, value.text);
  if (state.depth >= maxDepth) throw new WinrmError('WINRM_PROTOCOL_VIOLATED', 'an object that contains itself');
  state.depth += 1;
  const result = composite(value, state);
  state.depth -= 1;
  return result;
}

function plainScalar(tag: string, text: string): PlainValue {
  if (tag === 'C') return String.fromCharCode(Number(text));
  if (tag === 'D' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  return text;
}

/**
 * Plain data of a value: objects by property name, hashtables by key, enumerations by name, dates as ISO 8601 in UTC,
 * bytes as base64, 64-bit integers as numbers where they are exact and as text where not, NaN and infinities as text,
 * other scalars (GUID, version, duration, URI) as their text. Throws WINRM_PROTOCOL_VIOLATED for cycles and for more than a
 * million values.
 */
export function toPlain(value: PsValue): PlainValue {
  return plain(value, { nodes: 0, depth: 0 });
}
