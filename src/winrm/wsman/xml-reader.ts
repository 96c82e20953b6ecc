// A reader of XML 1.0 with namespaces, whole documents only: strict, linear in their size, nothing but a light tree.
// Every answer of a machine is read twice, as SOAP and as CLIXML inside it: a general parser that looks at each character took a fifth
// of the client's time. Here native searches find the next mark, and one search before the first says whether every character is one.
// Elements are known by namespace URI and local name, never by prefix (facts: winrm 1.2). A DTD is refused, and depth, size and
// attributes are capped before anything is built. Held against another parser by property tests.

import { WinrmError } from '../errors.ts';
import { Namespaces } from './namespaces.ts';
import type { XmlElement } from './xml.ts';

export interface XmlLimits {
  /** Levels of nesting; 64 unless told. */
  readonly depth?: number;
  /** UTF-16 units of the document; 16 Mi unless told. */
  readonly size?: number;
}

/** Attributes of one element; no message has more than a few. */
const maxAttributes = 1000;
/** UTF-16 units whose line ends are made plain at once. */
const linesPiece = 16_384;
const noAttributes: ReadonlyMap<string, string> = new Map();
const noChildren: readonly XmlElement[] = [];

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/u;

// Characters above the first plane are written as their halves: no half stands alone in what has passed `forbidden`, and loops over
// single units need no stack in the engine of regular expressions.
const nameStart =
  'A-Z_a-z\\xc0-\\xd6\\xd8-\\xf6\\xf8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef' +
  '\\u3001-\\udb7f\\uf900-\\ufdcf\\ufdf0-\\ufffd';
