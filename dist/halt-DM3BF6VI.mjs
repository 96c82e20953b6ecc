import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  haltByHand
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
import "./chunk-SHTYDKHK.mjs";
import "./chunk-BTY43RZN.mjs";
import "./chunk-T7SNZIFO.mjs";
import "./chunk-2J75PF6H.mjs";
import "./chunk-GHJWI5MP.mjs";
import "./chunk-UXZ6BDMA.mjs";
import "./chunk-3OX7K3W2.mjs";
import "./chunk-AYWG556Y.mjs";
import "./chunk-DIBE7RQS.mjs";
import "./chunk-QPQHW2M6.mjs";
import "./chunk-EPZ5XYGR.mjs";
import "./chunk-653LTDSJ.mjs";
import "./chunk-JEU74M5K.mjs";
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
