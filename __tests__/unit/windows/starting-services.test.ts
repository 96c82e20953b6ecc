// A machine that is back and still starting its services costs one CIM query a look and no pool; only the function says that it has settled.
import { describe, expect, it } from 'vitest';
import { WindowsFleet } from '../../../src/windows/fleet.ts';
import { type Script, scriptedSession, winrmError } from '../../support/scripted-session.ts';

const old = 'process-2026-11-10T21:04:05.6780000Z';
const onNew = { CreationDate: '2026-11-11T02:00:00.000Z' };
const starting = { State: 'Start Pending', StartMode: 'Auto' };
const boot = {
  bootId: 'process-2026-11-11T02:00:00.0000000Z',
  bootedAt: '2026-11-11T02:00:00Z',
  isServicing: false,
  pendingRestart: [],
};

function stage(script: Script) {
  const { connect, log } = scriptedSession({ calls: { 'Get-PatchringBoot': boot }, cim: onNew, ...script });
  const options = { endpoint: { host: 'srv01' }, credentials: { username: 'u', password: () => 'p' } };
  const connectionOf = () => ({ credential: 'default', options });
  const machine = new WindowsFleet({ name: 'r1', connect, connectionOf }).machine({ name: 'srv01', labels: {} });
  return { machine, log };
}

const opened = (log: readonly string[]) => log.filter(line => line.startsWith('open')).length;

describe('a machine on a new boot', () => {
  it('is not asked for a shell while a service still starts', async () => {
    const { machine, log } = stage({ services: [starting, starting, undefined] });
    expect(await machine.readNewBoot(old)).toEqual({ ok: true, value: 'starting' });
    expect(await machine.readNewBoot(old)).toEqual({ ok: true, value: 'starting' });
    expect(opened(log)).toBe(0);
    expect(await machine.readNewBoot(old)).toEqual({ ok: true, value: boot });
    expect(log).toEqual(expect.arrayContaining(['cim', 'cim services', 'open r1']));
    expect(opened(log)).toBe(1);
  });

  it.each([
    ['starts by hand', { ...starting, StartMode: 'Manual' }],
    ['runs', { ...starting, State: 'Running' }],
    ['has no state', { State: null, StartMode: null }],
    ['cannot be read', winrmError('WINRM_FAULT', { fault: 2150859180 })],
    ['may not be read', winrmError('WINRM_ACCESS_DENIED', { fault: 5 })],
    ['makes no sense', winrmError('WINRM_PROTOCOL_VIOLATED')],
  ])('is judged by the function when what CIM says of a service %s', async (_, row) => {
    const { machine } = stage({ services: [row] });
    expect(await machine.readNewBoot(old)).toEqual({ ok: true, value: boot });
  });

  it('is judged by the function now and then, though a service hangs while it starts', async () => {
    const { machine } = stage({ services: [starting] });
    const looks = [];
    for (let look = 0; look < 20; look += 1) looks.push(await machine.readNewBoot(old));
    expect(looks.slice(0, 19)).toEqual(looks.slice(0, 19).map(() => ({ ok: true, value: 'starting' })));
    expect(looks[19]).toEqual({ ok: true, value: boot });
  });

  it('is away when it goes between the two looks', async () => {
    const { machine, log } = stage({ services: [winrmError('WINRM_CONNECTION_LOST')] });
    expect(await machine.readNewBoot(old)).toMatchObject({ ok: false, failure: { code: 'WINRM_CONNECTION_LOST' } });
    expect(opened(log)).toBe(0);
  });
});
