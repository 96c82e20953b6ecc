// The jobs of a machine over a session that does what a test says: what a poll costs, when a pool is held over a job and when not, and
// what becomes of a job whose task tells nothing.
import { describe, expect, it } from 'vitest';
import { WindowsFleet } from '../../../src/windows/fleet.ts';
import { type Script, scriptedSession, winrmError } from '../../support/scripted-session.ts';

const scan = { kind: 'scan', source: 'machine' } as const;

function stage(script: Script) {
  const { connect, log } = scriptedSession(script);
  const options = { endpoint: { host: 'srv01' }, credentials: { username: 'u', password: () => 'p' } };
  const fleet = new WindowsFleet({ name: 'r1', connect, connectionOf: () => ({ credential: 'default', options }) });
  return { log, machine: fleet.machine({ name: 'srv01', labels: {} }) };
}

describe('a job of a machine', () => {
  const queued = { state: 'queued' };

  const running = { state: 'running', percent: 1, note: 'x' };

  it('does not hold the pool while it changes the machine', async () => {
    const { machine, log } = stage({
      calls: { 'Start-PatchringJob': queued, 'Get-PatchringJob': running },
      cim: { State: 3 },
    });
    const work = { kind: 'install', source: 'machine', updates: [] } as const;
    expect(await machine.startJob('k', work)).toEqual({ ok: true, value: queued });
    expect(log.at(-1)).toBe('close pool');
    await machine.pollJob('k');
    expect(log.at(-1)).toBe('close pool');
  });

  it('that only looks keeps the pool for its end, if that comes in its first minutes', async () => {
    const finished = { state: 'finished', kind: 'scan', result: { updates: [], source: 'policy' } };
    const { machine, log } = stage({
      calls: { 'Start-PatchringJob': queued, 'Get-PatchringJob': [running, finished] },
      cim: [...Array(15).fill({ State: 4 }), { State: 3 }],
    });
    await machine.startJob('k', scan);
    for (let turn = 0; turn < 16; turn += 1) await machine.pollJob('k');
    expect(log.filter(line => line.startsWith('call Get-PatchringJob'))).toHaveLength(2);
    expect(log.filter(line => line === 'open r1')).toHaveLength(1);
    expect(log).not.toContain('close pool');
  });

  it('that only looks holds no pool for long, by its task or by its files', async () => {
    for (const cim of [{ State: 4 }, winrmError('WINRM_ACCESS_DENIED', { fault: 5 })]) {
      const { machine, log } = stage({ calls: { 'Start-PatchringJob': queued, 'Get-PatchringJob': running }, cim });
      await machine.startJob('k', scan);
      for (let turn = 0; turn < 19; turn += 1) await machine.pollJob('k');
      expect(log).not.toContain('close pool');
      await machine.pollJob('k');
      expect(log.at(-1)).toBe('close pool');
    }
  });

  it.each([
    [4, { state: 'running', percent: null, note: 'the task is running' }],
    [2, queued],
  ])('in task state %i is polled by one request and without a shell', async (State, status) => {
    const { machine, log } = stage({ cim: { State } });
    expect(await machine.pollJob('k')).toEqual({ ok: true, value: status });
    expect(log).toEqual(['connect', 'cim']);
  });

  it('says how far it is by its file every few polls, and in between what that said last', async () => {
    const half = { state: 'running', percent: 50, note: 'installing KB5066835' };
    const { machine, log } = stage({ cim: { State: 4 }, calls: { 'Get-PatchringJob': half } });
    const notes: unknown[] = [];
    for (let turn = 0; turn < 15; turn += 1) {
      const answer = await machine.pollJob('k');
      notes.push(answer.ok && answer.value.state === 'running' ? answer.value.percent : answer);
    }
    expect(notes).toEqual([...Array(9).fill(null), ...Array(6).fill(50)]);
    expect(log.filter(line => line.startsWith('call Get-PatchringJob'))).toHaveLength(1);
    const other = await machine.pollJob('other');
    expect(other.ok && other.value.state === 'running' ? other.value.note : other).toBe('the task is running');
  });

  it.each([
    ['ready', { State: 3 }],
    ['disabled', { State: 1 }],
    ['without a state', { State: null }],
    ['unknown to the scheduler', winrmError('WINRM_FAULT', { fault: 2150858752 })],
  ])('whose task is %s is judged by its own files', async (_, cim) => {
    const finished = { state: 'finished', kind: 'scan', result: { updates: [], source: 'policy' } };
    const { machine } = stage({ cim, calls: { 'Get-PatchringJob': finished } });
    expect(await machine.pollJob('k')).toEqual({ ok: true, value: finished });
  });

  it('is not asked by CIM again on a machine that does not say it', async () => {
    const { machine, log } = stage({
      cim: winrmError('WINRM_ACCESS_DENIED', { fault: 5 }),
      calls: { 'Get-PatchringJob': queued },
    });
    await machine.pollJob('k');
    await machine.pollJob('k');
    expect(log.filter(line => line === 'cim')).toHaveLength(1);
    expect(log.at(-1)).toBe('close pool');
  });

  it('is not taken for anything when the machine cannot be asked', async () => {
    const { machine } = stage({ cim: winrmError('WINRM_CONNECTION_REFUSED') });
    expect(await machine.pollJob('k')).toMatchObject({ ok: false, failure: { code: 'WINRM_CONNECTION_REFUSED' } });
  });

  it.each(['removed', 'absent'])('is %s', async outcome => {
    const { machine } = stage({ calls: { 'Remove-PatchringJob': { outcome } } });
    expect(await machine.removeJob('k')).toEqual({ ok: true, value: outcome });
  });

  it('that runs is not removed, and that is a failure', async () => {
    const { machine } = stage({ calls: { 'Remove-PatchringJob': { outcome: 'running' } } });
    expect(await machine.removeJob('k')).toMatchObject({
      ok: false,
      failure: { code: 'JOB_RUNNING', retryable: true, machine: 'srv01' },
    });
  });
});
