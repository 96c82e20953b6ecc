// The client half of NTLMv2: NEGOTIATE, then AUTHENTICATE for the CHALLENGE that came back (MS-NLMP 3.1.5).
// It refuses every challenge that lowers the guard, always sends the integrity code when the server tells the time, always the
// target name, and over HTTPS always the channel binding. Nonces, keys and time are arguments; the password is asked for once
// the challenge has been judged, and nothing of it stays behind.

import { WinrmError } from '../../errors.ts';
import { bindingDigest } from '../channel-binding.ts';
import type { MechanismContext, SchemeOptions } from '../scheme.ts';
import { accountOf } from './account.ts';
import { AV, AV_FLAG_MIC, type AvPair, avValue, decodeAvPairs, encodeAvPairs } from './av-pairs.ts';
import { hasFlags, NTLM_FLAG, OFFERED_FLAGS, REQUIRED_FLAGS } from './flags.ts';
import { integrityCode, lmv2Response, proofOf, responseKey, sessionBaseKey } from './keys.ts';
import {
  type ChallengeMessage,
  DEFAULT_VERSION,
  decodeChallenge,
  encodeAuthenticate,
  encodeNegotiate,
  MIC_OFFSET,
} from './messages.ts';
import { Rc4 } from './rc4.ts';
import { createNtlmSealing, type NtlmSealing } from './sealing.ts';

/** What a logon needs besides the challenge; everything random or timely is in here. */
export interface NtlmLogon {
  readonly user: string;
  readonly domain: string;
  readonly password: string;
  /** For MsvAvTargetName, e.g. `HTTP/srv01.corp.example`. */
  readonly targetName: string;
  readonly workstation: string;
  readonly version: Uint8Array;
  /** Application data of the channel binding; undefined over HTTP. */
  readonly channelBinding: Uint8Array | undefined;
  /** 8 random bytes. */
  readonly clientChallenge: Uint8Array;
  /** 16 random bytes: the key of everything that follows. */
  readonly sessionKey: Uint8Array;
  /** Epoch milliseconds; used only where the server does not tell its time. */
  readonly now: number;
}

const FILETIME_OF_EPOCH = 116_444_736_000_000_000n;
const GRANTABLE =
  (OFFERED_FLAGS | NTLM_FLAG.TARGET_INFO | NTLM_FLAG.TARGET_TYPE_DOMAIN | NTLM_FLAG.TARGET_TYPE_SERVER) >>> 0;

/** Epoch milliseconds → 8 bytes of 100 ns since 1601. */
export function fileTime(now: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(Math.trunc(now)) * 10_000n + FILETIME_OF_EPOCH);
  return bytes;
}

/** First token of an exchange. */
export function negotiateToken(version: Uint8Array = DEFAULT_VERSION): Buffer {
  return encodeNegotiate({ flags: OFFERED_FLAGS, version });
}

/** Reads a challenge and refuses one that grants less than we insist on. Throws WINRM_AUTH_FAILED. */
export function judgeChallenge(token: Uint8Array): { readonly message: ChallengeMessage; readonly pairs: AvPair[] } {
  const message = decodeChallenge(token);
  if (!hasFlags(message.flags, REQUIRED_FLAGS | NTLM_FLAG.TARGET_INFO)) {
    const flags = `0x${message.flags.toString(16)}`;
    throw new WinrmError('WINRM_AUTH_FAILED', `the NTLM challenge grants less than it must (flags ${flags})`);
  }
  // A machine may tell nothing about itself, not even that this is the end of it.
  return { message, pairs: message.targetInfo.length === 0 ? [] : decodeAvPairs(message.targetInfo) };
}

function targetInfoOf(pairs: readonly AvPair[], logon: NtlmLogon, withMic: boolean): Buffer {
  const ours: number[] = [AV.FLAGS, AV.TARGET_NAME, AV.CHANNEL_BINDINGS];
  const info = pairs.filter(pair => !ours.includes(pair.id));
  if (logon.channelBinding !== undefined) {
    info.push({ id: AV.CHANNEL_BINDINGS, value: bindingDigest(logon.channelBinding) });
  }
  info.push({ id: AV.TARGET_NAME, value: Buffer.from(logon.targetName, 'utf16le') });
  const flags = Buffer.alloc(4);
  flags.set((avValue(pairs, AV.FLAGS) ?? flags).subarray(0, 4));
  if (withMic) flags.writeUInt32LE((flags.readUInt32LE() | AV_FLAG_MIC) >>> 0);
  if (flags.readUInt32LE() !== 0) info.push({ id: AV.FLAGS, value: flags });
  return encodeAvPairs(info);
}

