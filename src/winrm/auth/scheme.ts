// The contract of an authentication scheme: a token machine that never sees a socket, a clock or a die.
// Nonces and time come in as arguments, so that published vectors can be replayed through the same code.
// One context belongs to one TCP connection: sequence numbers and cipher state live in it (facts: winrm 0.4, 3.3).

/** Signature (header part of the multipart body) and ciphertext. */
export interface Sealed {
  readonly signature: Uint8Array;
  readonly sealed: Uint8Array;
}

/** Seals and unseals whole messages of one connection; sequence numbers are checked both ways. */
export interface Sealing {
  seal(plain: Uint8Array): Sealed;
  /** Throws WinrmError WINRM_SEALING_FAILED when signature or sequence number is wrong. */
  unseal(signature: Uint8Array, sealed: Uint8Array): Uint8Array;
}

/** The same where the keys are in another process. */
export interface DistantSealing {
  seal(plain: Uint8Array): Promise<Sealed>;
  unseal(signature: Uint8Array, sealed: Uint8Array): Promise<Uint8Array>;
}

export type SchemeStep =
  /** Send this token (Authorization header: `${httpScheme} ${base64}`); another step may follow. */
  | {
      readonly kind: 'send';
      readonly token: Uint8Array;
      readonly final: boolean;
      /** A 401 with a token is not the last word on a final token: the scheme reads out of it what was wrong, or goes on. */
      readonly mayGoOn?: boolean;
    }
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
  sealing(): Sealing | DistantSealing;
  /** How the machine has let us in, once the context is complete; schemes that leave no choice say nothing. */
  outcome?(): AuthOutcome;
  /** The connection is gone: frees what the context holds outside this process. */
  dispose?(): void;
}

export interface AuthOutcome {
  readonly mechanism: 'kerberos' | 'ntlm';
  /** Why Kerberos was not used, where it would have been preferred. */
  readonly fallback?: { readonly code: string; readonly message: string };
}

/** What a mechanism is before an HTTP word is put in front of it; see negotiate.ts. */
export type MechanismContext = Omit<SchemeContext, 'httpScheme' | 'sealLabel' | 'everyRequest' | 'sealing'> & {
  sealing(): Sealing;
};

/** One Kerberos context at a time in another process; see kerberos/tokens.ts. */
export interface KerberosTokens {
  start(wish: KerberosWish): Promise<KerberosAnswer>;
  ask(operation: KerberosOperation, context: string, ...arguments_: readonly Uint8Array[]): Promise<KerberosAnswer>;
  drop(context: string): void;
}

/** `verify`: a signature over a text; takes the text, then the signature. */
export type KerberosOperation = 'step' | 'wrap' | 'unwrap' | 'verify';

export interface KerberosWish {
  /** e.g. `host/srv01.corp.example`. */
  readonly spn: string;
  readonly channelBinding: Uint8Array | undefined;
  /** Undefined: whoever runs us, from a ticket cache or keytab. */
  readonly account: { readonly user: string; readonly domain: string; readonly password: string } | undefined;
}

export interface KerberosAnswer {
  readonly context: string;
  /** Name of a .NET NegotiateAuthenticationStatusCode, or of an exception. */
  readonly status: string;
  readonly bytes: Buffer;
  /** Error numbers of the Kerberos library, in order. */
  readonly numbers: readonly number[];
}

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
  /** Where Kerberos tokens come from, and for which service: `HTTP`, `WSMAN`, `HOST` or a whole name with a slash. */
  readonly kerberos?: { readonly tokens: KerberosTokens; readonly spn: string };
  /** Negotiate may go on with NTLM where Kerberos cannot be used; default false. */
  readonly ntlmFallback?: boolean;
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
