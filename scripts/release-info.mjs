// Reads Microsoft's page "Windows Server release information" in Markdown, and compares it with the rows of the lineage. Pure: text and
// rows in, rows and sentences out; who reads and writes files is lineage.mjs. The page has two shapes of tables and its quirks: an extra
// cell at the end, `B *` or `B^\*^` for an unplanned baseline, months to come with empty cells, rows without a KB, first releases.

/** @typedef {{ product: string, month: string, kind: string, kb: string | null, ubr: number | null, date: string | null, source: string }} Row */

const history = ['Servicing option', 'Update type', 'Availability date', 'Build', 'KB article'];
const calendar = ['Month', 'Update type', 'Type', 'Availability date', 'Build', 'KB article'];
const products = ['windows-server-2025', 'windows-server-2022', 'windows-server-2019', 'windows-server-2016'];
/** Where the rows say that they come from. */
const source = 'release-info';

/** @param {string} line @returns {string[]} */
function cellsOf(line) {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map(cell => cell.trim());
}

/** @param {readonly string[]} cells @param {readonly string[]} head */
function isHead(cells, head) {
  return head.every((name, index) => cells[index] === name);
}

/**
 * @typedef {{ product: string, month: string, letter: string, type: string | null, kb: string | null, ubr: number | null, date: string | null, line: number }} Entry
 * @param {string} text
 * @returns {{ entries: Entry[], faults: string[], updated: string | null }}
 */
function entriesOf(text) {
  const [entries, faults] = [/** @type {Entry[]} */ ([]), /** @type {string[]} */ ([])];
  /** @type {string | undefined} */
  let product;
  /** @type {readonly string[] | undefined} */
  let head;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const heading = /^\*\*(?:Windows Server (20\d\d)\b|Windows Server)[^*]*\*\*/.exec(line.trim());
    if (heading !== null) product = products.find(name => name.endsWith(heading[1] ?? 'no year'));
    if (!line.trim().startsWith('|')) {
      head = undefined;
      continue;
    }
    const cells = cellsOf(line);
    if (head === undefined) {
      head = [history, calendar].find(known => isHead(cells, known)) ?? [];
      continue;
    }
    if (head.length === 0 || product === undefined || /^:?-+:?$/.test(cells[0] ?? '')) continue;
    const at = head === calendar ? 1 : 0;
    const entry = entryOf(product, cells.slice(1), at === 1, index + 1);
    if (typeof entry === 'string') faults.push(entry);
    else entries.push(entry);
  }
  return { entries, faults, updated: /^updated_at: (\d{4}-\d\d-\d\d)/m.exec(text)?.[1] ?? null };
}

/**
 * @param {string} product
 * @param {readonly string[]} cells from `Update type` on
 * @param {boolean} isCalendar
 * @param {number} line
 * @returns {Entry | string}
 */
function entryOf(product, cells, isCalendar, line) {
  const [update = '', ...rest] = cells;
  const type = isCalendar ? (rest.shift() ?? '') : null;
  const [date = '', build = '', article = ''] = rest;
  const named = /^(20\d\d)[-.](0[1-9]|1[0-2]) (OOB|[A-E])\s*(?:\*|\^\\?\*\^)?$/.exec(update);
  if (named === null) return `line ${line}: "${update}" is no update type`;
  if (type !== null && type !== 'Baseline (Restart)' && type !== 'Hotpatch')
    return `line ${line}: "${type}" is no type`;
  if (date !== '' && !/^\d{4}-\d\d-\d\d$/.test(date)) return `line ${line}: "${date}" is no date`;
  if (build !== '' && !/^\d{5}\.\d{1,6}$/.test(build)) return `line ${line}: "${build}" is no build`;
  const kb = /\bKB\d{5,8}\b/.exec(article)?.[0] ?? null;
  const ubr = build === '' ? null : Number(build.split('.')[1]);
  const month = `${named[1]}-${named[2]}`;
  return { product, month, letter: named[3] ?? '', type, kb, ubr, date: date === '' ? null : date, line };
}

/** @param {Entry} entry @param {readonly Entry[]} all @returns {string} */
function kindOf({ product, month, letter, type, kb }, all) {
  if (type !== null) return type === 'Hotpatch' ? 'hotpatch' : 'baseline';
  if (letter !== 'B') return 'oobLcu';
  const shared = all.some(other => other.type === 'Baseline (Restart)' && other.product === product && other.kb === kb);
  const isBaseline = shared && all.some(other => other.product === product && other.month === month && other.kb === kb);
  return isBaseline ? 'baseline' : 'lcu';
}

/**
 * The rows that the page tells, oldest month first within a product. Throws when it is not that page.
 * @param {string} text
 * @returns {{ rows: Row[], faults: string[], updated: string | null }}
 */
