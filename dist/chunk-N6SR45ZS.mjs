import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  count,
  listText
} from "./chunk-STRHDUYB.mjs";
import {
  licenceAgainst
} from "./chunk-UJPHW423.mjs";

// src/report/deadline.ts
function deadlineLine({ deadline, machines, behind, closes }) {
  if (deadline === null || deadline.standing === "ahead" || behind.length === 0) return void 0;
  const kbs = new Set(behind.flatMap((one) => one.kbs));
  const lacking = Object.entries(closes).filter(([name]) => name.split("+").some((kb) => kbs.has(kb)));
  const open = new Set(lacking.flatMap(([, cves]) => cves));
  const holes = open.size === 0 ? "" : `; ${count(open.size, "CVE")} may be open there`;
  const who = `${behind.length} of ${count(machines, "machine")} ${behind.length === 1 ? "is" : "are"} behind (${listText(behind.map(({ machine }) => machine))})`;
  return deadline.standing === "past" ? `LATE: the deadline was ${deadline.due}, and ${who}${holes}.` : `The deadline is ${deadline.due}, and ${who}${holes}.`;
}
function licenceLine({ deadline, unlicensed }) {
  const [first] = unlicensed;
  if (first === void 0) return void 0;
  const who = `${count(unlicensed.length, "machine")} (${listText(unlicensed.map(({ machine }) => machine))})`;
  return `No working licence for Hotpatch on ${who}: ${first.reason}${licenceAgainst(deadline?.due ?? null)}; ${first.remedy}.`;
}

// src/rollout/phases.ts
var rolloutPhases = {
  running: ["halted", "done"],
  /** Sticky: only a person's word goes on. */
  halted: ["running", "undoing"],
  /** Nothing goes forward; what this rollout did is taken back. */
  undoing: ["undone", "halted"],
  /** A person can take back more: rings that had passed, machines that were spared. */
  undone: ["undoing"],
  /** A person may still take it back. */
  done: ["undoing"]
};
var ringPhases = {
  waiting: ["open"],
  open: ["soaking", "passed", "held"],
  soaking: ["judging"],
  /** Every updated machine is looked at once more. Whoever came back in line opens the ring again: nobody passes unseen. */
  judging: ["open", "passed", "held"],
  /** Starts nothing; the next run tries again. */
  held: ["open", "judging"],
  passed: []
};
var machinePhases = {
  pending: ["checking", "excluded"],
  checking: ["checking", "clearing", "ready", "skipped", "done", "pending", "failed", "excluded", "undoVerifying"],
  /** A restart of somebody else's making, done before we begin. */
  clearing: ["checking", "pending", "failed"],
  /** Looked at, may be updated, and knows with what. */
  ready: ["installing", "pending", "done", "skipped", "failed", "excluded", "uninstalling"],
  installing: ["installed", "failed", "pending", "skipped", "done"],
  installed: ["restarting", "verifying", "done", "skipped", "failed", "uninstalling", "undoVerifying", "excluded"],
  restarting: ["restarted", "installed", "failed"],
  /** `ready`: what failed before the restart is tried once more after it. */
  restarted: ["restarting", "verifying", "ready", "failed", "uninstalling", "undoVerifying", "excluded"],
  verifying: ["verifying", "ready", "done", "failed", "unclear", "uninstalling", "undoVerifying", "excluded"],
  done: ["watching", "uninstalling", "undoVerifying", "pending"],
  /** The second look, after the soak. */
  watching: ["watching", "done", "failed", "unclear", "uninstalling", "undoVerifying", "excluded"],
  /** Nothing was started. */
  skipped: ["pending", "excluded"],
  failed: ["verifying", "watching", "suspect", "excluded", "uninstalling", "undoVerifying"],
  /** A person wants it tried again, and nobody knows how it is: it counts as out of service until it has been looked at. */
  suspect: ["checking", "excluded", "undoVerifying"],
  /** No gate failed, and not all passed: out of service until a later run gets a clear answer. */
  unclear: ["verifying", "watching", "excluded", "uninstalling", "undoVerifying"],
  uninstalling: ["uninstalled", "stranded", "uninstalling"],
  uninstalled: ["undoRestarting", "undoVerifying", "stranded"],
  undoRestarting: ["undoRestarted", "stranded"],
  undoRestarted: ["undoRestarting", "undoVerifying", "stranded"],
  undoVerifying: ["undoVerifying", "undone", "stranded"],
  undone: [],
  /** Could be neither updated nor undone: a person has to look. */
  stranded: ["verifying", "watching", "excluded"],
  /** A person took it out of this rollout. */
  excluded: []
};
var machinePhaseNames = Object.keys(machinePhases);
function step(table, from, to) {
  if (table[from]?.includes(to) === true) return to;
  throw new RangeError(`no step from ${from} to ${to}`);
}
var activePhases = [
  "suspect",
  "checking",
  "clearing",
  "ready",
  "installing",
  "installed",
  "restarting",
  "restarted",
  "verifying"
];
var undoPhases = [
  "uninstalling",
  "uninstalled",
  "undoRestarting",
  "undoRestarted",
  "undoVerifying"
];
var brokenPhases = ["failed", "unclear", "stranded"];

// src/report/mermaid.ts
var fence = (...lines) => ["```mermaid", ...lines, "```"].join("\n");
function ringFlow(rings) {
  const boxes = rings.map((ring, index) => {
    const label = `${ring.name}: ${ring.state}, ${ring.updated} of ${ring.machines}`;
    return `  r${index}["${label.replace(/[^\w .,:/-]/g, "")}"]:::${lookOf(ring)}`;
  });
  const arrows = rings.slice(1).map((_, index) => `  r${index} --> r${index + 1}`);
  return fence(
    "flowchart LR",
    ...boxes,
    ...arrows,
    "  classDef good fill:#1a7f37,color:#fff,stroke:#1a7f37",
    "  classDef bad fill:#cf222e,color:#fff,stroke:#cf222e",
    "  classDef busy fill:#0969da,color:#fff,stroke:#0969da",
    "  classDef idle fill:#eaeef2,color:#24292f,stroke:#8c959f"
  );
}
function lookOf({ state, failed, stranded, undone }) {
  if (failed + stranded + undone > 0 || state === "held") return "bad";
  if (state === "passed") return "good";
  return state === "waiting" ? "idle" : "busy";
}
function ganttOf(bars) {
  if (bars.length === 0) return [];
  const looks = { done: "done, ", active: "active, ", bad: "crit, " };
  const day = (at) => new Date(at).toISOString().slice(0, 16).replace("T", " ");
  const lines = [];
  let section = "";
  for (const { ring, what, from, to, look } of bars) {
    if (ring !== section) lines.push(`  section ${ring}`);
    section = ring;
    const minutes = Math.max(1, Math.round((to - from) / 6e4));
    lines.push(`  ${what} :${looks[look]}${day(from)}, ${minutes}m`);
  }
  return [fence("gantt", "  dateFormat YYYY-MM-DD HH:mm", "  axisFormat %d %H:%M", ...lines)];
}

export {
  rolloutPhases,
  ringPhases,
  machinePhases,
  machinePhaseNames,
  step,
  activePhases,
  undoPhases,
  brokenPhases,
  deadlineLine,
  licenceLine,
  ringFlow,
  lookOf,
  ganttOf
};
