// The update trains as data: which KB, which build, which kind, by product (facts: windows-servicing 1.8 to 1.11). The shipped rows are
// lineage.json; a policy names a file of the same shape that adds rows or replaces them. Calendar is data, never arithmetic: baselines
// came unplanned in June and September 2026. A KB that both trains share (a baseline month) has one row; a row without a KB is planned.
import * as z from 'zod';
import { kbSchema } from '../model/update.ts';
import shipped from './lineage.json' with { type: 'json' };
import { productNames } from './products.ts';

/**
 * `baseline` both trains meet, with a restart · `hotpatch` stays on the train, no restart · `lcu` cumulative update of a hotpatch month,
 * leaves the train · `oobHotpatch` out of band, stays · `oobLcu` out of band, leaves.
 */
export const lineageKinds = ['baseline', 'hotpatch', 'lcu', 'oobHotpatch', 'oobLcu'] as const;
export type LineageKind = (typeof lineageKinds)[number];

export const lineageRowSchema = z.strictObject({
  product: z.enum(productNames).describe('The Windows product that the update is for.'),
  month: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'a month is written as 2026-11')
    .describe('Month of the release: 2026-11.'),
  kind: z
    .enum(lineageKinds)
    .describe('baseline, hotpatch, lcu (cumulative update of a hotpatch month), oobHotpatch or oobLcu (out of band).'),
  kb: kbSchema.nullable().default(null).describe('The update; left out: planned, not released yet.'),
  ubr: z
    .int()
    .min(1)
    .max(999_999)
    .nullable()
    .default(null)
    .describe('Last part of the build, 6905 of 26100.6905, where it is known.'),
  date: z.iso.date().nullable().default(null).describe('Day of the release, where it is known.'),
  source: z.string().min(1).default('own row').describe('Where the row comes from.'),
});
export type LineageRow = z.output<typeof lineageRowSchema>;

const rowsSchema = z
  .array(lineageRowSchema)
  .min(1)
  .superRefine((rows, context) => {
    for (const { index, key, message } of rows.flatMap((row, at) => contradictions(rows, row, at))) {
      context.addIssue({ code: 'custom', path: [index, key], message });
    }
  });

interface Contradiction {
  readonly index: number;
  readonly key: keyof LineageRow;
  readonly message: string;
}

/** What comes out of band belongs to the month whose update it mends, and may come in the next one. */
function isDayOf({ month, kind }: LineageRow, date: string): boolean {
  if (date.startsWith(month)) return true;
  const [year = 0, number = 0] = month.split('-').map(Number);
  const next = new Date(Date.UTC(year, number)).toISOString().slice(0, 7);
  return kind.startsWith('oob') && date.startsWith(next);
}

/** What the shape of a row cannot say. */
function contradictions(rows: readonly LineageRow[], row: LineageRow, index: number): readonly Contradiction[] {
  const { product, month, kind, kb, ubr, date } = row;
  const found: Contradiction[] = [];
  const say = (key: keyof LineageRow, message: string): number => found.push({ index, key, message });
  if (date !== null && !isDayOf(row, date)) say('date', `${date} is no day of ${month}`);
  const isEarlier = (other: LineageRow, at: number): boolean => at < index && other.product === product;
  if (kb === null) {
    if (kind !== 'baseline' && kind !== 'hotpatch')
      say('kind', 'only a baseline or a hotpatch is planned: write its kb');
    if (ubr !== null) say('ubr', 'what has no kb is not released and has no build');
    if (rows.some((other, at) => isEarlier(other, at) && other.kb === null && other.month === month))
      say('month', `${month} is planned twice for ${product}: keep one of the rows`);
  } else if (rows.some((other, at) => isEarlier(other, at) && other.kb === kb)) {
    say('kb', `${kb} stands here a second time for ${product}: keep one of the rows`);
  }
  return found;
}

/** A file of rows, shipped or the owner's own. */
export const lineageFileSchema = z.strictObject({
  format: z.literal(1).describe('Version of this format: 1.'),
  updated: z.iso.date().optional().describe('Day on which the rows were last compared with their sources.'),
  sources: z.record(z.string(), z.string()).default({}).describe('Where rows come from, by the word in their source.'),
  replace: z.boolean().default(false).describe('true: these rows stand in for the shipped ones; else they are added.'),
  rows: rowsSchema.describe('One row an update.'),
});
export type LineageFile = z.output<typeof lineageFileSchema>;

/** All shipped rows, oldest first within a product. */
export const lineageRows: readonly LineageRow[] = lineageFileSchema.parse(shipped).rows;

/** The shipped rows with the owner's own: a row of theirs stands in for the shipped one of the same KB. */
export function withOwnRows({ replace, rows: own }: LineageFile): readonly LineageRow[] {
  const isCorrected = (row: LineageRow): boolean =>
    own.some(({ product, kb }) => product === row.product && kb !== null && kb === row.kb);
  const kept = replace ? [] : lineageRows.filter(row => !isCorrected(row));
  return inOrder([...kept, ...own].filter((row, _, all) => !isOvertaken(row, all)));
}

/** Planned, and released meanwhile or planned otherwise: the later row says what came. */
function isOvertaken(row: LineageRow, all: readonly LineageRow[]): boolean {
  if (row.kb !== null) return false;
  const sameMonth = all.filter(({ product, month }) => product === row.product && month === row.month);
  return (
    sameMonth.some(({ kb, kind }) => kb !== null && (kind === 'baseline' || kind === 'hotpatch')) ||
    sameMonth.findLast(({ kb }) => kb === null) !== row
  );
}

/** Oldest month first within a product; what came in one month stays in its order. */
function inOrder(rows: readonly LineageRow[]): readonly LineageRow[] {
  const rank = ({ product }: LineageRow): number => productNames.indexOf(product);
  return [...rows].sort((a, b) => rank(b) - rank(a) || (a.month < b.month ? -1 : a.month > b.month ? 1 : 0));
}
