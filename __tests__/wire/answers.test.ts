// What comes back for an envelope, as agreed or not: over HTTPS the status speaks, on a sealed connection only the seal does.
import { describe, expect, it } from 'vitest';
import { encodeSealedBody, sealedContentType } from '../../src/winrm/auth/sealing.ts';
import { type Call, LABEL } from '../support/auth-server.ts';
import { channelTo, failureOf, say, startMachine, TIMEOUT, until } from '../support/channels.ts';

describe('answers over HTTPS', () => {
  it('gives a fault back as an answer, whatever the status', async () => {
    const machine = await startMachine('https', { onCall: call => call.reply('<fault/>', 500) });
    const channel = await channelTo('https', machine.port);
    const answer = await channel.post(Buffer.from('x'), { timeout: TIMEOUT });
    expect([answer.httpStatus, Buffer.from(answer.soap).toString()]).toEqual([500, '<fault/>']);
    expect(machine.connections()).toBe(1);
  });

  it.each([
    [401, 'WINRM_AUTH_REJECTED'],
    [403, 'WINRM_FORBIDDEN'],
    [404, 'WINRM_NOT_FOUND'],
    [413, 'WINRM_ENVELOPE_TOO_LARGE'],
    [503, 'WINRM_BUSY'],
    [500, 'WINRM_HTTP_FAILED'],
    [200, 'WINRM_HTTP_FAILED'],
  ])('takes a page with status %i for %s and quotes it', async (status, code) => {
    const machine = await startMachine('https', {
      onCall: call => call.plain('<h1>Gateway</h1>', status, 'text/html'),
    });
    const error = await failureOf(say(await channelTo('https', machine.port), 'x'));
    expect(error).toMatchObject({ code, detail: { httpStatus: status, peerText: 'Gateway' } });
  });

  it('gives an empty success back as an empty answer', async () => {
    const machine = await startMachine('https', { onCall: call => call.plain('', 200) });
    expect(await say(await channelTo('https', machine.port), 'x')).toBe('');
  });

  it('knows the certificate of the machine once it has talked to it', async () => {
    const machine = await startMachine('https');
    const channel = await channelTo('https', machine.port);
    expect(channel.peerCertificate).toBeUndefined();
    await say(channel, 'x');
    expect(channel.peerCertificate).toMatchObject({
      subject: 'CN=machine',
      issuer: 'CN=Test CA',
      sha256: expect.stringMatching(/^[\da-f]{64}$/),
    });
  });
});

