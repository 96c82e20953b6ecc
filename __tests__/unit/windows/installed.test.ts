// A machine whose functions are installed (JEA): names and typed parameters travel there and no text ever does, and what is installed
// is asked for its version before it is asked for anything else.
import { describe, expect, it } from 'vitest';
import { WindowsFleet } from '../../../src/windows/fleet.ts';
import { scriptVersion } from '../../../src/windows/script.ts';
import { type Script, scriptedSession, winrmError } from '../../support/scripted-session.ts';

const boot = { bootId: 'b1', bootedAt: '2026-11-10T21:04:05Z', isServicing: false, pendingRestart: [] };
const unused = { endpoint: { host: 'srv01' }, credentials: { username: 'u', password: () => 'p' } };

function stage(script: Script) {
  const { connect, log } = scriptedSession({
    ...script,
    calls: {
      'Get-PatchringVersion': { version: scriptVersion },
      'Get-PatchringBoot': boot,
      'Start-PatchringJob': { state: 'queued' },
      ...script.calls,
    },
  });
  const connectionOf = () => ({ credential: 'default', options: unused, configurationName: 'patchring' });
  const machine = new WindowsFleet({ name: 'r1', connect, connectionOf }).machine({ name: 'srv01', labels: {} });
  return { machine, log };
}

describe('a machine whose functions are installed', () => {
  it('is sent no text, whatever it is asked for', async () => {
    const { machine, log } = stage({ calls: { 'Get-PatchringPackage': { packages: [] } } });
    expect(await machine.readBoot()).toEqual({ ok: true, value: boot });
    await machine.probe(['boot', 'packages']);
    await machine.startJob('k', { kind: 'scan', source: 'machine' });
    expect(log.filter(line => line.startsWith('define'))).toEqual([]);
    expect(log.slice(0, 4)).toEqual([
      'connect',
      'open r1',
      'call Get-PatchringVersion {}',
      'call Get-PatchringBoot {}',
    ]);
  });

  it('is asked for its version once a connection, not once a pool', async () => {
    const { machine, log } = stage({});
    const work = { kind: 'stage', source: 'machine', updates: [] } as const;
    await machine.startJob('k', work);
    await machine.startJob('k', work);
    expect(log.filter(line => line === 'open r1')).toHaveLength(2);
    expect(log.filter(line => line.startsWith('call Get-PatchringVersion'))).toHaveLength(1);
  });

  it.each([
    [
      'has none of them',
      winrmError('WINRM_PIPELINE_FAILED', { error: { message: 'x', errorId: 'CommandNotFoundException' } }),
      'WINDOWS_JEA_FUNCTIONS_MISSING',
    ],
    ['has those of another version', { version: scriptVersion + 1 }, 'WINDOWS_JEA_VERSION_MISMATCHED'],
    ['answers with something else', { version: 'new' }, 'WINDOWS_RESULT_INVALID'],
  ])('is asked for nothing when it %s', async (_, reply, code) => {
    const { machine, log } = stage({ calls: { 'Get-PatchringVersion': reply } });
    expect(await machine.restart('b1', 'x')).toMatchObject({
      ok: false,
      arrived: 'no',
      failure: { code, machine: 'srv01', phase: 'Restart-PatchringMachine' },
    });
    expect(log.filter(line => line.startsWith('call'))).toEqual(['call Get-PatchringVersion {}']);
  });

  it('is waited for by its function where the account may not read by CIM', async () => {
    const { machine, log } = stage({ cim: winrmError('WINRM_ACCESS_DENIED', { fault: 5 }) });
    expect(await machine.readNewBoot('b1')).toEqual({ ok: true, value: 'unchanged' });
    expect(log).toContain('call Get-PatchringBoot {}');
  });
});
