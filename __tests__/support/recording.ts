// Recordings of real machines, read in place: exchanges in order, and what a SOAP message means apart from ids and prefixes.
// What is compared: action, resource URI, selectors, options, envelope size, body; PSRP data as the messages it carries.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { PsValue } from '../../src/winrm/psrp/clixml/values.ts';
import { createDefragmenter, type Defragmenter } from '../../src/winrm/psrp/fragments.ts';
import { guidFromBytes } from '../../src/winrm/psrp/guid.ts';
import { messageTypes, messageValue, readMessage } from '../../src/winrm/psrp/messages.ts';
import { ns } from '../../src/winrm/wsman/names.ts';
import { child, type XmlElement } from '../../src/winrm/wsman/xml.ts';
import { readXml } from '../../src/winrm/wsman/xml-reader.ts';

const folder = new URL('../../../shared/recordings/', import.meta.url);

/** Undefined where the folder is not there. */
export const recordings: readonly string[] | undefined = existsSync(folder)
  ? readdirSync(folder).filter(name => name.endsWith('.yml'))
  : undefined;

export interface Exchange {
  readonly request: string;
  readonly response?: string;
  readonly transport_error?: { readonly protocol: string; readonly code: number };
  readonly auth_error?: unknown;
  readonly http_error?: unknown;
  /** Seconds that passed before the answer. */
  readonly timeout?: number;
}

export function readRecording(name: string): readonly Exchange[] {
  return (parse(readFileSync(new URL(name, folder), 'utf8')) as { messages: Exchange[] }).messages;
}

export interface Message {
  readonly type: number;
  /** Header ids as printed from little-endian and from big-endian bytes: recordings have both. */
  readonly pool: readonly string[];
  readonly pipeline: readonly string[];
  readonly value: PsValue;
}

export interface Blob {
  /** Where it was: element and stream. */
  readonly where: string;
  readonly commandId: string | undefined;
  readonly bytes: Buffer;
}

/** A SOAP message without what may differ: prefixes, message ids, times, the spelling of empty elements. */
export interface Meaning {
  readonly action: string;
  readonly resourceUri: string | undefined;
  readonly maxEnvelopeSize: string | undefined;
  readonly sessionId: string;
  /** Every header by name, with what it must be understood as and its language. */
  readonly headers: readonly string[];
  readonly options: readonly string[];
  readonly selectors: Readonly<Record<string, string>>;
  /** The body as nested arrays; stream data is taken out. */
  readonly body: unknown;
  readonly blobs: readonly Blob[];
  /** Whether the data is PSRP; else it is the bytes of a cmd shell. */
  readonly psrp: boolean;
}

const blobElements = new Set(['creationXml', 'connectXml', 'connectResponseXml']);

