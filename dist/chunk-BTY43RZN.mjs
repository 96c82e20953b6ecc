import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  awayAtMost,
  beforeRestart,
  buildOfTitle,
  defineGate,
  durationField,
  formatBuild,
  gateChoiceSchema,
  gradeHotpatch,
  isForWindows,
  judgeWithPatience,
  lineageOf,
  lookAgainAfter,
  measuringFields,
  measuringOf,
  productOf,
  provisionalRows,
  rowOfKbs,
  seen,
  severities,
  stepsOf,
  visitOf
} from "./chunk-2J75PF6H.mjs";
import {
  compareBoots
} from "./chunk-AYWG556Y.mjs";
import {
  durationSchema,
  formatDuration
} from "./chunk-YJTZBR5B.mjs";
import {
  NEVER,
  _enum,
  _null,
  array,
  boolean,
  discriminatedUnion,
  int,
  literal,
  number,
  record,
  strictObject,
  string,
  union
} from "./chunk-4RBZO4HP.mjs";

// src/knowledge/updaters.ts
var policy = "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate";
var remedies = {
  "automatic updates": `set the policy Configure Automatic Updates to 3, or in sconfig to download only; there: reg add ${policy}\\AU /v AUOptions /t REG_DWORD /d 3 /f`,
  "update deadlines": `set the policy Specify deadlines for automatic updates and restarts to Not Configured (in Intune: the deadline settings of the update ring); there: reg delete ${policy} /v SetComplianceDeadline /f`,
  "WSUS deadline": "approve the update on the WSUS server again without a deadline, or allow it until then",
  ConfigMgr: "take the machine out of its software update deployments and maintenance windows; on the site server: Remove-CMDeviceCollectionDirectMembershipRule -CollectionName COLLECTION -ResourceName MACHINE",
  "Azure Update Manager": "set patch orchestration of the machine to customer managed, and remove it from its schedules: az vm update -g GROUP -n MACHINE --set osProfile.windowsConfiguration.patchSettings.patchMode=Manual",
  "Azure Update Manager on Arc": "remove the machine from its schedules in Azure Update Manager: az connectedmachine extension delete -g GROUP --machine-name MACHINE -n WindowsOsUpdateExtension",
  "Cluster-Aware Updating": "remove the role with Remove-CauClusterRole, or disable it: Disable-CauClusterRole -ClusterName CLUSTER -Force"
};
function remedyFor(updater) {
  return Object.hasOwn(remedies, updater) ? remedies[updater] : void 0;
}
var wsusDeadline = "WSUS deadline";

// src/gates/backup.ts
var sources = ["serverBackup", "shadowCopy"];
var settings = strictObject({
  maxAge: durationField("24h", "How old the last successful backup may be."),
  from: array(_enum(sources)).min(1).optional().describe(
    "What counts: serverBackup (Windows Server Backup, alone when left out), shadowCopy (a shadow copy of the system drive that is still there)."
  )
});
var names = { serverBackup: "Windows Server Backup", shadowCopy: "a shadow copy" };
function look(snapshot, from, maxAge) {
  const facts = seen("the clock", snapshot?.readings.facts);
  if (!facts.ok) return facts.look;
  const saved = [];
  let shadow;
  if (from.includes("serverBackup")) {
    const health = seen("the last backup", snapshot?.readings.health);
    if (!health.ok) return health.look;
    if (health.value.lastBackup !== null) saved.push({ source: "serverBackup", at: health.value.lastBackup });
  }
  if (from.includes("shadowCopy")) {
    const reading = seen("the shadow copies", snapshot?.readings.shadow);
    if (!reading.ok) return reading.look;
    shadow = reading.value;
    if (shadow.latest !== null) saved.push({ source: "shadowCopy", at: shadow.latest });
  }
  return weigh({ saved, shadow, from, now: Date.parse(facts.value.clock) }, maxAge);
}
function weigh({ saved, shadow, from, now }, maxAge) {
  const failed = shadow?.failedWriters ?? [];
  const why = failed.length === 0 ? "" : `; VSS writers have failed: ${failed.join(", ")}`;
  const unread = shadow?.unreadable.map((line2) => `; not read: ${line2}`).join("") ?? "";
  const newest = [...saved].sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
  const ageOf = ({ at }) => Math.max(0, now - Date.parse(at));
  const isCopyDoubtful = failed.length > 0 || shadow?.failedWriters === null;
  const isGood = (one) => ageOf(one) <= maxAge && !(one.source === "shadowCopy" && isCopyDoubtful);
  const good = newest.find(isGood);
  const best = good ?? newest[0];
  const measured = {
    lastBackup: best?.at ?? null,
    ...shadow === void 0 ? {} : { failedWriters: failed.join(", ") }
  };
  if (best === void 0) {
    const told = from.length === 1 ? "tells" : "tell";
    const who = from.map((source) => names[source]).join(" and ");
    return { verdict: "fail", reason: `${who} ${told} of no successful backup in a month${why}${unread}`, measured };
  }
  const reason = `the last successful backup ended ${formatDuration(ageOf(best))} ago (${names[best.source]}, at most ${formatDuration(maxAge)})`;
  if (good !== void 0) return { verdict: "pass", reason, measured };
  return { verdict: "fail", reason: `${reason}${why}${unread}`, measured };
}
var backup = defineGate({
  name: "backup",
  help: "The machine was saved not long ago.",
  stages: ["before", "undo"],
  byDefault: [],
  severity: "hard",
  settings,
  probes: ({ settings: { from = ["serverBackup"] } }) => ({
    machine: [
      "facts",
      ...from.includes("serverBackup") ? ["health"] : [],
      ...from.includes("shadowCopy") ? ["shadow"] : []
    ],
    runner: []
  }),
  judge: (input) => {
    const { maxAge, from = ["serverBackup"] } = input.settings;
    return judgeWithPatience(look(visitOf(input.evidence), from, maxAge), {}, input);
  }
});

// src/gates/bit-locker.ts
var attended = ["tpmAndPin", "tpmAndStartupKey", "tpmAndPinAndStartupKey"];
var alone = ["startupKey", "passphrase"];
var bitLocker = beforeRestart({
  name: "bitLocker",
  help: "Nobody is needed at the console to unlock the system drive.",
  severity: "hard",
  what: "BitLocker",
  part: (reading) => reading.bootProtectors,
  look: (protectors) => {
    const measured = { protectors: protectors.join(", ") };
    const waits = protectors.filter(
      (one) => attended.includes(one) || alone.includes(one) && !protectors.includes("tpm")
    );
    if (waits.length === 0) return { verdict: "pass", reason: "the system drive unlocks by itself", measured };
    if (protectors.includes("networkUnlock"))
      return { verdict: "pass", reason: "the system drive is unlocked over the network", measured };
    const reason = `a restart would wait at the console: BitLocker (${waits.join(", ")}); suspend it for the restart`;
    return { verdict: "fail", reason, measured };
  }
});

// src/gates/build-is-target.ts
var settings2 = strictObject({});
function targetOf(updates, facts, rows) {
  const product = productOf(facts);
  const lineage = product === void 0 ? [] : lineageOf(product.name, rows);
  const builds = updates.filter(isForWindows).flatMap((update) => {
    const build = buildOfTitle(update.title);
    if (build !== void 0) return [build];
    const ubr = rowOfKbs(lineage, update.kbs)?.ubr;
    return ubr == null ? [] : [{ build: facts.build, ubr }];
  });
  return builds.sort((a, b) => a.build - b.build || a.ubr - b.ubr).at(-1);
}
function installedOf({ updates, install }) {
  if (install === void 0) return updates;
  const there = install.updates.filter(({ outcome }) => outcome === "installed" || outcome === "alreadyInstalled");
  return updates.filter(
    (update) => there.some((one) => one.updateId === update.updateId && one.revision === update.revision)
  );
}
function look2(evidence) {
  const facts = seen("the build", evidence.after?.readings.facts);
  if (!facts.ok) return facts.look;
  const before = seen("the build before", evidence.before?.readings.facts);
  if (!before.ok) return before.look;
  const [was, is] = [formatBuild(before.value), formatBuild(facts.value)];
  const named = targetOf(installedOf(evidence), before.value, evidence.lineage);
  const { landing } = evidence;
  const target = named ?? (landing !== void 0 && expectsLanding(landing, before.value) ? landing : void 0);
  if (target === void 0) {
    const measured2 = { before: was, after: is };
    const isBack = facts.value.build !== before.value.build || facts.value.ubr < before.value.ubr;
    if (isBack)
      return { verdict: "fail", reason: `the build went from ${was} to ${is}, and no update asked for it`, measured: measured2 };
    return { verdict: "pass", reason: `no update names a build; ${was} before, ${is} after`, measured: measured2 };
  }
  const wanted = formatBuild(target);
  const who = named === void 0 && landing !== void 0 ? landing.machine : void 0;
  const measured = {
    before: was,
    after: is,
    target: wanted,
    ...who === void 0 ? {} : { provisional: `from ${who}` }
  };
  const says = who === void 0 ? "the update says" : `the same updates took ${who} to`;
  if (is === wanted && who === void 0)
    return { verdict: "pass", reason: `the build is ${is}, as the update says`, measured };
  if (is === wanted) return { verdict: "pass", reason: `the build is ${is}, as on ${who} (provisional)`, measured };
  return { verdict: "fail", reason: `the build is ${is}, and ${says} ${wanted} (${was} before)`, measured };
}
function expectsLanding({ isSame, build, ubr }, before) {
  return !isSame && before.build === build && before.ubr < ubr;
}
var buildIsTarget = defineGate({
  name: "buildIsTarget",
  help: "The build is the one that the installed updates promised.",
  stages: ["after"],
  byDefault: ["after"],
  severity: "hard",
  settings: settings2,
  probes: () => ({ machine: ["facts"], runner: [] }),
  judge: (input) => judgeWithPatience(look2(input.evidence), {}, input)
});

