import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/commands/table.ts
var widest = 44;
function tableOf(rows) {
  const widths = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) {
      widths[index] = Math.max(widths[index] ?? 0, cell.length <= widest ? cell.length : 0);
    }
  }
  return rows.map(
    (row) => row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join("  ").trimEnd()
  );
}

export {
  tableOf
};
