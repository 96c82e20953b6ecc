// CLIXML both ways: what goes in comes out, whatever its shape; hostile text is refused.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPlain } from '../../../../../src/winrm/psrp/clixml/plain.ts';
import { readClixml } from '../../../../../src/winrm/psrp/clixml/reader.ts';
import { decodeText, encodeText } from '../../../../../src/winrm/psrp/clixml/text.ts';
import {
  isPsObject,
  itemsOf,
  member,
  numberOf,
  type PsValue,
  psCustomObject,
  psEnum,
  psObject,
  psScalar,
} from '../../../../../src/winrm/psrp/clixml/values.ts';
import { writeClixml } from '../../../../../src/winrm/psrp/clixml/writer.ts';
import { anyText, tree } from '../../../../support/ps-values.ts';

const violated = expect.objectContaining({ code: 'WINRM_PROTOCOL_VIOLATED' });
const invalid = expect.objectContaining({ code: 'WINRM_USAGE_INVALID' });

describe('the escapes of text', () => {
  it('give every string back, and leave nothing that XML cannot say', () => {
    fc.assert(
      fc.property(anyText, text => {
        const encoded = encodeText(text);
        expect(decodeText(encoded)).toBe(text);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
        expect(encoded).not.toMatch(/[\0-\x1f\x7f-\x9f\ufffe\uffff]|\p{Surrogate}/u);
      }),
    );
  });

  it.each([
    ['a\u0000b', 'a_x0000_b'],
    ['😀', '_xD83D__xDE00_'],
    ['_x0041_', '_x005F_x0041_'],
    ['_X', '_x005F_X'],
    ['a_b', 'a_b'],
    ['\r\n', '_x000D__x000A_'],
  ])('are those of PowerShell: %j', (text, encoded) => {
    expect(encodeText(text)).toBe(encoded);
    expect(decodeText(encoded)).toBe(text);
  });
});

describe('values', () => {
  it('come out as they went in', () => {
    fc.assert(
      fc.property(tree.value, value => {
        expect(readClixml(writeClixml(value))).toEqual(value);
      }),
    );
  });

  it('keep their own type names, whatever the characters in those of others', () => {
    const names = fc.array(fc.constantFrom('', '\n', 'A\n', '</T><T>'), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(names, { minLength: 2, maxLength: 8 }), lists => {
        const items = lists.map(typeNames => psObject({ typeNames }));
        const read = readClixml(writeClixml(psObject({ base: { kind: 'list', items } })));
        expect(itemsOf(read)?.map(item => isPsObject(item) && item.typeNames)).toEqual(lists);
      }),
      { numRuns: 1000 },
    );
  });

  it('are the types that plain JavaScript stands for', () => {
    const text = writeClixml({
      small: 1,
      large: 4_000_000_000,
      fraction: 0.5,
      absent: undefined,
      list: [true],
      bytes: Uint8Array.of(1),
      map: new Map<PsValue, PsValue>([[1, 'one']]),
    });
    expect(text).toContain('<I32 N="Value">1</I32>');
    expect(text).toContain('<I64 N="Value">4000000000</I64>');
    expect(text).toContain('<Db N="Value">0.5</Db>');
    expect(text).toContain('<BA N="Value">AQ==</BA>');
    expect(text).toContain('<I32 N="Key">1</I32>');
    expect(text).not.toContain('absent');
    expect(text.match(/<T>System.Collections.Hashtable<\/T>/g)).toHaveLength(1); // the second time by reference
    expect(text).toContain('<T>System.Object[]</T>');
  });

  it('that are shared are written once and read as one', () => {
    const one = psCustomObject({ x: 1 });
    const text = writeClixml(psCustomObject({ a: one, b: one }));
    expect(text.match(/N="x"/g)).toHaveLength(1);
    const read = readClixml(text);
    expect(member(read, 'a')).toBe(member(read, 'b'));
  });

  it('without a form are refused', () => {
    const cyclic: { [key: string]: PsValue } = {};
    cyclic.self = cyclic;
    for (const value of [cyclic, 2n ** 64n, -(2n ** 63n) - 1n, new Date(Number.NaN)]) {
      expect(() => writeClixml(value)).toThrow(invalid);
    }
    let deep: PsValue = 1;
    for (let depth = 0; depth < 51; depth += 1) deep = [deep];
    expect(() => writeClixml(deep)).toThrow(invalid);
    expect(readClixml(writeClixml(itemsOf(deep)?.[0] ?? null))).toBeDefined();
  });

  it('are found by name as PowerShell finds them', () => {
    const object = psObject({
      adapted: new Map<string, PsValue>([
        ['Name', 'type'],
        ['Only', 1],
      ]),
      extended: new Map([['name', 'instance']]),
    });
    expect(member(object, 'NAME')).toBe('instance');
    expect(member(object, 'only')).toBe(1);
    expect(member(object, 'none')).toBeUndefined();
    expect(member('text', 'Length')).toBeUndefined();
    expect(numberOf(psEnum('E', 'Two', 2))).toBe(2);
  });
});

