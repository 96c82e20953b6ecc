// Catalogue of authentication schemes: one line each. Adding one is a file beside this one and a line here.
// Schemes never import each other, but for `negotiate.ts`, which is made of others.
// The key is the word that people write in a policy.

import { WinrmError } from '../errors.ts';
import { basic } from './basic.ts';
import { certificate } from './certificate.ts';
import { kerberos } from './kerberos/client.ts';
import { negotiate, underNegotiate } from './negotiate.ts';
import { createNtlmClient } from './ntlm/client.ts';
import type { Scheme } from './scheme.ts';

export const schemes = {
  kerberos,
  negotiate,
  ntlm: underNegotiate('ntlm', createNtlmClient),
  certificate,
  basic,
} as const satisfies Record<string, Scheme>;

export type SchemeName = keyof typeof schemes;

/** Words that people know from other clients, and why there is no such scheme here. */
const REFUSED: Readonly<Record<string, string>> = {
  credssp:
    'CredSSP hands the whole password to the machine; what it is used for is done here by a task on the machine itself. Use kerberos or negotiate',
};

/** The scheme of a name that may come from outside. Throws WINRM_USAGE_INVALID with the reason. */
export function schemeOf(name: string): Scheme {
  const known: Readonly<Record<string, Scheme>> = schemes;
  if (Object.hasOwn(known, name)) return known[name] as Scheme;
  const reason = Object.hasOwn(REFUSED, name.toLowerCase()) ? REFUSED[name.toLowerCase()] : undefined;
  throw new WinrmError('WINRM_USAGE_INVALID', reason ?? `there is no authentication scheme ${JSON.stringify(name)}`);
}
