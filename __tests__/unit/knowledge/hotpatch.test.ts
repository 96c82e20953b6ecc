import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gradeHotpatch, isEnrolled } from '../../../src/knowledge/hotpatch.ts';
import { keepsTrain, lineageRows } from '../../../src/knowledge/lineage.ts';
import type { HotpatchReading } from '../../../src/model/reading.ts';
import { facts, hotpatchReading, notEnrolled } from '../../support/windows-state.ts';

const onBaseline = ['KB5066835'];
const grade = (kbs: readonly string[], more: Partial<HotpatchReading> = {}, on = facts()) =>
  gradeHotpatch(hotpatchReading(kbs, more), on);

describe('products', () => {
  it.each([
    ['Windows Server 2019', { build: 17763, editionId: 'ServerStandard' }],
    ['Windows Server 2022 Standard', { build: 20348, editionId: 'ServerStandard' }],
    ['a build before any Hotpatch', { build: 25398, editionId: 'ServerAzureStackHCICor' }],
  ])('has no Hotpatch on %s', (_, on) => {
    expect(grade([], {}, facts(on)).verdict).toBe('notApplicable');
  });

  it('has Hotpatch on Windows Server 2022 Datacenter: Azure Edition, with its own lineage', () => {
    const azure = { build: 20348, ubr: 4294, editionId: 'ServerTurbineCor' };
    expect(grade(['KB5066782'], { arcSubscription: null }, facts(azure)).verdict).toBe('enrolledReady');
    expect(grade(['KB5070884'], { arcSubscription: null }, facts({ ...azure, ubr: 4297 })).verdict).toBe('offTrain');
  });

  it('does not take Windows 11 of the same build for a server', () => {
    const client = facts({ installationType: 'Client', editionId: 'Enterprise' });
    expect(grade(onBaseline, {}, client).verdict).toBe('unknown');
  });
});

describe('enrolment', () => {
  it('is either trace: the package or the licence from Azure Arc', () => {
    expect(grade(onBaseline, { enrollmentPackage: false }).verdict).toBe('enrolledReady');
    expect(grade(onBaseline, { arcSubscription: null }).verdict).toBe('enrolledReady');
    expect(grade(onBaseline, notEnrolled).verdict).toBe('notEnrolled');
  });

  it('is unknown, not absent, where its traces could not be read', () => {
    expect(grade(onBaseline, { ...notEnrolled, enrollmentPackage: null }).verdict).toBe('unknown');
    const refused = { ...notEnrolled, unreadable: ['Arc licence: access is denied (0x80070005)'] };
    expect(grade(onBaseline, refused).verdict).toBe('unknown');
  });

  it('is not doubted for evidence that only enrolled machines need', () => {
    const refused = { ...notEnrolled, unreadable: ['licence trouble: access is denied (0x80070005)'] };
    expect(grade(onBaseline, refused).verdict).toBe('notEnrolled');
  });

  it('is unknown on a machine that runs a hotpatch and shows no trace', () => {
    expect(grade(['KB5066835', 'KB5068966'], notEnrolled, facts({ ubr: 7092 })).verdict).toBe('unknown');
  });

  it.each([
    ['enrolledReady', true],
    ['notEnrolled', false],
    ['unknown', undefined],
  ] as const)('counts %s as enrolled: %s', (verdict, enrolled) => {
    expect(isEnrolled({ verdict, reason: '', evidence: [] })).toBe(enrolled);
  });
});

