import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  iso_exports,
  kbSchema,
  updateSchema
} from "./chunk-6W5MFQ47.mjs";
import {
  _enum,
  array,
  boolean,
  discriminatedUnion,
  literal,
  number,
  record,
  strictObject,
  string
} from "./chunk-6P7AVSSV.mjs";

// src/simulation/clock.ts
import { setMaxListeners } from "node:events";
var quietTurns = 3;
function createVirtualClock(startAt) {
  let sleepers = [], now = startAt, inFlight = 0, quiet = 0, watching = !1;
  function watch() {
    quiet = 0, !(watching || inFlight > 0 || sleepers.length === 0) && (watching = !0, setImmediate(turn));
  }
  function turn() {
    if (watching = !1, !(inFlight > 0 || sleepers.length === 0)) {
      if (quiet += 1, quiet < quietTurns) {
        watching = !0, setImmediate(turn);
        return;
      }
      for (now = Math.max(now, sleepers[0]?.at ?? now); sleepers[0] !== void 0 && sleepers[0].at <= now; ) sleepers.shift()?.wake();
      watch();
    }
  }
  return {
    now: () => now,
    get sleepers() {
      return sleepers.length;
    },
    async during(work) {
      inFlight += 1;
      try {
        return await work;
      } finally {
        inFlight -= 1, watch();
      }
    },
    sleepUntil(at, signal) {
      return at <= now || signal?.aborted === !0 ? Promise.resolve() : new Promise((resolve) => {
        let sleeper = {
          at,
          wake: () => {
            signal?.removeEventListener("abort", leave), resolve();
          }
        }, leave = () => {
          sleepers.splice(sleepers.indexOf(sleeper), 1), resolve(), watch();
        };
        listen(signal, leave), sleepers.splice(placeOf(sleepers, at), 0, sleeper), watch();
      });
    }
  };
}
function placeOf(sleepers, at) {
  let low = 0, high = sleepers.length;
  for (; low < high; ) {
    let middle = low + high >> 1;
    (sleepers[middle]?.at ?? 0) <= at ? low = middle + 1 : high = middle;
  }
  return low;
}
var longestTimer = 2 ** 31 - 1;
function createScaledClock({ speed, startAt }) {
  let wallStart = Date.now(), start = startAt ?? wallStart, now = () => Math.floor(start + (Date.now() - wallStart) * speed);
  return {
    now,
    during: (work) => work,
    async sleepUntil(at, signal) {
      for (; now() < at && signal?.aborted !== !0; ) await pause(Math.ceil((at - now()) / speed), signal);
    }
  };
}
function pause(length, signal) {
  return new Promise((resolve) => {
    let done = () => {
      clearTimeout(timer), signal?.removeEventListener("abort", done), resolve();
    }, timer = setTimeout(done, Math.min(Math.max(length, 1), longestTimer));
    listen(signal, done);
  });
}
function listen(signal, aborted) {
  signal !== void 0 && (setMaxListeners(0, signal), signal.addEventListener("abort", aborted, { once: !0 }));
}

