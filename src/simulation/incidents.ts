// The incident corpus, as data: what Microsoft (or a vendor of content) released, on which Windows, which machines it hurt and how it
// showed on them (facts: rollout 0). Dates, KBs and builds are the real ones; what a machine does is a fault of that machine, so a replay
// asks the same gates as a real rollout. How long a symptom took on one machine is not published: those figures are ours, and say so.
import { cumulative } from './catalogue.ts';
import type { Fault } from './faults.ts';
import { type IncidentMachine, type IncidentRole, rollup, servicingStack, type Windows } from './incident-fleet.ts';
import type { CatalogueUpdate } from './updates.ts';

export interface Incident {
  readonly name: string;
  /** The update that did it, by KB or by name. */
  readonly id: string;
  readonly kb: string;
  /** What happened, in one sentence. */
  readonly story: string;
  readonly startAt: number;
  readonly windows: Windows;
  readonly catalogue: readonly CatalogueUpdate[];
  /** Roles that it hit; all of them unless told. */
  readonly roles?: readonly IncidentRole[];
  readonly isHit: (machine: IncidentMachine) => boolean;
  /** Of a machine that it hits. */
  readonly faults: (machine: IncidentMachine) => readonly Fault[];
  /** What the default policy would not have asked for, and is asked for here: `updates.include`. */
  readonly include?: readonly string[];
  /** The harm is that it comes again: whoever has it twice after a second day is hit. */
  readonly isRepeated?: boolean;
}

const [minute, hour] = [60_000, 3_600_000];

const server2019: Windows = {
  productName: 'Microsoft Windows Server 2019',
  build: 17_763,
  ubr: 7_434,
  kbs: ['KB5060531'],
  hasHotpatch: false,
};
const server2022: Windows = {
  productName: 'Microsoft Windows Server 2022',
  build: 20_348,
  ubr: 2_322,
  kbs: ['KB5034770'],
  hasHotpatch: false,
};
const server2025: Windows = {
  productName: 'Microsoft Windows Server 2025',
  build: 26_100,
  ubr: 6_899,
  kbs: ['KB5066835'],
  hasHotpatch: true,
};

type Release = Parameters<typeof cumulative>[0];

function released(build: number, release: Release): CatalogueUpdate {
  return {
    ...cumulative(release),
    build,
    packages: [rollup(build, release.ubr)],
    permanentPackages: [servicingStack(build, release.ubr)],
  };
}

const toAll = { audience: 'all', train: 'leaves' } as const;
const isController = ({ role }: IncidentMachine): boolean => role === 'domain-controller';
const controllers = ['domain-controller'] as const;

const ordinary = released(20_348, {
  ...toAll,
  kb: 'KB5044284',
  ubr: 2_033,
  title: 'Windows Server 2025 (KB5044284)',
  updateId: 'e2c1f5b8-03d7-4c96-bb8c-9c0f4a044284',
  deployedAt: '2024-11-01T17:00:00Z',
});
const upgrade: CatalogueUpdate = {
  ...ordinary,
  family: 'upgrade',
  packages: [],
  permanentPackages: [],
  update: { ...ordinary.update, categories: ['Upgrades', 'Windows Server 2025'], isProductUpgrade: true },
};

const channel = released(20_348, {
  ...toAll,
  kb: 'channel-291',
  ubr: 291,
  title: 'Channel content 291 for an agent of another vendor',
  updateId: '29100000-0000-4000-8000-000000000291',
  deployedAt: '2024-07-19T04:09:00Z',
  restarts: 'never',
});
const content: CatalogueUpdate = {
  ...channel,
  family: 'definitions',
  packages: [],
  permanentPackages: [],
  update: { ...channel.update, kbs: [], categories: ['Definition Updates', 'Agent of another vendor'] },
};

/** Hours until LSASS fell on one domain controller after the other: hours to days, by how busy it is. Ours, nobody has published any. */
const leakHours = [34, 19, 52, 9, 66, 27, 44, 14];

