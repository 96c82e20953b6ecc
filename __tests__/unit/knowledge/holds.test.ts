import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Hold,
  type HoldableUpdate,
  type HoldQuestion,
  holdSchema,
  holdsFor,
  holdsInForce,
} from '../../../src/knowledge/holds.ts';
import { gradeHotpatch, type HotpatchGrade } from '../../../src/knowledge/hotpatch.ts';
import { lineageFileSchema, withOwnRows } from '../../../src/knowledge/lineage.ts';
import { shippedHolds } from '../../../src/knowledge/shipped-holds.ts';
import { readSource } from '../../../src/policy/document.ts';
import { facts, hotpatchReading, notEnrolled } from '../../support/windows-state.ts';

const october = Date.parse('2025-10-25T20:00:00Z');
const update = (kb: string, more: Partial<HoldableUpdate> = {}): HoldableUpdate => ({
  updateId: `00000000-0000-4000-8000-00000${kb.slice(2)}`,
  revision: 200,
  kbs: [kb],
  title: `2025-10 Cumulative Update for Microsoft server operating system version 24H2 for x64-based Systems (${kb})`,
  restart: 'always',
  ...more,
});
const enrolled = gradeHotpatch(hotpatchReading(['KB5066835']), facts());
const free = gradeHotpatch(hotpatchReading(['KB5066835'], notEnrolled), facts());
const doubtful: HotpatchGrade = { verdict: 'unknown', reason: 'not read', evidence: [] };
const ask = (kbs: readonly HoldableUpdate[], more: Partial<HoldQuestion<HoldableUpdate>> = {}) =>
  holdsFor({
    updates: kbs,
    facts: facts(),
    grade: enrolled,
    installed: ['KB5066835'],
    holds: holdsInForce([], 'protect', october),
    mode: 'protect',
    now: october,
    ...more,
  });
const kbsOf = (answer: { readonly kbs: readonly string[] }[] | readonly { readonly kbs: readonly string[] }[]) =>
  answer.flatMap(({ kbs }) => kbs);
const hold = (more: Partial<Hold> & Pick<Hold, 'kb'>): Hold => ({ when: {}, reason: 'breaks printing', ...more });

describe('the seed incident, before the install', () => {
  it('installs KB5070893 in place of KB5070881 on an enrolled machine that is offered both', () => {
    const { install, held } = ask([update('KB5070881'), update('KB5070893', { restart: 'can' })]);
    expect(kbsOf(install)).toEqual(['KB5070893']);
    expect(held).toMatchObject([{ kbs: ['KB5070881'], blocks: false, remedy: 'KB5070893 takes its place' }]);
  });

  it('holds the machine with the remedy when it is not offered the substitute', () => {
    const { install, held } = ask([update('KB5070881')]);
    expect(install).toEqual([]);
    expect(held).toMatchObject([
      {
        blocks: true,
        reason: 'KB5070881 is held: it takes enrolled machines off the Hotpatch train until the next baseline',
        remedy:
          'the machine is not offered KB5070893: pause and resume Windows Update there, or approve KB5070893 in WSUS, and scan again',
      },
    ]);
  });

  it('lets the machine go on that has the substitute already', () => {
    expect(ask([update('KB5070881')], { installed: ['KB5066835', 'KB5070893'] }).held[0]?.blocks).toBe(false);
  });

  it('gives KB5070881 to machines that are not enrolled, for whom it is right', () => {
    expect(kbsOf(ask([update('KB5070881')], { grade: free }).install)).toEqual(['KB5070881']);
  });

  it('holds it where nobody can say whether the machine is enrolled', () => {
    expect(ask([update('KB5070881')], { grade: doubtful }).install).toEqual([]);
  });

  it('lets it pass only where a person wrote hotpatch: ignore', () => {
    const holds = holdsInForce([], 'ignore', october);
    expect(kbsOf(ask([update('KB5070881')], { mode: 'ignore', holds }).install)).toEqual(['KB5070881']);
  });
});

