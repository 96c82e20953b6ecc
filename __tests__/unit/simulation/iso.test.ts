// The quick way to write an instant says what the slow one says.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { isoOf } from '../../../src/simulation/iso.ts';

it('writes every instant as Date does', async () => {
  const day = 86_400_000;
  const instants = fc.oneof(
    fc.integer({ min: -20_000 * day, max: 60_000 * day }),
    fc.integer({ min: -40_000, max: 40_000 }).map(days => days * day),
    fc.integer({ min: -40_000, max: 40_000 }).map(days => days * day - 1),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(instants, { minLength: 1 }), async all => {
      expect(all.map(isoOf)).toEqual(all.map(at => new Date(at).toISOString()));
    }),
  );
});
