import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  claimLines,
  ledgerOf,
  newestRollout
} from "./chunk-3SY65BKR.mjs";
import {
  closingOf
} from "./chunk-QQS42J4O.mjs";
import {
  invocationOf
} from "./chunk-TQX72W37.mjs";
import "./chunk-WA27GRP6.mjs";
import "./chunk-VPMGHESD.mjs";
import "./chunk-UBGHUTNP.mjs";
import {
  pathFrom
} from "./chunk-GLLEZQT2.mjs";
import "./chunk-XG4EGFY7.mjs";
import {
  defineCommand
} from "./chunk-J3GBBVIQ.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-5NH5M7DG.mjs";
import "./chunk-ZD3ILFP4.mjs";
import "./chunk-EJQNZCKZ.mjs";
import {
  conclusionOf
} from "./chunk-42CUXDJU.mjs";
import "./chunk-FYBWLZPH.mjs";
import "./chunk-DTMQ62EV.mjs";
import "./chunk-YTFYII6Q.mjs";
import "./chunk-C4KSEYTN.mjs";
import "./chunk-JARS6VOI.mjs";
import "./chunk-UXZ6BDMA.mjs";
import "./chunk-UY47VAXF.mjs";
import "./chunk-AYWG556Y.mjs";
import "./chunk-DIBE7RQS.mjs";
import "./chunk-TTRE5NRQ.mjs";
import "./chunk-S3EIUCK2.mjs";
import "./chunk-653LTDSJ.mjs";
import "./chunk-JMNUFN4O.mjs";
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
    const lines = claimLines(await ledger.claims(plan.rolloutId), Date.now());
    const closing = await closingOf({
      platform,
      story: { plan, state, events, standing, now },
      invocation: invocationOf(platform, options),
      reportDirectory: options["report-dir"] === void 0 ? void 0 : pathFrom(platform, options["report-dir"]),
      journal: ledger.place,
      journalText: () => ledger.text(plan.rolloutId)
    });
    return { ...closing, details: [...lines, ...closing.details ?? []] };
  }
});
export {
  status
};
