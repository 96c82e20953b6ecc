// The tables for people, made of the tables that the code decides by: nothing is said twice. README quotes them.
// Pure text: whoever writes the page asks for Markdown and puts it where it belongs.
// A code or a fault number that gets a row there appears here by itself.

import { type WinrmErrorCode, winrmErrors } from './errors.ts';
import { faultMeanings } from './wsman/fault-numbers.ts';

function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}

/** One row a code: whether trying again can help, and what to do. */
export function errorTable(): string {
  const body = Object.entries(winrmErrors).map(([code, { retryable, help }]) => [
    `\`${code}\``,
    retryable ? 'yes' : 'no',
    help,
  ]);
  return table(['Code', 'Retryable', 'What to do'], body);
}

/** One row a fault number, in the order of numbers. */
export function faultTable(): string {
  const body = [...faultMeanings]
    .sort(([one], [other]) => one - other)
    .map(([number, { code, meaning, help }]) => {
      const { retryable, help: general } = winrmErrors[code satisfies WinrmErrorCode];
      return [
        `${number} (0x${number.toString(16).toUpperCase()})`,
        meaning,
        `\`${code}\``,
        retryable ? 'yes' : 'no',
        help ?? general,
      ];
    });
  return table(['Fault', 'The machine means', 'Code', 'Retryable', 'What to do'], body);
}
