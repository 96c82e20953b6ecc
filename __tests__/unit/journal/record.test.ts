import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { chainStart, formatRecord, parseRecords } from '../../../src/journal/record.ts';
import { FailureError } from '../../../src/model/failure.ts';

const schema = z.strictObject({ at: z.number().int(), kind: z.string(), what: z.json() });
type Said = z.output<typeof schema>;
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
const said = fc.record({
  at: fc.integer({ min: 0, max: 4_102_444_800_000 }),
  kind: fc.string(),
  // zod drops a key __proto__, and is right to.
  what: fc
    .jsonValue({ maxDepth: 3 })
    .filter(value => !JSON.stringify(value).includes('__proto__'))
    .map(value => asJson(value) as Said['what']),
});

function linesOf(events: readonly Said[]): string[] {
  let end = chainStart;
  return events.map(event => {
    const record = formatRecord(event, end);
    end = record.end;
    return `${record.line}\n`;
  });
}

function faultsIn(lines: readonly string[]): string[] {
  try {
    parseRecords(lines.join(''), schema, 'j');
  } catch (error) {
    if (error instanceof FailureError) return error.failures.map(({ code, place }) => `${code} ${place?.line}`);
    throw error;
  }
  return [];
}

const some: readonly Said[] = [
  { at: 1, kind: 'a', what: { a: 'ä\n€' } },
  { at: 2, kind: 'b', what: [true, null] },
  { at: 3, kind: 'c', what: 'three' },
  { at: 4, kind: 'd', what: 4 },
];

describe('the line format of the journal', () => {
  it('gives back what was written', () => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 20 }), events => {
        const { events: back, end } = parseRecords(linesOf(events).join(''), schema, 'j');
        expect(back).toEqual(events);
        expect(end.sequence).toBe(events.length);
      }),
      { numRuns: 500 },
    );
  });

  it('names the line in which any one byte was changed', () => {
    const bytes = Buffer.from(linesOf(some.slice(0, 3)).join(''));
    const newlines = [...bytes.entries()].filter(([, byte]) => byte === 0x0a).map(([at]) => at);
    for (let at = 0; at < bytes.length - 1; at += 1) {
      for (const mask of [1, 32, 128]) {
        const damaged = Buffer.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ mask;
        const line = newlines.findIndex(newline => at <= newline) + 1;
        expect(faultsIn([damaged.toString()])).toEqual([`JOURNAL_LINE_CHANGED ${line}`]);
      }
    }
  });

  it.each([
    ['left out', (lines: string[]) => [...lines.slice(0, 1), ...lines.slice(2)], 2],
    ['doubled', (lines: string[]) => [...lines.slice(0, 1), ...lines], 2],
    ['moved', ([first = '', second = '', ...rest]: string[]) => [second, first, ...rest], 1],
    ['put in front', (lines: string[]) => ['{}\n', ...lines], 1],
  ])('refuses a journal in which a line was %s', (_, change, line) => {
    expect(faultsIn(change(linesOf(some)))).toEqual([`JOURNAL_LINE_CHANGED ${line}`]);
  });

  it('says that a later version wrote a record it does not know', () => {
    const [line = ''] = linesOf([{ at: 1, kind: 'later', what: 1, more: true } as Said]);
    expect(faultsIn([line])).toEqual(['JOURNAL_VERSION_UNKNOWN 1']);
  });
});
