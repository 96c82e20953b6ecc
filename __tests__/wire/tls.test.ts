// Certificates on real sockets: each way of being wrong has its own code, and no byte of a request is sent before the verdict.
import { createHash } from 'node:crypto';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { createTransport } from '../../src/winrm/channel.ts';
import { type EndpointInput, parseEndpoint } from '../../src/winrm/endpoint.ts';
import type { WinrmErrorCode } from '../../src/winrm/errors.ts';
import { secureContextFor } from '../../src/winrm/tls.ts';
import { type AuthServer, startAuthServer } from '../support/auth-server.ts';
import { createAuthority, createMachineCertificate, type MachineCertificate } from '../support/certificates.ts';
import { channelTo, closing, failureOf, PASSWORD, say, USER } from '../support/channels.ts';

const authority = await createAuthority();
const stranger = await createAuthority('Unknown CA');
const good = await createMachineCertificate(authority);
const selfSigned = await createMachineCertificate();
const foreign = await createMachineCertificate(stranger);
const expired = await createMachineCertificate(authority, { from: -9, to: -1 });
const early = await createMachineCertificate(authority, { from: 2, to: 9 });
const misnamed = await createMachineCertificate(authority, { names: ['other.corp.example'], addresses: [] });
const nameless = await createMachineCertificate(authority, { names: [], addresses: [] });
const named = (names: string[], commonName?: string) =>
  createMachineCertificate(authority, { names, addresses: [], ...(commonName === undefined ? {} : { commonName }) });
const SRV = 'srv01.corp.example';
const pinOf = (certificate: MachineCertificate): string => createHash('sha256').update(certificate.der).digest('hex');

async function talkTo(tls: MachineCertificate, endpoint: Partial<EndpointInput>) {
  const machine: AuthServer = closing(await startAuthServer({ accounts: { [USER]: PASSWORD }, tls }));
  const channel = await channelTo('https', machine.port, { endpoint });
  return { machine, channel, answer: () => say(channel, 'x') };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  closing({ close: () => void server.close() });
  return (server.address() as AddressInfo).port;
}

describe('a certificate', () => {
  const trusting = { ca: authority.pem };
  it.each<[string, MachineCertificate, Partial<EndpointInput>]>([
    ['of a trusted authority, for the address', good, trusting],
    ['of a trusted authority, for the name that is asked for', good, { ...trusting, servername: 'localhost' }],
    ['that is its own authority, given as `ca`', selfSigned, { ca: selfSigned.cert }],
    ['that is pinned, self-signed', selfSigned, { pin: pinOf(selfSigned) }],
    ['that is pinned, of a stranger', foreign, {}],
    ['that is pinned, expired', expired, {}],
    ['that is pinned, for another name', misnamed, {}],
    ['of a trusted authority and pinned', good, { ...trusting, pin: pinOf(good) }],
  ])('is taken: %s', async (_, tls, endpoint) => {
    const trust = Object.keys(endpoint).length === 0 ? { pin: pinOf(tls) } : endpoint;
    const { machine, answer } = await talkTo(tls, trust);
    expect(await answer()).toBe('<r>x</r>');
    expect(machine.requests).toHaveLength(2);
  });

  it.each<[string, MachineCertificate, Partial<EndpointInput>, WinrmErrorCode]>([
    ['for another name', misnamed, trusting, 'WINRM_TLS_WRONG_NAME'],
    ['for the address only', good, { ...trusting, servername: 'srv01.corp.example' }, 'WINRM_TLS_WRONG_NAME'],
    ['for no name at all', nameless, trusting, 'WINRM_TLS_WRONG_NAME'],
    ['expired', expired, trusting, 'WINRM_TLS_EXPIRED'],
    ['not valid yet', early, trusting, 'WINRM_TLS_EXPIRED'],
    ['self-signed', selfSigned, trusting, 'WINRM_TLS_SELF_SIGNED'],
    ['of an unknown authority', foreign, trusting, 'WINRM_TLS_UNKNOWN_CA'],
    ['of another authority than the pinned one', good, { pin: pinOf(selfSigned) }, 'WINRM_TLS_PIN_MISMATCHED'],
    [
      'pinned but of an unknown authority, where both are asked',
      selfSigned,
      { ...trusting, pin: pinOf(selfSigned) },
      'WINRM_TLS_SELF_SIGNED',
    ],
    ['trusted but not the pinned one', good, { ...trusting, pin: pinOf(selfSigned) }, 'WINRM_TLS_PIN_MISMATCHED'],
  ])('is refused before anything is sent: %s', async (_, tls, endpoint, code) => {
    const { machine, channel, answer } = await talkTo(tls, endpoint);
    const error = await failureOf(answer());
    expect(error).toMatchObject({
      code,
      retryable: false,
      detail: {
        sent: false,
        certificate: {
          subject: 'CN=machine',
          issuer: expect.stringMatching(/^CN=/),
          validFrom: expect.stringContaining('GMT'),
          validTo: expect.stringContaining('GMT'),
          sha256: pinOf(tls),
        },
      },
    });
    expect(machine.requests).toEqual([]);
    expect(channel.peerCertificate).toBeUndefined();
  });

  it.each([
    ['its name among others', named(['other', SRV]), true],
    ['a wildcard for one label', named(['*.corp.example']), true],
    ['a wildcard for two labels', named(['*.example']), false],
    ['a wildcard in the middle of a label', named(['srv*.corp.example']), false],
    ['no alternative names and its common name', named([], SRV), true],
    ['alternative names and its common name, which then does not count', named(['other'], SRV), false],
  ])('with %s', async (_, tls, taken) => {
    const { answer } = await talkTo(await tls, { ...trusting, servername: SRV });
    if (taken) expect(await answer()).toBe('<r>x</r>');
    else expect(await failureOf(answer())).toMatchObject({ code: 'WINRM_TLS_WRONG_NAME' });
  });

  it('is not one of the public authorities by default', async () => {
    const machine = closing(await startAuthServer({ tls: good }));
    const endpoint = parseEndpoint({ host: '127.0.0.1', port: machine.port });
    const channel = closing(createTransport(endpoint, { username: USER, password: () => PASSWORD }));
    expect(await failureOf(say(channel, 'x'))).toMatchObject({ code: 'WINRM_TLS_UNKNOWN_CA' });
  });
});

