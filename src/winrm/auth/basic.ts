// HTTP Basic (RFC 7617): user and password in the clear inside TLS, hence over HTTPS only. It knows no connection, so the
// password is asked for again for every request and never kept.
// Rule: no context without a channel binding, which only TLS gives; what cannot be said in `user:password` is refused.

import { WinrmError } from '../errors.ts';
import type { Scheme } from './scheme.ts';

/** Local accounts only; off on a stock machine (facts: winrm 3.1). Throws WINRM_USAGE_INVALID over HTTP. */
export const basic: Scheme = {
  name: 'basic',
  seals: false,
  createContext: options => {
    if (options.channelBinding === undefined) {
      throw new WinrmError('WINRM_USAGE_INVALID', 'Basic authentication is only done over HTTPS');
    }
    if (options.username.includes(':')) {
      throw new WinrmError('WINRM_USAGE_INVALID', 'Basic authentication knows no user name with a colon');
    }
    return {
      httpScheme: 'Basic',
      everyRequest: true,
      step: async answer =>
        answer === undefined
          ? { kind: 'send', token: Buffer.from(`${options.username}:${await options.password()}`), final: true }
          : { kind: 'done' },
      sealing: () => {
        throw new WinrmError('WINRM_USAGE_INVALID', 'Basic authentication cannot seal');
      },
    };
  },
};
