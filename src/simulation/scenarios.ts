// The stories that the embedded fleet can play, as data: when they happen, what Windows Update has, what ails which machine,
// and how the rollout must end. The dates, KBs and builds are Microsoft's; each story is one that has happened (facts:
// windows-servicing 2).
import type { Conclusion } from '../model/conclusion.ts';
import {
  december2025,
  june2025,
  october2025,
  october2025FirstDay,
  rollupPackage,
  september2026,
  servicingStackPackage,
} from './catalogue.ts';
import type { ClusterSetup } from './cluster.ts';
import type { Fault } from './faults.ts';
import { type MachineSetup, realisticTiming, shortTiming, type Timing } from './profile.ts';
import { type RosterEntry, rosterOf } from './roster.ts';
import { server } from './servers.ts';
import type { CatalogueUpdate } from './updates.ts';

/** `realistic`: minutes and hours, for virtual time. `short`: seconds, for a fleet that somebody watches. */
export type Scale = 'realistic' | 'short';

export const timings: Readonly<Record<Scale, Timing>> = { realistic: realisticTiming, short: shortTiming };

/** Where a machine stands before the story: its UBR, and the KBs that brought it there. */
interface Standing {
  readonly ubr: number;
  readonly kbs: readonly string[];
}

export interface Scenario {
  readonly name: string;
  /** What happens, in one sentence. */
  readonly story: string;
  readonly expected: Conclusion;
  /** Epoch ms at which a virtual clock begins. */
  readonly startAt: number;
  readonly catalogue: readonly CatalogueUpdate[];
  readonly enrolled: Standing;
  readonly notEnrolled: Standing;
  readonly isEnrolled: (entry: RosterEntry) => boolean;
  /** Enrolled, and not served any more. */
  readonly isLapsed?: (entry: RosterEntry) => boolean;
  /** What cleans a machine's component store with ResetBase by itself. */
  readonly resetters?: (entry: RosterEntry) => readonly string[];
  readonly faults: (entry: RosterEntry, scale: Scale) => readonly Fault[];
  /** How long the machines are watched after the rollout has ended, in ms of their time; absent: not at all. */
  readonly afterwards?: number;
  /** The first three production machines are nodes of a failover cluster, whose storage repairs itself for that long (ms). */
  readonly repair?: Readonly<Record<Scale, number>>;
  /** What is not the default in this story's policy. */
  readonly policy: { readonly hotpatch?: 'ignore'; readonly onRegression: 'halt' | 'rollback' };
}

const healthy = (): readonly Fault[] => [];
const everySecond = ({ index, kind }: RosterEntry): boolean => index % 2 === 1 && kind !== 'dc';
const isFirstPilot = ({ ring, index }: RosterEntry): boolean => ring === 'pilot' && index === 0;
const isSecondPilot = ({ ring, index }: RosterEntry): boolean => ring === 'pilot' && index === 1;

const summer2025 = {
  startAt: Date.UTC(2025, 5, 10, 20, 0),
  catalogue: june2025,
  enrolled: { ubr: 3981, kbs: ['KB5055523', 'KB5058497'] },
  notEnrolled: { ubr: 4061, kbs: ['KB5058411'] },
};

const [hour, day] = [3_600_000, 86_400_000];

/** The June update and the service that does not survive it. */
const deadService: Fault = { kind: 'serviceDies', kb: 'KB5060842', service: 'DHCPServer' };
const dyingOn = ({ kind }: RosterEntry): readonly Fault[] => (kind === 'dhcp' ? [deadService] : []);

/** After its gates have passed, and before its ring is taken back. */
const later: Readonly<Record<Scale, number>> = { realistic: 15 * 60_000, short: 2_000 };

const autumn2025 = {
  startAt: Date.UTC(2025, 9, 24, 20, 0),
  catalogue: october2025,
  enrolled: { ubr: 6899, kbs: ['KB5066835'] },
  notEnrolled: { ubr: 6899, kbs: ['KB5066835'] },
};

const autumn2026 = {
  startAt: Date.UTC(2026, 8, 9, 20, 0),
  catalogue: september2026,
  enrolled: { ubr: 33222, kbs: ['KB5099536', 'KB5120228'] },
  notEnrolled: { ubr: 33296, kbs: ['KB5120233'] },
  isEnrolled: everySecond,
};

