import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  runWord
} from "./chunk-POIZZNC2.mjs";
import "./chunk-7TSZOK4U.mjs";
import "./chunk-6WJMTO7E.mjs";
import {
  machinesNamed
} from "./chunk-5NLN3KYR.mjs";
import {
  eventsOf,
  ledgerOf,
  reasonOf,
  rolloutNamed,
  speak,
  wordOf
} from "./chunk-H7HO4AJO.mjs";
import {
  resumeByHand
} from "./chunk-OUSKIOUY.mjs";
import "./chunk-4XMGTGWN.mjs";
import "./chunk-3GQ3EVV5.mjs";
import "./chunk-OBB7QQIU.mjs";
import "./chunk-TAF734CL.mjs";
import "./chunk-476IK3WP.mjs";
import {
  readPolicy
} from "./chunk-NLKHRGRC.mjs";
import "./chunk-5QAGAHIE.mjs";
import "./chunk-MD5H4CP7.mjs";
import "./chunk-MWCIW3DD.mjs";
import {
  defineCommand
} from "./chunk-VTDDW2ZJ.mjs";
import "./chunk-TWOKD2OS.mjs";
import "./chunk-BFN7U65A.mjs";
import "./chunk-LXU6DZ4O.mjs";
import "./chunk-KMWU4VL2.mjs";
import "./chunk-DOMBGGQA.mjs";
import "./chunk-27QUBKCO.mjs";
import "./chunk-UKKG4IJ5.mjs";
import "./chunk-QELDCA7O.mjs";
import {
  stillHidden
} from "./chunk-7DXEQ242.mjs";
import "./chunk-P34WXSGP.mjs";
import "./chunk-J4VYRSPQ.mjs";
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
import {
  count,
  listText
} from "./chunk-NLS6OPJM.mjs";
import "./chunk-SRSEICG6.mjs";
import "./chunk-6AWOICFL.mjs";
import "./chunk-2PFEKDEA.mjs";
import "./chunk-6W5MFQ47.mjs";
import "./chunk-6P7AVSSV.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/commands/resume.ts
var resume = defineCommand({
  name: "resume",
  summary: "Lifts a halt, or the hold on what was rolled back, with a reason.",
  help: `Failed machines are looked at again by their gates before anything new starts; --exclude takes machines out for good.
Gates of a service that were not green decide no more for that wave or ring; the others still do.
It starts nothing itself: the next apply goes on. After a rollback it shows the hidden updates again, on the machines,
and a later plan may have them; say it again for machines that did not answer.`,
  options: [
    {
      name: "exclude",
      kind: "text",
      value: "MACHINES",
      help: "Machines that leave this rollout, separated by commas."
    },
    { name: "rollout", kind: "text", value: "ID", help: "An earlier rollout that was rolled back; else the newest." }
  ],
  run: async (context) => {
    let { platform, options } = context, reason = reasonOf(options.reason, "resume"), ledger = ledgerOf(context), rollout = await rolloutNamed(ledger, options.rollout), { plan, state } = rollout, exclude = machinesNamed(plan, options.exclude, "--exclude"), word = wordOf(platform, rollout, reason), byHand = resumeByHand(plan, state, { ...word, exclude });
    if (state.phase === "undone" && eventsOf(byHand).length > 0) return lift(context, rollout, word.person, reason);
    let without = exclude.length === 0 ? "" : ` without ${exclude.join(", ")}`, said = state.phase === "undone" ? `RESUMED already: ${plan.rolloutId} by ${state.lifted?.person ?? ""}, ${state.lifted?.reason ?? ""}.` : `RESUMED${without}: ${plan.rolloutId} by ${word.person}, ${reason}.`;
    return speak({ context, ledger, rollout, byHand, said, mayBeLeft: !1 });
  }
});
async function lift(context, rollout, person, reason) {
  let { platform, options } = context, { plan, state } = rollout, loaded = await readPolicy(platform, options), owed = stillHidden(plan, state).length, words = eventsOf(resumeByHand(plan, state, { ...wordOf(platform, rollout, reason), exclude: [] })), { driven, ended } = await runWord({ context, loaded, ledger: ledgerOf(context), rollout, words });
  if (driven.standing.conclusion !== "rolled-back") return ended;
  let left = driven.standing.stillHidden, where = owed === 0 ? "nothing was hidden" : `shown again on ${owed - left.length} of ${count(owed, "machine")}`, still = left.length === 0 ? "" : `, STILL HIDDEN on ${listText(left, 20)}`, line = `RESUMED: what ${plan.rolloutId} rolled back may come again, by ${person}, ${reason}; ${where}${still}.`;
  return { ...ended, line, exitCode: left.length === 0 ? 0 : 1 };
}
export {
  resume
};
