import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  runWord
} from "./chunk-POIZZNC2.mjs";
import "./chunk-7TSZOK4U.mjs";
import "./chunk-6WJMTO7E.mjs";
import {
  machinesNamed,
  programCommand,
  ringNamed
} from "./chunk-5NLN3KYR.mjs";
import {
  eventsOf,
  ledgerOf,
  newestRollout,
  reasonOf,
  wordOf
} from "./chunk-H7HO4AJO.mjs";
import {
  ended,
  refused
} from "./chunk-OUSKIOUY.mjs";
import "./chunk-4XMGTGWN.mjs";
import "./chunk-3GQ3EVV5.mjs";
import "./chunk-OBB7QQIU.mjs";
import "./chunk-TAF734CL.mjs";
import "./chunk-476IK3WP.mjs";
import {
  readPolicy
} from "./chunk-NLKHRGRC.mjs";
import "./chunk-5QAGAHIE.mjs";
import "./chunk-MD5H4CP7.mjs";
import "./chunk-MWCIW3DD.mjs";
import {
  defineCommand
} from "./chunk-VTDDW2ZJ.mjs";
import "./chunk-TWOKD2OS.mjs";
import "./chunk-BFN7U65A.mjs";
import "./chunk-LXU6DZ4O.mjs";
import "./chunk-KMWU4VL2.mjs";
import "./chunk-DOMBGGQA.mjs";
import "./chunk-27QUBKCO.mjs";
import "./chunk-UKKG4IJ5.mjs";
import "./chunk-QELDCA7O.mjs";
import {
  currentRing
} from "./chunk-7DXEQ242.mjs";
import "./chunk-P34WXSGP.mjs";
import "./chunk-J4VYRSPQ.mjs";
import "./chunk-DOMUFUHT.mjs";
import "./chunk-NLDZ6FPW.mjs";
import "./chunk-XOZ2M7R3.mjs";
import "./chunk-ZYVX2BHV.mjs";
import "./chunk-Q7CNT2VP.mjs";
import "./chunk-XWM6LM3U.mjs";
import "./chunk-NY5E6FMM.mjs";
import "./chunk-7P4UPFSA.mjs";
import {
  failureOf
} from "./chunk-4EJNWNDX.mjs";
import "./chunk-6UUSL6FY.mjs";
import "./chunk-IMDTDMIN.mjs";
import {
  count,
  listText
} from "./chunk-NLS6OPJM.mjs";
import {
  ringOf
} from "./chunk-SRSEICG6.mjs";
import "./chunk-6AWOICFL.mjs";
import "./chunk-2PFEKDEA.mjs";
import "./chunk-6W5MFQ47.mjs";
import "./chunk-6P7AVSSV.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/rollout/retry.ts
function isToRetry(state, { name, phase, ring }) {
  return phase === "failed" && !ringOf(state, ring).retrying.has(name);
}
function stillRetrying(state) {
  return state.rings.flatMap(({ retrying }) => [...retrying]);
}
function retryByHand(plan, state, { person, reason, now, ring, only }) {
  let over = whyOver(plan, state);
  if (over !== void 0) return over;
  let strange = only.flatMap((name) => whyNotFailed(state, name));
  if (strange.length > 0) return { ok: !1, failures: strange };
  let isMeant = (machine) => isToRetry(state, machine) && (ring === null || ringOf(state, machine.ring).name === ring) && (only.length === 0 || only.includes(machine.name)), machines = [...state.machines.values()].filter(isMeant);
  if (machines.length === 0 && stillRetrying(state).length > 0) return { ok: !0, events: [] };
  if (machines.length === 0) {
    let where = ring === null ? "in this rollout" : `in ring ${ring}`;
    return refused("RETRY_NOTHING_FAILED", `Nothing has failed ${where} that could be tried again.`, "run status");
  }
  let halted = whyHalted(state, machines);
  if (halted !== void 0) return halted;
  let closed = machines.flatMap((machine) => whyClosed(state, machine));
  return closed.length > 0 ? { ok: !1, failures: closed } : {
    ok: !0,
    events: [{ kind: "retried", at: now, person, reason, machines: machines.map(({ name }) => name) }]
  };
}
function whyOver(plan, state) {
  if (state.phase === "undoing" || state.phase === "undone") {
    let message = `The rollout ${plan.rolloutId} was rolled back, or is being: its updates are final.`;
    return refused("ROLLOUT_ENDED", message, "make a new plan for the next release");
  }
  return state.superseded === null ? void 0 : ended(plan, state);
}
function whyNotFailed(state, name) {
  let machine = state.machines.get(name);
  if (machine === void 0 || machine.phase === "failed") return [];
  let message = `${name} is ${machine.phase}: only what has failed is tried again.`, next = machine.phase === "stranded" ? "bring it back by hand, or take it out: resume --exclude" : "run status";
  return [failureOf("RETRY_NOTHING_FAILED", message, { machine: name, next })];
}
function whyHalted({ halt, machines: all }, machines) {
  if (halt === null) return;
  let { cause, reason } = halt, names = machines.map(({ name }) => name);
  if (cause.by !== "rule" || !names.includes(cause.machine)) {
    let message2 = `The rollout was halted ${haltedBy(cause)}: ${reason.replace(/[.\s]+$/u, "")}.`;
    return refused("RETRY_HALTED", message2, 'lift that halt: resume --reason "…"; what failed is then looked at again');
  }
  let ring = all.get(cause.machine)?.ring, left = [...all.values()].filter(
    (one) => one.ring === ring && one.phase === "failed" && !names.includes(one.name)
  );
  if (left.length === 0) return;
  let message = `${left.map(({ name }) => name).join(", ")} of ring ${cause.ring} failed as well, and would halt it again.`;
  return refused("RETRY_HALTED", message, `try them again too: retry --failed --ring ${cause.ring}`);
}
function haltedBy(cause) {
  switch (cause.by) {
    case "person":
      return `by ${cause.person}`;
    case "service":
      return `by ${cause.gate} of the service`;
    case "rule":
      return `because of ${cause.machine}`;
  }
}
function whyClosed(state, { name, ring: index }) {
  let current = currentRing(state);
  if (current === void 0 || current === index) return [];
  let [ring, open] = [ringOf(state, index).name, ringOf(state, current).name], message = `${name} is of ring ${ring}, which has passed with it and takes nobody back while ring ${open} is worked on.`, next = `wait until the rollout is through; until then only ${open} is tried again: retry --failed --ring ${open}`;
  return [failureOf("RETRY_RING_CLOSED", message, { machine: name, next })];
}

