import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  buildsText,
  hotpatchText,
  runText
} from "./chunk-TAF734CL.mjs";
import {
  diagnosticsName,
  filesIn,
  journalName,
  manifestName,
  planName,
  preflightName,
  sealOf,
  sealsOf
} from "./chunk-476IK3WP.mjs";
import {
  tableOf
} from "./chunk-5QAGAHIE.mjs";
import {
  shownPath
} from "./chunk-MD5H4CP7.mjs";
import {
  journalEndOf
} from "./chunk-MWCIW3DD.mjs";
import {
  escapeMarkdown
} from "./chunk-TWOKD2OS.mjs";
import {
  chanceOfAtLeast,
  chanceOfWorsening,
  cleanNeeded,
  currentRing,
  firstOfDrill,
  freezeOf,
  gapsIn,
  gapsText,
  legsOf,
  lengthIn,
  placesIn,
  plannedRing,
  resumeCommand,
  serviceText,
  slotFor,
  toleratedIn,
  trainGate,
  unlicensedIn,
  upperBound,
  viewOf
} from "./chunk-7DXEQ242.mjs";
import {
  changesText,
  isGrave
} from "./chunk-XOZ2M7R3.mjs";
import {
  serviceScopes
} from "./chunk-ZYVX2BHV.mjs";
import {
  rowOfCode
} from "./chunk-Q7CNT2VP.mjs";
import {
  deadlineLine,
  forecastLine,
  ganttOf,
  hitText,
  licenceLine,
  ringFlow,
  ringRows
} from "./chunk-6UUSL6FY.mjs";
import {
  timeKinds,
  timesOf
} from "./chunk-IMDTDMIN.mjs";
import {
  count,
  instantText,
  lengthText,
  listText,
  timeText,
  updatesText
} from "./chunk-NLS6OPJM.mjs";
import {
  activePhases,
  brokenPhases,
  countOf,
  machineOf,
  ringOf
} from "./chunk-SRSEICG6.mjs";
import {
  countedFrom
} from "./chunk-6AWOICFL.mjs";
import {
  endOfDay,
  formatDuration
} from "./chunk-2PFEKDEA.mjs";

// src/report/log-line.ts
function rolloutLine(at, tone, text) {
  return [{ tone, text: `${timeText(at)}  ${text}` }];
}

// src/report/service.ts
function isJudged(event) {
  return event.kind === "ringJudged";
}
function serviceRows(events) {
  let before = /* @__PURE__ */ new Map(), after = /* @__PURE__ */ new Map();
  for (let event of events.filter(isJudged))
    event.side === "before" ? before.set(`${event.ring} ${event.of}`, event.gates) : after.set(`${event.ring} ${event.of} ${event.of === "wave" ? event.wave : ""}`, event);
  return [...after.values()].flatMap(
    (event) => event.gates.map(({ gate, severity, verdict, reason }, place) => {
      let then = before.get(`${event.ring} ${event.of}`)?.[place];
      return {
        ring: event.ring,
        after: serviceText(event.of, event),
        gate,
        severity,
        verdict,
        reason,
        before: then === void 0 ? null : { verdict: then.verdict, reason: then.reason }
      };
    })
  );
}
var tones = { pass: "good", fail: "bad", error: "warning", inconclusive: "warning" }, marks = { pass: "+", fail: "!", error: "?", inconclusive: "?" };
function judgedLines(event) {
  let { at, ring, of, side, verdict, gates, againAt } = event, where = side === "before" ? `before ${ring}` : `after ${serviceText(of, event)}`;
  if (side === "before") {
    let red = gates.filter((one) => one.verdict !== "pass");
    return red.length === 0 ? rolloutLine(at, "quiet", `. service ${where}: ${namesOf(gates)} pass`) : red.flatMap((one) => rolloutLine(at, "warning", `? service ${where}: ${saidBy(one)}`));
  }
  if (againAt !== null)
    return gates.some(isUnderWay) ? [] : rolloutLine(at, "quiet", `. service ${where}: ${wait(gates)}, looked at again ${instantText(againAt)}`);
  let notGreen = gates.filter((one) => one.verdict !== "pass"), answer = notGreen.length === 0 ? `${namesOf(gates)} pass` : notGreen.map(saidBy).join("; ");
  return rolloutLine(at, tones[verdict], `${marks[verdict]} service ${where}: ${answer}`);
}
function isUnderWay({ series }) {
  return series === void 0 ? !1 : series.passed + series.failed + series.inconclusive + series.errors > 1;
}
function wait(gates) {
  return gates.filter(({ againAt }) => againAt !== void 0).map(saidBy).join("; ");
}
function saidBy({ gate, severity, verdict, reason }) {
  return `${gate}${severity === "observe" ? " (observed only)" : ""} ${verdict}: ${reason}`;
}
function namesOf(gates) {
  return [...new Set(gates.map(({ gate }) => gate))].join(", ");
}
function serviceCauseText(cause) {
  let { gate, rule, wave, waves, severity, before } = cause, where = rule === "waveGate" ? `wave ${wave}/${waves}` : "the ring";
  return `${gate} failed after ${where} (${severity}; before: ${before?.verdict ?? "not asked"})`;
}
function serviceWhy(cause, reason) {
  let { gate, ring, measured, before, started } = cause;
  return [
    `A gate of the service halts after a wave or a ring: ${serviceCauseText(cause)}, ring ${ring}, ${started} of its machines were begun with.`,
    `${gate} after: ${figures(measured)}${reason === null ? "" : ` (${reason})`}.`,
    `${gate} before the first machine: ${before === null ? "not asked" : `${figures(before.measured)} (${before.reason})`}.`
  ];
}
function figures(measured) {
  let told = Object.entries(measured).filter(([, value]) => value !== null);
  return told.length === 0 ? "nothing measured" : told.map(([name, value]) => `${name} ${value}`).join(", ");
}
function observedServices(plan, rows) {
  let isObserved = (of) => plan.gates[of]?.some(({ severity }) => severity === "observe") === !0;
  return serviceScopes.some(isObserved) ? rows.filter(({ severity, verdict }) => severity === "observe" && verdict === "fail").map(
    ({ gate, after, reason }) => `${gate} only observes and would have halted after ${after}: ${reason}.`
  ) : [];
}

