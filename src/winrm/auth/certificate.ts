// Logging on with a client certificate, over HTTPS only: the proof is made inside TLS, and this header only says that it counts.
// Windows asks for the certificate after the handshake, which Node can answer in TLS 1.2 by renegotiation and not in TLS 1.3, so
// such connections are pinned to TLS 1.2 (facts: winrm 3.6). Certificates are mapped to local accounts; there is nothing to seal.

import { WinrmError } from '../errors.ts';
import type { Scheme } from './scheme.ts';

const NOTHING = new Uint8Array(0);

/** Throws WINRM_USAGE_INVALID over HTTP. */
export const certificate: Scheme = {
  name: 'certificate',
  seals: false,
  createContext: options => {
    if (options.channelBinding === undefined) {
      throw new WinrmError('WINRM_USAGE_INVALID', 'a client certificate is only shown over HTTPS');
    }
    return {
      httpScheme: 'http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual',
      everyRequest: true,
      step: answer => (answer === undefined ? { kind: 'send', token: NOTHING, final: true } : { kind: 'done' }),
      sealing: () => {
        throw new WinrmError('WINRM_USAGE_INVALID', 'a client certificate cannot seal');
      },
    };
  },
};
