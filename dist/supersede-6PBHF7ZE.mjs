import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  supersedeByHand
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

// src/commands/supersede.ts
var supersede = defineCommand({
  name: "supersede",
  summary: "Closes an open rollout for good, so that another may begin.",
  help: "Nothing is undone and nothing goes on: machines that have the update keep it. It touches no machine.\nIt is refused while a machine is being changed, waits for its restart, or is being rolled back.",
  options: [],
  run: async (context) => {
    const { platform, options } = context;
    const reason = reasonOf(options.reason, "supersede");
    const ledger = ledgerOf(context);
    const rollout = await newestRollout(ledger);
    const { plan, state } = rollout;
    const word = wordOf(platform, rollout, reason);
    const known = state.superseded;
    const said = known === null ? `SUPERSEDED: ${plan.rolloutId} by ${word.person}, ${reason}.` : `SUPERSEDED already: ${plan.rolloutId} by ${known.person}, ${known.reason}.`;
    return speak({ context, ledger, rollout, byHand: supersedeByHand(plan, state, word), said, mayBeLeft: false });
  }
});
export {
  supersede
};
