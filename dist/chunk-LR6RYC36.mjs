import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  complianceOf,
  resultForecastOf
} from "./chunk-4XMGTGWN.mjs";
import {
  windowText
} from "./chunk-LMASN5LU.mjs";
import {
  tableOf
} from "./chunk-5QAGAHIE.mjs";
import {
  haltRate,
  stateOf
} from "./chunk-7DXEQ242.mjs";
import {
  pasteable
} from "./chunk-XOZ2M7R3.mjs";
import {
  serviceScopes
} from "./chunk-ZYVX2BHV.mjs";
import {
  forecastLine
} from "./chunk-6UUSL6FY.mjs";
import {
  count,
  instantText,
  listText,
  updatesText
} from "./chunk-NLS6OPJM.mjs";
import {
  endOfDay,
  formatDuration
} from "./chunk-2PFEKDEA.mjs";

// src/commands/plan-calendar.ts
function calendarLines({ calendar }) {
  if (calendar === void 0) return [];
  let { release, windows, blackouts, freezes } = calendar, named = release === null ? "not told by what is planned: the survey counts" : `${release.at.slice(0, 10)}, as ${listText(release.kbs) || "its metadata"} says`;
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
  return calendar?.follow !== "detected-release" ? "the beginning" : calendar.release === null ? "the beginning (no release is told)" : `the release of ${calendar.release.at.slice(0, 10)}`;
}
function forecastOfPlan(plan, now) {
  let compliance = complianceOf(plan, stateOf(plan, now), now), { deadline, forecast } = compliance, result = resultForecastOf(compliance), late = forecastLine(compliance);
  if (late !== void 0) return { lines: [late], isLate: !0, result };
  if (forecast === null || forecast.throughAt === null || deadline === null)
    return { lines: [], isLate: !1, result };
  let early = formatDuration(endOfDay(deadline.due) - forecast.throughAt);
  return { lines: [`Begun now, the last machine is through ${instantText(forecast.throughAt)}, ${early} before the deadline ends.`], isLate: !1, result };
}

// src/commands/halting-lines.ts
function haltingLines({ analysis, machines }) {
  if (analysis === void 0) return [];
  let { zeroTolerance, baseline, regression } = analysis, rules = [
    ...zeroTolerance === 0 ? [] : [`a failure among the first ${count(zeroTolerance, "machine")}`],
    "two machines failing alike",
    `too many for ${percent(baseline)} rather than ${percent(regression)}`
  ], halts = (rate) => percent(haltRate({ design: analysis, zeroTolerance, machines: machines.length, rate }));
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
  let rows = around.map(({ per, machines, before, after, timeout }) => [
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
    let rows = (gates[of] ?? []).map(rowOf);
    return rows.length === 0 ? [] : [`gates of a service after ${heads[of]}`, ...tableOf(rows)];
  });
}
function rowOf(choice) {
  let { gate, severity, measuring } = choice, { count: times = 1, interval = 0, failureLimit = 0, inconclusiveLimit = 0 } = measuring ?? {}, often = times === 1 ? "measured once" : `${count(times, "measurement")}, ${formatDuration(interval)} apart`;
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
  let what = query ?? path;
  return what === void 0 ? `${url}, answers ${expect}` : `${what} of ${url}, good to ${pass}, bad from ${fail}`;
}

