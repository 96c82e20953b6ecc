import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { child, childText, descendant, element, escapeAttribute, escapeText } from '../../../../src/winrm/wsman/xml.ts';
import { readXml } from '../../../../src/winrm/wsman/xml-reader.ts';

/** Text that XML 1.0 can say. */
const sayable = fc
  .string({ unit: 'binary', maxLength: 60 })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
  .map(text => text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu, ''));

const violated = expect.objectContaining({ code: 'WINRM_PROTOCOL_VIOLATED' });

describe('writing XML', () => {
  it('gives back every text and attribute that XML can say', () => {
    fc.assert(
      fc.property(sayable, sayable, (text, attribute) => {
        const read = readXml(element('a', { b: attribute }, escapeText(text)));
        expect(read.text).toBe(text);
        expect(read.attributes.get('b')).toBe(attribute);
      }),
    );
  });

  it.each(['\0', '\u0007', '\ufffe', '\uffff', '\ud800', '\udc00x'])('refuses what XML cannot say: %j', text => {
    expect(() => escapeText(text)).toThrow(expect.objectContaining({ code: 'WINRM_USAGE_INVALID' }));
    expect(() => escapeAttribute(text)).toThrow(expect.objectContaining({ code: 'WINRM_USAGE_INVALID' }));
  });

  it('leaves out attributes that are undefined', () => {
    expect(element('a', { b: undefined, c: '1' })).toBe('<a c="1"/>');
  });
});

describe('reading XML', () => {
  it('finds elements by namespace and name, whatever the prefix', () => {
    const one = readXml('<x:a xmlns:x="u"><x:b> 1 </x:b><b xmlns="other">2</b></x:a>');
    const two = readXml('<a xmlns="u"><b> 1 </b><y:b xmlns:y="other">2</y:b></a>');
    for (const root of [one, two]) {
      expect(childText(root, 'u', 'b')).toBe('1');
      expect(childText(root, 'other', 'b')).toBe('2');
      expect(child(root, 'u', 'c')).toBeUndefined();
      expect(descendant(root, 'other', 'b')?.text).toBe('2');
    }
  });

  it('joins text around children, entities and CDATA', () => {
    expect(readXml('<a>1<b/>2<![CDATA[<3>]]>&amp;4</a>').text).toBe('12<3>&4');
  });

  it.each([
    ['a DTD', '<!DOCTYPE a><a/>'],
    ['an entity bomb', '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['two roots', '<a/><b/>'],
    ['no root', '<?xml version="1.0"?>'],
    ['nothing', ''],
    ['an end without a start', '</a>'],
    ['a start without an end', '<a><b></a>'],
    ['an undeclared prefix', '<x:a/>'],
    ['the same attribute twice', '<a b="1" b="2"/>'],
    ['text outside', 'hello'],
    ['a web page', '<html><body><br></body></html>'],
    ['a control character', '<a>\u0001</a>'],
  ])('refuses %s', (_, document) => {
    expect(() => readXml(document)).toThrow(violated);
  });

  it('refuses what is deeper or larger than its limits, and takes what is just as deep', () => {
    const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);
    expect(readXml(nested(64)).name).toBe('a');
    expect(() => readXml(nested(65))).toThrow(violated);
    expect(() => readXml('<a>'.repeat(100_000))).toThrow(violated);
    expect(() => readXml('<a>1</a>', { size: 7 })).toThrow(violated);
    expect(readXml('<a>1</a>', { size: 8 }).text).toBe('1');
  });

  it('refuses an element with thousands of attributes, and takes as many on thousands of elements', () => {
    const many = (count: number): string => Array.from({ length: count }, (_, n) => `b${n}="1"`).join(' ');
    expect(() => readXml(`<a ${many(1001)}/>`)).toThrow(violated);
    expect(readXml(`<a ${many(1000)}>${'<b c="d" e="f"/>'.repeat(1000)}</a>`).attributes.size).toBe(1000);
  });

  it('quotes no more of what it refuses than a line', () => {
    for (const start of ['<', '</', '<a b', '<a>&']) {
      try {
        readXml(start + 'a'.repeat(100_000));
        expect.unreachable();
      } catch (error) {
        expect(error).toEqual(violated);
        expect((error as Error).message.length).toBeLessThan(300);
      }
    }
  });

  it('skips a byte order mark', () => {
    expect(readXml('\ufeff<a/>').name).toBe('a');
  });

  it('never does anything but return or refuse', () => {
    const pieces = fc.constantFrom(
      '<a>',
      '</a>',
      '<a b="',
      '"',
      '&',
      '&amp;',
      '<!--',
      '-->',
      ']]>',
      '<![CDATA[',
      'x',
      '\0',
      '<?',
      '?>',
      '>',
      '\ufeff',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), parts => {
        try {
          readXml(parts.join(''));
        } catch (error) {
          expect(error).toEqual(violated);
        }
      }),
    );
  });

  // Anything quadratic would not end within a test's time.
  it('takes a document of 4 MB with 100,000 elements', () => {
    const document = `<a>${'<b>some text</b>'.repeat(100_000)}${'y'.repeat(2_000_000)}</a>`;
    const root = readXml(document);
    expect(root.children).toHaveLength(100_000);
    expect(root.text).toHaveLength(2_000_000);
  });
});
