import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  inputNamed
} from "./chunk-AUNH5QV2.mjs";
import "./chunk-QEDCSHHC.mjs";
import {
  holdByHand
} from "./chunk-KB2ZYOC4.mjs";
import "./chunk-RL2B7EDN.mjs";
import {
  ledgerOf,
  newestRollout,
  reasonOf,
  speak,
  wordOf
} from "./chunk-V5DVG5ZZ.mjs";
import "./chunk-INW76CCQ.mjs";
import "./chunk-YPCDP5RT.mjs";
import "./chunk-U62J64QV.mjs";
import "./chunk-CXE7NPVI.mjs";
import "./chunk-VIFFQMSO.mjs";
import "./chunk-PY7D4CC5.mjs";
import "./chunk-GLLEZQT2.mjs";
import "./chunk-KZS5EEIY.mjs";
import "./chunk-HMCZYYEH.mjs";
import "./chunk-XVPIN6TN.mjs";
import {
  defineCommand
} from "./chunk-FSVWRNAM.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-XPSE23RX.mjs";
import {
  kbSchema
} from "./chunk-7RZ2WNBB.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-B3KDKBGD.mjs";
import "./chunk-GAYTRG3Q.mjs";
import "./chunk-VRHQCL4A.mjs";
import "./chunk-J6PHOW76.mjs";
import "./chunk-JR7POCLW.mjs";
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
