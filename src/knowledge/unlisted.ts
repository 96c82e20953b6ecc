// Updates that no row of the lineage lists: shipped data never knows this month's. What needs no restart is let through as a hotpatch and
// gets a provisional row, for this rollout only; for what restarts the row that is missing is made ready to paste, and a person decides.
// A title never decides alone that an update is safe (facts: windows-servicing 1.12).
import type { Facts } from '../model/reading.ts';
import { type LineageKind, type LineageRow, lineageOf, lineageRows, rowOfKbs } from './lineage.ts';
import { type ProductName, productOf } from './products.ts';
import { buildOfTitle, isForWindows } from './titles.ts';

/** The part of an update from which a row can be guessed. */
type Installed = { readonly kbs: readonly string[]; readonly title: string; readonly restart: string };

/**
 * Rows for updates that no row lists and that were let through as hotpatches (no restart): provisional, for this rollout only.
 * @param after facts of a machine that has them: tells the build where the title does not.
 */
export function provisionalRows(
  updates: readonly Installed[],
  after: Facts,
  rows: readonly LineageRow[] = lineageRows,
): LineageRow[] {
  const product = productOf(after)?.name;
  if (product === undefined) return [];
  const lineage = lineageOf(product, rows);
  const unlisted = updates.filter(
    update => isForWindows(update) && looksLikeHotpatch(update) && rowOfKbs(lineage, update.kbs) === undefined,
  );
  return unlisted.flatMap(update => {
    const ubr = buildOfTitle(update.title)?.ubr ?? (unlisted.length === 1 ? after.ubr : null);
    const month = after.clock.slice(0, 7);
    return update.kbs.map(kb => ({
      product,
      month,
      kind: 'hotpatch' as const,
      kb,
      ubr,
      date: null,
      source: 'provisional',
    }));
  });
}

/** An update that needs no restart, or calls itself a hotpatch, in a word that no translation touches, and is not certain to restart. */
export function looksLikeHotpatch(update: Pick<Installed, 'title' | 'restart'>): boolean {
  return update.restart === 'never' || (update.restart !== 'always' && /\bhotpatch\b/i.test(update.title));
}

export interface Where {
  readonly product: ProductName;
  /** The machine's clock: the month of an update whose title names none. */
  readonly clock: string;
}

/** The row that is missing, with the kind that the calendar makes likely; undefined for an update without a KB. */
export function missingRow(
  update: Pick<Installed, 'kbs' | 'title'>,
  lineage: readonly LineageRow[],
  { product, clock }: Where,
): LineageRow | undefined {
  const [kb] = update.kbs;
  if (kb === undefined) return undefined;
  const month = /^20\d\d-(?:0[1-9]|1[0-2])\b/.exec(update.title)?.[0] ?? clock.slice(0, 7);
  const ubr = buildOfTitle(update.title)?.ubr ?? null;
  return { product, month, kind: likelyKind(lineage, month), kb, ubr, date: null, source: 'own row' };
}

/** What an update that restarts most likely is: the baseline that the month waits for, else one that leaves the train. */
function likelyKind(lineage: readonly LineageRow[], month: string): LineageKind {
  const baseline = lineage.find(row => row.month === month && row.kind === 'baseline');
  if (baseline === undefined) return 'lcu';
  return baseline.kb === null ? 'baseline' : 'oobLcu';
}

/** Whether the month has a hotpatch, released or planned, and no baseline. */
export function isHotpatchMonth(lineage: readonly LineageRow[], month: string): boolean {
  const here = lineage.filter(row => row.month === month);
  return here.some(({ kind }) => kind === 'hotpatch') && !here.some(({ kind }) => kind === 'baseline');
}

/** A row as it is pasted under `rows:`. */
export function rowText({ product, month, kind, kb, ubr }: LineageRow): string {
  const build = ubr === null ? '' : `, ubr: ${ubr}`;
  return `- { product: ${product}, month: ${month}, kind: ${kind}, kb: ${kb}${build} }`;
}
