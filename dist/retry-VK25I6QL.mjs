import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  runWord
} from "./chunk-22S6V7LN.mjs";
import "./chunk-57RI5FVF.mjs";
import {
  ended,
  refused
} from "./chunk-53L3QYR7.mjs";
import "./chunk-4LUUPOHG.mjs";
import {
  machinesNamed,
  programCommand,
  ringNamed
} from "./chunk-NTSGJ34A.mjs";
import {
  eventsOf,
  ledgerOf,
  newestRollout,
  reasonOf,
  wordOf
} from "./chunk-3SY65BKR.mjs";
import "./chunk-QQS42J4O.mjs";
import "./chunk-TQX72W37.mjs";
import "./chunk-4U4X5S6Q.mjs";
import "./chunk-WA27GRP6.mjs";
import "./chunk-VPMGHESD.mjs";
import {
  readPolicy
} from "./chunk-VEJYNJIY.mjs";
import "./chunk-UBGHUTNP.mjs";
import "./chunk-GLLEZQT2.mjs";
import "./chunk-XG4EGFY7.mjs";
import {
  defineCommand
} from "./chunk-J3GBBVIQ.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-5NH5M7DG.mjs";
import "./chunk-ZD3ILFP4.mjs";
import "./chunk-EJQNZCKZ.mjs";
import "./chunk-RHWP7GXC.mjs";
import "./chunk-Z7ODIS5N.mjs";
import "./chunk-4JWKCG6H.mjs";
import "./chunk-2M6OAKES.mjs";
import {
  currentRing
} from "./chunk-42CUXDJU.mjs";
import "./chunk-K52VPBHF.mjs";
import "./chunk-7VVDCJX4.mjs";
import "./chunk-FYBWLZPH.mjs";
import "./chunk-DTMQ62EV.mjs";
import "./chunk-YTFYII6Q.mjs";
import "./chunk-C4KSEYTN.mjs";
import "./chunk-JARS6VOI.mjs";
import "./chunk-UXZ6BDMA.mjs";
import "./chunk-UY47VAXF.mjs";
import "./chunk-AYWG556Y.mjs";
import {
  failureOf
} from "./chunk-DIBE7RQS.mjs";
import "./chunk-TTRE5NRQ.mjs";
import "./chunk-S3EIUCK2.mjs";
import {
  count,
  listText
} from "./chunk-653LTDSJ.mjs";
import {
  ringOf
} from "./chunk-JMNUFN4O.mjs";
import "./chunk-2IZRUMOZ.mjs";
import "./chunk-YJTZBR5B.mjs";
import "./chunk-BZIO6GYC.mjs";
import "./chunk-4RBZO4HP.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/rollout/retry.ts
function isToRetry(state, { name, phase, ring }) {
  return phase === "failed" && !ringOf(state, ring).retrying.has(name);
}
function stillRetrying(state) {
  return state.rings.flatMap(({ retrying }) => [...retrying]);
}
function retryByHand(plan, state, { person, reason, now, ring, only }) {
  const over = whyOver(plan, state);
  if (over !== void 0) return over;
  const strange = only.flatMap((name) => whyNotFailed(state, name));
  if (strange.length > 0) return { ok: false, failures: strange };
  const isMeant = (machine) => isToRetry(state, machine) && (ring === null || ringOf(state, machine.ring).name === ring) && (only.length === 0 || only.includes(machine.name));
  const machines = [...state.machines.values()].filter(isMeant);
  if (machines.length === 0 && stillRetrying(state).length > 0) return { ok: true, events: [] };
  if (machines.length === 0) {
    const where = ring === null ? "in this rollout" : `in ring ${ring}`;
    return refused("RETRY_NOTHING_FAILED", `Nothing has failed ${where} that could be tried again.`, "run status");
  }
  const halted = whyHalted(state, machines);
  if (halted !== void 0) return halted;
  const closed = machines.flatMap((machine) => whyClosed(state, machine));
  if (closed.length > 0) return { ok: false, failures: closed };
  return {
    ok: true,
    events: [{ kind: "retried", at: now, person, reason, machines: machines.map(({ name }) => name) }]
  };
}
function whyOver(plan, state) {
  if (state.phase === "undoing" || state.phase === "undone") {
    const message = `The rollout ${plan.rolloutId} was rolled back, or is being: its updates are final.`;
    return refused("ROLLOUT_ENDED", message, "make a new plan for the next release");
  }
  return state.superseded === null ? void 0 : ended(plan, state);
}
function whyNotFailed(state, name) {
  const machine = state.machines.get(name);
  if (machine === void 0 || machine.phase === "failed") return [];
  const message = `${name} is ${machine.phase}: only what has failed is tried again.`;
  const next = machine.phase === "stranded" ? "bring it back by hand, or take it out: resume --exclude" : "run status";
  return [failureOf("RETRY_NOTHING_FAILED", message, { machine: name, next })];
}
function whyHalted({ halt, machines: all }, machines) {
  if (halt === null) return void 0;
  const { cause, reason } = halt;
  const names = machines.map(({ name }) => name);
  if (cause.by !== "rule" || !names.includes(cause.machine)) {
    const by = haltedBy(cause);
    const message2 = `The rollout was halted ${by}: ${reason.replace(/[.\s]+$/u, "")}.`;
    return refused("RETRY_HALTED", message2, 'lift that halt: resume --reason "…"; what failed is then looked at again');
  }
  const ring = all.get(cause.machine)?.ring;
  const left = [...all.values()].filter(
    (one) => one.ring === ring && one.phase === "failed" && !names.includes(one.name)
  );
  if (left.length === 0) return void 0;
  const message = `${left.map(({ name }) => name).join(", ")} of ring ${cause.ring} failed as well, and would halt it again.`;
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
  const current = currentRing(state);
  if (current === void 0 || current === index) return [];
  const [ring, open] = [ringOf(state, index).name, ringOf(state, current).name];
  const message = `${name} is of ring ${ring}, which has passed with it and takes nobody back while ring ${open} is worked on.`;
  const next = `wait until the rollout is through; until then only ${open} is tried again: retry --failed --ring ${open}`;
  return [failureOf("RETRY_RING_CLOSED", message, { machine: name, next })];
}

