// What stands in the way of a restart, judged before anything is started.
import { describe, expect, it } from 'vitest';
import { gateNamed } from '../../../src/gates/registry.ts';
import type { RestartReadiness } from '../../../src/model/reading.ts';
import { evidence, judge, kb5070893, read, snapshot } from '../../support/gate-evidence.ts';
import { restartReadiness } from '../../support/windows-state.ts';

const met = (more: Partial<RestartReadiness>) =>
  evidence('before', { before: snapshot({ restart: read(restartReadiness(more)) }) });

describe.each([
  ['bitLocker', 'hard', { bootProtectors: ['tpmAndPin'] }, /wait at the console: BitLocker \(tpmAndPin\)/],
  ['bitLocker', 'hard', { bootProtectors: ['startupKey'] }, /startupKey/],
  ['bitLocker', 'hard', { bootProtectors: ['tpmAndPinAndStartupKey'] }, /tpmAndPinAndStartupKey/],
  ['runningBackup', 'hard', { backups: ['VSS', 'wbengine'] }, /Windows Server Backup/],
  ['loggedOn', 'observe', { loggedOn: ['CORP\\alice'] }, /alice would lose a session/],
  ['noShutdownPending', 'hard', { shutdownAskedAt: '2025-10-25T19:00:00Z' }, /has not come/],
] satisfies [string, string, Partial<RestartReadiness>, RegExp][])('%s', (name, severity, more, reason) => {
  it(`fails on ${JSON.stringify(more)}, as ${severity}`, () => {
    const found = judge(name, met(more));
    expect(found.verdict).toBe('fail');
    expect(found.reason).toMatch(reason);
    expect(gateNamed(name)).toMatchObject({ severity, byDefault: ['before'], stages: ['before'] });
  });

  it('passes where nothing stands in the way', () => {
    expect(judge(name, met({})).verdict).toBe('pass');
  });

  it('asks what it has to ask of an update that never restarts', () => {
    const updates = [{ ...kb5070893, restart: 'never' as const }];
    // A shutdown that is to come would cut that off, too.
    const verdict = name === 'noShutdownPending' ? 'fail' : 'pass';
    expect(judge(name, { ...met(more), updates })).toMatchObject({
      verdict,
      reason: verdict === 'pass' ? 'no restart is expected' : expect.stringMatching(reason),
    });
    const mixed = [...updates, { ...kb5070893, restart: 'can' as const }];
    expect(judge(name, { ...met(more), updates: mixed }).verdict).toBe('fail');
    expect(judge(name, { ...met(more), updates: [] }).verdict).toBe('fail');
  });
});

describe('a shutdown that is still to come', () => {
  it('is judged at once before an update, and with patience after it', () => {
    const byDefault = (name: string) => gateNamed(name)?.byDefault;
    expect([byDefault('noShutdownPending'), byDefault('noHangingShutdown')]).toEqual([['before'], ['after']]);
  });
});

describe('what could not be read', () => {
  it.each([
    ['bitLocker', { bootProtectors: null, unreadable: ['BitLocker: FVE_E_LOCKED'] }],
    ['runningBackup', { backups: null, unreadable: ['running backups: denied'] }],
    ['loggedOn', { loggedOn: null, unreadable: ['logged-on users: denied'] }],
    ['noShutdownPending', { unreadable: ['pending shutdown: denied'] }],
  ] as const)('is an error of %s, with the reason', (name, more) => {
    const found = judge(name, met({ ...more, unreadable: [...more.unreadable] }));
    expect(found).toMatchObject({ verdict: 'error', reason: `could not be read: ${more.unreadable[0]}` });
  });
});

describe('what is no obstacle', () => {
  it.each([[['tpm', 'startupKey']], [['tpmAndPin', 'networkUnlock']], [[]]])(
    '%j unlock the system drive without anybody',
    protectors => {
      expect(judge('bitLocker', met({ bootProtectors: protectors })).verdict).toBe('pass');
    },
  );

  it('a shadow copy is looked at again before it counts', () => {
    expect(judge('runningBackup', met({ backups: ['VSS'] })).verdict).toBe('inconclusive');
  });
});
