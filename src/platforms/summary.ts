// The summary's size. GitHub throws a step's whole summary away when it passes 1 MiB (facts: pipeline-hosts 3.1), so it is cut here
// when whoever wrote it did not keep its budget: between blocks, never inside a table or a list, and it says so.
// It is cut after it was masked, since a mask can be longer than what it hides.
import { Buffer } from 'node:buffer';

/** Bytes. Below 1 MiB, so that the runner's own masking has room to lengthen it. */
export const largestSummary = 1_000_000;

const note = '\n\n*The summary was too long and ends here. The report files have all of it.*\n';

/** The Markdown as it is, or as many whole blocks of it as fit, with a note. */
export function fitSummary(markdown: string, limit = largestSummary): string {
  if (Buffer.byteLength(markdown) <= limit) return markdown;
  const room = limit - Buffer.byteLength(note);
  const blocks: string[] = [];
  let used = 0;
  for (const block of markdown.split(/(?<=\n)(?=\n)/)) {
    used += Buffer.byteLength(block);
    if (used > room) break;
    blocks.push(block);
  }
  return `${blocks.join('').trimEnd()}${note}`;
}
