// The server half of NTLMv2, for the embedded fleet: answers NEGOTIATE with a CHALLENGE and judges the AUTHENTICATE.
// Stricter than Windows on purpose: proof, integrity code, target information and negotiated flags must all be exactly what
// an untouched exchange would have. One acceptor belongs to one connection and judges one logon.

import { timingSafeEqual } from 'node:crypto';
import { WinrmError } from '../../errors.ts';
import { bindingDigest } from '../channel-binding.ts';
import type { Sealing } from '../scheme.ts';
import { AV, type AvPair, avValue, decodeAvPairs, encodeAvPairs } from './av-pairs.ts';
import { fileTime } from './client.ts';
import { hasFlags, NTLM_FLAG, OFFERED_FLAGS, REQUIRED_FLAGS, SECURITY_FLAGS } from './flags.ts';
import { integrityCodeWithout, proofOf, responseKey, sessionBaseKey } from './keys.ts';
import {
  type AuthenticateMessage,
  type ChallengeMessage,
  DEFAULT_VERSION,
  decodeAuthenticate,
  decodeChallenge,
  decodeNegotiate,
  encodeChallenge,
  MIC_OFFSET,
} from './messages.ts';
import { Rc4 } from './rc4.ts';
import { createNtlmSealing } from './sealing.ts';

/** @returns the password of an account, undefined where there is none. */
export type PasswordLookup = (user: string, domain: string) => string | undefined;

export interface NtlmAcceptorOptions {
  readonly lookup: PasswordLookup;
  /** Computer name, e.g. `SRV01`; the same as `domainName` in a workgroup. */
  readonly serverName: string;
  readonly domainName: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
  /** `endpointBindingOf` our own certificate: tokens without or with another binding are refused. Undefined over HTTP. */
  readonly channelBinding?: Uint8Array;
}

export type AcceptorStep =
  | { readonly challenge: Uint8Array }
  | { readonly accepted: { readonly user: string; readonly domain: string }; readonly sealing: Sealing }
  | { readonly rejected: string };

export interface NtlmAcceptor {
  /** Never throws for anything a client can send. */
  step(token: Uint8Array): AcceptorStep;
}

/** The three tokens of one exchange, and what the server knows besides. */
export interface NtlmEvidence {
  readonly negotiate: Uint8Array;
  readonly challenge: Uint8Array;
  readonly authenticate: Uint8Array;
  readonly lookup: PasswordLookup;
  readonly channelBinding: Uint8Array | undefined;
}

const BLOB_HEADER = 28;
const PROOF_SIZE = 16;

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function refuse(why: string): never {
  throw new WinrmError('WINRM_AUTH_REJECTED', why);
}

/** The client must send back what we told about ourselves, and the time in the blob must be ours. */
function judgeTargetInfo(blob: Uint8Array, pairs: readonly AvPair[], challenge: ChallengeMessage): void {
  for (const told of decodeAvPairs(challenge.targetInfo)) {
    if (told.id === AV.FLAGS) continue;
    if (!same(avValue(pairs, told.id) ?? new Uint8Array(0), told.value))
      refuse(`target information ${told.id} was changed`);
    if (told.id === AV.TIMESTAMP && !same(blob.subarray(8, 16), told.value))
      refuse('the time is not the one of the challenge');
  }
}

function judgeBinding(pairs: readonly AvPair[], expected: Uint8Array | undefined): void {
  const got = avValue(pairs, AV.CHANNEL_BINDINGS);
  if (expected === undefined) {
    if (got?.some(byte => byte !== 0) === true) refuse('channel binding on a connection without TLS');
  } else if (got === undefined || !same(got, bindingDigest(expected))) {
    refuse('channel binding is missing or belongs to another certificate');
  }
}

function judgeFlags(message: AuthenticateMessage, challenge: ChallengeMessage): void {
  if (!hasFlags(message.flags, REQUIRED_FLAGS)) refuse('the client gave up on protection that was agreed on');
  if (((message.flags ^ challenge.flags) & SECURITY_FLAGS) !== 0) refuse('the negotiated flags were changed');
}

/**
 * Judges a whole exchange. @returns who it is and the exported session key.
 * Throws WINRM_AUTH_REJECTED or WINRM_AUTH_FAILED with the reason.
 */