// src/simulation/catalogue.ts
var server2025 = "Microsoft Server operating system-24H2";
function rollupPackage(ubr) {
  return `Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.${ubr}.1.10`;
}
function servicingStackPackage(ubr) {
  return `Package_for_ServicingStack_${ubr}~31bf3856ad364e35~amd64~~26100.${ubr}.1.0`;
}
function cumulative(of) {
  let restarts = of.restarts ?? "always";
  return {
    update: {
      updateId: of.updateId,
      revision: 200,
      title: of.title,
      kbs: [of.kb],
      categories: ["0fa1201d-4330-4fa8-8ae9-b877473b6441", "Security Updates", server2025],
      size: (of.train === "baseline" ? 1900 : 310) * 1e6,
      restart: typeof restarts == "string" ? restarts : "can",
      isRestartPredicted: !0,
      isDownloaded: !1,
      deployedAt: of.deployedAt ?? null,
      supersededBy: [],
      needsLicence: !1,
      needsInput: !1,
      isProductUpgrade: !1,
      cves: [...of.cves ?? []]
    },
    kb: of.kb,
    family: "cumulative",
    build: 26100,
    level: of.ubr,
    audience: of.audience,
    restarts,
    packages: [rollupPackage(of.ubr)],
    permanentPackages: [servicingStackPackage(of.ubr)],
    train: of.train
  };
}
var bystanders = [
  {
    update: {
      updateId: "5d1f7a36-0c2c-4b58-9c1e-6a7a0f4b1c11",
      revision: 200,
      title: "Security Intelligence Update for Microsoft Defender Antivirus - KB2267602 (Version 1.441.212.0)",
      kbs: ["KB2267602"],
      categories: ["e0789628-ce08-4437-be74-2495b842f43b", "Definition Updates", "Microsoft Defender Antivirus"],
      size: 140 * 1e6,
      restart: "never",
      isRestartPredicted: !1,
      isDownloaded: !0,
      deployedAt: null,
      supersededBy: [],
      needsLicence: !1,
      needsInput: !1,
      isProductUpgrade: !1,
      cves: []
    },
    kb: "KB2267602",
    family: "definitions",
    build: 26100,
    level: 1,
    audience: "all",
    restarts: "never",
    packages: [],
    permanentPackages: [],
    train: "keeps"
  }
], june2025 = [
  cumulative({
    kb: "KB5060842",
    deployedAt: "2025-06-10T17:00:00Z",
    ubr: 4349,
    title: "2025-06 Cumulative Update for Microsoft server operating system version 24H2 for x64-based Systems (KB5060842) (26100.4349)",
    updateId: "b6a1f0de-3f5c-4a55-8a86-4f5c2f0e6842",
    audience: "notEnrolled",
    train: "leaves"
  }),
  cumulative({
    kb: "KB5060841",
    deployedAt: "2025-06-10T17:00:00Z",
    ubr: 4270,
    title: "2025-06 Hotpatch Cumulative Update for Microsoft server operating system version 24H2 (KB5060841) (26100.4270)",
    updateId: "0f4a8d0c-7a1b-4c0f-9d25-0be0c31e6841",
    audience: "enrolled",
    train: "keeps",
    restarts: "never"
  }),
  ...bystanders
], december2025 = [
  cumulative({
    kb: "KB5072033",
    deployedAt: "2025-12-09T18:00:00Z",
    ubr: 7462,
    title: "2025-12 Cumulative Update for Microsoft server operating system version 24H2 for x64-based Systems (KB5072033) (26100.7462)",
    updateId: "4c1d7be2-90a5-4a3c-b0fd-2b6f5c1e2033",
    audience: "notEnrolled",
    train: "leaves"
  }),
  cumulative({
    kb: "KB5072014",
    deployedAt: "2025-12-09T18:00:00Z",
    ubr: 7392,
    title: "2025-12 Hotpatch Cumulative Update for Microsoft server operating system version 24H2 (KB5072014) (26100.7392)",
    updateId: "9e3b0a6f-12d8-4f77-8c55-71a0d4be2014",
    audience: "enrolled",
    train: "keeps",
    restarts: "never"
  }),
  ...bystanders
], wsusFix = ["CVE-2025-59287"], october2025 = [
  cumulative({
    kb: "KB5070881",
    deployedAt: "2025-10-23T17:00:00Z",
    ubr: 6905,
    title: "2025-10 Cumulative Update for Microsoft server operating system version 24H2 for x64-based Systems (KB5070881) (26100.6905)",
    updateId: "8c3d8a27-50f6-4f0c-8b0f-3f1a6d070881",
    audience: "all",
    train: "leaves",
    cves: wsusFix
  }),
  cumulative({
    kb: "KB5070893",
    deployedAt: "2025-10-24T17:00:00Z",
    ubr: 6905,
    title: "2025-10 Security Update for Microsoft server operating system version 24H2 for x64-based Systems (KB5070893) (26100.6905)",
    updateId: "3b7b6c1e-9d0a-4f64-a0d5-94c8d1070893",
    audience: "enrolled",
    train: "keeps",
    restarts: { role: "wsus" },
    cves: wsusFix
  }),
  ...bystanders
], october2025FirstDay = october2025.filter(({ kb }) => kb !== "KB5070893"), september2026 = [
  cumulative({
    kb: "KB5122871",
    deployedAt: "2026-09-08T17:00:00Z",
    ubr: 33438,
    title: "2026-09 Security Update (KB5122871) (26100.33438)",
    updateId: "e51c7b0a-64b5-4a0e-9f3f-2f6d2c122871",
    audience: "all",
    train: "baseline",
    cves: ["CVE-2026-69525"]
  }),
  ...bystanders
];

