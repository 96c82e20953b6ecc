// What a later update contains. Cumulative updates contain those before them on their line; a hotpatch contains what came since its
// baseline on its own line, and stands on that baseline, which contains both lines before it (facts: windows-servicing 1.6). So a hole
// that a file maps to last month's KB is closed by this month's too. By rows alone: an update that no row lists contains nothing that
// we know of, and nothing is ever said to close more than the rows say.
import type { Holes } from './holes.ts';
import { keepsTrain, type LineageRow } from './lineage.ts';

/** Two rows of one product: the build says it, or the month where a build is not known. */
function isLater(row: LineageRow, than: LineageRow): boolean {
  return row.ubr === null || than.ubr === null ? row.month > than.month : row.ubr > than.ubr;
}

/** A baseline is on both lines. */
function isOnLineOf(row: LineageRow, other: LineageRow): boolean {
  return row.kind === 'baseline' || other.kind === 'baseline' || keepsTrain(row) === keepsTrain(other);
}

function contains(row: LineageRow, earlier: LineageRow, lineage: readonly LineageRow[]): boolean {
  if (!isLater(row, earlier)) return false;
  const isBetween = (one: LineageRow): boolean =>
    one.kind === 'baseline' && one.kb !== null && isLater(one, earlier) && isLater(row, one);
  return isOnLineOf(row, earlier) || lineage.some(isBetween);
}

/** KBs that contain this one, itself first. */
export function containing(kb: string, rows: readonly LineageRow[]): readonly string[] {
  const mine = rows.filter(row => row.kb === kb);
  const later = mine.flatMap(row => {
    const lineage = rows.filter(({ product }) => product === row.product);
    return lineage.flatMap(other => (other.kb !== null && contains(other, row, lineage) ? other.kb : []));
  });
  return [...new Set([kb, ...later])];
}

/** Holes with the later updates that close them, too. */
export function withLater({ fixes, exploited }: Holes, rows: readonly LineageRow[]): Holes {
  const known = new Map<string, readonly string[]>();
  const all = (kb: string): readonly string[] => {
    const kbs = known.get(kb) ?? containing(kb, rows);
    known.set(kb, kbs);
    return kbs;
  };
  return { fixes: new Map([...fixes].map(([cve, kbs]) => [cve, [...new Set(kbs.flatMap(all))]])), exploited };
}
