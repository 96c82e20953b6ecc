// Through a jump host: the machine is reached, nobody in between can read or be taken for it, and each failure says on which side it is.
import { describe, expect, it } from 'vitest';
import { parseJumpHost } from '../../src/winrm/jump.ts';
import { channelTo, closing, failureOf, KINDS, say, startMachine, until } from '../support/channels.ts';
import { type SocksOptions, startSocks } from '../support/socks.ts';

const jumpTo = async (port: number, options: Partial<SocksOptions> = {}) =>
  closing(await startSocks({ port, ...options }));

describe.each(KINDS)('a jump host (%s)', kind => {
  it('carries a whole conversation, and learns nothing but where it goes', async () => {
    const machine = await startMachine(kind);
    const jump = await jumpTo(machine.port);
    const via = `socks5://127.0.0.1:${jump.port}`;
    const channel = await channelTo(kind, machine.port, { endpoint: { via, servername: 'localhost' } });
    for (const text of ['one', 'a secret thing', 'x'.repeat(100_000)])
      expect(await say(channel, text)).toBe(`<r>${text}</r>`);
    expect(jump.targets).toEqual([`127.0.0.1:${machine.port}`]);
    expect(jump.relayed().length).toBeGreaterThan(100_000);
    expect(jump.relayed().includes('a secret thing')).toBe(false);
    channel.close();
    await until(() => jump.open() === 0 && machine.open() === 0);
  });

  it('resolves names itself, and is given addresses as addresses', async () => {
    const machine = await startMachine(kind);
    const jump = await jumpTo(machine.port, { account: { user: 'u@x', password: 'p:ä/' } });
    const via = `socks5://u%40x:p%3A%C3%A4%2F@localhost:${jump.port}`;
    for (const host of ['no-such-name.corp.example', '[2001:db8::17]', '::1']) {
      const channel = await channelTo(kind, machine.port, { endpoint: { via, host, servername: 'localhost' } });
      expect(await say(channel, 'hello')).toBe('<r>hello</r>');
      channel.close();
    }
    expect(jump.targets).toEqual(
      ['no-such-name.corp.example', '20010db8000000000000000000000017', `${'0'.repeat(31)}1`].map(
        host => `${host}:${machine.port}`,
      ),
    );
  });

  it.each([
    ['wants a user', { account: { user: 'u', password: 'p' } }, '', 'WINRM_JUMP_REFUSED'],
    ['refuses the password', { account: { user: 'u', password: 'p' } }, 'u:wrong@', 'WINRM_JUMP_REFUSED'],
    ['forbids the machine', { reply: 2 }, '', 'WINRM_JUMP_REFUSED'],
    ['cannot reach the network', { reply: 3 }, '', 'WINRM_JUMP_FAILED'],
    ['cannot find the machine', { reply: 4 }, '', 'WINRM_JUMP_FAILED'],
    ['is refused by the machine', { reply: 5 }, '', 'WINRM_JUMP_FAILED'],
    ['answers with a number of its own', { reply: 77 }, '', 'WINRM_JUMP_FAILED'],
    ['is something else', { says: Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n') }, '', 'WINRM_JUMP_REFUSED'],
    ['says nothing', { says: Buffer.alloc(0) }, '', 'WINRM_JUMP_FAILED'],
    ['hangs up', { hangsUp: true }, '', 'WINRM_JUMP_UNREACHABLE'],
  ] as const)('that %s has a code that says so', async (_name, options, user, code) => {
    const jump = await jumpTo(1, options);
    const via = `socks5://${user}127.0.0.1:${jump.port}`;
    const channel = await channelTo(kind, 5986, { endpoint: { via }, options: { connectTimeout: 300 } });
    const error = await failureOf(say(channel, 'hello'));
    expect(error).toMatchObject({ code, detail: { phase: 'jump', sent: false } });
    expect(error.message).toContain(`127.0.0.1:${jump.port}`);
    expect(error.message).not.toContain('wrong');
    await until(() => jump.open() === 0);
  });

  it('that is not there has a code that says so', async () => {
    const jump = await startSocks({ port: 1 });
    await jump.close();
    const channel = await channelTo(kind, 5986, { endpoint: { via: `socks5://127.0.0.1:${jump.port}` } });
    expect(await failureOf(say(channel, 'hello'))).toMatchObject({ code: 'WINRM_JUMP_UNREACHABLE', retryable: true });
  });
});

describe('the answers of a jump host', () => {
  const bounds = {
    'an IPv4 address': Buffer.from([1, 127, 0, 0, 1]),
    'an IPv6 address': Buffer.concat([Buffer.from([4]), Buffer.alloc(16, 1)]),
    'a name': Buffer.concat([Buffer.from([3, 9]), Buffer.from('jump.corp')]),
    'an empty name': Buffer.from([3, 0]),
    'the longest name': Buffer.concat([Buffer.from([3, 255]), Buffer.alloc(255, 5)]),
  };

  it.each(Object.entries(bounds))('are read in any pieces: %s', async (_, bound) => {
    const machine = await startMachine('http-sealed');
    for (const pieces of [[1], [2], [3], [7], [1, 4], [5, 1, 2], [300]]) {
      const jump = await jumpTo(machine.port, { bound, pieces, account: { user: 'u', password: 'p' } });
      const via = `socks5://u:p@127.0.0.1:${jump.port}`;
      const channel = await channelTo('http-sealed', machine.port, { endpoint: { via, servername: 'localhost' } });
      expect(await say(channel, 'hello')).toBe('<r>hello</r>');
      channel.close();
    }
  });

  it('may be anything, and megabytes of it: a coded error in time, and nothing is left', async () => {
    const hostile = [0, 1, 2, 3, 4, 5, 255].map(byte => Buffer.alloc(10_000_000, byte));
    const starts = ['0500', '0502', '05000500000305', '050005000001', '0500050000ff', '050205'];
    for (const says of [
      ...hostile,
      ...starts.map(hex => Buffer.concat([Buffer.from(hex, 'hex'), Buffer.alloc(2000, 3)])),
    ]) {
      const jump = await jumpTo(1, { says });
      const via = `socks5://127.0.0.1:${jump.port}`;
      const channel = await channelTo('https', 5986, { endpoint: { via }, options: { connectTimeout: 300 } });
      expect((await failureOf(say(channel, 'hello', 2_000))).code).toMatch(/^WINRM_/);
      channel.close();
      await until(() => jump.open() === 0);
    }
  });
});

it('a jump host that leads to another machine is found out by the certificate', async () => {
  const machine = await startMachine('https');
  const jump = await jumpTo(machine.port);
  const endpoint = { via: `socks5://127.0.0.1:${jump.port}`, host: 'other.corp.example' };
  const channel = await channelTo('https', machine.port, { endpoint });
  expect(await failureOf(say(channel, 'hello'))).toMatchObject({ code: 'WINRM_TLS_WRONG_NAME' });
});

describe('the address of a jump host', () => {
  it('has a port by default, and brackets are for addresses only', () => {
    expect(parseJumpHost('socks5://jump.corp.example')).toMatchObject({ host: 'jump.corp.example', port: 1080 });
    expect(parseJumpHost('socks5://[::1]:99/')).toMatchObject({ host: '::1', port: 99, username: undefined });
  });

  it.each([
    'jump',
    'http://jump',
    'socks4://jump',
    'socks5://',
    'socks5://jump/path',
    'socks5://a:b@jump?x',
    `socks5://${'a'.repeat(256)}@j`,
  ])('%s is refused, and no password repeated', text => {
    const refused = expect.objectContaining({
      code: 'WINRM_USAGE_INVALID',
      message: expect.not.stringContaining('a:b'),
    });
    expect(() => parseJumpHost(text)).toThrow(refused);
  });
});
