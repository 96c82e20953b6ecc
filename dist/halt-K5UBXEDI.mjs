import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  haltByHand
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
import "./chunk-FYBWLZPH.mjs";
import "./chunk-DTMQ62EV.mjs";
import "./chunk-YTFYII6Q.mjs";
import "./chunk-C4KSEYTN.mjs";
import "./chunk-JARS6VOI.mjs";
import "./chunk-UXZ6BDMA.mjs";
import "./chunk-UY47VAXF.mjs";
import "./chunk-AYWG556Y.mjs";
import "./chunk-DIBE7RQS.mjs";
import "./chunk-TTRE5NRQ.mjs";
import "./chunk-S3EIUCK2.mjs";
import "./chunk-653LTDSJ.mjs";
import "./chunk-JMNUFN4O.mjs";
import "./chunk-2IZRUMOZ.mjs";
import "./chunk-YJTZBR5B.mjs";
import "./chunk-BZIO6GYC.mjs";
import "./chunk-4RBZO4HP.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/commands/halt.ts
var halt = defineCommand({
  name: "halt",
  summary: "Stops the rollout until a person resumes it.",
  help: "Nothing forward starts after it. Running installs finish; machines that wait for a restart are not restarted, but listed.\nIt works while a run is going on: that run takes it at its next turn. It exits 0 when the halt is written down.",
  options: [],
  run: async (context) => {
    const { platform, options } = context;
    const reason = reasonOf(options.reason, "halt");
    const ledger = ledgerOf(context);
    const rollout = await newestRollout(ledger);
    const { plan, state } = rollout;
    const word = wordOf(platform, rollout, reason);
    const said = state.phase === "running" ? `HALTED: ${plan.rolloutId} by ${word.person}, ${reason}.` : `HALTED already: ${plan.rolloutId}; the first reason stands, ${state.halt?.reason ?? state.undo?.reason ?? ""}.`;
    return speak({ context, ledger, rollout, byHand: haltByHand(plan, state, word), said, mayBeLeft: true });
  }
});
export {
  halt
};
