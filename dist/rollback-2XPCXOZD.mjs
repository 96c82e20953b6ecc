import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  runWord
} from "./chunk-POIZZNC2.mjs";
import "./chunk-7TSZOK4U.mjs";
import "./chunk-6WJMTO7E.mjs";
import {
  programCommand,
  ringNamed
} from "./chunk-5NLN3KYR.mjs";
import {
  eventsOf,
  ledgerOf,
  newestRollout,
  reasonOf,
  wordOf
} from "./chunk-H7HO4AJO.mjs";
import {
  rollbackByHand
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
import {
  machinesToUndo
} from "./chunk-QELDCA7O.mjs";
import "./chunk-7DXEQ242.mjs";
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
import {
  FailureError,
  failureOf
} from "./chunk-4EJNWNDX.mjs";
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

// src/commands/rollback.ts
var rollback = defineCommand({
  name: "rollback",
  summary: "Takes back what this rollout did in a ring, or in all of them.",
  help: `It says first which machines it will restart, then undoes newest first, and checks the build of each machine afterwards.
Only what was not on a machine before this rollout is removed. It exits 0 when everything asked for is undone.`,
  options: [{ name: "all", kind: "flag", help: "Every ring, in place of --ring." }],
  run: async (context) => {
    let { platform, options } = context, reason = reasonOf(options.reason, "rollback"), scope = scopeOf(context), loaded = await readPolicy(platform, options), ledger = ledgerOf(context), rollout = await newestRollout(ledger), { plan } = rollout, ring = scope === "all" ? null : ringNamed(plan, scope.ring).name, words = wordsFor(context, rollout, ring, reason);
    words.length > 0 && announce(context, rollout, ring);
    let { driven, ended } = await runWord({ context, loaded, ledger, rollout, words });
    return driven.standing.conclusion === "rolled-back" && driven.standing.figures.stranded === 0 ? { ...ended, exitCode: 0 } : ended;
  }
});
function scopeOf({ options: { ring, all } }) {
  if (all && ring === void 0) return "all";
  if (!all && ring !== void 0) return { ring };
  let code = all ? "ARGUMENT_INVALID" : "ARGUMENT_MISSING", message = all ? "rollback takes --ring or --all, not both." : "rollback needs a ring, or --all.";
  throw new FailureError([failureOf(code, message, { next: 'patchring rollback --ring NAME --reason "…"' })]);
}
function wordsFor(context, rollout, ring, reason) {
  let { plan, state } = rollout;
  return state.phase === "undoing" ? [] : eventsOf(rollbackByHand(plan, state, { ...wordOf(context.platform, rollout, reason), ring }));
}
function announce(context, { plan, state }, ring) {
  let { platform } = context, machines = machinesToUndo(plan, state, ring), restarting = machines.filter((machine) => restartsToUndo(plan, machine)).map(({ name }) => name), hotpatched = machines.filter((machine) => undoneRows(plan, machine).some(isHotpatch));
  if (platform.log(
    `rollback of ${count(machines.length, "machine")}: ${listText(
      machines.map(({ name }) => name),
      20
    )}`,
    "heading"
  ), platform.log(
    restarting.length === 0 ? "None of them has to restart for it." : `${count(restarting.length, "machine")} will restart: ${listText(restarting, 20)}.`,
    "warning"
  ), hotpatched.length > 0) {
    let who = `${count(hotpatched.length, "machine")} (${listText(hotpatched.map(({ name }) => name))})`;
    platform.log(
      `A hotpatch is taken off ${who}: the baseline under it stays, the restart is the price, and it is offered again unless it is hidden there or declined in WSUS.`,
      "warning"
    );
  }
  platform.log(`Ctrl+C is safe; ${programCommand(context, "apply")} goes on with it.`, "quiet");
}
function restartsToUndo(plan, machine) {
  return machine.install?.needsRestart === !0 || undoneRows(plan, machine).length > 0;
}
function undoneRows({ lineage }, { install }) {
  let mine = (install?.updates ?? []).filter(({ outcome }) => outcome === "installed").flatMap(({ kbs }) => kbs);
  return lineage.filter(({ kb }) => kb !== null && mine.includes(kb));
}
function isHotpatch({ kind }) {
  return kind === "hotpatch" || kind === "oobHotpatch";
}
export {
  rollback
};
