// How failures are weighed beside the plain limits of a ring: how many machines tolerate none, and which shares of failing machines the
// sequential test tells apart. Rates are percentages in the file and shares from 0 to 1 inside. Whatever is written here only ever
// halts earlier than `maxFailures`: the strictest rule wins (facts: rollout 4.8).
import * as z from 'zod';
import { percentSchema, shareOf } from './amounts.ts';

function rateField(byDefault: string, help: string) {
  return percentSchema
    .transform(percent => (shareOf(percent) ?? 0) / 100_00)
    .prefault(byDefault)
    .describe(help);
}

export const analysisSchema = z.strictObject({
  method: z
    .enum(['sequential', 'fixed'])
    .default('sequential')
    .describe('sequential: zero tolerance, then the test below; fixed: maxFailures and nothing else.'),
  zeroTolerance: z
    .int()
    .min(0)
    .max(1_000)
    .default(5)
    .describe('The first machines of the rollout of which none may fail, whatever maxFailures says.'),
  baselineFailureRate: rateField('1%', 'Share of machines that fail under a good update as well.'),
  regressionFailureRate: rateField('20%', 'Share of failing machines that must be noticed.'),
  falseAlarm: rateField('5%', 'How often the test may halt a good update, at most.'),
  missRate: rateField('10%', 'How often the test may miss such a regression, at most.'),
  control: z
    .int()
    .min(0)
    .max(20)
    .default(3)
    .describe('Machines not yet updated that are asked the same when a gate fails; 0 asks none.'),
});
export type Analysis = z.output<typeof analysisSchema>;
