// What a Windows Server would answer to our probes, with the one thing changed that a test is about. Values are those of Windows Server
// 2025 Datacenter in October 2025, enrolled in Hotpatch and on the baseline of that month.
import type {
  Boot,
  Facts,
  HealthReading,
  HotpatchReading,
  RestartReadiness,
  Service,
} from '../../src/model/reading.ts';

export function facts(more: Partial<Facts> = {}): Facts {
  return {
    computerName: 'WEB01',
    domain: 'corp.example',
    isDomainController: false,
    productName: 'Windows Server 2025 Datacenter',
    editionId: 'ServerDatacenter',
    installationType: 'Server Core',
    build: 26100,
    ubr: 6899,
    architecture: 'AMD64',
    psVersion: '5.1.26100.6899',
    languageMode: 'FullLanguage',
    isAdministrator: true,
    is64BitProcess: true,
    scriptPolicy: null,
    roles: [],
    otherUpdaters: [],
    clock: '2025-10-25T20:00:00Z',
    ...more,
  };
}

/** @param kbs both sources list these */
export function hotpatchReading(kbs: readonly string[], more: Partial<HotpatchReading> = {}): HotpatchReading {
  return {
    enrollmentPackage: true,
    hotPatchTableSize: 4096,
    vbsStatus: 2,
    secureBoot: true,
    arcSubscription: 1,
    licenceTrouble: [],
    licenceMitigation: null,
    installedKbs: { quickFix: [...kbs], history: [...kbs] },
    unreadable: [],
    ...more,
  };
}

/** No trace of an enrolment. */
export const notEnrolled: Partial<HotpatchReading> = {
  enrollmentPackage: false,
  hotPatchTableSize: 0,
  vbsStatus: 0,
  arcSubscription: null,
};

export function restartReadiness(more: Partial<RestartReadiness> = {}): RestartReadiness {
  return { loggedOn: [], backups: [], bootProtectors: ['tpm'], shutdownAskedAt: null, unreadable: [], ...more };
}

export function boot(more: Partial<Boot> = {}): Boot {
  return { bootId: 'boot-17', bootedAt: '2025-10-15T03:00:00Z', isServicing: false, pendingRestart: [], ...more };
}

export function service(name: string, more: Partial<Service> = {}): Service {
  return { name, startMode: 'automatic', state: 'running', isTriggerStart: false, exitCode: 0, ...more };
}

export function health(more: Partial<HealthReading> = {}): HealthReading {
  return {
    services: [service('W3SVC'), service('LanmanServer'), service('EventLog')],
    events: [],
    eventsSince: '2025-10-25T19:00:00Z',
    systemDrive: { free: 40 * 2 ** 30, size: 120 * 2 ** 30 },
    crashes: 0,
    shutdownAskedAt: null,
    load: { processor: 9, commit: 41.5 },
    lastBackup: '2025-10-25T02:00:00Z',
    listeners: [{ name: '*+HTTPS', port: 5986, thumbprint: 'AB12', notAfter: '2026-10-25T20:00:00Z' }],
    ...more,
  };
}
