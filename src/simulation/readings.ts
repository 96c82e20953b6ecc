// What can be read on a simulated machine: the model's readings, computed from its state at an instant. Nothing
// is written here, and nothing appears that an operation could not read on a real machine: causes stay hidden,
// traces show.
import type {
  Boot,
  EventCount,
  Facts,
  HealthReading,
  HotpatchReading,
  Listener,
  RestartReadiness,
  RoleResult,
  RolesReading,
  Service,
} from '../model/reading.ts';
import type { SimulatedCluster } from './cluster.ts';
import type { Fault } from './faults.ts';
import { faultsOf } from './faults.ts';
import { isoOf } from './iso.ts';
import { commitOf, fallsOf } from './leaks.ts';
import type { MachineProfile } from './profile.ts';
import { isRestartPending, type Software } from './software.ts';

/** The state of a machine as its readings need it. */
export interface MachineView {
  readonly name: string;
  readonly profile: MachineProfile;
  readonly faults: readonly Fault[];
  readonly software: Software;
  /** When the fleet began. */
  readonly begunAt: number;
  readonly bootNumber: number;
  readonly bootedAt: number;
  /** Servicing after the boot ends here. */
  readonly settledAt: number;
  readonly crashedAt: readonly number[];
}

const hour = 3_600_000;
const gibibyte = 2 ** 30;
const spaceOfOneUpdate = 1.5 * gibibyte;
/** ERROR_PROCESS_ABORTED: what a service that fell over leaves as its exit code. */
const processAborted = 1067;

/** What others brought is a revision between what was there and what we bring. */
const broughtByOthers = 1;

export function readFacts({ name: own, profile, software, faults, begunAt }: MachineView, now: number): Facts {
  const changed = faultsOf(faults, 'changedByOthers').filter(({ after }) => now >= begunAt + after);
  const isUntouched = (software.levels.cumulative ?? profile.ubr) === profile.ubr;
  const more = isUntouched && changed.some(({ what }) => what === 'build') ? broughtByOthers : 0;
  const name = changed.some(({ what }) => what === 'name') ? 'another-one' : own;
  return {
    computerName: name.split('.')[0]?.toUpperCase().slice(0, 15) ?? name,
    domain: profile.domain,
    isDomainController: profile.isDomainController,
    productName: profile.productName,
    editionId: profile.editionId,
    installationType: profile.installationType,
    build: profile.build,
    ubr: (software.levels.cumulative ?? profile.ubr) + more,
    architecture: 'AMD64',
    psVersion: `5.1.${profile.build}.${software.levels.cumulative ?? profile.ubr}`,
    languageMode: 'FullLanguage',
    isAdministrator: true,
    is64BitProcess: true,
    scriptPolicy: null,
    roles: [...profile.roles],
    otherUpdaters: [...profile.otherUpdaters],
    clock: isoOf(now),
  };
}

export function readBoot(view: MachineView, now: number): Boot {
  const { software } = view;
  const own = isRestartPending(software) ? ['servicing'] : [];
  if (software.staged.length > 0) own.push('windowsUpdate');
  const asking = faultsOf(view.faults, 'asksForRestart').flatMap(({ signal, since, stays = false }) =>
    now >= since && (stays || view.bootedAt < since) ? [signal] : [],
  );
  const inherited = view.bootNumber === firstBoot ? view.profile.pendingRestart : [];
  return {
    bootId: bootIdOf(view),
    bootedAt: isoOf(view.bootedAt),
    isServicing: now < view.settledAt,
    pendingRestart: [...own, ...inherited, ...asking],
  };
}

export function readRestartReadiness({ profile }: Pick<MachineView, 'profile'>): RestartReadiness {
  const none = { loggedOn: [], backups: [], bootProtectors: [], shutdownAskedAt: null, unreadable: [] };
  return { ...none, ...profile.atRestart };
}

/** Windows counts boots from its installation on; a server has some behind it. */
export const firstBoot = 17;

/** The creation time of the System process, to the tick, as windows/functions/boot-state.ps1 writes it. */
export function bootIdOf({ bootedAt }: Pick<MachineView, 'bootedAt'>): string {
  return `process-${isoOf(bootedAt).replace('Z', '0000Z')}`;
}

/** From this UBR on, the history refuses network logons (facts: winrm 4 no. 27). */
const historyRefusedFrom = 6899;

