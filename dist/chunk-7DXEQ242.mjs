import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  isLasting
} from "./chunk-NLDZ6FPW.mjs";
import {
  aroundText,
  changesText,
  commandOf,
  driftKinds,
  holdsFor,
  isForward,
  isGrave,
  isOurs,
  isRejection,
  jobKeyOf,
  keyOf,
  named,
  packageNamePattern,
  pasteable,
  stepTrouble,
  worst
} from "./chunk-XOZ2M7R3.mjs";
import {
  Slot,
  gateNamed,
  gradeHotpatch,
  keepsTrain,
  lookAgainAfter,
  oneMeasurement,
  productOf,
  serviceScopes,
  unreadGrade
} from "./chunk-ZYVX2BHV.mjs";
import {
  rowOfCode
} from "./chunk-Q7CNT2VP.mjs";
import {
  compareBoots,
  restartOnly,
  updateOfPackage,
  updateOfScripts,
  whatItIsFor
} from "./chunk-7P4UPFSA.mjs";
import {
  failureOf
} from "./chunk-4EJNWNDX.mjs";
import {
  activeOf,
  activePhases,
  brokenPhases,
  countOf,
  isDrained,
  landingKey,
  machineOf,
  machinePhaseNames,
  machinePhases,
  owesResume,
  ringOf,
  ringPhases,
  rolloutPhases,
  spentOf,
  step,
  undoPhases
} from "./chunk-SRSEICG6.mjs";
import {
  countedFrom
} from "./chunk-6AWOICFL.mjs";
import {
  endOfDay,
  formatDuration,
  licenceAgainst
} from "./chunk-2PFEKDEA.mjs";
import {
  identityOf
} from "./chunk-6W5MFQ47.mjs";

// src/rollout/hidden.ts
function hiddenUpdates({ updates: planned2 }, machine) {
  let { hiding, install: install2 } = machine;
  if (hiding === null || hiding.kind === "notStarted") return [];
  if (hiding.kind === "hidden")
    return hiding.result.updates.filter(({ outcome }) => outcome === "hidden").map(({ updateId, revision }) => ({ updateId, revision }));
  let mine = new Set((install2?.updates ?? []).filter(({ outcome }) => outcome === "installed").map(identityOf));
  return planned2.filter((update) => mine.has(identityOf(update))).map(({ updateId, revision }) => ({ updateId, revision }));
}
function isShown({ showing }) {
  return showing?.kind === "shown" && showing.result.updates.every(({ outcome }) => outcome !== "failed");
}
function stillHidden(plan, { machines }) {
  return [...machines.values()].filter(
    (machine) => machine.phase === "undone" && !isShown(machine) && hiddenUpdates(plan, machine).length > 0
  );
}

// src/rollout/shard.ts
var counted = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/, labelled = /^([^=/\s]+)=([^=/]*[^=/\s])$/;
function shardIn(text) {
  let trimmed = text.trim(), [, part, of] = counted.exec(trimmed) ?? [];
  return part !== void 0 ? Number(part) <= Number(of) ? `${Number(part)}/${Number(of)}` : void 0 : labelled.test(trimmed) ? trimmed : void 0;
}
var partsOf = /* @__PURE__ */ new WeakMap();
function machinesOfShard(plan, shard) {
  let parts = partsOf.get(plan) ?? /* @__PURE__ */ new Map();
  partsOf.set(plan, parts);
  let found = parts.get(shard) ?? new Set(namesOf(plan, shard));
  return parts.set(shard, found), found;
}
function namesOf(plan, shard) {
  let [, part, of] = counted.exec(shard) ?? [];
  if (part !== void 0)
    return plan.rings.flatMap(({ machines }) => machines.filter((_, index) => index % Number(of) === Number(part) - 1));
  let [, label = "", value] = labelled.exec(shard) ?? [];
  if (value === void 0) throw new RangeError(`no part of a rollout: ${shard}`);
  return plan.machines.filter(({ labels }) => labels[label] === value).map(({ name }) => name);
}
function haveCommon(plan, one, other) {
  let machines = machinesOfShard(plan, other);
  return [...machinesOfShard(plan, one)].some((name) => machines.has(name));
}

// src/rollout/runs.ts
function runFrom(plan, { by, at, shard, ring, only }) {
  return {
    by,
    at,
    shard: shard ?? null,
    covers: shard === void 0 ? null : machinesOfShard(plan, shard),
    ring,
    only: only === null ? null : new Set(only),
    isProven: !1,
    rejections: 0
  };
}
function withRun(runs, run) {
  let { covers } = run, isApart = (other) => covers !== null && other.covers !== null && other.shard !== run.shard && ![...other.covers].some((name) => covers.has(name));
  return [...runs.filter(isApart), run];
}
function runFor(runs, machine) {
  return runs.find(({ covers }) => covers === null || covers.has(machine)) ?? null;
}
function runOfShard(runs, shard) {
  return (shard === null ? runs.at(-1) : runs.find((run) => run.shard === shard)) ?? null;
}

// src/rollout/drills.ts
function isDrillOpen({ drill }) {
  return drill !== null && drill.stands !== "proved" && drill.stands !== "waived";
}
function legsOf({ drill }, name) {
  return drill?.stands === "wanted" ? 3 : drill?.stands === "undoing" && drill.machine === name ? 2 : 1;
}

// src/rollout/took.ts
function count(took, length) {
  let minutes = Math.min(1440, Math.max(1, Math.ceil(length / 6e4)));
  for (let index = took.length; index <= minutes; index += 1) took.push(0);
  took[minutes] = (took[minutes] ?? 0) + 1;
}
function enough(took) {
  return total(took) >= 20;
}
function lengthOf(took, expected) {
  let all = total(took);
  if (all < 20) return expected;
  let seen2 = 0;
  return took.findIndex((number) => (seen2 += number, seen2 >= Math.ceil(all * 0.95))) * 6e4;
}
function total(took) {
  return took.reduce((sum, number) => sum + number, 0);
}

// src/rollout/decide/view.ts
var entriesOf = /* @__PURE__ */ new WeakMap();
function viewOf(plan, state, now, shard = null) {
  let entries = entriesOf.get(plan);
  entries === void 0 && (entries = new Map(plan.machines.map((entry) => [entry.name, entry])), entriesOf.set(plan, entries));
  let mine = shard === null ? null : machinesOfShard(plan, shard);
  return { plan, state, now, shard, mine, openings: /* @__PURE__ */ new Map(), lengths: /* @__PURE__ */ new Map(), entries };
}
function isMine({ mine }, machine) {
  return mine === null || mine.has(machine);
}
function everybodys(view) {
  return view.mine === null ? view : { ...view, shard: null, mine: null };
}
function entryOf({ entries }, name) {
  let entry = entries.get(name);
  if (entry === void 0) throw new RangeError(`machine ${name} is not in the plan`);
  return entry;
}
function plannedRing({ plan }, ring) {
  let found = plan.rings[ring];
  if (found === void 0) throw new RangeError(`ring ${ring} is not in the plan`);
  return found;
}

// src/rollout/decide/calendar.ts
var agendas = /* @__PURE__ */ new WeakMap();
function agendaOf({ plan, state: { begunAt } }) {
  let known = agendas.get(plan);
  if (known !== void 0 && known.begunAt === begunAt) return known;
  let { windows: windows2 = [], freezes = [] } = plan.calendar ?? {}, frozen = freezes.flatMap(
    ({ machines, until, reason }) => machines.map((name) => [name, { until: endOfDay(until), reason }])
  ), agenda = {
    begunAt,
    released: countedFrom(plan, begunAt, "detected-release"),
    byLabel: new Map(windows2.flatMap(({ machines, window }) => machines.map((name) => [name, window]))),
    // Of two freezes the longer one counts.
    freezes: new Map(frozen.sort(([, a], [, b]) => a.until - b.until)),
    slots: /* @__PURE__ */ new Map(),
    slotOf: /* @__PURE__ */ new Map()
  };
  return agendas.set(plan, agenda), agenda;
}
function slotFor(view, machine) {
  let agenda = agendaOf(view), slot = agenda.slotOf.get(machine.name);
  return slot === void 0 && (slot = sharedSlot(view, agenda, machine), agenda.slotOf.set(machine.name, slot)), slot;
}
function sharedSlot(view, { byLabel, slots, released }, machine) {
  let window = byLabel.get(machine.name) ?? plannedRing(view, machine.ring).window, zone = entryOf(view, machine.name).timeZone ?? "UTC", zones = slots.get(window) ?? /* @__PURE__ */ new Map(), known = zones.get(zone);
  if (known !== void 0) return known;
  let timeZone = window === null || window.timeZone === "machine" ? zone : window.timeZone, zoned = window === null ? null : { ...window, timeZone, released }, slot = new Slot(zoned, view.plan.calendar?.blackouts ?? [], zone);
  return slots.set(window, zones.set(zone, slot)), slot;
}
function openingFor(view, machine) {
  let slot = slotFor(view, machine);
  if (slot.isAlways) return null;
  let opening = view.openings.get(slot);
  return opening === void 0 && (opening = slot.openingAt(view.now), view.openings.set(slot, opening)), opening;
}
function isInWindow(view, machine) {
  let opening = openingFor(view, machine);
  return opening === null || opening.opensAt <= view.now;
}
function lengthIn(view, ring) {
  let length = view.lengths.get(ring);
  if (length === void 0) {
    let { takes } = plannedRing(view, ring), { took, lifted } = ringOf(view.state, ring);
    length = takes === void 0 || lifted.has("RING_WINDOW_SHORT") ? 0 : lengthOf(took, takes), view.lengths.set(ring, length);
  }
  return length;
}
function lengthFor(view, { name, ring }) {
  return lengthIn(view, ring) * legsOf(ringOf(view.state, ring), name);
}
function fits(view, machine) {
  let opening = openingFor(view, machine);
  return opening === null || opening.closesAt - view.now >= lengthFor(view, machine);
}
function nextStart(view, machine, from = view.now) {
  return slotFor(view, machine).nextStart(from, lengthFor(view, machine));
}
function freezeOf(view, { name }) {
  let freeze = agendaOf(view).freezes.get(name);
  return freeze !== void 0 && view.now < freeze.until ? freeze : void 0;
}
function isLearned(view, ring) {
  return enough(ringOf(view.state, ring).took);
}

// src/rollout/decide/drift-holds.ts
var left = /* @__PURE__ */ new Set(["MACHINE_DRIFTED", "MACHINE_EXCHANGED"]);
function waitsForWord({ plan }, ring, { phase, failure }) {
  return plan.drift !== "hold" || phase !== "skipped" || ring.lifted.has("RING_DRIFTED") ? !1 : failure !== null && left.has(failure.code);
}
function whyDrifted(view, ring, machines) {
  if (!(view.plan.drift !== "hold" || ring.tally.skipped === 0))
    for (let machine of machines) {
      if (!waitsForWord(view, ring, machine) || machine.failure === null) continue;
      let { plan } = view, resume2 = `patchring resume --rollout ${plan.rolloutId} --reason "…"`;
      return failureOf("RING_DRIFTED", `${machine.name} of ${ring.name}: ${machine.failure.message}`, {
        machine: machine.name,
        cause: machine.failure.code,
        next: `look at it, then let it go as it is: ${resume2}; or leave it out: ${resume2} --exclude ${machine.name}`
      });
    }
}

// src/rollout/decide/budget.ts
function currentRing(state) {
  let index = state.rings.findIndex(({ phase }) => phase !== "passed");
  return index === -1 ? void 0 : index;
}
function isInScope(view, ring, machine) {
  if (!isMine(view, machine.name)) return !1;
  let run = runFor(view.state.runs, machine.name);
  return run === null ? !0 : (run.ring === null || run.ring === ring.name) && (run.only === null || run.only.has(machine.name));
}
function isUnproven({ state, shard }) {
  return runOfShard(state.runs, shard)?.isProven === !1;
}
function mayBegin(view, machine) {
  let { state } = view, ring = ringOf(state, machine.ring);
  return state.phase === "running" && state.stop === null && ring.phase === "open" && isInScope(view, ring, machine) && isInWindow(view, machine);
}
function backInLine(view) {
  let { state } = view;
  return state.phase !== "running" ? [] : [...state.machines.values()].filter((machine) => {
    let ring = ringOf(state, machine.ring);
    if (ring.phase !== "open" && ring.phase !== "held") return !1;
    let isMissing = machine.result === "nothingNeeded" && machine.left.some(({ why }) => why === "gone");
    return !(machine.phase === "skipped" || isMissing && isHeldForMissing(ring)) || machine.inFlight !== null || !isInScope(view, ring, machine) || waitsForWord(view, ring, machine) ? !1 : freezeOf(view, machine) === void 0 && isInWindow(view, machine) && fits(view, machine);
  }).map(({ name }) => name);
}
function isHeldForMissing({ hold }) {
  return hold?.failure.code === "UPDATE_GONE" || hold?.failure.code === "DRILL_UNPROVED";
}
function mayGoOn(view, machine) {
  let { state } = view;
  return state.phase === "running" && state.stop === null && isInWindow(view, machine);
}
function whyNotStart(view, effect) {
  let isQuiet = effect.kind === "stage" || effect.kind === "poll" || effect.kind === "verify" && effect.scan !== null && effect.purpose !== "undo";
  if (!(!isForward(effect) && !isQuiet)) {
    if (view.state.phase !== "running") return "the rollout was halted";
    if (view.state.stop !== null) return "the run was stopped";
    if (!isQuiet && !isInWindow(view, machineOf(view.state, effect.machine))) return "its window has closed";
  }
}
function placesIn({ waves, machines }, wave) {
  return wave >= waves.length ? machines.length : waves[wave - 1] ?? 0;
}
function roomIn(view, index) {
  let { state } = view, ring = ringOf(state, index), planned2 = plannedRing(view, index), places = placesIn(planned2, ring.wave) - ring.filled;
  return Math.max(0, Math.min(places, planned2.maxUnavailable - spentOf(ring)));
}
function undoRoomIn(view, index) {
  let { state } = view, ring = ringOf(state, index), left2 = plannedRing(view, index).maxUnavailable - spentOf(ring), inHand3 = undoPhases.reduce((sum, phase) => sum + ring.tally[phase], 0);
  return Math.max(left2, inHand3 === 0 ? 1 : 0);
}

// src/knowledge/hresults.ts
var repair = "Run DISM /Online /Cleanup-Image /RestoreHealth, then try once more.", wait = "Wait and try again.", report = "Report it: this is a bug in the caller.", network = "Check network, proxy and firewall of the machine.", delta = "Run DISM /RestoreHealth, then install the full package.", updateAgent = [
  [2359297, "WU_S_SERVICE_STOP", "later", "Windows Update was stopped", wait],
  [2359301, "WU_S_REBOOT_REQUIRED", "restart", "a restart completes the installation", "Restart."],
  [2359302, "WU_S_ALREADY_INSTALLED", "done", "the update is installed already", "Nothing."],
  [2149842953, "WU_E_OPERATIONINPROGRESS", "later", "another operation is running", wait],
  [2149842955, "WU_E_CALL_CANCELLED", "later", "the operation was cancelled", wait],
  [2149842966, "WU_E_INSTALL_NOT_ALLOWED", "restart", "another installation or a restart is pending", "Restart."],
  [
    2149842967,
    "WU_E_NOT_APPLICABLE",
    "check",
    "nothing to do for this update",
    "Scan again: it may be installed or superseded."
  ],
  [2149842974, "WU_E_SERVICE_STOP", "later", "Windows is shutting down", "Wait for the new boot."],
  [2149842975, "WU_E_NO_CONNECTION", "later", "there is no network connection", network],
  [2149842976, "WU_E_NO_INTERACTIVE_USER", "never", "the update asks for a logged-on user", "Exclude it."],
  [2149842978, "WU_E_ALL_UPDATES_FAILED", "check", "every update failed", "Look at the result of each update."],
  [2149842980, "WU_E_NO_UPDATE", "never", "no update was named", report],
  [2149842981, "WU_E_USER_ACCESS_DISABLED", "never", "group policy blocks Windows Update", "Change the policy."],
  [
    2149842984,
    "WU_E_UNINSTALL_NOT_ALLOWED",
    "never",
    "the agent does not uninstall this update",
    "Remove its package with DISM."
  ],
  [
    2149842990,
    "WU_E_WU_DISABLED",
    "never",
    "policy forbids the update service that was asked",
    "Use the service that the policy names."
  ],
  [2149842994, "WU_E_INVALID_CRITERIA", "never", "the search was not understood", report],
  [2149842995, "WU_E_EULA_UNAVAILABLE", "later", "the licence terms are not downloaded yet", wait],
  [2149842999, "WU_E_NOT_SUPPORTED", "never", "this Windows does not have the function", "Use the older function."],
  [
    2149843012,
    "WU_E_PER_MACHINE_UPDATE_ACCESS_DENIED",
    "never",
    "only administrators may do this",
    "Use an administrator."
  ],
  [2149844024, "WU_E_PT_ENDPOINT_UNREACHABLE", "later", "the update service cannot be reached", network],
  [
    2149851142,
    "WU_E_UH_INVALIDMETADATA",
    "later",
    "the update’s metadata is damaged",
    "Scan again once; then reset the update cache."
  ],
  [2149851143, "WU_E_UH_INSTALLERHUNG", "restart", "the installer did not end in time", "Restart, then try again."],
  [
    2149851147,
    "WU_E_UH_INSTALLERFAILURE",
    "restart",
    "the installer failed",
    "Restart and try once more; then read its log."
  ],
  [2149851149, "WU_E_UH_NEEDANOTHERDOWNLOAD", "soon", "the update must be downloaded again", "Try again."],
  [2149851156, "WU_E_UH_POSTREBOOTSTILLPENDING", "later", "the work after the restart still runs", wait],
  [
    2149851157,
    "WU_E_UH_POSTREBOOTRESULTUNKNOWN",
    "check",
    "what came of the restart is unknown",
    "Read build and packages."
  ],
  [
    2149851158,
    "WU_E_UH_POSTREBOOTUNEXPECTEDSTATE",
    "check",
    "the state after the restart is unexpected",
    "Read build and packages."
  ],
  [
    2149851159,
    "WU_E_UH_NEW_SERVICING_STACK_REQUIRED",
    "never",
    "a newer servicing stack is needed",
    "Install the servicing stack update."
  ],
  [2149851165, "WU_E_UH_HANDLER_DISABLEDUNTILREBOOT", "restart", "nothing is installed before a restart", "Restart."],
  [
    2149859335,
    "WU_E_PT_SOAPCLIENT_SOAPFAULT",
    "never",
    "WSUS refused the question",
    "Raise maxInstalledPrerequisites on the WSUS server."
  ],
  [
    2149859344,
    "WU_E_PT_EXCEEDED_MAX_SERVER_TRIPS",
    "soon",
    "the scan took too many round trips",
    "Scan again, up to three times: it goes on where it stopped."
  ],
  [
    2149859351,
    "WU_E_PT_HTTP_STATUS_DENIED",
    "never",
    "the update server asked for credentials (401)",
    "Check the server and the proxy."
  ],
  [
    2149859352,
    "WU_E_PT_HTTP_STATUS_FORBIDDEN",
    "never",
    "the update server refused (403)",
    "Check the server and the proxy."
  ],
  [
    2149859353,
    "WU_E_PT_HTTP_STATUS_NOT_FOUND",
    "never",
    "the update server does not have the content (404)",
    "Check that WSUS has downloaded it."
  ],
  [
    2149859355,
    "WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ",
    "never",
    "the proxy asked for credentials (407)",
    "Let the machine through the proxy."
  ],
  [
    2149859362,
    "WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL",
    "later",
    "the update server is overloaded (503)",
    "Check the WSUS application pool."
  ],
  [
    2149859372,
    "WU_E_PT_WINHTTP_NAME_NOT_RESOLVED",
    "later",
    "the name of the update server is not found",
    "Check DNS and proxy."
  ],
  [2149867527, "WU_E_DM_NOTDOWNLOADED", "soon", "the update is not downloaded", "Download it first."],
  [
    2149867528,
    "WU_E_DM_FAILTOCONNECTTOBITS",
    "soon",
    "the transfer service (BITS) does not answer",
    "Start the BITS service."
  ],
  [
    2149875719,
    "WU_E_DS_NODATA",
    "soon",
    "the update cache lacks data",
    "Try once more; then reset SoftwareDistribution."
  ],
  [2149883911, "WU_E_REBOOT_IN_PROGRESS", "restart", "the machine is restarting", "Wait for the new boot."]
], windows = [
  [2147942402, "ERROR_FILE_NOT_FOUND", "never", "a file of the component store is missing", repair],
  [
    2147942405,
    "E_ACCESSDENIED",
    "never",
    "access was denied",
    "Updates install as SYSTEM only; look for virus scanners and changed rights."
  ],
  [2147942413, "ERROR_INVALID_DATA", "never", "the component store is damaged", repair],
  [2147942432, "ERROR_SHARING_VIOLATION", "later", "a file is in use", "Look for a virus scanner or another agent."],
  [2147942512, "ERROR_DISK_FULL", "never", "the disk is full", "Make room on the system drive."],
  [
    2147942561,
    "ERROR_BAD_PATHNAME",
    "never",
    "wusa cannot install from a shared folder",
    "Copy the package to a local folder, alone."
  ],
  [2147942952, "ERROR_552", "check", "DISM reports an oddity; the update may be in", "Read build and packages."],
  [
    2147943458,
    "ERROR_SERVICE_DISABLED",
    "never",
    "a service that updating needs is disabled",
    "Set wuauserv and TrustedInstaller to manual."
  ],
  [2147943515, "ERROR_SHUTDOWN_IN_PROGRESS", "restart", "the machine is shutting down", "Wait for the new boot."],
  [2147943568, "ERROR_NOT_FOUND", "never", "the component store is damaged", repair],
  [2147943860, "ERROR_TIMEOUT", "later", "the operation took too long", wait],
  [
    2147944003,
    "ERROR_INSTALL_FAILURE",
    "never",
    "an installer failed, often for lack of room in the recovery partition",
    "Read the update’s known issues."
  ],
  [2147954402, "WININET_E_TIMEOUT", "later", "the update server did not answer in time", network],
  [2147954429, "WININET_E_CANNOT_CONNECT", "later", "the update server cannot be connected to", network],
  [2147954430, "WININET_E_CONNECTION_ABORTED", "later", "the connection to the update server was cut", network],
  [
    2147954575,
    "WININET_E_DECODING_FAILED",
    "never",
    "the TLS connection failed",
    "Check the clock, the root certificates and TLS 1.2."
  ],
  [2147956507, "ERROR_SXS_TRANSACTION_CLOSURE_INCOMPLETE", "never", "the component store is damaged", repair],
  [2147956498, "ERROR_SXS_COMPONENT_STORE_CORRUPT", "never", "the component store is damaged", repair],
  [2147956428, "ERROR_SXS_FILE_HASH_MISMATCH", "never", "the component store is damaged", repair],
  [
    2148204800,
    "TRUST_E_NOSIGNATURE",
    "never",
    "the package is not signed",
    "Do not install it; find out where it comes from."
  ],
  [2148204801, "CERT_E_EXPIRED", "never", "the signature has expired", "Check the clock; get the package again."],
  [2148468766, "CBS_E_NOT_APPLICABLE", "never", "the package is not for this Windows", "Check build and architecture."],
  [2148468767, "CBS_E_SOURCE_MISSING", "never", "the source of a component is missing", "Give DISM a source."],
  [
    2148468771,
    "CBS_E_NEW_SERVICING_STACK_REQUIRED",
    "never",
    "a newer servicing stack is needed",
    "Install the servicing stack update."
  ],
  [2148468785, "CBS_E_STORE_CORRUPTION", "never", "an earlier package is missing", repair],
  [
    2148469026,
    "CBS_E_INSTALLERS_FAILED",
    "restart",
    "an installer of the update failed",
    "Restart and try once more; then look at free space on the EFI partition."
  ],
  [2148469122, "PSFX_E_MATCHING_COMPONENT_NOT_FOUND", "never", "the store does not match the update", delta],
  [
    2148469123,
    "PSFX_E_MATCHING_COMPONENT_DIRECTORY_MISSING",
    "never",
    "the store does not match the update",
    "Look for an out-of-band fix of this update."
  ],
  [2148469124, "PSFX_E_MATCHING_BINARY_MISSING", "never", "the store does not match the update", delta],
  [2148469126, "PSFX_E_APPLY_FORWARD_DELTA_FAILED", "never", "the update does not fit what is installed", delta],
  [
    2148469128,
    "PSFX_E_INVALID_DELTA_COMBINATION",
    "never",
    "the update does not fit what is installed",
    "Clean up the component store, then try once more."
  ]
], hresults = [...updateAgent, ...windows].map(
  ([code, name, retry, meaning, advice]) => ({ code, name, meaning, advice, retry })
), byCode = new Map(hresults.map((row) => [row.code, row]));
function formatHresult(code) {
  return `0x${(code >>> 0).toString(16).toUpperCase().padStart(8, "0")}`;
}
function hresultOf(code) {
  return byCode.get(code >>> 0);
}
function describeHresult(code) {
  let row = hresultOf(code);
  return row === void 0 ? formatHresult(code) : `${formatHresult(code)} ${row.name}: ${row.meaning}`;
}

