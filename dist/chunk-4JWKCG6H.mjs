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
} from "./chunk-42CUXDJU.mjs";
import {
  machineOf,
  undoPhases
} from "./chunk-JMNUFN4O.mjs";
import {
  identityOf
} from "./chunk-BZIO6GYC.mjs";

// src/rollout/decide/rollback.ts
var incurable = ["hotpatch"];
var untouched = ["pending", "skipped", "excluded", "undone", "stranded"];
function isTouched(machine) {
  if (machine.phase === "stranded") return isNotBegun(machine);
  if (untouched.includes(machine.phase)) return false;
  if (machine.phase === "ready") return machine.install !== null;
  if (machine.beganAt === null) return false;
  return machine.attempts.install !== void 0 && machine.result !== "nothingNeeded";
}
function isNotBegun({ undo: asked, attempts }) {
  if (asked === null || asked.inspection === null) return false;
  const { uninstall } = asked;
  const isRefused = uninstall !== null && uninstall.removed.length === 0 && uninstall.kept.some(({ code }) => code);
  return (attempts.uninstall ?? 0) === asked.uninstallsBefore || isRefused;
}
function undoOrder(machines) {
  return [...machines].sort(
    (a, b) => b.ring - a.ring || (b.beganAt ?? 0) - (a.beganAt ?? 0) || (a.name < b.name ? 1 : -1)
  );
}
function beginUndo({ plan, state, now }) {
  const { halt } = state;
  if (state.phase !== "halted" || state.undo !== null || halt === null || halt.cause.by === "person") return [];
  const { cause } = halt;
  if (cause.rule === "drill") return [];
  const index = plan.rings.findIndex(({ name }) => name === cause.ring);
  if (plan.rings[index]?.onRegression !== "rollback") return [];
  const members = [...state.machines.values()].filter(({ ring }) => ring === index);
  if (members.some((machine) => machine.phase === "failed" && incurable.includes(machine.failedBy?.gate ?? "")))
    return [];
  const touched = undoOrder(members.filter(isTouched));
  const spared = touched.flatMap((machine) => {
    const reason = whySpared(plan, machine);
    return reason === void 0 ? [] : [{ machine: machine.name, reason }];
  });
  const isSpared = ({ name }) => spared.some(({ machine }) => machine === name);
  const machines = touched.filter((machine) => !isSpared(machine)).map(({ name }) => name);
  if (machines.length === 0) return [];
  return [
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
  const fixes = /* @__PURE__ */ new Set([...installedBy(machine.install), ...machine.chosen.map(identityOf)]);
  const fix = plan.updates.find((update) => update.exploited.length > 0 && fixes.has(identityOf(update)));
  if (fix === void 0) return void 0;
  return `undoing ${fix.kbs.join(", ") || fix.title} would open a hole again that is exploited (${fix.exploited.join(", ")}): a person decides`;
}
function machinesToUndo(plan, state, ring) {
  const index = ring === null ? void 0 : plan.rings.findIndex(({ name }) => name === ring);
  const inRing = (machine) => index === void 0 || machine.ring === index || undoPhases.includes(machine.phase);
  return undoOrder([...state.machines.values()].filter((machine) => inRing(machine) && isTouched(machine)));
}
function endUndo(view) {
  const { state, now } = view;
  if (state.phase === "undone") return concludeUndone(view);
  if (state.phase !== "undoing" || state.undo === null) return [];
  const machines = state.undo.machines.map((name) => machineOf(state, name));
  const open = machines.filter(({ phase }) => !untouched.includes(phase));
  const isStopped = isHarmful(state);
  const left = open.filter((machine) => isInService(machine) && (isStopped || isClusterStuck(view, machine))).length;
  if (open.length > left) return [];
  const count = (phase) => machines.filter((machine) => machine.phase === phase).length;
  const isFinal = count("undone") === 0 && [...state.machines.values()].some(({ phase }) => phase === "undone");
  const ended = { kind: "undoEnded", at: now, undone: count("undone"), stranded: count("stranded"), left };
  return [isFinal ? { ...ended, isFinal } : ended];
}
function concludeUndone(view) {
  const { state, now } = view;
  const isOver = state.conclusion !== null || state.stop !== null || state.inFlight.size > 0;
  if (isOver || [...state.machines.values()].some((machine) => nextEffect(view, machine) !== void 0)) return [];
  return [{ kind: "concluded", at: now, conclusion: "rolled-back" }];
}
var strandedAtMost = 1;
function isHarmful({ machines }) {
  let stranded2 = 0;
  for (const machine of machines.values())
    if (machine.phase === "stranded" && machine.undo?.wasInService === true && !isNotBegun(machine)) stranded2 += 1;
  return stranded2 > strandedAtMost;
}
function isInService({ phase }) {
  return phase === "done" || phase === "watching";
}
function undoEffects(view) {
  const { state } = view;
  if (state.phase !== "undoing" || state.undo === null) return [];
  const room = new Map(state.rings.map((_, index) => [index, undoRoomIn(view, index)]));
  const isStopped = isHarmful(state);
  const effects = [];
  const begun = [];
  const nodes = [];
  for (const name of state.undo.machines) {
    const machine = machineOf(state, name);
    if (untouched.includes(machine.phase) || machine.inFlight !== null || !isMine(view, name)) continue;
    const isOnItsWay = undoPhases.includes(machine.phase);
    const costs = isInService(machine);
    const left = room.get(machine.ring) ?? 0;
    if (!isOnItsWay && costs && (left < 1 || isStopped || !isInWindow(view, machine))) continue;
    if (!isOnItsWay && costs && isClusterStuck(view, machine)) continue;
    if (!isOnItsWay && costs && isUndoCrowded(view, machine, begun)) continue;
    if (!isOnItsWay && isClusterBusy(view, machine, nodes)) continue;
    const effect = undo(view, machine);
    if (effect === void 0) continue;
    if (!isOnItsWay) nodes.push(machine);
    if (!isOnItsWay && costs) {
      room.set(machine.ring, left - 1);
      begun.push(machine);
    }
    effects.push(effect);
  }
  return effects;
}
function answerUndo(view, machine, news) {
  const who = [view, machine];
  if (news.kind === "verified") return answerUndoLook(view, machine, news);
  if (news.kind === "failed" || news.kind === "lost" || news.kind === "overdue" || news.kind === "notStarted") {
    return [stranded(who, about(machine, news.failure))];
  }
  return [];
}

export {
  beginUndo,
  machinesToUndo,
  endUndo,
  undoEffects,
  answerUndo
};
