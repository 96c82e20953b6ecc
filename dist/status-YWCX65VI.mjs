import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ledgerOf,
  newestRollout
} from "./chunk-V4UOZEBZ.mjs";
import {
  closingOf
} from "./chunk-H35XUBMR.mjs";
import {
  invocationOf
} from "./chunk-UAUUM42M.mjs";
import "./chunk-E7HNGVPZ.mjs";
import "./chunk-VPMGHESD.mjs";
import "./chunk-UBGHUTNP.mjs";
import {
  pathFrom
} from "./chunk-GLLEZQT2.mjs";
import "./chunk-LKYWQMEB.mjs";
import {
  defineCommand
} from "./chunk-QBFGOGA2.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-UDAG76DN.mjs";
import "./chunk-ZD3ILFP4.mjs";
import "./chunk-EJQNZCKZ.mjs";
import {
  conclusionOf
} from "./chunk-WN26GGQT.mjs";
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

// src/commands/status.ts
var status = defineCommand({
  name: "status",
  summary: "Says where the rollout stands, from the journal alone.",
  help: "It touches no machine, takes no lock and changes nothing. The exit code is that of the rollout: 3 while it is halted.",
  options: [],
  run: async (context) => {
    const { platform, options } = context;
    const ledger = ledgerOf(context);
    const { plan, state, events } = await newestRollout(ledger);
    const now = Math.max(Date.now(), state.lastAt);
    const standing = conclusionOf(plan, state, now);
    return closingOf({
      platform,
      story: { plan, state, events, standing, now },
      invocation: invocationOf(platform, options),
      reportDirectory: options["report-dir"] === void 0 ? void 0 : pathFrom(platform, options["report-dir"]),
      journal: ledger.place,
      journalText: () => ledger.text(plan.rolloutId)
    });
  }
});
export {
  status
};