// src/gates/came-back.ts
var settings3 = strictObject({
  timeout: durationSchema.optional().describe(
    "How long a machine may be away, from asking for the restart until Windows has settled; as `restart` says."
  )
});
function look3({ evidence }) {
  const boot = seen("the boot", evidence.after?.readings.boot);
  if (!boot.ok) return boot.look;
  const { bootId, bootedAt, isServicing, pendingRestart } = boot.value;
  const measured = { bootedAt, isServicing, pendingRestart: pendingRestart.join(", ") };
  if (isServicing) return { verdict: "inconclusive", reason: "Windows is still servicing itself", measured };
  if (evidence.restart === void 0) return lookWithoutRestart(evidence.before, bootId, measured);
  const sameness = compareBoots(bootId, evidence.restart.from);
  if (sameness !== "other") {
    const reason = sameness === "same" ? "it is still on the boot before the restart" : "nobody can tell whether it is on a new boot: it names this one by another source than the one before";
    return { verdict: "inconclusive", reason, measured };
  }
  const away = evidence.settledAt === void 0 ? "" : ` after ${formatDuration(evidence.settledAt - evidence.restart.askedAt)}`;
  return { verdict: "pass", reason: `came back${away}`, measured };
}
function lookWithoutRestart(before, bootId, measured) {
  const then = seen("the boot before", before?.readings.boot);
  if (!then.ok) return then.look;
  const reasons = {
    same: "no restart was needed, and none happened",
    other: "it restarted without our asking, and is back",
    unknown: "no restart was needed; whether one happened nobody can tell"
  };
  return { verdict: "pass", reason: reasons[compareBoots(then.value.bootId, bootId)], measured };
}
function judge(input) {
  const { evidence, now, settings: chosen } = input;
  const seenNow = look3(input);
  const waits = seenNow.verdict === "inconclusive" || seenNow.verdict === "error";
  if (evidence.restart === void 0 || !waits) return judgeWithPatience(seenNow, {}, input);
  const { timeout = awayAtMost } = chosen;
  const deadline = evidence.restart.askedAt + timeout;
  if (now >= deadline) {
    const reason = `it is not back ${formatDuration(timeout)} after the restart was asked for: ${seenNow.reason}`;
    return judgeWithPatience({ ...seenNow, verdict: "fail", reason, certain: true }, {}, input);
  }
  const judgement = judgeWithPatience(seenNow, {}, input);
  return { ...judgement, againAt: Math.min(now + lookAgainAfter, deadline) };
}
var cameBack = defineGate({
  name: "cameBack",
  help: "The machine is back on a new boot and has settled.",
  stages: ["after"],
  byDefault: ["after"],
  severity: "critical",
  settings: settings3,
  probes: () => ({ machine: ["boot"], runner: [] }),
  judge
});

// src/gates/cluster.ts
var settings4 = strictObject({
  allowOffline: array(string().min(1)).default([]).describe("Groups of the cluster that may be offline, by name, for example Available Storage."),
  lookAgain: durationField("5m", "How long until the next look while storage of the cluster repairs itself.")
});
var idle = "Available Storage";
function look4(snapshot, allowed) {
  const roles2 = seen("the cluster", snapshot?.readings.roles);
  if (!roles2.ok) return roles2.look;
  const here = roles2.value.results.filter(({ role }) => role === "cluster");
  const owned = here.filter(({ item, value }) => item.startsWith("group ") && value === 1).map(({ item }) => item.slice(6));
  const measured = { looked: here.length, ...owned.length === 0 ? {} : { owned: owned.join(", ") } };
  if (here.length === 0) return { verdict: "pass", reason: "it belongs to no cluster", measured };
  const mayBeOff = new Set([idle, ...allowed].map((name) => `group ${name}`));
  const bad = here.filter(({ item, outcome }) => outcome !== "ok" && !(outcome === "failed" && mayBeOff.has(item)));
  const [first] = bad.sort((a, b) => weight[b.outcome] - weight[a.outcome]);
  if (first === void 0) return { verdict: "pass", reason: `the cluster is whole${ownership(owned)}`, measured };
  return { verdict: verdicts[first.outcome], reason: bad.map(({ detail }) => detail).join("; "), measured };
}
function ownership(owned) {
  if (owned.length === 0) return "";
  const more = owned.length > 5 ? ` and ${owned.length - 5} more` : "";
  return `; on this node: ${owned.slice(0, 5).join(", ")}${more}`;
}
var verdicts = { ok: "pass", failed: "fail", overdue: "fail", unreadable: "error", busy: "inconclusive" };
var weight = {
  ok: 0,
  busy: 1,
  unreadable: 2,
  overdue: 3,
  failed: 4
};
var cluster = defineGate({
  name: "cluster",
  help: "The failover cluster of the machine is whole.",
  stages: ["before"],
  byDefault: ["before"],
  severity: "hard",
  settings: settings4,
  probes: () => ({ machine: ["roles"], runner: [] }),
  judge: (input) => {
    const { allowOffline, lookAgain = lookAgainAfter } = input.settings;
    const judgement = judgeWithPatience(look4(input.evidence.before, allowOffline), {}, input);
    return judgement.verdict === "inconclusive" ? { ...judgement, againAt: input.now + lookAgain } : judgement;
  }
});

// src/gates/crashes.ts
var settings5 = strictObject({});
function look5({ after }) {
  const health = seen("the crashes", after?.readings.health);
  if (!health.ok) return health.look;
  const { crashes: count, eventsSince } = health.value;
  const measured = { crashes: count, since: eventsSince };
  if (count === 0) return { verdict: "pass", reason: "Windows has not crashed", measured };
  const times = count === 1 ? "once" : `${count} times`;
  return { verdict: "fail", reason: `Windows crashed ${times} since the update`, measured, certain: true };
}
var crashes = defineGate({
  name: "crashes",
  help: "Windows has not crashed since the update.",
  stages: ["after"],
  byDefault: ["after"],
  severity: "critical",
  settings: settings5,
  probes: () => ({ machine: ["health"], runner: [] }),
  judge: (input) => judgeWithPatience(look5(input.evidence), {}, input)
});

// src/gates/disk-free.ts
var gibibyte = 2 ** 30;
var settings6 = strictObject({
  atLeast: number().positive().default(10).describe("Free space on the system drive that is asked for, in GiB.")
});
function look6(snapshot, atLeast) {
  const health = seen("the free space", snapshot?.readings.health);
  if (!health.ok) return health.look;
  const { free, size } = health.value.systemDrive;
  const figures = { freeGiB: round(free), sizeGiB: round(size), atLeastGiB: atLeast };
  if (size === 0) return { verdict: "error", reason: "the system drive reports no size", measured: figures };
  const reason = `${figures.freeGiB} GiB free of ${figures.sizeGiB} GiB (at least ${atLeast})`;
  return { verdict: free >= atLeast * gibibyte ? "pass" : "fail", reason, measured: figures };
}
function round(bytes) {
  return Math.floor(bytes / gibibyte * 10) / 10;
}
var diskFree = defineGate({
  name: "diskFree",
  help: "The system drive has room for an update and its undo.",
  stages: ["before", "after"],
  byDefault: ["before"],
  severity: "hard",
  settings: settings6,
  probes: () => ({ machine: ["health"], runner: [] }),
  judge: (input) => judgeWithPatience(look6(visitOf(input.evidence), input.settings.atLeast), {}, input)
});

