// Questions to the lineage rows: which row is this KB, on which train does a build stand, when is the next baseline.
// UBR alone cannot tell good from bad (two KBs share 26100.6905), and a hotpatch's UBR is lower than the same month's cumulative
// update: there is no "at least this UBR" anywhere here (facts: windows-servicing 1.6 rules 2 and 3).
import { type LineageRow, lineageRows } from './lineage-rows.ts';
import type { ProductName } from './products.ts';

export type { LineageFile, LineageKind, LineageRow } from './lineage-rows.ts';
export { lineageFileSchema, lineageRowSchema, lineageRows, withOwnRows } from './lineage-rows.ts';

/** Kinds that keep an enrolled machine on the Hotpatch train. */
export function keepsTrain(row: LineageRow): boolean {
  return row.kind === 'baseline' || row.kind === 'hotpatch' || row.kind === 'oobHotpatch';
}

/** The rows of one product, of the shipped ones unless others are given. */
export function lineageOf(product: ProductName, rows: readonly LineageRow[] = lineageRows): LineageRow[] {
  return rows.filter(row => row.product === product);
}

/** The row of an update on this product. */
export function rowOfKbs(lineage: readonly LineageRow[], kbs: readonly string[]): LineageRow | undefined {
  return lineage.find(row => row.kb !== null && kbs.includes(row.kb));
}

/** The baseline on which a build stands: the newest one that is not above it. */
export function baselineUnder(lineage: readonly LineageRow[], ubr: number): LineageRow | undefined {
  return newest(lineage.filter(row => row.kind === 'baseline' && row.ubr !== null && row.ubr <= ubr));
}

/** The next baseline above a build, released or planned. */
export function baselineAbove(lineage: readonly LineageRow[], ubr: number): LineageRow | undefined {
  const under = baselineUnder(lineage, ubr);
  return lineage
    .filter(row => row.kind === 'baseline' && row.month > (under?.month ?? ''))
    .sort((a, b) => (a.month < b.month ? -1 : 1))[0];
}

/** Rows of the month that an enrolled machine may take instead of one that leaves the train, newest first. */
export function substitutesFor(lineage: readonly LineageRow[], row: LineageRow): LineageRow[] {
  return lineage.filter(other => other.month === row.month && keepsTrain(other) && other.kb !== null).reverse();
}

function newest(rows: readonly LineageRow[]): LineageRow | undefined {
  return rows.reduce<LineageRow | undefined>(
    (best, row) => ((row.ubr ?? 0) > (best?.ubr ?? -1) ? row : best),
    undefined,
  );
}

/** Whole months from `2025-10` to the month of an instant (`2026-01-20T…`). */
export function monthsSince(month: string, instant: string): number {
  const count = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  return count(instant) - count(month);
}
