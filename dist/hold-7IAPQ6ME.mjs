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
  holdByHand
} from "./chunk-OUSKIOUY.mjs";
import "./chunk-4XMGTGWN.mjs";
import "./chunk-3GQ3EVV5.mjs";
import "./chunk-TAF734CL.mjs";
import "./chunk-476IK3WP.mjs";
import {
  inputNamed
} from "./chunk-NLKHRGRC.mjs";
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
import "./chunk-P34WXSGP.mjs";
import "./chunk-J4VYRSPQ.mjs";
import "./chunk-DOMUFUHT.mjs";
import "./chunk-NLDZ6FPW.mjs";
import "./chunk-XOZ2M7R3.mjs";
import "./chunk-ZYVX2BHV.mjs";
import "./chunk-Q7CNT2VP.mjs";
import "./chunk-XWM6LM3U.mjs";
import "./chunk-NY5E6FMM.mjs";
import "./chunk-7P4UPFSA.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-4EJNWNDX.mjs";
import "./chunk-6UUSL6FY.mjs";
import "./chunk-IMDTDMIN.mjs";
import "./chunk-NLS6OPJM.mjs";
import "./chunk-SRSEICG6.mjs";
import "./chunk-6AWOICFL.mjs";
import "./chunk-2PFEKDEA.mjs";
import {
  kbSchema
} from "./chunk-6W5MFQ47.mjs";
import "./chunk-6P7AVSSV.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/commands/hold.ts
var hold = defineCommand({
  name: "hold",
  summary: "Forbids an update from now on.",
  help: "It may only narrow the plan: machines that have the update keep it, no other machine gets it.",
  options: [
    { name: "kb", kind: "text", value: "KB", help: "The update, for example KB5070881." },
    inputNamed("reason"),
    inputNamed("ledger")
  ],
  run: async (context) => {
    let { platform, options } = context, reason = reasonOf(options.reason, "hold"), kb = kbOf(options.kb), ledger = ledgerOf(context), rollout = await newestRollout(ledger), word = wordOf(platform, rollout, reason), byHand = holdByHand(rollout.plan, rollout.state, { ...word, kb }), said = `HELD from now on: ${kb}, by ${word.person}, ${reason}.`;
    return speak({ context, ledger, rollout, byHand, said, mayBeLeft: !0 });
  }
});
function kbOf(written) {
  let kb = kbSchema.safeParse(written?.toUpperCase());
  if (kb.success) return kb.data;
  let code = written === void 0 ? "ARGUMENT_MISSING" : "ARGUMENT_INVALID";
  throw new FailureError([
    failureOf(code, "hold needs the KB of the update, with its letters.", {
      next: 'patchring hold --kb KB5070881 --reason "…"'
    })
  ]);
}
export {
  hold
};
