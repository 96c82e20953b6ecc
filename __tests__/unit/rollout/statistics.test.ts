// The golden values of facts: rollout 4, which were computed apart from this code, and properties against enumeration: every outcome of few
// machines is written out and its probability summed, so that no formula is believed because another one says the same.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chanceOfAtLeast,
  chanceOfDifference,
  chanceOfWorsening,
  cleanNeeded,
  type Design,
  haltRate,
  isRegression,
  toleratedBy,
  upperBound,
} from '../../../src/rollout/statistics.ts';

const design = (baseline: number, regression: number, falseAlarm = 0.05, missRate = 0.1): Design => ({
  baseline,
  regression,
  falseAlarm,
  missRate,
});
const usual = design(0.01, 0.2);
const rate = fc.integer({ min: 1, max: 99 }).map(percent => percent / 100);
const fewMachines = fc.integer({ min: 1, max: 10 });
const aDesign = fc
  .record({
    baseline: fc.integer({ min: 1, max: 10 }),
    more: fc.integer({ min: 5, max: 60 }),
    falseAlarm: fc.integer({ min: 1, max: 20 }),
    missRate: fc.integer({ min: 1, max: 30 }),
  })
  .map(({ baseline, more, falseAlarm, missRate }) =>
    design(baseline / 100, (baseline + more) / 100, falseAlarm / 100, missRate / 100),
  );

/** Every outcome of so many machines, true where one failed, with its probability. */
function* outcomes(machines: number, share: number): Generator<readonly [readonly boolean[], number]> {
  for (let bits = 0; bits < 2 ** machines; bits += 1) {
    const failed = Array.from({ length: machines }, (_, at) => (bits >> at) % 2 === 1);
    yield [failed, failed.reduce((product, one) => product * (one ? share : 1 - share), 1)];
  }
}

function sumWhere(machines: number, share: number, is: (failed: readonly boolean[]) => boolean): number {
  let sum = 0;
  for (const [failed, probability] of outcomes(machines, share)) if (is(failed)) sum += probability;
  return sum;
}

const countOf = (failed: readonly boolean[]): number => failed.filter(Boolean).length;

describe('what machines without a failure prove', () => {
  it.each([
    [1, 95],
    [2, 77.6],
    [3, 63.2],
    [5, 45.1],
    [8, 31.2],
    [10, 25.9],
    [15, 18.1],
    [20, 13.9],
    [29, 9.8],
    [30, 9.5],
    [50, 5.8],
    [59, 4.95],
    [100, 2.95],
    [299, 1],
  ])('%i of them: fewer than %d in a hundred fail, 95 times of a hundred', (clean, share) => {
    expect(upperBound(0, clean) * 100).toBeCloseTo(share, share < 5 ? 1 : 0.5);
  });

  it.each([
    [0.5, 5, 7],
    [0.3, 9, 13],
    [0.2, 14, 21],
    [0.1, 29, 44],
    [0.05, 59, 90],
    [0.02, 149, 228],
    [0.01, 299, 459],
  ])('to claim less than %d takes %i machines, and %i to be surer', (share, usually, surely) => {
    expect([cleanNeeded(share), cleanNeeded(share, 0.99)]).toEqual([usually, surely]);
  });

  it('is the share at which so few failures would come in one of twenty rollouts', () => {
    fc.assert(
      fc.property(fewMachines, fc.nat(9), (of, some) => {
        const failed = some % of;
        expect(1 - chanceOfAtLeast(failed + 1, of, upperBound(failed, of))).toBeCloseTo(0.05, 9);
      }),
    );
  });

  it('is more with every machine, and less with every failure', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), fc.nat(199), (of, some) => {
        const failed = some % (of - 1);
        expect(upperBound(failed, of + 1)).toBeLessThan(upperBound(failed, of));
        expect(upperBound(failed + 1, of)).toBeGreaterThan(upperBound(failed, of));
      }),
    );
  });
});

