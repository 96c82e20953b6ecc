var O=Object.defineProperty;var s=(e,a)=>O(e,"name",{value:a,configurable:!0});import{createRequire as R}from"node:module";const ge=R(import.meta.url);import{deadlineLine as L,forecastLine as T,hitText as B,lookOf as N}from"./chunk-O5J2WBIM.mjs";import{timeKinds as k}from"./chunk-IMDTDMIN.mjs";import{instantText as g,lengthText as $}from"./chunk-GJD556S4.mjs";import{colours as P}from"./chunk-6LAG6MGP.mjs";import{machinePhaseNames as H}from"./chunk-7QEDLUDZ.mjs";import"./chunk-6AWOICFL.mjs";import"./chunk-WT7Z5CEL.mjs";import"./chunk-3COMCGTE.mjs";import"./chunk-NHUODO4Y.mjs";import{escapeMarkup as c,plain as F}from"./chunk-2TINYKME.mjs";import"./chunk-PHXOIUUE.mjs";import{hash as G}from"node:crypto";var I=[["updated","updated"],["needless","needed nothing"],["undone","undone"],["failed","failed"],["stranded","stranded"],["skipped","skipped"],["busy","in hand"],["untouched","never touched"]];function _(e){let{machines:a,updated:n,needless:i,undone:o,failed:r,stranded:t,skipped:d,untouched:p}=e,l=Math.max(0,a-n-i-o-r-t-d-p);return{updated:n,needless:i,undone:o,failed:r,stranded:t,skipped:d,busy:l,untouched:p}}s(_,"countsOf");function D(e){return`<ol class="rings">${e.map(J).join("")}</ol>`}s(D,"ringCards");function J(e){let a=_(e),n=I.filter(([t])=>a[t]>0),i=0,o=n.map(([t])=>{let d=a[t]/e.machines*1e3,p=`<rect class="fill-${t}" x="${j(i)}" y="0" width="${j(d)}" height="10"/>`;return i+=d,p}),r=n.map(([t,d])=>`<li><i class="dot dot-${t}"></i>${a[t]} ${d}</li>`);return[`<li class="ring ${N(e)}">`,`<h3>${c(e.name)} <span class="state">${c(e.state)}</span></h3>`,`<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">${o.join("")}</svg>`,`<ul class="legend">${r.join("")}</ul>`,"</li>"].join("")}s(J,"card");var Z={work:"Work",soak:"Soak",window:"Window",approval:"Approval",opens:"Not due",halted:"Halted"};function K(e){let a=e.map(o=>[o.name,`${o.started} of ${o.machines}`,`${o.waves.opened} of ${o.waves.planned}`,B(o),`${$(o.times.soak)} of ${$(o.soak)}`]),n=["Ring","Started, of planned","Waves","Hit, of worst case","Soaked, of planned"],i=e.map(({name:o,times:r})=>[o,...k.map(t=>$(r[t]))]);return[v("What was planned and what happened",n,a),v("Where the time went",["Ring",...k.map(o=>Z[o])],i)].join("")}s(K,"planTables");function U(e){if(e.length===0)return"";let a=["After","Gate","Severity","Before","Verdict","Why"],n=e.map(({after:i,gate:o,severity:r,before:t,verdict:d,reason:p})=>[i,o,r,t===null?"not asked":`${t.verdict}: ${t.reason}`,d,p]);return v("What gates of the service said",a,n)}s(U,"serviceTable");function v(e,a,n){let i=n.map(([t="",...d])=>{let p=d.map(l=>`<td>${c(l)}</td>`).join("");return`<tr><th scope="row">${c(t)}</th>${p}</tr>`}),o=a.map(t=>`<th scope="col">${c(t)}</th>`).join(""),r=c(e);return[`<div class="scroll" role="region" aria-label="${r}" tabindex="0"><table><caption>${r}</caption>`,`<thead><tr>${o}</tr></thead><tbody>${i.join("")}</tbody></table></div>`].join("")}s(v,"table");function j(e){return Math.round(e*100)/100}s(j,"round");var q=100;function V(e){let a=e.slice(0,q).map(Q),n=e.length-q;return[...a,...n>0?[`<p>${n} more stand in the table of all machines.</p>`]:[]].join("")}s(V,"attentionList");function Q(e){let{name:a,ring:n,phase:i,why:o="",build:r,hotpatch:t,took:d,left:p}=e,l=[r,t,d].filter(m=>m!==void 0),u=[...l.length===0?[]:[`<p class="facts">${c(l.join(" · "))}</p>`],...p.map(m=>`<p class="facts">Left out: ${c(m)}</p>`)],h=S(e);return[`<details class="eyes"><summary><strong>${c(a)}</strong> <span class="chip chip-${i}">${i}</span> `,`<span class="why">${c(o)}</span> <span class="quiet">ring ${c(n)}</span></summary>`,...u,h.length===0?'<p class="facts">No gate has looked at it.</p>':v(`Gates of ${a}`,["Gate","Before","After","Weight"],h),"</details>"].join("")}s(Q,"card2");function S({gates:{before:e,after:a}}){let n=[...new Set([...e,...a].map(({gate:o})=>o))],i=s((o,r)=>o.filter(({gate:t})=>t===r).map(({verdict:t,reason:d})=>`${t}: ${d}`).join("; "),"said");return n.map(o=>{let r=[...a,...e].find(({gate:t})=>t===o)?.severity??"";return[o,i(e,o),i(a,o),r]})}s(S,"rowsOf");function X(e){let a=new Map,n=[],i=s(r=>{let t=a.get(r);return t!==void 0?t:(a.set(r,n.length),n.push(F(r))-1)},"place"),o=e.map(r=>S(r).map(t=>t.map(i)));return JSON.stringify({texts:n,rows:o}).replaceAll("<","\\u003c")}s(X,"evidenceData");var C=`'use strict';
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
`,Y=`
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
}`,ee=`
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
  margin: 0.3rem 0; font: 0.9rem/1.5 ui-monospace, Consolas, monospace; white-space: pre-wrap; user-select: all; }`,te=`
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
}`,ae=`
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
}`,z=`${[Y,ee,te,ae].join(`
`).trim()}
`;function re(e,a){let n=a.map(({name:t})=>t),i=new Map(n.map((t,d)=>[t,d])),o=new Set(e.map(({phase:t})=>t)),r=["Machine","Ring","State","Build","Hotpatch","Took","What to know"];return[oe(n,H.filter(t=>o.has(t))),'<table id="all" class="machines"><caption class="hidden">All machines</caption>',`<thead><tr>${r.map(t=>`<th scope="col">${t}</th>`).join("")}</tr></thead><tbody>`,...e.map(t=>ne(t,i.get(t.ring)??0)),'</tbody></table><p class="script-only"><button type="button" id="more">Show more</button></p>'].join(`
`)}s(re,"machineTable");function oe(e,a){let n=s(r=>r.map(([t,d])=>`<option value="${c(t)}">${c(d)}</option>`).join(""),"options"),i=n([["","all rings"],...e.map((r,t)=>[String(t),r])]),o=n([["","all states"],["!","needs eyes"],...a.map(r=>[r,r])]);return['<form class="controls script-only" role="search" aria-label="Machines">','<label>Search <input id="search" type="search" autocomplete="off" spellcheck="false"></label>',`<label>Ring <select id="ring">${i}</select></label>`,`<label>State <select id="state">${o}</select></label>`,'<output id="count" for="search ring state"></output></form>'].join("")}s(oe,"controls");function ne(e,a){let{name:n,phase:i,build:o="",hotpatch:r="",took:t="",why:d,left:p}=e,l=`${d===void 0?"":" data-eyes"} data-ring="${a}" data-state="${i}"`,u=[c(e.ring),`<span class="chip chip-${i}">${i}</span>`,...[o,r,t,[...d===void 0?[]:[d],...p].join("; ")].map(c)];return`<tr${l}><th scope="row">${c(n)}</th>${u.map(h=>`<td>${h}</td>`).join("")}</tr>`}s(ne,"row");var x=1e3,ie=5,A=4;function de(e){if(e.length===0)return"";let a=Math.min(...e.map(r=>r.from)),n=Math.max(a+1,...e.map(r=>r.to)),i=[...new Set(e.map(({ring:r})=>r))].map(r=>se(r,e.filter(({ring:t})=>t===r),{from:a,to:n})),o=e.map(({ring:r,what:t,from:d,to:p,look:l})=>[r,t,g(d),g(p),W[l]]);return[`<div class="lanes">${i.join("")}<div class="axis" aria-hidden="true">${le(a,n)}</div></div>`,"<details><summary>The timeline in words</summary>",v("Every wave, soak and undo",["Ring","What","From","To","How it ended"],o),"</details>"].join("")}s(de,"timelineOf");var W={done:"done",active:"still going on",bad:"stopped"};function se(e,a,{from:n,to:i}){let o=x/(i-n),r=a.map(({what:p,from:l,to:u,look:h})=>{let m=Math.max(ie,(u-l)*o),b=Math.min((l-n)*o,x-m),y=h==="done"&&p==="soak"?"soak":h,E=c(`${p}: ${g(l)} to ${g(u)}`);return`<rect class="fill-${y}" x="${b.toFixed(1)}" y="0" width="${m.toFixed(1)}" height="10" rx="1"><title>${E}</title></rect>`}),t=a.map(({what:p,look:l})=>`${p} ${W[l]}`).join("; "),d=c(e);return[`<div class="lane"><span class="lane-name">${d}</span>`,`<svg class="bar" viewBox="0 0 ${x} 10" preserveAspectRatio="none" role="img" aria-label="${d}: ${c(t)}">`,`${r.join("")}</svg></div>`].join("")}s(se,"lane");function le(e,a){return Array.from({length:A},(n,i)=>e+(a-e)*i/(A-1)).map(n=>`<span>${c(g(Math.round(n)).slice(5,16))}</span>`).join("")}s(le,"axis");var M=s(e=>`'sha256-${G("sha256",e,"base64")}'`,"sourceOf"),ce=["default-src 'none'",`style-src ${M(z)}`,`script-src ${M(C)}`,"base-uri 'none'","form-action 'none'"].join("; ");function pe(e){let a=c(`${e.conclusion}: ${e.rolloutId}`);return["<!doctype html>",'<html lang="en"><head><meta charset="utf-8">',`<meta http-equiv="Content-Security-Policy" content="${ce}">`,'<meta name="viewport" content="width=device-width, initial-scale=1">','<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">',`<title>${a}</title>`,`<style>${z}</style></head><body>`,'<a class="skip" href="#machines">To the table of machines</a>',me(e),"<main>",...ue(e),"</main>",`<script type="application/json" id="evidence">${X(e.machines)}<\/script>`,`<script>${C}<\/script>`,"</body></html>",""].join(`
`)}s(pe,"pageOf");function me({line:e,conclusion:a,standing:n,rolloutId:i,updates:o,planHash:r,at:t}){let[,d="",p=e]=/^([A-Z]+(?: [A-Z]+)*)(.*)$/s.exec(e)??[],{figures:l}=n,u=[["machines",l.machines,!1],["updated",l.updated,!1],["hit",l.hit,!0],["undone",l.undone,!1],["stranded",l.stranded,!0],["skipped",l.skipped,!1],["never touched",l.untouched,!1]].filter(([m,b])=>b>0||m==="updated"||m==="hit"),h=`Rollout ${i}: ${o}. Plan ${r.slice(0,12)}, ${g(t)}.`;return[`<header><div class="verdict ${P[a]}"><h1><span class="word">${c(d)}</span>${c(p)}</h1>`,`<p class="meta">${c(h)}</p></div>`,'<dl class="figures">',...u.map(([m,b,y])=>`<div${y&&b>0?' class="bad"':""}><dt>${m}</dt><dd>${b}</dd></div>`),"</dl></header>"].join("")}s(me,"header");function ue(e){let{why:a,rings:n,services:i,attention:o,timeline:r,proof:t,machines:d,compliance:p}=e,l=[L(p),T(p)].filter(u=>u!==void 0);return[f("why","Why",w(a)),f("next","What to do next",[fe(e.next),w(l)].join("")),f("rings","Rings",D(n)),...i.length===0?[]:[f("services","Services",U(i))],f("eyes","Machines that need eyes",V(o)),f("timeline","Timeline",de(r)),f("plan","Plan against actual",K(n)),f("proved","What was proved",w(t.proved)),f("uncovered","What was not covered",w(t.notCovered)),f("machines","All machines",re(d,n))]}s(ue,"sections");function f(e,a,n){return n===""?"":`<section id="${e}" aria-labelledby="h-${e}"><h2 id="h-${e}">${a}</h2>${n}</section>`}s(f,"section");function w(e){return e.length===0?"":`<ul>${e.map(a=>`<li>${c(a)}</li>`).join("")}</ul>`}s(w,"list");function fe(e){return e.length===0?"":`<div class="next">${e.map(a=>`<code>${c(a)}</code>`).join("")}</div>`}s(fe,"commands");export{pe as pageOf};
