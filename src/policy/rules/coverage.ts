// Rules of coverage: only a ring that has another before it can be covered, and nothing is
// named twice. Whether the rings really cover each other is the plan's to say: the inventory
// may change while a rollout is open, and that must not make its policy wrong.
import { fault, type Rule } from './rule.ts';

const somethingBefore: Rule = ({ policy: { rings, coverage } }) => {
  const [first] = rings;
  const message = `no ring comes before ${first?.name ?? 'the first'}, so nothing can cover its machines: write coverage on a later ring`;
  const own =
    first?.coverage === undefined ? [] : [fault('POLICY_COVERAGE_INVALID', ['rings', 0, 'coverage'], message)];
  if (coverage === undefined || rings.length > 1) return own;
  const alone = 'there is one ring, and coverage asks for a ring before another: add a ring, or take coverage out';
  return [...own, fault('POLICY_COVERAGE_INVALID', ['coverage'], alone)];
};

const namedOnce: Rule = ({ policy: { rings, coverage } }) => {
  const written = [
    ...(coverage === undefined ? [] : [{ by: coverage.by, path: ['coverage'] }]),
    ...rings.flatMap((ring, index) =>
      ring.coverage === undefined ? [] : [{ by: ring.coverage.by, path: ['rings', index, 'coverage'] }],
    ),
  ];
  return written.flatMap(({ by, path }) => {
    const twice = by.find((part, index) => by.indexOf(part) < index);
    if (twice === undefined) return [];
    return [fault('POLICY_COVERAGE_INVALID', path, `${twice} stands here twice: take one of them out`)];
  });
};

export const coverageRules: readonly Rule[] = [somethingBefore, namedOnce];