describe('chance', () => {
  it.each([
    [1, 5, 0.01, 0.049],
    [2, 5, 0.01, 0.00098],
    [1, 5, 0.02, 0.096],
    [2, 5, 0.02, 0.0038],
    [2, 10, 0.02, 0.016],
    [2, 20, 0.02, 0.06],
    [3, 20, 0.02, 0.0071],
    [3, 50, 0.02, 0.078],
    [4, 50, 0.02, 0.018],
    [1, 100, 0.02, 0.867],
    [4, 100, 0.02, 0.141],
    [3, 50, 0.01, 0.014],
    [2, 10, 0.3, 0.85],
  ])('fails %i or more of %i machines at a rate of %d in %d of rollouts', (failed, of, share, chance) => {
    expect(Math.abs(chanceOfAtLeast(failed, of, share) / chance - 1)).toBeLessThan(0.03);
  });

  it('is what all outcomes together say', () => {
    fc.assert(
      fc.property(fewMachines, fc.nat(10), rate, (of, failed, share) => {
        const all = sumWhere(of, share, outcome => countOf(outcome) >= failed);
        expect(chanceOfAtLeast(failed, of, share)).toBeCloseTo(all, 9);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    [2, 5, 0, 5, 0.22],
    [3, 5, 0, 5, 0.083],
    [4, 5, 0, 5, 0.024],
    [2, 5, 0, 20, 0.033],
    [2, 5, 4, 20, 0.34],
    [3, 5, 0, 20, 0.0043],
    [3, 10, 0, 20, 0.03],
    [3, 10, 1, 40, 0.022],
    [4, 20, 1, 40, 0.038],
  ])('puts %i of %i patched beside %i of %i others in %d of cases', (...row) => {
    const [failed, of, others, control, chance] = row;
    const seen = chanceOfDifference({ failed, of }, { failed: others, of: control });
    expect(Math.abs(seen / chance - 1)).toBeLessThan(0.04);
  });

  it('of a difference is what dealing the failures to all machines says', () => {
    const group = fc.record({ of: fc.integer({ min: 1, max: 5 }), some: fc.nat(5) });
    fc.assert(
      fc.property(group, group, (patched, control) => {
        const [here, there] = [patched.some % (patched.of + 1), control.some % (control.of + 1)];
        const deals = [...outcomes(patched.of + control.of, 0.5)].filter(
          ([failed]) => countOf(failed) === here + there,
        );
        const asMany = deals.filter(([failed]) => countOf(failed.slice(0, patched.of)) >= here);
        const exact = asMany.length / deals.length;
        expect(chanceOfDifference({ failed: here, of: patched.of }, { failed: there, of: control.of })).toBeCloseTo(
          exact,
          9,
        );
      }),
    );
  });

  it('of getting worse halves with every machine when none gets better', () => {
    expect(chanceOfWorsening(5, 0)).toBeCloseTo(1 / 32, 12);
    expect(chanceOfWorsening(0, 0)).toBe(1);
    fc.assert(
      fc.property(fc.nat(6), fc.nat(6), (worse, better) => {
        const all = sumWhere(worse + better, 0.5, outcome => countOf(outcome) >= worse);
        expect(chanceOfWorsening(worse, better)).toBeCloseTo(all, 9);
      }),
    );
  });
});

describe('the sequential test', () => {
  /** The most passes beside so many failures at which it halts; -1: never. */
  const mostPasses = (chosen: Design, failed: number): number => {
    let passed = -1;
    while (isRegression(chosen, failed, passed + 1)) passed += 1;
    return passed;
  };

  it.each([
    [design(0.02, 0.3), [-1, 7, 15, 23]],
    [usual, [0, 14, 28]],
    [design(0.02, 0.2), [-1, 8, 19]],
    [design(0.02, 0.2, 0.01, 0.05), [-1, 0, 11]],
    [design(0.02, 0.1), [-1, 3, 22]],
  ])('of design %# halts at the first, second, … failure with so many passes', (chosen, passes) => {
    expect(passes.map((_, at) => mostPasses(chosen, at + 1))).toEqual(passes);
  });

  it.each([
    [usual, [1, 2, 4, 7]],
    [design(0.02, 0.2), [1, 2, 5, 9]],
    [design(0.02, 0.3), [1, 3, 6, 12]],
  ])('of design %# tolerates so many among 5, 20, 50 and 100 machines', (chosen, tolerated) => {
    expect([5, 20, 50, 100].map(machines => toleratedBy(chosen, machines))).toEqual(tolerated);
  });

  it('never goes on for one failure more, and never halts for one pass more', () => {
    fc.assert(
      fc.property(aDesign, fc.nat(60), fc.nat(60), (chosen, failed, passed) => {
        if (!isRegression(chosen, failed, passed)) expect(isRegression(chosen, failed, passed + 1)).toBe(false);
        else expect(isRegression(chosen, failed + 1, passed)).toBe(true);
        expect(toleratedBy(chosen, passed + 1)).toBeGreaterThanOrEqual(toleratedBy(chosen, passed));
      }),
    );
  });

  it('halts nothing without a failure', () => {
    fc.assert(fc.property(aDesign, fc.nat(500), (chosen, passed) => !isRegression(chosen, 0, passed)));
  });

  it('halts as often as all outcomes together say', () => {
    fc.assert(
      fc.property(aDesign, fewMachines, fc.nat(5), rate, (chosen, machines, zeroTolerance, share) => {
        const halts = (outcome: readonly boolean[]): boolean =>
          outcome.some((_, at) => {
            const failed = countOf(outcome.slice(0, at + 1));
            return failed > 0 && (at < zeroTolerance || isRegression(chosen, failed, at + 1 - failed));
          });
        const exact = haltRate({ design: chosen, zeroTolerance, machines, rate: share });
        expect(exact).toBeCloseTo(sumWhere(machines, share, halts), 9);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    [0, 0.1, 0.91],
    [0, 0.01, 0.022],
  ])(
    'with %i machines that tolerate none halts 100 at a rate of %d in %d of rollouts',
    (zeroTolerance, share, golden) => {
      const exact = haltRate({ design: usual, zeroTolerance, machines: 100, rate: share });
      expect(Math.abs(exact - golden)).toBeLessThan(0.005);
    },
  );

  it.each([
    [0.02, 0.11],
    [0.01, 0.05],
    [0.005, 0.03],
  ])(
    'after five that tolerate none halts 100 machines at a rate of %d a little oftener than in waves, in %d',
    (share, waves) => {
      const exact = haltRate({ design: usual, zeroTolerance: 5, machines: 100, rate: share });
      expect(exact - waves).toBeGreaterThan(-0.005);
      expect(exact - waves).toBeLessThan(0.02);
    },
  );
});
