// What operations read on a machine: the shapes of their results, one schema each. The real scripts and the
// embedded fleet are validated by these same schemas; whatever does not fit is an error reading, never a
// guess.
import * as z from 'zod';
import { kbSchema, updateSchema } from './update.ts';

const instant = z.iso.datetime({ offset: true });

/** Who the machine is. `build`.`ubr` as in 26100.6905. */
export const factsSchema = z.strictObject({
  computerName: z.string(),
  /** DNS domain, or the workgroup's name. */
  domain: z.string(),
  isDomainController: z.boolean(),
  productName: z.string(),
  editionId: z.string(),
  installationType: z.string(),
  build: z.number().int(),
  ubr: z.number().int(),
  architecture: z.string(),
  psVersion: z.string(),
  languageMode: z.string(),
  isAdministrator: z.boolean(),
  is64BitProcess: z.boolean(),
  /** Group policy that forbids the script file which a job is, by name; null: none. Machines that were read before it was asked: null. */
  scriptPolicy: z.string().nullable().default(null),
  /** Installed roles that gates and coverage care about, e.g. `domain-controller`, `wsus`, `iis`. */
  roles: z.array(z.string()),
  /** Other updaters found active on the machine, by name, e.g. `automatic updates`, `ConfigMgr`. */
  otherUpdaters: z.array(z.string()),
  /** Names of the directories of our jobs that lie there, at most 200; absent: not asked yet, or not kept. */
  traces: z.array(z.string()).exactOptional(),
  /** The machine's own clock, UTC. */
  clock: instant,
});
export type Facts = z.output<typeof factsSchema>;

/** Which boot the machine is on, and whether Windows has settled on it. */
export const bootSchema = z.strictObject({
  /** Compared by boot-identity.ts, never as a text; LastBootUpTime alone is none (facts: winrm 4.1, windows-servicing 3.10). */
  bootId: z.string().min(1),
  bootedAt: instant,
  /** Windows has not settled: servicing works (CBS ServicingInProgress, TiWorker), or a young boot starts services or shows no logon screen yet. */
  isServicing: z.boolean(),
  /** Signals that ask for a restart, by name. `fileRename` alone only informs. */
  pendingRestart: z.array(z.string()),
});
export type Boot = z.output<typeof bootSchema>;

/** What a restart would meet. `null` = could not be read, and `unreadable` says why. */
export const restartReadinessSchema = z.strictObject({
  /** Who has a session at the console or over Remote Desktop, as DOMAIN\\name. */
  loggedOn: z.array(z.string()).nullable(),
  /** Backup engines at work, by their service: wbengine, VSS. */
  backups: z.array(z.string()).nullable(),
  /** What unlocks the system drive when Windows starts; empty: nothing has to. */
  bootProtectors: z.array(z.string()).nullable(),
  /** The same: when a shutdown was asked for on this boot; null: not, or called off. */
  shutdownAskedAt: instant.nullable(),
  unreadable: z.array(z.string()),
});
export type RestartReadiness = z.output<typeof restartReadinessSchema>;

/** Raw evidence of Hotpatch; graded in knowledge/hotpatch (facts: windows-servicing 1.3 to 1.6). `null` = could not be read. */
export const hotpatchReadingSchema = z.strictObject({
  enrollmentPackage: z.boolean().nullable(),
  hotPatchTableSize: z.number().int().nullable(),
  /** Win32_DeviceGuard.VirtualizationBasedSecurityStatus: 0 off, 1 enabled but not running, 2 running. */
  vbsStatus: z.number().int().nullable(),
  secureBoot: z.boolean().nullable(),
  /** Arc licence delivered: 1 yes; null where the key is absent or unreadable. */
  arcSubscription: z.number().int().nullable(),
  licenceTrouble: z.array(z.string()),
  /** Microsoft's override for the bug that lets licences lapse: 1 it is set; null where it is absent, unreadable or was not asked for yet. */
  licenceMitigation: z.number().int().nullable().default(null),
  /** Installed KBs from two sources; they are compared, not merged, by the grading. */
  installedKbs: z.strictObject({ quickFix: z.array(kbSchema).nullable(), history: z.array(kbSchema).nullable() }),
  /** What could not be read, one sentence each. */
  unreadable: z.array(z.string()),
});
export type HotpatchReading = z.output<typeof hotpatchReadingSchema>;

export const serviceSchema = z.strictObject({
  name: z.string(),
  startMode: z.enum(['automatic', 'automaticDelayed', 'manual', 'disabled', 'boot', 'system', 'unknown']),
  state: z.enum(['running', 'stopped', 'startPending', 'stopPending', 'paused', 'other']),
  isTriggerStart: z.boolean(),
  exitCode: z.number().int(),
});
export type Service = z.output<typeof serviceSchema>;

