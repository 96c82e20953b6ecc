import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endpointBindingOf } from '../../../../../src/winrm/auth/channel-binding.ts';
import { verifyExchange } from '../../../../../src/winrm/auth/ntlm/acceptor.ts';
import { encodeAvPairs } from '../../../../../src/winrm/auth/ntlm/av-pairs.ts';
import { negotiateToken } from '../../../../../src/winrm/auth/ntlm/client.ts';
import { NTLM_FLAG } from '../../../../../src/winrm/auth/ntlm/flags.ts';
import { integrityCode } from '../../../../../src/winrm/auth/ntlm/keys.ts';
import {
  decodeAuthenticate,
  decodeChallenge,
  decodeNegotiate,
  encodeAuthenticate,
  encodeChallenge,
  encodeNegotiate,
  MIC_OFFSET,
} from '../../../../../src/winrm/auth/ntlm/messages.ts';
import { acceptorOf, clientOf, exchange, type TokenName } from '../../../../support/ntlm-exchange.ts';
import {
  bytes,
  countingBytes,
  hex,
  VECTOR_CERTIFICATE,
  vectors,
  vectorsMissing,
} from '../../../../support/ntlm-vectors.ts';

const ours = endpointBindingOf(Buffer.from('our certificate'));
const other = endpointBindingOf(Buffer.from('another certificate'));
const rejected = (why: string): object => ({ rejected: expect.stringContaining(why) });

