import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Codec, decodeRecords, encodeRecords, firstLink } from '../../../src/journal/record.ts';
import { FailureError } from '../../../src/model/failure.ts';

const codec: Codec<unknown> = { encode: event => event, decode: json => json };
const events = fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 12 });

function codesOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof FailureError) return error.failures.map(({ code, place }) => `${code} ${place?.line}`);
    throw error;
  }
  return [];
}

/** What a JSON round trip makes of it: -0 is 0. */
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

describe('the line format of the journal', () => {
  it('gives back what was written, in batches of any size', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 5 }), batches => {
        let link = firstLink;
        let text = '';
        for (const batch of batches) {
          const { text: more, ...next } = encodeRecords(batch, link, codec);
          text += more;
          link = next;
        }
        const chapter = decodeRecords(Buffer.from(text), codec, 'j');
        expect(chapter).toMatchObject({ ...link, torn: 0, length: Buffer.byteLength(text) });
        expect(chapter.events).toEqual(asJson(batches.flat()));
      }),
    );
  });

  it('keeps every whole line of a journal that was cut off anywhere', () => {
    const { text } = encodeRecords([{ a: 'ä\n€' }, { b: 2 }, 'three'], firstLink, codec);
    const bytes = Buffer.from(text);
    for (let length = 0; length <= bytes.length; length += 1) {
      const chapter = decodeRecords(bytes.subarray(0, length), codec, 'j');
      const whole = bytes.subarray(0, length).toString('latin1').split('\n').length - 1;
      expect(chapter.seq).toBe(whole);
      expect(chapter.length + chapter.torn).toBe(length);
    }
  });

  it('names the line in which any one byte was changed', () => {
    const { text } = encodeRecords([{ a: 1 }, { b: [true, null] }, { c: 'x' }], firstLink, codec);
    const bytes = Buffer.from(text);
    const lines = text.split('\n');
    for (let at = 0; at < bytes.length; at += 1) {
      const line = text.slice(0, at).split('\n').length;
      for (const mask of [1, 32, 128]) {
        const damaged = Buffer.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ mask;
        if (at === bytes.length - 1) continue; // the last newline: a torn line, not a changed one
        expect(codesOf(() => decodeRecords(damaged, codec, 'j'))).toEqual([`JOURNAL_LINE_CHANGED ${line}`]);
      }
    }
    expect(lines).toHaveLength(4);
  });

  it.each([
    ['left out', (lines: string[]) => lines.toSpliced(1, 1), 2],
    ['doubled', (lines: string[]) => lines.toSpliced(1, 0, lines[0] ?? ''), 2],
    ['moved', (lines: string[]) => [lines[1] ?? '', lines[0] ?? '', ...lines.slice(2)], 1],
    ['put in front', (lines: string[]) => ['{}', ...lines], 1],
  ])('refuses a journal in which a line was %s', (_, change, line) => {
    const { text } = encodeRecords([1, 2, 3, 4], firstLink, codec);
    const changed = change(text.trimEnd().split('\n')).map(each => `${each}\n`);
    expect(codesOf(() => decodeRecords(Buffer.from(changed.join('')), codec, 'j'))).toEqual([
      `JOURNAL_LINE_CHANGED ${line}`,
    ]);
  });

  it('says that a later version wrote a line it does not know', () => {
    const { text } = encodeRecords([{ kind: 'later' }], firstLink, codec);
    const strict: Codec<never> = {
      encode: event => event,
      decode: () => {
        throw new Error('unknown kind');
      },
    };
    expect(codesOf(() => decodeRecords(Buffer.from(text), strict, 'j'))).toEqual(['JOURNAL_VERSION_UNKNOWN 1']);
  });
});
