import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  haltByHand
} from "./chunk-KP74S4FF.mjs";
import {
  ledgerOf,
  newestRollout,
  reasonOf,
  speak,
  wordOf
} from "./chunk-ZZ3CCARE.mjs";
import "./chunk-GWX7FT4T.mjs";
import "./chunk-ZDGXWFU4.mjs";
import "./chunk-KSLEJGT2.mjs";
import "./chunk-K25K47YR.mjs";
import "./chunk-WFHI6VSF.mjs";
import {
  defineCommand
} from "./chunk-MFRLOWS7.mjs";
import "./chunk-JW5IT2NY.mjs";
import "./chunk-B3KDKBGD.mjs";
import "./chunk-U5FIX2DK.mjs";
import "./chunk-S2NFD6IE.mjs";
import "./chunk-7DNNZ33R.mjs";
import "./chunk-R4JUHN2B.mjs";
import "./chunk-ZGQCO4CM.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/commands/halt.ts
var halt = defineCommand({
  name: "halt",
  summary: "Stops the rollout until a person resumes it.",
  help: "Nothing forward starts after it. Running installs finish; machines that wait for a restart are not restarted, but listed.\nIt works while a run is going on: that run takes it at its next turn. It exits 0 when the halt is written down.",
  options: [],
  run: async (context) => {
    const { platform, options } = context;
    const reason = reasonOf(options.reason, "halt");
    const ledger = ledgerOf(context);
    const rollout = await newestRollout(ledger);
    const { plan, state } = rollout;
    const word = wordOf(platform, rollout, reason);
    const said = state.phase === "running" ? `HALTED: ${plan.rolloutId} by ${word.person}, ${reason}.` : `HALTED already: ${plan.rolloutId}; the first reason stands, ${state.halt?.reason ?? state.undo?.reason ?? ""}.`;
    return speak({ context, ledger, rollout, byHand: haltByHand(plan, state, word), said, mayBeLeft: true });
  }
});
export {
  halt
};
