import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  claimLines,
  claimRows,
  ledgerOf,
  newestRollout
} from "./chunk-H7HO4AJO.mjs";
import {
  closingOf
} from "./chunk-4XMGTGWN.mjs";
import {
  invocationOf
} from "./chunk-3GQ3EVV5.mjs";
import "./chunk-TAF734CL.mjs";
import "./chunk-476IK3WP.mjs";
import "./chunk-5QAGAHIE.mjs";
import {
  pathFrom
} from "./chunk-MD5H4CP7.mjs";
import "./chunk-MWCIW3DD.mjs";
import {
  defineCommand
} from "./chunk-VTDDW2ZJ.mjs";
import "./chunk-TWOKD2OS.mjs";
import "./chunk-BFN7U65A.mjs";
import "./chunk-LXU6DZ4O.mjs";
import "./chunk-KMWU4VL2.mjs";
import {
  conclusionOf
} from "./chunk-7DXEQ242.mjs";
import "./chunk-DOMUFUHT.mjs";
import "./chunk-NLDZ6FPW.mjs";
import "./chunk-XOZ2M7R3.mjs";
import "./chunk-ZYVX2BHV.mjs";
import "./chunk-Q7CNT2VP.mjs";
import "./chunk-XWM6LM3U.mjs";
import "./chunk-NY5E6FMM.mjs";
import "./chunk-7P4UPFSA.mjs";
import "./chunk-4EJNWNDX.mjs";
import "./chunk-6UUSL6FY.mjs";
import "./chunk-IMDTDMIN.mjs";
import "./chunk-NLS6OPJM.mjs";
import "./chunk-SRSEICG6.mjs";
import "./chunk-6AWOICFL.mjs";
import "./chunk-2PFEKDEA.mjs";
import "./chunk-6W5MFQ47.mjs";
import "./chunk-6P7AVSSV.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/commands/status.ts
var status = defineCommand({
  name: "status",
  summary: "Says where the rollout stands, from the journal alone.",
  help: "It touches no machine, takes no lock and changes nothing. The exit code is that of the rollout: 3 while it is halted.",
  options: [],
  run: async (context) => {
    let { platform, options } = context, ledger = ledgerOf(context), { plan, state, events } = await newestRollout(ledger), now = Math.max(Date.now(), state.lastAt), standing = conclusionOf(plan, state, now), claims = await ledger.claims(plan.rolloutId), closing = await closingOf({
      platform,
      story: { plan, state, events, standing, now },
      invocation: invocationOf(platform, options),
      reportDirectory: options["report-dir"] === void 0 ? void 0 : pathFrom(platform, options["report-dir"]),
      journal: ledger.place,
      journalText: () => ledger.text(plan.rolloutId)
    }), runs = claims.length === 0 ? {} : { runs: claimRows(claims) };
    return {
      ...closing,
      details: [...claimLines(claims, Date.now()), ...closing.details ?? []],
      result: { ...closing.result, ...runs }
    };
  }
});
export {
  status
};
