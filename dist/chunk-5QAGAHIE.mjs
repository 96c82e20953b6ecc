import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/commands/table.ts
function tableOf(rows) {
  let widths = [];
  for (let row of rows)
    for (let [index, cell] of row.entries())
      widths[index] = Math.max(widths[index] ?? 0, cell.length <= 44 ? cell.length : 0);
  return rows.map(
    (row) => row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join("  ").trimEnd()
  );
}

export {
  tableOf
};
