import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  tableOf
} from "./chunk-5QAGAHIE.mjs";
import {
  figuresOf,
  loadIncidents
} from "./chunk-MWCIW3DD.mjs";
import {
  defineCommand
} from "./chunk-VTDDW2ZJ.mjs";
import "./chunk-BFN7U65A.mjs";
import {
  nearest
} from "./chunk-LXU6DZ4O.mjs";
import "./chunk-KMWU4VL2.mjs";
import "./chunk-XOZ2M7R3.mjs";
import "./chunk-ZYVX2BHV.mjs";
import "./chunk-XWM6LM3U.mjs";
import "./chunk-NY5E6FMM.mjs";
import "./chunk-7P4UPFSA.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-4EJNWNDX.mjs";
import {
  count
} from "./chunk-NLS6OPJM.mjs";
import {
  formatDuration
} from "./chunk-2PFEKDEA.mjs";
import "./chunk-6W5MFQ47.mjs";
import "./chunk-6P7AVSSV.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/commands/simulate.ts
var simulate = defineCommand({
  name: "simulate",
  summary: "Replays known incidents, and counts what thousands of rollouts would do.",
  help: `It plays a policy that says nothing but who stands in its three rings, on models of machines in virtual time, and touches nothing.
incident: whom an update of the past would have hit, under this policy and in one big ring.
rollouts: false halts, detections, machines hit, duration.`,
  options: [
    { name: "machines", kind: "number", value: "N", default: "100", help: "How many machines, in three rings." },
    { name: "seed", kind: "number", value: "N", default: "1", help: "Another seed, other times and failures." }
  ],
  run: async ({ options, signal }) => {
    let { incident, rollouts, machines, seed } = options;
    refuse(machines, rollouts);
    let replayed = incident !== void 0 || rollouts === void 0 ? await replay(incident ?? "all", { machines, seed, signal }) : [], figures = rollouts === void 0 ? void 0 : await figuresOf({ rollouts, machines, seed });
    return signal.aborted ? { conclusion: "cancelled", line: "CANCELLED while simulating." } : {
      conclusion: "succeeded",
      line: lineOf(replayed, figures, seed),
      details: [
        ...replayed.length === 0 ? [] : ["", ...incidentLines(replayed)],
        ...figures === void 0 ? [] : ["", ...figureLines(figures)]
      ],
      result: { seed, machines, ...incidentResult(replayed), ...figureResult(figures) }
    };
  }
});
function refuse(machines, rollouts) {
  let faults = [
    ...machines < 20 || machines > 1e3 ? [`--machines is ${machines}: write a number from 20 to 1000.`] : [],
    ...rollouts !== void 0 && (rollouts < 1 || rollouts > 1e6) ? [`--rollouts is ${rollouts}: write a number from 1 to 1000000.`] : []
  ];
  if (faults.length > 0) throw new FailureError(faults.map((text) => failureOf("ARGUMENT_INVALID", text)));
}
async function replay(wanted, asked) {
  let { incidentNames, replayIncident } = await loadIncidents(), replayed = [];
  for (let name of wanted === "all" ? incidentNames : [wanted]) {
    if (asked.signal.aborted) break;
    let one = await replayIncident(name, asked);
    if (one === void 0) throw new FailureError([unknown(name, incidentNames)]);
    replayed.push(one);
  }
  return replayed;
}
function unknown(name, names) {
  let guess = nearest(name, names), hint = guess === void 0 ? "" : ` Did you mean "${guess}"?`, next = `The incidents are ${names.join(", ")}, or all.`;
  return failureOf("ARGUMENT_INVALID", `There is no incident "${name}".${hint}`, { next });
}
function lineOf(replayed, figures, seed) {
  let hit = replayed.reduce((sum, { onTheDay }) => sum + onTheDay.machinesHit, 0), inOneRing = replayed.reduce((sum, { oneRing }) => sum + oneRing.machinesHit, 0);
  return `SIMULATED: ${[
    ...replayed.length === 0 ? [] : [`${count(replayed.length, "incident")} hit ${count(hit, "machine")} in rings, ${inOneRing} in one big ring`],
    ...figures === void 0 ? [] : [
      `${figures.good.rollouts + figures.bad.rollouts} rollouts, ${percent(figures.good.halted)} false halts, ${percent(figures.bad.halted)} of bad updates found`
    ]
  ].join("; ")} (seed ${seed}).`;
}
function incidentLines(replayed) {
  let heads = ["incident", "update", "can hit", "on the day", "test ring lacks the role", "today", "one big ring"], rows = replayed.map(({ name, id, susceptible, onTheDay, uncovered, today, oneRing }) => [
    name,
    id,
    String(susceptible),
    String(onTheDay.machinesHit),
    uncovered === null ? "–" : String(uncovered.machinesHit),
    String(today.machinesHit),
    String(oneRing.machinesHit)
  ]), ends = replayed.map(
    ({ name, onTheDay: { conclusion, reason } }) => reason === "" ? `${name}: ${conclusion}.` : `${name}: ${conclusion}, ${reason}`
  );
  return [
    `machines hit of ${replayed[0]?.machines ?? 0}`,
    ...tableOf([heads, ...rows]),
    "on the day: with nothing known of the update. today: with the holds and rows that ship. one big ring: all at once, no gate, no hold.",
    "",
    "how it ended on the day",
    ...ends.map((text) => `  ${text}`)
  ];
}
function incidentResult(replayed) {
  if (replayed.length === 0) return {};
  let rows = replayed.map(({ onTheDay, uncovered, today, oneRing, ...told }) => ({
    ...told,
    machinesHit: onTheDay.machinesHit,
    machinesHitInOneRing: oneRing.machinesHit,
    machinesHitUncovered: uncovered?.machinesHit ?? null,
    machinesHitToday: today.machinesHit,
    ended: onTheDay.conclusion,
    why: onTheDay.reason
  })), sum = (key) => rows.reduce((all, row) => all + row[key], 0);
  return { machinesHit: sum("machinesHit"), machinesHitInOneRing: sum("machinesHitInOneRing"), incidents: rows };
}
function percent(share) {
  let rounded = Math.round(share * 1e3) / 10;
  return rounded === 100 && share < 1 ? "above 99.9 %" : rounded === 0 && share > 0 ? "below 0.1 %" : `${rounded} %`;
}
function figureLines({ machines, rings, kinds, good, bad }) {
  let hours = (length) => formatDuration(Math.round(length / 6e4) * 6e4), heads = ["update", "halted", "hit, median", "hit, p95", "begun, median", "took, median", "took, p95"], rows = kinds.map(({ name, halted, hit, started, took }) => [
    name,
    percent(halted),
    String(hit.median),
    String(hit.p95),
    String(started.median),
    hours(took.median),
    hours(took.p95)
  ]), shape = rings.map(({ name, machines: size, waves }) => `${name} ${size} (waves ${waves.join(", ")})`);
  return [
    `${good.rollouts + bad.rollouts} rollouts of ${machines} machines: ${shape.join(", ")}`,
    ...tableOf([heads, ...rows]),
    `false halts: ${percent(good.halted)} of ${good.rollouts} rollouts of good updates. found: ${percent(bad.halted)} of ${bad.rollouts} of bad ones, ${bad.hit.median} hit (p95 ${bad.hit.p95}).`,
    "took: to the halt, or to the end. Left out: windows, groups, skipped machines, holds, approvals, gates of a service, undo, drills, crashes of the run."
  ];
}
function figureResult(figures) {
  if (figures === void 0) return {};
  let { good, bad, kinds, rings } = figures;
  return {
    rollouts: good.rollouts + bad.rollouts,
    falseHaltRate: good.halted,
    detectionRate: bad.halted,
    hit: bad.hit,
    took: { good: good.took, bad: bad.took },
    rings,
    kinds
  };
}
export {
  simulate
};
