// The reader against saxes, a parser that others wrote: what one takes the other takes, as the same tree, and what one refuses the
// other refuses. Documents are built from marks in any order, from trees, and from a real answer that something has happened to.
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { XmlElement } from '../../../../src/winrm/wsman/xml.ts';
import { readXml } from '../../../../src/winrm/wsman/xml-reader.ts';

type Open = { -readonly [key in keyof XmlElement]: XmlElement[key] } & { children: XmlElement[] };

/** What saxes makes of it; undefined if it refuses. Document types are refused for it. */
function readBySaxes(document: string): XmlElement | undefined {
  const parser = new SaxesParser({ xmlns: true, defaultXMLVersion: '1.0', forceXMLVersion: true });
  const open: Open[] = [];
  let root: XmlElement | undefined;
  let isRefused = false;
  parser.on('error', () => {
    isRefused = true;
  });
  parser.on('doctype', () => {
    isRefused = true;
  });
  parser.on('opentag', ({ uri, local, attributes }) => {
    const isDeclaration = (name: string): boolean => name === 'xmlns' || name.startsWith('xmlns:');
    const own = Object.values(attributes).filter(({ name }) => !isDeclaration(name));
    const named = own.map(
      ({ uri: of, local: name, value }) => [of === '' ? name : `{${of}}${name}`, value] as [string, string],
    );
    open.push({ uri, name: local, attributes: new Map(named), children: [], text: '' });
  });
  const addText = (text: string): void => {
    const current = open.at(-1);
    if (current !== undefined) current.text += text;
    else if (/[^ \t\n]/.test(text)) isRefused = true;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const done = open.pop();
    const parent = open.at(-1);
    if (parent === undefined) root = done;
    else if (done !== undefined) parent.children.push(done);
  });
  parser.write(document).close();
  return isRefused ? undefined : root;
}

function readByUs(document: string): XmlElement | undefined {
  try {
    return readXml(document);
  } catch (error) {
    expect(error).toEqual(expect.objectContaining({ code: 'WINRM_PROTOCOL_VIOLATED' }));
    return undefined;
  }
}

/** saxes takes what follows half a character for the other half, names that go on after a colon as none may begin, `<?a?b?>`. */
const isJudgedAlike = (document: string): boolean => !/\p{Surrogate}|:[-.0-9\u00b7]|<\?[^\s?]*\?(?!>)/u.test(document);

function agree(documents: fc.Arbitrary<string>, numRuns: number): number {
  let taken = 0;
  fc.assert(
    fc.property(documents.filter(isJudgedAlike), document => {
      const theirs = readBySaxes(document);
      if (theirs !== undefined) taken += 1;
      expect(readByUs(document)).toEqual(theirs);
    }),
    { numRuns },
  );
  return taken;
}

const names = [
  'a',
  'b',
  'p:a',
  'q:b',
  'xml:space',
  'xmlns',
  'xmlns:p',
  'xmlns:q',
  'é',
  'p:é-1',
  '𐐀',
  'a𐐀·',
  '1a',
  ':a',
  'a:',
  'a:b:c',
  '-',
];
const values = [
  '',
  'u',
  ' u ',
  'v',
  '&lt;',
  '&#x41;',
  '&#0;',
  '&#x110000;',
  '&no;',
  '<',
  '>',
  "'",
  'a\nb\tc\r\nd',
  ']]>',
  '𐐀',
  '\u0085',
  'http://www.w3.org/XML/1998/namespace',
  'http://www.w3.org/2000/xmlns/',
];
const marks = [
  ...[
    '<',
    '</',
    '/>',
    '>',
    ' ',
    '\n',
    '\r',
    '\t',
    '=',
    '"',
    "'",
    '&',
    ';',
    '<!--',
    '-->',
    '--',
    '<![CDATA[',
    ']]>',
    '<?',
    '?>',
    '?',
  ],
  ...[
    '<a>',
    '</a>',
    '<p:a xmlns:p="u">',
    '</p:a>',
    '<b/>',
    '<?xml version="1.0"?>',
    '<?xml version="1.1" encoding="utf-8"?>',
    '<?XmL a?>',
  ],
  ...[
    '<?a b?>',
    '<?a?>',
    '<?p:a ?>',
    '<?xml version="1.0" standalone=\'no\' ?>',
    '<!DOCTYPE a>',
    '\ufeff',
    '\0',
    '\ufffe',
    '\x7f',
  ],
];

