// The tables for people, made of the tables that the code decides by: nothing is said twice. README quotes them.
// Pure text: whoever writes the page asks for Markdown and puts it where it belongs.
// A code or a fault number that gets a row there appears here by itself.

import { winrmErrors } from './errors.ts';
import { faultMeanings } from './wsman/fault-numbers.ts';

function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}

/** Heads that README's tables of all codes share. */
export const errorHeads = ['Code', 'What it means', 'Again?', 'What to do'] as const;

/** One row a code: what it means, whether trying again by itself can help, and what to do. */
export function errorTable(): string {
  const body = Object.entries(winrmErrors).map(([code, { retryable, meaning, help }]) => [
    `\`${code}\``,
    meaning,
    retryable ? 'yes' : 'no',
    help,
  ]);
  return table(errorHeads, body);
}

/** One row a fault number, in the order of numbers. Where a number has no advice of its own, that of its code holds. */
export function faultTable(): string {
  const body = [...faultMeanings]
    .sort(([one], [other]) => one - other)
    .map(([number, { code, meaning, help = '' }]) => [
      `${number} (0x${number.toString(16).toUpperCase()})`,
      meaning,
      `\`${code}\``,
      winrmErrors[code].retryable ? 'yes' : 'no',
      help,
    ]);
  return table(['Fault', 'The machine means', 'Code', 'Again?', 'Beside what the code says'], body);
}
