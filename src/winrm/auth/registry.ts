// Catalogue of authentication schemes: one line each. Adding one is a file beside this one and a line here.
// Schemes never import each other; a mechanism that travels under `Negotiate` is joined with it here and nowhere else.
// The key is the word that people write in a policy.

import { basic } from './basic.ts';
import { underNegotiate } from './negotiate.ts';
import { createNtlmClient } from './ntlm/client.ts';
import type { Scheme } from './scheme.ts';

export const schemes = {
  ntlm: underNegotiate('ntlm', createNtlmClient),
  basic,
} as const satisfies Record<string, Scheme>;

export type SchemeName = keyof typeof schemes;
