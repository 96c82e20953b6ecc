// What breaks the rules of the drill, and exactly what is said.
import { type Case, machinesOf, twoRings } from './rule-cases.ts';

const drilled = twoRings.replace('ring=test }, ', 'ring=test }, drill: true, ');
const within = (takes: string): string =>
  drilled.replace(
    'window: anytime',
    `takes: ${takes}, window: { days: [sat], start: "22:00", duration: 4h, timeZone: UTC }`,
  );

export const drillCases: readonly (readonly [rule: string, written: Case, lines: readonly string[]])[] = [
  [
    'a drill where nothing is installed',
    { before: 'updates: { source: none }\n', policy: drilled },
    [
      'patchring.yml:6:58 POLICY_DRILL_INVALID ring test is to prove the undo, and source: none installs nothing that could be taken back: take drill out',
    ],
  ],
  [
    'a drill where nothing may restart',
    { before: 'restart: never\n', policy: drilled },
    [
      'patchring.yml:6:58 POLICY_DRILL_INVALID ring test is to prove the undo, and restart: never forbids the restart that an undo needs: take one of them out',
    ],
  ],
  [
    'a drill where only machines on the Hotpatch train are updated',
    { before: 'hotpatch: requireEnrolled\n', policy: drilled },
    [
      'patchring.yml:6:58 POLICY_DRILL_INVALID ring test is to prove the undo, and hotpatch: requireEnrolled updates only machines that an undo leads to the baseline, not to where they were: take one of them out',
    ],
  ],
  [
    'a drill of domain controllers alone',
    { policy: drilled, machines: machinesOf().replace('ring: test', 'ring: test, role: dc') },
    [
      'patchring.yml:5:58 POLICY_DRILL_INVALID ring test is to prove the undo, and has only domain controllers (web01), which are never undone without a person’s word: put another machine into it, or take drill out',
    ],
  ],
  [
    'a drill that fits no window',
    { policy: within('90m') },
    [
      'patchring.yml:5:58 POLICY_DRILL_INVALID ring test is to prove the undo: update, undo and update again take 4h30m, and its longest window lasts 4h; lengthen the window, or write a shorter takes',
    ],
  ],
  [
    'a drill that is neither wanted nor not',
    { policy: drilled.replace('drill: true', 'drill: once') },
    ['patchring.yml:5:58 POLICY_VALUE_INVALID rings[0].drill: "once" is a text; write true or false'],
  ],
];

export const drillAllowed: readonly (readonly [string, Case])[] = [
  ['a drill that fits its window', { policy: within('80m') }],
  [
    'a drill beside a domain controller',
    {
      policy: drilled.replace('{ label: ring=test }', '[web01, web02]'),
      machines: machinesOf().replace('ring: test', 'ring: test, role: dc'),
    },
  ],
  [
    'no drill, said aloud',
    { before: 'updates: { source: none }\n', policy: drilled.replace('drill: true', 'drill: false') },
  ],
];
