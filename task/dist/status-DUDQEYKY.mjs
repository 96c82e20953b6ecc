import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ledgerOf,
  newestRollout
} from "./chunk-ZYJMTK4I.mjs";
import {
  closingOf,
  conclusionOf
} from "./chunk-BGX56M3K.mjs";
import "./chunk-XRVVYWCZ.mjs";
import {
  invocationOf
} from "./chunk-YPCDP5RT.mjs";
import "./chunk-B3V6V6KF.mjs";
import "./chunk-QQOE2T7O.mjs";
import "./chunk-AALNYEKC.mjs";
import {
  pathFrom
} from "./chunk-GLLEZQT2.mjs";
import "./chunk-NN2UYLMG.mjs";
import "./chunk-27BWUHB6.mjs";
import "./chunk-B3KDKBGD.mjs";
import {
  defineCommand
} from "./chunk-RRQNMEP6.mjs";
import "./chunk-U5FIX2DK.mjs";
import "./chunk-BIJDAHLH.mjs";
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
