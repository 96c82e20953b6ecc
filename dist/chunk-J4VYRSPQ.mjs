import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  categoryNames,
  restartSchema,
  softwareNames
} from "./chunk-NLDZ6FPW.mjs";
import {
  aroundSchema,
  calendarFields,
  connectionSchema,
  coverageSchema,
  credentialSchema,
  defaultGates,
  gateEntrySchema,
  holdSchema,
  labelSchema,
  machineEntrySchema,
  selectorSchema,
  serviceEntrySchema,
  serviceScopes,
  stages,
  variableOf,
  windowSchema
} from "./chunk-ZYVX2BHV.mjs";
import {
  packageSchema
} from "./chunk-7P4UPFSA.mjs";
import {
  durationSchema,
  parseDuration
} from "./chunk-2PFEKDEA.mjs";
import {
  iso_exports,
  kbSchema,
  updateSources
} from "./chunk-6W5MFQ47.mjs";
import {
  NEVER,
  _enum,
  array,
  boolean,
  int,
  literal,
  looseObject,
  number,
  record,
  strictObject,
  string,
  union
} from "./chunk-6P7AVSSV.mjs";

// src/policy/amounts.ts
var percentPattern = /^(\d{1,3}(?:\.\d{1,2})?)%$/;
function hundredthsOf(percent) {
  let [whole = "0", fraction = ""] = percent.slice(0, -1).split(".");
  return Number(whole) * 100 + Number(fraction.padEnd(2, "0"));
}
var percentSchema = string().regex(percentPattern, "write a count (4) or a percentage (25%)").refine((percent) => hundredthsOf(percent) <= 1e4, "a percentage is at most 100%"), amountSchema = union([int().min(0), percentSchema], {
  error: "write a count (4) or a percentage (25%)"
}), sizeSchema = union(
  [
    int().min(1),
    percentSchema.refine(
      (percent) => hundredthsOf(percent) > 0,
      "at least one machine: write a count or a percentage above 0%"
    )
  ],
  { error: "write a count (4) or a percentage (25%)" }
);
function budgetOf(amount, ringSize, atLeast = 0) {
  let count = typeof amount == "number" ? amount : Math.floor(hundredthsOf(amount) * ringSize / 1e4);
  return Math.max(atLeast, count);
}
function shareOf(amount) {
  return typeof amount == "number" ? void 0 : hundredthsOf(amount);
}
function wavesOf(amounts, ringSize) {
  let waves = [], left = ringSize;
  for (let amount of amounts) {
    let size = typeof amount == "number" ? amount : Math.ceil(hundredthsOf(amount) * ringSize / 1e4), wave = Math.min(left, size);
    wave > 0 && waves.push(wave), left -= wave;
  }
  return waves;
}

// src/policy/analysis.ts
function rateField(byDefault, help) {
  return percentSchema.transform((percent) => (shareOf(percent) ?? 0) / 1e4).prefault(byDefault).describe(help);
}
var analysisSchema = strictObject({
  method: _enum(["sequential", "fixed"]).default("sequential").describe("sequential: zero tolerance, then the test below; fixed: maxFailures and nothing else."),
  zeroTolerance: int().min(0).max(1e3).default(5).describe("The first machines of the rollout of which none may fail, whatever maxFailures says."),
  baselineFailureRate: rateField("1%", "Share of machines that fail under a good update as well."),
  regressionFailureRate: rateField("20%", "Share of failing machines that must be noticed."),
  falseAlarm: rateField("5%", "How often the test may halt a good update, at most."),
  missRate: rateField("10%", "How often the test may miss such a regression, at most."),
  control: int().min(0).max(20).default(3).describe("Machines not yet updated that are asked the same when a gate fails; 0 asks none.")
});

