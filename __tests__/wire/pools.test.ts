// Pools that the machine forgets, wears out or refuses, and pools that are left and taken over, over real sockets.
import { describe, expect, it } from 'vitest';
import type { PeerCall, PeerHandler, PeerOperation, PeerRefusal, PeerResult } from '../../src/winrm/peer.ts';
import { account, failure, type LoopbackOptions, machineOf } from '../support/loopback.ts';

/** Refuses the first so many requests of one action. */
function refusing(action: string, refusal: PeerRefusal, times = 1, skip = 0) {
  const actions: string[] = [];
  let seen = 0;
  const intercept = (operation: PeerOperation): PeerRefusal | undefined => {
    actions.push(operation.action);
    if (operation.action !== action) return undefined;
    seen += 1;
    return seen > skip && seen <= skip + times ? refusal : undefined;
  };
  return { actions, intercept, count: (name: string) => actions.filter(one => one === name).length };
}

const invoke = async (call: PeerCall): Promise<PeerResult> => ({ output: [call.command ?? call.script ?? ''] });

describe('a pool whose command is refused', () => {
  it.each([2150859174, 2150858843, 2147943418, 2150859241])(
    'with %i is opened anew, once, and the call goes on',
    async fault => {
      const { intercept, count } = refusing('Command', { fault });
      const pool = await (await machineOf({ invoke, intercept })).session().openPool();
      const before = pool.id;
      expect((await pool.invoke({ command: 'A' })).output).toEqual(['A']);
      expect(pool.id).not.toBe(before);
      expect(count('Create')).toBe(2);
      expect((await pool.invoke({ command: 'B' })).output).toEqual(['B']);
      await pool.close();
    },
  );

  it('is opened anew where the quota is told as an error of WMI that names no request', async () => {
    const { actions, intercept, count } = refusing('Command', { fault: 2150859174, shape: 'wmi' });
    const pool = await (await machineOf({ invoke, intercept })).session().openPool();
    expect((await pool.invoke({ command: 'A' })).output).toEqual(['A']);
    expect(count('Create')).toBe(2);
    expect(count('Command')).toBe(2);
    expect(actions.indexOf('Command')).toBeLessThan(actions.lastIndexOf('Create'));
  });

  it('twice as an error of WMI is refused with its number', async () => {
    const { intercept, count } = refusing('Command', { fault: 2150859174, shape: 'wmi' }, 2);
    const pool = await (await machineOf({ invoke, intercept })).session().openPool();
    const error = await failure(pool.invoke({ command: 'A' }));
    expect(error).toMatchObject({ code: 'WINRM_QUOTA_EXCEEDED', detail: { fault: 2150859174 } });
    expect(count('Create')).toBe(2);
  });

  it('twice is refused', async () => {
    const { intercept, count } = refusing('Command', { fault: 2150859174 }, 2);
    const pool = await (await machineOf({ invoke, intercept })).session().openPool();
    expect((await failure(pool.invoke({ command: 'A' }))).detail.fault).toBe(2150859174);
    expect(count('Command')).toBe(2);
  });

  it('for another reason is not opened anew', async () => {
    const { intercept, count } = refusing('Command', { fault: 5 });
    const pool = await (await machineOf({ invoke, intercept })).session().openPool();
    expect((await failure(pool.invoke({ command: 'A' }))).code).toBe('WINRM_ACCESS_DENIED');
    expect(count('Create')).toBe(1);
  });

  it('is not opened anew when something was left in it', async () => {
    const { intercept, count } = refusing('Command', { fault: 2150858843 }, 1, 1);
    const pool = await (await machineOf({ invoke, intercept })).session().openPool();
    await pool.runScript('function Get-X {}', { useLocalScope: false });
    expect((await failure(pool.invoke({ command: 'Get-X' }))).code).toBe('WINRM_SHELL_GONE');
    expect(count('Create')).toBe(1);
  });

  it('is not opened anew when a secret was sealed with its key', async () => {
    const { intercept, count } = refusing('Command', { fault: 2150858843 });
    const pool = await (await machineOf({ invoke, intercept })).session().openPool();
    const Secret = await pool.secureString('x');
    expect((await failure(pool.invoke({ command: 'X', parameters: { Secret } }))).code).toBe('WINRM_SHELL_GONE');
    expect(count('Create')).toBe(1);
  });
});

it('a command that has begun is never begun again, whatever becomes of it', async () => {
  let begun = 0;
  const { intercept } = refusing('Receive', { fault: 2150858843 }, 1, 2);
  const counting: PeerHandler['invoke'] = async () => {
    begun += 1;
    return {};
  };
  const pool = await (await machineOf({ invoke: counting, intercept })).session().openPool();
  expect((await failure(pool.invoke({ command: 'Set-X' }))).code).toBe('WINRM_SHELL_GONE');
  expect(begun).toBe(1);
});

