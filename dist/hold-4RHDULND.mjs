import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  holdByHand
} from "./chunk-C65L7JUI.mjs";
import {
  ledgerOf,
  newestRollout,
  reasonOf,
  speak,
  wordOf
} from "./chunk-WAB22AJ3.mjs";
import "./chunk-SRU4YBSZ.mjs";
import "./chunk-SK56IBTD.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-YPCDP5RT.mjs";
import "./chunk-AEWPIWNJ.mjs";
import {
  inputNamed
} from "./chunk-U2XTSPQ7.mjs";
import "./chunk-AN2URLWR.mjs";
import "./chunk-QQOE2T7O.mjs";
import "./chunk-TYV7JOSC.mjs";
import "./chunk-GLLEZQT2.mjs";
import "./chunk-G2UOGHNQ.mjs";
import {
  kbSchema
} from "./chunk-J7R2PYIL.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-B3KDKBGD.mjs";
import {
  defineCommand
} from "./chunk-6NORBGKT.mjs";
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
