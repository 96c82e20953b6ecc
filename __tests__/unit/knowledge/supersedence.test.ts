import { describe, expect, it } from 'vitest';
import { keepsTrain, type LineageRow, lineageRows } from '../../../src/knowledge/lineage.ts';
import { containing, withLater } from '../../../src/knowledge/supersedence.ts';

const rowOf = (kb: string): LineageRow => {
  const row = lineageRows.find(one => one.kb === kb);
  if (row === undefined) throw new Error(`no row of ${kb}`);
  return row;
};
const later = (kb: string) => containing(kb, lineageRows).slice(1);
const listed = lineageRows.flatMap(({ kb }) => kb ?? []);

describe('what contains an update', () => {
  it('is itself alone where no row lists it', () => {
    expect(containing('KB5999999', lineageRows)).toEqual(['KB5999999']);
  });

  it('is the next update of its line: cumulative over cumulative, hotpatch over hotpatch', () => {
    expect(later('KB5068861')).toContain('KB5072033');
    expect(later('KB5068966')).toEqual(expect.arrayContaining(['KB5072753', 'KB5072014']));
  });

  it('is no update of the other line before the baseline on which both meet', () => {
    expect(later('KB5068861')).not.toContain('KB5072014');
    expect(later('KB5068966')).not.toContain('KB5072033');
    expect(later('KB5070881')).not.toContain('KB5070893');
    expect(later('KB5068861')).toEqual(expect.arrayContaining(['KB5073379', 'KB5075942', 'KB5075899']));
    expect(later('KB5068966')).toEqual(expect.arrayContaining(['KB5073379', 'KB5075942', 'KB5075899']));
  });

  it('is whatever came after a baseline, on either line', () => {
    expect(later('KB5066835')).toEqual(expect.arrayContaining(['KB5070893', 'KB5070881', 'KB5068966', 'KB5068861']));
  });

  it('tells what came out of band by its build: earlier in the month it is contained, of the same build it is not', () => {
    expect(later('KB5070773')).toContain('KB5070881');
    expect(later('KB5070881')).not.toContain('KB5070773');
    const twins = lineageRows.map(row => (row.kb === 'KB5070773' ? { ...row, ubr: 6905 } : row));
    expect(containing('KB5070773', twins)).not.toContain('KB5070881');
  });

  it('takes a row without a build by its month alone', () => {
    const nameless = lineageRows.map(row => (row.kb === 'KB5072753' ? { ...row, ubr: null } : row));
    const kbs = containing('KB5068966', nameless);
    expect(kbs).not.toContain('KB5072753');
    expect(containing('KB5072753', nameless)).toContain('KB5072014');
  });

  it('is never of another product, never earlier, never planned only, and of no other line without a baseline between', () => {
    for (const kb of listed) {
      const row = rowOf(kb);
      for (const other of later(kb).map(rowOf)) {
        expect(other.product).toBe(row.product);
        expect(other.month >= row.month).toBe(true);
        if (row.ubr !== null && other.ubr !== null) expect(other.ubr).toBeGreaterThan(row.ubr);
        if (row.kind === 'baseline' || other.kind === 'baseline' || keepsTrain(row) === keepsTrain(other)) continue;
        const between = lineageRows.some(
          one =>
            one.product === row.product &&
            one.kind === 'baseline' &&
            one.month >= row.month &&
            one.month <= other.month,
        );
        expect([kb, other.kb, between]).toEqual([kb, other.kb, true]);
      }
    }
  });

  it('is in turn contained by what contains that: nothing is lost on the way', () => {
    for (const kb of listed) {
      const all = new Set(containing(kb, lineageRows));
      for (const next of all) for (const one of later(next)) expect([kb, next, all.has(one)]).toEqual([kb, next, true]);
    }
  });
});

describe('a hole', () => {
  it('stands for the KBs that its file names and for what contains them, and for no others', () => {
    const wsus = 'CVE-2025-59287';
    const holes = { fixes: new Map([[wsus, ['KB5070881', 'KB5070893', 'KB5999999']]]), exploited: new Set([wsus]) };
    const { fixes, exploited } = withLater(holes, lineageRows);
    const kbs = fixes.get(wsus) ?? [];
    expect(kbs).toEqual(expect.arrayContaining(['KB5999999', 'KB5068861', 'KB5068966', 'KB5073379']));
    expect(kbs).not.toContain('KB5066835');
    expect(exploited).toBe(holes.exploited);
  });
});