// src/gates/events.ts
var settings7 = strictObject({
  settle: durationField("5m", "How long errors after a restart do not count yet."),
  confirm: int().min(1).max(10).default(1).describe("How many looks in a row must find the errors, a minute apart."),
  atLeast: int().min(1).default(3).describe("How often a new error must have come to count."),
  ignore: array(string().regex(/^.+\/\d+$/, "write provider/id, for example Microsoft-Windows-DNS-Client/1014")).default([]).describe("Errors that never count, as provider/id.")
});
var alwaysBad = [
  "Service Control Manager/7031",
  "Service Control Manager/7034",
  "Microsoft-Windows-Wininit/1015",
  "Ntfs/55",
  "Microsoft-Windows-Ntfs/55",
  "Microsoft-Windows-Kerberos-Key-Distribution-Center/14",
  "Microsoft-Windows-Kerberos-Key-Distribution-Center/42",
  "KDCSVC/203",
  "KDCSVC/204",
  // Replication stopped by age, without a path, without a name to log on by; DFS replication that waits for a person.
  "Microsoft-Windows-ActiveDirectory_DomainService/2042",
  "Microsoft-Windows-ActiveDirectory_DomainService/1311",
  "Microsoft-Windows-ActiveDirectory_DomainService/1645",
  "DFSR/2213",
  "DFSR/4012"
];
var bootNoise = [
  "Microsoft-Windows-DistributedCOM/10016",
  "Service Control Manager/7023",
  "Microsoft-Windows-Time-Service/134",
  "Microsoft-Windows-DNS-Client/1014",
  "Microsoft-Windows-Kernel-PnP/219"
];
var week = 7 * 864e5;
var muchMore = 10;
function isIn(list, event) {
  const key = `${event.provider}/${event.id}`.toLowerCase();
  return list.some((one) => one.toLowerCase() === key);
}
function isNew({ count, before }, elapsed) {
  return before === 0 || count > muchMore * Math.max(1, before * elapsed / week);
}
function badOf(health, elapsed, chosen) {
  return health.events.filter((event) => event.count > 0 && !isIn(bootNoise, event) && !isIn(chosen.ignore, event) && isNew(event, elapsed)).filter((event) => event.count >= chosen.atLeast || isIn(alwaysBad, event)).sort((a, b) => Number(isIn(alwaysBad, b)) - Number(isIn(alwaysBad, a)) || b.count - a.count);
}
function look7(evidence, chosen) {
  const health = seen("the event logs", evidence.after?.readings.health);
  if (!health.ok) return health.look;
  const facts = evidence.after?.readings.facts;
  const until = facts?.ok === true ? Date.parse(facts.value.clock) : evidence.after?.at ?? 0;
  const elapsed = Math.max(0, until - Date.parse(health.value.eventsSince));
  const bad = badOf(health.value, elapsed, chosen);
  const measured = { crashes: health.value.crashes, kinds: health.value.events.length, new: bad.length };
  if (health.value.crashes > 0) {
    const reason = `Windows crashed ${health.value.crashes === 1 ? "once" : `${health.value.crashes} times`} since the update`;
    return { verdict: "fail", reason, measured, certain: true };
  }
  if (bad.length === 0) return { verdict: "pass", reason: "no new kind of error in the event logs", measured };
  const named = bad.slice(0, 3).map(({ provider, id, subject, count }) => `${provider} ${id}${subject && ` (${subject})`} ×${count}`);
  const more = bad.length > named.length ? ` and ${bad.length - named.length} more` : "";
  const subjects = bad.map(({ provider, id, subject }) => `${provider}/${id}${subject && ` (${subject})`}`);
  return { verdict: "fail", reason: `new errors: ${named.join(", ")}${more}`, measured, subjects };
}
var events = defineGate({
  name: "events",
  help: "No crash, and no new kind of error in the event logs.",
  stages: ["after"],
  byDefault: ["after"],
  severity: "observe",
  settings: settings7,
  control: "subjects",
  probes: () => ({ machine: ["facts", "health"], runner: [] }),
  judge: (input) => {
    const { settle, confirm } = input.settings;
    return judgeWithPatience(look7(input.evidence, input.settings), { settle, confirm }, input);
  }
});

// src/gates/exec.ts
var settings8 = strictObject({
  command: array(string().min(1)).min(1).describe(
    "The command and its arguments; {machine} and {address} stand for the machine. A path begins at the policy."
  ),
  timeout: durationField("2m", "How long the command may take."),
  settle: durationField("5m", "How long the machine may need after a restart."),
  confirm: int().min(1).max(10).default(1).describe("How many looks in a row must fail, a minute apart.")
});
function probeOf({ command, timeout }, machine) {
  const [program = "", ...rest] = command;
  const filled2 = rest.map(
    (argument) => argument.replaceAll("{machine}", machine.name).replaceAll("{address}", machine.address ?? machine.name)
  );
  const whole = [program, ...filled2];
  return { key: `exec ${JSON.stringify(whole)} ${timeout}`, kind: "exec", command: whole, timeout, times: 1 };
}
function look8(name, answer) {
  const said = seen(name, answer);
  if (!said.ok) return said.look;
  const { verdict, reason = "", took } = said.value;
  const measured = { tookMs: took };
  if (verdict === void 0) return { verdict: "error", reason: `${name} gave no verdict`, measured };
  return { verdict, reason: `${name} says ${verdict}${reason === "" ? "" : `: ${reason}`}`, measured };
}
var exec = defineGate({
  name: "exec",
  help: "A command on the runner says that the machine is well.",
  stages: ["before", "after", "undo"],
  byDefault: [],
  severity: "hard",
  settings: settings8,
  control: "absolute",
  fault: ({ command: [program = ""], timeout }) => {
    if (program.includes("{")) return `the program is the same for every machine: take the { out of "${program}"`;
    if (timeout === 0) return "timeout is 0s: write 2m";
    return void 0;
  },
  probes: ({ settings: chosen, machine }) => ({ machine: [], runner: [probeOf(chosen, machine)] }),
  judge: (input) => {
    const { settings: chosen, evidence } = input;
    const { settle, confirm } = chosen;
    const [answer] = evidence.runner[probeOf(chosen, evidence.machine).key] ?? [];
    return judgeWithPatience(look8(chosen.command[0] ?? "", answer), { settle, confirm }, input);
  }
});

// src/gates/hotpatch.ts
var settings9 = strictObject({
  settle: durationField("10m", "How long an enrolment may need to show again after a restart."),
  requireEnrolled: boolean().default(false).describe("Whether a machine that is not enrolled and ready fails, too.")
});
var places = {
  notApplicable: 0,
  notEnrolled: 0,
  offTrain: 1,
  enrolledBlocked: 2,
  enrolledReady: 3
};
function graded(snapshot, when, rows) {
  const facts = seen(`the build ${when}`, snapshot?.readings.facts);
  if (!facts.ok) return facts;
  const reading = seen(`the Hotpatch state ${when}`, snapshot?.readings.hotpatch);
  if (!reading.ok) return reading;
  return { ok: true, grade: gradeHotpatch(reading.value, facts.value, rows, snapshot?.history) };
}
function lookBefore(evidence, requireEnrolled) {
  const before = graded(evidence.before, "before", evidence.lineage);
  return before.ok ? lookAlone(before.grade, requireEnrolled, { before: before.grade.verdict }) : before.look;
}
function lookAlone(grade, requireEnrolled, measured) {
  const { verdict, reason, remedy } = grade;
  const next = remedy === void 0 ? "" : `; ${remedy}`;
  if (verdict === "unknown")
    return { verdict: "error", reason: `the Hotpatch state is unknown: ${reason}${next}`, measured };
  if (!requireEnrolled || verdict === "enrolledReady")
    return { verdict: "pass", reason: `${verdict}: ${reason}`, measured };
  return {
    verdict: "fail",
    reason: `only machines that are enrolled and ready are wanted; ${verdict}: ${reason}`,
    measured
  };
}
function lookAfter(evidence, requireEnrolled) {
  const before = graded(evidence.before, "before", evidence.lineage);
  if (!before.ok) return before.look;
  const facts = evidence.after?.readings.facts;
  const extra = facts?.ok === true ? provisionalRows(evidence.updates, facts.value, evidence.lineage) : [];
  const after = graded(evidence.after, "after", [...evidence.lineage, ...extra]);
  if (!after.ok) return after.look;
  const [was, is] = [before.grade.verdict, after.grade.verdict];
  const measured = {
    before: was,
    after: is,
    ...extra.length === 0 ? {} : { provisional: extra.map(({ kb }) => kb).join(", ") }
  };
  if (is === "unknown" || was === "unknown") {
    const grade = is === "unknown" ? after.grade : before.grade;
    return { ...lookAlone(grade, requireEnrolled, measured), measured };
  }
  if (places[is] < places[was]) {
    const { reason: why, blockedBy, remedy } = after.grade;
    const reason = `${was} before, ${is} after: ${why}${remedy === void 0 ? "" : `; ${remedy}`}`;
    const seenAs = blockedBy === void 0 ? measured : { ...measured, blockedBy };
    return { verdict: "fail", reason, measured: seenAs, certain: is === "offTrain" };
  }
  return lookAlone(after.grade, requireEnrolled, measured);
}
var hotpatch = defineGate({
  name: "hotpatch",
  help: "The machine has not lost its place on the Hotpatch train.",
  stages: ["before", "after"],
  // The policy's guards put it in, so that it can be told from one that was named by hand.
  byDefault: [],
  severity: "critical",
  settings: settings9,
  probes: () => ({ machine: ["facts", "hotpatch"], runner: [] }),
  judge: (input) => {
    const { evidence, settings: chosen } = input;
    const lookNow = evidence.stage === "before" ? lookBefore : lookAfter;
    return judgeWithPatience(lookNow(evidence, chosen.requireEnrolled), { settle: chosen.settle }, input);
  }
});

