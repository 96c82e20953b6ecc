import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  holdByHand
} from "./chunk-XZC56I32.mjs";
import "./chunk-U44XYUCI.mjs";
import {
  ledgerOf,
  newestRollout,
  reasonOf,
  speak,
  wordOf
} from "./chunk-ZYJMTK4I.mjs";
import "./chunk-BGX56M3K.mjs";
import "./chunk-XRVVYWCZ.mjs";
import "./chunk-YPCDP5RT.mjs";
import "./chunk-B3V6V6KF.mjs";
import {
  inputNamed
} from "./chunk-ZE6CCUEC.mjs";
import "./chunk-WTMXNYLT.mjs";
import "./chunk-QQOE2T7O.mjs";
import "./chunk-AALNYEKC.mjs";
import "./chunk-QI4JYQQ3.mjs";
import "./chunk-GLLEZQT2.mjs";
import "./chunk-NN2UYLMG.mjs";
import {
  kbSchema
} from "./chunk-27BWUHB6.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-B3KDKBGD.mjs";
import {
  defineCommand
} from "./chunk-RRQNMEP6.mjs";
import "./chunk-U5FIX2DK.mjs";
import "./chunk-BIJDAHLH.mjs";
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
