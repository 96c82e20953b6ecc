import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  escapeMarkup,
  plain
} from "./chunk-2TINYKME.mjs";
import {
  deadlineLine,
  forecastLine,
  hitText,
  lookOf
} from "./chunk-6UUSL6FY.mjs";
import {
  timeKinds
} from "./chunk-IMDTDMIN.mjs";
import {
  instantText,
  lengthText
} from "./chunk-NLS6OPJM.mjs";
import {
  colours
} from "./chunk-6LAG6MGP.mjs";
import {
  machinePhaseNames
} from "./chunk-SRSEICG6.mjs";
import "./chunk-6AWOICFL.mjs";
import "./chunk-2PFEKDEA.mjs";
import "./chunk-6W5MFQ47.mjs";
import "./chunk-6P7AVSSV.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/report/html/page.ts
import { hash } from "node:crypto";

// src/report/html/rings.ts
var parts = [
  ["updated", "updated"],
  ["needless", "needed nothing"],
  ["undone", "undone"],
  ["failed", "failed"],
  ["stranded", "stranded"],
  ["skipped", "skipped"],
  ["busy", "in hand"],
  ["untouched", "never touched"]
];
function countsOf(ring) {
  let { machines, updated, needless, undone, failed, stranded, skipped, untouched } = ring, busy = Math.max(0, machines - updated - needless - undone - failed - stranded - skipped - untouched);
  return { updated, needless, undone, failed, stranded, skipped, busy, untouched };
}
function ringCards(rings) {
  return `<ol class="rings">${rings.map(card).join("")}</ol>`;
}
function card(ring) {
  let counts = countsOf(ring), told = parts.filter(([part]) => counts[part] > 0), x = 0, bar = told.map(([part]) => {
    let width2 = counts[part] / ring.machines * 1e3, rect = `<rect class="fill-${part}" x="${round(x)}" y="0" width="${round(width2)}" height="10"/>`;
    return x += width2, rect;
  }), words2 = told.map(([part, word]) => `<li><i class="dot dot-${part}"></i>${counts[part]} ${word}</li>`);
  return [
    `<li class="ring ${lookOf(ring)}">`,
    `<h3>${escapeMarkup(ring.name)} <span class="state">${escapeMarkup(ring.state)}</span></h3>`,
    `<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">${bar.join("")}</svg>`,
    `<ul class="legend">${words2.join("")}</ul>`,
    "</li>"
  ].join("");
}
var timeWords = {
  work: "Work",
  soak: "Soak",
  window: "Window",
  approval: "Approval",
  opens: "Not due",
  halted: "Halted"
};
function planTables(rings) {
  let counts = rings.map((ring) => [
    ring.name,
    `${ring.started} of ${ring.machines}`,
    `${ring.waves.opened} of ${ring.waves.planned}`,
    hitText(ring),
    `${lengthText(ring.times.soak)} of ${lengthText(ring.soak)}`
  ]), heads = ["Ring", "Started, of planned", "Waves", "Hit, of worst case", "Soaked, of planned"], spent = rings.map(({ name, times }) => [name, ...timeKinds.map((kind) => lengthText(times[kind]))]);
  return [
    table("What was planned and what happened", heads, counts),
    table("Where the time went", ["Ring", ...timeKinds.map((kind) => timeWords[kind])], spent)
  ].join("");
}
function serviceTable(services) {
  if (services.length === 0) return "";
  let heads = ["After", "Gate", "Severity", "Before", "Verdict", "Why"], rows = services.map(({ after, gate, severity, before, verdict, reason }) => [
    after,
    gate,
    severity,
    before === null ? "not asked" : `${before.verdict}: ${before.reason}`,
    verdict,
    reason
  ]);
  return table("What gates of the service said", heads, rows);
}
function table(caption, heads, rows) {
  let body = rows.map(([first = "", ...cells]) => {
    let rest = cells.map((cell) => `<td>${escapeMarkup(cell)}</td>`).join("");
    return `<tr><th scope="row">${escapeMarkup(first)}</th>${rest}</tr>`;
  }), head = heads.map((word) => `<th scope="col">${escapeMarkup(word)}</th>`).join(""), label = escapeMarkup(caption);
  return [
    `<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table><caption>${label}</caption>`,
    `<thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table></div>`
  ].join("");
}
function round(value) {
  return Math.round(value * 100) / 100;
}

