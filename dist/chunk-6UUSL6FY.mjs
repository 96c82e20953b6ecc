import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  count,
  instantText,
  listText
} from "./chunk-NLS6OPJM.mjs";
import {
  countOf
} from "./chunk-SRSEICG6.mjs";
import {
  endOfDay,
  formatDuration,
  licenceAgainst
} from "./chunk-2PFEKDEA.mjs";

// src/report/deadline.ts
function deadlineLine({ deadline, machines, behind, closes }) {
  if (deadline === null || deadline.standing === "ahead" || behind.length === 0) return;
  let kbs = new Set(behind.flatMap((one) => one.kbs)), lacking = Object.entries(closes).filter(([name]) => name.split("+").some((kb) => kbs.has(kb))), open = new Set(lacking.flatMap(([, cves]) => cves)), holes = open.size === 0 ? "" : `; ${count(open.size, "CVE")} may be open there`, who = `${behind.length} of ${count(machines, "machine")} ${behind.length === 1 ? "is" : "are"} behind (${listText(behind.map(({ machine }) => machine))})`;
  return deadline.standing === "past" ? `LATE: the deadline was ${deadline.due}, and ${who}${holes}.` : `The deadline is ${deadline.due}, and ${who}${holes}.`;
}
function forecastLine({ deadline, forecast, machines }) {
  if (deadline === null || forecast === null || forecast.late.length === 0) return;
  let { late, throughAt } = forecast, who = `${late.length} of ${count(machines, "machine")} (${listText(late.map(({ machine }) => machine))})`;
  if (throughAt === null)
    return `As it goes now, ${who} will miss the deadline of ${deadline.due}: some have no window to come.`;
  let over = formatDuration(throughAt - endOfDay(deadline.due));
  return `As it goes now, ${who} will miss the deadline of ${deadline.due}: the last is through ${instantText(throughAt)}, ${over} late.`;
}
function licenceLine({ deadline, unlicensed }) {
  let [first] = unlicensed;
  return first === void 0 ? void 0 : `No working licence for Hotpatch on ${`${count(unlicensed.length, "machine")} (${listText(unlicensed.map(({ machine }) => machine))})`}: ${first.reason}${licenceAgainst(deadline?.due ?? null)}; ${first.remedy}.`;
}

// src/report/mermaid.ts
var fence = (...lines) => ["```mermaid", ...lines, "```"].join(`
`);
function ringFlow(rings) {
  let boxes = rings.map((ring, index) => {
    let label = `${ring.name}: ${ring.state}, ${ring.updated} of ${ring.machines}`;
    return `  r${index}["${label.replace(/[^\w .,:/-]/g, "")}"]:::${lookOf(ring)}`;
  }), arrows = rings.slice(1).map((_, index) => `  r${index} --> r${index + 1}`);
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
  return failed + stranded + undone > 0 || state === "held" ? "bad" : state === "passed" ? "good" : state === "waiting" ? "idle" : "busy";
}
function ganttOf(bars) {
  if (bars.length === 0) return [];
  let looks = { done: "done, ", active: "active, ", bad: "crit, " }, day = (at) => new Date(at).toISOString().slice(0, 16).replace("T", " "), lines = [], section = "";
  for (let { ring, what, from, to, look } of bars) {
    ring !== section && lines.push(`  section ${ring}`), section = ring;
    let minutes = Math.max(1, Math.round((to - from) / 6e4));
    lines.push(`  ${what} :${looks[look]}${day(from)}, ${minutes}m`);
  }
  return [fence("gantt", "  dateFormat YYYY-MM-DD HH:mm", "  axisFormat %d %H:%M", ...lines)];
}

// src/report/ring-row.ts
function ringRows(plan, state, times) {
  let touched = plan.rings.map(() => ({ started: 0, hit: 0, hitAfterSoak: 0 }));
  for (let { ring, beganAt, failedBy } of state.machines.values()) {
    let counts = touched[ring];
    counts !== void 0 && (beganAt !== null && (counts.started += 1), failedBy !== null && (counts.hit += 1), failedBy?.isAfterSoak === !0 && (counts.hitAfterSoak += 1));
  }
  return plan.rings.map((_, index) => {
    let [spent, counts] = [times[index], touched[index]];
    if (spent === void 0 || counts === void 0) throw new RangeError(`ring ${index} has no times`);
    return { ...ringRow(plan, state, index), ...counts, times: spent };
  });
}
function ringRow(plan, state, index) {
  let [planned, ring] = [plan.rings[index], state.rings[index]];
  if (planned === void 0 || ring === void 0) throw new RangeError(`ring ${index} is not in the plan`);
  let wave = ring.phase === "open" && ring.wave > 0 ? `, wave ${ring.wave}/${planned.waves.length}` : "", finished = countOf(ring, ["done", "watching"]);
  return {
    name: planned.name,
    state: `${ring.phase}${wave}${drillText(ring)}`,
    machines: planned.machines.length,
    updated: ring.updated,
    needless: Math.max(0, finished - ring.updated),
    failed: countOf(ring, ["failed", "unclear"]),
    skipped: countOf(ring, ["skipped", "excluded"]),
    undone: countOf(ring, ["undone"]),
    stranded: countOf(ring, ["stranded"]),
    untouched: countOf(ring, ["pending"]),
    waves: { planned: planned.waves.length, opened: ring.wave },
    soak: planned.soak,
    worstCase: planned.worstCase,
    drill: ring.drill === null ? null : { stands: ring.drill.stands, machine: ring.drill.machine }
  };
}
function drillText({ phase, drill }) {
  return (drill?.stands === "undoing" || drill?.stands === "again") && phase === "open" ? `, proves the undo on ${drill.machine ?? "its first machine"}` : "";
}
function hitText({ hit, hitAfterSoak, worstCase }) {
  let late = hitAfterSoak === 0 ? "" : `, and ${hitAfterSoak} after the soak`;
  return `${hit - hitAfterSoak} of ${worstCase.visible}${late}`;
}

export {
  deadlineLine,
  forecastLine,
  licenceLine,
  ringFlow,
  lookOf,
  ganttOf,
  ringRows,
  hitText
};
