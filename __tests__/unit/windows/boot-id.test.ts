// Which boot a machine is on, without a shell: one boot has one spelling, and a machine that restarts costs no pool while it is away.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootIdOf } from '../../../src/windows/boot-id.ts';
import { WindowsFleet } from '../../../src/windows/fleet.ts';
import { instants } from '../../support/cim-instants.ts';
import { type Script, scriptedSession, winrmError } from '../../support/scripted-session.ts';

describe('the identity of a boot', () => {
  it('is one for all the ways in which one instant can be written', () => {
    fc.assert(
      fc.property(instants, ({ texts, id }) => {
        expect(texts.map(bootIdOf)).toEqual(texts.map(() => id));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['2026-11-10T21:04:05.678Z', 'process-2026-11-10T21:04:05.6780000Z'],
    ['2026-11-10T22:04:05.678123+01:00', 'process-2026-11-10T21:04:05.6781230Z'],
    ['2026-01-01T00:30:00-03:30', 'process-2026-01-01T04:00:00.0000000Z'],
    ['2026-01-01T00:30:00.123456789+01:00', 'process-2025-12-31T23:30:00.1234567Z'],
    ['20261110220405.678123+060', 'process-2026-11-10T21:04:05.6781230Z'],
  ])('of %s is that of the function', (text, id) => {
    expect(bootIdOf(text)).toBe(id);
  });

  it.each(['', 'yesterday', '2026-11-10T21:04:05', '2026-13-10T21:04:05Z', '2026-11-10 21:04:05Z'])(
    'is not made up of %j',
    text => {
      expect(bootIdOf(text)).toBeUndefined();
    },
  );
});

const old = 'process-2026-11-10T21:04:05.6781230Z';
const onOld = { CreationDate: '2026-11-10T22:04:05.678123+01:00' };
const onNew = { CreationDate: '2026-11-11T03:00:00.000001+01:00' };
const boot = {
  bootId: 'process-2026-11-11T02:00:00.0000010Z',
  bootedAt: '2026-11-11T02:00:00Z',
  isServicing: false,
  pendingRestart: [],
};
const unused = { endpoint: { host: 'srv01' }, credentials: { username: 'u', password: () => 'p' } };

function stage(script: Script) {
  const { connect, log } = scriptedSession({ calls: { 'Get-PatchringBoot': boot }, ...script });
  const connectionOf = () => ({ credential: 'default', options: unused });
  const machine = new WindowsFleet({ name: 'r1', connect, connectionOf }).machine({ name: 'srv01', labels: {} });
  return { machine, log };
}

describe('the boot on which a change was made', () => {
  const finished = {
    state: 'finished',
    kind: 'install',
    result: { updates: [], needsRestart: true, packagesBefore: [] },
  };
  const install = { kind: 'install', source: 'machine', updates: [{ updateId: 'u', revision: 1 }] } as const;
  const calls = {
    'Get-PatchringBoot': boot,
    'Start-PatchringJob': { state: 'queued' },
    'Get-PatchringJob': finished,
    'Remove-PatchringJob': { outcome: 'removed' },
  };
  const looks = (log: readonly string[]) => log.filter(line => line.startsWith('call Get-PatchringBoot')).length;

  it('comes with the end of the job, and is told once', async () => {
    const { machine, log } = stage({ cim: { State: 3 }, calls });
    await machine.startJob('k', install);
    await machine.pollJob('k');
    expect(await machine.readBoot()).toEqual({ ok: true, value: boot });
    expect(looks(log)).toBe(1);
    await machine.readBoot();
    expect(looks(log)).toBe(2);
  });

  it('is read again when anything else was asked in between', async () => {
    const { machine, log } = stage({ cim: { State: 3 }, calls });
    await machine.startJob('k', install);
    await machine.pollJob('k');
    await machine.removeJob('k');
    await machine.readBoot();
    expect(looks(log)).toBe(2);
  });

  it('is not read with the end of a scan', async () => {
    const { machine, log } = stage({ cim: { State: 3 }, calls });
    await machine.startJob('k', { kind: 'scan', source: 'machine' });
    await machine.pollJob('k');
    expect(looks(log)).toBe(0);
  });
});

describe('a machine that is to leave a boot', () => {
  it('is looked at in one request each time, without a shell, while it is on it', async () => {
    const { machine, log } = stage({ cim: onOld });
    expect(await machine.readNewBoot(old)).toEqual({ ok: true, value: 'unchanged' });
    expect(await machine.readNewBoot(old)).toEqual({ ok: true, value: 'unchanged' });
    expect(log).toEqual(['connect', 'cim', 'cim']);
  });

  it('is asked for all of it once it has left', async () => {
    const { machine, log } = stage({ cim: [onOld, onNew] });
    await machine.readNewBoot(old);
    expect(await machine.readNewBoot(old)).toEqual({ ok: true, value: boot });
    expect(log.at(-1)).toBe('call Get-PatchringBoot {}');
  });

  it('is asked through the pool that is open, as long as Windows has not settled', async () => {
    const { machine, log } = stage({ cim: onNew });
    await machine.readNewBoot(old);
    await machine.readNewBoot(old);
    expect(log.filter(line => line === 'cim')).toHaveLength(1);
    expect(log.filter(line => line === 'open r1')).toHaveLength(1);
  });

  it('is not asked by CIM again where the account may not', async () => {
    const { machine, log } = stage({ cim: winrmError('WINRM_ACCESS_DENIED', { fault: 5 }) });
    expect(await machine.readNewBoot(boot.bootId)).toEqual({ ok: true, value: 'unchanged' });
    expect(await machine.readNewBoot(boot.bootId)).toEqual({ ok: true, value: 'unchanged' });
    expect(log.filter(line => line === 'cim')).toHaveLength(1);
    expect(log.at(-1)).toBe('close pool');
  });

  it.each([
    ['has no date', { CreationDate: null }],
    ['has a date without a zone', { CreationDate: '2026-11-10T21:04:05' }],
    ['has a date that is none', winrmError('WINRM_PROTOCOL_VIOLATED')],
    ['cannot be read now', winrmError('WINRM_FAULT', { fault: 2150859180 })],
  ])('is asked in the other way, and by CIM the next time, when its process %s', async (_, reply) => {
    const { machine, log } = stage({ cim: [reply, onNew] });
    expect(await machine.readNewBoot(boot.bootId)).toEqual({ ok: true, value: 'unchanged' });
    await machine.readNewBoot(boot.bootId);
    expect(log.filter(line => line === 'cim')).toHaveLength(2);
  });

  it('has left only when the function says so: another spelling is no restart', async () => {
    const { machine } = stage({ cim: { CreationDate: '2026-11-11T02:00:00.001Z' } });
    expect(await machine.readNewBoot(boot.bootId)).toEqual({ ok: true, value: 'unchanged' });
  });

  const event = 'event-771-2026-11-11T02:00:00.0000000Z';

  it('is on the same boot when WMI breaks in between, by what is left', async () => {
    const left = `${boot.bootId}|${event}`;
    const { machine } = stage({
      cim: { CreationDate: null },
      calls: { 'Get-PatchringBoot': { ...boot, bootId: event } },
    });
    expect(await machine.readNewBoot(left)).toEqual({ ok: true, value: 'unchanged' });
  });

  it('has not left where nobody can tell, and that is said', async () => {
    const { machine } = stage({
      cim: { CreationDate: null },
      calls: { 'Get-PatchringBoot': { ...boot, bootId: event } },
    });
    const answer = await machine.readNewBoot(boot.bootId);
    expect(answer).toMatchObject({ ok: false, failure: { code: 'BOOT_UNCOMPARABLE', retryable: true } });
  });

  it('is away when it cannot be reached', async () => {
    const { machine, log } = stage({ cim: winrmError('WINRM_CONNECTION_REFUSED') });
    expect(await machine.readNewBoot(old)).toMatchObject({ ok: false, failure: { code: 'WINRM_CONNECTION_REFUSED' } });
    expect(log.filter(line => line.startsWith('open'))).toEqual([]);
  });
});
