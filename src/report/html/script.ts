// The script of the page, as text: search, filters, and the gates of a machine on demand. It reads the page, asks no network (the policy
// of the page forbids it), writes texts only as texts, and is small enough to be read by whoever audits a report. Rows are shown a hundred
// at a time, so that the answer to a filter costs the same with five thousand machines as with fifty.

export const script = `'use strict';
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
