// One whole NTLM exchange between our two halves, every token in the hand of the test.

import {
  type AcceptorStep,
  createNtlmAcceptor,
  type NtlmAcceptor,
  type NtlmAcceptorOptions,
} from '../../src/winrm/auth/ntlm/acceptor.ts';
import { createNtlmClient } from '../../src/winrm/auth/ntlm/client.ts';
import type { MechanismContext, SchemeOptions } from '../../src/winrm/auth/scheme.ts';
import { countingBytes } from './ntlm-vectors.ts';

export const PASSWORD = 'P@ssw0rd-é€';
export const NOW = Date.UTC(2026, 11, 8, 18);

export const clientOf = (options: Partial<SchemeOptions> = {}): MechanismContext =>
  createNtlmClient({
    username: 'CORP\\svc_patch',
    password: () => PASSWORD,
    servername: 'srv01.corp.example',
    workstation: 'RUNNER',
    randomBytes: countingBytes(),
    now: () => NOW,
    ...options,
  });

export const acceptorOf = (options: Partial<NtlmAcceptorOptions> = {}): NtlmAcceptor =>
  createNtlmAcceptor({
    lookup: (user, domain) => (user.toLowerCase() === 'svc_patch' && domain === 'CORP' ? PASSWORD : undefined),
    serverName: 'SRV01',
    domainName: 'CORP',
    now: () => NOW,
    randomBytes: countingBytes(),
    ...options,
  });

export type TokenName = 'negotiate' | 'challenge' | 'authenticate';
export type Spoil = (token: Buffer, name: TokenName) => Buffer;

export interface Outcome {
  readonly step: AcceptorStep;
  readonly tokens: Partial<Record<TokenName, Buffer>>;
}

/** Throws what the client throws; the acceptor's verdict is in the outcome. */
export async function exchange(
  client: MechanismContext,
  acceptor: NtlmAcceptor,
  spoil: Spoil = token => token,
): Promise<Outcome> {
  const tokens: Partial<Record<TokenName, Buffer>> = {};
  const pass = (token: Uint8Array, name: TokenName): Buffer => {
    const passed = spoil(Buffer.from(token), name);
    tokens[name] = passed;
    return passed;
  };
  const first = await client.step();
  if (first.kind !== 'send') throw new Error('the client has no first token');
  const answer = acceptor.step(pass(first.token, 'negotiate'));
  if (!('challenge' in answer)) return { step: answer, tokens };
  const second = await client.step(pass(answer.challenge, 'challenge'));
  if (second.kind !== 'send') throw new Error('the client has no second token');
  return { step: acceptor.step(pass(second.token, 'authenticate')), tokens };
}
