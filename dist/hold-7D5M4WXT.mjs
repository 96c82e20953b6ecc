import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  inputNamed
} from "./chunk-7AMDAUVL.mjs";
import "./chunk-MT46STYP.mjs";
import {
  holdByHand
} from "./chunk-EGVWVFLR.mjs";
import "./chunk-SQSCNEDL.mjs";
import {
  ledgerOf,
  newestRollout,
  reasonOf,
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
import {
  kbSchema
} from "./chunk-QZ7PIU65.mjs";
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
