// The contract of an authentication scheme: a token machine that never sees a socket, a clock or a die.
// Nonces and time come in as arguments, so that published vectors can be replayed through the same code.
// One context belongs to one TCP connection: sequence numbers and cipher state live in it (facts: winrm 0.4, 3.3).

/** Seals and unseals whole messages of one connection; sequence numbers are checked both ways. */
export interface Sealing {
  /** @returns signature (header part of the multipart body) and ciphertext. */
  seal(plain: Uint8Array): { readonly signature: Uint8Array; readonly sealed: Uint8Array };
  /** Throws WinrmError WINRM_SEALING_FAILED when signature or sequence number is wrong. */
  unseal(signature: Uint8Array, sealed: Uint8Array): Uint8Array;
}

export type SchemeStep =
  /** Send this token (Authorization header: `${httpScheme} ${base64}`); another step may follow. */
  | { readonly kind: 'send'; readonly token: Uint8Array; readonly final: boolean }
  /** Nothing more to send: the context is complete. */
  | { readonly kind: 'done' };

export interface SchemeContext {
  /** First word of the Authorization header, e.g. `Negotiate`. */
  readonly httpScheme: string;
  /** Protocol label in multipart/encrypted, e.g. `application/HTTP-SPNEGO-session-encrypted`; undefined: cannot seal. */
  readonly sealLabel?: string;
  /** @param challenge token of the server's WWW-Authenticate, undefined at the first step. */
  step(challenge?: Uint8Array): Promise<SchemeStep> | SchemeStep;
  /** Available once the context is complete and the scheme can seal. */
  sealing(): Sealing;
}

export interface SchemeOptions {
  readonly username: string;
  readonly domain?: string;
  /** A closure, never a stored string: asked for when the context needs it (I12). */
  readonly password: () => Promise<string> | string;
  /** Host name as in the SPN, e.g. `srv01.corp.example`. */
  readonly servername: string;
  /** Hash input of tls-server-end-point (`facts: winrm 3.4`); undefined over HTTP. */
  readonly channelBinding?: Uint8Array;
}

export interface Scheme {
  readonly name: string;
  readonly createContext: (options: SchemeOptions) => SchemeContext;
}