// src/simulation/profile.ts
var [second, minute] = [1e3, 6e4], realisticTiming = {
  queue: [second, 3 * second],
  scan: [40 * second, 3 * minute],
  stage: [2 * minute, 10 * minute],
  install: [6 * minute, 20 * minute],
  uninstall: [5 * minute, 15 * minute],
  grace: [5 * second, 8 * second],
  down: [3 * minute, 9 * minute],
  servicing: [20 * second, 90 * second]
}, shortTiming = {
  queue: [10, 40],
  scan: [150, 400],
  stage: [200, second],
  install: [300, 2 * second],
  uninstall: [300, 1500],
  grace: [100, 200],
  down: [500, 2 * second],
  servicing: [100, 400]
};

// src/simulation/servers.ts
function service(name, startMode = "automatic", state = "running") {
  return { name, startMode, state, isTriggerStart: !1, exitCode: 0 };
}
var everywhere = [
  service("Dnscache"),
  service("EventLog"),
  service("LanmanServer"),
  service("Netlogon"),
  service("W32Time"),
  service("WinRM", "automaticDelayed"),
  service("Winmgmt"),
  { ...service("sppsvc", "automaticDelayed", "stopped"), isTriggerStart: !0 }
], kinds = {
  app: { roles: [], services: [service("OrderIntake")] },
  web: { roles: ["iis"], services: [service("W3SVC")] },
  sql: { roles: ["sql"], services: [service("MSSQLSERVER"), service("SQLSERVERAGENT")] },
  dhcp: { roles: ["dhcp"], services: [service("DHCPServer")] },
  file: { roles: ["dfs-replication"], services: [service("DFSR")] },
  wsus: { roles: ["iis", "wsus"], services: [service("W3SVC"), service("WsusService")] },
  node: { roles: ["hyper-v", "cluster"], services: [service("ClusSvc"), service("vmms")] },
  dc: {
    roles: ["domain-controller", "dns", "dfs-replication"],
    services: [service("ADWS"), service("DFSR"), service("DNS"), service("Kdc"), service("NTDS")]
  }
}, enrolled = {
  isEnrolled: !0,
  vbsStatus: 2,
  secureBoot: !0,
  arcSubscription: 1,
  licenceTrouble: []
}, lapsed = { ...enrolled, arcSubscription: 0, licenceTrouble: ["licenceCommandStuck"] }, notEnrolled = { ...enrolled, isEnrolled: !1, vbsStatus: 0, arcSubscription: null }, gibibyte = 2 ** 30;
function server({ kind, isEnrolled, isLapsed = !1, ubr, kbs, packages }) {
  let { roles, services } = kinds[kind], isDatacenter = kind === "sql" || kind === "file";
  return {
    domain: "corp.example",
    isDomainController: kind === "dc",
    productName: `Microsoft Windows Server 2025 ${isDatacenter ? "Datacenter" : "Standard"}`,
    editionId: isDatacenter ? "ServerDatacenter" : "ServerStandard",
    installationType: kind === "dc" || kind === "web" ? "Server Core" : "Server",
    build: 26100,
    ubr,
    roles,
    otherUpdaters: [],
    services: [...everywhere, ...services],
    hotpatch: isEnrolled ? isLapsed ? lapsed : enrolled : notEnrolled,
    kbs,
    packages,
    pendingRestart: [],
    disk: { free: 41 * gibibyte, size: 127 * gibibyte }
  };
}

