import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  about,
  answerUndoLook,
  installedBy,
  isClusterBusy,
  isClusterStuck,
  isDomainController,
  isInWindow,
  isMine,
  isUndoCrowded,
  nextEffect,
  stranded,
  undo,
  undoRoomIn
} from "./chunk-7DXEQ242.mjs";
import {
  machineOf,
  undoPhases
} from "./chunk-SRSEICG6.mjs";
import {
  identityOf
} from "./chunk-6W5MFQ47.mjs";

// src/rollout/decide/rollback.ts
var incurable = ["hotpatch"], untouched = ["pending", "skipped", "excluded", "undone", "stranded"];
function isTouched(machine) {
  return machine.phase === "stranded" ? isNotBegun(machine) : untouched.includes(machine.phase) ? !1 : machine.phase === "ready" ? machine.install !== null : machine.beganAt === null ? !1 : machine.attempts.install !== void 0 && machine.result !== "nothingNeeded";
}
function isNotBegun({ undo: asked, attempts }) {
  if (asked === null || asked.inspection === null) return !1;
  let { uninstall } = asked, isRefused = uninstall !== null && uninstall.removed.length === 0 && uninstall.kept.some(({ code }) => code);
  return (attempts.uninstall ?? 0) === asked.uninstallsBefore || isRefused;
}
function undoOrder(machines) {
  return [...machines].sort(
    (a, b) => b.ring - a.ring || (b.beganAt ?? 0) - (a.beganAt ?? 0) || (a.name < b.name ? 1 : -1)
  );
}
function beginUndo({ plan, state, now }) {
  let { halt } = state;
  if (state.phase !== "halted" || state.undo !== null || halt === null || halt.cause.by === "person") return [];
  let { cause } = halt;
  if (cause.rule === "drill") return [];
  let index = plan.rings.findIndex(({ name }) => name === cause.ring);
  if (plan.rings[index]?.onRegression !== "rollback") return [];
  let members = [...state.machines.values()].filter(({ ring }) => ring === index);
  if (members.some((machine) => machine.phase === "failed" && incurable.includes(machine.failedBy?.gate ?? "")))
    return [];
  let touched = undoOrder(members.filter(isTouched)), spared = touched.flatMap((machine) => {
    let reason = whySpared(plan, machine);
    return reason === void 0 ? [] : [{ machine: machine.name, reason }];
  }), isSpared = ({ name }) => spared.some(({ machine }) => machine === name), machines = touched.filter((machine) => !isSpared(machine)).map(({ name }) => name);
  return machines.length === 0 ? [] : [
    {
      kind: "undoBegan",
      at: now,
      cause,
      reason: halt.reason,
      machines,
      spared
    }
  ];
}
function whySpared(plan, machine) {
  if (isDomainController(machine)) return "a domain controller is never undone without a person’s word";
  let fixes = /* @__PURE__ */ new Set([...installedBy(machine.install), ...machine.chosen.map(identityOf)]), fix = plan.updates.find((update) => update.exploited.length > 0 && fixes.has(identityOf(update)));
  if (fix !== void 0)
    return `undoing ${fix.kbs.join(", ") || fix.title} would open a hole again that is exploited (${fix.exploited.join(", ")}): a person decides`;
}
function machinesToUndo(plan, state, ring) {
  let index = ring === null ? void 0 : plan.rings.findIndex(({ name }) => name === ring), inRing = (machine) => index === void 0 || machine.ring === index || undoPhases.includes(machine.phase);
  return undoOrder([...state.machines.values()].filter((machine) => inRing(machine) && isTouched(machine)));
}
function endUndo(view) {
  let { state, now } = view;
  if (state.phase === "undone") return concludeUndone(view);
  if (state.phase !== "undoing" || state.undo === null) return [];
  let machines = state.undo.machines.map((name) => machineOf(state, name)), open = machines.filter(({ phase }) => !untouched.includes(phase)), isStopped = isHarmful(state), left = open.filter((machine) => isInService(machine) && (isStopped || isClusterStuck(view, machine))).length;
  if (open.length > left) return [];
  let count = (phase) => machines.filter((machine) => machine.phase === phase).length, isFinal = count("undone") === 0 && [...state.machines.values()].some(({ phase }) => phase === "undone"), ended = { kind: "undoEnded", at: now, undone: count("undone"), stranded: count("stranded"), left };
  return [isFinal ? { ...ended, isFinal } : ended];
}
function concludeUndone(view) {
  let { state, now } = view;
  return state.conclusion !== null || state.stop !== null || state.inFlight.size > 0 || [...state.machines.values()].some((machine) => nextEffect(view, machine) !== void 0) ? [] : [{ kind: "concluded", at: now, conclusion: "rolled-back" }];
}
var strandedAtMost = 1;
function isHarmful({ machines }) {
  let stranded2 = 0;
  for (let machine of machines.values())
    machine.phase === "stranded" && machine.undo?.wasInService === !0 && !isNotBegun(machine) && (stranded2 += 1);
  return stranded2 > strandedAtMost;
}
function isInService({ phase }) {
  return phase === "done" || phase === "watching";
}
function undoEffects(view) {
  let { state } = view;
  if (state.phase !== "undoing" || state.undo === null) return [];
  let room = new Map(state.rings.map((_, index) => [index, undoRoomIn(view, index)])), isStopped = isHarmful(state), effects = [], begun = [], nodes = [];
  for (let name of state.undo.machines) {
    let machine = machineOf(state, name);
    if (untouched.includes(machine.phase) || machine.inFlight !== null || !isMine(view, name)) continue;
    let isOnItsWay = undoPhases.includes(machine.phase), costs = isInService(machine), left = room.get(machine.ring) ?? 0;
    if (!isOnItsWay && costs && (left < 1 || isStopped || !isInWindow(view, machine)) || !isOnItsWay && costs && isClusterStuck(view, machine) || !isOnItsWay && costs && isUndoCrowded(view, machine, begun) || !isOnItsWay && isClusterBusy(view, machine, nodes)) continue;
    let effect = undo(view, machine);
    effect !== void 0 && (isOnItsWay || nodes.push(machine), !isOnItsWay && costs && (room.set(machine.ring, left - 1), begun.push(machine)), effects.push(effect));
  }
  return effects;
}
function answerUndo(view, machine, news) {
  let who = [view, machine];
  return news.kind === "verified" ? answerUndoLook(view, machine, news) : news.kind === "failed" || news.kind === "lost" || news.kind === "overdue" || news.kind === "notStarted" ? [stranded(who, about(machine, news.failure))] : [];
}

export {
  beginUndo,
  machinesToUndo,
  endUndo,
  undoEffects,
  answerUndo
};
