// Rules of the restart: how long a machine may be away is said once, or twice with the same answer. Two limits would
// leave a machine waited for that its gate has failed already, or judged before anybody has waited.
// The path of the fault is the second place, and the sentence names the first.
import { formatDuration } from '../../model/duration.ts';
import { formatPath } from '../fault.ts';
import { writtenLimits } from '../restart.ts';
import { fault, type Rule } from './rule.ts';

const oneLimit: Rule = ({ policy }) => {
  const [first, ...others] = writtenLimits(policy);
  return others.flatMap(({ path, timeout }) => {
    if (first === undefined || timeout === first.timeout) return [];
    const message = `a machine may be away for ${formatDuration(timeout)} here and for ${formatDuration(first.timeout)} at ${formatPath(first.path)}: keep one of the two`;
    return [fault('POLICY_LIMIT_EXCEEDED', path, message)];
  });
};

export const restartRules: readonly Rule[] = [oneLimit];
