// The server face without sockets: who is let in, what strangers are told, and that nothing a client can send gets further.
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPeer, type Peer, type PeerHandler, type PeerOptions, type PeerReply } from '../../../src/winrm/peer.ts';
import { readResponse, writeRequest } from '../../../src/winrm/wsman/envelope.ts';
import { readFault } from '../../../src/winrm/wsman/fault.ts';
import { readIdentity, writeIdentify } from '../../../src/winrm/wsman/messages.ts';
import { actions, resources } from '../../../src/winrm/wsman/names.ts';
import { writeCreate } from '../../../src/winrm/wsman/shell.ts';
import { authorization, logOn, ntlmClient, post, sealed, soapType, unsealed } from '../../support/hand.ts';
import { lookup } from '../../support/loopback.ts';

function peerOf(handler: Partial<PeerHandler> = {}, options: Partial<PeerOptions> = {}): Peer {
  return createPeer({
    lookup,
    serverName: 'SRV01',
    handler: { invoke: async () => ({}), ...handler },
    now: Date.now,
    randomBytes,
    ...options,
  });
}

const ask = (action: string, resourceUri: string, body = '', selectors: Record<string, string> = {}): Uint8Array =>
  writeRequest(
    { action, to: 'T', messageId: 'M', resourceUri, selectors, maxEnvelopeSize: 153_600, operationTimeout: 20_000 },
    body,
  );
const status = (reply: PeerReply | 'drop'): number | 'drop' => (reply === 'drop' ? reply : reply.status);
const faultOf = (reply: PeerReply | 'drop'): number | undefined =>
  reply === 'drop' ? undefined : readFault(readResponse(reply.body).body)?.number;
const config = ask(actions.get, resources.config);

describe('a stranger', () => {
  it.each([
    ['SOAP', config, {}],
    ['nothing', '', {}],
    ['Identify without the header', writeIdentify(), {}],
    ['anything else with the header', config, { wsmanidentify: 'unauthenticated' }],
    ['garbage with the header', 'garbage', { wsmanidentify: 'unauthenticated' }],
    ['Basic', config, { authorization: 'Basic dXNlcjpwYXNz' }],
    ['an empty Negotiate', config, { authorization: 'Negotiate' }],
  ])('who sends %s is asked to log on, and told nothing', async (_, body, headers) => {
    const reply = await post(peerOf().connection({ tls: true }), body, headers as Record<string, string>);
    expect(reply).toEqual({ status: 401, headers: { 'WWW-Authenticate': 'Negotiate' }, body: new Uint8Array(0) });
  });

  it('learns that a service is there, and no version', async () => {
    const peer = peerOf({ osVersion: () => '10.0.26100' });
    const reply = await post(peer.connection({ tls: false }), writeIdentify(), { wsmanidentify: 'unauthenticated' });
    if (reply === 'drop') return expect.fail();
    expect(readIdentity(readResponse(reply.body).body)?.productVersion).toBe('OS: 0.0.0 SP: 0.0 Stack: 3.0');
  });

  it('is let in with the right password only', async () => {
    expect(status(await logOn(peerOf().connection({ tls: true })))).toBe(200);
    const connection = peerOf().connection({ tls: true });
    expect(status(await logOn(connection, ntlmClient('wrong'), config))).toBe(401);
    expect(status(await post(connection, config))).toBe(401);
    expect(status(await logOn(connection, ntlmClient(), config))).toBe(200); // a second try on the same connection
  });

  it('gets nowhere with tokens that are none', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 120 }), { maxLength: 4 }),
        fc.string(),
        async (tokens, scheme) => {
          const connection = peerOf().connection({ tls: true });
          for (const token of tokens) expect(status(await post(connection, config, authorization(token)))).toBe(401);
          expect(status(await post(connection, config, { authorization: scheme }))).toBe(401);
        },
      ),
    );
  });

  it.each([
    ['another path', { method: 'POST', path: '/other' }, 404],
    ['another method', { method: 'GET', path: '/wsman' }, 405],
  ])('finds nothing at %s', async (_, where, expected) => {
    const reply = await peerOf()
      .connection({ tls: true })
      .answer({ ...where, headers: {}, body: new Uint8Array(0) });
    expect(status(reply)).toBe(expected);
  });

  it('cannot make it swallow more than an envelope', async () => {
    const connection = peerOf({}, { maxEnvelopeSize: 1000 }).connection({ tls: true });
    expect(status(await post(connection, Buffer.alloc(6000)))).toBe(413);
  });
});

