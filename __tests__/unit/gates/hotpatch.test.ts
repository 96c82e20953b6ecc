import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../src/gates/gate.ts';
import { holdsFor, holdsInForce } from '../../../src/knowledge/holds.ts';
import { gradeHotpatch } from '../../../src/knowledge/hotpatch.ts';
import { lineageRows } from '../../../src/knowledge/lineage.ts';
import type { HotpatchReading } from '../../../src/model/reading.ts';
import { evidence, judge, kb5070893, read, snapshot, unread, updatedAt } from '../../support/gate-evidence.ts';
import { boot, facts, hotpatchReading, notEnrolled } from '../../support/windows-state.ts';

const minute = 60_000;
const kb5070881 = { ...kb5070893, updateId: '00000000-0000-4000-8000-000005070881', kbs: ['KB5070881'] };
const state = (ubr: number, kbs: readonly string[], more: Partial<HotpatchReading> = {}) =>
  snapshot({
    facts: read(facts({ ubr })),
    hotpatch: read(hotpatchReading(kbs, more)),
    boot: read(boot({ bootId: `boot-${ubr}` })),
  });
const onBaseline = state(6899, ['KB5066835']);
const updated = (seen: Evidence['after'], more: Partial<Evidence> = {}) =>
  evidence('after', { before: onBaseline, after: seen, ...more });

describe('the seed incident', () => {
  it('is prevented before the install: KB5070881 is held, KB5070893 takes its place', () => {
    const grade = gradeHotpatch(hotpatchReading(['KB5066835']), facts());
    const question = { facts: facts(), grade, installed: ['KB5066835'], mode: 'protect', now: updatedAt } as const;
    const holds = holdsInForce([], 'protect', updatedAt);
    const both = holdsFor({ ...question, holds, updates: [kb5070881, kb5070893] });
    expect(both.install).toEqual([kb5070893]);
    expect(judge('notHeld', evidence('before', { updates: both.install, held: both.held }))).toMatchObject({
      verdict: 'pass',
      reason:
        'KB5070881 is held: it takes enrolled machines off the Hotpatch train until the next baseline; KB5070893 takes its place',
    });
    const alone = holdsFor({ ...question, holds, updates: [kb5070881] });
    expect(alone.install).toEqual([]);
    expect(judge('notHeld', evidence('before', { updates: alone.install, held: alone.held })).verdict).toBe('fail');
  });

  it('fails the gate at first sight after KB5070881, though the machine is healthy and its build is the one of KB5070893', () => {
    const lost = updated(state(6905, ['KB5066835', 'KB5070881']), { updates: [kb5070881] });
    expect(judge('hotpatch', lost, { after: 0 })).toMatchObject({
      verdict: 'fail',
      reason:
        'enrolledReady before, offTrain after: KB5070881 left the Hotpatch train: cumulative updates with a restart until the baseline of 2026-01 (KB5073379)',
      measured: { before: 'enrolledReady', after: 'offTrain' },
    });
    expect(judge('buildIsTarget', lost).verdict).toBe('pass');
  });

  it('passes after KB5070893: the same build, another KB', () => {
    const kept = updated(state(6905, ['KB5066835', 'KB5070893']));
    expect(judge('hotpatch', kept)).toMatchObject({
      verdict: 'pass',
      measured: { before: 'enrolledReady', after: 'enrolledReady' },
    });
  });
});

describe('before', () => {
  const checked = (seen: Evidence['before']) => evidence('before', { before: seen });

  it.each([
    ['on the train', onBaseline],
    ['not enrolled', state(6899, ['KB5066835'], notEnrolled)],
    ['off the train already: nothing to lose', state(6905, ['KB5070881'])],
    ['enrolled and blocked: the holds keep what is left', state(6899, ['KB5066835'], { vbsStatus: 1 })],
    ['of a Windows without Hotpatch', snapshot({ facts: read(facts({ build: 17763 })) })],
  ])('passes a machine %s', (_, seen) => {
    expect(judge('hotpatch', checked(seen)).verdict).toBe('pass');
  });

  it('is an error, never a pass, when the state is unknown', () => {
    expect(judge('hotpatch', checked(state(6899, ['KB5066835'], { vbsStatus: null })))).toMatchObject({
      verdict: 'error',
      reason: 'the Hotpatch state is unknown: VBS or Secure Boot could not be read',
    });
  });

  it('passes only machines that are enrolled and ready where the policy requires it', () => {
    const required = { settings: { requireEnrolled: true } };
    expect(judge('hotpatch', checked(onBaseline), required).verdict).toBe('pass');
    expect(judge('hotpatch', checked(state(6899, ['KB5066835'], { vbsStatus: 1 })), required)).toMatchObject({
      verdict: 'fail',
      reason:
        'only machines that are enrolled and ready are wanted; enrolledBlocked: virtualization-based security is not running (status 1)',
    });
    expect(judge('hotpatch', checked(state(6899, ['KB5066835'], notEnrolled)), required).verdict).toBe('fail');
  });
});

