import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ledgerOf,
  newestRollout,
  reasonOf,
  speak,
  wordOf
} from "./chunk-H7HO4AJO.mjs";
import {
  haltByHand
} from "./chunk-OUSKIOUY.mjs";
import "./chunk-4XMGTGWN.mjs";
import "./chunk-3GQ3EVV5.mjs";
import "./chunk-TAF734CL.mjs";
import "./chunk-476IK3WP.mjs";
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
import "./chunk-QELDCA7O.mjs";
import "./chunk-7DXEQ242.mjs";
import "./chunk-DOMUFUHT.mjs";
import "./chunk-NLDZ6FPW.mjs";
import "./chunk-XOZ2M7R3.mjs";
import "./chunk-ZYVX2BHV.mjs";
import "./chunk-Q7CNT2VP.mjs";
import "./chunk-XWM6LM3U.mjs";
import "./chunk-NY5E6FMM.mjs";
import "./chunk-7P4UPFSA.mjs";
import "./chunk-4EJNWNDX.mjs";
import "./chunk-6UUSL6FY.mjs";
import "./chunk-IMDTDMIN.mjs";
import "./chunk-NLS6OPJM.mjs";
import "./chunk-SRSEICG6.mjs";
import "./chunk-6AWOICFL.mjs";
import "./chunk-2PFEKDEA.mjs";
import "./chunk-6W5MFQ47.mjs";
import "./chunk-6P7AVSSV.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/commands/halt.ts
var halt = defineCommand({
  name: "halt",
  summary: "Stops the rollout until a person resumes it.",
  help: `Nothing forward starts after it. Running installs finish; machines that wait for a restart are not restarted, but listed.
It works while a run is going on: that run takes it at its next turn. It exits 0 when the halt is written down.`,
  options: [],
  run: async (context) => {
    let { platform, options } = context, reason = reasonOf(options.reason, "halt"), ledger = ledgerOf(context), rollout = await newestRollout(ledger), { plan, state } = rollout, word = wordOf(platform, rollout, reason), said = state.phase === "running" ? `HALTED: ${plan.rolloutId} by ${word.person}, ${reason}.` : `HALTED already: ${plan.rolloutId}; the first reason stands, ${state.halt?.reason ?? state.undo?.reason ?? ""}.`;
    return speak({ context, ledger, rollout, byHand: haltByHand(plan, state, word), said, mayBeLeft: !0 });
  }
});
export {
  halt
};
