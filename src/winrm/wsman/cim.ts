// CIM instances over WS-Man, in both directions (facts: winrm 1.11). The wire carries no types beside dates: text stays text,
// and the reader of a property says what it wants. A repeated element is an array, `xsi:nil` is null, an instance inside another
// one is a row of its own, and so is a reference to another one: where that is, and its keys. An instant keeps its text: a machine
// writes microseconds, and a Date has none.

import { WinrmError } from '../errors.ts';
import { readDuration, readSelectors } from './envelope.ts';
import { ns, resources } from './names.ts';
import { child, childText, element, escapeText, type XmlElement } from './xml.ts';

/** An instant, and the text that it came as. */
export class CimInstant extends Date {
  readonly text: string;

  constructor(at: Date, text: string) {
    super(at);
    this.text = text;
  }
}

/** A property as it came: text, an exact instant, nothing, several, or an embedded instance. */
export type CimValue = string | Date | null | readonly CimValue[] | CimRow;

/** Properties by name, exactly as the class spells them. */
export interface CimRow {
  readonly [property: string]: CimValue;
}

/** What a property is to be read as; `[]` where the class has an array. */
export type CimType = keyof CimTypes;

interface CimTypes {
  string: string;
  number: number;
  bigint: bigint;
  boolean: boolean;
  date: Date;
  /** Milliseconds of an interval. */
  duration: number;
  /** An instant as the machine wrote it, to the microsecond and with its offset. */
  instant: string;
  /** An embedded instance; `typeCimRow` types what is in it. */
  row: CimRow;
  'string[]': readonly string[];
  'number[]': readonly number[];
  'bigint[]': readonly bigint[];
  'boolean[]': readonly boolean[];
  'date[]': readonly Date[];
  'duration[]': readonly number[];
  'row[]': readonly CimRow[];
}

export type CimShape = Readonly<Record<string, CimType>>;
export type CimTyped<S extends CimShape> = { readonly [name in keyof S]: CimTypes[S[name]] | null };

/** Resource URI of a class. @param namespace e.g. `root/cimv2`; backslashes are accepted. */
export function cimResource(namespace: string, className: string): string {
  return `${resources.wmi}${namespace.replaceAll('\\', '/').replace(/^\/+|\/+$/g, '')}/${className}`;
}

/** Namespace and class of a resource URI; undefined when it is none of WMI. */
export function readCimResource(uri: string): { readonly namespace: string; readonly className: string } | undefined {
  if (!uri.startsWith(resources.wmi)) return undefined;
  const path = uri.slice(resources.wmi.length).split('?', 1)[0] ?? '';
  const slash = path.lastIndexOf('/');
  return slash < 1 ? undefined : { namespace: path.slice(0, slash), className: path.slice(slash + 1) };
}

const nil = `{${ns.schemaInstance}}nil`;
const isoDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/;
const dmtfDate = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.(\d{3})\d{3}([+-])(\d{3})$/;

