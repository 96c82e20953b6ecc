// The rings of the page: a stacked bar each, drawn as SVG, with the same counts in words beside it, and what was planned against what
// happened.
// Colours only repeat what the words say.
import { escapeMarkup } from '../markup.ts';
import { lookOf } from '../mermaid.ts';
import { hitText, type RingRow } from '../ring-row.ts';
import type { ServiceRow } from '../service.ts';
import { type TimeKind, timeKinds } from '../times.ts';
import { lengthText } from '../words.ts';

/** What a part of the bar is called, in the order in which it is drawn. */
const parts = [
  ['updated', 'updated'],
  ['needless', 'needed nothing'],
  ['undone', 'undone'],
  ['failed', 'failed'],
  ['stranded', 'stranded'],
  ['skipped', 'skipped'],
  ['busy', 'in hand'],
  ['untouched', 'never touched'],
] as const;

type Part = (typeof parts)[number][0];

function countsOf(ring: RingRow): Readonly<Record<Part, number>> {
  const { machines, updated, needless, undone, failed, stranded, skipped, untouched } = ring;
  const busy = Math.max(0, machines - updated - needless - undone - failed - stranded - skipped - untouched);
  return { updated, needless, undone, failed, stranded, skipped, busy, untouched };
}

/** One card a ring. */
export function ringCards(rings: readonly RingRow[]): string {
  return `<ol class="rings">${rings.map(card).join('')}</ol>`;
}

function card(ring: RingRow): string {
  const counts = countsOf(ring);
  const told = parts.filter(([part]) => counts[part] > 0);
  let x = 0;
  const bar = told.map(([part]) => {
    const width = (counts[part] / ring.machines) * 1_000;
    const rect = `<rect class="fill-${part}" x="${round(x)}" y="0" width="${round(width)}" height="10"/>`;
    x += width;
    return rect;
  });
  const words = told.map(([part, word]) => `<li><i class="dot dot-${part}"></i>${counts[part]} ${word}</li>`);
  return [
    `<li class="ring ${lookOf(ring)}">`,
    `<h3>${escapeMarkup(ring.name)} <span class="state">${escapeMarkup(ring.state)}</span></h3>`,
    `<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">${bar.join('')}</svg>`,
    `<ul class="legend">${words.join('')}</ul>`,
    '</li>',
  ].join('');
}

const timeWords: Readonly<Record<TimeKind, string>> = {
  work: 'Work',
  soak: 'Soak',
  window: 'Window',
  approval: 'Approval',
  opens: 'Not due',
  halted: 'Halted',
};

/** Two tables: counts and worst cases, and where the time went. */
export function planTables(rings: readonly RingRow[]): string {
  const counts = rings.map(ring => [
    ring.name,
    `${ring.started} of ${ring.machines}`,
    `${ring.waves.opened} of ${ring.waves.planned}`,
    hitText(ring),
    `${lengthText(ring.times.soak)} of ${lengthText(ring.soak)}`,
  ]);
  const heads = ['Ring', 'Started, of planned', 'Waves', 'Hit, of worst case', 'Soaked, of planned'];
  const spent = rings.map(({ name, times }) => [name, ...timeKinds.map(kind => lengthText(times[kind]))]);
  return [
    table('What was planned and what happened', heads, counts),
    table('Where the time went', ['Ring', ...timeKinds.map(kind => timeWords[kind])], spent),
  ].join('');
}

/** What gates of a service said; nothing where none was asked. */
export function serviceTable(services: readonly ServiceRow[]): string {
  if (services.length === 0) return '';
  const heads = ['After', 'Gate', 'Severity', 'Before', 'Verdict', 'Why'];
  const rows = services.map(({ after, gate, severity, before, verdict, reason }) => [
    after,
    gate,
    severity,
    before === null ? 'not asked' : `${before.verdict}: ${before.reason}`,
    verdict,
    reason,
  ]);
  return table('What gates of the service said', heads, rows);
}

/** A small table whose first column names its rows; it scrolls by itself where it is too wide. */
export function table(caption: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const body = rows.map(([first = '', ...cells]) => {
    const rest = cells.map(cell => `<td>${escapeMarkup(cell)}</td>`).join('');
    return `<tr><th scope="row">${escapeMarkup(first)}</th>${rest}</tr>`;
  });
  const head = heads.map(word => `<th scope="col">${escapeMarkup(word)}</th>`).join('');
  const label = escapeMarkup(caption);
  return [
    `<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table><caption>${label}</caption>`,
    `<thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>`,
  ].join('');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