describe('the rule of the train, which needs no hold', () => {
  const alone = { holds: [] };

  it('holds a listed update that leaves the train, and names what the machine should be offered', () => {
    const [held] = ask([update('KB5068861')], alone).held;
    expect(held?.reason).toContain('KB5068861 would take the machine off the Hotpatch train');
    expect(held).toMatchObject({
      blocks: true,
      remedy: expect.stringContaining('is not offered KB5072753 or KB5068966'),
    });
  });

  it('lets baselines, hotpatches and out-of-band hotpatches through', () => {
    const kbs = ['KB5073379', 'KB5068966', 'KB5072753'].map(kb => update(kb));
    expect(kbsOf(ask(kbs, alone).install)).toEqual(['KB5073379', 'KB5068966', 'KB5072753']);
  });

  it('holds an unlisted update that needs a restart, as KB5070881 was on its first day', () => {
    const [held] = ask(
      [update('KB5999999', { title: '2026-11 Security Update (KB5999999) (26100.40000)' })],
      alone,
    ).held;
    expect(held).toMatchObject({
      blocks: true,
      reason:
        'KB5999999 needs a restart in 2026-11, a month of hotpatches, and is in no row of the Hotpatch lineage: it is probably meant for machines that are not enrolled',
    });
  });

  it('prints the very row to paste for an unlisted update, and that row alone opens nothing in a month of hotpatches', () => {
    const unlisted = update('KB5999999', { title: '2026-11 Security Update (KB5999999) (26100.40000)' });
    const [held] = ask([unlisted], alone).held;
    const [, row = ''] = /(- \{[^}]*\})/.exec(held?.remedy ?? '') ?? [];
    expect(row).toBe('- { product: windows-server-2025, month: 2026-11, kind: lcu, kb: KB5999999, ubr: 40000 }');
    const rows = (kind: string) => {
      const text = `format: 1\nrows:\n  ${row.replace('kind: lcu', `kind: ${kind}`)}\n`;
      return withOwnRows(lineageFileSchema.parse(readSource(text).value));
    };
    expect(ask([unlisted], { ...alone, rows: rows('lcu') }).held[0]).toMatchObject({ blocks: true });
    expect(kbsOf(ask([unlisted], { ...alone, rows: rows('baseline') }).install)).toEqual(['KB5999999']);
  });

  it('holds an update as wrongly targeted that bears the name of a hotpatch and is certain to restart', () => {
    const title = '2026-11 Hotpatch (KB5999999) (26100.40000)';
    expect(ask([update('KB5999999', { title, restart: 'always' })], alone).held).toHaveLength(1);
  });

  it.each([
    ['needs no restart', { restart: 'never' }],
    ['calls itself a hotpatch', { restart: 'can', title: '2026-11 Hotpatch (KB5999999) (26100.40000)' }],
    ['is not for Windows itself', { restart: 'can', title: '2026-11 .NET Framework 4.8.1 (KB5999999)' }],
  ] as const)('lets an unlisted update through that %s', (_, more) => {
    expect(kbsOf(ask([update('KB5999999', more)], alone).install)).toEqual(['KB5999999']);
  });

  it('has nothing to protect on a machine that has left the train or never was on it', () => {
    const offTrain = gradeHotpatch(hotpatchReading(['KB5070881']), facts({ ubr: 6905 }));
    expect(offTrain.verdict).toBe('offTrain');
    for (const grade of [offTrain, free])
      expect(kbsOf(ask([update('KB5068861')], { ...alone, grade }).install)).toEqual(['KB5068861']);
  });

  it('protects an enrolled machine whose hotpatches are blocked: a cumulative update would cost it the quarter', () => {
    const blocked = gradeHotpatch(hotpatchReading(['KB5066835'], { vbsStatus: 1 }), facts());
    expect(ask([update('KB5068861')], { ...alone, grade: blocked }).install).toEqual([]);
  });
});