// src/rollout/decide/asked.ts
function asked(view, machine, kind) {
  return {
    kind,
    ring: plannedRing(view, machine.ring).name,
    machine: machine.name,
    attempt: (machine.attempts[kind] ?? 0) + 1,
    acknowledge: [...machine.finishedJobs]
  };
}

// src/rollout/step-debts.ts
function owesAfter(steps) {
  return (steps?.owed ?? []).length > 0;
}
function isPayable(steps) {
  return (steps?.owed ?? []).some((step2) => steps?.unpaid.every((one) => one.step !== step2));
}

// src/rollout/decide/leavers.ts
var leavers = /* @__PURE__ */ new WeakMap();
function isLeaving(view, { name }) {
  return leavers.get(view)?.has(name) === !0;
}
function markLeaving(view, { name }) {
  let names = leavers.get(view) ?? /* @__PURE__ */ new Set();
  leavers.set(view, names.add(name));
}

// src/rollout/decide/words.ts
function judged([{ now }, machine], stage2, { verdict, gates }, againAt2) {
  return { kind: "judged", at: now, machine: machine.name, stage: stage2, verdict, gates: [...gates], againAt: againAt2 };
}
function notReached([{ now }, machine], stage2, againAt2) {
  return { kind: "judged", at: now, machine: machine.name, stage: stage2, verdict: "error", gates: [], againAt: againAt2 };
}
function chosen([{ now }, machine], updates, left2) {
  let identities = updates.map(({ updateId, revision }) => ({ updateId, revision }));
  return { kind: "machineChosen", at: now, machine: machine.name, updates: identities, left: [...left2] };
}
function skipped([{ now }, machine], failure) {
  return { kind: "machineSkipped", at: now, machine: machine.name, failure };
}
function returned([{ now }, machine], reason) {
  return { kind: "machineReturned", at: now, machine: machine.name, reason };
}
function done([{ now }, machine], result, left2) {
  return { kind: "machineDone", at: now, machine: machine.name, result, left: [...left2] };
}
function failed([{ now }, machine], failure, { severity, gate }) {
  return { kind: "machineFailed", at: now, machine: machine.name, failure, severity, gate };
}
function unclear([{ now }, machine], failure, gate) {
  return { kind: "machineUnclear", at: now, machine: machine.name, failure, gate };
}
function undone([{ now }, machine]) {
  return { kind: "machineUndone", at: now, machine: machine.name };
}
function stranded([{ now }, machine], failure) {
  return { kind: "machineStranded", at: now, machine: machine.name, failure };
}
function trouble(machine, code, message, more = {}) {
  return failureOf(code, message, { machine: machine.name, phase: machine.phase, ...more });
}
function gateTrouble(machine, { verdict, decisive }) {
  let code = verdict === "fail" ? "GATE_FAILED" : "GATE_INCONCLUSIVE", cause = decisive?.gate ?? "no gate";
  return trouble(machine, code, decisive?.reason ?? "no gate judged this machine", {
    cause,
    retryable: verdict !== "fail"
  });
}
function about(machine, failure) {
  return { ...failure, machine: machine.name, phase: machine.phase };
}

// src/rollout/decide/around.ts
var notNow = "notNow";
function stepsOf(view, machine, per) {
  return per === "machine" ? machine.steps : ringOf(view.state, machine.ring).steps[per];
}
function stepsAround({ plan }, { name }, per) {
  return (plan.around ?? []).flatMap(
    (step2, index) => step2.per === per && (step2.machines === null || step2.machines.includes(name)) ? [index] : []
  );
}
var begun = /* @__PURE__ */ new WeakMap();
function isUnderWay(view, machine, per) {
  if (per === "machine") return !1;
  let { name } = plannedRing(view, machine.ring);
  return begun.get(view)?.has(`${name} ${per}`) === !0 ? !0 : [...view.state.inFlight.values()].some((one) => one.kind === "step" && one.per === per && one.ring === name);
}
function effectOf(view, machine, { per, step: step2, side, purpose }) {
  let steps = stepsOf(view, machine, per), ring = ringOf(view.state, machine.ring), wave = side === "after" ? steps?.wave ?? ring.wave : ring.wave, owes = side === "before" && view.plan.around?.[step2]?.after !== null, effect = { ...asked(view, machine, "step"), acknowledge: [], per, step: step2, side, purpose, wave, owes }, names = begun.get(view) ?? /* @__PURE__ */ new Set();
  return begun.set(view, names.add(`${effect.ring} ${per}`)), effect;
}
function nextBefore(view, machine, scopes, purpose) {
  for (let per of scopes) {
    let steps = stepsOf(view, machine, per), step2 = stepsAround(view, machine, per).find((index) => steps?.ready.includes(index) !== !0);
    if (step2 !== void 0)
      return steps?.trouble != null ? purpose === "undo" ? void 0 : notNow : isUnderWay(view, machine, per) ? notNow : effectOf(view, machine, { per, step: step2, side: "before", purpose });
  }
}
function before(view, machine, purpose) {
  return view.plan.around === void 0 ? void 0 : nextBefore(view, machine, purpose === "undo" ? ["machine"] : ["ring", "wave", "machine"], purpose);
}
function beforeRing(view, first) {
  return view.plan.around === void 0 ? void 0 : nextBefore(view, first, ["ring", "wave"], "update");
}
function payment(view, machine) {
  if (!(!isPayable(machine.steps) || isWorkedOn(view, machine)))
    return nextAfter(view, machine, "machine");
}
function nextAfter(view, machine, per) {
  let steps = stepsOf(view, machine, per), step2 = steps?.owed.findLast((one) => !steps.unpaid.some((tried) => tried.step === one));
  if (!(step2 === void 0 || isUnderWay(view, machine, per)))
    return effectOf(view, machine, { per, step: step2, side: "after", purpose: "update" });
}
function isWorkedOn(view, machine) {
  if (isLeaving(view, machine)) return !1;
  switch (machine.phase) {
    case "suspect":
    case "checking":
    case "ready":
    case "installed":
      return mayGoOn(view, machine);
    case "pending":
    case "done":
    case "skipped":
    case "failed":
    case "unclear":
    case "undone":
    case "stranded":
    case "excluded":
      return !1;
    default:
      return !0;
  }
}
function answerStep(view, machine) {
  let { steps, phase, install: install2 } = machine;
  if (steps === null || steps.trouble === null) return [];
  let who = [view, machine], why = troubleOf(view, machine, "machine", "before");
  return why === void 0 ? [] : (phase === "ready" || phase === "checking") && install2 === null ? [skipped(who, why)] : phase === "checking" || phase === "ready" || phase === "installed" || phase === "restarted" ? [failed(who, why, { severity: "hard", gate: null })] : [];
}
function troubleOf(view, machine, per, side) {
  let steps = stepsOf(view, machine, per), trouble2 = side === "before" ? steps?.trouble : steps?.unpaid[0];
  if (steps === null || trouble2 == null) return;
  let { name: ring } = plannedRing(view, machine.ring), { step: step2 } = trouble2;
  return stepTrouble(view.plan, { step: step2, side, ring, wave: steps.wave, machine: machine.name }, trouble2);
}
function unpaidTrouble(view, machine) {
  let trouble2 = troubleOf(view, machine, "machine", "after");
  if (trouble2 === void 0) throw new RangeError(`${keyOf({ ...asked(view, machine, "step") })} is not owed in vain`);
  return trouble2;
}

// src/rollout/decide/around-rings.ts
var aside = /* @__PURE__ */ new Set(["look", "stage", "acknowledge", "control", "hide", "show", "poll"]);
function owesRound({ steps }) {
  return owesAfter(steps.wave) || owesAfter(steps.ring);
}
function isRoundPayable({ steps }) {
  return isPayable(steps.wave) || isPayable(steps.ring);
}
function roundPayments(view, start, waiting) {
  let { plan, state } = view;
  return plan.around === void 0 || state.stop !== null || state.superseded !== null ? [] : state.rings.flatMap((ring, index) => {
    if (!isRoundPayable(ring) || waiting.has(index)) return [];
    let { name, machines } = plannedRing(view, index), isWork = (one) => one.ring === name && !aside.has(one.kind);
    if (start.some(isWork) || [...state.inFlight.values()].some(isWork)) return [];
    let taken = new Set(start.map(({ machine }) => machine)), free = machines.map((one) => machineOf(state, one)).find((one) => isMine(view, one.name) && one.inFlight === null && one.news === null && !taken.has(one.name));
    if (free === void 0) return [];
    let effect = nextAfter(view, free, isPayable(ring.steps.wave) ? "wave" : "ring");
    return effect === void 0 ? [] : [effect];
  });
}
function whyNotAround(view, index) {
  let ring = ringOf(view.state, index), { steps } = ring;
  if (steps.ring === null && steps.wave === null) return;
  let [first = ""] = plannedRing(view, index).machines, machine = machineOf(view.state, first), why = ["ring", "wave"].map((per) => troubleOf(view, machine, per, "before")).find((one) => one !== void 0);
  if (why !== void 0) return why;
  if (!isRoundPayable(ring))
    return ["wave", "ring"].map((per) => troubleOf(view, machine, per, "after")).find((one) => one !== void 0);
}

// src/knowledge/enrolment.ts
function isEnrolledBy({ enrollmentPackage, arcSubscription }) {
  return enrollmentPackage === !0 || arcSubscription === 1 ? !0 : enrollmentPackage === null ? null : !1;
}

