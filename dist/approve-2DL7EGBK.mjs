import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ringNamed
} from "./chunk-DWREESJP.mjs";
import {
  inputNamed
} from "./chunk-7AMDAUVL.mjs";
import "./chunk-MT46STYP.mjs";
import {
  approveByHand
} from "./chunk-EGVWVFLR.mjs";
import "./chunk-SQSCNEDL.mjs";
import {
  ledgerOf,
  newestRollout,
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
import {
  FailureError,
  failureOf
} from "./chunk-B3KDKBGD.mjs";
import "./chunk-RQEAIB2F.mjs";
import "./chunk-HSBJKZLN.mjs";
import "./chunk-2U4XPLRP.mjs";
import "./chunk-FHIB37I5.mjs";
import "./chunk-ZGQCO4CM.mjs";
import "./chunk-BOR2QMVO.mjs";

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
    const { platform, options } = context;
    const planHash = options["plan-hash"];
    if (options.ring === void 0 || planHash === void 0) {
      const next = "patchring approve --ring NAME --plan-hash HASH";
      throw new FailureError([
        failureOf("ARGUMENT_MISSING", "approve needs a ring and the hash of the plan.", { next })
      ]);
    }
    const ledger = ledgerOf(context);
    const rollout = await newestRollout(ledger);
    const { plan, state } = rollout;
    const ring = ringNamed(plan, options.ring);
    if (ring.approval === "none") {
      throw new FailureError([
        failureOf("ARGUMENT_INVALID", `The ring ${ring.name} needs no approval: it opens by itself.`)
      ]);
    }
    const word = wordOf(platform, rollout, `ring ${ring.name} may open`);
    const byHand = approveByHand(plan, state, { ...word, ring: ring.name, planHash: planHash.toLowerCase() });
    const said = `APPROVED: ring ${ring.name} of ${plan.rolloutId} by ${word.person}.`;
    return speak({ context, ledger, rollout, byHand, said, mayBeLeft: true });
  }
});
export {
  approve
};