// src/report/html/evidence.ts
var mostOpen = 100;
function attentionList(machines) {
  let shown = machines.slice(0, mostOpen).map(card2), more = machines.length - mostOpen;
  return [...shown, ...more > 0 ? [`<p>${more} more stand in the table of all machines.</p>`] : []].join("");
}
function card2(machine) {
  let { name, ring, phase, why = "", build, hotpatch, took, left } = machine, facts = [build, hotpatch, took].filter((text) => text !== void 0), lines = [
    ...facts.length === 0 ? [] : [`<p class="facts">${escapeMarkup(facts.join(" · "))}</p>`],
    ...left.map((text) => `<p class="facts">Left out: ${escapeMarkup(text)}</p>`)
  ], gates = rowsOf(machine);
  return [
    `<details class="eyes"><summary><strong>${escapeMarkup(name)}</strong> <span class="chip chip-${phase}">${phase}</span> `,
    `<span class="why">${escapeMarkup(why)}</span> <span class="quiet">ring ${escapeMarkup(ring)}</span></summary>`,
    ...lines,
    gates.length === 0 ? '<p class="facts">No gate has looked at it.</p>' : table(`Gates of ${name}`, ["Gate", "Before", "After", "Weight"], gates),
    "</details>"
  ].join("");
}
function rowsOf({ gates: { before, after } }) {
  let names = [...new Set([...before, ...after].map(({ gate }) => gate))], said = (list2, name) => list2.filter(({ gate }) => gate === name).map(({ verdict, reason }) => `${verdict}: ${reason}`).join("; ");
  return names.map((name) => {
    let weight = [...after, ...before].find(({ gate }) => gate === name)?.severity ?? "";
    return [name, said(before, name), said(after, name), weight];
  });
}
function evidenceData(machines) {
  let places = /* @__PURE__ */ new Map(), texts = [], place = (text) => {
    let known = places.get(text);
    return known !== void 0 ? known : (places.set(text, texts.length), texts.push(plain(text)) - 1);
  }, rows = machines.map((machine) => rowsOf(machine).map((cells) => cells.map(place)));
  return JSON.stringify({ texts, rows }).replaceAll("<", "\\u003c");
}

// src/report/html/script.ts
var script = `'use strict';
(() => {
  const by = id => document.getElementById(id);
  const rows = [...by('all').tBodies[0].rows];
  const texts = rows.map(row => row.textContent.toLowerCase());
  const page = 100;
  let shown = [];
  let limit = page;

  function apply() {
    const words = by('search').value.toLowerCase().split(/\\s+/).filter(Boolean);
    const ring = by('ring').value;
    const state = by('state').value;
    const found = rows.filter((row, index) =>
      (ring === '' || row.dataset.ring === ring) &&
      (state === '' || (state === '!' ? 'eyes' in row.dataset : row.dataset.state === state)) &&
      words.every(word => texts[index].includes(word)));
    const next = found.slice(0, limit);
    const kept = new Set(next);
    for (const row of shown) if (!kept.has(row)) hide(row);
    for (const row of next) row.hidden = false;
    shown = next;
    by('count').textContent = found.length + ' of ' + rows.length + ' machines';
    by('more').hidden = found.length <= limit;
    by('more').textContent = 'Show ' + Math.min(page, found.length - limit) + ' more';
  }

  function hide(row) {
    row.hidden = true;
    const button = row.querySelector('button');
    if (button !== null && button.getAttribute('aria-expanded') === 'true') toggle(row, button);
  }

  const evidence = JSON.parse(by('evidence').textContent);
  function toggle(row, button) {
    const isOpen = button.getAttribute('aria-expanded') === 'true';
    button.setAttribute('aria-expanded', String(!isOpen));
    if (isOpen) row.nextElementSibling.remove();
    else row.after(details(evidence.rows[rows.indexOf(row)]));
  }

  function details(gates) {
    const row = document.createElement('tr');
    row.className = 'gates';
    const cell = row.appendChild(document.createElement('td'));
    cell.colSpan = 7;
    if (gates.length === 0) cell.textContent = 'No gate has looked at it.';
    const list = cell.appendChild(document.createElement('dl'));
    for (const [gate, before, after, weight] of gates) {
      add(list, 'dt', evidence.texts[gate] + ' (' + evidence.texts[weight] + ')');
      if (evidence.texts[before] !== '') add(list, 'dd', 'before: ' + evidence.texts[before]);
      if (evidence.texts[after] !== '') add(list, 'dd', 'after: ' + evidence.texts[after]);
    }
    return row;
  }

  function add(list, name, text) {
    list.appendChild(document.createElement(name)).textContent = text;
  }

  for (const row of rows) {
    const cell = row.cells[0];
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'open';
    button.textContent = cell.textContent;
    button.setAttribute('aria-expanded', 'false');
    cell.replaceChildren(button);
    row.hidden = true;
  }
  by('all').addEventListener('click', event => {
    const button = event.target.closest('button');
    if (button !== null) toggle(button.closest('tr'), button);
  });
  const again = () => { limit = page; apply(); };
  for (const id of ['search', 'ring', 'state']) by(id).addEventListener('input', again);
  document.querySelector('form').addEventListener('submit', event => event.preventDefault());
  by('more').addEventListener('click', () => { limit += page; apply(); });
  document.documentElement.classList.add('scripted');
  apply();
})();
`;