const ncName = `[${nameStart}][${nameStart}\\-.0-9\\xb7\\u0300-\\u036f\\u203f\\u2040\\udc00-\\udfff]*`;
const qName = `(${ncName})(?::(${ncName}))?`;
const startOfTag = new RegExp(`<${qName}`, 'y');
const endOfStartTag = /[ \t\n]*(\/?)>/y;
const endOfEndTag = /[ \t\n]*>/y;
const attributeName = new RegExp(`[ \\t\\n]+${qName}[ \\t\\n]*=[ \\t\\n]*(["'])`, 'y');
const instruction = new RegExp(`<\\?(${ncName})(?=[ \\t\\n]|\\?>)`, 'y');
const declaration = new RegExp(
  '<\\?xml[ \\t\\n]+version[ \\t\\n]*=[ \\t\\n]*(?:"1\\.[0-9]+"|\'1\\.[0-9]+\')' +
    '(?:[ \\t\\n]+encoding[ \\t\\n]*=[ \\t\\n]*(?:"[A-Za-z][\\w.-]*"|\'[A-Za-z][\\w.-]*\'))?' +
    '(?:[ \\t\\n]+standalone[ \\t\\n]*=[ \\t\\n]*(?:"(?:yes|no)"|\'(?:yes|no)\'))?[ \\t\\n]*\\?>',
  'y',
);
const notSpace = /[^ \t\n]/;
const reference = /&(?:(lt|gt|amp|quot|apos)|#([0-9]+)|#x([0-9a-fA-F]+));/y;
const predefined: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function refuse(reason: string): never {
  throw new WinrmError('WINRM_PROTOCOL_VIOLATED', `unreadable XML: ${reason}`);
}

function character(digits: string, radix: number): string {
  const code = Number.parseInt(digits, radix);
  const text = code <= 0x10ffff ? String.fromCodePoint(code) : '\0';
  return forbidden.test(text) ? refuse('a reference to what is no character') : text;
}

/** Puts characters for references. Only those five names exist without a DTD. One after the other: a global `replace` keeps all matches. */
function resolved(text: string): string {
  let at = text.indexOf('&');
  if (at === -1) return text;
  let done = '';
  let from = 0;
  for (; at !== -1; at = text.indexOf('&', from)) {
    reference.lastIndex = at;
    const [, name, decimal, hex = ''] = reference.exec(text) ?? refuse('an unknown entity');
    done += text.slice(from, at);
    if (name !== undefined) done += predefined[name] ?? refuse('an unknown entity');
    else done += decimal === undefined ? character(hex, 16) : character(decimal, 10);
    from = reference.lastIndex;
  }
  return done + text.slice(from);
}

interface Building {
  readonly uri: string;
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  children: XmlElement[] | typeof noChildren;
  text: string;
}

/** An element whose end has not come yet, with what its end tag has to say. */
interface Open {
  readonly element: Building;
  readonly tag: string;
  readonly namespaces: Namespaces;
}

interface Attribute {
  readonly prefix: string;
  readonly name: string;
  readonly value: string;
}

class Reader {
  readonly #text: string;
  readonly #depth: number;
  readonly #open: Open[] = [];
  #at = 0;
  #root: XmlElement | undefined;

  constructor(text: string, depth: number) {
    this.#text = text;
    this.#depth = depth;
  }

  read(): XmlElement {
    const text = this.#text;
    this.#match(declaration);
    for (;;) {
      const mark = text.indexOf('<', this.#at);
      this.#characters(mark === -1 ? text.length : mark);
      if (mark === -1) break;
      this.#at = mark;
      const kind = text.charCodeAt(mark + 1);
      if (kind === 0x2f) this.#endTag();
      else if (kind === 0x21) this.#commentOrData();
      else if (kind === 0x3f) this.#instruction();
      else this.#startTag();
    }
    if (this.#open.length > 0) refuse('an element without an end');
    return this.#root ?? refuse('no element');
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#at = pattern.lastIndex;
    return found;
  }

  /** What stands between here and `mark`, found from here on. */
  #until(mark: string): string {
    const end = this.#text.indexOf(mark, this.#at);
    if (end === -1) refuse(`no ${mark}`);
    const between = this.#text.slice(this.#at, end);
    this.#at = end + mark.length;
    return between;
  }

  #characters(end: number): void {
    if (end === this.#at) return;
    const text = this.#text.slice(this.#at, end);
    const open = this.#open.at(-1);
    if (open === undefined) {
      if (notSpace.test(text)) refuse('text outside of its element');
      return;
    }
    if (text.includes(']]>')) refuse('the end of CDATA in text');
    open.element.text += resolved(text);
  }

  #commentOrData(): void {
    const text = this.#text;
    if (text.startsWith('<!--', this.#at)) {
      this.#at += 4;
      this.#until('--');
      if (text[this.#at] !== '>') refuse('two hyphens in a comment');
      this.#at += 1;
    } else if (text.startsWith('<![CDATA[', this.#at)) {
      const open = this.#open.at(-1) ?? refuse('text outside of its element');
      this.#at += 9;
      open.element.text += this.#until(']]>');
    } else if (text.startsWith('<!DOCTYPE', this.#at)) refuse('document type declarations are not accepted');
    else refuse('unknown markup');
  }

  #instruction(): void {
    const target = this.#match(instruction)?.[1] ?? refuse('the name of an instruction');
    if (target.toLowerCase() === 'xml') refuse('a declaration that is wrong or not at the start');
    this.#until('?>');
  }

  #endTag(): void {
    const open = this.#open.pop() ?? refuse('an end tag without a start');
    this.#at += 2;
    if (!this.#text.startsWith(open.tag, this.#at)) refuse('an end tag that is not of the open element');
    this.#at += open.tag.length;
    if (this.#match(endOfEndTag) === undefined) refuse('an end tag without its end');
    this.#close(open.element);
  }

  #close(done: XmlElement): void {
    const parent = this.#open.at(-1)?.element;
    if (parent === undefined) this.#root = done;
    else if (parent.children === noChildren) parent.children = [done];
    else (parent.children as XmlElement[]).push(done);
  }

  #startTag(): void {
    if (this.#open.length === 0 && this.#root !== undefined) refuse('more than one element');
    const [tag, first, second] = this.#match(startOfTag) ?? refuse('a tag without a name');
    const [prefix, name] = second === undefined ? ['', first ?? ''] : [first ?? '', second];
    const attributes = this.#attributes();
    const [, slash] = this.#match(endOfStartTag) ?? refuse('a start tag without its end');
    if (this.#open.length >= this.#depth) refuse(`deeper than ${this.#depth} levels`);
    const around = this.#open.at(-1)?.namespaces ?? Namespaces.none;
    const namespaces = around.with(attributes, refuse);
    const uri = namespaces.ofElement(prefix) ?? refuse('an undeclared prefix');
    const element = { uri, name, attributes: named(attributes, namespaces), children: noChildren, text: '' };
    if (slash === '/') this.#close(element);
    else this.#open.push({ element, tag: tag.slice(1), namespaces });
  }

  #attributes(): readonly Attribute[] {
    const found: Attribute[] = [];
    for (let start = this.#match(attributeName); start !== undefined; start = this.#match(attributeName)) {
      if (found.length === maxAttributes) refuse(`more than ${maxAttributes} attributes`);
      const [, first = '', second, quote = '"'] = start;
      const raw = this.#until(quote);
      if (raw.includes('<')) refuse('a tag in an attribute');
      const value = resolved(raw.includes('\n') || raw.includes('\t') ? raw.replace(/[\n\t]/g, ' ') : raw);
      found.push(second === undefined ? { prefix: '', name: first, value } : { prefix: first, name: second, value });
    }
    return found;
  }
}

/** By expanded name. Declarations are no attributes, but may not stand there twice either. */
function named(attributes: readonly Attribute[], namespaces: Namespaces): ReadonlyMap<string, string> {
  if (attributes.length === 0) return noAttributes;
  const found = new Map<string, string>();
  const declared = new Set<string>();
  for (const { prefix, name, value } of attributes) {
    const isDeclaration = prefix === 'xmlns' || (prefix === '' && name === 'xmlns');
    const uri = prefix === '' ? '' : (namespaces.ofPrefix(prefix) ?? refuse('an undeclared prefix'));
    const key = uri === '' ? name : `{${uri}}${name}`;
    if (found.has(key) || declared.has(key)) refuse('the same attribute twice');
    if (isDeclaration) declared.add(key);
    else found.set(key, value);
  }
  return found;
}

/** Every line end is one character. Piece by piece: a replacement in megabytes at once costs more than its share. */
function withPlainLines(text: string): string {
  if (!text.includes('\r')) return text;
  let plain = '';
  for (let from = 0, end = 0; from < text.length; from = end) {
    end = from + linesPiece;
    if (text.startsWith('\r\n', end - 1)) end += 1;
    plain += text.slice(from, end).replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  }
  return plain;
}

/** Reads one document. Throws WINRM_PROTOCOL_VIOLATED for whatever is not well formed, has a DTD, or passes a limit. */
export function readXml(document: string, limits: XmlLimits = {}): XmlElement {
  if (document.length > (limits.size ?? 16 * 1024 * 1024)) refuse('too large');
  if (forbidden.test(document)) refuse('a disallowed character');
  const text = document.startsWith('\ufeff') ? document.slice(1) : document;
  return new Reader(withPlainLines(text), limits.depth ?? 64).read();
}
