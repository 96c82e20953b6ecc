import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  approveByHand
} from "./chunk-XKVAUC7Y.mjs";
import "./chunk-OY7CJGOM.mjs";
import {
  ringNamed
} from "./chunk-IYGH52FI.mjs";
import {
  ledgerOf,
  newestRollout,
  speak,
  wordOf
} from "./chunk-5ZLUEZDQ.mjs";
import "./chunk-MLXVCSRR.mjs";
import "./chunk-XRVVYWCZ.mjs";
import "./chunk-YPCDP5RT.mjs";
import "./chunk-MM5NNHZY.mjs";
import {
  inputNamed
} from "./chunk-ETQV7FEQ.mjs";
import "./chunk-ALUH6ZMJ.mjs";
import "./chunk-QQOE2T7O.mjs";
import "./chunk-LOW7FANF.mjs";
import "./chunk-QI4JYQQ3.mjs";
import "./chunk-GLLEZQT2.mjs";
import "./chunk-AN4A4RPE.mjs";
import "./chunk-ZWRIURN5.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-B3KDKBGD.mjs";
import {
  defineCommand
} from "./chunk-PLS6T6U4.mjs";
import "./chunk-U5FIX2DK.mjs";
import "./chunk-BIJDAHLH.mjs";
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
