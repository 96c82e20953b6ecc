import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  haltByHand
} from "./chunk-KB2ZYOC4.mjs";
import "./chunk-RL2B7EDN.mjs";
import {
  ledgerOf,
  newestRollout,
  reasonOf,
  speak,
  wordOf
} from "./chunk-V5DVG5ZZ.mjs";
import "./chunk-INW76CCQ.mjs";
import "./chunk-YPCDP5RT.mjs";
import "./chunk-U62J64QV.mjs";
import "./chunk-CXE7NPVI.mjs";
import "./chunk-VIFFQMSO.mjs";
import "./chunk-PY7D4CC5.mjs";
import "./chunk-GLLEZQT2.mjs";
import "./chunk-KZS5EEIY.mjs";
import "./chunk-HMCZYYEH.mjs";
import "./chunk-XVPIN6TN.mjs";
import {
  defineCommand
} from "./chunk-FSVWRNAM.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-XPSE23RX.mjs";
import "./chunk-7RZ2WNBB.mjs";
import "./chunk-B3KDKBGD.mjs";
import "./chunk-GAYTRG3Q.mjs";
import "./chunk-VRHQCL4A.mjs";
import "./chunk-J6PHOW76.mjs";
import "./chunk-JR7POCLW.mjs";
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
