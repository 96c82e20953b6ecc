// The summary on the run's page, in Markdown: for GitHub with a mermaid timeline, for Azure in plain tables of at most six columns
// (facts: rollout 6.3). Every piece that a machine or a person wrote goes through `harmless`, which the platform gives: this room does
// not know what a platform reads as a command. Blocks are whole: whoever must cut, cuts between them.

import { deadlineLine, licenceLine } from './deadline.ts';
import type { MachineRow, RingRow, Summary } from './summary.ts';
import type { Bar } from './timeline.ts';
import { instantText } from './words.ts';

export interface Dialect {
  /** Makes untrusted text harmless inside a sentence or a table cell. */
  readonly harmless: (text: string) => string;
  readonly hasMermaid: boolean;
}

/** Rows of machines that are printed; the others are counted. */
const mostRows = 200;

/** Blocks separated by an empty line; the first is the verdict. */
export function markdownOf(summary: Summary, dialect: Dialect): string {
  const { harmless } = dialect;
  const blocks = [
    `**${harmless(summary.line)}**`,
    ...listBlock(
      'Why',
      summary.why.map(line => harmless(line)),
    ),
    ...nextBlock(summary.next),
    ...deadlineBlock(summary, dialect),
    ringTable(summary.rings, dialect),
    ...machineTable(summary.attention, dialect),
    ...(dialect.hasMermaid ? gantt(summary.timeline) : timelineTable(summary.timeline, dialect)),
    `${harmless(`Rollout ${summary.rolloutId}: ${summary.updates}.`)} Plan \`${summary.planHash.slice(0, 12)}\`, ${instantText(summary.at)}.`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function listBlock(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`### ${title}`, lines.map(line => `- ${line}`).join('\n')];
}

/** Commands stand in a code block to be copied; nothing in them comes from a machine. */
function nextBlock(next: readonly string[]): string[] {
  return next.length === 0 ? [] : ['### Next', ['```text', ...next, '```'].join('\n')];
}

function deadlineBlock({ compliance }: Summary, { harmless }: Dialect): string[] {
  return [deadlineLine(compliance), licenceLine(compliance)].flatMap(line =>
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

function machineTable(machines: readonly MachineRow[], { harmless }: Dialect): string[] {
  if (machines.length === 0) return [];
  const rows = machines
    .slice(0, mostRows)
    .map(machine => [
      harmless(machine.name),
      harmless(machine.ring),
      machine.phase,
      harmless(machine.why ?? ''),
      harmless(machine.build ?? ''),
      harmless(machine.hotpatch ?? ''),
    ]);
  const more = machines.length - mostRows;
  return [
    '### Machines that need eyes',
    table(['Machine', 'Ring', 'State', 'Why', 'Build', 'Hotpatch'], rows),
    ...(more > 0 ? [`${more} more stand in result.json.`] : []),
  ];
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
  return ['### Timeline', table(['Ring', 'What', 'From', 'To', ''], rows)];
}

/** Mermaid reads `:` and `;` as its own; names hold neither. */
function gantt(bars: readonly Bar[]): string[] {
  if (bars.length === 0) return [];
  const looks: Readonly<Record<Bar['look'], string>> = { done: 'done, ', active: 'active, ', bad: 'crit, ' };
  const day = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  const lines: string[] = [];
  let section = '';
  for (const { ring, what, from, to, look } of bars) {
    if (ring !== section) lines.push(`  section ${ring}`);
    section = ring;
    const minutes = Math.max(1, Math.round((to - from) / 60_000));
    lines.push(`  ${what} :${looks[look]}${day(from)}, ${minutes}m`);
  }
  const head = ['```mermaid', 'gantt', '  dateFormat YYYY-MM-DD HH:mm', '  axisFormat %d %H:%M'];
  return ['### Timeline', [...head, ...lines, '```'].join('\n')];
}
