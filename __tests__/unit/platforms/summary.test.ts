import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitSummary, largestSummary } from '../../../src/platforms/summary.ts';

const block = fc.array(
  fc.string({ unit: 'grapheme', minLength: 1 }).map(line => `|${line.replace(/\s/g, '')}|`),
  {
    minLength: 1,
    maxLength: 5,
  },
);

describe('fitSummary', () => {
  it('leaves a summary that fits as it is', () => {
    expect(fitSummary('a\n\nb\n')).toBe('a\n\nb\n');
  });

  it('keeps whole blocks from the beginning, and says so', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 20 }), fc.integer({ min: 100, max: 400 }), (tables, limit) => {
        const blocks = tables.map(rows => rows.join('\n'));
        const markdown = `${blocks.join('\n\n')}\n`;
        const fitted = fitSummary(markdown, limit);
        expect(Buffer.byteLength(fitted)).toBeLessThanOrEqual(Math.max(limit, 0));
        if (fitted === markdown) return;
        const [kept = '', note] = fitted.split(/\n*\*The summary/);
        expect(note).toBeDefined();
        expect(kept === '' ? [] : kept.split('\n\n')).toEqual(
          blocks.slice(0, kept === '' ? 0 : kept.split('\n\n').length),
        );
      }),
    );
  });

  it('leaves room below what GitHub takes', () => {
    expect(largestSummary).toBeLessThan(1_048_576);
  });
});
