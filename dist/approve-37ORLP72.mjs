import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ringNamed
} from "./chunk-SBT5U657.mjs";
import {
  inputNamed
} from "./chunk-CQR7YE5F.mjs";
import "./chunk-WM2PIBXO.mjs";
import {
  approveByHand
} from "./chunk-ZCWX7XEW.mjs";
import "./chunk-SW4IVINR.mjs";
import {
  ledgerOf,
  newestRollout,
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
import {
  FailureError,
  failureOf
} from "./chunk-B3KDKBGD.mjs";
import "./chunk-N6SR45ZS.mjs";
import "./chunk-STRHDUYB.mjs";
import "./chunk-UJPHW423.mjs";
import "./chunk-LYJQU3IU.mjs";
import "./chunk-4RBZO4HP.mjs";
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
