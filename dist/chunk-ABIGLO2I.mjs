import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  answerUndo,
  beginUndo,
  endUndo,
  undoEffects
} from "./chunk-MJ45HFWJ.mjs";
import {
  answer,
  answerDrain,
  answerInspection,
  answerInstall,
  answerStep,
  answerUninstall,
  asked,
  backInLine,
  candidates,
  currentRing,
  done,
  eventsSince,
  failed,
  fold,
  isPayable,
  isRegression,
  lookEffects,
  markLeaving,
  mayBegin,
  mayGoOn,
  nextEffect,
  owesAfter,
  plannedRing,
  returned,
  ringEffects,
  ringMoves,
  roundPayments,
  stageEffects,
  stillFailed,
  stranded,
  suspectIn,
  toleratedBy,
  tryAgain,
  unclear,
  unpaidTrouble,
  verdictAfter,
  viewOf,
  waitsForControl,
  wantsAnother,
  whyCrowded
} from "./chunk-VESUVO5O.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-DIBE7RQS.mjs";
import {
  countOf,
  machineOf,
  owesResume,
  ringOf,
  undoPhases
} from "./chunk-JEU74M5K.mjs";

// src/rollout/decide/control-effects.ts
function controlEffects(view) {
  const taken = /* @__PURE__ */ new Set();
  return [...view.state.news].flatMap((name) => {
    const machine = machineOf(view.state, name);
    const verdict = isLookedAt(machine) ? verdictAfter(view, machine) : void 0;
    const suspect = verdict === void 0 ? void 0 : suspectIn(verdict);
    if (verdict === void 0 || suspect === void 0 || !waitsForControl(view, machine, verdict)) return [];
    const free = candidates(view, machine).filter((one) => !taken.has(one.name));
    for (const one of free) taken.add(one.name);
    return free.map(
      (one) => ({
        ...asked(view, one, "control"),
        beside: name,
        gate: suspect.gate,
        eventsSince: eventsSince(machine)
      })
    );
  });
}
function isLookedAt({ phase }) {
  return phase === "verifying" || phase === "watching";
}

