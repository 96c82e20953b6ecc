// Our NTLM against Debian's gss-ntlmssp, as client and as acceptor: two halves of one author agreeing proves little.
import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { endpointBindingOf } from '../../src/winrm/auth/channel-binding.ts';
import { type AcceptorStep, createNtlmAcceptor, type NtlmAcceptor } from '../../src/winrm/auth/ntlm/acceptor.ts';
import { encodeAvPairs } from '../../src/winrm/auth/ntlm/av-pairs.ts';
import { createNtlmClient } from '../../src/winrm/auth/ntlm/client.ts';
import { hasFlags, REQUIRED_FLAGS } from '../../src/winrm/auth/ntlm/flags.ts';
import { decodeAuthenticate, decodeChallenge, encodeChallenge } from '../../src/winrm/auth/ntlm/messages.ts';
import type { MechanismContext } from '../../src/winrm/auth/scheme.ts';
import { GssPeer, gssMissing } from '../support/gss.ts';

const PASSWORD = 'P@ssw0rd-é€';
const ours = endpointBindingOf(Buffer.from('the certificate of the machine'));
const other = endpointBindingOf(Buffer.from('the certificate of somebody in between'));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytes = (text: string | null | undefined): Buffer => Buffer.from(text ?? '', 'hex');

let peer: GssPeer | undefined;
afterEach(() => {
  peer?.close();
  peer = undefined;
});
const start = (...accounts: string[]): GssPeer => {
  peer = new GssPeer(accounts.length === 0 ? [`CORP:svc_patch:${PASSWORD}`] : accounts);
  return peer;
};

const client = (password = PASSWORD, channelBinding?: Uint8Array, username = 'CORP\\svc_patch'): MechanismContext =>
  createNtlmClient({
    username,
    password: () => password,
    servername: 'srv01.corp.example',
    workstation: 'RUNNER',
    randomBytes,
    now: () => Date.now(),
    ...(channelBinding === undefined ? {} : { channelBinding }),
  });

const tokenOf = async (context: MechanismContext, challenge?: Uint8Array): Promise<Buffer> => {
  const step = await context.step(challenge);
  if (step.kind !== 'send') throw new Error('no token');
  return Buffer.from(step.token);
};

/** Our client logs on to the peer; `spoil` may change each token on the way. */
async function logOn(gss: GssPeer, context: MechanismContext, spoil = (token: Buffer, _name: string): Buffer => token) {
  const challenge = await gss.ask({ op: 'step', token: hex(spoil(await tokenOf(context), 'negotiate')) });
  if (challenge.error !== undefined) return challenge;
  const token = await tokenOf(context, spoil(bytes(challenge.token), 'challenge'));
  return gss.ask({ op: 'step', token: hex(spoil(token, 'authenticate')) });
}

/** The same on a connection of its own. */
async function logOnAgain(...logon: Parameters<typeof logOn>) {
  await logon[0].ask({ op: 'acceptor' });
  return logOn(...logon);
}

const acceptor = (channelBinding?: Uint8Array): NtlmAcceptor =>
  createNtlmAcceptor({
    lookup: (user, domain) => (user === 'svc_patch' && domain === 'CORP' ? PASSWORD : undefined),
    serverName: 'SRV01',
    domainName: 'CORP',
    now: () => Date.now(),
    randomBytes,
    ...(channelBinding === undefined ? {} : { channelBinding }),
  });

/** The peer logs on to our acceptor. */
async function logOnTo(
  server: NtlmAcceptor,
  gss: GssPeer,
  { binding, mic = true }: { readonly binding?: Uint8Array; readonly mic?: boolean } = {},
): Promise<AcceptorStep> {
  const request = { op: 'initiator', user: 'CORP\\svc_patch', target: 'HTTP@srv01.corp.example' };
  expect(await gss.ask({ ...request, ...(binding ? { binding: hex(binding) } : {}) })).toEqual({});
  const negotiate = await gss.ask({ op: 'step', mic });
  const step = server.step(bytes(negotiate.token));
  if (!('challenge' in step)) return step;
  const authenticate = await gss.ask({ op: 'step', token: hex(step.challenge) });
  expect(authenticate.error).toBeUndefined();
  return server.step(bytes(authenticate.token));
}

