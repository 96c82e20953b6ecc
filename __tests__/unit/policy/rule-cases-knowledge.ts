// Every rule of what is known of updates, with an example of what breaks it, and exactly what is said.
import type { Case } from './rule-cases.ts';

/** What is wrong, what is written, and exactly what is said. */
export const knowledgeCases: readonly (readonly [rule: string, written: Case, lines: readonly string[]])[] = [
  [
    'a CVE whose fix nothing knows',
    { before: 'updates: { include: [CVE-2025-59287] }\n' },
    [
      'patchring.yml:4:22 POLICY_CVE_UNMAPPED nothing says which update closes CVE-2025-59287: name the KB itself, or save Microsoft’s file of its month and name it under cves',
    ],
  ],
  [
    'a fast track without a soak',
    { before: 'exploited: [CVE-2025-59287]\nfastTrack: { soak: 10m }\n' },
    ['patchring.yml:5:20 POLICY_FAST_TRACK_INVALID a soak of 10m shows nothing: write at least 1h'],
  ],
  [
    'a fast track that nothing takes',
    { before: 'fastTrack: { soak: 4h }\n' },
    [
      'patchring.yml:4:12 POLICY_FAST_TRACK_INVALID nothing says what is exploited, so nothing ever takes the fast track: write exploited, kev or cves',
    ],
  ],
  [
    'a fast track on which nobody goes first',
    {
      before: 'exploited: [KB5070893]\nfastTrack: { soak: 4h }\n',
      policy: 'rings: [{ name: all, machines: rest, window: anytime, waves: [100%] }]\n',
    },
    [
      'patchring.yml:5:12 POLICY_FAST_TRACK_INVALID the ring all takes all 4 machines at once, and the fast track needs one that goes first: write waves: [1, 100%], or a ring before it',
    ],
  ],
];