// src/report/verdict.ts
function verdictLine(plan, standing) {
  let { conclusion, figures: figures2 } = standing, where = whereText(standing);
  switch (conclusion) {
    case "succeeded":
      return `SUCCEEDED: ${updatesText(plan.updates)} on ${figures2.updated} of ${count(figures2.machines, "machine")}${leftOverText(standing)}.`;
    case "nothing-to-do":
      return standing.superseded !== null ? `SUPERSEDED: closed by ${standing.superseded.person}, ${sentence(standing.superseded.reason)}${mendsText(standing)}. ${touchedText(standing)}.` : `NOTHING TO DO: none of ${count(figures2.machines, "machine")} needs what this rollout brings.`;
    case "waiting":
      return `WAITING: ${waitingText(plan, standing)}. ${figures2.updated} updated, ${figures2.machines - figures2.updated} to go.`;
    case "held":
      return `HELD${where}: ${sentence(standing.failure?.message ?? "a ring is held")}. ${touchedText(standing)}.`;
    case "halted":
      return `HALTED${where}: ${causeText(standing)}. ${touchedText(standing)}.`;
    case "rolled-back":
      return `ROLLED BACK${where}: ${causeText(standing)}. ${undoneText(standing)}, ${figures2.untouched} never touched.`;
    case "cancelled":
      return `CANCELLED${where}: ${inFlightText(standing)}. ${touchedText(standing)}.`;
    case "failed":
      return `FAILED${where}: ${sentence(standing.failure?.message ?? "no reason was given")}. ${touchedText(standing)}.`;
  }
}
function mendsText({ superseded }) {
  return superseded?.fix === void 0 ? "" : `; ${superseded.fix.join(", ")} mends it`;
}
function sentence(text) {
  return text.replace(/[.\s]+$/u, "");
}
function whereText({ ring }) {
  return ring === null ? "" : ring.wave === 0 ? ` in ${ring.name}` : ` in ${ring.name} wave ${ring.wave}/${ring.waves}`;
}
function touchedText({ figures: figures2 }) {
  return `${figures2.started} started, ${figures2.hit} hit, ${figures2.untouched} never touched`;
}
function undoneText({ figures: figures2 }) {
  let stranded = figures2.stranded === 0 ? "" : `, ${figures2.stranded} STRANDED`;
  return `${figures2.started} started, ${figures2.hit} hit, ${figures2.undone} undone${stranded}`;
}
function leftOverText({ figures: figures2 }) {
  let needless = figures2.machines - figures2.updated - figures2.skipped, parts = [
    needless > 0 ? `${needless} needed nothing or were taken out` : "",
    figures2.skipped > 0 ? `${figures2.skipped} skipped` : ""
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `; ${parts.join(", ")}`;
}
function causeText({ cause, reason }) {
  return cause === null ? sentence(reason ?? "no reason was given") : cause.by === "service" ? `${serviceCauseText(cause)}: ${sentence(reason ?? "")}` : cause.by === "person" ? `by ${cause.person}, ${sentence(reason ?? "")}` : ruleText(cause);
}
function ruleText(cause) {
  let { gate, code, failed, of, limit } = cause;
  return cause.rule === "drill" ? `the undo is not proved, ${cause.machine} was to show it (${gate ?? code})` : `${gate === null ? `${code} on` : `${gate} failed on`} ${failed} of ${of} (${ruleWords(cause)}limit ${limit})`;
}
function ruleWords({ rule, signature, test }) {
  switch (rule) {
    case "critical":
      return "critical, ";
    case "maxFailures":
    case "drill":
      return "";
    case "zeroTolerance":
      return "among the first machines, ";
    case "sameSignature":
      return `twice the same, ${signature ?? "one failure"}, `;
    case "sequential":
      return `sequential test, ${test?.failed ?? 0} of ${test?.started ?? 0} started in the ${test?.scope ?? "ring"}, `;
  }
}
function inFlightText({ inFlight }) {
  return inFlight.length === 0 ? "the platform asked us to stop, nothing is in flight" : `the platform asked us to stop; ${count(inFlight.length, "machine")} in flight go on by themselves, the next run asks them`;
}
function waitingText(plan, { waiting: waiting2, stagingAt, ring }) {
  let name = ring === null ? "the next ring" : `ring ${ring.name}`;
  if (waiting2 === null) return `${name} goes on with the next run`;
  let until = waiting2.until === null ? "a later run" : instantText(waiting2.until), reason = waiting2.reason === void 0 ? "" : ` (${waiting2.reason})`, texts = {
    soak: `${name} soaks until ${until}`,
    window: waiting2.short === void 0 ? `the window of ${name} opens ${until}` : tooShort(name, waiting2.short, until),
    blackout: `${name} goes on ${until}, after a blackout${reason}`,
    freeze: `${name} goes on ${until}, after a freeze${reason}`,
    opens: `${name} opens ${until}`,
    approval: `${name} needs a person's word for plan ${plan.hash.slice(0, 12)}`,
    scope: `nothing more was asked of this run; ${name} is not through`
  };
  return stagingAt === null ? texts[waiting2.for] : `downloads begin ${instantText(stagingAt)}, ${texts[waiting2.for]}`;
}
function tooShort(name, short, until) {
  return `${shortText(short, `the window of ${name}`)}; the next one opens ${until}`;
}
function shortText({ left, takes }, whose = "their window") {
  return `${whose} closes in ${formatDuration(left)}, and a machine takes up to ${formatDuration(takes)}`;
}

// src/report/json.ts
function resultOf(summary) {
  let { standing, proof } = summary;
  return {
    format: 1,
    conclusion: summary.conclusion,
    reason: summary.line,
    rolloutId: summary.rolloutId,
    planHash: summary.planHash,
    ring: standing.ring,
    cause: standing.cause,
    figures: standing.figures,
    waiting: waitingOf(standing.waiting),
    nextDue: iso(standing.nextAt),
    next: [...summary.next],
    why: [...summary.why],
    rings: summary.rings.map(resultRingOf),
    ...summary.services.length === 0 ? {} : { services: summary.services.map((row) => ({ ...row })) },
    machines: summary.machines.map(machineOf2),
    timeline: summary.timeline.map(({ ring, what, from, to, look }) => ({
      ring,
      what,
      from: isoOf(from),
      to: isoOf(to),
      look
    })),
    proved: [...proof.proved],
    notCovered: [...proof.notCovered],
    restartsPending: [...standing.restartsPending],
    resumesOwed: [...standing.resumesOwed],
    ...standing.stepsOwed.length === 0 ? {} : { stepsOwed: standing.stepsOwed.map((step) => ({ ...step })) },
    inFlight: [...standing.inFlight],
    superseded: spokenOf(standing.superseded),
    ...summary.mended === void 0 ? {} : { fix: fixOf(summary.mended) },
    lifted: spokenOf(standing.lifted),
    stillHidden: [...standing.stillHidden],
    compliance: {
      deadline: summary.compliance.deadline,
      forecast: resultForecastOf(summary.compliance),
      machines: summary.compliance.machines,
      behind: summary.compliance.behind.map(({ machine, kbs, why }) => ({ machine, kbs: [...kbs], why })),
      closes: Object.fromEntries(Object.entries(summary.compliance.closes).map(([name, cves]) => [name, [...cves]]))
    },
    at: isoOf(summary.at)
  };
}
function resultForecastOf({
  forecast,
  deadline
}) {
  if (forecast === null || deadline === null) return null;
  let { throughAt, late } = forecast, over = throughAt === null ? null : Math.max(0, seconds(throughAt - endOfDay(deadline.due)));
  return { through: iso(throughAt), lateBy: over, late: late.map(({ machine, at }) => ({ machine, at: iso(at) })) };
}
function fixOf({ rolloutId, bad, kbs, mended, stillIll }) {
  let names = (machines) => machines.map(({ machine }) => machine);
  return { rolloutId, bad: [...bad], kbs: [...kbs], mended: names(mended), stillIll: names(stillIll) };
}
function waitingOf(waiting2) {
  if (waiting2 === null) return null;
  let { reason = null, short } = waiting2, timing = short === void 0 ? null : { left: seconds(short.left), takes: seconds(short.takes) };
  return { for: waiting2.for, until: iso(waiting2.until), reason, short: timing };
}
function resultRingOf({ times, soak, ...ring }) {
  let { work, soak: soaked, window, approval, opens, halted } = times;
  return {
    ...ring,
    soak: seconds(soak),
    seconds: {
      work: seconds(work),
      soak: seconds(soaked),
      window: seconds(window),
      approval: seconds(approval),
      opens: seconds(opens),
      halted: seconds(halted)
    }
  };
}
function machineOf2(machine) {
  let { name, ring, phase, build = null, hotpatch = null, took = null, why = null, left } = machine, [began, ended] = [iso(machine.beganAt), iso(machine.endedAt)], drift = machine.drift.length === 0 ? {} : { drift: machine.drift.map((change) => ({ ...change })) };
  return { name, ring, phase, build, hotpatch, took, why, left: [...left], ...drift, began, ended };
}
function spokenOf(word) {
  return word === null ? null : { by: word.person, reason: word.reason, at: isoOf(word.at) };
}
function seconds(milliseconds) {
  return Math.round(milliseconds / 1e3);
}
function isoOf(at) {
  return new Date(at).toISOString();
}
function iso(at) {
  return at === null ? null : isoOf(at);
}

// src/report/markdown.ts
import { Buffer as Buffer2 } from "node:buffer";
var mostRows = 200, largestTable = 256 * 1024, mostBars = 100, mostLines = 100, largestPage = 900 * 1024, reserve = 1024;
function markdownOf(summary, dialect) {
  let { harmless, hasMermaid } = dialect, bars = summary.timeline.slice(-mostBars), sections = [
    { title: "", blocks: [`**${harmless(summary.line)}**`] },
    { title: "Why", blocks: list(summary.why, dialect) },
    { title: "Next", blocks: [...nextBlock(summary.next), ...deadlineBlock(summary, dialect)] },
    { title: "Rings", blocks: [ringTable(summary.rings, dialect), ...hasMermaid ? [ringFlow(summary.rings)] : []] },
    { title: "Services", blocks: serviceTable(summary.services, dialect) },
    { title: "Machines that need eyes", blocks: machineBlocks(summary.attention, dialect) },
    { title: "Timeline", blocks: hasMermaid ? ganttOf(bars) : timelineTable(bars, dialect) },
    { title: "Plan against actual", blocks: [planTable(summary.rings, dialect), timeTable(summary.rings, dialect)] },
    { title: "Proved", blocks: list(summary.proof.proved, dialect) },
    { title: "Not covered", blocks: list(summary.proof.notCovered, dialect) },
    {
      title: "",
      blocks: [
        `${harmless(`Rollout ${summary.rolloutId}: ${summary.updates}.`)} Plan \`${summary.planHash.slice(0, 12)}\`, ${instantText(summary.at)}.`
      ]
    }
  ];
  return withinBudget(sections, largestPage);
}
function withinBudget(sections, limit) {
  let told = sections.filter(({ blocks }) => blocks.length > 0), texts = told.map(({ title, blocks }) => [...title === "" ? [] : [`### ${title}`], ...blocks].join(`

`)), used = reserve, fits = texts.findIndex((text) => (used += Buffer2.byteLength(text) + 2, used > limit));
  if (fits === -1) return `${texts.join(`

`)}
`;
  let note = `*This page is full. The report files have the rest: ${told.slice(fits).flatMap(({ title }) => title === "" ? [] : [title]).join(", ")}.*`;
  return `${[...texts.slice(0, fits), note].join(`

`)}
`;
}
function list(lines, { harmless }) {
  if (lines.length === 0) return [];
  let more = lines.length - mostLines;
  return [[...lines.slice(0, mostLines).map((line) => `- ${harmless(line)}`), ...more > 0 ? [`- ${more} more stand in report.html.`] : []].join(`
`)];
}
function nextBlock(next) {
  let lines = next.map((line) => line.replace(/\s+/g, " ").replaceAll("```", "'''"));
  return next.length === 0 ? [] : [["```text", ...lines, "```"].join(`
`)];
}
function deadlineBlock({ compliance }, { harmless }) {
  return [deadlineLine(compliance), forecastLine(compliance), licenceLine(compliance)].flatMap(
    (line) => line === void 0 ? [] : harmless(line)
  );
}
function table(head, rows) {
  let line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join(`
`);
}
function ringTable(rings, { harmless }) {
  let rows = rings.map((ring) => [
    harmless(ring.name),
    harmless(ring.state),
    `${ring.updated} of ${ring.machines}`,
    String(ring.failed + ring.stranded),
    [ring.skipped, ring.undone].join(" / "),
    String(ring.untouched)
  ]);
  return table(["Ring", "State", "Updated", "Failed", "Skipped / undone", "Never touched"], rows);
}
function serviceTable(services, { harmless }) {
  if (services.length === 0) return [];
  let rows = services.slice(-mostRows).map(({ after, gate, severity, verdict, reason, before }) => [
    harmless(after),
    harmless(gate),
    severity,
    before?.verdict ?? "not asked",
    verdict,
    harmless(reason)
  ]);
  return [table(["After", "Gate", "Severity", "Before", "Verdict", "Why"], rows)];
}
function machineBlocks(machines, { harmless }) {
  if (machines.length === 0) return [];
  let rows = [], used = 0;
  for (let machine of machines.slice(0, mostRows)) {
    let { name, ring, phase, why = "", build = "", hotpatch = "" } = machine, cells = [harmless(name), harmless(ring), phase, ...[why, build, hotpatch].map((text) => harmless(text))];
    if (used += Buffer2.byteLength(cells.join("")), used > largestTable) break;
    rows.push(cells);
  }
  let more = machines.length - rows.length;
  return [
    table(["Machine", "Ring", "State", "Why", "Build", "Hotpatch"], rows),
    ...more > 0 ? [`${more} more stand in report.html and result.json.`] : []
  ];
}
function planTable(rings, { harmless }) {
  let rows = rings.map((ring) => [
    harmless(ring.name),
    `${ring.started} of ${ring.machines}`,
    `${ring.waves.opened} of ${ring.waves.planned}`,
    hitText(ring),
    `${lengthText(ring.times.soak)} of ${lengthText(ring.soak)}`
  ]);
  return table(["Ring", "Started, of planned", "Waves", "Hit, of worst case", "Soaked, of planned"], rows);
}
function timeTable(rings, { harmless }) {
  let kinds = timeKinds.filter((kind) => ["work", "soak", "window", "approval"].includes(kind)), rows = rings.map(({ name, times }) => [
    harmless(name),
    ...kinds.map((kind) => lengthText(times[kind])),
    lengthText(times.opens + times.halted)
  ]);
  return table(["Time", "Work", "Soak", "Window", "Approval", "Not due, or halted"], rows);
}
function timelineTable(bars, { harmless }) {
  if (bars.length === 0) return [];
  let rows = bars.map(({ ring, what, from, to, look }) => [
    harmless(ring),
    what,
    instantText(from),
    instantText(to),
    look
  ]);
  return [table(["Ring", "What", "From", "To", "Ended"], rows)];
}

// src/rollout/forecast.ts
var usually = 36e5, horizon = 5 * 366 * 864e5;
function forecastOf(plan, state, now) {
  if (plan.deadline === null || state.phase !== "running" || state.conclusion !== null) return null;
  let end = endOfDay(plan.deadline.due), view = viewOf(plan, state, now), ends = endsOf(view), late = [...ends].flatMap(([machine, at]) => at !== null && at <= end ? [] : [{ machine, at }]), known = [...ends.values()];
  return { throughAt: known.includes(null) ? null : Math.max(now, ...known.flatMap((at) => at ?? [])), late };
}
function endsOf(view) {
  let { plan, state, now } = view, ends = /* @__PURE__ */ new Map(), calendars = new Calendars(now), from = now;
  for (let index = currentRing(state) ?? plan.rings.length; index < plan.rings.length; index += 1) {
    let ring = ringOf(state, index), { opens, soak } = plannedRing(view, index), isOver = ring.phase === "soaking" || ring.phase === "judging";
    from !== null && ring.phase === "waiting" && (from = Math.max(from, countedFrom(plan, state.begunAt) + opens));
    let last = walk(view, { index, from, calendars, ends });
    last === null ? from = null : from = isOver ? Math.max(last, ring.soakUntil ?? last) : last + soak;
  }
  return ends;
}
var active = activePhases;
function walk(view, { index, from: opens, calendars, ends }) {
  let { state } = view, ring = ringOf(state, index), planned = plannedRing(view, index), first = firstOfDrill(view, index), left = planned.machines.flatMap((name) => state.machines.get(name) ?? []).filter(({ phase }) => isToCome(phase)).filter((machine) => machine !== first), length = lengthIn(view, index) || usually, proved = first === void 0 || opens === null ? opens : endOfDrill(view, first, { from: opens, length, calendars });
  if (first !== void 0 && ends.set(first.name, proved), proved === null) {
    for (let { name } of left) ends.set(name, null);
    return null;
  }
  let from = proved, hands = left.filter(isActive).map(({ name, enteredAt }) => {
    let at = Math.max(view.now, (enteredAt ?? view.now) + length);
    return ends.set(name, at), at;
  }), free = Math.max(1, planned.maxUnavailable - countOf(ring, brokenPhases) - hands.length), slots = [...hands, ...Array.from({ length: free }, () => from)], places = ring.wave === 0 ? [] : [Math.max(0, placesIn(planned, ring.wave) - ring.filled)], queue = inTheirOrder(view, left, { from, length, calendars }), [begins, last] = [from, Math.max(from, ...hands)];
  for (let size of [...places, ...planned.waves.slice(ring.wave), queue.length]) {
    for (let machine of queue.splice(0, size)) {
      let slot = slots.indexOf(Math.min(...slots)), at = startOf(view, machine, { from: Math.max(slots[slot] ?? from, begins), length, calendars });
      ends.set(machine.name, at === null ? null : at + length), slots[slot] = (at ?? from) + length, last = Math.max(last, slots[slot] ?? last);
    }
    begins = last;
  }
  return last;
}
function endOfDrill(view, machine, { from, length, calendars }) {
  let { name, phase, enteredAt } = machine, whole = length * legsOf(ringOf(view.state, machine.ring), name);
  if (isActive(machine)) return Math.max(view.now, (enteredAt ?? view.now) + whole);
  if (!(phase === "pending" || phase === "skipped" || phase === "done")) return Math.max(view.now + length, (enteredAt ?? view.now) + whole + length);
  let at = startOf(view, machine, { from, length: whole, calendars });
  return at === null ? null : at + whole;
}
function isActive({ phase }) {
  return active.includes(phase);
}
function inTheirOrder(view, machines, start) {
  let waiting2 = machines.filter((machine) => !isActive(machine)), at = new Map(waiting2.map((machine) => [machine, startOf(view, machine, start) ?? Number.MAX_VALUE]));
  return waiting2.sort((a, b) => (at.get(a) ?? 0) - (at.get(b) ?? 0));
}
function isToCome(phase) {
  return phase === "pending" || phase === "skipped" || active.includes(phase);
}
function startOf(view, machine, { from, length, calendars }) {
  let thawed = Math.max(from, freezeOf(view, machine)?.until ?? from);
  return calendars.nextStart(slotFor(view, machine), thawed, length);
}
var Calendars = class {
  #now;
  #known = /* @__PURE__ */ new Map();
  constructor(now) {
    this.#now = now;
  }
  nextStart(slot, from, length) {
    let known = this.#known.get(slot) ?? [slot.openingAt(this.#now)];
    this.#known.set(slot, known);
    let needed = slot.window === null ? length : Math.min(length, slot.window.duration);
    for (let index = 0; ; index += 1) {
      let opening = known[index] ?? slot.openingAt(known[index - 1]?.closesAt ?? this.#now);
      known[index] = opening;
      let begins = Math.max(from, opening.opensAt);
      if (begins > this.#now + horizon) return null;
      if (opening.closesAt - begins >= needed) return begins;
    }
  }
};

// src/rollout/compliance.ts
function complianceOf(plan, state, now) {
  let named = plan.updates.map(({ kbs, title, cves }) => [kbs.join("+") || title, cves]), behind = [...state.machines.values()].flatMap((machine) => behindOf(plan, machine) ?? []);
  return {
    deadline: deadlineOf(plan, now),
    machines: state.machines.size,
    behind,
    forecast: forecastOf(plan, state, now),
    unlicensed: unlicensedIn(state, plan),
    closes: Object.fromEntries(named.filter(([, cves]) => cves.length > 0))
  };
}
function deadlineOf({ deadline }, now) {
  if (deadline === null) return null;
  let { due, warnBefore } = deadline, end = endOfDay(due);
  return { due, standing: now >= end ? "past" : now >= end - warnBefore ? "soon" : "ahead" };
}
function isMissing({ why, instead }) {
  return why !== "held" || instead === void 0;
}
function behindOf({ updates }, machine) {
  let { name, phase, left, failure } = machine;
  if (phase === "done" || phase === "watching") {
    let missing = left.filter(isMissing), [first] = missing;
    return first === void 0 ? void 0 : { machine: name, kbs: missing.flatMap(({ kbs }) => kbs), why: first.reason };
  }
  return { machine: name, kbs: updates.flatMap(({ kbs }) => kbs), why: failure?.message ?? words[phase] ?? phase };
}
var words = {
  pending: "its turn has not come",
  undone: "it was taken back",
  excluded: "taken out by a person",
  installed: "its restart is still to come"
};

// src/rollout/mended.ts
function mendedOf({ fix }, state) {
  if (fix === void 0) return;
  let { ill, ...named } = fix, mended = [], stillIll = [];
  for (let one of ill) {
    let { phase, result } = machineOf(state, one.machine), gates = result === "updated" && (phase === "done" || phase === "watching") ? one.gates.filter((gate) => gate === trainGate) : one.gates;
    gates.length === 0 ? mended.push(one) : stillIll.push({ ...one, gates });
  }
  return { ...named, mended, stillIll };
}

// src/report/machine-row.ts
function machineRows({ lineage }, { name: ring, machines }, known, traces) {
  return machines.flatMap((name) => {
    let machine = known.get(name);
    return machine === void 0 ? [] : [rowOf(machine, ring, lineage, traces.get(name))];
  });
}
function rowOf(machine, ring, lineage, trace) {
  let before = machine.before ?? trace?.before ?? null, after = machine.after ?? trace?.after ?? null, endedAt = machine.endedAt === null ? null : trace?.endedAt ?? machine.endedAt;
  return {
    name: machine.name,
    ring,
    phase: machine.phase,
    build: buildsText({ before, after }),
    hotpatch: hotpatchText({ before, after }, lineage),
    took: runText({ beganAt: machine.beganAt, endedAt }),
    why: whyLookAt(machine),
    left: machine.left.map(({ kbs, title, reason }) => `${kbs.length === 0 ? title : kbs.join("+")}: ${reason}`),
    drift: machine.drift ?? [],
    beganAt: machine.beganAt,
    endedAt,
    failure: machine.failure,
    gates: { before: trace?.judgedBefore ?? [], after: trace?.judgedAfter ?? [] }
  };
}
var worstFirst = [
  "stranded",
  "failed",
  "unclear",
  "installed",
  "undone",
  "skipped",
  "excluded"
];
function badness({ phase }) {
  let place = worstFirst.indexOf(phase);
  return place === -1 ? worstFirst.length : place;
}
var forPeople = [
  "MACHINE_HELD",
  "MACHINE_STRANDED",
  "UNINSTALL_FAILED",
  "UNDO_BASE_RESET",
  "UNDO_PERMANENT",
  "UNDO_SUPERSEDED",
  "UNDO_RESTART_PENDING",
  "UNDO_GATE_FAILED"
];
function withRemedy({ failure }, text) {
  return failure !== null && forPeople.includes(failure.code) && failure.next !== void 0 ? `${text}; ${failure.next}` : text;
}
function withTraces({ diagnosis, hiding, failure, undo }, text) {
  let isOpen = hiding !== null && !(hiding.kind === "hidden" && hiding.result.updates.every(isLeftAlone)), others = failure?.code === "UNDO_SUPERSEDED" ? [] : undo?.uninstall?.others ?? [], traces = [
    ...others.length === 0 ? [] : [`left, for somebody else brought it: ${others.join(", ")}`],
    ...isOpen ? ["automatic updates may bring it back"] : [],
    ...diagnosis?.file == null ? [] : [`logs in ${diagnosis.file}`]
  ];
  return [text, ...traces].join("; ");
}
function isLeftAlone({ outcome }) {
  return outcome !== "failed";
}
function inFlightText2({ inFlight }) {
  return inFlight === null || inFlight.kind === "poll" ? void 0 : `in flight: ${inFlight.kind}`;
}
function driftText({ drift }) {
  let grave = (drift ?? []).filter(isGrave);
  return grave.length === 0 ? void 0 : `not as the plan knew it: ${changesText(grave)}`;
}
function whyLookAt(machine) {
  let gate = machine.failedBy?.gate, failure = machine.failure === null ? void 0 : `${gate ? `${gate}: ` : ""}${machine.failure.message}`;
  switch (machine.phase) {
    case "stranded":
    case "failed":
    case "unclear":
    case "skipped":
      return withTraces(machine, withRemedy(machine, failure ?? machine.phase));
    case "undone":
      return withTraces(
        machine,
        gate == null ? "rolled back with the others" : `${gate} failed, rolled back`
      );
    case "installed":
      return machine.install?.needsRestart === !0 ? "installed, its restart was not done" : void 0;
    case "excluded":
      return "taken out by a person";
    default:
      return inFlightText2(machine) ?? driftText(machine);
  }
}

// src/report/next.ts
function nextSteps(plan, standing, { program, options }) {
  let command = (...words2) => [program, ...words2, ...options].join(" "), owed = standing.resumesOwed.map((name) => `${resumeCommand(name)}   # drained, and not resumed`), unpaid = standing.stepsOwed.map(
    ({ around, command: step, why }) => `${step}   # owed after ${around}${why === null ? "" : `: ${why}`}`
  );
  return [...owed, ...unpaid, ...stepsOf(plan, standing, command)];
}
function stepsOf(plan, standing, command) {
  let ring = standing.ring?.name ?? plan.rings[0]?.name ?? "";
  switch (standing.conclusion) {
    case "succeeded":
      return [];
    case "nothing-to-do":
      return standing.superseded?.fix === void 0 ? [] : [command("plan"), command("apply")];
    case "waiting":
      return waiting(plan, standing, command);
    case "held":
      return [...standing.failure?.next === void 0 ? [] : [standing.failure.next], command("apply")];
    case "halted":
      return [
        ...standing.restartsPending.map(
          (name) => `Restart-Computer -ComputerName ${name}   # installed, waits for its restart`
        ),
        ...resumeAfter(standing, command),
        command("rollback", "--ring", ring, "--reason", '"…"'),
        ...fixForward(plan, standing, command),
        command("status")
      ];
    case "rolled-back":
      return afterRollback(standing, command);
    case "cancelled":
      return [command("apply")];
    case "failed":
      return [
        ...standing.failure?.next === void 0 ? [] : [standing.failure.next],
        command("preflight"),
        command("apply")
      ];
  }
}
function fixForward({ source }, { cause }, command) {
  return source.kind !== "agent" || cause?.by !== "rule" || cause.rule === "drill" ? [] : [`${command("fix-forward", "--kb", "KB…", "--reason", '"…"')}   # where another update mends it`];
}
function resumeAfter({ cause }, command) {
  let resume = ["resume", "--reason", '"…"'], all = command(...resume);
  switch (cause?.by) {
    case "rule": {
      let without = command(...resume, "--exclude", cause.machine);
      return cause.rule === "drill" ? [without, `${all}   # goes on, and undo is not proved`] : [without];
    }
    case "service":
      return [`${all}   # goes on in spite of what is red, for this wave or ring alone`];
    default:
      return [all];
  }
}
function afterRollback({ lifted, stillHidden }, command) {
  let resume = command("resume", "--reason", '"…"');
  return lifted === null ? [
    "Its updates are held from now on: no later plan has them. Plan the next release when it is out.",
    `${resume}   # only where they are to come again`,
    command("status")
  ] : stillHidden.length > 0 ? [resume, command("apply")] : [command("apply")];
}
function waiting(plan, { waiting: wait2, ring, nextAt }, command) {
  return wait2?.for === "approval" ? [command("approve", "--ring", ring?.name ?? "", "--plan-hash", plan.hash)] : [`Nothing: ${nextAt === null ? "the next scheduled run" : `a run after ${instantText(nextAt)}`} goes on by itself (${command("apply")}).`];
}

// src/report/observed.ts
function observedLines(plan, machines) {
  return [...new Set(plan.gates.after.filter(({ severity }) => severity === "observe").map(({ gate }) => gate))].flatMap((gate) => {
    let failed = machines.filter(({ gates }) => saysIn(gates.after, gate) === "fail");
    if (failed.length === 0) return [];
    let halts = haltsIn(plan, failed), would = halts === 0 ? "it would not have halted" : `it would have halted ${timesText(halts)}`;
    return [
      `${gate} only observes and failed on ${count(failed.length, "machine")}: ${would}${changeText(machines, gate)}.`
    ];
  });
}
function saysIn(gates, gate) {
  return gates.find((one) => one.gate === gate && one.severity === "observe")?.verdict;
}
function haltsIn({ rings, analysis }, failed) {
  return rings.reduce((sum, { name, maxFailures, machines, worstCase: { released } }) => {
    let here = failed.filter(({ ring }) => ring === name).length, tolerated = toleratedIn(analysis, { maxFailures, machines: machines.length, released });
    return sum + Math.max(0, here - tolerated);
  }, 0);
}
function timesText(times) {
  return ["never", "once", "twice"][times] ?? `${times} times`;
}
function changeText(machines, gate) {
  let pairs = machines.map(({ gates }) => [saysIn(gates.before, gate), saysIn(gates.after, gate)]), worse = pairs.filter(([before, after]) => before === "pass" && after === "fail").length, better = pairs.filter(([before, after]) => before === "fail" && after === "pass").length;
  if (worse + better === 0) return "";
  let chance = Number((chanceOfWorsening(worse, better) * 100).toPrecision(2));
  return `; ${worse} got worse and ${better} better, which chance alone does in ${chance} % of rollouts`;
}

// src/report/proof.ts
function shareThatMayFail(failed, of) {
  return Math.ceil(upperBound(failed, of) * 1e3 - 1e-9) / 10;
}
function proofOf(plan, state, rings, machines) {
  let notCovered = [...gapLines(plan, state), ...uncoveredOf(plan, rings, machines)], { mended = [], stillIll = [], bad: named = [] } = mendedOf(plan, state) ?? {}, bad = listText(named);
  return {
    proved: [...provedBy(rings), ...undoLines(state), ...illLines(`As before ${bad} again`, mended)],
    notCovered: [
      ...notCovered,
      ...waivedLines(state),
      ...illLines(`Ill since ${bad}, and not shown to be well`, stillIll)
    ]
  };
}
function illLines(head, machines) {
  let named = machines.map(({ machine, gates }) => `${machine} (${gates.join(", ")})`);
  return named.length === 0 ? [] : [`${head}: ${listText(named, 20)}.`];
}
function undoLines({ rings }) {
  return rings.flatMap(
    ({ name, drill }) => drill?.stands === "proved" ? [`${name}: undo works, ${drill.machine ?? "its first machine"} was taken back and updated again.`] : []
  );
}
function waivedLines({ rings }) {
  return rings.flatMap(
    ({ name, drill }) => drill?.waivedBy == null ? [] : [`Undo is not proved in ${name}: ${drill.waivedBy.person} goes on without, ${drill.waivedBy.reason}.`]
  );
}
function gapLines(plan, state) {
  return plan.rings.flatMap(({ name }, index) => {
    let gaps = gapsIn(plan, state, index);
    return gaps.length === 0 ? [] : [`No ring before ${name} vouches for ${gapsText(gaps)}.`];
  });
}
function provedBy(rings) {
  return rings.flatMap(({ name, state, updated, failed, stranded, undone, soak }) => {
    if (state !== "passed" || updated === 0 || stranded + undone > 0) return [];
    let failures = failed === 0 ? "no failure" : count(failed, "failure"), judged = updated + failed, share = shareThatMayFail(failed, judged), what = `${name}: ${failures} in ${count(judged, "machine")} after a soak of ${formatDuration(soak)}`, next = failed > 0 ? "" : tenPercentText(updated);
    return [`${what}: the true rate is below ${share} % with ${0.95 * 100} % confidence${next}.`];
  });
}
function tenPercentText(clean) {
  let needed = cleanNeeded(0.1);
  return clean >= needed ? "" : `; to be as sure of less than 10 % takes ${needed} machines without a failure`;
}
var percent = (share) => `${Number((share * 100).toPrecision(2))} %`;
function chanceLines({ analysis }, cause) {
  if (analysis === void 0 || cause.rule === "critical") return [];
  let { failed, started } = cause.test ?? { failed: 0, started: 0 };
  if (failed === 0) return [];
  let chance = percent(chanceOfAtLeast(failed, started, analysis.baseline));
  return [
    `With ${percent(analysis.baseline)} of machines failing under a good update, ${failed} or more of ${started} fail by chance in ${chance} of rollouts.`
  ];
}
function uncoveredOf(plan, rings, machines) {
  let lines = [], open = rings.filter(({ state }) => state !== "passed").map(({ name }) => name);
  open.length > 0 && lines.push(`Not through: ${listText(open)}.`);
  let named = (phase, words2) => {
    let names = machines.filter((machine) => machine.phase === phase).map(({ name }) => name);
    names.length > 0 && lines.push(`${words2}: ${listText(names)}.`);
  };
  named("skipped", "Skipped, nothing was started there"), named("excluded", "Taken out by a person");
  let left = /* @__PURE__ */ new Map();
  for (let line of machines.flatMap((machine) => machine.left)) left.set(line, (left.get(line) ?? 0) + 1);
  for (let [line, times] of left) lines.push(`Not installed on ${count(times, "machine")}: ${line}.`);
  let observed = plan.gates.after.filter(({ severity }) => severity === "observe").map(({ gate }) => gate);
  return observed.length > 0 && lines.push(`Measured, and decides nothing: ${listText(observed)}.`), lines.push(...observedLines(plan, machines)), plan.gates.after.length === 0 && lines.push("No gate looks at a machine after its update."), lines;
}

// src/report/timeline.ts
function timelineOf(events, now) {
  let bars = [], open, close = (at, look = "done") => {
    open !== void 0 && bars.push({ ...open, to: at, look }), open = void 0;
  };
  for (let event of events)
    switch (event.kind) {
      case "waveOpened":
        close(event.at), open = { ring: event.ring, what: `wave ${event.wave} (${event.size})`, from: event.at };
        break;
      case "ringSoaking":
        close(event.at), open = { ring: event.ring, what: "soak", from: event.at };
        break;
      case "ringJudging":
      case "ringPassed":
        close(event.at);
        break;
      case "halted":
        close(event.at, "bad");
        break;
      case "undoBegan":
        close(event.at), open = { ring: "roll back", what: `${event.machines.length} back`, from: event.at };
        break;
      case "undoEnded":
        close(event.at, event.stranded > 0 ? "bad" : "done");
        break;
      default:
        break;
    }
  return close(now, "active"), bars;
}

// src/report/traces.ts
var badEndings = ["machineFailed", "machineUnclear", "machineUndone", "machineStranded"];
function tracesOf(events) {
  let traces = /* @__PURE__ */ new Map(), traceOf = (machine) => {
    let known = traces.get(machine);
    if (known !== void 0) return known;
    let trace = { before: null, after: null, judgedBefore: [], judgedAfter: [], endedAt: null };
    return traces.set(machine, trace), trace;
  };
  for (let event of events)
    if (event.kind === "machineDone") traceOf(event.machine).endedAt ??= event.at;
    else if (badEndings.includes(event.kind) && "machine" in event) traceOf(event.machine).endedAt = event.at;
    else if (event.kind === "drillUndone") traces.delete(event.machine);
    else if (event.kind === "judged") {
      let trace = traceOf(event.machine);
      event.stage === "before" ? trace.judgedBefore = event.gates : event.stage === "after" && (trace.judgedAfter = lastWords(trace.judgedAfter, event.gates));
    } else if (event.kind === "finished") {
      let { outcome } = event;
      outcome.kind === "checked" && traceOf(event.machine).after === null ? traceOf(event.machine).before = outcome.snapshot : outcome.kind === "verified" && (traceOf(event.machine).after = outcome.snapshot);
    }
  return traces;
}
function lastWords(known, gates) {
  return known.length === 0 ? gates : [...new Map([...known, ...gates].map((judged) => [judged.gate, judged])).values()];
}

// src/report/summary.ts
function summaryOf({ plan, state, events, standing, now }, invocation) {
  let traces = tracesOf(events), machines = plan.rings.flatMap((ring) => machineRows(plan, ring, state.machines, traces)), rings = ringRows(plan, state, timesOf(plan, events, now)), services = serviceRows(events), proof = proofOf(plan, state, rings, machines);
  return {
    conclusion: standing.conclusion,
    line: verdictLine(plan, standing),
    why: whyOf(plan, standing, state),
    next: nextSteps(plan, standing, invocation),
    rolloutId: plan.rolloutId,
    planHash: plan.hash,
    updates: updatesText(plan.updates),
    rings,
    services,
    attention: machines.filter(({ why }) => why !== void 0).sort((a, b) => badness(a) - badness(b)),
    machines,
    timeline: timelineOf(events, now),
    proof: { ...proof, notCovered: [...proof.notCovered, ...observedServices(plan, services)] },
    mended: mendedOf(plan, state),
    standing,
    compliance: complianceOf(plan, state, now),
    at: now
  };
}
var ruleTexts = {
  critical: "A critical gate halts at the first confirmed failure",
  maxFailures: "More failed than is tolerated",
  zeroTolerance: "None of the first machines of a rollout may fail",
  sequential: "More failed than a good update explains",
  sameSignature: "The same new failure on a second machine halts, whatever share may fail",
  drill: "Undo is proved on one machine before a second one starts, and it is not"
};
function whyOf(plan, { cause, reason, failure, lifted, stillHidden }, state) {
  let lines = [];
  if (cause?.by === "rule") {
    let machine = state.machines.get(cause.machine);
    lines.push(
      `${ruleTexts[cause.rule]}: ${ruleText(cause)}, ring ${cause.ring} wave ${cause.wave}/${cause.waves}.`,
      ...chanceLines(plan, cause)
    ), machine !== void 0 && lines.push(...evidenceOf(machine, plan));
  }
  cause?.by === "service" ? lines.push(...serviceWhy(cause, reason)) : reason !== null && cause?.by !== "rule" && lines.push(reason), failure !== null && lines.push(`${failure.code}: ${failure.message}`, ...failure.next === void 0 ? [] : [failure.next]);
  let retried = state.retried.at(-1);
  retried !== void 0 && lines.push(`Tried again by ${retried.person}: ${listText(retried.machines, 20)}, ${retried.reason}`);
  let spared = state.undo?.spared ?? [];
  return spared.length > 0 && lines.push(`Left as they are: ${count(spared.length, "machine")} (${spared[0]?.reason ?? ""}).`), lifted !== null && lines.push(`Its updates may come again, by ${lifted.person}: ${lifted.reason}`), stillHidden.length > 0 && lines.push(`Still hidden on ${count(stillHidden.length, "machine")}: ${listText(stillHidden, 20)}.`), lines;
}
function evidenceOf(machine, { lineage }) {
  let facts = [buildsText(machine), hotpatchText(machine, lineage)].filter((text) => text !== void 0), bad = machine.judgedAfter.filter(({ verdict }) => verdict === "fail" || verdict === "error").map(({ gate, verdict, reason }) => `${gate}: ${verdict}, ${reason}.`), told = bad.length === 0 && machine.failure !== null ? failureLines(machine.failure) : bad;
  return [...facts.length === 0 ? [] : [`${machine.name}: ${facts.join("; ")}.`], ...told];
}
function failureLines({ code, message, next = rowOfCode(code)?.next }) {
  return [`${message.replace(/[.\s]+$/u, "")}.`, ...next === void 0 ? [] : [next]];
}

// src/commands/report-files.ts
import { hash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
async function writeReport(report) {
  try {
    return await write(report);
  } catch (cause) {
    let why = cause instanceof Error ? cause.message : String(cause);
    report.platform.annotate("warning", `The report could not be written: ${why}`);
    return;
  }
}
async function write({
  platform,
  directory,
  summary,
  plan,
  markdown,
  result,
  journal
}) {
  let [{ pageOf }, { junitFile, junitOf }, { metricsFile, openMetricsOf }] = await Promise.all([
    import("./page-EE6PZNW2.mjs"),
    import("./junit-I44XYFXP.mjs"),
    import("./open-metrics-KOL6DEKV.mjs")
  ]), kept = await journal(), texts = {
    "summary.md": markdown,
    "report.html": pageOf(summary),
    "result.json": jsonOf(result),
    [junitFile]: junitOf(summary),
    [metricsFile]: openMetricsOf(summary),
    [planName]: jsonOf(plan),
    [journalName]: kept
  };
  await mkdir(directory, { recursive: !0 }), await rm(join(directory, manifestName), { force: !0 });
  let files = {};
  for (let [name, text2] of Object.entries(texts)) {
    let bytes = Buffer.from(platform.mask(text2));
    await writeFile(join(directory, name), bytes), files[name] = sealOf(bytes);
  }
  let others = await othersIn(directory);
  Object.assign(files, await sealsOf(directory, others));
  let { sequence: records, digest: head } = journalEndOf(kept), manifest = {
    format: 1,
    rolloutId: plan.rolloutId,
    planHash: plan.hash,
    at: new Date(summary.at).toISOString(),
    journal: { records, head, isMasked: platform.mask(kept) !== kept },
    files: Object.fromEntries(Object.entries(files).sort(([one], [other]) => one < other ? -1 : 1))
  }, text = platform.mask(jsonOf(manifest));
  return await writeFile(join(directory, manifestName), text), { directory, seal: hash("sha256", text), testResults: join(directory, junitFile) };
}
async function othersIn(directory) {
  return (await filesIn(directory)).filter((path) => path === preflightName || path.startsWith(`${diagnosticsName}/`));
}
function jsonOf(value) {
  return `${JSON.stringify(value, void 0, 2)}
`;
}

// src/commands/closing.ts
var mostMachines = 12;
async function closingOf({
  platform,
  story,
  invocation,
  next,
  reportDirectory,
  journal,
  journalText,
  tell
}) {
  let summarized = summaryOf(story, invocation), summary = next === void 0 ? summarized : { ...summarized, next };
  tell?.(summary);
  let hasMermaid = platform.traits.summary !== "tables", markdown = markdownOf(summary, { harmless: escapeMarkdown, hasMermaid }), result = { ...resultOf(summary), journal }, report = reportDirectory === void 0 ? void 0 : await writeReport({
    platform,
    directory: reportDirectory,
    summary,
    plan: story.plan,
    markdown,
    result,
    journal: journalText
  });
  return {
    conclusion: summary.conclusion,
    line: summary.line,
    details: [...detailsOf(summary), ...report === void 0 ? [] : reportLines(platform, report)],
    outputs: outputsOf(summary, journal, report?.directory),
    summary: markdown,
    result,
    rollout: markOf(summary, story, report?.testResults)
  };
}
function markOf({ rolloutId, standing, rings }, { state }, testResults) {
  let { machines, updated, undone } = standing.figures;
  return {
    id: rolloutId,
    percent: machines === 0 ? 100 : Math.floor(100 * (updated + undone) / machines),
    rings: rings.map(({ name, undone: taken }, index) => {
      let isHalted = standing.conclusion === "halted" && standing.ring?.name === name, phase = state.rings[index]?.phase ?? "waiting";
      return { name, state: taken > 0 ? "undone" : isHalted ? "halted" : phase };
    }),
    testResults
  };
}
function reportLines(platform, { directory, seal }) {
  return ["", `  report: ${shownPath(platform, directory)}`, `  manifest: ${seal}`];
}
function outputsOf(summary, journal, report) {
  let { standing, rings } = summary, { figures: figures2 } = standing;
  return {
    "rollout-id": summary.rolloutId,
    "plan-hash": summary.planHash,
    ring: standing.ring?.name ?? "",
    rings: JSON.stringify(rings.map(resultRingOf)),
    "machines-updated": String(figures2.updated),
    "machines-failed": String(figures2.hit),
    "next-due": standing.nextAt === null ? "" : new Date(standing.nextAt).toISOString(),
    report: report ?? "",
    journal
  };
}
function detailsOf({ why, next, rings, attention, compliance, proof }) {
  let due = [deadlineLine(compliance), forecastLine(compliance), licenceLine(compliance)].filter(
    (line) => line !== void 0
  ), told = [...block("why", why), ...block("next", next), ...block("due", due)], proved = proof.proved.length === 0 ? [] : ["", ...block("proof", proof.proved)];
  return [...told, "", ...ringTable2(rings), ...machineTable(attention), ...proved];
}
function block(word, lines) {
  return lines.map((line, index) => `  ${(index === 0 ? word : "").padEnd(5)} ${line}`);
}
function ringTable2(rings) {
  let rows = rings.map((ring) => [
    ring.name,
    ring.state,
    `${ring.updated} of ${ring.machines}`,
    String(ring.failed + ring.stranded),
    String(ring.undone),
    String(ring.skipped),
    String(ring.untouched)
  ]);
  return tableOf([["ring", "state", "updated", "failed", "undone", "skipped", "never touched"], ...rows]).map((line) => `  ${line}`);
}
var marks2 = {
  stranded: "!",
  failed: "!",
  unclear: "?",
  undone: "<",
  skipped: "~",
  excluded: "~"
};
function machineTable(machines) {
  if (machines.length === 0) return [];
  let rows = machines.slice(0, mostMachines).map(({ name, phase, why = "", build = "" }) => [`${marks2[phase] ?? "."} ${name}`, phase, build, why]), more = machines.length - mostMachines;
  return ["", ...tableOf(rows).map((line) => `  ${line}`), ...more > 0 ? [`  and ${more} more, in result.json`] : []];
}

export {
  resultForecastOf,
  complianceOf,
  rolloutLine,
  judgedLines,
  serviceCauseText,
  verdictLine,
  ruleText,
  shortText,
  closingOf
};
