// CLIXML in: text from a machine becomes values. Every primitive of MS-PSRP 2.2.5.1 has a form, 64-bit integers stay exact,
// objects keep type names and members, references give the same instance again. What is unknown survives as data: an unknown
// element with text is a scalar, one with children an object; a primitive that does not parse keeps its text.

import { WinrmError } from '../../errors.ts';
import type { XmlElement } from '../../wsman/xml.ts';
import { readXml } from '../../wsman/xml-reader.ts';
import { decodeText, tolerateNoncharacters } from './text.ts';
import { type PsBase, type PsObject, type PsValue, psObject, psScalar } from './values.ts';

/** Fifty objects inside each other, three levels of XML each, and some room. */
const maxXmlDepth = 160;
const sequences: Readonly<Record<string, 'list' | 'stack' | 'queue' | 'enumerable'>> = {
  LST: 'list',
  STK: 'stack',
  QUE: 'queue',
  IE: 'enumerable',
};
const smallIntegers = new Set(['I32', 'I16', 'U16', 'U32', 'By', 'SB']);
const textual = new Set(['URI', 'XD', 'SBK']);
// Nothing here may be read in two ways, and no number is longer than 64 bits are: both would cost more than their length.
const integerText = /^[+-]?\d{1,20}$/;
const realText = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const base64Text = /^[A-Za-z0-9+/]*={0,2}$/;
const dateText = /^(-?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?)(Z|[+-]\d\d:\d\d)?$/;

interface Reading {
  readonly objects: Map<string, PsObject>;
  readonly types: Map<string, readonly string[]>;
}

type Filling = { -readonly [key in keyof PsObject]: PsObject[key] };

function readDate(text: string): PsValue {
  const parts = dateText.exec(text);
  // A DateTime of unspecified kind has no zone; it is read as UTC, so that no result depends on where the runner stands.
  const value = parts === null ? undefined : new Date(`${parts[1]}${parts[2] ?? 'Z'}`);
  return value === undefined || Number.isNaN(value.getTime()) ? psScalar('DT', text) : value;
}

function readReal(tag: string, text: string): PsValue {
  if (text === 'NaN') return Number.NaN;
  if (text === 'INF' || text === 'Infinity') return Number.POSITIVE_INFINITY;
  if (text === '-INF' || text === '-Infinity') return Number.NEGATIVE_INFINITY;
  return realText.test(text) ? Number(text) : psScalar(tag, text);
}

function readPrimitive(tag: string, raw: string): PsValue {
  if (tag === 'S') return decodeText(raw);
  const text = raw.trim();
  if (smallIntegers.has(tag)) return integerText.test(text) ? Number(text) : psScalar(tag, text);
  switch (tag) {
    case 'Nil':
      return null;
    case 'B':
      return text === 'true' ? true : text === 'false' ? false : psScalar(tag, text);
    case 'I64':
    case 'U64':
      return integerText.test(text) ? BigInt(text.replace('+', '')) : psScalar(tag, text);
    case 'Db':
    case 'Sg':
      return readReal(tag, text);
    case 'DT':
      return readDate(text);
    case 'BA': {
      const packed = text.replace(/\s+/g, '');
      return base64Text.test(packed) ? new Uint8Array(Buffer.from(packed, 'base64')) : psScalar(tag, text);
    }
    default:
      return psScalar(tag, textual.has(tag) ? decodeText(raw) : text);
  }
}

function readTypes(element: XmlElement, state: Reading): readonly string[] {
  const ref = element.attributes.get('RefId') ?? '';
  if (element.name === 'TNRef') return state.types.get(ref) ?? [];
  const names = element.children.filter(part => part.name === 'T').map(part => decodeText(part.text));
  state.types.set(ref, names);
  return names;
}

function readMembers(element: XmlElement, state: Reading): ReadonlyMap<string, PsValue> {
  const members = new Map<string, PsValue>();
  for (const part of element.children) {
    members.set(decodeText(part.attributes.get('N') ?? String(members.size)), readValue(part, state));
  }
  return members;
}

function readEntries(element: XmlElement, state: Reading): PsBase {
  const entries = element.children.map((entry): readonly [PsValue, PsValue] => {
    const key = entry.children.find(part => part.attributes.get('N') === 'Key');
    const value = entry.children.find(part => part.attributes.get('N') === 'Value');
    return [key === undefined ? null : readValue(key, state), value === undefined ? null : readValue(value, state)];
  });
  return { kind: 'dictionary', entries };
}

function readPart(part: XmlElement, object: Filling, state: Reading): void {
  const sequence = sequences[part.name];
  if (part.name === 'TN' || part.name === 'TNRef') object.typeNames = readTypes(part, state);
  else if (part.name === 'ToString') object.text = decodeText(part.text);
  else if (part.name === 'Props') object.adapted = readMembers(part, state);
  else if (part.name === 'MS') object.extended = readMembers(part, state);
  else if (part.name === 'DCT') object.base = readEntries(part, state);
  else if (sequence !== undefined) {
    object.base = { kind: sequence, items: part.children.map(item => readValue(item, state)) };
  } else object.base = { kind: 'value', value: readValue(part, state) };
}

function readObject(element: XmlElement, state: Reading): PsObject {
  const object: Filling = psObject({});
  const ref = element.attributes.get('RefId');
  if (ref !== undefined) state.objects.set(ref, object);
  for (const part of element.children) readPart(part, object, state);
  return object;
}

function readValue(element: XmlElement, state: Reading): PsValue {
  if (element.name === 'Obj') return readObject(element, state);
  if (element.name === 'Ref') {
    const found = state.objects.get(element.attributes.get('RefId') ?? '');
    if (found === undefined)
      throw new WinrmError('WINRM_PROTOCOL_VIOLATED', 'CLIXML refers to an object that is not there');
    return found;
  }
  if (element.children.length === 0) return readPrimitive(element.name, element.text);
  return psObject({
    typeNames: [`CLIXML.${element.name}`],
    base: { kind: 'list', items: element.children.map(part => readValue(part, state)) },
  });
}

/**
 * Reads one value; the wrapper `<Objs>` of files is read as a list of its values.
 * Throws WINRM_PROTOCOL_VIOLATED for malformed XML, unknown references, and whatever is deeper or larger than the limits.
 */
export function readClixml(text: string, limits: { readonly size?: number } = {}): PsValue {
  const root = readXml(tolerateNoncharacters(text), { depth: maxXmlDepth, ...limits });
  const state: Reading = { objects: new Map(), types: new Map() };
  if (root.name !== 'Objs') return readValue(root, state);
  return root.children.map(part => readValue(part, state));
}
