// What breaks the rules of coverage, and exactly what is said.
import { type Case, production, twoRings } from './rule-cases.ts';

const one = 'rings:\n  - { name: test, machines: rest, window: anytime }\n';

export const coverageCases: readonly (readonly [rule: string, written: Case, lines: readonly string[]])[] = [
  [
    'coverage of the first ring, which nothing comes before',
    { policy: twoRings.replace('ring=test }, ', 'ring=test }, coverage: [role], ') },
    [
      'patchring.yml:5:61 POLICY_COVERAGE_INVALID no ring comes before test, so nothing can cover its machines: write coverage on a later ring',
    ],
  ],
  [
    'coverage where there is one ring',
    { before: 'coverage: { action: refuse }\n', policy: one },
    [
      'patchring.yml:4:11 POLICY_COVERAGE_INVALID there is one ring, and coverage asks for a ring before another: add a ring, or take coverage out',
    ],
  ],
  [
    'a part that is named twice, for all rings and for one',
    { before: 'coverage: [role, build, role]\n', policy: production('coverage: { by: [build, build] }') },
    [
      'patchring.yml:4:11 POLICY_COVERAGE_INVALID role stands here twice: take one of them out',
      'patchring.yml:7:68 POLICY_COVERAGE_INVALID build stands here twice: take one of them out',
    ],
  ],
  [
    'a part that does not exist',
    { before: 'coverage: [site]\n' },
    ['patchring.yml:4:12 POLICY_VALUE_INVALID coverage[0]: "site" is not known here; write role, build or hotpatch'],
  ],
  [
    'an action that does not exist',
    { before: 'coverage: { action: pause }\n' },
    ['patchring.yml:4:21 POLICY_VALUE_INVALID coverage.action: "pause" is not known here; write warn, hold or refuse'],
  ],
];
