// Enumerate and Pull in both directions (facts: winrm 1.10, 1.11): the inventory of shells and every reading of CIM go through here.
// Optimised: the first answer may hold items already; older hosts put one there and the rest into pulls.
// A page without a context, or with an empty one, is the last, whether or not it says so.

import { readSelectors, writeSelectors } from './envelope.ts';
import { dialects, ns } from './names.ts';
import { child, childText, element, escapeText, type XmlElement } from './xml.ts';

/** MaxBatchItems of every machine seen. */
export const maxBatchItems = 32_000;

export type EnumerateFilter =
  | { readonly kind: 'selectors'; readonly selectors: Readonly<Record<string, string>> }
  | { readonly kind: 'wql'; readonly query: string };

function writeFilter(filter: EnumerateFilter | undefined): string {
  if (filter === undefined) return '';
  return filter.kind === 'wql'
    ? element('wsman:Filter', { Dialect: dialects.wql }, escapeText(filter.query))
    : element('wsman:Filter', { Dialect: dialects.selector }, writeSelectors(filter.selectors));
}

export function writeEnumerate(filter?: EnumerateFilter): string {
  const content =
    element('wsman:OptimizeEnumeration', {}) +
    element('wsman:MaxElements', {}, String(maxBatchItems)) +
    writeFilter(filter);
  return element('wsen:Enumerate', {}, content);
}

export function readEnumerate(body: XmlElement | undefined): EnumerateFilter | undefined {
  const filter = child(body, ns.wsman, 'Filter');
  if (filter === undefined) return undefined;
  if (filter.attributes.get('Dialect') === dialects.wql) return { kind: 'wql', query: filter.text.trim() };
  return { kind: 'selectors', selectors: readSelectors(child(filter, ns.wsman, 'SelectorSet')) };
}

export function writePull(context: string): string {
  const content =
    element('wsen:EnumerationContext', {}, escapeText(context)) +
    element('wsen:MaxElements', {}, String(maxBatchItems));
  return element('wsen:Pull', {}, content);
}

export function readPull(body: XmlElement | undefined): string {
  return childText(body, ns.enumeration, 'EnumerationContext') ?? '';
}

export function writeRelease(context: string): string {
  return element('wsen:Release', {}, element('wsen:EnumerationContext', {}, escapeText(context)));
}

/** One page. */
export interface Page {
  readonly items: readonly XmlElement[];
  /** Where to go on; undefined at the end. */
  readonly context: string | undefined;
}

/** @param items markup of each item. @param context undefined: the last page. */
export function writePage(kind: 'Enumerate' | 'Pull', items: readonly string[], context: string | undefined): string {
  const where = element('wsen:EnumerationContext', {}, context === undefined ? '' : escapeText(context));
  // Of an EnumerateResponse the items are an extension of WS-Man, of a PullResponse they are its own.
  const prefix = kind === 'Enumerate' ? 'wsman' : 'wsen';
  const end = context === undefined ? element(`${prefix}:EndOfSequence`, {}) : '';
  return element(`wsen:${kind}Response`, {}, where + element(`${prefix}:Items`, {}, items.join('')) + end);
}

/** Reads both kinds of page. */
export function readPage(body: XmlElement | undefined): Page {
  const either = (name: string): XmlElement | undefined =>
    child(body, ns.wsman, name) ?? child(body, ns.enumeration, name);
  const context = childText(body, ns.enumeration, 'EnumerationContext');
  const ended = either('EndOfSequence') !== undefined || context === undefined || context === '';
  return { items: either('Items')?.children ?? [], context: ended ? undefined : context };
}
