import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  buildsText,
  hotpatchText,
  runText
} from "./chunk-TJHCHC4T.mjs";
import {
  diagnosticsName,
  filesIn,
  journalName,
  manifestName,
  planName,
  preflightName,
  sealOf,
  sealsOf
} from "./chunk-TNQZHX2C.mjs";
import {
  tableOf
} from "./chunk-NW4RLPGO.mjs";
import {
  gateNamed
} from "./chunk-VKMNW3N7.mjs";
import {
  shownPath
} from "./chunk-GLLEZQT2.mjs";
import {
  holdsFor,
  isForward,
  isOurs,
  isRejection,
  jobKeyOf,
  journalEndOf,
  keyOf,
  worst
} from "./chunk-4U3VXYZZ.mjs";
import {
  gradeHotpatch,
  keepsTrain,
  lookAgainAfter,
  nextOpening,
  productOf,
  unreadGrade
} from "./chunk-5LE64ZIO.mjs";
import {
  rowOfCode
} from "./chunk-ZZW6LNXM.mjs";
import {
  escapeMarkdown
} from "./chunk-J3RMWZXU.mjs";
import {
  compareBoots,
  identityOf,
  restartOnly,
  updateOfPackage,
  updateOfScripts,
  whatItIsFor
} from "./chunk-Q5RBFROF.mjs";
import {
  failureOf
} from "./chunk-B3KDKBGD.mjs";
import {
  activePhases,
  brokenPhases,
  deadlineLine,
  ganttOf,
  licenceLine,
  machinePhaseNames,
  machinePhases,
  ringFlow,
  ringPhases,
  rolloutPhases,
  step,
  undoPhases
} from "./chunk-N6SR45ZS.mjs";
import {
  count,
  instantText,
  lengthText,
  listText,
  updatesText
} from "./chunk-STRHDUYB.mjs";
import {
  formatDuration,
  licenceAgainst
} from "./chunk-UJPHW423.mjs";
import {
  timeKinds,
  timesOf
} from "./chunk-ZGQCO4CM.mjs";

// src/rollout/state.ts
function landingKey({ install: install2, buildBefore }) {
  const installed = (install2?.updates ?? []).filter(({ outcome }) => outcome === "installed").map(identityOf);
  if (installed.length === 0 || buildBefore === null) return null;
  return [...new Set(installed)].sort().concat(String(buildBefore.build)).join(" ");
}
function owesResume({ drain: drain2 }) {
  return drain2 !== null && drain2.stands !== "over";
}
function isDrained({ drain: drain2 }) {
  return drain2 !== null && drain2.stands !== "asked" && drain2.trouble === null && drain2.failure === null;
}
function countOf(ring, phases) {
  return phases.reduce((sum, phase) => sum + ring.tally[phase], 0);
}
function activeOf(ring) {
  return countOf(ring, activePhases);
}
function spentOf(ring) {
  return countOf(ring, [...activePhases, ...undoPhases, ...brokenPhases]);
}
function machineOf(state, name) {
  const machine = state.machines.get(name);
  if (machine === void 0) throw new RangeError(`machine ${name} is not in the plan`);
  return machine;
}
function ringOf(state, ring) {
  const found = typeof ring === "number" ? state.rings[ring] : state.rings.find(({ name }) => name === ring);
  if (found === void 0) throw new RangeError(`ring ${ring} is not in the plan`);
  return found;
}

