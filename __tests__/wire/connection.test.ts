// Sockets that are refused, cut, slow, silent or too talkative. Answers are written by hand, byte by byte where it matters.
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { encodeSealedBody, sealedContentType } from '../../src/winrm/auth/sealing.ts';
import { type Call, LABEL } from '../support/auth-server.ts';
import { channelTo, closing, failureOf, KINDS, say, startMachine, until } from '../support/channels.ts';
import { unansweringPort } from '../support/unanswering.ts';

/** The bytes of an answer as the machine would put them on the wire. */
function rawAnswer(call: Call, text: string, chunked = false): Buffer {
  const plain = Buffer.from(text);
  const message = call.sealing?.seal(plain);
  const type = message === undefined ? 'application/soap+xml;charset=UTF-8' : sealedContentType(LABEL);
  const body = message === undefined ? plain : encodeSealedBody({ label: LABEL, length: plain.length, ...message });
  const head = `HTTP/1.1 200 \r\nContent-Type: ${type}\r\nServer: Microsoft-HTTPAPI/2.0\r\n`;
  if (!chunked) return Buffer.concat([Buffer.from(`${head}Content-Length: ${body.length}\r\n\r\n`), body]);
  const parts: Buffer[] = [Buffer.from(`${head}Transfer-Encoding: chunked\r\n\r\n`)];
  for (let at = 0; at < body.length; at += 7) {
    const part = body.subarray(at, at + 7);
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n'));
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')]);
}

describe('opening a connection', () => {
  it('is refused where nothing listens', async () => {
    const server = createServer();
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise(resolve => server.close(resolve));
    for (const kind of KINDS) {
      const error = await failureOf(say(await channelTo(kind, port), 'x'));
      expect(error).toMatchObject({ code: 'WINRM_CONNECTION_REFUSED', retryable: true, detail: { sent: false } });
    }
  });

  it('knows no machine without an address', async () => {
    const channel = await channelTo('https', 5986, { endpoint: { host: 'no-such-machine.invalid' } });
    const error = await failureOf(say(channel, 'x'));
    expect(error).toMatchObject({ code: 'WINRM_NAME_NOT_FOUND', retryable: true, detail: { sent: false } });
  });

  it('waits for a machine that does not answer no longer than it may', async () => {
    const port = await unansweringPort();
    for (const [timeout, connectTimeout] of [
      [10_000, 50],
      [50, 10_000],
    ] as const) {
      const channel = await channelTo('http-sealed', port, { options: { connectTimeout } });
      const error = await failureOf(say(channel, 'x', timeout));
      expect(error).toMatchObject({ code: 'WINRM_CONNECTION_TIMED_OUT', detail: { sent: false, phase: 'connect' } });
    }
  });

  it('stops when the caller gives up', async () => {
    const silent = createServer(socket => closing({ close: () => socket.destroy() }));
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
    closing({ close: () => void silent.close() });
    const channel = await channelTo('https', (silent.address() as AddressInfo).port);
    const controller = new AbortController();
    const post = failureOf(channel.post(Buffer.from('x'), { timeout: 10_000, signal: controller.signal }));
    setTimeout(() => controller.abort(), 20);
    expect(await post).toMatchObject({ code: 'WINRM_ABORTED', detail: { sent: false } });
  });
});

describe.each(KINDS)('an answer (%s)', kind => {
  it.each([
    ['in chunks', true],
    ['of a known length', false],
  ])('arrives byte by byte, %s', async (_, chunked) => {
    const text = '<r>slow</r>';
    const machine = await startMachine(kind, {
      onCall: call => {
        const bytes = rawAnswer(call, text, chunked);
        call.socket.setNoDelay(true);
        const next = (at: number): void => {
          if (at < bytes.length) call.socket.write(bytes.subarray(at, at + 1), () => setImmediate(next, at + 1));
        };
        next(0);
      },
    });
    expect(await say(await channelTo(kind, machine.port), 'x')).toBe(text);
  });

  it('is lost with the connection, wherever it is cut, and is not asked for again', async () => {
    let cut = 0;
    let size = 1;
    let calls = 0;
    const machine = await startMachine(kind, {
      onCall: call => {
        calls++;
        const bytes = rawAnswer(call, '<r/>');
        size = bytes.length;
        if (cut === 0) call.socket.end();
        else call.socket.end(bytes.subarray(0, cut));
      },
    });
    for (; cut < size; cut += cut < 8 || size - cut < 8 ? 1 : 13) {
      const error = await failureOf(say(await channelTo(kind, machine.port), 'x'));
      expect(error, `cut after ${cut}`).toMatchObject({
        code: 'WINRM_CONNECTION_LOST',
        retryable: true,
        detail: { sent: true },
      });
      expect(calls).toBe(1);
      calls = 0;
    }
    expect(cut).toBeGreaterThanOrEqual(size);
  });

  it('is lost when the machine resets the connection', async () => {
    const machine = await startMachine(kind, { onCall: call => rawSocket(call.socket).resetAndDestroy() });
    const error = await failureOf(say(await channelTo(kind, machine.port), 'x'));
    expect(error).toMatchObject({ code: 'WINRM_CONNECTION_LOST', retryable: true, detail: { sent: true } });
  });

  it('may be large, and may not be too large', async () => {
    const text = 'x'.repeat(3_000_000);
    const machine = await startMachine(kind, { onCall: call => call.reply(text) });
    expect((await say(await channelTo(kind, machine.port), 'x')).length).toBe(text.length);
    const small = await channelTo(kind, machine.port, { options: { maxAnswer: 1_000_000 } });
    expect(await failureOf(say(small, 'x'))).toMatchObject({
      code: 'WINRM_ENVELOPE_TOO_LARGE',
      detail: { sent: true },
    });
  });

  it('must be HTTP', async () => {
    const machine = await startMachine(kind, { onCall: call => call.socket.write('whatever\r\n') });
    expect(await failureOf(say(await channelTo(kind, machine.port), 'x'))).toMatchObject({
      code: 'WINRM_PROTOCOL_VIOLATED',
    });
  });

  it('that nobody has asked for ends the connection', async () => {
    const sockets: Socket[] = [];
    const machine = await startMachine(kind, {
      onCall: call => {
        sockets.push(call.socket);
        call.reply('ok');
      },
    });
    const channel = await channelTo(kind, machine.port);
    expect(await say(channel, 'x')).toBe('ok');
    sockets[0]?.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    await until(() => machine.open() === 0);
    expect(await say(channel, 'y')).toBe('ok');
    expect(machine.connections()).toBe(2);
  });
});

/** The TCP socket under a TLS one. */
function rawSocket(socket: Socket): Socket {
  const { _parent: parent } = socket as Socket & { _parent?: Socket };
  return parent ?? socket;
}
