import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  escapeMarkup
} from "./chunk-F2AQFBUS.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/report/junit.ts
var junitFile = "TEST-patchring.xml";
var attributes = (pairs) => Object.entries(pairs).map(([name, value]) => ` ${name}="${escapeMarkup(String(value))}"`).join("");
function junitOf(summary) {
  const suites = summary.rings.map((ring) => {
    const machines = summary.machines.filter((machine) => machine.ring === ring.name);
    const services = summary.services.filter((row) => row.ring === ring.name);
    return { name: ring.name, machines, cases: [...machines.flatMap(casesOf), ...services.map(serviceCase)] };
  });
  const all = suites.flatMap(({ cases }) => cases);
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
  ].join("\n");
}
function totals(cases) {
  const of = (kind) => cases.filter(({ bad }) => bad?.kind === kind).length;
  const time = cases.reduce((sum, one) => sum + one.time, 0);
  return { tests: cases.length, failures: of("failure"), errors: of("error"), skipped: of("skipped"), time };
}
function beginning(machines, at) {
  const first = machines.reduce((earliest, { beganAt }) => Math.min(earliest, beganAt ?? earliest), at);
  return new Date(first).toISOString().slice(0, 19);
}
function casesOf(machine) {
  const { name, gates, beganAt, endedAt } = machine;
  const time = beganAt === null || endedAt === null ? 0 : Math.round((endedAt - beganAt) / 1e3);
  const bad = updateTrouble(machine);
  const gateCase = (stage) => (gate) => caseOf(machine, stage, gate);
  return [
    { name: `${name}: update`, classname: classOf(machine), time, ...bad === void 0 ? {} : { bad } },
    ...gates.before.map(gateCase("before")),
    ...gates.after.map(gateCase("after"))
  ];
}
var skippedPhases = ["pending", "skipped", "excluded"];
var failedPhases = ["failed", "stranded", "undone"];
function updateTrouble({ phase, why, failure }) {
  if (phase === "done" || phase === "watching") return void 0;
  const message = why ?? (phase === "pending" ? "its turn has not come" : phase);
  const kind = failedPhases.includes(phase) ? "failure" : skippedPhases.includes(phase) ? "skipped" : "error";
  return { kind, type: failure?.code ?? phase, message };
}
var kinds = {
  pass: void 0,
  fail: "failure",
  inconclusive: "skipped",
  error: "error"
};
function caseOf(machine, stage, { gate, severity, verdict, reason }) {
  const base = { name: `${machine.name}: ${gate}, ${stage}`, classname: classOf(machine), time: 0 };
  const kind = kinds[verdict];
  if (kind === void 0) return base;
  const isRed = severity !== "observe" && stage === "after";
  return { ...base, bad: { kind: isRed ? kind : "skipped", type: severity, message: `${verdict}: ${reason}` } };
}
function classOf({ ring, name }) {
  return `${ring}.${name}`;
}
function serviceCase({ ring, after, gate, severity, verdict, reason }) {
  const base = { name: `service: ${gate}, after ${after}`, classname: `${ring}.service`, time: 0 };
  const kind = kinds[verdict];
  if (kind === void 0) return base;
  const isRed = severity !== "observe";
  return { ...base, bad: { kind: isRed ? kind : "skipped", type: severity, message: `${verdict}: ${reason}` } };
}
function line({ name, classname, time, bad }) {
  const head = `<testcase${attributes({ classname, name, time })}`;
  if (bad === void 0) return `${head}/>`;
  const { kind, type, message } = bad;
  return `${head}><${kind}${attributes(kind === "skipped" ? { message } : { type, message })}/></testcase>`;
}
export {
  junitFile,
  junitOf
};