export function readHotpatch({ profile, software }: MachineView): HotpatchReading {
  const { isEnrolled, vbsStatus, secureBoot, arcSubscription, licenceTrouble } = profile.hotpatch;
  const isRefused = (software.levels.cumulative ?? profile.ubr) >= historyRefusedFrom;
  return {
    enrollmentPackage: isEnrolled,
    hotPatchTableSize: isEnrolled ? 4096 : 0,
    vbsStatus,
    secureBoot,
    arcSubscription,
    licenceTrouble: [...licenceTrouble],
    licenceMitigation: null,
    installedKbs: { quickFix: [...software.kbs], history: isRefused ? null : [...software.history] },
    unreadable: isRefused ? ['update history: Access is denied. (0x80070005)'] : [],
  };
}

export function readHealth(view: MachineView, now: number, eventsSince: number = now - hour): HealthReading {
  const { disk } = view.profile;
  return {
    services: servicesOf(view, now),
    events: eventsOf(view, now, eventsSince),
    eventsSince: isoOf(eventsSince),
    systemDrive: {
      free: Math.max(0, disk.free - view.software.installed.length * spaceOfOneUpdate),
      size: disk.size,
    },
    crashes: [...view.crashedAt, ...fallsOf(view, now)].filter(at => at >= eventsSince).length,
    shutdownAskedAt: null,
    load: { processor: now < view.settledAt ? 71 : 9, commit: commitOf(view, now) },
    listeners: [listener],
    lastBackup: isoOf(now - (view.profile.backupAge ?? 6 * hour)),
  };
}

/** Every server of the fleet has its own certificate, for long. */
const listener: Listener = {
  name: '*+HTTPS',
  port: 5986,
  thumbprint: '6F1D2A0C9B7E4D3358A1C0FE27B96D4410E5A3B2',
  notAfter: '2099-12-31T23:59:59.000Z',
};

/** The service on which a role stands. */
const servicesOfRoles: Readonly<Record<string, string>> = {
  'domain-controller': 'NTDS',
  dns: 'DNS',
  dhcp: 'DHCPServer',
  iis: 'W3SVC',
  sql: 'MSSQLSERVER',
  wsus: 'WsusService',
};

export function readRoles(view: MachineView, now: number, cluster?: SimulatedCluster): RolesReading {
  const services = servicesOf(view, now);
  const results = view.profile.roles.flatMap((role): RoleResult[] => {
    const item = servicesOfRoles[role];
    if (item === undefined) return [];
    const isRunning = services.some(({ name, state }) => name === item && state === 'running');
    const [outcome, detail] = isRunning ? (['ok', ''] as const) : (['failed', `service ${item} is Stopped`] as const);
    return [{ role, probe: 'service', item, outcome, detail, value: null }];
  });
  return { results: [...results, ...(cluster?.results(view.name, now) ?? [])] };
}

interface Death {
  readonly service: string;
  readonly at: number;
}

function deathsOf({ faults, software }: MachineView, now: number): readonly Death[] {
  return faultsOf(faults, 'serviceDies').flatMap(({ kb, service, after = 0, mendedBy }) => {
    const cause = software.installed.find(({ item }) => item.kb === kb);
    const isMended = software.installed.some(({ item }) => item.kb === mendedBy);
    return cause === undefined || isMended || now < cause.since + after ? [] : [{ service, at: cause.since + after }];
  });
}

function servicesOf(view: MachineView, now: number): Service[] {
  const deaths = deathsOf(view, now);
  const isSettling = now < view.settledAt;
  return view.profile.services.map(service => {
    if (deaths.some(death => death.service === service.name))
      return { ...service, state: 'stopped', exitCode: processAborted };
    if (isSettling && service.startMode === 'automaticDelayed') return { ...service, state: 'stopped' };
    if (isSettling && service.startMode === 'automatic' && !service.isTriggerStart && service.state === 'running')
      return { ...service, state: 'startPending' };
    return service;
  });
}

/** What every healthy server logs; the week before had as much of it. */
const noise: EventCount = {
  log: 'System',
  provider: 'Schannel',
  id: 36874,
  subject: '',
  count: 2,
  before: 310,
  sample: 'TLS 1.2',
};

function eventsOf(view: MachineView, now: number, since: number): EventCount[] {
  const deaths = deathsOf(view, now).filter(({ at }) => at >= since);
  return [
    noise,
    ...deaths.map(({ service }) => ({
      log: 'System',
      provider: 'Service Control Manager',
      id: 7031,
      subject: service,
      count: 3,
      before: 0,
      sample: `${service} 3 60000 1 Restart the service`,
    })),
    ...view.crashedAt
      .filter(at => at >= since)
      .map(() => ({
        log: 'System',
        provider: 'Microsoft-Windows-WER-SystemErrorReporting',
        id: 1001,
        subject: '',
        count: 1,
        before: 0,
        sample: '0x00000139 (0x0000000000000003, 0xffffa48b5e2c6f40, 0xffffa48b5e2c6e98, 0x0000000000000000)',
      })),
  ];
}
