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
  supersedeByHand
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

// src/commands/supersede.ts
var supersede = defineCommand({
  name: "supersede",
  summary: "Closes an open rollout for good, so that another may begin.",
  help: `Nothing is undone and nothing goes on: machines that have the update keep it. It touches no machine;
files that were copied before a window are cleared away by the next apply.
It is refused while a machine is being changed, waits for its restart, or is being rolled back.`,
  options: [],
  run: async (context) => {
    let { platform, options } = context, reason = reasonOf(options.reason, "supersede"), ledger = ledgerOf(context), rollout = await newestRollout(ledger), { plan, state } = rollout, word = wordOf(platform, rollout, reason), known = state.superseded, said = known === null || known.fix !== void 0 ? `SUPERSEDED: ${plan.rolloutId} by ${word.person}, ${reason}.` : `SUPERSEDED already: ${plan.rolloutId} by ${known.person}, ${known.reason}.`;
    return speak({ context, ledger, rollout, byHand: supersedeByHand(plan, state, word), said, mayBeLeft: !1 });
  }
});
export {
  supersede
};
