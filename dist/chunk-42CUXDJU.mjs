import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  isLasting
} from "./chunk-DTMQ62EV.mjs";
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
} from "./chunk-YTFYII6Q.mjs";
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
} from "./chunk-C4KSEYTN.mjs";
import {
  rowOfCode
} from "./chunk-JARS6VOI.mjs";
import {
  compareBoots,
  restartOnly,
  updateOfPackage,
  updateOfScripts,
  whatItIsFor
} from "./chunk-AYWG556Y.mjs";
import {
  failureOf
} from "./chunk-DIBE7RQS.mjs";
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
} from "./chunk-JMNUFN4O.mjs";
import {
  countedFrom
} from "./chunk-2IZRUMOZ.mjs";
import {
  endOfDay,
  formatDuration,
  licenceAgainst
} from "./chunk-YJTZBR5B.mjs";
import {
  identityOf
} from "./chunk-BZIO6GYC.mjs";

// src/rollout/hidden.ts
function hiddenUpdates({ updates: planned2 }, machine) {
  const { hiding, install: install2 } = machine;
  if (hiding === null || hiding.kind === "notStarted") return [];
  if (hiding.kind === "hidden")
    return hiding.result.updates.filter(({ outcome }) => outcome === "hidden").map(({ updateId, revision }) => ({ updateId, revision }));
  const mine = new Set((install2?.updates ?? []).filter(({ outcome }) => outcome === "installed").map(identityOf));
  return planned2.filter((update) => mine.has(identityOf(update))).map(({ updateId, revision }) => ({ updateId, revision }));
}
function isShown({ showing }) {
  return showing?.kind === "shown" && showing.result.updates.every(({ outcome }) => outcome !== "failed");
}
function stillHidden(plan, { machines: machines2 }) {
  return [...machines2.values()].filter(
    (machine) => machine.phase === "undone" && !isShown(machine) && hiddenUpdates(plan, machine).length > 0
  );
}

// src/rollout/shard.ts
var counted = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/;
var labelled = /^([^=/\s]+)=([^=/]*[^=/\s])$/;
function shardIn(text) {
  const trimmed = text.trim();
  const [, part, of] = counted.exec(trimmed) ?? [];
  if (part !== void 0) return Number(part) <= Number(of) ? `${Number(part)}/${Number(of)}` : void 0;
  return labelled.test(trimmed) ? trimmed : void 0;
}
var partsOf = /* @__PURE__ */ new WeakMap();
function machinesOfShard(plan, shard) {
  const parts = partsOf.get(plan) ?? /* @__PURE__ */ new Map();
  partsOf.set(plan, parts);
  const found = parts.get(shard) ?? new Set(namesOf(plan, shard));
  parts.set(shard, found);
  return found;
}
function namesOf(plan, shard) {
  const [, part, of] = counted.exec(shard) ?? [];
  if (part !== void 0)
    return plan.rings.flatMap(({ machines: machines2 }) => machines2.filter((_, index) => index % Number(of) === Number(part) - 1));
  const [, label = "", value] = labelled.exec(shard) ?? [];
  if (value === void 0) throw new RangeError(`no part of a rollout: ${shard}`);
  return plan.machines.filter(({ labels }) => labels[label] === value).map(({ name }) => name);
}
function haveCommon(plan, one, other) {
  const machines2 = machinesOfShard(plan, other);
  return [...machinesOfShard(plan, one)].some((name) => machines2.has(name));
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
    isProven: false,
    rejections: 0
  };
}
function withRun(runs, run) {
  const { covers } = run;
  const isApart = (other) => covers !== null && other.covers !== null && other.shard !== run.shard && ![...other.covers].some((name) => covers.has(name));
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
  if (drill?.stands === "wanted") return 3;
  return drill?.stands === "undoing" && drill.machine === name ? 2 : 1;
}

// src/rollout/took.ts
var minute = 6e4;
var machines = 20;
var longest = 24 * 60;
function count(took, length) {
  const minutes = Math.min(longest, Math.max(1, Math.ceil(length / minute)));
  for (let index = took.length; index <= minutes; index += 1) took.push(0);
  took[minutes] = (took[minutes] ?? 0) + 1;
}
function enough(took) {
  return total(took) >= machines;
}
function lengthOf(took, expected) {
  const all = total(took);
  if (all < machines) return expected;
  let seen2 = 0;
  const minutes = took.findIndex((number) => {
    seen2 += number;
    return seen2 >= Math.ceil(all * 0.95);
  });
  return minutes * minute;
}
function total(took) {
  return took.reduce((sum, number) => sum + number, 0);
}

// src/rollout/decide/view.ts
var entriesOf = /* @__PURE__ */ new WeakMap();
function viewOf(plan, state, now, shard = null) {
  let entries = entriesOf.get(plan);
  if (entries === void 0) {
    entries = new Map(plan.machines.map((entry) => [entry.name, entry]));
    entriesOf.set(plan, entries);
  }
  const mine = shard === null ? null : machinesOfShard(plan, shard);
  return { plan, state, now, shard, mine, openings: /* @__PURE__ */ new Map(), lengths: /* @__PURE__ */ new Map(), entries };
}
function isMine({ mine }, machine) {
  return mine === null || mine.has(machine);
}
function everybodys(view) {
  return view.mine === null ? view : { ...view, shard: null, mine: null };
}
function entryOf({ entries }, name) {
  const entry = entries.get(name);
  if (entry === void 0) throw new RangeError(`machine ${name} is not in the plan`);
  return entry;
}
function plannedRing({ plan }, ring) {
  const found = plan.rings[ring];
  if (found === void 0) throw new RangeError(`ring ${ring} is not in the plan`);
  return found;
}

// src/rollout/decide/calendar.ts
var agendas = /* @__PURE__ */ new WeakMap();
function agendaOf({ plan, state: { begunAt } }) {
  const known = agendas.get(plan);
  if (known !== void 0 && known.begunAt === begunAt) return known;
  const { windows: windows2 = [], freezes = [] } = plan.calendar ?? {};
  const frozen = freezes.flatMap(
    ({ machines: machines2, until, reason }) => machines2.map((name) => [name, { until: endOfDay(until), reason }])
  );
  const agenda = {
    begunAt,
    released: countedFrom(plan, begunAt, "detected-release"),
    byLabel: new Map(windows2.flatMap(({ machines: machines2, window }) => machines2.map((name) => [name, window]))),
    // Of two freezes the longer one counts.
    freezes: new Map(frozen.sort(([, a], [, b]) => a.until - b.until)),
    slots: /* @__PURE__ */ new Map(),
    slotOf: /* @__PURE__ */ new Map()
  };
  agendas.set(plan, agenda);
  return agenda;
}
function slotFor(view, machine) {
  const agenda = agendaOf(view);
  let slot = agenda.slotOf.get(machine.name);
  if (slot === void 0) {
    slot = sharedSlot(view, agenda, machine);
    agenda.slotOf.set(machine.name, slot);
  }
  return slot;
}
function sharedSlot(view, { byLabel, slots, released }, machine) {
  const window = byLabel.get(machine.name) ?? plannedRing(view, machine.ring).window;
  const zone = entryOf(view, machine.name).timeZone ?? "UTC";
  const zones = slots.get(window) ?? /* @__PURE__ */ new Map();
  const known = zones.get(zone);
  if (known !== void 0) return known;
  const timeZone = window === null || window.timeZone === "machine" ? zone : window.timeZone;
  const zoned = window === null ? null : { ...window, timeZone, released };
  const slot = new Slot(zoned, view.plan.calendar?.blackouts ?? [], zone);
  slots.set(window, zones.set(zone, slot));
  return slot;
}
function openingFor(view, machine) {
  const slot = slotFor(view, machine);
  if (slot.isAlways) return null;
  let opening = view.openings.get(slot);
  if (opening === void 0) {
    opening = slot.openingAt(view.now);
    view.openings.set(slot, opening);
  }
  return opening;
}
function isInWindow(view, machine) {
  const opening = openingFor(view, machine);
  return opening === null || opening.opensAt <= view.now;
}
function lengthIn(view, ring) {
  let length = view.lengths.get(ring);
  if (length === void 0) {
    const { takes } = plannedRing(view, ring);
    const { took, lifted } = ringOf(view.state, ring);
    length = takes === void 0 || lifted.has("RING_WINDOW_SHORT") ? 0 : lengthOf(took, takes);
    view.lengths.set(ring, length);
  }
  return length;
}
function lengthFor(view, { name, ring }) {
  return lengthIn(view, ring) * legsOf(ringOf(view.state, ring), name);
}
function fits(view, machine) {
  const opening = openingFor(view, machine);
  return opening === null || opening.closesAt - view.now >= lengthFor(view, machine);
}
function nextStart(view, machine, from = view.now) {
  return slotFor(view, machine).nextStart(from, lengthFor(view, machine));
}
function freezeOf(view, { name }) {
  const freeze = agendaOf(view).freezes.get(name);
  return freeze !== void 0 && view.now < freeze.until ? freeze : void 0;
}
function isLearned(view, ring) {
  return enough(ringOf(view.state, ring).took);
}

// src/rollout/decide/drift-holds.ts
var left = /* @__PURE__ */ new Set(["MACHINE_DRIFTED", "MACHINE_EXCHANGED"]);
function waitsForWord({ plan }, ring, { phase, failure }) {
  if (plan.drift !== "hold" || phase !== "skipped" || ring.lifted.has("RING_DRIFTED")) return false;
  return failure !== null && left.has(failure.code);
}
function whyDrifted(view, ring, machines2) {
  if (view.plan.drift !== "hold" || ring.tally.skipped === 0) return void 0;
  for (const machine of machines2) {
    if (!waitsForWord(view, ring, machine) || machine.failure === null) continue;
    const { plan } = view;
    const resume2 = `patchring resume --rollout ${plan.rolloutId} --reason "…"`;
    return failureOf("RING_DRIFTED", `${machine.name} of ${ring.name}: ${machine.failure.message}`, {
      machine: machine.name,
      cause: machine.failure.code,
      next: `look at it, then let it go as it is: ${resume2}; or leave it out: ${resume2} --exclude ${machine.name}`
    });
  }
  return void 0;
}

// src/rollout/decide/budget.ts
function currentRing(state) {
  const index = state.rings.findIndex(({ phase }) => phase !== "passed");
  return index === -1 ? void 0 : index;
}
function isInScope(view, ring, machine) {
  if (!isMine(view, machine.name)) return false;
  const run = runFor(view.state.runs, machine.name);
  if (run === null) return true;
  return (run.ring === null || run.ring === ring.name) && (run.only === null || run.only.has(machine.name));
}
function isUnproven({ state, shard }) {
  return runOfShard(state.runs, shard)?.isProven === false;
}
function mayBegin(view, machine) {
  const { state } = view;
  const ring = ringOf(state, machine.ring);
  return state.phase === "running" && state.stop === null && ring.phase === "open" && isInScope(view, ring, machine) && isInWindow(view, machine);
}
function backInLine(view) {
  const { state } = view;
  if (state.phase !== "running") return [];
  const back = [...state.machines.values()].filter((machine) => {
    const ring = ringOf(state, machine.ring);
    if (ring.phase !== "open" && ring.phase !== "held") return false;
    const isMissing = machine.result === "nothingNeeded" && machine.left.some(({ why }) => why === "gone");
    const isBack = machine.phase === "skipped" || isMissing && isHeldForMissing(ring);
    if (!isBack || machine.inFlight !== null || !isInScope(view, ring, machine)) return false;
    if (waitsForWord(view, ring, machine)) return false;
    return freezeOf(view, machine) === void 0 && isInWindow(view, machine) && fits(view, machine);
  });
  return back.map(({ name }) => name);
}
function isHeldForMissing({ hold }) {
  return hold?.failure.code === "UPDATE_GONE" || hold?.failure.code === "DRILL_UNPROVED";
}
function mayGoOn(view, machine) {
  const { state } = view;
  return state.phase === "running" && state.stop === null && isInWindow(view, machine);
}
function whyNotStart(view, effect) {
  const isQuiet = effect.kind === "stage" || effect.kind === "poll" || effect.kind === "verify" && effect.scan !== null && effect.purpose !== "undo";
  if (!isForward(effect) && !isQuiet) return void 0;
  if (view.state.phase !== "running") return "the rollout was halted";
  if (view.state.stop !== null) return "the run was stopped";
  if (!isQuiet && !isInWindow(view, machineOf(view.state, effect.machine))) return "its window has closed";
  return void 0;
}
function placesIn({ waves, machines: machines2 }, wave) {
  return wave >= waves.length ? machines2.length : waves[wave - 1] ?? 0;
}
function roomIn(view, index) {
  const { state } = view;
  const ring = ringOf(state, index);
  const planned2 = plannedRing(view, index);
  const places = placesIn(planned2, ring.wave) - ring.filled;
  return Math.max(0, Math.min(places, planned2.maxUnavailable - spentOf(ring)));
}
function undoRoomIn(view, index) {
  const { state } = view;
  const ring = ringOf(state, index);
  const left2 = plannedRing(view, index).maxUnavailable - spentOf(ring);
  const inHand3 = undoPhases.reduce((sum, phase) => sum + ring.tally[phase], 0);
  return Math.max(left2, inHand3 === 0 ? 1 : 0);
}

// src/knowledge/hresults.ts
var repair = "Run DISM /Online /Cleanup-Image /RestoreHealth, then try once more.";
var wait = "Wait and try again.";
var report = "Report it: this is a bug in the caller.";
var network = "Check network, proxy and firewall of the machine.";
var delta = "Run DISM /RestoreHealth, then install the full package.";
var updateAgent = [
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
];
var windows = [
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
];
var hresults = [...updateAgent, ...windows].map(
  ([code, name, retry, meaning, advice]) => ({ code, name, meaning, advice, retry })
);
var byCode = new Map(hresults.map((row) => [row.code, row]));
function formatHresult(code) {
  return `0x${(code >>> 0).toString(16).toUpperCase().padStart(8, "0")}`;
}
function hresultOf(code) {
  return byCode.get(code >>> 0);
}
function describeHresult(code) {
  const row = hresultOf(code);
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
  return leavers.get(view)?.has(name) === true;
}
function markLeaving(view, { name }) {
  const names = leavers.get(view) ?? /* @__PURE__ */ new Set();
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
  const identities = updates.map(({ updateId, revision }) => ({ updateId, revision }));
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
  const code = verdict === "fail" ? "GATE_FAILED" : "GATE_INCONCLUSIVE";
  const cause = decisive?.gate ?? "no gate";
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
  if (per === "machine") return false;
  const { name } = plannedRing(view, machine.ring);
  if (begun.get(view)?.has(`${name} ${per}`) === true) return true;
  return [...view.state.inFlight.values()].some((one) => one.kind === "step" && one.per === per && one.ring === name);
}
function effectOf(view, machine, { per, step: step2, side, purpose }) {
  const steps = stepsOf(view, machine, per);
  const ring = ringOf(view.state, machine.ring);
  const wave = side === "after" ? steps?.wave ?? ring.wave : ring.wave;
  const owes = side === "before" && view.plan.around?.[step2]?.after !== null;
  const effect = { ...asked(view, machine, "step"), acknowledge: [], per, step: step2, side, purpose, wave, owes };
  const names = begun.get(view) ?? /* @__PURE__ */ new Set();
  begun.set(view, names.add(`${effect.ring} ${per}`));
  return effect;
}
function nextBefore(view, machine, scopes, purpose) {
  for (const per of scopes) {
    const steps = stepsOf(view, machine, per);
    const step2 = stepsAround(view, machine, per).find((index) => steps?.ready.includes(index) !== true);
    if (step2 === void 0) continue;
    if (steps?.trouble != null) return purpose === "undo" ? void 0 : notNow;
    if (isUnderWay(view, machine, per)) return notNow;
    return effectOf(view, machine, { per, step: step2, side: "before", purpose });
  }
  return void 0;
}
function before(view, machine, purpose) {
  if (view.plan.around === void 0) return void 0;
  const scopes = purpose === "undo" ? ["machine"] : ["ring", "wave", "machine"];
  return nextBefore(view, machine, scopes, purpose);
}
function beforeRing(view, first) {
  return view.plan.around === void 0 ? void 0 : nextBefore(view, first, ["ring", "wave"], "update");
}
function payment(view, machine) {
  if (!isPayable(machine.steps) || isWorkedOn(view, machine)) return void 0;
  return nextAfter(view, machine, "machine");
}
function nextAfter(view, machine, per) {
  const steps = stepsOf(view, machine, per);
  const step2 = steps?.owed.findLast((one) => !steps.unpaid.some((tried) => tried.step === one));
  if (step2 === void 0 || isUnderWay(view, machine, per)) return void 0;
  return effectOf(view, machine, { per, step: step2, side: "after", purpose: "update" });
}
function isWorkedOn(view, machine) {
  if (isLeaving(view, machine)) return false;
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
      return false;
    default:
      return true;
  }
}
function answerStep(view, machine) {
  const { steps, phase, install: install2 } = machine;
  if (steps === null || steps.trouble === null) return [];
  const who = [view, machine];
  const why = troubleOf(view, machine, "machine", "before");
  if (why === void 0) return [];
  if ((phase === "ready" || phase === "checking") && install2 === null) return [skipped(who, why)];
  const isStuck = phase === "checking" || phase === "ready" || phase === "installed" || phase === "restarted";
  return isStuck ? [failed(who, why, { severity: "hard", gate: null })] : [];
}
function troubleOf(view, machine, per, side) {
  const steps = stepsOf(view, machine, per);
  const trouble2 = side === "before" ? steps?.trouble : steps?.unpaid[0];
  if (steps === null || trouble2 == null) return void 0;
  const { name: ring } = plannedRing(view, machine.ring);
  const { step: step2 } = trouble2;
  return stepTrouble(view.plan, { step: step2, side, ring, wave: steps.wave, machine: machine.name }, trouble2);
}
function unpaidTrouble(view, machine) {
  const trouble2 = troubleOf(view, machine, "machine", "after");
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
  const { plan, state } = view;
  if (plan.around === void 0 || state.stop !== null || state.superseded !== null) return [];
  return state.rings.flatMap((ring, index) => {
    if (!isRoundPayable(ring) || waiting.has(index)) return [];
    const { name, machines: machines2 } = plannedRing(view, index);
    const isWork = (one) => one.ring === name && !aside.has(one.kind);
    if (start.some(isWork) || [...state.inFlight.values()].some(isWork)) return [];
    const taken = new Set(start.map(({ machine }) => machine));
    const free = machines2.map((one) => machineOf(state, one)).find((one) => isMine(view, one.name) && one.inFlight === null && one.news === null && !taken.has(one.name));
    if (free === void 0) return [];
    const effect = nextAfter(view, free, isPayable(ring.steps.wave) ? "wave" : "ring");
    return effect === void 0 ? [] : [effect];
  });
}
function whyNotAround(view, index) {
  const ring = ringOf(view.state, index);
  const { steps } = ring;
  if (steps.ring === null && steps.wave === null) return void 0;
  const [first = ""] = plannedRing(view, index).machines;
  const machine = machineOf(view.state, first);
  const failed2 = ["ring", "wave"].map((per) => troubleOf(view, machine, per, "before"));
  const why = failed2.find((one) => one !== void 0);
  if (why !== void 0) return why;
  if (isRoundPayable(ring)) return void 0;
  return ["wave", "ring"].map((per) => troubleOf(view, machine, per, "after")).find((one) => one !== void 0);
}

// src/knowledge/enrolment.ts
function isEnrolledBy({ enrollmentPackage, arcSubscription }) {
  if (enrollmentPackage === true || arcSubscription === 1) return true;
  return enrollmentPackage === null ? null : false;
}

