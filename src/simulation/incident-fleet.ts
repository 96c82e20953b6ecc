// The machines on which incidents are replayed: three rings in which every role stands once in the test ring, as coverage asks for, and
// the Windows of the day. `uncovered` leaves the roles that an incident hit out of the test ring, which is how most test rings look.
// Who is hit is a property of the machine (its role, its enrolment), never of the ring it stands in.
import type { MachineProfile } from './profile.ts';
import type { RingName } from './roster.ts';
import { type ServerKind, server } from './servers.ts';

/** What a machine of the fleet is for. */
export type IncidentRole = 'app' | 'web' | 'sql' | 'domain-controller' | 'cluster';

export interface IncidentMachine {
  readonly name: string;
  readonly ring: RingName;
  readonly role: IncidentRole;
  /** Counted within its role, from 0. */
  readonly index: number;
  readonly isEnrolled: boolean;
}

/** The Windows that all machines have before the incident. */
export interface Windows {
  readonly productName: string;
  readonly build: number;
  readonly ubr: number;
  readonly kbs: readonly string[];
  /** Every second machine is enrolled in Hotpatch, domain controllers aside. */
  readonly hasHotpatch: boolean;
}

const turns: Readonly<Record<RingName, readonly IncidentRole[]>> = {
  test: ['app', 'domain-controller', 'cluster', 'web', 'sql'],
  pilot: ['web', 'app', 'cluster', 'sql', 'domain-controller', 'app', 'web', 'app'],
  production: ['web', 'app', 'sql', 'cluster', 'web', 'app', 'domain-controller', 'app', 'web', 'sql'],
};

const shares: readonly (readonly [RingName, number])[] = [
  ['test', 0.1],
  ['pilot', 0.25],
];

function sizesOf(machines: number): Readonly<Record<RingName, number>> {
  const [test = 3, pilot = 3] = shares.map(([, share]) => Math.max(3, Math.round(machines * share)));
  return { test, pilot, production: Math.max(1, machines - test - pilot) };
}

/** @param without roles that the test ring lacks */
export function incidentFleet(machines: number, without: readonly IncidentRole[] = []): readonly IncidentMachine[] {
  const sizes = sizesOf(machines);
  const counts = new Map<IncidentRole, number>();
  return (['test', 'pilot', 'production'] as const).flatMap(ring => {
    const roles = turns[ring].filter(role => ring !== 'test' || !without.includes(role));
    return Array.from({ length: sizes[ring] }, (_, place): IncidentMachine => {
      const role = roles[place % roles.length] ?? 'app';
      const index = counts.get(role) ?? 0;
      counts.set(role, index + 1);
      const isEnrolled = role !== 'domain-controller' && index % 2 === 0;
      return { name: `${ring}-${place + 1}`, ring, role, index, isEnrolled };
    });
  });
}

const kinds: Readonly<Record<IncidentRole, ServerKind>> = {
  app: 'app',
  web: 'web',
  sql: 'sql',
  'domain-controller': 'dc',
  cluster: 'file',
};

/** The service on which a failover cluster stands. */
const clusterService = {
  name: 'ClusSvc',
  startMode: 'automatic',
  state: 'running',
  isTriggerStart: false,
  exitCode: 0,
} as const;

/** The machine before the incident. */
export function profileOf({ role, isEnrolled }: IncidentMachine, windows: Windows): MachineProfile {
  const { productName, build, ubr, kbs, hasHotpatch } = windows;
  const packages = [rollup(build, ubr), servicingStack(build, ubr)];
  const plain = server({ kind: kinds[role], isEnrolled: hasHotpatch && isEnrolled, ubr, kbs, packages });
  const profile = { ...plain, productName: `${productName} Standard`, editionId: 'ServerStandard', build };
  if (role !== 'cluster') return profile;
  return { ...profile, roles: [...profile.roles, 'cluster'], services: [...profile.services, clusterService] };
}

export function rollup(build: number, ubr: number): string {
  return `Package_for_RollupFix~31bf3856ad364e35~amd64~~${build}.${ubr}.1.10`;
}

export function servicingStack(build: number, ubr: number): string {
  return `Package_for_ServicingStack_${ubr}~31bf3856ad364e35~amd64~~${build}.${ubr}.1.0`;
}
