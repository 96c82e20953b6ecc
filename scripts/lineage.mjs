// Brings src/knowledge/lineage.json into step with Microsoft's page of release information, saved as Markdown:
//   https://learn.microsoft.com/en-us/windows/release-health/windows-server-release-info?accept=text/markdown
//   node scripts/lineage.mjs FILE.md [--since 2025-01]           prints what is new and what contradicts
//   node scripts/lineage.mjs FILE.md [--since 2025-01] --write   writes what is new; a contradiction is left to a person
// Exit code 1: there are contradictions, or the file is not that page. The page omits some out-of-band updates: nothing is ever taken out.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compareRows, mergeRows, readReleaseInfo } from './release-info.mjs';
import { root } from './root.mjs';

const target = join(root, 'src/knowledge/lineage.json');

/** @param {object} value @returns {string} on one line, as the formatter writes it */
function lineOf(value) {
  const fields = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${JSON.stringify(each)}`);
  return `{ ${fields.join(', ')} }`;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean', default: false }, since: { type: 'string' } },
});
const [page] = positionals;
if (page === undefined || positionals.length > 1) {
  console.error('Usage: node scripts/lineage.mjs FILE.md [--since 2025-01] [--write]');
  process.exit(2);
}
/** @type {ReturnType<typeof readReleaseInfo>} */
let told;
try {
  told = readReleaseInfo(await readFile(page, 'utf8'));
} catch (error) {
  console.error(`${page}: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
const file = JSON.parse(await readFile(target, 'utf8'));
const { fresh, filled, contradictions } = compareRows(file.rows, told.rows, values.since);
for (const fault of told.faults) console.error(`? ${page} ${fault}; the row was left out`);
for (const row of fresh) console.log(`+ ${lineOf(row)}`);
for (const row of filled) console.log(`~ ${lineOf(row)}`);
for (const sentence of contradictions) console.error(`! ${sentence}`);
if (values.write && fresh.length + filled.length > 0) {
  const rows = mergeRows(file.rows, { fresh, filled });
  const updated = [file.updated, told.updated ?? ''].sort().at(-1);
  const head = JSON.stringify({ format: file.format, updated, sources: file.sources }, undefined, 2);
  const body = rows.map(row => `    ${lineOf(row)}`).join(',\n');
  await writeFile(target, `${head.slice(0, -2)},\n  "rows": [\n${body}\n  ]\n}\n`);
}
console.log(`${fresh.length} new, ${filled.length} completed, ${contradictions.length} contradicting`);
if (contradictions.length > 0) process.exitCode = 1;
