import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  resumeByHand
} from "./chunk-XKVAUC7Y.mjs";
import "./chunk-OY7CJGOM.mjs";
import {
  machinesNamed
} from "./chunk-IYGH52FI.mjs";
import {
  ledgerOf,
  newestRollout,
  reasonOf,
  speak,
  wordOf
} from "./chunk-5ZLUEZDQ.mjs";
import "./chunk-MLXVCSRR.mjs";
import "./chunk-XRVVYWCZ.mjs";
import "./chunk-YPCDP5RT.mjs";
import "./chunk-MM5NNHZY.mjs";
import "./chunk-QQOE2T7O.mjs";
import "./chunk-LOW7FANF.mjs";
import "./chunk-GLLEZQT2.mjs";
import "./chunk-AN4A4RPE.mjs";
import "./chunk-ZWRIURN5.mjs";
import "./chunk-B3KDKBGD.mjs";
import {
  defineCommand
} from "./chunk-PLS6T6U4.mjs";
import "./chunk-U5FIX2DK.mjs";
import "./chunk-BIJDAHLH.mjs";
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
