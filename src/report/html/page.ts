// report.html: the whole report in one file, for people: no network, no picture, no framework. A strict policy stands in its head: only
// this style and this script, each named by its hash, may act, and nothing may be loaded. Every text from outside is escaped on its
// way in. The order is that of all reports: verdict, why, what next, rings, machines that need eyes, timeline, plan against actual,
// what was proved, and last all machines.
import { hash } from 'node:crypto';
import { colours } from '../../model/conclusion.ts';
import { deadlineLine, forecastLine } from '../deadline.ts';
import { escapeMarkup } from '../markup.ts';
import type { Summary } from '../summary.ts';
import { instantText } from '../words.ts';
import { attentionList, evidenceData } from './evidence.ts';
import { planTables, ringCards, serviceTable } from './rings.ts';
import { script } from './script.ts';
import { style } from './style.ts';
import { machineTable } from './table.ts';
import { timelineOf } from './timeline.ts';

const sourceOf = (text: string): string => `'sha256-${hash('sha256', text, 'base64')}'`;

const policy = [
  "default-src 'none'",
  `style-src ${sourceOf(style)}`,
  `script-src ${sourceOf(script)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The whole page. */
export function pageOf(summary: Summary): string {
  const title = escapeMarkup(`${summary.conclusion}: ${summary.rolloutId}`);
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">',
    `<title>${title}</title>`,
    `<style>${style}</style></head><body>`,
    '<a class="skip" href="#machines">To the table of machines</a>',
    header(summary),
    '<main>',
    ...sections(summary),
    '</main>',
    `<script type="application/json" id="evidence">${evidenceData(summary.machines)}</script>`,
    `<script>${script}</script>`,
    '</body></html>',
    '',
  ].join('\n');
}

function header({ line, conclusion, standing, rolloutId, updates, planHash, at }: Summary): string {
  const [, word = '', rest = line] = /^([A-Z]+(?: [A-Z]+)*)(.*)$/s.exec(line) ?? [];
  const { figures } = standing;
  const tiles = [
    ['machines', figures.machines, false],
    ['updated', figures.updated, false],
    ['hit', figures.hit, true],
    ['undone', figures.undone, false],
    ['stranded', figures.stranded, true],
    ['skipped', figures.skipped, false],
    ['never touched', figures.untouched, false],
  ] as const;
  const shown = tiles.filter(([name, count]) => count > 0 || name === 'updated' || name === 'hit');
  const meta = `Rollout ${rolloutId}: ${updates}. Plan ${planHash.slice(0, 12)}, ${instantText(at)}.`;
  return [
    `<header><div class="verdict ${colours[conclusion]}"><h1><span class="word">${escapeMarkup(word)}</span>${escapeMarkup(rest)}</h1>`,
    `<p class="meta">${escapeMarkup(meta)}</p></div>`,
    '<dl class="figures">',
    ...shown.map(
      ([name, count, isBad]) =>
        `<div${isBad && count > 0 ? ' class="bad"' : ''}><dt>${name}</dt><dd>${count}</dd></div>`,
    ),
    '</dl></header>',
  ].join('');
}

function sections(summary: Summary): readonly string[] {
  const { why, rings, services, attention, timeline, proof, machines, compliance } = summary;
  const late = [deadlineLine(compliance), forecastLine(compliance)].filter(text => text !== undefined);
  return [
    section('why', 'Why', list(why)),
    section('next', 'What to do next', [commands(summary.next), list(late)].join('')),
    section('rings', 'Rings', ringCards(rings)),
    ...(services.length === 0 ? [] : [section('services', 'Services', serviceTable(services))]),
    section('eyes', 'Machines that need eyes', attentionList(attention)),
    section('timeline', 'Timeline', timelineOf(timeline)),
    section('plan', 'Plan against actual', planTables(rings)),
    section('proved', 'What was proved', list(proof.proved)),
    section('uncovered', 'What was not covered', list(proof.notCovered)),
    section('machines', 'All machines', machineTable(machines, rings)),
  ];
}

/** Nothing where there is nothing to tell. */
function section(id: string, title: string, content: string): string {
  return content === ''
    ? ''
    : `<section id="${id}" aria-labelledby="h-${id}"><h2 id="h-${id}">${title}</h2>${content}</section>`;
}

function list(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `<ul>${lines.map(text => `<li>${escapeMarkup(text)}</li>`).join('')}</ul>`;
}

/** One click selects a whole command. */
function commands(lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return `<div class="next">${lines.map(text => `<code>${escapeMarkup(text)}</code>`).join('')}</div>`;
}
