import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  programCommand
} from "./chunk-5NLN3KYR.mjs";
import {
  ledgerOf,
  newestIn
} from "./chunk-H7HO4AJO.mjs";
import {
  verdictLine
} from "./chunk-4XMGTGWN.mjs";
import "./chunk-3GQ3EVV5.mjs";
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
import {
  decide,
  runBegan,
  textOfStanding
} from "./chunk-27QUBKCO.mjs";
import {
  ringToSurvey,
  whyOutdated
} from "./chunk-CVSCWVAP.mjs";
import "./chunk-QELDCA7O.mjs";
import {
  advance,
  conclusionOf
} from "./chunk-7DXEQ242.mjs";
import "./chunk-P34WXSGP.mjs";
import "./chunk-J4VYRSPQ.mjs";
import "./chunk-DOMUFUHT.mjs";
import "./chunk-NLDZ6FPW.mjs";
import "./chunk-XOZ2M7R3.mjs";
import {
  expectedRelease
} from "./chunk-ZYVX2BHV.mjs";
import "./chunk-Q7CNT2VP.mjs";
import "./chunk-XWM6LM3U.mjs";
import "./chunk-NY5E6FMM.mjs";
import "./chunk-7P4UPFSA.mjs";
import "./chunk-4EJNWNDX.mjs";
import "./chunk-6UUSL6FY.mjs";
import "./chunk-IMDTDMIN.mjs";
import {
  count,
  instantText
} from "./chunk-NLS6OPJM.mjs";
import "./chunk-SRSEICG6.mjs";
import "./chunk-6AWOICFL.mjs";
import "./chunk-2PFEKDEA.mjs";
import "./chunk-6W5MFQ47.mjs";
import "./chunk-6P7AVSSV.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/rollout/drive/due.ts
function dueOf(plan, state, now) {
  let at = Math.max(now, state.lastAt), copy = structuredClone(state);
  advance(plan, copy, runBegan({ plan, by: "due", ring: null, only: null }, copy, at));
  let inFlight = copy.inFlight.size, { record, start, wakeAt } = decide(plan, copy, at), isBack = textOfStanding(state) !== textOfStanding(copy), what = [
    ...inFlight > 0 ? [{ kind: "asks", machines: inFlight }] : [],
    ...record.slice(0, 1).map(({ kind }) => ({ kind: "records", machines: 0, event: kind })),
    ...worksOf(start),
    ...wakeAt !== null || isBack && record.length + start.length === 0 ? [{ kind: "goesOn", machines: 0 }] : []
  ], standing = conclusionOf(plan, what.length > 0 ? copy : state, at);
  return { isDue: what.length > 0, ring: start[0]?.ring ?? standing.ring?.name ?? null, what, standing };
}
function worksOf(effects) {
  let count2 = (is) => effects.filter(is).length, begins = count2(({ kind }) => kind === "check"), downloads = count2(({ kind }) => kind === "stage"), others = effects.length - begins - downloads;
  return [
    { kind: "begins", machines: begins },
    { kind: "downloads", machines: downloads },
    { kind: "goesOn", machines: others }
  ].filter(({ machines }) => machines > 0);
}

// src/commands/due.ts
var nothingDue = 6, due = defineCommand({
  name: "due",
  summary: "Says in one line whether anything is due now, in which ring and why, and when next.",
  help: `It touches no machine, takes no lock and changes nothing. What a missed run should have done stays due until a run does it.
The output due is true or false. Exit codes: 0 due, 6 nothing due, 3 halted, 5 held: patchring due && patchring apply.`,
  options: [],
  run: async (context) => {
    let { platform, options } = context, { policy, machines } = await readPolicy(platform, options), newest = await newestIn(ledgerOf(context));
    if (newest === void 0 || newest.state.conclusion !== null) {
      let first = ringToSurvey(policy, machines)?.ring ?? "";
      return withoutRollout(context, first, Date.now());
    }
    let { plan, state } = newest, changed = state.phase === "undone" ? [] : whyOutdated(plan, policy, machines), outcome = outcomeOf(context, plan, dueOf(plan, state, Date.now()));
    return changed.length === 0 ? outcome : { ...outcome, details: whyRefused(context, plan, changed) };
  }
});
function withoutRollout(context, ring, now) {
  let expected = expectedRelease(now), line = `DUE: no rollout is open, and apply asks ring ${ring} what it is offered. The next release is expected ${instantText(expected)}; what is offered decides.`;
  return told(context, { isDue: !0, line, ring, nextAt: expected, conclusion: "succeeded", outputs: {} });
}
function outcomeOf(context, plan, { isDue, ring, what, standing }) {
  let { nextAt } = standing, until = nextAt === null ? "" : ` until ${instantText(nextAt, zoneOf(plan, ring))}`, line = isDue ? `DUE: ${ring === null ? "" : `ring ${ring}: `}${what.map(wordsOf).join("; ")}.` : `NOTHING DUE${until}. ${verdictLine(plan, standing)}`, outputs = { "rollout-id": plan.rolloutId, "plan-hash": plan.hash }, conclusion = isDue ? "succeeded" : standing.conclusion;
  return told(context, { isDue, line, ring: ring ?? "", nextAt: isDue ? null : nextAt, conclusion, outputs });
}
function whyRefused(context, { rolloutId }, changed) {
  let supersede = programCommand(context, "supersede", "--reason", '"…"');
  return [
    ...changed.map(({ message }) => `  ${message}`),
    `  apply refuses to go on with ${rolloutId} like this. Take the change back until it has ended, or close it for good:`,
    `  next  ${supersede}`
  ];
}
function zoneOf({ rings }, ring) {
  let zone = rings.find(({ name }) => name === ring)?.window?.timeZone ?? "machine";
  return zone === "machine" ? "UTC" : zone;
}
function wordsOf({ kind, machines, event }) {
  switch (kind) {
    case "asks":
      return `${count(machines, "machine")} in flight ${machines === 1 ? "is" : "are"} asked what became of the work`;
    case "records":
      return moves[event ?? ""] ?? "what has become of it is taken in";
    case "begins":
      return `${count(machines, "machine")} can be begun with or looked at`;
    case "downloads":
      return `${count(machines, "machine")} can download`;
    case "goesOn":
      return machines === 0 ? "it goes on" : `${count(machines, "machine")} can go on`;
  }
}
var moves = {
  ringOpened: "it can open",
  waveOpened: "its next wave can begin",
  ringSoaking: "it can begin to soak",
  ringJudging: "it has soaked and is to be judged",
  ringPassed: "it has passed",
  ringJudged: "its service has answered",
  machineSkipped: "frozen machines are to be skipped",
  ringHeld: "it is to be held",
  drillBegan: "its first machine is to be taken back, to prove the undo",
  drillUndone: "the machine that proves the undo is back, and to be updated again",
  drillProved: "its undo is proved",
  concluded: "the rollout can end"
};
function told(context, { isDue, line, ring, nextAt, conclusion, outputs }) {
  let nextDue = nextAt === null ? null : new Date(nextAt).toISOString(), next = isDue ? [programCommand(context, "apply")] : [], isQuiet = !isDue && (conclusion === "waiting" || conclusion === "nothing-to-do");
  return {
    conclusion,
    line,
    outputs: { ...outputs, due: String(isDue), ring, "next-due": nextDue ?? "" },
    result: { due: isDue, ring: ring === "" ? null : ring, nextDue, next },
    ...isQuiet ? { exitCode: nothingDue } : {}
  };
}
export {
  due
};
