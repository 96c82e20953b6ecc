import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  haltByHand
} from "./chunk-XKVAUC7Y.mjs";
import "./chunk-OY7CJGOM.mjs";
import {
  ledgerOf,
  newestRollout,
  reasonOf,
  speak,
  wordOf
} from "./chunk-5ZLUEZDQ.mjs";
import "./chunk-MLXVCSRR.mjs";
import "./chunk-XRVVYWCZ.mjs";
import "./chunk-YPCDP5RT.mjs";
import "./chunk-MM5NNHZY.mjs";
import "./chunk-QQOE2T7O.mjs";
import "./chunk-LOW7FANF.mjs";
import "./chunk-GLLEZQT2.mjs";
import "./chunk-AN4A4RPE.mjs";
import "./chunk-ZWRIURN5.mjs";
import "./chunk-B3KDKBGD.mjs";
import {
  defineCommand
} from "./chunk-PLS6T6U4.mjs";
import "./chunk-U5FIX2DK.mjs";
import "./chunk-BIJDAHLH.mjs";
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