// src/model/reading.ts
var instant = iso_exports.datetime({ offset: !0 }), factsSchema = strictObject({
  computerName: string(),
  /** DNS domain, or the workgroup's name. */
  domain: string(),
  isDomainController: boolean(),
  productName: string(),
  editionId: string(),
  installationType: string(),
  build: number().int(),
  ubr: number().int(),
  architecture: string(),
  psVersion: string(),
  languageMode: string(),
  isAdministrator: boolean(),
  is64BitProcess: boolean(),
  /** Group policy that forbids the script file which a job is, by name; null: none. Machines that were read before it was asked: null. */
  scriptPolicy: string().nullable().default(null),
  /** Installed roles that gates and coverage care about, e.g. `domain-controller`, `wsus`, `iis`. */
  roles: array(string()),
  /** Other updaters found active on the machine, by name, e.g. `automatic updates`, `ConfigMgr`. */
  otherUpdaters: array(string()),
  /** Names of the directories of our jobs that lie there, at most 200; absent: not asked yet, or not kept. */
  traces: array(string()).exactOptional(),
  /** The machine's own clock, UTC. */
  clock: instant
}), bootSchema = strictObject({
  /** Compared by boot-identity.ts, never as a text; LastBootUpTime alone is none (facts: winrm 4.1, windows-servicing 3.10). */
  bootId: string().min(1),
  bootedAt: instant,
  /** Windows has not settled: servicing works (CBS ServicingInProgress, TiWorker), or a young boot starts services or shows no logon screen yet. */
  isServicing: boolean(),
  /** Signals that ask for a restart, by name. `fileRename` alone only informs. */
  pendingRestart: array(string())
}), restartReadinessSchema = strictObject({
  /** Who has a session at the console or over Remote Desktop, as DOMAIN\\name. */
  loggedOn: array(string()).nullable(),
  /** Backup engines at work, by their service: wbengine, VSS. */
  backups: array(string()).nullable(),
  /** What unlocks the system drive when Windows starts; empty: nothing has to. */
  bootProtectors: array(string()).nullable(),
  /** The same: when a shutdown was asked for on this boot; null: not, or called off. */
  shutdownAskedAt: instant.nullable(),
  unreadable: array(string())
}), hotpatchReadingSchema = strictObject({
  enrollmentPackage: boolean().nullable(),
  hotPatchTableSize: number().int().nullable(),
  /** Win32_DeviceGuard.VirtualizationBasedSecurityStatus: 0 off, 1 enabled but not running, 2 running. */
  vbsStatus: number().int().nullable(),
  secureBoot: boolean().nullable(),
  /** Arc licence delivered: 1 yes; null where the key is absent or unreadable. */
  arcSubscription: number().int().nullable(),
  licenceTrouble: array(string()),
  /** Microsoft's override for the bug that lets licences lapse: 1 it is set; null where it is absent, unreadable or was not asked for yet. */
  licenceMitigation: number().int().nullable().default(null),
  /** Installed KBs from two sources; they are compared, not merged, by the grading. */
  installedKbs: strictObject({ quickFix: array(kbSchema).nullable(), history: array(kbSchema).nullable() }),
  /** What could not be read, one sentence each. */
  unreadable: array(string())
}), serviceSchema = strictObject({
  name: string(),
  startMode: _enum(["automatic", "automaticDelayed", "manual", "disabled", "boot", "system", "unknown"]),
  state: _enum(["running", "stopped", "startPending", "stopPending", "paused", "other"]),
  isTriggerStart: boolean(),
  exitCode: number().int()
}), eventCountSchema = strictObject({
  log: string(),
  provider: string(),
  id: number().int(),
  subject: string(),
  count: number().int().nonnegative(),
  /** How many of the same key in the seven days before the window. */
  before: number().int().nonnegative(),
  sample: string()
}), listenerSchema = strictObject({
  /** Address and transport, e.g. `*+HTTPS`. */
  name: string(),
  port: number().int(),
  /** Upper case, no spaces; empty: WinRM chooses one by itself. */
  thumbprint: string(),
  /** When the certificate ends; null: the machine has none with this thumbprint. */
  notAfter: instant.nullable()
}), healthReadingSchema = strictObject({
  services: array(serviceSchema),
  /** Critical and error events since `eventsSince`. */
  events: array(eventCountSchema),
  eventsSince: instant,
  /** Bytes free and in all on the system drive. */
  systemDrive: strictObject({ free: number().nonnegative(), size: number().nonnegative() }),
  /** Bugchecks, dirty shutdowns and deaths of critical processes since `eventsSince`. */
  crashes: number().int().nonnegative(),
  /** When a shutdown was asked for on this boot; null: not, or called off. */
  shutdownAskedAt: instant.nullable().default(null),
  /** Percent; null: could not be read. */
  load: strictObject({ processor: number().nonnegative().nullable(), commit: number().nonnegative().nullable() }).default({ processor: null, commit: null }),
  /** HTTPS listeners of WinRM; null: could not be read, or not by this version. */
  listeners: array(listenerSchema).nullable().default(null),
  /** When Windows Server Backup succeeded last; null: not in a month, or nobody knows. */
  lastBackup: instant.nullable().default(null)
}), roleResultSchema = strictObject({
  /** As in the facts, and `file` and `print` by what is shared. */
  role: string(),
  probe: string(),
  /** What was looked at, e.g. a site; empty where there is only one. */
  item: string(),
  /** `busy` is under way and not bad; `overdue` did not answer in its time; `unreadable` says nothing about the role. */
  outcome: _enum(["ok", "failed", "busy", "overdue", "unreadable"]),
  /** A sentence unless it is well. */
  detail: string(),
  /** A figure that somebody may watch. */
  value: number().nullable()
}), rolesReadingSchema = strictObject({ results: array(roleResultSchema) }), scriptReadingSchema = strictObject({
  /** `failed`: an error ended it; `overdue`: it did not end in its time. */
  ended: _enum(["done", "failed", "overdue"]),
  /** Its own, or that of the last program that it ran; null: there was none. */
  exitCode: number().int().nullable(),
  /** The last object that it wrote, as text; null: it wrote nothing. */
  last: string().max(4096).nullable(),
  /** The end of all that it wrote, in one line. */
  note: string().max(2e3),
  /** Milliseconds. */
  took: number().nonnegative()
}), scriptsReadingSchema = record(string(), scriptReadingSchema), historyWordSchema = strictObject({
  kb: kbSchema,
  operation: _enum(["install", "uninstall"]),
  result: _enum(["notStarted", "inProgress", "succeeded", "succeededWithErrors", "failed", "aborted"])
}), updateHistorySchema = strictObject({
  /** Newest first; null: it could not be read, and `unreadable` says why. */
  words: array(historyWordSchema).nullable(),
  unreadable: string().nullable()
}), scanResultSchema = strictObject({
  updates: array(updateSchema),
  /** What the scan asked: `policy (WSUS http://…)`, `Windows Update`, … */
  source: string(),
  history: updateHistorySchema.exactOptional()
}), updateOutcomeSchema = strictObject({
  updateId: string(),
  revision: number().int(),
  kbs: array(kbSchema),
  outcome: _enum(["installed", "alreadyInstalled", "notOffered", "failed", "aborted"]),
  /** HRESULT as an unsigned number; 0 when fine. */
  hresult: number().int().nonnegative(),
  /** Our own code, where no number of Windows says why. */
  code: string().exactOptional(),
  /** The end of what an owner's script wrote. */
  note: string().max(4e3).exactOptional()
}), detectResultSchema = strictObject({ installed: boolean(), version: string().max(200).nullable() }), stageResultSchema = strictObject({
  updates: array(
    updateOutcomeSchema.extend({
      outcome: _enum(["downloaded", "alreadyInstalled", "notOffered", "failed", "aborted"])
    })
  )
}), installResultSchema = strictObject({
  updates: array(updateOutcomeSchema),
  needsRestart: boolean(),
  /** Packages present before we installed anything: the only base on which we undo. */
  packagesBefore: array(string()),
  /** What it has brought, listed right after it: only that is ever taken away. Absent: nobody could list it, or it was not asked yet. */
  packagesAdded: array(string()).exactOptional(),
  history: updateHistorySchema.exactOptional()
}), uninstallResultSchema = strictObject({
  removed: array(string()),
  /** What could not be removed, and why: these strand the machine. */
  kept: array(
    strictObject({
      package: string(),
      reason: string(),
      hresult: number().int().nonnegative(),
      /** Ours, where it was not even tried. */
      code: string().exactOptional()
    })
  ),
  /** What somebody else has brought since our install: it was left. */
  others: array(string()).exactOptional(),
  needsRestart: boolean()
}), hideResultSchema = strictObject({
  updates: array(
    strictObject({
      ...updateOutcomeSchema.pick({ updateId: !0, revision: !0, hresult: !0 }).shape,
      outcome: _enum(["hidden", "notOffered", "failed"])
    })
  )
}), showResultSchema = strictObject({
  updates: array(
    strictObject({
      ...updateOutcomeSchema.pick({ updateId: !0, revision: !0, hresult: !0 }).shape,
      outcome: _enum(["shown", "notOffered", "failed"])
    })
  )
}), drainResultSchema = strictObject({
  outcome: _enum(["drained", "noMember", "refused", "stuck"]),
  code: string().nullable(),
  detail: string(),
  stayed: array(string())
}), resumeResultSchema = strictObject({
  outcome: _enum(["resumed", "notOurs", "stuck"]),
  detail: string()
}), packagesSchema = strictObject({ packages: array(string()) });

