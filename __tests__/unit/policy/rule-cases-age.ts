// What breaks the rule of minAge, and exactly what is said.
import { type Case, twoRings } from './rule-cases.ts';

const opens = (first: string, second = '+7d') =>
  twoRings
    .replace('ring=test }, window', `ring=test }, opens: ${first}, window`)
    .replace('rest, window', `rest, opens: ${second}, window`);

export const ageCases: readonly (readonly [rule: string, written: Case, lines: readonly string[]])[] = [
  [
    'an age that no update has when the first ring opens',
    { before: 'updates: { minAge: 7d }\n', policy: opens('+1d') },
    [
      'patchring.yml:4:20 POLICY_AGE_INVALID minAge is 7d and the first ring, test, opens after 1d: no update is old enough to be planned by then; write opens: +7d there, or minAge: 1d',
    ],
  ],
  [
    'an age where the first ring opens at once, which is the default',
    { before: 'updates: { minAge: 36h }\n' },
    [
      'patchring.yml:4:20 POLICY_AGE_INVALID minAge is 1d12h and the first ring, test, opens at once: no update is old enough to be planned by then; write opens: +1d12h there, or take minAge out',
    ],
  ],
  [
    'an age that counts from the release as the openings do',
    {
      before: 'updates: { minAge: 25h }\ncalendar: { follow: detected-release }\n',
      policy: opens('+1d'),
    },
    [
      'patchring.yml:4:20 POLICY_AGE_INVALID minAge is 1d1h and the first ring, test, opens after 1d: no update is old enough to be planned by then; write opens: +1d1h there, or minAge: 1d',
    ],
  ],
];

export const ageAllowed: readonly (readonly [string, Case])[] = [
  ['an age that updates have when the first ring opens', { before: 'updates: { minAge: 3d }\n', policy: opens('+3d') }],
  ['an age with a source that asks nobody for updates', { before: 'updates: { minAge: 3d, source: none }\n' }],
];
