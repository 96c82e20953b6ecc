// The HTTP scheme `Negotiate` (RFC 4559): a word in front of the tokens of a mechanism, and the label of its sealed bodies.
// Windows takes raw NTLMSSP here just as it takes SPNEGO (facts: winrm 3.2), so any mechanism fits in unchanged; this file
// knows none of them, the registry joins the two.

import type { MechanismContext, Scheme, SchemeOptions } from './scheme.ts';

const SEAL_LABEL = 'application/HTTP-SPNEGO-session-encrypted';

/** A mechanism as a scheme that travels under `Negotiate`. */
export function underNegotiate(name: string, createMechanism: (options: SchemeOptions) => MechanismContext): Scheme {
  return {
    name,
    seals: true,
    createContext: options => ({ httpScheme: 'Negotiate', sealLabel: SEAL_LABEL, ...createMechanism(options) }),
  };
}