function bigEndianGuid(bytes: Uint8Array, offset: number): string {
  const hex = Buffer.from(bytes.subarray(offset, offset + 16))
    .toString('hex')
    .toUpperCase();
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Both readings of a GUID in a message header. */
export function headerGuids(bytes: Uint8Array, offset: number): readonly string[] {
  return [guidFromBytes(bytes, offset), bigEndianGuid(bytes, offset)];
}

function isBlob(element: XmlElement, psrp: boolean): boolean {
  if (blobElements.has(element.name)) return true;
  return element.uri === ns.shell && (element.name === 'Stream' || (psrp && element.name === 'Arguments'));
}

interface Reading {
  readonly psrp: boolean;
  readonly blobs: Blob[];
}

function canonical(element: XmlElement, parent: XmlElement | undefined, into: Reading): unknown {
  // Where a stream ends is a matter of how its data was cut.
  const attributes = [...element.attributes]
    .filter(([name]) => name !== 'End')
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  if (isBlob(element, into.psrp)) {
    const commandId = element.attributes.get('CommandId') ?? parent?.attributes.get('CommandId');
    into.blobs.push({ where: element.name, commandId, bytes: Buffer.from(element.text, 'base64') });
    return [`{${element.uri}}${element.name}`, attributes, 'data'];
  }
  const children = element.children.map(part => canonical(part, element, into));
  return [`{${element.uri}}${element.name}`, attributes, children.length > 0 ? children : element.text.trim()];
}

function headerNames(element: XmlElement): readonly string[] {
  const attributes = [...element.attributes].map(([name, value]) => `${name}=${value}`).sort();
  const inner = element.name === 'ReplyTo' ? element.children.flatMap(headerNames) : [];
  return [`{${element.uri}}${element.name} ${attributes.join(' ')}`, ...inner];
}

/** What a request or response says. */
export function meaningOf(soap: string): Meaning {
  const root = readXml(soap);
  const header = child(root, ns.soap, 'Header');
  const text = (uri: string, name: string): string | undefined => child(header, uri, name)?.text.trim();
  const resourceUri = text(ns.wsman, 'ResourceURI');
  const blobs: Blob[] = [];
  const psrp = resourceUri?.endsWith('/cmd') !== true;
  const options = child(header, ns.wsman, 'OptionSet')?.children ?? [];
  const selectors = child(header, ns.wsman, 'SelectorSet')?.children ?? [];
  return {
    action: text(ns.addressing, 'Action') ?? '',
    resourceUri,
    maxEnvelopeSize: text(ns.wsman, 'MaxEnvelopeSize'),
    sessionId: (text(ns.wsmv, 'SessionId') ?? '').replace('uuid:', ''),
    headers: (header?.children ?? []).flatMap(headerNames).sort(),
    options: options
      .map(
        one => `${one.attributes.get('Name')}=${one.text.trim()} must=${one.attributes.get('MustComply') ?? 'false'}`,
      )
      .sort(),
    selectors: Object.fromEntries(selectors.map(one => [one.attributes.get('Name') ?? '', one.text.trim()])),
    body: child(root, ns.soap, 'Body')?.children.map(part => canonical(part, undefined, { psrp, blobs })),
    blobs,
    psrp,
  };
}

/** Puts the PSRP messages of one direction together, stream by stream. */
export function createReassembly(): (blob: Blob) => Message[] {
  const streams = new Map<string, Defragmenter>();
  return blob => {
    const key = blob.commandId ?? '';
    const defragmenter = streams.get(key) ?? createDefragmenter();
    streams.set(key, defragmenter);
    return defragmenter.push(blob.bytes).map(bytes => {
      const message = readMessage(bytes);
      return {
        type: message.type,
        pool: headerGuids(bytes, 8),
        pipeline: headerGuids(bytes, 24),
        value: message.type === messageTypes.endOfPipelineInput ? null : messageValue(message),
      };
    });
  };
}

/** Numbers of the messages that begin in these fragments. */
export function messageNumbers(bytes: Buffer): readonly bigint[] {
  const numbers: bigint[] = [];
  for (let at = 0; at + 21 <= bytes.length; at += 21 + bytes.readUInt32BE(at + 17)) {
    if (((bytes[at + 16] ?? 0) & 1) === 1) numbers.push(bytes.readBigUInt64BE(at));
  }
  return numbers;
}

/** Types of the PSRP messages in a SOAP text, cut out by hand: nothing of ours reads them. */
export function rawMessageTypes(soap: string): readonly number[] {
  const types: number[] = [];
  for (const [, text = ''] of soap.matchAll(/<[\w:]*(?:Stream|Xml)[^>]*>([A-Za-z0-9+/=]{28,})</g)) {
    const bytes = Buffer.from(text, 'base64');
    for (let at = 0; at + 21 <= bytes.length; at += 21 + bytes.readUInt32BE(at + 17)) {
      if (((bytes[at + 16] ?? 0) & 1) === 1) types.push(bytes.readUInt32LE(at + 25));
    }
  }
  return types;
}
