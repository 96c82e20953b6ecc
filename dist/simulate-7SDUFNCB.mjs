import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  tableOf
} from "./chunk-UBGHUTNP.mjs";
import {
  figuresOf,
  loadIncidents
} from "./chunk-XG4EGFY7.mjs";
import {
  defineCommand
} from "./chunk-J3GBBVIQ.mjs";
import "./chunk-5NH5M7DG.mjs";
import {
  nearest
} from "./chunk-ZD3ILFP4.mjs";
import "./chunk-EJQNZCKZ.mjs";
import "./chunk-YTFYII6Q.mjs";
import "./chunk-C4KSEYTN.mjs";
import "./chunk-UXZ6BDMA.mjs";
import "./chunk-UY47VAXF.mjs";
import "./chunk-AYWG556Y.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-DIBE7RQS.mjs";
import {
  count
} from "./chunk-653LTDSJ.mjs";
import {
  formatDuration
} from "./chunk-YJTZBR5B.mjs";
import "./chunk-BZIO6GYC.mjs";
import "./chunk-4RBZO4HP.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/commands/simulate.ts
var simulate = defineCommand({
  name: "simulate",
  summary: "Replays known incidents, and counts what thousands of rollouts would do.",
  help: "It plays a policy that says nothing but who stands in its three rings, on models of machines in virtual time, and touches nothing.\nincident: whom an update of the past would have hit, under this policy and in one big ring.\nrollouts: false halts, detections, machines hit, duration.",
  options: [
    { name: "machines", kind: "number", value: "N", default: "100", help: "How many machines, in three rings." },
    { name: "seed", kind: "number", value: "N", default: "1", help: "Another seed, other times and failures." }
  ],
  run: async ({ options, signal }) => {
    const { incident, rollouts, machines, seed } = options;
    refuse(machines, rollouts);
    const replays = incident !== void 0 || rollouts === void 0;
    const replayed = replays ? await replay(incident ?? "all", { machines, seed, signal }) : [];
    const figures = rollouts === void 0 ? void 0 : await figuresOf({ rollouts, machines, seed });
    if (signal.aborted) return { conclusion: "cancelled", line: "CANCELLED while simulating." };
    return {
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
  const faults = [
    ...machines < 20 || machines > 1e3 ? [`--machines is ${machines}: write a number from 20 to 1000.`] : [],
    ...rollouts !== void 0 && (rollouts < 1 || rollouts > 1e6) ? [`--rollouts is ${rollouts}: write a number from 1 to 1000000.`] : []
  ];
  if (faults.length > 0) throw new FailureError(faults.map((text) => failureOf("ARGUMENT_INVALID", text)));
}
async function replay(wanted, asked) {
  const { incidentNames, replayIncident } = await loadIncidents();
  const replayed = [];
  for (const name of wanted === "all" ? incidentNames : [wanted]) {
    if (asked.signal.aborted) break;
    const one = await replayIncident(name, asked);
    if (one === void 0) throw new FailureError([unknown(name, incidentNames)]);
    replayed.push(one);
  }
  return replayed;
}
function unknown(name, names) {
  const guess = nearest(name, names);
  const hint = guess === void 0 ? "" : ` Did you mean "${guess}"?`;
  const next = `The incidents are ${names.join(", ")}, or all.`;
  return failureOf("ARGUMENT_INVALID", `There is no incident "${name}".${hint}`, { next });
}
function lineOf(replayed, figures, seed) {
  const hit = replayed.reduce((sum, { onTheDay }) => sum + onTheDay.machinesHit, 0);
  const inOneRing = replayed.reduce((sum, { oneRing }) => sum + oneRing.machinesHit, 0);
  const said = [
    ...replayed.length === 0 ? [] : [`${count(replayed.length, "incident")} hit ${count(hit, "machine")} in rings, ${inOneRing} in one big ring`],
    ...figures === void 0 ? [] : [
      `${figures.good.rollouts + figures.bad.rollouts} rollouts, ${percent(figures.good.halted)} false halts, ${percent(figures.bad.halted)} of bad updates found`
    ]
  ];
  return `SIMULATED: ${said.join("; ")} (seed ${seed}).`;
}
function incidentLines(replayed) {
  const heads = ["incident", "update", "can hit", "on the day", "test ring lacks the role", "today", "one big ring"];
  const rows = replayed.map(({ name, id, susceptible, onTheDay, uncovered, today, oneRing }) => [
    name,
    id,
    String(susceptible),
    String(onTheDay.machinesHit),
    uncovered === null ? "–" : String(uncovered.machinesHit),
    String(today.machinesHit),
    String(oneRing.machinesHit)
  ]);
  const ends = replayed.map(
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
  const rows = replayed.map(({ onTheDay, uncovered, today, oneRing, ...told }) => ({
    ...told,
    machinesHit: onTheDay.machinesHit,
    machinesHitInOneRing: oneRing.machinesHit,
    machinesHitUncovered: uncovered?.machinesHit ?? null,
    machinesHitToday: today.machinesHit,
    ended: onTheDay.conclusion,
    why: onTheDay.reason
  }));
  const sum = (key) => rows.reduce((all, row) => all + row[key], 0);
  return { machinesHit: sum("machinesHit"), machinesHitInOneRing: sum("machinesHitInOneRing"), incidents: rows };
}
function percent(share) {
  const rounded = Math.round(share * 1e3) / 10;
  if (rounded === 100 && share < 1) return "above 99.9 %";
  return rounded === 0 && share > 0 ? "below 0.1 %" : `${rounded} %`;
}
function figureLines({ machines, rings, kinds, good, bad }) {
  const hours = (length) => formatDuration(Math.round(length / 6e4) * 6e4);
  const heads = ["update", "halted", "hit, median", "hit, p95", "begun, median", "took, median", "took, p95"];
  const rows = kinds.map(({ name, halted, hit, started, took }) => [
    name,
    percent(halted),
    String(hit.median),
    String(hit.p95),
    String(started.median),
    hours(took.median),
    hours(took.p95)
  ]);
  const shape = rings.map(({ name, machines: size, waves }) => `${name} ${size} (waves ${waves.join(", ")})`);
  return [
    `${good.rollouts + bad.rollouts} rollouts of ${machines} machines: ${shape.join(", ")}`,
    ...tableOf([heads, ...rows]),
    `false halts: ${percent(good.halted)} of ${good.rollouts} rollouts of good updates. found: ${percent(bad.halted)} of ${bad.rollouts} of bad ones, ${bad.hit.median} hit (p95 ${bad.hit.p95}).`,
    "took: to the halt, or to the end. Left out: windows, groups, skipped machines, holds, approvals, gates of a service, undo, drills, crashes of the run."
  ];
}
function figureResult(figures) {
  if (figures === void 0) return {};
  const { good, bad, kinds, rings } = figures;
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
