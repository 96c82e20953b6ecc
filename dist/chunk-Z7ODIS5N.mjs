import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  answerUndo,
  beginUndo,
  endUndo,
  undoEffects
} from "./chunk-4JWKCG6H.mjs";
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
} from "./chunk-42CUXDJU.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-DIBE7RQS.mjs";
import {
  machineOf,
  owesResume,
  ringOf,
  undoPhases
} from "./chunk-JMNUFN4O.mjs";

// src/rollout/decide/control-effects.ts
function controlEffects(view) {
  const taken = /* @__PURE__ */ new Set();
  return [...view.state.news].flatMap((name) => {
    if (!isMine(view, name)) return [];
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

// src/rollout/decide/drill-moves.ts
var onTheWayBack = undoPhases;
function drillMoves(view) {
  const { state, now } = view;
  const index = currentRing(state);
  if (index === void 0 || !isDrillOpen(ringOf(state, index))) return [];
  const ring = ringOf(state, index);
  const machine = ring.drill?.stands === "wanted" ? firstUpdated(view, index) : drilledMachine(view);
  if (machine === void 0) return [];
  const said = { at: now, ring: ring.name, machine: machine.name };
  const isUpdated = machine.phase === "done" && machine.result === "updated";
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
  const { state } = view;
  if (state.phase !== "running" || state.stop !== null || ringOf(state, index).phase !== "open") return void 0;
  if (ringOf(state, index).updated === 0) return void 0;
  const machines = plannedRing(view, index).machines.map((name) => machineOf(state, name));
  return machines.find(({ phase, result }) => phase === "done" && result === "updated");
}
function isRolledBack({ state }, { name }) {
  return state.undo?.machines.includes(name) === true;
}
function drillEffects(view) {
  const { state } = view;
  const machine = drilledMachine(view);
  if (machine === void 0 || machine.inFlight !== null || isRolledBack(view, machine)) return [];
  if (!isMine(view, machine.name)) return [];
  if (ringOf(state, machine.ring).drill?.stands !== "undoing") return [];
  const isOnItsWay = onTheWayBack.includes(machine.phase);
  if (!isOnItsWay && !mayBeTakenBack(view, machine)) return [];
  const effect = isOnItsWay ? undo(view, machine) : firstUndo(view, machine);
  return effect === void 0 ? [] : [effect];
}
function mayBeTakenBack(view, machine) {
  const { phase, result, news } = machine;
  if (phase !== "done" || result !== "updated" || news !== null) return false;
  const isInTime = fits(view, machine) || nextStart(view, machine) === void 0;
  return mayBegin(view, machine) && isInTime && whyCrowded(view, machine) === void 0;
}

// src/rollout/decide/halt.ts
function haltOrStop(view) {
  return [...stop(view), ...halt(view)];
}
function stop({ state, now }) {
  const isRefused = state.runs.some(({ rejections, isProven }) => rejections >= (isProven ? 2 : 1));
  if (state.stop !== null || !isRefused) return [];
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
  const unproved = strandedByDrill(view, index);
  if (unproved !== void 0) return [halted(view, { rule: "drill", machine: unproved, limit: 0 })];
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
var onTheWayBack2 = undoPhases;
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
      onTheWayBack2.includes(machine.phase) ? stranded([view, machine], failure) : failed([view, machine], failure, { severity: "hard", gate: null })
    ];
  }
  if (isPayable(machine.steps)) return wait(view, machine);
  return owesAfter(machine.steps) ? unpaidEnd(view, machine, events) : events;
}
function unpaidEnd(view, machine, events) {
  if (onTheWayBack2.includes(machine.phase)) return events;
  const who = [view, machine];
  const why = unpaidTrouble(view, machine);
  const isLookedAt2 = machine.phase === "verifying" || machine.phase === "watching";
  return [isLookedAt2 ? unclear(who, why, null) : failed(who, why, { severity: "hard", gate: null })];
}

// src/rollout/decide/polls.ts
var none = { effects: [], wakeAt: null };
function pollsOf(view, busy) {
  const { state, now } = view;
  const index = currentRing(state);
  if (index === void 0 || state.phase !== "running" || state.stop !== null) return none;
  const turn = serviceTurn(view, index);
  const at = turn === void 0 ? void 0 : lookAtService(view, index, turn);
  if (turn === void 0 || at === void 0) return none;
  if (at > now) return { effects: [], wakeAt: at };
  const free = plannedRing(view, index).machines.map((name) => machineOf(state, name)).find((one) => isMine(view, one.name) && one.inFlight === null && one.news === null && !busy.has(one.name));
  if (free === void 0) return none;
  const wave = state.rings[index]?.wave ?? 0;
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
  const view = viewOf(plan, state, now, shard);
  for (const layer of layers) {
    const record = layer(view);
    if (record.length > 0) return { record, start: [], wakeAt: null };
  }
  const undoing = [...undoEffects(view), ...drillEffects(view)];
  const start = [...undoing, ...controlEffects(view)];
  const taken = new Set(start.map(({ machine }) => machine));
  const waiting = /* @__PURE__ */ new Set();
  let wakeAt = null;
  for (const machine of state.machines.values()) {
    if (taken.has(machine.name)) continue;
    const isOurs = isMine(view, machine.name);
    const effect = isUndoing(state, machine) || !isOurs ? void 0 : nextEffect(view, machine);
    if (effect !== void 0) start.push(effect);
    else if (waits(view, machine)) {
      if (isOurs) wakeAt = Math.min(wakeAt ?? Number.POSITIVE_INFINITY, machine.lookAt ?? 0);
      waiting.add(machine.ring);
    }
  }
  const busy = new Set(start.map(({ machine }) => machine));
  const opening = [...ringEffects(view), ...lookEffects(view)];
  start.push(...opening.filter(({ machine }) => !busy.has(machine)));
  start.push(...roundPayments(view, start, waiting));
  for (const { machine } of start) busy.add(machine);
  const polls = pollsOf(view, busy);
  for (const { machine } of polls.effects) busy.add(machine);
  start.push(...polls.effects, ...stageEffects(view).filter(({ machine }) => !busy.has(machine)));
  return { record: [], start, wakeAt: earliest(wakeAt, polls.wakeAt) };
}
function earliest(one, other) {
  return one === null || other === null ? one ?? other : Math.min(one, other);
}
function waits({ state, now }, { inFlight, lookAt }) {
  return inFlight === null && lookAt !== null && lookAt > now && state.stop === null;
}
var onTheWayBack3 = undoPhases;
function isUndoing(state, machine) {
  if (machine.phase === "undone" || machine.phase === "stranded") return false;
  return onTheWayBack3.includes(machine.phase) || state.phase === "undoing" && machine.undo !== null;
}
function answers(view) {
  const { state } = view;
  const news = [...state.news].flatMap((name) => {
    const machine = machineOf(state, name);
    if (machine.news === null || !isMine(view, name)) return [];
    const events = onTheWayBack3.includes(machine.phase) ? answerUndo(view, machine, machine.news) : answer(view, machine, machine.news);
    return heldBack(view, machine, events);
  });
  return news;
}
function strays(view) {
  const found = [];
  for (const machine of view.state.machines.values()) {
    if (machine.inFlight !== null || !isMine(view, machine.name)) continue;
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
function runBegan(opening, state, at) {
  const { plan, by, ring, only, shard } = opening;
  const runs = withRun(state.runs, runFrom(plan, { ...opening, at }));
  const again = backInLine(viewOf(plan, { ...state, runs }, at, shard ?? null));
  const named = shard === void 0 ? {} : { shard };
  return { kind: "runBegan", at, by, ring, only: only === null ? null : [...only], again: [...again], ...named };
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