export function readReleaseInfo(text) {
  const { entries, faults, updated } = entriesOf(text);
  const hasBoth = entries.some(({ type }) => type === null) && entries.some(({ type }) => type !== null);
  if (!hasBoth) {
    throw new Error(
      'this is not the page of release information: it has not both the tables "Servicing option" and "Month" of a Windows Server',
    );
  }
  // What has no KB and stands in the history is a first release; in the calendar it is planned.
  const told = entries.filter(({ kb, type }) => kb !== null || type !== null);
  const rows = told.map(entry => {
    const { product, month, kb, ubr, date } = entry;
    return { product, month, kind: kindOf(entry, entries), kb, ubr: kb === null ? null : ubr, date, source };
  });
  const once = rows.filter((row, index) => rows.findIndex(other => isSame(row, other)) === index);
  return { rows: once.sort((a, b) => rank(a) - rank(b) || compare(a.month, b.month)), faults, updated };
}

/** @param {Row} a @param {Row} b */
function isSame(a, b) {
  if (a.product !== b.product) return false;
  return a.kb === null ? b.kb === null && a.month === b.month : a.kb === b.kb;
}

/** @param {Row} row */
function rank({ product }) {
  return products.indexOf(product);
}

/** @param {string} a @param {string} b */
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** @param {Row} row */
function isRegular({ kind }) {
  return kind === 'baseline' || kind === 'hotpatch';
}

/**
 * What the page knows better: `fresh` rows that the file lacks, `filled` rows of the file with what it did not know, and sentences where
 * the two contradict each other, which only a person settles.
 * @param {readonly Row[]} file
 * @param {readonly Row[]} page
 * @param {string | undefined} since only months from here on; else from the file's first month of each product
 * @returns {{ fresh: Row[], filled: Row[], contradictions: string[] }}
 */
export function compareRows(file, page, since = undefined) {
  const [fresh, filled] = [/** @type {Row[]} */ ([]), /** @type {Row[]} */ ([])];
  const contradictions = /** @type {string[]} */ ([]);
  for (const row of page) {
    const ours = file.filter(({ product }) => product === row.product);
    const first = since ?? ours.map(({ month }) => month).sort(compare)[0];
    if (first === undefined || row.month < first) continue;
    if (row.kb === null) {
      if (isNewPlan(row, ours)) fresh.push(row);
      continue;
    }
    const known = ours.find(({ kb }) => kb === row.kb);
    if (known !== undefined) {
      contradictions.push(...differences(known, row));
      const more = { ...known, ubr: known.ubr ?? row.ubr, date: known.date ?? row.date };
      if (more.ubr !== known.ubr || more.date !== known.date) filled.push(more);
      continue;
    }
    const rival = ours.find(
      other => other.kb !== null && isRegular(other) && isRegular(row) && other.month === row.month,
    );
    if (rival === undefined) fresh.push(row);
    else
      contradictions.push(
        `${row.product} ${row.month}: the page says ${row.kind} ${row.kb}, the file says ${rival.kind} ${rival.kb}`,
      );
  }
  return { fresh, filled, contradictions };
}

/** A month to come that the file does not wait for yet, or for another kind of update. @param {Row} row @param {readonly Row[]} ours */
function isNewPlan(row, ours) {
  const released = ours.filter(({ kb }) => kb !== null).map(({ month }) => month);
  const isPast = row.month <= (released.sort(compare).at(-1) ?? '');
  return !isPast && !ours.some(({ month, kind, kb }) => kb === null && month === row.month && kind === row.kind);
}

/** @param {Row} known @param {Row} row */
function differences(known, row) {
  const keys = /** @type {const} */ (['month', 'kind', 'ubr', 'date']);
  return keys
    .filter(key => known[key] !== null && row[key] !== null && known[key] !== row[key])
    .map(key => `${row.product} ${row.kb}: the page says ${key} ${row[key]}, the file says ${known[key]}`);
}

/**
 * The file's rows with what is new: in place where a row is known or planned, else before the first later one of its product.
 * @param {readonly Row[]} file
 * @param {{ readonly fresh: readonly Row[], readonly filled: readonly Row[] }} news
 * @returns {Row[]}
 */
export function mergeRows(file, { fresh, filled }) {
  const rows = file.map(row => filled.find(one => isSame(one, row)) ?? row);
  for (const row of fresh) {
    const planned = rows.findIndex(
      ({ product, month, kb }) => kb === null && product === row.product && month === row.month,
    );
    if (planned !== -1 && isRegular(row)) rows.splice(planned, 1);
    const later = rows.findIndex(other => isLater(other, row));
    rows.splice(later === -1 ? rows.length : later, 0, row);
  }
  return rows;
}

/** @param {Row} other @param {Row} row */
function isLater(other, row) {
  if (other.product !== row.product) return rank(other) > rank(row);
  if (other.month !== row.month) return other.month > row.month;
  return other.ubr !== null && row.ubr !== null && other.ubr > row.ubr;
}
