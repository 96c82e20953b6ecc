// Plain data of PowerShell values: as documented, and capped, since references let a small message stand for a huge tree.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPlain } from '../../../../../src/winrm/psrp/clixml/plain.ts';
import { readClixml } from '../../../../../src/winrm/psrp/clixml/reader.ts';
import {
  member,
  type PsValue,
  psCustomObject,
  psEnum,
  psObject,
  psScalar,
} from '../../../../../src/winrm/psrp/clixml/values.ts';
import { writeClixml } from '../../../../../src/winrm/psrp/clixml/writer.ts';

const violated = expect.objectContaining({ code: 'WINRM_PROTOCOL_VIOLATED' });

describe('plain data', () => {
  it('of JSON is that JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5, stringUnit: 'grapheme' }), value => {
        const json = JSON.parse(JSON.stringify(value));
        expect(toPlain(readClixml(writeClixml(json)))).toEqual(json);
      }),
    );
  });

  it('keeps names, shadows, enumerations, wrapped values and bytes as documented', () => {
    const object = psObject({
      typeNames: ['T'],
      text: 'T as text',
      adapted: new Map<string, PsValue>([
        ['A', 1],
        ['B', 'type'],
      ]),
      extended: new Map<string, PsValue>([
        ['B', 'instance'],
        ['__proto__', 'own'],
      ]),
    });
    expect(toPlain(object)).toEqual(
      Object.fromEntries([
        ['A', 1],
        ['B', 'instance'],
        ['__proto__', 'own'],
      ]),
    );
    expect(toPlain(psEnum('E', 'Running', 4))).toBe('Running');
    expect(toPlain(psObject({ text: 'only text' }))).toBe('only text');
    expect(toPlain(psCustomObject({}))).toEqual({});
    expect(toPlain(psObject({ base: { kind: 'value', value: 'inner' }, extended: new Map([['PSPath', 'x']]) }))).toBe(
      'inner',
    );
    expect(toPlain(Uint8Array.of(1, 2))).toBe('AQI=');
    expect(toPlain(9_007_199_254_740_993n)).toBe('9007199254740993');
    expect(toPlain(5n)).toBe(5);
    expect(toPlain(Number.NaN)).toBe('NaN');
    expect(toPlain(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
    expect(toPlain(psScalar('C', '955'))).toBe('λ');
    expect(toPlain(psScalar('D', '1.50'))).toBe(1.5);
    expect(
      toPlain(
        new Map<PsValue, PsValue>([
          [1, 'a'],
          [[2], 'b'],
        ]),
      ),
    ).toEqual({ 1: 'a', '[2]': 'b' });
  });

  it('does not follow a cycle for ever', () => {
    const cycle = readClixml('<Obj RefId="0"><MS><Ref N="self" RefId="0"/><Ref N="again" RefId="0"/></MS></Obj>');
    expect(member(cycle, 'self')).toBe(cycle);
    expect(() => toPlain(cycle)).toThrow(violated);
    expect(readClixml(writeClixml(cycle))).toEqual(cycle);
  });

  it('does not unfold a small message into a huge tree', () => {
    let text = '<Obj RefId="0"><LST><S>x</S></LST></Obj>';
    for (let level = 1; level <= 40; level += 1) {
      text = `<Obj RefId="${level}"><LST>${text}<Ref RefId="${level - 1}"/></LST></Obj>`;
    }
    expect(() => toPlain(readClixml(text))).toThrow(violated);
  });
});
