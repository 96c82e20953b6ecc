// What the plan knows of a machine that was asked, and the words for what is otherwise by the time its wave starts: each with before and
// after. Shapes of the plan and of the journal; which of them keep a machine from being begun with stands here, because the report says
// so, too. Who compares is drift.ts.
import * as z from 'zod';

/** What the survey read of one machine. */
export const surveyedSchema = z.strictObject({
  machine: z.string(),
  computerName: z.string(),
  domain: z.string(),
  productName: z.string(),
  build: z.number().int(),
  ubr: z.number().int(),
  /** Null: nobody could read it. */
  isEnrolled: z.boolean().nullable(),
  /** What it was offered beside the plan, by its identifiers; what changes every day is left out. */
  others: z.array(z.string()),
});
export type Surveyed = z.output<typeof surveyedSchema>;

/**
 * `name` another machine answers · `product` another Windows · `build` somebody has updated it · `hotpatch` enrolled or not any more ·
 * `installed` a planned update is there already · `gone` a planned one is not offered any more · `offered` something else is since.
 */
export const driftKinds = ['name', 'product', 'build', 'hotpatch', 'installed', 'gone', 'offered'] as const;
export type DriftKind = (typeof driftKinds)[number];

export const changeSchema = z.strictObject({ what: z.enum(driftKinds), before: z.string(), after: z.string() });
export type Change = z.output<typeof changeSchema>;

/** What keeps a machine from being begun with; the others are told, and have rules of their own. */
const grave: readonly DriftKind[] = ['name', 'product', 'build', 'hotpatch', 'installed'];

export function isGrave({ what }: Pick<Change, 'what'>): boolean {
  return grave.includes(what);
}

/** `build 26100.6899 -> 26100.6905`. */
export function changeText({ what, before, after }: Change): string {
  return `${what} ${before} -> ${after}`;
}

export function changesText(changes: readonly Change[]): string {
  return changes.map(changeText).join('; ');
}
