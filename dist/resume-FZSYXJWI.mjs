import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  runWord
} from "./chunk-22S6V7LN.mjs";
import "./chunk-57RI5FVF.mjs";
import {
  resumeByHand
} from "./chunk-53L3QYR7.mjs";
import "./chunk-4LUUPOHG.mjs";
import {
  machinesNamed
} from "./chunk-NTSGJ34A.mjs";
import {
  eventsOf,
  ledgerOf,
  reasonOf,
  rolloutNamed,
  speak,
  wordOf
} from "./chunk-3SY65BKR.mjs";
import "./chunk-QQS42J4O.mjs";
import "./chunk-TQX72W37.mjs";
import "./chunk-4U4X5S6Q.mjs";
import "./chunk-WA27GRP6.mjs";
import "./chunk-VPMGHESD.mjs";
import {
  readPolicy
} from "./chunk-VEJYNJIY.mjs";
import "./chunk-UBGHUTNP.mjs";
import "./chunk-GLLEZQT2.mjs";
import "./chunk-XG4EGFY7.mjs";
import {
  defineCommand
} from "./chunk-J3GBBVIQ.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-5NH5M7DG.mjs";
import "./chunk-ZD3ILFP4.mjs";
import "./chunk-EJQNZCKZ.mjs";
import "./chunk-RHWP7GXC.mjs";
import "./chunk-Z7ODIS5N.mjs";
import "./chunk-4JWKCG6H.mjs";
import "./chunk-2M6OAKES.mjs";
import {
  stillHidden
} from "./chunk-42CUXDJU.mjs";
import "./chunk-K52VPBHF.mjs";
import "./chunk-7VVDCJX4.mjs";
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
import {
  count,
  listText
} from "./chunk-653LTDSJ.mjs";
import "./chunk-JMNUFN4O.mjs";
import "./chunk-2IZRUMOZ.mjs";
import "./chunk-YJTZBR5B.mjs";
import "./chunk-BZIO6GYC.mjs";
import "./chunk-4RBZO4HP.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/commands/resume.ts
var resume = defineCommand({
  name: "resume",
  summary: "Lifts a halt, or the hold on what was rolled back, with a reason.",
  help: "Failed machines are looked at again by their gates before anything new starts; --exclude takes machines out for good.\nGates of a service that were not green decide no more for that wave or ring; the others still do.\nIt starts nothing itself: the next apply goes on. After a rollback it shows the hidden updates again, on the machines,\nand a later plan may have them; say it again for machines that did not answer.",
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
    const { platform, options } = context;
    const reason = reasonOf(options.reason, "resume");
    const ledger = ledgerOf(context);
    const rollout = await rolloutNamed(ledger, options.rollout);
    const { plan, state } = rollout;
    const exclude = machinesNamed(plan, options.exclude, "--exclude");
    const word = wordOf(platform, rollout, reason);
    const byHand = resumeByHand(plan, state, { ...word, exclude });
    if (state.phase === "undone" && eventsOf(byHand).length > 0) return lift(context, rollout, word.person, reason);
    const without = exclude.length === 0 ? "" : ` without ${exclude.join(", ")}`;
    const said = state.phase === "undone" ? `RESUMED already: ${plan.rolloutId} by ${state.lifted?.person ?? ""}, ${state.lifted?.reason ?? ""}.` : `RESUMED${without}: ${plan.rolloutId} by ${word.person}, ${reason}.`;
    return speak({ context, ledger, rollout, byHand, said, mayBeLeft: false });
  }
});
async function lift(context, rollout, person, reason) {
  const { platform, options } = context;
  const { plan, state } = rollout;
  const loaded = await readPolicy(platform, options);
  const owed = stillHidden(plan, state).length;
  const words = eventsOf(resumeByHand(plan, state, { ...wordOf(platform, rollout, reason), exclude: [] }));
  const { driven, ended } = await runWord({ context, loaded, ledger: ledgerOf(context), rollout, words });
  if (driven.standing.conclusion !== "rolled-back") return ended;
  const left = driven.standing.stillHidden;
  const where = owed === 0 ? "nothing was hidden" : `shown again on ${owed - left.length} of ${count(owed, "machine")}`;
  const still = left.length === 0 ? "" : `, STILL HIDDEN on ${listText(left, 20)}`;
  const line = `RESUMED: what ${plan.rolloutId} rolled back may come again, by ${person}, ${reason}; ${where}${still}.`;
  return { ...ended, line, exitCode: left.length === 0 ? 0 : 1 };
}
export {
  resume
};
