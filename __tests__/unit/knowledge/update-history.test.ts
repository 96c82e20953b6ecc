import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gradeHotpatch } from '../../../src/knowledge/hotpatch.ts';
import { joined } from '../../../src/knowledge/update-history.ts';
import { type UpdateHistory, updateHistorySchema } from '../../../src/model/reading.ts';
import { facts, hotpatchReading } from '../../support/windows-state.ts';

type Word = NonNullable<UpdateHistory['words']>[number];
const word = (kb: string, operation: Word['operation'] = 'install', result: Word['result'] = 'succeeded'): Word => ({
  kb,
  operation,
  result,
});
const told = (...words: Word[]): UpdateHistory => ({ words, unreadable: null });
const refused: UpdateHistory = { words: null, unreadable: 'Access is denied. (0x80070005)' };

/** Windows Server 2025: the session may not read the history. */
const afar = (quickFix: readonly string[] | null) =>
  hotpatchReading([], {
    installedKbs: { quickFix: quickFix === null ? null : [...quickFix], history: null },
    unreadable: ['update history: Access is denied. (0x80070005)'],
  });
const grade = (quickFix: readonly string[] | null, history?: UpdateHistory, ubr = 6899) =>
  gradeHotpatch(afar(quickFix), facts({ ubr }), undefined, history);

describe('what a job read', () => {
  it('goes before what a session was told, and takes its refusal away', () => {
    const seen = joined(afar(['KB5066835']), told(word('KB5066835')));
    expect(seen.installedKbs).toEqual({ quickFix: ['KB5066835'], history: ['KB5066835'] });
    expect(seen.unreadable).toEqual([]);
    expect(seen).not.toHaveProperty('gap');
  });

  it('counts the last success of a KB: neither a later failure nor an older success changes it', () => {
    const seen = joined(
      afar([]),
      told(
        word('KB5000001', 'uninstall', 'failed'),
        word('KB5000001', 'install', 'succeededWithErrors'),
        word('KB5000002', 'uninstall'),
        word('KB5000002', 'install'),
        word('KB5000003', 'install', 'failed'),
        word('KB5000004', 'install', 'aborted'),
        word('KB5000005', 'install', 'inProgress'),
      ),
    );
    expect(seen.installedKbs.history).toEqual(['KB5000001']);
    expect(seen.removed).toEqual(['KB5000002']);
  });

  it('leaves what the session read where the job could not read it', () => {
    const seen = joined(hotpatchReading(['KB5066835']), refused);
    expect(seen.installedKbs.history).toEqual(['KB5066835']);
    expect(seen).not.toHaveProperty('gap');
  });

  it('drops no other doubt', () => {
    const doubtful = hotpatchReading([], { unreadable: ['device guard: no instance', 'update history: refused'] });
    expect(joined(doubtful, told()).unreadable).toEqual(['device guard: no instance']);
  });
});

describe('two sources for installed updates', () => {
  it('carry a verdict together, without a remark', () => {
    expect(grade(['KB5066835', 'KB5070893'], told(word('KB5070893'), word('KB5066835')), 6905)).toMatchObject({
      verdict: 'enrolledReady',
      reason: 'on the train with KB5070893 (26100.6905, oobHotpatch of 2025-10)',
    });
  });

  it.each([
    [
      'nobody could read the history',
      refused,
      'the list of installed updates alone says so: the update history could not be read (Access is denied. (0x80070005))',
    ],
    [
      'no job was asked',
      undefined,
      'the list of installed updates alone says so: the update history could not be read (Access is denied. (0x80070005))',
    ],
    [
      'the history does not know it',
      told(),
      'the update history does not know KB5066835, as after an installation by DISM',
    ],
  ])('have a gap that is told where %s', (_, history, gap) => {
    expect(grade(['KB5066835'], history)).toMatchObject({
      verdict: 'enrolledReady',
      reason: `on the train with KB5066835 (26100.6899, baseline of 2025-10); ${gap}`,
    });
  });

  it('tell two updates of one build apart where the list names neither', () => {
    expect(grade(['KB5066835'], told(word('KB5070893')), 6905)).toMatchObject({
      verdict: 'enrolledReady',
      reason: expect.stringContaining('; the update history alone names KB5070893'),
    });
    expect(grade(['KB5066835'], told(word('KB5070881')), 6905).verdict).toBe('unknown');
    expect(grade(['KB5066835'], told(), 6905).verdict).toBe('unknown');
  });

  it('are unknown where they contradict each other: an update that leaves the train, in the history alone', () => {
    expect(grade(['KB5066835', 'KB5070893'], told(word('KB5070881'), word('KB5070893')), 6905)).toMatchObject({
      verdict: 'unknown',
      reason:
        'the update history lists KB5070881 and the installed updates do not: it waits for a restart, or was removed',
    });
  });

  it('are unknown where they contradict each other: removed by the one, installed by the other', () => {
    expect(grade(['KB5066835', 'KB5070893'], told(word('KB5070893', 'uninstall')), 6905)).toMatchObject({
      verdict: 'unknown',
      reason:
        'the update history says that KB5070893 was removed and the installed updates list it: it waits for a restart, or was installed again by DISM',
    });
  });

  it('leave a machine on its baseline where a hotpatch was taken back: DISM leaves no word of that', () => {
    expect(grade(['KB5066835'], told(word('KB5070893'), word('KB5066835')))).toMatchObject({
      verdict: 'enrolledReady',
      reason: 'on the train with KB5066835 (26100.6899, baseline of 2025-10)',
    });
    expect(grade(['KB5066835'], told(word('KB5070893', 'uninstall'), word('KB5066835'))).verdict).toBe('enrolledReady');
  });

  it('do not call the train found again because what left it was removed', () => {
    const wayBack = expect.stringContaining('comes back with the next baseline, not by a removal');
    for (const words of [
      told(word('KB5070881'), word('KB5066835')),
      told(word('KB5070881', 'uninstall'), word('KB5066835')),
    ])
      expect(grade(['KB5066835'], words)).toMatchObject({ verdict: 'unknown', remedy: wayBack });
    const january = facts({ ubr: 32230, clock: '2026-01-20T20:00:00Z' });
    const back = told(word('KB5073379'), word('KB5070881', 'uninstall'));
    expect(gradeHotpatch(afar(['KB5073379']), january, undefined, back).verdict).toBe('enrolledReady');
  });

  it('do not stand in for an unread list of installed updates', () => {
    expect(grade(null, told(word('KB5066835'))).verdict).toBe('unknown');
  });

  it('never make a machine ready that the list alone calls lost (property)', () => {
    const kb = fc.constantFrom('KB5066835', 'KB5070881', 'KB5070893', 'KB5068966', 'KB5068861');
    const words = fc.array(
      fc.record({
        kb,
        operation: fc.constantFrom('install', 'uninstall'),
        result: fc.constantFrom('succeeded', 'failed'),
      }),
      { maxLength: 6 },
    );
    const list = fc.uniqueArray(kb, { maxLength: 4 });
    fc.assert(
      fc.property(list, words, fc.constantFrom(6899, 6905, 7092, 7171), (quickFix, said, ubr) => {
        const alone = grade(quickFix, undefined, ubr).verdict;
        const both = grade(quickFix, updateHistorySchema.parse({ words: said, unreadable: null }), ubr).verdict;
        if (alone === 'offTrain') expect(both).toBe('offTrain');
        const lastOf = said.find(one => one.kb === 'KB5070881' && one.result === 'succeeded');
        if (lastOf?.operation === 'install') expect(both).not.toBe('enrolledReady');
      }),
    );
  });
});
