import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  inputNamed
} from "./chunk-CQR7YE5F.mjs";
import "./chunk-WM2PIBXO.mjs";
import {
  holdByHand
} from "./chunk-ZCWX7XEW.mjs";
import "./chunk-SW4IVINR.mjs";
import {
  ledgerOf,
  newestRollout,
  reasonOf,
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
import {
  kbSchema
} from "./chunk-Q5RBFROF.mjs";
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
