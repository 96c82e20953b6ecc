// The page's budget: whatever machines say and however many there are, it stays below 900 KiB, cuts no table and no list, and names what it
// left out. The order of its sections and its escaping are held in `report.test.ts`.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { escapeMarkdown } from '../../../src/platforms/neutral.ts';
import { largestPage, markdownOf } from '../../../src/report/markdown.ts';
import type { Summary } from '../../../src/report/summary.ts';
import { hostileTexts, summaryOfStory } from '../../support/summaries.ts';

const titles = [
  'Why',
  'Next',
  'Rings',
  'Machines that need eyes',
  'Timeline',
  'Plan against actual',
  'Proved',
  'Not covered',
];

const texts = fc.oneof(fc.constantFrom(...hostileTexts, '&'.repeat(5_000), '\u6f22'.repeat(5_000)), fc.string());
const sizes = fc.integer({ min: 0, max: 5_000 });

describe('the page', () => {
  let summary: Summary;
  beforeAll(async () => {
    summary = await summaryOfStory('bad-update');
  });

  const grown = (text: string, machines: number, lines: number): Summary => {
    const row = { ...summary.machines[0]!, name: text, why: text, build: text, hotpatch: text };
    return {
      ...summary,
      why: Array.from({ length: lines }, () => text),
      next: [`${text}\n\`\`\`\n# not a heading`],
      attention: Array.from({ length: machines }, () => row),
      proof: { proved: Array.from({ length: lines }, () => text), notCovered: [text] },
    };
  };

  /** Below its size, in order, every table as wide in each row, every code block closed. */
  function isWhole(page: string): boolean {
    const found = [...page.matchAll(/^### (.*)$/gm)].map(([, title = '']) => title);
    const inOrder = titles.filter(title => found.includes(title));
    const tables = page.split('\n\n').filter(block => block.startsWith('|'));
    const widths = tables.map(table => new Set(table.split('\n').map(line => line.split(/(?<!\\)\|/).length)));
    return (
      Buffer.byteLength(page) <= largestPage &&
      found.join() === inOrder.join() &&
      tables.length > 2 &&
      widths.every(({ size }) => size === 1) &&
      (page.match(/^```/gm) ?? []).length % 2 === 0
    );
  }

  it('stays within its budget, in order, with whole tables, whatever it is told', () => {
    fc.assert(
      fc.property(texts, sizes, sizes, fc.boolean(), (text, machines, lines, hasMermaid) =>
        isWhole(markdownOf(grown(text, machines, lines), { harmless: escapeMarkdown, hasMermaid })),
      ),
    );
  });

  it('counts the machines that it does not name', () => {
    const page = markdownOf(grown('&'.repeat(5_000), 5_000, 0), { harmless: escapeMarkdown, hasMermaid: true });
    const rows = page.split('\n').filter(line => line.startsWith('| &amp;')).length;
    expect(rows).toBeGreaterThan(20);
    expect(page).toContain(`\n\n${5_000 - rows} more stand in report.html and result.json.\n`);
    expect(page).toContain('### Not covered');
  });

  it('leaves out whole sections at its end and names them', () => {
    const ring = summary.rings[0]!;
    const rings = Array.from({ length: 4_000 }, () => ({ ...ring, name: '&'.repeat(40) }));
    const page = markdownOf({ ...summary, rings }, { harmless: escapeMarkdown, hasMermaid: false });
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(largestPage);
    expect(page).toMatch(
      /\*This page is full\. The report files have the rest: Rings, Machines that need eyes, .*Not covered\.\*\n$/,
    );
    expect(page.startsWith('**ROLLED BACK')).toBe(true);
  });
});