// src/gates/http.ts
var settings10 = strictObject({
  url: string().min(1).describe("The page; {machine} stands for the machine’s name, {address} for where it is reached."),
  expect: int().min(100).max(599).default(200).describe("The HTTP status that counts as an answer."),
  of: int().min(1).max(20).default(5).describe("How often the page is asked for."),
  pass: int().min(1).max(20).default(3).describe("How many of these tries must answer as expected."),
  timeout: durationField("10s", "How long one try may take."),
  settle: durationField("5m", "How long the page may need to come up after a restart."),
  confirm: int().min(1).max(10).default(1).describe("How many looks in a row must fail, a minute apart.")
});
function urlOf(url, machine) {
  return url.replaceAll("{machine}", machine.name).replaceAll("{address}", machine.address ?? machine.name);
}
function probeOf2(chosen, machine) {
  const url = urlOf(chosen.url, machine);
  const { timeout, of } = chosen;
  return { key: `http ${url} ${of}×${timeout}`, kind: "http", url, timeout, times: of };
}
function look9(chosen, url, answers) {
  const good = answers.filter((answer) => answer.ok && answer.value.status === chosen.expect);
  const took = answers.flatMap((answer) => answer.ok ? [answer.value.took] : []);
  const measured = {
    answered: good.length,
    of: answers.length,
    slowestMs: took.length === 0 ? null : Math.max(...took)
  };
  if (answers.length === 0) return { verdict: "error", reason: `${url} was not asked for` };
  const figures = `${good.length} of ${answers.length} times (at least ${chosen.pass} of ${chosen.of})`;
  if (good.length >= chosen.pass)
    return { verdict: "pass", reason: `${url} answered ${chosen.expect} ${figures}`, measured };
  if (answers.length < chosen.of)
    return { verdict: "inconclusive", reason: `${url} was asked for too few times: ${figures}`, measured };
  const bad = answers.find((answer) => !good.includes(answer));
  const last = bad?.ok === true ? `status ${bad.value.status}` : bad?.failure.message ?? "";
  const subjects = [bad?.ok === true ? `status ${bad.value.status}` : "no answer"];
  return { verdict: "fail", reason: `${url} answered ${chosen.expect} ${figures}: ${last}`, measured, subjects };
}
var http = defineGate({
  name: "http",
  help: "A page answers the runner as expected.",
  stages: ["before", "after"],
  byDefault: [],
  severity: "hard",
  settings: settings10,
  control: "absolute",
  fault: (chosen) => {
    if (chosen.pass > chosen.of)
      return `pass (${chosen.pass}) is more than of (${chosen.of}): write pass: ${chosen.of} or less`;
    const url = urlOf(chosen.url, { name: "machine", labels: {} });
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
      return `"${chosen.url}" is no web address: write https://{machine}/health`;
    const { username, password } = new URL(url);
    if (username !== "" || password !== "")
      return "an address must not hold a user name or a password: anyone who reads the policy sees it";
    if (chosen.timeout === 0) return `timeout is ${formatDuration(0)}: write 10s`;
    return void 0;
  },
  probes: ({ settings: chosen, machine }) => ({ machine: [], runner: [probeOf2(chosen, machine)] }),
  judge: (input) => {
    const { settings: chosen, evidence } = input;
    const { key, url } = probeOf2(chosen, evidence.machine);
    const { settle, confirm } = chosen;
    return judgeWithPatience(look9(chosen, url, evidence.runner[key] ?? []), { settle, confirm }, input);
  }
});

// src/gates/listener-certificate.ts
var settings11 = strictObject({
  atLeast: durationField("1d", "How long the certificate must still be valid.")
});
function readFrom(snapshot) {
  const health = seen("the listeners", snapshot?.readings.health);
  if (!health.ok) return health;
  const facts = seen("the clock", snapshot?.readings.facts);
  if (!facts.ok) return facts;
  const { listeners } = health.value;
  if (listeners === null)
    return { ok: false, look: { verdict: "error", reason: "the listeners of WinRM could not be read" } };
  return { ok: true, value: { listeners, now: Date.parse(facts.value.clock) } };
}
function troublesOf({ listeners, now }, atLeast) {
  const troubles = /* @__PURE__ */ new Map();
  for (const { name, thumbprint, notAfter } of listeners) {
    if (thumbprint === "") continue;
    if (notAfter === null) {
      troubles.set(name, `${name} is bound to ${thumbprint}, and the machine has no such certificate`);
      continue;
    }
    const left = Date.parse(notAfter) - now;
    if (left <= 0) troubles.set(name, `the certificate of ${name} ended on ${notAfter.slice(0, 10)}`);
    else if (left < atLeast) troubles.set(name, `the certificate of ${name} ends in ${formatDuration(left)}`);
  }
  return troubles;
}
function look10({ stage, before, after }, atLeast) {
  const then = readFrom(before);
  if (!then.ok) return then.look;
  const now = stage === "before" ? then : readFrom(after);
  if (!now.ok) return now.look;
  const troubles = troublesOf(now.value, atLeast);
  const measured = { listeners: now.value.listeners.map(({ name }) => name).join(", "), bad: troubles.size };
  if (stage === "after") {
    const names2 = now.value.listeners.map(({ name }) => name);
    for (const { name } of then.value.listeners.filter((one) => !names2.includes(one.name)))
      troubles.set(name, `${name} was there before and is gone`);
    for (const name of troublesOf(then.value, atLeast).keys()) if (names2.includes(name)) troubles.delete(name);
  }
  if (troubles.size > 0) return { verdict: "fail", reason: [...troubles.values()].join("; "), measured };
  if (measured.bad > 0) return { verdict: "pass", reason: "no worse than before the update", measured };
  const reason = measured.listeners === "" ? "WinRM has no HTTPS listener" : `bound and valid: ${measured.listeners}`;
  return { verdict: "pass", reason, measured };
}
var listenerCertificate = defineGate({
  name: "listenerCertificate",
  help: "The HTTPS listeners of WinRM are bound to certificates that are valid.",
  stages: ["before", "after"],
  byDefault: ["after"],
  severity: "soft",
  settings: settings11,
  probes: () => ({ machine: ["facts", "health"], runner: [] }),
  judge: (input) => judgeWithPatience(look10(input.evidence, input.settings.atLeast), { confirm: 2 }, input)
});

// src/gates/load.ts
var percent = number().min(1).max(100);
var settings12 = strictObject({
  processor: percent.default(95).describe("Percent of all processors from which they count as exhausted."),
  commit: percent.default(95).describe("Percent of the commit limit of memory from which it counts as exhausted."),
  settle: durationField("10m", "How long a machine may be busy after a restart."),
  confirm: int().min(1).max(10).default(3).describe("How many looks in a row must find it so, a minute apart.")
});
var measures = [
  ["processor", "processors"],
  ["commit", "commit limit of memory"]
];
function isOver({ load: load2 }, limits, key) {
  const value = load2[key];
  return value !== null && value >= limits[key];
}
function look11({ before, after }, limits) {
  const then = seen("the load before", before?.readings.health);
  if (!then.ok) return then.look;
  const now = seen("the load", after?.readings.health);
  if (!now.ok) return now.look;
  const { load: measured } = now.value;
  if (measured.processor === null && measured.commit === null)
    return { verdict: "error", reason: "the load could not be read", measured };
  const over = measures.filter(
    ([key]) => isOver(now.value, limits, key) && !isOver(then.value, limits, key) && then.value.load[key] !== null
  );
  const figures = measures.map(([key, name]) => `${name} ${measured[key] ?? "?"} %`).join(", ");
  if (over.length === 0) return { verdict: "pass", reason: figures, measured };
  return { verdict: "fail", reason: `exhausted, and not before: ${over.map(([, name]) => name).join(", ")}`, measured };
}
var load = defineGate({
  name: "load",
  help: "Processors and memory are not exhausted, unless they were before.",
  stages: ["after"],
  byDefault: ["after"],
  severity: "observe",
  settings: settings12,
  probes: () => ({ machine: ["health"], runner: [] }),
  judge: (input) => {
    const { settle, confirm } = input.settings;
    return judgeWithPatience(look11(input.evidence, input.settings), { settle, confirm }, input);
  }
});