describe('a password that is changed while a pool is open', () => {
  /** Hangs up on the first Command; counts logons from then on, which all fail. */
  async function changing() {
    let isChanged = false;
    let logons = 0;
    const lookup: LoopbackOptions['lookup'] = () => {
      if (isChanged) logons += 1;
      return isChanged ? 'another' : account.password;
    };
    const intercept: PeerHandler['intercept'] = ({ action }) => {
      isChanged ||= action === 'Command';
      return action === 'Command' ? 'drop' : undefined;
    };
    const session = (await machineOf({ invoke, intercept }, { lookup })).session();
    return { session, pool: await session.openPool(), logons: () => logons };
  }

  it('is tried once in cleaning up, and not for whatever else would have to be closed', async () => {
    const { session, pool, logons } = await changing();
    const other = await session.openPool();
    expect((await failure(pool.invoke({ command: 'A' }))).code).toBe('WINRM_CONNECTION_LOST');
    await pool.close();
    expect(logons()).toBe(1);
    await other.close();
    await session.close();
    expect(logons()).toBe(1);
  });
});

describe('a machine without room for one more shell', () => {
  const full = { fault: 2150859173 };

  it('gets rid of what a crashed client of the same name has left, and of nothing else', async () => {
    let isFull = false;
    const intercept: PeerHandler['intercept'] = ({ action }) => {
      if (action === 'Delete') isFull = false;
      return action === 'Create' && isFull ? full : undefined;
    };
    const machine = await machineOf({ invoke, intercept });
    const left = await machine.session().openPool({ name: 'run 7' });
    await left.disconnect();
    const used = await machine.session().openPool({ name: 'run 7' });
    const foreign = await machine.session().openPool({ name: 'run 8' });
    await foreign.disconnect();
    isFull = true;
    const session = machine.session();
    const pool = await session.openPool({ name: 'run 7' });
    expect((await pool.invoke({ command: 'A' })).output).toEqual(['A']);
    const ids = (await session.listShells()).map(({ id }) => id);
    expect(ids.sort()).toEqual([used.id, foreign.id, pool.id].sort());
  });

  it('says so when there is nothing of ours to get rid of', async () => {
    const { intercept, count } = refusing('Create', full, 9);
    const machine = await machineOf({ invoke, intercept });
    expect((await failure(machine.session().openPool({ name: 'run 7' }))).code).toBe('WINRM_QUOTA_EXCEEDED');
    expect((await failure(machine.session().openPool())).code).toBe('WINRM_QUOTA_EXCEEDED');
    expect(count('Create')).toBe(2);
  });
});

describe('a machine with an older protocol', () => {
  it.each([2152992672, 2152991685])('gets 2.2 and 2.1 offered after %i', async fault => {
    const { intercept, count } = refusing('Create', { fault }, 2);
    const pool = await (await machineOf({ invoke, intercept })).session().openPool();
    expect((await pool.invoke({ command: 'A' })).output).toEqual(['A']);
    expect(count('Create')).toBe(3);
  });

  it('than any that is spoken is told from others', async () => {
    const { intercept, count } = refusing('Create', { fault: 2152992672 }, 3);
    const error = await failure((await machineOf({ invoke, intercept })).session().openPool());
    expect(error).toMatchObject({ code: 'WINRM_PROTOCOL_VIOLATED', detail: { fault: 2152992672 } });
    expect(error.help).toContain('PowerShell');
    expect(count('Create')).toBe(3);
  });
});

it('a pool that was left is taken over by another client, and its command is heard to the end', async () => {
  let release = (): void => {};
  const released = new Promise<void>(resolve => {
    release = resolve;
  });
  const slow = async (call: PeerCall): Promise<PeerResult> => {
    call.write('before');
    await released;
    return { output: ['after'] };
  };
  const machine = await machineOf({ invoke: slow });
  const first = machine.session();
  const pool = await first.openPool({ name: 'left' });
  const running = failure(
    new Promise((resolve, reject) => {
      const abort = new AbortController();
      const onOutput = (): void => void pool.disconnect().then(() => abort.abort());
      pool.invoke({ command: 'X' }, { onOutput, signal: abort.signal }).then(resolve, reject);
    }),
  );
  expect((await running).code).toBe('WINRM_ABORTED');
  await first.close();

  const second = machine.session();
  const [shell] = await second.listShells();
  expect(shell).toMatchObject({ id: pool.id, state: 'Disconnected', name: 'left' });
  const [command = ''] = await second.listCommands(pool.id);
  const taken = await second.connectPool(pool.id);
  release();
  expect((await taken.attach(command)).output).toEqual(['after']);
  expect((await taken.invoke({ command: 'Y' })).output).toEqual(['before', 'after']);
});