// src/commands/retry.ts
var retry = defineCommand({
  name: "retry",
  summary: "Tries again what failed, and begins nothing else.",
  help: "Failed machines are back in line, with the rings, waves, gates, budgets and approvals of the plan; stranded ones are not.\nIt lifts a halt that these failures made, and no other. A rollout that has succeeded opens again for them.",
  options: [
    { name: "failed", kind: "flag", help: "What failed: there is nothing else to try again, so it may be left out." },
    { name: "only", kind: "text", value: "MACHINES", help: "Of the failed ones only these, separated by commas." }
  ],
  run: async (context) => {
    const { platform, options } = context;
    const reason = reasonOf(options.reason, "retry --failed");
    const loaded = await readPolicy(platform, options);
    const ledger = ledgerOf(context);
    const rollout = await newestRollout(ledger);
    const { plan, state } = rollout;
    const ring = options.ring === void 0 ? null : ringNamed(plan, options.ring).name;
    const only = machinesNamed(plan, options.only, "--only");
    const words = eventsOf(retryByHand(plan, state, { ...wordOf(platform, rollout, reason), ring, only }));
    const machines = words.flatMap((word) => word.kind === "retried" ? word.machines : []);
    const all = machines.length === 0 ? stillRetrying(state) : machines;
    platform.log(`retry of ${count(all.length, "machine")}: ${listText(all, 20)}`, "heading");
    platform.log(`Ctrl+C is safe; ${programCommand(context, "apply")} goes on with it.`, "quiet");
    return (await runWord({ context, loaded, ledger, rollout, words, only: all })).ended;
  }
});
export {
  retry
};
