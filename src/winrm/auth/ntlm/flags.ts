// The negotiate flags of NTLM that we know, and which of them we insist on (MS-NLMP 2.2.2.5).
// There is no weaker mode: every Windows since Vista grants all of them, so a peer that does not grant one is not Windows or
// stands behind somebody who is lowering the guard.

export const NTLM_FLAG = {
  UNICODE: 0x00000001,
  OEM: 0x00000002,
  REQUEST_TARGET: 0x00000004,
  SIGN: 0x00000010,
  SEAL: 0x00000020,
  LM_KEY: 0x00000080,
  NTLM: 0x00000200,
  ANONYMOUS: 0x00000800,
  ALWAYS_SIGN: 0x00008000,
  TARGET_TYPE_DOMAIN: 0x00010000,
  TARGET_TYPE_SERVER: 0x00020000,
  EXTENDED_SESSION_SECURITY: 0x00080000,
  TARGET_INFO: 0x00800000,
  VERSION: 0x02000000,
  KEY_128: 0x20000000,
  KEY_EXCHANGE: 0x40000000,
  KEY_56: 0x80000000,
} as const;

/** What our NEGOTIATE asks for (facts: winrm 3.3). */
export const OFFERED_FLAGS = 0xe2088237;

/** What both sides must have agreed on before we prove or accept a password. */
export const REQUIRED_FLAGS =
  (NTLM_FLAG.UNICODE |
    NTLM_FLAG.SIGN |
    NTLM_FLAG.SEAL |
    NTLM_FLAG.NTLM |
    NTLM_FLAG.EXTENDED_SESSION_SECURITY |
    NTLM_FLAG.KEY_128 |
    NTLM_FLAG.KEY_EXCHANGE) >>>
  0;

/** Flags that change how secrets are derived or messages protected: AUTHENTICATE must repeat them exactly as CHALLENGE granted them. */
export const SECURITY_FLAGS = (REQUIRED_FLAGS | NTLM_FLAG.LM_KEY | NTLM_FLAG.KEY_56 | NTLM_FLAG.ALWAYS_SIGN) >>> 0;

/** @returns whether every bit of `wanted` is set in `flags`. */
export function hasFlags(flags: number, wanted: number): boolean {
  return (flags & wanted) >>> 0 === wanted >>> 0;
}
