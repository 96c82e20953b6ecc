import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  complianceOf,
  resultForecastOf
} from "./chunk-QQS42J4O.mjs";
import {
  windowText
} from "./chunk-DBKPDMIJ.mjs";
import {
  tableOf
} from "./chunk-UBGHUTNP.mjs";
import {
  haltRate,
  stateOf
} from "./chunk-42CUXDJU.mjs";
import {
  pasteable
} from "./chunk-YTFYII6Q.mjs";
import {
  serviceScopes
} from "./chunk-C4KSEYTN.mjs";
import {
  forecastLine
} from "./chunk-TTRE5NRQ.mjs";
import {
  count,
  instantText,
  listText,
  updatesText
} from "./chunk-653LTDSJ.mjs";
import {
  endOfDay,
  formatDuration
} from "./chunk-YJTZBR5B.mjs";

// src/commands/plan-calendar.ts
function calendarLines({ calendar }) {
  if (calendar === void 0) return [];
  const { release, windows, blackouts, freezes } = calendar;
  const named = release === null ? "not told by what is planned: the survey counts" : `${release.at.slice(0, 10)}, as ${listText(release.kbs) || "its metadata"} says`;
  return [
    ...calendar.follow === "detected-release" ? [`release: ${named}`] : [],
    ...windows.map(({ name, machines, window }) => `window ${name}: ${windowText(window)}, for ${listText(machines)}`),
    ...blackouts.map(
      ({ from, to, timeZone, reason }) => `blackout: ${from} to ${to}, ${timeZone === "machine" ? "each machine's own time" : timeZone} (${reason})`
    ),
    ...freezes.map(({ machines, until, reason }) => `frozen until ${until}: ${listText(machines)} (${reason})`)
  ];
}
function follows(calendar) {
  if (calendar?.follow !== "detected-release") return "the beginning";
  return calendar.release === null ? "the beginning (no release is told)" : `the release of ${calendar.release.at.slice(0, 10)}`;
}
function forecastOfPlan(plan, now) {
  const compliance = complianceOf(plan, stateOf(plan, now), now);
  const { deadline, forecast } = compliance;
  const result = resultForecastOf(compliance);
  const late = forecastLine(compliance);
  if (late !== void 0) return { lines: [late], isLate: true, result };
  if (forecast === null || forecast.throughAt === null || deadline === null)
    return { lines: [], isLate: false, result };
  const early = formatDuration(endOfDay(deadline.due) - forecast.throughAt);
  const text = `Begun now, the last machine is through ${instantText(forecast.throughAt)}, ${early} before the deadline ends.`;
  return { lines: [text], isLate: false, result };
}

// src/commands/halting-lines.ts
function haltingLines({ analysis, machines }) {
  if (analysis === void 0) return [];
  const { zeroTolerance, baseline, regression } = analysis;
  const early = zeroTolerance === 0 ? [] : [`a failure among the first ${count(zeroTolerance, "machine")}`];
  const rules = [
    ...early,
    "two machines failing alike",
    `too many for ${percent(baseline)} rather than ${percent(regression)}`
  ];
  const halts = (rate) => percent(haltRate({ design: analysis, zeroTolerance, machines: machines.length, rate }));
  return [
    `halts, whatever a ring tolerates: ${rules.join("; ")}.`,
    `of rollouts like this one it halts ${halts(baseline)} where ${percent(baseline)} of machines fail, ${halts(regression)} where ${percent(regression)} do.`
  ];
}
function percent(share) {
  return `${Number((share * 100).toPrecision(3))} %`;
}

// src/commands/plan-around.ts
function aroundLines({ around = [] }) {
  if (around.length === 0) return [];
  const rows = around.map(({ per, machines, before, after, timeout }) => [
    `  each ${per}${machines === null ? "" : ` of ${listText(machines)}`}`,
    `before: ${pasteable(before)}`,
    after === null ? "after: nothing" : `after: ${pasteable(after)}`,
    `at most ${formatDuration(timeout)} each`
  ]);
  return [
    "runs commands of yours around the work, on the runner; after is owed once before was begun",
    ...tableOf(rows)
  ];
}

