import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Amount, amountSchema, budgetOf, shareOf, sizeSchema, wavesOf } from '../../../src/policy/amounts.ts';

const percent = fc.integer({ min: 1, max: 10_000 }).map(hundredths => `${hundredths / 100}%`);
const size = fc.oneof(fc.integer({ min: 1, max: 400 }), percent);
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

describe('waves', () => {
  it.each<[Amount[], number, number[]]>([
    [[1, '100%'], 20, [1, 19]],
    [[1, 4, '100%'], 20, [1, 4, 15]],
    [['5%', '25%', '100%'], 200, [10, 50, 140]],
    [['5%', '25%', '100%'], 3, [1, 1, 1]],
    [['50%', '50%'], 5, [3, 2]],
    [[1, 4, '100%'], 1, [1]],
    [[1, 4, '100%'], 3, [1, 2]],
    [['100%'], 7, [7]],
    [['7%', '100%'], 100, [7, 93]],
    [['0.5%', '100%'], 5_000, [25, 4_975]],
  ])('of %j in a ring of %d are %j', (amounts, ring, waves) => {
    expect(wavesOf(amounts, ring)).toEqual(waves);
  });

  it('are whole, not empty, and sum to the ring when the last is the rest (property)', () => {
    fc.assert(
      fc.property(fc.array(size, { maxLength: 6 }), fc.integer({ min: 1, max: 5_000 }), (amounts, ring) => {
        const waves = wavesOf([...amounts, '100%'], ring);
        expect(sum(waves)).toBe(ring);
        for (const wave of waves) expect(Number.isInteger(wave) && wave > 0).toBe(true);
        expect(waves.length).toBeLessThanOrEqual(amounts.length + 1);
      }),
    );
  });

  it('are each as written, rounded up, while there are machines left (property)', () => {
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 5_000 }), (amount, ring) => {
        const [first = 0] = wavesOf([amount, '100%'], ring);
        const exact =
          typeof amount === 'number'
            ? BigInt(amount)
            : (BigInt(Math.round(Number.parseFloat(amount) * 100)) * BigInt(ring) + 9_999n) / 10_000n;
        expect(BigInt(first)).toBe(exact < BigInt(ring) ? exact : BigInt(ring));
      }),
    );
  });
});

describe('budgets', () => {
  it.each<[Amount, number, number, number]>([
    [2, 50, 0, 2],
    ['5%', 50, 0, 2],
    ['5%', 10, 0, 0],
    ['5%', 10, 1, 1],
    ['100%', 7, 1, 7],
    ['29%', 100, 0, 29],
    [0, 10, 0, 0],
  ])('of %j in a ring of %d, at least %d, are %d', (amount, ring, atLeast, budget) => {
    expect(budgetOf(amount, ring, atLeast)).toBe(budget);
  });

  it('round percentages down (property)', () => {
    fc.assert(
      fc.property(percent, fc.integer({ min: 1, max: 5_000 }), (amount, ring) => {
        expect(BigInt(budgetOf(amount, ring))).toBe(
          (BigInt(Math.round(Number.parseFloat(amount) * 100)) * BigInt(ring)) / 10_000n,
        );
      }),
    );
  });
});

describe('what is written', () => {
  it('is a count or a percentage, and a size is at least one machine', () => {
    for (const good of [0, 4, '0%', '2.5%', '100%']) expect(amountSchema.safeParse(good).success).toBe(true);
    for (const bad of [-1, 1.5, '5', '101%', '1.234%', '%', ' 5%', '5 %', null])
      expect(amountSchema.safeParse(bad).success).toBe(false);
    for (const none of [0, '0%', '0.00%']) expect(sizeSchema.safeParse(none).success).toBe(false);
  });

  it('is a share only as a percentage', () => {
    expect([shareOf('12.5%'), shareOf(3)]).toEqual([1_250, undefined]);
  });
});
