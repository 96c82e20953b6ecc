// Any plan, any fleet, any faults: what the property tests of the rollout roll. Times are those of a quick fleet, so that a night of
// patching takes few turns of the virtual clock; everything else is as in the stories.
import fc from 'fast-check';
import {
  june2025,
  october2025,
  rollupPackage,
  september2026,
  servicingStackPackage,
} from '../../src/simulation/catalogue.ts';
import type { Fault } from '../../src/simulation/faults.ts';
import type { Timing } from '../../src/simulation/profile.ts';
import { type ServerKind, server } from '../../src/simulation/servers.ts';
import type { StageOptions } from '../support/rollouts.ts';
import { aCalendar, calendarFields } from './calendars.ts';
import { aCluster, clustered } from './clustered.ts';
import { aCoverage } from './coverage.ts';
import { aChange, aDriftWord } from './drift.ts';
import { aGrouping, groupsOf } from './groups.ts';
import { plantedCredentials } from './purity.ts';
import { aService, noService, serviceFields } from './services.ts';
import { aStranger } from './spared.ts';
import { anAround, aroundFields } from './steps.ts';

const [second, minute, hour] = [1_000, 60_000, 3_600_000];

const timing: Timing = {
  queue: [second, 3 * second],
  scan: [10 * second, 40 * second],
  stage: [20 * second, 3 * minute],
  install: [30 * second, 4 * minute],
  uninstall: [30 * second, 2 * minute],
  grace: [second, 3 * second],
  down: [20 * second, 3 * minute],
  servicing: [5 * second, 30 * second],
};

const months = [
  {
    catalogue: june2025,
    ubr: 4061,
    kbs: ['KB5058411'],
    enrolled: { ubr: 3981, kbs: ['KB5055523', 'KB5058497'] },
    startAt: Date.UTC(2025, 5, 10, 20),
  },
  {
    catalogue: october2025,
    ubr: 6899,
    kbs: ['KB5066835'],
    enrolled: { ubr: 6899, kbs: ['KB5066835'] },
    startAt: Date.UTC(2025, 9, 24, 20),
  },
  {
    catalogue: september2026,
    ubr: 33_296,
    kbs: ['KB5120233'],
    enrolled: { ubr: 33_222, kbs: ['KB5099536', 'KB5120228'] },
    startAt: Date.UTC(2026, 8, 9, 20),
  },
] as const;

const bigKb = ['KB5060842', 'KB5070881', 'KB5122871', 'KB5070893'] as const;

/** Troubles that a machine can have; most machines have none. */
const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    kind: fc.constant('unreachable' as const),
    begins: fc.constantFrom(0, hour, 'install' as const, 'restart' as const),
    lasts: fc.constantFrom(5 * minute, 40 * minute, 30 * hour),
  }),
  fc.record({
    kind: fc.constant('unreachable' as const),
    begins: fc.constantFrom(0, 'install' as const, 'uninstall' as const),
  }),
  fc.record({
    kind: fc.constant('hangs' as const),
    begins: fc.constantFrom(0, 'install' as const, 'restart' as const),
    lasts: fc.constantFrom(3 * minute, 2 * hour),
  }),
  fc.record({ kind: fc.constant('losesAnswers' as const), rate: fc.constantFrom(0.1, 0.4) }),
  fc.constant<Fault>({ kind: 'neverComesBack' }),
  fc.record({ kind: fc.constant('slowRestart' as const), takes: fc.constantFrom(20 * minute, 80 * minute) }),
  fc.constant<Fault>({ kind: 'shutdownHangs' }),
  fc.record({ kind: fc.constant('crashes' as const), kb: fc.constantFrom(...bigKb) }),
  fc.record({
    kind: fc.constant('serviceDies' as const),
    kb: fc.constantFrom(...bigKb),
    service: fc.constant('Dnscache'),
    after: fc.constantFrom(0, 2 * minute, 5 * hour),
  }),
  fc.record({
    kind: fc.constant('installFails' as const),
    kb: fc.constantFrom(...bigKb),
    hresult: fc.constantFrom(0x80070643, 0x80242007),
    times: fc.constantFrom(1, 9),
    wantsRestart: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('uninstallFails' as const), marked: fc.boolean() }),
  fc.record({
    kind: fc.constant('baseReset' as const),
    kb: fc.constantFrom(...bigKb),
    after: fc.constantFrom(0, 5 * hour),
  }),
  aStranger(bigKb),
  fc.constant<Fault>({ kind: 'logLocked', part: 'cbs' }),
  fc.constant<Fault>({ kind: 'jobRefused', job: 'hide', code: 'SCAN_FAILED', hresult: 0x8024402c }),
  fc.record({
    kind: fc.constant('scanFails' as const),
    hresult: fc.constant(0x8024402c),
    times: fc.constantFrom(1, 9),
  }),
  fc.record({
    kind: fc.constant('jobLost' as const),
    job: fc.constantFrom(
      'scan' as const,
      'stage' as const,
      'install' as const,
      'uninstall' as const,
      'hide' as const,
      'show' as const,
    ),
    times: fc.constant(1),
  }),
);

const aMachine = fc.record({
  kind: fc.constantFrom<ServerKind>('app', 'web', 'sql', 'dc', 'wsus'),
  isEnrolled: fc.boolean(),
  hasPendingRestart: fc.oneof(
    { weight: 8, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  timeZone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Tokyo'),
  faults: fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.array(fault, { minLength: 1, maxLength: 2 }) },
    { weight: 1, arbitrary: fc.tuple(aChange) },
  ),
});

