import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  logNotes,
  noteText
} from "./chunk-BOHJI5V2.mjs";
import {
  programCommand
} from "./chunk-NTSGJ34A.mjs";
import {
  ledgerOf,
  newestIn
} from "./chunk-3SY65BKR.mjs";
import {
  bitingHolds,
  forecastOfPlan,
  planLines
} from "./chunk-KL2OO7TL.mjs";
import {
  planOffline,
  planOnline
} from "./chunk-SA24GSQJ.mjs";
import "./chunk-QQS42J4O.mjs";
import "./chunk-TQX72W37.mjs";
import "./chunk-DBKPDMIJ.mjs";
import "./chunk-J2F4IQUC.mjs";
import {
  untilAborted
} from "./chunk-4U4X5S6Q.mjs";
import "./chunk-WA27GRP6.mjs";
import "./chunk-VPMGHESD.mjs";
import {
  enterWorld,
  readPolicy
} from "./chunk-VEJYNJIY.mjs";
import "./chunk-UBGHUTNP.mjs";
import {
  pathFrom,
  shownPath
} from "./chunk-GLLEZQT2.mjs";
import "./chunk-XG4EGFY7.mjs";
import {
  defineCommand
} from "./chunk-J3GBBVIQ.mjs";
import {
  escapeMarkdown,
  oneLine
} from "./chunk-J3RMWZXU.mjs";
import "./chunk-5NH5M7DG.mjs";
import "./chunk-ZD3ILFP4.mjs";
import "./chunk-EJQNZCKZ.mjs";
import "./chunk-UVP55PIQ.mjs";
import "./chunk-BBJCK2JN.mjs";
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
  updatesText
} from "./chunk-653LTDSJ.mjs";
import "./chunk-JMNUFN4O.mjs";
import "./chunk-2IZRUMOZ.mjs";
import "./chunk-YJTZBR5B.mjs";
import "./chunk-BZIO6GYC.mjs";
import "./chunk-4RBZO4HP.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/commands/plan.ts
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
var plan = defineCommand({
  name: "plan",
  summary: "Says what would be done, to whom, in which order, and writes plan.json with its hash.",
  help: "It changes nothing that lasts: the machines of the first ring are scanned, which runs there as a job and is removed again.\n--offline touches no machine and needs no credentials, for pull requests: the updates are then unknown.",
  options: [],
  run: async (context) => {
    const { platform, options, signal } = context;
    const loaded = await readPolicy(platform, options);
    const ledger = ledgerOf(context);
    const request = { platform, loaded, ledger, signal };
    const asksLedger = !options.offline || ledger.directory !== void 0;
    const open = asksLedger ? await newestIn(ledger) : void 0;
    if (open !== void 0 && open.state.conclusion === null) {
      const text = `The rollout ${open.plan.rolloutId} is open and goes on under its own plan; status says where it stands.`;
      platform.log(text, "warning");
    }
    if (options.offline)
      return outcomeOf(context, await planOffline(loaded, asksLedger ? ledger : void 0, Date.now()), Date.now());
    const world = enterWorld(context, loaded);
    try {
      const planned = await planOnline(request, world);
      if (planned !== void 0) return await outcomeOf(context, planned, world.clock.now());
      return { conclusion: "cancelled", line: "CANCELLED while planning: no machine was changed." };
    } finally {
      await untilAborted(world.close(), signal);
    }
  }
});
async function outcomeOf(context, { plan: made, notes, held }, now) {
  const { platform } = context;
  const lines = planLines(made, held);
  platform.log(`plan ${made.rolloutId}`, "heading");
  platform.log(lines);
  const forecast = forecastOfPlan(made, now);
  platform.log(forecast.lines, forecast.isLate ? "warning" : "plain");
  logNotes(platform, notes);
  const file = await writePlan(context, made);
  const isOffline = made.surveyedRing === null;
  const isEmpty = !isOffline && made.updates.length === 0;
  const what = isOffline ? "updates not known" : isEmpty ? "nothing to update" : updatesText(made.updates);
  const next = isOffline || isEmpty ? [] : [programCommand(context, "apply", "--plan", shownPath(platform, file))];
  const line = `PLANNED: ${what}; ${count(made.machines.length, "machine")} in ${count(made.rings.length, "ring")}; hash ${made.hash.slice(0, 12)}.`;
  const details = [
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
  const block = lines.map((text) => `    ${oneLine(text)}`);
  return `**${escapeMarkdown(line)}**

${block.join("\n")}
`;
}
async function writePlan({ platform, options }, made) {
  const given = options["report-dir"];
  const directory = given === void 0 ? dirname(pathFrom(platform, options.policy)) : pathFrom(platform, given);
  const file = join(directory, "plan.json");
  try {
    await mkdir(directory, { recursive: true });
    await writeFile(file, `${JSON.stringify(made, void 0, 2)}
`);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
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