// src/commands/plan-lines.ts
function bitingHolds(plan) {
  let planned = new Set(plan.updates.flatMap(({ kbs }) => kbs));
  return plan.holds.filter(({ kb }) => planned.has(kb));
}
function planLines(plan, held = []) {
  let holds = [...holdLines(plan), ...heldLines(plan, held)], when = [...deadlineLines(plan), ...calendarLines(plan)], own = [...scriptLines(plan), ...aroundLines(plan)];
  return [...[...updateLines(plan), ...fixLines(plan), ...own, ...holeLines(plan), ...when, ...holds], "", ...ringTable(plan), ...serviceLines(plan), ...haltingLines(plan), "", ...machineLines(plan)];
}
function updateLines({ updates, surveyedRing }) {
  if (surveyedRing === null)
    return [
      "updates: not known. This plan was made offline; no machine was asked, so it pins nothing and cannot be applied."
    ];
  if (updates.length === 0)
    return [`updates: none. No machine of ring ${surveyedRing} is offered one that the policy wants.`];
  let rows = updates.map((update) => [
    `  ${updatesText([update])}`,
    `${restartTexts[update.restart]}${update.isRestartPredicted ? " (predicted)" : ""}`,
    `offered to ${update.offeredTo.length} of ${surveyedRing}`,
    update.title.replace(/ \(KB\d+\).*$/, "")
  ]);
  return [`updates: ${updates.length}, and no other in any ring`, ...tableOf(rows)];
}
function fixLines({ fix }) {
  if (fix === void 0) return [];
  let { rolloutId, bad, kbs, ill } = fix, rows = ill.map(({ machine, gates }) => [`  ${machine}`, listText(gates)]);
  return [
    `mends: ${listText(kbs)} takes the place of ${listText(bad)} (${rolloutId}), which is never planned again`,
    ...ill.length === 0 ? [] : ["ill since then: not turned away for it, and well again when they are as before it", ...tableOf(rows)]
  ];
}
function scriptLines(plan) {
  return [...sourceLines(plan), ...probeLines(plan)];
}
function probeLines({ probeScripts = [] }) {
  if (probeScripts.length === 0) return [];
  let rows = probeScripts.map(({ file, sha256 }) => ["  gate", file, sha256]);
  return ["runs scripts of yours as gates, with the rights of the logon (SHA-256)", ...tableOf(rows)];
}
function sourceLines({ source }) {
  if (source.kind !== "script") return [];
  let { script, detect, uninstall } = source, rows = [
    ["  script", script.file, script.sha256],
    ["  detect", detect.file, detect.sha256],
    uninstall === null ? ["  uninstall", "none", "a machine that is undone is stranded: nothing takes this away"] : ["  uninstall", uninstall.file, uninstall.sha256]
  ];
  return [`runs ${source.name} as SYSTEM (SHA-256)`, ...tableOf(rows)];
}
function holeLines({ updates, fastTrack }) {
  let cves = [...new Set(updates.flatMap((update) => update.cves))].sort(), exploited = updates.filter((update) => update.exploited.length > 0), hurry = fastTrack === null ? [] : [
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
  for (let { opens, soak } of rings) earliest = Math.max(earliest, opens) + soak;
  return [
    `deadline: ${deadline.due}; openings and soaks alone take ${formatDuration(earliest)} from the beginning of the rollout`
  ];
}
var restartTexts = { always: "restarts", never: "no restart", can: "may restart" };
function holdLines(plan) {
  let rows = bitingHolds(plan).map(({ kb, when, use, reason, expires }) => {
    let whom = Object.entries(when).map(([key, value]) => `${key} ${value}`);
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
  let lines = held.flatMap(({ kbs, title, reason, remedy, blocks, machines }) => [
    `  ${kbs.join("+") || title} on ${count(machines.length, "machine")} (${listText(machines)}): ${reason}`,
    `    ${blocks ? "they wait: " : ""}${remedy}`
  ]);
  return [`held in ring ${surveyedRing}, as its machines are now`, ...lines];
}
function ringTable({ rings, calendar }) {
  let heads2 = ["ring", "machines", "waves", "out of service", "failures", "window", "soak", "worst case"], rows = rings.map((ring) => [
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
  let said = [
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
  return `undo is proved on its first machine before the second starts: update, undo, update again${takes === void 0 ? "" : ` (three times ${formatDuration(takes)}, ${formatDuration(3 * takes)} in all)`}`;
}
var mostNamed = 60, width = 100;
function machineLines({ rings }) {
  return rings.flatMap(({ name, machines }) => {
    let named = machines.slice(0, mostNamed), more = machines.length - named.length, words = [...named, ...more > 0 ? [`and ${more} more`] : []];
    return wrap(words).map(
      (line, index) => `${index === 0 ? `order of ${name}:` : " ".repeat(name.length + 10)} ${line}`
    );
  });
}
function wrap(words) {
  let lines = [], line = "";
  for (let [index, word] of words.entries()) {
    let piece = index === words.length - 1 ? word : `${word}, `;
    line !== "" && line.length + piece.length > width && (lines.push(line.trimEnd()), line = ""), line += piece;
  }
  return [...lines, line];
}

export {
  forecastOfPlan,
  bitingHolds,
  planLines
};