describe('reading', () => {
  it.each([
    ['<S/>', ''],
    ['<S>a_x000A_b</S>', 'a\nb'],
    ['<Nil/>', null],
    ['<I32> 5 </I32>', 5],
    ['<By>200</By>', 200],
    ['<Sg>1.5</Sg>', 1.5],
    ['<Db>INF</Db>', Number.POSITIVE_INFINITY],
    ['<Db>1E+20</Db>', 1e20],
    ['<I64>-9223372036854775808</I64>', -(2n ** 63n)],
    ['<B>true</B>', true],
    ['<DT>2008-04-11T10:42:32.2731993-07:00</DT>', new Date(Date.UTC(2008, 3, 11, 17, 42, 32, 273))],
    ['<DT>2008-04-11T10:42:32</DT>', new Date(Date.UTC(2008, 3, 11, 10, 42, 32))],
    ['<BA>AQ ID\r\nBA==</BA>', Uint8Array.of(1, 2, 3, 4)],
    // Broken primitives keep their text.
    ['<I32>many</I32>', psScalar('I32', 'many')],
    ['<B>yes</B>', psScalar('B', 'yes')],
    ['<DT>now</DT>', psScalar('DT', 'now')],
    ['<BA>*</BA>', psScalar('BA', '*')],
    ['<Db>1,5</Db>', psScalar('Db', '1,5')],
    // Unknown elements are data.
    ['<New>text</New>', psScalar('New', 'text')],
    ['<Obj RefId="0"/>', psObject({})],
  ])('%s', (text, value) => {
    expect(readClixml(text)).toEqual(value);
  });

  it('keeps an unknown element with children as an object', () => {
    const read = readClixml('<New><S>a</S><I32>1</I32></New>');
    expect(isPsObject(read) && read.typeNames).toEqual(['CLIXML.New']);
    expect(itemsOf(read)).toEqual(['a', 1]);
  });

  it('reads what machines write for characters that XML forbids', () => {
    expect(readClixml('<S>a&#xFFFE;&#xffff;b\ufffe &amp;#xFFFE;</S>')).toBe('a\ufffe\uffffb\ufffe &#xFFFE;');
  });

  it('reads files, with their wrapper and name space', () => {
    const file =
      '<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"><S>a</S><S S="Error">b</S></Objs>';
    expect(readClixml(file)).toEqual(['a', 'b']);
  });

  it.each([
    ['a reference to nothing', '<Ref RefId="7"/>'],
    ['a DTD', '<!DOCTYPE S><S/>'],
    ['no XML', 'plain text'],
    ['nothing', ''],
    ['too deep', '<Obj><LST>'.repeat(100) + '</LST></Obj>'.repeat(100)],
  ])('refuses %s', (_, text) => {
    expect(() => readClixml(text)).toThrow(violated);
  });

  it('never does anything but return or refuse', () => {
    const pieces = fc.constantFrom(
      '<Obj RefId="0">', '</Obj>', '<MS>', '</MS>', '<S N="a">', '</S>', '<Ref RefId="0"/>', '<TNRef RefId="0"/>', '<LST>', '</LST>', '<DCT>', '</DCT>', '<En>', '</En>', '<I32>', '</I32>', '1', 'x',
    ); // biome-ignore format: an alphabet
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 24 }), parts => {
        try {
          toPlain(readClixml(parts.join('')));
        } catch (error) {
          expect(error).toEqual(violated);
        }
      }),
    );
  });

  // Anything quadratic would not end within a test's time.
  it('takes 10 MB of text and an object of 50,000 members', () => {
    expect(readClixml(writeClixml('é\n'.repeat(1_000_000)))).toHaveLength(2_000_000);
    const members = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`p${index}`, index]));
    expect(toPlain(readClixml(writeClixml(psCustomObject(members))))).toEqual(members);
  });
});
