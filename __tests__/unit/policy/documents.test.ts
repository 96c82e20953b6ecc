import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../src/policy/csv.ts';
import { readSource } from '../../../src/policy/document.ts';

describe('readSource', () => {
  const text = [
    '# a policy',
    'name: one',
    'rings:',
    '  - name: test',
    '    waves: [1, 100%]',
    '  - { name: pilot, waves: [2] }',
    '',
  ].join('\n');

  it.each([
    [['name'], false, 2, 7],
    [['name'], true, 2, 1],
    [['rings', 0, 'waves'], true, 5, 5],
    [['rings', 0, 'waves', 1], false, 5, 16],
    [['rings', 1, 'name'], false, 6, 13],
    [['rings', 1, 'window'], false, 6, 5],
    [['nothing', 'like', 'this'], false, 2, 1],
  ] as const)(
    'finds %j (key: %s) at line %d, column %d; what is missing stands at its parent',
    (path, atKey, line, column) => {
      expect(readSource(text).placeOf(path, atKey)).toEqual({ line, column });
    },
  );

  it.each([
    ['a:\n\tb: 1\n', 'tabs', 'YAML is indented with spaces, and here stands a tab: write spaces', 2],
    ['a: 1\nb: 2\na: 3\n', 'duplicateKey', 'this key stands here a second time: keep one of them', 3],
    ['a: [1, 2\nb: 3\n', 'syntax', expect.stringMatching(/^this is not YAML: /), 2],
    ['a: "open\n', 'syntax', 'this is not YAML: Missing closing "quote', 2],
    ['a: 1\n---\nb: 2\n', 'syntax', expect.stringMatching(/multiple documents/), 2],
  ])('refuses %j as %s', (source, kind, message, line) => {
    const [first] = readSource(source).faults;
    expect(first).toMatchObject({ kind, message, place: { line } });
  });

  it.each(['', '  \n', '# only a comment\n', 'null', '~', '---\n'])('refuses %j as empty', source => {
    expect(readSource(source).faults[0]?.kind).toBe('empty');
  });

  it('refuses a bomb of aliases without expanding it', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...'bcdefghi'
        .split('')
        .map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(', ')}]`),
    ].join('\n');
    expect(readSource(bomb).faults).toEqual([
      { kind: 'aliases', message: 'the file repeats itself through more than 100 aliases: write it out' },
    ]);
  });

  it('refuses an alias to nothing', () => {
    expect(readSource('a: *nowhere\n').faults[0]?.kind).toBe('syntax');
  });

  it('survives nests without end', () => {
    expect(readSource(`a: ${'['.repeat(5_000)}`).faults.length).toBeGreaterThan(0);
    expect(readSource(`{"a": ${'['.repeat(60_000)}${']'.repeat(60_000)}}`).faults.length).toBeGreaterThan(0);
  });

  it('never puts the file’s own text into a message, where a secret might stand', () => {
    const [first] = readSource('password: "hunter2\nname: x\n').faults;
    expect(JSON.stringify(first)).not.toContain('hunter2');
  });

  it('reads large JSON the short way, with the same places', () => {
    const machines = Array.from({ length: 4_000 }, (_, index) => ({
      name: `server${index}`,
      labels: { ring: 'test' },
    }));
    const source = readSource(JSON.stringify({ machines }, null, 1));
    expect(source.value).toEqual({ machines });
    expect(source.placeOf(['machines', 1, 'name'])).toEqual({ line: 10, column: 12 });
  });

  it('keeps what YAML 1.1 would twist: times, words and leading zeros stay what they are', () => {
    const { value } = readSource('a: 22:00\nb: no\nc: on\nd: 2026-02-01\ne: KB5070881\nf: 1e3x\n');
    expect(value).toEqual({ a: '22:00', b: 'no', c: 'on', d: '2026-02-01', e: 'KB5070881', f: '1e3x' });
  });

  it('throws for no text (property)', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-:{}[\]&*!|>'"%@`#, \n\ta-c0-9]{0,60}$/)), source => {
        const { value, faults } = readSource(source);
        expect(faults.length === 0 ? 'read' : 'refused').toBe(value === undefined ? 'refused' : 'read');
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('readCsv', () => {
  it.each([
    ['commas', 'name,ring\nweb01,test\n'],
    ['semicolons', 'name;ring\nweb01;test\n'],
    ['tabs', 'name\tring\nweb01\ttest\n'],
    ['CRLF, and no end of the last line', 'name,ring\r\nweb01,test'],
    ['quotes and blanks', '"name", ring \n "web01" ,"test"\n'],
  ])('reads %s', (_, text) => {
    expect(readCsv(text)?.map(({ cells }) => cells)).toEqual([
      ['name', 'ring'],
      ['web01', 'test'],
    ]);
  });

  it('keeps the line of every row across empty lines and line breaks in quotes', () => {
    const rows = readCsv('name,note\n\nweb01,"two\nlines, ""quoted"""\nweb02,x\n');
    expect(rows).toEqual([
      { cells: ['name', 'note'], line: 1 },
      { cells: ['web01', 'two\nlines, "quoted"'], line: 3 },
      { cells: ['web02', 'x'], line: 5 },
    ]);
  });

  it('knows a last cell that is empty', () => {
    expect(readCsv('a,b\n1,')?.[1]?.cells).toEqual(['1', '']);
  });

  it('refuses a quote that is never closed', () => {
    expect(readCsv('name,ring\n"web01,test\n')).toBeUndefined();
  });

  it('reads back what is written by the rules (property)', () => {
    const cell = fc.stringMatching(/^[a-z",;\n ]{0,8}$/).map(text => text.trim());
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 }), rows => {
        const all = [['name', 'two', 'three'], ...rows];
        const text = all.map(row => row.map(one => `"${one.replaceAll('"', '""')}"`).join(',')).join('\r\n');
        expect(readCsv(text)?.map(({ cells }) => cells)).toEqual(all.filter(row => row.some(one => one !== '')));
      }),
    );
  });
});
