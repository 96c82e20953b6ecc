// What breaks the rules of the groups, and exactly what is said.
import type { Case } from './rule-cases.ts';

export const groupCases: readonly (readonly [rule: string, written: Case, lines: readonly string[]])[] = [
  [
    'a group that could lose all of its machines',
    { before: 'groups:\n  - { name: ag, machines: [web01, web02], maxUnavailable: 2 }\n' },
    [
      'patchring.yml:5:59 POLICY_GROUP_INVALID the group ag may lose all of its 2 machines: write maxUnavailable: 1 or less',
    ],
  ],
  [
    'a gate that only observes what a drain refuses',
    { before: 'gates: { before: [reachable, { gate: cluster, severity: observe }] }\n' },
    [
      'patchring.yml:4:57 POLICY_CLUSTER_INVALID the gate cluster only observes, and cluster: drain refuses what it finds: write cluster: ignore, or another severity',
    ],
  ],
  [
    'a group without machines, of strangers, and of two kinds',
    {
      before:
        'groups:\n  - { name: a, label: role=dc }\n  - { name: A, machines: [web1] }\n  - { name: b, machines: [web01, web02], order: [web03] }\n  - { name: c }\n',
    },
    [
      'patchring.yml:5:23 POLICY_GROUP_INVALID no machine bears the label of the group a: correct it, or write it under labels in the inventory',
      'patchring.yml:6:13 POLICY_GROUP_INVALID there is a group A already: rename one of them',
      'patchring.yml:6:27 POLICY_MACHINE_UNKNOWN no machine of the inventory is called "web1"; did you mean "web01"?',
      'patchring.yml:7:49 POLICY_GROUP_INVALID web03 is not in the group b: take it out',
      'patchring.yml:8:5 POLICY_GROUP_INVALID the group c needs one of machines and label: write one of them',
    ],
  ],
];
