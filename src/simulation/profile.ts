// What a simulated machine is before anything happens to it, and how long things
// take there. One profile can serve a thousand machines: nothing in it ever
// changes.
import type { RestartReadiness, Service } from '../model/reading.ts';
import type { ClusterSetup } from './cluster.ts';
import type { Range } from './dice.ts';
import type { Fault } from './faults.ts';
import type { CatalogueUpdate } from './updates.ts';

/** Traces of Hotpatch enrolment as they stand in the registry and in DeviceGuard (facts: windows-servicing 1.3). */
export interface HotpatchTraces {
  /** Does Windows Update see the machine as enrolled? */
  readonly isEnrolled: boolean;
  readonly vbsStatus: number;
  readonly secureBoot: boolean;
  /** 1 where Arc has delivered the licence; null where the key is absent (Azure Edition, not enrolled). */
  readonly arcSubscription: number | null;
  readonly licenceTrouble: readonly string[];
}

export interface MachineProfile {
  readonly domain: string;
  readonly isDomainController: boolean;
  readonly productName: string;
  readonly editionId: string;
  readonly installationType: string;
  readonly build: number;
  readonly ubr: number;
  readonly roles: readonly string[];
  readonly otherUpdaters: readonly string[];
  readonly services: readonly Service[];
  readonly hotpatch: HotpatchTraces;
  /** KBs and CBS packages installed before the story begins. */
  readonly kbs: readonly string[];
  readonly packages: readonly string[];
  /** Signals that ask for a restart before anything was done, e.g. `fileRename`. */
  readonly pendingRestart: readonly string[];
  /** The WSUS server that the machine's own policy names. */
  readonly wsus?: string;
  /** What cleans the component store with ResetBase by itself; absent: nothing. */
  readonly resetters?: readonly string[];
  /** VSS writers that have failed; absent: none. */
  readonly failedWriters?: readonly string[];
  /** When Windows Server Backup succeeded last, in ms before each look; absent: six hours. */
  readonly backupAge?: number;
  /** What a restart would meet; absent: nothing. */
  readonly atRestart?: Partial<RestartReadiness>;
  /** System drive in bytes. */
  readonly disk: { readonly free: number; readonly size: number };
}

/** Milliseconds, lowest and highest; each machine rolls its own. */
export interface Timing {
  /** From the start of a job until its process runs. */
  readonly queue: Range;
  readonly scan: Range;
  /** Downloading alone. */
  readonly stage: Range;
  readonly install: Range;
  readonly uninstall: Range;
  /** From the request until the machine goes down: it still answers on the old boot. */
  readonly grace: Range;
  readonly down: Range;
  /** Answers again, and servicing still works. */
  readonly servicing: Range;
}

const [second, minute] = [1_000, 60_000] as const;

/** As on real servers. */
export const realisticTiming: Timing = {
  queue: [second, 3 * second],
  scan: [40 * second, 3 * minute],
  stage: [2 * minute, 10 * minute],
  install: [6 * minute, 20 * minute],
  uninstall: [5 * minute, 15 * minute],
  grace: [5 * second, 8 * second],
  down: [3 * minute, 9 * minute],
  servicing: [20 * second, 90 * second],
};

/** Short enough to watch: the embedded fleet in real time. */
export const shortTiming: Timing = {
  queue: [10, 40],
  scan: [150, 400],
  stage: [200, second],
  install: [300, 2 * second],
  uninstall: [300, 1_500],
  grace: [100, 200],
  down: [500, 2 * second],
  servicing: [100, 400],
};

/** What the machine lives in: shared by a whole fleet. */
export interface Surroundings {
  readonly catalogue: readonly CatalogueUpdate[];
  readonly timing: Timing;
  readonly seed: number;
  /** Epoch ms at which the fleet began. */
  readonly startAt: number;
}

/** One machine of a fleet, by name. */
export interface MachineSetup {
  readonly name: string;
  readonly profile: MachineProfile;
  readonly faults: readonly Fault[];
  /** Of its own dice; the fleet's unless told. */
  readonly seed?: number;
  /** The failover cluster that it is a node of: one object for all of its nodes. */
  readonly cluster?: ClusterSetup | undefined;
}
