// Every way in which talking to a machine can fail, as one family. A failure says whose fault it is, whether asking again
// can help (default: no; the caller owns retries), and carries a stable code that the documentation is generated from.
// Texts of the peer are never decided on (they are localised); numbers are (facts: winrm 1.13).

import { connectionErrors } from './codes/connection.ts';
import { logonErrors } from './codes/logon.ts';
import { serviceErrors } from './codes/service.ts';

/** Layer first, past participle last. README's table of meanings and next steps is made of it. */
export const winrmErrors = { ...connectionErrors, ...logonErrors, ...serviceErrors } as const;

export type WinrmErrorCode = keyof typeof winrmErrors;

/** What a person needs to know a certificate by. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  readonly validFrom: string;
  readonly validTo: string;
  /** Lower case, no colons: the form that `pin` takes. */
  readonly sha256: string;
}

export interface WinrmErrorDetail {
  /** WSManFault or WMI number, unsigned decimal, where the machine sent one. */
  readonly fault?: number;
  readonly httpStatus?: number;
  /** Authentication schemes that the machine offers instead, words in lower case. */
  readonly offered?: readonly string[];
  /** The certificate that was refused. */
  readonly certificate?: CertificateFacts;
  /** False: no byte of the envelope has left, asking again is safe. True or missing: the machine may have acted on it. */
  readonly sent?: boolean;
  /** What to do next, where more is known than the code says. */
  readonly help?: string;
  /** Text of the peer, untrusted, for the log only. */
  readonly peerText?: string;
  readonly cause?: unknown;
  readonly [extra: string]: unknown;
}

export class WinrmError extends Error {
  override readonly name = 'WinrmError';
  readonly code: WinrmErrorCode;
  readonly retryable: boolean;
  readonly detail: WinrmErrorDetail;

  constructor(code: WinrmErrorCode, message: string, detail: WinrmErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.code = code;
    this.retryable = winrmErrors[code].retryable;
    this.detail = detail;
  }

  /** What a person should do next. */
  get help(): string {
    return this.detail.help ?? winrmErrors[this.code].help;
  }
}
