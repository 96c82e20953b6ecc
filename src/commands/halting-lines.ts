// By which rules a plan halts, and how often they err: the share of good rollouts that they stop and of bad ones that they miss, exact
// for as many machines as the plan has, one after the other (facts: rollout 4.8, rule 4). Whoever approves a plan should not have to
// believe a word like "safe".
import { count } from '../report/words.ts';
import type { Plan } from '../rollout/plan.ts';
import { haltRate } from '../rollout/statistics.ts';

/** Empty: `maxFailures` decides alone, and stands in the table of the rings. */
export function haltingLines({ analysis, machines }: Plan): readonly string[] {
  if (analysis === undefined) return [];
  const { zeroTolerance, baseline, regression } = analysis;
  const early = zeroTolerance === 0 ? [] : [`a failure among the first ${count(zeroTolerance, 'machine')}`];
  const rules = [
    ...early,
    'two machines failing alike',
    `too many for ${percent(baseline)} rather than ${percent(regression)}`,
  ];
  const halts = (rate: number): string =>
    percent(haltRate({ design: analysis, zeroTolerance, machines: machines.length, rate }));
  return [
    `halts, whatever a ring tolerates: ${rules.join('; ')}.`,
    `of rollouts like this one it halts ${halts(baseline)} where ${percent(baseline)} of machines fail, ${halts(regression)} where ${percent(regression)} do.`,
  ];
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}
