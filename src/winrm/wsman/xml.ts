// XML in both directions, as small as WS-Man and CLIXML need it: strings out, a light tree in.
// Elements are found by namespace URI and local name, never by prefix (facts: winrm 1.2). A DTD is refused, depth and size are
// capped before anything is built: the reader behind it is quadratic in depth (facts: tooling, saxes).

import { SaxesParser, type SaxesTagNS } from 'saxes';
import { WinrmError } from '../errors.ts';

/** One element: `uri` and `name` identify it; `text` is its own character data, joined. */
export interface XmlElement {
  readonly uri: string;
  readonly name: string;
  /** Unqualified attributes by name, qualified ones by `{uri}name`. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

export interface XmlLimits {
  /** Levels of nesting; 64 unless told. */
  readonly depth?: number;
  /** UTF-16 units of the document; 16 Mi unless told. */
  readonly size?: number;
}

/** Attributes of one element; no message has more than a few. */
const maxAttributes = 1000;
const noAttributes: ReadonlyMap<string, string> = new Map();
const noChildren: readonly XmlElement[] = [];
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/u;
const special = /[&<>"\r\n\t]/;
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
  '\n': '&#xA;',
  '\t': '&#x9;',
};

function assertWritable(text: string): void {
  if (forbidden.test(text)) {
    throw new WinrmError(
      'WINRM_USAGE_INVALID',
      'text with control characters or half a surrogate pair has no form in XML',
    );
  }
}

/** Character data. Throws WINRM_USAGE_INVALID for characters that XML 1.0 cannot say. */
export function escapeText(text: string): string {
  assertWritable(text);
  return special.test(text) ? text.replace(/[&<>\r]/g, found => entities[found] ?? found) : text;
}

/** Attribute value, for double quotes. Line ends and tabs are written as references, else a reader makes them spaces. */
export function escapeAttribute(text: string): string {
  assertWritable(text);
  return special.test(text) ? text.replace(/[&<>"\r\n\t]/g, found => entities[found] ?? found) : text;
}

/** @param content markup that is already escaped. */
export function element(name: string, attributes: Readonly<Record<string, string | undefined>>, content = ''): string {
  let tag = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) tag += ` ${key}="${escapeAttribute(value)}"`;
  }
  return content === '' ? `${tag}/>` : `${tag}>${content}</${name}>`;
}

interface Building {
  uri: string;
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[] | typeof noChildren;
  text: string;
}

function refuse(reason: string): never {
  throw new WinrmError('WINRM_PROTOCOL_VIOLATED', `unreadable XML: ${reason}`);
}

function readAttributes(tag: SaxesTagNS): ReadonlyMap<string, string> {
  let found: Map<string, string> | undefined;
  for (const attribute of Object.values(tag.attributes)) {
    if (attribute.prefix === 'xmlns' || attribute.name === 'xmlns') continue;
    found ??= new Map();
    found.set(attribute.uri === '' ? attribute.local : `{${attribute.uri}}${attribute.local}`, attribute.value);
  }
  return found ?? noAttributes;
}

/** Reads one document. Throws WINRM_PROTOCOL_VIOLATED for whatever is not well formed, has a DTD, or passes a limit. */
export function readXml(document: string, limits: XmlLimits = {}): XmlElement {
  const maxDepth = limits.depth ?? 64;
  if (document.length > (limits.size ?? 16 * 1024 * 1024)) refuse('too large');
  const parser = new SaxesParser({ xmlns: true, position: false, defaultXMLVersion: '1.0', forceXMLVersion: true });
  const open: Building[] = [];
  let root: XmlElement | undefined;
  parser.on('doctype', () => refuse('document type declarations are not accepted'));
  // The message quotes the document, which may be a name of megabytes.
  parser.on('error', cause => refuse(cause.message.slice(0, 200)));
  let attributes = 0;
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > maxAttributes) refuse(`more than ${maxAttributes} attributes`);
  });
  parser.on('opentag', tag => {
    attributes = 0;
    if (open.length >= maxDepth) refuse(`deeper than ${maxDepth} levels`);
    open.push({ uri: tag.uri, name: tag.local, attributes: readAttributes(tag), children: noChildren, text: '' });
  });
  const addText = (text: string): void => {
    const current = open.at(-1);
    if (current !== undefined) current.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const done = open.pop();
    if (done === undefined) refuse('an end tag without a start');
    const parent = open.at(-1);
    if (parent === undefined) root = done;
    else if (parent.children === noChildren) parent.children = [done];
    else (parent.children as XmlElement[]).push(done);
  });
  parser.write(document.startsWith('\ufeff') ? document.slice(1) : document).close();
  return root ?? refuse('no element');
}

/** First child with this name; undefined when there is none. */
export function child(parent: XmlElement | undefined, uri: string, name: string): XmlElement | undefined {
  return parent?.children.find(candidate => candidate.name === name && candidate.uri === uri);
}

/** All children with this name, in order. */
export function childrenNamed(parent: XmlElement | undefined, uri: string, name: string): readonly XmlElement[] {
  return parent?.children.filter(candidate => candidate.name === name && candidate.uri === uri) ?? [];
}

/** Text of a child, trimmed: some machines pretty-print (facts: winrm 5.2). */
export function childText(parent: XmlElement | undefined, uri: string, name: string): string | undefined {
  return child(parent, uri, name)?.text.trim();
}

/** First element with this name anywhere below, the element itself included, in document order. */
export function descendant(from: XmlElement | undefined, uri: string, name: string): XmlElement | undefined {
  if (from === undefined) return undefined;
  if (from.name === name && from.uri === uri) return from;
  for (const candidate of from.children) {
    const found = descendant(candidate, uri, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
