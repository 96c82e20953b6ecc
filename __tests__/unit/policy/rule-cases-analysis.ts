// What breaks the rules of the analysis, and exactly what is said.
import type { Case } from './rule-cases.ts';

export const analysisCases: readonly (readonly [rule: string, written: Case, lines: readonly string[]])[] = [
  [
    'a regression that is no worse than the baseline',
    { before: 'analysis: { baselineFailureRate: 20%, regressionFailureRate: 5% }\n' },
    [
      'patchring.yml:4:62 POLICY_ANALYSIS_INVALID regressionFailureRate (5%) must be more than baselineFailureRate (20%): write 20%, or lower the baseline',
    ],
  ],
  [
    'a baseline at which nothing ever fails, and a test that errs as often as not',
    { before: 'analysis: { baselineFailureRate: 0%, falseAlarm: 50% }\n' },
    [
      'patchring.yml:4:34 POLICY_ANALYSIS_INVALID with a baseline of 0% every failure proves a regression: write 0.5% or more, or zeroTolerance for the machines that may not fail',
      'patchring.yml:4:50 POLICY_ANALYSIS_INVALID falseAlarm is 50%: write more than 0% and at most 40%, such as 5%',
    ],
  ],
  [
    'a regression that fails everywhere',
    { before: 'analysis: { regressionFailureRate: 100% }\n' },
    [
      'patchring.yml:4:36 POLICY_ANALYSIS_INVALID a regression of 100% would be ruled out by one machine that is well: write 50% or less',
    ],
  ],
];