describe('the train', () => {
  it('tells two updates of the same build apart by their KB', () => {
    const collided = facts({ ubr: 6905 });
    expect(grade(['KB5066835', 'KB5070893'], {}, collided).verdict).toBe('enrolledReady');
    expect(grade(['KB5066835', 'KB5070881'], {}, collided)).toMatchObject({
      verdict: 'offTrain',
      until: '2026-01',
      reason:
        'KB5070881 left the Hotpatch train: cumulative updates with a restart until the baseline of 2026-01 (KB5073379)',
    });
  });

  it('keeps the loss when the substitute is laid over it: nothing repairs it before the next baseline', () => {
    expect(grade(['KB5066835', 'KB5070881', 'KB5070893'], {}, facts({ ubr: 6905 })).verdict).toBe('offTrain');
  });

  it('demands exactly the baseline or its hotpatch in the fourth quarter of 2025', () => {
    const ready = lineageRows.filter(row => {
      if (row.product !== 'windows-server-2025' || row.month !== '2025-10' || row.ubr === null) return false;
      const kbs = row.kind === 'baseline' ? [row.kb ?? ''] : ['KB5066835', row.kb ?? ''];
      return grade(kbs, {}, facts({ ubr: row.ubr })).verdict === 'enrolledReady';
    });
    expect(ready.map(({ kb }) => kb)).toEqual(['KB5066835', 'KB5070893']);
  });

  it('never calls a hotpatch unpatched because its build is lower than the month’s cumulative update', () => {
    expect(grade(['KB5066835', 'KB5068966'], {}, facts({ ubr: 7092 })).verdict).toBe('enrolledReady');
    expect(grade(['KB5066835', 'KB5068861'], {}, facts({ ubr: 7171 })).verdict).toBe('offTrain');
  });

  it('forgives at the next baseline what happened before it', () => {
    const kbs = { quickFix: ['KB5073379'], history: ['KB5066835', 'KB5070881', 'KB5072033', 'KB5073379'] };
    const january = facts({ ubr: 32230, clock: '2026-01-20T20:00:00Z' });
    expect(grade([], { installedKbs: kbs }, january).verdict).toBe('enrolledReady');
  });

  it('knows no unlisted build', () => {
    expect(grade(['KB5999999'], {}, facts({ ubr: 33999 }))).toMatchObject({
      verdict: 'unknown',
      reason: 'no row of the lineage is 26100.33999 with a KB that is installed here',
      remedy:
        'add the row of this build to the file that the policy names under lineage, with month and kind as Microsoft’s page says, perhaps - { product: windows-server-2025, month: 2025-10, kind: …, kb: KB5999999, ubr: 33999 }',
    });
    expect(grade(['KB5066835'], {}, facts({ ubr: 33999 }))).not.toHaveProperty('remedy');
  });

  it('does not take the build for the KB', () => {
    expect(grade(['KB5066835'], {}, facts({ ubr: 6905 })).verdict).toBe('unknown');
  });

  it('grades every listed row by its kind', () => {
    const listed = lineageRows.filter(
      row => row.kb !== null && row.ubr !== null && row.product !== 'windows-server-2019',
    );
    for (const row of listed.filter(({ month }) => month >= '2025-01')) {
      const build = row.product === 'windows-server-2025' ? 26100 : 20348;
      const on = facts({ build, ubr: row.ubr ?? 0, editionId: 'ServerTurbine', clock: `${row.month}-28T00:00:00Z` });
      expect([row.kb, grade([row.kb ?? ''], {}, on).verdict]).toEqual([
        row.kb,
        keepsTrain(row) ? 'enrolledReady' : 'offTrain',
      ]);
    }
  });
});

describe('what blocks an enrolled machine', () => {
  it.each([
    ['virtualization-based security is not running (status 1)', { vbsStatus: 1 }],
    ['Secure Boot is off', { secureBoot: false }],
    ['the kernel reserves no Hotpatch table (HotPatchTableSize is 0)', { hotPatchTableSize: 0 }],
  ])('says %s', (reason, more) => {
    expect(grade(onBaseline, more)).toMatchObject({ verdict: 'enrolledBlocked', reason });
  });

  it('is a baseline older than three months', () => {
    const at = (clock: string) => grade(onBaseline, {}, facts({ clock })).verdict;
    expect(at('2026-01-31T23:00:00Z')).toBe('enrolledReady');
    expect(at('2026-02-01T00:00:00Z')).toBe('enrolledBlocked');
  });
});

describe('a lapsed licence', () => {
  const lapsed = { arcSubscription: 0 };
  const stuck = { licenceTrouble: ['licenceCommandStuck'] };

  it.each([
    ['the Azure Arc licence for Hotpatch is not active (0)', lapsed],
    ['licence trouble: licenceCommandStuck', stuck],
  ])('is told apart from a wrong update, and against the day of the next hotpatch: %s', (reason, more) => {
    expect(grade(onBaseline, more)).toMatchObject({
      verdict: 'enrolledBlocked',
      blockedBy: 'licence',
      reason: `${reason}; it costs the hotpatch of 2025-11-11 unless it is mended before`,
      remedy: expect.stringMatching(/^no update is wrong, and taking one back cures nothing/),
    });
    expect(grade(['KB5070881'], more, facts({ ubr: 6905 }))).not.toHaveProperty('blockedBy');
  });

  it('has no day where no row says when the next hotpatch comes', () => {
    const baseline = lineageRows.filter(({ kb }) => kb === 'KB5066835');
    const { reason } = gradeHotpatch(hotpatchReading(onBaseline, stuck), facts(), baseline);
    expect(reason).toBe('licence trouble: licenceCommandStuck');
  });

  it('is said of a machine whose only trace was the licence', () => {
    expect(grade(onBaseline, { ...notEnrolled, ...lapsed })).toMatchObject({
      verdict: 'notEnrolled',
      blockedBy: 'licence',
      reason: 'the Azure Arc licence for Hotpatch is not active (0), and there is no other trace of an enrolment',
    });
  });

  it('blocks a machine that runs a hotpatch: it was enrolled, whatever else is gone', () => {
    const on = facts({ ubr: 7092, clock: '2025-11-20T20:00:00Z' });
    expect(
      grade(['KB5066835', 'KB5068966'], { ...notEnrolled, ...lapsed, vbsStatus: 2, hotPatchTableSize: null }, on),
    ).toMatchObject({
      verdict: 'enrolledBlocked',
      blockedBy: 'licence',
    });
  });

  it('means nothing on the Azure Edition, which needs none', () => {
    const azure = facts({ editionId: 'ServerTurbine' });
    expect(grade(onBaseline, { ...lapsed, ...stuck }, azure).verdict).toBe('enrolledReady');
  });
});

