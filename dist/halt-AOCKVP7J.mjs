import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  haltByHand
} from "./chunk-ETKXR7AN.mjs";
import {
  ledgerOf,
  newestRollout,
  reasonOf,
  speak,
  wordOf
} from "./chunk-YAHIUBVT.mjs";
import "./chunk-4MXAR4KV.mjs";
import "./chunk-RA6O2ANQ.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-YPCDP5RT.mjs";
import "./chunk-BXO2JREW.mjs";
import "./chunk-QQOE2T7O.mjs";
import "./chunk-6O4ENXPK.mjs";
import "./chunk-GLLEZQT2.mjs";
import "./chunk-PVZU6NR2.mjs";
import "./chunk-QDIVMT7L.mjs";
import "./chunk-B3KDKBGD.mjs";
import {
  defineCommand
} from "./chunk-RA2W3O54.mjs";
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
