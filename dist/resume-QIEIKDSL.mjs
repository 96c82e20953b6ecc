import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  machinesNamed
} from "./chunk-IYGH52FI.mjs";
import {
  resumeByHand
} from "./chunk-KB2ZYOC4.mjs";
import "./chunk-RL2B7EDN.mjs";
import {
  ledgerOf,
  newestRollout,
  reasonOf,
  speak,
  wordOf
} from "./chunk-V5DVG5ZZ.mjs";
import "./chunk-INW76CCQ.mjs";
import "./chunk-YPCDP5RT.mjs";
import "./chunk-U62J64QV.mjs";
import "./chunk-CXE7NPVI.mjs";
import "./chunk-VIFFQMSO.mjs";
import "./chunk-PY7D4CC5.mjs";
import "./chunk-GLLEZQT2.mjs";
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