// src/rollout/coverage.ts
var shortRoles = { dc: "domain-controller" };
function rolesOf({ labels: { role }, facts }) {
  if (facts === null) return role === void 0 ? [] : [`role ${shortRoles[role.toLowerCase()] ?? role.toLowerCase()}`];
  let all = facts.isDomainController ? ["domain-controller", ...facts.roles] : facts.roles;
  return [...new Set(all)].map((one) => `role ${one}`);
}
function valuesOf(part, machine) {
  let { labels, facts, isEnrolled } = machine;
  switch (part) {
    case "role":
      return rolesOf(machine);
    case "build": {
      let build = facts?.build ?? labels.build;
      return build === void 0 ? [] : [`build ${build}`];
    }
    case "hotpatch":
      return isEnrolled !== null ? [isEnrolled ? "enrolled in Hotpatch" : "not enrolled in Hotpatch"] : labels.hotpatch === void 0 ? [] : [`Hotpatch ${labels.hotpatch}`];
  }
}
function kindsOf(by, machine) {
  let parts = by.map((part) => valuesOf(part, machine)), singles = parts.flat().map((one) => [one]), pairs = parts.flatMap(
    (ones, index) => ones.flatMap((one) => parts.slice(index + 1).flatMap((others) => others.map((other) => [one, other])))
  );
  return [...singles, ...pairs];
}
var wordsOf = (kind) => kind.join(" and "), Covered = class {
  #by;
  #kinds = /* @__PURE__ */ new Set();
  constructor(by, machines) {
    this.#by = by;
    for (let machine of machines) {
      for (let kind of kindsOf(by, machine)) this.#kinds.add(wordsOf(kind));
      for (let kind of kindsOf(by, { ...machine, facts: null, isEnrolled: null })) this.#kinds.add(wordsOf(kind));
    }
  }
  /** In words, what of this machine nobody has; of two signs together only where each of them alone is covered. */
  missing(machine) {
    let kinds = kindsOf(this.#by, machine), has = (kind) => this.#kinds.has(wordsOf(kind));
    return kinds.filter((kind) => !has(kind) && (kind.length === 1 || kind.every((one) => this.#kinds.has(one)))).map(wordsOf);
  }
  /** Kinds that the same machines lack stand together. */
  gaps(machines) {
    let lacking = /* @__PURE__ */ new Map();
    for (let machine of machines)
      for (let what of this.missing(machine)) lacking.set(what, [...lacking.get(what) ?? [], machine.name]);
    let together3 = /* @__PURE__ */ new Map();
    for (let [what, names] of lacking) {
      let key = names.join(" "), one = together3.get(key) ?? { what: [], machines: names };
      one.what.push(what), together3.set(key, one);
    }
    return [...together3.values()].map(({ what, machines: names }) => ({ what: what.join(", "), machines: names }));
  }
};
function gapsText(gaps, most = 8) {
  return `${gaps.slice(0, most).map(({ what, machines }) => `${what} (${named(machines)})`).join("; ")}${gaps.length > most ? ` and ${gaps.length - most} more kinds` : ""}`;
}
function gapsInPlan({ rings, machines }, survey) {
  let labels = new Map(machines.map((entry) => [entry.name, entry.labels])), rows = new Map((survey?.rows ?? []).map((row) => [row.machine, row])), known = (name) => {
    let row = rows.get(name), facts = row?.ok === !0 ? row.facts : null, isEnrolled = row?.ok === !0 && row.hotpatch !== void 0 ? isEnrolledBy(row.hotpatch) : null;
    return { name, labels: labels.get(name) ?? {}, facts, isEnrolled };
  };
  return rings.flatMap(({ coverage, machines: names }, ring) => {
    if (coverage === void 0) return [];
    let earlier = rings.slice(0, ring).flatMap((one) => one.machines), gaps = new Covered(coverage.by, earlier.map(known)).gaps(names.map(known));
    return gaps.length === 0 ? [] : [{ ring, gaps }];
  });
}
function coveredBefore(plan, state, ring) {
  let labels = labelsIn(plan), vouching = plan.rings.slice(0, ring).flatMap(({ machines }, index) => {
    let hasPassed2 = state.rings[index]?.phase === "passed";
    return machines.flatMap((name) => {
      let machine = state.machines.get(name);
      return machine === void 0 ? [] : !hasPassed2 || machine.phase === "done" && machine.result === "updated" ? [machine] : [];
    });
  }), by = plan.rings[ring]?.coverage?.by ?? [];
  return new Covered(
    by,
    vouching.map((machine) => knownOf(machine, labels.get(machine.name)))
  );
}
function gapsIn(plan, state, ring) {
  let planned2 = plan.rings[ring];
  if (planned2?.coverage === void 0) return [];
  let labels = labelsIn(plan), left2 = planned2.machines.flatMap((name) => state.machines.get(name) ?? []).filter(({ phase }) => phase !== "excluded");
  return coveredBefore(plan, state, ring).gaps(left2.map((machine) => knownOf(machine, labels.get(machine.name))));
}
function knownOf({ name, facts, isEnrolled }, labels = {}) {
  return { name, labels, facts, isEnrolled };
}
var labelsOf = /* @__PURE__ */ new WeakMap();
function labelsIn(plan) {
  let labels = labelsOf.get(plan);
  return labels === void 0 && (labels = new Map(plan.machines.map((entry) => [entry.name, entry.labels])), labelsOf.set(plan, labels)), labels;
}

// src/rollout/decide/coverage.ts
var lookedAtOnce = 50;
function holds(view, index) {
  let { coverage } = plannedRing(view, index);
  return coverage === void 0 || coverage.action === "warn" ? !1 : !ringOf(view.state, index).lifted.has("RING_UNCOVERED");
}
function* unseen(view, index) {
  for (let name of plannedRing(view, index).machines) {
    let machine = machineOf(view.state, name);
    machine.phase === "pending" && machine.look === null && (yield machine);
  }
}
function openingOf(view, index) {
  let said = { at: view.now, ring: plannedRing(view, index).name };
  if (holds(view, index)) {
    if (unseen(view, index).next().done !== !0) return [];
    let failure = whyUncovered(view, index);
    return [failure === void 0 ? { kind: "ringOpened", ...said } : { kind: "ringHeld", ...said, failure }];
  }
  let gaps = gapsIn(view.plan, view.state, index);
  return [{ kind: "ringOpened", ...said, ...gaps.length === 0 ? {} : { uncovered: gapsText(gaps) } }];
}
function whyUncovered({ plan, state }, index) {
  let gaps = gapsIn(plan, state, index);
  if (gaps.length === 0) return;
  let { name } = ringOf(state, index), machines = [...new Set(gaps.flatMap((gap) => gap.machines))], resume2 = `patchring resume --rollout ${plan.rolloutId} --reason "…"`, next = `let them go with the others: ${resume2}; or leave them out: ${resume2} --exclude ${machines.join(",")}`;
  return failureOf("RING_UNCOVERED", `no ring before ${name} can vouch for ${gapsText(gaps)}`, { next });
}
function lookEffects(view) {
  let { state } = view, index = currentRing(state);
  if (index === void 0 || state.phase !== "running" || state.stop !== null) return [];
  if (ringOf(state, index).phase !== "waiting" || !holds(view, index)) return [];
  let room = isUnproven(view) ? 1 : lookedAtOnce;
  for (let { kind } of state.inFlight.values()) kind === "look" && (room -= 1);
  let effects = [];
  for (let machine of unseen(view, index)) {
    if (room < 1) break;
    machine.inFlight !== null || !isMine(view, machine.name) || (effects.push(asked(view, machine, "look")), room -= 1);
  }
  return effects;
}
var coveredIn = /* @__PURE__ */ new WeakMap();
function machineUncovered(view, machine) {
  if (machine.beganAt !== null || !holds(view, machine.ring)) return;
  let known = coveredIn.get(view) ?? /* @__PURE__ */ new Map();
  coveredIn.set(view, known);
  let covered = known.get(machine.ring) ?? coveredBefore(view.plan, view.state, machine.ring);
  known.set(machine.ring, covered);
  let missing = covered.missing(knownOf(machine, entryOf(view, machine.name).labels));
  if (missing.length !== 0)
    return trouble(machine, "MACHINE_UNCOVERED", `no earlier ring can vouch for it: ${missing.join(", ")}`);
}

// src/rollout/decide/groups.ts
var inHand = /* @__PURE__ */ new Set([...activePhases, ...undoPhases]), broken = new Set(brokenPhases);
function isDomainController({ facts }) {
  return facts !== null && (facts.isDomainController || facts.roles.includes("domain-controller"));
}
var plannedOf = /* @__PURE__ */ new WeakMap();
function planned({ plan }, name) {
  let index = plannedOf.get(plan);
  if (index === void 0) {
    let made = /* @__PURE__ */ new Map();
    for (let group of plan.groups) for (let one of group.machines) made.set(one, [...made.get(one) ?? [], group]);
    index = made, plannedOf.set(plan, made);
  }
  return index.get(name) ?? [];
}
function groupsOf(view, machine) {
  let written = planned(view, machine.name), domain = machine.facts?.domain.toLowerCase(), groups = written.flatMap(({ name, per, maxUnavailable: limit }) => per === null ? [{ name, limit }] : domain === void 0 ? [] : [{ name: `${name} of ${domain}`, limit }]);
  return machine.cluster !== null && view.plan.cluster !== void 0 && groups.push({ name: `cluster ${machine.cluster}`, limit: 1 }), domain === void 0 || !isDomainController(machine) || written.some(({ per }) => per === "domain") ? groups : [...groups, { name: `domain controllers of ${domain}`, limit: 1 }];
}
function isOut(machine) {
  return inHand.has(machine.phase) || broken.has(machine.phase) || owesResume(machine) || owesAfter(machine.steps) ? !0 : machine.phase === "skipped" && machine.before?.readings.facts?.ok !== !0;
}
var outOf = /* @__PURE__ */ new WeakMap();
function outIn(view, name) {
  let all = outOf.get(view);
  if (all === void 0) {
    let made = /* @__PURE__ */ new Map();
    for (let machine of view.state.machines.values())
      if (isOut(machine))
        for (let group of groupsOf(view, machine)) made.set(group.name, [...made.get(group.name) ?? [], machine]);
    all = made, outOf.set(view, made);
  }
  return all.get(name) ?? [];
}
function isOnlyLookedAt({ phase, beganAt, install: install2 }) {
  return (phase === "checking" || phase === "ready") && beganAt === null && install2 === null;
}
function isAhead(other, machine) {
  return !isOnlyLookedAt(machine) || !isOnlyLookedAt(other) ? !0 : other.since < machine.since || other.since === machine.since && other.name < machine.name;
}
function whyCrowded(view, machine) {
  for (let { name, limit } of groupsOf(view, machine)) {
    let others = outIn(view, name).filter((other) => other.name !== machine.name && isAhead(other, machine));
    if (others.length >= limit)
      return `${others.map((other) => other.name).join(", ")} of ${name} out of service (at most ${limit})`;
  }
}
function* admitted(view, machines) {
  let begun3 = /* @__PURE__ */ new Map();
  for (let machine of machines) {
    let groups = groupsOf(view, machine);
    if (!groups.some(({ name, limit }) => outIn(view, name).length + (begun3.get(name) ?? 0) >= limit)) {
      yield machine;
      for (let { name } of groups) begun3.set(name, (begun3.get(name) ?? 0) + 1);
    }
  }
}
function isUndoCrowded(view, machine, begun3) {
  return groupsOf(view, machine).some(({ name, limit }) => {
    let busy = outIn(view, name).filter((other) => other.name !== machine.name && inHand.has(other.phase)).length, now = begun3.filter((other) => groupsOf(view, other).some((group) => group.name === name)).length;
    return busy + now >= limit;
  });
}

// src/rollout/decide/drill.ts
var actives = activePhases, controllers = ["dc", "domain-controller"];
function whyNotDrilled(view, machine) {
  let { source, hotpatch } = view.plan;
  if (machine.facts === null && controllers.includes(entryOf(view, machine.name).labels.role?.toLowerCase()) || isDomainController(machine)) return "a domain controller is never undone without a person’s word";
  if (!(source.kind === "script" || hotpatch === "ignore" || machine.isEnrolled !== !0))
    return "it is enrolled in Hotpatch, and an undo leads to the baseline, not to where it was";
}
function whyNotFirst(view, machine) {
  if (ringOf(view.state, machine.ring).drill?.stands !== "wanted") return;
  let why = whyNotDrilled(view, machine);
  return why === void 0 ? void 0 : `undo is proved on another machine first: ${why}`;
}
function waitsForDrill(view, machine) {
  let ring = ringOf(view.state, machine.ring);
  if (ring.drill === null || !isDrillOpen(ring)) return !1;
  if (ring.drill.stands !== "wanted") return ring.drill.machine !== machine.name;
  if (machine.phase !== "suspect") return activeOf(ring) > 0 || whyNotDrilled(view, machine) !== void 0;
  if (activeOf(ring) > ring.tally.suspect) return !0;
  let { machines } = plannedRing(view, machine.ring);
  return machines.find((name) => machineOf(view.state, name).phase === "suspect") !== machine.name;
}
function drilledMachine({ state }) {
  let index = currentRing(state), drill = index === void 0 ? null : ringOf(state, index).drill;
  if (!(drill === null || drill.machine === null || drill.stands !== "undoing" && drill.stands !== "again"))
    return machineOf(state, drill.machine);
}
function firstOfDrill(view, index) {
  if (!isDrillOpen(ringOf(view.state, index))) return;
  let known = drilledMachine(view);
  if (known !== void 0 && known.ring === index) return known;
  let machines = plannedRing(view, index).machines.map((name) => machineOf(view.state, name)), isToCome = ({ phase }) => phase === "pending" || phase === "skipped";
  return machines.find(({ phase }) => actives.includes(phase)) ?? machines.find((one) => isToCome(one) && whyNotDrilled(view, one) === void 0);
}
function isTakenBack(view, index) {
  return ringOf(view.state, index).drill?.stands === "undoing";
}
function strandedByDrill(view, index) {
  let machine = drilledMachine(view);
  if (!(machine === void 0 || machine.ring !== index))
    return machine.phase === "stranded" || ringOf(view.state, index).drill?.stands === "again" && machine.phase === "failed" ? machine : void 0;
}
function whyDrillHeld(view, index) {
  let ring = ringOf(view.state, index);
  if (!isDrillOpen(ring) || activeOf(ring) > 0) return;
  let machine = drilledMachine(view);
  if (machine === void 0) return whyImpossible(view, index);
  let { name, phase, failure, result } = machine;
  if (ring.drill?.stands === "undoing") {
    let why = phase === "done" && mayBegin(view, machine) ? whyCrowded(view, machine) : void 0;
    if (why === void 0) return;
    let more = { retryable: !0, machine: name };
    return failureOf("RING_GROUP_SPENT", `${name} is to prove the undo and waits for its group: ${why}`, more);
  }
  if (phase === "pending" && owesAfter(machine.steps) && !isPayable(machine.steps)) return unpaidTrouble(view, machine);
  if (failure?.code === "ENVIRONMENT_SUSPECTED" || !(phase === "done" && result === "nothingNeeded") && phase !== "skipped" && phase !== "unclear") return;
  let found = failure === null ? "it is not offered the updates again" : `${failure.code}: ${failure.message}`;
  return trouble(machine, "DRILL_UNPROVED", `${name} was taken back and is not updated again: ${found}`, {
    retryable: !0,
    next: `look at ${name}: the next run tries again; to go on without the proof: resume, to prove it on another machine: resume --exclude ${name}`
  });
}
function whyImpossible(view, index) {
  let { name, machines } = plannedRing(view, index), left2 = machines.map((one) => machineOf(view.state, one)).filter(({ phase }) => phase === "pending"), [first] = left2, why = first === void 0 ? void 0 : whyNotDrilled(view, first);
  if (first === void 0 || why === void 0 || left2.some((one) => whyNotDrilled(view, one) === void 0))
    return;
  let whom = left2.length === 1 ? first.name : `${first.name} and ${left2.length - 1} more`;
  return failureOf("DRILL_IMPOSSIBLE", `undo can be proved on no machine of ${name} (${whom}): ${why}`, {
    retryable: !0,
    next: "put another machine first into the ring and make a new plan, or resume: the ring then goes on without the proof"
  });
}

// src/rollout/statistics.ts
function weightsOf({ baseline, regression, falseAlarm, missRate }) {
  return {
    failure: Math.log(regression / baseline),
    pass: Math.log((1 - regression) / (1 - baseline)),
    halt: Math.log((1 - missRate) / falseAlarm)
  };
}
function isRegression(design, failed2, passed) {
  let { failure, pass, halt } = weightsOf(design);
  return failed2 > 0 && failed2 * failure + passed * pass >= halt;
}
function toleratedBy(design, machines, atLeast = 0) {
  let tolerated = atLeast;
  for (; tolerated < machines && !isRegression(design, tolerated + 1, machines - tolerated - 1); ) tolerated += 1;
  return tolerated;
}
var nothing = 1e-18;
function haltRate({ design, zeroTolerance, machines, rate }) {
  let going = [1], halted2 = 0, tolerated = 0;
  for (let seen2 = 1; seen2 <= machines; seen2 += 1) {
    let next = [];
    seen2 > zeroTolerance && (tolerated = toleratedBy(design, seen2, tolerated));
    for (let failed2 = 0; failed2 <= going.length; failed2 += 1) {
      let share = (going[failed2] ?? 0) * (1 - rate) + (going[failed2 - 1] ?? 0) * rate;
      failed2 > tolerated ? halted2 += share : next.push(share);
    }
    for (; next.length > 1 && (next.at(-1) ?? 0) < nothing; ) next.pop();
    going = next;
  }
  return halted2;
}
function lnChoose(of, chosen3) {
  let sum = 0;
  for (let step2 = 1; step2 <= Math.min(chosen3, of - chosen3); step2 += 1)
    sum += Math.log(of - Math.min(chosen3, of - chosen3) + step2) - Math.log(step2);
  return sum;
}
function chanceOfAtLeast(failed2, of, rate) {
  if (failed2 <= 0) return 1;
  if (rate <= 0 || failed2 > of) return 0;
  if (rate >= 1) return 1;
  let term = Math.exp(lnChoose(of, failed2) + failed2 * Math.log(rate) + (of - failed2) * Math.log1p(-rate)), sum = 0;
  for (let count2 = failed2; count2 <= of; count2 += 1)
    sum += term, term *= (of - count2) / (count2 + 1) * (rate / (1 - rate));
  return Math.min(1, sum);
}
function upperBound(failed2, of, sure = 0.95) {
  if (failed2 >= of) return 1;
  if (failed2 === 0) return 1 - (1 - sure) ** (1 / of);
  let [low, high] = [failed2 / of, 1];
  for (let halving = 0; halving < 60; halving += 1) {
    let middle = (low + high) / 2;
    chanceOfAtLeast(failed2 + 1, of, middle) < sure ? low = middle : high = middle;
  }
  return high;
}
function cleanNeeded(share, sure = 0.95) {
  let needed = Math.log(1 - sure) / Math.log1p(-share);
  return Math.ceil(needed - 1e-9);
}
function chanceOfDifference(patched, control) {
  let all = patched.of + control.of, failures = patched.failed + control.failed, ways = lnChoose(all, failures), sum = 0;
  for (let here = patched.failed; here <= Math.min(patched.of, failures); here += 1)
    failures - here > control.of || (sum += Math.exp(lnChoose(patched.of, here) + lnChoose(control.of, failures - here) - ways));
  return Math.min(1, sum);
}
function chanceOfWorsening(worse, better) {
  return chanceOfAtLeast(worse, worse + better, 0.5);
}

// src/rollout/decide/signatures.ts
function signaturesOf({ judgedAfter, failedBy, failure }) {
  return failedBy === null ? [] : failedBy.gate === null ? failure === null ? [] : [`${failure.code}${numberIn(failure)}`] : judgedAfter.filter(({ severity, verdict, againAt: againAt2 }) => severity !== "observe" && verdict === "fail" && againAt2 === void 0).flatMap(({ gate, subjects = [] }) => subjects.map((subject) => `${gate}: ${subject}`));
}
function numberIn({ cause = "" }) {
  let found = /^(?:0x[\dA-Fa-f]{8}|[A-Z][A-Z\d]*(?:_[A-Z\d]+)+)\b/.exec(cause);
  return found === null ? "" : ` ${found[0]}`;
}
function sharedSignature(failed2, known) {
  let first = /* @__PURE__ */ new Map(), inOrder = [...failed2].sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0));
  for (let machine of inOrder)
    for (let signature of signaturesOf(machine)) {
      if (known.has(signature)) continue;
      let other = first.get(signature);
      if (other !== void 0 && other !== machine) return { machine, signature };
      first.set(signature, machine);
    }
}

// src/rollout/decide/rules.ts
function brokenRule(view, index) {
  let ring = ringOf(view.state, index), [critical] = ring.critical;
  if (critical !== void 0) return { rule: "critical", machine: machineOf(view.state, critical), limit: 0 };
  if (ring.tally.failed === 0) return;
  let failed2 = [...view.state.machines.values()].filter(({ phase }) => phase === "failed"), last = latest(failed2.filter((machine) => machine.ring === index));
  if (last === void 0) return;
  let { maxFailures } = plannedRing(view, index);
  if (ring.tally.failed > maxFailures) return { rule: "maxFailures", machine: last, limit: maxFailures };
  if (!((last.endedAt ?? 0) < (view.state.resumed.at(-1)?.at ?? 0)))
    return amongTheFirst(view, failed2) ?? withSignature(view, failed2) ?? testedSequentially(view, index, last);
}
function limitIfFailed(view, index) {
  let { failed: failed2, unclear: unclear2 } = ringOf(view.state, index).tally, { maxFailures } = plannedRing(view, index);
  if (unclear2 === 0) return;
  if (failed2 + unclear2 > maxFailures) return maxFailures;
  let open = [...view.state.machines.values()].filter(({ ring, phase }) => ring === index && phase === "unclear"), [last] = open;
  if (last !== void 0)
    return (amongTheFirst(view, open) ?? testedSequentially(view, index, last, "unclear"))?.limit;
}
function latest(failed2) {
  return failed2.reduce(
    (last, one) => last === void 0 || (one.endedAt ?? 0) >= (last.endedAt ?? 0) ? one : last,
    void 0
  );
}
function amongTheFirst({ plan, state }, failed2) {
  let zeroTolerance = plan.analysis?.zeroTolerance ?? 0, isBefore = (one, at) => one.beganAt !== null && one.beganAt < at, early = failed2.find((machine) => {
    let rank = 0, isPassed = !1;
    for (let other of state.machines.values())
      if (other === machine ? isPassed = !0 : (isBefore(other, machine.beganAt ?? 0) || !isPassed && other.beganAt === machine.beganAt) && (rank += 1), rank >= zeroTolerance) return !1;
    return !0;
  });
  return early === void 0 ? void 0 : { rule: "zeroTolerance", machine: early, limit: 0 };
}
function withSignature({ plan, state }, failed2) {
  if (plan.analysis === void 0) return;
  let shared = sharedSignature(failed2, state.known);
  return shared === void 0 ? void 0 : { rule: "sameSignature", limit: 1, ...shared };
}
function testedSequentially({ plan, state }, index, last, besides) {
  let { analysis } = plan;
  if (analysis !== void 0)
    for (let [scope, rings] of [
      ["ring", [ringOf(state, index)]],
      ["rollout", state.rings]
    ]) {
      let { failed: failed2, started } = startedIn(rings, besides);
      if (!isRegression(analysis, failed2, started - failed2)) continue;
      let test = { scope, failed: failed2, started };
      return { rule: "sequential", machine: last, limit: toleratedBy(analysis, started), test };
    }
}
var underWay = ["installing", "installed", "restarting", "restarted", "verifying", "watching"];
function startedIn(rings, besides) {
  let bad = besides === void 0 ? ["failed"] : ["failed", besides], failed2 = rings.reduce((sum, ring) => sum + countOf(ring, bad), 0), others = rings.reduce((sum, ring) => sum + ring.updated + countOf(ring, underWay), 0);
  return { failed: failed2, started: failed2 + others };
}

// src/rollout/probes.ts
var always = {
  before: ["facts", "boot", "hotpatch"],
  after: ["facts", "boot"],
  undo: ["facts"]
};
function wanted(plan, stage2, machine) {
  return (plan.gates[stage2] ?? []).map(({ gate, settings }) => {
    let found = gateNamed(gate);
    if (found === void 0) throw new RangeError(`gate ${gate} does not exist`);
    return found.probes({ settings, stage: stage2, machine });
  });
}
function probesFor(plan, stage2, machine) {
  let here = wanted(plan, stage2, machine), compared = stage2 === "before" ? wanted(plan, "after", machine) : [], names = /* @__PURE__ */ new Set([...always[stage2], ...[...here, ...compared].flatMap((probes) => probes.machine)]), runner = new Map(here.flatMap((probes) => probes.runner).map((probe) => [probe.key, probe])), whole = [...new Map([...here, ...compared].flatMap((probes) => probes.scripts ?? []).map((one) => [one.key, one])).values()].map((one) => scriptOf(plan, one));
  return { machine: [...names], runner: [...runner.values()], scripts: whole };
}
function scriptOf({ probeScripts = [] }, { key, file, timeout }) {
  let found = probeScripts.find((one) => one.file === file);
  if (found === void 0) throw new RangeError(`the plan does not hold ${file}`);
  return { key, timeout, sha256: found.sha256, text: found.text };
}
function probesOf(plan, name, machine) {
  let choices = plan.gates.after.filter(({ gate }) => gate === name), all = wanted({ ...plan, gates: { ...plan.gates, after: choices } }, "after", machine);
  return {
    machine: [...new Set(all.flatMap((probes) => probes.machine))],
    runner: all.flatMap((probes) => probes.runner)
  };
}
var noMachine = { name: "service", labels: {} };
function serviceProbes(plan, of) {
  let all = (plan.gates[of] ?? []).flatMap(({ gate, settings }) => {
    let found = gateNamed(gate);
    if (found === void 0) throw new RangeError(`gate ${gate} does not exist`);
    return found.probes({ settings, stage: "after", machine: noMachine }).runner;
  });
  return [...new Map(all.map((probe) => [probe.key, probe])).values()];
}
function keepable(all) {
  let readings = withoutTraces(all), { health } = readings;
  if (health?.ok !== !0) return readings;
  let services = health.value.services.filter(({ startMode }) => startMode.startsWith("automatic"));
  return { ...readings, health: { ...health, value: { ...health.value, services } } };
}
function withoutTraces(readings) {
  let { facts } = readings;
  if (facts?.ok !== !0 || facts.value.traces === void 0) return readings;
  let { traces: _, ...value } = facts.value;
  return { ...readings, facts: { ...facts, value } };
}

// src/rollout/service.ts
var unwatchedService = { before: {}, rounds: {}, news: null, known: {} };
function hasPassed(round) {
  return round?.verdict === "pass" && round.againAt === null;
}
function serviceText(of, { ring, wave }) {
  return of === "wave" ? `wave ${wave} of ${ring}` : `ring ${ring}`;
}

// src/rollout/decide/mending.ts
var trainGate = "hotpatch", askedOfService = ["http", "tcp", "exec", "metric", "script"];
function severityFor({ fix }, ask, severity) {
  return ask.stage === "before" && askedOfService.includes(ask.gate) && isIll(fix, ask.machine, ask.gate) ? "observe" : severity;
}
function beforeFor({ fix }, machine, gate) {
  let fresh = machine.before ?? void 0, then = fix?.ill.find((one) => one.machine === machine.name)?.before;
  if (then === void 0 || fresh === void 0 || gate === trainGate || !isIll(fix, machine.name, gate)) return fresh;
  let { facts, boot } = fresh.readings, today = { ...facts === void 0 ? {} : { facts }, ...boot === void 0 ? {} : { boot } };
  return { at: fresh.at, readings: { ...then.readings, ...today } };
}
function isIll(fix, machine, gate) {
  return fix?.ill.some((one) => one.machine === machine && one.gates.includes(gate)) === !0;
}

// src/rollout/decide/series.ts
function inSeries(measuring, look, { previous, since, now }) {
  let known = previous?.series?.since === since ? previous.series : begun2(since);
  if (look.waits === !0) return { ...look, series: known };
  let series = known.at === null || now >= known.at + measuring.interval ? counted2(known, look, measuring, now) : known;
  return { ...verdictOf(series, measuring, look), measured: look.measured, strikes: look.strikes, series };
}
function begun2(since) {
  return { since, at: null, passed: 0, failed: 0, inconclusive: 0, errors: 0 };
}
function counted2(known, { verdict }, { consecutiveErrorLimit }, at) {
  switch (verdict) {
    case "pass":
      return { ...known, at, passed: known.passed + 1, errors: errorsAfter(known, consecutiveErrorLimit) };
    case "fail":
      return { ...known, at, failed: known.failed + 1, errors: errorsAfter(known, consecutiveErrorLimit) };
    case "inconclusive":
      return { ...known, at, inconclusive: known.inconclusive + 1, errors: errorsAfter(known, consecutiveErrorLimit) };
    case "error":
      return { ...known, at, errors: known.errors + 1 };
  }
}
function errorsAfter({ errors }, limit) {
  return errors > limit ? errors : 0;
}
function verdictOf(series, { interval, count: count2, failureLimit, inconclusiveLimit, consecutiveErrorLimit }, look) {
  let { passed, failed: failed2, inconclusive, errors } = series, taken = passed + failed2 + inconclusive, subjects = look.subjects === void 0 ? {} : { subjects: look.subjects }, over2 = (number, what, limit) => `${look.reason}; ${number} ${what} (limit ${limit}) of ${taken + errors} measurements`;
  if (failed2 > failureLimit) return { verdict: "fail", reason: over2(failed2, "failed", failureLimit), ...subjects };
  if (errors > consecutiveErrorLimit)
    return { verdict: "error", reason: over2(errors, "errors in a row", consecutiveErrorLimit) };
  if (inconclusive > inconclusiveLimit)
    return { verdict: "inconclusive", reason: over2(inconclusive, "not clear", inconclusiveLimit) };
  if (taken >= count2) return { verdict: "pass", reason: `${passed} of ${taken} measurements passed; ${look.reason}` };
  let againAt2 = (series.at ?? series.since) + interval;
  return { verdict: "inconclusive", reason: `${look.reason}; ${taken} of ${count2} measurements so far`, againAt: againAt2 };
}

// src/rollout/decide/judging.ts
var judgedOnce = ["cameBack"];
function gatesFor({ plan }, stage2, isAfterSoak) {
  return (plan.gates[stage2] ?? []).filter(({ gate }) => !isAfterSoak || !judgedOnce.includes(gate));
}
function judge(view, question) {
  let { stage: stage2, machine, isAfterSoak = !1, isToBeCleared: isToBeCleared2 = !1 } = question, evidence = evidenceOf(view, question), before2 = { before: machine.judgedBefore, after: machine.judgedAfter, undo: [] }[stage2], asked2 = gatesFor(view, stage2, isAfterSoak).filter(({ gate }) => !isToBeCleared2 || gate !== "noPendingRestart"), gates = asked2.map((choice, index) => {
    let gate = gateNamed(choice.gate);
    if (gate === void 0) throw new RangeError(`gate ${choice.gate} does not exist`);
    let turn = asked2.slice(0, index).filter(({ gate: gate2 }) => gate2 === choice.gate).length, previous = before2.filter((one) => one.gate === choice.gate)[turn], seen2 = { ...evidence, before: beforeFor(view.plan, machine, choice.gate) }, judgement = gate.judge({ settings: choice.settings, evidence: seen2, now: view.now, previous }), severity = severityFor(view.plan, { stage: stage2, machine: machine.name, gate: choice.gate }, choice.severity), told = { ...choice, severity };
    if (choice.measuring === void 0) return kept(told, judgement);
    let since = machine.lookingSince ?? view.now, { series, ...word } = inSeries(choice.measuring, judgement, { previous, since, now: view.now });
    return { ...kept(told, word), series };
  });
  return combine(gates);
}
function kept({ gate, severity }, judgement) {
  let { verdict, reason, measured, againAt: againAt2, strikes, subjects } = judgement;
  return {
    gate,
    severity,
    verdict,
    reason,
    measured,
    strikes,
    ...againAt2 === void 0 ? {} : { againAt: againAt2 },
    ...subjects === void 0 ? {} : { subjects: [...subjects] }
  };
}
function evidenceOf({ plan, state }, { stage: stage2, machine, entry, updates, left: left2, offered, runner }) {
  return {
    stage: stage2,
    machine: entry,
    before: machine.before ?? void 0,
    after: { before: void 0, after: machine.after, undo: machine.undo?.inspection?.snapshot }[stage2] ?? void 0,
    updates,
    offered,
    held: left2.filter(({ why }) => why === "held"),
    lineage: plan.lineage,
    install: machine.install ?? void 0,
    landing: state.landings.get(landingKey(machine) ?? ""),
    restart: stage2 === "after" ? machine.restart ?? void 0 : void 0,
    settledAt: machine.settledAt ?? void 0,
    runner
  };
}
var weight = { critical: 3, hard: 2, soft: 1, observe: 0 };
function combine(gates) {
  let deciding = gates.filter(({ severity }) => severity !== "observe"), failed2 = deciding.filter(({ verdict: verdict2, againAt: againAt2 }) => verdict2 === "fail" && againAt2 === void 0).sort((a, b) => weight[b.severity] - weight[a.severity]), [gravest] = failed2;
  if (gravest !== void 0) return { verdict: "fail", gates, againAt: null, decisive: gravest };
  let verdict = worst(deciding.map((gate) => gate.verdict)), unclear2 = deciding.filter((gate) => gate.verdict !== "pass"), looks = unclear2.flatMap(({ againAt: againAt2 }) => againAt2 ?? []);
  return {
    verdict,
    gates,
    againAt: looks.length === 0 ? null : Math.min(...looks),
    decisive: unclear2.find((gate) => gate.verdict === verdict) ?? null
  };
}

// src/rollout/decide/service.ts
function turnIn(view, index, sight) {
  let { plan, state } = view;
  if (plan.gates.wave === void 0 && plan.gates.ring === void 0) return;
  let ring = ringOf(state, index);
  if (activeOf(ring) > 0) return;
  if (ring.phase === "open" && ring.wave === 0) {
    let of2 = serviceScopes.find((one) => plan.gates[one] !== void 0 && !isFresh(view, ring, one));
    return of2 !== void 0 && sight.mayBegin() ? { of: of2, side: "before" } : void 0;
  }
  let of = scopesDue(view, index, sight).filter((of2) => plan.gates[of2] !== void 0).find((one) => !hasPassed(ring.service.rounds[one]));
  return of === void 0 || !hasBegun(view, index) ? void 0 : { of, side: "after" };
}
function isFresh({ state, shard }, ring, of) {
  let seen2 = ring.service.before[of];
  return seen2 !== void 0 && seen2.at >= (runOfShard(state.runs, shard)?.at ?? 0);
}
function scopesDue(view, index, sight) {
  let planned2 = plannedRing(view, index), ring = ringOf(view.state, index), { pending, watching } = ring.tally;
  return ring.phase === "judging" ? pending + watching === 0 && sight.isLookedAt() ? ["ring"] : [] : ring.phase !== "open" || pending > 0 && ring.filled < placesIn(planned2, ring.wave) ? [] : pending === 0 && (ring.updated === 0 || planned2.soak === 0) ? ["wave", "ring"] : ["wave"];
}
function hasBegun(view, index) {
  return plannedRing(view, index).machines.some((name) => machineOf(view.state, name).beganAt !== null);
}
function serviceMoves(view, index, turn) {
  if (turn === void 0) return;
  let ring = ringOf(view.state, index), { news, rounds } = ring.service;
  if (news !== null) return [judgedBy(view, index, news)];
  let round = rounds[turn.of];
  return turn.side === "before" || round === void 0 || round.verdict === null || round.againAt !== null ? [] : [answerOf(view, index, turn.of)];
}
function lookAtService(view, index, { of, side }) {
  let ring = ringOf(view.state, index), { news, rounds } = ring.service, isUnderWay2 = [...view.state.inFlight.values()].some((one) => one.kind === "poll" && one.ring === ring.name);
  if (news !== null || isUnderWay2 || side === "after" && owesRound(ring)) return;
  let round = rounds[of];
  return side === "before" || round === void 0 || round.verdict === null ? view.now : round.againAt ?? void 0;
}
var noReadings = {
  machine: noMachine,
  updates: [],
  held: [],
  lineage: []
};
function judgedBy(view, index, news) {
  let { name, service } = ringOf(view.state, index), { of, side, wave } = news, gates = gatesSeen(view, index, news), known = side === "before" ? [] : service.known[of] ?? [], { verdict, againAt: againAt2 } = together(gates, known);
  return { kind: "ringJudged", at: view.now, ring: name, of, side, wave, verdict, gates, againAt: againAt2 };
}
function gatesSeen({ plan, state }, index, { of, side, at, runner }) {
  let { rounds, before: before2, known } = ringOf(state, index).service, round = rounds[of], since = round?.since ?? at;
  return (plan.gates[of] ?? []).map((choice, place) => {
    let gate = gateNamed(choice.gate);
    if (gate === void 0) throw new RangeError(`gate ${choice.gate} does not exist`);
    let evidence = { ...noReadings, stage: side, settledAt: since, runner }, previous = round?.judged[place], look = gate.judge({ settings: choice.settings, evidence, now: at, previous });
    if (side === "before") return kept(choice, look);
    let { series, ...word } = inSeries(choice.measuring ?? oneMeasurement, look, { previous, since, now: at }), isKnown = known[of]?.includes(place) === !0, said = withHistory({ ...kept(choice, word), series }, before2[of]?.gates[place]);
    return isKnown ? { ...said, reason: `${said.reason}; a person has resumed in spite of it` } : said;
  });
}
function withHistory(judged3, before2) {
  if (judged3.verdict !== "fail" || before2?.verdict !== "fail") return judged3;
  let reason = `${judged3.reason}; it was no better before the first machine of the ring was begun with`;
  return { ...judged3, verdict: "inconclusive", reason };
}
function together(gates, known) {
  let asked2 = gates.filter((_, place) => !known.includes(place)), deciding = asked2.filter(({ severity }) => severity !== "observe"), looks = asked2.flatMap(({ againAt: againAt3 }) => againAt3 ?? []), againAt2 = looks.length === 0 ? null : Math.min(...looks), gravest = gravestOf(deciding), isGrave2 = gravest !== void 0 && gravest.severity !== "soft";
  if (gravest !== void 0 && (isGrave2 || againAt2 === null))
    return { verdict: "fail", againAt: null, decisive: gravest };
  let verdict = deciding.length === 0 ? "pass" : worst(deciding.map((gate) => gate.verdict));
  return { verdict, againAt: againAt2, decisive: deciding.find((gate) => gate.verdict === verdict) ?? null };
}
function gravestOf(deciding) {
  return deciding.filter(({ verdict, againAt: againAt2 }) => verdict === "fail" && againAt2 === void 0).sort((a, b) => weight[b.severity] - weight[a.severity])[0];
}
function answerOf(view, index, of) {
  let { plan, state, now } = view, { name, service, wave } = ringOf(state, index), gates = service.rounds[of]?.judged ?? [], { verdict, decisive } = together(gates, service.known[of] ?? []);
  if (decisive === null) throw new RangeError(`no gate of ${serviceText(of, { ring: name, wave })} decides`);
  if (verdict !== "fail" || decisive.severity === "soft")
    return { kind: "ringHeld", at: now, ring: name, failure: heldBy(view, index, { of, gate: decisive }) };
  let before2 = service.before[of]?.gates[gates.indexOf(decisive)];
  return {
    kind: "halted",
    at: now,
    cause: {
      by: "service",
      rule: of === "wave" ? "waveGate" : "ringGate",
      ring: name,
      wave,
      waves: plannedRing(view, index).waves.length,
      gate: decisive.gate,
      severity: decisive.severity,
      measured: decisive.measured,
      before: before2 === void 0 ? null : { verdict: before2.verdict, reason: before2.reason, measured: before2.measured },
      started: plan.rings[index]?.machines.filter((one) => machineOf(state, one).beganAt !== null).length ?? 0
    },
    reason: decisive.reason
  };
}
function heldBy({ plan, state }, index, { of, gate }) {
  let { name: ring, wave } = ringOf(state, index), isBad = gate.verdict === "fail", what = isBad ? "fails" : "gives no clear answer", message = `${gate.gate} ${what} after ${serviceText(of, { ring, wave })}: ${gate.reason}`;
  return failureOf(isBad ? "SERVICE_FAILED" : "SERVICE_UNCLEAR", message, {
    retryable: !0,
    cause: gate.gate,
    next: `the next run asks again; to go on in spite of it: patchring resume --rollout ${plan.rolloutId} --reason "…"`
  });
}

// src/rollout/decide/another-restart.ts
var servicingSignals = ["servicing", "servicingInProgress", "packagesPending", "windowsUpdate"];
function wantsAnother({ boot, before: before2, restarts, failure }) {
  if (boot === null || failure !== null || restarts >= 3) return !1;
  let then = before2?.readings.boot, old = then?.ok === !0 ? then.value.pendingRestart : [];
  return boot.pendingRestart.some((signal) => servicingSignals.includes(signal) && !old.includes(signal));
}

// src/rollout/decide/cluster.ts
var drainAgainAfter = 5 * 6e4;
function needsDrain({ plan }, machine) {
  return plan.cluster === "drain" && machine.facts?.roles.includes("cluster") === !0 && !isDrained(machine);
}
function mayRestart({ plan }, { chosen: chosen3 }) {
  let mine = new Set(chosen3.map(identityOf));
  return plan.updates.some((update) => mine.has(identityOf(update)) && update.restart !== "never");
}
function drain(view, machine, purpose) {
  let common = asked(view, machine, "drain"), job = jobKeyOf(view.plan.rolloutId, machine.name, "drain", common.attempt);
  return { ...common, job, purpose, after: owesResume(machine) ? [...machine.drain?.jobs ?? []] : [] };
}
function resume(view, machine) {
  if (machine.drain === null || !owesResume(machine) || machine.drain.failure !== null) return;
  let common = asked(view, machine, "resume"), job = jobKeyOf(view.plan.rolloutId, machine.name, "resume", common.attempt);
  return { ...common, job, drains: [...machine.drain.jobs] };
}
var onTheWayBack = undoPhases, inHand2 = ["checking", "ready", "installed", "restarted", "verifying", "watching"], looked = ["restarted", "verifying", "undoRestarted", "undoVerifying"];
function answerDrain(view, machine) {
  let { drain: state, phase, install: install2 } = machine;
  if (state === null || machine.inFlight !== null) return [];
  let who = [view, machine], { trouble: trouble2, failure } = state;
  if (owesResume(machine))
    return failure === null || machine.failure !== null && looked.includes(phase) ? [] : onTheWayBack.includes(phase) ? [stranded(who, failure)] : inHand2.includes(phase) ? [failed(who, failure, { severity: "hard", gate: null })] : [];
  if (trouble2 === null) return [];
  if (onTheWayBack.includes(phase)) {
    let isLate = view.now - machine.since >= view.plan.limits.verify;
    return trouble2.retryable && !isLate ? [notReached(who, "after", view.now + drainAgainAfter)] : [stranded(who, trouble2)];
  }
  return inHand2.includes(phase) ? [install2 === null ? skipped(who, trouble2) : failed(who, trouble2, { severity: "hard", gate: null })] : [];
}
function isResuming(machine) {
  return owesResume(machine) && machine.drain?.failure === null;
}
function waitsForFellow({ state }, machine) {
  return machine.cluster === null || owesResume(machine) ? !1 : [...state.machines.values()].filter(
    ({ cluster, name }) => cluster === machine.cluster && name !== machine.name
  ).some(isResuming);
}
function isClusterStuck({ state }, machine) {
  if (machine.cluster === null) return !1;
  let isLeft = (other) => owesResume(other) && (other.drain?.failure ?? null) !== null;
  return [...state.machines.values()].some(
    (other) => other.cluster === machine.cluster && other.name !== machine.name && isLeft(other)
  );
}
function drainToUndo(view, machine) {
  return waitsForFellow(view, machine) ? void 0 : drain(view, machine, "undo");
}
function isClusterBusy({ state }, machine, begun3) {
  let { name, cluster } = machine;
  if (cluster === null) return !1;
  let others = [...state.machines.values()].filter((other) => onTheWayBack.includes(other.phase));
  return waitsForFellow({ state }, machine) ? !0 : [...others, ...begun3].some((other) => other.cluster === cluster && other.name !== name);
}

// src/rollout/decide/after.ts
function verdictAfter(view, machine) {
  if (machine.news?.kind === "verified")
    return judge(view, {
      stage: "after",
      machine,
      entry: entryOf(view, machine.name),
      updates: updatesOf(view, machine),
      left: machine.left,
      runner: machine.news.runner,
      isAfterSoak: machine.phase === "watching"
    });
}
function updatesOf({ plan }, { install: install2, chosen: now }) {
  let keys = new Set([...install2?.updates ?? [], ...now].map(identityOf));
  return plan.updates.filter((update) => keys.has(identityOf(update)));
}

// src/knowledge/supersedence.ts
function isLater(row, than) {
  return row.ubr === null || than.ubr === null ? row.month > than.month : row.ubr > than.ubr;
}
function isOnLineOf(row, other) {
  return row.kind === "baseline" || other.kind === "baseline" || keepsTrain(row) === keepsTrain(other);
}
function contains(row, earlier, lineage) {
  if (!isLater(row, earlier)) return !1;
  let isBetween = (one) => one.kind === "baseline" && one.kb !== null && isLater(one, earlier) && isLater(row, one);
  return isOnLineOf(row, earlier) || lineage.some(isBetween);
}
function containing(kb, rows) {
  let later = rows.filter((row) => row.kb === kb).flatMap((row) => {
    let lineage = rows.filter(({ product }) => product === row.product);
    return lineage.flatMap((other) => other.kb !== null && contains(other, row, lineage) ? other.kb : []);
  });
  return [.../* @__PURE__ */ new Set([kb, ...later])];
}
function withLater({ fixes, exploited }, rows) {
  let known = /* @__PURE__ */ new Map(), all = (kb) => {
    let kbs = known.get(kb) ?? containing(kb, rows);
    return known.set(kb, kbs), kbs;
  };
  return { fixes: new Map([...fixes].map(([cve, kbs]) => [cve, [...new Set(kbs.flatMap(all))]])), exploited };
}

// src/rollout/decide/choose.ts
function choose(view, offer) {
  let { plan, state, now } = view, { machine, facts, hotpatch } = offer, offered = new Map(offer.scan.updates.map((update) => [identityOf(update), update])), installed = hotpatch === void 0 ? [] : Object.values(hotpatch.installedKbs).flatMap((kbs) => kbs ?? []), left2 = [], open = [];
  for (let update of plan.updates) {
    let here = offered.get(identityOf(update)), why = here === void 0 ? whyMissing(view, offer, update, installed) : whyLeft(view, machine, here);
    why !== void 0 ? left2.push(leftOut(update, why)) : here !== void 0 && open.push({ ...update, restart: here.restart });
  }
  if (plan.source.kind === "none" || plan.source.kind === "script") return { chosen: open, left: left2 };
  let grade = hotpatch === void 0 ? unreadGrade : gradeHotpatch(hotpatch, facts, plan.lineage, offer.scan.history), { holds: holds2, hotpatch: mode, lineage: rows } = plan, held = holdsFor({ updates: open, facts, grade, installed, holds: holds2, mode, now, rows }), byHand2 = ({ kbs }) => state.heldByHand.some(({ kb }) => kbs.includes(kb));
  return {
    chosen: held.install.filter((update) => !byHand2(update)),
    left: [
      ...left2,
      ...held.held.map((update) => ({ ...update, kbs: [...update.kbs], why: "held" })),
      ...held.install.filter(byHand2).map((update) => leftOut(update, whyByHand(view, update)))
    ]
  };
}
function leftOut({ updateId, revision, kbs, title }, why) {
  return { updateId, revision, kbs, title, ...why };
}
function whyByHand({ state }, { kbs }) {
  let hold = state.heldByHand.find(({ kb }) => kbs.includes(kb));
  return {
    why: "held",
    reason: `${hold?.kb ?? ""} was held by ${hold?.person ?? "a person"}: ${hold?.reason ?? ""}`,
    remedy: "it is left out for the rest of this rollout",
    blocks: !1
  };
}
function whyLeft({ plan, state }, machine, update) {
  if (plan.restart === "never" && update.restart !== "never")
    return {
      why: "restart",
      reason: `${restartText(update)}, and the policy says restart: never`,
      remedy: "install it by hand, or allow restarts",
      blocks: !1
    };
  let proof = state.proven.get(identityOf(update));
  if (!(machine.ring === 0 || proof !== void 0 && proof.ring < machine.ring))
    return {
      why: "unproven",
      reason: "no machine of an earlier ring installed it and passed its gates",
      remedy: "put a machine that is offered it into an earlier ring",
      blocks: !1
    };
}
function restartText({ restart: restart2, isRestartPredicted }) {
  return isRestartPredicted ? "Windows says that it restarts this machine" : restart2 === "always" ? "its metadata says that it restarts" : "its metadata says that it may restart";
}
function whyMissing({ plan, state }, { machine, facts, scan }, update, installed) {
  let other = scan.updates.find(({ updateId }) => updateId === update.updateId);
  if (other !== void 0)
    return gone(`it is offered in revision ${other.revision}, and revision ${update.revision} was planned`);
  let having = update.kbs.flatMap((kb) => containing(kb, plan.lineage));
  if (having.length === 0 || having.some((kb) => installed.includes(kb))) return;
  let proof = state.proven.get(identityOf(update));
  return machine.ring === 0 ? update.offeredTo.includes(machine.name) ? gone("it was offered here when the plan was made, and is not any more") : void 0 : proof !== void 0 && proof.ring < machine.ring && proof.builds.has(facts.build) ? gone("it is not offered here, and an earlier ring got it on the same Windows") : void 0;
}
function gone(reason) {
  return { why: "gone", reason, remedy: "the vendor may have withdrawn or replaced it: look it up, then make a new plan or resume", blocks: !1 };
}

// src/rollout/decide/control.ts
var significance = 0.05;
function suspectIn({ verdict, againAt: againAt2, decisive }) {
  if (!(verdict !== "fail" || againAt2 !== null || decisive === null || decisive.severity === "critical"))
    return gateNamed(decisive.gate)?.control === void 0 ? void 0 : decisive;
}
function waitsForControl(view, machine, judged3) {
  let { state } = view;
  return state.phase !== "running" || state.stop !== null || suspectIn(judged3) === void 0 ? !1 : underWay2(view, machine).length > 0 || candidates(view, machine).length > 0;
}
function underWay2({ state }, { name }) {
  return [...state.inFlight.values()].filter((effect) => effect.kind === "control" && effect.beside === name);
}
function candidates(view, machine) {
  let { plan, state } = view, known = new Set(machine.control.map((reading) => reading.machine)), room = (plan.control ?? 0) - known.size - underWay2(view, machine).length;
  if (room < 1) return [];
  let { labels } = entryOf(view, machine.name), likeness = ({ name }) => Object.entries(entryOf(view, name).labels).filter(([key, value]) => labels[key] === value).length;
  return [...state.machines.values()].filter(
    (one) => one.phase === "pending" && one.inFlight === null && one.beganAt === null && !known.has(one.name) && isMine(view, one.name)
  ).sort((a, b) => likeness(b) - likeness(a)).slice(0, room);
}
function environmentTrouble(view, machine, judged3) {
  let suspect = suspectIn(judged3);
  if (suspect === void 0) return;
  let shown = [], clean = 0;
  for (let reading of machine.control) {
    let verdict = verdictOn(view, reading, judged3.gates);
    verdict === "shown" && shown.push(reading.machine), verdict === "clean" && (clean += 1);
  }
  if (shown.length === 0) return;
  let { rings, machines } = view.state, alike = [...machines.values()].filter((one) => one.phase === "failed" && one.failedBy?.gate === suspect.gate), through = rings.reduce((sum, { updated, tally }) => sum + updated + tally.watching + tally.failed, 0), patched = { failed: alike.length + 1, of: through + 1 }, control = { failed: shown.length, of: shown.length + clean };
  if (!(chanceOfDifference(patched, control) <= significance))
    return `${suspect.reason}; ${control.failed} of ${control.of} machines that were not updated show the same (${shown.join(", ")})`;
}
function verdictOn(view, reading, judged3) {
  let words = gatesFor(view, "after", !1).flatMap((choice) => {
    let gate = gateNamed(choice.gate), failed2 = judged3.filter((one) => one.gate === choice.gate && one.verdict === "fail");
    if (gate?.control === void 0 || failed2.length === 0) return [];
    let evidence = evidenceOf2(view, reading), { verdict, subjects = [] } = gate.judge({
      settings: choice.settings,
      evidence,
      now: view.now,
      previous: confirmed
    });
    if (verdict !== "fail") return [verdict === "pass" ? "clean" : "unread"];
    let isSame = failed2.some((one) => one.subjects?.some((subject) => subjects.includes(subject)));
    return [gate.control === "absolute" || isSame ? "shown" : "clean"];
  });
  return words.find((word) => word === "shown") ?? words.find((word) => word === "unread") ?? words[0] ?? "unread";
}
var confirmed = { verdict: "fail", reason: "", measured: {}, strikes: 1e3 };
function evidenceOf2(view, { machine: name, snapshot, runner }) {
  let { health } = snapshot.readings, readings = health?.ok === !0 ? {
    ...snapshot.readings,
    health: { ...health, value: { ...health.value, services: health.value.services.map(running) } }
  } : snapshot.readings;
  return {
    stage: "after",
    machine: entryOf(view, name),
    before: { ...snapshot, readings },
    after: snapshot,
    updates: [],
    held: [],
    lineage: view.plan.lineage,
    settledAt: 0,
    runner
  };
}
function running(service) {
  return { ...service, state: "running" };
}

// src/rollout/drift.ts
function surveyedOf({ rows }, pinned) {
  let ids = new Set(pinned.map(({ updateId }) => updateId));
  return rows.flatMap((row) => {
    if (!row.ok) return [];
    let { computerName, domain, productName, build, ubr } = row.facts, isEnrolled = row.hotpatch === void 0 ? null : isEnrolledBy(row.hotpatch), beside = row.scan.updates.filter((update) => !ids.has(update.updateId) && isLasting(update)), others = [...new Set(beside.map(({ updateId }) => updateId))].sort();
    return [{ machine: row.machine, computerName, domain, productName, build, ubr, isEnrolled, others }];
  });
}
var address = /^[\d.]+$/;
function nameOf({ name, labels }) {
  return labels.computerName ?? (address.test(name) ? void 0 : name.split(".")[0]);
}
function isSameName(one, other) {
  return one.slice(0, 15).toLowerCase() === other.slice(0, 15).toLowerCase();
}
function strangerAt(entry, { computerName }) {
  let expected = nameOf(entry);
  if (!(expected === void 0 || isSameName(expected, computerName)))
    return { what: "name", before: expected, after: computerName };
}
function exchangedNotes({ machines }, survey) {
  let entries = new Map(machines.map((entry) => [entry.name, entry]));
  return (survey?.rows ?? []).flatMap((row) => {
    let entry = entries.get(row.machine), found = row.ok && entry !== void 0 ? strangerAt(entry, row.facts) : void 0;
    if (found === void 0) return [];
    let message = `${row.machine} answers as ${found.after}, and ${found.before} was expected: nothing will be begun there.`;
    return [failureOf("MACHINE_EXCHANGED", message, { machine: row.machine })];
  });
}
function driftOf(plan, { entry, surveyed, look }, shown) {
  let { facts } = shown, stranger = strangerAt(entry, facts), known = surveyed ?? look;
  return [
    ...stranger === void 0 ? [] : [stranger],
    ...known === null ? [] : identityChanges(known, facts, stranger !== void 0),
    ...surveyed === null ? [] : [...enrolmentChanges(surveyed, shown), ...offerChanges(plan, surveyed, shown)]
  ];
}
function identityChanges(known, now, isStranger) {
  let full = ({ computerName, domain }) => `${computerName}.${domain}`.toLowerCase(), windows2 = ({ productName, build }) => `${productName} (${build})`, level = ({ build, ubr }) => `${build}.${ubr}`, change2 = (what, of) => of(known) === of(now) ? [] : [{ what, before: of(known), after: of(now) }], product = change2("product", windows2);
  return [
    ...isStranger ? [] : change2("name", full),
    ...product,
    ...product.length > 0 ? [] : change2("build", level)
  ];
}
var enrolled = (is) => is ? "enrolled" : "not enrolled";
function enrolmentChanges({ isEnrolled }, { hotpatch }) {
  let now = hotpatch === void 0 ? null : isEnrolledBy(hotpatch);
  return isEnrolled === null || now === null || isEnrolled === now ? [] : [{ what: "hotpatch", before: enrolled(isEnrolled), after: enrolled(now) }];
}
function offerChanges(plan, { machine, others }, { hotpatch, scan }) {
  let now = new Set(scan.updates.map(identityOf)), installed = Object.values(hotpatch?.installedKbs ?? {}).flatMap((kbs) => kbs ?? []), changes = plan.updates.filter((update) => update.offeredTo.includes(machine) && !now.has(identityOf(update))).map(({ kbs, title }) => {
    let isThere = kbs.some((kb) => containing(kb, plan.lineage).some((one) => installed.includes(one))), name = kbs.join("+") || title;
    return isThere ? { what: "installed", before: `${name} pending`, after: "there already" } : { what: "gone", before: `${name} pending`, after: "not offered" };
  }), known = /* @__PURE__ */ new Set([...others, ...plan.updates.map(({ updateId }) => updateId)]), fresh = scan.updates.filter((update) => !known.has(update.updateId) && isLasting(update));
  return fresh.length > 0 && changes.push({ what: "offered", before: "not offered", after: namesOf2(fresh) }), changes.sort((a, b) => driftKinds.indexOf(a.what) - driftKinds.indexOf(b.what));
}
function namesOf2(updates) {
  return [...new Set(updates.map(({ kbs, title }) => kbs.join("+") || title))].sort().join(", ");
}

// src/rollout/decide/drift.ts
var nothing2 = { told: [], stranger: void 0, changed: void 0 }, surveyedIn = /* @__PURE__ */ new WeakMap();
function surveyedOf2(plan, name) {
  let index = surveyedIn.get(plan);
  return index === void 0 && (index = new Map((plan.surveyed ?? []).map((one) => [one.machine, one])), surveyedIn.set(plan, index)), index.get(name) ?? null;
}
function isUntouched({ beganAt, attempts }) {
  let { install: install2, restart: restart2, uninstall: uninstall2 } = attempts;
  return beganAt === null && install2 === void 0 && restart2 === void 0 && uninstall2 === void 0;
}
function driftAt(view, machine, shown) {
  let { plan, now } = view;
  if (plan.drift === void 0 || !isUntouched(machine)) return nothing2;
  let before2 = {
    entry: entryOf(view, machine.name),
    surveyed: surveyedOf2(plan, machine.name),
    look: machine.look?.facts ?? null
  }, changes = driftOf(plan, before2, shown), grave = changes.filter(isGrave), stranger = grave.find(({ what }) => what === "name"), isPassed = plan.drift === "warn" || ringOf(view.state, machine.ring).lifted.has("RING_DRIFTED");
  return {
    told: JSON.stringify(changes) === JSON.stringify(machine.drift ?? []) ? [] : [{ kind: "machineDrifted", at: now, machine: machine.name, changes: [...changes] }],
    stranger: stranger === void 0 ? void 0 : anotherMachine(machine, stranger),
    changed: grave.length === 0 || isPassed ? void 0 : whyChanged(machine, grave)
  };
}
function anotherMachine(machine, { before: before2, after }) {
  let message = `another machine answers at its address: ${after}, and ${before2} was expected`;
  return trouble(machine, "MACHINE_EXCHANGED", message, { cause: `${before2} -> ${after}` });
}
function whyChanged(machine, changes) {
  let message = `it is not what the plan knew of it: ${changesText(changes)}`;
  return trouble(machine, "MACHINE_DRIFTED", message);
}

// src/rollout/offers.ts
function offerOf(source, { when, facts, hotpatch }) {
  switch (source.kind) {
    case "agent":
    case "script":
      return;
    case "none":
      return { updates: when === "before" ? [restartOnly] : [], source: "none (restart only)" };
    case "packages": {
      let lists = Object.values(hotpatch?.installedKbs ?? {}).filter((kbs) => kbs !== null), isUnread = lists.length === 0;
      return { updates: source.packages.filter((one) => fits2(one, facts)).filter(({ kb }) => isUnread ? when === "before" : !lists.flat().includes(kb)).map(updateOfPackage), source: "packages" };
    }
  }
}
function fits2({ product, build }, facts) {
  return product === void 0 ? build === facts.build : productOf(facts)?.name === product;
}
function whyNoneFits(source, facts) {
  if (source.kind !== "packages" || source.packages.some((one) => fits2(one, facts))) return;
  let others = [...new Set(source.packages.map(whatItIsFor))].join(", ");
  return `no package is for ${facts.productName.trim() || "this Windows"} (build ${facts.build}): the policy has some for ${others}`;
}
function offerIn(source, status) {
  if (status.kind === "scan") return status.result;
  if (status.kind !== "detect" || source.kind !== "script") return;
  let { installed, version } = status.result, found = installed ? `installed${version === null ? "" : `, version ${version}`}` : "not installed";
  return { updates: installed ? [] : [updateOfScripts(source)], source: `script ${source.name} (${found})` };
}

// src/rollout/decide/obstacles.ts
function misfitOf({ plan }, machine, facts) {
  let misfit = whyNoneFits(plan.source, facts);
  return misfit === void 0 ? void 0 : trouble(machine, "PACKAGE_NONE_FITS", misfit);
}
function obstacleIn(machine, { chosen: updates, left: left2 }) {
  let blocking = left2.find(({ blocks }) => blocks);
  if (blocking !== void 0)
    return trouble(machine, "MACHINE_HELD", blocking.reason, { cause: blocking.kbs.join(", "), next: blocking.remedy });
  let unproven = left2.find(({ why }) => why === "unproven");
  if (updates.length > 0 || unproven === void 0) return;
  let name = unproven.kbs.join(", ") || unproven.title;
  return trouble(machine, "UPDATE_UNPROVED", `${name}: ${unproven.reason}`, { next: unproven.remedy });
}

// src/knowledge/install-codes.ts
var storeCorrupt = [
  2147942402,
  2147942413,
  2147943568,
  2147956507,
  2147956498,
  2147956428,
  2148468785,
  2148469122,
  2148469123,
  2148469124,
  2148469126,
  2148469128
], codes = new Map([
  [2149842953, "INSTALL_BUSY"],
  [2149842966, "INSTALL_RESTART_PENDING"],
  [2149851165, "INSTALL_RESTART_PENDING"],
  [2147942512, "INSTALL_DISK_LOW"],
  [2148468766, "PACKAGE_NOT_APPLICABLE"],
  [2147943458, "UPDATE_SERVICE_DISABLED"],
  ...storeCorrupt.map((code) => [code, "INSTALL_STORE_CORRUPT"])
]);
function installFailureCode(hresult) {
  return codes.get(hresult >>> 0) ?? "UPDATE_FAILED";
}
function canRetry(hresult) {
  let retry = hresultOf(hresult)?.retry;
  return retry === "soon" || retry === "later" || retry === "restart";
}

// src/rollout/decide/update-failure.ts
function updateFailure(machine, update) {
  let { hresult, kbs, code: own, note } = update;
  if (own !== void 0) {
    let told = rowOfCode(own);
    return trouble(machine, own, told?.meaning ?? "The script has failed.", {
      ...note === void 0 || note === "" ? {} : { cause: note },
      ...told === void 0 ? {} : { next: told.next }
    });
  }
  let name = kbs.join(", ") || identityOf(update), code = installFailureCode(hresult), cause = describeHresult(hresult), next = hresultOf(hresult)?.advice ?? rowOfCode(code)?.next;
  return trouble(machine, code, `${name} could not be installed (${cause})`, {
    cause,
    retryable: canRetry(hresult),
    ...next === void 0 ? {} : { next }
  });
}

// src/rollout/decide/second-try.ts
function failedUpdates({ install: install2, chosen: wanted2 }) {
  let mine = new Set(wanted2.map(identityOf)), isBad = ({ outcome }) => outcome === "failed" || outcome === "aborted";
  return (install2?.updates ?? []).filter((update) => isBad(update) && mine.has(identityOf(update)));
}
function isTriedAgain({ plan }, machine) {
  let { install: install2, tried } = machine;
  if (install2?.needsRestart !== !0 || plan.restart === "never") return !1;
  let bad = failedUpdates(machine), isCurable = ({ hresult }) => hresultOf(hresult)?.retry === "restart", isFresh2 = (one) => tried.get(identityOf(one)) === 1, goesAlong = ({ outcome, hresult }) => outcome === "aborted" && hresult === 0;
  return bad.some(isCurable) && bad.every((one) => isFresh2(one) && (isCurable(one) || goesAlong(one)));
}
function tryAgain(view, machine) {
  if (!isTriedAgain(view, machine)) return [];
  if (!mayGoOn(view, machine)) return stillFailed(view, machine);
  let bad = new Set(failedUpdates(machine).map(identityOf)), updates = view.plan.updates.filter((update) => bad.has(identityOf(update)));
  return [chosen([view, machine], updates, machine.left)];
}
function stillFailed(view, machine) {
  let [bad] = failedUpdates(machine);
  return bad === void 0 ? [] : [failed([view, machine], updateFailure(machine, bad), { severity: "hard", gate: null })];
}

// src/rollout/decide/machine.ts
var looksAtMost = 3, knockAgainAfter = 2e4;
function answer(view, machine, news) {
  switch (news.kind) {
    case "checked":
      return answerCheck(view, machine, news);
    case "verified":
      return answerVerify(view, machine, news);
    case "notStarted":
      return answerNotStarted(view, machine, news.failure);
    case "failed":
    case "lost":
    case "overdue":
      return [failed([view, machine], about(machine, news.failure), severityOf(machine))];
    default:
      return [];
  }
}
function severityOf({ phase }) {
  return { severity: phase === "clearing" ? "critical" : "hard", gate: null };
}
function answerNotStarted(view, machine, failure) {
  let who = [view, machine];
  if (machine.install !== null) {
    let unfinished2 = failure.code === "EFFECT_WITHDRAWN" ? stillFailed(view, machine) : [];
    return unfinished2.length > 0 ? unfinished2 : failure.code === "EFFECT_WITHDRAWN" ? [done(who, "updated", machine.left)] : [failed(who, about(machine, failure), { severity: "hard", gate: null })];
  }
  return failure.code === "EFFECT_WITHDRAWN" ? [returned(who, failure.message)] : [skipped(who, about(machine, failure))];
}
function answerCheck(view, machine, { snapshot, scan, runner }) {
  let who = [view, machine], { facts, hotpatch } = snapshot.readings;
  if (facts === void 0) throw new RangeError("a check always reads the facts");
  if (!facts.ok && machine.beganAt !== null) return again(view, machine, facts.failure);
  if (machine.beganAt !== null && owesRestart(machine)) {
    let hanging = trouble(
      machine,
      "MACHINE_NOT_BACK",
      "it answers, and the restart that we asked for is still to come"
    );
    return [notBegun(who, hanging)];
  }
  if (!mayBegin(view, machine)) return [returned(who, "it may not be begun with now")];
  if (!facts.ok) return again(view, machine, facts.failure);
  let crowded = machine.cluster === null || machine.beganAt !== null ? void 0 : whyCrowded(view, machine);
  if (crowded !== void 0) return [returned(who, `its group has to wait: ${crowded}`)];
  if (!scan.ok) return again(view, machine, scan.failure);
  let reading = hotpatch?.ok === !0 ? hotpatch.value : void 0, shown = { facts: facts.value, hotpatch: reading, scan: scan.value }, drift = driftAt(view, machine, shown);
  if (drift.stranger !== void 0) return [...drift.told, notBegun(who, drift.stranger)];
  let choice = choose(view, { machine, ...shown }), misfit = misfitOf(view, machine, facts.value) ?? obstacleIn(machine, choice), mayNot = choice.chosen.length === 0 ? void 0 : drift.changed ?? machineUncovered(view, machine), asks = { choice, obstacle: misfit ?? mayNot, offered: scan.value.updates, runner };
  return [...drift.told, ...answerGates(view, machine, asks)];
}
function answerGates(view, machine, { choice, obstacle, offered, runner }) {
  let who = [view, machine];
  if (choice.chosen.length === 0 && obstacle === void 0) return [done(who, "nothingNeeded", choice.left)];
  let notFirst = obstacle === void 0 ? whyNotFirst(view, machine) : void 0;
  if (notFirst !== void 0) return [returned(who, notFirst)];
  let isClearing = obstacle === void 0 && isToBeCleared(view, machine), verdict = judge(view, {
    stage: "before",
    machine,
    entry: entryOf(view, machine.name),
    updates: choice.chosen,
    left: choice.left,
    offered,
    runner,
    isToBeCleared: isClearing
  });
  if (verdict.verdict === "pass" && isClearing) return [];
  if (verdict.verdict === "pass") {
    let told = judged(who, "before", verdict, null);
    return obstacle === void 0 ? [told, chosen(who, choice.chosen, choice.left)] : [told, notBegun(who, obstacle)];
  }
  let isLate = view.now - (machine.lookingSince ?? view.now) >= view.plan.limits.verify;
  return verdict.verdict !== "fail" && (machine.looks < looksAtMost || verdict.againAt !== null && !isLate) ? [judged(who, "before", verdict, verdict.againAt ?? view.now + lookAgainAfter)] : [judged(who, "before", verdict, null), notBegun(who, obstacle ?? gateTrouble(machine, verdict))];
}
function again(view, machine, failure) {
  let who = [view, machine];
  if (failure.retryable && machine.looks < looksAtMost) return [notReached(who, "before", view.now + knockAgainAfter)];
  let isSilent = machine.before?.readings.facts?.ok === !1;
  return machine.beganAt === null || !isSilent || isOurs(failure) ? [notBegun(who, about(machine, failure))] : [
    notBegun(
      who,
      trouble(machine, "MACHINE_UNREACHABLE", "it does not answer since we began with it", { cause: failure.code })
    )
  ];
}
function notBegun(who, failure) {
  return who[1].beganAt === null ? skipped(who, failure) : failed(who, failure, { severity: "hard", gate: null });
}
function owesRestart({ restart: restart2, boot }) {
  return restart2 !== null && boot !== null && compareBoots(restart2.from, boot.bootId) !== "other";
}
function isToBeCleared({ plan }, { boot, uncleared }) {
  return plan.source.kind === "none" || plan.pendingRestart !== "restartFirst" || boot === null ? !1 : boot.pendingRestart.some((signal) => signal !== "fileRename" && !uncleared.includes(signal));
}
function answerVerify(view, machine, { scan }) {
  let who = [view, machine], verdict = verdictAfter(view, machine);
  if (verdict === void 0) return [];
  if (verdict.verdict === "pass" && machine.after?.readings.facts?.ok === !0) {
    let next = scan === null ? [done(who, "updated", machine.left)] : afterRescan(view, machine, scan), looksAgain = next.length === 0;
    return [judged(who, "after", verdict, looksAgain ? view.now + lookAgainAfter : null), ...next];
  }
  let { decisive } = verdict, againAt2 = verdict.verdict === "pass" ? view.now + knockAgainAfter : verdict.againAt;
  if (waitsForControl(view, machine, verdict)) return [];
  let environment = environmentTrouble(view, machine, verdict);
  if (environment !== void 0) {
    let suspected = trouble(machine, "ENVIRONMENT_SUSPECTED", environment, { retryable: !0 });
    return [
      judged(who, "after", { ...verdict, verdict: "inconclusive" }, null),
      unclear(who, suspected, decisive?.gate ?? null)
    ];
  }
  if (verdict.verdict === "fail" && againAt2 === null) {
    let blame = { severity: decisive?.severity ?? "hard", gate: decisive?.gate ?? null };
    return [judged(who, "after", verdict, null), failed(who, gateTrouble(machine, verdict), blame)];
  }
  let isLate = view.now - (machine.lookingSince ?? view.now) >= view.plan.limits.verify;
  return againAt2 !== null && !isLate ? [judged(who, "after", verdict, againAt2)] : [judged(who, "after", verdict, null), ...giveUp(view, machine, gateTrouble(machine, verdict), decisive?.gate)];
}
function giveUp(view, machine, failure, gate) {
  let readings = Object.values(machine.after?.readings ?? {}), silent2 = readings.find((reading) => reading !== void 0 && !reading.ok);
  if (readings.some((reading) => reading?.ok === !0) || silent2 === void 0 || silent2.ok)
    return [unclear([view, machine], failure, gate ?? null)];
  let message = "it does not answer since it was updated", cause = silent2.failure.code;
  return [
    failed([view, machine], trouble(machine, "MACHINE_UNREACHABLE", message, { cause }), {
      severity: "hard",
      gate: null
    })
  ];
}
function afterRescan(view, machine, scan) {
  let who = [view, machine];
  if (!scan.ok && scan.failure.code === "EFFECT_WITHDRAWN") return [done(who, "updated", machine.left)];
  if (!scan.ok) return machine.looks < looksAtMost ? [] : [unclear(who, about(machine, scan.failure), null)];
  let had = new Set(installedBy(machine.install)), twice = scan.value.updates.find((update) => had.has(identityOf(update)));
  if (twice !== void 0) {
    let name = twice.kbs.join(", ") || twice.title, lie = view.plan.source.kind === "script" ? trouble(machine, "SCRIPT_NOT_DETECTED", `${name} ended well, and detect does not find it after the restart`) : trouble(machine, "UPDATE_LOOP", `${name} was installed and is offered again`);
    return [failed(who, lie, { severity: "hard", gate: null })];
  }
  let { facts, hotpatch } = machine.after?.readings ?? {};
  if (facts?.ok !== !0 || !mayGoOn(view, machine)) return [done(who, "updated", machine.left)];
  let reading = hotpatch?.ok === !0 ? hotpatch.value : void 0, more = choose(view, { machine, facts: facts.value, hotpatch: reading, scan: scan.value }), fresh = more.chosen.filter((update) => !triedBy(machine.install).has(identityOf(update))), hasObstacle = more.left.some(({ blocks }) => blocks);
  return fresh.length === 0 || hasObstacle ? [done(who, "updated", machine.left)] : [chosen(who, fresh, machine.left)];
}
function installedBy(install2) {
  return (install2?.updates ?? []).filter(({ outcome }) => outcome === "installed").map(identityOf);
}
function triedBy(install2) {
  return new Set((install2?.updates ?? []).map(identityOf));
}
function answerInstall(view, machine) {
  let who = [view, machine], { install: install2 } = machine;
  if (install2 === null) return [];
  let bad = install2.updates.find(({ outcome }) => outcome === "failed" || outcome === "aborted");
  if (bad !== void 0 && isTriedAgain(view, machine)) return [];
  if (bad !== void 0) return [failed(who, updateFailure(machine, bad), { severity: "hard", gate: null })];
  if (installedBy(install2).length === 0) {
    let gone2 = install2.updates.find(({ outcome }) => outcome === "notOffered");
    if (gone2 === void 0) return [done(who, "nothingNeeded", machine.left)];
    let name = gone2.kbs.join(", ") || identityOf(gone2);
    return [skipped(who, trouble(machine, "UPDATE_GONE", `${name} was offered, and gone when it was to be installed`))];
  }
  return !install2.needsRestart || view.plan.restart !== "never" ? [] : [failed(who, trouble(machine, "RESTART_FORBIDDEN", "the update needs a restart after all, and the policy says restart: never"), { severity: "hard", gate: null })];
}

// src/rollout/decide/undo-look.ts
var looksAtMost2 = 3, ours = ["servicing", "servicingInProgress", "packagesPending", "windowsUpdate"];
function answerUninstall(view, machine) {
  let kept2 = machine.undo?.uninstall?.kept[0];
  if (kept2 === void 0) return [];
  let { source } = view.plan, isOwn = source.kind === "script", message = `${isOwn ? source.name : kept2.package} could not be removed: ${kept2.reason}`, next = isOwn ? byHand(machine, source) : wayOut(machine, kept2);
  return [stranded([view, machine], trouble(machine, kept2.code ?? "UNINSTALL_FAILED", message, { next }))];
}
function byHand({ name }, { name: what, detect }) {
  return `remove ${what} from ${name} by hand; it is gone when ${detect.file} says so`;
}
var hopeless = [2148468773, 2148468785, 2148468767, 2147956498];
function forwardOrRestore({ name, facts }) {
  let backup = facts?.isDomainController === !0 ? "a backup of its system state, never a snapshot" : "a backup";
  return `go forward with the next update that mends it, or restore ${name} from ${backup}`;
}
function restartByHand({ name }) {
  return `restart ${name} (Restart-Computer -ComputerName ${name}), then ask for the rollback again`;
}
function wayOut({ name, facts }, { package: id, hresult, code }) {
  return code === "UNDO_RESTART_PENDING" ? restartByHand({ name }) : code !== void 0 || hopeless.includes(hresult) || !packageNamePattern.test(id) ? forwardOrRestore({ name, facts }) : `Invoke-Command -ComputerName ${name} { Remove-WindowsPackage -Online -PackageName ${id} -NoRestart }`;
}
function answerUndoLook(view, machine, { snapshot, scan }) {
  let who = [view, machine], { facts, boot } = snapshot.readings, isLate = view.now - (machine.lookingSince ?? view.now) >= view.plan.limits.verify, again2 = [notReached(who, "after", view.now + knockAgainAfter)], unread = facts?.ok === !0 ? boot : facts;
  if (facts?.ok !== !0 || boot?.ok !== !0) {
    if (!isLate) return again2;
    let cause = unread?.ok === !1 ? unread.failure.code : "nothing was read";
    return [stranded(who, trouble(machine, "MACHINE_UNREACHABLE", "it does not answer since it was undone", { cause }))];
  }
  if (boot.value.isServicing && !isLate) return again2;
  if (scan?.ok === !1) return isLate ? [stranded(who, about(machine, scan.failure))] : again2;
  let { source } = view.plan;
  if (source.kind === "script" && scan?.value.updates.length === 0) {
    let message = `${source.detect.file} still finds ${source.name} after the undo`;
    return [stranded(who, trouble(machine, "MACHINE_STRANDED", message, { next: byHand(machine, source) }))];
  }
  let built = otherBuild(machine, facts.value), why = built ?? whyNotBack(machine, snapshot.readings, boot.value);
  if (why === void 0) return [undone(who)];
  if (built === void 0 && machine.looks < looksAtMost2 && !isLate) return again2;
  let next = `Invoke-Command -ComputerName ${machine.name} { Get-WindowsPackage -Online | Sort-Object InstallTime | Select-Object -Last 5 PackageName, PackageState }`;
  return [stranded(who, trouble(machine, "MACHINE_STRANDED", why, { next }))];
}
function otherBuild({ buildBefore: before2 }, { build, ubr }) {
  if (before2 !== null && before2.build === build && before2.ubr === ubr) return;
  let was = before2 === null ? "unknown" : `${before2.build}.${before2.ubr}`;
  return `the build is ${build}.${ubr} after the undo, and was ${was} before the update`;
}
function whyNotBack({ install: install2, undo: undo2 }, readings, boot) {
  let { packages, hotpatch } = readings, removed = new Set(undo2?.uninstall?.removed.map((name) => name.toLowerCase()));
  if (packages?.ok === !1 && removed.size > 0)
    return `the build is the one before, and the packages could not be listed (${packages.failure.code})`;
  let left2 = packages?.ok === !0 ? packages.value.find((name) => removed.has(name.toLowerCase())) : void 0;
  if (left2 !== void 0) return `the build is the one before, and ${left2} is still there`;
  let mine = new Set(installedBy(install2)), kbs = install2?.updates.filter((update) => mine.has(identityOf(update))).flatMap((update) => update.kbs), listed = hotpatch?.ok === !0 ? hotpatch.value.installedKbs.quickFix : null, kb = kbs?.find((one) => listed?.includes(one));
  if (kb !== void 0) return `the build is the one before, and ${kb} is still listed`;
  let signal = boot.pendingRestart.find((one) => ours.includes(one));
  return signal === void 0 ? void 0 : `the build is the one before, and a restart is still pending (${signal})`;
}

// src/rollout/decide/undo-inspection.ts
function answerInspection(view, machine) {
  let inspection = machine.undo?.inspection ?? null;
  if (inspection === null || inspection.snapshot.readings.facts?.ok !== !0) return [];
  let who = [view, machine], why = whyNotRemovable(machine, inspection);
  if (why !== void 0) return [stranded(who, about(machine, why))];
  if (view.plan.gates.undo === void 0) return [];
  let mine = new Set(installedBy(machine.install)), verdict = judge(view, {
    stage: "undo",
    machine,
    entry: entryOf(view, machine.name),
    updates: view.plan.updates.filter((update) => mine.has(identityOf(update))),
    left: machine.left,
    runner: inspection.runner
  });
  if (verdict.verdict === "pass") return [];
  let failure = gateTrouble(machine, verdict), next = `mend what the gate says, then ask for the rollback again; until then ${machine.name} keeps its update`;
  return [judged(who, "undo", verdict, null), stranded(who, { ...failure, code: "UNDO_GATE_FAILED", next })];
}
function whyNotRemovable(machine, { snapshot }) {
  let { removal } = snapshot.readings;
  if (removal?.ok !== !0) return;
  let next = forwardOrRestore(machine), { lastResetBase, permanent, superseded: superseded2, waiting } = removal.value, [lost] = superseded2 ?? [];
  if (lost !== void 0) return supersededBy(machine, lost);
  if (lastResetBase !== null && Date.parse(lastResetBase) > beganThere(machine, snapshot)) {
    let message2 = `the component store was cleaned with ResetBase at ${lastResetBase}, after the update: nothing older can be restored`;
    return failureOf("UNDO_BASE_RESET", message2, { next });
  }
  let [name] = permanent ?? [];
  if (name !== void 0)
    return failureOf("UNDO_PERMANENT", `${name} calls itself permanent: it cannot be removed`, { next });
  if (waiting == null || waiting.length === 0 || restartsFirst(machine)) return;
  let message = `nothing can be taken away while other changes wait for a restart (${waiting.join(", ")})`;
  return failureOf("UNDO_RESTART_PENDING", message, { next: restartByHand(machine) });
}
function supersededBy(machine, { package: name, by }) {
  let rival = by.join(", ") || "a later package that is not listed", message = `somebody else has installed ${rival} since, which supersedes ${name}: taking that away brings nothing back`, first = by.length === 0 ? "" : `remove ${rival} by hand and ask for the rollback again, or `;
  return failureOf("UNDO_SUPERSEDED", message, { next: `${first}${forwardOrRestore(machine)}` });
}
function restartsFirst({ undo: undo2, boot, cluster }) {
  let removal = undo2?.inspection?.snapshot.readings.removal;
  return undo2 === null || undo2.hasRestarted || boot === null || cluster !== null || removal?.ok !== !0 ? !1 : (removal.value.waiting ?? []).length > 0;
}
function beganThere({ beganAt }, { at, readings }) {
  let ahead = readings.facts?.ok === !0 ? Date.parse(readings.facts.value.clock) - at : 0;
  return (beganAt ?? 0) + ahead;
}

// src/rollout/decide/steps.ts
function nextEffect(view, machine) {
  if (machine.inFlight !== null || view.state.stop !== null) return;
  if (view.state.superseded !== null) return acknowledge(view, machine);
  let isDue = machine.lookAt === null || machine.lookAt <= view.now, back = isDrainNeeded(view, machine) ? void 0 : resume(view, machine);
  if (back !== void 0) return back;
  let paid = payment(view, machine);
  if (paid !== void 0) return paid;
  switch (machine.phase) {
    case "suspect":
      return view.state.phase === "running" && !waitsForDrill(view, machine) ? check(view, machine) : void 0;
    case "checking":
      return machine.beganAt === null && !mayBegin(view, machine) ? void 0 : machine.news !== null || isMadeReady(machine) && isToBeCleared(view, machine) ? clear(view, machine) : isDue && view.state.phase === "running" ? check(view, machine) : void 0;
    case "ready":
      return mayBegin(view, machine) || machine.install !== null ? install(view, machine) : void 0;
    case "installed":
      return machine.install?.needsRestart === !0 ? restart(view, machine) : verify(view, machine);
    case "restarted":
      return !isDue || machine.news !== null ? void 0 : (wantsAnother(machine) ? restart(view, machine) : void 0) ?? verify(view, machine);
    case "verifying":
    case "watching":
      return isDue && machine.news === null ? verify(view, machine) : void 0;
    case "failed":
      return view.state.phase !== "running" && machine.diagnosis === null ? diagnose(view, machine) : acknowledge(view, machine);
    case "undone":
      return hide(view, machine) ?? show(view, machine) ?? acknowledge(view, machine);
    case "pending":
    case "done":
    case "skipped":
    case "unclear":
    case "stranded":
    case "excluded":
      return acknowledge(view, machine);
    default:
      return;
  }
}
function check(view, machine) {
  let common = asked(view, machine, "check");
  return { ...common, job: jobKeyOf(view.plan.rolloutId, machine.name, "scan", common.attempt) };
}
function isDrainNeeded(view, machine) {
  let { phase, install: done3 } = machine;
  if (!isDrained(machine) || isLeaving(view, machine) || !mayGoOn(view, machine)) return !1;
  switch (phase) {
    case "ready":
      return mayBegin(view, machine) || done3 !== null;
    case "checking":
      return isToBeCleared(view, machine);
    case "installed":
      return done3?.needsRestart === !0;
    case "restarted":
      return wantsAnother(machine);
    default:
      return !1;
  }
}
function isMadeReady(machine) {
  return isDrained(machine) || machine.steps !== null && machine.steps.ready.length > 0;
}
function readied(view, machine, next) {
  let step2 = before(view, machine, "update");
  if (step2 !== notNow)
    return step2 ?? next();
}
function clear(view, machine) {
  return machine.boot === null ? void 0 : readied(view, machine, () => clearNow(view, machine));
}
function clearNow(view, machine) {
  if (machine.boot !== null)
    return needsDrain(view, machine) ? drain(view, machine, "update") : { ...asked(view, machine, "restart"), ifStillOn: machine.boot.bootId, purpose: "clear" };
}
function install(view, machine) {
  return mayGoOn(view, machine) ? readied(view, machine, () => installNow(view, machine)) : void 0;
}
function installNow(view, machine) {
  if (mayRestart(view, machine) && needsDrain(view, machine)) return drain(view, machine, "update");
  let common = asked(view, machine, "install"), job = jobKeyOf(view.plan.rolloutId, machine.name, "install", common.attempt);
  return { ...common, job, updates: [...machine.chosen] };
}
function restart(view, machine) {
  let { boot } = machine;
  if (!(!mayGoOn(view, machine) || boot === null))
    return readied(view, machine, () => needsDrain(view, machine) ? drain(view, machine, "update") : { ...asked(view, machine, "restart"), ifStillOn: boot.bootId, purpose: "update" });
}
function verify(view, machine) {
  let { plan, state } = view, common = asked(view, machine, "verify"), mayScan = (machine.phase === "restarted" || machine.phase === "verifying" && machine.restart !== null) && machine.rescans < plan.passes && state.phase === "running";
  return {
    ...common,
    purpose: machine.phase === "watching" ? "soak" : "update",
    scan: mayScan ? jobKeyOf(plan.rolloutId, machine.name, "rescan", common.attempt) : null,
    eventsSince: eventsSince(machine)
  };
}
function watch(view, machine) {
  let effect = verify(view, machine);
  return effect.kind === "verify" ? { ...effect, purpose: "soak", scan: null } : effect;
}
function acknowledge(view, machine) {
  let tries = machine.attempts.acknowledge ?? 0, hidings = (machine.attempts.hide ?? 0) + (machine.attempts.show ?? 0), { check: checks = 0, stage: stagings = 0, uninstall: undoings = 0 } = machine.attempts, visits = checks + stagings + undoings + hidings;
  if (!(machine.finishedJobs.length === 0 || tries > visits))
    return asked(view, machine, "acknowledge");
}
function undo(view, machine) {
  if (machine.inFlight !== null || view.state.stop !== null) return;
  if (isLeaving(view, machine)) return payment(view, machine);
  if (machine.news !== null) return;
  let isDue = machine.lookAt === null || machine.lookAt <= view.now;
  switch (machine.phase) {
    case "uninstalled":
      return machine.undo?.uninstall?.needsRestart === !0 ? undoRestart(view, machine) : undoVerify(view, machine);
    case "undoRestarted":
      return machine.undo?.uninstall === null ? inspect(view, machine) : wantsAnother(machine) ? undoRestart(view, machine) : undoVerify(view, machine);
    case "undoVerifying":
      return isDue ? undoVerify(view, machine) : void 0;
    case "uninstalling":
      return isDue ? uninstall(view, machine) : void 0;
    case "undoChecking":
      return machine.undo?.inspection === null ? inspect(view, machine) : isDue ? (restartsFirst(machine) ? undoRestart(view, machine) : void 0) ?? takeBack(view, machine) : void 0;
    default:
      return machine.diagnosis === null ? diagnose(view, machine) : firstUndo(view, machine);
  }
}
function firstUndo(view, machine) {
  if (view.state.stop === null)
    return isInspected(view, machine) ? inspect(view, machine) : takeBack(view, machine);
}
function hide(view, machine) {
  let mine = new Set(installedBy(machine.install)), updates = view.plan.updates.filter((update) => mine.has(identityOf(update)));
  if (machine.hiding !== null || view.plan.source.kind !== "agent" || updates.length === 0 || view.state.lifted !== null) return;
  let common = asked(view, machine, "hide");
  return {
    ...common,
    job: jobKeyOf(view.plan.rolloutId, machine.name, "hide", common.attempt),
    updates: updates.map(({ updateId, revision }) => ({ updateId, revision }))
  };
}
function show(view, machine) {
  if (view.state.lifted === null || machine.showing !== null) return;
  let updates = hiddenUpdates(view.plan, machine);
  if (updates.length === 0) return;
  let common = asked(view, machine, "show");
  return { ...common, job: jobKeyOf(view.plan.rolloutId, machine.name, "show", common.attempt), updates: [...updates] };
}
function diagnose(view, machine) {
  return { ...asked(view, machine, "diagnose"), eventsSince: eventsSince(machine) };
}
function eventsSince({ before: before2 }) {
  let facts = before2?.readings.facts;
  return facts?.ok === !0 ? Date.parse(facts.value.clock) : null;
}
function hasChanged({ plan }, { install: result }) {
  return plan.source.kind === "script" ? !0 : installedBy(result).length > 0 || result?.needsRestart === !0;
}
function takeBack(view, machine) {
  return hasChanged(view, machine) ? uninstall(view, machine) : undoVerify(view, machine);
}
function isInspected({ plan }, machine) {
  let { kind } = plan.source, asks = kind === "agent" || kind === "packages" || kind === "script" && plan.gates.undo !== void 0, may = machinePhases[machine.phase];
  return asks && installedBy(machine.install).length > 0 && may.includes("undoChecking");
}
function inspect(view, machine) {
  return { ...asked(view, machine, "inspect"), ...brought(machine) };
}
function uninstall(view, machine) {
  let step2 = before(view, machine, "undo");
  if (step2 !== void 0 && step2 !== notNow) return step2;
  if ((machine.drain?.trouble ?? null) !== null) return resume(view, machine) ?? drainToUndo(view, machine);
  if (view.plan.source.kind !== "none" && needsDrain(view, machine)) return drainToUndo(view, machine);
  let common = asked(view, machine, "uninstall"), mine = new Set(installedBy(machine.install)), kbs = machine.install?.updates.filter((update) => mine.has(identityOf(update))).flatMap((update) => update.kbs);
  return {
    ...common,
    job: jobKeyOf(view.plan.rolloutId, machine.name, "uninstall", common.attempt),
    ...brought(machine),
    kbs: [...new Set(kbs)]
  };
}
function brought({ install: done3 }) {
  let added = done3?.packagesAdded;
  return {
    packagesBefore: [...done3?.packagesBefore ?? []],
    ...added === void 0 ? {} : { packagesAdded: added }
  };
}
function undoRestart(view, machine) {
  if (machine.boot !== null)
    return { ...asked(view, machine, "restart"), ifStillOn: machine.boot.bootId, purpose: "undo" };
}
function undoVerify(view, machine) {
  let { plan } = view, back = resume(view, machine);
  if (back !== void 0) return back;
  let common = asked(view, machine, "verify"), scan = plan.source.kind === "script" ? jobKeyOf(plan.rolloutId, machine.name, "undoscan", common.attempt) : null;
  return { ...common, purpose: "undo", scan, eventsSince: null };
}

// src/rollout/decide/timing.ts
function skipFrozen(view, index) {
  return view.plan.calendar === void 0 || view.plan.calendar.freezes.length === 0 ? [] : pendingIn(view, index).flatMap((machine) => {
    let freeze = freezeOf(view, machine);
    if (freeze === void 0) return [];
    let why = `it is frozen until ${new Date(freeze.until - 1).toISOString().slice(0, 10)}: ${freeze.reason}`;
    return [skipped([view, machine], trouble(machine, "MACHINE_FROZEN", why, { retryable: !0 }))];
  });
}
function whyTooShort(view, index) {
  let once = lengthIn(view, index), left2 = once === 0 ? [] : pendingIn(view, index).filter((machine) => !waitsForDrill(view, machine)), [longest, length] = [0, once];
  for (let machine of left2) {
    let { window } = slotFor(view, machine);
    if (length = lengthFor(view, machine), window === null || window.duration >= length) return;
    longest = Math.max(longest, window.duration);
  }
  if (left2.length === 0) return;
  let { name } = plannedRing(view, index), learned = isLearned(view, index) ? " (95 of 100 of its machines so far took no longer)" : "", thrice = length === once ? "" : ` (update, undo and update again, ${formatDuration(once)} each)`, takes = `${formatDuration(length)}${thrice}${learned}`, message = `a machine of ${name} takes up to ${takes}, and the longest window of those that are left lasts ${formatDuration(longest)}`;
  return failureOf("RING_WINDOW_SHORT", message);
}
function pendingIn(view, index) {
  let { state } = view, ring = ringOf(state, index);
  return plannedRing(view, index).machines.flatMap((name) => {
    let machine = machineOf(state, name);
    return machine.phase === "pending" && machine.inFlight === null && isInScope(view, ring, machine) ? [machine] : [];
  });
}

// src/rollout/decide/ring.ts
var watchedAtOnce = 50;
function ringMoves(view) {
  let { state, now } = view;
  if (state.phase !== "running" || state.stop !== null) return [];
  let index = currentRing(state);
  if (index === void 0) return conclude(view);
  let ring = ringOf(state, index), said = { at: now, ring: ring.name };
  switch (ring.phase) {
    case "waiting":
      return whyClosed(view, index) === void 0 ? openingOf(view, index) : [];
    case "open":
      return openRingMoves(view, index);
    case "soaking":
      return ring.soakUntil !== null && ring.soakUntil <= now ? [{ kind: "ringJudging", ...said }] : [];
    case "judging":
      return judgingRingMoves(view, index);
    case "held":
    case "passed":
      return [];
  }
}
function conclude(view) {
  let { state, now } = view, machines = [...state.machines.values()];
  if (state.inFlight.size > 0 || machines.some((machine) => nextEffect(view, machine) !== void 0)) return [];
  let isNothing = !machines.some(({ result }) => result === "updated");
  return [{ kind: "concluded", at: now, conclusion: isNothing ? "nothing-to-do" : "succeeded" }];
}
function whyClosed(view, index) {
  let { state, now } = view, planned2 = plannedRing(view, index), opensAt = countedFrom(view.plan, state.begunAt) + planned2.opens;
  if (opensAt > now) return { why: "opens", until: opensAt };
  if (planned2.approval === "required" && !state.approvals.has(planned2.name)) return { why: "approval", until: null };
  let run = runOfShard(state.runs, view.shard);
  if (run !== null && run.ring !== null && run.ring !== planned2.name) return { why: "scope", until: null };
}
function openRingMoves(view, index) {
  let { state, now } = view, ring = ringOf(state, index), planned2 = plannedRing(view, index), said = { at: now, ring: ring.name }, frozen = ring.tally.pending > 0 ? skipFrozen(view, index) : [];
  if (frozen.length > 0) return frozen;
  let hold = whyDrillHeld(view, index) ?? whyHeld(view, index) ?? whyNotAround(view, index);
  if (hold !== void 0) return [{ kind: "ringHeld", ...said, failure: hold }];
  if (activeOf(ring) > 0 || isTakenBack(view, index)) return [];
  let service = serviceMoves(view, index, serviceTurn(view, index));
  if (service !== void 0) return service;
  if (ring.tally.pending > 0) {
    let all = everybodys(view), spent = whySpent(all, index) ?? whyTooShort(all, index);
    return spent !== void 0 ? [{ kind: "ringHeld", ...said, failure: spent }] : !(ring.filled >= placesIn(planned2, ring.wave)) || owesAfter(ring.steps.wave) || pickable(view, index).next().done === !0 ? [] : [{ kind: "waveOpened", ...said, wave: ring.wave + 1, size: planned2.waves[ring.wave] ?? ring.tally.pending }];
  }
  if (owesRound(ring)) return [];
  let gone2 = whyGone(ring);
  return gone2 !== void 0 ? [{ kind: "ringHeld", ...said, failure: gone2 }] : ring.updated === 0 || planned2.soak === 0 ? [{ kind: "ringPassed", ...said }] : [{ kind: "ringSoaking", ...said, until: (ring.lastEndedAt ?? now) + planned2.soak }];
}
function judgingRingMoves(view, index) {
  let { state, now } = view, ring = ringOf(state, index), said = { at: now, ring: ring.name }, hold = whyHeld(view, index);
  return hold !== void 0 ? [{ kind: "ringHeld", ...said, failure: hold }] : activeOf(ring) > 0 || ring.tally.watching > 0 ? [] : ring.tally.pending > 0 ? [{ kind: "ringOpened", ...said }] : unwatched(everybodys(view), index).next().done !== !0 ? [] : serviceMoves(view, index, serviceTurn(view, index)) ?? [{ kind: "ringPassed", ...said }];
}
function serviceTurn(view, index) {
  return turnIn(view, index, {
    mayBegin: () => pickable(view, index).next().done !== !0,
    isLookedAt: () => unwatched(everybodys(view), index).next().done === !0
  });
}
function whyHeld(view, index) {
  let { state } = view, ring = ringOf(state, index), { maxSkipped } = plannedRing(view, index), { skipped: skipped3, unclear: unclear2 } = ring.tally, drifted2 = whyDrifted(view, ring, machinesIn(view, index));
  if (drifted2 !== void 0) return drifted2;
  if (skipped3 > maxSkipped && !ring.lifted.has("RING_SKIPPED_TOO_MANY")) {
    let first = machinesIn(view, index).find(({ phase }) => phase === "skipped");
    return failureOf(
      "RING_SKIPPED_TOO_MANY",
      `${skipped3} of ${ring.name} could not be begun with (limit ${maxSkipped})`,
      {
        retryable: !0,
        ...reasonOf(first)
      }
    );
  }
  let outage = unclear2 === 0 ? void 0 : machinesIn(view, index).find(isEverybodys);
  if (outage !== void 0) {
    let message = `what failed in ${ring.name} fails on machines that were not updated as well`;
    return failureOf("ENVIRONMENT_SUSPECTED", message, { retryable: !0, ...reasonOf(outage) });
  }
  let limit = limitIfFailed(view, index);
  if (limit !== void 0) {
    let first = machinesIn(view, index).find(({ phase }) => phase === "unclear");
    return failureOf("RING_UNCLEAR", `${unclear2} of ${ring.name} gave no clear answer (limit ${limit})`, {
      retryable: !0,
      ...reasonOf(first)
    });
  }
}
function isEverybodys({ phase, failure }) {
  return phase === "unclear" && failure?.code === "ENVIRONMENT_SUSPECTED";
}
function reasonOf(machine) {
  if (machine === void 0 || machine.failure === null) return {};
  let { code, message, next } = machine.failure;
  return { machine: machine.name, cause: `${code}: ${message}`, ...next === void 0 ? {} : { next } };
}
function whyGone(ring) {
  if (ring.lifted.has("UPDATE_GONE")) return;
  let missed = [...ring.gone].find(([identity]) => !ring.offered.has(identity))?.[1];
  if (missed === void 0) return;
  let name = missed.kbs.join(", ") || missed.title;
  return failureOf("UPDATE_GONE", `${name} is offered to no machine of ${ring.name} any more: ${missed.reason}`, {
    retryable: !0,
    next: missed.remedy
  });
}
function machinesIn(view, index) {
  return plannedRing(view, index).machines.map((name) => machineOf(view.state, name));
}
function pickable(view, index) {
  return admitted(view, beginnable(view, index));
}
function whySpent(view, index) {
  if (pickable(view, index).next().done === !0)
    for (let machine of beginnable(view, index)) {
      let why = whyCrowded(view, machine);
      if (why !== void 0)
        return failureOf("RING_GROUP_SPENT", `${machine.name} waits for its group: ${why}`, {
          retryable: !0,
          machine: machine.name
        });
    }
}
function* beginnable(view, index) {
  for (let name of plannedRing(view, index).machines) {
    let machine = machineOf(view.state, name);
    machine.phase !== "pending" || machine.inFlight !== null || !mayBegin(view, machine) || waitsForDrill(view, machine) || fits(view, machine) && (yield machine);
  }
}
function* unwatched(view, index) {
  let ring = ringOf(view.state, index);
  for (let machine of machinesIn(view, index)) {
    if (!isMine(view, machine.name)) continue;
    machine.phase === "done" && machine.result === "updated" && machine.before !== null && machine.since < ring.since && (yield machine);
  }
}
function ringEffects(view) {
  let { state } = view, index = currentRing(state);
  if (index === void 0 || state.phase !== "running" || state.stop !== null) return [];
  let ring = ringOf(state, index);
  if (ring.phase === "open" && ring.wave > 0) {
    let room = isDrillOpen(ring) ? 1 : roomIn(view, index), picks = take(pickable(view, index), Math.min(room, roomIn(view, index))), [first] = picks, step2 = first === void 0 ? void 0 : beforeRing(view, first);
    return step2 === notNow ? [] : step2 === void 0 ? picks.map((machine) => check(view, machine)) : [step2];
  }
  return ring.phase !== "judging" ? [] : take(unwatched(view, index), watchedAtOnce - ring.tally.watching).filter((machine) => machine.inFlight === null).map((machine) => watch(view, machine));
}
function take(all, count2) {
  let taken = [];
  if (count2 < 1) return taken;
  for (let item of all)
    if (taken.push(item), taken.length >= count2) break;
  return taken;
}

// src/rollout/decide/staging.ts
function stageEffects(view) {
  let { plan, state } = view;
  if (plan.stage === null || state.phase !== "running" || state.stop !== null) return [];
  let next = nextRing(view), updates = next === void 0 ? [] : updatesFor(view, next.ring);
  if (next === void 0 || updates.length === 0) return [];
  let room = roomToStage(view, plan.stage.atOnce), effects = [];
  for (let name of plannedRing(view, next.ring).machines) {
    if (room < 1) break;
    let machine = machineOf(state, name), until = mayStage(view, machine) ? beginsAt(view, machine, next.from) : null;
    until === null || until <= view.now || until > view.now + plan.stage.before || againAt(machine) > view.now || slotFor(view, machine).blackoutAt(view.now) === void 0 && (effects.push(stage(view, machine, updates, until)), room -= 1);
  }
  return effects;
}
function nextStagingAt(view) {
  let { plan, state, now } = view;
  if (plan.stage === null || state.phase !== "running" || state.stop !== null) return null;
  let next = nextRing(view);
  if (next === void 0 || updatesFor(view, next.ring).length === 0) return null;
  let earliest = null;
  for (let name of plannedRing(view, next.ring).machines) {
    let machine = machineOf(state, name), until = mayStage(view, machine) ? beginsAt(view, machine, next.from) : null, at = until === null ? null : afterBlackout(view, machine, until);
    at !== null && at > now && (earliest === null || at < earliest) && (earliest = at);
  }
  return earliest;
}
function afterBlackout(view, machine, until) {
  let at = Math.max(until - (view.plan.stage?.before ?? 0), againAt(machine)), begins = slotFor(view, machine).blackoutAt(at)?.closesAt ?? at;
  return begins < until ? begins : null;
}
function nextRing(view) {
  let { state, now } = view, current = currentRing(state);
  if (current === void 0) return;
  let { phase, soakUntil } = ringOf(state, current);
  if (phase === "open") return { ring: current, from: now };
  let ring = phase === "waiting" ? current : current + 1;
  if (phase === "held" || view.plan.rings[ring] === void 0) return;
  let closed = whyClosed(view, ring);
  if (!(closed !== void 0 && closed.why !== "opens"))
    return { ring, from: Math.max(now, closed?.until ?? now, phase === "soaking" ? soakUntil ?? now : now) };
}
function roomToStage(view, atOnce) {
  let going = [...view.state.inFlight.values()].filter(({ kind }) => kind === "stage").length;
  return (isUnproven(view) ? Math.min(1, atOnce) : atOnce) - going;
}
function mayStage(view, machine) {
  if (machine.phase !== "pending" || machine.inFlight !== null) return !1;
  let { stage: tries = 0 } = machine.attempts;
  return tries > 1 || tries === 1 && !isWorthAgain(machine) ? !1 : freezeOf(view, machine) === void 0 && isInScope(view, ringOf(view.state, machine.ring), machine);
}
var againAfter = 15 * 6e4;
function againAt({ staging }) {
  return staging === null ? 0 : staging.at + againAfter;
}
function isWorthAgain({ staging }) {
  if (staging === null) return !1;
  let { outcome } = staging;
  switch (outcome.kind) {
    case "staged":
      return outcome.result.updates.some(({ outcome: one, hresult }) => one === "failed" && passesByItself(hresult));
    case "failed":
    case "notStarted":
      return outcome.failure.retryable && !isOurs(outcome.failure);
    default:
      return !1;
  }
}
function passesByItself(hresult) {
  let retry = hresultOf(hresult)?.retry;
  return retry === "soon" || retry === "later";
}
function beginsAt(view, machine, from) {
  let at = from === view.now ? view : { ...view, now: from, openings: /* @__PURE__ */ new Map() }, opening = openingFor(at, machine);
  return opening === null ? from > view.now ? from : null : Math.max(from, opening.opensAt);
}
function updatesFor({ plan, state }, ring) {
  let held = new Set([...plan.holds, ...state.heldByHand].map(({ kb }) => kb));
  return plan.updates.filter((update) => {
    if (update.kbs.some((kb) => held.has(kb))) return !1;
    let proof = state.proven.get(identityOf(update));
    return ring === 0 || proof !== void 0 && proof.ring < ring;
  });
}
function stage(view, machine, updates, until) {
  let common = asked(view, machine, "stage");
  return {
    ...common,
    job: jobKeyOf(view.plan.rolloutId, machine.name, "stage", common.attempt),
    updates: updates.map(({ updateId, revision }) => ({ updateId, revision })),
    until,
    ...view.plan.source.kind === "packages" ? { keeps: !0 } : {}
  };
}

// src/rollout/owed.ts
function owedSteps(plan, { machines, rings }) {
  let owed = [], list = (steps, ring, machine) => {
    for (let step2 of [...steps?.owed ?? []].reverse()) {
      let place = { step: step2, side: "after", ring, wave: steps?.wave ?? 0, machine }, tried = steps?.unpaid.find((one) => one.step === step2), why = tried === void 0 ? null : tried.how;
      owed.push({ around: aroundText(plan, place), command: pasteable(commandOf(plan, place)), why });
    }
  };
  for (let { name, ring, steps } of machines.values()) list(steps, rings[ring]?.name ?? "", name);
  for (let { name, steps } of rings)
    list(steps.wave, name, ""), list(steps.ring, name, "");
  return owed;
}

// src/rollout/waiting.ts
function waitingFor(view) {
  let { state } = view;
  if (state.phase === "undoing") return windowOf(view, undoing(view));
  if (state.phase !== "running" || state.stop !== null) return null;
  let index = currentRing(state), ring = index === void 0 ? void 0 : state.rings[index];
  if (index === void 0 || ring === void 0) return null;
  if (ring.phase === "soaking") return { for: "soak", until: ring.soakUntil };
  if (ring.phase === "waiting") {
    let closed = whyClosed(view, index);
    return closed === void 0 ? null : { for: closed.why, until: closed.until };
  }
  return ring.phase === "held" ? windowOf(view, skippedIn(view, index)) : ring.phase === "open" ? windowOrScope(view, index, ring) : null;
}
function undoing({ state }) {
  return (state.undo?.machines ?? []).flatMap((name) => {
    let machine = state.machines.get(name);
    return machine === void 0 || machine.phase === "undone" || machine.phase === "stranded" ? [] : [machine];
  });
}
function skippedIn({ state }, index) {
  return [...state.machines.values()].filter(({ ring, phase }) => ring === index && phase === "skipped");
}
var unfinished = ["pending", ...activePhases];
function windowOrScope(view, index, ring) {
  let first = drilledMachine(view), isAwaited = (machine) => first === void 0 ? unfinished.includes(machine.phase) && (machine.phase !== "pending" || !waitsForDrill(view, machine)) : machine === first, mine = [...view.state.machines.values()].filter((machine) => machine.ring === index && isAwaited(machine)).filter((machine) => isInScope(view, ring, machine));
  return windowOf(view, mine) ?? { for: "scope", until: null };
}
function windowOf(view, machines) {
  let first = null;
  for (let machine of machines) {
    let waiting = timeFor(view, machine);
    waiting?.until != null && (first?.until == null || waiting.until < first.until) && (first = waiting);
  }
  return first;
}
function isToBeDrilled({ state }, { phase }) {
  return phase === "done" && state.phase === "running";
}
function timeFor(view, machine) {
  let { now } = view, freeze = machine.phase === "skipped" ? freezeOf(view, machine) : void 0;
  if (freeze !== void 0)
    return { for: "freeze", until: nextStart(view, machine, freeze.until) ?? freeze.until, reason: freeze.reason };
  let until = ["pending", "skipped"].includes(machine.phase) || isToBeDrilled(view, machine) ? nextStart(view, machine) ?? null : openingFor(view, machine)?.opensAt ?? null;
  if (until === null || until <= now) return null;
  let blackout = slotFor(view, machine).blackoutAt(now);
  if (blackout !== void 0) return { for: "blackout", until, reason: blackout.reason };
  if (!isInWindow(view, machine)) return { for: "window", until };
  let left2 = (openingFor(view, machine)?.closesAt ?? now) - now;
  return { for: "window", until, short: { left: left2, takes: lengthFor(view, machine) } };
}

// src/rollout/conclusion.ts
function conclusionOf(plan, state, now, isCancelled = !1) {
  let view = viewOf(plan, state, now), waiting = waitingFor(view), stagingAt = stagingBefore(view, waiting), conclusion = isCancelled && state.conclusion === null ? "cancelled" : wordFor(state), index = state.halt === null ? currentRing(state) ?? state.rings.length - 1 : ringOfHalt(view), ring = state.rings[index], machines = [...state.machines.values()];
  return {
    conclusion,
    ring: ring === void 0 ? null : { name: ring.name, wave: ring.wave, waves: plan.rings[index]?.waves.length ?? 0 },
    cause: (state.halt ?? state.undo)?.cause ?? null,
    reason: (state.halt ?? state.undo)?.reason ?? null,
    failure: state.stop ?? ring?.hold?.failure ?? null,
    waiting,
    stagingAt,
    nextAt: stagingAt ?? waiting?.until ?? null,
    figures: figuresOf(machines),
    restartsPending: machines.filter(isWaitingForRestart).map(({ name }) => name),
    resumesOwed: machines.filter(owesResume).map(({ name }) => name),
    stepsOwed: owedSteps(plan, state),
    inFlight: machines.filter(isInHand).map(({ name }) => name),
    superseded: state.superseded,
    lifted: state.lifted,
    stillHidden: state.lifted === null ? [] : stillHidden(plan, state).map(({ name }) => name)
  };
}
function stagingBefore(view, waiting) {
  if (waiting === null || waiting.until === null) return null;
  let at = nextStagingAt(view);
  return at !== null && at < waiting.until ? at : null;
}
function wordFor(state) {
  return state.conclusion !== null ? state.conclusion : state.stop !== null ? "failed" : state.phase === "undone" ? "rolled-back" : state.phase !== "running" ? "halted" : state.rings.some(({ phase }) => phase === "held") ? "held" : "waiting";
}
function ringOfHalt({ plan, state }) {
  let cause = state.halt?.cause;
  return cause !== void 0 && cause.by !== "person" ? plan.rings.findIndex(({ name }) => name === cause.ring) : currentRing(state) ?? state.rings.length - 1;
}
function figuresOf(machines) {
  let count2 = (is) => machines.filter(is).length, started = count2(({ beganAt }) => beganAt !== null);
  return {
    machines: machines.length,
    started,
    hit: count2(({ failedBy }) => failedBy !== null),
    untouched: machines.length - started,
    updated: count2(({ phase, result }) => result === "updated" && (phase === "done" || phase === "watching")),
    skipped: count2(({ phase }) => phase === "skipped"),
    undone: count2(({ phase }) => phase === "undone"),
    stranded: count2(({ phase }) => phase === "stranded")
  };
}
function isInHand({ inFlight }) {
  return inFlight !== null && inFlight.kind !== "poll";
}
function isWaitingForRestart({ phase, install: install2, inFlight }) {
  return phase === "installed" && install2?.needsRestart === !0 && inFlight === null;
}

// src/rollout/licence.ts
function unlicensedIn({ machines }, { lineage }) {
  return [...machines.values()].flatMap(({ name, before: before2, after }) => {
    let seen2 = after?.readings.hotpatch?.ok === !0 ? after : before2, { facts, hotpatch } = seen2?.readings ?? {};
    return facts?.ok !== !0 || hotpatch?.ok !== !0 ? [] : unlicensed(name, gradeHotpatch(hotpatch.value, facts.value, lineage, seen2?.history));
  });
}
function unlicensed(machine, { blockedBy, reason, remedy = "" }) {
  return blockedBy === "licence" ? [{ machine, reason, remedy }] : [];
}
function unlicensedNotes(rows, { lineage, deadline }) {
  let found = rows.flatMap((row) => !row.ok || row.hotpatch === void 0 ? [] : unlicensed(row.machine, gradeHotpatch(row.hotpatch, row.facts, lineage, row.scan.history))), causes = /* @__PURE__ */ new Map();
  for (let one of found) {
    let key = JSON.stringify([one.reason, one.remedy]);
    causes.set(key, { ...one, machines: [...causes.get(key)?.machines ?? [], one.machine] });
  }
  return [...causes.values()].map(({ machines, reason, remedy }) => {
    let message = `${machines.join(", ")}: ${reason}${licenceAgainst(deadline?.due ?? null)}; ${remedy}.`;
    return failureOf("HOTPATCH_LICENCE_LAPSED", message, { next: remedy });
  });
}

// src/rollout/tolerance.ts
function toleratedIn(analysis, {
  maxFailures,
  machines,
  released
}) {
  return analysis === void 0 ? maxFailures : released <= analysis.zeroTolerance ? 0 : Math.min(maxFailures, toleratedBy(analysis, machines));
}
function toleratedAmong(analysis, { maxFailures, earlier, before: before2 }) {
  if (analysis === void 0) return Math.min(maxFailures, before2);
  let first = Math.max(0, analysis.zeroTolerance - earlier);
  return Math.min(maxFailures, Math.max(0, before2 - first), toleratedBy(analysis, before2));
}

// src/rollout/fold/draft.ts
function draftOf(state, name) {
  let machine = state.machines.get(name);
  if (machine === void 0) throw new RangeError(`machine ${name} is not in the plan`);
  return machine;
}
function ringDraftOf(state, ring) {
  let found = typeof ring == "number" ? state.rings[ring] : state.rings.find(({ name }) => name === ring);
  if (found === void 0) throw new RangeError(`ring ${ring} is not in the plan`);
  return found;
}
var beforeInstalled = ["pending", "suspect", "checking", "clearing", "ready", "installing"];
function move(state, machine, phase) {
  let ring = ringDraftOf(state, machine.ring), isUpdated = machine.result === "updated";
  machine.phase === "done" && isUpdated && (ring.updated -= 1), ring.tally[machine.phase] -= 1, machine.phase = step(machinePhases, machine.phase, phase), ring.tally[phase] += 1, phase === "done" && isUpdated && (ring.updated += 1), machine.since = state.lastAt, machine.keptJobs.length > 0 && !needsFiles(state, machine) && releaseFiles(machine);
}
function needsFiles({ phase, superseded: superseded2 }, machine) {
  return (phase === "running" || phase === "halted") && superseded2 === null && beforeInstalled.includes(machine.phase);
}
function releaseFiles(machine) {
  machine.finishedJobs = [...machine.finishedJobs, ...machine.keptJobs], machine.keptJobs = [];
}
function freePlace(state, machine) {
  let ring = ringDraftOf(state, machine.ring);
  machine.wave !== null && machine.wave === ring.wave && (ring.filled -= 1), machine.wave = null;
}
function forgetNews(state, machine) {
  machine.news = null, state.news.delete(machine.name);
}
function endLooking(machine) {
  machine.lookAt = null, machine.lookingSince = null, machine.looks = 0;
}
function requeue(state, machine) {
  freePlace(state, machine), beginAgain(state, machine, "pending");
}
function beginAgain(state, machine, phase) {
  move(state, machine, phase), forgetNews(state, machine), endLooking(machine), machine.failure = null, machine.failedBy = null, machine.diagnosis = null, machine.chosen = [], machine.tried = /* @__PURE__ */ new Map(), machine.left = [], machine.judgedBefore = [], machine.result = null, machine.endedAt = null, forgetSteps(machine);
}
function forgetSteps(machine) {
  let { steps } = machine;
  steps !== null && (machine.steps = steps.owed.length === 0 ? null : { ...steps, ready: [], trouble: null });
}
function lookAgain(state, machine) {
  let ring = ringDraftOf(state, machine.ring);
  move(state, machine, ring.phase === "judging" ? "watching" : "verifying"), endLooking(machine), machine.failure = null, machine.failedBy = null, machine.diagnosis = null, machine.judgedAfter = [], machine.endedAt = null;
}

// src/rollout/fold/drill.ts
function drilled(state, event) {
  let ring = ringDraftOf(state, event.ring), machine = draftOf(state, event.machine), { name } = machine;
  switch (event.kind) {
    case "drillBegan":
      ring.drill = { stands: "undoing", machine: name, waivedBy: null }, machine.undo = toBeUndone(machine, 0);
      return;
    case "drillUndone":
      ring.drill = { stands: "again", machine: name, waivedBy: null }, beginAnew(state, machine);
      return;
    case "drillProved":
      ring.drill = { stands: "proved", machine: name, waivedBy: null };
      return;
  }
}
function toBeUndone({ phase, attempts }, order) {
  return {
    order,
    wasInService: phase === "done",
    uninstallsBefore: attempts.uninstall ?? 0,
    inspection: null,
    hasRestarted: !1,
    uninstall: null
  };
}
function beginAnew(state, machine) {
  requeue(state, machine), machine.install = null, machine.undo = null, machine.hiding = null, machine.rescans = 0, machine.restarts = 0, machine.restart = null, machine.settledAt = null, machine.enteredAt = null, machine.beganAt = null, machine.buildBefore = null, machine.before = null, machine.after = null, machine.history = null, machine.control = [];
}
function undoGoesOn(machine, order) {
  return undoPhases.some((phase) => phase === machine.phase) && machine.undo !== null ? { ...machine.undo, order } : void 0;
}
function giveUpDrills(state, machines) {
  for (let ring of state.rings) {
    let { drill } = ring;
    drill?.stands !== "undoing" || drill.machine === null || !machines.includes(drill.machine) || (ring.drill = { stands: "wanted", machine: null, waivedBy: null });
  }
}
var holdsOfDrills = ["DRILL_UNPROVED", "DRILL_IMPOSSIBLE"];
function drillsResumed(state, { person, reason }, { halt, holds: holds2 }) {
  for (let ring of state.rings) {
    let { drill } = ring;
    if (drill === null || drill.stands === "proved" || drill.stands === "waived") continue;
    let machine = drill.machine === null ? void 0 : state.machines.get(drill.machine), isOfDrill = halt?.cause.by === "rule" && halt.cause.rule === "drill" && halt.cause.ring === ring.name;
    machine?.phase === "excluded" ? ring.drill = { stands: "wanted", machine: null, waivedBy: null } : isOfDrill || holdsOfDrills.includes(holds2.get(ring.name) ?? "") ? ring.drill = { ...drill, stands: "waived", waivedBy: { person, reason } } : machine?.phase === "stranded" && (ring.drill = { stands: "wanted", machine: null, waivedBy: null });
  }
}

// src/rollout/cluster-trouble.ts
var passing = ["CLUSTER_STORAGE_BUSY", "CLUSTER_NODES_DOWN"];
function resumeCommand(machine) {
  return `Invoke-Command -ComputerName ${machine} { Resume-ClusterNode -Name $env:COMPUTERNAME -Failback Policy }`;
}
function drainTrouble(machine, { outcome, code, detail, stayed }) {
  let known = code ?? "CLUSTER_DRAIN_FAILED", row = rowOfCode(known), meaning = row?.meaning ?? "The cluster node could not be drained.", names = outcome === "stuck" && stayed.length > 0 ? ` Still on it: ${stayed.join(", ")}.` : "";
  return failureOf(known, `${meaning}${names}`, {
    machine,
    phase: "drain",
    retryable: passing.includes(known),
    cause: detail,
    ...row === void 0 ? {} : { next: row.next }
  });
}
function resumeTrouble(machine, cause) {
  return failureOf("CLUSTER_RESUME_FAILED", "The node was drained for this rollout and does not take roles again: it stays paused.", { machine, phase: "resume", cause, next: resumeCommand(machine) });
}

// src/rollout/fold/cluster.ts
function clusterIn({ results }) {
  return results.find(({ role, probe, item }) => role === "cluster" && probe === "quorum" && item !== "")?.item ?? null;
}
function drainIntended(machine, { job }) {
  let { drain: drain2, beganAt } = machine, isOwed = drain2 !== null && owesResume(machine);
  machine.drain = {
    jobs: isOwed ? [...drain2.jobs, job] : [job],
    stands: "asked",
    trouble: null,
    failure: null,
    beganBefore: isOwed ? drain2.beganBefore : beganAt
  };
}
function nodeEnded(machine, effect, outcome) {
  effect.kind === "drain" ? drainEnded(machine, effect, outcome) : resumeEnded(machine, outcome);
}
function drainEnded(machine, effect, outcome) {
  let { drain: drain2, name } = machine;
  if (drain2 !== null)
    switch (outcome.kind) {
      case "drained":
        drained(machine, drain2, { effect, outcome });
        return;
      case "notStarted": {
        let trouble2 = outcome.failure.code === "EFFECT_WITHDRAWN" ? null : outcome.failure;
        drain2.jobs.length > 1 ? machine.drain = { ...drain2, trouble: outcome.failure } : over(machine, drain2, trouble2);
        return;
      }
      case "failed":
      case "lost":
      case "overdue":
        machine.drain = { ...drain2, trouble: { ...outcome.failure, machine: name } };
        return;
      default:
        return;
    }
}
function drained(machine, drain2, { effect, outcome: { result } }) {
  let trouble2 = drainTrouble(machine.name, result);
  switch (result.outcome) {
    case "drained":
      machine.drain = { ...drain2, stands: "drained" };
      return;
    case "stuck":
      machine.drain = { ...drain2, stands: "drained", trouble: trouble2 };
      return;
    case "noMember":
      over(machine, drain2, null);
      return;
    case "refused": {
      let isFree = effect.purpose === "undo" && result.code === "CLUSTER_NODE_DOWN";
      drain2.jobs.length > 1 ? machine.drain = { ...drain2, trouble: trouble2 } : over(machine, drain2, isFree ? null : trouble2);
      return;
    }
  }
}
function over(machine, drain2, trouble2) {
  machine.finishedJobs = [...machine.finishedJobs, ...drain2.jobs.filter((job) => !machine.finishedJobs.includes(job))], machine.drain = { ...drain2, jobs: [], stands: "over", trouble: trouble2, failure: null }, machine.install === null && (machine.phase === "ready" || machine.phase === "checking") && (machine.beganAt = drain2.beganBefore);
}
function resumeEnded(machine, outcome) {
  let { drain: drain2, name } = machine;
  if (drain2 === null) return;
  let why = whyNotResumed(drain2, outcome);
  why !== void 0 ? machine.drain = { ...drain2, failure: resumeTrouble(name, why) } : (over(machine, drain2, drain2.trouble), drain2.trouble === null && (machine.drain = null));
}
function whyNotResumed({ stands }, outcome) {
  switch (outcome.kind) {
    case "resumed": {
      let { outcome: how, detail } = outcome.result;
      return how === "resumed" || how === "notOurs" && stands === "asked" ? void 0 : detail;
    }
    case "notStarted":
    case "failed":
    case "lost":
    case "overdue":
      return `${outcome.failure.code}: ${outcome.failure.message}`;
    default:
      return outcome.kind;
  }
}
function clusterJobsLeft({ kind, job }, outcome) {
  return kind === "resume" && ["resumed", "failed", "lost"].includes(outcome.kind) ? [job] : [];
}
function forgetDrain(machine) {
  owesResume(machine) || (machine.drain = null);
}
function tryToResumeAgain(machine) {
  machine.drain !== null && machine.phase !== "excluded" && (machine.drain = { ...machine.drain, failure: null });
}

// src/rollout/fold/machines.ts
function judged2(state, { machine: name, stage: stage2, gates, againAt: againAt2 }) {
  let machine = draftOf(state, name);
  forgetNews(state, machine), stage2 === "before" ? machine.judgedBefore = gates : stage2 === "after" && (machine.judgedAfter = gates), machine.lookAt = againAt2, againAt2 !== null && forgetDrain(machine);
}
function chosen2(state, { machine: name, updates, left: left2 }) {
  let machine = draftOf(state, name);
  forgetNews(state, machine), machine.chosen = updates, noteLeft(state, machine, left2);
  for (let update of updates) ringDraftOf(state, machine.ring).offered.add(identityOf(update));
  endLooking(machine), machine.buildBefore === null && machine.facts !== null && (machine.buildBefore = { build: machine.facts.build, ubr: machine.facts.ubr }), move(state, machine, "ready");
}
function noteLeft(state, machine, left2) {
  let ring = ringDraftOf(state, machine.ring);
  machine.left = left2;
  for (let update of left2)
    update.why === "gone" ? ring.gone.set(identityOf(update), update) : ring.offered.add(identityOf(update));
}
function drifted(state, { machine: name, changes }) {
  draftOf(state, name).drift = changes.length === 0 ? null : changes;
}
function skipped2(state, { at, machine: name, failure }) {
  let machine = draftOf(state, name);
  forgetNews(state, machine), freePlace(state, machine), machine.failure = failure, endLooking(machine), forgetDrain(machine), forgetSteps(machine), machine.install = null, machine.beganAt = null, machine.endedAt = at, move(state, machine, "skipped");
}
function returned2(state, { machine: name }) {
  let machine = draftOf(state, name);
  requeue(state, machine), forgetDrain(machine), machine.install === null && (machine.beganAt = null);
}
function done2(state, { at, machine: name, result, left: left2 }) {
  let machine = draftOf(state, name), ring = ringDraftOf(state, machine.ring);
  forgetNews(state, machine), noteLeft(state, machine, left2), forgetDrain(machine), forgetSteps(machine), machine.result = result, endLooking(machine), machine.endedAt = at, machine.failure = null, ring.lastEndedAt = at, machine.undo !== null && (machine.undo = { ...machine.undo, wasInService: !0 }), result === "updated" ? (machine.phase !== "watching" && time(state, machine, at), ring.drill?.stands !== "wanted" && prove(state, machine)) : freePlace(state, machine), move(state, machine, "done");
}
function time(state, { name, ring, enteredAt }, at) {
  let run = runFor(state.runs, name);
  enteredAt === null || run === null || enteredAt < run.at || count(ringDraftOf(state, ring).took, at - enteredAt);
}
function prove(state, machine) {
  for (let update of machine.install?.updates ?? []) {
    if (update.outcome !== "installed") continue;
    let key = identityOf(update), known = state.proven.get(key), builds = new Set(known?.builds);
    machine.buildBefore !== null && builds.add(machine.buildBefore.build), state.proven.set(key, { ring: Math.min(known?.ring ?? machine.ring, machine.ring), builds });
  }
  land(state, machine);
}
function land(state, machine) {
  let key = landingKey(machine), { facts, buildBefore } = machine;
  if (key === null || facts === null || buildBefore === null || state.landings.has(key)) return;
  let { build, ubr } = facts, isSame = build === buildBefore.build && ubr === buildBefore.ubr;
  state.landings.set(key, { machine: machine.name, build, ubr, isSame });
}
function broken2(state, event) {
  let machine = draftOf(state, event.machine);
  forgetNews(state, machine), machine.failure = event.failure, endLooking(machine), forgetDrain(machine), machine.steps !== null && (machine.steps = { ...machine.steps, trouble: null }), machine.endedAt = event.at;
  let isAfterSoak = machine.phase === "watching";
  if (event.kind === "machineUnclear") {
    machine.failedBy = { gate: event.gate, severity: "hard", isAfterSoak }, move(state, machine, "unclear");
    return;
  }
  machine.failedBy = { gate: event.gate, severity: event.severity, isAfterSoak }, event.severity === "critical" && ringDraftOf(state, machine.ring).critical.push(machine.name), move(state, machine, "failed");
}
function undone2(state, event) {
  let machine = draftOf(state, event.machine);
  forgetNews(state, machine), endLooking(machine), forgetDrain(machine), forgetSteps(machine), machine.endedAt = event.at, machine.failure = event.kind === "machineStranded" ? event.failure : null, move(state, machine, event.kind === "machineStranded" ? "stranded" : "undone");
}

// src/rollout/fold/around.ts
var none = { ready: [], owed: [], trouble: null, unpaid: [], wave: 0 };
function settled(steps) {
  return steps.ready.length + steps.owed.length === 0 && steps.trouble === null ? null : steps;
}
function change(state, machine, { per }, next) {
  if (per === "machine") machine.steps = settled(next(machine.steps ?? none));
  else {
    let ring = ringDraftOf(state, machine.ring);
    ring.steps = { ...ring.steps, [per]: settled(next(ring.steps[per] ?? none)) };
  }
}
function stepIntended(state, machine, effect) {
  let { step: step2, side, owes, wave } = effect;
  change(state, machine, effect, (steps) => {
    if (side === "after") return { ...steps, ready: [] };
    let owed = owes ? [...steps.owed.filter((one) => one !== step2), step2].sort((a, b) => a - b) : steps.owed;
    return { ...steps, owed, unpaid: steps.unpaid.filter((one) => one.step !== step2), trouble: null, wave };
  });
}
function stepEnded(state, machine, effect, outcome) {
  let { step: step2, side } = effect;
  if (outcome.kind !== "stepped") return;
  let { failed: failed2 } = outcome, trouble2 = failed2 === null ? null : { step: step2, ...failed2 };
  change(state, machine, effect, (steps) => side === "before" ? trouble2 === null ? { ...steps, ready: [...steps.ready, step2] } : { ...steps, trouble: trouble2 } : trouble2 !== null ? { ...steps, unpaid: [...steps.unpaid, trouble2] } : { ...steps, owed: steps.owed.filter((one) => one !== step2) });
}
function tryToPayAgain(state, isCovered = () => !0) {
  let fresh = (steps) => steps === null ? null : { ...steps, unpaid: [] };
  for (let machine of state.machines.values())
    machine.steps !== null && isCovered(machine) && (machine.steps = fresh(machine.steps));
  for (let ring of state.rings) ring.steps = { ring: fresh(ring.steps.ring), wave: fresh(ring.steps.wave) };
}
function tryRoundAgain(ring) {
  let fresh = (steps) => steps === null ? null : settled({ ...steps, trouble: null });
  ring.steps = { ring: fresh(ring.steps.ring), wave: fresh(ring.steps.wave) };
}
function forgetWave(ring) {
  ring.steps = { ...ring.steps, wave: null };
}

// src/rollout/fold/phase-of.ts
function towardsUndo(now) {
  return undoPhases.some((phase) => phase === now) ? void 0 : "uninstalling";
}
function phaseOf(effect, now) {
  switch (effect.kind) {
    case "drain":
      return effect.purpose === "undo" ? towardsUndo(now) : void 0;
    case "step":
      return effect.per === "machine" && effect.purpose === "undo" && effect.side === "before" ? towardsUndo(now) : void 0;
    case "check":
      return "checking";
    case "install":
      return "installing";
    case "stage":
      return;
    case "restart":
      return { update: "restarting", clear: "clearing", undo: "undoRestarting" }[effect.purpose];
    case "verify":
      return { update: "verifying", soak: "watching", undo: "undoVerifying" }[effect.purpose];
    case "inspect":
      return "undoChecking";
    case "uninstall":
      return "uninstalling";
    case "look":
    case "resume":
    case "control":
    case "diagnose":
    case "hide":
    case "show":
    case "poll":
    case "acknowledge":
      return;
  }
}

// src/rollout/fold/reading.ts
function read(machine, { readings: { facts, boot, hotpatch, roles } }) {
  if (facts?.ok === !0 && (machine.facts = facts.value), hotpatch?.ok === !0 && (machine.isEnrolled = isEnrolledBy(hotpatch.value)), boot?.ok === !0) {
    let { pendingRestart } = boot.value;
    machine.boot = boot.value, machine.uncleared = machine.uncleared.filter((signal) => pendingRestart.includes(signal));
  }
  roles?.ok === !0 && (machine.cluster = clusterIn(roles.value) ?? machine.cluster);
}
function noteCredential(state, machine, { readings }) {
  readings.facts !== void 0 && (readings.facts.ok ? accepted(state, machine) : isRejection(readings.facts.failure) && rejected(state, machine));
}
function accepted(state, machine) {
  changeRun(state, machine, (run) => ({ ...run, isProven: !0, rejections: 0 }));
}
function rejected(state, machine) {
  changeRun(state, machine, (run) => ({ ...run, rejections: run.rejections + 1 }));
}
function changeRun(state, machine, change2) {
  let mine = runFor(state.runs, machine);
  mine !== null && (state.runs = state.runs.map((run) => run === mine ? change2(run) : run));
}
function looked2(state, machine, outcome) {
  if (outcome.kind !== "looked") {
    machine.look = { facts: null };
    return;
  }
  let { snapshot } = outcome;
  read(machine, snapshot), noteCredential(state, machine.name, snapshot), machine.look = { facts: snapshot.readings.facts?.ok === !0 ? snapshot.readings.facts.value : null };
}
function controlled(state, { machine: name, beside }, outcome) {
  if (outcome.kind !== "controlled") return;
  let { snapshot, runner } = outcome, machine = draftOf(state, beside);
  machine.control = [...machine.control, { machine: name, snapshot, runner }], Object.values(snapshot.readings).some((answer2) => !answer2.ok && isRejection(answer2.failure)) && rejected(state, name);
}

// src/rollout/fold/restart.ts
function restartEnded(state, machine, { at, effect, outcome }) {
  if (effect.kind !== "restart") return !1;
  let { purpose } = effect;
  if (outcome.kind === "restarted")
    purpose === "clear" && (machine.uncleared = leftOver(machine, outcome.boot)), machine.boot = outcome.boot, machine.settledAt = at, machine.failure = null;
  else if (outcome.kind === "overdue" && purpose !== "clear")
    machine.failure = outcome.failure, machine.settledAt = null;
  else return outcome.kind === "notStarted" && purpose === "update" ? (move(state, machine, "installed"), !0) : !1;
  return move(state, machine, { update: "restarted", clear: "checking", undo: "undoRestarted" }[purpose]), purpose === "undo" && machine.undo?.uninstall === null && (machine.undo = { ...machine.undo, hasRestarted: !0 }), purpose === "clear" && (machine.lookAt = at, machine.install === null && outcome.kind === "restarted" && (machine.beganAt = null)), !0;
}
var servicing = ["servicing", "servicingInProgress", "packagesPending", "windowsUpdate"];
function leftOver({ boot, uncleared, restarts }, after) {
  let stood = boot?.pendingRestart ?? [], isSecond = (signal) => uncleared.includes(signal) || restarts > 1 || !servicing.includes(signal);
  return after.pendingRestart.filter((signal) => stood.includes(signal) && isSecond(signal));
}

// src/rollout/fold/service.ts
function isOf(round, { wave }) {
  return round !== void 0 && round.wave === wave;
}
function pollIntended(state, { ring: name, of, side, wave }) {
  let ring = ringDraftOf(state, name), { rounds } = ring.service;
  if (side === "before" || isOf(rounds[of], { wave })) return;
  let round = { wave, since: state.lastAt, judged: [], verdict: null, againAt: null };
  ring.service = { ...ring.service, rounds: { ...rounds, [of]: round } };
}
function pollEnded(state, effect, at, outcome) {
  let ring = ringDraftOf(state, effect.ring), { of, side, wave } = effect;
  outcome.kind !== "polled" || side === "after" && !isOf(ring.service.rounds[of], effect) || (ring.service = { ...ring.service, news: { of, side, wave, at, runner: outcome.runner } });
}
function ringJudged(state, event) {
  let { at, of, side, wave, verdict, gates, againAt: againAt2 } = event, ring = ringDraftOf(state, event.ring), { service } = ring;
  if (side === "before") {
    ring.service = { ...service, news: null, before: { ...service.before, [of]: { at, gates } } };
    return;
  }
  let since = service.rounds[of]?.since ?? at, round = { wave, since, judged: gates, verdict, againAt: againAt2 };
  ring.service = { ...service, news: null, rounds: { ...service.rounds, [of]: round } };
}
function endRounds(ring) {
  let { before: before2 } = ring.service;
  ring.service = ring.service === unwatchedService ? unwatchedService : { ...unwatchedService, before: before2 };
}
function serviceTouched(state, { ring: index }) {
  let ring = ringDraftOf(state, index);
  Object.keys(ring.service.rounds).length > 0 && endRounds(ring);
}
function askAgain(ring) {
  let { service } = ring;
  ring.hold?.failure.code.startsWith("SERVICE_") === !0 && (ring.service = { ...service, news: null, rounds: {} });
}
function forgetStale(ring) {
  ring.service.news?.side === "before" && (ring.service = { ...ring.service, news: null });
}
function takeUponThem(ring) {
  let { service } = ring, known = { ...service.known }, rounds = { ...service.rounds };
  for (let of of serviceScopes) {
    let round = service.rounds[of];
    if (round === void 0 || round.verdict === null || round.verdict === "pass" || round.againAt !== null) continue;
    let red = round.judged.flatMap(({ verdict }, index) => verdict === "pass" ? [] : [index]);
    known[of] = [.../* @__PURE__ */ new Set([...known[of] ?? [], ...red])], delete rounds[of];
  }
  ring.service = { ...service, known, rounds };
}

// src/rollout/fold/outcome.ts
function intended(state, { at, effect }) {
  let machine = draftOf(state, effect.machine);
  machine.attempts = { ...machine.attempts, [effect.kind]: effect.attempt }, machine.inFlight = effect, state.inFlight.set(keyOf(effect), effect), effect.kind !== "resume" && !(effect.kind === "step" && effect.side === "after") && forgetNews(state, machine), effect.kind === "step" && stepIntended(state, machine, effect), effect.kind === "poll" && pollIntended(state, effect), (effect.kind === "install" || effect.kind === "restart") && serviceTouched(state, machine), effect.kind === "drain" && (drainIntended(machine, effect), machine.beganAt ??= at, machine.lookAt = null);
  let phase = phaseOf(effect, machine.phase);
  if (phase !== void 0) {
    if (machine.phase === "pending") {
      let ring = ringDraftOf(state, machine.ring);
      machine.wave = ring.wave, machine.enteredAt = at, ring.filled += 1;
    }
    (effect.kind === "install" || effect.kind === "restart" && effect.purpose === "clear") && (machine.beganAt ??= at), effect.kind !== "check" && effect.kind !== "verify" && endLooking(machine), effect.kind === "install" && machine.install === null && (machine.restart = null), effect.kind === "restart" && (machine.restart = { askedAt: at, from: effect.ifStillOn }, machine.restarts += 1), (effect.kind === "install" || effect.kind === "uninstall") && (machine.restarts = 0), effect.kind === "install" && (machine.tried = triedWith(machine.tried, effect.updates)), effect.kind === "verify" && (machine.control = []), (effect.kind === "check" || effect.kind === "verify") && (machine.lookingSince ??= at, machine.looks += 1), machine.lookAt = null, move(state, machine, phase);
  }
}
function finished(state, { at, machine: name, outcome, acknowledged }) {
  let machine = draftOf(state, name), effect = machine.inFlight;
  if (effect === null) throw new RangeError(`${name} has nothing in flight that could finish`);
  machine.inFlight = null, state.inFlight.delete(keyOf(effect)), machine.finishedJobs = [...machine.finishedJobs, ...jobsLeftBy(effect, outcome)].filter(
    (job) => !acknowledged.includes(job)
  ), effect.kind === "control" ? controlled(state, effect, outcome) : settle(state, machine, { at, effect, outcome });
}
function jobsLeftBy(effect, outcome) {
  if (effect.kind === "stage") return outcome.kind === "notStarted" || effect.keeps === !0 ? [] : [effect.job];
  if (effect.kind === "drain" || effect.kind === "resume") return clusterJobsLeft(effect, outcome);
  switch (outcome.kind) {
    case "checked":
      return effect.kind === "check" && hasEnded(outcome.scan) ? [effect.job] : [];
    case "verified":
      return effect.kind === "verify" && effect.scan !== null && outcome.scan !== null && hasEnded(outcome.scan) ? [effect.scan] : [];
    case "installed":
    case "uninstalled":
    case "hidden":
    case "shown":
    case "failed":
    case "lost":
      return "job" in effect && effect.kind !== "check" ? [effect.job] : [];
    case "looked":
    case "restarted":
    case "staged":
    case "controlled":
    case "diagnosed":
    case "inspected":
    case "drained":
    case "resumed":
    case "stepped":
    case "polled":
    case "acknowledged":
    case "notStarted":
    case "overdue":
      return [];
  }
}
var silent = /^(?:WINRM|MACHINE|CREDENTIAL|EFFECT)_|^JOB_OVERDUE$/;
function hasEnded(scan) {
  return scan.ok || scan.arrived === "maybe" && !silent.test(scan.failure.code);
}
function hasFiles(outcome) {
  return outcome.kind === "staged" ? outcome.result.updates.length > 0 : outcome.kind !== "notStarted";
}
function settleAside(state, machine, { at, effect, outcome }) {
  return effect.kind === "stage" ? (machine.staging = { at, outcome }, effect.keeps === !0 && hasFiles(outcome) && (machine.keptJobs = [...machine.keptJobs, effect.job]), needsFiles(state, machine) || releaseFiles(machine), outcome.kind === "staged" && accepted(state, machine.name), !0) : effect.kind === "look" ? (looked2(state, machine, outcome), !0) : effect.kind === "hide" ? (machine.hiding = outcome, !0) : effect.kind === "show" ? (machine.showing = outcome, !0) : effect.kind === "drain" || effect.kind === "resume" ? (nodeEnded(machine, effect, outcome), !0) : effect.kind === "step" ? (stepEnded(state, machine, effect, outcome), !0) : effect.kind === "poll" ? (pollEnded(state, effect, at, outcome), !0) : !1;
}
function settle(state, machine, ended) {
  let { at, effect, outcome } = ended;
  if (!settleAside(state, machine, ended)) {
    switch (outcome.kind) {
      case "checked":
        machine.history = historyIn(outcome.scan), machine.before = seen(outcome.snapshot, machine.history), read(machine, outcome.snapshot), noteCredential(state, machine.name, outcome.snapshot);
        break;
      case "verified":
        machine.history = historyIn(outcome.scan) ?? machine.history, machine.after = seen(outcome.snapshot, machine.history), read(machine, outcome.snapshot), outcome.scan?.ok === !0 && (machine.rescans += 1);
        break;
      case "installed":
        machine.install = together2(machine.install, outcome.result), machine.history = outcome.result.history ?? null, machine.boot = outcome.boot ?? machine.boot, machine.settledAt = at, move(state, machine, "installed");
        return;
      case "uninstalled":
        machine.undo !== null && (machine.undo = { ...machine.undo, uninstall: outcome.result }), machine.history = null, machine.boot = outcome.boot ?? machine.boot, move(state, machine, "uninstalled");
        return;
      case "diagnosed":
        machine.diagnosis = outcome;
        return;
      case "inspected":
        machine.undo !== null && (machine.undo = { ...machine.undo, inspection: outcome });
        return;
      case "looked":
      case "staged":
      case "controlled":
      case "hidden":
      case "shown":
      case "drained":
      case "resumed":
      case "stepped":
      case "polled":
      case "acknowledged":
        return;
      case "restarted":
      case "notStarted":
      case "overdue":
      case "failed":
      case "lost":
        if (effect.kind === "restart" && restartEnded(state, machine, { at, effect, outcome })) return;
    }
    machine.news = outcome, state.news.add(machine.name);
  }
}
function historyIn(scan) {
  return scan?.ok === !0 ? scan.value.history ?? null : null;
}
function seen(snapshot, history) {
  return history === null ? snapshot : { ...snapshot, history };
}
function triedWith(tried, updates) {
  let counts = new Map(tried);
  for (let key of updates.map(identityOf)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
function together2(all, pass) {
  if (all === null) return pass;
  let again2 = new Set(pass.updates.map(identityOf)), updates = [...all.updates.filter((update) => !again2.has(identityOf(update))), ...pass.updates], { packagesAdded: added, ...rest } = pass, known = all.packagesAdded, brought2 = known === void 0 || added === void 0 ? {} : { packagesAdded: [.../* @__PURE__ */ new Set([...known, ...added])] };
  return { ...rest, updates, packagesBefore: all.packagesBefore, ...brought2 };
}

// src/rollout/fold/rounds.ts
function runBegan(plan, state, event) {
  let run = runFrom(plan, event), isCovered = ({ name }) => run.covers === null || run.covers.has(name);
  state.runs = withRun(state.runs, run), state.stop = null;
  for (let machine of state.machines.values())
    isCovered(machine) && (machine.drain !== null && tryToResumeAgain(machine), machine.look?.facts === null && ringDraftOf(state, machine.ring).phase === "waiting" && (machine.look = null));
  tryToPayAgain(state, isCovered);
  for (let one of state.rings) forgetStale(one);
  if (state.phase !== "running") return;
  for (let one of state.rings) isHeldForOthers(one) && releaseHold(one);
  let { again: again2 } = event, unclear2 = inOpenRings(state).filter((machine) => machine.phase === "unclear" && isCovered(machine));
  for (let one of state.rings) (again2.length > 0 || unclear2.length > 0) && releaseHold(one);
  for (let name of again2) requeue(state, draftOf(state, name));
  for (let machine of unclear2) lookAgain(state, machine);
}
function stopped(state, { failure }) {
  state.stop = failure, state.runs = state.runs.map((run) => ({ ...run, rejections: 0 }));
}
function inOpenRings(state) {
  let isOpen = ({ phase }) => phase !== "passed" && phase !== "waiting";
  return [...state.machines.values()].filter(({ ring }) => isOpen(ringDraftOf(state, ring)));
}
function isHeldForSteps({ hold }) {
  return hold?.failure.code.startsWith("AROUND_") === !0;
}
function isHeldForOthers(ring) {
  return isHeldForSteps(ring) || ring.hold?.failure.code.startsWith("SERVICE_") === !0;
}
function releaseHold(ring) {
  ring.hold !== null && (isHeldForSteps(ring) && tryRoundAgain(ring), askAgain(ring), ring.phase = ring.hold.from, ring.hold.failure.code === "UPDATE_GONE" && ring.gone.clear(), ring.hold = null);
}
function halted(state, { at, cause, reason }) {
  state.phase === "running" && (state.phase = step(rolloutPhases, state.phase, "halted"), state.halt = { at, cause, reason });
}
function resumed(state, event) {
  let { at, person, reason, exclude } = event, holds2 = new Map(state.rings.flatMap(({ name, hold }) => hold === null ? [] : [[name, hold.failure.code]])), spoken = { halt: state.halt, holds: holds2 };
  if (liftHalt(state, { at, person, reason }), state.phase === "running") {
    for (let name of exclude) leave(state, name);
    for (let machine of state.machines.values()) machine.drain !== null && tryToResumeAgain(machine);
    tryToPayAgain(state);
    for (let ring of state.rings)
      tryRoundAgain(ring), takeUponThem(ring), ring.hold !== null && (ring.lifted.add(ring.hold.failure.code), releaseHold(ring));
    drillsResumed(state, event, spoken);
    for (let machine of inOpenRings(state))
      brokenPhases.some((phase) => phase === machine.phase) && tryAgain2(state, machine);
  }
}
function liftHalt(state, word) {
  if (state.resumed.push(word), state.phase === "halted" && (state.phase = step(rolloutPhases, state.phase, "running")), state.phase !== "running") return;
  let cause = state.halt?.cause;
  cause?.by === "rule" && cause.signature !== void 0 && state.known.add(cause.signature), state.halt = null, state.undo = null;
  for (let ring of state.rings) ring.critical = [];
}
function leave(state, name) {
  let machine = state.machines.get(name);
  machine === void 0 || machine.inFlight !== null || !machinePhases[machine.phase].includes("excluded") || (freePlace(state, machine), forgetNews(state, machine), endLooking(machine), move(state, machine, "excluded"));
}
function tryAgain2(state, machine) {
  let hasChanged2 = machine.install?.updates.some(({ outcome }) => outcome === "installed") === !0;
  if (machine.undo = null, hasChanged2 || machine.phase !== "failed") {
    lookAgain(state, machine);
    return;
  }
  machine.install = null, beginAgain(state, machine, "suspect");
}
function undoLifted(state, { at, person, reason }) {
  if (state.phase === "undone") {
    state.lifted = { at, person, reason }, state.conclusion = null;
    for (let machine of state.machines.values()) isShown(machine) || (machine.showing = null);
  }
}
function superseded(state, { at, person, reason, fix }) {
  let word = { at, person, reason, ...fix === void 0 ? {} : { fix } };
  state.superseded?.fix !== void 0 && (state.superseded = word);
  let follows = rolloutPhases[state.phase];
  if (!(state.conclusion !== null || !follows.includes("done"))) {
    state.phase = "done", state.superseded = word;
    for (let machine of state.machines.values()) releaseFiles(machine);
    state.conclusion = "nothing-to-do";
  }
}
function undoBegan(state, event) {
  if (!rolloutPhases[state.phase].includes("undoing")) return;
  state.phase = "undoing", state.conclusion = null, state.superseded = null, state.lifted !== null && hideAgain(state);
  let { at, cause, reason, machines, spared } = event;
  state.undo = { at, cause, reason, machines, spared, endedAt: null };
  for (let machine of state.machines.values()) releaseFiles(machine);
  giveUpDrills(state, machines), machines.forEach((name, order) => {
    let machine = draftOf(state, name);
    machine.undo = undoGoesOn(machine, order) ?? toBeUndone(machine, order), machine.phase === "stranded" && (machine.failure = null, move(state, machine, "undoChecking"));
  });
}
function hideAgain(state) {
  state.lifted = null;
  for (let machine of state.machines.values())
    machine.hiding = null, machine.showing = null;
}
function ringMoved(state, event, table) {
  let ring = ringDraftOf(state, event.ring), enter = (phase) => {
    ring.phase = step(table, ring.phase, phase), ring.since = event.at;
  };
  switch (event.kind !== "ringHeld" && endRounds(ring), event.kind) {
    case "ringOpened":
      enter("open"), comeBack(state, ring);
      return;
    case "waveOpened":
      ring.wave = event.wave, forgetWave(ring), ring.filled = 0;
      return;
    case "ringSoaking":
      ring.soakUntil = event.until, enter("soaking");
      return;
    case "ringJudging":
      enter("judging");
      return;
    case "ringHeld":
      ring.hold = { failure: event.failure, from: heldFrom(ring.phase) }, enter("held");
      return;
    case "ringPassed":
      enter("passed"), forgetReadings(state, ring);
      return;
  }
}
function heldFrom(phase) {
  return phase === "judging" || phase === "waiting" ? phase : "open";
}
function comeBack(state, ring) {
  for (let name of ring.retrying) {
    let machine = draftOf(state, name);
    machine.phase === "failed" && tryAgain2(state, machine);
  }
  ring.retrying.clear();
}
function forgetReadings(state, ring) {
  for (let machine of state.machines.values())
    state.rings[machine.ring] !== ring || machine.phase === "failed" || (machine.before = null, machine.history = null, machine.after = null, machine.control = []);
}

// src/rollout/fold/retry.ts
function retried(state, { at, person, reason, machines }) {
  if (state.retried.push({ at, person, reason, machines }), state.phase === "halted" && liftHalt(state, { at, person, reason }), state.phase === "done" && (state.phase = step(rolloutPhases, state.phase, "running"), state.conclusion = null), state.phase === "running")
    for (let name of machines) {
      let machine = draftOf(state, name), ring = ringDraftOf(state, machine.ring);
      if (machine.phase === "failed") {
        if (ring.phase === "passed" && (ring.phase = step(ringPhases, ring.phase, "waiting"), ring.since = at), ring.phase === "soaking" && (ring.phase = step(ringPhases, ring.phase, "open"), ring.since = at), ring.phase === "waiting") {
          ring.retrying.add(name);
          continue;
        }
        releaseHold(ring), machine.drain !== null && tryToResumeAgain(machine), tryAgain2(state, machine);
      }
    }
}

// src/rollout/fold/index.ts
function freshMachine(name, ring, since) {
  return {
    name,
    ring,
    since,
    phase: "pending",
    wave: null,
    attempts: {},
    inFlight: null,
    news: null,
    lookAt: null,
    lookingSince: null,
    looks: 0,
    facts: null,
    boot: null,
    isEnrolled: null,
    look: null,
    cluster: null,
    drain: null,
    steps: null,
    buildBefore: null,
    before: null,
    history: null,
    after: null,
    drift: null,
    judgedBefore: [],
    judgedAfter: [],
    chosen: [],
    tried: /* @__PURE__ */ new Map(),
    keptJobs: [],
    uncleared: [],
    staging: null,
    left: [],
    install: null,
    rescans: 0,
    restarts: 0,
    restart: null,
    settledAt: null,
    enteredAt: null,
    beganAt: null,
    endedAt: null,
    result: null,
    failure: null,
    failedBy: null,
    finishedJobs: [],
    diagnosis: null,
    hiding: null,
    showing: null,
    control: [],
    undo: null
  };
}
function freshRing({ name, machines: names, drill }, at) {
  let tally = Object.fromEntries(machinePhaseNames.map((phase) => [phase, 0]));
  return {
    name,
    phase: "waiting",
    since: at,
    tally: { ...tally, pending: names.length },
    wave: 0,
    filled: 0,
    updated: 0,
    took: [],
    lastEndedAt: null,
    soakUntil: null,
    hold: null,
    lifted: /* @__PURE__ */ new Set(),
    offered: /* @__PURE__ */ new Set(),
    gone: /* @__PURE__ */ new Map(),
    steps: { ring: null, wave: null },
    service: unwatchedService,
    drill: drill === !0 ? { stands: "wanted", machine: null, waivedBy: null } : null,
    critical: [],
    retrying: /* @__PURE__ */ new Set()
  };
}
function stateOf(plan, at) {
  let drafts = plan.rings.flatMap(
    (ring, index) => ring.machines.map((name) => [name, freshMachine(name, index, at)])
  );
  return {
    phase: "running",
    begunAt: at,
    lastAt: at,
    rings: plan.rings.map((ring) => freshRing(ring, at)),
    machines: new Map(drafts),
    runs: [],
    halt: null,
    undo: null,
    lifted: null,
    superseded: null,
    heldByHand: [],
    approvals: /* @__PURE__ */ new Map(),
    resumed: [],
    retried: [],
    known: /* @__PURE__ */ new Set(),
    stop: null,
    inFlight: /* @__PURE__ */ new Map(),
    news: /* @__PURE__ */ new Set(),
    proven: /* @__PURE__ */ new Map(),
    landings: /* @__PURE__ */ new Map(),
    conclusion: null
  };
}
function fold(events) {
  let [first, ...rest] = events;
  if (first === void 0) return;
  if (first.kind !== "begun") throw new RangeError(`the first record is ${first.kind}, not begun`);
  let state = stateOf(first.plan, first.at);
  for (let event of rest) advance(first.plan, state, event);
  return { plan: first.plan, state };
}
function advance(plan, state, event) {
  let draft = state;
  switch (draft.lastAt = Math.max(draft.lastAt, event.at), event.kind) {
    case "begun":
      throw new RangeError("a journal begins once");
    case "intended":
      intended(draft, event);
      return;
    case "finished":
      finished(draft, event);
      return;
    case "judged":
      judged2(draft, event);
      return;
    case "machineChosen":
      chosen2(draft, event);
      return;
    case "machineDrifted":
      drifted(draft, event);
      return;
    case "machineSkipped":
      skipped2(draft, event);
      return;
    case "machineReturned":
      returned2(draft, event);
      return;
    case "machineDone":
      done2(draft, event);
      return;
    case "machineFailed":
    case "machineUnclear":
      broken2(draft, event);
      return;
    case "machineUndone":
    case "machineStranded":
      undone2(draft, event);
      return;
    case "drillBegan":
    case "drillUndone":
    case "drillProved":
      drilled(draft, event);
      return;
    default:
      advanceRollout(plan, draft, event);
      return;
  }
}
function advanceRollout(plan, state, event) {
  switch (event.kind) {
    case "runBegan":
      runBegan(plan, state, event);
      return;
    case "halted":
      halted(state, event);
      return;
    case "resumed":
      resumed(state, event);
      return;
    case "retried":
      retried(state, event);
      return;
    case "undoBegan":
      undoBegan(state, event);
      return;
    case "undoEnded":
      state.phase = step(
        rolloutPhases,
        state.phase,
        event.isFinal !== !0 && event.undone === 0 && event.stranded > 0 ? "halted" : "undone"
      ), state.undo !== null && (state.undo = { ...state.undo, endedAt: event.at });
      return;
    case "undoLifted":
      undoLifted(state, event);
      return;
    case "superseded":
      superseded(state, event);
      return;
    case "approved":
      event.planHash === plan.hash && state.approvals.set(event.ring, { person: event.person, at: event.at });
      return;
    case "updateHeld":
      state.heldByHand.push({ kb: event.kb, reason: event.reason, person: event.person });
      return;
    case "stopped":
      stopped(state, event);
      return;
    case "ringJudged":
      ringJudged(state, event);
      return;
    case "concluded":
      event.conclusion !== "rolled-back" && (state.phase = step(rolloutPhases, state.phase, "done")), state.conclusion = event.conclusion;
      return;
    default:
      ringMoved(state, event, ringPhases);
      return;
  }
}

export {
  withLater,
  isEnrolledBy,
  surveyedOf,
  exchangedNotes,
  unlicensedIn,
  unlicensedNotes,
  haltRate,
  chanceOfAtLeast,
  upperBound,
  cleanNeeded,
  chanceOfWorsening,
  toleratedIn,
  toleratedAmong,
  gapsText,
  gapsInPlan,
  gapsIn,
  shardIn,
  machinesOfShard,
  haveCommon,
  runFrom,
  withRun,
  isDrillOpen,
  legsOf,
  viewOf,
  isMine,
  entryOf,
  plannedRing,
  slotFor,
  isInWindow,
  lengthIn,
  fits,
  nextStart,
  freezeOf,
  currentRing,
  mayBegin,
  backInLine,
  mayGoOn,
  whyNotStart,
  placesIn,
  undoRoomIn,
  wantsAnother,
  owesAfter,
  isPayable,
  asked,
  markLeaving,
  returned,
  done,
  failed,
  unclear,
  stranded,
  about,
  answerStep,
  unpaidTrouble,
  roundPayments,
  answerDrain,
  isClusterStuck,
  isClusterBusy,
  trainGate,
  verdictAfter,
  suspectIn,
  waitsForControl,
  candidates,
  isShown,
  stillHidden,
  isDomainController,
  whyCrowded,
  isUndoCrowded,
  drilledMachine,
  firstOfDrill,
  strandedByDrill,
  lookEffects,
  offerOf,
  fits2,
  whyNoneFits,
  offerIn,
  hresultOf,
  describeHresult,
  canRetry,
  tryAgain,
  stillFailed,
  answer,
  installedBy,
  answerInstall,
  answerUninstall,
  answerUndoLook,
  answerInspection,
  nextEffect,
  undo,
  firstUndo,
  eventsSince,
  brokenRule,
  probesFor,
  probesOf,
  serviceProbes,
  keepable,
  serviceText,
  lookAtService,
  ringMoves,
  serviceTurn,
  ringEffects,
  stageEffects,
  resumeCommand,
  stateOf,
  fold,
  advance,
  waitingFor,
  conclusionOf,
  figuresOf
};
