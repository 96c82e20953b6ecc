import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  holdByHand
} from "./chunk-53L3QYR7.mjs";
import {
  ledgerOf,
  newestRollout,
  reasonOf,
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
