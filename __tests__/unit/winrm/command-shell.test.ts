// cmd shells from end to end without sockets: what a program reads, says and ends with, and what happens when it is not listened to.
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPeer, type PeerHandler, type PeerProgram } from '../../../src/winrm/peer.ts';
import { ClientSession } from '../../../src/winrm/session.ts';
import { DirectTransport } from '../../support/hand.ts';
import { failure, lookup } from '../../support/loopback.ts';

function sessionOn(program: PeerHandler['program'], more: Partial<PeerHandler> = {}) {
  const handler: PeerHandler = { invoke: async () => ({}), ...(program === undefined ? {} : { program }), ...more };
  const actions: string[] = [];
  const intercept: PeerHandler['intercept'] = operation => {
    actions.push(operation.action);
    return more.intercept?.(operation);
  };
  const peer = createPeer({ lookup, serverName: 'S', handler: { ...handler, intercept }, now: Date.now, randomBytes });
  const session = new ClientSession(new DirectTransport(peer));
  return { session, actions, limits: session.limits(10_000) };
}

const say = (program: PeerProgram, stream: 'stdout' | 'stderr', text: string): void =>
  program.write(stream, Buffer.from(text));

describe('a program', () => {
  it('is told apart by its streams and its exit code, in five requests', async () => {
    const { session, actions, limits } = sessionOn(async program => {
      say(program, 'stdout', `${program.command}|${program.arguments.join('|')}`);
      say(program, 'stderr', 'careful');
      return 3;
    });
    const shell = await session.openCommandShell({}, limits);
    const result = await shell.run('tool.exe', ['/a', 'b c', '<&>'], limits);
    expect(result).toEqual({ stdout: 'tool.exe|/a|b c|<&>', stderr: 'careful', exitCode: 3 });
    await shell.close(limits);
    expect(actions).toEqual(['Create', 'Command', 'Receive', 'Signal', 'Delete']);
  });

  it.each([0, 1, 255, 0x80240022, 0xffffffff])('ends with %i, unsigned', async code => {
    const { session, limits } = sessionOn(async () => code);
    const shell = await session.openCommandShell({}, limits);
    expect((await shell.run('x', [], limits)).exitCode).toBe(code);
  });

  it('gets its input in parts, whatever it is, and the end of it', async () => {
    const { session, actions, limits } = sessionOn(async program => {
      program.write('stdout', Buffer.from(Buffer.from(await program.stdin()).toString('hex')));
      return 0;
    });
    const shell = await session.openCommandShell({}, limits);
    const stdin = randomBytes(300_000);
    expect((await shell.run('x', [], { ...limits, stdin })).stdout).toBe(stdin.toString('hex'));
    expect(actions.filter(action => action === 'Send')).toHaveLength(3);
    expect((await shell.run('x', [], { ...limits, stdin: new Uint8Array(0) })).stdout).toBe('');
  });

  it('gets it in smaller parts where the machine takes no larger ones, each byte once', async () => {
    const refusals = [2150858825, 2150858790];
    const { session, actions, limits } = sessionOn(
      async program => {
        program.write('stdout', Buffer.from(Buffer.from(await program.stdin()).toString('hex')));
        return 0;
      },
      {
        intercept: ({ action }) => {
          const fault = action === 'Send' && actions.length > 3 ? refusals.pop() : undefined;
          return fault === undefined ? undefined : { fault };
        },
      },
    );
    const shell = await session.openCommandShell({}, limits);
    const stdin = randomBytes(300_000);
    expect((await shell.run('x', [], { ...limits, stdin })).stdout).toBe(stdin.toString('hex'));
    expect(actions.filter(action => action === 'Send').length).toBeGreaterThan(6);
  });

  it('says the same wherever its text is cut, in the middle of a character too', async () => {
    const text = 'ä€😀\r\n';
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(Buffer.byteLength(text)), { maxLength: 5 }), async cuts => {
        const { session, limits } = sessionOn(async program => {
          const bytes = Buffer.from(text);
          const places = [0, ...cuts.sort((one, other) => one - other), bytes.length];
          for (const [index, place] of places.slice(1).entries()) {
            program.write('stdout', bytes.subarray(places[index], place));
            if (index % 2 === 0) await new Promise(resolve => setImmediate(resolve));
          }
          return 0;
        });
        const shell = await session.openCommandShell({}, limits);
        expect((await shell.run('x', [], limits)).stdout).toBe(text);
      }),
      { numRuns: 30 },
    );
  });

  it('that ends before it has read its input is heard all the same', async () => {
    const { session, limits } = sessionOn(
      async program => {
        say(program, 'stderr', 'not interested');
        return 7;
      },
      { intercept: ({ action }) => (action === 'Send' ? { fault: 2147942509 } : undefined) },
    );
    const shell = await session.openCommandShell({}, limits);
    const result = await shell.run('x', [], { ...limits, stdin: Buffer.from('input') });
    expect(result).toEqual({ stdout: '', stderr: 'not interested', exitCode: 7 });
  });

  it('whose input and output are both refused fails with the first reason', async () => {
    const { session, limits } = sessionOn(async () => 0, {
      intercept: ({ action }) =>
        action === 'Send' ? { fault: 2147942509 } : action === 'Receive' ? { fault: 2150858843 } : undefined,
    });
    const shell = await session.openCommandShell({}, limits);
    const error = await failure(shell.run('x', [], { ...limits, stdin: Buffer.from('input') }));
    expect(error.detail.fault).toBe(2147942509);
  });

  it('that fails in the model says why and is no crash', async () => {
    const { session, limits } = sessionOn(() => Promise.reject(new Error('a bug in the model')));
    const shell = await session.openCommandShell({}, limits);
    expect(await shell.run('x', [], limits)).toEqual({ stdout: '', stderr: 'a bug in the model', exitCode: 1 });
  });

  it('that is signalled ends, and the shell serves the next one', async () => {
    let told = false;
    const { session, limits } = sessionOn(async program => {
      if (program.command === 'next') return 0;
      await new Promise<void>(resolve => program.signal.addEventListener('abort', () => resolve()));
      told = true;
      return 0;
    });
    const shell = await session.openCommandShell({}, limits);
    const id = await shell.start('wait', [], limits);
    await shell.signal(id, 'http://schemas.microsoft.com/wbem/wsman/1/windows/shell/signal/ctrl_c', limits);
    expect((await failure(shell.receive(id, limits))).code).toBe('WINRM_SHELL_GONE');
    expect((await shell.run('next', [], limits)).exitCode).toBe(0);
    expect(told).toBe(true);
  });
});

describe('a machine', () => {
  it('without cmd shells says so', async () => {
    const { session, limits } = sessionOn(undefined);
    expect((await failure(session.openCommandShell({}, limits))).code).toBe('WINRM_ENDPOINT_MISSING');
  });

  it('never gets a line that it would cut in silence', async () => {
    const { session, actions, limits } = sessionOn(async () => 0);
    const shell = await session.openCommandShell({}, limits);
    const error = await failure((async () => shell.run('x'.repeat(8001), [], limits))());
    expect(error.code).toBe('WINRM_USAGE_INVALID');
    expect(actions).toEqual(['Create']);
  });
});
