// Client and peer, both ours, over real sockets with NTLM and sealing: what a call costs, how it ends, and what is left behind.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type PsValue, psCustomObject, toPlain } from '../../src/winrm/index.ts';
import type { PeerCall, PeerHandler, PeerResult } from '../../src/winrm/peer.ts';
import { failure, machineOf } from '../support/loopback.ts';

const echo = async (call: PeerCall): Promise<PeerResult> => ({
  output: [
    psCustomObject({ command: call.command, script: call.script, ...(call.parameters as Record<string, PsValue>) }),
  ],
});

/** Every action that reached the machine, in order. */
function recording(): { readonly actions: string[]; readonly intercept: NonNullable<PeerHandler['intercept']> } {
  const actions: string[] = [];
  return { actions, intercept: ({ action }) => void actions.push(action) };
}

describe('what a call costs', () => {
  it('is three requests to open, two a call, one to close: ten calls in 24', async () => {
    const { actions, intercept } = recording();
    const machine = await machineOf({ invoke: echo, intercept });
    const pool = await machine.session().openPool();
    expect(actions).toEqual(['Create', 'Receive', 'Receive']);
    for (let call = 0; call < 10; call += 1) await pool.invoke({ command: 'Get-X', parameters: { call } });
    await pool.close();
    expect(actions).toHaveLength(24);
    expect(machine.requests()).toBe(24);
  });

  it('is one request for a reading of CIM or an Identify', async () => {
    const machine = await machineOf({ cim: () => [{ A: 1 }], osVersion: () => '10.0.26100' });
    const session = machine.session();
    await session.readCim({ namespace: 'root/cimv2', className: 'X', properties: { A: 'number' } });
    expect((await session.identify()).productVersion).toContain('10.0.26100');
    expect(machine.requests()).toBe(2);
  });

  it('does not wait for a machine to delete a pool', async () => {
    const { actions, intercept } = recording();
    const machine = await machineOf({ intercept });
    const session = machine.session();
    const pool = await session.openPool();
    void pool.close();
    expect(actions).not.toContain('Delete');
    await session.close();
    expect(actions).toContain('Delete');
  });
});

describe('a call', () => {
  it('hands named, typed parameters over and brings objects back', async () => {
    const machine = await machineOf({ invoke: echo });
    const pool = await machine.session().openPool();
    const parameters = {
      Text: `'; rm "$(x)" 😀`,
      N: 5n,
      List: [1, [2]],
      Table: { a: { b: null } },
      Flag: true,
      At: new Date(0),
    };
    const { output } = await pool.invoke({ command: 'Get-X', parameters: { ...parameters, Absent: undefined } });
    expect(output.map(toPlain)).toEqual([{ command: 'Get-X', ...parameters, N: 5, At: '1970-01-01T00:00:00.000Z' }]);
    expect((await pool.runScript('1 + 1')).output.map(toPlain)).toEqual([{ script: '1 + 1' }]);
  });

  it('carries every stream, as it comes', async () => {
    const seen: unknown[] = [];
    const invoke = async (call: PeerCall): Promise<PeerResult> => {
      call.progress({ activity: 'half', percent: 50 });
      call.write('early');
      // Both must arrive while the call still runs: if they came with its end only, this would wait for ever.
      while (seen.length < 2) await sleep(1);
      expect(seen).toEqual(['half', 'early']);
      return { output: ['late'], errors: [{ message: 'soft', errorId: 'S' }], warnings: ['w'], verbose: ['v'] };
    };
    const machine = await machineOf({ invoke });
    const pool = await machine.session().openPool();
    const result = await pool.invoke(
      { command: 'X' },
      { onProgress: record => seen.push(record.activity), onOutput: value => seen.push(value) },
    );
    expect(result).toMatchObject({
      output: ['early', 'late'],
      errors: [{ errorId: 'S' }],
      warnings: ['w'],
      verbose: ['v'],
    });
  });

  it('that fails says how, keeps what was said, and spares the pool', async () => {
    const invoke = async (call: PeerCall): Promise<PeerResult> => {
      if (call.command === 'Throw') throw new Error('a bug in the model');
      return call.command === 'Fail'
        ? { output: [1], failed: { message: 'no', errorId: 'E', hresult: 0x80240022 } }
        : { output: [2] };
    };
    const pool = await (await machineOf({ invoke })).session().openPool();
    expect(await failure(pool.invoke({ command: 'Fail' }))).toMatchObject({
      code: 'WINRM_PIPELINE_FAILED',
      detail: { error: { message: 'no', errorId: 'E', hresult: 0x80240022 | 0 }, result: { output: [1] } },
    });
    expect(await failure(pool.invoke({ command: 'Throw' }))).toMatchObject({
      detail: { peerText: 'a bug in the model' },
    });
    expect((await pool.invoke({ command: 'Go' })).output).toEqual([2]);
  });

  it('waits for the one before it', async () => {
    let running = 0;
    const invoke = async (call: PeerCall): Promise<PeerResult> => {
      running += 1;
      expect(running).toBe(1);
      await sleep(3);
      running -= 1;
      return { output: [call.command ?? ''] };
    };
    const pool = await (await machineOf({ invoke })).session().openPool();
    const results = await Promise.all(['a', 'b', 'c'].map(command => pool.invoke({ command })));
    expect(results.map(({ output }) => output[0])).toEqual(['a', 'b', 'c']);
  });

  it('has what each statement of a pipeline gives in an answer of its own, and the end with the last', async () => {
    const { actions, intercept } = recording();
    const pool = await (await machineOf({ invoke: echo, intercept })).session().openPool();
    const statements = ['A', 'B', 'C'].map(text => [{ text, isScript: false, arguments: [] }]);
    expect((await pool.run({ statements, noInput: true })).output).toHaveLength(3);
    expect(actions.slice(3)).toEqual(['Command', 'Receive', 'Receive', 'Receive']);
  });

  it('asks again as long as the machine has nothing to say', async () => {
    const { actions, intercept } = recording();
    const invoke = async (): Promise<PeerResult> => {
      await sleep(60);
      return { output: ['at last'] };
    };
    // The machine's clock runs fast: a Receive waits 10 ms instead of 20 s.
    const after = (_: number, callback: () => void) => {
      const timer = setTimeout(callback, 10);
      return () => clearTimeout(timer);
    };
    const pool = await (await machineOf({ invoke, intercept }, { after })).session().openPool();
    expect((await pool.invoke({ command: 'X' })).output).toEqual(['at last']);
    expect(actions.filter(action => action === 'Receive').length).toBeGreaterThan(4);
  });

  it('carries a secret sealed with the key of the pool', async () => {
    const machine = await machineOf({ invoke: echo });
    const pool = await machine.session().openPool();
    const Secret = await pool.secureString('hunter2 😀');
    expect(JSON.stringify(Secret)).not.toContain('hunter2');
    const { output } = await pool.invoke({ command: 'X', parameters: { Secret } });
    expect(output.map(toPlain)).toEqual([{ command: 'X', Secret: 'hunter2 😀' }]);
  });

  it('takes megabytes both ways', async () => {
    const text = 'ä'.repeat(1_000_000);
    const pool = await (await machineOf({ invoke: echo })).session().openPool();
    const { output } = await pool.invoke({ command: 'X', parameters: { text } });
    expect(output.map(toPlain)).toEqual([{ command: 'X', text }]);
  });
});