// src/model/job.ts
var jobKeyPattern = /^[A-Za-z0-9-]{1,100}$/, failureSchema = strictObject({
  /** HRESULT or Win32 code as an unsigned number, 0 when there is none. */
  hresult: number().int().nonnegative(),
  message: string(),
  /** Our own code, where one of our functions refused: INSTALL_RESTART_PENDING, SCAN_FAILED, … */
  code: string().exactOptional()
}), jobStatusSchema = discriminatedUnion("state", [
  strictObject({ state: literal("absent") }),
  strictObject({ state: literal("queued") }),
  strictObject({
    state: literal("running"),
    percent: number().min(0).max(100).nullable(),
    note: string(),
    /** Seconds since its last sign of life; absent: nobody asked. Its process lives, or it would be `lost`. */
    silentFor: number().int().nonnegative().exactOptional()
  }),
  strictObject({ state: literal("lost"), note: string() }),
  strictObject({ state: literal("failed"), failure: failureSchema }),
  discriminatedUnion("kind", [
    strictObject({ state: literal("finished"), kind: literal("scan"), result: scanResultSchema }),
    strictObject({ state: literal("finished"), kind: literal("stage"), result: stageResultSchema }),
    strictObject({ state: literal("finished"), kind: literal("install"), result: installResultSchema }),
    strictObject({ state: literal("finished"), kind: literal("packages"), result: installResultSchema }),
    strictObject({ state: literal("finished"), kind: literal("uninstall"), result: uninstallResultSchema }),
    strictObject({ state: literal("finished"), kind: literal("hide"), result: hideResultSchema }),
    strictObject({ state: literal("finished"), kind: literal("show"), result: showResultSchema }),
    strictObject({ state: literal("finished"), kind: literal("detect"), result: detectResultSchema }),
    strictObject({ state: literal("finished"), kind: literal("script"), result: installResultSchema }),
    strictObject({ state: literal("finished"), kind: literal("removal"), result: uninstallResultSchema }),
    strictObject({ state: literal("finished"), kind: literal("drain"), result: drainResultSchema }),
    strictObject({ state: literal("finished"), kind: literal("resume"), result: resumeResultSchema })
  ])
]);