/** One kind of event, counted. The key is (log, provider, id, subject): the subject is the faulting service or module. */
export const eventCountSchema = z.strictObject({
  log: z.string(),
  provider: z.string(),
  id: z.number().int(),
  subject: z.string(),
  count: z.number().int().nonnegative(),
  /** How many of the same key in the seven days before the window. */
  before: z.number().int().nonnegative(),
  sample: z.string(),
});
export type EventCount = z.output<typeof eventCountSchema>;

export const listenerSchema = z.strictObject({
  /** Address and transport, e.g. `*+HTTPS`. */
  name: z.string(),
  port: z.number().int(),
  /** Upper case, no spaces; empty: WinRM chooses one by itself. */
  thumbprint: z.string(),
  /** When the certificate ends; null: the machine has none with this thumbprint. */
  notAfter: instant.nullable(),
});
export type Listener = z.output<typeof listenerSchema>;

export const healthReadingSchema = z.strictObject({
  services: z.array(serviceSchema),
  /** Critical and error events since `eventsSince`. */
  events: z.array(eventCountSchema),
  eventsSince: instant,
  /** Bytes free and in all on the system drive. */
  systemDrive: z.strictObject({ free: z.number().nonnegative(), size: z.number().nonnegative() }),
  /** Bugchecks, dirty shutdowns and deaths of critical processes since `eventsSince`. */
  crashes: z.number().int().nonnegative(),
  /** When a shutdown was asked for on this boot; null: not, or called off. */
  shutdownAskedAt: instant.nullable().default(null),
  /** Percent; null: could not be read. */
  load: z
    .strictObject({ processor: z.number().nonnegative().nullable(), commit: z.number().nonnegative().nullable() })
    .default({ processor: null, commit: null }),
  /** HTTPS listeners of WinRM; null: could not be read, or not by this version. */
  listeners: z.array(listenerSchema).nullable().default(null),
  /** When Windows Server Backup succeeded last; null: not in a month, or nobody knows. */
  lastBackup: instant.nullable().default(null),
});
export type HealthReading = z.output<typeof healthReadingSchema>;

/** One thing that a role is for, looked at once. */
export const roleResultSchema = z.strictObject({
  /** As in the facts, and `file` and `print` by what is shared. */
  role: z.string(),
  probe: z.string(),
  /** What was looked at, e.g. a site; empty where there is only one. */
  item: z.string(),
  /** `busy` is under way and not bad; `overdue` did not answer in its time; `unreadable` says nothing about the role. */
  outcome: z.enum(['ok', 'failed', 'busy', 'overdue', 'unreadable']),
  /** A sentence unless it is well. */
  detail: z.string(),
  /** A figure that somebody may watch. */
  value: z.number().nullable(),
});
export type RoleResult = z.output<typeof roleResultSchema>;

export const rolesReadingSchema = z.strictObject({ results: z.array(roleResultSchema) });
export type RolesReading = z.output<typeof rolesReadingSchema>;

/** What a script of the owner's did that looks at the machine. What it means is judged by the gate: nothing of it is understood here. */
export const scriptReadingSchema = z.strictObject({
  /** `failed`: an error ended it; `overdue`: it did not end in its time. */
  ended: z.enum(['done', 'failed', 'overdue']),
  /** Its own, or that of the last program that it ran; null: there was none. */
  exitCode: z.number().int().nullable(),
  /** The last object that it wrote, as text; null: it wrote nothing. */
  last: z.string().max(4096).nullable(),
  /** The end of all that it wrote, in one line. */
  note: z.string().max(2000),
  /** Milliseconds. */
  took: z.number().nonnegative(),
});
export type ScriptReading = z.output<typeof scriptReadingSchema>;

/** One for each script, by the key under which it was asked for. */
export const scriptsReadingSchema = z.record(z.string(), scriptReadingSchema);

/** What the update history says of a KB: the last attempt of all, and the last one that succeeded. */
const historyWordSchema = z.strictObject({
  kb: kbSchema,
  operation: z.enum(['install', 'uninstall']),
  result: z.enum(['notStarted', 'inProgress', 'succeeded', 'succeededWithErrors', 'failed', 'aborted']),
});

/** The update agent's history, as a job reads it: current Windows refuses it to network logons. What DISM does leaves no word there. */
export const updateHistorySchema = z.strictObject({
  /** Newest first; null: it could not be read, and `unreadable` says why. */
  words: z.array(historyWordSchema).nullable(),
  unreadable: z.string().nullable(),
});
export type UpdateHistory = z.output<typeof updateHistorySchema>;

