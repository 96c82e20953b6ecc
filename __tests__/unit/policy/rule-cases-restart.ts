// What can be wrong with the limit of a restart, and exactly what is said.
import type { Case } from './rule-cases.ts';

const gates = (timeout: string) => `gates: { after: [cameBack, { gate: cameBack, timeout: ${timeout} }] }\n`;

export const restartCases: readonly (readonly [rule: string, written: Case, lines: readonly string[]])[] = [
  [
    'two limits for one restart',
    { before: `restart: { when: ifNeeded, timeout: 2h }\n${gates('90m')}` },
    [
      'patchring.yml:5:55 POLICY_LIMIT_EXCEEDED a machine may be away for 1h30m here and for 2h at restart.timeout: keep one of the two',
    ],
  ],
  [
    'a restart of which nobody knows when',
    { before: 'restart: { timout: 2h }\n' },
    ['patchring.yml:4:12 POLICY_KEY_UNKNOWN unknown key "timout"; did you mean "timeout"?'],
  ],
  [
    'a restart by a word that is none',
    { before: 'restart: always\n' },
    ['patchring.yml:4:10 POLICY_VALUE_INVALID restart: "always" is not known here; write ifNeeded or never'],
  ],
];