// src/gates/logged-on.ts
var loggedOn = beforeRestart({
  name: "loggedOn",
  help: "Nobody is logged on at the console or over Remote Desktop.",
  severity: "observe",
  what: "logged-on users",
  part: (reading) => reading.loggedOn,
  look: (users) => {
    const measured = { loggedOn: users.join(", ") };
    if (users.length === 0) return { verdict: "pass", reason: "nobody is logged on", measured };
    return { verdict: "fail", reason: `${users.join(", ")} would lose a session`, measured };
  }
});

// src/gates/metric.ts
var reference = /^(?:(?:Bearer|Basic|Token) )?\$(?:PATCHRING_[A-Z0-9_]+|\{PATCHRING_[A-Z0-9_]+\})$/;
var settings13 = strictObject({
  url: string().min(1).describe("The JSON document, or the address of Prometheus; {machine} and {address} stand for the machine."),
  path: string().optional().describe("Where the figure stands in the document, names and places only: data.queues[0].length."),
  query: string().min(1).max(4e3).optional().describe("In place of path: asked of Prometheus, and must give one value; {machine} is filled in."),
  pass: number().describe("Good up to this value; when it is more than fail, from this value on."),
  fail: number().describe("Bad from this value on; between the two it is not clear."),
  headers: record(
    string().regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, "write the name of a header, such as Authorization"),
    string().regex(reference, "write $PATCHRING_… or Bearer $PATCHRING_…: a secret never stands in the policy")
  ).default({}).describe("Headers by name; a value is $PATCHRING_… alone, or after Bearer, Basic or Token."),
  timeout: durationField("10s", "How long the answer may take."),
  settle: durationField("5m", "How long the figure may be bad after a restart."),
  confirm: int().min(1).max(10).default(1).describe("How many looks in a row must fail, a minute apart.")
});
function filled(text, { name, address }) {
  return text.replaceAll("{machine}", name).replaceAll("{address}", address ?? name);
}
function urlOf2({ url, query }, machine) {
  const whole = filled(url, machine);
  if (query === void 0) return whole;
  const asked = new URL("api/v1/query", whole.endsWith("/") ? whole : `${whole}/`);
  asked.searchParams.set("query", query.replaceAll("{machine}", machine.name));
  return asked.href;
}
function probeOf3(chosen, machine) {
  const { path = null, headers, timeout } = chosen;
  const ask = { url: urlOf2(chosen, machine), path, headers, timeout };
  return { key: `metric ${JSON.stringify(ask)}`, kind: "metric", ask, times: 1 };
}
function look12(chosen, answer) {
  const { path, query = path ?? "", pass, fail } = chosen;
  const said = seen(query, answer);
  if (!said.ok) return said.look;
  const { value } = said.value;
  if (value === void 0) return { verdict: "error", reason: `${query} gave no value` };
  const isLowGood = pass < fail;
  const measured = { value, pass, fail };
  const bounds = isLowGood ? `good to ${pass}, bad from ${fail}` : `good from ${pass}, bad to ${fail}`;
  const reason = `${query} is ${value} (${bounds})`;
  if (isLowGood ? value <= pass : value >= pass) return { verdict: "pass", reason, measured };
  if (isLowGood ? value >= fail : value <= fail) return { verdict: "fail", reason, measured, subjects: [query] };
  return { verdict: "inconclusive", reason, measured };
}
function faultOfUrl({ url, headers }) {
  const whole = filled(url, { name: "machine", labels: {} });
  if (!URL.canParse(whole) || !/^https?:$/.test(new URL(whole).protocol))
    return `"${url}" is no web address: write https://prometheus.example`;
  const { username, password, protocol } = new URL(whole);
  if (username !== "" || password !== "")
    return "an address must not hold a user name or a password: write headers: { Authorization: Basic $PATCHRING_… }";
  if (Object.keys(headers).length > 0 && protocol !== "https:")
    return "secrets in headers are only sent over https: write https, or take headers out";
  return void 0;
}
var metric = defineGate({
  name: "metric",
  help: "A figure of the monitoring is where it should be.",
  stages: ["before", "after"],
  byDefault: [],
  severity: "soft",
  settings: settings13,
  control: "absolute",
  fault: (chosen) => {
    const { path, query, pass, fail, timeout } = chosen;
    if (path === void 0 === (query === void 0))
      return "a metric is read by path (a JSON document) or by query (Prometheus): write one of them";
    if (path !== void 0 && stepsOf(path) === void 0)
      return `"${path}" is no path: write names and places, such as data.queues[0].length`;
    if (pass === fail) return `pass and fail are both ${pass}: which side is good shows only when they differ`;
    if (timeout === 0) return "timeout is 0s: write 10s";
    return faultOfUrl(chosen);
  },
  probes: ({ settings: chosen, machine }) => ({ machine: [], runner: [probeOf3(chosen, machine)] }),
  judge: (input) => {
    const { settings: chosen, evidence } = input;
    const { settle, confirm } = chosen;
    const [answer] = evidence.runner[probeOf3(chosen, evidence.machine).key] ?? [];
    return judgeWithPatience(look12(chosen, answer), { settle, confirm }, input);
  }
});

// src/gates/no-hanging-shutdown.ts
var settings14 = strictObject({
  patience: durationField("30m", "How long a shutdown may take before it counts as one that hangs.")
});
function look13(snapshot, patience) {
  const health = seen("whether a shutdown hangs", snapshot?.readings.health);
  if (!health.ok) return health.look;
  const { shutdownAskedAt } = health.value;
  const measured = { shutdownAskedAt };
  if (shutdownAskedAt === null) return { verdict: "pass", reason: "no shutdown is under way", measured };
  const facts = seen("the clock", snapshot?.readings.facts);
  if (!facts.ok) return facts.look;
  const passed = Math.max(0, Date.parse(facts.value.clock) - Date.parse(shutdownAskedAt));
  const reason = `a shutdown was asked for ${formatDuration(passed)} ago and has not ended`;
  return { verdict: passed >= patience ? "fail" : "inconclusive", reason, measured };
}
var noHangingShutdown = defineGate({
  name: "noHangingShutdown",
  help: "No shutdown that was asked for has gone on for longer than `patience`: the machine does not hang in one.",
  stages: ["before", "after"],
  byDefault: ["after"],
  severity: "hard",
  settings: settings14,
  probes: () => ({ machine: ["facts", "health"], runner: [] }),
  judge: (input) => judgeWithPatience(look13(visitOf(input.evidence), input.settings.patience), {}, input)
});

// src/gates/no-pending-restart.ts
var settings15 = strictObject({});
var informsOnly = ["fileRename"];
function look14(snapshot) {
  const boot = seen("whether a restart is pending", snapshot?.readings.boot);
  if (!boot.ok) return boot.look;
  const { pendingRestart, isServicing } = boot.value;
  const measured = { pendingRestart: pendingRestart.join(", "), isServicing };
  const signals = pendingRestart.filter((signal) => !informsOnly.includes(signal));
  if (signals.length > 0) return { verdict: "fail", reason: `a restart is pending (${signals.join(", ")})`, measured };
  if (isServicing) return { verdict: "inconclusive", reason: "Windows is still servicing itself", measured };
  return { verdict: "pass", reason: "no restart is pending", measured };
}
var noPendingRestart = defineGate({
  name: "noPendingRestart",
  help: "No restart is pending.",
  stages: ["before", "after"],
  byDefault: ["before"],
  severity: "hard",
  settings: settings15,
  probes: () => ({ machine: ["boot"], runner: [] }),
  judge: (input) => judgeWithPatience(look14(visitOf(input.evidence)), {}, input)
});

// src/gates/no-shutdown-pending.ts
var noShutdownPending = beforeRestart({
  name: "noShutdownPending",
  help: "No shutdown that somebody has asked for is still to come; an update is not begun under one.",
  severity: "hard",
  what: "pending shutdown",
  always: true,
  part: ({ shutdownAskedAt, unreadable }) => unreadable.some((line2) => line2.startsWith("pending shutdown")) ? null : { askedAt: shutdownAskedAt },
  look: ({ askedAt }) => {
    const measured = { askedAt };
    if (askedAt === null) return { verdict: "pass", reason: "no shutdown is pending", measured };
    return { verdict: "fail", reason: `a shutdown was asked for at ${askedAt} and has not come`, measured };
  }
});

// src/gates/not-held.ts
var settings16 = strictObject({});
function look15({ before, held, updates }) {
  const facts = seen("the machine", before?.readings.facts);
  if (!facts.ok) return facts.look;
  const measured = {
    held: held.flatMap(({ kbs }) => kbs).join(", "),
    chosen: updates.flatMap(({ kbs }) => kbs).join(", ")
  };
  const blocking = held.filter(({ blocks }) => blocks);
  if (blocking.length > 0) {
    const reason2 = blocking.map(({ reason: why, remedy }) => `${why}; ${remedy}`).join(". ");
    return { verdict: "fail", reason: reason2, measured };
  }
  if (held.length === 0) return { verdict: "pass", reason: "no update is held here", measured };
  const reason = held.map(({ reason: why, remedy }) => `${why}; ${remedy}`).join(". ");
  return { verdict: "pass", reason, measured };
}
var notHeld = defineGate({
  name: "notHeld",
  help: "No update is held without its substitute being offered.",
  stages: ["before"],
  byDefault: ["before"],
  severity: "hard",
  settings: settings16,
  probes: () => ({ machine: ["facts"], runner: [] }),
  judge: (input) => judgeWithPatience(look15(input.evidence), {}, input)
});

