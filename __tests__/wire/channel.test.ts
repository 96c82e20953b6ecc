// The channel as its callers see it: turns, connections that go, answers that are not what was agreed.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sealedContentType } from '../../src/winrm/auth/sealing.ts';
import { type Call, LABEL } from '../support/auth-server.ts';
import { channelTo, failureOf, KINDS, say, startMachine, TIMEOUT, until } from '../support/channels.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe.each(KINDS)('turns (%s)', kind => {
  it('sends one request at a time, in the order of the calls, on one connection', async () => {
    let inFlight = 0;
    let most = 0;
    const order: string[] = [];
    const machine = await startMachine(kind, {
      onCall: call => {
        most = Math.max(most, ++inFlight);
        order.push(call.soap.toString());
        setImmediate(() => {
          inFlight--;
          call.reply(`<r>${call.soap.toString()}</r>`);
        });
      },
    });
    const channel = await channelTo(kind, machine.port);
    const texts = ['a', 'b', 'c', 'd', 'e'];
    expect(await Promise.all(texts.map(text => say(channel, text)))).toEqual(texts.map(text => `<r>${text}</r>`));
    expect([most, order, machine.connections()]).toEqual([1, texts, 1]);
  });

  it('gives up waiting without letting the next call overtake', async () => {
    const held: Call[] = [];
    const machine = await startMachine(kind, { onCall: call => held.push(call) });
    const channel = await channelTo(kind, machine.port);
    const first = say(channel, 'first');
    const impatient = failureOf(say(channel, 'impatient', 30));
    const controller = new AbortController();
    const aborted = failureOf(channel.post(Buffer.from('aborted'), { timeout: TIMEOUT, signal: controller.signal }));
    const last = say(channel, 'last');
    expect(await impatient).toMatchObject({ code: 'WINRM_DEADLINE_EXCEEDED', detail: { sent: false } });
    controller.abort();
    expect(await aborted).toMatchObject({ code: 'WINRM_ABORTED', retryable: false, detail: { sent: false } });
    await until(() => held.length === 1);
    expect(held).toHaveLength(1);
    held[0]?.reply('1');
    expect(await first).toBe('1');
    await until(() => held.length === 2);
    held[1]?.reply('2');
    expect(await last).toBe('2');
    expect(held.map(call => call.soap.toString())).toEqual(['first', 'last']);
    expect(machine.connections()).toBe(1);
  });

  it('opens another connection for what cannot wait', async () => {
    const held: Call[] = [];
    const machine = await startMachine(kind, {
      onCall: call => (call.soap.toString() === 'receive' ? held.push(call) : call.reply('done')),
    });
    const channel = await channelTo(kind, machine.port);
    const receive = say(channel, 'receive');
    await until(() => held.length === 1);
    const another = channel.another();
    expect(await say(another, 'signal')).toBe('done');
    another.close();
    held[0]?.reply('output');
    expect(await receive).toBe('output');
    expect(machine.connections()).toBe(2);
  });

  it('closes with everything that is waiting, and for good', async () => {
    const held: Call[] = [];
    const machine = await startMachine(kind, { onCall: call => held.push(call) });
    const channel = await channelTo(kind, machine.port);
    const waiting = [failureOf(say(channel, 'a')), failureOf(say(channel, 'b'))];
    await until(() => held.length === 1);
    channel.close();
    expect((await Promise.all(waiting)).map(error => error.code)).toEqual(['WINRM_ABORTED', 'WINRM_ABORTED']);
    expect(await failureOf(say(channel, 'c'))).toMatchObject({ code: 'WINRM_USAGE_INVALID' });
    await until(() => machine.open() === 0);
    expect(held).toHaveLength(1);
  });
});

