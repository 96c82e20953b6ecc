// A client's hand on a peer, without sockets: logs on, seals or not, and hands over whatever a test wants to send.
import { randomBytes } from 'node:crypto';
import { createNtlmClient } from '../../src/winrm/auth/ntlm/client.ts';
import type { MechanismContext } from '../../src/winrm/auth/scheme.ts';
import { decodeSealedBody, encodeSealedBody, sealedContentType } from '../../src/winrm/auth/sealing.ts';
import { WinrmError } from '../../src/winrm/errors.ts';
import type { Peer, PeerConnection, PeerReply } from '../../src/winrm/peer.ts';
import type { PostAnswer, Transport } from '../../src/winrm/transport.ts';
import { account } from './loopback.ts';

export const soapType = 'application/soap+xml;charset=UTF-8';
const label = 'application/HTTP-SPNEGO-session-encrypted';

export type Headers = Readonly<Record<string, string>>;

export const post = (connection: PeerConnection, body: Uint8Array | string, headers: Headers = {}) =>
  connection.answer({ method: 'POST', path: '/wsman', headers, body: Buffer.from(body) });

export const authorization = (token: Uint8Array): Headers => ({
  authorization: `Negotiate ${Buffer.from(token).toString('base64')}`,
});

/** The token of a WWW-Authenticate; empty when there is none. */
export function challengeOf(reply: PeerReply | 'drop'): Buffer {
  const header = reply === 'drop' ? undefined : reply.headers['WWW-Authenticate'];
  return Buffer.from(header?.split(' ')[1] ?? '', 'base64');
}

export function ntlmClient(password = account.password): MechanismContext {
  return createNtlmClient({
    username: account.username,
    password: () => password,
    servername: 'srv01',
    randomBytes,
    now: Date.now,
  });
}

/** Both handshake requests. @returns the reply to the second one. */
export async function logOn(
  connection: PeerConnection,
  client: MechanismContext = ntlmClient(),
  body: Uint8Array = Buffer.alloc(0),
): Promise<PeerReply | 'drop'> {
  const first = await client.step();
  if (first.kind !== 'send') throw new Error('no first token');
  const challenge = challengeOf(await post(connection, '', authorization(first.token)));
  const last = await client.step(challenge);
  if (last.kind !== 'send') throw new Error('no last token');
  const reply = await post(connection, body, authorization(last.token));
  if (reply !== 'drop' && reply.status !== 401) await client.step(challengeOf(reply));
  return reply;
}

/** A sealed body, and how to open the answer to it. */
export function sealed(
  client: MechanismContext,
  soap: Uint8Array | string,
): { readonly body: Buffer; readonly headers: Headers } {
  const plain = Buffer.from(soap);
  const body = encodeSealedBody({ label, length: plain.length, ...client.sealing().seal(plain) });
  return { body, headers: { 'content-type': sealedContentType(label) } };
}

export function unsealed(client: MechanismContext, reply: PeerReply | 'drop'): string {
  if (reply === 'drop') throw new Error('dropped');
  const part = decodeSealedBody(Buffer.from(reply.body));
  return Buffer.from(client.sealing().unseal(part.signature, part.sealed)).toString();
}

/** A transport into the peer itself, as if over HTTPS: logs on with the first post, loses its connection when it is dropped. */
export class DirectTransport implements Transport {
  readonly url = 'https://srv01:5986/wsman';
  readonly #peer: Peer;
  #connection: PeerConnection | undefined;

  constructor(peer: Peer) {
    this.#peer = peer;
  }

  async post(soap: Uint8Array): Promise<PostAnswer> {
    const reply = await this.#send(soap);
    if (reply === 'drop') {
      this.close();
      throw new WinrmError('WINRM_CONNECTION_LOST', 'dropped');
    }
    if (reply.status === 401) throw new WinrmError('WINRM_AUTH_REJECTED', 'refused');
    return { httpStatus: reply.status, soap: reply.body };
  }

  close(): void {
    this.#connection?.close();
    this.#connection = undefined;
  }

  async #send(soap: Uint8Array): Promise<PeerReply | 'drop'> {
    if (this.#connection !== undefined) return await post(this.#connection, soap, { 'content-type': soapType });
    this.#connection = this.#peer.connection({ tls: true });
    return await logOn(this.#connection, ntlmClient(), soap);
  }
}