// src/commands/retry.ts
var retry = defineCommand({
  name: "retry",
  summary: "Tries again what failed, and begins nothing else.",
  help: `Failed machines are back in line, with the rings, waves, gates, budgets and approvals of the plan; stranded ones are not.
It lifts a halt that these failures made, and no other. A rollout that has succeeded opens again for them.`,
  options: [
    { name: "failed", kind: "flag", help: "What failed: there is nothing else to try again, so it may be left out." },
    { name: "only", kind: "text", value: "MACHINES", help: "Of the failed ones only these, separated by commas." }
  ],
  run: async (context) => {
    let { platform, options } = context, reason = reasonOf(options.reason, "retry --failed"), loaded = await readPolicy(platform, options), ledger = ledgerOf(context), rollout = await newestRollout(ledger), { plan, state } = rollout, ring = options.ring === void 0 ? null : ringNamed(plan, options.ring).name, only = machinesNamed(plan, options.only, "--only"), words = eventsOf(retryByHand(plan, state, { ...wordOf(platform, rollout, reason), ring, only })), machines = words.flatMap((word) => word.kind === "retried" ? word.machines : []), all = machines.length === 0 ? stillRetrying(state) : machines;
    return platform.log(`retry of ${count(all.length, "machine")}: ${listText(all, 20)}`, "heading"), platform.log(`Ctrl+C is safe; ${programCommand(context, "apply")} goes on with it.`, "quiet"), (await runWord({ context, loaded, ledger, rollout, words, only: all })).ended;
  }
});
export {
  retry
};
