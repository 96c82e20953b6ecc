// Text of machines is untrusted: a service name may be written to look like a command of the pipeline. Here it is made harmless:
// nothing in it is read as a command, breaks its line, hides itself, repaints the terminal, floods the log or draws Markdown.
// Rules of the real parsers (facts: pipeline-hosts 3.1, 3.2, 4): GitHub `::name::` at the start of a line after white space, and
// `##[name]` anywhere; Azure `##vso[area.event]` anywhere. Both search with .NET's culture rules, which skip characters without
// weight, so nothing that is not visible ASCII between two marks keeps them apart.
import { stripVTControlCharacters } from 'node:util';

/** Longest line of the log in UTF-16 units; what is longer is cut and says by how much. */
export const longestLine = 4_000;

/** Longest piece of untrusted text inside a table or a sentence of Markdown. */
const longestInMarkdown = 500;

const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
const invisible = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const loneSurrogate = /\p{Cs}/gu;

/** One visible line: breaks become spaces; escape sequences, control, bidi and invisible characters are dropped. */
export function oneLine(text: string): string {
  return stripVTControlCharacters(text.replace(breaks, ' ')).replace(invisible, '').replace(loneSurrogate, '\ufffd');
}

const commandAtStart = /^([^!-~]*:)([^ -~]*:)/u;
const commandAnywhere = /(#[^ -~]*#)([^ -~]*(?:\[|v[^ -~]*s[^ -~]*o))/giu;

/** A whole line as it may be printed: no parser of a pipeline finds a command in it. Neutralising twice is neutralising once. */
export function neutral(text: string, limit = longestLine): string {
  return shorten(text, limit, line => line.replace(commandAnywhere, '$1_$2').replace(commandAtStart, '$1_$2'));
}

/**
 * JSON as it may be printed where a pipeline or a terminal reads along: nothing of its meaning changes, since what could be a command or
 * an invisible character is written as an escape.
 */
export function neutralJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2)
    .replace(/#(?=[^ -~]*#)/gu, '\\u0023')
    .replace(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, mark => (mark === '\n' ? mark : escaped(mark)));
}

function escaped(mark: string): string {
  return mark
    .split('')
    .map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/**
 * Untrusted text inside Markdown: a table cell, a list item, a sentence. Draws nothing, links nothing, mentions nobody, stays one line.
 * Each character is escaped for itself, so that a secret inside the text can still be found and masked.
 */
export function escapeMarkdown(text: string, limit = longestInMarkdown): string {
  return escapeMarks(shorten(text, limit));
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '@': '@\u2060' };

/** The escaping alone, for the masker, which must know how a secret looks afterwards. */
export function escapeMarks(text: string): string {
  return text
    .replace(/[\\`*_[\]#!|~:${}^]/g, '\\$&')
    .replace(/[&<>@]/g, mark => entities[mark] ?? mark)
    .replace(/www\./gi, mark => `${mark.slice(0, 3)}\\.`);
}

/** One line of at most `limit` units, the note on what is missing included. Only the beginning of a huge text is looked at. */
function shorten(text: string, limit: number, change: (line: string) => string = line => line): string {
  const looked = text.slice(0, 4 * limit);
  const line = change(oneLine(looked));
  const unseen = text.length - looked.length;
  if (line.length + unseen <= limit) return line;
  const kept = line.slice(0, Math.max(0, limit - 40)).replace(/[\ud800-\udbff]$/, '');
  return `${kept}… (${line.length - kept.length + unseen} more characters)`;
}