describe.each(KINDS)('connections (%s)', kind => {
  it('logs on again on a new connection when the machine has closed the old one with its answer', async () => {
    const machine = await startMachine(kind, { onCall: call => call.reply('ok', 200, { connection: 'close' }) });
    const channel = await channelTo(kind, machine.port);
    for (let i = 0; i < 3; i++) expect(await say(channel, 'x')).toBe('ok');
    expect(machine.connections()).toBe(3);
    expect(machine.rejections).toEqual([]);
  });

  it('logs on again when the machine has closed the connection between two calls', async () => {
    const sockets: Call['socket'][] = [];
    const machine = await startMachine(kind, {
      onCall: call => {
        sockets.push(call.socket);
        call.reply('ok');
      },
    });
    const channel = await channelTo(kind, machine.port);
    expect(await say(channel, 'x')).toBe('ok');
    sockets[0]?.end();
    await until(() => machine.open() === 0);
    expect(await say(channel, 'y')).toBe('ok');
    expect(machine.connections()).toBe(2);
  });

  it('drops a connection that nobody has used for a while, before the machine does', async () => {
    const machine = await startMachine(kind);
    const channel = await channelTo(kind, machine.port, { options: { idleTimeout: 30 } });
    expect(await say(channel, 'x')).toBe('<r>x</r>');
    await until(() => machine.open() === 0);
    expect(await say(channel, 'y')).toBe('<r>y</r>');
    expect(machine.connections()).toBe(2);
  });

  it('does not take waiting for an answer for idleness', async () => {
    const machine = await startMachine(kind, { onCall: call => setTimeout(() => call.reply('late'), 120) });
    const channel = await channelTo(kind, machine.port, { options: { idleTimeout: 30 } });
    expect(await say(channel, 'x')).toBe('late');
    expect(machine.connections()).toBe(1);
  });

  it('ends the call and the connection when the time is over, and says that the envelope had left', async () => {
    const machine = await startMachine(kind, {
      onCall: call => {
        if (call.soap.toString() !== 'hang') call.reply('ok');
      },
    });
    const channel = await channelTo(kind, machine.port);
    // Without the handshake, which a busy machine needs all of that time for.
    await say(channel, 'first');
    const error = await failureOf(say(channel, 'hang', 250));
    expect(error).toMatchObject({ code: 'WINRM_DEADLINE_EXCEEDED', retryable: true, detail: { sent: true } });
    expect(await say(channel, 'again')).toBe('ok');
    expect(machine.connections()).toBe(2);
  });

  it('ends the call and the connection when the caller gives up', async () => {
    const held: Call[] = [];
    const machine = await startMachine(kind, { onCall: call => held.push(call) });
    const channel = await channelTo(kind, machine.port);
    const controller = new AbortController();
    const call = failureOf(channel.post(Buffer.from('x'), { timeout: TIMEOUT, signal: controller.signal }));
    await until(() => held.length === 1);
    controller.abort();
    expect(await call).toMatchObject({ code: 'WINRM_ABORTED', detail: { sent: true } });
    await until(() => machine.open() === 0);
  });

  it('sends nothing for a caller who has given up already', async () => {
    const machine = await startMachine(kind);
    const channel = await channelTo(kind, machine.port);
    const post = channel.post(Buffer.from('x'), { timeout: TIMEOUT, signal: AbortSignal.abort() });
    expect(await failureOf(post)).toMatchObject({ code: 'WINRM_ABORTED', detail: { sent: false } });
    expect(machine.connections()).toBe(0);
  });

  it('ignores the proxies of the environment', async () => {
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy']) {
      vi.stubEnv(name, 'http://127.0.0.1:9');
    }
    const machine = await startMachine(kind);
    expect(await say(await channelTo(kind, machine.port), 'x')).toBe('<r>x</r>');
  });

  it('talks to an IPv6 address', async ({ skip }) => {
    const machine = await startMachine(kind, { host: '::1' }).catch(() => undefined);
    skip(machine === undefined, 'skipped: no IPv6 on this computer');
    const channel = await channelTo(kind, machine?.port ?? 0, { endpoint: { host: '[::1]' } });
    expect(await say(channel, 'x')).toBe('<r>x</r>');
    expect(channel.url).toMatch(/^https?:\/\/\[::1\]:\d+\/wsman$/);
    expect(machine?.requests[0]?.host).toBe(`[::1]:${machine?.port}`);
  });
});

describe('requests', () => {
  it.each(KINDS)('carry what a Windows machine needs, and nothing that it stumbles over (%s)', async kind => {
    const heads: Record<string, unknown>[] = [];
    const machine = await startMachine(kind, {
      before: incoming => {
        heads.push({ ...incoming.headers, method: incoming.method, url: incoming.url, version: incoming.httpVersion });
        return false;
      },
    });
    await say(await channelTo(kind, machine.port), 'x');
    const last = heads.at(-1);
    expect(last).toMatchObject({
      method: 'POST',
      url: '/wsman',
      version: '1.1',
      host: `127.0.0.1:${machine.port}`,
      'accept-encoding': 'identity',
      connection: 'Keep-Alive',
      'content-length': String(machine.requests.at(-1)?.body.length),
    });
    expect(last?.['content-type']).toBe(
      kind === 'https' ? 'application/soap+xml;charset=UTF-8' : sealedContentType(LABEL),
    );
    for (const head of heads) expect(head).not.toHaveProperty('transfer-encoding');
    expect(heads[0]?.['content-length']).toBe('0');
  });
});
