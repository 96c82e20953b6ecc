// The machine over a session that does what a test says: when connections and pools are opened, kept, dropped and asked again.
import { describe, expect, it } from 'vitest';
import { WindowsFleet } from '../../../src/windows/fleet.ts';
import type { PsValue } from '../../../src/winrm/index.ts';
import { type Script, scriptedSession, winrmError } from '../../support/scripted-session.ts';

const boot = { bootId: 'b1', bootedAt: '2026-11-10T21:04:05Z', isServicing: false, pendingRestart: [] };
const calls = { 'Get-PatchringBoot': boot } satisfies Record<string, PsValue>;
const unused = { endpoint: { host: 'srv01' }, credentials: { username: 'u', password: () => 'p' } };

function stage(script: Script) {
  const { connect, log } = scriptedSession(script);
  const fleet = new WindowsFleet({
    name: 'r1',
    connect,
    connectionOf: () => ({ credential: 'default', options: unused }),
  });
  return { fleet, log, machine: fleet.machine({ name: 'srv01', labels: {} }) };
}
const scan = { kind: 'scan', source: 'machine' } as const;

describe('a visit', () => {
  it('opens nothing before the first call, and sends each function once', async () => {
    const { machine, log } = stage({ calls });
    expect(log).toEqual([]);
    await machine.readBoot();
    await machine.readBoot();
    expect(log).toEqual([
      'connect',
      'open r1',
      expect.stringMatching(/^define/),
      'call Get-PatchringBoot {}',
      'call Get-PatchringBoot {}',
    ]);
  });

  it('sends the functions of several probes together', async () => {
    const { machine, log } = stage({ calls: { ...calls, 'Get-PatchringPackage': { packages: ['p'] } } });
    const { boot: read, packages } = await machine.probe(['boot', 'packages']);
    expect(read).toEqual({ ok: true, value: boot });
    expect(packages).toEqual({ ok: true, value: ['p'] });
    expect(log.filter(line => line.startsWith('define'))).toHaveLength(1);
  });

  it('takes calls that are made at once along in one pipeline, in their order', async () => {
    const { machine, log } = stage({
      calls: { 'Start-PatchringJob': { state: 'queued' }, 'Remove-PatchringJob': { outcome: 'removed' } },
    });
    const answers = await Promise.all([machine.removeJob('a'), machine.startJob('b', scan)]);
    expect(answers).toEqual([
      { ok: true, value: 'removed' },
      { ok: true, value: { state: 'queued' } },
    ]);
    expect(log.map(line => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'connect',
      'open r1',
      expect.stringMatching(/^define/),
      'call Remove-PatchringJob',
      'call Start-PatchringJob',
    ]);
  });

  it('asks again for what stands behind a failure, and for nothing before it', async () => {
    const { machine, log } = stage({
      calls: {
        ...calls,
        'Get-PatchringPackage': { packages: [] },
        'Get-PatchringFacts': winrmError('WINRM_PIPELINE_FAILED'),
      },
    });
    const readings = await machine.probe(['boot', 'facts', 'packages']);
    expect(readings).toMatchObject({ boot: { ok: true }, facts: { ok: false }, packages: { ok: true } });
    expect(log.filter(line => line.startsWith('call'))).toEqual([
      'call Get-PatchringBoot {}',
      'call Get-PatchringFacts {}',
      'call Get-PatchringPackage {}',
    ]);
  });

  it('asks one by one for what does not add up: no answer is given to another question', async () => {
    const { machine } = stage({ calls: { ...calls, 'Get-PatchringPackage': undefined as unknown as PsValue } });
    const readings = await machine.probe(['packages', 'boot']);
    expect(readings.packages).toMatchObject({ ok: false, failure: { code: 'WINDOWS_RESULT_INVALID' } });
    expect(readings.boot).toEqual({ ok: true, value: boot });
  });

  it('asks for all that a kept pool has lost, once more on a fresh one', async () => {
    const { machine, log } = stage({
      calls: {
        'Get-PatchringBoot': [boot, boot, boot],
        'Get-PatchringPackage': [winrmError('WINRM_SHELL_GONE'), { packages: [] }],
      },
    });
    await machine.readBoot();
    expect(await machine.probe(['packages', 'boot'])).toMatchObject({ packages: { ok: true }, boot: { ok: true } });
    expect(log.filter(line => line === 'open r1')).toHaveLength(2);
  });

  it('lets one unreadable part hide no other', async () => {
    const { machine } = stage({ calls: { ...calls, 'Get-PatchringPackage': winrmError('WINRM_PIPELINE_FAILED') } });
    const { boot: read, packages } = await machine.probe(['packages', 'boot']);
    expect(packages).toMatchObject({ ok: false });
    expect(read).toMatchObject({ ok: true });
  });

  it('takes turns when two ask at the same time: one connection, one pool', async () => {
    const { machine, log } = stage({ calls });
    await Promise.all([machine.readBoot(), machine.readBoot(), machine.readBoot()]);
    expect(log.filter(line => line === 'open r1')).toHaveLength(1);
  });

  it('is the same for everyone who asks for that machine', () => {
    const { fleet, machine } = stage({});
    expect(fleet.machine({ name: 'SRV01', labels: {} })).toBe(machine);
  });

  it.each(['WINRM_SHELL_GONE', 'WINRM_CONNECTION_LOST'] as const)(
    'asks once more on a fresh pool when a kept one fails with %s',
    async code => {
      const { machine, log } = stage({ calls: { 'Get-PatchringBoot': [boot, winrmError(code), boot] } });
      await machine.readBoot();
      expect(await machine.readBoot()).toEqual({ ok: true, value: boot });
      expect(log.filter(line => line === 'open r1')).toHaveLength(2);
    },
  );

  it('does not ask again on a pool that was opened for this very call', async () => {
    const { machine, log } = stage({ calls: { 'Get-PatchringBoot': winrmError('WINRM_CONNECTION_LOST') } });
    expect(await machine.readBoot()).toMatchObject({
      ok: false,
      arrived: 'maybe',
      failure: { code: 'WINRM_CONNECTION_LOST', retryable: true },
    });
    expect(log.filter(line => line.startsWith('call'))).toHaveLength(1);
  });

  it('knows that nothing arrived when no pool could be opened', async () => {
    const { machine } = stage({ open: [winrmError('WINRM_CONNECTION_REFUSED')] });
    const answer = await machine.restart('b1', 'x');
    expect(answer).toMatchObject({
      ok: false,
      arrived: 'no',
      failure: { code: 'WINRM_CONNECTION_REFUSED', machine: 'srv01', phase: 'Restart-PatchringMachine' },
    });
  });

  it('connects anew after a connection has failed', async () => {
    const { machine, log } = stage({ calls, open: [winrmError('WINRM_CONNECTION_TIMED_OUT'), undefined] });
    expect(await machine.readBoot()).toMatchObject({ ok: false });
    expect(await machine.readBoot()).toMatchObject({ ok: true });
    expect(log.slice(0, 5)).toEqual(['connect', 'open r1', 'close', 'connect', 'open r1']);
  });

  it('keeps the pool when a command has failed by itself', async () => {
    const { machine, log } = stage({ calls: { 'Get-PatchringBoot': [winrmError('WINRM_PIPELINE_FAILED'), boot] } });
    await machine.readBoot();
    expect(await machine.readBoot()).toMatchObject({ ok: true });
    expect(log.filter(line => line === 'open r1')).toHaveLength(1);
  });

  it.each([
    ['nothing', undefined, '0 objects'],
    ['text', 'ok', 'Invalid input'],
    ['an object of another shape', { bootId: 'b1' }, 'bootedAt'],
    ['a key too many', { ...boot, extra: 1 }, 'extra'],
    ['a wrong type', { ...boot, isServicing: 'no' }, 'isServicing'],
    ['an empty identity', { ...boot, bootId: '' }, 'bootId'],
  ])('concludes nothing from %s', async (_, reply, cause) => {
    const { machine } = stage({ calls: { 'Get-PatchringBoot': reply as PsValue } });
    expect(await machine.readBoot()).toMatchObject({
      ok: false,
      failure: { code: 'WINDOWS_RESULT_INVALID', machine: 'srv01', cause: expect.stringContaining(cause) },
    });
  });

  it('does not hide a bug as trouble of the machine', async () => {
    const { machine } = stage({ calls: { 'Get-PatchringBoot': new TypeError('bug') } });
    await expect(machine.readBoot()).rejects.toThrow('bug');
  });

  it('closes what it has opened, once', async () => {
    const { fleet, machine, log } = stage({ calls });
    await machine.readBoot();
    await machine.release();
    await fleet.close();
    expect(log.filter(line => line === 'close')).toHaveLength(1);
  });
});

