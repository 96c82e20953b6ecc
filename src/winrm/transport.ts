// The seam between the conversation (wsman, psrp, session) and the bytes on a socket (http, channel).
// One transport is one machine; it owns its connection, its logon and its queue, and nobody else does.
// A transport posts one SOAP envelope and returns the envelope that came back, sealed or not: above this line nobody knows.

export interface PostOptions {
  /** Milliseconds from now until the call must have ended, measured by our own clock. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

export interface PostAnswer {
  readonly httpStatus: number;
  /** Plain SOAP bytes; empty when the machine sent no body. HTML or other bodies never get here. */
  readonly soap: Uint8Array;
}

/** One authenticated connection at a time: one request in flight; callers queue on it. */
export interface Transport {
  /** Endpoint URL for wsa:To. */
  readonly url: string;
  /**
   * Posts one envelope. SOAP faults come back as answers (any status); everything else that is not a SOAP answer throws a WinrmError:
   * 401, 403, 404, 413, 503 without SOAP, lost connections, deadlines, sealing violations.
   * After a timeout or a lost connection the connection is destroyed; the next post opens and authenticates a new one.
   */
  post(soap: Uint8Array, options: PostOptions): Promise<PostAnswer>;
  /** Certificate of an HTTPS peer, for preflight. */
  readonly peerCertificate?:
    | {
        readonly subject: string;
        readonly issuer: string;
        readonly validTo: string;
        readonly sha256: string;
      }
    | undefined;
  close(): void;
}