export const incidents: readonly Incident[] = [
  {
    name: 'dc-boot-loop',
    id: 'KB5082063',
    kb: 'KB5082063',
    story: 'LSASS crashes at start-up on domain controllers, which restart without end (April 2026).',
    startAt: Date.UTC(2026, 3, 14, 20),
    windows: { ...server2025, ubr: 32_522, kbs: ['KB5078740'] },
    catalogue: [
      released(26_100, {
        ...toAll,
        kb: 'KB5082063',
        ubr: 32_690,
        title: '2026-04 Security Update (KB5082063) (26100.32690)',
        updateId: '4fd0a3c1-6a0e-4bb3-9c07-8b1f8e082063',
        deployedAt: '2026-04-14T17:00:00Z',
        train: 'baseline',
      }),
    ],
    roles: controllers,
    isHit: isController,
    faults: () => [{ kind: 'neverComesBack', kb: 'KB5082063' }],
  },
  {
    name: 'dc-boot-loop-2022',
    id: 'KB5009555',
    kb: 'KB5009555',
    story: 'Domain controllers restart in a loop (January 2022).',
    startAt: Date.UTC(2022, 0, 11, 20),
    windows: { ...server2022, ubr: 405, kbs: ['KB5008223'] },
    catalogue: [
      released(20_348, {
        ...toAll,
        kb: 'KB5009555',
        ubr: 469,
        title: '2022-01 Cumulative Update for Microsoft server operating system version 21H2 (KB5009555)',
        updateId: '0e5a7c39-1d58-4a2f-8f36-5a3c2e009555',
        deployedAt: '2022-01-11T18:00:00Z',
      }),
    ],
    roles: controllers,
    isHit: isController,
    faults: () => [{ kind: 'neverComesBack', kb: 'KB5009555' }],
  },
  {
    name: 'hotpatch-loss',
    id: 'KB5070881',
    kb: 'KB5070881',
    story: 'The update installs well and takes enrolled machines off the Hotpatch train (October 2025).',
    startAt: Date.UTC(2025, 9, 23, 20),
    windows: server2025,
    catalogue: [
      released(26_100, {
        ...toAll,
        kb: 'KB5070881',
        ubr: 6_905,
        title:
          '2025-10 Cumulative Update for Microsoft server operating system version 24H2 for x64-based Systems (KB5070881) (26100.6905)',
        updateId: '8c3d8a27-50f6-4f0c-8b0f-3f1a6d070881',
        deployedAt: '2025-10-23T17:00:00Z',
      }),
    ],
    isHit: ({ isEnrolled }) => isEnrolled,
    faults: () => [],
  },
  {
    name: 'cluster-service',
    id: 'KB5062557',
    kb: 'KB5062557',
    story: 'The Cluster service stops again and again, and nodes are quarantined (July 2025).',
    startAt: Date.UTC(2025, 6, 8, 20),
    windows: server2019,
    catalogue: [
      released(17_763, {
        ...toAll,
        kb: 'KB5062557',
        ubr: 7_558,
        title: '2025-07 Cumulative Update for Windows Server 2019 for x64-based Systems (KB5062557)',
        updateId: '7b0c2f14-8e6d-4f7a-a0f9-3d1e5b062557',
        deployedAt: '2025-07-08T17:00:00Z',
      }),
    ],
    roles: ['cluster'],
    isHit: ({ role }) => role === 'cluster',
    faults: () => [{ kind: 'serviceDies', kb: 'KB5062557', service: 'ClusSvc', after: 2 * minute }],
  },
  {
    name: 'product-upgrade',
    id: 'KB5044284',
    kb: 'KB5044284',
    story: 'A feature upgrade that bears a KB number makes another Windows of servers (November 2024).',
    startAt: Date.UTC(2024, 10, 12, 20),
    windows: { ...server2022, ubr: 2_762, kbs: ['KB5044281'] },
    catalogue: [
      upgrade,
      released(20_348, {
        ...toAll,
        kb: 'KB5046616',
        ubr: 2_849,
        title: '2024-11 Cumulative Update for Microsoft server operating system version 21H2 (KB5046616)',
        updateId: '5d9e2a60-47b1-4d0e-9ad3-1f7b6c046616',
        deployedAt: '2024-11-12T18:00:00Z',
      }),
    ],
    isHit: () => true,
    faults: () => [],
  },
  {
    name: 'hotpatch-again',
    id: 'KB5068966',
    kb: 'KB5068966',
    story: 'A hotpatch is offered and installed again and again (November 2025).',
    startAt: Date.UTC(2025, 10, 11, 20),
    windows: server2025,
    catalogue: [
      released(26_100, {
        kb: 'KB5068966',
        ubr: 7_092,
        title:
          '2025-11 Hotpatch Cumulative Update for Microsoft server operating system version 24H2 (KB5068966) (26100.7092)',
        updateId: 'a90f4d2e-5c83-4e1b-8f61-70d5c3068966',
        deployedAt: '2025-11-11T18:00:00Z',
        audience: 'enrolled',
        train: 'keeps',
        restarts: 'never',
      }),
    ],
    isHit: ({ isEnrolled }) => isEnrolled,
    faults: () => [{ kind: 'offeredAgain', kb: 'KB5068966' }],
    isRepeated: true,
  },
  {
    name: 'lsass-leak',
    id: 'KB5035857',
    kb: 'KB5035857',
    story: 'LSASS leaks on domain controllers for hours to days, falls, and Windows restarts (March 2024).',
    startAt: Date.UTC(2024, 2, 12, 20),
    windows: server2022,
    catalogue: [
      released(20_348, {
        ...toAll,
        kb: 'KB5035857',
        ubr: 2_340,
        title: '2024-03 Cumulative Update for Microsoft server operating system version 21H2 (KB5035857)',
        updateId: '61c7d0f3-92ab-4b15-86c5-e4f2a9035857',
        deployedAt: '2024-03-12T17:00:00Z',
      }),
    ],
    roles: controllers,
    isHit: isController,
    faults: ({ index }) => [
      { kind: 'leaks', kb: 'KB5035857', crashesAfter: (leakHours[index % leakHours.length] ?? 24) * hour },
    ],
  },
  {
    name: 'content-unstaged',
    id: 'content of 19 July 2024',
    kb: 'channel-291',
    story: 'A content file, of a kind that knows no staging, sends every machine into a loop of crashes (July 2024).',
    startAt: Date.UTC(2024, 6, 19, 4),
    windows: server2022,
    catalogue: [content],
    isHit: () => true,
    faults: () => [{ kind: 'unreachable', begins: 'install' }],
    include: ['title:Channel content 291*'],
  },
];

export function incidentNamed(name: string): Incident | undefined {
  return incidents.find(one => one.name === name || one.id === name);
}