// src/report/html/style.ts
var colours2 = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --card: #f6f8fa; --ink: #1f2328; --quiet: #57606a; --line: #d0d7de;
  --good: #116329; --good-bar: #2da44e; --bad: #a40e26; --bad-bar: #cf222e; --busy: #0550ae; --busy-bar: #218bff;
  --warn: #7d4e00; --warn-bar: #d4a72c; --soak-bar: #8250df; --idle-bar: #afb8c1; --needless-bar: #9be9a8;
  --good-wash: #dafbe1; --bad-wash: #ffebe9; --busy-wash: #ddf4ff; --warn-wash: #fff8c5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0d1117; --card: #161b22; --ink: #e6edf3; --quiet: #9da7b3; --line: #3d444d;
    --good: #56d364; --bad: #ff8e87; --busy: #79c0ff; --warn: #e3b341;
    --idle-bar: #484f58; --needless-bar: #196c2e;
    --good-wash: #0f2a17; --bad-wash: #3a1417; --busy-wash: #0c2742; --warn-wash: #332a0c;
  }
}
@media print {
  :root { color-scheme: light; --paper: #ffffff; --card: #ffffff; --ink: #000000; --quiet: #333333; --line: #999999;
    --good: #116329; --bad: #a40e26; --busy: #0550ae; --warn: #7d4e00;
    --good-wash: #ffffff; --bad-wash: #ffffff; --busy-wash: #ffffff; --warn-wash: #ffffff; }
}`, frame = `
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 76rem; padding: 1rem clamp(0.8rem, 3vw, 2rem) 3rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif; overflow-wrap: anywhere; }
h1, h2, h3, p { margin: 0 0 0.5rem; }
h1 { font-size: clamp(1.1rem, 2.6vw, 1.4rem); font-weight: 600; line-height: 1.35; }
h2 { font-size: 1.15rem; margin-top: 2.2rem; padding-bottom: 0.3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; }
ul, ol { margin: 0.5rem 0; padding-left: 1.2rem; }
:focus-visible { outline: 3px solid var(--busy-bar); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 0.5rem; background: var(--paper); color: var(--ink); padding: 0.5rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.quiet, .facts, .meta { color: var(--quiet); font-size: 0.88rem; }
.verdict { border-left: 0.5rem solid var(--busy-bar); border-radius: 0.4rem; padding: 1rem 1.2rem; background: var(--busy-wash); }
.verdict .word { font-weight: 700; letter-spacing: 0.04em; color: var(--busy); }
.verdict.green { border-color: var(--good-bar); background: var(--good-wash); }
.verdict.green .word { color: var(--good); }
.verdict.red { border-color: var(--bad-bar); background: var(--bad-wash); }
.verdict.red .word { color: var(--bad); }
.verdict.yellow { border-color: var(--warn-bar); background: var(--warn-wash); }
.verdict.yellow .word { color: var(--warn); }
.verdict .meta { margin: 0; color: var(--ink); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: 0.6rem; margin: 1rem 0 0; }
.figures div { background: var(--card); border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.5rem 0.8rem;
  display: flex; flex-direction: column-reverse; }
.figures dt { color: var(--quiet); font-size: 0.85rem; }
.figures dd { margin: 0; font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.figures .bad dd { color: var(--bad); }
.next code { display: block; background: var(--card); border: 1px solid var(--line); border-radius: 0.4rem; padding: 0.45rem 0.7rem;
  margin: 0.3rem 0; font: 0.9rem/1.5 ui-monospace, Consolas, monospace; white-space: pre-wrap; user-select: all; }`, drawings = `
.rings { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 0.8rem; }
.ring { background: var(--card); border: 1px solid var(--line); border-top: 4px solid var(--idle-bar); border-radius: 0.5rem;
  padding: 0.7rem 0.9rem; }
.ring.good { border-top-color: var(--good-bar); } .ring.bad { border-top-color: var(--bad-bar); }
.ring.busy { border-top-color: var(--busy-bar); }
.state { font-weight: 400; color: var(--quiet); }
.bar { display: block; width: 100%; height: 1rem; border-radius: 0.3rem; background: var(--line); }
.legend { list-style: none; padding: 0; margin: 0.5rem 0 0; display: flex; flex-wrap: wrap; gap: 0.1rem 1rem; font-size: 0.88rem; }
.dot { display: inline-block; width: 0.7em; height: 0.7em; border-radius: 50%; margin-right: 0.4em; }
.fill-updated, .fill-done { fill: var(--good-bar); } .dot-updated { background: var(--good-bar); }
.fill-needless { fill: var(--needless-bar); } .dot-needless { background: var(--needless-bar); }
.fill-undone { fill: var(--warn-bar); } .dot-undone { background: var(--warn-bar); }
.fill-failed, .fill-stranded, .fill-bad { fill: var(--bad-bar); } .dot-failed, .dot-stranded { background: var(--bad-bar); }
.fill-skipped { fill: var(--quiet); } .dot-skipped { background: var(--quiet); }
.fill-busy, .fill-active { fill: var(--busy-bar); } .dot-busy { background: var(--busy-bar); }
.fill-untouched { fill: var(--idle-bar); } .dot-untouched { background: var(--idle-bar); }
.fill-soak { fill: var(--soak-bar); }
.lanes { display: grid; gap: 0.5rem; }
.lane { display: grid; grid-template-columns: 7rem 1fr; align-items: center; gap: 0.6rem; }
.lane-name { font-size: 0.9rem; }
.axis { display: flex; justify-content: space-between; margin-left: 7.6rem; color: var(--quiet); font-size: 0.75rem; }
@media (max-width: 40rem) {
  .lane { grid-template-columns: 1fr; gap: 0.1rem; } .axis { margin-left: 0; }
}`, tables = `
.scroll { overflow-x: auto; margin: 0.6rem 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
caption { text-align: left; color: var(--quiet); padding: 0.3rem 0; }
caption.hidden { padding: 0; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.6rem; border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; }
thead th { color: var(--quiet); font-weight: 600; border-bottom-width: 2px; }
tbody th { font-weight: 600; }
.scroll td, .scroll th { min-width: 5rem; overflow-wrap: break-word; }
.chip { display: inline-block; border-radius: 1rem; padding: 0 0.55rem; font-size: 0.82rem; white-space: nowrap; background: var(--busy-wash);
  color: var(--busy); border: 1px solid var(--line); }
.chip-done, .chip-watching { background: var(--good-wash); color: var(--good); }
.chip-failed, .chip-stranded, .chip-unclear { background: var(--bad-wash); color: var(--bad); }
.chip-undone, .chip-installed { background: var(--warn-wash); color: var(--warn); }
.chip-skipped, .chip-excluded, .chip-pending { background: var(--card); color: var(--quiet); }
details { margin: 0.5rem 0; }
summary { cursor: pointer; padding: 0.3rem 0; }
.eyes { border: 1px solid var(--line); border-left: 4px solid var(--bad-bar); border-radius: 0.4rem; padding: 0.3rem 0.8rem; background: var(--card); }
.controls { display: flex; flex-wrap: wrap; gap: 0.6rem 1rem; align-items: end; margin: 0.8rem 0; }
.controls label { display: grid; font-size: 0.85rem; color: var(--quiet); }
.controls output { padding-bottom: 0.45rem; color: var(--quiet); }
input, select, button { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--quiet); border-radius: 0.35rem;
  padding: 0.35rem 0.6rem; max-width: 100%; }
button { cursor: pointer; }
.open { border: 0; padding: 0; background: none; font-weight: 600; text-align: left; text-decoration: underline dotted; color: var(--busy); }
.gates dl { margin: 0.2rem 0; } .gates dt { font-weight: 600; margin-top: 0.4rem; } .gates dd { margin-left: 1rem; }
.script-only { display: none; }
.scripted .controls { display: flex; } .scripted p.script-only { display: block; }
[hidden] { display: none !important; }
@media (max-width: 40rem) {
  .machines thead { display: none; }
  .machines tr { display: block; border: 1px solid var(--line); border-radius: 0.4rem; margin: 0.5rem 0; padding: 0.4rem 0.6rem; }
  .machines th, .machines td { display: block; border: 0; padding: 0.1rem 0; }
  .machines td:empty { display: none; }
  .machines td:nth-of-type(1)::before { content: 'ring '; color: var(--quiet); }
  .machines td:nth-of-type(3)::before { content: 'build '; color: var(--quiet); }
  .machines .gates td::before { content: none; }
  .controls label, .controls input, .controls select { width: 100%; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  .scripted .controls, .scripted p.script-only, .skip { display: none; }
  .ring, .eyes, tr, .lane { break-inside: avoid; }
  thead { display: table-header-group; }
  svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .scroll { overflow: visible; }
}`, style = `${[colours2, frame, drawings, tables].join(`
`).trim()}
`;

// src/report/html/table.ts
function machineTable(machines, rings) {
  let names = rings.map(({ name }) => name), places = new Map(names.map((name, index) => [name, index])), phases = new Set(machines.map(({ phase }) => phase)), heads = ["Machine", "Ring", "State", "Build", "Hotpatch", "Took", "What to know"];
  return [
    controls(
      names,
      machinePhaseNames.filter((phase) => phases.has(phase))
    ),
    '<table id="all" class="machines"><caption class="hidden">All machines</caption>',
    `<thead><tr>${heads.map((word) => `<th scope="col">${word}</th>`).join("")}</tr></thead><tbody>`,
    ...machines.map((machine) => row(machine, places.get(machine.ring) ?? 0)),
    '</tbody></table><p class="script-only"><button type="button" id="more">Show more</button></p>'
  ].join(`
`);
}
function controls(rings, phases) {
  let options = (words2) => words2.map(([value, word]) => `<option value="${escapeMarkup(value)}">${escapeMarkup(word)}</option>`).join(""), ofRings = options([["", "all rings"], ...rings.map((name, index) => [String(index), name])]), ofPhases = options([["", "all states"], ["!", "needs eyes"], ...phases.map((phase) => [phase, phase])]);
  return [
    '<form class="controls script-only" role="search" aria-label="Machines">',
    '<label>Search <input id="search" type="search" autocomplete="off" spellcheck="false"></label>',
    `<label>Ring <select id="ring">${ofRings}</select></label>`,
    `<label>State <select id="state">${ofPhases}</select></label>`,
    '<output id="count" for="search ring state"></output></form>'
  ].join("");
}
function row(machine, ring) {
  let { name, phase, build = "", hotpatch = "", took = "", why, left } = machine, marks = `${why === void 0 ? "" : " data-eyes"} data-ring="${ring}" data-state="${phase}"`, cells = [
    escapeMarkup(machine.ring),
    `<span class="chip chip-${phase}">${phase}</span>`,
    ...[build, hotpatch, took, [...why === void 0 ? [] : [why], ...left].join("; ")].map(escapeMarkup)
  ];
  return `<tr${marks}><th scope="row">${escapeMarkup(name)}</th>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
}

// src/report/html/timeline.ts
var width = 1e3, narrowest = 5, ticks = 4;
function timelineOf(bars) {
  if (bars.length === 0) return "";
  let from = Math.min(...bars.map((bar) => bar.from)), to = Math.max(from + 1, ...bars.map((bar) => bar.to)), drawn = [...new Set(bars.map(({ ring }) => ring))].map(
    (name) => lane(
      name,
      bars.filter(({ ring }) => ring === name),
      { from, to }
    )
  ), rows = bars.map(({ ring, what, from: begin, to: end, look }) => [
    ring,
    what,
    instantText(begin),
    instantText(end),
    words[look]
  ]);
  return [
    `<div class="lanes">${drawn.join("")}<div class="axis" aria-hidden="true">${axis(from, to)}</div></div>`,
    "<details><summary>The timeline in words</summary>",
    table("Every wave, soak and undo", ["Ring", "What", "From", "To", "How it ended"], rows),
    "</details>"
  ].join("");
}
var words = { done: "done", active: "still going on", bad: "stopped" };
function lane(ring, bars, { from, to }) {
  let scale = width / (to - from), rects = bars.map(({ what, from: begin, to: end, look }) => {
    let long = Math.max(narrowest, (end - begin) * scale), x = Math.min((begin - from) * scale, width - long), kind = look === "done" && what === "soak" ? "soak" : look, title = escapeMarkup(`${what}: ${instantText(begin)} to ${instantText(end)}`);
    return `<rect class="fill-${kind}" x="${x.toFixed(1)}" y="0" width="${long.toFixed(1)}" height="10" rx="1"><title>${title}</title></rect>`;
  }), told = bars.map(({ what, look }) => `${what} ${words[look]}`).join("; "), name = escapeMarkup(ring);
  return [
    `<div class="lane"><span class="lane-name">${name}</span>`,
    `<svg class="bar" viewBox="0 0 ${width} 10" preserveAspectRatio="none" role="img" aria-label="${name}: ${escapeMarkup(told)}">`,
    `${rects.join("")}</svg></div>`
  ].join("");
}
function axis(from, to) {
  return Array.from({ length: ticks }, (_, index) => from + (to - from) * index / (ticks - 1)).map((at) => `<span>${escapeMarkup(instantText(Math.round(at)).slice(5, 16))}</span>`).join("");
}

// src/report/html/page.ts
var sourceOf = (text) => `'sha256-${hash("sha256", text, "base64")}'`, policy = [
  "default-src 'none'",
  `style-src ${sourceOf(style)}`,
  `script-src ${sourceOf(script)}`,
  "base-uri 'none'",
  "form-action 'none'"
].join("; ");
function pageOf(summary) {
  let title = escapeMarkup(`${summary.conclusion}: ${summary.rolloutId}`);
  return [
    "<!doctype html>",
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">',
    `<title>${title}</title>`,
    `<style>${style}</style></head><body>`,
    '<a class="skip" href="#machines">To the table of machines</a>',
    header(summary),
    "<main>",
    ...sections(summary),
    "</main>",
    `<script type="application/json" id="evidence">${evidenceData(summary.machines)}</script>`,
    `<script>${script}</script>`,
    "</body></html>",
    ""
  ].join(`
`);
}
function header({ line, conclusion, standing, rolloutId, updates, planHash, at }) {
  let [, word = "", rest = line] = /^([A-Z]+(?: [A-Z]+)*)(.*)$/s.exec(line) ?? [], { figures } = standing, shown = [
    ["machines", figures.machines, !1],
    ["updated", figures.updated, !1],
    ["hit", figures.hit, !0],
    ["undone", figures.undone, !1],
    ["stranded", figures.stranded, !0],
    ["skipped", figures.skipped, !1],
    ["never touched", figures.untouched, !1]
  ].filter(([name, count]) => count > 0 || name === "updated" || name === "hit"), meta = `Rollout ${rolloutId}: ${updates}. Plan ${planHash.slice(0, 12)}, ${instantText(at)}.`;
  return [
    `<header><div class="verdict ${colours[conclusion]}"><h1><span class="word">${escapeMarkup(word)}</span>${escapeMarkup(rest)}</h1>`,
    `<p class="meta">${escapeMarkup(meta)}</p></div>`,
    '<dl class="figures">',
    ...shown.map(
      ([name, count, isBad]) => `<div${isBad && count > 0 ? ' class="bad"' : ""}><dt>${name}</dt><dd>${count}</dd></div>`
    ),
    "</dl></header>"
  ].join("");
}
function sections(summary) {
  let { why, rings, services, attention, timeline, proof, machines, compliance } = summary, late = [deadlineLine(compliance), forecastLine(compliance)].filter((text) => text !== void 0);
  return [
    section("why", "Why", list(why)),
    section("next", "What to do next", [commands(summary.next), list(late)].join("")),
    section("rings", "Rings", ringCards(rings)),
    ...services.length === 0 ? [] : [section("services", "Services", serviceTable(services))],
    section("eyes", "Machines that need eyes", attentionList(attention)),
    section("timeline", "Timeline", timelineOf(timeline)),
    section("plan", "Plan against actual", planTables(rings)),
    section("proved", "What was proved", list(proof.proved)),
    section("uncovered", "What was not covered", list(proof.notCovered)),
    section("machines", "All machines", machineTable(machines, rings))
  ];
}
function section(id, title, content) {
  return content === "" ? "" : `<section id="${id}" aria-labelledby="h-${id}"><h2 id="h-${id}">${title}</h2>${content}</section>`;
}
function list(lines) {
  return lines.length === 0 ? "" : `<ul>${lines.map((text) => `<li>${escapeMarkup(text)}</li>`).join("")}</ul>`;
}
function commands(lines) {
  return lines.length === 0 ? "" : `<div class="next">${lines.map((text) => `<code>${escapeMarkup(text)}</code>`).join("")}</div>`;
}
export {
  pageOf
};
