import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  count,
  instantText,
  listText
} from "./chunk-653LTDSJ.mjs";
import {
  countOf
} from "./chunk-JMNUFN4O.mjs";
import {
  endOfDay,
  formatDuration,
  licenceAgainst
} from "./chunk-YJTZBR5B.mjs";

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
function forecastLine({ deadline, forecast, machines }) {
  if (deadline === null || forecast === null || forecast.late.length === 0) return void 0;
  const { late, throughAt } = forecast;
  const who = `${late.length} of ${count(machines, "machine")} (${listText(late.map(({ machine }) => machine))})`;
  if (throughAt === null)
    return `As it goes now, ${who} will miss the deadline of ${deadline.due}: some have no window to come.`;
  const over = formatDuration(throughAt - endOfDay(deadline.due));
  return `As it goes now, ${who} will miss the deadline of ${deadline.due}: the last is through ${instantText(throughAt)}, ${over} late.`;
}
function licenceLine({ deadline, unlicensed }) {
  const [first] = unlicensed;
  if (first === void 0) return void 0;
  const who = `${count(unlicensed.length, "machine")} (${listText(unlicensed.map(({ machine }) => machine))})`;
  return `No working licence for Hotpatch on ${who}: ${first.reason}${licenceAgainst(deadline?.due ?? null)}; ${first.remedy}.`;
}

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

// src/report/ring-row.ts
function ringRows(plan, state, times) {
  const touched = plan.rings.map(() => ({ started: 0, hit: 0, hitAfterSoak: 0 }));
  for (const { ring, beganAt, failedBy } of state.machines.values()) {
    const counts = touched[ring];
    if (counts === void 0) continue;
    if (beganAt !== null) counts.started += 1;
    if (failedBy !== null) counts.hit += 1;
    if (failedBy?.isAfterSoak === true) counts.hitAfterSoak += 1;
  }
  return plan.rings.map((_, index) => {
    const [spent, counts] = [times[index], touched[index]];
    if (spent === void 0 || counts === void 0) throw new RangeError(`ring ${index} has no times`);
    return { ...ringRow(plan, state, index), ...counts, times: spent };
  });
}
function ringRow(plan, state, index) {
  const [planned, ring] = [plan.rings[index], state.rings[index]];
  if (planned === void 0 || ring === void 0) throw new RangeError(`ring ${index} is not in the plan`);
  const wave = ring.phase === "open" && ring.wave > 0 ? `, wave ${ring.wave}/${planned.waves.length}` : "";
  const finished = countOf(ring, ["done", "watching"]);
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
  const isUnderWay = drill?.stands === "undoing" || drill?.stands === "again";
  return isUnderWay && phase === "open" ? `, proves the undo on ${drill.machine ?? "its first machine"}` : "";
}
function hitText({ hit, hitAfterSoak, worstCase }) {
  const late = hitAfterSoak === 0 ? "" : `, and ${hitAfterSoak} after the soak`;
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
