// What happens to a run from outside, as the property tests roll it: it dies in the middle of its writing, is cancelled, or a person halts it.
// Times are those of a quick fleet, like in fleets.ts. Plain JSON, so that a counter-example can be kept as it is printed.
import fc from 'fast-check';

const minute = 60_000;

/** What happens to one run: it is left alone, dies after so many records, is cancelled, or a person halts it meanwhile. */
export type Disturbance =
  | { readonly kind: 'none' }
  /** `andHalt`: a person halts it before the next run. */
  | { readonly kind: 'crash'; readonly after: number; readonly andHalt: boolean }
  | { readonly kind: 'cancel'; readonly after: number }
  | { readonly kind: 'halt'; readonly after: number };

export const disturbances: fc.Arbitrary<readonly Disturbance[]> = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.constant<Disturbance>({ kind: 'none' }) },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('crash' as const),
        after: fc.integer({ min: 0, max: 60 }),
        andHalt: fc.integer({ min: 0, max: 5 }).map(dice => dice === 5),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('cancel' as const), after: fc.integer({ min: 0, max: 40 * minute }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('halt' as const), after: fc.integer({ min: 0, max: 40 * minute }) }),
    },
  ),
  { maxLength: 12 },
);
