import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  machinesToUndo
} from "./chunk-SW4IVINR.mjs";
import {
  failureOf
} from "./chunk-B3KDKBGD.mjs";
import {
  machinePhases
} from "./chunk-N6SR45ZS.mjs";

// src/rollout/hand.ts
function refused(code, message, next) {
  return { ok: false, failures: [failureOf(code, message, { next })] };
}
function ended(plan, state) {
  if (state.conclusion === null) return void 0;
  const message = `The rollout ${plan.rolloutId} has ended (${state.conclusion}); its updates are final.`;
  return refused("ROLLOUT_ENDED", message, "make a new plan for the next release");
}
function haltByHand(plan, state, { person, reason, now }) {
  const over = ended(plan, state);
  if (over !== void 0) return over;
  return { ok: true, events: [{ kind: "halted", at: now, cause: { by: "person", person }, reason }] };
}
function resumeByHand(plan, state, word) {
  const over = ended(plan, state);
  if (over !== void 0) return over;
  if (state.phase === "undoing" || state.phase === "undone") {
    const message = "The rollout is being taken back: its update set is final.";
    return refused("ROLLOUT_ENDED", message, "run again until it is rolled back");
  }
  const isHeld = state.rings.some(({ phase }) => phase === "held");
  if (state.phase !== "halted" && !isHeld)
    return refused("ROLLOUT_NOT_HALTED", "There is nothing to resume.", "run status");
  const failures = word.exclude.flatMap((name) => whyNotExcluded(state, name));
  if (failures.length > 0) return { ok: false, failures };
  const { person, reason, now, exclude } = word;
  return { ok: true, events: [{ kind: "resumed", at: now, person, reason, exclude: [...exclude] }] };
}
function whyNotExcluded(state, name) {
  const machine = state.machines.get(name);
  if (machine === void 0) {
    return [
      failureOf("ARGUMENT_INVALID", `The plan has no machine ${name}.`, { next: "run status to see its machines" })
    ];
  }
  const may = machinePhases[machine.phase];
  if (may.includes("excluded") && machine.inFlight === null) return [];
  const message = `${name} is ${machine.phase}: it cannot be taken out now.`;
  return [failureOf("ARGUMENT_INVALID", message, { machine: name, next: "run apply once more, then resume" })];
}
function approveByHand(plan, state, word) {
  const over = ended(plan, state);
  if (over !== void 0) return over;
  const { ring, planHash, person, now } = word;
  if (!plan.rings.some(({ name }) => name === ring)) {
    return refused(
      "RING_UNKNOWN",
      `The plan has no ring ${ring}.`,
      `its rings are ${plan.rings.map(({ name }) => name).join(", ")}`
    );
  }
  if (planHash.length < 8 || !plan.hash.startsWith(planHash)) {
    const message = `The approval is for plan ${planHash}, and this rollout has plan ${plan.hash.slice(0, 12)}.`;
    return refused("APPROVAL_MISMATCHED", message, "read this plan and approve its hash");
  }
  return { ok: true, events: [{ kind: "approved", at: now, ring, planHash: plan.hash, person }] };
}
function holdByHand(plan, state, word) {
  const over = ended(plan, state);
  if (over !== void 0) return over;
  const { kb, person, reason, now } = word;
  if (!plan.updates.some(({ kbs }) => kbs.includes(kb))) {
    const planned = plan.updates.flatMap(({ kbs }) => kbs).join(", ") || "none";
    return refused(
      "ARGUMENT_INVALID",
      `${kb} is not in this plan; it has ${planned}.`,
      "nothing: it is not installed anyway"
    );
  }
  return { ok: true, events: [{ kind: "updateHeld", at: now, kb, reason, person }] };
}
function rollbackByHand(plan, state, word) {
  const { ring, person, reason, now } = word;
  if (ring !== null && !plan.rings.some(({ name }) => name === ring)) {
    return refused(
      "RING_UNKNOWN",
      `The plan has no ring ${ring}.`,
      `its rings are ${plan.rings.map(({ name }) => name).join(", ")}`
    );
  }
  if (state.phase === "undoing") {
    return refused("ROLLOUT_ENDED", "The rollout is being taken back already.", "run apply until it is rolled back");
  }
  const machines = machinesToUndo(plan, state, ring).map(({ name }) => name);
  if (machines.length === 0) {
    const where = ring === null ? "anywhere" : `in ring ${ring}`;
    return refused(
      "ROLLOUT_UNKNOWN",
      `This rollout has changed nothing ${where} that could be taken back.`,
      "run status"
    );
  }
  const cause = { by: "person", person };
  const halted = state.phase === "running" ? [{ kind: "halted", at: now, cause, reason }] : [];
  return { ok: true, events: [...halted, { kind: "undoBegan", at: now, cause, reason, machines, spared: [] }] };
}

export {
  haltByHand,
  resumeByHand,
  approveByHand,
  holdByHand,
  rollbackByHand
};
