import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  haltByHand
} from "./chunk-ZCWX7XEW.mjs";
import "./chunk-SW4IVINR.mjs";
import {
  ledgerOf,
  newestRollout,
  reasonOf,
  speak,
  wordOf
} from "./chunk-CW6SDCW4.mjs";
import "./chunk-IVBRNUDS.mjs";
import "./chunk-DHUHBTJC.mjs";
import "./chunk-TJHCHC4T.mjs";
import "./chunk-TNQZHX2C.mjs";
import "./chunk-NW4RLPGO.mjs";
import "./chunk-VKMNW3N7.mjs";
import "./chunk-GLLEZQT2.mjs";
import "./chunk-4U3VXYZZ.mjs";
import "./chunk-5LE64ZIO.mjs";
import "./chunk-ZZW6LNXM.mjs";
import {
  defineCommand
} from "./chunk-Z22MDKOZ.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-UU6PRGNV.mjs";
import "./chunk-Q5RBFROF.mjs";
import "./chunk-B3KDKBGD.mjs";
import "./chunk-N6SR45ZS.mjs";
import "./chunk-STRHDUYB.mjs";
import "./chunk-UJPHW423.mjs";
import "./chunk-LYJQU3IU.mjs";
import "./chunk-4RBZO4HP.mjs";
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
