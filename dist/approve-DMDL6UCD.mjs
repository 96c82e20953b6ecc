import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  approveByHand
} from "./chunk-HTW5JLCK.mjs";
import {
  ringNamed
} from "./chunk-O4AHDH4D.mjs";
import {
  ledgerOf,
  newestRollout,
  speak,
  wordOf
} from "./chunk-V4UOZEBZ.mjs";
import "./chunk-H35XUBMR.mjs";
import "./chunk-UAUUM42M.mjs";
import "./chunk-E7HNGVPZ.mjs";
import "./chunk-VPMGHESD.mjs";
import {
  inputNamed
} from "./chunk-PPZUKW4F.mjs";
import "./chunk-UBGHUTNP.mjs";
import "./chunk-GLLEZQT2.mjs";
import "./chunk-LKYWQMEB.mjs";
import {
  defineCommand
} from "./chunk-QBFGOGA2.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-UDAG76DN.mjs";
import "./chunk-ZD3ILFP4.mjs";
import "./chunk-EJQNZCKZ.mjs";
import "./chunk-QM35LPW6.mjs";
import "./chunk-WN26GGQT.mjs";
import "./chunk-VDCT4QIR.mjs";
import "./chunk-MQG2C5FY.mjs";
import "./chunk-CAN3HVZE.mjs";
import "./chunk-YZGO6G4J.mjs";
import "./chunk-HUNKMHL2.mjs";
import "./chunk-67JJKAKP.mjs";
import "./chunk-RWHJPF2S.mjs";
import "./chunk-6JRLLFLI.mjs";
import "./chunk-AYWG556Y.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-DIBE7RQS.mjs";
import "./chunk-EJAGC3TQ.mjs";
import "./chunk-MEOV3FB3.mjs";
import "./chunk-653LTDSJ.mjs";
import "./chunk-5CU3GHNZ.mjs";
import "./chunk-2IZRUMOZ.mjs";
import "./chunk-YJTZBR5B.mjs";
import "./chunk-BZIO6GYC.mjs";
import "./chunk-4RBZO4HP.mjs";
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
