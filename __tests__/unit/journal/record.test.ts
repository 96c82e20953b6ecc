import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type ChainEnd, chainStart, formatRecord, parseRecords } from '../../../src/journal/record.ts';
import { FailureError } from '../../../src/model/failure.ts';

const schema = z.object({ kind: z.literal('said'), at: z.number(), what: z.json() });
const at = fc.integer({ min: 0, max: 4e12 });
/** The schema leaves out members called `__proto__`, as it should. */
const what = fc.jsonValue({ maxDepth: 3 }).filter(value => !JSON.stringify(value).includes('"__proto__"'));
const events = fc.array(fc.record({ at, what }), { maxLength: 12 });

function textOf(all: readonly { readonly at: number; readonly what: unknown }[]): { text: string; end: ChainEnd } {
  let end = chainStart;
  let text = '';
  for (const event of all) {
    const said: { readonly at: number } = { ...{ kind: 'said' }, ...event };
    const record = formatRecord(said, end);
    text += `${record.line}\n`;
    end = record.end;
  }
  return { text, end };
}

function codeAndLine(text: string | Buffer): string {
  try {
    parseRecords(Buffer.from(text), schema, 'j');
  } catch (error) {
    if (error instanceof FailureError) return error.failures.map(({ code, place }) => `${code} ${place?.line}`).join();
    throw error;
  }
  return 'whole';
}

describe('the line format of the journal', () => {
  it('gives back what was written, and where the chain stands', () => {
    fc.assert(
      fc.property(events, all => {
        const { text, end } = textOf(all);
        const read = parseRecords(Buffer.from(text), schema, 'j');
        expect(read.end).toEqual(end);
        // What a JSON round trip makes of it: -0 is 0.
        expect(read.events).toEqual(JSON.parse(JSON.stringify(all.map(event => ({ kind: 'said', ...event })))));
      }),
    );
  });

  it('writes sequence, instant, digest of the line before and the event, in this order', () => {
    const { text } = textOf([{ at: Date.UTC(2026, 10, 23), what: 1 }]);
    expect(text).toMatch(
      /^\{"sequence":1,"at":"2026-11-23T00:00:00\.000Z","previous":"0{64}","event":\{"kind":"said","what":1\},"digest":"[0-9a-f]{64}"\}\n$/,
    );
  });

  it('names the line in which any one byte was changed, the last one included', () => {
    const { text } = textOf([
      { at: 1, what: 'ä\n€' },
      { at: 2, what: [true, null] },
      { at: 3, what: 'x' },
    ]);
    const bytes = Buffer.from(text);
    for (let place = 0; place < bytes.length - 1; place += 1) {
      const line = bytes.subarray(0, place).toString('latin1').split('\n').length;
      for (const mask of [1, 32, 128]) {
        const damaged = Buffer.from(bytes);
        damaged[place] = (damaged[place] ?? 0) ^ mask;
        const said = codeAndLine(damaged);
        expect({ place, mask, said }).toEqual({ place, mask, said: `JOURNAL_LINE_CHANGED ${line}` });
      }
    }
  });

  it('is about bytes: others that read the same are a change', () => {
    const written = Buffer.from(textOf([{ at: 1, what: '\ufffd' }]).text);
    const changed = Buffer.from(written);
    changed.set([0xf0, 0x9f, 0x98], changed.indexOf('\ufffd'));
    expect(changed.toString()).toBe(written.toString());
    expect([codeAndLine(written), codeAndLine(changed)]).toEqual(['whole', 'JOURNAL_LINE_CHANGED 1']);
  });

  it('names the first line that is left out, doubled or moved', () => {
    const { text } = textOf([1, 2, 3, 4].map(what => ({ at: what, what })));
    const lines = text.trimEnd().split('\n');
    const [a, b, c, d] = lines as [string, string, string, string];
    const said = (...some: string[]) => codeAndLine(`${some.join('\n')}\n`);
    expect(said(a, c, d)).toBe('JOURNAL_LINE_CHANGED 2');
    expect(said(b, c, d)).toBe('JOURNAL_LINE_CHANGED 1');
    expect(said(a, b, b, c, d)).toBe('JOURNAL_LINE_CHANGED 3');
    expect(said(a, c, b, d)).toBe('JOURNAL_LINE_CHANGED 2');
  });

  it('refuses a line that was never a record by its number, whatever digest it bears', () => {
    const { line, end } = formatRecord({ at: 1, kind: 'said', what: 1 } as { at: number }, chainStart);
    for (const body of [
      '',
      'null',
      '7',
      '{"sequence":2',
      '[',
      `{"sequence":2,"previous":"${end.digest}","event":null`,
    ]) {
      const said = codeAndLine(`${line}\n${body},"digest":"${hash('sha256', body)}"}\n`);
      expect({ body, said }).toEqual({
        body,
        said: expect.stringMatching(/^JOURNAL_(?:LINE_CHANGED|VERSION_UNKNOWN) 2$/),
      });
    }
  });

  it('tells a line of a later version from a changed one', () => {
    const record = formatRecord({ kind: 'unheardOf', at: 1 } as { at: number }, chainStart);
    expect(codeAndLine(`${record.line}\n`)).toBe('JOURNAL_VERSION_UNKNOWN 1');
  });
});