/** Result of a scan job. `history`: absent where nobody asked the machine's agent. */
export const scanResultSchema = z.strictObject({
  updates: z.array(updateSchema),
  /** What the scan asked: `policy (WSUS http://…)`, `Windows Update`, … */
  source: z.string(),
  history: updateHistorySchema.exactOptional(),
});
export type ScanResult = z.output<typeof scanResultSchema>;

const updateOutcomeSchema = z.strictObject({
  updateId: z.string(),
  revision: z.number().int(),
  kbs: z.array(kbSchema),
  outcome: z.enum(['installed', 'alreadyInstalled', 'notOffered', 'failed', 'aborted']),
  /** HRESULT as an unsigned number; 0 when fine. */
  hresult: z.number().int().nonnegative(),
  /** Our own code, where no number of Windows says why. */
  code: z.string().exactOptional(),
  /** The end of what an owner's script wrote. */
  note: z.string().max(4000).exactOptional(),
});
export type UpdateOutcome = z.output<typeof updateOutcomeSchema>;

/** Whether the payload of the owner's scripts is installed, in the words of their own. */
export const detectResultSchema = z.strictObject({ installed: z.boolean(), version: z.string().max(200).nullable() });
export type DetectResult = z.output<typeof detectResultSchema>;

/** Result of a job that only downloads. */
export const stageResultSchema = z.strictObject({
  updates: z.array(
    updateOutcomeSchema.extend({
      outcome: z.enum(['downloaded', 'alreadyInstalled', 'notOffered', 'failed', 'aborted']),
    }),
  ),
});
export type StageResult = z.output<typeof stageResultSchema>;

/** Result of an install job. Package names are full CBS identities. `history`: as it stood afterwards; absent where DISM installed. */
export const installResultSchema = z.strictObject({
  updates: z.array(updateOutcomeSchema),
  needsRestart: z.boolean(),
  /** Packages present before we installed anything: the only base on which we undo. */
  packagesBefore: z.array(z.string()),
  /** What it has brought, listed right after it: only that is ever taken away. Absent: nobody could list it, or it was not asked yet. */
  packagesAdded: z.array(z.string()).exactOptional(),
  history: updateHistorySchema.exactOptional(),
});
export type InstallResult = z.output<typeof installResultSchema>;

/** Result of an uninstall job. */
export const uninstallResultSchema = z.strictObject({
  removed: z.array(z.string()),
  /** What could not be removed, and why: these strand the machine. */
  kept: z.array(
    z.strictObject({
      package: z.string(),
      reason: z.string(),
      hresult: z.number().int().nonnegative(),
      /** Ours, where it was not even tried. */
      code: z.string().exactOptional(),
    }),
  ),
  /** What somebody else has brought since our install: it was left. */
  others: z.array(z.string()).exactOptional(),
  needsRestart: z.boolean(),
});
export type UninstallResult = z.output<typeof uninstallResultSchema>;

/** Result of a job that hides what was taken back. `notOffered`: there is nothing that could come back. */
export const hideResultSchema = z.strictObject({
  updates: z.array(
    z.strictObject({
      ...updateOutcomeSchema.pick({ updateId: true, revision: true, hresult: true }).shape,
      outcome: z.enum(['hidden', 'notOffered', 'failed']),
    }),
  ),
});
export type HideResult = z.output<typeof hideResultSchema>;

/** Result of a job that shows again what was hidden. `notOffered`: the machine is not offered it any more, hidden or not. */
export const showResultSchema = z.strictObject({
  updates: z.array(
    z.strictObject({
      ...updateOutcomeSchema.pick({ updateId: true, revision: true, hresult: true }).shape,
      outcome: z.enum(['shown', 'notOffered', 'failed']),
    }),
  ),
});
export type ShowResult = z.output<typeof showResultSchema>;

/**
 * Result of a job that drains a node of a failover cluster. `drained`: paused by us, and no role is left on it. `noMember`: it is in no
 * cluster. `refused`: it was not paused, and `code` says why. `stuck`: paused by us, and `stayed` names the roles that did not move.
 */
export const drainResultSchema = z.strictObject({
  outcome: z.enum(['drained', 'noMember', 'refused', 'stuck']),
  code: z.string().nullable(),
  detail: z.string(),
  stayed: z.array(z.string()),
});
export type DrainResult = z.output<typeof drainResultSchema>;

/** Result of a job that resumes a node. `notOurs`: it is paused, and not by that drain. `stuck`: it does not come up in its cluster. */
export const resumeResultSchema = z.strictObject({
  outcome: z.enum(['resumed', 'notOurs', 'stuck']),
  detail: z.string(),
});
export type ResumeResult = z.output<typeof resumeResultSchema>;

/** Packages that updates brought, as CBS names them; no features, no languages. */
export const packagesSchema = z.strictObject({ packages: z.array(z.string()) });
