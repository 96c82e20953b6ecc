import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  haltByHand
} from "./chunk-C65L7JUI.mjs";
import {
  ledgerOf,
  newestRollout,
  reasonOf,
  speak,
  wordOf
} from "./chunk-WAB22AJ3.mjs";
import "./chunk-SRU4YBSZ.mjs";
import "./chunk-SK56IBTD.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-YPCDP5RT.mjs";
import "./chunk-AEWPIWNJ.mjs";
import "./chunk-QQOE2T7O.mjs";
import "./chunk-TYV7JOSC.mjs";
import "./chunk-GLLEZQT2.mjs";
import "./chunk-G2UOGHNQ.mjs";
import "./chunk-J7R2PYIL.mjs";
import "./chunk-B3KDKBGD.mjs";
import {
  defineCommand
} from "./chunk-6NORBGKT.mjs";
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
