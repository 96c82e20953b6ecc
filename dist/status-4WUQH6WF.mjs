import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ledgerOf,
  newestRollout
} from "./chunk-YAHIUBVT.mjs";
import {
  closingOf,
  conclusionOf
} from "./chunk-RA6O2ANQ.mjs";
import "./chunk-J3RMWZXU.mjs";
import {
  invocationOf
} from "./chunk-YPCDP5RT.mjs";
import "./chunk-BXO2JREW.mjs";
import "./chunk-QQOE2T7O.mjs";
import "./chunk-6O4ENXPK.mjs";
import {
  pathFrom
} from "./chunk-GLLEZQT2.mjs";
import "./chunk-PVZU6NR2.mjs";
import "./chunk-QDIVMT7L.mjs";
import "./chunk-B3KDKBGD.mjs";
import {
  defineCommand
} from "./chunk-RA2W3O54.mjs";
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
