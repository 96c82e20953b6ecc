import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  approveByHand
} from "./chunk-B6LMVEDZ.mjs";
import {
  ringNamed
} from "./chunk-X7ZHBVW5.mjs";
import {
  ledgerOf,
  newestRollout,
  speak,
  wordOf
} from "./chunk-KRE53USK.mjs";
import "./chunk-ZDTAPZRB.mjs";
import "./chunk-O6RWG6U5.mjs";
import "./chunk-6VZ2SA5V.mjs";
import "./chunk-VPMGHESD.mjs";
import {
  inputNamed
} from "./chunk-Q7U6SGXR.mjs";
import "./chunk-UBGHUTNP.mjs";
import "./chunk-GLLEZQT2.mjs";
import "./chunk-NSEPGH72.mjs";
import {
  defineCommand
} from "./chunk-MO4KXCOR.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-5QDDT2X2.mjs";
import "./chunk-ZD3ILFP4.mjs";
import "./chunk-EJQNZCKZ.mjs";
import "./chunk-MJ45HFWJ.mjs";
import "./chunk-VESUVO5O.mjs";
import "./chunk-2GFG23GU.mjs";
import "./chunk-SAFYV5R4.mjs";
import "./chunk-SHTYDKHK.mjs";
import "./chunk-BTY43RZN.mjs";
import "./chunk-T7SNZIFO.mjs";
import "./chunk-2J75PF6H.mjs";
import "./chunk-GHJWI5MP.mjs";
import "./chunk-UXZ6BDMA.mjs";
import "./chunk-3OX7K3W2.mjs";
import "./chunk-AYWG556Y.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-DIBE7RQS.mjs";
import "./chunk-QPQHW2M6.mjs";
import "./chunk-EPZ5XYGR.mjs";
import "./chunk-653LTDSJ.mjs";
import "./chunk-JEU74M5K.mjs";
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
