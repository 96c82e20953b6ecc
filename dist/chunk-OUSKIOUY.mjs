import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  machinesToUndo
} from "./chunk-QELDCA7O.mjs";
import {
  isPayable,
  stillHidden
} from "./chunk-7DXEQ242.mjs";
import {
  keyOf
} from "./chunk-XOZ2M7R3.mjs";
import {
  failureOf
} from "./chunk-4EJNWNDX.mjs";
import {
  machinePhases,
  owesResume,
  undoPhases
} from "./chunk-SRSEICG6.mjs";

// src/rollout/hand.ts
function refused(code, message, next) {
  return { ok: !1, failures: [failureOf(code, message, { next })] };
}
function ended(plan, state) {
  if (state.conclusion === null) return;
  let how = state.superseded === null ? state.conclusion : "superseded", message = `The rollout ${plan.rolloutId} has ended (${how}); its updates are final.`;
  return refused("ROLLOUT_ENDED", message, "make a new plan for the next release");
}
function haltByHand(plan, state, { person, reason, now }) {
  let over = ended(plan, state);
  return over !== void 0 ? over : { ok: !0, events: [{ kind: "halted", at: now, cause: { by: "person", person }, reason }] };
}
function resumeByHand(plan, state, word) {
  if (state.phase === "undone" && (state.conclusion !== null || state.lifted !== null)) return lift(plan, state, word);
  let over = ended(plan, state);
  if (over !== void 0) return over;
  if (state.phase === "undoing" || state.phase === "undone")
    return refused("ROLLOUT_ENDED", "The rollout is being taken back: its update set is final.", "run apply until it is rolled back, then resume");
  let isHeld = state.rings.some(({ phase }) => phase === "held");
  if (state.phase !== "halted" && !isHeld)
    return refused("ROLLOUT_NOT_HALTED", "There is nothing to resume.", "run status");
  let failures = word.exclude.flatMap((name) => whyNotExcluded(state, name));
  if (failures.length > 0) return { ok: !1, failures };
  let { person, reason, now, exclude } = word;
  return { ok: !0, events: [{ kind: "resumed", at: now, person, reason, exclude: [...exclude] }] };
}
function lift(plan, state, { person, reason, now, exclude }) {
  return exclude.length > 0 ? refused("ARGUMENT_INVALID", "Nobody is taken out of a rollout that was rolled back.", "resume without --exclude") : state.lifted !== null && stillHidden(plan, state).length === 0 ? { ok: !0, events: [] } : { ok: !0, events: [{ kind: "undoLifted", at: now, person, reason }] };
}
function supersedeByHand(plan, state, { person, reason, now }) {
  let closed = { kind: "superseded", at: now, person, reason };
  if (state.superseded !== null) return { ok: !0, events: state.superseded.fix === void 0 ? [] : [closed] };
  if (state.phase === "undoing" || state.phase === "undone" && state.conclusion === null) {
    let owed = undoOwedBy(plan, state).join(", ") || "its last word", message = `The rollout ${plan.rolloutId} is being taken back, and that is still owed: ${owed}.`;
    return refused("ROLLOUT_UNFINISHED", message, "run apply until it is rolled back; then a new rollout may begin");
  }
  let over = ended(plan, state);
  if (over !== void 0) return over;
  let failures = [...[...state.machines.values()].flatMap(whyNotLeft), ...stepsLeft(state)];
  return failures.length > 0 ? { ok: !1, failures } : { ok: !0, events: [closed] };
}
function undoOwedBy(plan, state) {
  if (state.lifted !== null) return stillHidden(plan, state).map(({ name }) => name);
  let ends = ["undone", "stranded", "pending", "skipped", "excluded"];
  return (state.undo?.machines ?? []).filter((name) => {
    let machine = state.machines.get(name);
    return machine === void 0 ? !1 : machine.inFlight !== null || !ends.includes(machine.phase) || machine.phase === "undone" && !machine.hiding;
  });
}
function whyNotLeft(machine) {
  let { name, phase, inFlight, install } = machine, busy = inFlight !== null && changing.includes(inFlight.kind) ? keyOf(inFlight) : void 0, owed = phase === "installed" && install?.needsRestart === !0, why = busy !== void 0 ? `${busy} is under way` : isPayable(machine.steps) ? "a step after its work is still owed" : owesResume(machine) ? "its cluster node is paused by this rollout, and still to be resumed" : owed ? "its restart is still to come" : undoPhases.some((one) => one === phase) ? "it is being taken back, to prove the undo" : phase === "clearing" || phase === "restarting" || phase === "restarted" ? "it is in the middle of its restart" : void 0;
  if (why === void 0) return [];
  let next = busy === void 0 ? `run apply until it rests, or take it out: halt if it runs, then resume --exclude ${name}` : "run apply until it rests";
  return [failureOf("ROLLOUT_UNFINISHED", `${name}: ${why}.`, { machine: name, next })];
}
function stepsLeft({ rings }) {
  return rings.flatMap(({ name, steps }) => {
    if (!isPayable(steps.ring) && !isPayable(steps.wave)) return [];
    let message = `ring ${name}: a step after its work is still owed.`;
    return [failureOf("ROLLOUT_UNFINISHED", message, { next: "run apply until it rests" })];
  });
}
var changing = ["step", "install", "restart", "uninstall", "hide", "show", "drain", "resume"];
function whyNotExcluded(state, name) {
  let machine = state.machines.get(name);
  if (machine === void 0)
    return [
      failureOf("ARGUMENT_INVALID", `The plan has no machine ${name}.`, { next: "run status to see its machines" })
    ];
  if (machinePhases[machine.phase].includes("excluded") && machine.inFlight === null) return [];
  let message = `${name} is ${machine.phase}: it cannot be taken out now.`;
  return [failureOf("ARGUMENT_INVALID", message, { machine: name, next: "run apply once more, then resume" })];
}
function approveByHand(plan, state, word) {
  let over = ended(plan, state);
  if (over !== void 0) return over;
  let { ring, planHash, person, now } = word;
  if (!plan.rings.some(({ name }) => name === ring))
    return refused(
      "RING_UNKNOWN",
      `The plan has no ring ${ring}.`,
      `its rings are ${plan.rings.map(({ name }) => name).join(", ")}`
    );
  if (planHash.length < 8 || !plan.hash.startsWith(planHash)) {
    let message = `The approval is for plan ${planHash}, and this rollout has plan ${plan.hash.slice(0, 12)}.`;
    return refused("APPROVAL_MISMATCHED", message, "read this plan and approve its hash");
  }
  return { ok: !0, events: [{ kind: "approved", at: now, ring, planHash: plan.hash, person }] };
}
function holdByHand(plan, state, word) {
  let over = ended(plan, state);
  if (over !== void 0) return over;
  let { kb, person, reason, now } = word;
  if (!plan.updates.some(({ kbs }) => kbs.includes(kb))) {
    let planned = plan.updates.flatMap(({ kbs }) => kbs).join(", ") || "none";
    return refused(
      "ARGUMENT_INVALID",
      `${kb} is not in this plan; it has ${planned}.`,
      "nothing: it is not installed anyway"
    );
  }
  return { ok: !0, events: [{ kind: "updateHeld", at: now, kb, reason, person }] };
}
function rollbackByHand(plan, state, word) {
  let { ring, person, reason, now } = word;
  if (ring !== null && !plan.rings.some(({ name }) => name === ring))
    return refused(
      "RING_UNKNOWN",
      `The plan has no ring ${ring}.`,
      `its rings are ${plan.rings.map(({ name }) => name).join(", ")}`
    );
  if (state.phase === "undoing")
    return refused("ROLLOUT_ENDED", "The rollout is being taken back already.", "run apply until it is rolled back");
  let machines = machinesToUndo(plan, state, ring).map(({ name }) => name);
  if (machines.length === 0) {
    let where = ring === null ? "anywhere" : `in ring ${ring}`;
    return refused(
      "ROLLOUT_UNKNOWN",
      `This rollout has changed nothing ${where} that could be taken back.`,
      "run status"
    );
  }
  let cause = { by: "person", person };
  return { ok: !0, events: [...state.phase === "running" ? [{ kind: "halted", at: now, cause, reason }] : [], { kind: "undoBegan", at: now, cause, reason, machines, spared: [] }] };
}

export {
  refused,
  ended,
  haltByHand,
  resumeByHand,
  supersedeByHand,
  approveByHand,
  holdByHand,
  rollbackByHand
};
