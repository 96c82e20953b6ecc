import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../src/gates/gate.ts';
import type { InstallResult } from '../../../src/model/reading.ts';
import { evidence, judge, kb5070893, read, snapshot } from '../../support/gate-evidence.ts';
import { facts } from '../../support/windows-state.ts';

describe('buildIsTarget', () => {
  const updated = (ubr: number, more: Partial<Evidence> = {}) =>
    evidence('after', { after: snapshot({ facts: read(facts({ ubr })) }), ...more });

  it('takes the target from the title', () => {
    expect(judge('buildIsTarget', updated(6905))).toMatchObject({
      verdict: 'pass',
      measured: { target: '26100.6905', before: '26100.6899' },
    });
    expect(judge('buildIsTarget', updated(6899))).toMatchObject({
      verdict: 'fail',
      reason: 'the build is 26100.6899, and the update says 26100.6905 (26100.6899 before)',
    });
  });

  it('fails a machine that something else took further', () => {
    expect(judge('buildIsTarget', updated(7171)).verdict).toBe('fail');
  });

  it('takes the target from the lineage where the title names none', () => {
    const updates = [{ ...kb5070893, title: 'Sicherheitsupdate (KB5070893)' }];
    expect(judge('buildIsTarget', updated(6905, { updates })).verdict).toBe('pass');
    expect(judge('buildIsTarget', updated(6899, { updates })).verdict).toBe('fail');
  });

  it('takes the highest of several targets', () => {
    const baseline = { ...kb5070893, updateId: 'b', kbs: ['KB5066835'], title: 'x (26100.6899)' };
    expect(judge('buildIsTarget', updated(6905, { updates: [kb5070893, baseline] })).verdict).toBe('pass');
  });

  it('does not expect what was not installed', () => {
    const install: InstallResult = {
      updates: [{ updateId: kb5070893.updateId, revision: 200, kbs: ['KB5070893'], outcome: 'notOffered', hresult: 0 }],
      needsRestart: false,
      packagesBefore: [],
    };
    expect(judge('buildIsTarget', updated(6899, { install }))).toMatchObject({
      verdict: 'pass',
      reason: 'no update names a build; 26100.6899 before, 26100.6899 after',
    });
  });

  it('takes the target from the first machine with the same updates where nothing names it, and says that it is provisional', () => {
    const updates = [{ ...kb5070893, kbs: ['KB5199999'], title: 'Sicherheitsupdate (KB5199999)' }];
    const landing = { machine: 'web00', build: 26100, ubr: 6905, isSame: false };
    expect(judge('buildIsTarget', updated(6905, { updates, landing }))).toMatchObject({
      verdict: 'pass',
      reason: 'the build is 26100.6905, as on web00 (provisional)',
      measured: { target: '26100.6905', provisional: 'from web00' },
    });
    expect(judge('buildIsTarget', updated(6899, { updates, landing }))).toMatchObject({
      verdict: 'fail',
      reason: 'the build is 26100.6899, and the same updates took web00 to 26100.6905 (26100.6899 before)',
    });
  });

  it('expects no build where the same updates changed none on the first machine, or where the machine was past it', () => {
    const updates = [{ ...kb5070893, kbs: ['KB5199999'], title: 'Servicing Stack (KB5199999)' }];
    const same = { machine: 'web00', build: 26100, ubr: 6800, isSame: true };
    expect(judge('buildIsTarget', updated(6899, { updates, landing: same })).verdict).toBe('pass');
    expect(judge('buildIsTarget', updated(6899, { updates, landing: { ...same, isSame: false } })).verdict).toBe(
      'pass',
    );
  });

  it('believes the title before the first machine', () => {
    const landing = { machine: 'web00', build: 26100, ubr: 7000, isSame: false };
    expect(judge('buildIsTarget', updated(6905, { landing })).verdict).toBe('pass');
  });

  it('fails a build that went back, or became another Windows, whatever was expected', () => {
    const updates = [{ ...kb5070893, kbs: ['KB5128000'], title: '.NET Framework' }];
    expect(judge('buildIsTarget', updated(6584, { updates })).verdict).toBe('fail');
    const other = evidence('after', { updates, after: snapshot({ facts: read(facts({ build: 29000, ubr: 1 })) }) });
    expect(judge('buildIsTarget', other).verdict).toBe('fail');
  });
});
