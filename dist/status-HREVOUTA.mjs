import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ledgerOf,
  newestRollout
} from "./chunk-WAB22AJ3.mjs";
import {
  closingOf,
  conclusionOf
} from "./chunk-SK56IBTD.mjs";
import "./chunk-J3RMWZXU.mjs";
import {
  invocationOf
} from "./chunk-YPCDP5RT.mjs";
import "./chunk-AEWPIWNJ.mjs";
import "./chunk-QQOE2T7O.mjs";
import "./chunk-TYV7JOSC.mjs";
import {
  pathFrom
} from "./chunk-GLLEZQT2.mjs";
import "./chunk-G2UOGHNQ.mjs";
import "./chunk-J7R2PYIL.mjs";
import "./chunk-B3KDKBGD.mjs";
import {
  defineCommand
} from "./chunk-6NORBGKT.mjs";
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