export function verifyExchange(evidence: NtlmEvidence): {
  readonly user: string;
  readonly domain: string;
  readonly sessionKey: Uint8Array;
} {
  const challenge = decodeChallenge(evidence.challenge);
  const message = decodeAuthenticate(evidence.authenticate);
  const { user, domain, ntResponse, mic } = message;
  judgeFlags(message, challenge);
  if (ntResponse.length < PROOF_SIZE + BLOB_HEADER + 4) refuse('no NTLMv2 response');
  const proof = ntResponse.subarray(0, PROOF_SIZE);
  const blob = ntResponse.subarray(PROOF_SIZE);
  if (blob[0] !== 1 || blob[1] !== 1) refuse('not an NTLMv2 response');
  const password = evidence.lookup(user, domain);
  if (password === undefined) refuse('unknown user');
  const key = responseKey(password, user, domain);
  if (!same(proofOf(key, challenge.serverChallenge, blob), proof)) refuse('wrong password, or a changed response');
  const pairs = decodeAvPairs(blob.subarray(BLOB_HEADER));
  judgeTargetInfo(blob, pairs, challenge);
  judgeBinding(pairs, evidence.channelBinding);
  if (message.encryptedSessionKey.length !== 16) refuse('no session key of 16 bytes');
  const sessionKey = new Rc4(sessionBaseKey(key, proof)).transform(message.encryptedSessionKey);
  if (mic === undefined || !same(integrityCodeWithout(sessionKey, evidence, MIC_OFFSET), mic)) {
    refuse('the message integrity code is missing or does not match');
  }
  return { user, domain, sessionKey };
}

function challengeFor(negotiate: Uint8Array, options: NtlmAcceptorOptions): Buffer {
  const { flags } = decodeNegotiate(negotiate);
  if (!hasFlags(flags, REQUIRED_FLAGS)) refuse('the client does not offer the protection that is required');
  const { serverName, domainName } = options;
  const inDomain = serverName !== domainName;
  const text = (id: number, value: string): AvPair => ({ id, value: Buffer.from(value, 'utf16le') });
  const offered = flags & OFFERED_FLAGS & ~NTLM_FLAG.OEM;
  const type = inDomain ? NTLM_FLAG.TARGET_TYPE_DOMAIN : NTLM_FLAG.TARGET_TYPE_SERVER;
  return encodeChallenge({
    flags: (offered | type | NTLM_FLAG.TARGET_INFO) >>> 0,
    serverChallenge: options.randomBytes(8),
    targetName: domainName,
    targetInfo: encodeAvPairs([
      text(AV.DOMAIN_NAME, domainName),
      text(AV.COMPUTER_NAME, serverName),
      text(AV.DNS_DOMAIN_NAME, domainName.toLowerCase()),
      text(AV.DNS_COMPUTER_NAME, inDomain ? `${serverName}.${domainName}`.toLowerCase() : serverName.toLowerCase()),
      { id: AV.TIMESTAMP, value: fileTime(options.now()) },
    ]),
    version: DEFAULT_VERSION,
  });
}

/** One logon on one connection. Any token after the verdict is refused. */
export function createNtlmAcceptor(options: NtlmAcceptorOptions): NtlmAcceptor {
  let negotiate: Buffer | undefined;
  let challenge: Buffer | undefined;
  let judged = false;
  const advance = (token: Uint8Array): AcceptorStep => {
    if (negotiate === undefined || challenge === undefined) {
      negotiate = Buffer.from(token);
      challenge = challengeFor(negotiate, options);
      return { challenge };
    }
    judged = true;
    const { lookup, channelBinding } = options;
    const { user, domain, sessionKey } = verifyExchange({
      negotiate,
      challenge,
      authenticate: token,
      lookup,
      channelBinding,
    });
    return { accepted: { user, domain }, sealing: createNtlmSealing(sessionKey, 'server') };
  };
  return {
    step(token) {
      if (judged) return { rejected: 'a token after the verdict' };
      try {
        return advance(token);
      } catch (error) {
        judged = true;
        if (error instanceof WinrmError) return { rejected: error.message };
        throw error;
      }
    },
  };
}
