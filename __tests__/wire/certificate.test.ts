// Logging on by client certificate: shown inside TLS 1.2, named in every request, kept nowhere.
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { createAuthority, createMachineCertificate } from '../support/certificates.ts';
import { channelTo, closing, failureOf, say } from '../support/channels.ts';

const authority = createAuthority();
const machine = authority.then(ca => createMachineCertificate(ca));
const client = authority.then(ca =>
  createMachineCertificate(ca, { commonName: 'svc_patch', names: [], addresses: [] }),
);

interface Asker {
  readonly port: number;
  readonly seen: {
    readonly authorization: string | undefined;
    readonly who: string;
    readonly protocol: string | null;
  }[];
  close(): void;
}

/** A machine that knows one client certificate. */
async function startAsker(asks = true): Promise<Asker> {
  const { key, cert } = await machine;
  const seen: Asker['seen'] = [];
  const ca = (await authority).pem;
  const server = createServer({ key, cert, ca, requestCert: asks, rejectUnauthorized: false }, (request, response) => {
    const socket = request.socket as TLSSocket;
    const who = socket.authorized ? String(socket.getPeerCertificate().subject.CN) : '';
    seen.push({ authorization: request.headers.authorization, who, protocol: socket.getProtocol() });
    request.resume();
    if (who === 'svc_patch') response.writeHead(200, { 'content-type': 'application/soap+xml' }).end('<ok/>');
    else response.writeHead(403).end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return closing({
    port,
    seen,
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
    expect([asker.seen, asked]).toEqual([[seen, seen], 1]);
  });

  it('that the machine does not ask for is no logon', async () => {
    const asker = await startAsker(false);
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
