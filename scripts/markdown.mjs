// Markdown as the generated parts of README need it.

/** @param {readonly (readonly string[])[]} rows the first is the head */
export function markdownTable(rows) {
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}

/**
 * A part that is read by few: closed until somebody opens it.
 * @param {string} title Markdown is not read in it
 * @param {string} text
 */
export function folded(title, text) {
  return `<details><summary>${title}</summary>\n\n${text}\n\n</details>`;
}
