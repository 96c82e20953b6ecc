// The reader of Microsoft's page of release information, on a saved page of the same shape: what it reads is what ships.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareRows, mergeRows, readReleaseInfo } from '../../scripts/release-info.mjs';
import { type LineageRow, lineageFileSchema, lineageRows } from '../../src/knowledge/lineage.ts';
import { root } from '../support/house.ts';

const file = join(root, '__tests__/support/release-info.md');
const page = readFileSync(file, 'utf8');
const of = (product: string, month: string, text = page) =>
  readReleaseInfo(text).rows.filter(row => row.product === product && row.month === month);
/** The page with one line changed. */
const changed = (from: string | RegExp, to: string): string => {
  const text = page.replace(from, to);
  expect(text).not.toBe(page);
  return text;
};

describe('the page of release information', () => {
  it('is read from both tables: one row for the KB of a baseline, two for a month of hotpatches', () => {
    expect(of('windows-server-2025', '2026-07').map(({ kind, kb }) => [kind, kb])).toEqual([['baseline', 'KB5099536']]);
    expect(of('windows-server-2025', '2026-08').map(({ kind, kb, ubr }) => [kind, kb, ubr])).toEqual([
      ['lcu', 'KB5120233', 33296],
      ['hotpatch', 'KB5120228', 33222],
    ]);
  });

  it('marks unplanned baselines with a star in either spelling, and they are baselines', () => {
    expect(page).toContain('2026.06 B * |');
    expect(page).toContain('2026.09 B^\\*^ |');
    for (const month of ['2026-06', '2026-09'])
      expect(of('windows-server-2025', month).find(({ kind }) => kind === 'baseline')).toBeDefined();
  });

  it('takes no notice of an extra cell at the end', () => {
    expect(page).toMatch(/KB5075942\]\(\S+\) \| {2}\|/);
    expect(of('windows-server-2025', '2026-02').map(({ kb }) => kb)).toContain('KB5075942');
  });

  it('has planned months without KB, and first releases that are no updates', () => {
    expect(of('windows-server-2025', '2026-11')).toMatchObject([{ kind: 'hotpatch', kb: null, ubr: null, date: null }]);
    expect(readReleaseInfo(page).rows.some(({ month }) => month === '2024-10' || month === '2018-10')).toBe(false);
  });

  it('tells of products that are in no table of ours, and they are left out', () => {
    expect(page).toContain('KB5066780');
    expect(readReleaseInfo(page).rows.some(({ kb }) => kb === 'KB5066780')).toBe(false);
  });

  it.each([
    ['an update type', '2026-09 OOB |', '2026-09 Z |', 'is no update type'],
    ['a type', '| Hotpatch | 2026-08-11', '| Warmpatch | 2026-08-11', 'is no type'],
    ['a date', '2026-08-11 | 26100.33222', '11 August | 26100.33222', 'is no date'],
    ['a build', '26100.33222', '33222', 'is no build'],
  ])('says which line has %s that it does not know, and reads the others', (_, from, to, sentence) => {
    const { faults, rows } = readReleaseInfo(changed(from, to));
    expect(faults).toEqual([expect.stringMatching(new RegExp(`^line \\d+: ".*" ${sentence}$`))]);
    expect(rows.length).toBeGreaterThan(80);
  });

  it.each([
    ['another page', '# Hello\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n'],
    ['columns with other names', page.replaceAll('| Servicing option | Update type |', '| Channel | Update |')],
    ['nothing', ''],
  ])('is refused when it is %s', (_, text) => {
    expect(() => readReleaseInfo(text)).toThrow('this is not the page of release information');
  });
});

describe('what ships', () => {
  it('is what the page says: nothing new, nothing contradicting', () => {
    const { fresh, filled, contradictions } = compareRows(lineageRows, readReleaseInfo(page).rows);
    expect([fresh, filled, contradictions]).toEqual([[], [], []]);
  });

  it('has rows that the page omits', () => {
    const told = readReleaseInfo(page).rows.map(({ kb }) => kb);
    expect(lineageRows.some(({ kb }) => kb === 'KB5070893')).toBe(true);
    expect(told).not.toContain('KB5070893');
  });
});

describe('news', () => {
  const without = (...kbs: string[]): LineageRow[] => lineageRows.filter(({ kb }) => kb === null || !kbs.includes(kb));
  const compare = (rows: readonly LineageRow[], text = page) => compareRows(rows, readReleaseInfo(text).rows);

  it('are put where they belong, and the file is the shipped one again (round trip)', () => {
    for (const kb of ['KB5120228', 'KB5120233', 'KB5129235', 'KB5087545', 'KB5122876']) {
      const { fresh } = compare(without(kb));
      expect(fresh.map(row => row.kb)).toEqual([kb]);
      const merged = mergeRows(without(kb), { fresh, filled: [] });
      expect(merged.find(row => row.kb === kb)).toEqual(lineageRows.find(row => row.kb === kb));
      expect(lineageFileSchema.safeParse({ format: 1, rows: merged }).success).toBe(true);
    }
  });

  it('of a planned month take its place', () => {
    const row = '| October | 2026.10 B | Baseline (Restart) |  |  |  |';
    const came = row.replace('|  |  |  |', '| 2026-10-13 | 26100.33580 | [KB5130001](x) |');
    const { fresh } = compare(lineageRows, changed(row, came));
    const october = mergeRows(lineageRows, { fresh, filled: [] }).filter(({ month }) => month === '2026-10');
    expect(october).toMatchObject([{ kind: 'baseline', kb: 'KB5130001', ubr: 33580, date: '2026-10-13' }]);
  });

  it('complete what the file did not know, and overwrite nothing', () => {
    const blank = lineageRows.map(row => (row.kb === 'KB5120228' ? { ...row, ubr: null, date: null } : row));
    const { fresh, filled, contradictions } = compare(blank);
    expect([fresh, contradictions]).toEqual([[], []]);
    expect(mergeRows(blank, { fresh, filled })).toEqual(lineageRows);
  });

  it('that contradict the file are told and not taken', () => {
    const text = changed('| August | 2026.08 B | Hotpatch |', '| August | 2026.08 B | Baseline (Restart) |');
    expect(compare(lineageRows, text)).toEqual({
      fresh: [],
      filled: [],
      contradictions: ['windows-server-2025 KB5120228: the page says kind baseline, the file says hotpatch'],
    });
    const other = changed('33222 | [KB5120228]', '33222 | [KB5120299]');
    expect(compare(lineageRows, other)).toMatchObject({
      fresh: [],
      contradictions: [
        'windows-server-2025 2026-08: the page says hotpatch KB5120299, the file says hotpatch KB5120228',
      ],
    });
  });
});

describe('scripts/lineage.mjs', () => {
  const script = (text: string) => {
    const saved = join(tmpdir(), `release-info-${process.pid}.md`);
    writeFileSync(saved, text);
    return spawnSync(process.execPath, [join(root, 'scripts/lineage.mjs'), saved], { encoding: 'utf8' });
  };

  it('ends with 0 when all is known, with 1 when the page contradicts or is another one, and writes nothing unasked', () => {
    expect(script(page)).toMatchObject({ status: 0, stdout: '0 new, 0 completed, 0 contradicting\n' });
    expect(script(changed('33222', '33223'))).toMatchObject({
      status: 1,
      stderr: '! windows-server-2025 KB5120228: the page says ubr 33223, the file says 33222\n',
    });
    expect(script('# Hello')).toMatchObject({ status: 1, stderr: expect.stringContaining('this is not the page') });
  });
});