describe('holds', () => {
  it('leaves an update without a substitute out, and does not hold the machine for it', () => {
    const { install, held } = ask([update('KB5011111'), update('KB5073379')], {
      holds: [hold({ kb: 'KB5011111' })],
      grade: free,
    });
    expect(kbsOf(install)).toEqual(['KB5073379']);
    expect(held).toMatchObject([
      {
        blocks: false,
        reason: 'KB5011111 is held: breaks printing',
        remedy: 'it is left out as long as the hold stands',
      },
    ]);
  });

  it.each([
    ['product', { product: 'windows-server-2025' }, { product: 'windows-server-2019' }],
    ['enrolment', { hotpatch: 'notEnrolled' }, { hotpatch: 'enrolled' }],
  ] as const)('asks for the %s of the machine', (_, meant, other) => {
    const holdsAt = (when: Hold['when']) =>
      kbsOf(ask([update('KB5073379')], { grade: free, holds: [hold({ kb: 'KB5073379', when })] }).install);
    expect(holdsAt(meant)).toEqual([]);
    expect(holdsAt(other)).toEqual(['KB5073379']);
  });

  it.each(['enrolled', 'notEnrolled'] as const)(
    'means a machine that cannot be graded, whether it asks for %s',
    hotpatch => {
      const holds = [hold({ kb: 'KB5073379', when: { hotpatch } })];
      expect(ask([update('KB5073379')], { grade: doubtful, holds }).install).toEqual([]);
    },
  );

  it('takes a domain controller for one by its role or by its own word', () => {
    const holds = [hold({ kb: 'KB5082063', when: { role: 'domain-controller' } })];
    const on = (more: Parameters<typeof facts>[0]) =>
      ask([update('KB5082063')], { grade: free, holds, facts: facts(more) }).install.length;
    expect([on({ isDomainController: true }), on({ roles: ['domain-controller'] }), on({ roles: ['iis'] })]).toEqual([
      0, 0, 1,
    ]);
  });

  it('ends on the first day on which it no longer counts, in UTC', () => {
    const holds = [hold({ kb: 'KB5073379', expires: '2026-02-01' })];
    const at = (now: string) => ask([update('KB5073379')], { grade: free, holds, now: Date.parse(now) }).held.length;
    expect([at('2026-01-31T23:59:59Z'), at('2026-02-01T00:00:00Z')]).toEqual([1, 0]);
    expect(holdsInForce(holds, 'protect', Date.parse('2026-02-01T00:00:00Z'))).not.toContain(holds[0]);
  });

  it('prefers the policy’s own hold to a shipped one', () => {
    const own = hold({ kb: 'KB5070881', reason: 'we wait for January' });
    const holds = holdsInForce([own], 'protect', october);
    expect(ask([update('KB5070881')], { holds }).held[0]?.reason).toBe('KB5070881 is held: we wait for January');
  });

  it('never installs what it holds, and loses no update (property)', () => {
    const kb = fc.constantFrom(
      'KB5066835',
      'KB5070881',
      'KB5070893',
      'KB5068861',
      'KB5082063',
      'KB5044284',
      'KB5999999',
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(kb),
        fc.uniqueArray(kb),
        fc.constantFrom(enrolled, free, doubtful),
        fc.constantFrom('protect', 'requireEnrolled', 'ignore' as const),
        (offered, held, grade, mode) => {
          const updates = offered.map(one => update(one));
          const holds = held.map(one => hold({ kb: one }));
          const answer = holdsFor({ updates, facts: facts(), grade, installed: [], holds, mode, now: october });
          expect([...kbsOf(answer.install), ...kbsOf(answer.held)].sort()).toEqual([...offered].sort());
          for (const one of kbsOf(answer.install)) expect(held).not.toContain(one);
          if (mode !== 'ignore' && grade !== free) expect(kbsOf(answer.install)).not.toContain('KB5070881');
        },
      ),
    );
  });
});

describe('the shipped rows', () => {
  it('are holds as a policy writes them', () => {
    for (const row of shippedHolds) expect(holdSchema.parse(row)).toEqual(row);
  });

  it('keep domain controllers from the updates that crash LSASS, and send them to the fix', () => {
    const dc = facts({ isDomainController: true, ubr: 32463 });
    const grade = gradeHotpatch(hotpatchReading([], notEnrolled), dc);
    const { install, held } = ask([update('KB5082063'), update('KB5091157')], { facts: dc, grade });
    expect(kbsOf(install)).toEqual(['KB5091157']);
    expect(held[0]?.remedy).toBe('KB5091157 takes its place');
    expect(kbsOf(ask([update('KB5082063')], { grade: free }).install)).toEqual(['KB5082063']);
  });

  it.each([
    ['KB5062557', 'windows-server-2019', 17763, 'cluster', 'KB5063877'],
    ['KB5035857', 'windows-server-2022', 20348, 'domain-controller', undefined],
    ['KB5035849', 'windows-server-2019', 17763, 'domain-controller', undefined],
    ['KB5035855', 'windows-server-2016', 14393, 'domain-controller', undefined],
    ['KB5009555', 'windows-server-2022', 20348, 'hyper-v', undefined],
    ['KB5009557', 'windows-server-2019', 17763, 'domain-controller', undefined],
  ] as const)('keep %s from the machines of %s that it broke, and from no others', (...[kb, , build, role, use]) => {
    const on = facts({ build, ubr: 1, roles: [role], editionId: 'ServerStandard' });
    const grade = gradeHotpatch(hotpatchReading([], notEnrolled), on);
    const offered = [update(kb), ...(use === undefined ? [] : [update(use)])];
    expect(kbsOf(ask(offered, { facts: on, grade }).install)).toEqual(use === undefined ? [] : [use]);
    expect(kbsOf(ask([update(kb)], { facts: { ...on, roles: [] }, grade }).install)).toEqual([kb]);
  });

  it('take an enrolled machine past the hotpatch that was offered again and again', () => {
    const looped = ask([update('KB5068966', { restart: 'never' }), update('KB5072753', { restart: 'never' })]);
    expect(kbsOf(looped.install)).toEqual(['KB5072753']);
  });

  it('keep Windows Server 2022 from becoming Windows Server 2025 by a KB number', () => {
    const on = facts({ build: 20348, ubr: 2700, editionId: 'ServerStandard' });
    const grade = gradeHotpatch(hotpatchReading([], notEnrolled), on);
    expect(grade.verdict).toBe('notApplicable');
    expect(ask([update('KB5044284')], { facts: on, grade }).install).toEqual([]);
    expect(kbsOf(ask([update('KB5044284')], { grade: free }).install)).toEqual(['KB5044284']);
  });
});
