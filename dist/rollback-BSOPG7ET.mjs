import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  openNotifier,
  reportDirectoryOf
} from "./chunk-T5HA32GR.mjs";
import {
  endingOf,
  runLive
} from "./chunk-LF6YQ6QL.mjs";
import {
  programCommand,
  ringNamed
} from "./chunk-SBT5U657.mjs";
import "./chunk-YTUDCCLL.mjs";
import {
  untilAborted
} from "./chunk-4U4X5S6Q.mjs";
import {
  enterWorld,
  readPolicy
} from "./chunk-CQR7YE5F.mjs";
import "./chunk-WM2PIBXO.mjs";
import {
  rollbackByHand
} from "./chunk-ZCWX7XEW.mjs";
import {
  machinesToUndo
} from "./chunk-SW4IVINR.mjs";
import {
  becomeWriter,
  eventsOf,
  ledgerOf,
  newestRollout,
  personOf,
  reasonOf,
  wordOf
} from "./chunk-CW6SDCW4.mjs";
import "./chunk-IVBRNUDS.mjs";
import {
  invocationOf
} from "./chunk-DHUHBTJC.mjs";
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
import {
  FailureError,
  failureOf
} from "./chunk-B3KDKBGD.mjs";
import "./chunk-N6SR45ZS.mjs";
import {
  count,
  listText
} from "./chunk-STRHDUYB.mjs";
import "./chunk-UJPHW423.mjs";
import "./chunk-LYJQU3IU.mjs";
import "./chunk-4RBZO4HP.mjs";
import "./chunk-ZGQCO4CM.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/commands/rollback.ts
var rollback = defineCommand({
  name: "rollback",
  summary: "Takes back what this rollout did in a ring, or in all of them.",
  help: "It says first which machines it will restart, then undoes newest first, and checks the build of each machine afterwards.\nOnly what was not on a machine before this rollout is removed. It exits 0 when everything asked for is undone.",
  options: [{ name: "all", kind: "flag", help: "Every ring, in place of --ring." }],
  run: async (context) => {
    const { platform, options, signal } = context;
    const reason = reasonOf(options.reason, "rollback");
    const scope = scopeOf(context);
    const loaded = await readPolicy(platform, options);
    const ledger = ledgerOf(context);
    const rollout = await newestRollout(ledger);
    const { plan } = rollout;
    const ring = scope === "all" ? null : ringNamed(plan, scope.ring).name;
    const words = wordsFor(context, rollout, ring, reason);
    if (words.length > 0) announce(context, rollout, ring);
    const world = enterWorld(context, loaded);
    try {
      const writer = await becomeWriter(platform, ledger, plan.rolloutId);
      const notifier = openNotifier(context, loaded.policy.notify, loaded.directory);
      try {
        await writer.journal.append(words);
        const reportDirectory = reportDirectoryOf(platform, options);
        const by = personOf(platform);
        const running = { platform, plan, world, writer, by, reportDirectory, signal, takesWords: true, notifier };
        const driven = await runLive(running);
        const ended = await endingOf({
          running,
          driven,
          invocation: invocationOf(platform, options),
          journal: ledger.place
        });
        const isDone = driven.standing.conclusion === "rolled-back" && driven.standing.figures.stranded === 0;
        return isDone ? { ...ended, exitCode: 0 } : ended;
      } finally {
        await notifier.close();
        await writer.close();
      }
    } finally {
      await untilAborted(world.close(), signal);
    }
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
