// The two drawings of GitHub's page: how far the rings are, and when what was done. Mermaid reads colons, semicolons, quotes and much more
// as its own: labels are made of names of the plan, which the policy's schema keeps to letters, digits and hyphens, and of our words.
// Each drawing comes beside a table that says the same, since not every page draws.
import type { RingRow } from './ring-row.ts';
import type { Bar } from './timeline.ts';

const fence = (...lines: readonly string[]): string => ['```mermaid', ...lines, '```'].join('\n');

/** The rings from left to right, each with how many of its machines are through. */
export function ringFlow(rings: readonly RingRow[]): string {
  const boxes = rings.map((ring, index) => {
    const label = `${ring.name}: ${ring.state}, ${ring.updated} of ${ring.machines}`;
    return `  r${index}["${label.replace(/[^\w .,:/-]/g, '')}"]:::${lookOf(ring)}`;
  });
  const arrows = rings.slice(1).map((_, index) => `  r${index} --> r${index + 1}`);
  return fence(
    'flowchart LR',
    ...boxes,
    ...arrows,
    '  classDef good fill:#1a7f37,color:#fff,stroke:#1a7f37',
    '  classDef bad fill:#cf222e,color:#fff,stroke:#cf222e',
    '  classDef busy fill:#0969da,color:#fff,stroke:#0969da',
    '  classDef idle fill:#eaeef2,color:#24292f,stroke:#8c959f',
  );
}

export type RingLook = 'good' | 'bad' | 'busy' | 'idle';

/** How a ring is doing at a glance. */
export function lookOf({ state, failed, stranded, undone }: RingRow): RingLook {
  if (failed + stranded + undone > 0 || state === 'held') return 'bad';
  if (state === 'passed') return 'good';
  return state === 'waiting' ? 'idle' : 'busy';
}

/** Bars by ring; none: nothing has begun. */
export function ganttOf(bars: readonly Bar[]): string[] {
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
  return [fence('gantt', '  dateFormat YYYY-MM-DD HH:mm', '  axisFormat %d %H:%M', ...lines)];
}
