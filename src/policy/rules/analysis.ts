// Rules of the analysis: a test that can tell its two shares apart. Shares of 0 and 100 % have no
// weight in it, and a regression that is no worse than the baseline would halt everything or
// nothing.
import { fault, type Rule } from './rule.ts';

const sharesDiffer: Rule = ({ policy: { analysis } }) => {
  const { method, baselineFailureRate: baseline, regressionFailureRate: regression } = analysis;
  if (method === 'fixed') return [];
  if (baseline === 0) {
    const message =
      'with a baseline of 0% every failure proves a regression: write 0.5% or more, or zeroTolerance for the machines that may not fail';
    return [fault('POLICY_ANALYSIS_INVALID', ['analysis', 'baselineFailureRate'], message)];
  }
  if (regression === 1) {
    const message = 'a regression of 100% would be ruled out by one machine that is well: write 50% or less';
    return [fault('POLICY_ANALYSIS_INVALID', ['analysis', 'regressionFailureRate'], message)];
  }
  if (regression > baseline) return [];
  const message = `regressionFailureRate (${regression * 100}%) must be more than baselineFailureRate (${baseline * 100}%): write 20%, or lower the baseline`;
  return [fault('POLICY_ANALYSIS_INVALID', ['analysis', 'regressionFailureRate'], message)];
};

const errorsSmall: Rule = ({ policy: { analysis } }) => {
  if (analysis.method === 'fixed') return [];
  return (['falseAlarm', 'missRate'] as const).flatMap(name => {
    if (analysis[name] > 0 && analysis[name] <= 0.4) return [];
    const message = `${name} is ${analysis[name] * 100}%: write more than 0% and at most 40%, such as 5%`;
    return [fault('POLICY_ANALYSIS_INVALID', ['analysis', name], message)];
  });
};

export const analysisRules: readonly Rule[] = [sharesDiffer, errorsSmall];
