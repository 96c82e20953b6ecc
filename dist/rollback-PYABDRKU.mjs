import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  runWord
} from "./chunk-22S6V7LN.mjs";
import "./chunk-57RI5FVF.mjs";
import {
  rollbackByHand
} from "./chunk-53L3QYR7.mjs";
import "./chunk-4LUUPOHG.mjs";
import {
  programCommand,
  ringNamed
} from "./chunk-NTSGJ34A.mjs";
import {
  eventsOf,
  ledgerOf,
  newestRollout,
  reasonOf,
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
import {
  machinesToUndo
} from "./chunk-4JWKCG6H.mjs";
import "./chunk-2M6OAKES.mjs";
import "./chunk-42CUXDJU.mjs";
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
import {
  FailureError,
  failureOf
} from "./chunk-DIBE7RQS.mjs";
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

// src/commands/rollback.ts
var rollback = defineCommand({
  name: "rollback",
  summary: "Takes back what this rollout did in a ring, or in all of them.",
  help: "It says first which machines it will restart, then undoes newest first, and checks the build of each machine afterwards.\nOnly what was not on a machine before this rollout is removed. It exits 0 when everything asked for is undone.",
  options: [{ name: "all", kind: "flag", help: "Every ring, in place of --ring." }],
  run: async (context) => {
    const { platform, options } = context;
    const reason = reasonOf(options.reason, "rollback");
    const scope = scopeOf(context);
    const loaded = await readPolicy(platform, options);
    const ledger = ledgerOf(context);
    const rollout = await newestRollout(ledger);
    const { plan } = rollout;
    const ring = scope === "all" ? null : ringNamed(plan, scope.ring).name;
    const words = wordsFor(context, rollout, ring, reason);
    if (words.length > 0) announce(context, rollout, ring);
    const { driven, ended } = await runWord({ context, loaded, ledger, rollout, words });
    const isDone = driven.standing.conclusion === "rolled-back" && driven.standing.figures.stranded === 0;
    return isDone ? { ...ended, exitCode: 0 } : ended;
  }
});
function scopeOf({ options: { ring, all } }) {
  if (all && ring === void 0) return "all";
  if (!all && ring !== void 0) return { ring };
  const code = all ? "ARGUMENT_INVALID" : "ARGUMENT_MISSING";
  const message = all ? "rollback takes --ring or --all, not both." : "rollback needs a ring, or --all.";
  throw new FailureError([failureOf(code, message, { next: 'patchring rollback --ring NAME --reason "…"' })]);
}
function wordsFor(context, rollout, ring, reason) {
  const { plan, state } = rollout;
  if (state.phase === "undoing") return [];
  return eventsOf(rollbackByHand(plan, state, { ...wordOf(context.platform, rollout, reason), ring }));
}
function announce(context, { plan, state }, ring) {
  const { platform } = context;
  const machines = machinesToUndo(plan, state, ring);
  const restarting = machines.filter((machine) => restartsToUndo(plan, machine)).map(({ name }) => name);
  const hotpatched = machines.filter((machine) => undoneRows(plan, machine).some(isHotpatch));
  platform.log(
    `rollback of ${count(machines.length, "machine")}: ${listText(
      machines.map(({ name }) => name),
      20
    )}`,
    "heading"
  );
  platform.log(
    restarting.length === 0 ? "None of them has to restart for it." : `${count(restarting.length, "machine")} will restart: ${listText(restarting, 20)}.`,
    "warning"
  );
  if (hotpatched.length > 0) {
    const who = `${count(hotpatched.length, "machine")} (${listText(hotpatched.map(({ name }) => name))})`;
    platform.log(
      `A hotpatch is taken off ${who}: the baseline under it stays, the restart is the price, and it is offered again unless it is hidden there or declined in WSUS.`,
      "warning"
    );
  }
  platform.log(`Ctrl+C is safe; ${programCommand(context, "apply")} goes on with it.`, "quiet");
}
function restartsToUndo(plan, machine) {
  return machine.install?.needsRestart === true || undoneRows(plan, machine).length > 0;
}
function undoneRows({ lineage }, { install }) {
  const mine = (install?.updates ?? []).filter(({ outcome }) => outcome === "installed").flatMap(({ kbs }) => kbs);
  return lineage.filter(({ kb }) => kb !== null && mine.includes(kb));
}
function isHotpatch({ kind }) {
  return kind === "hotpatch" || kind === "oobHotpatch";
}
export {
  rollback
};