// src/knowledge/holes.ts
var cveSchema = string().regex(/^CVE-\d{4}-\d{4,7}$/, "a CVE is written with its letters, for example CVE-2025-59287"), kbOrCveSchema = string().regex(/^(?:KB\d{5,8}|CVE-\d{4}-\d{4,7})$/, "write a KB or a CVE with its letters: KB5070893, CVE-2025-59287"), noHoles = { fixes: /* @__PURE__ */ new Map(), exploited: /* @__PURE__ */ new Set() }, holesFileSchema = strictObject({
  format: literal(1).describe("Version of this format: 1."),
  cves: record(cveSchema, array(kbSchema).min(1)).default({}).describe("The KBs that close each CVE."),
  exploited: array(kbOrCveSchema).default([]).describe("CVEs and KBs whose hole is exploited.")
}), textSchema = looseObject({ Value: string().optional() }), cvrfSchema = looseObject({
  Vulnerability: array(
    looseObject({
      CVE: string(),
      Remediations: array(looseObject({ Type: number(), Description: textSchema.optional() })).default([]),
      Threats: array(looseObject({ Type: number(), Description: textSchema.optional() })).default([])
    })
  )
}), kevSchema = looseObject({ vulnerabilities: array(looseObject({ cveID: string() })).min(1) }), [vendorFix, exploitStatus] = [2, 1];
function isCvrf(value) {
  return typeof value == "object" && value !== null && Object.hasOwn(value, "Vulnerability");
}
function holesInFile({ cves, exploited }) {
  return { fixes: new Map(Object.entries(cves)), exploited: new Set(exploited) };
}
function holesInCvrf({ Vulnerability: all }) {
  let fixes = /* @__PURE__ */ new Map(), exploited = /* @__PURE__ */ new Set();
  for (let { CVE: cve, Remediations: remediations, Threats: threats } of all) {
    if (!cveSchema.safeParse(cve).success) continue;
    let kbs = remediations.filter(({ Type: type }) => type === vendorFix).flatMap(({ Description: text }) => /^\d{5,8}$/.test(text?.Value ?? "") ? [`KB${text?.Value}`] : []);
    kbs.length > 0 && fixes.set(cve, [...new Set(kbs)]), threats.some(({ Type: type, Description: text }) => type === exploitStatus && saysExploited(text?.Value ?? "")) && exploited.add(cve);
  }
  return { fixes, exploited };
}
function saysExploited(status) {
  return status.split(";").some((field) => field.trim().toLowerCase() === "exploited:yes");
}
function holesInKev({ vulnerabilities }) {
  return { fixes: /* @__PURE__ */ new Map(), exploited: new Set(vulnerabilities.map(({ cveID }) => cveID)) };
}
function together(all) {
  let fixes = /* @__PURE__ */ new Map();
  for (let one of all)
    for (let [cve, kbs] of one.fixes) fixes.set(cve, [.../* @__PURE__ */ new Set([...fixes.get(cve) ?? [], ...kbs])]);
  return { fixes, exploited: new Set(all.flatMap(({ exploited }) => [...exploited])) };
}
function closedBy({ kbs, cves }, { fixes, exploited }, installed = []) {
  let named = [...fixes].filter(([, by]) => by.some((kb) => kbs.includes(kb)) && !by.some((kb) => installed.includes(kb))).map(([cve]) => cve), all = [.../* @__PURE__ */ new Set([...cves, ...named])].sort();
  return { cves: all, exploited: [...all, ...kbs].filter((name) => exploited.has(name)) };
}
function kbsNamed(names, { fixes }) {
  return names.flatMap((name) => name.startsWith("CVE-") ? fixes.get(name) ?? [] : [name]);
}

