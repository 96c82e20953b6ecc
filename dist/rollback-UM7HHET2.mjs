import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  reportDirectoryOf
} from "./chunk-B647HVAQ.mjs";
import {
  programCommand,
  ringNamed
} from "./chunk-IYGH52FI.mjs";
import {
  rollbackByHand
} from "./chunk-C65L7JUI.mjs";
import {
  becomeWriter,
  eventsOf,
  ledgerOf,
  newestRollout,
  personOf,
  reasonOf,
  wordOf
} from "./chunk-WAB22AJ3.mjs";
import {
  endingOf,
  runLive
} from "./chunk-PHDQZKWT.mjs";
import "./chunk-EPU77QDZ.mjs";
import {
  machinesToUndo
} from "./chunk-SRU4YBSZ.mjs";
import "./chunk-SK56IBTD.mjs";
import "./chunk-J3RMWZXU.mjs";
import {
  invocationOf
} from "./chunk-YPCDP5RT.mjs";
import {
  untilAborted
} from "./chunk-GVATYH53.mjs";
import "./chunk-AEWPIWNJ.mjs";
import {
  enterWorld,
  readPolicy
} from "./chunk-U2XTSPQ7.mjs";
import "./chunk-AN2URLWR.mjs";
import {
  count,
  listText
} from "./chunk-QQOE2T7O.mjs";
import "./chunk-TYV7JOSC.mjs";
import "./chunk-GLLEZQT2.mjs";
import "./chunk-G2UOGHNQ.mjs";
import "./chunk-J7R2PYIL.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-B3KDKBGD.mjs";
import {
  defineCommand
} from "./chunk-6NORBGKT.mjs";
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
      try {
        await writer.journal.append(words);
        const running = { platform, plan, world, writer, by: personOf(platform), signal, takesWords: true };
        const driven = await runLive(running);
        const ended = await endingOf({
          running,
          driven,
          invocation: invocationOf(platform, options),
          reportDirectory: reportDirectoryOf(platform, options),
          journal: ledger.place
        });
        const isDone = driven.standing.conclusion === "rolled-back" && driven.standing.figures.stranded === 0;
        return isDone ? { ...ended, exitCode: 0 } : ended;
      } finally {
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
  const restarting = machines.filter(needsRestart).map(({ name }) => name);
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
  platform.log(`Ctrl+C is safe; ${programCommand(context, "apply")} goes on with it.`, "quiet");
}
function needsRestart({ install }) {
  return install?.needsRestart === true;
}
export {
  rollback
};
