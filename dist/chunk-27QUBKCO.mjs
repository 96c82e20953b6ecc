import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  answerUndo,
  beginUndo,
  endUndo,
  undoEffects
} from "./chunk-QELDCA7O.mjs";
import {
  answer,
  answerDrain,
  answerInspection,
  answerInstall,
  answerStep,
  answerUninstall,
  asked,
  backInLine,
  brokenRule,
  candidates,
  currentRing,
  done,
  drilledMachine,
  eventsSince,
  failed,
  firstUndo,
  fits,
  fold,
  isDrillOpen,
  isMine,
  isPayable,
  lookAtService,
  lookEffects,
  markLeaving,
  mayBegin,
  mayGoOn,
  nextEffect,
  nextStart,
  owesAfter,
  plannedRing,
  returned,
  ringEffects,
  ringMoves,
  roundPayments,
  runFrom,
  serviceTurn,
  stageEffects,
  stillFailed,
  stranded,
  strandedByDrill,
  suspectIn,
  tryAgain,
  unclear,
  undo,
  unpaidTrouble,
  verdictAfter,
  viewOf,
  waitsForControl,
  wantsAnother,
  whyCrowded,
  withRun
} from "./chunk-7DXEQ242.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-4EJNWNDX.mjs";
import {
  machineOf,
  owesResume,
  ringOf,
  undoPhases
} from "./chunk-SRSEICG6.mjs";

