import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  programCommand
} from "./chunk-NTSGJ34A.mjs";
import {
  ledgerOf,
  newestIn
} from "./chunk-3SY65BKR.mjs";
import {
  verdictLine
} from "./chunk-QQS42J4O.mjs";
import "./chunk-TQX72W37.mjs";
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
import {
  decide,
  runBegan,
  textOfStanding
} from "./chunk-Z7ODIS5N.mjs";
import "./chunk-4JWKCG6H.mjs";
import {
  ringToSurvey,
  whyOutdated
} from "./chunk-BBJCK2JN.mjs";
import {
  advance,
  conclusionOf
} from "./chunk-42CUXDJU.mjs";
import "./chunk-K52VPBHF.mjs";
import "./chunk-7VVDCJX4.mjs";
import "./chunk-FYBWLZPH.mjs";
import "./chunk-DTMQ62EV.mjs";
import "./chunk-YTFYII6Q.mjs";
import {
  expectedRelease
} from "./chunk-C4KSEYTN.mjs";
import "./chunk-JARS6VOI.mjs";
import "./chunk-UXZ6BDMA.mjs";
import "./chunk-UY47VAXF.mjs";
import "./chunk-AYWG556Y.mjs";
import "./chunk-DIBE7RQS.mjs";
import "./chunk-TTRE5NRQ.mjs";
import "./chunk-S3EIUCK2.mjs";
import {
  count,
  instantText
} from "./chunk-653LTDSJ.mjs";
import "./chunk-JMNUFN4O.mjs";
import "./chunk-2IZRUMOZ.mjs";
import "./chunk-YJTZBR5B.mjs";
import "./chunk-BZIO6GYC.mjs";
import "./chunk-4RBZO4HP.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/rollout/drive/due.ts
function dueOf(plan, state, now) {
  const at = Math.max(now, state.lastAt);
  const copy = structuredClone(state);
  advance(plan, copy, runBegan({ plan, by: "due", ring: null, only: null }, copy, at));
  const inFlight = copy.inFlight.size;
  const { record, start, wakeAt } = decide(plan, copy, at);
  const isBack = textOfStanding(state) !== textOfStanding(copy);
  const what = [
    ...inFlight > 0 ? [{ kind: "asks", machines: inFlight }] : [],
    ...record.slice(0, 1).map(({ kind }) => ({ kind: "records", machines: 0, event: kind })),
    ...worksOf(start),
    ...wakeAt !== null || isBack && record.length + start.length === 0 ? [{ kind: "goesOn", machines: 0 }] : []
  ];
  const standing = conclusionOf(plan, what.length > 0 ? copy : state, at);
  return { isDue: what.length > 0, ring: start[0]?.ring ?? standing.ring?.name ?? null, what, standing };
}
function worksOf(effects) {
  const count2 = (is) => effects.filter(is).length;
  const begins = count2(({ kind }) => kind === "check");
  const downloads = count2(({ kind }) => kind === "stage");
  const others = effects.length - begins - downloads;
  return [
    { kind: "begins", machines: begins },
    { kind: "downloads", machines: downloads },
    { kind: "goesOn", machines: others }
  ].filter(({ machines }) => machines > 0);
}

// src/commands/due.ts
var nothingDue = 6;
var due = defineCommand({
  name: "due",
  summary: "Says in one line whether anything is due now, in which ring and why, and when next.",
  help: "It touches no machine, takes no lock and changes nothing. What a missed run should have done stays due until a run does it.\nThe output due is true or false. Exit codes: 0 due, 6 nothing due, 3 halted, 5 held: patchring due && patchring apply.",
  options: [],
  run: async (context) => {
    const { platform, options } = context;
    const { policy, machines } = await readPolicy(platform, options);
    const newest = await newestIn(ledgerOf(context));
    if (newest === void 0 || newest.state.conclusion !== null) {
      const first = ringToSurvey(policy, machines)?.ring ?? "";
      return withoutRollout(context, first, Date.now());
    }
    const { plan, state } = newest;
    const changed = state.phase === "undone" ? [] : whyOutdated(plan, policy, machines);
    const outcome = outcomeOf(context, plan, dueOf(plan, state, Date.now()));
    return changed.length === 0 ? outcome : { ...outcome, details: whyRefused(context, plan, changed) };
  }
});
function withoutRollout(context, ring, now) {
  const expected = expectedRelease(now);
  const line = `DUE: no rollout is open, and apply asks ring ${ring} what it is offered. The next release is expected ${instantText(expected)}; what is offered decides.`;
  return told(context, { isDue: true, line, ring, nextAt: expected, conclusion: "succeeded", outputs: {} });
}
function outcomeOf(context, plan, { isDue, ring, what, standing }) {
  const { nextAt } = standing;
  const until = nextAt === null ? "" : ` until ${instantText(nextAt, zoneOf(plan, ring))}`;
  const line = isDue ? `DUE: ${ring === null ? "" : `ring ${ring}: `}${what.map(wordsOf).join("; ")}.` : `NOTHING DUE${until}. ${verdictLine(plan, standing)}`;
  const outputs = { "rollout-id": plan.rolloutId, "plan-hash": plan.hash };
  const conclusion = isDue ? "succeeded" : standing.conclusion;
  return told(context, { isDue, line, ring: ring ?? "", nextAt: isDue ? null : nextAt, conclusion, outputs });
}
function whyRefused(context, { rolloutId }, changed) {
  const supersede = programCommand(context, "supersede", "--reason", '"…"');
  return [
    ...changed.map(({ message }) => `  ${message}`),
    `  apply refuses to go on with ${rolloutId} like this. Take the change back until it has ended, or close it for good:`,
    `  next  ${supersede}`
  ];
}
function zoneOf({ rings }, ring) {
  const zone = rings.find(({ name }) => name === ring)?.window?.timeZone ?? "machine";
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
  const nextDue = nextAt === null ? null : new Date(nextAt).toISOString();
  const next = isDue ? [programCommand(context, "apply")] : [];
  const isQuiet = !isDue && (conclusion === "waiting" || conclusion === "nothing-to-do");
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
