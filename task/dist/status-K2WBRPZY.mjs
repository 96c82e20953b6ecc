import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ledgerOf,
  newestRollout
} from "./chunk-4NYQDMYY.mjs";
import {
  closingOf,
  conclusionOf,
  invocationOf
} from "./chunk-VFA2WTHZ.mjs";
import "./chunk-KT5Z2WRI.mjs";
import {
  pathFrom
} from "./chunk-KWA367MS.mjs";
import "./chunk-B3T2PR5T.mjs";
import {
  defineCommand
} from "./chunk-74BHZ2JK.mjs";
import "./chunk-5B747VHN.mjs";
import "./chunk-B3KDKBGD.mjs";
import "./chunk-U5FIX2DK.mjs";
import "./chunk-4OCETIWU.mjs";
import "./chunk-DJVGZ4GF.mjs";
import "./chunk-BIJDAHLH.mjs";
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
