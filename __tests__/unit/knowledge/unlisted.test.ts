import { describe, expect, it } from 'vitest';
import { lineageOf } from '../../../src/knowledge/lineage.ts';
import {
  isHotpatchMonth,
  looksLikeHotpatch,
  missingRow,
  provisionalRows,
  rowText,
} from '../../../src/knowledge/unlisted.ts';
import { facts } from '../../support/windows-state.ts';

describe('provisional rows', () => {
  const november = facts({ ubr: 33500, clock: '2026-11-12T20:00:00Z' });
  const update = { kbs: ['KB5199999'], title: '2026-11 Hotpatch (KB5199999) (26100.33500)', restart: 'never' };

  it('are made for an unlisted update that needed no restart, with the build of its title', () => {
    expect(provisionalRows([update], november)).toEqual([
      {
        product: 'windows-server-2025',
        month: '2026-11',
        kind: 'hotpatch',
        kb: 'KB5199999',
        ubr: 33500,
        date: null,
        source: 'provisional',
      },
    ]);
  });

  it('take the build from the machine where a single update names none', () => {
    expect(provisionalRows([{ ...update, title: 'Sicherheitsupdate (KB5199999)' }], november)[0]?.ubr).toBe(33500);
  });

  it.each([
    ['a listed update', { kbs: ['KB5120228'] }],
    ['an update that restarts', { restart: 'always', title: '2026-11 Security Update (KB5199999) (26100.33500)' }],
    ['an update of .NET', { title: '2026-11 .NET Framework (KB5199999)' }],
  ])('are not made for %s', (_, more) => {
    expect(provisionalRows([{ ...update, ...more }], november)).toEqual([]);
  });
});

describe('an update that no row lists', () => {
  const lineage = lineageOf('windows-server-2025');
  const here = { product: 'windows-server-2025', clock: '2026-11-12T20:00:00Z' } as const;
  const update = { kbs: ['KB5199999'], title: '2026-11 Security Update (KB5199999) (26100.33600)' };

  it('is taken for one that leaves the train in the month of a hotpatch', () => {
    const row = missingRow(update, lineage, here);
    expect(row).toMatchObject({ month: '2026-11', kind: 'lcu', kb: 'KB5199999', ubr: 33600 });
    expect(isHotpatchMonth(lineage, '2026-11')).toBe(true);
  });

  it('is taken for the baseline that its month waits for', () => {
    const title = '2026-10 Security Update (KB5199999) (26100.33600)';
    expect(missingRow({ ...update, title }, lineage, here)?.kind).toBe('baseline');
    expect(isHotpatchMonth(lineage, '2026-10')).toBe(false);
  });

  it('is taken for one out of band where the month has its baseline', () => {
    expect(missingRow({ ...update, title: '2026-09 Security Update' }, lineage, here)?.kind).toBe('oobLcu');
  });

  it('takes its month from the clock of the machine where the title names none', () => {
    expect(missingRow({ ...update, title: 'Sicherheitsupdate' }, lineage, here)?.month).toBe('2026-11');
  });

  it('is printed as a row to paste', () => {
    const row = missingRow(update, lineage, here);
    expect(row === undefined ? '' : rowText(row)).toBe(
      '- { product: windows-server-2025, month: 2026-11, kind: lcu, kb: KB5199999, ubr: 33600 }',
    );
  });

  it('is no hotpatch by its title alone when it is certain to restart', () => {
    const title = '2026-11 Hotpatch (KB5199999)';
    expect(looksLikeHotpatch({ title, restart: 'always' })).toBe(false);
    expect(looksLikeHotpatch({ title, restart: 'can' })).toBe(true);
  });
});