describe('TLS', () => {
  it('names the machine it asks for, but never an address', async () => {
    const asked: (string | false | null)[] = [];
    const server = createTlsServer({ key: good.key, cert: good.cert }, socket => {
      asked.push(socket.servername);
      socket.destroy();
    });
    const port = await listen(server);
    for (const endpoint of [{ servername: 'localhost' }, {}]) {
      await failureOf(say(await channelTo('https', port, { endpoint: { ca: authority.pem, ...endpoint } }), 'x'));
    }
    expect(asked).toEqual(['localhost', false]);
  });

  it('fails on a port that speaks something else', async () => {
    const port = await listen(createServer(socket => socket.end('SSH-2.0-OpenSSH_9.2\r\n')));
    const error = await failureOf(say(await channelTo('https', port), 'x'));
    expect(error).toMatchObject({ code: 'WINRM_TLS_FAILED', retryable: false, detail: { sent: false, phase: 'tls' } });
  });

  it('fails on a peer that knows no version of ours', async () => {
    const server = createTlsServer({
      key: good.key,
      cert: good.cert,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'ALL:@SECLEVEL=0',
    });
    server.on('tlsClientError', () => {});
    const port = await listen(server);
    expect(await failureOf(say(await channelTo('https', port), 'x'))).toMatchObject({ code: 'WINRM_TLS_FAILED' });
  });

  it('takes a connection that ends in the middle of the handshake for lost, since a machine that restarts does that', async () => {
    const port = await listen(createServer(socket => socket.once('data', () => socket.resetAndDestroy())));
    const error = await failureOf(say(await channelTo('https', port), 'x'));
    expect(error).toMatchObject({
      code: 'WINRM_CONNECTION_LOST',
      retryable: true,
      detail: { sent: false, phase: 'tls' },
    });
  });

  it('waits for a silent peer no longer than it may', async () => {
    const port = await listen(createServer(socket => closing({ close: () => socket.destroy() })));
    const channel = await channelTo('https', port, { options: { connectTimeout: 40 } });
    const error = await failureOf(say(channel, 'x'));
    expect(error).toMatchObject({
      code: 'WINRM_CONNECTION_TIMED_OUT',
      retryable: true,
      detail: { sent: false, phase: 'tls' },
    });
  });

  it('reads the authorities once, however many machines there are', () => {
    expect(secureContextFor(authority.pem)).toBe(secureContextFor(authority.pem));
    expect(secureContextFor(authority.pem)).not.toBe(secureContextFor(stranger.pem));
    expect(secureContextFor(undefined)).toBe(secureContextFor(undefined));
  });

  it('says so when the authorities cannot be read', async () => {
    const ca = '-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n';
    const channel = await channelTo('https', 9, { endpoint: { ca } });
    expect(await failureOf(say(channel, 'x'))).toMatchObject({ code: 'WINRM_USAGE_INVALID' });
  });
});