// src/policy/knowledge.ts
var fileSchema = string().min(1), filesForms = { error: "write the path of a file, or a list of paths" }, openingSchema = string().transform((text, context) => {
  let length = text.startsWith("+") ? parseDuration(text.slice(1)) : void 0;
  return length !== void 0 ? length : (context.addIssue({
    code: "custom",
    message: `"${text}" is not an opening: write +1d, the time since the rollout began`
  }), NEVER);
}), fastTrackSchema = strictObject({
  soak: durationSchema.describe("Longest soak of a ring, at least 1h; a ring whose own soak is shorter keeps it."),
  opens: openingSchema.optional().describe("Latest opening of a ring, counted from the beginning of the rollout: +1d; left out, openings stay.")
}), deadlineSchema = strictObject({
  due: iso_exports.date().describe("Last day (UTC) on which a machine may come up to date without being late: 2026-12-12."),
  warnBefore: durationSchema.prefault("5d").describe("How long before that day machines that are behind are told.")
}), knowledgeFields = {
  lineage: fileSchema.optional().describe(
    "File beside the policy with rows of the Hotpatch lineage: this month’s updates, added to the shipped rows or, with replace: true, in their place."
  ),
  cves: union([fileSchema, array(fileSchema).min(1)], filesForms).optional().describe(
    "Files beside the policy that say which update closes which CVE: our own list, or Microsoft’s CVRF in JSON."
  ),
  kev: fileSchema.optional().describe("File beside the policy with CISA’s known exploited vulnerabilities, in JSON, as it was saved."),
  exploited: array(kbOrCveSchema).default([]).describe(
    "CVEs and KBs whose hole is exploited: their fixes may take the fast track and are never undone by themselves."
  ),
  fastTrack: fastTrackSchema.optional().describe("How much sooner the next ring may follow when an update closes an exploited hole; every gate stays."),
  deadline: deadlineSchema.optional().describe(
    "The day on which all machines are to be up to date: who is late is told; nothing is done faster for it."
  )
};

// src/policy/notify.ts
var occasions = [
  "ring-opened",
  "awaiting-approval",
  "ring-passed",
  "held",
  "halted",
  "rolling-back",
  "rolled-back",
  "succeeded",
  "cancelled",
  "failed"
], noticeFormats = ["json", "teams", "slack"], byReference = "the address of a webhook is a secret: write the variable that holds it, $PATCHRING_WEBHOOK_URL, and set that from a secret of the pipeline", on = array(_enum(occasions)).min(1).default(["held", "halted", "rolling-back", "rolled-back", "failed", "succeeded"]).describe("Of what."), webhookSchema = strictObject({
  on,
  url: string().refine((text) => variableOf(text) !== void 0, byReference).describe("The environment variable that holds the address of a webhook: $PATCHRING_WEBHOOK_URL."),
  format: _enum(noticeFormats).default("json").describe("What the webhook reads: json, teams (an Adaptive Card for a workflow), slack (blocks).")
}), hookSchema = strictObject({
  on,
  exec: array(string().min(1)).min(1).describe(
    "Command and arguments, run on the runner without a shell in the policy’s folder; the notice stands on its standard input as JSON. It has 30 seconds."
  )
}), forms = { error: "write { on, url, format }, or { on, exec }" }, notifySchema = array(union([webhookSchema, hookSchema], forms)).default([]).describe("Who is told when something happens that a person should know. Nothing that fails there fails the run.");

