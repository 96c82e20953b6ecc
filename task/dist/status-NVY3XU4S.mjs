import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ledgerOf,
  newestRollout
} from "./chunk-ZZ3CCARE.mjs";
import {
  closingOf,
  conclusionOf,
  invocationOf
} from "./chunk-ZDGXWFU4.mjs";
import "./chunk-KSLEJGT2.mjs";
import {
  pathFrom
} from "./chunk-K25K47YR.mjs";
import "./chunk-WFHI6VSF.mjs";
import {
  defineCommand
} from "./chunk-MFRLOWS7.mjs";
import "./chunk-JW5IT2NY.mjs";
import "./chunk-B3KDKBGD.mjs";
import "./chunk-U5FIX2DK.mjs";
import "./chunk-S2NFD6IE.mjs";
import "./chunk-7DNNZ33R.mjs";
import "./chunk-R4JUHN2B.mjs";
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
