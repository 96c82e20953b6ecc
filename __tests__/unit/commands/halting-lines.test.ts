import { expect, it } from 'vitest';
import { haltingLines } from '../../../src/commands/halting-lines.ts';
import { maxFailuresAlone, ring, servers, setRings } from '../../support/rollouts.ts';

it('says by which rules a plan halts, and how often they err for as many machines as it has', async () => {
  const { plan } = await setRings([ring('test')], servers('test', 10));
  expect(haltingLines(plan)).toEqual([
    'halts, whatever a ring tolerates: a failure among the first 5 machines; two machines failing alike; too many for 1 % rather than 20 %.',
    'of rollouts like this one it halts 4.99 % where 1 % of machines fail, 75.8 % where 20 % do.',
  ]);
});

it('says nothing of a test where maxFailures decides alone', async () => {
  const { plan } = await setRings([ring('test')], servers('test', 2), { policy: maxFailuresAlone });
  expect(plan.analysis).toBeUndefined();
  expect(haltingLines(plan)).toEqual([]);
});
