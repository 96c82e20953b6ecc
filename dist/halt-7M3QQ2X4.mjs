import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  haltByHand
} from "./chunk-EGVWVFLR.mjs";
import "./chunk-SQSCNEDL.mjs";
import {
  ledgerOf,
  newestRollout,
  reasonOf,
  speak,
  wordOf
} from "./chunk-VE36GSUI.mjs";
import "./chunk-FGMP7I5Q.mjs";
import "./chunk-DLVBX4EG.mjs";
import "./chunk-OLNGW7I4.mjs";
import "./chunk-MALP74WL.mjs";
import "./chunk-VIFFQMSO.mjs";
import "./chunk-JOZ4VJI2.mjs";
import "./chunk-GLLEZQT2.mjs";
import "./chunk-JCWGOCA5.mjs";
import "./chunk-TKJ54VLA.mjs";
import "./chunk-5I27BGGL.mjs";
import {
  defineCommand
} from "./chunk-ECFUGFTQ.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-BGXNSTAC.mjs";
import "./chunk-QZ7PIU65.mjs";
import "./chunk-B3KDKBGD.mjs";
import "./chunk-RQEAIB2F.mjs";
import "./chunk-HSBJKZLN.mjs";
import "./chunk-2U4XPLRP.mjs";
import "./chunk-FHIB37I5.mjs";
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