// src/policy/updates.ts
var entrySchema = string().max(200, "at most 200 letters").regex(
  /^(KB\d{5,8}|title:.*[^*\s].*)$/,
  "write a KB with its letters (KB5058411) or a pattern of titles (title:*.NET Framework*)"
), includedSchema = union([kbOrCveSchema, entrySchema], {
  error: "write a KB, a CVE or a pattern of titles: KB5070893, CVE-2025-59287, title:*.NET Framework*"
}), sourceForms = {
  error: `write ${updateSources.join(", ")}, none, { packages: [{ product, kb, file, sha256 }] }, or { script, detect, uninstall }`
}, scriptFile = string().min(1).max(400), ownScriptsSchema = strictObject({
  script: scriptFile.describe("File beside the policy: the PowerShell script that installs, run as SYSTEM."),
  detect: scriptFile.describe(
    "File beside the policy: the script that says whether it is installed, by one $true or $false or { installed, version }."
  ),
  uninstall: scriptFile.optional().describe("File beside the policy: the script that takes it away again."),
  name: string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,59}$/, "letters, digits, spaces, dots, hyphens and underscores, at most 60").optional().describe("What it is called in plans and reports; the name of the file unless given.")
}), updatesSchema = strictObject({
  source: union(
    [
      _enum([...updateSources, "none"]),
      strictObject({
        packages: array(packageSchema).min(1).describe("Files for DISM, each for one product or build of Windows.")
      }),
      ownScriptsSchema
    ],
    sourceForms
  ).default("machine").describe(
    "Where updates come from; machine is what the machine’s own policy says, WSUS where it is set; none restarts only; { packages: […] } installs these files; { script, detect, uninstall } runs the owner’s own."
  ),
  overrideWsus: boolean().default(!1).describe(
    "true: ask the named source although a machine’s own policy sends it to WSUS; otherwise such a machine refuses."
  ),
  products: array(_enum(softwareNames)).min(1).default(["windows"]).describe("Software whose updates are wanted; nothing beside Windows unless it is named."),
  categories: array(_enum(categoryNames)).min(1).default(["security", "critical"]).describe("Kinds of updates that are wanted."),
  include: array(includedSchema).default([]).describe(
    "Wanted whatever their product and category: KBs, CVEs (the updates that close them), title:PATTERN with * for any text."
  ),
  exclude: array(entrySchema).default([]).describe("Never installed: KBs, and title:PATTERN with * for any text."),
  minAge: durationSchema.prefault("0s").describe("How long a revision must have been out before it is planned; one of unknown age is not."),
  productUpgrade: _enum(["deny", "allow"]).default("deny").describe("Whether an update may turn the machine into a newer Windows."),
  stage: durationSchema.prefault("0s").describe(
    "How long before the window updates are downloaded, and packages copied and checked, without installing anything; 0s: not before."
  ),
  stageParallel: int().min(1).max(1e3).default(20).describe("How many machines download before their window at the same time, at most."),
  passes: int().min(1).max(5).default(2).describe("How often a machine is scanned and updated again after a restart, at most.")
}), scanSchema = strictObject({
  parallel: int().min(1).max(1e3).default(50).describe("How many machines scan at the same time, at most: a WSUS server has to survive it.")
});

