import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ledgerOf,
  newestRollout
} from "./chunk-U7JCG4SV.mjs";
import {
  closingOf
} from "./chunk-SEPOLCMH.mjs";
import {
  invocationOf
} from "./chunk-F2XWCN4X.mjs";
import "./chunk-A5ACPZ7K.mjs";
import "./chunk-VPMGHESD.mjs";
import "./chunk-UBGHUTNP.mjs";
import {
  pathFrom
} from "./chunk-GLLEZQT2.mjs";
import "./chunk-66TYMQDU.mjs";
import {
  defineCommand
} from "./chunk-BME5XYOK.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-5QDDT2X2.mjs";
import "./chunk-ZD3ILFP4.mjs";
import "./chunk-EJQNZCKZ.mjs";
import {
  conclusionOf
} from "./chunk-BYMRK66O.mjs";
import "./chunk-TTS7WXFA.mjs";
import "./chunk-TDLDLRS5.mjs";
import "./chunk-UEQSAXWM.mjs";
import "./chunk-YABSNDRW.mjs";
import "./chunk-OHBZUK7Y.mjs";
import "./chunk-UXZ6BDMA.mjs";
import "./chunk-3OX7K3W2.mjs";
import "./chunk-AYWG556Y.mjs";
import "./chunk-DIBE7RQS.mjs";
import "./chunk-QPQHW2M6.mjs";
import "./chunk-EPZ5XYGR.mjs";
import "./chunk-653LTDSJ.mjs";
import "./chunk-JEU74M5K.mjs";
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