// src/model/diagnosis.ts
var diagnosisParts = [
  "pending",
  "minidumps",
  "system",
  "application",
  "cbs",
  "dism",
  "windowsUpdate",
  "updateTraces"
], partSchema = strictObject({
  part: _enum(diagnosisParts),
  /** Null: it could not be read, and `trouble` says why. Untrusted text. */
  text: string().max(8e4).nullable(),
  trouble: string().nullable(),
  /** There was more: of a log the end is kept, of a list the beginning. */
  isCut: boolean()
}), diagnosisSchema = strictObject({
  at: iso_exports.datetime({ offset: !0 }),
  parts: array(partSchema).max(diagnosisParts.length)
});

export {
  factsSchema,
  bootSchema,
  restartReadinessSchema,
  hotpatchReadingSchema,
  healthReadingSchema,
  rolesReadingSchema,
  scriptReadingSchema,
  scriptsReadingSchema,
  scanResultSchema,
  stageResultSchema,
  installResultSchema,
  uninstallResultSchema,
  hideResultSchema,
  showResultSchema,
  drainResultSchema,
  resumeResultSchema,
  packagesSchema,
  diagnosisParts,
  diagnosisSchema,
  jobKeyPattern,
  jobStatusSchema,
  createVirtualClock,
  createScaledClock,
  rollupPackage,
  servicingStackPackage,
  cumulative,
  june2025,
  december2025,
  october2025,
  october2025FirstDay,
  september2026,
  realisticTiming,
  shortTiming,
  server
};
