// The 401 dance on real sockets: what it costs, what it sends, and how it fails.
import { describe, expect, it } from 'vitest';
import type { AuthServer } from '../support/auth-server.ts';
import { createMachineCertificate } from '../support/certificates.ts';
import { channelTo, failureOf, KINDS, PASSWORD, say, startMachine, USER } from '../support/channels.ts';

const words = (machine: AuthServer): (string | undefined)[] =>
  machine.requests.map(request => request.authorization?.split(' ')[0]);
const sizes = (machine: AuthServer): number[] => machine.requests.map(request => request.body.length);

describe('NTLM', () => {
  it('costs one request more over HTTPS: the last token carries the envelope', async () => {
    const machine = await startMachine('https');
    const channel = await channelTo('https', machine.port);
    expect(await say(channel, 'one')).toBe('<r>one</r>');
    expect(await say(channel, 'two')).toBe('<r>two</r>');
    expect(words(machine)).toEqual(['Negotiate', 'Negotiate', undefined]);
    expect(sizes(machine)).toEqual([0, 3, 3]);
    expect(machine.connections()).toBe(1);
  });

  it('costs two requests more over HTTP, both empty, and everything behind them is sealed', async () => {
    const machine = await startMachine('http-sealed');
    const channel = await channelTo('http-sealed', machine.port);
    const secret = 'the-text-of-the-envelope';
    expect(await say(channel, secret)).toBe(`<r>${secret}</r>`);
    expect(await say(channel, secret)).toBe(`<r>${secret}</r>`);
    expect(words(machine)).toEqual(['Negotiate', 'Negotiate', undefined, undefined]);
    expect(sizes(machine).slice(0, 2)).toEqual([0, 0]);
    for (const { body } of machine.requests) expect(body.includes(secret)).toBe(false);
    expect(machine.requests[2]?.body).not.toEqual(machine.requests[3]?.body);
  });

  it.each(KINDS)('sends one wrong password once: rejected is final (%s)', async kind => {
    const machine = await startMachine(kind);
    let asked = 0;
    const password = (): string => {
      asked++;
      return `${PASSWORD}!`;
    };
    const channel = await channelTo(kind, machine.port, { credentials: { password } });
    const error = await failureOf(say(channel, 'x'));
    expect(error).toMatchObject({ code: 'WINRM_AUTH_REJECTED', retryable: false, detail: { httpStatus: 401 } });
    expect(machine.rejections).toHaveLength(1);
    expect(machine.requests).toHaveLength(2);
    expect(asked).toBe(1);
  });

  it('asks for the password at each logon and waits for it', async () => {
    const machine = await startMachine('https');
    const password = async (): Promise<string> => PASSWORD;
    const channel = await channelTo('https', machine.port, {
      credentials: { username: 'svc', domain: 'CORP', password },
    });
    expect(await say(channel, 'x')).toBe('<r>x</r>');
  });

  it('asks a source who logs on at each logon, and passes on why it could not say', async () => {
    const machine = await startMachine('https');
    const closed = new Error('the vault is closed');
    const answers = [closed, 'old', PASSWORD];
    const channel = await channelTo('https', machine.port, {
      credentials: async () => {
        const answer = answers.shift() ?? closed;
        if (answer instanceof Error) throw answer;
        return { username: USER, password: () => answer };
      },
    });
    await expect(say(channel, 'a')).rejects.toBe(closed);
    expect(machine.connections()).toBe(0);
    expect(await failureOf(say(channel, 'b'))).toMatchObject({ code: 'WINRM_AUTH_REJECTED' });
    for (const text of ['c', 'd']) expect(await say(channel, text)).toBe(`<r>${text}</r>`);
    expect(answers).toEqual([]);
  });

  it('takes user@realm whole', async () => {
    const machine = await startMachine('http-sealed', { accounts: { 'svc@corp.example': PASSWORD } });
    const channel = await channelTo('http-sealed', machine.port, { credentials: { username: 'svc@corp.example' } });
    expect(await say(channel, 'x')).toBe('<r>x</r>');
  });

  it('is refused by the machine when somebody in between shows another certificate', async () => {
    const { der } = await createMachineCertificate();
    const machine = await startMachine('https', { bindingOf: der });
    const channel = await channelTo('https', machine.port);
    expect(await failureOf(say(channel, 'x'))).toMatchObject({ code: 'WINRM_AUTH_REJECTED' });
    expect(machine.rejections).toEqual([expect.stringContaining('channel binding')]);
  });

  it('says which schemes are offered instead', async () => {
    const machine = await startMachine('https', { basic: true });
    const error = await failureOf(say(await channelTo('https', machine.port), 'x'));
    expect(error).toMatchObject({ code: 'WINRM_AUTH_NOT_OFFERED', detail: { offered: ['basic'] } });
  });

  it.each(KINDS)('tells a token that is turned away from a password that is wrong (%s)', async kind => {
    const machine = await startMachine(kind, {
      before: (_, response) => {
        response.writeHead(401, { 'www-authenticate': ['Negotiate', 'Kerberos'] }).end();
        return true;
      },
    });
    const error = await failureOf(say(await channelTo(kind, machine.port), 'x'));
    expect(error).toMatchObject({ code: 'WINRM_AUTH_TOKEN_REFUSED', detail: { offered: ['negotiate', 'kerberos'] } });
    expect(machine.requests).toHaveLength(1);
  });

  it('needs a connection that stays open', async () => {
    const machine = await startMachine('https', {
      before: (_, response) => {
        response.writeHead(401, { 'www-authenticate': 'Negotiate TlRMTVNTUAAC', connection: 'close' }).end();
        return true;
      },
    });
    const error = await failureOf(say(await channelTo('https', machine.port), 'x'));
    expect(error).toMatchObject({ code: 'WINRM_AUTH_FAILED', message: expect.stringContaining('proxy') });
  });

  it('refuses a challenge that is none', async () => {
    const machine = await startMachine('https', {
      before: (_, response) => {
        response.writeHead(401, { 'www-authenticate': 'Negotiate TlRMTVNTUAAC' }).end();
        return true;
      },
    });
    expect(await failureOf(say(await channelTo('https', machine.port), 'x'))).toMatchObject({
      code: 'WINRM_AUTH_FAILED',
    });
    expect(machine.requests).toHaveLength(1);
  });

  it('gives up on a machine that goes on asking', async () => {
    const machine = await startMachine('https', {
      before: (request, response, count) => {
        if (count < 2) return false;
        response.writeHead(401, { 'www-authenticate': request.headers.authorization ?? '' }).end();
        return true;
      },
    });
    expect(await failureOf(say(await channelTo('https', machine.port), 'x'))).toMatchObject({
      code: 'WINRM_AUTH_REJECTED',
    });
    expect(machine.requests).toHaveLength(2);
  });

  it('takes a rejected password for one, even where the machine now offers something else', async () => {
    const machine = await startMachine('https', {
      before: (_, response, count) => {
        if (count < 2) return false;
        response.writeHead(401, { 'www-authenticate': 'Basic realm="WSMAN"' }).end();
        return true;
      },
    });
    const error = await failureOf(say(await channelTo('https', machine.port), 'x'));
    expect(error).toMatchObject({ code: 'WINRM_AUTH_REJECTED' });
  });

  it.each([
    [200, 'WINRM_AUTH_FAILED'],
    [403, 'WINRM_FORBIDDEN'],
    [404, 'WINRM_NOT_FOUND'],
    [503, 'WINRM_BUSY'],
    [500, 'WINRM_HTTP_FAILED'],
  ])('takes status %i to its first token for %s', async (status, code) => {
    for (const kind of KINDS) {
      const machine = await startMachine(kind, {
        before: (_, response) => {
          response.writeHead(status).end();
          return true;
        },
      });
      expect(await failureOf(say(await channelTo(kind, machine.port), 'x'))).toMatchObject({ code });
    }
  });

  it('passes on why the password could not be had, and tries again with the next call', async () => {
    const machine = await startMachine('https');
    const vault = [(): string => PASSWORD];
    const password = async (): Promise<string> => {
      const read = vault.pop();
      if (read === undefined) throw new Error('the vault is sealed');
      return read();
    };
    const open = vault.splice(0);
    const channel = await channelTo('https', machine.port, { credentials: { password } });
    const error = await failureOf(say(channel, 'x'));
    expect(error).toMatchObject({ code: 'WINRM_AUTH_FAILED', cause: { message: 'the vault is sealed' } });
    vault.push(...open);
    expect(await say(channel, 'y')).toBe('<r>y</r>');
  });

  it('waits for a password no longer than the call may take', async () => {
    const machine = await startMachine('https');
    const channel = await channelTo('https', machine.port, { credentials: { password: () => new Promise(() => {}) } });
    const error = await failureOf(say(channel, 'x', 500));
    expect(error).toMatchObject({ code: 'WINRM_DEADLINE_EXCEEDED', detail: { sent: false } });
    expect(machine.requests).toHaveLength(1);
  });
});

