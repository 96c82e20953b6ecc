import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  machinesNamed
} from "./chunk-SBT5U657.mjs";
import {
  resumeByHand
} from "./chunk-ZCWX7XEW.mjs";
import "./chunk-SW4IVINR.mjs";
import {
  ledgerOf,
  newestRollout,
  reasonOf,
  speak,
  wordOf
} from "./chunk-CW6SDCW4.mjs";
import "./chunk-IVBRNUDS.mjs";
import "./chunk-DHUHBTJC.mjs";
import "./chunk-TJHCHC4T.mjs";
import "./chunk-TNQZHX2C.mjs";
import "./chunk-NW4RLPGO.mjs";
import "./chunk-VKMNW3N7.mjs";
import "./chunk-GLLEZQT2.mjs";
import "./chunk-4U3VXYZZ.mjs";
import "./chunk-5LE64ZIO.mjs";
import "./chunk-ZZW6LNXM.mjs";
import {
  defineCommand
} from "./chunk-Z22MDKOZ.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-UU6PRGNV.mjs";
import "./chunk-Q5RBFROF.mjs";
import "./chunk-B3KDKBGD.mjs";
import "./chunk-N6SR45ZS.mjs";
import "./chunk-STRHDUYB.mjs";
import "./chunk-UJPHW423.mjs";
import "./chunk-LYJQU3IU.mjs";
import "./chunk-4RBZO4HP.mjs";
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
