// TLS as we judge it: which authorities are trusted, whether the certificate is the machine's, and what exactly is wrong if not.
// Node is told not to reject by itself, because only a finished handshake lets us name the certificate in the error, and because
// a pinned certificate may be self-signed. The verdict is given here, before a single byte of HTTP is written (facts: winrm 4, row 21).

import { X509Certificate } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
import { connect, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import type { Endpoint } from './endpoint.ts';
import { type CertificateFacts, WinrmError, type WinrmErrorCode } from './errors.ts';

/** A client certificate and its key, PEM texts. */
export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
  readonly passphrase?: string;
}

const contexts = new Map<string, SecureContext>();
const PEM_BLOCK = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** OpenSSL passes over what it cannot read, and the machine would then be called unknown: so each block is read here first. */
function createContext(ca: string | undefined): SecureContext {
  if (ca === undefined) return createSecureContext();
  try {
    for (const block of ca.match(PEM_BLOCK) ?? ['']) new X509Certificate(block);
    return createSecureContext({ ca });
  } catch (cause) {
    throw new WinrmError('WINRM_USAGE_INVALID', '`ca` cannot be read as PEM certificates', { cause });
  }
}

/** One context for each set of authorities: reading root certificates costs more than a handshake (facts: tooling). */
export function secureContextFor(ca: string | undefined): SecureContext {
  const key = ca ?? '';
  const known = contexts.get(key);
  if (known !== undefined) return known;
  const context = createContext(ca);
  contexts.set(key, context);
  return context;
}

/** A context for one connection: a key is not kept. TLS 1.2, because Windows asks for the certificate late (facts: winrm 3.6). */
function contextWith(identity: ClientCertificate, ca: string | undefined): SecureContext {
  secureContextFor(ca);
  try {
    return createSecureContext({ ...identity, maxVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) });
  } catch {
    // What OpenSSL says of a key is nothing for a log.
    throw new WinrmError('WINRM_USAGE_INVALID', 'the client certificate or its key cannot be read');
  }
}

/** What a person needs to know a certificate by. */
export function factsOf(certificate: X509Certificate): CertificateFacts {
  return {
    subject: certificate.subject?.replaceAll('\n', ', ') ?? '',
    issuer: certificate.issuer?.replaceAll('\n', ', ') ?? '',
    validFrom: certificate.validFrom,
    validTo: certificate.validTo,
    sha256: fingerprintOf(certificate),
  };
}

function fingerprintOf(certificate: X509Certificate): string {
  return certificate.fingerprint256.replaceAll(':', '').toLowerCase();
}

/** OpenSSL's and Node's words → ours. What is not listed is WINRM_TLS_FAILED. */
const VERDICTS: ReadonlyMap<string, readonly [WinrmErrorCode, string]> = new Map([
  ['CERT_HAS_EXPIRED', ['WINRM_TLS_EXPIRED', 'has expired']],
  ['CERT_NOT_YET_VALID', ['WINRM_TLS_EXPIRED', 'is not valid yet']],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', ['WINRM_TLS_SELF_SIGNED', 'is self-signed']],
  ['SELF_SIGNED_CERT_IN_CHAIN', ['WINRM_TLS_UNKNOWN_CA', 'comes from an authority that is not trusted']],
  ['UNABLE_TO_GET_ISSUER_CERT', ['WINRM_TLS_UNKNOWN_CA', 'comes from an authority that is not trusted']],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', ['WINRM_TLS_UNKNOWN_CA', 'comes from an authority that is not trusted']],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', ['WINRM_TLS_UNKNOWN_CA', 'comes from an authority that is not trusted']],
]);

/** OpenSSL's words for a peer that knows no version of ours. Windows may just hang up instead. */
const NO_VERSION = /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/;

/** A failed connection with a client certificate: says that TLS 1.2 is needed where that may be the reason. */
export function explainVersion(error: WinrmError): WinrmError {
  const { phase, reason } = error.detail;
  const isRefused = error.code === 'WINRM_TLS_FAILED' && NO_VERSION.test(String(reason));
  if (!isRefused && (phase !== 'tls' || error.code !== 'WINRM_CONNECTION_LOST')) return error;
  const why = isRefused
    ? ': a client certificate is shown over TLS 1.2 only, and the machine refuses that version'
    : '';
  const help =
    'A client certificate needs TLS 1.2, since Windows asks for it in the middle of the connection: is TLS 1.2 enabled on the machine? Else log on with Kerberos or NTLM.';
  return new WinrmError(error.code, `${error.message}${why}`, { ...error.detail, help });
}

/** Where TLS is to be spoken: an address to connect to, or a connection that is there already. */
export type TlsWay = { readonly host: string; readonly port: number } | { readonly socket: Socket };

/** Starts TLS to an endpoint; `judgeCertificate` has to be asked before the socket is used. Throws WINRM_USAGE_INVALID. */
export function startTls(endpoint: Endpoint, way: TlsWay, identity?: ClientCertificate): TLSSocket {
  const socket = connect({
    ...way,
    secureContext: identity === undefined ? secureContextFor(endpoint.ca) : contextWith(identity, endpoint.ca),
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    ...(endpoint.sni === undefined ? {} : { servername: endpoint.sni }),
  });
  // Node would turn the whole chain into objects for a check of the name that `judgeCertificate` makes itself, natively: a
  // quarter of what a connection costs.
  Object.defineProperty(socket, 'getPeerCertificate', { value: () => ({}) });
  return socket;
}

function isFor(certificate: X509Certificate, endpoint: Endpoint): boolean {
  const [name = ''] = endpoint.servername.split('%');
  if (isIP(name) !== 0) return certificate.checkIP(name) !== undefined;
  return certificate.checkHost(endpoint.sni ?? name, { partialWildcards: false }) !== undefined;
}

/** The peer's certificate after the handshake. Throws the verdict as a WinrmError WINRM_TLS_*; nothing was sent before. */
export function judgeCertificate(socket: TLSSocket, endpoint: Endpoint): X509Certificate {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) throw new WinrmError('WINRM_TLS_FAILED', `${endpoint.authority} shows no certificate`);
  const refuse = (code: WinrmErrorCode, what: string, extra: object = {}): WinrmError =>
    new WinrmError(code, `the certificate of ${endpoint.servername} ${what}`, {
      certificate: factsOf(certificate),
      sent: false,
      ...extra,
    });
  if (endpoint.pin !== undefined && fingerprintOf(certificate) !== endpoint.pin) {
    throw refuse('WINRM_TLS_PIN_MISMATCHED', 'is not the pinned one', { pin: endpoint.pin });
  }
  const pinned = endpoint.pin !== undefined && endpoint.ca === undefined;
  if (!socket.authorized && !pinned) {
    // Typed as an Error, but Node stores the code.
    const reason = String(socket.authorizationError);
    const [code, what] = VERDICTS.get(reason) ?? (['WINRM_TLS_FAILED', `is refused (${reason})`] as const);
    throw refuse(code, what, { reason });
  }
  if (!pinned && !isFor(certificate, endpoint)) {
    const names = certificate.subjectAltName ?? '';
    throw refuse('WINRM_TLS_WRONG_NAME', `is for another name (${names || 'it has none'})`, { names });
  }
  return certificate;
}
