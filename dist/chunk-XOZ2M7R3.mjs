import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  afterSchema,
  blackoutSchema,
  coverageParts,
  follows,
  gateChoiceSchema,
  holdSchema,
  isEnrolled,
  isForWindows,
  isHotpatchMonth,
  keepsTrain,
  lineageOf,
  lineageRowSchema,
  looksLikeHotpatch,
  machineEntrySchema,
  missingRow,
  productOf,
  rowOfKbs,
  rowText,
  scopes,
  serviceScopes,
  serviceSides,
  substitutesFor,
  weekdays
} from "./chunk-ZYVX2BHV.mjs";
import {
  bootSchema,
  drainResultSchema,
  factsSchema,
  healthReadingSchema,
  hideResultSchema,
  hotpatchReadingSchema,
  installResultSchema,
  jobKeyPattern,
  restartReadinessSchema,
  resumeResultSchema,
  rolesReadingSchema,
  scanResultSchema,
  scriptsReadingSchema,
  showResultSchema,
  stageResultSchema,
  uninstallResultSchema
} from "./chunk-NY5E6FMM.mjs";
import {
  scriptFileSchema,
  sourceSchema
} from "./chunk-7P4UPFSA.mjs";
import {
  FailureError,
  failureOf,
  rejections
} from "./chunk-4EJNWNDX.mjs";
import {
  zoneSchema
} from "./chunk-2PFEKDEA.mjs";
import {
  iso_exports,
  kbSchema,
  updateIdentitySchema,
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
  string,
  union
} from "./chunk-6P7AVSSV.mjs";

// src/knowledge/shipped-holds.ts
var leavesTrain = "it takes enrolled machines off the Hotpatch train until the next baseline", leak = "LSASS leaks memory on domain controllers until it crashes and the machine restarts", loop = "domain controllers restart in a loop, Hyper-V does not start, ReFS volumes are lost", lsass = "LSASS may crash at start-up on domain controllers, in a loop of restarts", upgrade = "an optional upgrade to Windows Server 2025 bears this KB number", shippedHolds = [
  // Support pages of KB5070881 and KB5070893, October 2025 (facts: windows-servicing 2.1). The row has no expiry: an old image that is
  // put back into service is offered the same updates again.
  {
    kb: "KB5070881",
    when: { hotpatch: "enrolled", product: "windows-server-2025" },
    use: "KB5070893",
    reason: leavesTrain
  },
  {
    kb: "KB5070884",
    when: { hotpatch: "enrolled", product: "windows-server-2022" },
    use: "KB5070892",
    reason: leavesTrain
  },
  // Out-of-band fixes of 19 April 2026 (facts: windows-servicing 2.2 case 2). The cumulative fix would take an enrolled machine off the
  // train, and the hotpatch fix lies on top of the faulty baseline: an enrolled domain controller waits.
  {
    kb: "KB5082063",
    when: { hotpatch: "notEnrolled", product: "windows-server-2025", role: "domain-controller" },
    use: "KB5091157",
    reason: lsass
  },
  {
    kb: "KB5082063",
    when: { hotpatch: "enrolled", product: "windows-server-2025", role: "domain-controller" },
    reason: lsass
  },
  {
    kb: "KB5082142",
    when: { hotpatch: "notEnrolled", product: "windows-server-2022", role: "domain-controller" },
    use: "KB5091575",
    reason: lsass
  },
  {
    kb: "KB5082142",
    when: { hotpatch: "enrolled", product: "windows-server-2022", role: "domain-controller" },
    reason: lsass
  },
  // The Cluster service stops again and again and its nodes are quarantined, July 2025; mended on 12 August (facts: rollout 0).
  {
    kb: "KB5062557",
    when: { product: "windows-server-2019", role: "cluster" },
    use: "KB5063877",
    reason: "the Cluster service stops again and again, and nodes are quarantined"
  },
  // Offered and installed again and again, November 2025 (facts: windows-servicing 2.2 case 6).
  {
    kb: "KB5068966",
    when: { hotpatch: "enrolled", product: "windows-server-2025" },
    use: "KB5072753",
    reason: "it is offered and installed again and again"
  },
  // March 2024 (facts: windows-servicing 2.2 case 11). The fixes came to the Catalog only; the next month's update has them.
  {
    kb: "KB5035857",
    when: { product: "windows-server-2022", role: "domain-controller" },
    reason: leak
  },
  { kb: "KB5035849", when: { product: "windows-server-2019", role: "domain-controller" }, reason: leak },
  { kb: "KB5035855", when: { product: "windows-server-2016", role: "domain-controller" }, reason: leak },
  // January 2022 (facts: windows-servicing 2.2 case 13); the next month's update has the fixes.
  { kb: "KB5009555", when: { product: "windows-server-2022", role: "domain-controller" }, reason: loop },
  { kb: "KB5009555", when: { product: "windows-server-2022", role: "hyper-v" }, reason: loop },
  { kb: "KB5009557", when: { product: "windows-server-2019", role: "domain-controller" }, reason: loop },
  { kb: "KB5009557", when: { product: "windows-server-2019", role: "hyper-v" }, reason: loop },
  // A feature upgrade that third-party tools took for a security update, November 2024 (facts: rollout 0). On Windows Server 2025 itself
  // the number is an ordinary cumulative update.
  { kb: "KB5044284", when: { product: "windows-server-2019" }, reason: upgrade },
  { kb: "KB5044284", when: { product: "windows-server-2022" }, reason: upgrade },
  // Installs only while somebody is logged on, and is offered again for ever (facts: windows-servicing 2.2 case 16).
  { kb: "KB5007651", when: {}, reason: "it installs only while somebody is logged on, and is offered again and again" }
];

