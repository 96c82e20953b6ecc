import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  machinesNamed
} from "./chunk-EEUZ5RXB.mjs";
import {
  resumeByHand
} from "./chunk-KP74S4FF.mjs";
import {
  ledgerOf,
  newestRollout,
  reasonOf,
  speak,
  wordOf
} from "./chunk-ZZ3CCARE.mjs";
import "./chunk-GWX7FT4T.mjs";
import "./chunk-ZDGXWFU4.mjs";
import "./chunk-KSLEJGT2.mjs";
import "./chunk-K25K47YR.mjs";
import "./chunk-WFHI6VSF.mjs";
import {
  defineCommand
} from "./chunk-MFRLOWS7.mjs";
import "./chunk-JW5IT2NY.mjs";
import "./chunk-B3KDKBGD.mjs";
import "./chunk-U5FIX2DK.mjs";
import "./chunk-S2NFD6IE.mjs";
import "./chunk-7DNNZ33R.mjs";
import "./chunk-R4JUHN2B.mjs";
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
