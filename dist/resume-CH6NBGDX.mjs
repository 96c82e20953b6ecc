import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  machinesNamed
} from "./chunk-IYGH52FI.mjs";
import {
  resumeByHand
} from "./chunk-C65L7JUI.mjs";
import {
  ledgerOf,
  newestRollout,
  reasonOf,
  speak,
  wordOf
} from "./chunk-WAB22AJ3.mjs";
import "./chunk-SRU4YBSZ.mjs";
import "./chunk-SK56IBTD.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-YPCDP5RT.mjs";
import "./chunk-AEWPIWNJ.mjs";
import "./chunk-QQOE2T7O.mjs";
import "./chunk-TYV7JOSC.mjs";
import "./chunk-GLLEZQT2.mjs";
import "./chunk-G2UOGHNQ.mjs";
import "./chunk-J7R2PYIL.mjs";
import "./chunk-B3KDKBGD.mjs";
import {
  defineCommand
} from "./chunk-6NORBGKT.mjs";
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
