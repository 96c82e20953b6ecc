// XML as small as WS-Man and CLIXML need it: how it is written, as strings, and how one finds a way about in what xml-reader.ts gives.
// That is a light tree, read once from beginning to end. Elements are found by namespace URI and local name, never by prefix
// (facts: winrm 1.2): machines choose their own.

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