describe('Basic', () => {
  const accounts = { svc: PASSWORD };
  const options = { auth: 'basic' } as const;
  const credentials = { username: 'svc' };

  it('goes along with every request, over HTTPS, and costs none', async () => {
    const machine = await startMachine('https', { basic: true, accounts });
    const channel = await channelTo('https', machine.port, { credentials, options });
    expect(await say(channel, 'one')).toBe('<r>one</r>');
    expect(await say(channel, 'two')).toBe('<r>two</r>');
    expect(words(machine)).toEqual(['Basic', 'Basic']);
  });

  it('is refused over HTTP before anything is opened', async () => {
    const machine = await startMachine('http-sealed', { basic: true, accounts });
    const refused = expect.objectContaining({ code: 'WINRM_USAGE_INVALID' });
    await expect(channelTo('http-sealed', machine.port, { credentials, options })).rejects.toThrow(refused);
    expect(machine.connections()).toBe(0);
  });

  it('sends a wrong password once', async () => {
    const machine = await startMachine('https', { basic: true, accounts: { svc: 'another' } });
    const channel = await channelTo('https', machine.port, { credentials, options });
    expect(await failureOf(say(channel, 'x'))).toMatchObject({ code: 'WINRM_AUTH_REJECTED' });
    expect(machine.requests).toHaveLength(1);
  });

  it('is told apart from a wrong password where the machine has it switched off, as a stock one has', async () => {
    const machine = await startMachine('https', { accounts: { [USER]: PASSWORD } });
    const channel = await channelTo('https', machine.port, { credentials, options });
    const error = await failureOf(say(channel, 'x'));
    expect(error).toMatchObject({ code: 'WINRM_AUTH_NOT_OFFERED', detail: { offered: ['negotiate', 'kerberos'] } });
  });
});
