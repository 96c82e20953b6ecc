// The summary on the run's page, in Markdown: for GitHub with mermaid drawings, for Azure in plain tables of at most six columns (facts:
// rollout 6.3). Every piece that a machine or a person wrote goes through `harmless`, which the platform gives: this room does not know
// what a platform reads as a command. Sections are whole and come in the order of need: when the budget is spent the next ones are left
// out and named.
import { Buffer } from 'node:buffer';
import { deadlineLine, forecastLine, licenceLine } from './deadline.ts';
import type { MachineRow } from './machine-row.ts';
import { ganttOf, ringFlow } from './mermaid.ts';
import { hitText, type RingRow } from './ring-row.ts';
import type { ServiceRow } from './service.ts';
import type { Summary } from './summary.ts';
import type { Bar } from './timeline.ts';
import { timeKinds } from './times.ts';
import { instantText, lengthText } from './words.ts';

export interface Dialect {
  /** Makes untrusted text harmless inside a sentence or a table cell. */
  readonly harmless: (text: string) => string;
  readonly hasMermaid: boolean;
}

/** Rows of machines that are printed; the others are counted. */
const mostRows = 200;
/** Bytes of one table: what others have to say must find its place, too. */
const largestTable = 256 * 1_024;
/** Bars of the timeline, lines of a list: the newest, the first. */
const mostBars = 100;
const mostLines = 100;
/** Bytes: a page is thrown away whole above 1 MiB, and masking may lengthen it. */
export const largestPage = 900 * 1_024;
/** Room for the words about what was left out. */
const reserve = 1_024;

interface Section {
  readonly title: string;
  /** Blocks, each of them whole; none: nothing to tell. */
  readonly blocks: readonly string[];
}

/** Blocks separated by an empty line; the first is the verdict. */
export function markdownOf(summary: Summary, dialect: Dialect): string {
  const { harmless, hasMermaid } = dialect;
  const bars = summary.timeline.slice(-mostBars);
  const sections: readonly Section[] = [
    { title: '', blocks: [`**${harmless(summary.line)}**`] },
    { title: 'Why', blocks: list(summary.why, dialect) },
    { title: 'Next', blocks: [...nextBlock(summary.next), ...deadlineBlock(summary, dialect)] },
    { title: 'Rings', blocks: [ringTable(summary.rings, dialect), ...(hasMermaid ? [ringFlow(summary.rings)] : [])] },
    { title: 'Services', blocks: serviceTable(summary.services, dialect) },
    { title: 'Machines that need eyes', blocks: machineBlocks(summary.attention, dialect) },
    { title: 'Timeline', blocks: hasMermaid ? ganttOf(bars) : timelineTable(bars, dialect) },
    { title: 'Plan against actual', blocks: [planTable(summary.rings, dialect), timeTable(summary.rings, dialect)] },
    { title: 'Proved', blocks: list(summary.proof.proved, dialect) },
    { title: 'Not covered', blocks: list(summary.proof.notCovered, dialect) },
    {
      title: '',
      blocks: [
        `${harmless(`Rollout ${summary.rolloutId}: ${summary.updates}.`)} Plan \`${summary.planHash.slice(0, 12)}\`, ${instantText(summary.at)}.`,
      ],
    },
  ];
  return withinBudget(sections, largestPage);
}

/** Sections in order, as many as fit; the first that does not fit and all after it are named. */
function withinBudget(sections: readonly Section[], limit: number): string {
  const told = sections.filter(({ blocks }) => blocks.length > 0);
  const texts = told.map(({ title, blocks }) => [...(title === '' ? [] : [`### ${title}`]), ...blocks].join('\n\n'));
  let used = reserve;
  const fits = texts.findIndex(text => {
    used += Buffer.byteLength(text) + 2;
    return used > limit;
  });
  if (fits === -1) return `${texts.join('\n\n')}\n`;
  const missing = told.slice(fits).flatMap(({ title }) => (title === '' ? [] : [title]));
  const note = `*This page is full. The report files have the rest: ${missing.join(', ')}.*`;
  return `${[...texts.slice(0, fits), note].join('\n\n')}\n`;
}

