import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ledgerOf,
  newestRollout
} from "./chunk-VE36GSUI.mjs";
import {
  closingOf,
  conclusionOf
} from "./chunk-FGMP7I5Q.mjs";
import {
  invocationOf
} from "./chunk-DLVBX4EG.mjs";
import "./chunk-OLNGW7I4.mjs";
import "./chunk-MALP74WL.mjs";
import "./chunk-VIFFQMSO.mjs";
import "./chunk-JOZ4VJI2.mjs";
import {
  pathFrom
} from "./chunk-GLLEZQT2.mjs";
import "./chunk-JCWGOCA5.mjs";
import "./chunk-TKJ54VLA.mjs";
import "./chunk-5I27BGGL.mjs";
import {
  defineCommand
} from "./chunk-ECFUGFTQ.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-BGXNSTAC.mjs";
import "./chunk-QZ7PIU65.mjs";
import "./chunk-B3KDKBGD.mjs";
import "./chunk-RQEAIB2F.mjs";
import "./chunk-HSBJKZLN.mjs";
import "./chunk-2U4XPLRP.mjs";
import "./chunk-FHIB37I5.mjs";
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