describe('a restart', () => {
  it('leaves no connection behind, whatever came of it', async () => {
    const { machine, log } = stage({ calls: { 'Restart-PatchringMachine': { outcome: 'restarting' } } });
    expect(await machine.restart('b1', 'ring test')).toEqual({ ok: true, value: 'restarting' });
    expect(log.slice(-2)).toEqual(['call Restart-PatchringMachine {"IfStillOn":"b1","Reason":"ring test"}', 'close']);
  });
});

describe('a wrong password', () => {
  const refused = winrmError('WINRM_AUTH_REJECTED');
  it('is shown to one machine of the fleet', async () => {
    const { fleet, log } = stage({ open: [refused] });
    const machines = Array.from({ length: 20 }, (_, index) => fleet.machine({ name: `m${index}`, labels: {} }));
    const answers = await Promise.all(machines.map(machine => machine.readBoot()));
    expect(log.filter(line => line === 'open r1')).toHaveLength(1);
    const codes = answers.map(answer => (answer.ok ? '' : answer.failure.code));
    expect(codes.filter(code => code === 'WINRM_AUTH_REJECTED')).toHaveLength(1);
    expect(codes.filter(code => code === 'CREDENTIAL_WITHHELD')).toHaveLength(19);
    expect(answers[7]).toMatchObject({ arrived: 'no', failure: { machine: 'm7', cause: 'refused by m0' } });
  });

  it('that comes with a reopened connection counts too', async () => {
    const { fleet, machine, log } = stage({
      calls: { 'Get-PatchringBoot': [boot, refused] },
      open: [undefined, refused],
    });
    const other = fleet.machine({ name: 'srv02', labels: {} });
    const third = fleet.machine({ name: 'srv03', labels: {} });
    await machine.readBoot();
    await machine.readBoot();
    await other.readBoot();
    expect(await third.readBoot()).toMatchObject({ ok: false, failure: { code: 'CREDENTIAL_WITHHELD' } });
    expect(log.filter(line => line === 'open r1')).toHaveLength(2);
  });
});