/** Every bit of a token in turn: the verdict must never be `accepted`. */
async function everyBit(name: TokenName, length: number): Promise<void> {
  for (let bit = 0; bit < length * 8; bit++) {
    const spoil = (token: Buffer, which: TokenName): Buffer => {
      if (which === name) token[bit >> 3] = (token[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return token;
    };
    const verdict = await exchange(
      clientOf({ channelBinding: ours }),
      acceptorOf({ channelBinding: ours }),
      spoil,
    ).then(
      outcome => outcome.step,
      (error: unknown) => ({ clientRefused: error }),
    );
    expect(verdict, `bit ${bit} of ${name}`).not.toHaveProperty('accepted');
  }
}

describe.skipIf(vectorsMissing !== '')(`the acceptor by recorded exchanges${vectorsMissing}`, () => {
  const evidence = (vector: (typeof vectors)[number]) => ({
    negotiate: bytes(vector.negotiate),
    challenge: bytes(vector.challenge),
    authenticate: bytes(vector.authenticate),
    lookup: (user: string, domain: string) =>
      user === vector.username && domain === vector.domain ? vector.password : undefined,
    channelBinding: vector.cert_der_sha256 === null ? undefined : endpointBindingOf(VECTOR_CERTIFICATE),
  });

  it.each(vectors)('$name: accepts it and finds the session key', vector => {
    const result = verifyExchange(evidence(vector));
    expect(result).toMatchObject({ user: vector.username, domain: vector.domain });
    expect(hex(result.sessionKey)).toBe(vector.exported_session_key);
  });

  it.each(vectors)('$name: refuses it with any byte of any token changed', vector => {
    for (const name of ['negotiate', 'challenge', 'authenticate'] as const) {
      const untouched = bytes(vector[name]);
      for (let at = 0; at < untouched.length; at++) {
        const changed = Buffer.from(untouched);
        changed[at] = (changed[at] ?? 0) ^ 0x20;
        expect(() => verifyExchange({ ...evidence(vector), [name]: changed }), `byte ${at} of ${name}`).toThrow(
          expect.objectContaining({ code: expect.stringMatching(/^WINRM_AUTH_(REJECTED|FAILED)$/) }),
        );
      }
    }
  });
});

describe('the NTLM acceptor', () => {
  it('accepts the right password and agrees on keys', async () => {
    const client = clientOf();
    const { step } = await exchange(client, acceptorOf());
    expect(step).toMatchObject({ accepted: { user: 'svc_patch', domain: 'CORP' } });
    await client.step(new Uint8Array(0));
    if (!('sealing' in step)) return;
    const { signature, sealed } = client.sealing().seal(Buffer.from('hello'));
    expect(Buffer.from(step.sealing.unseal(signature, sealed)).toString()).toBe('hello');
  });

  it.each([
    ['a wrong password', { password: () => 'wrong' }, 'password'],
    ['an empty password', { password: () => '' }, 'password'],
    ['an unknown user', { username: 'CORP\\nobody' }, 'unknown user'],
    ['the right user of another domain', { username: 'OTHER\\svc_patch' }, 'unknown user'],
  ])('rejects %s', async (_, options, why) => {
    expect((await exchange(clientOf(options), acceptorOf())).step).toEqual(rejected(why));
  });

  it('takes the user name in any case, as Windows does', async () => {
    const { step } = await exchange(clientOf({ username: 'CORP\\SVC_Patch' }), acceptorOf());
    expect(step).toHaveProperty('accepted');
  });

  it.each([
    ['the right one where one is wanted', ours, ours, undefined],
    ['none where none is wanted', undefined, undefined, undefined],
    ['another one', other, ours, 'channel binding'],
    ['none where one is wanted', undefined, ours, 'channel binding'],
    ['one on a connection without TLS', ours, undefined, 'channel binding'],
  ])('channel binding: %s', async (_, theirs, mine, why) => {
    const client = clientOf(theirs === undefined ? {} : { channelBinding: theirs });
    const { step } = await exchange(client, acceptorOf(mine === undefined ? {} : { channelBinding: mine }));
    if (why === undefined) expect(step).toHaveProperty('accepted');
    else expect(step).toEqual(rejected(why));
  });

  it('refuses an exchange with any bit of NEGOTIATE changed', () => everyBit('negotiate', 40));
  it('refuses an exchange with any bit of CHALLENGE changed', async () => {
    const { tokens } = await exchange(clientOf(), acceptorOf());
    await everyBit('challenge', tokens.challenge?.length ?? 0);
  });
  it('refuses an exchange with any bit of AUTHENTICATE changed', async () => {
    const { tokens } = await exchange(clientOf({ channelBinding: ours }), acceptorOf({ channelBinding: ours }));
    await everyBit('authenticate', tokens.authenticate?.length ?? 0);
  });

  it('refuses a token that is cut anywhere', async () => {
    const { tokens } = await exchange(clientOf(), acceptorOf());
    const length = tokens.authenticate?.length ?? 0;
    for (let cut = 0; cut < length; cut++) {
      const spoil = (token: Buffer, name: TokenName): Buffer =>
        name === 'authenticate' ? token.subarray(0, cut) : token;
      expect((await exchange(clientOf(), acceptorOf(), spoil)).step, `cut at ${cut}`).toHaveProperty('rejected');
    }
  });

  it.each([
    ['UNICODE', NTLM_FLAG.UNICODE],
    ['SIGN', NTLM_FLAG.SIGN],
    ['SEAL', NTLM_FLAG.SEAL],
    ['EXTENDED_SESSION_SECURITY', NTLM_FLAG.EXTENDED_SESSION_SECURITY],
    ['KEY_128', NTLM_FLAG.KEY_128],
    ['KEY_EXCHANGE', NTLM_FLAG.KEY_EXCHANGE],
  ])('does not even challenge a client that does not offer %s', (_, flag) => {
    const message = decodeNegotiate(negotiateToken());
    const token = encodeNegotiate({ ...message, flags: (message.flags & ~flag) >>> 0 });
    expect(acceptorOf().step(token)).toEqual(rejected('protection'));
  });

  it('refuses a client without an integrity code, made to leave it out by a challenge without a time', async () => {
    const spoil = (token: Buffer, name: TokenName): Buffer => {
      if (name !== 'challenge') return token;
      return encodeChallenge({ ...decodeChallenge(token), targetInfo: encodeAvPairs([]) });
    };
    expect((await exchange(clientOf(), acceptorOf(), spoil)).step).toEqual(rejected('target information'));
  });

  it.each([
    ['KEY_EXCHANGE', NTLM_FLAG.KEY_EXCHANGE, 'gave up'],
    ['SEAL', NTLM_FLAG.SEAL, 'gave up'],
    ['LM_KEY', NTLM_FLAG.LM_KEY, 'flags were changed'],
    ['KEY_56', NTLM_FLAG.KEY_56, 'flags were changed'],
  ])('refuses a client that knows the password but goes back on %s', async (_, flag, why) => {
    let negotiate = Buffer.alloc(0);
    let challenge = Buffer.alloc(0);
    const sessionKey = countingBytes()(16);
    const spoil = (token: Buffer, name: TokenName): Buffer => {
      if (name === 'negotiate') negotiate = Buffer.from(token);
      if (name === 'challenge') challenge = Buffer.from(token);
      if (name !== 'authenticate') return token;
      const message = decodeAuthenticate(token);
      const changed = encodeAuthenticate({ ...message, flags: (message.flags ^ flag) >>> 0, mic: Buffer.alloc(16) });
      changed.set(integrityCode(sessionKey, negotiate, challenge, changed), MIC_OFFSET);
      return changed;
    };
    expect((await exchange(clientOf(), acceptorOf(), spoil)).step).toEqual(rejected(why));
  });

  it('refuses the tokens of one exchange on another connection', async () => {
    const { tokens } = await exchange(clientOf(), acceptorOf());
    let dice = 100;
    const fresh = acceptorOf({ randomBytes: size => Buffer.alloc(size, dice++) });
    fresh.step(tokens.negotiate ?? Buffer.alloc(0));
    expect(fresh.step(tokens.authenticate ?? Buffer.alloc(0))).toEqual(rejected('password'));
  });

  it('gives one verdict a connection', async () => {
    const acceptor = acceptorOf();
    const { tokens } = await exchange(clientOf(), acceptor);
    expect(acceptor.step(tokens.authenticate ?? Buffer.alloc(0))).toEqual(rejected('after the verdict'));
  });

  it('answers any bytes with a verdict and never throws', () => {
    const head = fc.constantFrom('', '4e544c4d5353500001000000378208e2', '4e544c4d5353500003000000');
    fc.assert(
      fc.property(head, fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 400 }), (start, rest, second) => {
        const acceptor = acceptorOf();
        const step = acceptor.step(Buffer.concat([bytes(start), rest]));
        if ('challenge' in step) {
          expect(acceptor.step(Buffer.concat([bytes('4e544c4d5353500003000000'), second]))).toHaveProperty('rejected');
        } else {
          expect(step).toHaveProperty('rejected');
        }
      }),
      { numRuns: 1000 },
    );
  });
});
