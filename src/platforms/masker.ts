// No byte that leaves carries a secret, on any platform: a terminal has no runner behind it that would mask. A secret is known in all
// the forms in which text can carry it: whole and line by line, base64 at every alignment (inside `user:password` too) of UTF-8 and
// UTF-16, URL-encoded, JSON- and XML-escaped, and as our own neutralising and Markdown escaping leave it.
// Overlapping finds are masked as one, so that no remainder of a secret is left beside its mask.
import { Buffer } from 'node:buffer';
import { escapeMarks, neutral, oneLine } from './neutral.ts';

/** Shorter secrets would mask half the log and protect nothing. */
export const shortestSecret = 4;
export const tooShort = `A secret of fewer than ${shortestSecret} characters cannot be masked: it would hide half the log. Use a longer one.`;

export interface Masker {
  /** Knows the value from now on. @returns its forms that are new, longest first; none when it is too short to be masked */
  add(value: string): readonly string[];
  mask(text: string): string;
  /** Every string inside a JSON value, keys too. Masking the JSON text itself could break it. */
  maskDeep(value: unknown): unknown;
  /** Untrusted text as one line of a log: masked and neutral. */
  clean(text: string, limit?: number): string;
}

export function createMasker(): Masker {
  // By their beginnings, so that a text is walked once however many secrets there are: there may be one for each machine.
  const formsByBeginning = new Map<string, readonly string[]>();

  function add(form: string): boolean {
    const beginning = form.slice(0, shortestSecret);
    const known = formsByBeginning.get(beginning) ?? [];
    if (known.includes(form)) return false;
    formsByBeginning.set(beginning, [...known, form]);
    return true;
  }

  function mask(text: string): string {
    if (formsByBeginning.size === 0) return text;
    let masked = '';
    let done = 0;
    for (let at = 0; at + shortestSecret <= text.length; at += 1) {
      for (const form of formsByBeginning.get(text.slice(at, at + shortestSecret)) ?? []) {
        if (!text.startsWith(form, at)) continue;
        if (at > done || masked === '') masked += `${text.slice(done, at)}***`;
        done = Math.max(done, at + form.length);
      }
    }
    return masked + text.slice(done);
  }

  function maskDeep(value: unknown): unknown {
    if (typeof value === 'string') return mask(value);
    if (Array.isArray(value)) return value.map(maskDeep);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [mask(key), maskDeep(inner)]));
  }

  return {
    add: value => formsOf(value).filter(add),
    mask,
    maskDeep,
    // Masked again at the end: dropping invisible characters can put a secret together.
    clean: (text, limit) => mask(neutral(mask(text), limit)),
  };
}

/** How text can carry the value, longest first. */
function formsOf(value: string): readonly string[] {
  const pieces = [value, value.trim(), ...value.split(/[\r\n]+/).map(line => line.trim())];
  const forms = pieces
    .filter(piece => piece.trim().length >= shortestSecret)
    .flatMap(piece => [piece, ...escapedForms(piece), ...base64Forms(piece, 'utf8'), ...base64Forms(piece, 'utf16le')]);
  return [...new Set(forms)]
    .filter(form => form.length >= shortestSecret)
    .sort((one, other) => other.length - one.length);
}

function escapedForms(piece: string): readonly string[] {
  // A lone surrogate has no UTF-8 and no URL form: it leaves as U+FFFD.
  const url = encodeURIComponent(Buffer.from(piece, 'utf8').toString('utf8'));
  const strict = url.replace(/[!'()*]/g, mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`); // .NET's
  const form = new URLSearchParams([['', piece]]).toString().slice(1);
  const json = JSON.stringify(piece).slice(1, -1);
  const xml = piece.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return [
    ...[url, strict, form].flatMap(text => [text, text.replace(/%[0-9A-F]{2}/g, code => code.toLowerCase())]),
    json,
    JSON.stringify(json).slice(1, -1),
    // Windows PowerShell's ConvertTo-Json
    json.replace(/[<>&']/g, mark => `\\u00${mark.charCodeAt(0).toString(16)}`),
    xml,
    xml.replace(/"/g, '&quot;').replace(/'/g, '&apos;'),
    oneLine(piece),
    neutral(piece, Number.MAX_SAFE_INTEGER),
    escapeMarks(oneLine(piece)),
  ];
}

/** What of the value's base64 does not depend on its neighbours, for each of the three alignments; and the whole. */
function base64Forms(piece: string, encoding: 'utf8' | 'utf16le'): readonly string[] {
  const bytes = Buffer.from(piece, encoding);
  const inner = [0, 1, 2].map(before => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
  return [bytes.toString('base64'), ...inner].flatMap(text => [
    text,
    text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, ''),
  ]);
}
