import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ended,
  refused,
  supersedeByHand
} from "./chunk-OUSKIOUY.mjs";

// src/rollout/fix.ts
function fixForwardByHand(plan, state, word) {
  let { kbs, person, reason, now } = word, next = 'fix-forward --kb KB… --reason "…" with the update that mends it';
  if (plan.source.kind !== "agent") {
    let message = `The updates of ${plan.rolloutId} are named in its policy (${plan.source.kind}).`;
    return refused(
      "FIX_IMPOSSIBLE",
      message,
      "name the new one there, close this rollout with supersede, and run apply"
    );
  }
  let same = plan.updates.flatMap((update) => update.kbs).find((kb) => kbs.includes(kb));
  if (same !== void 0) return refused("FIX_IMPOSSIBLE", `${same} is what ${plan.rolloutId} itself installs.`, next);
  let events = [{ kind: "superseded", at: now, person, reason, fix: [...kbs] }];
  if (state.superseded?.fix !== void 0) return { ok: !0, events };
  let over = ended(plan, state);
  if (over !== void 0) return over;
  let closed = supersedeByHand(plan, state, word);
  return closed.ok ? { ok: !0, events } : closed;
}
function fixAfter({ plan, state }) {
  let kbs = state.superseded?.fix;
  if (kbs === void 0) return;
  let ill = [...state.machines.values()].flatMap((machine) => illOf(machine, plan) ?? []), bad = [...new Set(plan.updates.flatMap((update) => update.kbs))];
  return { rolloutId: plan.rolloutId, bad, kbs: [...kbs], ill };
}
function illOf(machine, { fix }) {
  let { name, failedBy, judgedAfter, phase, result } = machine, known = fix?.ill.find((one) => one.machine === name);
  if (failedBy === null || phase === "undone") return result === "updated" ? void 0 : known;
  let isBad = ({ severity, verdict }) => severity !== "observe" && (verdict === "fail" || verdict === "inconclusive"), failed = judgedAfter.filter(isBad), gates = [.../* @__PURE__ */ new Set([...failed.map(({ gate }) => gate), ...failedBy.gate === null ? [] : [failedBy.gate]])];
  if (gates.length === 0) return known;
  let before = known?.before ?? snapshotOf(machine);
  return { machine: name, gates, ...before === void 0 ? {} : { before } };
}
function snapshotOf({ before }) {
  return before === null ? void 0 : { at: before.at, readings: before.readings };
}

export {
  fixForwardByHand,
  fixAfter
};
