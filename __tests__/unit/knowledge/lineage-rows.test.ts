import { describe, expect, it } from 'vitest';
import { gradeHotpatch } from '../../../src/knowledge/hotpatch.ts';
import {
  baselineAbove,
  type LineageFile,
  lineageFileSchema,
  lineageOf,
  lineageRows,
  withOwnRows,
} from '../../../src/knowledge/lineage.ts';
import { facts, hotpatchReading } from '../../support/windows-state.ts';

const product = 'windows-server-2025';
const november = { product, month: '2026-11', kind: 'hotpatch', kb: 'KB5199999', ubr: 33600, date: '2026-11-10' };
const file = (rows: readonly unknown[], more: object = {}): LineageFile =>
  lineageFileSchema.parse({ format: 1, rows, ...more });
const faults = (rows: readonly unknown[], more: object = {}): string[] => {
  const parsed = lineageFileSchema.safeParse({ format: 1, rows, ...more });
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

describe('rows of the owner', () => {
  it('are added to the shipped ones, in their month', () => {
    const rows = withOwnRows(file([november]));
    expect(rows).toHaveLength(lineageRows.length); // the planned row of the month has come
    const months = lineageOf(product, rows).map(({ month }) => month);
    expect(months).toEqual([...months].sort());
    expect(rows.filter(({ month }) => month === '2026-11')).toMatchObject([{ kb: 'KB5199999', source: 'own row' }]);
  });

  it('stand in for the shipped row of the same KB', () => {
    const rows = withOwnRows(file([{ ...november, month: '2026-09', date: null, kb: 'KB5122871', ubr: 1 }]));
    expect(rows.filter(({ kb }) => kb === 'KB5122871')).toMatchObject([{ kind: 'hotpatch', ubr: 1 }]);
  });

  it('replace all of them only where the file says so', () => {
    expect(withOwnRows(file([november], { replace: true }))).toHaveLength(1);
  });

  it('turn a planned month into another one', () => {
    const rows = withOwnRows(file([{ product, month: '2026-11', kind: 'baseline' }]));
    expect(rows.filter(({ month }) => month === '2026-11')).toMatchObject([{ kind: 'baseline', kb: null }]);
    expect(baselineAbove(lineageOf(product, rows), 33_500)?.month).toBe('2026-10');
  });

  it('do not end the wait for the planned update of a month by one out of band', () => {
    const rows = withOwnRows(file([{ ...november, kind: 'oobLcu' }]));
    expect(rows.filter(({ month, kb }) => month === '2026-11' && kb === null)).toHaveLength(1);
  });

  it('make a machine ready that no shipped row knows', () => {
    const on = facts({ ubr: 33600, clock: '2026-11-12T20:00:00Z' });
    const reading = hotpatchReading(['KB5122871', 'KB5199999']);
    expect(gradeHotpatch(reading, on).verdict).toBe('unknown');
    expect(gradeHotpatch(reading, on, withOwnRows(file([november]))).verdict).toBe('enrolledReady');
  });
});

describe('a file of rows', () => {
  it('is refused with every contradiction at once', () => {
    const planned = { product, month: '2027-01', kind: 'baseline' };
    expect(
      faults([
        { ...november, date: '2026-12-08' },
        november,
        { ...planned, kind: 'lcu' },
        { ...planned, month: '2027-02', ubr: 5 },
        planned,
        planned,
      ]),
    ).toEqual([
      'rows.0.date: 2026-12-08 is no day of 2026-11',
      'rows.1.kb: KB5199999 stands here a second time for windows-server-2025: keep one of the rows',
      'rows.2.kind: only a baseline or a hotpatch is planned: write its kb',
      'rows.3.ubr: what has no kb is not released and has no build',
      'rows.4.month: 2027-01 is planned twice for windows-server-2025: keep one of the rows',
      'rows.5.month: 2027-01 is planned twice for windows-server-2025: keep one of the rows',
    ]);
  });

  it.each([
    ['a later format', [november], { format: 2 }],
    ['no rows', [], {}],
    ['an unknown key', [{ ...november, build: '26100.33600' }], {}],
    ['an unknown kind', [{ ...november, kind: 'preview' }], {}],
    ['an unknown product', [{ ...november, product: 'windows-11' }], {}],
    ['a month that is none', [{ ...november, month: '2026-13', date: null }], {}],
  ])('is refused for %s', (_, rows, more) => {
    expect(faults(rows, more)).toHaveLength(1);
  });
});
