// The owner's scripts that look at a machine, over a session that does what a test says: they are called last and each by itself.
import { describe, expect, it } from 'vitest';
import { WindowsFleet } from '../../../src/windows/fleet.ts';
import type { PsValue } from '../../../src/winrm/index.ts';
import { scriptedSession, winrmError } from '../../support/scripted-session.ts';

const boot = { bootId: 'b1', bootedAt: '2026-11-10T21:04:05Z', isServicing: false, pendingRestart: [] };
const reading = { ended: 'done', exitCode: 0, last: null, note: '', took: 3 };
const scripts = ['a', 'b'].map(key => ({ key, sha256: '0'.repeat(64), text: 'exit 0', timeout: 2500 }));

function stage(reply: PsValue | Error) {
  const { connect, log } = scriptedSession({ calls: { 'Get-PatchringBoot': boot, 'Invoke-PatchringProbe': reply } });
  const options = { endpoint: { host: 'srv01' }, credentials: { username: 'u', password: () => 'p' } };
  const fleet = new WindowsFleet({ name: 'r1', connect, connectionOf: () => ({ credential: 'default', options }) });
  return { log, machine: fleet.machine({ name: 'srv01', labels: {} }) };
}

describe('the owner’s scripts', () => {
  it('are called after all else, one by one, with their time in seconds', async () => {
    const { machine, log } = stage(reading);
    expect(await machine.probe(['scripts', 'boot'], { scripts })).toEqual({
      boot: { ok: true, value: boot },
      scripts: { ok: true, value: { a: reading, b: reading } },
    });
    expect(log.filter(line => line.startsWith('call'))).toEqual([
      'call Get-PatchringBoot {}',
      expect.stringMatching(/^call Invoke-PatchringProbe .*"Seconds":3/),
      expect.stringMatching(/^call Invoke-PatchringProbe/),
    ]);
  });

  it.each([
    [winrmError('WINRM_SHELL_GONE'), 'WINRM_SHELL_GONE'],
    [{ ...reading, ended: 'well' }, 'WINDOWS_RESULT_INVALID'],
  ])('hide no other reading, whatever they do to the session: %s', async (reply, code) => {
    const readings = await stage(reply).machine.probe(['scripts', 'boot'], { scripts });
    expect(readings).toMatchObject({ boot: { ok: true }, scripts: { ok: false, failure: { code } } });
  });
});
