// What a clean ring proves, against the table of golden values (facts: rollout 4.2), and that nothing is called proved that is not.
import { expect, it } from 'vitest';
import { shareThatMayFail } from '../../../src/report/proof.ts';
import { summaryOfStory } from '../../support/summaries.ts';

it.each([
  [1, 95],
  [2, 77.7],
  [3, 63.2],
  [5, 45.1],
  [8, 31.3],
  [10, 25.9],
  [20, 14],
  [29, 9.9],
  [59, 5],
  [100, 3],
  [299, 1],
])('%i clean machines leave at most %d of a hundred that may fail, rounded up', (clean, share) => {
  expect(shareThatMayFail(0, clean)).toBe(share);
});

it('proves nothing in a ring that did not pass, and names it as not covered', async () => {
  const { proof, rings } = await summaryOfStory('bad-update');
  expect(rings.map(({ state }) => state)).toEqual(['passed', 'open, wave 2/3', 'waiting']);
  expect(proof.proved).toEqual([
    'test: no failure in 3 machines after a soak of 1d: the true rate is below 63.2 % with 95 % confidence; to be as sure of less than 10 % takes 29 machines without a failure.',
  ]);
  expect(proof.notCovered).toContain('Not through: pilot, production.');
});