// src/gates/product-unchanged.ts
var settings17 = strictObject({});
var kept = [
  ["productName", "product"],
  ["editionId", "edition"],
  ["installationType", "installation type"],
  ["build", "build"],
  ["architecture", "architecture"],
  ["computerName", "name"],
  ["domain", "domain"],
  ["isDomainController", "domain controller"]
];
function look16(evidence) {
  const before = seen("the product before", evidence.before?.readings.facts);
  if (!before.ok) return before.look;
  const after = seen("the product", evidence.after?.readings.facts);
  if (!after.ok) return after.look;
  const measured = { before: before.value.productName, after: after.value.productName };
  const changed = kept.filter(([field]) => before.value[field] !== after.value[field]);
  if (changed.length === 0) return { verdict: "pass", reason: `still ${after.value.productName}`, measured };
  const named = changed.map(([field, name]) => `${name} was ${before.value[field]} and is ${after.value[field]}`);
  return { verdict: "fail", reason: named.join(", "), measured, certain: true };
}
var productUnchanged = defineGate({
  name: "productUnchanged",
  help: "Product, edition, build and domain are those from before the update.",
  stages: ["after"],
  byDefault: ["after"],
  severity: "critical",
  settings: settings17,
  probes: () => ({ machine: ["facts"], runner: [] }),
  judge: (input) => judgeWithPatience(look16(input.evidence), {}, input)
});

// src/gates/reachable.ts
var settings18 = strictObject({});
function look17(snapshot) {
  const answer = snapshot?.readings.facts;
  if (answer === void 0) return { verdict: "error", reason: "the machine was not asked who it is" };
  if (!answer.ok) {
    const { code, message } = answer.failure;
    return { verdict: "fail", reason: `the machine does not answer: ${message} (${code})` };
  }
  const { computerName, isAdministrator, is64BitProcess, languageMode } = answer.value;
  const measured = { computerName, isAdministrator, languageMode };
  if (!isAdministrator) {
    return { verdict: "fail", reason: "the account is no administrator on the machine", measured };
  }
  if (!is64BitProcess) return { verdict: "fail", reason: "the session on the machine is a 32-bit process", measured };
  return { verdict: "pass", reason: `answers as ${computerName}`, measured };
}
var reachable = defineGate({
  name: "reachable",
  help: "The machine answers, and the account may administer it.",
  stages: ["before", "after"],
  byDefault: ["before"],
  severity: "hard",
  settings: settings18,
  probes: () => ({ machine: ["facts"], runner: [] }),
  judge: (input) => judgeWithPatience(look17(visitOf(input.evidence)), {}, input)
});

// src/gates/roles.ts
var settings19 = strictObject({
  settle: durationField("5m", "How long roles may need to come up after a restart."),
  confirm: int().min(1).max(10).default(2).describe("How many looks in a row must find it so, a minute apart."),
  ignore: array(string().min(1)).default([]).describe("Roles and probes that never count, as role or role/probe, for example iis/web.")
});
var movable = ["hyper-v/guests", "hyper-v/heartbeat", "cluster"];
function isMovable({ role, probe }) {
  return movable.includes(role) || movable.includes(`${role}/${probe}`);
}
function keyOf({ role, probe, item }) {
  return `${role}/${probe}/${item}`;
}
function nameOf({ role, probe, item }) {
  return item === "" ? `${role} ${probe}` : `${role} ${probe} ${item}`;
}
function counting(results, ignore) {
  return results.filter(({ role, probe }) => !ignore.includes(role) && !ignore.includes(`${role}/${probe}`));
}
function lostOf(before, after) {
  const broken = new Set([...after.values()].filter(isBroken).map(({ role, probe }) => `${role}/${probe}`));
  return before.filter((one) => one.outcome === "ok" && !isMovable(one) && !after.has(keyOf(one))).filter(({ role, probe }) => !broken.has(`${role}/${probe}`)).map((one) => `${nameOf(one)} is gone`);
}
function isBroken({ item, outcome }) {
  return item === "" && (outcome === "overdue" || outcome === "unreadable");
}
function wasBad(one, before) {
  const was = before.get(keyOf(one)) ?? before.get(keyOf({ ...one, item: "" }));
  return was !== void 0 && was.outcome !== "ok";
}
function look18(evidence, ignore) {
  const then = seen("the roles before", evidence.before?.readings.roles);
  if (!then.ok) return then.look;
  const now = seen("the roles", evidence.after?.readings.roles);
  if (!now.ok) return now.look;
  const before = new Map(counting(then.value.results, ignore).map((one) => [keyOf(one), one]));
  const after = new Map(counting(now.value.results, ignore).map((one) => [keyOf(one), one]));
  const bad = [...after.values()].filter((one) => one.outcome !== "ok");
  const fresh = bad.filter((one) => !wasBad(one, before));
  const failed = fresh.filter(({ outcome }) => outcome === "failed" || outcome === "overdue");
  const sentences = [...failed.map((one) => `${nameOf(one)}: ${one.detail}`), ...lostOf([...before.values()], after)];
  const figures = [...after.values()].flatMap(
    (one) => one.value === null || movable.includes(one.role) ? [] : [[nameOf(one), one.value]]
  );
  const measured = { looked: after.size, bad: bad.length, ...Object.fromEntries(figures) };
  if (sentences.length > 0) {
    const more = sentences.length > 3 ? ` and ${sentences.length - 3} more` : "";
    return { verdict: "fail", reason: `well before and not now: ${sentences.slice(0, 3).join("; ")}${more}`, measured };
  }
  const unreadable = fresh.find(({ outcome }) => outcome === "unreadable");
  if (unreadable !== void 0)
    return { verdict: "error", reason: `${nameOf(unreadable)} could not be read: ${unreadable.detail}`, measured };
  const busy = bad.find(({ outcome }) => outcome === "busy");
  if (busy !== void 0) return { verdict: "inconclusive", reason: `${nameOf(busy)}: ${busy.detail}`, measured };
  const reason = bad.length > 0 ? `no worse than before: ${bad.length} not well` : `${after.size} probes of roles are well`;
  return { verdict: "pass", reason, measured };
}
var roles = defineGate({
  name: "roles",
  help: "What the roles of the machine are for works as before the update.",
  stages: ["after"],
  byDefault: ["after"],
  severity: "soft",
  settings: settings19,
  probes: () => ({ machine: ["roles"], runner: [] }),
  judge: (input) => {
    const { settle, confirm, ignore } = input.settings;
    return judgeWithPatience(look18(input.evidence, ignore), { settle, confirm }, input);
  }
});

// src/gates/running-backup.ts
var runningBackup = beforeRestart({
  name: "runningBackup",
  help: "No backup runs.",
  severity: "hard",
  what: "running backups",
  part: (reading) => reading.backups,
  look: (engines) => {
    const measured = { backups: engines.join(", ") };
    if (engines.includes("wbengine")) return { verdict: "fail", reason: "Windows Server Backup is at work", measured };
    if (engines.length > 0) return { verdict: "inconclusive", reason: "a shadow copy is or was just made", measured };
    return { verdict: "pass", reason: "no backup runs", measured };
  }
});

