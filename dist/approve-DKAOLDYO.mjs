import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  approveByHand
} from "./chunk-53L3QYR7.mjs";
import {
  ringNamed
} from "./chunk-NTSGJ34A.mjs";
import {
  ledgerOf,
  newestRollout,
  speak,
  wordOf
} from "./chunk-3SY65BKR.mjs";
import "./chunk-QQS42J4O.mjs";
import "./chunk-TQX72W37.mjs";
import "./chunk-WA27GRP6.mjs";
import "./chunk-VPMGHESD.mjs";
import {
  inputNamed
} from "./chunk-VEJYNJIY.mjs";
import "./chunk-UBGHUTNP.mjs";
import "./chunk-GLLEZQT2.mjs";
import "./chunk-XG4EGFY7.mjs";
import {
  defineCommand
} from "./chunk-J3GBBVIQ.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-5NH5M7DG.mjs";
import "./chunk-ZD3ILFP4.mjs";
import "./chunk-EJQNZCKZ.mjs";
import "./chunk-4JWKCG6H.mjs";
import "./chunk-42CUXDJU.mjs";
import "./chunk-K52VPBHF.mjs";
import "./chunk-7VVDCJX4.mjs";
import "./chunk-FYBWLZPH.mjs";
import "./chunk-DTMQ62EV.mjs";
import "./chunk-YTFYII6Q.mjs";
import "./chunk-C4KSEYTN.mjs";
import "./chunk-JARS6VOI.mjs";
import "./chunk-UXZ6BDMA.mjs";
import "./chunk-UY47VAXF.mjs";
import "./chunk-AYWG556Y.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-DIBE7RQS.mjs";
import "./chunk-TTRE5NRQ.mjs";
import "./chunk-S3EIUCK2.mjs";
import "./chunk-653LTDSJ.mjs";
import "./chunk-JMNUFN4O.mjs";
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