describe('after', () => {
  it('gives an enrolment ten minutes to show again, then it is lost', () => {
    const blocked = updated(state(6905, ['KB5066835', 'KB5070893'], { vbsStatus: 1 }));
    expect(judge('hotpatch', blocked, { after: 2 * minute }).verdict).toBe('inconclusive');
    expect(judge('hotpatch', blocked, { after: 10 * minute })).toMatchObject({
      verdict: 'fail',
      measured: { after: 'enrolledBlocked' },
    });
    const gone = updated(state(6905, ['KB5066835', 'KB5070893'], notEnrolled));
    expect(judge('hotpatch', gone, { after: 2 * minute }).verdict).toBe('inconclusive');
  });

  it('tells a licence that lapsed from a wrong update: other evidence, other cure', () => {
    const lapsed = updated(state(6905, ['KB5066835', 'KB5070893'], { enrollmentPackage: false, arcSubscription: 0 }));
    expect(judge('hotpatch', lapsed)).toMatchObject({
      verdict: 'fail',
      reason: expect.stringMatching(
        /^enrolledReady before, enrolledBlocked after: the Azure Arc licence .* no update is wrong/,
      ),
      measured: { before: 'enrolledReady', after: 'enrolledBlocked', blockedBy: 'licence' },
    });
    const wrong = judge('hotpatch', updated(state(6905, ['KB5066835', 'KB5070881'])));
    expect(wrong.measured).not.toHaveProperty('blockedBy');
    expect(wrong.reason).not.toContain('licence');
  });

  it('judges by the rows of the plan, not by those that ship', () => {
    const lineage = lineageRows.filter(({ kb }) => kb !== 'KB5070881');
    const lost = updated(state(6905, ['KB5066835', 'KB5070881']), { lineage });
    expect(judge('hotpatch', lost).verdict).toBe('error');
  });

  it('compares with the state before, not with an ideal: who was blocked before has lost nothing', () => {
    const trouble = { licenceTrouble: ['licenceCommandStuck'] };
    const seen = updated(state(6905, ['KB5066835', 'KB5070893'], trouble), {
      before: state(6899, ['KB5066835'], trouble),
    });
    expect(judge('hotpatch', seen).verdict).toBe('pass');
  });

  it('passes a machine that was off the train and still is', () => {
    const seen = updated(state(7171, ['KB5068861']), { before: state(6905, ['KB5070881']), updates: [] });
    expect(judge('hotpatch', seen).verdict).toBe('pass');
  });

  it('passes a machine that a baseline brought back to the train', () => {
    const january = snapshot({
      facts: read(facts({ ubr: 32230, clock: '2026-01-20T20:00:00Z' })),
      hotpatch: read(
        hotpatchReading([], { installedKbs: { quickFix: ['KB5073379'], history: ['KB5070881', 'KB5073379'] } }),
      ),
    });
    expect(judge('hotpatch', updated(january, { before: state(6905, ['KB5070881']) })).verdict).toBe('pass');
  });

  it.each([
    ['the state after', { after: snapshot({ hotpatch: unread }) }],
    ['the state before', { before: snapshot({ hotpatch: unread }) }],
    ['the build after', { after: snapshot({ facts: unread }) }],
  ])('is an error when %s cannot be read', (_, more) => {
    expect(judge('hotpatch', evidence('after', more)).verdict).toBe('error');
  });

  it('is an error when nobody knows what there was to lose', () => {
    const doubtful = state(6899, ['KB5066835'], { vbsStatus: null });
    expect(judge('hotpatch', updated(state(6905, ['KB5066835', 'KB5070893']), { before: doubtful }))).toMatchObject({
      verdict: 'error',
      measured: { before: 'unknown', after: 'enrolledReady' },
    });
  });

  it('follows this month’s hotpatch that no row lists yet, and says that it is provisional', () => {
    const november = { clock: '2026-11-12T20:00:00Z' };
    const update = {
      ...kb5070893,
      kbs: ['KB5199999'],
      title: '2026-11 Hotpatch (KB5199999) (26100.33500)',
      restart: 'never',
    } as const;
    const on = (ubr: number, kbs: readonly string[]) =>
      snapshot({ facts: read(facts({ ubr, ...november })), hotpatch: read(hotpatchReading(kbs)) });
    const seen = updated(on(33500, ['KB5122871', 'KB5199999']), {
      before: on(33438, ['KB5122871']),
      updates: [update],
    });
    expect(judge('hotpatch', seen)).toMatchObject({ verdict: 'pass', measured: { provisional: 'KB5199999' } });
    const unasked = updated(on(33500, ['KB5122871', 'KB5199999']), { before: on(33438, ['KB5122871']), updates: [] });
    expect(judge('hotpatch', unasked).verdict).not.toBe('pass');
  });
});