export const scenarios: readonly Scenario[] = [
  {
    ...summer2025,
    name: 'bad-update',
    story: 'KB5060842 passes the test ring, and in the pilot ring the DHCP Server service does not come back.',
    expected: 'rolled-back',
    isEnrolled: () => false,
    faults: dyingOn,
    policy: { onRegression: 'rollback' },
  },
  {
    ...autumn2026,
    name: 'calm',
    story: 'The September 2026 baseline goes through all three rings.',
    expected: 'succeeded',
    faults: healthy,
    policy: { onRegression: 'rollback' },
  },
  {
    ...autumn2025,
    name: 'hotpatch-loss',
    story:
      'KB5070881 takes the first enrolled machine off the Hotpatch train, before anybody knew and with no hold in force.',
    expected: 'halted',
    startAt: Date.UTC(2025, 9, 23, 20, 0),
    catalogue: october2025FirstDay,
    // Nobody had enrolled the test ring: it cannot lose what it does not have.
    isEnrolled: entry => entry.ring !== 'test' && everySecond(entry),
    faults: healthy,
    policy: { hotpatch: 'ignore', onRegression: 'rollback' },
  },
  {
    ...autumn2025,
    name: 'held',
    story:
      'The same update a day later: the shipped hold keeps enrolled machines from it, and they get KB5070893 instead.',
    expected: 'succeeded',
    isEnrolled: everySecond,
    faults: healthy,
    policy: { onRegression: 'rollback' },
  },
  {
    name: 'licence-lapsed',
    story:
      'The Hotpatch licence of the second pilot machine has lapsed, and it is offered the cumulative update that everybody without Hotpatch gets.',
    expected: 'held',
    startAt: Date.UTC(2025, 11, 10, 20, 0),
    catalogue: december2025,
    enrolled: { ubr: 7093, kbs: ['KB5066835', 'KB5072753'] },
    notEnrolled: { ubr: 7171, kbs: ['KB5068861'] },
    isEnrolled: everySecond,
    isLapsed: isSecondPilot,
    faults: healthy,
    policy: { onRegression: 'rollback' },
  },
  {
    ...autumn2026,
    name: 'lost-machine',
    story: 'The second pilot machine goes down for its restart and never comes back.',
    expected: 'halted',
    faults: entry => (isSecondPilot(entry) ? [{ kind: 'neverComesBack' }] : []),
    policy: { onRegression: 'halt' },
  },
  {
    ...autumn2026,
    name: 'slow-restart',
    story: 'One pilot machine takes three quarters of an hour to restart, and comes back.',
    expected: 'succeeded',
    faults: (entry, scale) =>
      isSecondPilot(entry) ? [{ kind: 'slowRestart', takes: scale === 'short' ? 8_000 : 44 * 60_000 }] : [],
    policy: { onRegression: 'rollback' },
  },
  {
    ...summer2025,
    name: 'comes-back',
    story:
      'The same update is rolled back in the pilot ring, and six hours later the automatic updates of each machine look for what they could install.',
    expected: 'rolled-back',
    isEnrolled: () => false,
    faults: entry => [...dyingOn(entry), { kind: 'comesBack', after: 6 * hour }],
    afterwards: day,
    policy: { onRegression: 'rollback' },
  },
  {
    ...summer2025,
    name: 'cleaned-up',
    story:
      'The same update is rolled back in the pilot ring, where a scheduled task has cleaned the component store of one machine with ResetBase.',
    expected: 'rolled-back',
    isEnrolled: () => false,
    resetters: entry => (isFirstPilot(entry) ? ['scheduled task \\Corp\\clean'] : []),
    faults: entry => [
      ...dyingOn(entry),
      ...(isFirstPilot(entry) ? [{ kind: 'baseReset', kb: 'KB5060842', after: 0 } as const] : []),
    ],
    policy: { onRegression: 'rollback' },
  },
  {
    ...summer2025,
    name: 'superseded',
    story:
      'The same update is rolled back in the pilot ring, where somebody has installed a later update over it on one machine meanwhile.',
    expected: 'rolled-back',
    isEnrolled: () => false,
    faults: (entry, scale) => [
      ...dyingOn(entry),
      ...(isFirstPilot(entry)
        ? [{ kind: 'addedByOthers', kb: 'KB5060842', after: later[scale], what: 'later' } as const]
        : []),
    ],
    policy: { onRegression: 'rollback' },
  },
  {
    ...autumn2026,
    name: 'cluster',
    story:
      'Three production machines are a failover cluster: one at a time is drained, updated and resumed, and the next one waits until storage has repaired itself.',
    expected: 'succeeded',
    isEnrolled: entry => entry.kind !== 'node' && everySecond(entry),
    faults: healthy,
    repair: { realistic: 25 * 60_000, short: 3_000 },
    policy: { onRegression: 'rollback' },
  },
];

export function scenarioNamed(name: string): Scenario | undefined {
  return scenarios.find(scenario => scenario.name === name);
}

/** Who plays the story: the usual roster, with a failover cluster where the story has one. */
export function castOf({ repair }: Scenario, count: number): readonly RosterEntry[] {
  if (repair === undefined) return rosterOf(count);
  return rosterOf(count).map(entry =>
    entry.ring === 'production' && entry.index < nodes
      ? { ...entry, name: `hv${String(entry.index + 1).padStart(2, '0')}`, kind: 'node' }
      : entry,
  );
}

const nodes = 3;

function clusterOf({ repair }: Scenario, roster: readonly RosterEntry[], scale: Scale): ClusterSetup | undefined {
  if (repair === undefined) return undefined;
  const names = roster.filter(({ kind }) => kind === 'node').map(({ name }) => name);
  return { name: 'hvcluster', nodes: names, hasWitness: true, repair: repair[scale], role: 'virtual machine' };
}

/** The machines of a story before it begins; machines of one kind share a profile. */
export function setupsOf(scenario: Scenario, roster: readonly RosterEntry[], scale: Scale): readonly MachineSetup[] {
  const profiles = new Map<string, MachineSetup['profile']>();
  const cluster = clusterOf(scenario, roster, scale);
  return roster.map(entry => {
    const isEnrolled = scenario.isEnrolled(entry);
    const { ubr, kbs } = isEnrolled ? scenario.enrolled : scenario.notEnrolled;
    const isLapsed = scenario.isLapsed?.(entry) ?? false;
    const resetters = scenario.resetters?.(entry) ?? [];
    const key = `${entry.kind} ${isEnrolled} ${isLapsed} ${resetters.join()}`;
    const packages = [rollupPackage(ubr), servicingStackPackage(ubr)];
    const made = { ...server({ kind: entry.kind, isEnrolled, isLapsed, ubr, kbs, packages }), resetters };
    const profile = profiles.get(key) ?? made;
    profiles.set(key, profile);
    const faults = scenario.faults(entry, scale);
    return { name: entry.name, profile, faults, ...(entry.kind === 'node' ? { cluster } : {}) };
  });
}