const attribute = fc
  .tuple(
    fc.constantFrom(' ', '\n', '  ', ''),
    fc.constantFrom(...names),
    fc.constantFrom('=', ' = ', ''),
    fc.constantFrom(...values),
  )
  .map(([space, name, equals, value]) => `${space}${name}${equals}"${value}"`);
const usual = fc
  .tuple(fc.constantFrom(...names.slice(0, 12)), fc.constantFrom(...values.slice(0, 6)))
  .map(([name, value]) => ` ${name}='${value}'`);
const { tree } = fc.letrec<{ tree: string; content: string }>(tie => ({
  content: fc.oneof(
    fc.constantFrom(...values),
    fc.constantFrom('<!-- c -->', '<![CDATA[<&]]>', '<?a b?>', '\r'),
    tie('tree'),
  ),
  tree: fc
    .tuple(
      fc.constantFrom(...names.slice(0, 2), ...names.slice(0, 2), ...names),
      fc.array(fc.oneof({ arbitrary: usual, weight: 4 }, { arbitrary: attribute, weight: 1 }), { maxLength: 3 }),
      fc.array(tie('content'), { maxLength: 3 }),
      fc.constantFrom('', ' ', '\n'),
    )
    .map(([name, attributes, content, space]) => {
      const start = `<${name}${attributes.join('')}${space}`;
      return content.length === 0 ? `${start}/>` : `${start}>${content.join('')}</${name}${space}>`;
    }),
}));

const answer =
  '<?xml version="1.0" encoding="UTF-8"?>\r\n<s:Envelope xml:lang="en-US" xmlns:s="u" xmlns:x="v"><s:Header><x:Action s:must="true">' +
  'a &amp; b</x:Action></s:Header><!-- c --><s:Body xmlns="w"><Stream Name="stdout">AAEC</Stream><x:é/><![CDATA[<]]></s:Body></s:Envelope>\n';
const injured = fc
  .array(fc.tuple(fc.nat(answer.length), fc.nat(3), fc.constantFrom('', '', ...names, ...values, ...marks)), {
    minLength: 1,
    maxLength: 2,
  })
  .map(wounds => wounds.reduce((text, [at, gone, added]) => text.slice(0, at) + added + text.slice(at + gone), answer));

describe('where saxes is lax', () => {
  it.each([
    '<a>\ud800x</a>',
    '<a b="\ud800x"/>',
    '<a><?a?b?></a>',
    '<a xmlns:p="u" p:-b="1"/>',
    '<a xmlns:p="u"><p:1/></a>',
  ])('refuses %j', document => {
    expect(readBySaxes(document)).toBeDefined();
    expect(readByUs(document)).toBeUndefined();
  });
});

describe('the reader and saxes agree', () => {
  it('on marks in any order', () => {
    const pieces = fc.constantFrom(...marks, ...names, ...values);
    const inside = fc.array(pieces, { maxLength: 12 }).map(parts => parts.join(''));
    agree(
      fc.oneof(
        inside,
        inside.map(text => `<a>${text}</a>`),
      ),
      1000,
    );
  });

  it('on trees', () => {
    expect(
      agree(
        fc.oneof(
          tree,
          tree.map(text => `<a xmlns:p="u" xmlns:q="u">${text}</a>`),
        ),
        1000,
      ),
    ).toBeGreaterThan(30);
  });

  it('on a real answer that something has happened to', () => {
    expect(readByUs(answer)).toEqual(readBySaxes(answer));
    expect(agree(injured, 1000)).toBeGreaterThan(30);
  });

  it('on any text inside', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 });
    agree(
      fc.oneof(
        text.map(inside => `<a>${inside}</a>`),
        text.map(inside => `<${inside}/>`),
        text.map(inside => `<a b="${inside}"/>`),
      ),
      300,
    );
  });

  it('on line ends, wherever they fall in a long document', () => {
    const lines = fc.array(fc.tuple(fc.constantFrom('\r', '\r\n', '\n', '\r\r\n'), fc.nat(3)), {
      minLength: 1,
      maxLength: 4,
    });
    const long = fc
      .tuple(fc.integer({ min: 16_370, max: 16_390 }), lines)
      .map(
        ([length, ends]) =>
          `<a>${'x'.repeat(length)}${ends.map(([end, count]) => end + 'y'.repeat(count)).join('')}</a>`,
      );
    expect(agree(long, 200)).toBe(200);
  });
});