// src/knowledge/holds.ts
function holdsInForce(own, mode, now) {
  let asked2 = shippedHolds.filter((hold) => mode !== "ignore" || hold.when.hotpatch === void 0);
  return [...own, ...asked2].filter((hold) => isInForce(hold, now));
}
function isInForce({ expires }, now) {
  return expires === void 0 || now < Date.parse(expires);
}
function holdsFor(question) {
  let judged = question.updates.map((update) => ({
    update,
    why: byHold(question, update) ?? byTrain(question, update)
  })), install = judged.filter(({ why }) => why === void 0).map(({ update }) => update), present = [...question.installed, ...install.flatMap((update) => update.kbs)], held = judged.flatMap(({ update, why }) => why === void 0 ? [] : [heldUpdate(update, why, present)]);
  return { install, held };
}
function heldUpdate(update, why, present) {
  let { updateId, revision, kbs, title } = update, held = { updateId, revision, kbs, title, reason: why.reason }, instead = why.use.find((kb) => present.includes(kb));
  if (instead !== void 0) return { ...held, remedy: `${instead} takes its place`, blocks: !1, instead };
  if (why.use.length === 0) return { ...held, remedy: why.otherwise, blocks: why.blocks };
  let use = why.use.join(" or ");
  if (why.unoffered !== void 0)
    return { ...held, remedy: `the machine is not offered ${use}: ${why.unoffered}`, blocks: !0 };
  let remedy = `the machine is not offered ${use}: pause and resume Windows Update there, or approve ${use} in WSUS, and scan again`;
  return { ...held, remedy, blocks: !0 };
}
function byHold(question, update) {
  let hold = question.holds.find(
    (one) => update.kbs.includes(one.kb) && isInForce(one, question.now) && isMeant(one, question)
  );
  if (hold === void 0) return;
  let until = hold.expires === void 0 ? "as long as the hold stands" : `until ${hold.expires}`;
  return {
    reason: `${hold.kb} is held: ${hold.reason}`,
    use: hold.use === void 0 ? [] : [hold.use],
    otherwise: `it is left out ${until}`,
    blocks: !1
  };
}
function isMeant({ when }, { facts, grade }) {
  if (when.product !== void 0 && productOf(facts)?.name !== when.product || when.role !== void 0 && !hasRole(facts, when.role)) return !1;
  let enrolled = isEnrolled(grade);
  return when.hotpatch === void 0 || enrolled === void 0 || enrolled === (when.hotpatch === "enrolled");
}
function hasRole(facts, role) {
  return facts.roles.includes(role) || role === "domain-controller" && facts.isDomainController;
}
function byTrain(question, update) {
  let { grade, facts, mode, rows } = question;
  if (mode === "ignore" || isEnrolled(grade) === !1 || grade.verdict === "offTrain") return;
  let product = productOf(facts), lineage = product === void 0 ? [] : lineageOf(product.name, rows), row = rowOfKbs(lineage, update.kbs), name = update.kbs.join(", ") || update.title;
  if (row !== void 0) {
    if (keepsTrain(row)) return;
    let use = substitutesFor(lineage, row).flatMap(({ kb }) => kb ?? []);
    return {
      reason: `${name} would take the machine off the Hotpatch train (${grade.reason})`,
      use,
      otherwise: "wait for the next baseline, or accept the loss with hotpatch: ignore",
      unoffered: grade.blockedBy === "licence" ? grade.remedy : void 0,
      blocks: !0
    };
  }
  if (product === void 0 || !isForWindows(update) || looksLikeHotpatch(update)) return;
  let why = unlisted(update, lineage, missingRow(update, lineage, { product: product.name, clock: facts.clock }));
  return grade.blockedBy === "licence" ? lapsed(why, grade) : why;
}
function lapsed(why, { reason, remedy }) {
  return {
    ...why,
    reason: `${why.reason}, or the licence is the cause: ${reason}`,
    otherwise: `${remedy}; or ${why.otherwise}`
  };
}
function unlisted(update, lineage, row) {
  let name = update.kbs.join(", ") || update.title, restarts = update.restart === "can" ? "may need a restart" : "needs a restart", reason = row !== void 0 && isHotpatchMonth(lineage, row.month) ? `${name} ${restarts} in ${row.month}, a month of hotpatches, and is in no row of the Hotpatch lineage: it is probably meant for machines that are not enrolled` : `${name} ${restarts} and is in no row of the Hotpatch lineage: it may be meant for machines that are not enrolled`, otherwise = `${row === void 0 ? "" : `look it up on Microsoft’s page, then add this row to the file that the policy names under lineage, with the kind that the page says (${row.kind} is the guess), and plan again, since an open rollout keeps the rows it began with: ${rowText(row)}; or `}leave it out with updates.exclude, or accept the loss with hotpatch: ignore`;
  return { reason, use: [], otherwise, blocks: !0 };
}

