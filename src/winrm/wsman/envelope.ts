// SOAP 1.2 envelopes with the WS-Man headers that Windows was recorded to accept (facts: winrm 1.3), in both directions.
// A request is written by the client and read by the peer, a response the other way round; bodies are the business of the
// message files. Durations are milliseconds in memory and `PT…S` on the wire.

import { WinrmError } from '../errors.ts';
import { actions, anonymous, ns, prefixes } from './names.ts';
import { child, childrenNamed, childText, element, escapeText, type XmlElement } from './xml.ts';
import { readXml } from './xml-reader.ts';

export interface WsmanOption {
  readonly name: string;
  readonly value: string;
  readonly mustComply?: boolean;
}

/** Headers of a request. Ids are upper-case GUIDs without `uuid:`. */
export interface RequestHeader {
  readonly action: string;
  readonly to: string;
  readonly messageId: string;
  readonly resourceUri?: string | undefined;
  /** One per client session: Reconnect is accepted only with the one of Disconnect. */
  readonly sessionId?: string | undefined;
  readonly maxEnvelopeSize: number;
  /** Milliseconds that the machine may take. */
  readonly operationTimeout: number;
  readonly options?: readonly WsmanOption[] | undefined;
  readonly selectors?: Readonly<Record<string, string>> | undefined;
}

export interface Request {
  readonly header: RequestHeader;
  /** First element of the body. */
  readonly body: XmlElement | undefined;
}

export interface Response {
  readonly action: string;
  /** Undefined where the machine left it out, as it does on some faults. */
  readonly relatesTo: string | undefined;
  /** Correlates with the Windows-Remote-Management/Operational log. */
  readonly activityId: string | undefined;
  readonly body: XmlElement | undefined;
}

const opening = `<s:Envelope ${Object.entries(prefixes)
  .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
  .join(' ')}>`;
const language = { 's:mustUnderstand': 'false', 'xml:lang': 'en-US' };
const must = { 's:mustUnderstand': 'true' };
const fixedHeaders =
  element('wsmv:DataLocale', language) +
  element('wsman:Locale', language) +
  element('wsa:ReplyTo', {}, element('wsa:Address', must, anonymous));

/** `PT20S`, `PT0.500S`. */
export function writeDuration(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? `PT${milliseconds / 1000}S` : `PT${(milliseconds / 1000).toFixed(3)}S`;
}