// src/rollout/coverage.ts
var shortRoles = { dc: "domain-controller" };
function rolesOf({ labels: { role }, facts }) {
  if (facts === null) return role === void 0 ? [] : [`role ${shortRoles[role.toLowerCase()] ?? role.toLowerCase()}`];
  const all = facts.isDomainController ? ["domain-controller", ...facts.roles] : facts.roles;
  return [...new Set(all)].map((one) => `role ${one}`);
}
function valuesOf(part, machine) {
  const { labels, facts, isEnrolled } = machine;
  switch (part) {
    case "role":
      return rolesOf(machine);
    case "build": {
      const build = facts?.build ?? labels.build;
      return build === void 0 ? [] : [`build ${build}`];
    }
    case "hotpatch":
      if (isEnrolled !== null) return [isEnrolled ? "enrolled in Hotpatch" : "not enrolled in Hotpatch"];
      return labels.hotpatch === void 0 ? [] : [`Hotpatch ${labels.hotpatch}`];
  }
}
function kindsOf(by, machine) {
  const parts = by.map((part) => valuesOf(part, machine));
  const singles = parts.flat().map((one) => [one]);
  const pairs = parts.flatMap(
    (ones, index) => ones.flatMap((one) => parts.slice(index + 1).flatMap((others) => others.map((other) => [one, other])))
  );
  return [...singles, ...pairs];
}
var wordsOf = (kind) => kind.join(" and ");
var Covered = class {
  #by;
  #kinds = /* @__PURE__ */ new Set();
  constructor(by, machines2) {
    this.#by = by;
    for (const machine of machines2) {
      for (const kind of kindsOf(by, machine)) this.#kinds.add(wordsOf(kind));
      for (const kind of kindsOf(by, { ...machine, facts: null, isEnrolled: null })) this.#kinds.add(wordsOf(kind));
    }
  }
  /** In words, what of this machine nobody has; of two signs together only where each of them alone is covered. */
  missing(machine) {
    const kinds = kindsOf(this.#by, machine);
    const has = (kind) => this.#kinds.has(wordsOf(kind));
    return kinds.filter((kind) => !has(kind) && (kind.length === 1 || kind.every((one) => this.#kinds.has(one)))).map(wordsOf);
  }
  /** Kinds that the same machines lack stand together. */
  gaps(machines2) {
    const lacking = /* @__PURE__ */ new Map();
    for (const machine of machines2)
      for (const what of this.missing(machine)) lacking.set(what, [...lacking.get(what) ?? [], machine.name]);
    const together3 = /* @__PURE__ */ new Map();
    for (const [what, names] of lacking) {
      const key = names.join(" ");
      const one = together3.get(key) ?? { what: [], machines: names };
      one.what.push(what);
      together3.set(key, one);
    }
    return [...together3.values()].map(({ what, machines: names }) => ({ what: what.join(", "), machines: names }));
  }
};
function gapsText(gaps, most = 8) {
  const told = gaps.slice(0, most).map(({ what, machines: machines2 }) => `${what} (${named(machines2)})`);
  return `${told.join("; ")}${gaps.length > most ? ` and ${gaps.length - most} more kinds` : ""}`;
}
function gapsInPlan({ rings, machines: machines2 }, survey) {
  const labels = new Map(machines2.map((entry) => [entry.name, entry.labels]));
  const rows = new Map((survey?.rows ?? []).map((row) => [row.machine, row]));
  const known = (name) => {
    const row = rows.get(name);
    const facts = row?.ok === true ? row.facts : null;
    const isEnrolled = row?.ok === true && row.hotpatch !== void 0 ? isEnrolledBy(row.hotpatch) : null;
    return { name, labels: labels.get(name) ?? {}, facts, isEnrolled };
  };
  return rings.flatMap(({ coverage, machines: names }, ring) => {
    if (coverage === void 0) return [];
    const earlier = rings.slice(0, ring).flatMap((one) => one.machines);
    const gaps = new Covered(coverage.by, earlier.map(known)).gaps(names.map(known));
    return gaps.length === 0 ? [] : [{ ring, gaps }];
  });
}
function coveredBefore(plan, state, ring) {
  const labels = labelsIn(plan);
  const vouching = plan.rings.slice(0, ring).flatMap(({ machines: machines2 }, index) => {
    const hasPassed2 = state.rings[index]?.phase === "passed";
    return machines2.flatMap((name) => {
      const machine = state.machines.get(name);
      if (machine === void 0) return [];
      return !hasPassed2 || machine.phase === "done" && machine.result === "updated" ? [machine] : [];
    });
  });
  const by = plan.rings[ring]?.coverage?.by ?? [];
  return new Covered(
    by,
    vouching.map((machine) => knownOf(machine, labels.get(machine.name)))
  );
}
function gapsIn(plan, state, ring) {
  const planned2 = plan.rings[ring];
  if (planned2?.coverage === void 0) return [];
  const labels = labelsIn(plan);
  const machines2 = planned2.machines.flatMap((name) => state.machines.get(name) ?? []);
  const left2 = machines2.filter(({ phase }) => phase !== "excluded");
  return coveredBefore(plan, state, ring).gaps(left2.map((machine) => knownOf(machine, labels.get(machine.name))));
}
function knownOf({ name, facts, isEnrolled }, labels = {}) {
  return { name, labels, facts, isEnrolled };
}
var labelsOf = /* @__PURE__ */ new WeakMap();
function labelsIn(plan) {
  let labels = labelsOf.get(plan);
  if (labels === void 0) {
    labels = new Map(plan.machines.map((entry) => [entry.name, entry.labels]));
    labelsOf.set(plan, labels);
  }
  return labels;
}

// src/rollout/decide/coverage.ts
var lookedAtOnce = 50;
function holds(view, index) {
  const { coverage } = plannedRing(view, index);
  if (coverage === void 0 || coverage.action === "warn") return false;
  return !ringOf(view.state, index).lifted.has("RING_UNCOVERED");
}
function* unseen(view, index) {
  for (const name of plannedRing(view, index).machines) {
    const machine = machineOf(view.state, name);
    if (machine.phase === "pending" && machine.look === null) yield machine;
  }
}
function openingOf(view, index) {
  const said = { at: view.now, ring: plannedRing(view, index).name };
  if (holds(view, index)) {
    if (unseen(view, index).next().done !== true) return [];
    const failure = whyUncovered(view, index);
    return [failure === void 0 ? { kind: "ringOpened", ...said } : { kind: "ringHeld", ...said, failure }];
  }
  const gaps = gapsIn(view.plan, view.state, index);
  return [{ kind: "ringOpened", ...said, ...gaps.length === 0 ? {} : { uncovered: gapsText(gaps) } }];
}
function whyUncovered({ plan, state }, index) {
  const gaps = gapsIn(plan, state, index);
  if (gaps.length === 0) return void 0;
  const { name } = ringOf(state, index);
  const machines2 = [...new Set(gaps.flatMap((gap) => gap.machines))];
  const resume2 = `patchring resume --rollout ${plan.rolloutId} --reason "…"`;
  const next = `let them go with the others: ${resume2}; or leave them out: ${resume2} --exclude ${machines2.join(",")}`;
  return failureOf("RING_UNCOVERED", `no ring before ${name} can vouch for ${gapsText(gaps)}`, { next });
}
function lookEffects(view) {
  const { state } = view;
  const index = currentRing(state);
  if (index === void 0 || state.phase !== "running" || state.stop !== null) return [];
  if (ringOf(state, index).phase !== "waiting" || !holds(view, index)) return [];
  let room = isUnproven(view) ? 1 : lookedAtOnce;
  for (const { kind } of state.inFlight.values()) if (kind === "look") room -= 1;
  const effects = [];
  for (const machine of unseen(view, index)) {
    if (room < 1) break;
    if (machine.inFlight !== null || !isMine(view, machine.name)) continue;
    effects.push(asked(view, machine, "look"));
    room -= 1;
  }
  return effects;
}
var coveredIn = /* @__PURE__ */ new WeakMap();
function machineUncovered(view, machine) {
  if (machine.beganAt !== null || !holds(view, machine.ring)) return void 0;
  const known = coveredIn.get(view) ?? /* @__PURE__ */ new Map();
  coveredIn.set(view, known);
  const covered = known.get(machine.ring) ?? coveredBefore(view.plan, view.state, machine.ring);
  known.set(machine.ring, covered);
  const missing = covered.missing(knownOf(machine, entryOf(view, machine.name).labels));
  if (missing.length === 0) return void 0;
  return trouble(machine, "MACHINE_UNCOVERED", `no earlier ring can vouch for it: ${missing.join(", ")}`);
}

// src/rollout/decide/groups.ts
var inHand = /* @__PURE__ */ new Set([...activePhases, ...undoPhases]);
var broken = new Set(brokenPhases);
function isDomainController({ facts }) {
  return facts !== null && (facts.isDomainController || facts.roles.includes("domain-controller"));
}
var plannedOf = /* @__PURE__ */ new WeakMap();
function planned({ plan }, name) {
  let index = plannedOf.get(plan);
  if (index === void 0) {
    const made = /* @__PURE__ */ new Map();
    for (const group of plan.groups) for (const one of group.machines) made.set(one, [...made.get(one) ?? [], group]);
    index = made;
    plannedOf.set(plan, made);
  }
  return index.get(name) ?? [];
}
function groupsOf(view, machine) {
  const written = planned(view, machine.name);
  const domain = machine.facts?.domain.toLowerCase();
  const groups = written.flatMap(({ name, per, maxUnavailable: limit }) => {
    if (per === null) return [{ name, limit }];
    return domain === void 0 ? [] : [{ name: `${name} of ${domain}`, limit }];
  });
  if (machine.cluster !== null && view.plan.cluster !== void 0)
    groups.push({ name: `cluster ${machine.cluster}`, limit: 1 });
  if (domain === void 0 || !isDomainController(machine) || written.some(({ per }) => per === "domain"))
    return groups;
  return [...groups, { name: `domain controllers of ${domain}`, limit: 1 }];
}
function isOut(machine) {
  if (inHand.has(machine.phase) || broken.has(machine.phase) || owesResume(machine) || owesAfter(machine.steps))
    return true;
  return machine.phase === "skipped" && machine.before?.readings.facts?.ok !== true;
}
var outOf = /* @__PURE__ */ new WeakMap();
function outIn(view, name) {
  let all = outOf.get(view);
  if (all === void 0) {
    const made = /* @__PURE__ */ new Map();
    for (const machine of view.state.machines.values()) {
      if (!isOut(machine)) continue;
      for (const group of groupsOf(view, machine)) made.set(group.name, [...made.get(group.name) ?? [], machine]);
    }
    all = made;
    outOf.set(view, made);
  }
  return all.get(name) ?? [];
}
function isOnlyLookedAt({ phase, beganAt, install: install2 }) {
  return (phase === "checking" || phase === "ready") && beganAt === null && install2 === null;
}
function isAhead(other, machine) {
  if (!isOnlyLookedAt(machine) || !isOnlyLookedAt(other)) return true;
  return other.since < machine.since || other.since === machine.since && other.name < machine.name;
}
function whyCrowded(view, machine) {
  for (const { name, limit } of groupsOf(view, machine)) {
    const others = outIn(view, name).filter((other) => other.name !== machine.name && isAhead(other, machine));
    if (others.length >= limit)
      return `${others.map((other) => other.name).join(", ")} of ${name} out of service (at most ${limit})`;
  }
  return void 0;
}
function* admitted(view, machines2) {
  const begun3 = /* @__PURE__ */ new Map();
  for (const machine of machines2) {
    const groups = groupsOf(view, machine);
    const isFull = groups.some(({ name, limit }) => outIn(view, name).length + (begun3.get(name) ?? 0) >= limit);
    if (isFull) continue;
    yield machine;
    for (const { name } of groups) begun3.set(name, (begun3.get(name) ?? 0) + 1);
  }
}
function isUndoCrowded(view, machine, begun3) {
  return groupsOf(view, machine).some(({ name, limit }) => {
    const busy = outIn(view, name).filter((other) => other.name !== machine.name && inHand.has(other.phase)).length;
    const now = begun3.filter((other) => groupsOf(view, other).some((group) => group.name === name)).length;
    return busy + now >= limit;
  });
}

// src/rollout/decide/drill.ts
var actives = activePhases;
var controllers = ["dc", "domain-controller"];
function whyNotDrilled(view, machine) {
  const { source, hotpatch } = view.plan;
  const isLabelled = machine.facts === null && controllers.includes(entryOf(view, machine.name).labels.role?.toLowerCase());
  if (isLabelled || isDomainController(machine)) return "a domain controller is never undone without a person’s word";
  if (source.kind === "script" || hotpatch === "ignore" || machine.isEnrolled !== true) return void 0;
  return "it is enrolled in Hotpatch, and an undo leads to the baseline, not to where it was";
}
function whyNotFirst(view, machine) {
  const ring = ringOf(view.state, machine.ring);
  if (ring.drill?.stands !== "wanted") return void 0;
  const why = whyNotDrilled(view, machine);
  return why === void 0 ? void 0 : `undo is proved on another machine first: ${why}`;
}
function waitsForDrill(view, machine) {
  const ring = ringOf(view.state, machine.ring);
  if (ring.drill === null || !isDrillOpen(ring)) return false;
  if (ring.drill.stands !== "wanted") return ring.drill.machine !== machine.name;
  if (machine.phase !== "suspect") return activeOf(ring) > 0 || whyNotDrilled(view, machine) !== void 0;
  if (activeOf(ring) > ring.tally.suspect) return true;
  const { machines: machines2 } = plannedRing(view, machine.ring);
  return machines2.find((name) => machineOf(view.state, name).phase === "suspect") !== machine.name;
}
function drilledMachine({ state }) {
  const index = currentRing(state);
  const drill = index === void 0 ? null : ringOf(state, index).drill;
  if (drill === null || drill.machine === null || drill.stands !== "undoing" && drill.stands !== "again")
    return void 0;
  return machineOf(state, drill.machine);
}
function firstOfDrill(view, index) {
  if (!isDrillOpen(ringOf(view.state, index))) return void 0;
  const known = drilledMachine(view);
  if (known !== void 0 && known.ring === index) return known;
  const machines2 = plannedRing(view, index).machines.map((name) => machineOf(view.state, name));
  const isToCome = ({ phase }) => phase === "pending" || phase === "skipped";
  return machines2.find(({ phase }) => actives.includes(phase)) ?? machines2.find((one) => isToCome(one) && whyNotDrilled(view, one) === void 0);
}
function isTakenBack(view, index) {
  return ringOf(view.state, index).drill?.stands === "undoing";
}
function strandedByDrill(view, index) {
  const machine = drilledMachine(view);
  if (machine === void 0 || machine.ring !== index) return void 0;
  if (machine.phase === "stranded") return machine;
  return ringOf(view.state, index).drill?.stands === "again" && machine.phase === "failed" ? machine : void 0;
}
function whyDrillHeld(view, index) {
  const ring = ringOf(view.state, index);
  if (!isDrillOpen(ring) || activeOf(ring) > 0) return void 0;
  const machine = drilledMachine(view);
  if (machine === void 0) return whyImpossible(view, index);
  const { name, phase, failure, result } = machine;
  if (ring.drill?.stands === "undoing") {
    const why = phase === "done" && mayBegin(view, machine) ? whyCrowded(view, machine) : void 0;
    if (why === void 0) return void 0;
    const more = { retryable: true, machine: name };
    return failureOf("RING_GROUP_SPENT", `${name} is to prove the undo and waits for its group: ${why}`, more);
  }
  if (phase === "pending" && owesAfter(machine.steps) && !isPayable(machine.steps)) return unpaidTrouble(view, machine);
  if (failure?.code === "ENVIRONMENT_SUSPECTED") return void 0;
  const isUseless = phase === "done" && result === "nothingNeeded";
  if (!isUseless && phase !== "skipped" && phase !== "unclear") return void 0;
  const found = failure === null ? "it is not offered the updates again" : `${failure.code}: ${failure.message}`;
  return trouble(machine, "DRILL_UNPROVED", `${name} was taken back and is not updated again: ${found}`, {
    retryable: true,
    next: `look at ${name}: the next run tries again; to go on without the proof: resume, to prove it on another machine: resume --exclude ${name}`
  });
}
function whyImpossible(view, index) {
  const { name, machines: machines2 } = plannedRing(view, index);
  const left2 = machines2.map((one) => machineOf(view.state, one)).filter(({ phase }) => phase === "pending");
  const [first] = left2;
  const why = first === void 0 ? void 0 : whyNotDrilled(view, first);
  if (first === void 0 || why === void 0 || left2.some((one) => whyNotDrilled(view, one) === void 0))
    return void 0;
  const whom = left2.length === 1 ? first.name : `${first.name} and ${left2.length - 1} more`;
  return failureOf("DRILL_IMPOSSIBLE", `undo can be proved on no machine of ${name} (${whom}): ${why}`, {
    retryable: true,
    next: "put another machine first into the ring and make a new plan, or resume: the ring then goes on without the proof"
  });
}

// src/rollout/statistics.ts
var confidence = 0.95;
function weightsOf({ baseline, regression, falseAlarm, missRate }) {
  return {
    failure: Math.log(regression / baseline),
    pass: Math.log((1 - regression) / (1 - baseline)),
    halt: Math.log((1 - missRate) / falseAlarm)
  };
}
function isRegression(design, failed2, passed) {
  const { failure, pass, halt } = weightsOf(design);
  return failed2 > 0 && failed2 * failure + passed * pass >= halt;
}
function toleratedBy(design, machines2, atLeast = 0) {
  let tolerated = atLeast;
  while (tolerated < machines2 && !isRegression(design, tolerated + 1, machines2 - tolerated - 1)) tolerated += 1;
  return tolerated;
}
var nothing = 1e-18;
function haltRate({ design, zeroTolerance, machines: machines2, rate }) {
  let going = [1];
  let halted2 = 0;
  let tolerated = 0;
  for (let seen2 = 1; seen2 <= machines2; seen2 += 1) {
    const next = [];
    if (seen2 > zeroTolerance) tolerated = toleratedBy(design, seen2, tolerated);
    for (let failed2 = 0; failed2 <= going.length; failed2 += 1) {
      const share = (going[failed2] ?? 0) * (1 - rate) + (going[failed2 - 1] ?? 0) * rate;
      if (failed2 > tolerated) halted2 += share;
      else next.push(share);
    }
    while (next.length > 1 && (next.at(-1) ?? 0) < nothing) next.pop();
    going = next;
  }
  return halted2;
}
function lnChoose(of, chosen3) {
  let sum = 0;
  for (let step2 = 1; step2 <= Math.min(chosen3, of - chosen3); step2 += 1) {
    sum += Math.log(of - Math.min(chosen3, of - chosen3) + step2) - Math.log(step2);
  }
  return sum;
}
function chanceOfAtLeast(failed2, of, rate) {
  if (failed2 <= 0) return 1;
  if (rate <= 0 || failed2 > of) return 0;
  if (rate >= 1) return 1;
  let term = Math.exp(lnChoose(of, failed2) + failed2 * Math.log(rate) + (of - failed2) * Math.log1p(-rate));
  let sum = 0;
  for (let count2 = failed2; count2 <= of; count2 += 1) {
    sum += term;
    term *= (of - count2) / (count2 + 1) * (rate / (1 - rate));
  }
  return Math.min(1, sum);
}
function upperBound(failed2, of, sure = confidence) {
  if (failed2 >= of) return 1;
  if (failed2 === 0) return 1 - (1 - sure) ** (1 / of);
  let [low, high] = [failed2 / of, 1];
  for (let halving = 0; halving < 60; halving += 1) {
    const middle = (low + high) / 2;
    if (chanceOfAtLeast(failed2 + 1, of, middle) < sure) low = middle;
    else high = middle;
  }
  return high;
}
function cleanNeeded(share, sure = confidence) {
  const needed = Math.log(1 - sure) / Math.log1p(-share);
  return Math.ceil(needed - 1e-9);
}
function chanceOfDifference(patched, control) {
  const all = patched.of + control.of;
  const failures = patched.failed + control.failed;
  const ways = lnChoose(all, failures);
  let sum = 0;
  for (let here = patched.failed; here <= Math.min(patched.of, failures); here += 1) {
    if (failures - here > control.of) continue;
    sum += Math.exp(lnChoose(patched.of, here) + lnChoose(control.of, failures - here) - ways);
  }
  return Math.min(1, sum);
}
function chanceOfWorsening(worse, better) {
  return chanceOfAtLeast(worse, worse + better, 0.5);
}

// src/rollout/decide/signatures.ts
function signaturesOf({ judgedAfter, failedBy, failure }) {
  if (failedBy === null) return [];
  if (failedBy.gate === null) return failure === null ? [] : [`${failure.code}${numberIn(failure)}`];
  return judgedAfter.filter(({ severity, verdict, againAt: againAt2 }) => severity !== "observe" && verdict === "fail" && againAt2 === void 0).flatMap(({ gate, subjects = [] }) => subjects.map((subject) => `${gate}: ${subject}`));
}
function numberIn({ cause = "" }) {
  const found = /^(?:0x[\dA-Fa-f]{8}|[A-Z][A-Z\d]*(?:_[A-Z\d]+)+)\b/.exec(cause);
  return found === null ? "" : ` ${found[0]}`;
}
function sharedSignature(failed2, known) {
  const first = /* @__PURE__ */ new Map();
  const inOrder = [...failed2].sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0));
  for (const machine of inOrder) {
    for (const signature of signaturesOf(machine)) {
      if (known.has(signature)) continue;
      const other = first.get(signature);
      if (other !== void 0 && other !== machine) return { machine, signature };
      first.set(signature, machine);
    }
  }
  return void 0;
}

// src/rollout/decide/rules.ts
function brokenRule(view, index) {
  const ring = ringOf(view.state, index);
  const [critical] = ring.critical;
  if (critical !== void 0) return { rule: "critical", machine: machineOf(view.state, critical), limit: 0 };
  if (ring.tally.failed === 0) return void 0;
  const failed2 = [...view.state.machines.values()].filter(({ phase }) => phase === "failed");
  const last = latest(failed2.filter((machine) => machine.ring === index));
  if (last === void 0) return void 0;
  const { maxFailures } = plannedRing(view, index);
  if (ring.tally.failed > maxFailures) return { rule: "maxFailures", machine: last, limit: maxFailures };
  if ((last.endedAt ?? 0) < (view.state.resumed.at(-1)?.at ?? 0)) return void 0;
  return amongTheFirst(view, failed2) ?? withSignature(view, failed2) ?? testedSequentially(view, index, last);
}
function limitIfFailed(view, index) {
  const { failed: failed2, unclear: unclear2 } = ringOf(view.state, index).tally;
  const { maxFailures } = plannedRing(view, index);
  if (unclear2 === 0) return void 0;
  if (failed2 + unclear2 > maxFailures) return maxFailures;
  const open = [...view.state.machines.values()].filter(({ ring, phase }) => ring === index && phase === "unclear");
  const [last] = open;
  if (last === void 0) return void 0;
  return (amongTheFirst(view, open) ?? testedSequentially(view, index, last, "unclear"))?.limit;
}
function latest(failed2) {
  return failed2.reduce(
    (last, one) => last === void 0 || (one.endedAt ?? 0) >= (last.endedAt ?? 0) ? one : last,
    void 0
  );
}
function amongTheFirst({ plan, state }, failed2) {
  const zeroTolerance = plan.analysis?.zeroTolerance ?? 0;
  const isBefore = (one, at) => one.beganAt !== null && one.beganAt < at;
  const early = failed2.find((machine) => {
    let rank = 0;
    let isPassed = false;
    for (const other of state.machines.values()) {
      if (other === machine) isPassed = true;
      else if (isBefore(other, machine.beganAt ?? 0) || !isPassed && other.beganAt === machine.beganAt) rank += 1;
      if (rank >= zeroTolerance) return false;
    }
    return true;
  });
  return early === void 0 ? void 0 : { rule: "zeroTolerance", machine: early, limit: 0 };
}
function withSignature({ plan, state }, failed2) {
  if (plan.analysis === void 0) return void 0;
  const shared = sharedSignature(failed2, state.known);
  return shared === void 0 ? void 0 : { rule: "sameSignature", limit: 1, ...shared };
}
function testedSequentially({ plan, state }, index, last, besides) {
  const { analysis } = plan;
  if (analysis === void 0) return void 0;
  for (const [scope, rings] of [
    ["ring", [ringOf(state, index)]],
    ["rollout", state.rings]
  ]) {
    const { failed: failed2, started } = startedIn(rings, besides);
    if (!isRegression(analysis, failed2, started - failed2)) continue;
    const test = { scope, failed: failed2, started };
    return { rule: "sequential", machine: last, limit: toleratedBy(analysis, started), test };
  }
  return void 0;
}
var underWay = ["installing", "installed", "restarting", "restarted", "verifying", "watching"];
function startedIn(rings, besides) {
  const bad = besides === void 0 ? ["failed"] : ["failed", besides];
  const failed2 = rings.reduce((sum, ring) => sum + countOf(ring, bad), 0);
  const others = rings.reduce((sum, ring) => sum + ring.updated + countOf(ring, underWay), 0);
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
    const found = gateNamed(gate);
    if (found === void 0) throw new RangeError(`gate ${gate} does not exist`);
    return found.probes({ settings, stage: stage2, machine });
  });
}
function probesFor(plan, stage2, machine) {
  const here = wanted(plan, stage2, machine);
  const compared = stage2 === "before" ? wanted(plan, "after", machine) : [];
  const names = /* @__PURE__ */ new Set([...always[stage2], ...[...here, ...compared].flatMap((probes) => probes.machine)]);
  const runner = new Map(here.flatMap((probes) => probes.runner).map((probe) => [probe.key, probe]));
  const scripts = new Map([...here, ...compared].flatMap((probes) => probes.scripts ?? []).map((one) => [one.key, one]));
  const whole = [...scripts.values()].map((one) => scriptOf(plan, one));
  return { machine: [...names], runner: [...runner.values()], scripts: whole };
}
function scriptOf({ probeScripts = [] }, { key, file, timeout }) {
  const found = probeScripts.find((one) => one.file === file);
  if (found === void 0) throw new RangeError(`the plan does not hold ${file}`);
  return { key, timeout, sha256: found.sha256, text: found.text };
}
function probesOf(plan, name, machine) {
  const choices = plan.gates.after.filter(({ gate }) => gate === name);
  const all = wanted({ ...plan, gates: { ...plan.gates, after: choices } }, "after", machine);
  return {
    machine: [...new Set(all.flatMap((probes) => probes.machine))],
    runner: all.flatMap((probes) => probes.runner)
  };
}
var noMachine = { name: "service", labels: {} };
function serviceProbes(plan, of) {
  const all = (plan.gates[of] ?? []).flatMap(({ gate, settings }) => {
    const found = gateNamed(gate);
    if (found === void 0) throw new RangeError(`gate ${gate} does not exist`);
    return found.probes({ settings, stage: "after", machine: noMachine }).runner;
  });
  return [...new Map(all.map((probe) => [probe.key, probe])).values()];
}
function keepable(all) {
  const readings = withoutTraces(all);
  const { health } = readings;
  if (health?.ok !== true) return readings;
  const services = health.value.services.filter(({ startMode }) => startMode.startsWith("automatic"));
  return { ...readings, health: { ...health, value: { ...health.value, services } } };
}
function withoutTraces(readings) {
  const { facts } = readings;
  if (facts?.ok !== true || facts.value.traces === void 0) return readings;
  const { traces: _, ...value } = facts.value;
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

// src/rollout/decide/series.ts
function inSeries(measuring, look, { previous, since, now }) {
  const known = previous?.series?.since === since ? previous.series : begun2(since);
  if (look.waits === true) return { ...look, series: known };
  const isDue = known.at === null || now >= known.at + measuring.interval;
  const series = isDue ? counted2(known, look, measuring, now) : known;
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
  const { passed, failed: failed2, inconclusive, errors } = series;
  const taken = passed + failed2 + inconclusive;
  const subjects = look.subjects === void 0 ? {} : { subjects: look.subjects };
  const over2 = (number, what, limit) => `${look.reason}; ${number} ${what} (limit ${limit}) of ${taken + errors} measurements`;
  if (failed2 > failureLimit) return { verdict: "fail", reason: over2(failed2, "failed", failureLimit), ...subjects };
  if (errors > consecutiveErrorLimit)
    return { verdict: "error", reason: over2(errors, "errors in a row", consecutiveErrorLimit) };
  if (inconclusive > inconclusiveLimit)
    return { verdict: "inconclusive", reason: over2(inconclusive, "not clear", inconclusiveLimit) };
  if (taken >= count2) return { verdict: "pass", reason: `${passed} of ${taken} measurements passed; ${look.reason}` };
  const againAt2 = (series.at ?? series.since) + interval;
  return { verdict: "inconclusive", reason: `${look.reason}; ${taken} of ${count2} measurements so far`, againAt: againAt2 };
}

// src/rollout/decide/judging.ts
var judgedOnce = ["cameBack"];
function gatesFor({ plan }, stage2, isAfterSoak) {
  return (plan.gates[stage2] ?? []).filter(({ gate }) => !isAfterSoak || !judgedOnce.includes(gate));
}
function judge(view, question) {
  const { stage: stage2, machine, isAfterSoak = false, isToBeCleared: isToBeCleared2 = false } = question;
  const evidence = evidenceOf(view, question);
  const before2 = { before: machine.judgedBefore, after: machine.judgedAfter, undo: [] }[stage2];
  const asked2 = gatesFor(view, stage2, isAfterSoak).filter(({ gate }) => !isToBeCleared2 || gate !== "noPendingRestart");
  const gates = asked2.map((choice, index) => {
    const gate = gateNamed(choice.gate);
    if (gate === void 0) throw new RangeError(`gate ${choice.gate} does not exist`);
    const turn = asked2.slice(0, index).filter(({ gate: gate2 }) => gate2 === choice.gate).length;
    const previous = before2.filter((one) => one.gate === choice.gate)[turn];
    const judgement = gate.judge({ settings: choice.settings, evidence, now: view.now, previous });
    if (choice.measuring === void 0) return kept(choice, judgement);
    const since = machine.lookingSince ?? view.now;
    const { series, ...word } = inSeries(choice.measuring, judgement, { previous, since, now: view.now });
    return { ...kept(choice, word), series };
  });
  return combine(gates);
}
function kept({ gate, severity }, judgement) {
  const { verdict, reason, measured, againAt: againAt2, strikes, subjects } = judgement;
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
  const deciding = gates.filter(({ severity }) => severity !== "observe");
  const failed2 = deciding.filter(({ verdict: verdict2, againAt: againAt2 }) => verdict2 === "fail" && againAt2 === void 0).sort((a, b) => weight[b.severity] - weight[a.severity]);
  const [gravest] = failed2;
  if (gravest !== void 0) return { verdict: "fail", gates, againAt: null, decisive: gravest };
  const verdict = worst(deciding.map((gate) => gate.verdict));
  const unclear2 = deciding.filter((gate) => gate.verdict !== "pass");
  const looks = unclear2.flatMap(({ againAt: againAt2 }) => againAt2 ?? []);
  return {
    verdict,
    gates,
    againAt: looks.length === 0 ? null : Math.min(...looks),
    decisive: unclear2.find((gate) => gate.verdict === verdict) ?? null
  };
}

// src/rollout/decide/service.ts
function turnIn(view, index, sight) {
  const { plan, state } = view;
  if (plan.gates.wave === void 0 && plan.gates.ring === void 0) return void 0;
  const ring = ringOf(state, index);
  if (activeOf(ring) > 0) return void 0;
  if (ring.phase === "open" && ring.wave === 0) {
    const of2 = serviceScopes.find((one) => plan.gates[one] !== void 0 && !isFresh(view, ring, one));
    return of2 !== void 0 && sight.mayBegin() ? { of: of2, side: "before" } : void 0;
  }
  const due = scopesDue(view, index, sight).filter((of2) => plan.gates[of2] !== void 0);
  const of = due.find((one) => !hasPassed(ring.service.rounds[one]));
  return of === void 0 || !hasBegun(view, index) ? void 0 : { of, side: "after" };
}
function isFresh({ state, shard }, ring, of) {
  const seen2 = ring.service.before[of];
  return seen2 !== void 0 && seen2.at >= (runOfShard(state.runs, shard)?.at ?? 0);
}
function scopesDue(view, index, sight) {
  const planned2 = plannedRing(view, index);
  const ring = ringOf(view.state, index);
  const { pending, watching } = ring.tally;
  if (ring.phase === "judging") return pending + watching === 0 && sight.isLookedAt() ? ["ring"] : [];
  if (ring.phase !== "open" || pending > 0 && ring.filled < placesIn(planned2, ring.wave)) return [];
  const isAtItsEnd = pending === 0 && (ring.updated === 0 || planned2.soak === 0);
  return isAtItsEnd ? ["wave", "ring"] : ["wave"];
}
function hasBegun(view, index) {
  return plannedRing(view, index).machines.some((name) => machineOf(view.state, name).beganAt !== null);
}
function serviceMoves(view, index, turn) {
  if (turn === void 0) return void 0;
  const ring = ringOf(view.state, index);
  const { news, rounds } = ring.service;
  if (news !== null) return [judgedBy(view, index, news)];
  const round = rounds[turn.of];
  if (turn.side === "before" || round === void 0 || round.verdict === null || round.againAt !== null) return [];
  return [answerOf(view, index, turn.of)];
}
function lookAtService(view, index, { of, side }) {
  const ring = ringOf(view.state, index);
  const { news, rounds } = ring.service;
  const isUnderWay2 = [...view.state.inFlight.values()].some((one) => one.kind === "poll" && one.ring === ring.name);
  if (news !== null || isUnderWay2 || side === "after" && owesRound(ring)) return void 0;
  const round = rounds[of];
  if (side === "before" || round === void 0 || round.verdict === null) return view.now;
  return round.againAt ?? void 0;
}
var noReadings = {
  machine: noMachine,
  updates: [],
  held: [],
  lineage: []
};
function judgedBy(view, index, news) {
  const { name, service } = ringOf(view.state, index);
  const { of, side, wave } = news;
  const gates = gatesSeen(view, index, news);
  const known = side === "before" ? [] : service.known[of] ?? [];
  const { verdict, againAt: againAt2 } = together(gates, known);
  return { kind: "ringJudged", at: view.now, ring: name, of, side, wave, verdict, gates, againAt: againAt2 };
}
function gatesSeen({ plan, state }, index, { of, side, at, runner }) {
  const { rounds, before: before2, known } = ringOf(state, index).service;
  const round = rounds[of];
  const since = round?.since ?? at;
  return (plan.gates[of] ?? []).map((choice, place) => {
    const gate = gateNamed(choice.gate);
    if (gate === void 0) throw new RangeError(`gate ${choice.gate} does not exist`);
    const evidence = { ...noReadings, stage: side, settledAt: since, runner };
    const previous = round?.judged[place];
    const look = gate.judge({ settings: choice.settings, evidence, now: at, previous });
    if (side === "before") return kept(choice, look);
    const { series, ...word } = inSeries(choice.measuring ?? oneMeasurement, look, { previous, since, now: at });
    const isKnown = known[of]?.includes(place) === true;
    const said = withHistory({ ...kept(choice, word), series }, before2[of]?.gates[place]);
    return isKnown ? { ...said, reason: `${said.reason}; a person has resumed in spite of it` } : said;
  });
}
function withHistory(judged3, before2) {
  if (judged3.verdict !== "fail" || before2?.verdict !== "fail") return judged3;
  const reason = `${judged3.reason}; it was no better before the first machine of the ring was begun with`;
  return { ...judged3, verdict: "inconclusive", reason };
}
function together(gates, known) {
  const asked2 = gates.filter((_, place) => !known.includes(place));
  const deciding = asked2.filter(({ severity }) => severity !== "observe");
  const looks = asked2.flatMap(({ againAt: againAt3 }) => againAt3 ?? []);
  const againAt2 = looks.length === 0 ? null : Math.min(...looks);
  const gravest = gravestOf(deciding);
  const isGrave2 = gravest !== void 0 && gravest.severity !== "soft";
  if (gravest !== void 0 && (isGrave2 || againAt2 === null))
    return { verdict: "fail", againAt: null, decisive: gravest };
  const verdict = deciding.length === 0 ? "pass" : worst(deciding.map((gate) => gate.verdict));
  return { verdict, againAt: againAt2, decisive: deciding.find((gate) => gate.verdict === verdict) ?? null };
}
function gravestOf(deciding) {
  const failed2 = deciding.filter(({ verdict, againAt: againAt2 }) => verdict === "fail" && againAt2 === void 0);
  return failed2.sort((a, b) => weight[b.severity] - weight[a.severity])[0];
}
function answerOf(view, index, of) {
  const { plan, state, now } = view;
  const { name, service, wave } = ringOf(state, index);
  const gates = service.rounds[of]?.judged ?? [];
  const { verdict, decisive } = together(gates, service.known[of] ?? []);
  if (decisive === null) throw new RangeError(`no gate of ${serviceText(of, { ring: name, wave })} decides`);
  if (verdict !== "fail" || decisive.severity === "soft")
    return { kind: "ringHeld", at: now, ring: name, failure: heldBy(view, index, { of, gate: decisive }) };
  const before2 = service.before[of]?.gates[gates.indexOf(decisive)];
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
  const { name: ring, wave } = ringOf(state, index);
  const isBad = gate.verdict === "fail";
  const what = isBad ? "fails" : "gives no clear answer";
  const message = `${gate.gate} ${what} after ${serviceText(of, { ring, wave })}: ${gate.reason}`;
  return failureOf(isBad ? "SERVICE_FAILED" : "SERVICE_UNCLEAR", message, {
    retryable: true,
    cause: gate.gate,
    next: `the next run asks again; to go on in spite of it: patchring resume --rollout ${plan.rolloutId} --reason "…"`
  });
}

// src/rollout/decide/another-restart.ts
var restartsAtMost = 3;
var servicingSignals = ["servicing", "servicingInProgress", "packagesPending", "windowsUpdate"];
function wantsAnother({ boot, before: before2, restarts, failure }) {
  if (boot === null || failure !== null || restarts >= restartsAtMost) return false;
  const then = before2?.readings.boot;
  const old = then?.ok === true ? then.value.pendingRestart : [];
  return boot.pendingRestart.some((signal) => servicingSignals.includes(signal) && !old.includes(signal));
}

// src/rollout/decide/cluster.ts
var drainAgainAfter = 5 * 6e4;
function needsDrain({ plan }, machine) {
  return plan.cluster === "drain" && machine.facts?.roles.includes("cluster") === true && !isDrained(machine);
}
function mayRestart({ plan }, { chosen: chosen3 }) {
  const mine = new Set(chosen3.map(identityOf));
  return plan.updates.some((update) => mine.has(identityOf(update)) && update.restart !== "never");
}
function drain(view, machine, purpose) {
  const common = asked(view, machine, "drain");
  const job = jobKeyOf(view.plan.rolloutId, machine.name, "drain", common.attempt);
  return { ...common, job, purpose, after: owesResume(machine) ? [...machine.drain?.jobs ?? []] : [] };
}
function resume(view, machine) {
  if (machine.drain === null || !owesResume(machine) || machine.drain.failure !== null) return void 0;
  const common = asked(view, machine, "resume");
  const job = jobKeyOf(view.plan.rolloutId, machine.name, "resume", common.attempt);
  return { ...common, job, drains: [...machine.drain.jobs] };
}
var onTheWayBack = undoPhases;
var inHand2 = ["checking", "ready", "installed", "restarted", "verifying", "watching"];
var looked = ["restarted", "verifying", "undoRestarted", "undoVerifying"];
function answerDrain(view, machine) {
  const { drain: state, phase, install: install2 } = machine;
  if (state === null || machine.inFlight !== null) return [];
  const who = [view, machine];
  const { trouble: trouble2, failure } = state;
  if (owesResume(machine)) {
    if (failure === null || machine.failure !== null && looked.includes(phase)) return [];
    if (onTheWayBack.includes(phase)) return [stranded(who, failure)];
    return inHand2.includes(phase) ? [failed(who, failure, { severity: "hard", gate: null })] : [];
  }
  if (trouble2 === null) return [];
  if (onTheWayBack.includes(phase)) {
    const isLate = view.now - machine.since >= view.plan.limits.verify;
    return trouble2.retryable && !isLate ? [notReached(who, "after", view.now + drainAgainAfter)] : [stranded(who, trouble2)];
  }
  if (!inHand2.includes(phase)) return [];
  return [install2 === null ? skipped(who, trouble2) : failed(who, trouble2, { severity: "hard", gate: null })];
}
function isResuming(machine) {
  return owesResume(machine) && machine.drain?.failure === null;
}
function waitsForFellow({ state }, machine) {
  if (machine.cluster === null || owesResume(machine)) return false;
  const others = [...state.machines.values()].filter(
    ({ cluster, name }) => cluster === machine.cluster && name !== machine.name
  );
  return others.some(isResuming);
}
function isClusterStuck({ state }, machine) {
  if (machine.cluster === null) return false;
  const isLeft = (other) => owesResume(other) && (other.drain?.failure ?? null) !== null;
  return [...state.machines.values()].some(
    (other) => other.cluster === machine.cluster && other.name !== machine.name && isLeft(other)
  );
}
function drainToUndo(view, machine) {
  return waitsForFellow(view, machine) ? void 0 : drain(view, machine, "undo");
}
function isClusterBusy({ state }, machine, begun3) {
  const { name, cluster } = machine;
  if (cluster === null) return false;
  const others = [...state.machines.values()].filter((other) => onTheWayBack.includes(other.phase));
  if (waitsForFellow({ state }, machine)) return true;
  return [...others, ...begun3].some((other) => other.cluster === cluster && other.name !== name);
}

// src/rollout/decide/after.ts
function verdictAfter(view, machine) {
  if (machine.news?.kind !== "verified") return void 0;
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
  const keys = new Set([...install2?.updates ?? [], ...now].map(identityOf));
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
  if (!isLater(row, earlier)) return false;
  const isBetween = (one) => one.kind === "baseline" && one.kb !== null && isLater(one, earlier) && isLater(row, one);
  return isOnLineOf(row, earlier) || lineage.some(isBetween);
}
function containing(kb, rows) {
  const mine = rows.filter((row) => row.kb === kb);
  const later = mine.flatMap((row) => {
    const lineage = rows.filter(({ product }) => product === row.product);
    return lineage.flatMap((other) => other.kb !== null && contains(other, row, lineage) ? other.kb : []);
  });
  return [.../* @__PURE__ */ new Set([kb, ...later])];
}
function withLater({ fixes, exploited }, rows) {
  const known = /* @__PURE__ */ new Map();
  const all = (kb) => {
    const kbs = known.get(kb) ?? containing(kb, rows);
    known.set(kb, kbs);
    return kbs;
  };
  return { fixes: new Map([...fixes].map(([cve, kbs]) => [cve, [...new Set(kbs.flatMap(all))]])), exploited };
}

// src/rollout/decide/choose.ts
function choose(view, offer) {
  const { plan, state, now } = view;
  const { machine, facts, hotpatch } = offer;
  const offered = new Map(offer.scan.updates.map((update) => [identityOf(update), update]));
  const installed = hotpatch === void 0 ? [] : Object.values(hotpatch.installedKbs).flatMap((kbs) => kbs ?? []);
  const left2 = [];
  const open = [];
  for (const update of plan.updates) {
    const here = offered.get(identityOf(update));
    const why = here === void 0 ? whyMissing(view, offer, update, installed) : whyLeft(view, machine, here);
    if (why !== void 0) left2.push(leftOut(update, why));
    else if (here !== void 0) open.push({ ...update, restart: here.restart });
  }
  if (plan.source.kind === "none" || plan.source.kind === "script") return { chosen: open, left: left2 };
  const grade = hotpatch === void 0 ? unreadGrade : gradeHotpatch(hotpatch, facts, plan.lineage, offer.scan.history);
  const { holds: holds2, hotpatch: mode, lineage: rows } = plan;
  const held = holdsFor({ updates: open, facts, grade, installed, holds: holds2, mode, now, rows });
  const byHand2 = ({ kbs }) => state.heldByHand.some(({ kb }) => kbs.includes(kb));
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
  const hold = state.heldByHand.find(({ kb }) => kbs.includes(kb));
  return {
    why: "held",
    reason: `${hold?.kb ?? ""} was held by ${hold?.person ?? "a person"}: ${hold?.reason ?? ""}`,
    remedy: "it is left out for the rest of this rollout",
    blocks: false
  };
}
function whyLeft({ plan, state }, machine, update) {
  if (plan.restart === "never" && update.restart !== "never") {
    return {
      why: "restart",
      reason: `${restartText(update)}, and the policy says restart: never`,
      remedy: "install it by hand, or allow restarts",
      blocks: false
    };
  }
  const proof = state.proven.get(identityOf(update));
  if (machine.ring === 0 || proof !== void 0 && proof.ring < machine.ring) return void 0;
  return {
    why: "unproven",
    reason: "no machine of an earlier ring installed it and passed its gates",
    remedy: "put a machine that is offered it into an earlier ring",
    blocks: false
  };
}
function restartText({ restart: restart2, isRestartPredicted }) {
  if (isRestartPredicted) return "Windows says that it restarts this machine";
  return restart2 === "always" ? "its metadata says that it restarts" : "its metadata says that it may restart";
}
function whyMissing({ plan, state }, { machine, facts, scan }, update, installed) {
  const other = scan.updates.find(({ updateId }) => updateId === update.updateId);
  if (other !== void 0) {
    return gone(`it is offered in revision ${other.revision}, and revision ${update.revision} was planned`);
  }
  const having = update.kbs.flatMap((kb) => containing(kb, plan.lineage));
  if (having.length === 0 || having.some((kb) => installed.includes(kb))) return void 0;
  const proof = state.proven.get(identityOf(update));
  if (machine.ring === 0) {
    const wasOffered = update.offeredTo.includes(machine.name);
    return wasOffered ? gone("it was offered here when the plan was made, and is not any more") : void 0;
  }
  const isExpected = proof !== void 0 && proof.ring < machine.ring && proof.builds.has(facts.build);
  return isExpected ? gone("it is not offered here, and an earlier ring got it on the same Windows") : void 0;
}
function gone(reason) {
  const remedy = "the vendor may have withdrawn or replaced it: look it up, then make a new plan or resume";
  return { why: "gone", reason, remedy, blocks: false };
}

// src/rollout/decide/control.ts
var significance = 0.05;
function suspectIn({ verdict, againAt: againAt2, decisive }) {
  if (verdict !== "fail" || againAt2 !== null || decisive === null || decisive.severity === "critical") return void 0;
  return gateNamed(decisive.gate)?.control === void 0 ? void 0 : decisive;
}
function waitsForControl(view, machine, judged3) {
  const { state } = view;
  if (state.phase !== "running" || state.stop !== null || suspectIn(judged3) === void 0) return false;
  return underWay2(view, machine).length > 0 || candidates(view, machine).length > 0;
}
function underWay2({ state }, { name }) {
  return [...state.inFlight.values()].filter((effect) => effect.kind === "control" && effect.beside === name);
}
function candidates(view, machine) {
  const { plan, state } = view;
  const known = new Set(machine.control.map((reading) => reading.machine));
  const room = (plan.control ?? 0) - known.size - underWay2(view, machine).length;
  if (room < 1) return [];
  const { labels } = entryOf(view, machine.name);
  const likeness = ({ name }) => Object.entries(entryOf(view, name).labels).filter(([key, value]) => labels[key] === value).length;
  const free = [...state.machines.values()].filter(
    (one) => one.phase === "pending" && one.inFlight === null && one.beganAt === null && !known.has(one.name) && isMine(view, one.name)
  );
  return free.sort((a, b) => likeness(b) - likeness(a)).slice(0, room);
}
function environmentTrouble(view, machine, judged3) {
  const suspect = suspectIn(judged3);
  if (suspect === void 0) return void 0;
  const shown = [];
  let clean = 0;
  for (const reading of machine.control) {
    const verdict = verdictOn(view, reading, judged3.gates);
    if (verdict === "shown") shown.push(reading.machine);
    if (verdict === "clean") clean += 1;
  }
  if (shown.length === 0) return void 0;
  const { rings, machines: machines2 } = view.state;
  const alike = [...machines2.values()].filter((one) => one.phase === "failed" && one.failedBy?.gate === suspect.gate);
  const through = rings.reduce((sum, { updated, tally }) => sum + updated + tally.watching + tally.failed, 0);
  const patched = { failed: alike.length + 1, of: through + 1 };
  const control = { failed: shown.length, of: shown.length + clean };
  if (chanceOfDifference(patched, control) <= significance) return void 0;
  return `${suspect.reason}; ${control.failed} of ${control.of} machines that were not updated show the same (${shown.join(", ")})`;
}
function verdictOn(view, reading, judged3) {
  const words = gatesFor(view, "after", false).flatMap((choice) => {
    const gate = gateNamed(choice.gate);
    const failed2 = judged3.filter((one) => one.gate === choice.gate && one.verdict === "fail");
    if (gate?.control === void 0 || failed2.length === 0) return [];
    const evidence = evidenceOf2(view, reading);
    const { verdict, subjects = [] } = gate.judge({
      settings: choice.settings,
      evidence,
      now: view.now,
      previous: confirmed
    });
    if (verdict !== "fail") return [verdict === "pass" ? "clean" : "unread"];
    const isSame = failed2.some((one) => one.subjects?.some((subject) => subjects.includes(subject)));
    return [gate.control === "absolute" || isSame ? "shown" : "clean"];
  });
  return words.find((word) => word === "shown") ?? words.find((word) => word === "unread") ?? words[0] ?? "unread";
}
var confirmed = { verdict: "fail", reason: "", measured: {}, strikes: 1e3 };
function evidenceOf2(view, { machine: name, snapshot, runner }) {
  const { health } = snapshot.readings;
  const readings = health?.ok === true ? {
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
  const ids = new Set(pinned.map(({ updateId }) => updateId));
  return rows.flatMap((row) => {
    if (!row.ok) return [];
    const { computerName, domain, productName, build, ubr } = row.facts;
    const isEnrolled = row.hotpatch === void 0 ? null : isEnrolledBy(row.hotpatch);
    const beside = row.scan.updates.filter((update) => !ids.has(update.updateId) && isLasting(update));
    const others = [...new Set(beside.map(({ updateId }) => updateId))].sort();
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
  const expected = nameOf(entry);
  if (expected === void 0 || isSameName(expected, computerName)) return void 0;
  return { what: "name", before: expected, after: computerName };
}
function exchangedNotes({ machines: machines2 }, survey) {
  const entries = new Map(machines2.map((entry) => [entry.name, entry]));
  return (survey?.rows ?? []).flatMap((row) => {
    const entry = entries.get(row.machine);
    const found = row.ok && entry !== void 0 ? strangerAt(entry, row.facts) : void 0;
    if (found === void 0) return [];
    const message = `${row.machine} answers as ${found.after}, and ${found.before} was expected: nothing will be begun there.`;
    return [failureOf("MACHINE_EXCHANGED", message, { machine: row.machine })];
  });
}
function driftOf(plan, { entry, surveyed, look }, shown) {
  const { facts } = shown;
  const stranger = strangerAt(entry, facts);
  const known = surveyed ?? look;
  return [
    ...stranger === void 0 ? [] : [stranger],
    ...known === null ? [] : identityChanges(known, facts, stranger !== void 0),
    ...surveyed === null ? [] : [...enrolmentChanges(surveyed, shown), ...offerChanges(plan, surveyed, shown)]
  ];
}
function identityChanges(known, now, isStranger) {
  const full = ({ computerName, domain }) => `${computerName}.${domain}`.toLowerCase();
  const windows2 = ({ productName, build }) => `${productName} (${build})`;
  const level = ({ build, ubr }) => `${build}.${ubr}`;
  const change2 = (what, of) => of(known) === of(now) ? [] : [{ what, before: of(known), after: of(now) }];
  const product = change2("product", windows2);
  return [
    ...isStranger ? [] : change2("name", full),
    ...product,
    ...product.length > 0 ? [] : change2("build", level)
  ];
}
var enrolled = (is) => is ? "enrolled" : "not enrolled";
function enrolmentChanges({ isEnrolled }, { hotpatch }) {
  const now = hotpatch === void 0 ? null : isEnrolledBy(hotpatch);
  if (isEnrolled === null || now === null || isEnrolled === now) return [];
  return [{ what: "hotpatch", before: enrolled(isEnrolled), after: enrolled(now) }];
}
function offerChanges(plan, { machine, others }, { hotpatch, scan }) {
  const now = new Set(scan.updates.map(identityOf));
  const installed = Object.values(hotpatch?.installedKbs ?? {}).flatMap((kbs) => kbs ?? []);
  const changes = plan.updates.filter((update) => update.offeredTo.includes(machine) && !now.has(identityOf(update))).map(({ kbs, title }) => {
    const isThere = kbs.some((kb) => containing(kb, plan.lineage).some((one) => installed.includes(one)));
    const name = kbs.join("+") || title;
    return isThere ? { what: "installed", before: `${name} pending`, after: "there already" } : { what: "gone", before: `${name} pending`, after: "not offered" };
  });
  const known = /* @__PURE__ */ new Set([...others, ...plan.updates.map(({ updateId }) => updateId)]);
  const fresh = scan.updates.filter((update) => !known.has(update.updateId) && isLasting(update));
  if (fresh.length > 0) changes.push({ what: "offered", before: "not offered", after: namesOf2(fresh) });
  return changes.sort((a, b) => driftKinds.indexOf(a.what) - driftKinds.indexOf(b.what));
}
function namesOf2(updates) {
  return [...new Set(updates.map(({ kbs, title }) => kbs.join("+") || title))].sort().join(", ");
}

// src/rollout/decide/drift.ts
var nothing2 = { told: [], stranger: void 0, changed: void 0 };
var surveyedIn = /* @__PURE__ */ new WeakMap();
function surveyedOf2(plan, name) {
  let index = surveyedIn.get(plan);
  if (index === void 0) {
    index = new Map((plan.surveyed ?? []).map((one) => [one.machine, one]));
    surveyedIn.set(plan, index);
  }
  return index.get(name) ?? null;
}
function isUntouched({ beganAt, attempts }) {
  const { install: install2, restart: restart2, uninstall: uninstall2 } = attempts;
  return beganAt === null && install2 === void 0 && restart2 === void 0 && uninstall2 === void 0;
}
function driftAt(view, machine, shown) {
  const { plan, now } = view;
  if (plan.drift === void 0 || !isUntouched(machine)) return nothing2;
  const before2 = {
    entry: entryOf(view, machine.name),
    surveyed: surveyedOf2(plan, machine.name),
    look: machine.look?.facts ?? null
  };
  const changes = driftOf(plan, before2, shown);
  const grave = changes.filter(isGrave);
  const stranger = grave.find(({ what }) => what === "name");
  const isPassed = plan.drift === "warn" || ringOf(view.state, machine.ring).lifted.has("RING_DRIFTED");
  const isTold = JSON.stringify(changes) === JSON.stringify(machine.drift ?? []);
  return {
    told: isTold ? [] : [{ kind: "machineDrifted", at: now, machine: machine.name, changes: [...changes] }],
    stranger: stranger === void 0 ? void 0 : anotherMachine(machine, stranger),
    changed: grave.length === 0 || isPassed ? void 0 : whyChanged(machine, grave)
  };
}
function anotherMachine(machine, { before: before2, after }) {
  const message = `another machine answers at its address: ${after}, and ${before2} was expected`;
  return trouble(machine, "MACHINE_EXCHANGED", message, { cause: `${before2} -> ${after}` });
}
function whyChanged(machine, changes) {
  const message = `it is not what the plan knew of it: ${changesText(changes)}`;
  return trouble(machine, "MACHINE_DRIFTED", message);
}

// src/rollout/offers.ts
function offerOf(source, { when, facts, hotpatch }) {
  switch (source.kind) {
    case "agent":
    case "script":
      return void 0;
    case "none":
      return { updates: when === "before" ? [restartOnly] : [], source: "none (restart only)" };
    case "packages": {
      const lists = Object.values(hotpatch?.installedKbs ?? {}).filter((kbs) => kbs !== null);
      const isUnread = lists.length === 0;
      const mine = source.packages.filter((one) => fits2(one, facts));
      const missing = mine.filter(({ kb }) => isUnread ? when === "before" : !lists.flat().includes(kb));
      return { updates: missing.map(updateOfPackage), source: "packages" };
    }
  }
}
function fits2({ product, build }, facts) {
  return product === void 0 ? build === facts.build : productOf(facts)?.name === product;
}
function whyNoneFits(source, facts) {
  if (source.kind !== "packages" || source.packages.some((one) => fits2(one, facts))) return void 0;
  const others = [...new Set(source.packages.map(whatItIsFor))].join(", ");
  return `no package is for ${facts.productName.trim() || "this Windows"} (build ${facts.build}): the policy has some for ${others}`;
}
function offerIn(source, status) {
  if (status.kind === "scan") return status.result;
  if (status.kind !== "detect" || source.kind !== "script") return void 0;
  const { installed, version } = status.result;
  const found = installed ? `installed${version === null ? "" : `, version ${version}`}` : "not installed";
  return { updates: installed ? [] : [updateOfScripts(source)], source: `script ${source.name} (${found})` };
}

// src/rollout/decide/obstacles.ts
function misfitOf({ plan }, machine, facts) {
  const misfit = whyNoneFits(plan.source, facts);
  return misfit === void 0 ? void 0 : trouble(machine, "PACKAGE_NONE_FITS", misfit);
}
function obstacleIn(machine, { chosen: updates, left: left2 }) {
  const blocking = left2.find(({ blocks }) => blocks);
  if (blocking !== void 0) {
    return trouble(machine, "MACHINE_HELD", blocking.reason, { cause: blocking.kbs.join(", "), next: blocking.remedy });
  }
  const unproven = left2.find(({ why }) => why === "unproven");
  if (updates.length > 0 || unproven === void 0) return void 0;
  const name = unproven.kbs.join(", ") || unproven.title;
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
];
var codes = new Map([
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
  const retry = hresultOf(hresult)?.retry;
  return retry === "soon" || retry === "later" || retry === "restart";
}

// src/rollout/decide/update-failure.ts
function updateFailure(machine, update) {
  const { hresult, kbs, code: own, note } = update;
  if (own !== void 0) {
    const told = rowOfCode(own);
    return trouble(machine, own, told?.meaning ?? "The script has failed.", {
      ...note === void 0 || note === "" ? {} : { cause: note },
      ...told === void 0 ? {} : { next: told.next }
    });
  }
  const name = kbs.join(", ") || identityOf(update);
  const code = installFailureCode(hresult);
  const cause = describeHresult(hresult);
  const next = hresultOf(hresult)?.advice ?? rowOfCode(code)?.next;
  return trouble(machine, code, `${name} could not be installed (${cause})`, {
    cause,
    retryable: canRetry(hresult),
    ...next === void 0 ? {} : { next }
  });
}

// src/rollout/decide/second-try.ts
function failedUpdates({ install: install2, chosen: wanted2 }) {
  const mine = new Set(wanted2.map(identityOf));
  const isBad = ({ outcome }) => outcome === "failed" || outcome === "aborted";
  return (install2?.updates ?? []).filter((update) => isBad(update) && mine.has(identityOf(update)));
}
function isTriedAgain({ plan }, machine) {
  const { install: install2, tried } = machine;
  if (install2?.needsRestart !== true || plan.restart === "never") return false;
  const bad = failedUpdates(machine);
  const isCurable = ({ hresult }) => hresultOf(hresult)?.retry === "restart";
  const isFresh2 = (one) => tried.get(identityOf(one)) === 1;
  const goesAlong = ({ outcome, hresult }) => outcome === "aborted" && hresult === 0;
  return bad.some(isCurable) && bad.every((one) => isFresh2(one) && (isCurable(one) || goesAlong(one)));
}
function tryAgain(view, machine) {
  if (!isTriedAgain(view, machine)) return [];
  if (!mayGoOn(view, machine)) return stillFailed(view, machine);
  const bad = new Set(failedUpdates(machine).map(identityOf));
  const updates = view.plan.updates.filter((update) => bad.has(identityOf(update)));
  return [chosen([view, machine], updates, machine.left)];
}
function stillFailed(view, machine) {
  const [bad] = failedUpdates(machine);
  if (bad === void 0) return [];
  return [failed([view, machine], updateFailure(machine, bad), { severity: "hard", gate: null })];
}

// src/rollout/decide/machine.ts
var looksAtMost = 3;
var knockAgainAfter = 2e4;
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
  const who = [view, machine];
  if (machine.install !== null) {
    const unfinished2 = failure.code === "EFFECT_WITHDRAWN" ? stillFailed(view, machine) : [];
    if (unfinished2.length > 0) return unfinished2;
    return failure.code === "EFFECT_WITHDRAWN" ? [done(who, "updated", machine.left)] : [failed(who, about(machine, failure), { severity: "hard", gate: null })];
  }
  if (failure.code === "EFFECT_WITHDRAWN") return [returned(who, failure.message)];
  return [skipped(who, about(machine, failure))];
}
function answerCheck(view, machine, { snapshot, scan, runner }) {
  const who = [view, machine];
  const { facts, hotpatch } = snapshot.readings;
  if (facts === void 0) throw new RangeError("a check always reads the facts");
  if (!facts.ok && machine.beganAt !== null) return again(view, machine, facts.failure);
  if (machine.beganAt !== null && owesRestart(machine)) {
    const hanging = trouble(
      machine,
      "MACHINE_NOT_BACK",
      "it answers, and the restart that we asked for is still to come"
    );
    return [notBegun(who, hanging)];
  }
  if (!mayBegin(view, machine)) return [returned(who, "it may not be begun with now")];
  if (!facts.ok) return again(view, machine, facts.failure);
  const crowded = machine.cluster === null || machine.beganAt !== null ? void 0 : whyCrowded(view, machine);
  if (crowded !== void 0) return [returned(who, `its group has to wait: ${crowded}`)];
  if (!scan.ok) return again(view, machine, scan.failure);
  const reading = hotpatch?.ok === true ? hotpatch.value : void 0;
  const shown = { facts: facts.value, hotpatch: reading, scan: scan.value };
  const drift = driftAt(view, machine, shown);
  if (drift.stranger !== void 0) return [...drift.told, notBegun(who, drift.stranger)];
  const choice = choose(view, { machine, ...shown });
  const misfit = misfitOf(view, machine, facts.value) ?? obstacleIn(machine, choice);
  const mayNot = choice.chosen.length === 0 ? void 0 : drift.changed ?? machineUncovered(view, machine);
  const asks = { choice, obstacle: misfit ?? mayNot, offered: scan.value.updates, runner };
  return [...drift.told, ...answerGates(view, machine, asks)];
}
function answerGates(view, machine, { choice, obstacle, offered, runner }) {
  const who = [view, machine];
  if (choice.chosen.length === 0 && obstacle === void 0) return [done(who, "nothingNeeded", choice.left)];
  const notFirst = obstacle === void 0 ? whyNotFirst(view, machine) : void 0;
  if (notFirst !== void 0) return [returned(who, notFirst)];
  const isClearing = obstacle === void 0 && isToBeCleared(view, machine);
  const verdict = judge(view, {
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
    const told = judged(who, "before", verdict, null);
    return obstacle === void 0 ? [told, chosen(who, choice.chosen, choice.left)] : [told, notBegun(who, obstacle)];
  }
  const isLate = view.now - (machine.lookingSince ?? view.now) >= view.plan.limits.verify;
  if (verdict.verdict !== "fail" && (machine.looks < looksAtMost || verdict.againAt !== null && !isLate)) {
    return [judged(who, "before", verdict, verdict.againAt ?? view.now + lookAgainAfter)];
  }
  return [judged(who, "before", verdict, null), notBegun(who, obstacle ?? gateTrouble(machine, verdict))];
}
function again(view, machine, failure) {
  const who = [view, machine];
  if (failure.retryable && machine.looks < looksAtMost) return [notReached(who, "before", view.now + knockAgainAfter)];
  const isSilent = machine.before?.readings.facts?.ok === false;
  if (machine.beganAt === null || !isSilent || isOurs(failure)) return [notBegun(who, about(machine, failure))];
  return [
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
  if (plan.source.kind === "none" || plan.pendingRestart !== "restartFirst" || boot === null) return false;
  return boot.pendingRestart.some((signal) => signal !== "fileRename" && !uncleared.includes(signal));
}
function answerVerify(view, machine, { scan }) {
  const who = [view, machine];
  const verdict = verdictAfter(view, machine);
  if (verdict === void 0) return [];
  if (verdict.verdict === "pass" && machine.after?.readings.facts?.ok === true) {
    const next = scan === null ? [done(who, "updated", machine.left)] : afterRescan(view, machine, scan);
    const looksAgain = next.length === 0;
    return [judged(who, "after", verdict, looksAgain ? view.now + lookAgainAfter : null), ...next];
  }
  const { decisive } = verdict;
  const againAt2 = verdict.verdict === "pass" ? view.now + knockAgainAfter : verdict.againAt;
  if (waitsForControl(view, machine, verdict)) return [];
  const environment = environmentTrouble(view, machine, verdict);
  if (environment !== void 0) {
    const suspected = trouble(machine, "ENVIRONMENT_SUSPECTED", environment, { retryable: true });
    return [
      judged(who, "after", { ...verdict, verdict: "inconclusive" }, null),
      unclear(who, suspected, decisive?.gate ?? null)
    ];
  }
  if (verdict.verdict === "fail" && againAt2 === null) {
    const blame = { severity: decisive?.severity ?? "hard", gate: decisive?.gate ?? null };
    return [judged(who, "after", verdict, null), failed(who, gateTrouble(machine, verdict), blame)];
  }
  const isLate = view.now - (machine.lookingSince ?? view.now) >= view.plan.limits.verify;
  if (againAt2 !== null && !isLate) return [judged(who, "after", verdict, againAt2)];
  return [judged(who, "after", verdict, null), ...giveUp(view, machine, gateTrouble(machine, verdict), decisive?.gate)];
}
function giveUp(view, machine, failure, gate) {
  const readings = Object.values(machine.after?.readings ?? {});
  const silent2 = readings.find((reading) => reading !== void 0 && !reading.ok);
  if (readings.some((reading) => reading?.ok === true) || silent2 === void 0 || silent2.ok) {
    return [unclear([view, machine], failure, gate ?? null)];
  }
  const message = "it does not answer since it was updated";
  const cause = silent2.failure.code;
  return [
    failed([view, machine], trouble(machine, "MACHINE_UNREACHABLE", message, { cause }), {
      severity: "hard",
      gate: null
    })
  ];
}
function afterRescan(view, machine, scan) {
  const who = [view, machine];
  if (!scan.ok && scan.failure.code === "EFFECT_WITHDRAWN") return [done(who, "updated", machine.left)];
  if (!scan.ok) return machine.looks < looksAtMost ? [] : [unclear(who, about(machine, scan.failure), null)];
  const had = new Set(installedBy(machine.install));
  const twice = scan.value.updates.find((update) => had.has(identityOf(update)));
  if (twice !== void 0) {
    const name = twice.kbs.join(", ") || twice.title;
    const lie = view.plan.source.kind === "script" ? trouble(machine, "SCRIPT_NOT_DETECTED", `${name} ended well, and detect does not find it after the restart`) : trouble(machine, "UPDATE_LOOP", `${name} was installed and is offered again`);
    return [failed(who, lie, { severity: "hard", gate: null })];
  }
  const { facts, hotpatch } = machine.after?.readings ?? {};
  if (facts?.ok !== true || !mayGoOn(view, machine)) return [done(who, "updated", machine.left)];
  const reading = hotpatch?.ok === true ? hotpatch.value : void 0;
  const more = choose(view, { machine, facts: facts.value, hotpatch: reading, scan: scan.value });
  const fresh = more.chosen.filter((update) => !triedBy(machine.install).has(identityOf(update)));
  const hasObstacle = more.left.some(({ blocks }) => blocks);
  if (fresh.length === 0 || hasObstacle) return [done(who, "updated", machine.left)];
  return [chosen(who, fresh, machine.left)];
}
function installedBy(install2) {
  return (install2?.updates ?? []).filter(({ outcome }) => outcome === "installed").map(identityOf);
}
function triedBy(install2) {
  return new Set((install2?.updates ?? []).map(identityOf));
}
function answerInstall(view, machine) {
  const who = [view, machine];
  const { install: install2 } = machine;
  if (install2 === null) return [];
  const bad = install2.updates.find(({ outcome }) => outcome === "failed" || outcome === "aborted");
  if (bad !== void 0 && isTriedAgain(view, machine)) return [];
  if (bad !== void 0) return [failed(who, updateFailure(machine, bad), { severity: "hard", gate: null })];
  if (installedBy(install2).length === 0) {
    const gone2 = install2.updates.find(({ outcome }) => outcome === "notOffered");
    if (gone2 === void 0) return [done(who, "nothingNeeded", machine.left)];
    const name = gone2.kbs.join(", ") || identityOf(gone2);
    return [skipped(who, trouble(machine, "UPDATE_GONE", `${name} was offered, and gone when it was to be installed`))];
  }
  if (!install2.needsRestart || view.plan.restart !== "never") return [];
  const message = "the update needs a restart after all, and the policy says restart: never";
  return [failed(who, trouble(machine, "RESTART_FORBIDDEN", message), { severity: "hard", gate: null })];
}

// src/rollout/decide/undo-look.ts
var looksAtMost2 = 3;
var ours = ["servicing", "servicingInProgress", "packagesPending", "windowsUpdate"];
function answerUninstall(view, machine) {
  const kept2 = machine.undo?.uninstall?.kept[0];
  if (kept2 === void 0) return [];
  const { source } = view.plan;
  const isOwn = source.kind === "script";
  const message = `${isOwn ? source.name : kept2.package} could not be removed: ${kept2.reason}`;
  const next = isOwn ? byHand(machine, source) : wayOut(machine, kept2);
  return [stranded([view, machine], trouble(machine, kept2.code ?? "UNINSTALL_FAILED", message, { next }))];
}
function byHand({ name }, { name: what, detect }) {
  return `remove ${what} from ${name} by hand; it is gone when ${detect.file} says so`;
}
var hopeless = [2148468773, 2148468785, 2148468767, 2147956498];
function forwardOrRestore({ name, facts }) {
  const backup = facts?.isDomainController === true ? "a backup of its system state, never a snapshot" : "a backup";
  return `go forward with the next update that mends it, or restore ${name} from ${backup}`;
}
function restartByHand({ name }) {
  return `restart ${name} (Restart-Computer -ComputerName ${name}), then ask for the rollback again`;
}
function wayOut({ name, facts }, { package: id, hresult, code }) {
  if (code === "UNDO_RESTART_PENDING") return restartByHand({ name });
  if (code !== void 0 || hopeless.includes(hresult) || !packageNamePattern.test(id)) {
    return forwardOrRestore({ name, facts });
  }
  return `Invoke-Command -ComputerName ${name} { Remove-WindowsPackage -Online -PackageName ${id} -NoRestart }`;
}
function answerUndoLook(view, machine, { snapshot, scan }) {
  const who = [view, machine];
  const { facts, boot } = snapshot.readings;
  const isLate = view.now - (machine.lookingSince ?? view.now) >= view.plan.limits.verify;
  const again2 = [notReached(who, "after", view.now + knockAgainAfter)];
  const unread = facts?.ok === true ? boot : facts;
  if (facts?.ok !== true || boot?.ok !== true) {
    if (!isLate) return again2;
    const cause = unread?.ok === false ? unread.failure.code : "nothing was read";
    const message = "it does not answer since it was undone";
    return [stranded(who, trouble(machine, "MACHINE_UNREACHABLE", message, { cause }))];
  }
  if (boot.value.isServicing && !isLate) return again2;
  if (scan?.ok === false) return isLate ? [stranded(who, about(machine, scan.failure))] : again2;
  const { source } = view.plan;
  if (source.kind === "script" && scan?.value.updates.length === 0) {
    const message = `${source.detect.file} still finds ${source.name} after the undo`;
    return [stranded(who, trouble(machine, "MACHINE_STRANDED", message, { next: byHand(machine, source) }))];
  }
  const built = otherBuild(machine, facts.value);
  const why = built ?? whyNotBack(machine, snapshot.readings, boot.value);
  if (why === void 0) return [undone(who)];
  if (built === void 0 && machine.looks < looksAtMost2 && !isLate) return again2;
  const next = `Invoke-Command -ComputerName ${machine.name} { Get-WindowsPackage -Online | Sort-Object InstallTime | Select-Object -Last 5 PackageName, PackageState }`;
  return [stranded(who, trouble(machine, "MACHINE_STRANDED", why, { next }))];
}
function otherBuild({ buildBefore: before2 }, { build, ubr }) {
  if (before2 !== null && before2.build === build && before2.ubr === ubr) return void 0;
  const was = before2 === null ? "unknown" : `${before2.build}.${before2.ubr}`;
  return `the build is ${build}.${ubr} after the undo, and was ${was} before the update`;
}
function whyNotBack({ install: install2, undo: undo2 }, readings, boot) {
  const { packages, hotpatch } = readings;
  const removed = new Set(undo2?.uninstall?.removed.map((name) => name.toLowerCase()));
  if (packages?.ok === false && removed.size > 0)
    return `the build is the one before, and the packages could not be listed (${packages.failure.code})`;
  const left2 = packages?.ok === true ? packages.value.find((name) => removed.has(name.toLowerCase())) : void 0;
  if (left2 !== void 0) return `the build is the one before, and ${left2} is still there`;
  const mine = new Set(installedBy(install2));
  const kbs = install2?.updates.filter((update) => mine.has(identityOf(update))).flatMap((update) => update.kbs);
  const listed = hotpatch?.ok === true ? hotpatch.value.installedKbs.quickFix : null;
  const kb = kbs?.find((one) => listed?.includes(one));
  if (kb !== void 0) return `the build is the one before, and ${kb} is still listed`;
  const signal = boot.pendingRestart.find((one) => ours.includes(one));
  return signal === void 0 ? void 0 : `the build is the one before, and a restart is still pending (${signal})`;
}

// src/rollout/decide/undo-inspection.ts
function answerInspection(view, machine) {
  const inspection = machine.undo?.inspection ?? null;
  if (inspection === null || inspection.snapshot.readings.facts?.ok !== true) return [];
  const who = [view, machine];
  const why = whyNotRemovable(machine, inspection);
  if (why !== void 0) return [stranded(who, about(machine, why))];
  if (view.plan.gates.undo === void 0) return [];
  const mine = new Set(installedBy(machine.install));
  const verdict = judge(view, {
    stage: "undo",
    machine,
    entry: entryOf(view, machine.name),
    updates: view.plan.updates.filter((update) => mine.has(identityOf(update))),
    left: machine.left,
    runner: inspection.runner
  });
  if (verdict.verdict === "pass") return [];
  const failure = gateTrouble(machine, verdict);
  const next = `mend what the gate says, then ask for the rollback again; until then ${machine.name} keeps its update`;
  return [judged(who, "undo", verdict, null), stranded(who, { ...failure, code: "UNDO_GATE_FAILED", next })];
}
function whyNotRemovable(machine, { snapshot }) {
  const { removal } = snapshot.readings;
  if (removal?.ok !== true) return void 0;
  const next = forwardOrRestore(machine);
  const { lastResetBase, permanent, superseded: superseded2, waiting } = removal.value;
  const [lost] = superseded2 ?? [];
  if (lost !== void 0) return supersededBy(machine, lost);
  if (lastResetBase !== null && Date.parse(lastResetBase) > beganThere(machine, snapshot)) {
    const message2 = `the component store was cleaned with ResetBase at ${lastResetBase}, after the update: nothing older can be restored`;
    return failureOf("UNDO_BASE_RESET", message2, { next });
  }
  const [name] = permanent ?? [];
  if (name !== void 0)
    return failureOf("UNDO_PERMANENT", `${name} calls itself permanent: it cannot be removed`, { next });
  if (waiting == null || waiting.length === 0 || restartsFirst(machine)) return void 0;
  const message = `nothing can be taken away while other changes wait for a restart (${waiting.join(", ")})`;
  return failureOf("UNDO_RESTART_PENDING", message, { next: restartByHand(machine) });
}
function supersededBy(machine, { package: name, by }) {
  const rival = by.join(", ") || "a later package that is not listed";
  const message = `somebody else has installed ${rival} since, which supersedes ${name}: taking that away brings nothing back`;
  const first = by.length === 0 ? "" : `remove ${rival} by hand and ask for the rollback again, or `;
  return failureOf("UNDO_SUPERSEDED", message, { next: `${first}${forwardOrRestore(machine)}` });
}
function restartsFirst({ undo: undo2, boot, cluster }) {
  const removal = undo2?.inspection?.snapshot.readings.removal;
  if (undo2 === null || undo2.hasRestarted || boot === null || cluster !== null || removal?.ok !== true) return false;
  return (removal.value.waiting ?? []).length > 0;
}
function beganThere({ beganAt }, { at, readings }) {
  const ahead = readings.facts?.ok === true ? Date.parse(readings.facts.value.clock) - at : 0;
  return (beganAt ?? 0) + ahead;
}

// src/rollout/decide/steps.ts
function nextEffect(view, machine) {
  if (machine.inFlight !== null || view.state.stop !== null) return void 0;
  if (view.state.superseded !== null) return acknowledge(view, machine);
  const isDue = machine.lookAt === null || machine.lookAt <= view.now;
  const back = isDrainNeeded(view, machine) ? void 0 : resume(view, machine);
  if (back !== void 0) return back;
  const paid = payment(view, machine);
  if (paid !== void 0) return paid;
  switch (machine.phase) {
    case "suspect":
      return view.state.phase === "running" && !waitsForDrill(view, machine) ? check(view, machine) : void 0;
    case "checking":
      if (machine.beganAt === null && !mayBegin(view, machine)) return void 0;
      if (machine.news !== null || isMadeReady(machine) && isToBeCleared(view, machine)) return clear(view, machine);
      return isDue && view.state.phase === "running" ? check(view, machine) : void 0;
    case "ready":
      return mayBegin(view, machine) || machine.install !== null ? install(view, machine) : void 0;
    case "installed":
      return machine.install?.needsRestart === true ? restart(view, machine) : verify(view, machine);
    case "restarted":
      if (!isDue || machine.news !== null) return void 0;
      return (wantsAnother(machine) ? restart(view, machine) : void 0) ?? verify(view, machine);
    case "verifying":
    case "watching":
      return isDue && machine.news === null ? verify(view, machine) : void 0;
    case "failed":
      if (view.state.phase !== "running" && machine.diagnosis === null) return diagnose(view, machine);
      return acknowledge(view, machine);
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
      return void 0;
  }
}
function check(view, machine) {
  const common = asked(view, machine, "check");
  return { ...common, job: jobKeyOf(view.plan.rolloutId, machine.name, "scan", common.attempt) };
}
function isDrainNeeded(view, machine) {
  const { phase, install: done3 } = machine;
  if (!isDrained(machine) || isLeaving(view, machine) || !mayGoOn(view, machine)) return false;
  switch (phase) {
    case "ready":
      return mayBegin(view, machine) || done3 !== null;
    case "checking":
      return isToBeCleared(view, machine);
    case "installed":
      return done3?.needsRestart === true;
    case "restarted":
      return wantsAnother(machine);
    default:
      return false;
  }
}
function isMadeReady(machine) {
  return isDrained(machine) || machine.steps !== null && machine.steps.ready.length > 0;
}
function readied(view, machine, next) {
  const step2 = before(view, machine, "update");
  if (step2 === notNow) return void 0;
  return step2 ?? next();
}
function clear(view, machine) {
  return machine.boot === null ? void 0 : readied(view, machine, () => clearNow(view, machine));
}
function clearNow(view, machine) {
  if (machine.boot === null) return void 0;
  if (needsDrain(view, machine)) return drain(view, machine, "update");
  return { ...asked(view, machine, "restart"), ifStillOn: machine.boot.bootId, purpose: "clear" };
}
function install(view, machine) {
  return mayGoOn(view, machine) ? readied(view, machine, () => installNow(view, machine)) : void 0;
}
function installNow(view, machine) {
  if (mayRestart(view, machine) && needsDrain(view, machine)) return drain(view, machine, "update");
  const common = asked(view, machine, "install");
  const job = jobKeyOf(view.plan.rolloutId, machine.name, "install", common.attempt);
  return { ...common, job, updates: [...machine.chosen] };
}
function restart(view, machine) {
  const { boot } = machine;
  if (!mayGoOn(view, machine) || boot === null) return void 0;
  return readied(view, machine, () => {
    if (needsDrain(view, machine)) return drain(view, machine, "update");
    return { ...asked(view, machine, "restart"), ifStillOn: boot.bootId, purpose: "update" };
  });
}
function verify(view, machine) {
  const { plan, state } = view;
  const common = asked(view, machine, "verify");
  const wantsScan = machine.phase === "restarted" || machine.phase === "verifying" && machine.restart !== null;
  const mayScan = wantsScan && machine.rescans < plan.passes && state.phase === "running";
  return {
    ...common,
    purpose: machine.phase === "watching" ? "soak" : "update",
    scan: mayScan ? jobKeyOf(plan.rolloutId, machine.name, "rescan", common.attempt) : null,
    eventsSince: eventsSince(machine)
  };
}
function watch(view, machine) {
  const effect = verify(view, machine);
  return effect.kind === "verify" ? { ...effect, purpose: "soak", scan: null } : effect;
}
function acknowledge(view, machine) {
  const tries = machine.attempts.acknowledge ?? 0;
  const hidings = (machine.attempts.hide ?? 0) + (machine.attempts.show ?? 0);
  const { check: checks = 0, stage: stagings = 0, uninstall: undoings = 0 } = machine.attempts;
  const visits = checks + stagings + undoings + hidings;
  if (machine.finishedJobs.length === 0 || tries > visits) return void 0;
  return asked(view, machine, "acknowledge");
}
function undo(view, machine) {
  if (machine.inFlight !== null || view.state.stop !== null) return void 0;
  if (isLeaving(view, machine)) return payment(view, machine);
  if (machine.news !== null) return void 0;
  const isDue = machine.lookAt === null || machine.lookAt <= view.now;
  switch (machine.phase) {
    case "uninstalled":
      return machine.undo?.uninstall?.needsRestart === true ? undoRestart(view, machine) : undoVerify(view, machine);
    case "undoRestarted":
      if (machine.undo?.uninstall === null) return inspect(view, machine);
      return wantsAnother(machine) ? undoRestart(view, machine) : undoVerify(view, machine);
    case "undoVerifying":
      return isDue ? undoVerify(view, machine) : void 0;
    case "uninstalling":
      return isDue ? uninstall(view, machine) : void 0;
    case "undoChecking":
      if (machine.undo?.inspection === null) return inspect(view, machine);
      if (!isDue) return void 0;
      return (restartsFirst(machine) ? undoRestart(view, machine) : void 0) ?? takeBack(view, machine);
    default:
      if (machine.diagnosis === null) return diagnose(view, machine);
      return firstUndo(view, machine);
  }
}
function firstUndo(view, machine) {
  if (view.state.stop !== null) return void 0;
  return isInspected(view, machine) ? inspect(view, machine) : takeBack(view, machine);
}
function hide(view, machine) {
  const mine = new Set(installedBy(machine.install));
  const updates = view.plan.updates.filter((update) => mine.has(identityOf(update)));
  if (machine.hiding !== null || view.plan.source.kind !== "agent" || updates.length === 0) return void 0;
  if (view.state.lifted !== null) return void 0;
  const common = asked(view, machine, "hide");
  return {
    ...common,
    job: jobKeyOf(view.plan.rolloutId, machine.name, "hide", common.attempt),
    updates: updates.map(({ updateId, revision }) => ({ updateId, revision }))
  };
}
function show(view, machine) {
  if (view.state.lifted === null || machine.showing !== null) return void 0;
  const updates = hiddenUpdates(view.plan, machine);
  if (updates.length === 0) return void 0;
  const common = asked(view, machine, "show");
  return { ...common, job: jobKeyOf(view.plan.rolloutId, machine.name, "show", common.attempt), updates: [...updates] };
}
function diagnose(view, machine) {
  return { ...asked(view, machine, "diagnose"), eventsSince: eventsSince(machine) };
}
function eventsSince({ before: before2 }) {
  const facts = before2?.readings.facts;
  return facts?.ok === true ? Date.parse(facts.value.clock) : null;
}
function hasChanged({ plan }, { install: result }) {
  if (plan.source.kind === "script") return true;
  return installedBy(result).length > 0 || result?.needsRestart === true;
}
function takeBack(view, machine) {
  return hasChanged(view, machine) ? uninstall(view, machine) : undoVerify(view, machine);
}
function isInspected({ plan }, machine) {
  const { kind } = plan.source;
  const asks = kind === "agent" || kind === "packages" || kind === "script" && plan.gates.undo !== void 0;
  const may = machinePhases[machine.phase];
  return asks && installedBy(machine.install).length > 0 && may.includes("undoChecking");
}
function inspect(view, machine) {
  return { ...asked(view, machine, "inspect"), ...brought(machine) };
}
function uninstall(view, machine) {
  const step2 = before(view, machine, "undo");
  if (step2 !== void 0 && step2 !== notNow) return step2;
  if ((machine.drain?.trouble ?? null) !== null) return resume(view, machine) ?? drainToUndo(view, machine);
  if (view.plan.source.kind !== "none" && needsDrain(view, machine)) return drainToUndo(view, machine);
  const common = asked(view, machine, "uninstall");
  const mine = new Set(installedBy(machine.install));
  const kbs = machine.install?.updates.filter((update) => mine.has(identityOf(update))).flatMap((update) => update.kbs);
  return {
    ...common,
    job: jobKeyOf(view.plan.rolloutId, machine.name, "uninstall", common.attempt),
    ...brought(machine),
    kbs: [...new Set(kbs)]
  };
}
function brought({ install: done3 }) {
  const added = done3?.packagesAdded;
  return {
    packagesBefore: [...done3?.packagesBefore ?? []],
    ...added === void 0 ? {} : { packagesAdded: added }
  };
}
function undoRestart(view, machine) {
  if (machine.boot === null) return void 0;
  return { ...asked(view, machine, "restart"), ifStillOn: machine.boot.bootId, purpose: "undo" };
}
function undoVerify(view, machine) {
  const { plan } = view;
  const back = resume(view, machine);
  if (back !== void 0) return back;
  const common = asked(view, machine, "verify");
  const scan = plan.source.kind === "script" ? jobKeyOf(plan.rolloutId, machine.name, "undoscan", common.attempt) : null;
  return { ...common, purpose: "undo", scan, eventsSince: null };
}

// src/rollout/decide/timing.ts
function skipFrozen(view, index) {
  if (view.plan.calendar === void 0 || view.plan.calendar.freezes.length === 0) return [];
  return pendingIn(view, index).flatMap((machine) => {
    const freeze = freezeOf(view, machine);
    if (freeze === void 0) return [];
    const day = new Date(freeze.until - 1).toISOString().slice(0, 10);
    const why = `it is frozen until ${day}: ${freeze.reason}`;
    return [skipped([view, machine], trouble(machine, "MACHINE_FROZEN", why, { retryable: true }))];
  });
}
function whyTooShort(view, index) {
  const once = lengthIn(view, index);
  const left2 = once === 0 ? [] : pendingIn(view, index).filter((machine) => !waitsForDrill(view, machine));
  let [longest2, length] = [0, once];
  for (const machine of left2) {
    const { window } = slotFor(view, machine);
    length = lengthFor(view, machine);
    if (window === null || window.duration >= length) return void 0;
    longest2 = Math.max(longest2, window.duration);
  }
  if (left2.length === 0) return void 0;
  const { name } = plannedRing(view, index);
  const learned = isLearned(view, index) ? " (95 of 100 of its machines so far took no longer)" : "";
  const thrice = length === once ? "" : ` (update, undo and update again, ${formatDuration(once)} each)`;
  const takes = `${formatDuration(length)}${thrice}${learned}`;
  const message = `a machine of ${name} takes up to ${takes}, and the longest window of those that are left lasts ${formatDuration(longest2)}`;
  return failureOf("RING_WINDOW_SHORT", message);
}
function pendingIn(view, index) {
  const { state } = view;
  const ring = ringOf(state, index);
  return plannedRing(view, index).machines.flatMap((name) => {
    const machine = machineOf(state, name);
    return machine.phase === "pending" && machine.inFlight === null && isInScope(view, ring, machine) ? [machine] : [];
  });
}

// src/rollout/decide/ring.ts
var watchedAtOnce = 50;
function ringMoves(view) {
  const { state, now } = view;
  if (state.phase !== "running" || state.stop !== null) return [];
  const index = currentRing(state);
  if (index === void 0) return conclude(view);
  const ring = ringOf(state, index);
  const said = { at: now, ring: ring.name };
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
  const { state, now } = view;
  const machines2 = [...state.machines.values()];
  if (state.inFlight.size > 0 || machines2.some((machine) => nextEffect(view, machine) !== void 0)) return [];
  const isNothing = !machines2.some(({ result }) => result === "updated");
  return [{ kind: "concluded", at: now, conclusion: isNothing ? "nothing-to-do" : "succeeded" }];
}
function whyClosed(view, index) {
  const { state, now } = view;
  const planned2 = plannedRing(view, index);
  const opensAt = countedFrom(view.plan, state.begunAt) + planned2.opens;
  if (opensAt > now) return { why: "opens", until: opensAt };
  if (planned2.approval === "required" && !state.approvals.has(planned2.name)) return { why: "approval", until: null };
  const run = runOfShard(state.runs, view.shard);
  if (run !== null && run.ring !== null && run.ring !== planned2.name) return { why: "scope", until: null };
  return void 0;
}
function openRingMoves(view, index) {
  const { state, now } = view;
  const ring = ringOf(state, index);
  const planned2 = plannedRing(view, index);
  const said = { at: now, ring: ring.name };
  const frozen = ring.tally.pending > 0 ? skipFrozen(view, index) : [];
  if (frozen.length > 0) return frozen;
  const hold = whyDrillHeld(view, index) ?? whyHeld(view, index) ?? whyNotAround(view, index);
  if (hold !== void 0) return [{ kind: "ringHeld", ...said, failure: hold }];
  if (activeOf(ring) > 0 || isTakenBack(view, index)) return [];
  const service = serviceMoves(view, index, serviceTurn(view, index));
  if (service !== void 0) return service;
  if (ring.tally.pending > 0) {
    const all = everybodys(view);
    const spent = whySpent(all, index) ?? whyTooShort(all, index);
    if (spent !== void 0) return [{ kind: "ringHeld", ...said, failure: spent }];
    const isFull = ring.filled >= placesIn(planned2, ring.wave);
    if (!isFull || owesAfter(ring.steps.wave) || pickable(view, index).next().done === true) return [];
    return [{ kind: "waveOpened", ...said, wave: ring.wave + 1, size: planned2.waves[ring.wave] ?? ring.tally.pending }];
  }
  if (owesRound(ring)) return [];
  const gone2 = whyGone(ring);
  if (gone2 !== void 0) return [{ kind: "ringHeld", ...said, failure: gone2 }];
  if (ring.updated === 0 || planned2.soak === 0) return [{ kind: "ringPassed", ...said }];
  return [{ kind: "ringSoaking", ...said, until: (ring.lastEndedAt ?? now) + planned2.soak }];
}
function judgingRingMoves(view, index) {
  const { state, now } = view;
  const ring = ringOf(state, index);
  const said = { at: now, ring: ring.name };
  const hold = whyHeld(view, index);
  if (hold !== void 0) return [{ kind: "ringHeld", ...said, failure: hold }];
  if (activeOf(ring) > 0 || ring.tally.watching > 0) return [];
  if (ring.tally.pending > 0) return [{ kind: "ringOpened", ...said }];
  if (unwatched(everybodys(view), index).next().done !== true) return [];
  return serviceMoves(view, index, serviceTurn(view, index)) ?? [{ kind: "ringPassed", ...said }];
}
function serviceTurn(view, index) {
  return turnIn(view, index, {
    mayBegin: () => pickable(view, index).next().done !== true,
    isLookedAt: () => unwatched(everybodys(view), index).next().done === true
  });
}
function whyHeld(view, index) {
  const { state } = view;
  const ring = ringOf(state, index);
  const { maxSkipped } = plannedRing(view, index);
  const { skipped: skipped3, unclear: unclear2 } = ring.tally;
  const drifted2 = whyDrifted(view, ring, machinesIn(view, index));
  if (drifted2 !== void 0) return drifted2;
  if (skipped3 > maxSkipped && !ring.lifted.has("RING_SKIPPED_TOO_MANY")) {
    const first = machinesIn(view, index).find(({ phase }) => phase === "skipped");
    return failureOf(
      "RING_SKIPPED_TOO_MANY",
      `${skipped3} of ${ring.name} could not be begun with (limit ${maxSkipped})`,
      {
        retryable: true,
        ...reasonOf(first)
      }
    );
  }
  const outage = unclear2 === 0 ? void 0 : machinesIn(view, index).find(isEverybodys);
  if (outage !== void 0) {
    const message = `what failed in ${ring.name} fails on machines that were not updated as well`;
    return failureOf("ENVIRONMENT_SUSPECTED", message, { retryable: true, ...reasonOf(outage) });
  }
  const limit = limitIfFailed(view, index);
  if (limit !== void 0) {
    const first = machinesIn(view, index).find(({ phase }) => phase === "unclear");
    return failureOf("RING_UNCLEAR", `${unclear2} of ${ring.name} gave no clear answer (limit ${limit})`, {
      retryable: true,
      ...reasonOf(first)
    });
  }
  return void 0;
}
function isEverybodys({ phase, failure }) {
  return phase === "unclear" && failure?.code === "ENVIRONMENT_SUSPECTED";
}
function reasonOf(machine) {
  if (machine === void 0 || machine.failure === null) return {};
  const { code, message, next } = machine.failure;
  return { machine: machine.name, cause: `${code}: ${message}`, ...next === void 0 ? {} : { next } };
}
function whyGone(ring) {
  if (ring.lifted.has("UPDATE_GONE")) return void 0;
  const missed = [...ring.gone].find(([identity]) => !ring.offered.has(identity))?.[1];
  if (missed === void 0) return void 0;
  const name = missed.kbs.join(", ") || missed.title;
  return failureOf("UPDATE_GONE", `${name} is offered to no machine of ${ring.name} any more: ${missed.reason}`, {
    retryable: true,
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
  if (pickable(view, index).next().done !== true) return void 0;
  for (const machine of beginnable(view, index)) {
    const why = whyCrowded(view, machine);
    if (why === void 0) continue;
    return failureOf("RING_GROUP_SPENT", `${machine.name} waits for its group: ${why}`, {
      retryable: true,
      machine: machine.name
    });
  }
  return void 0;
}
function* beginnable(view, index) {
  for (const name of plannedRing(view, index).machines) {
    const machine = machineOf(view.state, name);
    if (machine.phase !== "pending" || machine.inFlight !== null || !mayBegin(view, machine)) continue;
    if (waitsForDrill(view, machine)) continue;
    if (fits(view, machine)) yield machine;
  }
}
function* unwatched(view, index) {
  const ring = ringOf(view.state, index);
  for (const machine of machinesIn(view, index)) {
    if (!isMine(view, machine.name)) continue;
    const isUpdated = machine.phase === "done" && machine.result === "updated";
    if (isUpdated && machine.before !== null && machine.since < ring.since) yield machine;
  }
}
function ringEffects(view) {
  const { state } = view;
  const index = currentRing(state);
  if (index === void 0 || state.phase !== "running" || state.stop !== null) return [];
  const ring = ringOf(state, index);
  if (ring.phase === "open" && ring.wave > 0) {
    const room = isDrillOpen(ring) ? 1 : roomIn(view, index);
    const picks = take(pickable(view, index), Math.min(room, roomIn(view, index)));
    const [first] = picks;
    const step2 = first === void 0 ? void 0 : beforeRing(view, first);
    if (step2 === notNow) return [];
    return step2 === void 0 ? picks.map((machine) => check(view, machine)) : [step2];
  }
  if (ring.phase !== "judging") return [];
  const free = take(unwatched(view, index), watchedAtOnce - ring.tally.watching);
  return free.filter((machine) => machine.inFlight === null).map((machine) => watch(view, machine));
}
function take(all, count2) {
  const taken = [];
  if (count2 < 1) return taken;
  for (const item of all) {
    taken.push(item);
    if (taken.length >= count2) break;
  }
  return taken;
}

// src/rollout/decide/staging.ts
function stageEffects(view) {
  const { plan, state } = view;
  if (plan.stage === null || state.phase !== "running" || state.stop !== null) return [];
  const next = nextRing(view);
  const updates = next === void 0 ? [] : updatesFor(view, next.ring);
  if (next === void 0 || updates.length === 0) return [];
  let room = roomToStage(view, plan.stage.atOnce);
  const effects = [];
  for (const name of plannedRing(view, next.ring).machines) {
    if (room < 1) break;
    const machine = machineOf(state, name);
    const until = mayStage(view, machine) ? beginsAt(view, machine, next.from) : null;
    if (until === null || until <= view.now || until > view.now + plan.stage.before) continue;
    if (againAt(machine) > view.now) continue;
    if (slotFor(view, machine).blackoutAt(view.now) !== void 0) continue;
    effects.push(stage(view, machine, updates, until));
    room -= 1;
  }
  return effects;
}
function nextStagingAt(view) {
  const { plan, state, now } = view;
  if (plan.stage === null || state.phase !== "running" || state.stop !== null) return null;
  const next = nextRing(view);
  if (next === void 0 || updatesFor(view, next.ring).length === 0) return null;
  let earliest = null;
  for (const name of plannedRing(view, next.ring).machines) {
    const machine = machineOf(state, name);
    const until = mayStage(view, machine) ? beginsAt(view, machine, next.from) : null;
    const at = until === null ? null : afterBlackout(view, machine, until);
    if (at !== null && at > now && (earliest === null || at < earliest)) earliest = at;
  }
  return earliest;
}
function afterBlackout(view, machine, until) {
  const at = Math.max(until - (view.plan.stage?.before ?? 0), againAt(machine));
  const begins = slotFor(view, machine).blackoutAt(at)?.closesAt ?? at;
  return begins < until ? begins : null;
}
function nextRing(view) {
  const { state, now } = view;
  const current = currentRing(state);
  if (current === void 0) return void 0;
  const { phase, soakUntil } = ringOf(state, current);
  if (phase === "open") return { ring: current, from: now };
  const ring = phase === "waiting" ? current : current + 1;
  if (phase === "held" || view.plan.rings[ring] === void 0) return void 0;
  const closed = whyClosed(view, ring);
  if (closed !== void 0 && closed.why !== "opens") return void 0;
  return { ring, from: Math.max(now, closed?.until ?? now, phase === "soaking" ? soakUntil ?? now : now) };
}
function roomToStage(view, atOnce) {
  const going = [...view.state.inFlight.values()].filter(({ kind }) => kind === "stage").length;
  return (isUnproven(view) ? Math.min(1, atOnce) : atOnce) - going;
}
function mayStage(view, machine) {
  if (machine.phase !== "pending" || machine.inFlight !== null) return false;
  const { stage: tries = 0 } = machine.attempts;
  if (tries > 1 || tries === 1 && !isWorthAgain(machine)) return false;
  return freezeOf(view, machine) === void 0 && isInScope(view, ringOf(view.state, machine.ring), machine);
}
var againAfter = 15 * 6e4;
function againAt({ staging }) {
  return staging === null ? 0 : staging.at + againAfter;
}
function isWorthAgain({ staging }) {
  if (staging === null) return false;
  const { outcome } = staging;
  switch (outcome.kind) {
    case "staged":
      return outcome.result.updates.some(({ outcome: one, hresult }) => one === "failed" && passesByItself(hresult));
    case "failed":
    case "notStarted":
      return outcome.failure.retryable && !isOurs(outcome.failure);
    default:
      return false;
  }
}
function passesByItself(hresult) {
  const retry = hresultOf(hresult)?.retry;
  return retry === "soon" || retry === "later";
}
function beginsAt(view, machine, from) {
  const at = from === view.now ? view : { ...view, now: from, openings: /* @__PURE__ */ new Map() };
  const opening = openingFor(at, machine);
  if (opening === null) return from > view.now ? from : null;
  return Math.max(from, opening.opensAt);
}
function updatesFor({ plan, state }, ring) {
  const held = new Set([...plan.holds, ...state.heldByHand].map(({ kb }) => kb));
  return plan.updates.filter((update) => {
    if (update.kbs.some((kb) => held.has(kb))) return false;
    const proof = state.proven.get(identityOf(update));
    return ring === 0 || proof !== void 0 && proof.ring < ring;
  });
}
function stage(view, machine, updates, until) {
  const common = asked(view, machine, "stage");
  return {
    ...common,
    job: jobKeyOf(view.plan.rolloutId, machine.name, "stage", common.attempt),
    updates: updates.map(({ updateId, revision }) => ({ updateId, revision })),
    until,
    ...view.plan.source.kind === "packages" ? { keeps: true } : {}
  };
}

// src/rollout/owed.ts
function owedSteps(plan, { machines: machines2, rings }) {
  const owed = [];
  const list = (steps, ring, machine) => {
    for (const step2 of [...steps?.owed ?? []].reverse()) {
      const place = { step: step2, side: "after", ring, wave: steps?.wave ?? 0, machine };
      const tried = steps?.unpaid.find((one) => one.step === step2);
      const why = tried === void 0 ? null : tried.how;
      owed.push({ around: aroundText(plan, place), command: pasteable(commandOf(plan, place)), why });
    }
  };
  for (const { name, ring, steps } of machines2.values()) list(steps, rings[ring]?.name ?? "", name);
  for (const { name, steps } of rings) {
    list(steps.wave, name, "");
    list(steps.ring, name, "");
  }
  return owed;
}

// src/rollout/waiting.ts
function waitingFor(view) {
  const { state } = view;
  if (state.phase === "undoing") return windowOf(view, undoing(view));
  if (state.phase !== "running" || state.stop !== null) return null;
  const index = currentRing(state);
  const ring = index === void 0 ? void 0 : state.rings[index];
  if (index === void 0 || ring === void 0) return null;
  if (ring.phase === "soaking") return { for: "soak", until: ring.soakUntil };
  if (ring.phase === "waiting") {
    const closed = whyClosed(view, index);
    return closed === void 0 ? null : { for: closed.why, until: closed.until };
  }
  if (ring.phase === "held") return windowOf(view, skippedIn(view, index));
  return ring.phase === "open" ? windowOrScope(view, index, ring) : null;
}
function undoing({ state }) {
  return (state.undo?.machines ?? []).flatMap((name) => {
    const machine = state.machines.get(name);
    return machine === void 0 || machine.phase === "undone" || machine.phase === "stranded" ? [] : [machine];
  });
}
function skippedIn({ state }, index) {
  return [...state.machines.values()].filter(({ ring, phase }) => ring === index && phase === "skipped");
}
var unfinished = ["pending", ...activePhases];
function windowOrScope(view, index, ring) {
  const first = drilledMachine(view);
  const isAwaited = (machine) => first === void 0 ? unfinished.includes(machine.phase) && (machine.phase !== "pending" || !waitsForDrill(view, machine)) : machine === first;
  const machines2 = [...view.state.machines.values()].filter((machine) => machine.ring === index && isAwaited(machine));
  const mine = machines2.filter((machine) => isInScope(view, ring, machine));
  return windowOf(view, mine) ?? { for: "scope", until: null };
}
function windowOf(view, machines2) {
  let first = null;
  for (const machine of machines2) {
    const waiting = timeFor(view, machine);
    if (waiting?.until == null) continue;
    if (first?.until == null || waiting.until < first.until) first = waiting;
  }
  return first;
}
function isToBeDrilled({ state }, { phase }) {
  return phase === "done" && state.phase === "running";
}
function timeFor(view, machine) {
  const { now } = view;
  const freeze = machine.phase === "skipped" ? freezeOf(view, machine) : void 0;
  if (freeze !== void 0) {
    return { for: "freeze", until: nextStart(view, machine, freeze.until) ?? freeze.until, reason: freeze.reason };
  }
  const isToBegin = ["pending", "skipped"].includes(machine.phase) || isToBeDrilled(view, machine);
  const until = isToBegin ? nextStart(view, machine) ?? null : openingFor(view, machine)?.opensAt ?? null;
  if (until === null || until <= now) return null;
  const blackout = slotFor(view, machine).blackoutAt(now);
  if (blackout !== void 0) return { for: "blackout", until, reason: blackout.reason };
  if (!isInWindow(view, machine)) return { for: "window", until };
  const left2 = (openingFor(view, machine)?.closesAt ?? now) - now;
  return { for: "window", until, short: { left: left2, takes: lengthFor(view, machine) } };
}

// src/rollout/conclusion.ts
function conclusionOf(plan, state, now, isCancelled = false) {
  const view = viewOf(plan, state, now);
  const waiting = waitingFor(view);
  const stagingAt = stagingBefore(view, waiting);
  const conclusion = isCancelled && state.conclusion === null ? "cancelled" : wordFor(state);
  const index = state.halt === null ? currentRing(state) ?? state.rings.length - 1 : ringOfHalt(view);
  const ring = state.rings[index];
  const machines2 = [...state.machines.values()];
  return {
    conclusion,
    ring: ring === void 0 ? null : { name: ring.name, wave: ring.wave, waves: plan.rings[index]?.waves.length ?? 0 },
    cause: (state.halt ?? state.undo)?.cause ?? null,
    reason: (state.halt ?? state.undo)?.reason ?? null,
    failure: state.stop ?? ring?.hold?.failure ?? null,
    waiting,
    stagingAt,
    nextAt: stagingAt ?? waiting?.until ?? null,
    figures: figuresOf(machines2),
    restartsPending: machines2.filter(isWaitingForRestart).map(({ name }) => name),
    resumesOwed: machines2.filter(owesResume).map(({ name }) => name),
    stepsOwed: owedSteps(plan, state),
    inFlight: machines2.filter(isInHand).map(({ name }) => name),
    superseded: state.superseded,
    lifted: state.lifted,
    stillHidden: state.lifted === null ? [] : stillHidden(plan, state).map(({ name }) => name)
  };
}
function stagingBefore(view, waiting) {
  if (waiting === null || waiting.until === null) return null;
  const at = nextStagingAt(view);
  return at !== null && at < waiting.until ? at : null;
}
function wordFor(state) {
  if (state.conclusion !== null) return state.conclusion;
  if (state.stop !== null) return "failed";
  if (state.phase === "undone") return "rolled-back";
  if (state.phase !== "running") return "halted";
  return state.rings.some(({ phase }) => phase === "held") ? "held" : "waiting";
}
function ringOfHalt({ plan, state }) {
  const cause = state.halt?.cause;
  if (cause !== void 0 && cause.by !== "person") return plan.rings.findIndex(({ name }) => name === cause.ring);
  return currentRing(state) ?? state.rings.length - 1;
}
function figuresOf(machines2) {
  const count2 = (is) => machines2.filter(is).length;
  const started = count2(({ beganAt }) => beganAt !== null);
  return {
    machines: machines2.length,
    started,
    hit: count2(({ failedBy }) => failedBy !== null),
    untouched: machines2.length - started,
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
  return phase === "installed" && install2?.needsRestart === true && inFlight === null;
}

// src/rollout/licence.ts
function unlicensedIn({ machines: machines2 }, { lineage }) {
  return [...machines2.values()].flatMap(({ name, before: before2, after }) => {
    const seen2 = after?.readings.hotpatch?.ok === true ? after : before2;
    const { facts, hotpatch } = seen2?.readings ?? {};
    if (facts?.ok !== true || hotpatch?.ok !== true) return [];
    return unlicensed(name, gradeHotpatch(hotpatch.value, facts.value, lineage, seen2?.history));
  });
}
function unlicensed(machine, { blockedBy, reason, remedy = "" }) {
  return blockedBy === "licence" ? [{ machine, reason, remedy }] : [];
}
function unlicensedNotes(rows, { lineage, deadline }) {
  const found = rows.flatMap((row) => {
    if (!row.ok || row.hotpatch === void 0) return [];
    return unlicensed(row.machine, gradeHotpatch(row.hotpatch, row.facts, lineage, row.scan.history));
  });
  const causes = /* @__PURE__ */ new Map();
  for (const one of found) {
    const key = JSON.stringify([one.reason, one.remedy]);
    causes.set(key, { ...one, machines: [...causes.get(key)?.machines ?? [], one.machine] });
  }
  return [...causes.values()].map(({ machines: machines2, reason, remedy }) => {
    const message = `${machines2.join(", ")}: ${reason}${licenceAgainst(deadline?.due ?? null)}; ${remedy}.`;
    return failureOf("HOTPATCH_LICENCE_LAPSED", message, { next: remedy });
  });
}

// src/rollout/tolerance.ts
function toleratedIn(analysis, {
  maxFailures,
  machines: machines2,
  released
}) {
  if (analysis === void 0) return maxFailures;
  return released <= analysis.zeroTolerance ? 0 : Math.min(maxFailures, toleratedBy(analysis, machines2));
}
function toleratedAmong(analysis, { maxFailures, earlier, before: before2 }) {
  if (analysis === void 0) return Math.min(maxFailures, before2);
  const first = Math.max(0, analysis.zeroTolerance - earlier);
  return Math.min(maxFailures, Math.max(0, before2 - first), toleratedBy(analysis, before2));
}

// src/rollout/fold/draft.ts
function draftOf(state, name) {
  const machine = state.machines.get(name);
  if (machine === void 0) throw new RangeError(`machine ${name} is not in the plan`);
  return machine;
}
function ringDraftOf(state, ring) {
  const found = typeof ring === "number" ? state.rings[ring] : state.rings.find(({ name }) => name === ring);
  if (found === void 0) throw new RangeError(`ring ${ring} is not in the plan`);
  return found;
}
var beforeInstalled = ["pending", "suspect", "checking", "clearing", "ready", "installing"];
function move(state, machine, phase) {
  const ring = ringDraftOf(state, machine.ring);
  const isUpdated = machine.result === "updated";
  if (machine.phase === "done" && isUpdated) ring.updated -= 1;
  ring.tally[machine.phase] -= 1;
  machine.phase = step(machinePhases, machine.phase, phase);
  ring.tally[phase] += 1;
  if (phase === "done" && isUpdated) ring.updated += 1;
  machine.since = state.lastAt;
  if (machine.keptJobs.length > 0 && !needsFiles(state, machine)) releaseFiles(machine);
}
function needsFiles({ phase, superseded: superseded2 }, machine) {
  const mayGoOn2 = (phase === "running" || phase === "halted") && superseded2 === null;
  return mayGoOn2 && beforeInstalled.includes(machine.phase);
}
function releaseFiles(machine) {
  machine.finishedJobs = [...machine.finishedJobs, ...machine.keptJobs];
  machine.keptJobs = [];
}
function freePlace(state, machine) {
  const ring = ringDraftOf(state, machine.ring);
  if (machine.wave !== null && machine.wave === ring.wave) ring.filled -= 1;
  machine.wave = null;
}
function forgetNews(state, machine) {
  machine.news = null;
  state.news.delete(machine.name);
}
function endLooking(machine) {
  machine.lookAt = null;
  machine.lookingSince = null;
  machine.looks = 0;
}
function requeue(state, machine) {
  freePlace(state, machine);
  beginAgain(state, machine, "pending");
}
function beginAgain(state, machine, phase) {
  move(state, machine, phase);
  forgetNews(state, machine);
  endLooking(machine);
  machine.failure = null;
  machine.failedBy = null;
  machine.diagnosis = null;
  machine.chosen = [];
  machine.tried = /* @__PURE__ */ new Map();
  machine.left = [];
  machine.judgedBefore = [];
  machine.result = null;
  machine.endedAt = null;
  forgetSteps(machine);
}
function forgetSteps(machine) {
  const { steps } = machine;
  if (steps !== null) machine.steps = steps.owed.length === 0 ? null : { ...steps, ready: [], trouble: null };
}
function lookAgain(state, machine) {
  const ring = ringDraftOf(state, machine.ring);
  move(state, machine, ring.phase === "judging" ? "watching" : "verifying");
  endLooking(machine);
  machine.failure = null;
  machine.failedBy = null;
  machine.diagnosis = null;
  machine.judgedAfter = [];
  machine.endedAt = null;
}

// src/rollout/fold/drill.ts
function drilled(state, event) {
  const ring = ringDraftOf(state, event.ring);
  const machine = draftOf(state, event.machine);
  const { name } = machine;
  switch (event.kind) {
    case "drillBegan":
      ring.drill = { stands: "undoing", machine: name, waivedBy: null };
      machine.undo = toBeUndone(machine, 0);
      return;
    case "drillUndone":
      ring.drill = { stands: "again", machine: name, waivedBy: null };
      beginAnew(state, machine);
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
    hasRestarted: false,
    uninstall: null
  };
}
function beginAnew(state, machine) {
  requeue(state, machine);
  machine.install = null;
  machine.undo = null;
  machine.hiding = null;
  machine.rescans = 0;
  machine.restarts = 0;
  machine.restart = null;
  machine.settledAt = null;
  machine.enteredAt = null;
  machine.beganAt = null;
  machine.buildBefore = null;
  machine.before = null;
  machine.after = null;
  machine.history = null;
  machine.control = [];
}
function undoGoesOn(machine, order) {
  const isOnItsWay = undoPhases.some((phase) => phase === machine.phase);
  return isOnItsWay && machine.undo !== null ? { ...machine.undo, order } : void 0;
}
function giveUpDrills(state, machines2) {
  for (const ring of state.rings) {
    const { drill } = ring;
    if (drill?.stands !== "undoing" || drill.machine === null || !machines2.includes(drill.machine)) continue;
    ring.drill = { stands: "wanted", machine: null, waivedBy: null };
  }
}
var holdsOfDrills = ["DRILL_UNPROVED", "DRILL_IMPOSSIBLE"];
function drillsResumed(state, { person, reason }, { halt, holds: holds2 }) {
  for (const ring of state.rings) {
    const { drill } = ring;
    if (drill === null || drill.stands === "proved" || drill.stands === "waived") continue;
    const machine = drill.machine === null ? void 0 : state.machines.get(drill.machine);
    const isOfDrill = halt?.cause.by === "rule" && halt.cause.rule === "drill" && halt.cause.ring === ring.name;
    if (machine?.phase === "excluded") ring.drill = { stands: "wanted", machine: null, waivedBy: null };
    else if (isOfDrill || holdsOfDrills.includes(holds2.get(ring.name) ?? ""))
      ring.drill = { ...drill, stands: "waived", waivedBy: { person, reason } };
    else if (machine?.phase === "stranded") ring.drill = { stands: "wanted", machine: null, waivedBy: null };
  }
}

// src/rollout/cluster-trouble.ts
var passing = ["CLUSTER_STORAGE_BUSY", "CLUSTER_NODES_DOWN"];
function resumeCommand(machine) {
  return `Invoke-Command -ComputerName ${machine} { Resume-ClusterNode -Name $env:COMPUTERNAME -Failback Policy }`;
}
function drainTrouble(machine, { outcome, code, detail, stayed }) {
  const known = code ?? "CLUSTER_DRAIN_FAILED";
  const row = rowOfCode(known);
  const meaning = row?.meaning ?? "The cluster node could not be drained.";
  const names = outcome === "stuck" && stayed.length > 0 ? ` Still on it: ${stayed.join(", ")}.` : "";
  return failureOf(known, `${meaning}${names}`, {
    machine,
    phase: "drain",
    retryable: passing.includes(known),
    cause: detail,
    ...row === void 0 ? {} : { next: row.next }
  });
}
function resumeTrouble(machine, cause) {
  const message = "The node was drained for this rollout and does not take roles again: it stays paused.";
  return failureOf("CLUSTER_RESUME_FAILED", message, { machine, phase: "resume", cause, next: resumeCommand(machine) });
}

// src/rollout/fold/cluster.ts
function clusterIn({ results }) {
  return results.find(({ role, probe, item }) => role === "cluster" && probe === "quorum" && item !== "")?.item ?? null;
}
function drainIntended(machine, { job }) {
  const { drain: drain2, beganAt } = machine;
  const isOwed = drain2 !== null && owesResume(machine);
  machine.drain = {
    jobs: isOwed ? [...drain2.jobs, job] : [job],
    stands: "asked",
    trouble: null,
    failure: null,
    beganBefore: isOwed ? drain2.beganBefore : beganAt
  };
}
function nodeEnded(machine, effect, outcome) {
  if (effect.kind === "drain") drainEnded(machine, effect, outcome);
  else resumeEnded(machine, outcome);
}
function drainEnded(machine, effect, outcome) {
  const { drain: drain2, name } = machine;
  if (drain2 === null) return;
  switch (outcome.kind) {
    case "drained":
      drained(machine, drain2, { effect, outcome });
      return;
    case "notStarted": {
      const trouble2 = outcome.failure.code === "EFFECT_WITHDRAWN" ? null : outcome.failure;
      if (drain2.jobs.length > 1) machine.drain = { ...drain2, trouble: outcome.failure };
      else over(machine, drain2, trouble2);
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
  const trouble2 = drainTrouble(machine.name, result);
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
      const isFree = effect.purpose === "undo" && result.code === "CLUSTER_NODE_DOWN";
      if (drain2.jobs.length > 1) machine.drain = { ...drain2, trouble: trouble2 };
      else over(machine, drain2, isFree ? null : trouble2);
      return;
    }
  }
}
function over(machine, drain2, trouble2) {
  machine.finishedJobs = [...machine.finishedJobs, ...drain2.jobs.filter((job) => !machine.finishedJobs.includes(job))];
  machine.drain = { ...drain2, jobs: [], stands: "over", trouble: trouble2, failure: null };
  if (machine.install === null && (machine.phase === "ready" || machine.phase === "checking"))
    machine.beganAt = drain2.beganBefore;
}
function resumeEnded(machine, outcome) {
  const { drain: drain2, name } = machine;
  if (drain2 === null) return;
  const why = whyNotResumed(drain2, outcome);
  if (why !== void 0) machine.drain = { ...drain2, failure: resumeTrouble(name, why) };
  else {
    over(machine, drain2, drain2.trouble);
    if (drain2.trouble === null) machine.drain = null;
  }
}
function whyNotResumed({ stands }, outcome) {
  switch (outcome.kind) {
    case "resumed": {
      const { outcome: how, detail } = outcome.result;
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
  if (!owesResume(machine)) machine.drain = null;
}
function tryToResumeAgain(machine) {
  if (machine.drain !== null && machine.phase !== "excluded") machine.drain = { ...machine.drain, failure: null };
}

// src/rollout/fold/machines.ts
function judged2(state, { machine: name, stage: stage2, gates, againAt: againAt2 }) {
  const machine = draftOf(state, name);
  forgetNews(state, machine);
  if (stage2 === "before") machine.judgedBefore = gates;
  else if (stage2 === "after") machine.judgedAfter = gates;
  machine.lookAt = againAt2;
  if (againAt2 !== null) forgetDrain(machine);
}
function chosen2(state, { machine: name, updates, left: left2 }) {
  const machine = draftOf(state, name);
  forgetNews(state, machine);
  machine.chosen = updates;
  noteLeft(state, machine, left2);
  for (const update of updates) ringDraftOf(state, machine.ring).offered.add(identityOf(update));
  endLooking(machine);
  if (machine.buildBefore === null && machine.facts !== null) {
    machine.buildBefore = { build: machine.facts.build, ubr: machine.facts.ubr };
  }
  move(state, machine, "ready");
}
function noteLeft(state, machine, left2) {
  const ring = ringDraftOf(state, machine.ring);
  machine.left = left2;
  for (const update of left2) {
    if (update.why === "gone") ring.gone.set(identityOf(update), update);
    else ring.offered.add(identityOf(update));
  }
}
function drifted(state, { machine: name, changes }) {
  draftOf(state, name).drift = changes.length === 0 ? null : changes;
}
function skipped2(state, { at, machine: name, failure }) {
  const machine = draftOf(state, name);
  forgetNews(state, machine);
  freePlace(state, machine);
  machine.failure = failure;
  endLooking(machine);
  forgetDrain(machine);
  forgetSteps(machine);
  machine.install = null;
  machine.beganAt = null;
  machine.endedAt = at;
  move(state, machine, "skipped");
}
function returned2(state, { machine: name }) {
  const machine = draftOf(state, name);
  requeue(state, machine);
  forgetDrain(machine);
  if (machine.install === null) machine.beganAt = null;
}
function done2(state, { at, machine: name, result, left: left2 }) {
  const machine = draftOf(state, name);
  const ring = ringDraftOf(state, machine.ring);
  forgetNews(state, machine);
  noteLeft(state, machine, left2);
  forgetDrain(machine);
  forgetSteps(machine);
  machine.result = result;
  endLooking(machine);
  machine.endedAt = at;
  machine.failure = null;
  ring.lastEndedAt = at;
  if (machine.undo !== null) machine.undo = { ...machine.undo, wasInService: true };
  if (result === "updated") {
    if (machine.phase !== "watching") time(state, machine, at);
    if (ring.drill?.stands !== "wanted") prove(state, machine);
  } else freePlace(state, machine);
  move(state, machine, "done");
}
function time(state, { name, ring, enteredAt }, at) {
  const run = runFor(state.runs, name);
  if (enteredAt === null || run === null || enteredAt < run.at) return;
  count(ringDraftOf(state, ring).took, at - enteredAt);
}
function prove(state, machine) {
  for (const update of machine.install?.updates ?? []) {
    if (update.outcome !== "installed") continue;
    const key = identityOf(update);
    const known = state.proven.get(key);
    const builds = new Set(known?.builds);
    if (machine.buildBefore !== null) builds.add(machine.buildBefore.build);
    state.proven.set(key, { ring: Math.min(known?.ring ?? machine.ring, machine.ring), builds });
  }
  land(state, machine);
}
function land(state, machine) {
  const key = landingKey(machine);
  const { facts, buildBefore } = machine;
  if (key === null || facts === null || buildBefore === null || state.landings.has(key)) return;
  const { build, ubr } = facts;
  const isSame = build === buildBefore.build && ubr === buildBefore.ubr;
  state.landings.set(key, { machine: machine.name, build, ubr, isSame });
}
function broken2(state, event) {
  const machine = draftOf(state, event.machine);
  forgetNews(state, machine);
  machine.failure = event.failure;
  endLooking(machine);
  forgetDrain(machine);
  if (machine.steps !== null) machine.steps = { ...machine.steps, trouble: null };
  machine.endedAt = event.at;
  const isAfterSoak = machine.phase === "watching";
  if (event.kind === "machineUnclear") {
    machine.failedBy = { gate: event.gate, severity: "hard", isAfterSoak };
    move(state, machine, "unclear");
    return;
  }
  machine.failedBy = { gate: event.gate, severity: event.severity, isAfterSoak };
  if (event.severity === "critical") ringDraftOf(state, machine.ring).critical.push(machine.name);
  move(state, machine, "failed");
}
function undone2(state, event) {
  const machine = draftOf(state, event.machine);
  forgetNews(state, machine);
  endLooking(machine);
  forgetDrain(machine);
  forgetSteps(machine);
  machine.endedAt = event.at;
  machine.failure = event.kind === "machineStranded" ? event.failure : null;
  move(state, machine, event.kind === "machineStranded" ? "stranded" : "undone");
}

// src/rollout/fold/around.ts
var none = { ready: [], owed: [], trouble: null, unpaid: [], wave: 0 };
function settled(steps) {
  return steps.ready.length + steps.owed.length === 0 && steps.trouble === null ? null : steps;
}
function change(state, machine, { per }, next) {
  if (per === "machine") machine.steps = settled(next(machine.steps ?? none));
  else {
    const ring = ringDraftOf(state, machine.ring);
    ring.steps = { ...ring.steps, [per]: settled(next(ring.steps[per] ?? none)) };
  }
}
function stepIntended(state, machine, effect) {
  const { step: step2, side, owes, wave } = effect;
  change(state, machine, effect, (steps) => {
    if (side === "after") return { ...steps, ready: [] };
    const owed = owes ? [...steps.owed.filter((one) => one !== step2), step2].sort((a, b) => a - b) : steps.owed;
    return { ...steps, owed, unpaid: steps.unpaid.filter((one) => one.step !== step2), trouble: null, wave };
  });
}
function stepEnded(state, machine, effect, outcome) {
  const { step: step2, side } = effect;
  if (outcome.kind !== "stepped") return;
  const { failed: failed2 } = outcome;
  const trouble2 = failed2 === null ? null : { step: step2, ...failed2 };
  change(state, machine, effect, (steps) => {
    if (side === "before")
      return trouble2 === null ? { ...steps, ready: [...steps.ready, step2] } : { ...steps, trouble: trouble2 };
    if (trouble2 !== null) return { ...steps, unpaid: [...steps.unpaid, trouble2] };
    return { ...steps, owed: steps.owed.filter((one) => one !== step2) };
  });
}
function tryToPayAgain(state, isCovered = () => true) {
  const fresh = (steps) => steps === null ? null : { ...steps, unpaid: [] };
  for (const machine of state.machines.values())
    if (machine.steps !== null && isCovered(machine)) machine.steps = fresh(machine.steps);
  for (const ring of state.rings) ring.steps = { ring: fresh(ring.steps.ring), wave: fresh(ring.steps.wave) };
}
function tryRoundAgain(ring) {
  const fresh = (steps) => steps === null ? null : settled({ ...steps, trouble: null });
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
      return void 0;
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
      return void 0;
  }
}

// src/rollout/fold/reading.ts
function read(machine, { readings: { facts, boot, hotpatch, roles } }) {
  if (facts?.ok === true) machine.facts = facts.value;
  if (hotpatch?.ok === true) machine.isEnrolled = isEnrolledBy(hotpatch.value);
  if (boot?.ok === true) {
    const { pendingRestart } = boot.value;
    machine.boot = boot.value;
    machine.uncleared = machine.uncleared.filter((signal) => pendingRestart.includes(signal));
  }
  if (roles?.ok === true) machine.cluster = clusterIn(roles.value) ?? machine.cluster;
}
function noteCredential(state, machine, { readings }) {
  if (readings.facts === void 0) return;
  if (readings.facts.ok) accepted(state, machine);
  else if (isRejection(readings.facts.failure)) rejected(state, machine);
}
function accepted(state, machine) {
  changeRun(state, machine, (run) => ({ ...run, isProven: true, rejections: 0 }));
}
function rejected(state, machine) {
  changeRun(state, machine, (run) => ({ ...run, rejections: run.rejections + 1 }));
}
function changeRun(state, machine, change2) {
  const mine = runFor(state.runs, machine);
  if (mine !== null) state.runs = state.runs.map((run) => run === mine ? change2(run) : run);
}
function looked2(state, machine, outcome) {
  if (outcome.kind !== "looked") {
    machine.look = { facts: null };
    return;
  }
  const { snapshot } = outcome;
  read(machine, snapshot);
  noteCredential(state, machine.name, snapshot);
  machine.look = { facts: snapshot.readings.facts?.ok === true ? snapshot.readings.facts.value : null };
}
function controlled(state, { machine: name, beside }, outcome) {
  if (outcome.kind !== "controlled") return;
  const { snapshot, runner } = outcome;
  const machine = draftOf(state, beside);
  machine.control = [...machine.control, { machine: name, snapshot, runner }];
  const answers = Object.values(snapshot.readings);
  if (answers.some((answer2) => !answer2.ok && isRejection(answer2.failure))) rejected(state, name);
}

// src/rollout/fold/restart.ts
function restartEnded(state, machine, { at, effect, outcome }) {
  if (effect.kind !== "restart") return false;
  const { purpose } = effect;
  if (outcome.kind === "restarted") {
    if (purpose === "clear") machine.uncleared = leftOver(machine, outcome.boot);
    machine.boot = outcome.boot;
    machine.settledAt = at;
    machine.failure = null;
  } else if (outcome.kind === "overdue" && purpose !== "clear") {
    machine.failure = outcome.failure;
    machine.settledAt = null;
  } else if (outcome.kind === "notStarted" && purpose === "update") {
    move(state, machine, "installed");
    return true;
  } else return false;
  move(state, machine, { update: "restarted", clear: "checking", undo: "undoRestarted" }[purpose]);
  if (purpose === "undo" && machine.undo?.uninstall === null) machine.undo = { ...machine.undo, hasRestarted: true };
  if (purpose === "clear") {
    machine.lookAt = at;
    if (machine.install === null && outcome.kind === "restarted") machine.beganAt = null;
  }
  return true;
}
var servicing = ["servicing", "servicingInProgress", "packagesPending", "windowsUpdate"];
function leftOver({ boot, uncleared, restarts }, after) {
  const stood = boot?.pendingRestart ?? [];
  const isSecond = (signal) => uncleared.includes(signal) || restarts > 1 || !servicing.includes(signal);
  return after.pendingRestart.filter((signal) => stood.includes(signal) && isSecond(signal));
}

// src/rollout/fold/service.ts
function isOf(round, { wave }) {
  return round !== void 0 && round.wave === wave;
}
function pollIntended(state, { ring: name, of, side, wave }) {
  const ring = ringDraftOf(state, name);
  const { rounds } = ring.service;
  if (side === "before" || isOf(rounds[of], { wave })) return;
  const round = { wave, since: state.lastAt, judged: [], verdict: null, againAt: null };
  ring.service = { ...ring.service, rounds: { ...rounds, [of]: round } };
}
function pollEnded(state, effect, at, outcome) {
  const ring = ringDraftOf(state, effect.ring);
  const { of, side, wave } = effect;
  if (outcome.kind !== "polled" || side === "after" && !isOf(ring.service.rounds[of], effect)) return;
  ring.service = { ...ring.service, news: { of, side, wave, at, runner: outcome.runner } };
}
function ringJudged(state, event) {
  const { at, of, side, wave, verdict, gates, againAt: againAt2 } = event;
  const ring = ringDraftOf(state, event.ring);
  const { service } = ring;
  if (side === "before") {
    ring.service = { ...service, news: null, before: { ...service.before, [of]: { at, gates } } };
    return;
  }
  const since = service.rounds[of]?.since ?? at;
  const round = { wave, since, judged: gates, verdict, againAt: againAt2 };
  ring.service = { ...service, news: null, rounds: { ...service.rounds, [of]: round } };
}
function endRounds(ring) {
  const { before: before2 } = ring.service;
  ring.service = ring.service === unwatchedService ? unwatchedService : { ...unwatchedService, before: before2 };
}
function serviceTouched(state, { ring: index }) {
  const ring = ringDraftOf(state, index);
  if (Object.keys(ring.service.rounds).length > 0) endRounds(ring);
}
function askAgain(ring) {
  const { service } = ring;
  if (ring.hold?.failure.code.startsWith("SERVICE_") === true) ring.service = { ...service, news: null, rounds: {} };
}
function forgetStale(ring) {
  if (ring.service.news?.side === "before") ring.service = { ...ring.service, news: null };
}
function takeUponThem(ring) {
  const { service } = ring;
  const known = { ...service.known };
  const rounds = { ...service.rounds };
  for (const of of serviceScopes) {
    const round = service.rounds[of];
    if (round === void 0 || round.verdict === null || round.verdict === "pass" || round.againAt !== null) continue;
    const red = round.judged.flatMap(({ verdict }, index) => verdict === "pass" ? [] : [index]);
    known[of] = [.../* @__PURE__ */ new Set([...known[of] ?? [], ...red])];
    delete rounds[of];
  }
  ring.service = { ...service, known, rounds };
}

// src/rollout/fold/outcome.ts
function intended(state, { at, effect }) {
  const machine = draftOf(state, effect.machine);
  machine.attempts = { ...machine.attempts, [effect.kind]: effect.attempt };
  machine.inFlight = effect;
  state.inFlight.set(keyOf(effect), effect);
  if (effect.kind !== "resume" && !(effect.kind === "step" && effect.side === "after")) forgetNews(state, machine);
  if (effect.kind === "step") stepIntended(state, machine, effect);
  if (effect.kind === "poll") pollIntended(state, effect);
  if (effect.kind === "install" || effect.kind === "restart") serviceTouched(state, machine);
  if (effect.kind === "drain") {
    drainIntended(machine, effect);
    machine.beganAt ??= at;
    machine.lookAt = null;
  }
  const phase = phaseOf(effect, machine.phase);
  if (phase === void 0) return;
  if (machine.phase === "pending") {
    const ring = ringDraftOf(state, machine.ring);
    machine.wave = ring.wave;
    machine.enteredAt = at;
    ring.filled += 1;
  }
  if (effect.kind === "install" || effect.kind === "restart" && effect.purpose === "clear") machine.beganAt ??= at;
  if (effect.kind !== "check" && effect.kind !== "verify") endLooking(machine);
  if (effect.kind === "install" && machine.install === null) machine.restart = null;
  if (effect.kind === "restart") {
    machine.restart = { askedAt: at, from: effect.ifStillOn };
    machine.restarts += 1;
  }
  if (effect.kind === "install" || effect.kind === "uninstall") machine.restarts = 0;
  if (effect.kind === "install") machine.tried = triedWith(machine.tried, effect.updates);
  if (effect.kind === "verify") machine.control = [];
  if (effect.kind === "check" || effect.kind === "verify") {
    machine.lookingSince ??= at;
    machine.looks += 1;
  }
  machine.lookAt = null;
  move(state, machine, phase);
}
function finished(state, { at, machine: name, outcome, acknowledged }) {
  const machine = draftOf(state, name);
  const effect = machine.inFlight;
  if (effect === null) throw new RangeError(`${name} has nothing in flight that could finish`);
  machine.inFlight = null;
  state.inFlight.delete(keyOf(effect));
  machine.finishedJobs = [...machine.finishedJobs, ...jobsLeftBy(effect, outcome)].filter(
    (job) => !acknowledged.includes(job)
  );
  if (effect.kind === "control") controlled(state, effect, outcome);
  else settle(state, machine, { at, effect, outcome });
}
function jobsLeftBy(effect, outcome) {
  if (effect.kind === "stage") return outcome.kind === "notStarted" || effect.keeps === true ? [] : [effect.job];
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
  if (outcome.kind === "staged") return outcome.result.updates.length > 0;
  return outcome.kind !== "notStarted";
}
function settleAside(state, machine, { at, effect, outcome }) {
  if (effect.kind === "stage") {
    machine.staging = { at, outcome };
    if (effect.keeps === true && hasFiles(outcome)) machine.keptJobs = [...machine.keptJobs, effect.job];
    if (!needsFiles(state, machine)) releaseFiles(machine);
    if (outcome.kind === "staged") accepted(state, machine.name);
    return true;
  }
  if (effect.kind === "look") {
    looked2(state, machine, outcome);
    return true;
  }
  if (effect.kind === "hide") {
    machine.hiding = outcome;
    return true;
  }
  if (effect.kind === "show") {
    machine.showing = outcome;
    return true;
  }
  if (effect.kind === "drain" || effect.kind === "resume") {
    nodeEnded(machine, effect, outcome);
    return true;
  }
  if (effect.kind === "step") {
    stepEnded(state, machine, effect, outcome);
    return true;
  }
  if (effect.kind === "poll") {
    pollEnded(state, effect, at, outcome);
    return true;
  }
  return false;
}
function settle(state, machine, ended) {
  const { at, effect, outcome } = ended;
  if (settleAside(state, machine, ended)) return;
  switch (outcome.kind) {
    case "checked":
      machine.history = historyIn(outcome.scan);
      machine.before = seen(outcome.snapshot, machine.history);
      read(machine, outcome.snapshot);
      noteCredential(state, machine.name, outcome.snapshot);
      break;
    case "verified":
      machine.history = historyIn(outcome.scan) ?? machine.history;
      machine.after = seen(outcome.snapshot, machine.history);
      read(machine, outcome.snapshot);
      if (outcome.scan?.ok === true) machine.rescans += 1;
      break;
    case "installed":
      machine.install = together2(machine.install, outcome.result);
      machine.history = outcome.result.history ?? null;
      machine.boot = outcome.boot ?? machine.boot;
      machine.settledAt = at;
      move(state, machine, "installed");
      return;
    case "uninstalled":
      if (machine.undo !== null) machine.undo = { ...machine.undo, uninstall: outcome.result };
      machine.history = null;
      machine.boot = outcome.boot ?? machine.boot;
      move(state, machine, "uninstalled");
      return;
    case "diagnosed":
      machine.diagnosis = outcome;
      return;
    case "inspected":
      if (machine.undo !== null) machine.undo = { ...machine.undo, inspection: outcome };
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
  machine.news = outcome;
  state.news.add(machine.name);
}
function historyIn(scan) {
  return scan?.ok === true ? scan.value.history ?? null : null;
}
function seen(snapshot, history) {
  return history === null ? snapshot : { ...snapshot, history };
}
function triedWith(tried, updates) {
  const counts = new Map(tried);
  for (const key of updates.map(identityOf)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
function together2(all, pass) {
  if (all === null) return pass;
  const again2 = new Set(pass.updates.map(identityOf));
  const updates = [...all.updates.filter((update) => !again2.has(identityOf(update))), ...pass.updates];
  const { packagesAdded: added, ...rest } = pass;
  const known = all.packagesAdded;
  const brought2 = known === void 0 || added === void 0 ? {} : { packagesAdded: [.../* @__PURE__ */ new Set([...known, ...added])] };
  return { ...rest, updates, packagesBefore: all.packagesBefore, ...brought2 };
}

// src/rollout/fold/rounds.ts
function runBegan(plan, state, event) {
  const run = runFrom(plan, event);
  const isCovered = ({ name }) => run.covers === null || run.covers.has(name);
  state.runs = withRun(state.runs, run);
  state.stop = null;
  for (const machine of state.machines.values()) {
    if (!isCovered(machine)) continue;
    if (machine.drain !== null) tryToResumeAgain(machine);
    if (machine.look?.facts === null && ringDraftOf(state, machine.ring).phase === "waiting") machine.look = null;
  }
  tryToPayAgain(state, isCovered);
  for (const one of state.rings) forgetStale(one);
  if (state.phase !== "running") return;
  for (const one of state.rings) if (isHeldForOthers(one)) releaseHold(one);
  const { again: again2 } = event;
  const unclear2 = inOpenRings(state).filter((machine) => machine.phase === "unclear" && isCovered(machine));
  for (const one of state.rings) if (again2.length > 0 || unclear2.length > 0) releaseHold(one);
  for (const name of again2) requeue(state, draftOf(state, name));
  for (const machine of unclear2) lookAgain(state, machine);
}
function stopped(state, { failure }) {
  state.stop = failure;
  state.runs = state.runs.map((run) => ({ ...run, rejections: 0 }));
}
function inOpenRings(state) {
  const isOpen = ({ phase }) => phase !== "passed" && phase !== "waiting";
  return [...state.machines.values()].filter(({ ring }) => isOpen(ringDraftOf(state, ring)));
}
function isHeldForSteps({ hold }) {
  return hold?.failure.code.startsWith("AROUND_") === true;
}
function isHeldForOthers(ring) {
  return isHeldForSteps(ring) || ring.hold?.failure.code.startsWith("SERVICE_") === true;
}
function releaseHold(ring) {
  if (ring.hold === null) return;
  if (isHeldForSteps(ring)) tryRoundAgain(ring);
  askAgain(ring);
  ring.phase = ring.hold.from;
  if (ring.hold.failure.code === "UPDATE_GONE") ring.gone.clear();
  ring.hold = null;
}
function halted(state, { at, cause, reason }) {
  if (state.phase !== "running") return;
  state.phase = step(rolloutPhases, state.phase, "halted");
  state.halt = { at, cause, reason };
}
function resumed(state, event) {
  const { at, person, reason, exclude } = event;
  const holds2 = new Map(state.rings.flatMap(({ name, hold }) => hold === null ? [] : [[name, hold.failure.code]]));
  const spoken = { halt: state.halt, holds: holds2 };
  liftHalt(state, { at, person, reason });
  if (state.phase !== "running") return;
  for (const name of exclude) leave(state, name);
  for (const machine of state.machines.values()) if (machine.drain !== null) tryToResumeAgain(machine);
  tryToPayAgain(state);
  for (const ring of state.rings) {
    tryRoundAgain(ring);
    takeUponThem(ring);
    if (ring.hold === null) continue;
    ring.lifted.add(ring.hold.failure.code);
    releaseHold(ring);
  }
  drillsResumed(state, event, spoken);
  for (const machine of inOpenRings(state))
    if (brokenPhases.some((phase) => phase === machine.phase)) tryAgain2(state, machine);
}
function liftHalt(state, word) {
  state.resumed.push(word);
  if (state.phase === "halted") state.phase = step(rolloutPhases, state.phase, "running");
  if (state.phase !== "running") return;
  const cause = state.halt?.cause;
  if (cause?.by === "rule" && cause.signature !== void 0) state.known.add(cause.signature);
  state.halt = null;
  state.undo = null;
  for (const ring of state.rings) ring.critical = [];
}
function leave(state, name) {
  const machine = state.machines.get(name);
  if (machine === void 0 || machine.inFlight !== null) return;
  const follows = machinePhases[machine.phase];
  if (!follows.includes("excluded")) return;
  freePlace(state, machine);
  forgetNews(state, machine);
  endLooking(machine);
  move(state, machine, "excluded");
}
function tryAgain2(state, machine) {
  const hasChanged2 = machine.install?.updates.some(({ outcome }) => outcome === "installed") === true;
  machine.undo = null;
  if (hasChanged2 || machine.phase !== "failed") {
    lookAgain(state, machine);
    return;
  }
  machine.install = null;
  beginAgain(state, machine, "suspect");
}
function undoLifted(state, { at, person, reason }) {
  if (state.phase !== "undone") return;
  state.lifted = { at, person, reason };
  state.conclusion = null;
  for (const machine of state.machines.values()) if (!isShown(machine)) machine.showing = null;
}
function superseded(state, { at, person, reason }) {
  const follows = rolloutPhases[state.phase];
  if (state.conclusion !== null || !follows.includes("done")) return;
  state.phase = "done";
  state.superseded = { at, person, reason };
  for (const machine of state.machines.values()) releaseFiles(machine);
  state.conclusion = "nothing-to-do";
}
function undoBegan(state, event) {
  const follows = rolloutPhases[state.phase];
  if (!follows.includes("undoing")) return;
  state.phase = "undoing";
  state.conclusion = null;
  state.superseded = null;
  if (state.lifted !== null) hideAgain(state);
  const { at, cause, reason, machines: machines2, spared } = event;
  state.undo = { at, cause, reason, machines: machines2, spared, endedAt: null };
  for (const machine of state.machines.values()) releaseFiles(machine);
  giveUpDrills(state, machines2);
  machines2.forEach((name, order) => {
    const machine = draftOf(state, name);
    machine.undo = undoGoesOn(machine, order) ?? toBeUndone(machine, order);
    if (machine.phase !== "stranded") return;
    machine.failure = null;
    move(state, machine, "undoChecking");
  });
}
function hideAgain(state) {
  state.lifted = null;
  for (const machine of state.machines.values()) {
    machine.hiding = null;
    machine.showing = null;
  }
}
function ringMoved(state, event, table) {
  const ring = ringDraftOf(state, event.ring);
  const enter = (phase) => {
    ring.phase = step(table, ring.phase, phase);
    ring.since = event.at;
  };
  if (event.kind !== "ringHeld") endRounds(ring);
  switch (event.kind) {
    case "ringOpened":
      enter("open");
      comeBack(state, ring);
      return;
    case "waveOpened":
      ring.wave = event.wave;
      forgetWave(ring);
      ring.filled = 0;
      return;
    case "ringSoaking":
      ring.soakUntil = event.until;
      enter("soaking");
      return;
    case "ringJudging":
      enter("judging");
      return;
    case "ringHeld":
      ring.hold = { failure: event.failure, from: heldFrom(ring.phase) };
      enter("held");
      return;
    case "ringPassed":
      enter("passed");
      forgetReadings(state, ring);
      return;
  }
}
function heldFrom(phase) {
  return phase === "judging" || phase === "waiting" ? phase : "open";
}
function comeBack(state, ring) {
  for (const name of ring.retrying) {
    const machine = draftOf(state, name);
    if (machine.phase === "failed") tryAgain2(state, machine);
  }
  ring.retrying.clear();
}
function forgetReadings(state, ring) {
  for (const machine of state.machines.values()) {
    if (state.rings[machine.ring] !== ring || machine.phase === "failed") continue;
    machine.before = null;
    machine.history = null;
    machine.after = null;
    machine.control = [];
  }
}

// src/rollout/fold/retry.ts
function retried(state, { at, person, reason, machines: machines2 }) {
  state.retried.push({ at, person, reason, machines: machines2 });
  if (state.phase === "halted") liftHalt(state, { at, person, reason });
  if (state.phase === "done") {
    state.phase = step(rolloutPhases, state.phase, "running");
    state.conclusion = null;
  }
  if (state.phase !== "running") return;
  for (const name of machines2) {
    const machine = draftOf(state, name);
    const ring = ringDraftOf(state, machine.ring);
    if (machine.phase !== "failed") continue;
    if (ring.phase === "passed") {
      ring.phase = step(ringPhases, ring.phase, "waiting");
      ring.since = at;
    }
    if (ring.phase === "soaking") {
      ring.phase = step(ringPhases, ring.phase, "open");
      ring.since = at;
    }
    if (ring.phase === "waiting") {
      ring.retrying.add(name);
      continue;
    }
    releaseHold(ring);
    if (machine.drain !== null) tryToResumeAgain(machine);
    tryAgain2(state, machine);
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
  const tally = Object.fromEntries(machinePhaseNames.map((phase) => [phase, 0]));
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
    drill: drill === true ? { stands: "wanted", machine: null, waivedBy: null } : null,
    critical: [],
    retrying: /* @__PURE__ */ new Set()
  };
}
function stateOf(plan, at) {
  const drafts = plan.rings.flatMap(
    (ring, index) => ring.machines.map((name) => [name, freshMachine(name, index, at)])
  );
  const state = {
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
  return state;
}
function fold(events) {
  const [first, ...rest] = events;
  if (first === void 0) return void 0;
  if (first.kind !== "begun") throw new RangeError(`the first record is ${first.kind}, not begun`);
  const state = stateOf(first.plan, first.at);
  for (const event of rest) advance(first.plan, state, event);
  return { plan: first.plan, state };
}
function advance(plan, state, event) {
  const draft = state;
  draft.lastAt = Math.max(draft.lastAt, event.at);
  switch (event.kind) {
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
        event.isFinal !== true && event.undone === 0 && event.stranded > 0 ? "halted" : "undone"
      );
      if (state.undo !== null) state.undo = { ...state.undo, endedAt: event.at };
      return;
    case "undoLifted":
      undoLifted(state, event);
      return;
    case "superseded":
      superseded(state, event);
      return;
    case "approved":
      if (event.planHash === plan.hash) state.approvals.set(event.ring, { person: event.person, at: event.at });
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
      if (event.conclusion !== "rolled-back") state.phase = step(rolloutPhases, state.phase, "done");
      state.conclusion = event.conclusion;
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
  confidence,
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