describe('answers on a sealed connection', () => {
  it('gives a sealed fault back as an answer', async () => {
    const machine = await startMachine('http-sealed', { onCall: call => call.reply('<fault/>', 500) });
    const answer = await (await channelTo('http-sealed', machine.port)).post(Buffer.from('x'), { timeout: TIMEOUT });
    expect([answer.httpStatus, Buffer.from(answer.soap).toString()]).toEqual([500, '<fault/>']);
  });

  it.each([
    ['a result in the clear', (call: Call) => call.plain('<r/>', 200), 'WINRM_SEALING_FAILED'],
    ['a fault in the clear', (call: Call) => call.plain('<fault/>', 500), 'WINRM_SEALING_FAILED'],
    ['a fault in the clear as 400', (call: Call) => call.plain('<fault/>', 400), 'WINRM_SEALING_FAILED'],
    ['an empty success', (call: Call) => call.plain('', 200), 'WINRM_SEALING_FAILED'],
    ['a page as success', (call: Call) => call.plain('<h1>ok</h1>', 200, 'text/html'), 'WINRM_SEALING_FAILED'],
    ['a page as 413', (call: Call) => call.plain('<h1>too large</h1>', 413, 'text/html'), 'WINRM_ENVELOPE_TOO_LARGE'],
    ['an empty 413', (call: Call) => call.plain('', 413), 'WINRM_ENVELOPE_TOO_LARGE'],
    ['an empty 503', (call: Call) => call.plain('', 503), 'WINRM_BUSY'],
    ['an empty 401', (call: Call) => call.plain('', 401), 'WINRM_AUTH_REJECTED'],
    ['an empty 403', (call: Call) => call.plain('', 403), 'WINRM_FORBIDDEN'],
    ['an empty 404', (call: Call) => call.plain('', 404), 'WINRM_NOT_FOUND'],
    ['an empty 500', (call: Call) => call.plain('', 500), 'WINRM_HTTP_FAILED'],
    ['an empty 400 to the first envelope', (call: Call) => call.plain('', 400), 'WINRM_HTTP_FAILED'],
    [
      'CredSSP parts',
      (call: Call) =>
        call.plain('x', 200, 'multipart/x-multi-encrypted;protocol="application/HTTP-CredSSP-session-encrypted"'),
      'WINRM_SEALING_FAILED',
    ],
    ['a frame that is none', (call: Call) => call.plain('x', 200, sealedContentType(LABEL)), 'WINRM_SEALING_FAILED'],
  ])('takes %s for an error, drops the connection, and the next call logs on again', async (_, answer, code) => {
    const machine = await startMachine('http-sealed', {
      onCall: call => (call.call === 0 ? answer(call) : call.reply('ok')),
    });
    const channel = await channelTo('http-sealed', machine.port);
    expect(await failureOf(say(channel, 'x'))).toMatchObject({ code });
    expect(machine.requests).toHaveLength(3);
    expect(await say(channel, 'y')).toBe('ok');
    expect(machine.connections()).toBe(2);
  });

  const framed = (call: Call, change: (body: Buffer) => Buffer, length?: number): void => {
    const message = call.sealing?.seal(Buffer.from('<r/>'));
    if (message === undefined) throw new Error('not sealed');
    const body = encodeSealedBody({ label: LABEL, length: length ?? 4, ...message });
    call.response.writeHead(200, { 'content-type': sealedContentType(LABEL) }).end(change(body));
  };
  const flip = (body: Buffer, fromEnd: number): Buffer => {
    const at = body.length - fromEnd;
    body[at] = (body[at] ?? 0) ^ 1;
    return body;
  };
  it.each([
    ['a changed body', (call: Call) => framed(call, body => flip(body, 25))],
    ['a changed checksum', (call: Call) => framed(call, body => flip(body, 24 + 4 + 10))],
    ['a changed sequence number', (call: Call) => framed(call, body => flip(body, 24 + 4 + 1))],
    ['another length', (call: Call) => framed(call, body => body, 3)],
  ])('refuses %s', async (_, onCall) => {
    const machine = await startMachine('http-sealed', { onCall });
    const channel = await channelTo('http-sealed', machine.port);
    expect(await failureOf(say(channel, 'x'))).toMatchObject({ code: 'WINRM_SEALING_FAILED', retryable: false });
    await until(() => machine.open() === 0);
  });

  it('refuses an answer that has been given before', async () => {
    let recorded: Buffer | undefined;
    const machine = await startMachine('http-sealed', {
      onCall: call =>
        framed(call, body => {
          recorded ??= Buffer.from(body);
          return recorded;
        }),
    });
    const channel = await channelTo('http-sealed', machine.port);
    expect(await say(channel, 'x')).toBe('<r/>');
    expect(await failureOf(say(channel, 'y'))).toMatchObject({ code: 'WINRM_SEALING_FAILED' });
  });

  it('logs on once more when the machine has forgotten the connection, and says the same again', async () => {
    const texts: string[] = [];
    const machine = await startMachine('http-sealed', {
      onCall: call => {
        texts.push(call.soap.toString());
        if (call.call === 1) call.plain('', 400);
        else call.reply('ok');
      },
    });
    const channel = await channelTo('http-sealed', machine.port);
    expect(await say(channel, 'x')).toBe('ok');
    expect(await say(channel, 'y')).toBe('ok');
    expect(texts).toEqual(['x', 'y', 'y']);
    expect(machine.connections()).toBe(2);
  });

  it('logs on no more than once for that', async () => {
    const machine = await startMachine('http-sealed', {
      onCall: call => (call.call === 0 ? call.reply('ok') : call.plain('', 400)),
    });
    const channel = await channelTo('http-sealed', machine.port);
    expect(await say(channel, 'x')).toBe('ok');
    expect(await failureOf(say(channel, 'y'))).toMatchObject({
      code: 'WINRM_HTTP_FAILED',
      detail: { httpStatus: 400 },
    });
    expect(machine.connections()).toBe(2);
  });
});
