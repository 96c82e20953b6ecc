import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ledgerOf,
  newestRollout
} from "./chunk-CW6SDCW4.mjs";
import {
  closingOf,
  conclusionOf
} from "./chunk-IVBRNUDS.mjs";
import {
  invocationOf
} from "./chunk-DHUHBTJC.mjs";
import "./chunk-TJHCHC4T.mjs";
import "./chunk-TNQZHX2C.mjs";
import "./chunk-NW4RLPGO.mjs";
import "./chunk-VKMNW3N7.mjs";
import {
  pathFrom
} from "./chunk-GLLEZQT2.mjs";
import "./chunk-4U3VXYZZ.mjs";
import "./chunk-5LE64ZIO.mjs";
import "./chunk-ZZW6LNXM.mjs";
import {
  defineCommand
} from "./chunk-Z22MDKOZ.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-UU6PRGNV.mjs";
import "./chunk-Q5RBFROF.mjs";
import "./chunk-B3KDKBGD.mjs";
import "./chunk-N6SR45ZS.mjs";
import "./chunk-STRHDUYB.mjs";
import "./chunk-UJPHW423.mjs";
import "./chunk-LYJQU3IU.mjs";
import "./chunk-4RBZO4HP.mjs";
import "./chunk-ZGQCO4CM.mjs";
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