// src/gates/script.ts
var settings20 = strictObject({
  file: string().min(1).max(400).describe("File beside the policy: the PowerShell script that looks, run with the rights of the logon."),
  timeout: durationField("30s", "How long the script may take, 1m at most."),
  settle: durationField("5m", "How long the machine may need after a restart."),
  confirm: int().min(1).max(10).default(1).describe("How many looks in a row must fail, a minute apart.")
});
var longest = 6e4;
var longestNote = 300;
function keyOf2({ file, timeout }) {
  return `${file} ${timeout}`;
}
var line = (most) => string().transform((text) => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ").slice(0, most));
var words = _enum(["pass", "fail", "inconclusive"]);
var saidSchema = strictObject({
  verdict: words,
  reason: line(300).default(""),
  measured: record(
    string().regex(/^[A-Za-z][A-Za-z0-9_. -]{0,59}$/),
    union([line(200), number(), boolean(), _null()])
  ).refine((values) => Object.keys(values).length <= 20).default({})
});
function verdictIn(last) {
  const text = last?.trim() ?? "";
  const word = words.safeParse(text.toLowerCase());
  if (word.success) return { verdict: word.data, reason: "", measured: {} };
  if (!text.startsWith("{")) return void 0;
  try {
    return saidSchema.parse(JSON.parse(text));
  } catch {
    return "nonsense";
  }
}
function look19(file, { ended, exitCode, last, note, took }) {
  const measured = { tookMs: took, exitCode };
  const error = (what) => ({ verdict: "error", reason: `${file} ${what}`, measured });
  const wrote = note === "" ? "" : `: ${note.length > longestNote ? `…${note.slice(1 - longestNote)}` : note}`;
  if (ended === "overdue") return { verdict: "fail", reason: `${file} did not end in its time${wrote}`, measured };
  if (ended === "failed") return error(`ended with an error${wrote}`);
  const said = verdictIn(last);
  if (said === "nonsense") return error("writes JSON that is no { verdict, reason, measured }");
  if (said === void 0) {
    if (exitCode === null) return error(`gave no verdict and no exit code${wrote}`);
    const verdict = exitCode === 0 ? "pass" : "fail";
    return { verdict, reason: `${file} ended with exit code ${exitCode}${wrote}`, measured };
  }
  if (said.verdict === "pass" && exitCode !== null && exitCode !== 0)
    return error(`says pass, and its exit code is ${exitCode}: let it end with exit 0`);
  const reason = `${file} says ${said.verdict}${said.reason === "" ? "" : `: ${said.reason}`}`;
  return { verdict: said.verdict, reason, measured: { ...said.measured, ...measured } };
}
function lookIn({ settings: chosen, evidence }) {
  const key = keyOf2(chosen);
  const at = (when) => {
    const read = seen(chosen.file, evidence[when]?.readings.scripts);
    if (!read.ok) return read.look;
    const reading = Object.hasOwn(read.value, key) ? read.value[key] : void 0;
    return reading === void 0 ? { verdict: "error", reason: `${chosen.file} was not run` } : look19(chosen.file, reading);
  };
  const now = at(evidence.stage === "before" ? "before" : "after");
  if (evidence.stage === "before" || now.verdict !== "fail" || at("before").verdict !== "fail") return now;
  return { ...now, verdict: "pass", reason: `no worse than before the update: ${now.reason}` };
}
var script = defineGate({
  name: "script",
  help: "A script of yours on the machine says that it is well.",
  stages: ["before", "after"],
  byDefault: [],
  severity: "hard",
  settings: settings20,
  fault: ({ timeout }) => timeout === 0 || timeout > longest ? "a script that looks may take from 1s to 1m: write timeout: 30s" : void 0,
  probes: ({ settings: chosen }) => ({
    machine: ["scripts"],
    runner: [],
    scripts: [{ key: keyOf2(chosen), file: chosen.file, timeout: chosen.timeout }]
  }),
  judge: (input) => {
    const { settle, confirm } = input.settings;
    return judgeWithPatience(lookIn(input), { settle, confirm }, input);
  }
});

// src/gates/services.ts
var settings21 = strictObject({
  settle: durationField("5m", "How long services may need to start after a restart."),
  confirm: int().min(1).max(10).default(2).describe("How many looks in a row must find a service stopped, a minute apart."),
  ignore: array(string().min(1)).default([]).describe("More services that may stop, by name; a * stands for any ending.")
});
var restless = [
  "sppsvc",
  "gupdate*",
  "edgeupdate*",
  "RemoteRegistry",
  "MapsBroker",
  "TrustedInstaller",
  "WbioSrvc",
  "BITS",
  "clr_optimization*",
  "tiledatamodelsvc",
  "CDPUserSvc*"
];
var perUser = /_[0-9a-f]{4,}$/i;
function isRestless(name, ignore) {
  const lower = name.toLowerCase();
  return perUser.test(name) || [...restless, ...ignore].some((pattern) => {
    const begin = pattern.toLowerCase();
    return begin.endsWith("*") ? lower.startsWith(begin.slice(0, -1)) : lower === begin;
  });
}
function isWatched(service, ignore) {
  const starts = service.startMode === "automatic" || service.startMode === "automaticDelayed";
  return service.state === "running" && starts && !service.isTriggerStart && !isRestless(service.name, ignore);
}
function stoppedOf(watched, after) {
  const now = new Map(after.map((service) => [service.name.toLowerCase(), service]));
  const stopped = watched.flatMap((service) => {
    const found = now.get(service.name.toLowerCase());
    if (found === void 0) return [{ name: service.name, what: "gone", exitCode: 0 }];
    if (found.state === "running" || found.state === "startPending") return [];
    const code = found.exitCode === 0 ? "" : `, exit code ${found.exitCode}`;
    return [{ name: service.name, what: `${found.state}${code}`, exitCode: found.exitCode }];
  });
  return stopped.sort((a, b) => Number(b.exitCode !== 0) - Number(a.exitCode !== 0));
}
function look20(evidence, ignore) {
  const before = seen("the services before", evidence.before?.readings.health);
  if (!before.ok) return before.look;
  const after = seen("the services", evidence.after?.readings.health);
  if (!after.ok) return after.look;
  const watched = before.value.services.filter((service) => isWatched(service, ignore));
  if (watched.length === 0)
    return { verdict: "inconclusive", reason: "no service that starts by itself was running before" };
  const stopped = stoppedOf(watched, after.value.services);
  const measured = { watched: watched.length, stopped: stopped.map(({ name }) => name).join(", ") };
  if (stopped.length > 0) {
    const named = stopped.slice(0, 5).map(({ name, what }) => `${name} (${what})`);
    const more = stopped.length > named.length ? ` and ${stopped.length - named.length} more` : "";
    const subjects = stopped.map(({ name }) => name);
    return { verdict: "fail", reason: `ran before and do not now: ${named.join(", ")}${more}`, measured, subjects };
  }
  const starting = after.value.services.filter(
    (service) => service.state === "startPending" && watched.some(({ name }) => name.toLowerCase() === service.name.toLowerCase())
  );
  if (starting.length > 0) {
    return {
      verdict: "inconclusive",
      reason: `still starting: ${starting.map(({ name }) => name).join(", ")}`,
      measured
    };
  }
  return { verdict: "pass", reason: `all ${watched.length} services that ran before run again`, measured };
}
var services = defineGate({
  name: "services",
  help: "The services that ran before the update run again.",
  stages: ["after"],
  byDefault: ["after"],
  severity: "soft",
  settings: settings21,
  control: "subjects",
  probes: () => ({ machine: ["health"], runner: [] }),
  judge: (input) => {
    const { settle, confirm, ignore } = input.settings;
    return judgeWithPatience(look20(input.evidence, ignore), { settle, confirm }, input);
  }
});

// src/gates/sole-updater.ts
var settings22 = strictObject({
  allow: array(string().min(1)).default([]).describe("Other updaters that may be active, by the name in which they are reported, for example ConfigMgr."),
  deadlines: durationField("24h", "How near the WSUS deadline of an update must be to count as another updater.")
});
function dueSoon({ offered = [] }, within, now) {
  return offered.flatMap(({ kbs, title, deadline }) => {
    const left = typeof deadline === "string" ? Date.parse(deadline) - now : Number.POSITIVE_INFINITY;
    if (left > within) return [];
    return [`${kbs.join(", ") || title} ${left <= 0 ? "since" : `in ${formatDuration(left)}, at`} ${deadline}`];
  });
}
function look21(evidence, { allow, deadlines }, now) {
  const facts = seen("who updates the machine", evidence.before?.readings.facts);
  if (!facts.ok) return facts.look;
  const due = dueSoon(evidence, deadlines, now);
  const all = [...facts.value.otherUpdaters, ...due.length === 0 ? [] : [wsusDeadline]];
  const allowed = allow.map((name) => name.toLowerCase());
  const others = all.filter((name) => !allowed.includes(name.toLowerCase()));
  const measured = { otherUpdaters: all.join(", "), ...due.length === 0 ? {} : { due: due.join("; ") } };
  if (others.length === 0) return { verdict: "pass", reason: "no other updater is active", measured };
  const which = others.includes(wsusDeadline) ? ` (${due.slice(0, 3).join("; ")})` : "";
  const told = others.flatMap((name) => remedyFor(name) ?? []);
  const remedy = told.length === 0 ? "" : `; ${told.join("; ")}`;
  return { verdict: "fail", reason: `${others.join(" and ")} also update this machine${which}${remedy}`, measured };
}
var soleUpdater = defineGate({
  name: "soleUpdater",
  help: "No other updater is active on the machine.",
  stages: ["before"],
  byDefault: ["before"],
  severity: "hard",
  settings: settings22,
  probes: () => ({ machine: ["facts"], runner: [] }),
  judge: (input) => judgeWithPatience(look21(input.evidence, input.settings, input.now), {}, input)
});

// src/gates/tcp.ts
var settings23 = strictObject({
  port: int().min(1).max(65535).describe("The port that must accept connections, for example 1433."),
  of: int().min(1).max(20).default(3).describe("How often the port is tried."),
  pass: int().min(1).max(20).default(2).describe("How many of these tries must connect."),
  timeout: durationField("5s", "How long one try may take."),
  settle: durationField("5m", "How long the port may need to open after a restart."),
  confirm: int().min(1).max(10).default(1).describe("How many looks in a row must fail, a minute apart.")
});
function probeOf4({ port, timeout, of }, machine) {
  const address = machine.address ?? machine.name;
  return { key: `tcp ${address}:${port} ${of}×${timeout}`, kind: "tcp", address, port, timeout, times: of };
}
function look22(chosen, answers) {
  if (answers.length === 0) return { verdict: "error", reason: `port ${chosen.port} was not tried` };
  const good = answers.filter((answer) => answer.ok).length;
  const measured = { port: chosen.port, connected: good, of: answers.length };
  const figures = `${good} of ${answers.length} times (at least ${chosen.pass} of ${chosen.of})`;
  if (good >= chosen.pass) return { verdict: "pass", reason: `port ${chosen.port} accepted ${figures}`, measured };
  if (answers.length < chosen.of)
    return { verdict: "inconclusive", reason: `port ${chosen.port} was tried too few times: ${figures}`, measured };
  const subjects = [`port ${chosen.port}`];
  return { verdict: "fail", reason: `port ${chosen.port} accepted ${figures}`, measured, subjects };
}
var tcp = defineGate({
  name: "tcp",
  help: "A port of the machine accepts connections from the runner.",
  stages: ["before", "after"],
  byDefault: [],
  severity: "hard",
  settings: settings23,
  control: "absolute",
  fault: (chosen) => chosen.pass > chosen.of ? `pass (${chosen.pass}) is more than of (${chosen.of}): write pass: ${chosen.of} or less` : void 0,
  probes: ({ settings: chosen, machine }) => ({ machine: [], runner: [probeOf4(chosen, machine)] }),
  judge: (input) => {
    const { settings: chosen, evidence } = input;
    const { settle, confirm } = chosen;
    const answers = evidence.runner[probeOf4(chosen, evidence.machine).key] ?? [];
    return judgeWithPatience(look22(chosen, answers), { settle, confirm }, input);
  }
});

// src/gates/time-skew.ts
var settings24 = strictObject({
  atMost: durationField("5m", "How far the clock may be off; a visit alone can take a minute."),
  settle: durationField("5m", "How long the clock may need to be set after a restart.")
});
function skewOf(snapshot) {
  const facts = snapshot?.readings.facts;
  return facts?.ok === true && snapshot !== void 0 ? Date.parse(facts.value.clock) - snapshot.at : void 0;
}
function look23({ stage, before, after }, atMost) {
  const snapshot = stage === "before" ? before : after;
  const facts = seen("the clock", snapshot?.readings.facts);
  if (!facts.ok) return facts.look;
  const skew = skewOf(snapshot) ?? 0;
  const measured = { skewSeconds: Math.round(skew / 1e3) };
  const off = formatDuration(Math.abs(measured.skewSeconds * 1e3));
  if (Math.abs(skew) <= atMost) return { verdict: "pass", reason: `the clock is off by ${off} at most`, measured };
  const reason = `the clock is ${off} ${skew > 0 ? "ahead" : "behind"} (at most ${formatDuration(atMost)})`;
  const was = stage === "after" ? skewOf(before) : void 0;
  if (was !== void 0 && Math.abs(was) > atMost)
    return { verdict: "pass", reason: `${reason}, as it was before the update`, measured };
  return { verdict: "fail", reason, measured };
}
var timeSkew = defineGate({
  name: "timeSkew",
  help: "The clock of the machine agrees with the clock of the runner.",
  stages: ["before", "after"],
  byDefault: ["after"],
  severity: "observe",
  settings: settings24,
  probes: () => ({ machine: ["facts"], runner: [] }),
  judge: (input) => {
    const { atMost, settle } = input.settings;
    return judgeWithPatience(look23(input.evidence, atMost), { settle, confirm: 2 }, input);
  }
});

// src/gates/registry.ts
var gates = [
  reachable,
  soleUpdater,
  noPendingRestart,
  noShutdownPending,
  bitLocker,
  runningBackup,
  loggedOn,
  noHangingShutdown,
  diskFree,
  cluster,
  backup,
  cameBack,
  productUnchanged,
  crashes,
  hotpatch,
  notHeld,
  buildIsTarget,
  services,
  roles,
  listenerCertificate,
  timeSkew,
  events,
  load,
  http,
  exec,
  script,
  tcp,
  metric
];
function gateNamed(name) {
  return gates.find((gate) => gate.name === name);
}
function gatesAt(stage) {
  return gates.filter((gate) => gate.stages.includes(stage)).map((gate) => gate.name);
}
function defaultGates(stage) {
  return gates.filter((gate) => gate.byDefault.includes(stage)).map((gate) => gate.name);
}
function choiceNamed(name) {
  const choice = choiceOf(name);
  if (typeof choice === "string") throw new RangeError(choice);
  return choice;
}
function gateEntrySchema(stage) {
  const names2 = gatesAt(stage);
  const written = gates.filter((gate) => gate.stages.includes(stage)).map(
    (gate) => gate.settings.extend({
      gate: literal(gate.name).describe(gate.help),
      severity: severityOf(gate),
      ...stage === "after" ? measuringFields : {}
    })
  );
  const [first, ...rest] = written;
  if (first === void 0) throw new RangeError(`no gate judges at stage ${stage}`);
  return union([
    _enum(names2, { error: ({ input }) => wrongStage(input, stage) }),
    discriminatedUnion("gate", [first, ...rest], { error: ({ input }) => wrongStage(input, stage) })
  ]).transform((entry, context) => {
    const choice = choiceOf(entry);
    if (typeof choice !== "string") return choice;
    context.addIssue({ code: "custom", message: choice });
    return NEVER;
  });
}
function severityOf(gate) {
  return _enum(severities).default(gate.severity).describe("critical halts at once, hard fails the machine, soft fails it once confirmed, observe only reports.");
}
function wrongStage(entry, stage) {
  const name = typeof entry === "object" && entry !== null && "gate" in entry ? entry.gate : entry;
  const gate = typeof name === "string" ? gateNamed(name) : void 0;
  if (gate === void 0 || gate.stages.includes(stage)) return void 0;
  const when = gate.stages.map((one) => one === "undo" ? "before an undo" : `${one} an update`).join(" and ");
  return `gate ${gate.name} judges only ${when}: move it to gates.${gate.stages[0]}`;
}
function choiceOf(entry) {
  const name = typeof entry === "string" ? entry : String(entry.gate);
  const gate = gateNamed(name);
  if (gate === void 0) return `there is no gate ${name}`;
  if (typeof entry === "string") {
    const parsed = gate.settings.safeParse({});
    if (parsed.success) return choiceOf({ ...parsed.data, gate: name, severity: gate.severity });
    const needed = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
    return `gate ${name} has settings that must be written: { gate: ${name}, ${needed}: … }`;
  }
  const { gate: _, severity, ...written } = entry;
  const measuring = measuringOf(written);
  if (typeof measuring === "string") return measuring;
  const settings25 = Object.fromEntries(Object.entries(written).filter(([key]) => !(key in measuringFields)));
  const choice = { gate: name, severity, settings: settings25, ...measuring === void 0 ? {} : { measuring } };
  return gate.fault?.(settings25) ?? gateChoiceSchema.parse(choice);
}

// src/policy/restart.ts
var words2 = _enum(["ifNeeded", "never"]);
var forms = { error: "write ifNeeded, never, or { when: ifNeeded, timeout: 90m }" };
var restartSchema = union(
  [
    words2,
    strictObject({
      when: words2.default("ifNeeded").describe("ifNeeded or never, as without a limit."),
      timeout: durationSchema.optional().describe("How long a machine may be away, from asking for the restart until Windows has settled; 90m.")
    })
  ],
  forms
).default("ifNeeded").describe(
  "ifNeeded: when an update needs it; never: updates that need a restart are not installed; { when, timeout }: the same, and how long a machine may be away."
);
function restartWhen({ restart }) {
  return typeof restart === "string" ? restart : restart.when;
}
function writtenLimits({ restart, gates: gates2 }) {
  const own = typeof restart === "string" ? void 0 : restart.timeout;
  const byGates = gates2.after.flatMap(
    ({ gate, settings: { timeout } }, index) => gate === "cameBack" && typeof timeout === "number" ? [{ path: ["gates", "after", index, "timeout"], timeout }] : []
  );
  return [...own === void 0 ? [] : [{ path: ["restart", "timeout"], timeout: own }], ...byGates];
}
function restartLimit(policy2) {
  return writtenLimits(policy2)[0]?.timeout ?? awayAtMost;
}

export {
  remedyFor,
  gateNamed,
  defaultGates,
  choiceNamed,
  gateEntrySchema,
  restartSchema,
  restartWhen,
  writtenLimits,
  restartLimit
};