// src/rollout/decide/control-effects.ts
function controlEffects(view) {
  let taken = /* @__PURE__ */ new Set();
  return [...view.state.news].flatMap((name) => {
    if (!isMine(view, name)) return [];
    let machine = machineOf(view.state, name), verdict = isLookedAt(machine) ? verdictAfter(view, machine) : void 0, suspect = verdict === void 0 ? void 0 : suspectIn(verdict);
    if (verdict === void 0 || suspect === void 0 || !waitsForControl(view, machine, verdict)) return [];
    let free = candidates(view, machine).filter((one) => !taken.has(one.name));
    for (let one of free) taken.add(one.name);
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

// src/rollout/decide/drill-moves.ts
var onTheWayBack = undoPhases;
function drillMoves(view) {
  let { state, now } = view, index = currentRing(state);
  if (index === void 0 || !isDrillOpen(ringOf(state, index))) return [];
  let ring = ringOf(state, index), machine = ring.drill?.stands === "wanted" ? firstUpdated(view, index) : drilledMachine(view);
  if (machine === void 0) return [];
  let said = { at: now, ring: ring.name, machine: machine.name }, isUpdated = machine.phase === "done" && machine.result === "updated";
  switch (ring.drill?.stands) {
    case "wanted":
      return [{ kind: "drillBegan", ...said }];
    case "undoing":
      return machine.phase === "undone" && !isRolledBack(view, machine) ? [{ kind: "drillUndone", ...said }] : [];
    case "again":
      return isUpdated ? [{ kind: "drillProved", ...said }] : [];
    default:
      return [];
  }
}
function firstUpdated(view, index) {
  let { state } = view;
  return state.phase !== "running" || state.stop !== null || ringOf(state, index).phase !== "open" || ringOf(state, index).updated === 0 ? void 0 : plannedRing(view, index).machines.map((name) => machineOf(state, name)).find(({ phase, result }) => phase === "done" && result === "updated");
}
function isRolledBack({ state }, { name }) {
  return state.undo?.machines.includes(name) === !0;
}
function drillEffects(view) {
  let { state } = view, machine = drilledMachine(view);
  if (machine === void 0 || machine.inFlight !== null || isRolledBack(view, machine)) return [];
  if (!isMine(view, machine.name)) return [];
  if (ringOf(state, machine.ring).drill?.stands !== "undoing") return [];
  let isOnItsWay = onTheWayBack.includes(machine.phase);
  if (!isOnItsWay && !mayBeTakenBack(view, machine)) return [];
  let effect = isOnItsWay ? undo(view, machine) : firstUndo(view, machine);
  return effect === void 0 ? [] : [effect];
}
function mayBeTakenBack(view, machine) {
  let { phase, result, news } = machine;
  if (phase !== "done" || result !== "updated" || news !== null) return !1;
  let isInTime = fits(view, machine) || nextStart(view, machine) === void 0;
  return mayBegin(view, machine) && isInTime && whyCrowded(view, machine) === void 0;
}

// src/rollout/decide/halt.ts
function haltOrStop(view) {
  return [...stop(view), ...halt(view)];
}
function stop({ state, now }) {
  let isRefused = state.runs.some(({ rejections, isProven }) => rejections >= (isProven ? 2 : 1));
  if (state.stop !== null || !isRefused) return [];
  let failure = failureOf(
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
  let { state } = view, index = currentRing(state);
  if (state.phase !== "running" || index === void 0) return [];
  let unproved = strandedByDrill(view, index);
  if (unproved !== void 0) return [halted(view, { rule: "drill", machine: unproved, limit: 0 })];
  let broken = brokenRule(view, index);
  return broken === void 0 ? [] : [halted(view, broken)];
}
function failedIn({ state }, ring) {
  return [...state.machines.values()].filter((machine) => machine.ring === ring && machine.phase === "failed");
}
function halted(view, { machine, rule, limit, test, signature }) {
  let planned = plannedRing(view, machine.ring), ring = ringOf(view.state, machine.ring), failed2 = failedIn(view, machine.ring), wave = machine.wave ?? Math.max(1, ring.wave), gate = machine.failedBy?.gate ?? null;
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
var onTheWayBack2 = undoPhases, leaving = /* @__PURE__ */ new Set(["machineDone", "machineSkipped", "machineReturned", "machineUndone"]);
function wait(view, machine) {
  return markLeaving(view, machine), [];
}
function heldBack(view, machine, events) {
  if (!events.some(({ kind }) => leaving.has(kind))) return events;
  if (machine.drain !== null && owesResume(machine)) {
    let { failure } = machine.drain;
    return failure === null ? wait(view, machine) : [
      onTheWayBack2.includes(machine.phase) ? stranded([view, machine], failure) : failed([view, machine], failure, { severity: "hard", gate: null })
    ];
  }
  return isPayable(machine.steps) ? wait(view, machine) : owesAfter(machine.steps) ? unpaidEnd(view, machine, events) : events;
}
function unpaidEnd(view, machine, events) {
  if (onTheWayBack2.includes(machine.phase)) return events;
  let who = [view, machine], why = unpaidTrouble(view, machine);
  return [machine.phase === "verifying" || machine.phase === "watching" ? unclear(who, why, null) : failed(who, why, { severity: "hard", gate: null })];
}

// src/rollout/decide/polls.ts
var none = { effects: [], wakeAt: null };
function pollsOf(view, busy) {
  let { state, now } = view, index = currentRing(state);
  if (index === void 0 || state.phase !== "running" || state.stop !== null) return none;
  let turn = serviceTurn(view, index), at = turn === void 0 ? void 0 : lookAtService(view, index, turn);
  if (turn === void 0 || at === void 0) return none;
  if (at > now) return { effects: [], wakeAt: at };
  let free = plannedRing(view, index).machines.map((name) => machineOf(state, name)).find((one) => isMine(view, one.name) && one.inFlight === null && one.news === null && !busy.has(one.name));
  if (free === void 0) return none;
  let wave = state.rings[index]?.wave ?? 0;
  return { effects: [{ ...asked(view, free, "poll"), acknowledge: [], ...turn, wave }], wakeAt: null };
}

// src/rollout/decide/index.ts
var layers = [
  answers,
  drillMoves,
  haltOrStop,
  beginUndo,
  strays,
  endUndo,
  ringMoves
];
function decide(plan, state, now, shard = null) {
  let view = viewOf(plan, state, now, shard);
  for (let layer of layers) {
    let record = layer(view);
    if (record.length > 0) return { record, start: [], wakeAt: null };
  }
  let start = [...[...undoEffects(view), ...drillEffects(view)], ...controlEffects(view)], taken = new Set(start.map(({ machine }) => machine)), waiting = /* @__PURE__ */ new Set(), wakeAt = null;
  for (let machine of state.machines.values()) {
    if (taken.has(machine.name)) continue;
    let isOurs = isMine(view, machine.name), effect = isUndoing(state, machine) || !isOurs ? void 0 : nextEffect(view, machine);
    effect !== void 0 ? start.push(effect) : waits(view, machine) && (isOurs && (wakeAt = Math.min(wakeAt ?? Number.POSITIVE_INFINITY, machine.lookAt ?? 0)), waiting.add(machine.ring));
  }
  let busy = new Set(start.map(({ machine }) => machine)), opening = [...ringEffects(view), ...lookEffects(view)];
  start.push(...opening.filter(({ machine }) => !busy.has(machine))), start.push(...roundPayments(view, start, waiting));
  for (let { machine } of start) busy.add(machine);
  let polls = pollsOf(view, busy);
  for (let { machine } of polls.effects) busy.add(machine);
  return start.push(...polls.effects, ...stageEffects(view).filter(({ machine }) => !busy.has(machine))), { record: [], start, wakeAt: earliest(wakeAt, polls.wakeAt) };
}
function earliest(one, other) {
  return one === null || other === null ? one ?? other : Math.min(one, other);
}
function waits({ state, now }, { inFlight, lookAt }) {
  return inFlight === null && lookAt !== null && lookAt > now && state.stop === null;
}
var onTheWayBack3 = undoPhases;
function isUndoing(state, machine) {
  return machine.phase === "undone" || machine.phase === "stranded" ? !1 : onTheWayBack3.includes(machine.phase) || state.phase === "undoing" && machine.undo !== null;
}
function answers(view) {
  let { state } = view;
  return [...state.news].flatMap((name) => {
    let machine = machineOf(state, name);
    if (machine.news === null || !isMine(view, name)) return [];
    let events = onTheWayBack3.includes(machine.phase) ? answerUndo(view, machine, machine.news) : answer(view, machine, machine.news);
    return heldBack(view, machine, events);
  });
}
function strays(view) {
  let found = [];
  for (let machine of view.state.machines.values()) {
    if (machine.inFlight !== null || !isMine(view, machine.name)) continue;
    let events = [answerDrain, answerStep, stray].map((follows) => () => follows(view, machine));
    found.push(...heldBack(view, machine, firstOf(events)));
  }
  return found;
}
function firstOf(makers) {
  for (let make of makers) {
    let events = make();
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
  let { state } = view;
  if (machine.install !== null) {
    let mayGo = state.phase === "running" && state.stop === null, unfinished = mayGo ? [] : stillFailed(view, machine);
    return mayGo || unfinished.length > 0 ? unfinished : [done([view, machine], "updated", machine.left)];
  }
  let isUnknown = machine.phase === "checking" && machine.beganAt !== null, crowded = (machine.phase === "ready" || machine.news !== null) && !isUnknown ? whyCrowded(view, machine) : void 0;
  return crowded !== void 0 ? [returned([view, machine], `its group has to wait: ${crowded}`)] : isUnknown || mayBegin(view, machine) ? [] : [returned([view, machine], "it may not be begun with now")];
}

// src/rollout/drive/opening.ts
function runBegan(opening, state, at) {
  let { plan, by, ring, only, shard } = opening, runs = withRun(state.runs, runFrom(plan, { ...opening, at })), again = backInLine(viewOf(plan, { ...state, runs }, at, shard ?? null)), named = shard === void 0 ? {} : { shard };
  return { kind: "runBegan", at, by, ring, only: only === null ? null : [...only], again: [...again], ...named };
}
function textOfStanding({ rings, stop: stop2 }) {
  return JSON.stringify([stop2, rings.map(({ phase, tally }) => [phase, tally])]);
}
function takenUp(wanted, events) {
  let known = fold(events);
  if (known === void 0 || known.plan.hash === wanted.hash) return known?.state;
  let { plan: found } = known, message = `The journal holds ${found.rolloutId} (plan ${found.hash.slice(0, 12)}), not plan ${wanted.hash.slice(0, 12)}.`, next = "finish that rollout with its own plan, close it with supersede, or point --ledger elsewhere";
  throw new FailureError([failureOf("JOURNAL_PLAN_MISMATCHED", message, { next })]);
}

export {
  decide,
  runBegan,
  textOfStanding,
  takenUp
};
