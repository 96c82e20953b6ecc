import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  machinesNamed
} from "./chunk-DWREESJP.mjs";
import {
  resumeByHand
} from "./chunk-EGVWVFLR.mjs";
import "./chunk-SQSCNEDL.mjs";
import {
  ledgerOf,
  newestRollout,
  reasonOf,
  speak,
  wordOf
} from "./chunk-VE36GSUI.mjs";
import "./chunk-FGMP7I5Q.mjs";
import "./chunk-DLVBX4EG.mjs";
import "./chunk-OLNGW7I4.mjs";
import "./chunk-MALP74WL.mjs";
import "./chunk-VIFFQMSO.mjs";
import "./chunk-JOZ4VJI2.mjs";
import "./chunk-GLLEZQT2.mjs";
import "./chunk-JCWGOCA5.mjs";
import "./chunk-TKJ54VLA.mjs";
import "./chunk-5I27BGGL.mjs";
import {
  defineCommand
} from "./chunk-ECFUGFTQ.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-BGXNSTAC.mjs";
import "./chunk-QZ7PIU65.mjs";
import "./chunk-B3KDKBGD.mjs";
import "./chunk-RQEAIB2F.mjs";
import "./chunk-HSBJKZLN.mjs";
import "./chunk-2U4XPLRP.mjs";
import "./chunk-FHIB37I5.mjs";
import "./chunk-ZGQCO4CM.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/commands/resume.ts
var resume = defineCommand({
  name: "resume",
  summary: "Lifts a halt, with a reason.",
  help: "Failed machines are looked at again by their gates before anything new starts; --exclude takes machines out for good.\nIt starts nothing itself: the next apply goes on.",
  options: [
    {
      name: "exclude",
      kind: "text",
      value: "MACHINES",
      help: "Machines that leave this rollout, separated by commas."
    }
  ],
  run: async (context) => {
    const { platform, options } = context;
    const reason = reasonOf(options.reason, "resume");
    const ledger = ledgerOf(context);
    const rollout = await newestRollout(ledger);
    const { plan, state } = rollout;
    const exclude = machinesNamed(plan, options.exclude, "--exclude");
    const word = wordOf(platform, rollout, reason);
    const without = exclude.length === 0 ? "" : ` without ${exclude.join(", ")}`;
    const said = `RESUMED${without}: ${plan.rolloutId} by ${word.person}, ${reason}.`;
    const byHand = resumeByHand(plan, state, { ...word, exclude });
    return speak({ context, ledger, rollout, byHand, said, mayBeLeft: false });
  }
});
export {
  resume
};