// src/rollout/decide/budget.ts
var entriesOf = /* @__PURE__ */ new WeakMap();
function viewOf(plan, state, now) {
  let entries = entriesOf.get(plan);
  if (entries === void 0) {
    entries = new Map(plan.machines.map((entry) => [entry.name, entry]));
    entriesOf.set(plan, entries);
  }
  return { plan, state, now, openings: /* @__PURE__ */ new Map(), entries };
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
function currentRing(state) {
  const index = state.rings.findIndex(({ phase }) => phase !== "passed");
  return index === -1 ? void 0 : index;
}
function openingFor(view, machine) {
  const { window } = plannedRing(view, machine.ring);
  if (window === null) return null;
  const timeZone = window.timeZone === "machine" ? entryOf(view, machine.name).timeZone ?? "UTC" : window.timeZone;
  const key = `${machine.ring} ${timeZone}`;
  let opening = view.openings.get(key);
  if (opening === void 0) {
    const zoned = { ...window, timeZone };
    opening = nextOpening(zoned, view.now);
    view.openings.set(key, opening);
  }
  return opening;
}
function isInWindow(view, machine) {
  const opening = openingFor(view, machine);
  return opening === null || opening.opensAt <= view.now;
}
function isInScope({ state: { run } }, ring, machine) {
  if (run === null) return true;
  return (run.ring === null || run.ring === ring.name) && (run.only === null || run.only.has(machine.name));
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
    const isMissing2 = machine.result === "nothingNeeded" && machine.left.some(({ why }) => why === "gone");
    const isBack = machine.phase === "skipped" || isMissing2 && ring.hold?.failure.code === "UPDATE_GONE";
    return isBack && machine.inFlight === null && isInScope(view, ring, machine) && isInWindow(view, machine);
  });
  return back.map(({ name }) => name);
}
function mayGoOn(view, machine) {
  const { state } = view;
  return state.phase === "running" && state.stop === null && isInWindow(view, machine);
}
function whyNotStart(view, effect) {
  const isQuiet = effect.kind === "stage" || effect.kind === "verify" && effect.scan !== null && effect.purpose !== "undo";
  if (!isForward(effect) && !isQuiet) return void 0;
  if (view.state.phase !== "running") return "the rollout was halted";
  if (view.state.stop !== null) return "the run was stopped";
  if (!isQuiet && !isInWindow(view, machineOf(view.state, effect.machine))) return "its window has closed";
  return void 0;
}
function placesIn({ waves, machines }, wave) {
  return wave >= waves.length ? machines.length : waves[wave - 1] ?? 0;
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
  const left = plannedRing(view, index).maxUnavailable - spentOf(ring);
  const inHand3 = undoPhases.reduce((sum, phase) => sum + ring.tally[phase], 0);
  return Math.max(left, inHand3 === 0 ? 1 : 0);
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
  if (inHand.has(machine.phase) || broken.has(machine.phase) || owesResume(machine)) return true;
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
function* admitted(view, machines) {
  const begun = /* @__PURE__ */ new Map();
  for (const machine of machines) {
    const groups = groupsOf(view, machine);
    const isFull = groups.some(({ name, limit }) => outIn(view, name).length + (begun.get(name) ?? 0) >= limit);
    if (isFull) continue;
    yield machine;
    for (const { name } of groups) begun.set(name, (begun.get(name) ?? 0) + 1);
  }
}
function isUndoCrowded(view, machine, begun) {
  return groupsOf(view, machine).some(({ name, limit }) => {
    const busy = outIn(view, name).filter((other) => other.name !== machine.name && inHand.has(other.phase)).length;
    const now = begun.filter((other) => groupsOf(view, other).some((group) => group.name === name)).length;
    return busy + now >= limit;
  });
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

// src/rollout/decide/words.ts
function judged([{ now }, machine], stage2, { verdict, gates }, againAt2) {
  return { kind: "judged", at: now, machine: machine.name, stage: stage2, verdict, gates: [...gates], againAt: againAt2 };
}
function notReached([{ now }, machine], stage2, againAt2) {
  return { kind: "judged", at: now, machine: machine.name, stage: stage2, verdict: "error", gates: [], againAt: againAt2 };
}
function chosen([{ now }, machine], updates, left) {
  const identities = updates.map(({ updateId, revision }) => ({ updateId, revision }));
  return { kind: "machineChosen", at: now, machine: machine.name, updates: identities, left: [...left] };
}
function skipped([{ now }, machine], failure) {
  return { kind: "machineSkipped", at: now, machine: machine.name, failure };
}
function returned([{ now }, machine], reason) {
  return { kind: "machineReturned", at: now, machine: machine.name, reason };
}
function done([{ now }, machine], result, left) {
  return { kind: "machineDone", at: now, machine: machine.name, result, left: [...left] };
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
var leavers = /* @__PURE__ */ new WeakMap();
var leaving = /* @__PURE__ */ new Set(["machineDone", "machineSkipped", "machineReturned", "machineUndone"]);
function isLeaving(view, { name }) {
  return leavers.get(view)?.has(name) === true;
}
function heldBack(view, machine, events) {
  if (machine.drain === null || !owesResume(machine) || !events.some(({ kind }) => leaving.has(kind))) return events;
  const who = [view, machine];
  const { failure } = machine.drain;
  if (failure === null) {
    const names = leavers.get(view) ?? /* @__PURE__ */ new Set();
    leavers.set(view, names.add(machine.name));
    return [];
  }
  return [
    onTheWayBack.includes(machine.phase) ? stranded(who, failure) : failed(who, failure, { severity: "hard", gate: null })
  ];
}
function isClusterBusy({ state }, machine, begun) {
  const { name, cluster } = machine;
  if (cluster === null) return false;
  const others = [...state.machines.values()].filter((other) => onTheWayBack.includes(other.phase));
  return [...others, ...begun].some((other) => other.cluster === cluster && other.name !== name);
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
      const mine = source.packages.filter((one) => fits(one, facts));
      const missing = mine.filter(({ kb }) => isUnread ? when === "before" : !lists.flat().includes(kb));
      return { updates: missing.map(updateOfPackage), source: "packages" };
    }
  }
}
function fits({ product, build }, facts) {
  return product === void 0 ? build === facts.build : productOf(facts)?.name === product;
}
function whyNoneFits(source, facts) {
  if (source.kind !== "packages" || source.packages.some((one) => fits(one, facts))) return void 0;
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
  const left = [];
  const open = [];
  for (const update of plan.updates) {
    const here = offered.get(identityOf(update));
    const why = here === void 0 ? whyMissing(view, offer, update, installed) : whyLeft(view, machine, here);
    if (why !== void 0) left.push(leftOut(update, why));
    else if (here !== void 0) open.push({ ...update, restart: here.restart });
  }
  if (plan.source.kind === "none" || plan.source.kind === "script") return { chosen: open, left };
  const grade = hotpatch === void 0 ? unreadGrade : gradeHotpatch(hotpatch, facts, plan.lineage, offer.scan.history);
  const { holds, hotpatch: mode, lineage: rows } = plan;
  const held = holdsFor({ updates: open, facts, grade, installed, holds, mode, now, rows });
  const byHand = ({ kbs }) => state.heldByHand.some(({ kb }) => kbs.includes(kb));
  return {
    chosen: held.install.filter((update) => !byHand(update)),
    left: [
      ...left,
      ...held.held.map((update) => ({ ...update, kbs: [...update.kbs], why: "held" })),
      ...held.install.filter(byHand).map((update) => leftOut(update, whyByHand(view, update)))
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

// src/rollout/decide/judging.ts
var judgedOnce = ["cameBack"];
function gatesFor({ plan }, stage2, isAfterSoak) {
  return plan.gates[stage2].filter(({ gate }) => !isAfterSoak || !judgedOnce.includes(gate));
}
function judge(view, question) {
  const { stage: stage2, machine, isAfterSoak = false, isToBeCleared: isToBeCleared2 = false } = question;
  const evidence = evidenceOf(view, question);
  const before = stage2 === "before" ? machine.judgedBefore : machine.judgedAfter;
  const asked2 = gatesFor(view, stage2, isAfterSoak).filter(({ gate }) => !isToBeCleared2 || gate !== "noPendingRestart");
  const gates = asked2.map((choice) => {
    const gate = gateNamed(choice.gate);
    if (gate === void 0) throw new RangeError(`gate ${choice.gate} does not exist`);
    const previous = before.find((one) => one.gate === choice.gate);
    const judgement = gate.judge({ settings: choice.settings, evidence, now: view.now, previous });
    return kept(choice, judgement);
  });
  return combine(gates);
}
function kept({ gate, severity }, judgement) {
  const { verdict, reason, measured, againAt: againAt2, strikes } = judgement;
  return { gate, severity, verdict, reason, measured, strikes, ...againAt2 === void 0 ? {} : { againAt: againAt2 } };
}
function evidenceOf({ plan, state }, { stage: stage2, machine, entry, updates, left, offered, runner }) {
  return {
    stage: stage2,
    machine: entry,
    before: machine.before ?? void 0,
    after: stage2 === "after" ? machine.after ?? void 0 : void 0,
    updates,
    offered,
    held: left.filter(({ why }) => why === "held"),
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
function failedUpdates({ install: install2, chosen: wanted }) {
  const mine = new Set(wanted.map(identityOf));
  const isBad = ({ outcome }) => outcome === "failed" || outcome === "aborted";
  return (install2?.updates ?? []).filter((update) => isBad(update) && mine.has(identityOf(update)));
}
function isTriedAgain({ plan }, machine) {
  const { install: install2, tried } = machine;
  if (install2?.needsRestart !== true || plan.restart === "never") return false;
  const bad = failedUpdates(machine);
  const isCurable = ({ hresult }) => hresultOf(hresult)?.retry === "restart";
  const isFresh = (one) => tried.get(identityOf(one)) === 1;
  const goesAlong = ({ outcome, hresult }) => outcome === "aborted" && hresult === 0;
  return bad.some(isCurable) && bad.every((one) => isFresh(one) && (isCurable(one) || goesAlong(one)));
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
    case "installed":
    case "restarted":
    case "uninstalled":
    case "staged":
    case "diagnosed":
    case "hidden":
    case "drained":
    case "resumed":
    case "acknowledged":
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
  const choice = choose(view, {
    machine,
    facts: facts.value,
    hotpatch: hotpatch?.ok === true ? hotpatch.value : void 0,
    scan: scan.value
  });
  const obstacle = misfitOf(view, machine, facts.value) ?? obstacleIn(machine, choice);
  if (choice.chosen.length === 0 && obstacle === void 0) return [done(who, "nothingNeeded", choice.left)];
  const isClearing = obstacle === void 0 && isToBeCleared(view, machine);
  const verdict = judge(view, {
    stage: "before",
    machine,
    entry: entryOf(view, machine.name),
    updates: choice.chosen,
    left: choice.left,
    offered: scan.value.updates,
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
function misfitOf({ plan }, machine, facts) {
  const misfit = whyNoneFits(plan.source, facts);
  return misfit === void 0 ? void 0 : trouble(machine, "PACKAGE_NONE_FITS", misfit);
}
function obstacleIn(machine, { chosen: updates, left }) {
  const blocking = left.find(({ blocks }) => blocks);
  if (blocking !== void 0) {
    return trouble(machine, "MACHINE_HELD", blocking.reason, { cause: blocking.kbs.join(", "), next: blocking.remedy });
  }
  const unproven = left.find(({ why }) => why === "unproven");
  if (updates.length > 0 || unproven === void 0) return void 0;
  const name = unproven.kbs.join(", ") || unproven.title;
  return trouble(machine, "UPDATE_UNPROVED", `${name}: ${unproven.reason}`, { next: unproven.remedy });
}
function owesRestart({ restart: restart2, boot }) {
  return restart2 !== null && boot !== null && compareBoots(restart2.from, boot.bootId) !== "other";
}
function isToBeCleared({ plan }, { boot, attempts }) {
  if (plan.source.kind === "none" || plan.pendingRestart !== "restartFirst" || attempts.restart !== void 0 || boot === null)
    return false;
  return boot.pendingRestart.some((signal) => signal !== "fileRename");
}
function answerVerify(view, machine, { scan, runner }) {
  const who = [view, machine];
  const isAfterSoak = machine.phase === "watching";
  const updates = updatesOf(view, machine);
  const verdict = judge(view, {
    stage: "after",
    machine,
    entry: entryOf(view, machine.name),
    updates,
    left: machine.left,
    runner,
    isAfterSoak
  });
  if (verdict.verdict === "pass" && machine.after?.readings.facts?.ok === true) {
    const next = scan === null ? [done(who, "updated", machine.left)] : afterRescan(view, machine, scan);
    const looksAgain = next.length === 0;
    return [judged(who, "after", verdict, looksAgain ? view.now + lookAgainAfter : null), ...next];
  }
  const { decisive } = verdict;
  const againAt2 = verdict.verdict === "pass" ? view.now + knockAgainAfter : verdict.againAt;
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
function updatesOf({ plan }, { install: install2, chosen: now }) {
  const keys = new Set([...install2?.updates ?? [], ...now].map(identityOf));
  return plan.updates.filter((update) => keys.has(identityOf(update)));
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

// src/rollout/decide/steps.ts
function nextEffect(view, machine) {
  if (machine.inFlight !== null || view.state.stop !== null) return void 0;
  const isDue = machine.lookAt === null || machine.lookAt <= view.now;
  const back = isDrainNeeded(view, machine) ? void 0 : resume(view, machine);
  if (back !== void 0) return back;
  switch (machine.phase) {
    case "suspect":
      return view.state.phase === "running" ? check(view, machine) : void 0;
    case "checking":
      if (machine.beganAt === null && !mayBegin(view, machine)) return void 0;
      if (machine.news !== null || isDrained(machine) && isToBeCleared(view, machine)) return clear(view, machine);
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
      return hide(view, machine) ?? acknowledge(view, machine);
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
function clear(view, machine) {
  if (machine.boot === null) return void 0;
  if (needsDrain(view, machine)) return drain(view, machine, "update");
  return { ...asked(view, machine, "restart"), ifStillOn: machine.boot.bootId, purpose: "clear" };
}
function install(view, machine) {
  if (!mayGoOn(view, machine)) return void 0;
  if (mayRestart(view, machine) && needsDrain(view, machine)) return drain(view, machine, "update");
  const common = asked(view, machine, "install");
  const job = jobKeyOf(view.plan.rolloutId, machine.name, "install", common.attempt);
  return { ...common, job, updates: [...machine.chosen] };
}
function restart(view, machine) {
  if (!mayGoOn(view, machine) || machine.boot === null) return void 0;
  if (needsDrain(view, machine)) return drain(view, machine, "update");
  return { ...asked(view, machine, "restart"), ifStillOn: machine.boot.bootId, purpose: "update" };
}
var restartsAtMost = 3;
var servicingSignals = ["servicing", "servicingInProgress", "packagesPending", "windowsUpdate"];
function wantsAnother({ boot, before, restarts, failure }) {
  if (boot === null || failure !== null || restarts >= restartsAtMost) return false;
  const then = before?.readings.boot;
  const old = then?.ok === true ? then.value.pendingRestart : [];
  return boot.pendingRestart.some((signal) => servicingSignals.includes(signal) && !old.includes(signal));
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
  const visits = (machine.attempts.check ?? 0) + (machine.attempts.uninstall ?? 0) + (machine.attempts.hide ?? 0);
  if (machine.finishedJobs.length === 0 || tries > visits) return void 0;
  return asked(view, machine, "acknowledge");
}
function undo(view, machine) {
  if (machine.inFlight !== null || machine.news !== null || view.state.stop !== null) return void 0;
  const isDue = machine.lookAt === null || machine.lookAt <= view.now;
  switch (machine.phase) {
    case "uninstalled":
      return machine.undo?.uninstall?.needsRestart === true ? undoRestart(view, machine) : undoVerify(view, machine);
    case "undoRestarted":
      return wantsAnother(machine) ? undoRestart(view, machine) : undoVerify(view, machine);
    case "undoVerifying":
      return isDue ? undoVerify(view, machine) : void 0;
    case "uninstalling":
      return isDue ? uninstall(view, machine) : void 0;
    default:
      if (machine.diagnosis === null) return diagnose(view, machine);
      return hasChanged(view, machine) ? uninstall(view, machine) : undoVerify(view, machine);
  }
}
function hide(view, machine) {
  const mine = new Set(installedBy(machine.install));
  const updates = view.plan.updates.filter((update) => mine.has(identityOf(update)));
  if (machine.hiding !== null || view.plan.source.kind !== "agent" || updates.length === 0) return void 0;
  const common = asked(view, machine, "hide");
  return {
    ...common,
    job: jobKeyOf(view.plan.rolloutId, machine.name, "hide", common.attempt),
    updates: updates.map(({ updateId, revision }) => ({ updateId, revision }))
  };
}
function diagnose(view, machine) {
  return { ...asked(view, machine, "diagnose"), eventsSince: eventsSince(machine) };
}
function eventsSince({ before }) {
  const facts = before?.readings.facts;
  return facts?.ok === true ? Date.parse(facts.value.clock) : null;
}
function hasChanged({ plan }, { install: result }) {
  if (plan.source.kind === "script") return true;
  return installedBy(result).length > 0 || result?.needsRestart === true;
}
function uninstall(view, machine) {
  if ((machine.drain?.trouble ?? null) !== null) return resume(view, machine) ?? drain(view, machine, "undo");
  if (view.plan.source.kind !== "none" && needsDrain(view, machine)) return drain(view, machine, "undo");
  const common = asked(view, machine, "uninstall");
  const mine = new Set(installedBy(machine.install));
  const kbs = machine.install?.updates.filter((update) => mine.has(identityOf(update))).flatMap((update) => update.kbs);
  return {
    ...common,
    job: jobKeyOf(view.plan.rolloutId, machine.name, "uninstall", common.attempt),
    packagesBefore: [...machine.install?.packagesBefore ?? []],
    kbs: [...new Set(kbs)]
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
      return whyClosed(view, index) === void 0 ? [{ kind: "ringOpened", ...said }] : [];
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
  const machines = [...state.machines.values()];
  if (state.inFlight.size > 0 || machines.some((machine) => nextEffect(view, machine) !== void 0)) return [];
  const isNothing = !machines.some(({ result }) => result === "updated");
  return [{ kind: "concluded", at: now, conclusion: isNothing ? "nothing-to-do" : "succeeded" }];
}
function whyClosed(view, index) {
  const { state, now } = view;
  const planned2 = plannedRing(view, index);
  const opensAt = state.begunAt + planned2.opens;
  if (opensAt > now) return { why: "opens", until: opensAt };
  if (planned2.approval === "required" && !state.approvals.has(planned2.name)) return { why: "approval", until: null };
  if (state.run !== null && state.run.ring !== null && state.run.ring !== planned2.name)
    return { why: "scope", until: null };
  return void 0;
}
function openRingMoves(view, index) {
  const { state, now } = view;
  const ring = ringOf(state, index);
  const planned2 = plannedRing(view, index);
  const said = { at: now, ring: ring.name };
  const hold = whyHeld(view, index);
  if (hold !== void 0) return [{ kind: "ringHeld", ...said, failure: hold }];
  if (activeOf(ring) > 0) return [];
  if (ring.tally.pending > 0) {
    const spent = whySpent(view, index);
    if (spent !== void 0) return [{ kind: "ringHeld", ...said, failure: spent }];
    const isFull = ring.filled >= placesIn(planned2, ring.wave);
    if (!isFull || pickable(view, index).next().done === true) return [];
    return [{ kind: "waveOpened", ...said, wave: ring.wave + 1, size: planned2.waves[ring.wave] ?? ring.tally.pending }];
  }
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
  if (unwatched(view, index).next().done !== true) return [];
  return [{ kind: "ringPassed", ...said }];
}
function whyHeld(view, index) {
  const { state } = view;
  const ring = ringOf(state, index);
  const { maxSkipped, maxFailures } = plannedRing(view, index);
  const { skipped: skipped3, failed: failed2, unclear: unclear2 } = ring.tally;
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
  if (unclear2 > 0 && failed2 + unclear2 > maxFailures) {
    const first = machinesIn(view, index).find(({ phase }) => phase === "unclear");
    return failureOf("RING_UNCLEAR", `${unclear2} of ${ring.name} gave no clear answer (limit ${maxFailures})`, {
      retryable: true,
      ...reasonOf(first)
    });
  }
  return void 0;
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
    if (machine.phase === "pending" && machine.inFlight === null && mayBegin(view, machine)) yield machine;
  }
}
function* unwatched(view, index) {
  const ring = ringOf(view.state, index);
  for (const machine of machinesIn(view, index)) {
    const isUpdated = machine.phase === "done" && machine.result === "updated";
    if (isUpdated && machine.since < ring.since) yield machine;
  }
}
function ringEffects(view) {
  const { state } = view;
  const index = currentRing(state);
  if (index === void 0 || state.phase !== "running" || state.stop !== null) return [];
  const ring = ringOf(state, index);
  if (ring.phase === "open" && ring.wave > 0)
    return take(pickable(view, index), roomIn(view, index)).map((machine) => check(view, machine));
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
    const at = until === null ? null : Math.max(until - plan.stage.before, againAt(machine));
    if (at !== null && until !== null && at > now && at < until && (earliest === null || at < earliest)) earliest = at;
  }
  return earliest;
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
function roomToStage({ state }, atOnce) {
  const going = [...state.inFlight.values()].filter(({ kind }) => kind === "stage").length;
  return (state.run?.isProven === false ? Math.min(1, atOnce) : atOnce) - going;
}
function mayStage(view, machine) {
  if (machine.phase !== "pending" || machine.inFlight !== null) return false;
  const { stage: tries = 0 } = machine.attempts;
  if (tries > 1 || tries === 1 && !isWorthAgain(machine)) return false;
  return isInScope(view, ringOf(view.state, machine.ring), machine);
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

// src/rollout/conclusion.ts
function conclusionOf(plan, state, now, isCancelled = false) {
  const view = viewOf(plan, state, now);
  const waiting2 = waitingFor(view);
  const stagingAt = stagingBefore(view, waiting2);
  const conclusion = isCancelled && state.conclusion === null ? "cancelled" : wordFor(state);
  const index = state.halt === null ? currentRing(state) ?? state.rings.length - 1 : ringOfHalt(view);
  const ring = state.rings[index];
  const machines = [...state.machines.values()];
  return {
    conclusion,
    ring: ring === void 0 ? null : { name: ring.name, wave: ring.wave, waves: plan.rings[index]?.waves.length ?? 0 },
    cause: (state.halt ?? state.undo)?.cause ?? null,
    reason: (state.halt ?? state.undo)?.reason ?? null,
    failure: state.stop ?? ring?.hold?.failure ?? null,
    waiting: waiting2,
    stagingAt,
    nextAt: stagingAt ?? waiting2?.until ?? null,
    figures: figuresOf(machines),
    restartsPending: machines.filter(isWaitingForRestart).map(({ name }) => name),
    resumesOwed: machines.filter(owesResume).map(({ name }) => name),
    inFlight: machines.filter(({ inFlight }) => inFlight !== null).map(({ name }) => name)
  };
}
function stagingBefore(view, waiting2) {
  if (waiting2 === null || waiting2.until === null) return null;
  const at = nextStagingAt(view);
  return at !== null && at < waiting2.until ? at : null;
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
  if (cause?.by === "rule") return plan.rings.findIndex(({ name }) => name === cause.ring);
  return currentRing(state) ?? state.rings.length - 1;
}
function figuresOf(machines) {
  const count2 = (is) => machines.filter(is).length;
  const started = count2(({ beganAt }) => beganAt !== null);
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
function isWaitingForRestart({ phase, install: install2, inFlight }) {
  return phase === "installed" && install2?.needsRestart === true && inFlight === null;
}
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
  const machines = [...view.state.machines.values()].filter(
    (machine) => machine.ring === index && unfinished.includes(machine.phase)
  );
  const { run } = view.state;
  const mine = machines.filter(({ name }) => run === null || run.only === null || run.only.has(name));
  const isInScope2 = run === null || run.ring === null || run.ring === ring.name;
  return (isInScope2 ? windowOf(view, mine) : null) ?? { for: "scope", until: null };
}
function windowOf(view, machines) {
  let until = null;
  for (const machine of machines) {
    if (isInWindow(view, machine)) continue;
    const opensAt = openingFor(view, machine)?.opensAt ?? null;
    if (opensAt !== null && (until === null || opensAt < until)) until = opensAt;
  }
  return until === null ? null : { for: "window", until };
}

// src/report/json.ts
function resultOf(summary) {
  const { standing, proof } = summary;
  return {
    format: 1,
    conclusion: summary.conclusion,
    reason: summary.line,
    rolloutId: summary.rolloutId,
    planHash: summary.planHash,
    ring: standing.ring,
    cause: standing.cause,
    figures: standing.figures,
    waiting: standing.waiting === null ? null : { for: standing.waiting.for, until: iso(standing.waiting.until) },
    nextDue: iso(standing.nextAt),
    next: [...summary.next],
    why: [...summary.why],
    rings: summary.rings.map(resultRingOf),
    machines: summary.machines.map(machineOf2),
    timeline: summary.timeline.map(({ ring, what, from, to, look }) => ({
      ring,
      what,
      from: isoOf(from),
      to: isoOf(to),
      look
    })),
    proved: [...proof.proved],
    notCovered: [...proof.notCovered],
    restartsPending: [...standing.restartsPending],
    resumesOwed: [...standing.resumesOwed],
    inFlight: [...standing.inFlight],
    compliance: {
      deadline: summary.compliance.deadline,
      machines: summary.compliance.machines,
      behind: summary.compliance.behind.map(({ machine, kbs, why }) => ({ machine, kbs: [...kbs], why })),
      closes: Object.fromEntries(Object.entries(summary.compliance.closes).map(([name, cves]) => [name, [...cves]]))
    },
    at: isoOf(summary.at)
  };
}
function resultRingOf({ times, soak, ...ring }) {
  const { work, soak: soaked, window, approval, opens, halted: halted2 } = times;
  return {
    ...ring,
    soak: seconds(soak),
    seconds: {
      work: seconds(work),
      soak: seconds(soaked),
      window: seconds(window),
      approval: seconds(approval),
      opens: seconds(opens),
      halted: seconds(halted2)
    }
  };
}
function machineOf2(machine) {
  const { name, ring, phase, build = null, hotpatch = null, took = null, why = null, left } = machine;
  const [began, ended] = [iso(machine.beganAt), iso(machine.endedAt)];
  return { name, ring, phase, build, hotpatch, took, why, left: [...left], began, ended };
}
function seconds(milliseconds) {
  return Math.round(milliseconds / 1e3);
}
function isoOf(at) {
  return new Date(at).toISOString();
}
function iso(at) {
  return at === null ? null : isoOf(at);
}

// src/report/markdown.ts
import { Buffer as Buffer2 } from "node:buffer";
var mostRows = 200;
var largestTable = 256 * 1024;
var mostBars = 100;
var mostLines = 100;
var largestPage = 900 * 1024;
var reserve = 1024;
function markdownOf(summary, dialect) {
  const { harmless, hasMermaid } = dialect;
  const bars = summary.timeline.slice(-mostBars);
  const sections = [
    { title: "", blocks: [`**${harmless(summary.line)}**`] },
    { title: "Why", blocks: list(summary.why, dialect) },
    { title: "Next", blocks: [...nextBlock(summary.next), ...deadlineBlock(summary, dialect)] },
    { title: "Rings", blocks: [ringTable(summary.rings, dialect), ...hasMermaid ? [ringFlow(summary.rings)] : []] },
    { title: "Machines that need eyes", blocks: machineBlocks(summary.attention, dialect) },
    { title: "Timeline", blocks: hasMermaid ? ganttOf(bars) : timelineTable(bars, dialect) },
    { title: "Plan against actual", blocks: [planTable(summary.rings, dialect), timeTable(summary.rings, dialect)] },
    { title: "Proved", blocks: list(summary.proof.proved, dialect) },
    { title: "Not covered", blocks: list(summary.proof.notCovered, dialect) },
    {
      title: "",
      blocks: [
        `${harmless(`Rollout ${summary.rolloutId}: ${summary.updates}.`)} Plan \`${summary.planHash.slice(0, 12)}\`, ${instantText(summary.at)}.`
      ]
    }
  ];
  return withinBudget(sections, largestPage);
}
function withinBudget(sections, limit) {
  const told = sections.filter(({ blocks }) => blocks.length > 0);
  const texts = told.map(({ title, blocks }) => [...title === "" ? [] : [`### ${title}`], ...blocks].join("\n\n"));
  let used = reserve;
  const fits2 = texts.findIndex((text) => {
    used += Buffer2.byteLength(text) + 2;
    return used > limit;
  });
  if (fits2 === -1) return `${texts.join("\n\n")}
`;
  const missing = told.slice(fits2).flatMap(({ title }) => title === "" ? [] : [title]);
  const note = `*This page is full. The report files have the rest: ${missing.join(", ")}.*`;
  return `${[...texts.slice(0, fits2), note].join("\n\n")}
`;
}
function list(lines, { harmless }) {
  if (lines.length === 0) return [];
  const more = lines.length - mostLines;
  const shown = lines.slice(0, mostLines).map((line) => `- ${harmless(line)}`);
  return [[...shown, ...more > 0 ? [`- ${more} more stand in report.html.`] : []].join("\n")];
}
function nextBlock(next) {
  const lines = next.map((line) => line.replace(/\s+/g, " ").replaceAll("```", "'''"));
  return next.length === 0 ? [] : [["```text", ...lines, "```"].join("\n")];
}
function deadlineBlock({ compliance }, { harmless }) {
  return [deadlineLine(compliance), licenceLine(compliance)].flatMap(
    (line) => line === void 0 ? [] : harmless(line)
  );
}
function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
function ringTable(rings, { harmless }) {
  const rows = rings.map((ring) => [
    harmless(ring.name),
    harmless(ring.state),
    `${ring.updated} of ${ring.machines}`,
    String(ring.failed + ring.stranded),
    [ring.skipped, ring.undone].join(" / "),
    String(ring.untouched)
  ]);
  return table(["Ring", "State", "Updated", "Failed", "Skipped / undone", "Never touched"], rows);
}
function machineBlocks(machines, { harmless }) {
  if (machines.length === 0) return [];
  const rows = [];
  let used = 0;
  for (const machine of machines.slice(0, mostRows)) {
    const { name, ring, phase, why = "", build = "", hotpatch = "" } = machine;
    const cells = [harmless(name), harmless(ring), phase, ...[why, build, hotpatch].map((text) => harmless(text))];
    used += Buffer2.byteLength(cells.join(""));
    if (used > largestTable) break;
    rows.push(cells);
  }
  const more = machines.length - rows.length;
  return [
    table(["Machine", "Ring", "State", "Why", "Build", "Hotpatch"], rows),
    ...more > 0 ? [`${more} more stand in report.html and result.json.`] : []
  ];
}
function planTable(rings, { harmless }) {
  const rows = rings.map(({ name, machines, started, waves, worstCase, hit, soak, times }) => [
    harmless(name),
    `${started} of ${machines}`,
    `${waves.opened} of ${waves.planned}`,
    `${hit} of ${worstCase.visible}`,
    `${lengthText(times.soak)} of ${lengthText(soak)}`
  ]);
  return table(["Ring", "Started, of planned", "Waves", "Hit, of worst case", "Soaked, of planned"], rows);
}
function timeTable(rings, { harmless }) {
  const kinds = timeKinds.filter((kind) => ["work", "soak", "window", "approval"].includes(kind));
  const rows = rings.map(({ name, times }) => [
    harmless(name),
    ...kinds.map((kind) => lengthText(times[kind])),
    lengthText(times.opens + times.halted)
  ]);
  return table(["Time", "Work", "Soak", "Window", "Approval", "Not due, or halted"], rows);
}
function timelineTable(bars, { harmless }) {
  if (bars.length === 0) return [];
  const rows = bars.map(({ ring, what, from, to, look }) => [
    harmless(ring),
    what,
    instantText(from),
    instantText(to),
    look
  ]);
  return [table(["Ring", "What", "From", "To", "Ended"], rows)];
}

// src/rollout/licence.ts
function unlicensedIn({ machines }, { lineage }) {
  return [...machines.values()].flatMap(({ name, before, after }) => {
    const seen2 = after?.readings.hotpatch?.ok === true ? after : before;
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
  return [...causes.values()].map(({ machines, reason, remedy }) => {
    const message = `${machines.join(", ")}: ${reason}${licenceAgainst(deadline?.due ?? null)}; ${remedy}.`;
    return failureOf("HOTPATCH_LICENCE_LAPSED", message, { next: remedy });
  });
}

// src/rollout/compliance.ts
var day = 864e5;
function complianceOf(plan, state, now) {
  const named = plan.updates.map(({ kbs, title, cves }) => [kbs.join("+") || title, cves]);
  const behind = [...state.machines.values()].flatMap((machine) => behindOf(plan, machine) ?? []);
  return {
    deadline: deadlineOf(plan, now),
    machines: state.machines.size,
    behind,
    unlicensed: unlicensedIn(state, plan),
    closes: Object.fromEntries(named.filter(([, cves]) => cves.length > 0))
  };
}
function deadlineOf({ deadline }, now) {
  if (deadline === null) return null;
  const { due, warnBefore } = deadline;
  const end = Date.parse(due) + day;
  return { due, standing: now >= end ? "past" : now >= end - warnBefore ? "soon" : "ahead" };
}
function isMissing({ why, instead }) {
  return why !== "held" || instead === void 0;
}
function behindOf({ updates }, machine) {
  const { name, phase, left, failure } = machine;
  if (phase === "done" || phase === "watching") {
    const missing = left.filter(isMissing);
    const [first] = missing;
    if (first === void 0) return void 0;
    return { machine: name, kbs: missing.flatMap(({ kbs }) => kbs), why: first.reason };
  }
  return { machine: name, kbs: updates.flatMap(({ kbs }) => kbs), why: failure?.message ?? words[phase] ?? phase };
}
var words = {
  pending: "its turn has not come",
  undone: "it was taken back",
  excluded: "taken out by a person",
  installed: "its restart is still to come"
};

// src/report/machine-row.ts
function machineRows({ lineage }, { name: ring, machines }, known, traces) {
  return machines.flatMap((name) => {
    const machine = known.get(name);
    return machine === void 0 ? [] : [rowOf(machine, ring, lineage, traces.get(name))];
  });
}
function rowOf(machine, ring, lineage, trace) {
  const before = machine.before ?? trace?.before ?? null;
  const after = machine.after ?? trace?.after ?? null;
  const endedAt = machine.endedAt === null ? null : trace?.endedAt ?? machine.endedAt;
  return {
    name: machine.name,
    ring,
    phase: machine.phase,
    build: buildsText({ before, after }),
    hotpatch: hotpatchText({ before, after }, lineage),
    took: runText({ beganAt: machine.beganAt, endedAt }),
    why: whyLookAt(machine),
    left: machine.left.map(({ kbs, title, reason }) => `${kbs.length === 0 ? title : kbs.join("+")}: ${reason}`),
    beganAt: machine.beganAt,
    endedAt,
    failure: machine.failure,
    gates: { before: trace?.judgedBefore ?? [], after: trace?.judgedAfter ?? [] }
  };
}
var worstFirst = [
  "stranded",
  "failed",
  "unclear",
  "installed",
  "undone",
  "skipped",
  "excluded"
];
function badness({ phase }) {
  const place = worstFirst.indexOf(phase);
  return place === -1 ? worstFirst.length : place;
}
var forPeople = ["MACHINE_HELD", "MACHINE_STRANDED", "UNINSTALL_FAILED"];
function withRemedy({ failure }, text) {
  const isTheirs = failure !== null && forPeople.includes(failure.code);
  return isTheirs && failure.next !== void 0 ? `${text}; ${failure.next}` : text;
}
function withTraces({ diagnosis, hiding }, text) {
  const isOpen = hiding !== null && !(hiding.kind === "hidden" && hiding.result.updates.every(isLeftAlone));
  const traces = [
    ...isOpen ? ["automatic updates may bring it back"] : [],
    ...diagnosis?.file == null ? [] : [`logs in ${diagnosis.file}`]
  ];
  return [text, ...traces].join("; ");
}
function isLeftAlone({ outcome }) {
  return outcome !== "failed";
}
function whyLookAt(machine) {
  const gate = machine.failedBy?.gate;
  const failure = machine.failure === null ? void 0 : `${gate ? `${gate}: ` : ""}${machine.failure.message}`;
  switch (machine.phase) {
    case "stranded":
    case "failed":
    case "unclear":
    case "skipped":
      return withTraces(machine, withRemedy(machine, failure ?? machine.phase));
    case "undone":
      return withTraces(
        machine,
        gate === void 0 || gate === null ? "rolled back with the others" : `${gate} failed, rolled back`
      );
    case "installed":
      return machine.install?.needsRestart === true ? "installed, its restart was not done" : void 0;
    case "excluded":
      return "taken out by a person";
    default:
      return machine.inFlight === null ? void 0 : `in flight: ${machine.inFlight.kind}`;
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

// src/report/next.ts
function nextSteps(plan, standing, { program, options }) {
  const command = (...words2) => [program, ...words2, ...options].join(" ");
  const owed = standing.resumesOwed.map((name) => `${resumeCommand(name)}   # drained, and not resumed`);
  return [...owed, ...stepsOf(plan, standing, command)];
}
function stepsOf(plan, standing, command) {
  const ring = standing.ring?.name ?? plan.rings[0]?.name ?? "";
  switch (standing.conclusion) {
    case "succeeded":
    case "nothing-to-do":
      return [];
    case "waiting":
      return waiting(plan, standing, command);
    case "held":
      return [...standing.failure?.next === void 0 ? [] : [standing.failure.next], command("apply")];
    case "halted":
      return [
        ...standing.restartsPending.map(
          (name) => `Restart-Computer -ComputerName ${name}   # installed, waits for its restart`
        ),
        ...standing.cause?.by === "rule" ? [command("resume", "--reason", '"…"', "--exclude", standing.cause.machine)] : [command("resume", "--reason", '"…"')],
        command("rollback", "--ring", ring, "--reason", '"…"'),
        command("status")
      ];
    case "rolled-back":
      return [
        "The updates of this rollout are final: they are not offered by it again. Plan the next release when it is out.",
        command("status")
      ];
    case "cancelled":
      return [command("apply")];
    case "failed":
      return [
        ...standing.failure?.next === void 0 ? [] : [standing.failure.next],
        command("preflight"),
        command("apply")
      ];
  }
}
function waiting(plan, { waiting: wait2, ring, nextAt }, command) {
  if (wait2?.for === "approval") return [command("approve", "--ring", ring?.name ?? "", "--plan-hash", plan.hash)];
  const when = nextAt === null ? "the next scheduled run" : `a run after ${instantText(nextAt)}`;
  return [`Nothing: ${when} goes on by itself (${command("apply")}).`];
}

// src/report/proof.ts
var confidence = 0.95;
function shareThatMayFail(clean) {
  return Math.ceil((1 - (1 - confidence) ** (1 / clean)) * 1e3) / 10;
}
function proofOf(plan, rings, machines) {
  return { proved: provedBy(rings), notCovered: uncoveredOf(plan, rings, machines) };
}
function provedBy(rings) {
  return rings.flatMap(({ name, state, updated, failed: failed2, stranded: stranded2, undone: undone3, soak }) => {
    if (state !== "passed" || updated === 0 || failed2 + stranded2 + undone3 > 0) return [];
    const share = shareThatMayFail(updated);
    const what = `${name}: ${count(updated, "machine")} updated, none failed, after a soak of ${formatDuration(soak)}.`;
    return [`${what} With 95 % confidence fewer than ${share} % of machines like these fail.`];
  });
}
function uncoveredOf(plan, rings, machines) {
  const lines = [];
  const open = rings.filter(({ state }) => state !== "passed").map(({ name }) => name);
  if (open.length > 0) lines.push(`Not through: ${listText(open)}.`);
  const named = (phase, words2) => {
    const names = machines.filter((machine) => machine.phase === phase).map(({ name }) => name);
    if (names.length > 0) lines.push(`${words2}: ${listText(names)}.`);
  };
  named("skipped", "Skipped, nothing was started there");
  named("excluded", "Taken out by a person");
  const left = /* @__PURE__ */ new Map();
  for (const line of machines.flatMap((machine) => machine.left)) left.set(line, (left.get(line) ?? 0) + 1);
  for (const [line, times] of left) lines.push(`Not installed on ${count(times, "machine")}: ${line}.`);
  const observed = plan.gates.after.filter(({ severity }) => severity === "observe").map(({ gate }) => gate);
  if (observed.length > 0) lines.push(`Measured, and decides nothing: ${listText(observed)}.`);
  if (plan.gates.after.length === 0) lines.push("No gate looks at a machine after its update.");
  return lines;
}

// src/report/ring-row.ts
function ringRows(plan, state, times) {
  const touched = plan.rings.map(() => ({ started: 0, hit: 0 }));
  for (const { ring, beganAt, failedBy } of state.machines.values()) {
    const counts = touched[ring];
    if (counts === void 0) continue;
    if (beganAt !== null) counts.started += 1;
    if (failedBy !== null) counts.hit += 1;
  }
  return plan.rings.map((_, index) => {
    const [spent, counts] = [times[index], touched[index]];
    if (spent === void 0 || counts === void 0) throw new RangeError(`ring ${index} has no times`);
    return { ...ringRow(plan, state, index), ...counts, times: spent };
  });
}
function ringRow(plan, state, index) {
  const [planned2, ring] = [plan.rings[index], state.rings[index]];
  if (planned2 === void 0 || ring === void 0) throw new RangeError(`ring ${index} is not in the plan`);
  const wave = ring.phase === "open" && ring.wave > 0 ? `, wave ${ring.wave}/${planned2.waves.length}` : "";
  const finished2 = countOf(ring, ["done", "watching"]);
  return {
    name: planned2.name,
    state: `${ring.phase}${wave}`,
    machines: planned2.machines.length,
    updated: ring.updated,
    needless: Math.max(0, finished2 - ring.updated),
    failed: countOf(ring, ["failed", "unclear"]),
    skipped: countOf(ring, ["skipped", "excluded"]),
    undone: countOf(ring, ["undone"]),
    stranded: countOf(ring, ["stranded"]),
    untouched: countOf(ring, ["pending"]),
    waves: { planned: planned2.waves.length, opened: ring.wave },
    soak: planned2.soak,
    worstCase: planned2.worstCase
  };
}

// src/report/timeline.ts
function timelineOf(events, now) {
  const bars = [];
  let open;
  const close = (at, look = "done") => {
    if (open !== void 0) bars.push({ ...open, to: at, look });
    open = void 0;
  };
  for (const event of events) {
    switch (event.kind) {
      case "waveOpened":
        close(event.at);
        open = { ring: event.ring, what: `wave ${event.wave} (${event.size})`, from: event.at };
        break;
      case "ringSoaking":
        close(event.at);
        open = { ring: event.ring, what: "soak", from: event.at };
        break;
      case "ringJudging":
      case "ringPassed":
        close(event.at);
        break;
      case "halted":
        close(event.at, "bad");
        break;
      case "undoBegan":
        close(event.at);
        open = { ring: "roll back", what: `${event.machines.length} back`, from: event.at };
        break;
      case "undoEnded":
        close(event.at, event.stranded > 0 ? "bad" : "done");
        break;
      default:
        break;
    }
  }
  close(now, "active");
  return bars;
}

// src/report/traces.ts
var badEndings = ["machineFailed", "machineUnclear", "machineUndone", "machineStranded"];
function tracesOf(events) {
  const traces = /* @__PURE__ */ new Map();
  const traceOf = (machine) => {
    const known = traces.get(machine);
    if (known !== void 0) return known;
    const trace = { before: null, after: null, judgedBefore: [], judgedAfter: [], endedAt: null };
    traces.set(machine, trace);
    return trace;
  };
  for (const event of events) {
    if (event.kind === "machineDone") traceOf(event.machine).endedAt ??= event.at;
    else if (badEndings.includes(event.kind) && "machine" in event) traceOf(event.machine).endedAt = event.at;
    else if (event.kind === "judged") {
      const trace = traceOf(event.machine);
      if (event.stage === "before") trace.judgedBefore = event.gates;
      else trace.judgedAfter = lastWords(trace.judgedAfter, event.gates);
    } else if (event.kind === "finished") {
      const { outcome } = event;
      if (outcome.kind === "checked" && traceOf(event.machine).after === null) {
        traceOf(event.machine).before = outcome.snapshot;
      } else if (outcome.kind === "verified") traceOf(event.machine).after = outcome.snapshot;
    }
  }
  return traces;
}
function lastWords(known, gates) {
  if (known.length === 0) return gates;
  return [...new Map([...known, ...gates].map((judged3) => [judged3.gate, judged3])).values()];
}

// src/report/verdict.ts
function verdictLine(plan, standing) {
  const { conclusion, figures } = standing;
  const where = whereText(standing);
  switch (conclusion) {
    case "succeeded":
      return `SUCCEEDED: ${updatesText(plan.updates)} on ${figures.updated} of ${count(figures.machines, "machine")}${leftOverText(standing)}.`;
    case "nothing-to-do":
      return `NOTHING TO DO: none of ${count(figures.machines, "machine")} needs what this rollout brings.`;
    case "waiting":
      return `WAITING: ${waitingText(plan, standing)}. ${figures.updated} updated, ${figures.machines - figures.updated} to go.`;
    case "held":
      return `HELD${where}: ${sentence(standing.failure?.message ?? "a ring is held")}. ${touchedText(standing)}.`;
    case "halted":
      return `HALTED${where}: ${causeText(standing)}. ${touchedText(standing)}.`;
    case "rolled-back":
      return `ROLLED BACK${where}: ${causeText(standing)}. ${undoneText(standing)}, ${figures.untouched} never touched.`;
    case "cancelled":
      return `CANCELLED${where}: ${inFlightText(standing)}. ${touchedText(standing)}.`;
    case "failed":
      return `FAILED${where}: ${sentence(standing.failure?.message ?? "no reason was given")}. ${touchedText(standing)}.`;
  }
}
function sentence(text) {
  return text.replace(/[.\s]+$/u, "");
}
function whereText({ ring }) {
  if (ring === null) return "";
  return ring.wave === 0 ? ` in ${ring.name}` : ` in ${ring.name} wave ${ring.wave}/${ring.waves}`;
}
function touchedText({ figures }) {
  return `${figures.started} started, ${figures.hit} hit, ${figures.untouched} never touched`;
}
function undoneText({ figures }) {
  const stranded2 = figures.stranded === 0 ? "" : `, ${figures.stranded} STRANDED`;
  return `${figures.started} started, ${figures.hit} hit, ${figures.undone} undone${stranded2}`;
}
function leftOverText({ figures }) {
  const needless = figures.machines - figures.updated - figures.skipped;
  const parts = [
    needless > 0 ? `${needless} needed nothing or were taken out` : "",
    figures.skipped > 0 ? `${figures.skipped} skipped` : ""
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `; ${parts.join(", ")}`;
}
function causeText({ cause, reason }) {
  if (cause === null) return sentence(reason ?? "no reason was given");
  return cause.by === "person" ? `by ${cause.person}, ${sentence(reason ?? "")}` : ruleText(cause);
}
function ruleText(cause) {
  const { gate, code, failed: failed2, of, limit, rule } = cause;
  const what = gate === null ? `${code} on` : `${gate} failed on`;
  return `${what} ${failed2} of ${of} (${rule === "critical" ? "critical, " : ""}limit ${limit})`;
}
function inFlightText({ inFlight }) {
  if (inFlight.length === 0) return "the platform asked us to stop, nothing is in flight";
  return `the platform asked us to stop; ${count(inFlight.length, "machine")} in flight go on by themselves, the next run asks them`;
}
function waitingText(plan, { waiting: waiting2, stagingAt, ring }) {
  const name = ring === null ? "the next ring" : `ring ${ring.name}`;
  if (waiting2 === null) return `${name} goes on with the next run`;
  const until = waiting2.until === null ? "a later run" : instantText(waiting2.until);
  const texts = {
    soak: `${name} soaks until ${until}`,
    window: `the window of ${name} opens ${until}`,
    opens: `${name} opens ${until}`,
    approval: `${name} needs a person's word for plan ${plan.hash.slice(0, 12)}`,
    scope: `nothing more was asked of this run; ${name} is not through`
  };
  return stagingAt === null ? texts[waiting2.for] : `downloads begin ${instantText(stagingAt)}, ${texts[waiting2.for]}`;
}

// src/report/summary.ts
function summaryOf({ plan, state, events, standing, now }, invocation) {
  const traces = tracesOf(events);
  const machines = plan.rings.flatMap((ring) => machineRows(plan, ring, state.machines, traces));
  const rings = ringRows(plan, state, timesOf(plan, events, now));
  return {
    conclusion: standing.conclusion,
    line: verdictLine(plan, standing),
    why: whyOf(plan, standing, state),
    next: nextSteps(plan, standing, invocation),
    rolloutId: plan.rolloutId,
    planHash: plan.hash,
    updates: updatesText(plan.updates),
    rings,
    attention: machines.filter(({ why }) => why !== void 0).sort((a, b) => badness(a) - badness(b)),
    machines,
    timeline: timelineOf(events, now),
    proof: proofOf(plan, rings, machines),
    standing,
    compliance: complianceOf(plan, state, now),
    at: now
  };
}
function whyOf(plan, { cause, reason, failure }, state) {
  const lines = [];
  if (cause?.by === "rule") {
    const machine = state.machines.get(cause.machine);
    const rule = cause.rule === "critical" ? "A critical gate halts at the first confirmed failure" : "More failed than is tolerated";
    lines.push(`${rule}: ${ruleText(cause)}, ring ${cause.ring} wave ${cause.wave}/${cause.waves}.`);
    if (machine !== void 0) lines.push(...evidenceOf2(machine, plan));
  }
  if (reason !== null && cause?.by !== "rule") lines.push(reason);
  if (failure !== null)
    lines.push(`${failure.code}: ${failure.message}`, ...failure.next === void 0 ? [] : [failure.next]);
  const spared = state.undo?.spared ?? [];
  if (spared.length > 0)
    lines.push(`Left as they are: ${count(spared.length, "machine")} (${spared[0]?.reason ?? ""}).`);
  return lines;
}
function evidenceOf2(machine, { lineage }) {
  const facts = [buildsText(machine), hotpatchText(machine, lineage)].filter((text) => text !== void 0);
  const bad = machine.judgedAfter.filter(({ verdict }) => verdict === "fail" || verdict === "error").map(({ gate, verdict, reason }) => `${gate}: ${verdict}, ${reason}.`);
  const told = bad.length === 0 && machine.failure !== null ? failureLines(machine.failure) : bad;
  return [...facts.length === 0 ? [] : [`${machine.name}: ${facts.join("; ")}.`], ...told];
}
function failureLines({ code, message, next = rowOfCode(code)?.next }) {
  return [`${message.replace(/[.\s]+$/u, "")}.`, ...next === void 0 ? [] : [next]];
}

// src/commands/report-files.ts
import { hash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
async function writeReport(report2) {
  try {
    return await write(report2);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    report2.platform.annotate("warning", `The report could not be written: ${why}`);
    return void 0;
  }
}
async function write({
  platform,
  directory,
  summary,
  plan,
  markdown,
  result,
  journal
}) {
  const [{ pageOf }, { junitFile, junitOf }, { metricsFile, openMetricsOf }] = await Promise.all([
    import("./page-HY72IY2X.mjs"),
    import("./junit-BDCPHA3E.mjs"),
    import("./open-metrics-AL72SPCE.mjs")
  ]);
  const kept2 = await journal();
  const texts = {
    "summary.md": markdown,
    "report.html": pageOf(summary),
    "result.json": jsonOf(result),
    [junitFile]: junitOf(summary),
    [metricsFile]: openMetricsOf(summary),
    [planName]: jsonOf(plan),
    [journalName]: kept2
  };
  await mkdir(directory, { recursive: true });
  await rm(join(directory, manifestName), { force: true });
  const files = {};
  for (const [name, text2] of Object.entries(texts)) {
    const bytes = Buffer.from(platform.mask(text2));
    await writeFile(join(directory, name), bytes);
    files[name] = sealOf(bytes);
  }
  const others = await othersIn(directory);
  Object.assign(files, await sealsOf(directory, others));
  const { sequence: records, digest: head } = journalEndOf(kept2);
  const manifest = {
    format: 1,
    rolloutId: plan.rolloutId,
    planHash: plan.hash,
    at: new Date(summary.at).toISOString(),
    journal: { records, head, isMasked: platform.mask(kept2) !== kept2 },
    files: Object.fromEntries(Object.entries(files).sort(([one], [other]) => one < other ? -1 : 1))
  };
  const text = platform.mask(jsonOf(manifest));
  await writeFile(join(directory, manifestName), text);
  return { directory, seal: hash("sha256", text), testResults: join(directory, junitFile) };
}
async function othersIn(directory) {
  const present = await filesIn(directory);
  return present.filter((path) => path === preflightName || path.startsWith(`${diagnosticsName}/`));
}
function jsonOf(value) {
  return `${JSON.stringify(value, void 0, 2)}
`;
}

// src/commands/closing.ts
var mostMachines = 12;
async function closingOf({
  platform,
  story,
  invocation,
  next,
  reportDirectory,
  journal,
  journalText,
  tell
}) {
  const summarized = summaryOf(story, invocation);
  const summary = next === void 0 ? summarized : { ...summarized, next };
  tell?.(summary);
  const hasMermaid = platform.traits.summary !== "tables";
  const markdown = markdownOf(summary, { harmless: escapeMarkdown, hasMermaid });
  const result = { ...resultOf(summary), journal };
  const report2 = reportDirectory === void 0 ? void 0 : await writeReport({
    platform,
    directory: reportDirectory,
    summary,
    plan: story.plan,
    markdown,
    result,
    journal: journalText
  });
  return {
    conclusion: summary.conclusion,
    line: summary.line,
    details: [...detailsOf(summary), ...report2 === void 0 ? [] : reportLines(platform, report2)],
    outputs: outputsOf(summary, journal, report2?.directory),
    summary: markdown,
    result,
    rollout: markOf(summary, story, report2?.testResults)
  };
}
function markOf({ rolloutId, standing, rings }, { state }, testResults) {
  const { machines, updated, undone: undone3 } = standing.figures;
  return {
    id: rolloutId,
    percent: machines === 0 ? 100 : Math.floor(100 * (updated + undone3) / machines),
    rings: rings.map(({ name, undone: taken }, index) => {
      const isHalted = standing.conclusion === "halted" && standing.ring?.name === name;
      const phase = state.rings[index]?.phase ?? "waiting";
      return { name, state: taken > 0 ? "undone" : isHalted ? "halted" : phase };
    }),
    testResults
  };
}
function reportLines(platform, { directory, seal }) {
  return ["", `  report: ${shownPath(platform, directory)}`, `  manifest: ${seal}`];
}
function outputsOf(summary, journal, report2) {
  const { standing, rings } = summary;
  const { figures } = standing;
  return {
    "rollout-id": summary.rolloutId,
    "plan-hash": summary.planHash,
    ring: standing.ring?.name ?? "",
    rings: JSON.stringify(rings.map(resultRingOf)),
    "machines-updated": String(figures.updated),
    "machines-failed": String(figures.hit),
    "next-due": standing.nextAt === null ? "" : new Date(standing.nextAt).toISOString(),
    report: report2 ?? "",
    journal
  };
}
function detailsOf({ why, next, rings, attention, compliance }) {
  const due = [deadlineLine(compliance), licenceLine(compliance)].filter((line) => line !== void 0);
  const told = [...block("why", why), ...block("next", next), ...block("due", due)];
  return [...told, "", ...ringTable2(rings), ...machineTable(attention)];
}
function block(word, lines) {
  return lines.map((line, index) => `  ${(index === 0 ? word : "").padEnd(5)} ${line}`);
}
function ringTable2(rings) {
  const rows = rings.map((ring) => [
    ring.name,
    ring.state,
    `${ring.updated} of ${ring.machines}`,
    String(ring.failed + ring.stranded),
    String(ring.undone),
    String(ring.skipped),
    String(ring.untouched)
  ]);
  const heads = ["ring", "state", "updated", "failed", "undone", "skipped", "never touched"];
  return tableOf([heads, ...rows]).map((line) => `  ${line}`);
}
var marks = {
  stranded: "!",
  failed: "!",
  unclear: "?",
  undone: "<",
  skipped: "~",
  excluded: "~"
};
function machineTable(machines) {
  if (machines.length === 0) return [];
  const rows = machines.slice(0, mostMachines).map(({ name, phase, why = "", build = "" }) => [`${marks[phase] ?? "."} ${name}`, phase, build, why]);
  const more = machines.length - mostMachines;
  return ["", ...tableOf(rows).map((line) => `  ${line}`), ...more > 0 ? [`  and ${more} more, in result.json`] : []];
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
  if (machine.keptJobs.length === 0 || beforeInstalled.includes(phase)) return;
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

// src/rollout/fold/machines.ts
function judged2(state, { machine: name, stage: stage2, gates, againAt: againAt2 }) {
  const machine = draftOf(state, name);
  forgetNews(state, machine);
  if (stage2 === "before") machine.judgedBefore = gates;
  else machine.judgedAfter = gates;
  machine.lookAt = againAt2;
  if (againAt2 !== null) forgetDrain(machine);
}
function chosen2(state, { machine: name, updates, left }) {
  const machine = draftOf(state, name);
  forgetNews(state, machine);
  machine.chosen = updates;
  noteLeft(state, machine, left);
  for (const update of updates) ringDraftOf(state, machine.ring).offered.add(identityOf(update));
  endLooking(machine);
  if (machine.buildBefore === null && machine.facts !== null) {
    machine.buildBefore = { build: machine.facts.build, ubr: machine.facts.ubr };
  }
  move(state, machine, "ready");
}
function noteLeft(state, machine, left) {
  const ring = ringDraftOf(state, machine.ring);
  machine.left = left;
  for (const update of left) {
    if (update.why === "gone") ring.gone.set(identityOf(update), update);
    else ring.offered.add(identityOf(update));
  }
}
function skipped2(state, { at, machine: name, failure }) {
  const machine = draftOf(state, name);
  forgetNews(state, machine);
  freePlace(state, machine);
  machine.failure = failure;
  endLooking(machine);
  forgetDrain(machine);
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
function done2(state, { at, machine: name, result, left }) {
  const machine = draftOf(state, name);
  const ring = ringDraftOf(state, machine.ring);
  forgetNews(state, machine);
  noteLeft(state, machine, left);
  forgetDrain(machine);
  machine.result = result;
  endLooking(machine);
  machine.endedAt = at;
  machine.failure = null;
  ring.lastEndedAt = at;
  if (machine.undo !== null) machine.undo = { ...machine.undo, wasInService: true };
  if (result === "updated") prove(state, machine);
  else freePlace(state, machine);
  move(state, machine, "done");
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
  machine.endedAt = event.at;
  if (event.kind === "machineUnclear") {
    machine.failedBy = { gate: event.gate, severity: "hard" };
    move(state, machine, "unclear");
    return;
  }
  machine.failedBy = { gate: event.gate, severity: event.severity };
  if (event.severity === "critical") ringDraftOf(state, machine.ring).critical.push(machine.name);
  move(state, machine, "failed");
}
function undone2(state, event) {
  const machine = draftOf(state, event.machine);
  forgetNews(state, machine);
  endLooking(machine);
  forgetDrain(machine);
  machine.endedAt = event.at;
  machine.failure = event.kind === "machineStranded" ? event.failure : null;
  move(state, machine, event.kind === "machineStranded" ? "stranded" : "undone");
}

// src/rollout/fold/outcome.ts
function phaseOf(effect, now) {
  switch (effect.kind) {
    case "drain":
      return effect.purpose === "undo" && !undoPhases.some((phase) => phase === now) ? "uninstalling" : void 0;
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
    case "uninstall":
      return "uninstalling";
    case "resume":
    case "diagnose":
    case "hide":
    case "acknowledge":
      return void 0;
  }
}
function intended(state, { at, effect }) {
  const machine = draftOf(state, effect.machine);
  machine.attempts = { ...machine.attempts, [effect.kind]: effect.attempt };
  machine.inFlight = effect;
  state.inFlight.set(keyOf(effect), effect);
  if (effect.kind !== "resume") forgetNews(state, machine);
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
  settle(state, machine, { at, effect, outcome });
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
    case "failed":
    case "lost":
      return effect.kind === "install" || effect.kind === "uninstall" || effect.kind === "hide" ? [effect.job] : [];
    case "restarted":
    case "staged":
    case "diagnosed":
    case "drained":
    case "resumed":
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
function settle(state, machine, ended) {
  const { at, effect, outcome } = ended;
  if (effect.kind === "stage") {
    machine.staging = { at, outcome };
    if (effect.keeps === true && outcome.kind !== "notStarted") machine.keptJobs = [...machine.keptJobs, effect.job];
    if (outcome.kind === "staged" && state.run !== null) state.run = { ...state.run, isProven: true, rejections: 0 };
    return;
  }
  if (effect.kind === "hide") {
    machine.hiding = outcome;
    return;
  }
  if (effect.kind === "drain" || effect.kind === "resume") {
    nodeEnded(machine, effect, outcome);
    return;
  }
  switch (outcome.kind) {
    case "checked":
      machine.history = historyIn(outcome.scan);
      machine.before = seen(outcome.snapshot, machine.history);
      read(machine, outcome.snapshot);
      noteCredential(state, outcome);
      break;
    case "verified":
      machine.history = historyIn(outcome.scan) ?? machine.history;
      machine.after = seen(outcome.snapshot, machine.history);
      read(machine, outcome.snapshot);
      if (outcome.scan?.ok === true) machine.rescans += 1;
      break;
    case "installed":
      machine.install = together(machine.install, outcome.result);
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
    case "staged":
    case "hidden":
    case "drained":
    case "resumed":
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
function restartEnded(state, machine, { at, effect, outcome }) {
  if (effect.kind !== "restart") return false;
  const { purpose } = effect;
  if (outcome.kind === "restarted") {
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
  if (purpose === "clear") {
    machine.lookAt = at;
    if (machine.install === null && outcome.kind === "restarted") machine.beganAt = null;
  }
  return true;
}
function historyIn(scan) {
  return scan?.ok === true ? scan.value.history ?? null : null;
}
function seen(snapshot, history) {
  return history === null ? snapshot : { ...snapshot, history };
}
function read(machine, { readings: { facts, boot, roles } }) {
  if (facts?.ok === true) machine.facts = facts.value;
  if (boot?.ok === true) machine.boot = boot.value;
  if (roles?.ok === true) machine.cluster = clusterIn(roles.value) ?? machine.cluster;
}
function noteCredential(state, { snapshot: { readings } }) {
  if (state.run === null || readings.facts === void 0) return;
  if (readings.facts.ok) state.run = { ...state.run, isProven: true, rejections: 0 };
  else if (isRejection(readings.facts.failure)) state.run = { ...state.run, rejections: state.run.rejections + 1 };
}
function triedWith(tried, updates) {
  const counts = new Map(tried);
  for (const key of updates.map(identityOf)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
function together(all, pass) {
  if (all === null) return pass;
  const again2 = new Set(pass.updates.map(identityOf));
  const updates = [...all.updates.filter((update) => !again2.has(identityOf(update))), ...pass.updates];
  return { ...pass, updates, packagesBefore: all.packagesBefore };
}

// src/rollout/fold/rounds.ts
function runBegan(state, { by, ring, only, again: again2 }) {
  state.run = { by, ring, only: only === null ? null : new Set(only), isProven: false, rejections: 0 };
  state.stop = null;
  for (const machine of state.machines.values()) if (machine.drain !== null) tryToResumeAgain(machine);
  if (state.phase !== "running") return;
  const unclear2 = inOpenRings(state).filter(({ phase }) => phase === "unclear");
  for (const one of state.rings) if (again2.length > 0 || unclear2.length > 0) releaseHold(one);
  for (const name of again2) requeue(state, draftOf(state, name));
  for (const machine of unclear2) lookAgain(state, machine);
}
function inOpenRings(state) {
  return [...state.machines.values()].filter(({ ring }) => ringDraftOf(state, ring).phase !== "passed");
}
function releaseHold(ring) {
  if (ring.hold === null) return;
  ring.phase = ring.hold.from;
  if (ring.hold.failure.code === "UPDATE_GONE") ring.gone.clear();
  ring.hold = null;
}
function halted(state, { at, cause, reason }) {
  if (state.phase !== "running") return;
  state.phase = step(rolloutPhases, state.phase, "halted");
  state.halt = { at, cause, reason };
}
function resumed(state, { at, person, reason, exclude }) {
  state.resumed.push({ at, person, reason });
  if (state.phase === "halted") state.phase = step(rolloutPhases, state.phase, "running");
  if (state.phase !== "running") return;
  state.halt = null;
  state.undo = null;
  for (const name of exclude) leave(state, name);
  for (const machine of state.machines.values()) if (machine.drain !== null) tryToResumeAgain(machine);
  for (const ring of state.rings) {
    ring.critical = [];
    if (ring.hold === null) continue;
    ring.lifted.add(ring.hold.failure.code);
    releaseHold(ring);
  }
  for (const machine of inOpenRings(state))
    if (brokenPhases.some((phase) => phase === machine.phase)) tryAgain2(state, machine);
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
function undoBegan(state, event) {
  const follows = rolloutPhases[state.phase];
  if (!follows.includes("undoing")) return;
  state.phase = "undoing";
  state.conclusion = null;
  const { at, cause, reason, machines, spared } = event;
  state.undo = { at, cause, reason, machines, spared, endedAt: null };
  machines.forEach((name, order) => {
    const machine = draftOf(state, name);
    machine.undo = { order, wasInService: machine.phase === "done", uninstall: null };
  });
}
function ringMoved(state, event, table2) {
  const ring = ringDraftOf(state, event.ring);
  const enter = (phase) => {
    ring.phase = step(table2, ring.phase, phase);
    ring.since = event.at;
  };
  switch (event.kind) {
    case "ringOpened":
      enter("open");
      return;
    case "waveOpened":
      ring.wave = event.wave;
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
      ring.hold = { failure: event.failure, from: ring.phase === "judging" ? "judging" : "open" };
      enter("held");
      return;
    case "ringPassed":
      enter("passed");
      forgetReadings(state, ring);
      return;
  }
}
function forgetReadings(state, ring) {
  for (const machine of state.machines.values()) {
    if (state.rings[machine.ring] !== ring) continue;
    machine.before = null;
    machine.history = null;
    machine.after = null;
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
    cluster: null,
    drain: null,
    buildBefore: null,
    before: null,
    history: null,
    after: null,
    judgedBefore: [],
    judgedAfter: [],
    chosen: [],
    tried: /* @__PURE__ */ new Map(),
    keptJobs: [],
    staging: null,
    left: [],
    install: null,
    rescans: 0,
    restarts: 0,
    restart: null,
    settledAt: null,
    beganAt: null,
    endedAt: null,
    result: null,
    failure: null,
    failedBy: null,
    finishedJobs: [],
    diagnosis: null,
    hiding: null,
    undo: null
  };
}
function freshRing({ name, machines: names }, at) {
  const tally = Object.fromEntries(machinePhaseNames.map((phase) => [phase, 0]));
  return {
    name,
    phase: "waiting",
    since: at,
    tally: { ...tally, pending: names.length },
    wave: 0,
    filled: 0,
    updated: 0,
    lastEndedAt: null,
    soakUntil: null,
    hold: null,
    lifted: /* @__PURE__ */ new Set(),
    offered: /* @__PURE__ */ new Set(),
    gone: /* @__PURE__ */ new Map(),
    critical: []
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
    run: null,
    halt: null,
    undo: null,
    heldByHand: [],
    approvals: /* @__PURE__ */ new Map(),
    resumed: [],
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
    default:
      advanceRollout(plan, draft, event);
      return;
  }
}
function advanceRollout(plan, state, event) {
  switch (event.kind) {
    case "runBegan":
      runBegan(state, event);
      return;
    case "halted":
      halted(state, event);
      return;
    case "resumed":
      resumed(state, event);
      return;
    case "undoBegan":
      undoBegan(state, event);
      return;
    case "undoEnded":
      state.phase = step(rolloutPhases, state.phase, event.undone === 0 && event.stranded > 0 ? "halted" : "undone");
      if (state.undo !== null) state.undo = { ...state.undo, endedAt: event.at };
      return;
    case "approved":
      if (event.planHash === plan.hash) state.approvals.set(event.ring, { person: event.person, at: event.at });
      return;
    case "updateHeld":
      state.heldByHand.push({ kb: event.kb, reason: event.reason, person: event.person });
      return;
    case "stopped":
      state.stop = event.failure;
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
  unlicensedNotes,
  machineOf,
  ringOf,
  stateOf,
  fold,
  advance,
  offerOf,
  whyNoneFits,
  offerIn,
  hresultOf,
  describeHresult,
  canRetry,
  viewOf,
  entryOf,
  plannedRing,
  currentRing,
  isInWindow,
  mayBegin,
  backInLine,
  mayGoOn,
  whyNotStart,
  undoRoomIn,
  isDomainController,
  whyCrowded,
  isUndoCrowded,
  notReached,
  returned,
  done,
  undone,
  stranded,
  trouble,
  about,
  answerDrain,
  heldBack,
  isClusterBusy,
  tryAgain,
  stillFailed,
  knockAgainAfter,
  answer,
  installedBy,
  answerInstall,
  nextEffect,
  wantsAnother,
  undo,
  ringMoves,
  ringEffects,
  stageEffects,
  conclusionOf,
  figuresOf,
  ruleText,
  closingOf
};