// src/commands/plan-service.ts
var heads = {
  wave: "each wave, before the next one starts or the soak begins",
  ring: "each ring, when it has soaked, before the next one opens"
};
function serviceLines({ gates }) {
  return serviceScopes.flatMap((of) => {
    const rows = (gates[of] ?? []).map(rowOf);
    return rows.length === 0 ? [] : [`gates of a service after ${heads[of]}`, ...tableOf(rows)];
  });
}
function rowOf(choice) {
  const { gate, severity, measuring } = choice;
  const { count: times = 1, interval = 0, failureLimit = 0, inconclusiveLimit = 0 } = measuring ?? {};
  const often = times === 1 ? "measured once" : `${count(times, "measurement")}, ${formatDuration(interval)} apart`;
  return [
    `  ${gate}`,
    askedOf(choice),
    consequences[severity],
    `${often}; ${failureLimit} may fail, ${inconclusiveLimit} be unclear`
  ];
}
var consequences = {
  critical: "critical: halts",
  hard: "hard: halts",
  soft: "soft: holds the ring",
  observe: "observe: only reports"
};
function askedOf({ settings: { url, path, query, command, pass, fail, expect } }) {
  if (Array.isArray(command)) return pasteable(command.map(String));
  const what = query ?? path;
  if (what === void 0) return `${url}, answers ${expect}`;
  return `${what} of ${url}, good to ${pass}, bad from ${fail}`;
}