/** `temp` of MS-NLMP 3.3.2: what the proof covers besides the server's nonce. */
export function proofBlob(time: Uint8Array, clientChallenge: Uint8Array, targetInfo: Uint8Array): Buffer {
  const blob = Buffer.alloc(28 + targetInfo.length + 4);
  blob.writeUInt16LE(0x0101, 0);
  blob.set(time, 8);
  blob.set(clientChallenge, 16);
  blob.set(targetInfo, 28);
  return blob;
}

/** The AUTHENTICATE token for a challenge that `judgeChallenge` has let pass. */
export function authenticateToken(negotiate: Uint8Array, challenge: Uint8Array, logon: NtlmLogon): Buffer {
  const { message, pairs } = judgeChallenge(challenge);
  const serverTime = avValue(pairs, AV.TIMESTAMP);
  const withMic = serverTime?.length === 8;
  const time = withMic ? serverTime : fileTime(logon.now);
  const computer = Buffer.from(avValue(pairs, AV.COMPUTER_NAME) ?? []).toString('utf16le');
  const domain = logon.domain === '.' ? computer : logon.domain;
  const key = responseKey(logon.password, logon.user, domain);
  const blob = proofBlob(time, logon.clientChallenge, targetInfoOf(pairs, logon, withMic));
  const proof = proofOf(key, message.serverChallenge, blob);
  const token = encodeAuthenticate({
    flags: (message.flags & GRANTABLE) >>> 0,
    lmResponse: withMic ? Buffer.alloc(24) : lmv2Response(key, message.serverChallenge, logon.clientChallenge),
    ntResponse: Buffer.concat([proof, blob]),
    domain,
    user: logon.user,
    workstation: logon.workstation,
    encryptedSessionKey: new Rc4(sessionBaseKey(key, proof)).transform(logon.sessionKey),
    version: logon.version,
    ...(withMic ? { mic: Buffer.alloc(16) } : {}),
  });
  if (withMic) token.set(integrityCode(logon.sessionKey, negotiate, challenge, token), MIC_OFFSET);
  return token;
}

/** NTLM as a mechanism; inside SPNEGO the list of mechanisms is signed with it. */
export interface NtlmContext extends MechanismContext {
  sealing(): NtlmSealing;
  /** From the second token on, so that it can carry the signature of the list. */
  signing(): NtlmSealing;
}

/** NTLM under the HTTP scheme Negotiate: two tokens, no answer to the second. Throws WINRM_USAGE_INVALID without a user. */
export function createNtlmClient(options: SchemeOptions): NtlmContext {
  if (options.username === '') throw new WinrmError('WINRM_USAGE_INVALID', 'NTLM needs a user name and a password');
  const negotiate = negotiateToken();
  let phase: 'fresh' | 'negotiating' | 'authenticating' | 'complete' = 'fresh';
  let sessionKey: Uint8Array | undefined;
  let sealing: NtlmSealing | undefined;
  const signing = (): NtlmSealing => {
    if (sessionKey === undefined) {
      throw new WinrmError('WINRM_USAGE_INVALID', 'sealing was asked for before the NTLM exchange was complete');
    }
    // Not before it is asked for: over HTTPS nothing is sealed.
    sealing ??= createNtlmSealing(sessionKey, 'client');
    return sealing;
  };
  return {
    async step(challenge) {
      if (phase === 'fresh') {
        phase = 'negotiating';
        return { kind: 'send', token: negotiate, final: false };
      }
      if (phase === 'negotiating' && challenge !== undefined) {
        judgeChallenge(challenge);
        const newKey = options.randomBytes(16);
        const clientChallenge = options.randomBytes(8);
        const logon = {
          ...accountOf(options.username, options.domain),
          password: await options.password(),
          targetName: `HTTP/${options.servername}`,
          workstation: options.workstation ?? '',
          version: DEFAULT_VERSION,
          channelBinding: options.channelBinding,
          clientChallenge,
          sessionKey: newKey,
          now: options.now(),
        };
        const token = authenticateToken(negotiate, challenge, logon);
        sessionKey = newKey;
        phase = 'authenticating';
        return { kind: 'send', token, final: true };
      }
      if (phase === 'authenticating' && (challenge === undefined || challenge.length === 0)) {
        phase = 'complete';
        return { kind: 'done' };
      }
      throw new WinrmError('WINRM_AUTH_FAILED', `an NTLM token came out of turn (${phase})`);
    },
    signing,
    sealing() {
      if (phase === 'complete') return signing();
      throw new WinrmError('WINRM_USAGE_INVALID', 'sealing was asked for before the NTLM exchange was complete');
    },
  };
}
