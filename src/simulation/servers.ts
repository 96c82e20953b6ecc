// The servers of which simulated fleets are made: Windows Server 2025 in the roles that one meets,
// enrolled in Hotpatch or not. One profile object for all machines of a kind: a fleet of thousands
// holds a handful of them.
import type { Service } from '../model/reading.ts';
import type { HotpatchTraces, MachineProfile } from './profile.ts';

/** The word in labels; facts name the roles as windows/operations/facts.ps1 does. */
export type ServerKind = 'app' | 'web' | 'sql' | 'dhcp' | 'file' | 'wsus' | 'dc' | 'node';

export interface ServerOptions {
  readonly kind: ServerKind;
  readonly isEnrolled: boolean;
  /** Its licence from Azure Arc has lapsed. */
  readonly isLapsed?: boolean;
  readonly ubr: number;
  /** KB of that UBR and the baseline below it. */
  readonly kbs: readonly string[];
  readonly packages: readonly string[];
}

function service(
  name: string,
  startMode: Service['startMode'] = 'automatic',
  state: Service['state'] = 'running',
): Service {
  return { name, startMode, state, isTriggerStart: false, exitCode: 0 };
}

const everywhere: readonly Service[] = [
  service('Dnscache'),
  service('EventLog'),
  service('LanmanServer'),
  service('Netlogon'),
  service('W32Time'),
  service('WinRM', 'automaticDelayed'),
  service('Winmgmt'),
  { ...service('sppsvc', 'automaticDelayed', 'stopped'), isTriggerStart: true },
];

const kinds: Readonly<
  Record<ServerKind, { readonly roles: readonly string[]; readonly services: readonly Service[] }>
> = {
  app: { roles: [], services: [service('OrderIntake')] },
  web: { roles: ['iis'], services: [service('W3SVC')] },
  sql: { roles: ['sql'], services: [service('MSSQLSERVER'), service('SQLSERVERAGENT')] },
  dhcp: { roles: ['dhcp'], services: [service('DHCPServer')] },
  file: { roles: ['dfs-replication'], services: [service('DFSR')] },
  wsus: { roles: ['iis', 'wsus'], services: [service('W3SVC'), service('WsusService')] },
  node: { roles: ['hyper-v', 'cluster'], services: [service('ClusSvc'), service('vmms')] },
  dc: {
    roles: ['domain-controller', 'dns', 'dfs-replication'],
    services: [service('ADWS'), service('DFSR'), service('DNS'), service('Kdc'), service('NTDS')],
  },
};

const enrolled: HotpatchTraces = {
  isEnrolled: true,
  vbsStatus: 2,
  secureBoot: true,
  arcSubscription: 1,
  licenceTrouble: [],
};
const lapsed: HotpatchTraces = { ...enrolled, arcSubscription: 0, licenceTrouble: ['licenceCommandStuck'] };
const notEnrolled: HotpatchTraces = { ...enrolled, isEnrolled: false, vbsStatus: 0, arcSubscription: null };

const gibibyte = 2 ** 30;

/** A Windows Server 2025 as it stands before the story. */
export function server({ kind, isEnrolled, isLapsed = false, ubr, kbs, packages }: ServerOptions): MachineProfile {
  const { roles, services } = kinds[kind];
  const isDatacenter = kind === 'sql' || kind === 'file';
  return {
    domain: 'corp.example',
    isDomainController: kind === 'dc',
    productName: `Microsoft Windows Server 2025 ${isDatacenter ? 'Datacenter' : 'Standard'}`,
    editionId: isDatacenter ? 'ServerDatacenter' : 'ServerStandard',
    installationType: kind === 'dc' || kind === 'web' ? 'Server Core' : 'Server',
    build: 26100,
    ubr,
    roles,
    otherUpdaters: [],
    services: [...everywhere, ...services],
    hotpatch: !isEnrolled ? notEnrolled : isLapsed ? lapsed : enrolled,
    kbs,
    packages,
    pendingRestart: [],
    disk: { free: 41 * gibibyte, size: 127 * gibibyte },
  };
}