const aRing = fc
  .record({
    machines: fc.array(aMachine, { minLength: 1, maxLength: 5 }),
    waves: fc.constantFrom([1, '100%'], ['100%'], [1, 2, '100%'], ['50%', '100%'], [2, '100%']),
    maxUnavailable: fc.integer({ min: 1, max: 3 }),
    maxFailures: fc.integer({ min: 0, max: 2 }),
    maxSkipped: fc.integer({ min: 0, max: 2 }),
    soak: fc.constantFrom('0s', '1h', '24h'),
    opens: fc.constantFrom('+0s', '+6h'),
    onRegression: fc.constantFrom('halt', 'rollback'),
    drill: fc.boolean(),
    approval: fc.constantFrom('none', 'none', 'required'),
    window: fc.constantFrom(
      'anytime',
      'anytime',
      { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], start: '22:00', duration: '4h', timeZone: 'UTC' },
      { days: ['tue', 'wed', 'thu', 'sat'], start: '01:00', duration: '90m', timeZone: 'machine' },
      { days: ['sat', 'sun'], after: 'detected-release+2d', start: '20:00', duration: '3h', timeZone: 'machine' },
    ),
    // The longest fits no window of ninety minutes, and with a drill none at all: such a ring is held until a person says go.
    takes: fc.constantFrom(undefined, undefined, '5m', '70m', '100m'),
  })
  .map(ring => ({ ...ring, maxFailures: Math.min(ring.maxFailures, ring.maxUnavailable - 1) }));

function namesOf(rings: readonly { readonly machines: readonly unknown[] }[]): readonly string[] {
  return rings.flatMap(({ machines }, ring) => machines.map((_, place) => `m${ring}-${place}`));
}

/** What is rolled: small, and plain JSON, so that a counter-example can be kept as it is printed. */
export const aRoll = fc.record({
  month: fc.constantFrom(0, 1, 2),
  rings: fc.array(aRing, { minLength: 1, maxLength: 3 }),
  hotpatch: fc.constantFrom('protect', 'protect', 'ignore'),
  restart: fc.constantFrom('ifNeeded', 'ifNeeded', 'ifNeeded', 'never'),
  pendingRestart: fc.constantFrom('skip', 'restartFirst'),
  passes: fc.integer({ min: 1, max: 2 }),
  stage: fc.constantFrom('0s', '3h', '12h'),
  stageParallel: fc.integer({ min: 1, max: 3 }),
  seed: fc.integer({ min: 1, max: 1_000 }),
  groups: aGrouping,
  cluster: aCluster,
  around: anAround,
  service: aService,
  calendar: aCalendar,
  coverage: aCoverage,
  drift: aDriftWord,
  analysis: fc.constantFrom({}, { zeroTolerance: 0 }, { method: 'fixed' }, { zeroTolerance: 2, missRate: '30%' }),
});
export type Roll = typeof aRoll extends fc.Arbitrary<infer R> ? R : never;

/** A stage on which a rollout can be run. */
export function stageOf({
  month,
  rings,
  seed,
  hotpatch,
  restart,
  pendingRestart,
  passes,
  stage,
  stageParallel,
  groups,
  cluster = null,
  around = [],
  service = noService,
  calendar,
  analysis,
  coverage,
  drift,
}: Roll): StageOptions {
  const monthly = months[month] ?? months[0];
  return {
    policy: {
      ...calendarFields(calendar, monthly.startAt, namesOf(rings)),
      ...(analysis === undefined ? {} : { analysis }),
      ...(coverage === undefined ? {} : { coverage }),
      ...(drift === undefined ? {} : { drift }),
      credentials: plantedCredentials,
      restart,
      pendingRestart,
      hotpatch,
      updates: { passes, stage, stageParallel },
      groups: groupsOf(groups, namesOf(rings)),
      around: aroundFields(around),
      gates: {
        after: [
          { gate: 'cameBack', timeout: '90m' },
          'hotpatch',
          'buildIsTarget',
          { gate: 'services', settle: '3m', confirm: 2 },
        ].filter(gate => hotpatch !== 'ignore' || gate !== 'hotpatch'),
        ...serviceFields(service),
      },
      rings: rings.map(({ machines, ...ring }, index) => ({
        ...ring,
        name: `ring${index}`,
        machines: machines.map((_, place) => `m${index}-${place}`),
      })),
    },
    machines: clustered(
      cluster,
      rings.flatMap(({ machines }, index) =>
        machines.map((machine, place) => ({ ...machine, name: `m${index}-${place}` })),
      ),
    ).map(({ name, kind, isEnrolled, hasPendingRestart, timeZone, faults, cluster: setup }) => {
      const { ubr, kbs } = isEnrolled ? monthly.enrolled : monthly;
      const packages = [rollupPackage(ubr), servicingStackPackage(ubr)];
      const profile = server({ kind, isEnrolled, ubr, kbs: [...kbs], packages });
      return {
        name,
        profile: hasPendingRestart ? { ...profile, pendingRestart: ['componentServicing'] } : profile,
        faults,
        timeZone,
        cluster: setup,
        labels: { kind },
      };
    }),
    catalogue: monthly.catalogue,
    startAt: monthly.startAt,
    timing,
    seed,
  };
}
