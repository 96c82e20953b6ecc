import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  escapeMarkup
} from "./chunk-2TINYKME.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/report/junit.ts
var junitFile = "TEST-patchring.xml", attributes = (pairs) => Object.entries(pairs).map(([name, value]) => ` ${name}="${escapeMarkup(String(value))}"`).join("");
function junitOf(summary) {
  let suites = summary.rings.map((ring) => {
    let machines = summary.machines.filter((machine) => machine.ring === ring.name), services = summary.services.filter((row) => row.ring === ring.name);
    return { name: ring.name, machines, cases: [...machines.flatMap(casesOf), ...services.map(serviceCase)] };
  }), all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: `patchring ${summary.rolloutId}`, ...totals(all) })}>`,
    ...suites.flatMap(({ name, machines, cases }) => [
      `<testsuite${attributes({ name, ...totals(cases), timestamp: beginning(machines, summary.at) })}>`,
      ...cases.map(line),
      "</testsuite>"
    ]),
    "</testsuites>",
    ""
  ].join(`
`);
}
function totals(cases) {
  let of = (kind) => cases.filter(({ bad }) => bad?.kind === kind).length, time = cases.reduce((sum, one) => sum + one.time, 0);
  return { tests: cases.length, failures: of("failure"), errors: of("error"), skipped: of("skipped"), time };
}
function beginning(machines, at) {
  let first = machines.reduce((earliest, { beganAt }) => Math.min(earliest, beganAt ?? earliest), at);
  return new Date(first).toISOString().slice(0, 19);
}
function casesOf(machine) {
  let { name, gates, beganAt, endedAt } = machine, time = beganAt === null || endedAt === null ? 0 : Math.round((endedAt - beganAt) / 1e3), bad = updateTrouble(machine), gateCase = (stage) => (gate) => caseOf(machine, stage, gate);
  return [
    { name: `${name}: update`, classname: classOf(machine), time, ...bad === void 0 ? {} : { bad } },
    ...gates.before.map(gateCase("before")),
    ...gates.after.map(gateCase("after"))
  ];
}
var skippedPhases = ["pending", "skipped", "excluded"], failedPhases = ["failed", "stranded", "undone"];
function updateTrouble({ phase, why, failure }) {
  if (phase === "done" || phase === "watching") return;
  let message = why ?? (phase === "pending" ? "its turn has not come" : phase);
  return { kind: failedPhases.includes(phase) ? "failure" : skippedPhases.includes(phase) ? "skipped" : "error", type: failure?.code ?? phase, message };
}
var kinds = {
  pass: void 0,
  fail: "failure",
  inconclusive: "skipped",
  error: "error"
};
function caseOf(machine, stage, { gate, severity, verdict, reason }) {
  let base = { name: `${machine.name}: ${gate}, ${stage}`, classname: classOf(machine), time: 0 }, kind = kinds[verdict];
  return kind === void 0 ? base : { ...base, bad: { kind: severity !== "observe" && stage === "after" ? kind : "skipped", type: severity, message: `${verdict}: ${reason}` } };
}
function classOf({ ring, name }) {
  return `${ring}.${name}`;
}
function serviceCase({ ring, after, gate, severity, verdict, reason }) {
  let base = { name: `service: ${gate}, after ${after}`, classname: `${ring}.service`, time: 0 }, kind = kinds[verdict];
  return kind === void 0 ? base : { ...base, bad: { kind: severity !== "observe" ? kind : "skipped", type: severity, message: `${verdict}: ${reason}` } };
}
function line({ name, classname, time, bad }) {
  let head = `<testcase${attributes({ classname, name, time })}`;
  if (bad === void 0) return `${head}/>`;
  let { kind, type, message } = bad;
  return `${head}><${kind}${attributes(kind === "skipped" ? { message } : { type, message })}/></testcase>`;
}
export {
  junitFile,
  junitOf
};
