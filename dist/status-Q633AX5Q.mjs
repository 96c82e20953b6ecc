import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ledgerOf,
  newestRollout
} from "./chunk-V5DVG5ZZ.mjs";
import {
  closingOf,
  conclusionOf
} from "./chunk-INW76CCQ.mjs";
import {
  invocationOf
} from "./chunk-YPCDP5RT.mjs";
import "./chunk-U62J64QV.mjs";
import "./chunk-CXE7NPVI.mjs";
import "./chunk-VIFFQMSO.mjs";
import "./chunk-PY7D4CC5.mjs";
import {
  pathFrom
} from "./chunk-GLLEZQT2.mjs";
import "./chunk-KZS5EEIY.mjs";
import "./chunk-HMCZYYEH.mjs";
import "./chunk-XVPIN6TN.mjs";
import {
  defineCommand
} from "./chunk-FSVWRNAM.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-XPSE23RX.mjs";
import "./chunk-7RZ2WNBB.mjs";
import "./chunk-B3KDKBGD.mjs";
import "./chunk-GAYTRG3Q.mjs";
import "./chunk-VRHQCL4A.mjs";
import "./chunk-J6PHOW76.mjs";
import "./chunk-JR7POCLW.mjs";
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