describe('doubt', () => {
  it.each([
    ['the list of installed updates', { installedKbs: { quickFix: null, history: onBaseline } }],
    ['VBS', { vbsStatus: null }],
    ['Secure Boot', { secureBoot: null }],
    ['anything else', { unreadable: ['hotpatch table: access is denied (0x80070005)'] }],
  ])('is unknown when %s cannot be read', (_, more) => {
    expect(grade(onBaseline, more).verdict).toBe('unknown');
  });

  it('lets the list of installed updates decide where Windows refuses the history to network logons', () => {
    const more = {
      installedKbs: { quickFix: onBaseline, history: null },
      unreadable: ['update history: access is denied (0x80070005)'],
    };
    expect(grade(onBaseline, more).verdict).toBe('enrolledReady');
    const lost = { ...more, installedKbs: { quickFix: ['KB5070881'], history: null } };
    expect(grade([], lost, facts({ ubr: 6905 })).verdict).toBe('offTrain');
  });

  it('is unknown when the two sources contradict each other about an update that leaves the train', () => {
    const kbs = { quickFix: onBaseline, history: ['KB5066835', 'KB5070881'] };
    expect(grade([], { installedKbs: kbs })).toMatchObject({
      verdict: 'unknown',
      reason:
        'the update history lists KB5070881 and the installed updates do not: it waits for a restart, or was removed',
    });
  });

  it('does not hide a loss: what is certain goes before what is unreadable', () => {
    expect(grade(['KB5070881'], { vbsStatus: null }, facts({ ubr: 6905 })).verdict).toBe('offTrain');
  });

  it('never grades a machine ready whose evidence has a hole (property)', () => {
    const kb = fc.constantFrom('KB5066835', 'KB5070881', 'KB5070893', 'KB5068966', 'KB5068861', 'KB5999999');
    const source = fc.option(fc.uniqueArray(kb, { maxLength: 4 }), { nil: null });
    const reading = fc.record({
      enrollmentPackage: fc.constantFrom(true, false, null),
      hotPatchTableSize: fc.constantFrom(4096, 0, null),
      vbsStatus: fc.constantFrom(0, 1, 2, null),
      secureBoot: fc.constantFrom(true, false, null),
      arcSubscription: fc.constantFrom(0, 1, null),
      licenceTrouble: fc.constantFrom<string[]>([], ['licenceCommandStuck']),
      licenceMitigation: fc.constantFrom(1, 0, null),
      installedKbs: fc.record({ quickFix: source, history: source }),
      unreadable: fc.constantFrom<string[]>([], ['device guard: no instance'], ['update history: refused']),
    });
    fc.assert(
      fc.property(reading, fc.constantFrom(6899, 6905, 7092, 7171, 9999), (read, ubr) => {
        const { verdict, row } = gradeHotpatch(read, facts({ ubr }));
        if (verdict !== 'enrolledReady') return;
        expect(read.vbsStatus).toBe(2);
        expect(read.secureBoot).toBe(true);
        expect(read.hotPatchTableSize).not.toBe(0);
        expect(read.enrollmentPackage === true || read.arcSubscription === 1).toBe(true);
        expect(read.unreadable.filter(one => !one.startsWith('update history'))).toEqual([]);
        expect(read.installedKbs.quickFix).not.toBeNull();
        expect(read.installedKbs.quickFix).not.toContain('KB5070881');
        expect(row === undefined || (keepsTrain(row) && row.ubr === ubr)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });
});
