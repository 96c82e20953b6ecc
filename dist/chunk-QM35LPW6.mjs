import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  about,
  installedBy,
  isClusterBusy,
  isDomainController,
  isInWindow,
  isUndoCrowded,
  knockAgainAfter,
  nextEffect,
  notReached,
  stranded,
  trouble,
  undo,
  undoRoomIn,
  undone
} from "./chunk-WN26GGQT.mjs";
import {
  packageNamePattern
} from "./chunk-HUNKMHL2.mjs";
import {
  machineOf,
  undoPhases
} from "./chunk-5CU3GHNZ.mjs";
import {
  identityOf
} from "./chunk-BZIO6GYC.mjs";

// src/rollout/decide/undo-look.ts
var looksAtMost = 3;
var ours = ["servicing", "servicingInProgress", "packagesPending", "windowsUpdate"];
function answerUninstall(view, machine) {
  const kept = machine.undo?.uninstall?.kept[0];
  if (kept === void 0) return [];
  const { source } = view.plan;
  const isOwn = source.kind === "script";
  const message = `${isOwn ? source.name : kept.package} could not be removed: ${kept.reason}`;
  const next = isOwn ? byHand(machine, source) : wayOut(machine, kept);
  return [stranded([view, machine], trouble(machine, "UNINSTALL_FAILED", message, { next }))];
}
function byHand({ name }, { name: what, detect }) {
  return `remove ${what} from ${name} by hand; it is gone when ${detect.file} says so`;
}
var hopeless = [2148468773, 2148468785, 2148468767, 2147956498];
function forwardOrRestore({ name, facts }) {
  const backup = facts?.isDomainController === true ? "a backup of its system state, never a snapshot" : "a backup";
  return `go forward with the next update that mends it, or restore ${name} from ${backup}`;
}
function wayOut({ name, facts }, { package: id, hresult }) {
  if (hopeless.includes(hresult) || !packageNamePattern.test(id)) {
    return forwardOrRestore({ name, facts });
  }
  return `Invoke-Command -ComputerName ${name} { Remove-WindowsPackage -Online -PackageName ${id} -NoRestart }`;
}
function answerUndoLook(view, machine, { snapshot, scan }) {
  const who = [view, machine];
  const { facts, boot } = snapshot.readings;
  const isLate = view.now - (machine.lookingSince ?? view.now) >= view.plan.limits.verify;
  const again = [notReached(who, "after", view.now + knockAgainAfter)];
  const unread = facts?.ok === true ? boot : facts;
  if (facts?.ok !== true || boot?.ok !== true) {
    if (!isLate) return again;
    const cause = unread?.ok === false ? unread.failure.code : "nothing was read";
    const message = "it does not answer since it was undone";
    return [stranded(who, trouble(machine, "MACHINE_UNREACHABLE", message, { cause }))];
  }
  if (boot.value.isServicing && !isLate) return again;
  if (scan?.ok === false) return isLate ? [stranded(who, about(machine, scan.failure))] : again;
  const { source } = view.plan;
  if (source.kind === "script" && scan?.value.updates.length === 0) {
    const message = `${source.detect.file} still finds ${source.name} after the undo`;
    return [stranded(who, trouble(machine, "MACHINE_STRANDED", message, { next: byHand(machine, source) }))];
  }
  const built = otherBuild(machine, facts.value);
  const why = built ?? whyNotBack(machine, snapshot.readings, boot.value);
  if (why === void 0) return [undone(who)];
  if (built === void 0 && machine.looks < looksAtMost && !isLate) return again;
  const next = `Invoke-Command -ComputerName ${machine.name} { Get-WindowsPackage -Online | Sort-Object InstallTime | Select-Object -Last 5 PackageName, PackageState }`;
  return [stranded(who, trouble(machine, "MACHINE_STRANDED", why, { next }))];
}
function otherBuild({ buildBefore: before }, { build, ubr }) {
  if (before !== null && before.build === build && before.ubr === ubr) return void 0;
  const was = before === null ? "unknown" : `${before.build}.${before.ubr}`;
  return `the build is ${build}.${ubr} after the undo, and was ${was} before the update`;
}
function whyNotBack({ install, undo: undo2 }, readings, boot) {
  const { packages, hotpatch } = readings;
  const removed = new Set(undo2?.uninstall?.removed.map((name) => name.toLowerCase()));
  if (packages?.ok === false && removed.size > 0)
    return `the build is the one before, and the packages could not be listed (${packages.failure.code})`;
  const left = packages?.ok === true ? packages.value.find((name) => removed.has(name.toLowerCase())) : void 0;
  if (left !== void 0) return `the build is the one before, and ${left} is still there`;
  const mine = new Set(installedBy(install));
  const kbs = install?.updates.filter((update) => mine.has(identityOf(update))).flatMap((update) => update.kbs);
  const listed = hotpatch?.ok === true ? hotpatch.value.installedKbs.quickFix : null;
  const kb = kbs?.find((one) => listed?.includes(one));
  if (kb !== void 0) return `the build is the one before, and ${kb} is still listed`;
  const signal = boot.pendingRestart.find((one) => ours.includes(one));
  return signal === void 0 ? void 0 : `the build is the one before, and a restart is still pending (${signal})`;
}

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
  return asked !== null && attempts.uninstall === void 0 && asked.inspection !== null;
}
function undoOrder(machines) {
  return [...machines].sort(
    (a, b) => b.ring - a.ring || (b.beganAt ?? 0) - (a.beganAt ?? 0) || (a.name < b.name ? 1 : -1)
  );
}
function beginUndo({ plan, state, now }) {
  const { halt } = state;
  if (state.phase !== "halted" || state.undo !== null || halt === null || halt.cause.by !== "rule") return [];
  const { cause } = halt;
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
  const inRing = (machine) => index === void 0 || machine.ring === index;
  return undoOrder([...state.machines.values()].filter((machine) => inRing(machine) && isTouched(machine)));
}
function endUndo(view) {
  const { state, now } = view;
  if (state.phase === "undone") return concludeUndone(view);
  if (state.phase !== "undoing" || state.undo === null) return [];
  const machines = state.undo.machines.map((name) => machineOf(state, name));
  const open = machines.filter(({ phase }) => !untouched.includes(phase));
  const left = isHarmful(state) ? open.filter(isInService).length : 0;
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
    if (untouched.includes(machine.phase) || machine.inFlight !== null) continue;
    const isOnItsWay = undoPhases.includes(machine.phase);
    const costs = isInService(machine);
    const left = room.get(machine.ring) ?? 0;
    if (!isOnItsWay && costs && (left < 1 || isStopped || !isInWindow(view, machine))) continue;
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
  answerUninstall,
  forwardOrRestore,
  beginUndo,
  machinesToUndo,
  endUndo,
  undoEffects,
  answerUndo
};