/** ISO 8601 or the DMTF form `20261123032700.500000+060`; without a zone it is read as UTC. */
export function readCimDate(text: string): Date | undefined {
  const dmtf = dmtfDate.exec(text);
  if (dmtf !== null) {
    const [, year, month, day, hour, minute, second, fraction, sign, offset] = dmtf;
    const utc = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction}Z`);
    const value = new Date(utc - (sign === '-' ? -1 : 1) * Number(offset) * 60_000);
    return Number.isNaN(value.getTime()) ? undefined : value;
  }
  if (!isoDate.test(text)) return undefined;
  const value = new Date(/Z$|[+-]\d\d:\d\d$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(value.getTime()) ? undefined : value;
}

const dmtfInterval = /^(\d{8})(\d\d)(\d\d)(\d\d\.\d{6}):000$/;

/** Milliseconds of an xsd:duration or of the DMTF form `00000002223000.500000:000`. */
export function readCimInterval(text: string): number | undefined {
  const dmtf = dmtfInterval.exec(text);
  if (dmtf === null) return readDuration(text);
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = dmtf.slice(1).map(Number);
  return Math.round(((days * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1000);
}

function readValue(property: XmlElement): CimValue {
  const isNil = property.attributes.get(nil);
  if (isNil === 'true' || isNil === '1') return null;
  const [first] = property.children;
  if (first === undefined) return property.text;
  if (first.uri === ns.cim && property.children.length === 1 && first.children.length === 0) {
    const text = first.text.trim();
    const at = first.name === 'Datetime' ? readCimDate(text) : undefined;
    return at === undefined ? text : new CimInstant(at, text);
  }
  const reference = child(property, ns.addressing, 'ReferenceParameters');
  if (reference === undefined) return readCimRow(property);
  const resource = childText(reference, ns.wsman, 'ResourceURI') ?? null;
  return { ResourceURI: resource, Selectors: readSelectors(child(reference, ns.wsman, 'SelectorSet')) };
}

/** Reads one instance. */
export function readCimRow(instance: XmlElement): CimRow {
  const values = new Map<string, CimValue[]>();
  for (const property of instance.children) {
    const before = values.get(property.name);
    if (before === undefined) values.set(property.name, [readValue(property)]);
    else before.push(readValue(property));
  }
  return Object.fromEntries([...values].map(([name, all]) => [name, all.length === 1 ? (all[0] ?? null) : all]));
}

function isRow(value: CimValue): value is CimRow {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function unreadable(name: string, type: CimType): never {
  throw new WinrmError('WINRM_PROTOCOL_VIOLATED', `the CIM property ${name} cannot be read as ${type}`);
}

function readTyped(name: string, type: CimType, value: CimValue | undefined): CimTypes[CimType] | null {
  if (value === undefined || value === null) return type.endsWith('[]') && value === undefined ? [] : null;
  if (type.endsWith('[]')) {
    const items = Array.isArray(value) ? (value as readonly CimValue[]) : [value];
    const single = type.slice(0, -2) as CimType;
    return items.map(item => readTyped(name, single, item) ?? unreadable(name, type)) as readonly string[];
  }
  if (type === 'row') return isRow(value) ? value : unreadable(name, type);
  if (type === 'date') return value instanceof Date ? value : (readCimDate(String(value)) ?? unreadable(name, type));
  if (type === 'duration') return readCimInterval(String(value).trim()) ?? unreadable(name, type);
  if (value instanceof CimInstant && type === 'instant') return value.text;
  if (value instanceof Date) return type === 'string' ? value.toISOString() : unreadable(name, type);
  if (typeof value !== 'string') return unreadable(name, type);
  const text = value.trim();
  if (type === 'string') return value;
  if (type === 'instant' && readCimDate(text) !== undefined) return text;
  if (type === 'boolean' && /^(?:true|false)$/i.test(text)) return /^true$/i.test(text);
  if (type === 'bigint' && /^-?\d{1,20}$/.test(text)) return BigInt(text);
  if (type === 'number' && text !== '' && Number.isFinite(Number(text))) return Number(text);
  return unreadable(name, type);
}

/** Properties of a row as the types asked for; null where the machine has none. Throws WINRM_PROTOCOL_VIOLATED otherwise. */
export function typeCimRow<S extends CimShape>(row: CimRow, shape: S): CimTyped<S> {
  return Object.fromEntries(
    Object.entries(shape).map(([name, type]) => [name, readTyped(name, type, row[name])]),
  ) as CimTyped<S>;
}

/** What a parameter of a method may be. */
export type CimInput = string | number | bigint | boolean | Date | null | readonly CimInput[];

/** What a server half may put into a row: embedded instances too. */
export type CimOutput = CimInput | readonly CimOutput[] | { readonly [property: string]: CimOutput };

function writeProperty(name: string, value: CimOutput): string {
  if (Array.isArray(value)) return (value as readonly CimOutput[]).map(item => writeProperty(name, item)).join('');
  if (value === null) return element(`p:${name}`, { 'xsi:nil': 'true' });
  if (value instanceof Date) {
    const text = value instanceof CimInstant ? value.text : value.toISOString();
    return element(`p:${name}`, {}, element('cim:Datetime', {}, escapeText(text)));
  }
  const content =
    typeof value === 'object'
      ? Object.entries(value).map(([inner, part]) => writeProperty(inner, part))
      : [escapeText(String(value))];
  return element(`p:${name}`, {}, content.join(''));
}

/** Markup of one instance. */
export function writeCimRow(resourceUri: string, className: string, row: Readonly<Record<string, CimOutput>>): string {
  const properties = Object.entries(row).map(([name, value]) => writeProperty(name, value));
  const names = { 'xmlns:p': resourceUri, 'xmlns:xsi': ns.schemaInstance, 'xmlns:cim': ns.cim };
  return element(`p:${className}`, names, properties.join(''));
}

/** Body of a method call; parameters are sent in the order given, which must be that of the class (facts: winrm 1.11). */
export function writeCimCall(
  resourceUri: string,
  method: string,
  parameters: Readonly<Record<string, CimInput>>,
): string {
  return writeCimRow(resourceUri, `${method}_INPUT`, parameters);
}

/** Method and parameters of such a body; undefined when it is none. */
export function readCimCall(
  body: XmlElement | undefined,
): { readonly method: string; readonly parameters: CimRow } | undefined {
  const method = /^(.+)_INPUT$/.exec(body?.name ?? '')?.[1];
  return body === undefined || method === undefined ? undefined : { method, parameters: readCimRow(body) };
}

/** Body of the answer: `ReturnValue` and what the method gives out. */
export function writeCimResult(resourceUri: string, method: string, row: Readonly<Record<string, CimOutput>>): string {
  return writeCimRow(resourceUri, `${method}_OUTPUT`, row);
}
