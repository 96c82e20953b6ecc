import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  holdByHand
} from "./chunk-XKVAUC7Y.mjs";
import "./chunk-OY7CJGOM.mjs";
import {
  ledgerOf,
  newestRollout,
  reasonOf,
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
import {
  kbSchema
} from "./chunk-ZWRIURN5.mjs";
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
