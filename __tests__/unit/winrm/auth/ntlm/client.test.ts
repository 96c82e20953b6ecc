import { describe, expect, it } from 'vitest';
import { endpointBindingOf } from '../../../../../src/winrm/auth/channel-binding.ts';
import { avValue, decodeAvPairs, encodeAvPairs } from '../../../../../src/winrm/auth/ntlm/av-pairs.ts';
import { authenticateToken, negotiateToken } from '../../../../../src/winrm/auth/ntlm/client.ts';
import { NTLM_FLAG } from '../../../../../src/winrm/auth/ntlm/flags.ts';
import { lmv2Response, responseKey } from '../../../../../src/winrm/auth/ntlm/keys.ts';
import {
  type ChallengeMessage,
  decodeAuthenticate,
  decodeChallenge,
  encodeChallenge,
} from '../../../../../src/winrm/auth/ntlm/messages.ts';
import { acceptorOf, clientOf, exchange, NOW, PASSWORD } from '../../../../support/ntlm-exchange.ts';
import { bytes, hex, VECTOR_CERTIFICATE, vectors, vectorsMissing } from '../../../../support/ntlm-vectors.ts';

const failed = expect.objectContaining({ code: 'WINRM_AUTH_FAILED' });

/** A challenge as our acceptor makes it, changed by the test. */
function challengeWith(change: (message: ChallengeMessage) => Partial<ChallengeMessage>): Buffer {
  const step = acceptorOf().step(negotiateToken());
  if (!('challenge' in step)) throw new Error('no challenge');
  const message = decodeChallenge(step.challenge);
  return encodeChallenge({ ...message, ...change(message) });
}

async function answerTo(challenge: Buffer, options: Parameters<typeof clientOf>[0] = {}) {
  const client = clientOf(options);
  await client.step();
  const step = await client.step(challenge);
  if (step.kind !== 'send') throw new Error('no token');
  const message = decodeAuthenticate(step.token);
  return { message, pairs: decodeAvPairs(message.ntResponse.subarray(44)) };
}

describe.skipIf(vectorsMissing !== '')(`the client by recorded exchanges${vectorsMissing}`, () => {
  it.each(vectors)('$name: writes the same tokens, integrity code and binding included', vector => {
    const version = bytes('000c00000000000f');
    const recorded = decodeAuthenticate(bytes(vector.authenticate));
    expect(hex(negotiateToken(version))).toBe(vector.negotiate);
    const token = authenticateToken(bytes(vector.negotiate), bytes(vector.challenge), {
      user: vector.username,
      domain: vector.domain,
      password: vector.password,
      targetName: vector.target_spn,
      workstation: 'VM',
      version,
      channelBinding: vector.cert_der_sha256 === null ? undefined : endpointBindingOf(VECTOR_CERTIFICATE),
      clientChallenge: recorded.ntResponse.subarray(32, 40),
      sessionKey: bytes(vector.exported_session_key),
      now: 0,
    });
    expect(hex(token)).toBe(vector.authenticate);
  });
});