function list(lines: readonly string[], { harmless }: Dialect): string[] {
  if (lines.length === 0) return [];
  const more = lines.length - mostLines;
  const shown = lines.slice(0, mostLines).map(line => `- ${harmless(line)}`);
  return [[...shown, ...(more > 0 ? [`- ${more} more stand in report.html.`] : [])].join('\n')];
}

/** Commands stand in a code block to be copied: they are not escaped, and none of them may end the block. */
function nextBlock(next: readonly string[]): string[] {
  const lines = next.map(line => line.replace(/\s+/g, ' ').replaceAll('```', "'''"));
  return next.length === 0 ? [] : [['```text', ...lines, '```'].join('\n')];
}

function deadlineBlock({ compliance }: Summary, { harmless }: Dialect): string[] {
  return [deadlineLine(compliance), forecastLine(compliance), licenceLine(compliance)].flatMap(line =>
    line === undefined ? [] : harmless(line),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function ringTable(rings: readonly RingRow[], { harmless }: Dialect): string {
  const rows = rings.map(ring => [
    harmless(ring.name),
    harmless(ring.state),
    `${ring.updated} of ${ring.machines}`,
    String(ring.failed + ring.stranded),
    [ring.skipped, ring.undone].join(' / '),
    String(ring.untouched),
  ]);
  return table(['Ring', 'State', 'Updated', 'Failed', 'Skipped / undone', 'Never touched'], rows);
}

function serviceTable(services: readonly ServiceRow[], { harmless }: Dialect): string[] {
  if (services.length === 0) return [];
  const rows = services
    .slice(-mostRows)
    .map(({ after, gate, severity, verdict, reason, before }) => [
      harmless(after),
      harmless(gate),
      severity,
      before?.verdict ?? 'not asked',
      verdict,
      harmless(reason),
    ]);
  return [table(['After', 'Gate', 'Severity', 'Before', 'Verdict', 'Why'], rows)];
}

function machineBlocks(machines: readonly MachineRow[], { harmless }: Dialect): string[] {
  if (machines.length === 0) return [];
  const rows: string[][] = [];
  let used = 0;
  for (const machine of machines.slice(0, mostRows)) {
    const { name, ring, phase, why = '', build = '', hotpatch = '' } = machine;
    const cells = [harmless(name), harmless(ring), phase, ...[why, build, hotpatch].map(text => harmless(text))];
    used += Buffer.byteLength(cells.join(''));
    if (used > largestTable) break;
    rows.push(cells);
  }
  const more = machines.length - rows.length;
  return [
    table(['Machine', 'Ring', 'State', 'Why', 'Build', 'Hotpatch'], rows),
    ...(more > 0 ? [`${more} more stand in report.html and result.json.`] : []),
  ];
}

function planTable(rings: readonly RingRow[], { harmless }: Dialect): string {
  const rows = rings.map(ring => [
    harmless(ring.name),
    `${ring.started} of ${ring.machines}`,
    `${ring.waves.opened} of ${ring.waves.planned}`,
    hitText(ring),
    `${lengthText(ring.times.soak)} of ${lengthText(ring.soak)}`,
  ]);
  return table(['Ring', 'Started, of planned', 'Waves', 'Hit, of worst case', 'Soaked, of planned'], rows);
}

/** Six columns at most: what never happened is not shown. */
function timeTable(rings: readonly RingRow[], { harmless }: Dialect): string {
  const kinds = timeKinds.filter(kind => ['work', 'soak', 'window', 'approval'].includes(kind));
  const rows = rings.map(({ name, times }) => [
    harmless(name),
    ...kinds.map(kind => lengthText(times[kind])),
    lengthText(times.opens + times.halted),
  ]);
  return table(['Time', 'Work', 'Soak', 'Window', 'Approval', 'Not due, or halted'], rows);
}

function timelineTable(bars: readonly Bar[], { harmless }: Dialect): string[] {
  if (bars.length === 0) return [];
  const rows = bars.map(({ ring, what, from, to, look }) => [
    harmless(ring),
    what,
    instantText(from),
    instantText(to),
    look,
  ]);
  return [table(['Ring', 'What', 'From', 'To', 'Ended'], rows)];
}
