// The token source over a process that is made of strings: one process, answers to whom they belong, and an end in every case.
import { describe, expect, it } from 'vitest';
import { type TokenListener, TokenSource } from '../../../../../src/winrm/auth/kerberos/tokens.ts';
import { WinrmError } from '../../../../../src/winrm/errors.ts';

function setUp() {
  const processes: { listener: TokenListener; lines: string[]; busy: boolean; ended: boolean }[] = [];
  const timers: (() => void)[] = [];
  const source = new TokenSource({
    start: listener => {
      const process = { listener, lines: [] as string[], busy: false, ended: false };
      processes.push(process);
      return {
        write: line => void process.lines.push(line.trimEnd()),
        hold: busy => {
          process.busy = busy;
        },
        end: () => {
          process.ended = true;
          listener.onEnd(new WinrmError('WINRM_KERBEROS_FAILED', 'ended'));
        },
      };
    },
    after: (_milliseconds, callback) => {
      timers.push(callback);
      return () => void timers.splice(timers.indexOf(callback), 1);
    },
  });
  return { source, processes, timers };
}

const wish = { spn: 'host/a', channelBinding: undefined, account: { user: 'u', domain: 'D', password: 'secret' } };

describe('the token source', () => {
  it('starts nothing before it is asked, and one process for all', async () => {
    const { source, processes } = setUp();
    expect(processes).toEqual([]);
    const answers = Promise.all([source.start(wish), source.start(wish)]);
    expect(processes).toHaveLength(1);
    const [process] = processes;
    expect(process?.lines.map(line => line.split(' ').length)).toEqual([8, 8]);
    expect(process?.lines.join()).not.toContain('secret');
    expect(process?.busy).toBe(true);
    for (const line of process?.lines ?? []) {
      process?.listener.onLine('some profile says hello');
      process?.listener.onLine(`${line.split(' ')[0]} ContinueNeeded ${Buffer.from(line).toString('base64')} 1,-2`);
    }
    const [one, other] = await answers;
    expect(one.context).not.toBe(other.context);
    expect(one).toMatchObject({
      status: 'ContinueNeeded',
      numbers: [1, -2],
      bytes: Buffer.from(process?.lines[0] ?? ''),
    });
    expect(process?.busy).toBe(false);
  });

  it('ends the process a while after the last context, unless another comes', async () => {
    const { source, processes, timers } = setUp();
    const begun = source.start(wish);
    processes[0]?.listener.onLine(`${processes[0].lines[0]?.split(' ')[0]} ContinueNeeded  `);
    const { context } = await begun;
    expect(timers).toEqual([]);
    source.drop(context);
    source.drop(context);
    expect(timers).toHaveLength(1);
    void source.start(wish).catch(() => {});
    expect([timers.length, processes.length]).toEqual([0, 1]);
    source.drop('c4');
    timers[0]?.();
    expect([processes[0]?.ended, source.open]).toEqual([true, 0]);
  });

  it('says why a process ended that never answered: its set-up is wrong, and trying again is in vain', async () => {
    const { source, processes } = setUp();
    const begun = source.start(wish);
    processes[0]?.listener.onEnd(new WinrmError('WINRM_KERBEROS_FAILED', 'ended at once'));
    await expect(begun).rejects.toMatchObject({ code: 'WINRM_KERBEROS_FAILED', message: 'ended at once' });
    expect(source.open).toBe(0);
  });

  it('gives up the connections of a process that ends, forgets its contexts, and starts anew', async () => {
    const { source, processes } = setUp();
    const begun = source.start(wish);
    processes[0]?.listener.onLine(`${processes[0].lines[0]?.split(' ')[0]} ContinueNeeded  `);
    const { context } = await begun;
    const waiting = [
      source.start(wish),
      source.ask('wrap', context, Buffer.from('x')),
      source.ask('unwrap', context, Buffer.from('x')),
    ];
    processes[0]?.listener.onEnd(new WinrmError('WINRM_KERBEROS_FAILED', 'killed'));
    const late = source.ask('wrap', context, Buffer.from('x'));
    const ends = await Promise.all([...waiting, late].map(end => end.catch((error: WinrmError) => error)));
    expect(ends).toMatchObject(
      [false, false, true, false].map(sent => ({ code: 'WINRM_CONNECTION_LOST', detail: { sent } })),
    );
    expect(ends[0]).toMatchObject({ retryable: true, cause: { message: 'killed' } });
    expect(source.open).toBe(0);
    void source.start(wish).catch(() => {});
    expect(processes).toHaveLength(2);
    source.close();
  });
});
