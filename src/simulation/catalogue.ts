// The updates that the simulated Windows Update knows, as Microsoft released them: three months of Windows Server 2025 from the
// calendar (facts: windows-servicing 1.8, 1.9, 2.1), and beside them what every real scan brings along and a policy must filter.
// Nothing about machines stands here; what an update does to a machine that is ill with it is a fault of that machine.
import type { CatalogueUpdate } from './updates.ts';

const server2025 = 'Microsoft Server operating system-24H2';
const megabyte = 1_000_000;

interface Cumulative {
  readonly kb: string;
  readonly ubr: number;
  readonly title: string;
  readonly updateId: string;
  readonly audience: CatalogueUpdate['audience'];
  readonly train: CatalogueUpdate['train'];
  readonly restarts?: CatalogueUpdate['restarts'];
  readonly cves?: readonly string[];
  /** When Microsoft released it; nobody knows unless told. */
  readonly deployedAt?: string;
}

const build = 26100;

/** Name of the package by which the component store knows a cumulative update. */
export function rollupPackage(ubr: number): string {
  return `Package_for_RollupFix~31bf3856ad364e35~amd64~~${build}.${ubr}.1.10`;
}

/** Name of the servicing stack that comes with it and stays. */
export function servicingStackPackage(ubr: number): string {
  return `Package_for_ServicingStack_${ubr}~31bf3856ad364e35~amd64~~${build}.${ubr}.1.0`;
}

/** A cumulative update or hotpatch of Windows Server 2025, as a scan reports it. */
export function cumulative(of: Cumulative): CatalogueUpdate {
  const restarts = of.restarts ?? 'always';
  return {
    update: {
      updateId: of.updateId,
      revision: 200,
      title: of.title,
      kbs: [of.kb],
      categories: ['0fa1201d-4330-4fa8-8ae9-b877473b6441', 'Security Updates', server2025],
      size: (of.train === 'baseline' ? 1_900 : 310) * megabyte,
      restart: typeof restarts === 'string' ? restarts : 'can',
      isRestartPredicted: true,
      isDownloaded: false,
      deployedAt: of.deployedAt ?? null,
      supersededBy: [],
      needsLicence: false,
      needsInput: false,
      isProductUpgrade: false,
      cves: [...(of.cves ?? [])],
    },
    kb: of.kb,
    family: 'cumulative',
    build,
    level: of.ubr,
    audience: of.audience,
    restarts,
    packages: [rollupPackage(of.ubr)],
    permanentPackages: [servicingStackPackage(of.ubr)],
    train: of.train,
  };
}

/** Offered in every scan, and never wanted by a policy for Windows security updates. */
const bystanders: readonly CatalogueUpdate[] = [
  {
    update: {
      updateId: '5d1f7a36-0c2c-4b58-9c1e-6a7a0f4b1c11',
      revision: 200,
      title: 'Security Intelligence Update for Microsoft Defender Antivirus - KB2267602 (Version 1.441.212.0)',
      kbs: ['KB2267602'],
      categories: ['e0789628-ce08-4437-be74-2495b842f43b', 'Definition Updates', 'Microsoft Defender Antivirus'],
      size: 140 * megabyte,
      restart: 'never',
      isRestartPredicted: false,
      isDownloaded: true,
      deployedAt: null,
      supersededBy: [],
      needsLicence: false,
      needsInput: false,
      isProductUpgrade: false,
      cves: [],
    },
    kb: 'KB2267602',
    family: 'definitions',
    build,
    level: 1,
    audience: 'all',
    restarts: 'never',
    packages: [],
    permanentPackages: [],
    train: 'keeps',
  },
];

