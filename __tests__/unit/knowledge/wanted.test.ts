import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesTitle, type UpdateFilter, whyUnwanted } from '../../../src/knowledge/wanted.ts';

const day = 86_400_000;
const now = Date.parse('2026-09-15T00:00:00Z');
const filter: UpdateFilter = {
  products: ['windows'],
  categories: ['security', 'critical'],
  include: [],
  exclude: [],
  productUpgrade: 'deny',
  minAge: 0,
};
const update = {
  title: '2025-10 Cumulative Update for Microsoft server operating system version 24H2 (KB5066835) (26100.6899)',
  kbs: ['KB5066835'],
  categories: ['Security Updates', 'Microsoft Server operating system-24H2'],
  isProductUpgrade: false,
  needsInput: false,
  deployedAt: '2026-09-08T17:00:00.0000000Z',
};

describe('what a policy wants', () => {
  it('is the security updates of Windows, by name or by identifier', () => {
    expect(whyUnwanted(update, filter, now)).toBeUndefined();
    const byId = { ...update, categories: ['0fa1201d-4330-4fa8-8ae9-b877473b6441', 'Windows Server 2022'] };
    expect(whyUnwanted(byId, filter, now)).toBeUndefined();
  });

  it.each<[string, Partial<typeof update>, string]>([
    ['other kinds', { categories: ['Definition Updates', 'Windows Server 2022'] }, 'otherKind'],
    ['other software', { categories: ['Security Updates', 'Microsoft SQL Server 2022'] }, 'otherKind'],
    ['updates without a category', { categories: [] }, 'otherKind'],
    ['updates that ask a person', { needsInput: true }, 'needsInput'],
    ['upgrades to another Windows', { isProductUpgrade: true }, 'productUpgrade'],
  ])('is not %s', (_, more, why) => {
    expect(whyUnwanted({ ...update, ...more }, filter, now)).toBe(why);
  });

  it('is what is included by KB or by title, unless it is excluded or a denied upgrade', () => {
    const wanted = {
      ...filter,
      include: ['KB5000001', 'KB5000002', 'KB5000003', 'title:*.net framework*'],
      exclude: ['KB5000002'],
    };
    const other = { ...update, categories: ['Drivers'] };
    const why = (more: Partial<typeof update>) => whyUnwanted({ ...other, ...more }, wanted, now);
    expect(why({ kbs: ['KB5000001'] })).toBeUndefined();
    expect(why({ kbs: ['KB5000002'] })).toBe('excluded');
    expect(why({ kbs: ['KB5000003'], isProductUpgrade: true })).toBe('productUpgrade');
    expect(why({ title: '2026-06 Cumulative Update for .NET Framework 4.8.1' })).toBeUndefined();
    expect(whyUnwanted(update, { ...filter, exclude: ['title:*24H2*'] }, now)).toBe('excluded');
  });

  it.each([
    ['2026-09-08T17:00:00.0000000Z', 6 * day, undefined],
    ['2026-09-08T17:00:00.0000000Z', 7 * day, 'tooYoung'],
    [null, 1, 'tooYoung'],
    [null, 0, undefined],
  ])('takes an update deployed at %s with minAge %i for %s', (deployedAt, minAge, why) => {
    expect(whyUnwanted({ ...update, deployedAt }, { ...filter, minAge }, now)).toBe(why);
  });
});

describe('a pattern of a title', () => {
  const escaped = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const asRegExp = (pattern: string) => new RegExp(`^${pattern.split('*').map(escaped).join('[^]*')}$`);
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '.', '(', '*'), maxLength: 9 });

  it('matches as the same expression would', () => {
    fc.assert(
      fc.property(letters, letters, (pattern, text) => {
        const title = text.replaceAll('*', '');
        expect(matchesTitle(pattern, title)).toBe(asRegExp(pattern).test(title));
      }),
      { numRuns: 2000 },
    );
  });

  it('does not go back for the worst of texts', () => {
    let looks = 0;
    const text = {
      startsWith: () => true,
      indexOf(piece: string, at: number): number {
        looks += 1;
        return 'a'.repeat(80).indexOf(piece, at);
      },
    };
    expect(matchesTitle('*a'.repeat(90), { toLowerCase: () => text } as never)).toBe(false);
    expect(looks).toBeLessThanOrEqual(90);
  });
});