describe.skipIf(gssMissing !== '')(`gss-ntlmssp accepts us${gssMissing && `: skipped: ${gssMissing}`}`, () => {
  it('takes our tokens, unseals our messages, and we unseal its own, in turn and in bursts', async () => {
    const gss = start();
    await gss.ask({ op: 'acceptor' });
    const context = client();
    expect(await logOn(gss, context)).toMatchObject({
      complete: true,
      initiator: expect.stringContaining('svc_patch'),
    });
    await context.step(new Uint8Array(0));
    const sealing = context.sealing();
    for (const [i, size] of [0, 1, 17, 4096, 60_000].entries()) {
      const plain = randomBytes(size);
      const { signature, sealed } = sealing.seal(plain);
      const there = await gss.ask({ op: 'unwrap', message: hex(Buffer.concat([signature, sealed])) });
      expect(there).toEqual({ message: hex(plain), encrypted: true });
      // It unwraps nothing, but does not wrap it.
      for (let burst = 0; size > 0 && burst <= i; burst++) {
        const back = bytes((await gss.ask({ op: 'wrap', message: hex(plain) })).message);
        expect(hex(sealing.unseal(back.subarray(0, 16), back.subarray(16)))).toBe(hex(plain));
      }
    }
  });

  it('takes our channel binding where it is its own, and refuses another one', async () => {
    const gss = start();
    await gss.ask({ op: 'acceptor', binding: hex(ours) });
    expect(await logOn(gss, client(PASSWORD, ours))).toMatchObject({ complete: true });
    await gss.ask({ op: 'acceptor', binding: hex(ours) });
    expect((await logOn(gss, client(PASSWORD, other))).error).toContain('Invalid token');
  });

  it('takes a channel binding that it does not look at', async () => {
    const gss = start();
    await gss.ask({ op: 'acceptor' });
    expect(await logOn(gss, client(PASSWORD, ours))).toMatchObject({ complete: true });
  });

  it.each([
    ['an empty list', encodeAvPairs([])],
    ['no list at all', new Uint8Array(0)],
  ])('takes our answer to a challenge that told nothing about it: %s', async (_, targetInfo) => {
    const gss = start();
    await gss.ask({ op: 'acceptor' });
    const bare = (token: Buffer, name: string): Buffer =>
      name === 'challenge' ? encodeChallenge({ ...decodeChallenge(token), targetInfo }) : token;
    expect(await logOn(gss, client(), bare)).toMatchObject({ complete: true });
    expect((await logOnAgain(gss, client('wrong'), bare)).error).toBeDefined();
  });

  it('agrees with us on extended session security, 128 bits, key exchange, signing and sealing', async () => {
    const gss = start();
    await gss.ask({ op: 'acceptor' });
    const flags: number[] = [];
    const watch = (token: Buffer, name: string): Buffer => {
      if (name === 'challenge') flags.push(decodeChallenge(token).flags);
      if (name === 'authenticate') flags.push(decodeAuthenticate(token).flags);
      return token;
    };
    expect(await logOn(gss, client(), watch)).toMatchObject({ complete: true });
    expect(flags.map(agreed => hasFlags(agreed, REQUIRED_FLAGS))).toEqual([true, true]);
  });

  it.each([
    ['.\\Administrator', 'SRV01:Administrator'],
    ['Administrator', ':Administrator'],
    ['SRV01\\Administrator', 'SRV01:Administrator'],
  ])("takes %s for the machine's own account", async (username, account) => {
    const gss = start(`${account}:${PASSWORD}`);
    await gss.ask({ op: 'acceptor' });
    const answer = await logOn(gss, client(PASSWORD, undefined, username));
    expect(answer).toMatchObject({ complete: true, initiator: expect.stringContaining('Administrator') });
  });

  it('refuses a wrong password', async () => {
    const gss = start();
    await gss.ask({ op: 'acceptor' });
    expect((await logOn(gss, client('wrong'))).error).toBeDefined();
  });

  it('takes a whole UPN with an empty domain', async () => {
    const gss = start(`:svc@corp.example:${PASSWORD}`);
    await gss.ask({ op: 'acceptor' });
    const answer = await logOn(gss, client(PASSWORD, undefined, 'svc@corp.example'));
    expect(answer).toMatchObject({ complete: true });
  });
});

describe.skipIf(gssMissing !== '')(`we accept gss-ntlmssp${gssMissing && `: skipped: ${gssMissing}`}`, () => {
  it('with integrity code and sealing both ways', async () => {
    const gss = start();
    const step = await logOnTo(acceptor(), gss);
    expect(step).toMatchObject({ accepted: { user: 'svc_patch', domain: 'CORP' } });
    if (!('sealing' in step)) return;
    for (const size of [1, 300, 60_000]) {
      const plain = randomBytes(size);
      const there = bytes((await gss.ask({ op: 'wrap', message: hex(plain) })).message);
      expect(hex(step.sealing.unseal(there.subarray(0, 16), there.subarray(16)))).toBe(hex(plain));
      const { signature, sealed } = step.sealing.seal(plain);
      const back = await gss.ask({ op: 'unwrap', message: hex(Buffer.concat([signature, sealed])) });
      expect(back).toEqual({ message: hex(plain), encrypted: true });
    }
  });

  it('with the right channel binding only', async () => {
    expect(await logOnTo(acceptor(ours), start(), { binding: ours })).toHaveProperty('accepted');
    peer?.close();
    expect(await logOnTo(acceptor(ours), start(), { binding: other })).toMatchObject({
      rejected: expect.stringContaining('binding'),
    });
    peer?.close();
    expect(await logOnTo(acceptor(ours), start())).toMatchObject({ rejected: expect.stringContaining('binding') });
  });

  it('but not without an integrity code', async () => {
    const step = await logOnTo(acceptor(), start(), { mic: false });
    expect(step).toMatchObject({ rejected: expect.stringContaining('integrity code') });
  });

  it('but not with a wrong password', async () => {
    const step = await logOnTo(acceptor(), start('CORP:svc_patch:wrong'));
    expect(step).toMatchObject({ rejected: expect.stringContaining('password') });
  });
});