describe('without TLS', () => {
  it('nothing is taken or said in the clear', async () => {
    const connection = peerOf().connection({ tls: false });
    const client = ntlmClient();
    expect(status(await logOn(connection, client))).toBe(200);
    expect(await post(connection, config, { 'content-type': soapType })).toEqual({
      status: 500,
      headers: {},
      body: new Uint8Array(0),
    });
    const { body, headers } = sealed(client, config);
    const reply = await post(connection, body, headers);
    expect(status(reply)).toBe(200);
    expect(Buffer.from((reply as PeerReply).body).toString('latin1')).not.toContain('Envelope');
    expect(unsealed(client, reply)).toContain('MaxEnvelopeSizekb');
  });

  it.each([
    ['changed', (body: Buffer) => body.fill((body.at(-60) ?? 0) ^ 1, body.length - 60, body.length - 59)],
    ['cut off', (body: Buffer) => body.subarray(0, body.length - 40)],
    ['empty', () => Buffer.alloc(0)],
  ])('a sealed message that is %s ends the connection', async (_, spoil) => {
    const connection = peerOf().connection({ tls: false });
    const client = ntlmClient();
    await logOn(connection, client);
    const { body, headers } = sealed(client, config);
    expect(await post(connection, spoil(body), headers)).toBe('drop');
  });

  it('a sealed message is good once', async () => {
    const connection = peerOf().connection({ tls: false });
    const client = ntlmClient();
    await logOn(connection, client);
    const { body, headers } = sealed(client, config);
    expect(status(await post(connection, body, headers))).toBe(200);
    expect(await post(connection, body, headers)).toBe('drop');
  });
});

describe('who is logged on', () => {
  async function inside(peer = peerOf()): Promise<(soap: Uint8Array | string) => Promise<PeerReply | 'drop'>> {
    const connection = peer.connection({ tls: true });
    await logOn(connection);
    return soap => post(connection, soap, { 'content-type': soapType });
  }

  const create = ask(
    actions.create,
    `${resources.powershell}Microsoft.PowerShell`,
    writeCreate({
      inputStreams: 'stdin pr',
      outputStreams: 'stdout',
      creation: Buffer.from('no fragments at all, but long enough for one header'),
    }),
  );

  it.each([
    ['an unknown action', ask('urn:nothing', resources.shell), 2150858789],
    ['an unknown resource', ask(actions.get, 'urn:nothing'), 2150858811],
    ['an unknown configuration', ask(actions.create, `${resources.powershell}Nope`), 2150858811],
    ['a cmd shell', ask(actions.create, resources.cmd), 2150858811],
    ['a shell that is not there', ask(actions.receive, resources.shell, '', { ShellId: 'X' }), 2150858843],
    ['no shell', ask(actions.delete, resources.shell), 2150858843],
    ['PSRP that is none', create, 87],
    ['a context that is not there', ask(actions.pull, resources.shell), 2150858763],
    ['an unknown class', ask(actions.enumerate, `${resources.wmi}root/cimv2/Nope`), 2150858752],
  ])('and asks for %s gets a fault with a number', async (_, soap, number) => {
    const reply = await (await inside())(soap);
    expect([status(reply), faultOf(reply)]).toEqual([500, number]);
  });

  it('gets a fault for whatever is not SOAP, and nothing worse', async () => {
    const say = await inside();
    const text = Buffer.from(config).toString();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.nat(text.length - 1).map(at => text.slice(0, at)),
        ),
        async soap => {
          expect(status(await say(soap))).toBe(500);
        },
      ),
    );
  });

  it('and spoils a request anywhere gets an answer of some kind', async () => {
    const say = await inside();
    const text = Buffer.from(create).toString();
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length), fc.string({ maxLength: 5 }), fc.nat(8), async (at, noise, skip) => {
        const reply = await say(text.slice(0, at) + noise + text.slice(at + skip));
        expect([200, 500]).toContain(status(reply));
      }),
    );
  });

  it('finds a handler that throws behind a fault', async () => {
    const peer = peerOf({
      cim: () => {
        throw new Error('a bug in the model');
      },
    });
    const reply = await (await inside(peer))(ask(actions.enumerate, `${resources.wmi}root/cimv2/X`));
    expect(faultOf(reply)).toBe(2147549183);
  });

  it('finds nothing after the connection is closed or the machine is down', async () => {
    const peer = peerOf();
    const say = await inside(peer);
    peer.reset();
    expect(await say(config)).toBe('drop');
    expect(status(await (await inside(peer))(config))).toBe(200);
  });
});
