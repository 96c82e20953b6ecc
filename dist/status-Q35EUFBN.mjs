import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ledgerOf,
  newestRollout
} from "./chunk-CAHRRE2T.mjs";
import {
  closingOf,
  conclusionOf
} from "./chunk-T42IBOKQ.mjs";
import "./chunk-J3RMWZXU.mjs";
import {
  invocationOf
} from "./chunk-YPCDP5RT.mjs";
import "./chunk-CJSW6VFU.mjs";
import "./chunk-QQOE2T7O.mjs";
import "./chunk-W2BBCTNW.mjs";
import {
  pathFrom
} from "./chunk-BR76LSJL.mjs";
import "./chunk-ZWQ6JML4.mjs";
import "./chunk-B3KDKBGD.mjs";
import {
  defineCommand
} from "./chunk-3SLL3APP.mjs";
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
      journal: ledger.place
    });
  }
});
export {
  status
};
