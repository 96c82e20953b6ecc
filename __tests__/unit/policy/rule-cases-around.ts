// What can be wrong with steps around the work, and exactly what is said.
import type { Case } from './rule-cases.ts';

const around = (step: string): Case => ({ before: `around: [{ ${step} }]\n` });

export const aroundCases: readonly (readonly [rule: string, written: Case, lines: readonly string[]])[] = [
  [
    'a step that owes what nothing has begun',
    around("after: [./lb.sh, in, '{machine}']"),
    ['patchring.yml:4:10 POLICY_VALUE_MISSING around[0].before is missing: write a list'],
  ],
  [
    'an argument that only a shell would fill in',
    around('before: [./lb.sh, --token, $LB_TOKEN]'),
    [
      'patchring.yml:4:39 POLICY_AROUND_INVALID no shell fills in $LB_TOKEN: let the command read it from its environment',
    ],
  ],
  [
    'a program of each machine',
    around("before: ['./{machine}.sh']"),
    ['patchring.yml:4:21 POLICY_AROUND_INVALID the program is the same for every machine: take the { out of its name'],
  ],
  [
    'a name that is misspelt',
    around("before: [./lb.sh, '{machin}']"),
    ['patchring.yml:4:30 POLICY_AROUND_INVALID {machin} is not known around a machine; did you mean "machine"?'],
  ],
  [
    'a machine where a step is about a ring',
    around("per: ring, before: [./window.sh, '{address}']"),
    ['patchring.yml:4:45 POLICY_AROUND_INVALID {address} is not known around a ring; there is {ring}'],
  ],
  [
    'a step that has no time, and one that has a night',
    { before: 'around: [{ before: [./a.sh], timeout: 0s }, { before: [./b.sh], timeout: 8h }]\n' },
    [
      'patchring.yml:4:39 POLICY_AROUND_INVALID 0ms is no time for a step: write 5m, and at most 1h',
      'patchring.yml:4:74 POLICY_AROUND_INVALID 8h is no time for a step: write 5m, and at most 1h',
    ],
  ],
  [
    'some machines of a wave',
    around('per: wave, label: ring=test, before: [./a.sh]'),
    ['patchring.yml:4:30 POLICY_AROUND_INVALID a step per wave is about all of its machines: take label out'],
  ],
  [
    'two ways to say whom it is about',
    around('machines: [web01], label: ring=test, before: [./a.sh]'),
    ['patchring.yml:4:38 POLICY_AROUND_INVALID the machines are named already: keep one of machines and label'],
  ],
  [
    'a step about nobody',
    { before: 'around: [{ label: role=web, before: [./a.sh] }, { machines: [web09], before: [./a.sh] }]\n' },
    [
      'patchring.yml:4:19 POLICY_AROUND_INVALID no machine bears the label: correct it',
      'patchring.yml:4:62 POLICY_MACHINE_UNKNOWN no machine of the inventory is called "web09"; did you mean "web01"?',
    ],
  ],
];