describe('a call that is stopped', () => {
  it('ends over a second connection, keeps what it said, and spares the pool', async () => {
    const { actions, intercept } = recording();
    let told = false;
    const invoke = async (call: PeerCall): Promise<PeerResult> => {
      if (call.command === 'Go') return { output: ['on'] };
      call.write('begun');
      await new Promise<void>(resolve => call.signal.addEventListener('abort', () => resolve()));
      told = true;
      return {};
    };
    const machine = await machineOf({ invoke, intercept });
    const session = machine.session();
    const pool = await session.openPool();
    let stopping: Promise<void> | undefined;
    // Only once the next Receive is waiting: on that connection the signal would come too late.
    const onOutput = (): void =>
      void setTimeout(() => {
        stopping = pool.stop();
      }, 50);
    const error = await failure(pool.invoke({ command: 'Wait' }, { onOutput }));
    expect(error).toMatchObject({ code: 'WINRM_PIPELINE_STOPPED', detail: { result: { output: ['begun'] } } });
    await stopping;
    expect(told).toBe(true);
    expect((await pool.invoke({ command: 'Go' })).output).toEqual(['on']);
    expect(actions).toContain('Signal');
  });

  it('that nobody is running costs nothing', async () => {
    const machine = await machineOf({ invoke: echo });
    const pool = await machine.session().openPool();
    await pool.stop();
    expect(machine.requests()).toBe(3);
  });
});

describe('a call that is given up', () => {
  const forever = (call: PeerCall): Promise<PeerResult> =>
    new Promise(resolve => call.signal.addEventListener('abort', () => resolve({})));

  it.each([
    ['by its caller', 'WINRM_ABORTED', (signal: AbortSignal) => ({ signal })],
    ['by its deadline', 'WINRM_DEADLINE_EXCEEDED', () => ({ timeout: 100 })],
  ] as const)('%s ends with Signal and Delete', async (_, code, options) => {
    const { actions, intercept } = recording();
    let told = false;
    const invoke = async (call: PeerCall): Promise<PeerResult> => {
      await forever(call);
      told = true;
      return {};
    };
    const session = (await machineOf({ invoke, intercept })).session();
    const pool = await session.openPool();
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 50);
    expect((await failure(pool.invoke({ command: 'X' }, options(abort.signal)))).code).toBe(code);
    expect((await failure(pool.invoke({ command: 'X' }))).code).toBe('WINRM_SHELL_GONE');
    await pool.close();
    expect(actions.slice(-2)).toEqual(['Signal', 'Delete']);
    expect(told).toBe(true);
    expect(await session.listShells()).toEqual([]);
  });

  it('costs a black hole no more than the bound', async () => {
    const machine = await machineOf({
      invoke: forever,
      intercept: ({ action }) => (action === 'Signal' || action === 'Delete' ? 'drop' : undefined),
    });
    const session = machine.session();
    const pool = await session.openPool();
    await failure(pool.invoke({ command: 'X' }, { timeout: 50 }));
    await session.close();
  });

  it('because its pool is closed, is aborted', async () => {
    const pool = await (await machineOf({ invoke: forever })).session().openPool();
    const running = failure(pool.invoke({ command: 'X' }));
    await sleep(30);
    await pool.close();
    expect((await running).code).toBe('WINRM_ABORTED');
  });

  it('because its machine goes down, is lost', async () => {
    const machine = await machineOf({ invoke: forever });
    const session = machine.session();
    const pool = await session.openPool();
    const running = failure(pool.invoke({ command: 'X' }));
    await sleep(30);
    machine.peer.reset();
    expect((await running).code).toBe('WINRM_CONNECTION_LOST');
    expect(await session.listShells()).toEqual([]); // a new connection, a new logon
  });
});