/** June 2025: KB5060842, after which the DHCP Server service stopped on some machines (facts: windows-servicing 2.2 no. 8). */
export const june2025: readonly CatalogueUpdate[] = [
  cumulative({
    kb: 'KB5060842',
    deployedAt: '2025-06-10T17:00:00Z',
    ubr: 4349,
    title:
      '2025-06 Cumulative Update for Microsoft server operating system version 24H2 for x64-based Systems (KB5060842) (26100.4349)',
    updateId: 'b6a1f0de-3f5c-4a55-8a86-4f5c2f0e6842',
    audience: 'notEnrolled',
    train: 'leaves',
  }),
  cumulative({
    kb: 'KB5060841',
    deployedAt: '2025-06-10T17:00:00Z',
    ubr: 4270,
    title:
      '2025-06 Hotpatch Cumulative Update for Microsoft server operating system version 24H2 (KB5060841) (26100.4270)',
    updateId: '0f4a8d0c-7a1b-4c0f-9d25-0be0c31e6841',
    audience: 'enrolled',
    train: 'keeps',
    restarts: 'never',
  }),
  ...bystanders,
];

/** December 2025, a month of hotpatches, when licences lapsed by themselves (facts: windows-servicing 1.6 rule 9). */
export const december2025: readonly CatalogueUpdate[] = [
  cumulative({
    kb: 'KB5072033',
    deployedAt: '2025-12-09T18:00:00Z',
    ubr: 7462,
    title:
      '2025-12 Cumulative Update for Microsoft server operating system version 24H2 for x64-based Systems (KB5072033) (26100.7462)',
    updateId: '4c1d7be2-90a5-4a3c-b0fd-2b6f5c1e2033',
    audience: 'notEnrolled',
    train: 'leaves',
  }),
  cumulative({
    kb: 'KB5072014',
    deployedAt: '2025-12-09T18:00:00Z',
    ubr: 7392,
    title:
      '2025-12 Hotpatch Cumulative Update for Microsoft server operating system version 24H2 (KB5072014) (26100.7392)',
    updateId: '9e3b0a6f-12d8-4f77-8c55-71a0d4be2014',
    audience: 'enrolled',
    train: 'keeps',
    restarts: 'never',
  }),
  ...bystanders,
];

const wsusFix = ['CVE-2025-59287'];

/** 23 to 24 October 2025: for a while everyone was offered KB5070881, which takes enrolled machines off the train. */
export const october2025: readonly CatalogueUpdate[] = [
  cumulative({
    kb: 'KB5070881',
    deployedAt: '2025-10-23T17:00:00Z',
    ubr: 6905,
    title:
      '2025-10 Cumulative Update for Microsoft server operating system version 24H2 for x64-based Systems (KB5070881) (26100.6905)',
    updateId: '8c3d8a27-50f6-4f0c-8b0f-3f1a6d070881',
    audience: 'all',
    train: 'leaves',
    cves: wsusFix,
  }),
  cumulative({
    kb: 'KB5070893',
    deployedAt: '2025-10-24T17:00:00Z',
    ubr: 6905,
    title:
      '2025-10 Security Update for Microsoft server operating system version 24H2 for x64-based Systems (KB5070893) (26100.6905)',
    updateId: '3b7b6c1e-9d0a-4f64-a0d5-94c8d1070893',
    audience: 'enrolled',
    train: 'keeps',
    restarts: { role: 'wsus' },
    cves: wsusFix,
  }),
  ...bystanders,
];

/** 23 October 2025, before KB5070893 existed: nothing else could be chosen. */
export const october2025FirstDay: readonly CatalogueUpdate[] = october2025.filter(({ kb }) => kb !== 'KB5070893');

/** September 2026: an unplanned baseline, for enrolled machines and all others alike. */
export const september2026: readonly CatalogueUpdate[] = [
  cumulative({
    kb: 'KB5122871',
    deployedAt: '2026-09-08T17:00:00Z',
    ubr: 33438,
    title: '2026-09 Security Update (KB5122871) (26100.33438)',
    updateId: 'e51c7b0a-64b5-4a0e-9f3f-2f6d2c122871',
    audience: 'all',
    train: 'baseline',
    cves: ['CVE-2026-69525'],
  }),
  ...bystanders,
];
