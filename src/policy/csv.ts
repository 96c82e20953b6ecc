// A reader for the CSV that inventories are exported as (RFC 4180): quotes, doubled quotes, line breaks in quotes,
// CRLF. The separator is what the first line uses: a comma, a semicolon (Excel in much of Europe) or a tab. Every
// row keeps its line for the faults.

export interface CsvRow {
  readonly cells: readonly string[];
  /** Counted from 1. */
  readonly line: number;
}

/** The rows that are not empty; undefined when a quote is never closed. */
export function readCsv(text: string): readonly CsvRow[] | undefined {
  const separator = separatorOf(text);
  const cell = new RegExp(
    `(?: *"((?:[^"]|"")*)" *|([^"${separator}\\r\\n][^${separator}\\r\\n]*)?)(${separator}|\\r\\n|\\n|\\r|$)`,
    'y',
  );
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let [line, start] = [1, 1];
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (match === null) return undefined;
    const [whole, quoted, plain = '', end = ''] = match;
    cells.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    line += whole.match(/\r\n|\n|\r/g)?.length ?? 0;
    if (end === separator) continue;
    rows.push({ cells, line: start });
    [cells, start] = [[], line];
  }
  if (cells.length > 0) rows.push({ cells: [...cells, ''], line: start });
  return rows.filter(row => row.cells.some(one => one !== ''));
}

function separatorOf(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1);
  const count = (mark: string): number => first.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}