// src/rollout/decide/signatures.ts
function signaturesOf({ judgedAfter, failedBy, failure }) {
  if (failedBy === null) return [];
  if (failedBy.gate === null) return failure === null ? [] : [`${failure.code}${numberIn(failure)}`];
  return judgedAfter.filter(({ severity, verdict, againAt }) => severity !== "observe" && verdict === "fail" && againAt === void 0).flatMap(({ gate, subjects = [] }) => subjects.map((subject) => `${gate}: ${subject}`));
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
function testedSequentially({ plan, state }, index, last) {
  const { analysis } = plan;
  if (analysis === void 0) return void 0;
  for (const [scope, rings] of [
    ["ring", [ringOf(state, index)]],
    ["rollout", state.rings]
  ]) {
    const { failed: failed2, started } = startedIn(rings);
    if (!isRegression(analysis, failed2, started - failed2)) continue;
    const test = { scope, failed: failed2, started };
    return { rule: "sequential", machine: last, limit: toleratedBy(analysis, started), test };
  }
  return void 0;
}
var underWay = ["installing", "installed", "restarting", "restarted", "verifying", "watching"];
function startedIn(rings) {
  const failed2 = rings.reduce((sum, { tally }) => sum + tally.failed, 0);
  const others = rings.reduce((sum, ring) => sum + ring.updated + countOf(ring, underWay), 0);
  return { failed: failed2, started: failed2 + others };
}

// src/rollout/decide/halt.ts
function haltOrStop(view) {
  return [...stop(view), ...halt(view)];
}
function stop({ state, now }) {
  const { run } = state;
  if (run === null || state.stop !== null || run.rejections < (run.isProven ? 2 : 1)) return [];
  const failure = failureOf(
    "CREDENTIAL_WITHHELD",
    "the user name or the password was rejected; no other machine was asked",
    {
      cause: "WINRM_AUTH_REJECTED",
      next: "check the credentials of the policy (PATCHRING_USERNAME and PATCHRING_PASSWORD where it has none), and whether the account is locked; then run again"
    }
  );
  return [{ kind: "stopped", at: now, failure }];
}
function halt(view) {
  const { state } = view;
  const index = currentRing(state);
  if (state.phase !== "running" || index === void 0) return [];
  const broken = brokenRule(view, index);
  return broken === void 0 ? [] : [halted(view, broken)];
}
function failedIn({ state }, ring) {
  return [...state.machines.values()].filter((machine) => machine.ring === ring && machine.phase === "failed");
}
function halted(view, { machine, rule, limit, test, signature }) {
  const planned = plannedRing(view, machine.ring);
  const ring = ringOf(view.state, machine.ring);
  const failed2 = failedIn(view, machine.ring);
  const wave = machine.wave ?? Math.max(1, ring.wave);
  const gate = machine.failedBy?.gate ?? null;
  return {
    kind: "halted",
    at: view.now,
    cause: {
      by: "rule",
      rule,
      ring: planned.name,
      wave,
      waves: planned.waves.length,
      machine: machine.name,
      gate,
      code: machine.failure?.code ?? "UNKNOWN",
      failed: failed2.filter((one) => one.wave === machine.wave).length,
      of: planned.waves[wave - 1] ?? planned.machines.length,
      failedInRing: failed2.length,
      limit,
      isAfterSoak: ring.phase === "judging",
      ...test === void 0 ? {} : { test },
      ...signature === void 0 ? {} : { signature }
    },
    reason: machine.failure?.message ?? "a machine failed"
  };
}

// src/rollout/decide/leaving.ts
var onTheWayBack = undoPhases;
var leaving = /* @__PURE__ */ new Set(["machineDone", "machineSkipped", "machineReturned", "machineUndone"]);
function wait(view, machine) {
  markLeaving(view, machine);
  return [];
}
function heldBack(view, machine, events) {
  if (!events.some(({ kind }) => leaving.has(kind))) return events;
  if (machine.drain !== null && owesResume(machine)) {
    const { failure } = machine.drain;
    if (failure === null) return wait(view, machine);
    return [
      onTheWayBack.includes(machine.phase) ? stranded([view, machine], failure) : failed([view, machine], failure, { severity: "hard", gate: null })
    ];
  }
  if (isPayable(machine.steps)) return wait(view, machine);
  return owesAfter(machine.steps) ? unpaidEnd(view, machine, events) : events;
}
function unpaidEnd(view, machine, events) {
  if (onTheWayBack.includes(machine.phase)) return events;
  const who = [view, machine];
  const why = unpaidTrouble(view, machine);
  const isLookedAt2 = machine.phase === "verifying" || machine.phase === "watching";
  return [isLookedAt2 ? unclear(who, why, null) : failed(who, why, { severity: "hard", gate: null })];
}

// src/rollout/decide/index.ts
var layers = [
  answers,
  haltOrStop,
  beginUndo,
  strays,
  endUndo,
  ringMoves
];
function decide(plan, state, now) {
  const view = viewOf(plan, state, now);
  for (const layer of layers) {
    const record = layer(view);
    if (record.length > 0) return { record, start: [], wakeAt: null };
  }
  const undoing = undoEffects(view);
  const start = [...undoing, ...controlEffects(view)];
  const taken = new Set(start.map(({ machine }) => machine));
  const waiting = /* @__PURE__ */ new Set();
  let wakeAt = null;
  for (const machine of state.machines.values()) {
    if (taken.has(machine.name)) continue;
    const effect = isUndoing(state, machine) ? void 0 : nextEffect(view, machine);
    if (effect !== void 0) start.push(effect);
    else if (waits(view, machine)) {
      wakeAt = Math.min(wakeAt ?? Number.POSITIVE_INFINITY, machine.lookAt ?? 0);
      waiting.add(machine.ring);
    }
  }
  const busy = new Set(start.map(({ machine }) => machine));
  const opening = [...ringEffects(view), ...lookEffects(view)];
  start.push(...opening.filter(({ machine }) => !busy.has(machine)));
  start.push(...roundPayments(view, start, waiting));
  for (const { machine } of start) busy.add(machine);
  start.push(...stageEffects(view).filter(({ machine }) => !busy.has(machine)));
  return { record: [], start, wakeAt };
}
function waits({ state, now }, { inFlight, lookAt }) {
  return inFlight === null && lookAt !== null && lookAt > now && state.stop === null;
}
var onTheWayBack2 = undoPhases;
function isUndoing(state, machine) {
  if (machine.phase === "undone" || machine.phase === "stranded") return false;
  return onTheWayBack2.includes(machine.phase) || state.phase === "undoing" && machine.undo !== null;
}
function answers(view) {
  const { state } = view;
  const news = [...state.news].flatMap((name) => {
    const machine = machineOf(state, name);
    if (machine.news === null) return [];
    const events = onTheWayBack2.includes(machine.phase) ? answerUndo(view, machine, machine.news) : answer(view, machine, machine.news);
    return heldBack(view, machine, events);
  });
  return news;
}
function strays(view) {
  const found = [];
  for (const machine of view.state.machines.values()) {
    if (machine.inFlight !== null) continue;
    const events = [answerDrain, answerStep, stray].map((follows) => () => follows(view, machine));
    found.push(...heldBack(view, machine, firstOf(events)));
  }
  return found;
}
function firstOf(makers) {
  for (const make of makers) {
    const events = make();
    if (events.length > 0) return events;
  }
  return [];
}
function stray(view, machine) {
  switch (machine.phase) {
    case "installed":
      return answerInstall(view, machine);
    case "restarted":
      return goesDownAgain(view, machine) ? [] : tryAgain(view, machine);
    case "undoChecking":
      return answerInspection(view, machine);
    case "uninstalled":
      return answerUninstall(view, machine);
    case "checking":
    case "ready":
      return strayed(view, machine);
    default:
      return [];
  }
}
function goesDownAgain(view, machine) {
  return mayGoOn(view, machine) && wantsAnother(machine);
}
function strayed(view, machine) {
  const { state } = view;
  if (machine.install !== null) {
    const mayGo = state.phase === "running" && state.stop === null;
    const unfinished = mayGo ? [] : stillFailed(view, machine);
    return mayGo || unfinished.length > 0 ? unfinished : [done([view, machine], "updated", machine.left)];
  }
  const isUnknown = machine.phase === "checking" && machine.beganAt !== null;
  const isLookedAt2 = machine.phase === "ready" || machine.news !== null;
  const crowded = isLookedAt2 && !isUnknown ? whyCrowded(view, machine) : void 0;
  if (crowded !== void 0) return [returned([view, machine], `its group has to wait: ${crowded}`)];
  return isUnknown || mayBegin(view, machine) ? [] : [returned([view, machine], "it may not be begun with now")];
}

// src/rollout/drive/opening.ts
function runBegan({ plan, by, ring, only }, state, at) {
  const run = { by, at, ring, only: only === null ? null : new Set(only), isProven: false, rejections: 0 };
  const again = backInLine(viewOf(plan, { ...state, run }, at));
  return { kind: "runBegan", at, by, ring, only: only === null ? null : [...only], again: [...again] };
}
function textOfStanding({ rings, stop: stop2 }) {
  return JSON.stringify([stop2, rings.map(({ phase, tally }) => [phase, tally])]);
}
function takenUp(wanted, events) {
  const known = fold(events);
  if (known === void 0 || known.plan.hash === wanted.hash) return known?.state;
  const { plan: found } = known;
  const message = `The journal holds ${found.rolloutId} (plan ${found.hash.slice(0, 12)}), not plan ${wanted.hash.slice(0, 12)}.`;
  const next = "finish that rollout with its own plan, close it with supersede, or point --ledger elsewhere";
  throw new FailureError([failureOf("JOURNAL_PLAN_MISMATCHED", message, { next })]);
}

export {
  decide,
  runBegan,
  textOfStanding,
  takenUp
};
