// CLIXML out: PowerShell values become the text that travels in PSRP messages (MS-PSRP 2.2.5).
// JavaScript values are written as the types that `PsValue` promises; a repeated object is written once and referred to,
// so that size stays linear and cycles end. Depth is capped: the reader on the machine has a limit of its own.

import { WinrmError } from '../../errors.ts';
import { escapeAttribute, escapeText } from '../../wsman/xml.ts';
import { encodeText } from './text.ts';
import { isPsObject, isPsScalar, type PsBase, type PsObject, type PsValue } from './values.ts';

const maxDepth = 50;
const textual = new Set(['S', 'URI', 'XD', 'SBK']);
const arrayTypes = ['System.Object[]', 'System.Array', 'System.Object'];
const hashtableTypes = ['System.Collections.Hashtable', 'System.Object'];
const containers = { list: 'LST', stack: 'STK', queue: 'QUE', enumerable: 'IE' } as const;

interface Writing {
  readonly objects: Map<PsObject, number>;
  readonly types: Map<string, number>;
  nextRef: number;
  depth: number;
}

function primitive(tag: string, name: string, text: string): string {
  return `<${tag}${name}>${escapeText(textual.has(tag) ? encodeText(text) : text)}</${tag}>`;
}

function integer(value: bigint, name: string): string {
  if (BigInt.asIntN(64, value) === value) return primitive('I64', name, value.toString());
  if (BigInt.asUintN(64, value) === value) return primitive('U64', name, value.toString());
  throw new WinrmError('WINRM_USAGE_INVALID', 'an integer does not fit into 64 bits');
}

function number(value: number, name: string): string {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
    return (value | 0) === value ? primitive('I32', name, String(value)) : primitive('I64', name, String(value));
  }
  const text = Number.isFinite(value) ? String(value) : value > 0 ? 'INF' : value < 0 ? '-INF' : 'NaN';
  return primitive('Db', name, Object.is(value, -0) ? '-0' : text);
}

function date(value: Date, name: string): string {
  if (Number.isNaN(value.getTime()))
    throw new WinrmError('WINRM_USAGE_INVALID', 'an invalid Date has no form in CLIXML');
  return primitive('DT', name, value.toISOString());
}

function typeNames(names: readonly string[], state: Writing): string {
  if (names.length === 0) return '';
  // Two lists of names are the same one exactly when their markup is: a name may hold any character.
  const markup = names.map(name => `<T>${escapeText(encodeText(name))}</T>`).join('');
  const known = state.types.get(markup);
  if (known !== undefined) return `<TNRef RefId="${known}"/>`;
  const ref = state.types.size;
  state.types.set(markup, ref);
  return `<TN RefId="${ref}">${markup}</TN>`;
}

function entries(pairs: Iterable<readonly [PsValue, PsValue]>, state: Writing): string {
  let text = '';
  for (const [key, value] of pairs) {
    text += `<En>${write(key, ' N="Key"', state)}${write(value, ' N="Value"', state)}</En>`;
  }
  return `<DCT>${text}</DCT>`;
}

function base(part: PsBase, state: Writing): string {
  if (part.kind === 'value') return write(part.value, '', state);
  if (part.kind === 'dictionary') return entries(part.entries, state);
  const tag = containers[part.kind];
  return `<${tag}>${part.items.map(item => write(item, '', state)).join('')}</${tag}>`;
}

function members(tag: string, values: ReadonlyMap<string, PsValue>, state: Writing): string {
  if (values.size === 0) return '';
  let text = '';
  for (const [name, value] of values) text += write(value, nameAttribute(name), state);
  return `<${tag}>${text}</${tag}>`;
}

function nameAttribute(name: string): string {
  return ` N="${escapeAttribute(encodeText(name))}"`;
}

function object(value: PsObject, name: string, state: Writing): string {
  const known = state.objects.get(value);
  if (known !== undefined) return `<Ref${name} RefId="${known}"/>`;
  const ref = state.nextRef++;
  state.objects.set(value, ref);
  const text = value.text === undefined ? '' : `<ToString>${escapeText(encodeText(value.text))}</ToString>`;
  // Instance members follow the base: a reader that streams knows what it adds them to (MS-PSRP 2.2.5.2).
  return (
    `<Obj${name} RefId="${ref}">${typeNames(value.typeNames, state)}${text}` +
    (value.base === undefined ? '' : base(value.base, state)) +
    `${members('Props', value.adapted, state)}${members('MS', value.extended, state)}</Obj>`
  );
}

function composite(value: object, name: string, state: Writing): string {
  const ref = state.nextRef++;
  if (Array.isArray(value)) {
    const items = value as readonly PsValue[];
    return `<Obj${name} RefId="${ref}">${typeNames(arrayTypes, state)}${base({ kind: 'list', items }, state)}</Obj>`;
  }
  const pairs: Iterable<readonly [PsValue, PsValue]> =
    value instanceof Map
      ? (value as ReadonlyMap<PsValue, PsValue>)
      : Object.entries(value as Record<string, PsValue | undefined>).filter(
          (pair): pair is [string, PsValue] => pair[1] !== undefined,
        );
  return `<Obj${name} RefId="${ref}">${typeNames(hashtableTypes, state)}${entries(pairs, state)}</Obj>`;
}

function write(value: PsValue, name: string, state: Writing): string {
  if (value === null) return `<Nil${name}/>`;
  switch (typeof value) {
    case 'string':
      return primitive('S', name, value);
    case 'boolean':
      return primitive('B', name, String(value));
    case 'number':
      return number(value, name);
    case 'bigint':
      return integer(value, name);
    default:
  }
  if (value instanceof Date) return date(value, name);
  if (value instanceof Uint8Array) {
    return primitive('BA', name, Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64'));
  }
  if (isPsScalar(value)) return primitive(value.tag, name, value.text);
  if (state.depth >= maxDepth)
    throw new WinrmError('WINRM_USAGE_INVALID', `a value nested deeper than ${maxDepth} levels`);
  state.depth += 1;
  const text = isPsObject(value) ? object(value, name, state) : composite(value, name, state);
  state.depth -= 1;
  return text;
}

/** Writes one value. Throws WINRM_USAGE_INVALID for what has no form: cyclic plain data, integers beyond 64 bits, invalid dates. */
export function writeClixml(value: PsValue): string {
  return write(value, '', { objects: new Map(), types: new Map(), nextRef: 0, depth: 0 });
}
