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
  /** True where the HTTP scheme knows no connection (Basic): `step` is called for every request, its one token is final. */
  readonly everyRequest?: boolean;
  /**
   * @param challenge token of the server's WWW-Authenticate, undefined at the first step. After the last token has been
   * answered well, the token of that answer closes the exchange (empty where the server sent none): the step must be `done`.
   */
  step(challenge?: Uint8Array): Promise<SchemeStep> | SchemeStep;
  /** Available once the context is complete and the scheme can seal. */
  sealing(): Sealing;
}

/** What a mechanism is before an HTTP word is put in front of it; see negotiate.ts. */
export type MechanismContext = Omit<SchemeContext, 'httpScheme' | 'sealLabel' | 'everyRequest'>;

export interface SchemeOptions {
  readonly username: string;
  readonly domain?: string;
  /** A closure, never a stored string: asked for when the context needs it (I12). */
  readonly password: () => Promise<string> | string;
  /** Host name as in the SPN, e.g. `srv01.corp.example`. */
  readonly servername: string;
  /** Application data of the binding as `endpointBindingOf` makes it (facts: winrm 3.4); undefined over HTTP. */
  readonly channelBinding?: Uint8Array;
  /** Name of our own computer, for the audit log of the machine. */
  readonly workstation?: string;
  readonly randomBytes: (size: number) => Uint8Array;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export interface Scheme {
  readonly name: string;
  /** Whether its contexts can seal; those that cannot are for HTTPS only. */
  readonly seals: boolean;
  readonly createContext: (options: SchemeOptions) => SchemeContext;
}
