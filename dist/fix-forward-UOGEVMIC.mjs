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
  fixForwardByHand
} from "./chunk-VSDFMNOV.mjs";
import "./chunk-OUSKIOUY.mjs";
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
import {
  listText
} from "./chunk-NLS6OPJM.mjs";
import "./chunk-SRSEICG6.mjs";
import "./chunk-6AWOICFL.mjs";
import "./chunk-2PFEKDEA.mjs";
import {
  kbSchema
} from "./chunk-6W5MFQ47.mjs";
import "./chunk-6P7AVSSV.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/commands/fix-forward.ts
var fixForward = defineCommand({
  name: "fix-forward",
  summary: "Closes an open rollout, and has the next apply roll out the update that mends it.",
  help: `The bad update is never planned again. Machines that it had hit are not turned away for what ails them,
and are well again only by the look from before it. It touches no machine itself.
It is refused where supersede would be: while a machine is being changed, or is being rolled back.`,
  options: [
    { name: "kb", kind: "text", value: "KB", help: "The update that mends, for example KB5070893; several by commas." },
    inputNamed("reason"),
    inputNamed("policy"),
    inputNamed("ledger")
  ],
  run: async (context) => {
    let { platform, options } = context, reason = reasonOf(options.reason, "fix-forward"), kbs = kbsOf(options.kb), ledger = ledgerOf(context), rollout = await newestRollout(ledger), { plan, state } = rollout, word = wordOf(platform, rollout, reason), bad = [...new Set(plan.updates.flatMap((update) => update.kbs))], said = `FIXING FORWARD: ${plan.rolloutId} is closed by ${word.person}, ${reason}; ${listText(kbs)} takes the place of ${listText(bad)}.`;
    return speak({
      context,
      ledger,
      rollout,
      byHand: fixForwardByHand(plan, state, { ...word, kbs }),
      said,
      mayBeLeft: !1
    });
  }
});
function kbsOf(written) {
  let names = (written ?? "").split(",").map((name) => name.trim().toUpperCase());
  if (names.every((name) => kbSchema.safeParse(name).success)) return [...new Set(names)];
  let code = written === void 0 ? "ARGUMENT_MISSING" : "ARGUMENT_INVALID";
  throw new FailureError([
    failureOf(code, "fix-forward needs the KB of the update that mends, with its letters.", {
      next: 'patchring fix-forward --kb KB5070893 --reason "…"'
    })
  ]);
}
export {
  fixForward
};
