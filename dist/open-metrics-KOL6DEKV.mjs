import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  plain
} from "./chunk-2TINYKME.mjs";
import {
  timeKinds
} from "./chunk-IMDTDMIN.mjs";
import {
  conclusions
} from "./chunk-6LAG6MGP.mjs";
import "./chunk-6AWOICFL.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/report/open-metrics.ts
var metricsFile = "patchring.prom", states = ["updated", "needless", "failed", "skipped", "undone", "stranded", "untouched"];
function openMetricsOf(summary) {
  let all = { rollout: summary.rolloutId };
  return [...familiesOf(summary, all).flatMap(linesOf), "# EOF", ""].join(`
`);
}
function familiesOf({ conclusion, rings, standing, compliance, at }, all) {
  let each = (samples) => rings.flatMap((ring) => samples(ring, { ...all, ring: ring.name }));
  return [
    {
      name: "patchring_conclusion",
      help: "How the last run ended: 1 for its word.",
      samples: conclusions.map((word) => [{ ...all, conclusion: word }, word === conclusion ? 1 : 0])
    },
    {
      name: "patchring_ring_machines",
      help: "Machines of a ring by what became of them.",
      samples: each((ring, labels) => states.map((state) => [{ ...labels, state }, ring[state]]))
    },
    {
      name: "patchring_ring_hit_machines",
      help: "Machines of a ring that failed, whatever became of them afterwards.",
      samples: each((ring, labels) => [[labels, ring.hit]])
    },
    {
      name: "patchring_ring_worst_case_machines",
      help: "Machines that the plan lets an update hit before a gate stops it.",
      samples: each((ring, labels) => [[labels, ring.worstCase.visible]])
    },
    {
      name: "patchring_ring_time_seconds",
      help: "Where the time of a ring went.",
      samples: each((ring, labels) => timeKinds.map((kind) => [{ ...labels, kind }, ring.times[kind] / 1e3]))
    },
    {
      name: "patchring_machines_behind",
      help: "Machines that lack something of the plan.",
      samples: [[all, compliance.behind.length]]
    },
    {
      name: "patchring_next_due_timestamp_seconds",
      help: "When a run has something to do again; absent where only a person knows.",
      samples: standing.nextAt === null ? [] : [[all, standing.nextAt / 1e3]]
    },
    { name: "patchring_report_timestamp_seconds", help: "When this was written.", samples: [[all, at / 1e3]] }
  ];
}
function linesOf({ name, help, samples }) {
  return samples.length === 0 ? [] : [
    `# TYPE ${name} gauge`,
    ...name.endsWith("_seconds") ? [`# UNIT ${name} seconds`] : [],
    `# HELP ${name} ${help}`,
    ...samples.map(([labels, value]) => `${name}{${labelText(labels)}} ${value}`)
  ];
}
function labelText(labels) {
  return Object.entries(labels).map(([name, value]) => `${name}="${plain(value).replace(/[\\"]/g, "\\$&")}"`).join(",");
}
export {
  metricsFile,
  openMetricsOf
};
