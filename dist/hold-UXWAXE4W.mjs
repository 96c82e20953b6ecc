import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  holdByHand
} from "./chunk-B6LMVEDZ.mjs";
import {
  ledgerOf,
  newestRollout,
  reasonOf,
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
import {
  kbSchema
} from "./chunk-BZIO6GYC.mjs";
import "./chunk-4RBZO4HP.mjs";
import "./chunk-BOR2QMVO.mjs";

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
    const { platform, options } = context;
    const reason = reasonOf(options.reason, "hold");
    const kb = kbOf(options.kb);
    const ledger = ledgerOf(context);
    const rollout = await newestRollout(ledger);
    const word = wordOf(platform, rollout, reason);
    const byHand = holdByHand(rollout.plan, rollout.state, { ...word, kb });
    const said = `HELD from now on: ${kb}, by ${word.person}, ${reason}.`;
    return speak({ context, ledger, rollout, byHand, said, mayBeLeft: true });
  }
});
function kbOf(written) {
  const kb = kbSchema.safeParse(written?.toUpperCase());
  if (kb.success) return kb.data;
  const code = written === void 0 ? "ARGUMENT_MISSING" : "ARGUMENT_INVALID";
  throw new FailureError([
    failureOf(code, "hold needs the KB of the update, with its letters.", {
      next: 'patchring hold --kb KB5070881 --reason "…"'
    })
  ]);
}
export {
  hold
};
