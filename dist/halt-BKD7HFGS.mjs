import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  haltByHand
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
import "./chunk-CAN3HVZE.mjs";
import "./chunk-YZGO6G4J.mjs";
import "./chunk-HUNKMHL2.mjs";
import "./chunk-67JJKAKP.mjs";
import "./chunk-RWHJPF2S.mjs";
import "./chunk-6JRLLFLI.mjs";
import "./chunk-AYWG556Y.mjs";
import "./chunk-DIBE7RQS.mjs";
import "./chunk-EJAGC3TQ.mjs";
import "./chunk-MEOV3FB3.mjs";
import "./chunk-653LTDSJ.mjs";
import "./chunk-5CU3GHNZ.mjs";
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
