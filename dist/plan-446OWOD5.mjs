import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  logNotes,
  noteText
} from "./chunk-5DMOS63H.mjs";
import {
  programCommand
} from "./chunk-5NLN3KYR.mjs";
import {
  ledgerOf,
  newestIn
} from "./chunk-H7HO4AJO.mjs";
import {
  bitingHolds,
  forecastOfPlan,
  planLines
} from "./chunk-LR6RYC36.mjs";
import {
  planOffline,
  planOnline
} from "./chunk-JRXQVZ6M.mjs";
import "./chunk-VSDFMNOV.mjs";
import "./chunk-OUSKIOUY.mjs";
import "./chunk-4XMGTGWN.mjs";
import "./chunk-3GQ3EVV5.mjs";
import "./chunk-LMASN5LU.mjs";
import "./chunk-HEUVVM24.mjs";
import {
  untilAborted
} from "./chunk-OBB7QQIU.mjs";
import "./chunk-TAF734CL.mjs";
import "./chunk-476IK3WP.mjs";
import {
  enterWorld,
  readPolicy
} from "./chunk-NLKHRGRC.mjs";
import "./chunk-5QAGAHIE.mjs";
import {
  pathFrom,
  shownPath
} from "./chunk-MD5H4CP7.mjs";
import "./chunk-MWCIW3DD.mjs";
import {
  defineCommand
} from "./chunk-VTDDW2ZJ.mjs";
import {
  escapeMarkdown,
  oneLine
} from "./chunk-TWOKD2OS.mjs";
import "./chunk-BFN7U65A.mjs";
import "./chunk-LXU6DZ4O.mjs";
import "./chunk-KMWU4VL2.mjs";
import "./chunk-5GTJYZBX.mjs";
import "./chunk-CVSCWVAP.mjs";
import "./chunk-UKKG4IJ5.mjs";
import "./chunk-QELDCA7O.mjs";
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
  updatesText
} from "./chunk-NLS6OPJM.mjs";
import "./chunk-SRSEICG6.mjs";
import "./chunk-6AWOICFL.mjs";
import "./chunk-2PFEKDEA.mjs";
import "./chunk-6W5MFQ47.mjs";
import "./chunk-6P7AVSSV.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/commands/plan.ts
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
var plan = defineCommand({
  name: "plan",
  summary: "Says what would be done, to whom, in which order, and writes plan.json with its hash.",
  help: `It changes nothing that lasts: the machines of the first ring are scanned, which runs there as a job and is removed again.
--offline touches no machine and needs no credentials, for pull requests: the updates are then unknown.`,
  options: [],
  run: async (context) => {
    let { platform, options, signal } = context, loaded = await readPolicy(platform, options), ledger = ledgerOf(context), request = { platform, loaded, ledger, signal }, asksLedger = !options.offline || ledger.directory !== void 0, open = asksLedger ? await newestIn(ledger) : void 0;
    if (open !== void 0 && open.state.conclusion === null) {
      let text = `The rollout ${open.plan.rolloutId} is open and goes on under its own plan; status says where it stands.`;
      platform.log(text, "warning");
    }
    if (options.offline)
      return outcomeOf(context, await planOffline(loaded, asksLedger ? ledger : void 0, Date.now()), Date.now());
    let world = enterWorld(context, loaded);
    try {
      let planned = await planOnline(request, world);
      return planned !== void 0 ? await outcomeOf(context, planned, world.clock.now()) : { conclusion: "cancelled", line: "CANCELLED while planning: no machine was changed." };
    } finally {
      await untilAborted(world.close(), signal);
    }
  }
});
async function outcomeOf(context, { plan: made, notes, held }, now) {
  let { platform } = context, lines = planLines(made, held);
  platform.log(`plan ${made.rolloutId}`, "heading"), platform.log(lines);
  let forecast = forecastOfPlan(made, now);
  platform.log(forecast.lines, forecast.isLate ? "warning" : "plain"), logNotes(platform, notes);
  let file = await writePlan(context, made), isOffline = made.surveyedRing === null, isEmpty = !isOffline && made.updates.length === 0, what = isOffline ? "updates not known" : isEmpty ? "nothing to update" : updatesText(made.updates), next = isOffline || isEmpty ? [] : [programCommand(context, "apply", "--plan", shownPath(platform, file))], line = `PLANNED: ${what}; ${count(made.machines.length, "machine")} in ${count(made.rings.length, "ring")}; hash ${made.hash.slice(0, 12)}.`, details = [
    `  plan  ${shownPath(platform, file)}`,
    `  hash  ${made.hash}`,
    ...next.map((command) => `  next  ${command}`)
  ];
  return {
    conclusion: isEmpty ? "nothing-to-do" : "succeeded",
    line,
    details,
    summary: pageOf(line, [...lines, ...forecast.lines, ...notes.map(noteText), ...details]),
    outputs: {
      "rollout-id": made.rolloutId,
      "plan-hash": made.hash,
      rings: JSON.stringify(
        made.rings.map(({ name, machines, waves }) => ({ name, machines: machines.length, waves }))
      ),
      report: dirname(file)
    },
    result: {
      rolloutId: made.rolloutId,
      planHash: made.hash,
      offline: isOffline,
      updates: made.updates,
      holds: bitingHolds(made),
      held,
      rings: made.rings,
      machines: made.machines,
      notes,
      forecast: forecast.result,
      plan: file,
      next
    }
  };
}
function pageOf(line, lines) {
  let block = lines.map((text) => `    ${oneLine(text)}`);
  return `**${escapeMarkdown(line)}**

${block.join(`
`)}
`;
}
async function writePlan({ platform, options }, made) {
  let given = options["report-dir"], directory = given === void 0 ? dirname(pathFrom(platform, options.policy)) : pathFrom(platform, given), file = join(directory, "plan.json");
  try {
    await mkdir(directory, { recursive: !0 }), await writeFile(file, `${JSON.stringify(made, void 0, 2)}
`);
  } catch (cause) {
    let why = cause instanceof Error ? cause.message : String(cause);
    throw new FailureError([
      failureOf("ARGUMENT_INVALID", `the plan could not be written: ${why}`, {
        place: { file: shownPath(platform, file) },
        next: "Give a folder that may be written with --out."
      })
    ]);
  }
  return file;
}
export {
  plan
};
