// What a hostile or broken machine cannot make us do with CLIXML: nest without end, grow without end, take more than linear time.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPlain } from '../../../../../src/winrm/psrp/clixml/plain.ts';
import { readClixml } from '../../../../../src/winrm/psrp/clixml/reader.ts';
import { type PsValue, psScalar } from '../../../../../src/winrm/psrp/clixml/values.ts';
import { writeClixml } from '../../../../../src/winrm/psrp/clixml/writer.ts';

const violated = expect.objectContaining({ code: 'WINRM_PROTOCOL_VIOLATED' });
const megabytes = 1024 * 1024;
const open = { size: 64 * megabytes };

function nested(depth: number): PsValue {
  let value: PsValue = 'innermost';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { inner: value };
  return value;
}

describe('depth', () => {
  it('that can be written can be read', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50 }), depth => {
        expect(toPlain(readClixml(writeClixml(nested(depth))))).toEqual(nested(depth));
      }),
    );
    expect(() => writeClixml(nested(51))).toThrow(expect.objectContaining({ code: 'WINRM_USAGE_INVALID' }));
  });

  it('beyond the limit is refused, whatever it is made of', () => {
    for (const [before, after] of [
      ['<Obj><LST>', '</LST></Obj>'],
      ['<Obj><MS><Obj N="a"><DCT><En>', '</En></DCT></Obj></MS></Obj>'],
      ['<X>', '</X>'],
    ] as const) {
      expect(() => readClixml(before.repeat(200) + after.repeat(200))).toThrow(violated);
      expect(() => readClixml(before.repeat(100_000))).toThrow(violated);
    }
  });
});

describe('size', () => {
  it('beyond the limit is refused before anything is built', () => {
    expect(() => readClixml(`<S>${'x'.repeat(100)}</S>`, { size: 106 })).toThrow(violated);
    expect(readClixml(`<S>${'x'.repeat(100)}</S>`, { size: 107 })).toHaveLength(100);
  });

  it('of a number beyond that of any of its type leaves it text', () => {
    for (const tag of ['I32', 'I64', 'U64', 'By']) {
      expect(readClixml(`<${tag}>${'9'.repeat(21)}</${tag}>`)).toEqual(psScalar(tag, '9'.repeat(21)));
    }
    expect(readClixml(`<Db>${'9'.repeat(400)}</Db>`)).toBe(Number.POSITIVE_INFINITY);
  });

  it('that references feign is not unfolded', () => {
    const level = (ref: number): string =>
      `<Obj RefId="${ref}"><LST>${ref === 0 ? '<S>boom</S>' : `${level(ref - 1)}${`<Ref RefId="${ref - 1}"/>`.repeat(9)}`}</LST></Obj>`;
    const value = readClixml(level(12));
    expect(() => toPlain(value)).toThrow(violated);
  });
});

// Anything quadratic would not end within a test's time.
describe('ten megabytes', () => {
  const repeat = (text: (index: number) => string): string => {
    const parts: string[] = [];
    for (let index = 0, size = 0; size < 10 * megabytes; index += 1) {
      const part = text(index);
      parts.push(part);
      size += part.length;
    }
    return `<Obj RefId="0"><LST>${parts.join('')}</LST></Obj>`;
  };

  it.each([
    ['of references', () => '<Ref RefId="0"/>'],
    ['of types', (n: number) => `<Obj RefId="${n + 1}"><TN RefId="${n}"><T>A${n}</T></TN></Obj>`],
    ['of escapes', () => '<S>_x000A__x_x005F__xD83D__xDE00_</S>'],
    ['of entities', () => '<S>&lt;&amp;&#x41;&gt;</S>'],
    ['of members', (n: number) => `<Obj><MS><I32 N="a${n}">1</I32><I32 N="b${n}">2</I32></MS></Obj>`],
  ])('%s are read', (_, text) => {
    const value = readClixml(repeat(text), open);
    expect(value).toMatchObject({ base: { kind: 'list' } });
  });
});
