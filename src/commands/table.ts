// Columns of a log: padded with spaces, so that they stand below each other in a terminal and in a pipeline's
// log alike. No borders: they cost width and read badly aloud. A cell that is longer than its column pushes the
// rest of its own row only.

const widest = 44;

/** One line a row; nothing trails. */
export function tableOf(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) {
      widths[index] = Math.max(widths[index] ?? 0, cell.length <= widest ? cell.length : 0);
    }
  }
  return rows.map(row =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
