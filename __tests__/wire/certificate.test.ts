// Logging on by client certificate: shown inside TLS 1.2, named in every request, kept nowhere. A Windows machine asks for it late,
// by renegotiating in the middle of the first request, and so does the machine here.
import { constants } from 'node:crypto';
import { createServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import type { SecureContextOptions, TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { createAuthority, createMachineCertificate } from '../support/certificates.ts';
import { channelTo, closing, failureOf, say } from '../support/channels.ts';

const authority = createAuthority();
const machine = authority.then(ca => createMachineCertificate(ca));
const client = authority.then(ca =>
  createMachineCertificate(ca, { commonName: 'svc_patch', names: [], addresses: [] }),
);
const identity = await client.then(({ cert, key }) => ({ cert, key }));
const stranger = createAuthority().then(ca => createMachineCertificate(ca, { commonName: 'svc_patch' }));

interface Asker {
  readonly port: number;
  readonly seen: {
    readonly authorization: string | undefined;
    readonly who: string;
    readonly protocol: string | null;
    readonly size: number;
  }[];
  /** Connections that were made, and handshakes on them: one more where the certificate was asked for late. */
  readonly connections: () => number;
  readonly renegotiations: () => number;
  close(): void;
}

/** How a machine asks for the certificate: in the handshake, by renegotiation as http.sys does, or not at all. */
type Asks = 'at once' | 'late' | 'never';

function whoIs(socket: TLSSocket): string {
  return socket.authorized ? String(socket.getPeerCertificate().subject.CN) : '';
}

/** A machine that knows one client certificate. */
async function startAsker(asks: Asks = 'at once', more: SecureContextOptions = {}): Promise<Asker> {
  const { key, cert } = await machine;
  const seen: Asker['seen'] = [];
  const ca = (await authority).pem;
  let connections = 0;
  let renegotiations = 0;
  // Without it the second handshake would resume the first one, and a resumed handshake asks for nothing.
  const secureOptions = constants.SSL_OP_NO_SESSION_RESUMPTION_ON_RENEGOTIATION;
  const given = { key, cert, ca, secureOptions, requestCert: asks === 'at once', rejectUnauthorized: false, ...more };
  const server = createServer(given, (request, response) => {
    const socket = request.socket as TLSSocket;
    const answer = (): void => {
      const who = whoIs(socket);
      const size = Number(request.headers['content-length']);
      seen.push({ authorization: request.headers.authorization, who, protocol: socket.getProtocol(), size });
      request.resume();
      if (who === 'svc_patch') response.writeHead(200, { 'content-type': 'application/soap+xml' }).end('<ok/>');
      else response.writeHead(403).end();
    };
    if (asks !== 'late' || whoIs(socket) !== '') return answer();
    renegotiations++;
    socket.renegotiate({ requestCert: true, rejectUnauthorized: false }, error => {
      if (error === null) answer();
      else socket.destroy();
    });
  });
  server.on('secureConnection', () => {
    connections++;
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return closing({
    port,
    seen,
    connections: () => connections,
    renegotiations: () => renegotiations,
    close() {
      server.closeAllConnections();
      server.close();
    },
  });
}

const SCHEME = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual';

async function channelWith(port: number, clientCertificate?: () => { cert: string; key: string }) {
  const ca = (await authority).pem;
  const options = { auth: 'certificate', ...(clientCertificate ? { clientCertificate } : {}) } as const;
  const credentials = { username: '', password: () => Promise.reject(new Error('asked for a password')) };
  return channelTo('https', port, { endpoint: { ca }, options, credentials });
}

describe('a client certificate', () => {
  it('is shown over TLS 1.2, asked for once a connection, and named in every request', async () => {
    const asker = await startAsker();
    const { cert, key } = await client;
    let asked = 0;
    const channel = await channelWith(asker.port, () => {
      asked++;
      return { cert, key };
    });
    for (const text of ['one', 'two']) expect(await say(channel, text)).toBe('<ok/>');
    const seen = { authorization: SCHEME, who: 'svc_patch', protocol: 'TLSv1.2' };
    expect([asker.seen, asked]).toMatchObject([[seen, seen], 1]);
  });

  it('is shown when the machine asks for it in the middle of the first request, and once a connection', async () => {
    const asker = await startAsker('late');
    const channel = await channelWith(asker.port, () => identity);
    for (const text of ['one', 'x'.repeat(150_000)]) expect(await say(channel, text)).toBe('<ok/>');
    const another = channel.another();
    expect(await say(another, 'x'.repeat(10_000))).toBe('<ok/>');
    another.close();
    const seen = { authorization: SCHEME, who: 'svc_patch', protocol: 'TLSv1.2' };
    expect(asker.seen).toMatchObject([seen, seen, seen]);
    expect([asker.connections(), asker.renegotiations()]).toEqual([2, 2]);
  });

  it('is asked for ahead of an envelope that would be under way meanwhile', async () => {
    const asker = await startAsker('late');
    const channel = await channelWith(asker.port, () => identity);
    for (const text of ['x'.repeat(150_000), 'two']) expect(await say(channel, text)).toBe('<ok/>');
    expect(asker.seen.map(({ size }) => size > 1000)).toEqual([false, true, false]);
    expect([asker.connections(), asker.renegotiations()]).toEqual([1, 1]);
  });

  it('of somebody else is refused when the machine asks late', async () => {
    const asker = await startAsker('late');
    const { cert, key } = await stranger;
    const channel = await channelWith(asker.port, () => ({ cert, key }));
    expect(await failureOf(say(channel, 'one'))).toMatchObject({ code: 'WINRM_FORBIDDEN' });
    expect(asker.seen).toMatchObject([{ who: '' }]);
  });

  it('needs TLS 1.2, and a machine without it is told so', async () => {
    const asker = await startAsker('at once', { minVersion: 'TLSv1.3' });
    const channel = await channelWith(asker.port, () => identity);
    const error = await failureOf(say(channel, 'one'));
    expect(error).toMatchObject({ code: 'WINRM_TLS_FAILED', detail: { sent: false } });
    expect(error.message).toContain('TLS 1.2 only');
    expect(error.help).toContain('TLS 1.2');
  });

  it('needs TLS 1.2, which a machine that hangs up in the handshake may not have', async () => {
    const server = createTcpServer(
      socket => void socket.on('error', () => {}).once('data', () => socket.resetAndDestroy()),
    );
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    closing(server);
    const channel = await channelWith((server.address() as AddressInfo).port, () => identity);
    const error = await failureOf(say(channel, 'one'));
    expect(error).toMatchObject({ code: 'WINRM_CONNECTION_LOST', retryable: true });
    expect(error.help).toContain('TLS 1.2');
  });

  it('that the machine does not ask for is no logon', async () => {
    const asker = await startAsker('never');
    const { cert, key } = await client;
    const channel = await channelWith(asker.port, () => ({ cert, key }));
    expect(await failureOf(say(channel, 'one'))).toMatchObject({ code: 'WINRM_FORBIDDEN' });
  });

  it('that cannot be read is refused before anything is sent, and its key is in no error', async () => {
    const asker = await startAsker();
    const { cert } = await client;
    for (const key of ['no key at all', (await machine).key]) {
      const channel = await channelWith(asker.port, () => ({ cert, key }));
      const error = await failureOf(say(channel, 'one'));
      expect(error).toMatchObject({ code: 'WINRM_USAGE_INVALID' });
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(key.split('\n')[1] ?? key);
    }
    expect(asker.seen).toEqual([]);
  });

  it('is asked for where it is missing, and refused over HTTP', async () => {
    await expect(channelWith(1)).rejects.toMatchObject({ code: 'WINRM_USAGE_INVALID' });
    const { cert, key } = await client;
    const options = { auth: 'certificate', clientCertificate: () => ({ cert, key }) } as const;
    await expect(channelTo('http-sealed', 1, { options })).rejects.toMatchObject({ code: 'WINRM_USAGE_INVALID' });
  });
});
