// Counts and percentages, and the whole numbers they become in a ring. Waves are sizes, not sums: a percentage is
// of the whole ring, rounded up, and `100%` is the rest. Budgets round down. Whole-number arithmetic only: 7 % of
// 100 is 7, not 8.
import * as z from 'zod';

const percentPattern = /^(\d{1,3}(?:\.\d{1,2})?)%$/;

/** Hundredths of a percent, so that everything below stays whole. */
function hundredthsOf(percent: string): number {
  const [whole = '0', fraction = ''] = percent.slice(0, -1).split('.');
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
}

/** `25%`, at most 100%. */
export const percentSchema = z
  .string()
  .regex(percentPattern, 'write a count (4) or a percentage (25%)')
  .refine(percent => hundredthsOf(percent) <= 100_00, 'a percentage is at most 100%');

/** How many machines of a ring: a count, or a percentage of the ring. Zero is allowed. */
export const amountSchema = z.union([z.int().min(0), percentSchema], {
  error: 'write a count (4) or a percentage (25%)',
});
/** The same, at least one machine. */
export const sizeSchema = z.union(
  [
    z.int().min(1),
    percentSchema.refine(
      percent => hundredthsOf(percent) > 0,
      'at least one machine: write a count or a percentage above 0%',
    ),
  ],
  { error: 'write a count (4) or a percentage (25%)' },
);
export type Amount = z.output<typeof amountSchema>;

/** A budget as a whole number: percentages round down. `atLeast` lifts the result where zero would block everything. */
export function budgetOf(amount: Amount, ringSize: number, atLeast = 0): number {
  const count = typeof amount === 'number' ? amount : Math.floor((hundredthsOf(amount) * ringSize) / 100_00);
  return Math.max(atLeast, count);
}

/** A share of the ring in hundredths of a percent; undefined for a count. */
export function shareOf(amount: Amount): number | undefined {
  return typeof amount === 'number' ? undefined : hundredthsOf(amount);
}

/** Waves as whole numbers that sum to the ring; waves that find no machine left are dropped. */
export function wavesOf(amounts: readonly Amount[], ringSize: number): number[] {
  const waves: number[] = [];
  let left = ringSize;
  for (const amount of amounts) {
    const size = typeof amount === 'number' ? amount : Math.ceil((hundredthsOf(amount) * ringSize) / 100_00);
    const wave = Math.min(left, size);
    if (wave > 0) waves.push(wave);
    left -= wave;
  }
  return waves;
}