// src/commands/plan-lines.ts
function bitingHolds(plan) {
  const planned = new Set(plan.updates.flatMap(({ kbs }) => kbs));
  return plan.holds.filter(({ kb }) => planned.has(kb));
}
function planLines(plan, held = []) {
  const holds = [...holdLines(plan), ...heldLines(plan, held)];
  const when = [...deadlineLines(plan), ...calendarLines(plan)];
  const own = [...scriptLines(plan), ...aroundLines(plan)];
  const head = [...updateLines(plan), ...own, ...holeLines(plan), ...when, ...holds];
  return [...head, "", ...ringTable(plan), ...serviceLines(plan), ...haltingLines(plan), "", ...machineLines(plan)];
}
function updateLines({ updates, surveyedRing }) {
  if (surveyedRing === null) {
    return [
      "updates: not known. This plan was made offline; no machine was asked, so it pins nothing and cannot be applied."
    ];
  }
  if (updates.length === 0)
    return [`updates: none. No machine of ring ${surveyedRing} is offered one that the policy wants.`];
  const rows = updates.map((update) => [
    `  ${updatesText([update])}`,
    `${restartTexts[update.restart]}${update.isRestartPredicted ? " (predicted)" : ""}`,
    `offered to ${update.offeredTo.length} of ${surveyedRing}`,
    update.title.replace(/ \(KB\d+\).*$/, "")
  ]);
  return [`updates: ${updates.length}, and no other in any ring`, ...tableOf(rows)];
}
function scriptLines(plan) {
  return [...sourceLines(plan), ...probeLines(plan)];
}
function probeLines({ probeScripts = [] }) {
  if (probeScripts.length === 0) return [];
  const rows = probeScripts.map(({ file, sha256 }) => ["  gate", file, sha256]);
  return ["runs scripts of yours as gates, with the rights of the logon (SHA-256)", ...tableOf(rows)];
}
function sourceLines({ source }) {
  if (source.kind !== "script") return [];
  const { script, detect, uninstall } = source;
  const rows = [
    ["  script", script.file, script.sha256],
    ["  detect", detect.file, detect.sha256],
    uninstall === null ? ["  uninstall", "none", "a machine that is undone is stranded: nothing takes this away"] : ["  uninstall", uninstall.file, uninstall.sha256]
  ];
  return [`runs ${source.name} as SYSTEM (SHA-256)`, ...tableOf(rows)];
}
function holeLines({ updates, fastTrack }) {
  const cves = [...new Set(updates.flatMap((update) => update.cves))].sort();
  const exploited = updates.filter((update) => update.exploited.length > 0);
  const hurry = fastTrack === null ? [] : [
    `fast track: soaks of at most ${formatDuration(fastTrack.soak)}${fastTrack.opens === null ? "" : `, rings open at most ${formatDuration(fastTrack.opens)} after the beginning`}; every gate, wave, window and approval stays`
  ];
  return [
    ...cves.length === 0 ? [] : [`closes ${count(cves.length, "CVE")}: ${listText(cves, 8)}`],
    ...exploited.map(
      (update) => `exploited: ${updatesText([update])} closes ${listText(update.exploited)}; it is never undone without a person’s word`
    ),
    ...hurry
  ];
}
function deadlineLines({ deadline, rings }) {
  if (deadline === null) return [];
  let earliest = 0;
  for (const { opens, soak } of rings) earliest = Math.max(earliest, opens) + soak;
  return [
    `deadline: ${deadline.due}; openings and soaks alone take ${formatDuration(earliest)} from the beginning of the rollout`
  ];
}
var restartTexts = { always: "restarts", never: "no restart", can: "may restart" };
function holdLines(plan) {
  const rows = bitingHolds(plan).map(({ kb, when, use, reason, expires }) => {
    const whom = Object.entries(when).map(([key, value]) => `${key} ${value}`);
    return [
      `  ${kb}`,
      `not on machines: ${whom.length === 0 ? "all" : whom.join(", ")}`,
      use === void 0 ? "nothing instead" : `${use} instead`,
      `${reason}${expires === void 0 ? "" : ` (until ${expires})`}`
    ];
  });
  return rows.length === 0 ? [] : ["holds that bite", ...tableOf(rows)];
}
function heldLines({ surveyedRing }, held) {
  if (held.length === 0) return [];
  const lines = held.flatMap(({ kbs, title, reason, remedy, blocks, machines }) => [
    `  ${kbs.join("+") || title} on ${count(machines.length, "machine")} (${listText(machines)}): ${reason}`,
    `    ${blocks ? "they wait: " : ""}${remedy}`
  ]);
  return [`held in ring ${surveyedRing}, as its machines are now`, ...lines];
}
function ringTable({ rings, calendar }) {
  const heads2 = ["ring", "machines", "waves", "out of service", "failures", "window", "soak", "worst case"];
  const rows = rings.map((ring) => [
    ring.name,
    String(ring.machines.length),
    ring.waves.join(", "),
    `at most ${ring.maxUnavailable}`,
    String(ring.maxFailures),
    windowText(ring.window),
    formatDuration(ring.soak),
    `${ring.worstCase.visible} hit, ${ring.worstCase.released} released`
  ]);
  return [
    ...tableOf([heads2, ...rows]),
    ...rings.flatMap((ring) => conditions(ring, follows(calendar))),
    "worst case: hit = machines before a gate stops it; released = machines that have it before the soak ends."
  ];
}
function conditions({ name, opens, takes, approval, onRegression, maxSkipped, coverage, drill }, from) {
  const said = [
    ...opens > 0 ? [`opens ${formatDuration(opens)} after ${from}`] : [],
    ...takes === void 0 ? [] : [`a machine takes ${formatDuration(takes)}, until 20 of them have shown it`],
    ...approval === "required" ? ["waits for a person's word"] : [],
    ...drill === void 0 ? [] : [drillText(takes)],
    ...onRegression === "rollback" ? ["a regression is rolled back by itself"] : [],
    ...coverage === void 0 || coverage.action === "warn" ? [] : [`held unless earlier rings have its kinds of machines (${coverage.by.join(", ")})`],
    ...maxSkipped > 0 ? [`${count(maxSkipped, "machine")} may be skipped`] : []
  ];
  return said.length === 0 ? [] : [`${name}: ${said.join("; ")}.`];
}
function drillText(takes) {
  const time = takes === void 0 ? "" : ` (three times ${formatDuration(takes)}, ${formatDuration(3 * takes)} in all)`;
  return `undo is proved on its first machine before the second starts: update, undo, update again${time}`;
}
var mostNamed = 60;
var width = 100;
function machineLines({ rings }) {
  return rings.flatMap(({ name, machines }) => {
    const named = machines.slice(0, mostNamed);
    const more = machines.length - named.length;
    const words = [...named, ...more > 0 ? [`and ${more} more`] : []];
    return wrap(words).map(
      (line, index) => `${index === 0 ? `order of ${name}:` : " ".repeat(name.length + 10)} ${line}`
    );
  });
}
function wrap(words) {
  const lines = [];
  let line = "";
  for (const [index, word] of words.entries()) {
    const piece = index === words.length - 1 ? word : `${word}, `;
    if (line !== "" && line.length + piece.length > width) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += piece;
  }
  return [...lines, line];
}

export {
  forecastOfPlan,
  bitingHolds,
  planLines
};