const durationText = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Milliseconds of an xsd:duration of days to seconds; undefined when it is none. */
export function readDuration(text: string | undefined): number | undefined {
  const parts = text === undefined ? null : durationText.exec(text.trim());
  if (parts === null) return undefined;
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = parts;
  return Math.round(((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000);
}

/** OptionSet. */
function writeOptions(options: readonly WsmanOption[] | undefined): string {
  if (options === undefined || options.length === 0) return '';
  const items = options.map(option =>
    element(
      'wsman:Option',
      { MustComply: option.mustComply === true ? 'true' : undefined, Name: option.name },
      escapeText(option.value),
    ),
  );
  return element('wsman:OptionSet', must, items.join(''));
}

/** SelectorSet, for headers, filters and references alike. */
export function writeSelectors(selectors: Readonly<Record<string, string>> | undefined): string {
  const items = Object.entries(selectors ?? {}).map(([name, value]) =>
    element('wsman:Selector', { Name: name }, escapeText(value)),
  );
  return items.length === 0 ? '' : element('wsman:SelectorSet', {}, items.join(''));
}

/** @param body markup of the body's content. */
export function writeRequest(header: RequestHeader, body: string): Uint8Array {
  const text =
    `${opening}<s:Header>${element('wsa:Action', must, escapeText(header.action))}${fixedHeaders}` +
    element('wsman:MaxEnvelopeSize', must, String(header.maxEnvelopeSize)) +
    element('wsa:MessageID', {}, `uuid:${escapeText(header.messageId)}`) +
    element('wsman:OperationTimeout', {}, writeDuration(header.operationTimeout)) +
    (header.resourceUri === undefined ? '' : element('wsman:ResourceURI', must, escapeText(header.resourceUri))) +
    (header.sessionId === undefined
      ? ''
      : element('wsmv:SessionId', { 's:mustUnderstand': 'false' }, `uuid:${escapeText(header.sessionId)}`)) +
    element('wsa:To', {}, escapeText(header.to)) +
    `${writeOptions(header.options)}${writeSelectors(header.selectors)}</s:Header>` +
    `${element('s:Body', {}, body)}</s:Envelope>`;
  return Buffer.from(text);
}

/** @param header what the response answers. */
export function writeResponse(
  header: { readonly action: string; readonly messageId: string; readonly relatesTo?: string | undefined },
  body: string,
): Uint8Array {
  const text =
    `${opening}<s:Header>${element('wsa:Action', {}, escapeText(header.action))}` +
    element('wsa:MessageID', {}, `uuid:${escapeText(header.messageId)}`) +
    element('wsa:To', {}, anonymous) +
    (header.relatesTo === undefined ? '' : element('wsa:RelatesTo', {}, `uuid:${escapeText(header.relatesTo)}`)) +
    `</s:Header>${element('s:Body', {}, body)}</s:Envelope>`;
  return Buffer.from(text);
}

const decoder = new TextDecoder('utf-8');

function readEnvelope(bytes: Uint8Array): { readonly header: XmlElement | undefined; readonly body: XmlElement } {
  const root = readXml(decoder.decode(bytes));
  const body = child(root, ns.soap, 'Body');
  if (root.name !== 'Envelope' || root.uri !== ns.soap || body === undefined) {
    throw new WinrmError('WINRM_PROTOCOL_VIOLATED', 'not a SOAP 1.2 envelope');
  }
  return { header: child(root, ns.soap, 'Header'), body };
}

function readId(text: string | undefined): string | undefined {
  return text?.replace(/^(?:urn:)?uuid:/i, '').toUpperCase();
}

/** Selectors of a SelectorSet element. */
export function readSelectors(set: XmlElement | undefined): Record<string, string> {
  const pairs = childrenNamed(set, ns.wsman, 'Selector').map(
    selector => [selector.attributes.get('Name') ?? '', selector.text.trim()] as const,
  );
  return Object.fromEntries(pairs);
}

function readOptions(set: XmlElement | undefined): WsmanOption[] {
  return childrenNamed(set, ns.wsman, 'Option').map(option => ({
    name: option.attributes.get('Name') ?? '',
    value: option.text.trim(),
    ...(option.attributes.get('MustComply') === 'true' ? { mustComply: true } : {}),
  }));
}

/** Reads a request. Throws WINRM_PROTOCOL_VIOLATED for whatever is not a SOAP envelope. */
export function readRequest(bytes: Uint8Array): Request {
  const { header, body } = readEnvelope(bytes);
  const size = Number(childText(header, ns.wsman, 'MaxEnvelopeSize'));
  return {
    header: {
      action: childText(header, ns.addressing, 'Action') ?? '',
      to: childText(header, ns.addressing, 'To') ?? '',
      messageId: readId(childText(header, ns.addressing, 'MessageID')) ?? '',
      resourceUri: childText(header, ns.wsman, 'ResourceURI'),
      sessionId: readId(childText(header, ns.wsmv, 'SessionId')),
      maxEnvelopeSize: Number.isSafeInteger(size) && size > 0 ? size : 153_600,
      operationTimeout: readDuration(childText(header, ns.wsman, 'OperationTimeout')) ?? 60_000,
      options: readOptions(child(header, ns.wsman, 'OptionSet')),
      selectors: readSelectors(child(header, ns.wsman, 'SelectorSet')),
    },
    body: body.children[0],
  };
}

/** Reads a response, faults included. Throws WINRM_PROTOCOL_VIOLATED for whatever is not a SOAP envelope. */
export function readResponse(bytes: Uint8Array): Response {
  const { header, body } = readEnvelope(bytes);
  return {
    action: childText(header, ns.addressing, 'Action') ?? '',
    relatesTo: readId(childText(header, ns.addressing, 'RelatesTo')),
    activityId: childText(header, ns.wsmv, 'ActivityId'),
    body: body.children[0],
  };
}

/** Action of the response to a request. */
export function responseAction(action: string): string {
  return action === '' ? actions.fault : `${action}Response`;
}