describe('the NTLM client', () => {
  it('asks for what Windows asks for, in 40 bytes', () => {
    const token = negotiateToken();
    expect(token).toHaveLength(40);
    expect(token.readUInt32LE(12)).toBe(0xe2088237);
  });

  it('is the same exchange again with the same dice and clock', async () => {
    const [one, two] = [await exchange(clientOf(), acceptorOf()), await exchange(clientOf(), acceptorOf())];
    expect(one.tokens).toEqual(two.tokens);
  });

  it.each([
    ['UNICODE', NTLM_FLAG.UNICODE],
    ['SIGN', NTLM_FLAG.SIGN],
    ['SEAL', NTLM_FLAG.SEAL],
    ['NTLM', NTLM_FLAG.NTLM],
    ['EXTENDED_SESSION_SECURITY', NTLM_FLAG.EXTENDED_SESSION_SECURITY],
    ['TARGET_INFO', NTLM_FLAG.TARGET_INFO],
    ['KEY_128', NTLM_FLAG.KEY_128],
    ['KEY_EXCHANGE', NTLM_FLAG.KEY_EXCHANGE],
  ])('refuses a challenge without %s, and does not even ask for the password', async (_, flag) => {
    let asked = 0;
    const password = (): string => {
      asked++;
      return PASSWORD;
    };
    const challenge = challengeWith(message => ({ flags: (message.flags & ~flag) >>> 0 }));
    await expect(answerTo(challenge, { password })).rejects.toThrow(failed);
    expect(asked).toBe(0);
  });

  it('never answers with a flag that it does not know, whatever the challenge grants', async () => {
    const { message } = await answerTo(
      challengeWith(({ flags }) => ({ flags: (flags | NTLM_FLAG.LM_KEY | 0x40) >>> 0 })),
    );
    expect(message.flags & (NTLM_FLAG.LM_KEY | 0x40)).toBe(0);
  });

  it('takes the time of the challenge, sends an integrity code and no LM response', async () => {
    const { message, pairs } = await answerTo(
      challengeWith(() => ({})),
      { now: () => 0 },
    );
    const time = avValue(pairs, 7);
    expect(time).toBeDefined();
    expect(hex(message.ntResponse.subarray(24, 32))).toBe(hex(time ?? Buffer.alloc(0)));
    expect(message.mic).toBeDefined();
    expect(hex(message.lmResponse)).toBe('00'.repeat(24));
    expect(hex(avValue(pairs, 6) ?? Buffer.alloc(0))).toBe('02000000');
  });

  it.each([
    ['an empty list', encodeAvPairs([])],
    ['no list at all', new Uint8Array(0)],
  ])('takes a challenge that tells nothing about its server: %s', async (_, targetInfo) => {
    const { message, pairs } = await answerTo(challengeWith(() => ({ targetInfo })));
    expect(pairs.map(({ id }) => id)).toEqual([9]);
    expect([message.user, message.domain, message.mic]).toEqual(['svc_patch', 'CORP', undefined]);
  });

  it('falls back to its own time and an LMv2 response only where the server tells no time', async () => {
    const challenge = challengeWith(message => ({
      targetInfo: encodeAvPairs(decodeAvPairs(message.targetInfo).filter(pair => pair.id !== 7)),
    }));
    const { message } = await answerTo(challenge);
    const fileTime = message.ntResponse.subarray(24, 32);
    expect(Buffer.from(fileTime).readBigUInt64LE() / 10_000n - 11_644_473_600_000n).toBe(BigInt(NOW));
    expect(message.mic).toBeUndefined();
    const key = responseKey(PASSWORD, 'svc_patch', 'CORP');
    const expected = lmv2Response(key, decodeChallenge(challenge).serverChallenge, message.ntResponse.subarray(32, 40));
    expect(hex(message.lmResponse)).toBe(hex(expected));
  });

  it('names its target, and over HTTPS the certificate, last and once each, whatever the server had put there', async () => {
    const challenge = challengeWith(message => ({
      targetInfo: encodeAvPairs([
        { id: 9, value: Buffer.from('HTTP/evil', 'utf16le') },
        { id: 10, value: Buffer.alloc(16, 1) },
        ...decodeAvPairs(message.targetInfo),
      ]),
    }));
    const { pairs } = await answerTo(challenge, { channelBinding: endpointBindingOf(VECTOR_CERTIFICATE) });
    expect(pairs.map(pair => pair.id).slice(-3)).toEqual([10, 9, 6]);
    expect(pairs.filter(pair => pair.id === 9 || pair.id === 10)).toHaveLength(2);
    expect(hex(avValue(pairs, 10) ?? Buffer.alloc(0))).toBe('0924897c30f27ed5a3064be6bbca6598');
    expect(Buffer.from(avValue(pairs, 9) ?? []).toString('utf16le')).toBe('HTTP/srv01.corp.example');
  });

  it('sends no channel binding over HTTP, not even an empty one', async () => {
    const { pairs } = await answerTo(challengeWith(() => ({})));
    expect(avValue(pairs, 10)).toBeUndefined();
  });

  it.each([
    ['CORP\\svc_patch', 'svc_patch', 'CORP'],
    ['svc_patch@corp.example', 'svc_patch@corp.example', ''],
    ['Administrator', 'Administrator', ''],
    ['.\\Administrator', 'Administrator', 'SRV01'],
  ])('sends %s as user %s of domain "%s"', async (username, user, domain) => {
    const { message } = await answerTo(
      challengeWith(() => ({})),
      { username },
    );
    expect([message.user, message.domain, message.workstation]).toEqual([user, domain, 'RUNNER']);
  });

  it('refuses tokens out of turn', async () => {
    const client = clientOf();
    await client.step();
    await expect(client.step()).rejects.toThrow(failed);
    const complete = clientOf();
    await exchange(complete, acceptorOf());
    await expect(complete.step(Buffer.from('one more'))).rejects.toThrow(failed);
  });

  it('gives no sealing before the exchange is complete', async () => {
    const client = clientOf();
    await exchange(client, acceptorOf());
    expect(() => client.sealing()).toThrow(expect.objectContaining({ code: 'WINRM_USAGE_INVALID' }));
    expect(await client.step(new Uint8Array(0))).toEqual({ kind: 'done' });
    expect(client.sealing()).toBeDefined();
  });
});
