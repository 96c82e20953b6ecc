import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../src/gates/gate.ts';
import { evidence, judge, read, snapshot, unread, updatedAt } from '../../support/gate-evidence.ts';
import { boot, facts, health } from '../../support/windows-state.ts';

const gibibyte = 2 ** 30;
const checked = (readings: Parameters<typeof snapshot>[0], more: Partial<Evidence> = {}) =>
  evidence('before', { before: snapshot(readings), ...more });

describe('reachable', () => {
  it('fails a machine that does not answer, with the reason and its code', () => {
    expect(judge('reachable', checked({ facts: unread }))).toMatchObject({
      verdict: 'fail',
      reason: 'the machine does not answer: no answer within 60s (WINRM_DEADLINE_EXCEEDED)',
    });
  });

  it.each([
    ['the account is no administrator on the machine', { isAdministrator: false }],
    ['the session on the machine is a 32-bit process', { is64BitProcess: false }],
  ])('fails when %s', (reason, more) => {
    expect(judge('reachable', checked({ facts: read(facts(more)) }))).toMatchObject({ verdict: 'fail', reason });
  });
});

describe('soleUpdater', () => {
  const others = { facts: read(facts({ otherUpdaters: ['automatic updates', 'ConfigMgr'] })) };

  it('names the others', () => {
    expect(judge('soleUpdater', checked(others))).toMatchObject({
      verdict: 'fail',
      reason: expect.stringMatching(
        /^automatic updates and ConfigMgr also update this machine; set the policy .*reg add HKLM.*AUOptions.*; take the machine out of .*Remove-CMDevice/,
      ),
    });
  });

  it('allows those that the policy allows, whatever their case', () => {
    expect(judge('soleUpdater', checked(others), { settings: { allow: ['configmgr'] } }).reason).toMatch(
      /^automatic updates also update this machine; set the policy [^;]+; there: [^;]+$/,
    );
    expect(
      judge('soleUpdater', checked(others), { settings: { allow: ['ConfigMgr', 'Automatic Updates'] } }).verdict,
    ).toBe('pass');
  });
});

describe('soleUpdater and the deadlines of a WSUS server', () => {
  const offeredIn = (hours: number, more = {}) => ({
    offered: [
      {
        kbs: ['KB5070893'],
        title: 't',
        deadline: new Date(updatedAt + 3_600_000 * (1 + hours)).toISOString(),
        ...more,
      },
      { kbs: ['KB5000001'], title: 'without', deadline: null },
      { kbs: ['KB5000002'], title: 'of old' },
    ],
  });
  const judged = (more: object, settings = {}) => judge('soleUpdater', checked({}, more), { settings });

  it('names an update that Windows installs by itself within a day', () => {
    expect(judged(offeredIn(5))).toMatchObject({
      verdict: 'fail',
      reason: expect.stringMatching(
        /^WSUS deadline also update this machine \(KB5070893 in 5h, at .*\); approve the update/,
      ),
    });
    expect(judged(offeredIn(-100)).reason).toContain('KB5070893 since 2025-10-');
  });

  it('leaves one alone that is further away, as the policy says, or allowed', () => {
    expect(judged(offeredIn(25)).verdict).toBe('pass');
    expect(judged(offeredIn(25), { deadlines: '2d' }).verdict).toBe('fail');
    expect(judged(offeredIn(5), { allow: ['wsus deadline'] }).verdict).toBe('pass');
    expect(judged(offeredIn(5, { deadline: null })).verdict).toBe('pass');
  });
});

describe('noPendingRestart', () => {
  it('names the signals', () => {
    expect(
      judge(
        'noPendingRestart',
        checked({ boot: read(boot({ pendingRestart: ['componentServicing', 'windowsUpdate'] })) }),
      ),
    ).toMatchObject({
      verdict: 'fail',
      reason: 'a restart is pending (componentServicing, windowsUpdate)',
    });
  });

  it('takes a file rename alone for information', () => {
    expect(judge('noPendingRestart', checked({ boot: read(boot({ pendingRestart: ['fileRename'] })) })).verdict).toBe(
      'pass',
    );
  });

  it('is not clear while Windows is servicing itself', () => {
    expect(judge('noPendingRestart', checked({ boot: read(boot({ isServicing: true })) })).verdict).toBe(
      'inconclusive',
    );
  });
});

describe('diskFree', () => {
  const free = (bytes: number) =>
    checked({ health: read(health({ systemDrive: { free: bytes, size: 120 * gibibyte } })) });

  it('compares with 10 GiB, to the byte', () => {
    expect(judge('diskFree', free(10 * gibibyte)).verdict).toBe('pass');
    expect(judge('diskFree', free(10 * gibibyte - 1))).toMatchObject({
      verdict: 'fail',
      reason: '9.9 GiB free of 120 GiB (at least 10)',
    });
  });

  it('compares with what the policy asks for', () => {
    expect(judge('diskFree', free(20 * gibibyte), { settings: { atLeast: 25 } }).verdict).toBe('fail');
  });

  it('believes no drive without a size', () => {
    expect(judge('diskFree', checked({ health: read(health({ systemDrive: { free: 0, size: 0 } })) })).verdict).toBe(
      'error',
    );
  });
});

describe('notHeld', () => {
  const held = {
    updateId: 'a',
    revision: 1,
    kbs: ['KB5070881'],
    title: 't',
    reason: 'KB5070881 is held: x',
    remedy: 'do y',
  };

  it('holds the machine with the remedy where it must not go on without the update', () => {
    expect(judge('notHeld', evidence('before', { held: [{ ...held, blocks: true }] }))).toMatchObject({
      verdict: 'fail',
      reason: 'KB5070881 is held: x; do y',
      measured: { held: 'KB5070881', chosen: 'KB5070893' },
    });
  });

  it('lets the machine go on without an update that is only left out', () => {
    expect(judge('notHeld', evidence('before', { held: [{ ...held, blocks: false }] })).verdict).toBe('pass');
  });
});

describe('backup', () => {
  const saved = (lastBackup: string | null) => checked({ health: read(health({ lastBackup })) });

  it('asks for a backup of the last day, or of as long as the policy says', () => {
    expect(judge('backup', saved('2025-10-24T20:00:00Z')).verdict).toBe('pass');
    expect(judge('backup', saved('2025-10-24T19:59:00Z'))).toMatchObject({
      verdict: 'fail',
      reason: 'the last successful backup ended 1d ago (at most 1d)',
    });
    expect(judge('backup', saved('2025-10-24T19:59:00Z'), { settings: { maxAge: '2d' } }).verdict).toBe('pass');
  });

  it('fails a machine that knows of no backup', () => {
    expect(judge('backup', saved(null)).verdict).toBe('fail');
  });
});
