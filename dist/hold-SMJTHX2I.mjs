import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  holdByHand
} from "./chunk-HTW5JLCK.mjs";
import {
  ledgerOf,
  newestRollout,
  reasonOf,
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
