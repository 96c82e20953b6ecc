import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ringNamed
} from "./chunk-5NLN3KYR.mjs";
import {
  ledgerOf,
  newestRollout,
  speak,
  wordOf
} from "./chunk-H7HO4AJO.mjs";
import {
  approveByHand
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
import "./chunk-6W5MFQ47.mjs";
import "./chunk-6P7AVSSV.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/commands/approve.ts
var approve = defineCommand({
  name: "approve",
  summary: "Gives a person's word for a ring, bound to the plan they read.",
  help: "In a pipeline the platform asks the person: there, apply --ring NAME --plan plan.json is that word.",
  options: [
    { name: "ring", kind: "text", value: "NAME", help: "The ring that may open." },
    {
      name: "plan-hash",
      kind: "text",
      value: "HASH",
      help: "The hash that `plan` printed, or its first eight digits or more."
    },
    inputNamed("ledger")
  ],
  run: async (context) => {
    let { platform, options } = context, planHash = options["plan-hash"];
    if (options.ring === void 0 || planHash === void 0) {
      let next = "patchring approve --ring NAME --plan-hash HASH";
      throw new FailureError([
        failureOf("ARGUMENT_MISSING", "approve needs a ring and the hash of the plan.", { next })
      ]);
    }
    let ledger = ledgerOf(context), rollout = await newestRollout(ledger), { plan, state } = rollout, ring = ringNamed(plan, options.ring);
    if (ring.approval === "none")
      throw new FailureError([
        failureOf("ARGUMENT_INVALID", `The ring ${ring.name} needs no approval: it opens by itself.`)
      ]);
    let word = wordOf(platform, rollout, `ring ${ring.name} may open`), byHand = approveByHand(plan, state, { ...word, ring: ring.name, planHash: planHash.toLowerCase() }), said = `APPROVED: ring ${ring.name} of ${plan.rolloutId} by ${word.person}.`;
    return speak({ context, ledger, rollout, byHand, said, mayBeLeft: !0 });
  }
});
export {
  approve
};