// src/rollout/around.ts
var command = array(string()).min(1), plannedStepSchema = strictObject({
  per: _enum(scopes),
  /** Only around these; null: around all. */
  machines: array(string()).min(1).nullable(),
  before: command,
  /** Null: nothing is owed. */
  after: command.nullable(),
  /** Milliseconds, for either command. */
  timeout: number().int().positive()
});
function stepOf({ around = [] }, index) {
  let found = around[index];
  if (found === void 0) throw new RangeError(`step ${index} is not in the plan`);
  return found;
}
function commandOf(plan, { step, side, ring, wave, machine }) {
  let { [side]: written } = stepOf(plan, step), [program = "", ...rest] = written ?? [], address = plan.machines.find(({ name }) => name === machine)?.address ?? machine, names = { machine, address, ring, wave: String(wave) }, filled = rest.map((argument) => argument.replaceAll(/\{([a-z]+)\}/g, (all, word) => names[word] ?? all));
  return written === null ? [] : [program, ...filled];
}
function pasteable(words) {
  return words.map((word) => /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`).join(" ");
}
function aroundText(plan, { step, ring, wave, machine }) {
  let { per } = stepOf(plan, step);
  return per === "machine" ? machine : per === "wave" ? `wave ${wave} of ${ring}` : `ring ${ring}`;
}
function stepTrouble(plan, place, { how, said }) {
  let { side } = place, whole = pasteable(commandOf(plan, place)), last = said === "" ? "" : `; it said last: ${said}`, message = `the step ${side} ${aroundText(plan, place)} failed (${whole}): ${how}${last}`, isMachines = stepOf(plan, place.step).per === "machine";
  return failureOf(side === "before" ? "AROUND_BEFORE_FAILED" : "AROUND_AFTER_FAILED", message, {
    retryable: !0,
    phase: "step",
    cause: how,
    next: side === "before" ? `mend what it says (${whole}); the next run tries again` : whole,
    ...isMachines ? { machine: place.machine } : {}
  });
}

// src/rollout/changes.ts
var surveyedSchema = strictObject({
  machine: string(),
  computerName: string(),
  domain: string(),
  productName: string(),
  build: number().int(),
  ubr: number().int(),
  /** Null: nobody could read it. */
  isEnrolled: boolean().nullable(),
  /** What it was offered beside the plan, by its identifiers; what changes every day is left out. */
  others: array(string())
}), driftKinds = ["name", "product", "build", "hotpatch", "installed", "gone", "offered"], changeSchema = strictObject({ what: _enum(driftKinds), before: string(), after: string() }), grave = ["name", "product", "build", "hotpatch", "installed"];
function isGrave({ what }) {
  return grave.includes(what);
}
function changeText({ what, before, after }) {
  return `${what} ${before} -> ${after}`;
}
function changesText(changes) {
  return changes.map(changeText).join("; ");
}

// src/rollout/digest.ts
import { createHash } from "node:crypto";
function canonicalJson(value) {
  return Array.isArray(value) ? `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]` : typeof value != "object" || value === null ? JSON.stringify(value) : `{${Object.entries(value).filter(([, item]) => item !== void 0).sort(([a], [b]) => a < b ? -1 : 1).map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(",")}}`;
}
function digestOf(value) {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}

// src/rollout/planned-calendar.ts
var length = number().int().nonnegative(), plannedWindowSchema = strictObject({
  days: array(_enum(weekdays)).min(1),
  weeks: array(union([number().int(), literal("last")])).exactOptional(),
  after: afterSchema.exactOptional(),
  start: string(),
  duration: length,
  timeZone: zoneSchema
}), plannedCalendarSchema = strictObject({
  /** What openings of rings count from. */
  follow: _enum(follows),
  /** When the newest of the planned updates was deployed, by its own metadata; null: none says. */
  release: strictObject({ at: iso_exports.datetime({ offset: !0 }), kbs: array(string()) }).nullable(),
  /** In place of the ring's own window. */
  windows: array(strictObject({ name: string(), machines: array(string()), window: plannedWindowSchema })),
  blackouts: array(blackoutSchema),
  /** In force when the plan was made; `until`: the last day (UTC). */
  freezes: array(strictObject({ machines: array(string()), until: iso_exports.date(), reason: string() }))
});

// src/model/undo-reading.ts
var instant = iso_exports.datetime({ offset: !0 }), removalReadingSchema = strictObject({
  /** When the component store was last cleaned with ResetBase: nothing older can be restored; null: never, or unreadable. */
  lastResetBase: instant.nullable(),
  /** What does so by itself, by name. */
  resetters: array(string()).nullable(),
  /** Of the packages that our install brought, those that call themselves permanent. */
  permanent: array(string()).nullable(),
  /** Of those, what somebody else's later package has superseded, and by which; `by` is empty where that one is not listed. */
  superseded: array(strictObject({ package: string(), by: array(string()) })).nullable().exactOptional(),
  /** What somebody else has brought since our install: it is left, and named. */
  others: array(string()).nullable().exactOptional(),
  /** What servicing has left for a restart, our own install aside. */
  waiting: array(string()).nullable().exactOptional(),
  unreadable: array(string())
}), shadowReadingSchema = strictObject({
  /** When the system drive was copied last, by a copy that is still there. */
  latest: instant.nullable(),
  /** Writers that have failed, each with the number of its state; null: could not be read. */
  failedWriters: array(string()).nullable(),
  unreadable: array(string())
}), packageNamePattern = /^[A-Za-z0-9_.~-]{1,260}$/;

// src/rollout/outcomes.ts
var text = string(), instant2 = number().int(), failureSchema = strictObject({
  code: text,
  message: text,
  retryable: boolean(),
  machine: text.exactOptional(),
  phase: text.exactOptional(),
  cause: text.exactOptional(),
  next: text.exactOptional(),
  place: strictObject({
    file: text,
    line: number().exactOptional(),
    column: number().exactOptional(),
    path: text.exactOptional()
  }).exactOptional()
});
function answerSchema(value) {
  return discriminatedUnion("ok", [
    strictObject({ ok: literal(!0), value }),
    strictObject({ ok: literal(!1), failure: failureSchema, arrived: _enum(["no", "maybe"]) })
  ]);
}
var snapshotSchema = strictObject({
  at: instant2,
  readings: strictObject({
    facts: answerSchema(factsSchema).exactOptional(),
    boot: answerSchema(bootSchema).exactOptional(),
    restart: answerSchema(restartReadinessSchema).exactOptional(),
    hotpatch: answerSchema(hotpatchReadingSchema).exactOptional(),
    health: answerSchema(healthReadingSchema).exactOptional(),
    packages: answerSchema(array(text)).exactOptional(),
    roles: answerSchema(rolesReadingSchema).exactOptional(),
    scripts: answerSchema(scriptsReadingSchema).exactOptional(),
    removal: answerSchema(removalReadingSchema).exactOptional(),
    shadow: answerSchema(shadowReadingSchema).exactOptional()
  })
}), runnerAnswersSchema = record(
  text,
  array(
    answerSchema(
      strictObject({
        status: number().int().exactOptional(),
        verdict: _enum(["pass", "fail", "inconclusive"]).exactOptional(),
        reason: text.exactOptional(),
        value: number().exactOptional(),
        took: number()
      })
    )
  )
), outcomeSchema = discriminatedUnion("kind", [
  strictObject({
    kind: literal("checked"),
    snapshot: snapshotSchema,
    runner: runnerAnswersSchema,
    scan: answerSchema(scanResultSchema)
  }),
  strictObject({ kind: literal("looked"), snapshot: snapshotSchema }),
  strictObject({ kind: literal("staged"), result: stageResultSchema }),
  /** `boot`: the one on which the job ended; null: could not be read. */
  strictObject({ kind: literal("installed"), result: installResultSchema, boot: bootSchema.nullable() }),
  /** A new boot that has settled. */
  strictObject({ kind: literal("restarted"), boot: bootSchema, askedAt: instant2 }),
  strictObject({
    kind: literal("verified"),
    snapshot: snapshotSchema,
    runner: runnerAnswersSchema,
    scan: answerSchema(scanResultSchema).nullable()
  }),
  /** Of a machine that was not updated. */
  strictObject({ kind: literal("controlled"), snapshot: snapshotSchema, runner: runnerAnswersSchema }),
  /** What was gathered, in one line; `file` and `sha256`: where it lies and what it must be; `failure`: why there is less than there should be. */
  strictObject({
    kind: literal("diagnosed"),
    summary: text,
    file: text.nullable(),
    sha256: text.nullable(),
    failure: failureSchema.exactOptional()
  }),
  strictObject({ kind: literal("inspected"), snapshot: snapshotSchema, runner: runnerAnswersSchema }),
  strictObject({ kind: literal("uninstalled"), result: uninstallResultSchema, boot: bootSchema.nullable() }),
  strictObject({ kind: literal("hidden"), result: hideResultSchema }),
  strictObject({ kind: literal("shown"), result: showResultSchema }),
  strictObject({ kind: literal("drained"), result: drainResultSchema }),
  strictObject({ kind: literal("resumed"), result: resumeResultSchema }),
  /** A command of the runner has ended; `said`: its last lines. */
  strictObject({
    kind: literal("stepped"),
    took: number().int().nonnegative(),
    failed: strictObject({ how: text, said: text }).nullable()
  }),
  /** Of a service. */
  strictObject({ kind: literal("polled"), runner: runnerAnswersSchema }),
  strictObject({ kind: literal("acknowledged") }),
  strictObject({ kind: literal("notStarted"), failure: failureSchema }),
  strictObject({ kind: literal("failed"), failure: failureSchema }),
  strictObject({ kind: literal("lost"), failure: failureSchema }),
  strictObject({ kind: literal("overdue"), failure: failureSchema })
]);

// src/rollout/planned-fix.ts
var text2 = string(), illSchema = strictObject({
  machine: text2,
  /** Those that failed after the bad update. */
  gates: array(text2).min(1),
  /** The last look before the bad update. Absent: there is none, and what the machine is like now is what it is compared with. */
  before: snapshotSchema.exactOptional()
}), plannedFixSchema = strictObject({
  /** Of the rollout that was closed. */
  rolloutId: text2,
  /** What it had brought, or was to bring. */
  bad: array(text2),
  /** What mends it, and the whole update set. */
  kbs: array(kbSchema).min(1),
  ill: array(illSchema)
});

// src/rollout/plan.ts
var count = number().int().nonnegative(), length2 = number().int().nonnegative(), plannedUpdateSchema = strictObject({
  ...updateSchema.pick({
    updateId: !0,
    revision: !0,
    title: !0,
    kbs: !0,
    restart: !0,
    isRestartPredicted: !0,
    size: !0,
    isProductUpgrade: !0,
    cves: !0
  }).shape,
  /** CVEs that it closes and KBs that it is, whose hole is exploited; empty: none is known to be. */
  exploited: array(string()),
  /** Surveyed machines that were offered it. */
  offeredTo: array(string())
}), plannedRingSchema = strictObject({
  name: string(),
  /** In the order in which they start. */
  machines: array(string()).min(1),
  /** Sizes that sum to the ring. A machine that is skipped or needs nothing fills no place: the next one does. */
  waves: array(count).min(1),
  maxUnavailable: number().int().positive(),
  /** The number is allowed: 1 halts at the second. */
  maxFailures: count,
  maxSkipped: count,
  soak: length2,
  /** Counted from the beginning of the rollout, or from the release: `calendar.follow`. */
  opens: length2,
  /** `null`: anytime, written by hand. */
  window: plannedWindowSchema.nullable(),
  /** How long one machine takes, until enough of the ring have shown it; absent: nothing bounds the time it has. */
  takes: length2.exactOptional(),
  approval: _enum(["none", "required"]),
  onRegression: _enum(["halt", "rollback"]),
  /** Its first machine is taken back and updated again before the second starts. Absent: nobody asked for that. */
  drill: literal(!0).exactOptional(),
  /** Kinds that earlier rings must have, and what a gap does. Absent: the first ring, or a plan made before anybody asked. */
  coverage: strictObject({ by: array(_enum(coverageParts)).min(1), action: _enum(["warn", "hold", "refuse"]) }).exactOptional(),
  worstCase: strictObject({
    /** Machines that an update can hit before a gate stops it, when the damage shows at the gates. */
    visible: count,
    /** Machines that have the update before this ring's soak ends: what a damage that shows only later can hit. */
    released: count
  })
}), plannedGroupSchema = strictObject({
  name: string(),
  machines: array(string()).min(1),
  /** domain: counted for each domain apart, as the machines say when they are looked at. */
  per: literal("domain").nullable(),
  maxUnavailable: number().int().positive()
}), share = number().gt(0).lt(1), analysisSchema = strictObject({
  /** So many machines, the first that were begun with in this rollout, tolerate none. */
  zeroTolerance: count,
  baseline: share,
  regression: share,
  falseAlarm: share,
  missRate: share
}), limitsSchema = strictObject({
  scan: length2,
  install: length2,
  uninstall: length2,
  /** From asking for a restart to a new boot that has settled. */
  restart: length2,
  /** From the first look after a change to a clear answer of every gate. */
  verify: length2,
  /** For a machine that does not answer before anything was started. */
  reach: length2
}), content = {
  format: literal(1),
  name: string(),
  /** Counts tries of the same content: a person has lifted or closed the ones before. Absent: it is the first. */
  again: number().int().positive().exactOptional(),
  policyHash: string(),
  inventoryHash: string(),
  /** The ring whose machines were asked what they are offered; null: none was, and the plan cannot be applied. */
  surveyedRing: string().nullable(),
  source: sourceSchema,
  /** Machines that scan at the same time, at most. */
  scansAtOnce: number().int().positive(),
  /** What the survey read of the machines that answered. Absent: the plan was made before anybody compared. */
  surveyed: array(surveyedSchema).exactOptional(),
  /** What becomes of a machine that is not what the plan knew of it, when its wave starts. Absent: nobody compares. */
  drift: _enum(["skip", "hold", "warn"]).exactOptional(),
  /** Downloading that long (ms) before the window, on so many machines at a time; null: in the window only. */
  stage: strictObject({ before: length2, atOnce: number().int().positive() }).nullable(),
  passes: number().int().positive(),
  hotpatch: _enum(["protect", "requireEnrolled", "ignore"]),
  restart: _enum(["ifNeeded", "never"]),
  pendingRestart: _enum(["skip", "restartFirst"]),
  /** Whether nodes of failover clusters are drained. Absent: the plan was made before anybody drained them, and nobody does. */
  cluster: _enum(["drain", "ignore"]).exactOptional(),
  limits: limitsSchema,
  gates: strictObject({
    before: array(gateChoiceSchema),
    after: array(gateChoiceSchema),
    /** Absent: nothing is asked before an undo. */
    undo: array(gateChoiceSchema).min(1).exactOptional(),
    /** Of a service, when a wave is done, and when a ring has soaked; each bears its `measuring`. Absent: none. */
    wave: array(gateChoiceSchema).min(1).exactOptional(),
    ring: array(gateChoiceSchema).min(1).exactOptional()
  }),
  /** Scripts of the owner's that gates run on machines, whole. Absent: no gate does. */
  probeScripts: array(scriptFileSchema).min(1).exactOptional(),
  /** Shipped and the policy's own, those that had not expired when the plan was made. */
  holds: array(holdSchema),
  /** The rows by which Hotpatch and builds are judged: a journal goes on under the rows it began with. */
  lineage: array(lineageRowSchema),
  /** The pinned set: nothing else is installed, in no ring. */
  updates: array(plannedUpdateSchema),
  /** Why and to what soaks and openings were shortened; the rings have the shorter ones. Null: nothing is hurried. */
  fastTrack: strictObject({ soak: length2, opens: length2.nullable(), because: array(string()).min(1) }).nullable(),
  /** The day on which all machines are to be up to date: it tells, and hurries nobody. */
  deadline: strictObject({ due: iso_exports.date(), warnBefore: length2 }).nullable(),
  /** Windows by label, blackouts, freezes and the release; absent: none of them was written. */
  calendar: plannedCalendarSchema.exactOptional(),
  /** How failures are weighed beside `maxFailures`, in shares from 0 to 1; absent: not at all. */
  analysis: analysisSchema.exactOptional(),
  /** Machines not yet updated that are looked at when a gate fails; absent: none. */
  control: number().int().positive().exactOptional(),
  /** Commands of the runner around the work, in the order of the policy. Absent: none. */
  around: array(plannedStepSchema).min(1).exactOptional(),
  /** The rollout whose updates this one mends; absent: it mends none. */
  fix: plannedFixSchema.exactOptional(),
  groups: array(plannedGroupSchema),
  rings: array(plannedRingSchema).min(1),
  machines: array(machineEntrySchema)
}, contentSchema = strictObject(content), planSchema = strictObject({ ...content, hash: string(), rolloutId: string() }).superRefine(({ hash: hash2, rolloutId, ...rest }, context) => {
  let named2 = nameOf(rest);
  named2.hash === hash2 && named2.rolloutId === rolloutId || context.addIssue({ code: "custom", path: ["hash"], message: "the hash is not the hash of this content" });
});
function nameOf(plan) {
  let { surveyed: _surveyed, ...identity } = plan, hash2 = digestOf(identity);
  return { hash: hash2, rolloutId: `${plan.name}-${hash2.slice(0, 6)}` };
}
function anotherTry(plan, closed) {
  let { hash: _hash, rolloutId: _id, again: _again, ...rest } = plan, found = plan;
  for (let again = 1; closed.has(found.hash); again += 1) {
    let content2 = { ...rest, again };
    found = { ...content2, ...nameOf(content2) };
  }
  return found;
}

// src/journal/record.ts
import { isAscii } from "node:buffer";
import { hash } from "node:crypto";

// src/journal/plain.ts
var unsure = () => !1, compiled = /* @__PURE__ */ new WeakMap();
function plainOf(schema) {
  let found = compiled.get(schema);
  if (found !== void 0) return found;
  let plain = walk(schema);
  return compiled.set(schema, plain), plain;
}
function walk(schema) {
  let known = /* @__PURE__ */ new Map(), of = (part) => {
    if (part === void 0) return unsure;
    let found = known.get(part);
    if (found !== void 0) return found;
    known.set(part, unsure);
    let plain = compile(part, of);
    return known.set(part, plain), plain;
  };
  return of(schema);
}
function compile({ _zod: { def } }, of) {
  let checks = (def.checks ?? []).map(({ _zod }) => _zod.def);
  switch (def.type) {
    case "string":
      return stringOf(def, checks);
    case "number":
      return numberOf(def, checks);
    case "array":
      return arrayOf(of(def.element), checks);
    default:
      return checks.length > 0 ? unsure : composed(def, of);
  }
}
function composed(def, of) {
  switch (def.type) {
    case "boolean":
      return def.coerce === !0 ? unsure : (value) => typeof value == "boolean";
    case "null":
      return (value) => value === null;
    case "literal":
      return oneOf(def.values ?? []);
    case "enum":
      return oneOf(Object.values(def.entries ?? {}));
    case "nullable": {
      let inner = of(def.innerType);
      return (value) => value === null || inner(value);
    }
    // What is absent is the affair of the object; what is there, the inner one's.
    case "optional":
    case "default":
      return of(def.innerType);
    case "union":
      return def.discriminator === void 0 ? anyOf(def.options ?? [], of) : byWord(def, def.discriminator, of);
    case "record":
      return def.keyType?._zod.def.type === "string" && isBare(def.keyType) ? recordOf(of(def.valueType)) : unsure;
    case "object":
      return def.catchall?._zod.def.type === "never" ? objectOf(def.shape ?? {}, of) : unsure;
    default:
      return unsure;
  }
}
function isBare({ _zod: { def } }) {
  return def.coerce !== !0 && def.format === void 0 && (def.checks ?? []).length === 0;
}
function oneOf(values) {
  let [only] = values;
  if (values.length === 1) return (value) => value === only;
  let all = new Set(values);
  return (value) => all.has(value);
}
function boundOf({ check, minimum, maximum, value: limit = 0, inclusive }) {
  switch (check) {
    case "min_length":
      return minimum === void 0 ? void 0 : (value) => value >= minimum;
    case "max_length":
      return maximum === void 0 ? void 0 : (value) => value <= maximum;
    case "greater_than":
      return inclusive === !0 ? (value) => value >= limit : (value) => value > limit;
    case "less_than":
      return inclusive === !0 ? (value) => value <= limit : (value) => value < limit;
    default:
      return;
  }
}
var patterned = ["regex", "datetime", "date"];
function stringOf(def, checks) {
  let patterns = [], bounds = [];
  for (let check of [...def.format === void 0 ? [] : [{ ...def, check: "string_format" }], ...checks]) {
    let bound = boundOf(check);
    if (bound !== void 0) bounds.push(bound);
    else if (check.check === "string_format" && patterned.includes(check.format) && check.pattern?.global === !1)
      patterns.push(check.pattern);
    else return unsure;
  }
  return def.coerce === !0 ? unsure : patterns.length + bounds.length === 0 ? (value) => typeof value == "string" : (value) => typeof value == "string" && bounds.every((holds) => holds(value.length)) && patterns.every((pattern) => pattern.test(value));
}
function numberOf(def, checks) {
  let bounds = [];
  for (let check of [...def.format === void 0 ? [] : [{ ...def, check: "number_format" }], ...checks]) {
    let bound = check.check === "number_format" && check.format === "safeint" ? Number.isSafeInteger : boundOf(check);
    if (bound === void 0) return unsure;
    bounds.push(bound);
  }
  if (def.coerce === !0) return unsure;
  let [first, ...others] = bounds;
  return first === void 0 ? (value) => typeof value == "number" && Number.isFinite(value) : others.length === 0 ? (value) => typeof value == "number" && Number.isFinite(value) && first(value) : (value) => typeof value == "number" && Number.isFinite(value) && bounds.every((holds) => holds(value));
}
function arrayOf(element, checks) {
  let bounds = checks.map(boundOf);
  return bounds.includes(void 0) ? unsure : (value) => {
    if (!Array.isArray(value)) return !1;
    for (let one of value) if (!element(one)) return !1;
    return bounds.every((holds) => holds?.(value.length));
  };
}
function anyOf(options, of) {
  let all = options.map(of);
  return all.includes(unsure) || !options.every(({ _zod }) => single.includes(_zod.def.type)) ? unsure : (value) => all.some((takes) => takes(value));
}
var single = ["string", "number", "boolean", "null", "literal", "enum"];
function isObject(value) {
  return typeof value == "object" && value !== null && !Array.isArray(value);
}
function byWord({ options = [] }, word, of) {
  let cases = /* @__PURE__ */ new Map();
  for (let option of options) {
    let { type, values = [], entries = {} } = option._zod.def.shape?.[word]?._zod.def ?? { type: "none" };
    if (type !== "literal" && type !== "enum") return unsure;
    for (let value of [...values, ...Object.values(entries)]) cases.set(value, of(option));
  }
  return (value) => isObject(value) && cases.get(value[word])?.(value) === !0;
}
function recordOf(member) {
  return (value) => {
    if (!isObject(value)) return !1;
    for (let key in value) if (key === "__proto__" || !member(value[key])) return !1;
    return !0;
  };
}
var mayBeAbsent = ({ _zod: { optin, optout } }) => optin === "optional" && optout === "optional";
function objectOf(shape, of) {
  let parts = Object.entries(shape), members = new Map(parts.map(([key, part]) => [key, { takes: of(part), counts: mayBeAbsent(part) ? 0 : 1 }])), needed = parts.filter(([, part]) => !mayBeAbsent(part)).length;
  return (value) => {
    if (!isObject(value)) return !1;
    let found = 0;
    for (let key in value) {
      let member = members.get(key);
      if (member === void 0 || !member.takes(value[key])) return !1;
      found += member.counts;
    }
    return found === needed;
  };
}

// src/journal/record.ts
var chainStart = { sequence: 0, digest: "0".repeat(64) }, mark = ',"digest":"', digestLength = 64, tailLength = mark.length + digestLength + 2, newline = 10;
function formatRecord(event, end) {
  let { at, ...rest } = event, sequence = end.sequence + 1, text3 = JSON.stringify({ sequence, at: new Date(at).toISOString(), previous: end.digest, event: rest }).slice(0, -1), digest = hash("sha256", text3);
  return { line: `${text3}${mark}${digest}"}`, end: { sequence, digest } };
}
function chainEndOf(text3) {
  let lines = text3.split(`
`), last = lines.at(-2);
  return last === void 0 ? chainStart : { sequence: lines.length - 1, digest: last.slice(-digestLength - 2, -2) };
}
var RecordReader = class {
  #schema;
  #isPlain;
  #file;
  #events = [];
  #end;
  /** @param end where the lines before end; a journal's first line when left out */
  constructor(schema, file, end = chainStart) {
    this.#end = end, this.#schema = schema, this.#isPlain = plainOf(schema), this.#file = file;
  }
  get records() {
    return { events: this.#events, end: this.#end };
  }
  take(bytes) {
    if (bytes.length > 0 && bytes.at(-1) !== newline) throw new RangeError("only whole lines are parsed");
    let encoding = isAscii(bytes) ? "latin1" : "utf8";
    for (let from = 0; from < bytes.length; ) {
      let until = bytes.indexOf(newline, from);
      this.#takeLine(bytes.subarray(from, until), encoding), from = until + 1;
    }
  }
  #takeLine(line, encoding) {
    let sequence = this.#end.sequence + 1, body = line.subarray(0, Math.max(0, line.length - tailLength)), digest = hash("sha256", body);
    if (line.toString("latin1", body.length) !== `${mark}${digest}"}`)
      throw changed(this.#file, sequence, "its digest is not its own");
    let event = eventIn(body.toString(encoding), this.#end);
    if (event === void 0) throw changed(this.#file, sequence, "it does not follow the line before");
    this.#events.push(this.#isPlain(event) ? event : this.#parse(event, sequence)), this.#end = { sequence, digest };
  }
  #parse(event, sequence) {
    let parsed = this.#schema.safeParse(event);
    if (!parsed.success) throw unknown(this.#file, sequence, nameOf2(event));
    return parsed.data;
  }
};
function parseRecords(bytes, schema, file) {
  let reader = new RecordReader(schema, file);
  return reader.take(bytes), reader.records;
}
function eventIn(body, { sequence, digest }) {
  let head = `{"sequence":${sequence + 1},"at":"`, atEnd = body.indexOf('"', head.length), link = `","previous":"${digest}","event":`;
  if (!(body.startsWith(head) && body.startsWith(link, atEnd))) return;
  let event = objectIn(body.slice(atEnd + link.length));
  return event === void 0 ? void 0 : Object.assign(event, { at: Date.parse(body.slice(head.length, atEnd)) });
}
function objectIn(text3) {
  try {
    let value = JSON.parse(text3);
    return typeof value == "object" && value !== null ? value : void 0;
  } catch {
    return;
  }
}
function changed(file, line, why) {
  let message = `Line ${line} is not the one that was written: ${why}.`, next = "restore the ledger from a backup, and find out who changed it; nothing was done";
  return new FailureError([failureOf("JOURNAL_LINE_CHANGED", message, { place: { file, line }, next })]);
}
function nameOf2(event) {
  let { kind, format } = Object(event);
  return typeof format == "number" ? `${kind}, format ${format}` : String(kind);
}
function unknown(file, line, kind) {
  let message = `Line ${line} holds a record (${kind}) that this version does not read.`, next = "use the version that wrote it, or a later one";
  return new FailureError([failureOf("JOURNAL_VERSION_UNKNOWN", message, { place: { file, line }, next })]);
}

// src/rollout/effects.ts
var jobKey = string().regex(jobKeyPattern), asked = {
  ring: string(),
  machine: string(),
  /** Counts per machine and kind, from 1. */
  attempt: number().int().positive(),
  acknowledge: array(jobKey)
}, undone = { packagesBefore: array(string()), packagesAdded: array(string()).exactOptional() }, restartPurposes = ["update", "clear", "undo"], drainPurposes = ["update", "undo"], verifyPurposes = ["update", "soak", "undo"], effectSchema = discriminatedUnion("kind", [
  /** Who it is, before its ring opens; changes nothing. */
  strictObject({ kind: literal("look"), ...asked }),
  /** Probes and a scan job; changes nothing. */
  strictObject({ kind: literal("check"), ...asked, job: jobKey }),
  /** Downloads before the window and changes nothing else; waited for until `until`, then it goes on without us. */
  strictObject({
    kind: literal("stage"),
    ...asked,
    job: jobKey,
    updates: array(updateIdentitySchema).min(1),
    until: number().int(),
    /** What is fetched lies in the directory of the job: it is forgotten after the install, and not before. */
    keeps: literal(!0).exactOptional()
  }),
  strictObject({ kind: literal("install"), ...asked, job: jobKey, updates: array(updateIdentitySchema).min(1) }),
  /** Restarts only a machine that is still on that boot, and waits until the new one has settled. */
  strictObject({
    kind: literal("restart"),
    ...asked,
    ifStillOn: string(),
    purpose: _enum(restartPurposes)
  }),
  /** Pauses a cluster node and moves its roles away, before anything can take it down. `after`: drains of ours before it that nobody could take back. */
  strictObject({
    kind: literal("drain"),
    ...asked,
    job: jobKey,
    purpose: _enum(drainPurposes),
    after: array(jobKey)
  }),
  /** Owed from the intent of a drain on: the node takes roles again, where one of these drains has paused it. */
  strictObject({ kind: literal("resume"), ...asked, job: jobKey, drains: array(jobKey).min(1) }),
  /** Probes, from the runner too; `scan`: also asks what is still offered. */
  strictObject({
    kind: literal("verify"),
    ...asked,
    purpose: _enum(verifyPurposes),
    scan: jobKey.nullable(),
    /** Events are counted since this instant of the machine's own clock. */
    eventsSince: number().int().nullable()
  }),
  /** The probes of a gate on a machine that was not updated, because that gate failed on another one; changes nothing. */
  strictObject({
    kind: literal("control"),
    ...asked,
    beside: string(),
    gate: string(),
    eventsSince: number().int().nullable()
  }),
  /** Gathers what a person wants to see, before anything of it is undone; changes nothing. */
  strictObject({ kind: literal("diagnose"), ...asked, eventsSince: number().int().nullable() }),
  /** Looks whether it can be taken back at all, before that is begun; changes nothing. */
  strictObject({ kind: literal("inspect"), ...asked, ...undone }),
  strictObject({
    kind: literal("uninstall"),
    ...asked,
    job: jobKey,
    ...undone,
    kbs: array(string())
  }),
  /** After an undo: automatic updates must not bring back what was taken back. */
  strictObject({ kind: literal("hide"), ...asked, job: jobKey, updates: array(updateIdentitySchema).min(1) }),
  /** A person has lifted the hold on what was taken back: the machine is offered it again. Installs nothing. */
  strictObject({ kind: literal("show"), ...asked, job: jobKey, updates: array(updateIdentitySchema).min(1) }),
  /**
   * A command of the owner's around the work, run on the runner. Owed is its `after` from the intent of its `before` on. Around a wave
   * or a ring the machine only stands for the others; nothing is asked of it.
   */
  strictObject({
    kind: literal("step"),
    ...asked,
    side: _enum(["before", "after"]),
    per: _enum(scopes),
    /** Position in the plan. */
    step: number().int().nonnegative(),
    wave: number().int().nonnegative(),
    /** Of a `before`: there is an `after` to owe. */
    owes: boolean(),
    purpose: _enum(drainPurposes)
  }),
  /**
   * What the runner sees of a service, for the gates of a wave or a ring. The machine only stands for the others: nothing is asked of it,
   * and nothing changes.
   */
  strictObject({
    kind: literal("poll"),
    ...asked,
    of: _enum(serviceScopes),
    side: _enum(serviceSides),
    wave: number().int().nonnegative()
  }),
  /** Nothing but forgetting finished jobs. */
  strictObject({ kind: literal("acknowledge"), ...asked })
]);
function keyOf(effect) {
  return `${effect.ring}/${effect.machine}/${effect.kind}/${effect.attempt}`;
}
function jobKeyOf(rolloutId, machine, what, attempt) {
  let readable = `${rolloutId}-${machine}-${what}-${attempt}`.replaceAll(/[^A-Za-z0-9-]/g, "-");
  return readable.length <= 100 ? readable : `${readable.slice(0, 59)}-${digestOf([rolloutId, machine, what, attempt]).slice(0, 40)}`;
}
function isRejection({ code }) {
  return rejections.has(code) || code === "CREDENTIAL_WITHHELD";
}
function isOurs(failure) {
  return isRejection(failure) || failure.code.startsWith("CREDENTIAL_");
}
function isOursForGood(failure) {
  return isOurs(failure) && !failure.retryable;
}
function isForward(effect) {
  switch (effect.kind) {
    case "check":
    case "stage":
    case "install":
      return !0;
    case "restart":
    case "drain":
      return effect.purpose !== "undo";
    case "step":
      return effect.side === "before" && effect.purpose !== "undo";
    case "look":
    case "resume":
    case "verify":
    case "control":
    case "diagnose":
    case "inspect":
    case "uninstall":
    case "hide":
    case "show":
    case "poll":
    case "acknowledge":
      return !1;
  }
}

// src/policy/rules/rule.ts
function fault(code, path, message) {
  return { code, file: "policy", path, message };
}
function named(names) {
  return names.length <= 3 ? names.join(", ") : `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;
}

// src/model/verdict.ts
var verdicts = ["pass", "inconclusive", "error", "fail"];
function worst(all) {
  return all.length === 0 ? "inconclusive" : all.reduce((a, b) => verdicts.indexOf(a) >= verdicts.indexOf(b) ? a : b);
}

export {
  removalReadingSchema,
  shadowReadingSchema,
  packageNamePattern,
  fault,
  named,
  chainStart,
  formatRecord,
  chainEndOf,
  RecordReader,
  parseRecords,
  verdicts,
  worst,
  driftKinds,
  changeSchema,
  isGrave,
  changesText,
  digestOf,
  effectSchema,
  keyOf,
  jobKeyOf,
  isRejection,
  isOurs,
  isOursForGood,
  isForward,
  failureSchema,
  outcomeSchema,
  holdsInForce,
  isInForce,
  holdsFor,
  stepOf,
  commandOf,
  pasteable,
  aroundText,
  stepTrouble,
  planSchema,
  nameOf,
  anotherTry
};
