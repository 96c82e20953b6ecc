import { describe, expect, it } from 'vitest';
import shipped from '../../../src/knowledge/lineage.json' with { type: 'json' };
import {
  baselineAbove,
  baselineUnder,
  keepsTrain,
  lineageFileSchema,
  lineageOf,
  lineageRows,
  monthsSince,
  rowOfKbs,
  substitutesFor,
} from '../../../src/knowledge/lineage.ts';
import { productNames } from '../../../src/knowledge/products.ts';

const server2025 = lineageOf('windows-server-2025');

describe('the rows', () => {
  it.each(productNames)('name each KB of %s once', product => {
    const kbs = lineageOf(product).flatMap(({ kb }) => kb ?? []);
    expect(new Set(kbs).size).toBe(kbs.length);
  });

  it('are well formed: KB, month, and a day of that month, or of the next one where it came out of band', () => {
    for (const { kb, month, date, kind } of lineageRows) {
      expect(kb ?? 'KB0000000').toMatch(/^KB\d{7}$/);
      expect(month).toMatch(/^20\d\d-(0[1-9]|1[0-2])$/);
      if (date === null) continue;
      const late = monthsSince(month, `${date}T00:00:00Z`);
      expect(late === 0 || (late === 1 && kind.startsWith('oob'))).toBe(true);
    }
  });

  it('grow in build from month to month', () => {
    for (const product of productNames) {
      const listed = lineageOf(product).filter(({ ubr }) => ubr !== null);
      const highest = new Map<string, number>();
      for (const { month, ubr } of listed) highest.set(month, Math.max(highest.get(month) ?? 0, ubr ?? 0));
      for (const { month, ubr } of listed) {
        const earlier = [...highest].filter(([other]) => other < month).map(([, most]) => most);
        expect(ubr ?? 0).toBeGreaterThan(Math.max(0, ...earlier));
      }
    }
  });

  it('have hotpatches below the cumulative update of their month', () => {
    for (const lcu of server2025.filter(({ kind, ubr }) => kind === 'lcu' && ubr !== null)) {
      const hotpatch = server2025.find(({ kind, month }) => kind === 'hotpatch' && month === lcu.month);
      expect(hotpatch?.ubr ?? 0).toBeLessThan(lcu.ubr ?? 0);
    }
  });

  it('hold the collision of October 2025: one build, one KB that stays, one that leaves', () => {
    const collided = server2025.filter(({ ubr }) => ubr === 6905);
    expect(collided.map(row => [row.kb, keepsTrain(row)])).toEqual([
      ['KB5070881', false],
      ['KB5070893', true],
    ]);
  });

  it('have builds that are no higher than the next baseline, whatever the train', () => {
    for (const product of productNames) {
      const all = lineageOf(product).filter(({ ubr }) => ubr !== null);
      for (const { month, ubr } of all.filter(({ kind }) => kind === 'baseline'))
        for (const row of all.filter(other => other.month < month)) expect(row.ubr ?? 0).toBeLessThan(ubr ?? 0);
    }
  });

  it('say where they come from, in words that the file explains', () => {
    const { sources } = lineageFileSchema.parse(shipped);
    expect([...new Set(lineageRows.map(({ source }) => source))].sort()).toEqual(Object.keys(sources).sort());
  });

  it('hold the unplanned baselines, which no arithmetic would give', () => {
    const baselines = server2025.filter(({ kind, kb }) => kind === 'baseline' && kb !== null).map(({ month }) => month);
    expect(baselines).toEqual([
      '2025-01',
      '2025-04',
      '2025-07',
      '2025-10',
      '2026-01',
      '2026-04',
      '2026-06',
      '2026-07',
      '2026-09',
    ]);
  });
});

describe('questions', () => {
  it('finds the baseline under a build and the next one above it', () => {
    expect(baselineUnder(server2025, 7171)?.kb).toBe('KB5066835');
    expect(baselineAbove(server2025, 7171)?.kb).toBe('KB5073379');
    expect(baselineUnder(server2025, 100)).toBeUndefined();
  });

  it('knows a planned baseline by its month, without a KB', () => {
    expect(baselineAbove(server2025, 33451)).toMatchObject({ month: '2026-10', kb: null });
  });

  it('offers the updates of the month that stay on the train, newest first', () => {
    const lcu = rowOfKbs(server2025, ['KB5068861']);
    expect(lcu === undefined ? [] : substitutesFor(server2025, lcu).map(({ kb }) => kb)).toEqual([
      'KB5072753',
      'KB5068966',
    ]);
  });

  it('counts months across a year', () => {
    expect(monthsSince('2025-10', '2026-01-31T23:59:59Z')).toBe(3);
    expect(monthsSince('2025-10', '2025-10-01T00:00:00Z')).toBe(0);
  });
});