// src/policy/schema.ts
var windowForms = { error: "write anytime, the name of a window, or { days, start, duration, timeZone }" }, inventoryForms = { error: "write the path of a file, or a list of machines" }, groupSchema = strictObject({
  name: string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,59}$/, "letters, digits and hyphens, at most 60").describe("Name of the group, in reasons and reports."),
  machines: array(machineEntrySchema.shape.name).min(1).optional().describe("Its machines, by name."),
  label: union([labelSchema, array(labelSchema).min(1)]).optional().describe("Its machines, by label: key=value; of several, all must match."),
  per: literal("domain").optional().describe("domain: one group for each domain that its machines belong to."),
  maxUnavailable: int().min(1).default(1).describe("Machines of the group that may be out of service at one time."),
  order: array(machineEntrySchema.shape.name).min(1).optional().describe("In which order its machines go within a ring.")
}), ringSchema = strictObject({
  name: string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/, "letters, digits and hyphens, at most 40").describe("Name of the ring, in lists, commands and approvals."),
  machines: selectorSchema,
  opens: openingSchema.prefault("+0s").describe("Earliest opening, counted from the beginning of the rollout, or from what calendar says: +3d."),
  window: union([string().min(1), windowSchema], windowForms).optional().describe("When machines may be changed: anytime, the name of a window, or a window written out."),
  takes: durationSchema.optional().describe(
    "How long one machine takes: it is begun only where that fits the rest of its window. 20 machines of the ring that are through replace it by what 95% of them took. 1h, or half of a window that is shorter than 2h."
  ),
  waves: array(sizeSchema).min(1).default([1, "100%"]).describe("Sizes of the waves, not sums; a percentage is of the ring, rounded up; the last, 100%, is the rest."),
  maxUnavailable: sizeSchema.default(1).describe("Machines that may be out of service at one time; a percentage rounds down, at least 1."),
  maxFailures: amountSchema.default(0).describe("Failed machines that are tolerated: 1 halts at the second; always less than maxUnavailable."),
  maxSkipped: amountSchema.default(0).describe("Machines that may be skipped because they could not be begun; a percentage rounds down."),
  soak: durationSchema.prefault("24h").describe("How long the ring is watched before the next one opens."),
  approval: _enum(["none", "required"]).default("none").describe("required: the ring waits for a person’s word, bound to the plan they read."),
  onRegression: _enum(["halt", "rollback"]).default("halt").describe("What a regression does: stop and wait for a person, or undo what this ring did."),
  drill: boolean().optional().describe(
    "true: the first machine of the ring is updated, taken back, looked at and updated again before the second one starts, so that undo is proved before it is needed."
  ),
  coverage: coverageSchema.optional().describe("Kinds of machines of this ring that an earlier one must have updated; in place of the policy’s own.")
}), policySchema = strictObject({
  version: literal(1).describe("Version of this format: 1."),
  name: string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,59}$/, "letters, digits and hyphens, at most 60").describe("Name of the rollout; the journal and the reports bear it."),
  inventory: union([string().min(1), array(machineEntrySchema).min(1)], inventoryForms).describe("The machines: a file beside the policy (YAML, JSON, CSV), or a list."),
  connection: connectionSchema.prefault({}).describe("How machines are reached."),
  credentials: record(string(), credentialSchema).default({}).describe(
    "Who logs on, by label; `default` for all others. When left out, $PATCHRING_USERNAME and $PATCHRING_PASSWORD, or with auth: certificate $PATCHRING_CLIENT_CERTIFICATE and $PATCHRING_CLIENT_KEY."
  ),
  updates: updatesSchema.prefault({}).describe("Which updates are wanted."),
  scan: scanSchema.prefault({}).describe("How machines are asked what they are offered."),
  hotpatch: _enum(["protect", "requireEnrolled", "ignore"]).default("protect").describe(
    "protect: no enrolled machine may leave the Hotpatch train; requireEnrolled: only enrolled machines are updated."
  ),
  restart: restartSchema,
  pendingRestart: _enum(["skip", "restartFirst"]).default("skip").describe("What to do with a machine that waits for a restart of somebody else’s making."),
  drift: _enum(["skip", "hold", "warn"]).default("skip").describe(
    "What becomes of a machine that is not what the plan knew of it when its wave starts (another build, product or enrolment, a planned update that somebody has installed). skip: it is left out and counts under maxSkipped; hold: its ring waits for a person’s word; warn: it is told. Where another machine answers at the address nothing is begun."
  ),
  cluster: _enum(["drain", "ignore"]).default("drain").describe(
    "drain: before a node of a failover cluster may go down its roles are moved away, and it is resumed before it counts as back; ignore: nobody drains it."
  ),
  holds: array(holdSchema).default([]).describe("Updates that must not go to some machines, besides the shipped holds."),
  ...knowledgeFields,
  gates: strictObject({
    before: array(gateEntrySchema(stages[0])).prefault(defaultGates(stages[0])).describe("Gates before a machine is changed."),
    after: array(gateEntrySchema(stages[1])).prefault(defaultGates(stages[1])).describe("Gates after a machine was changed."),
    undo: array(gateEntrySchema(stages[2])).optional().describe("Gates before a machine is taken back; what fails one is left as it is, and said aloud."),
    wave: array(serviceEntrySchema(serviceScopes[0])).optional().describe(
      "Gates of a service, asked from the runner when a wave is done: no next one starts before they pass."
    ),
    ring: array(serviceEntrySchema(serviceScopes[1])).optional().describe("Gates of a service, asked when a ring has soaked: it has not passed before they pass.")
  }).prefault({}).describe(
    "What must hold before, after, before an undo, and of a service after each wave and ring; a name, or { gate: name, … } with settings."
  ),
  analysis: analysisSchema.prefault({}).describe("How failures are weighed beside maxFailures; the strictest rule halts."),
  coverage: coverageSchema.optional(),
  groups: array(groupSchema).default([]).describe("Machines that stand in for one another; domain controllers go one per domain without being named."),
  around: aroundSchema,
  rings: array(ringSchema).min(1).describe("The rings, in the order in which they open."),
  notify: notifySchema,
  ...calendarFields
}).describe("A patchring policy.");

export {
  noHoles,
  holesFileSchema,
  cvrfSchema,
  kevSchema,
  isCvrf,
  holesInFile,
  holesInCvrf,
  holesInKev,
  together,
  closedBy,
  kbsNamed,
  budgetOf,
  shareOf,
  wavesOf,
  policySchema
};
