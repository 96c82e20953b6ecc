// The style of the page, as text: readable in the light and in the dark, on a phone and on paper. System fonts, no pictures, nothing from
// anywhere else. Every pair of colours that carries text has a contrast of at least 4.5 to 1; a test asks axe-core in both schemes.
// Colours repeat what words say, for those who cannot tell them apart.

const colours = `
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
}`;

const frame = `
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
  margin: 0.3rem 0; font: 0.9rem/1.5 ui-monospace, Consolas, monospace; white-space: pre-wrap; user-select: all; }`;

const drawings = `
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
}`;

const tables = `
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
}`;

export const style = `${[colours, frame, drawings, tables].join('\n').trim()}\n`;
