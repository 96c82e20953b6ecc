// Failures as values: what the rollout records, what the report shows, what the user reads. Above the wire nothing is thrown
// for a machine's trouble; a FailureError carries failures up only where a person's input is wrong and all faults are told at
// once.

/** One failure, ready to be journalled and printed. `code` is stable: layer first, past participle last. */
export interface Failure {
  readonly code: string;
  /** One sentence, without secrets. Text of the machine in it is untrusted and is neutralised where it is printed. */
  readonly message: string;
  readonly retryable: boolean;
  readonly machine?: string;
  /** What was being done, e.g. `check`, `install`, `restart`. */
  readonly phase?: string;
  /** The lower-level reason, e.g. a WinRM fault or an HRESULT as text. */
  readonly cause?: string;
  /** What a person can do next, best as something to paste. */
  readonly next?: string;
  /** Where in a file the fault stands, for wrong input. */
  readonly place?: { readonly file: string; readonly line?: number; readonly column?: number; readonly path?: string };
}

/** Thrown for wrong input and for what stops the tool itself; never for a machine's trouble. */
export class FailureError extends Error {
  override readonly name = 'FailureError';
  readonly failures: readonly Failure[];

  constructor(failures: readonly Failure[]) {
    super(failures.map(failure => `${failure.code}: ${failure.message}`).join('\n'));
    this.failures = failures;
  }
}

/** A failure that cannot be helped by asking again. */
export function failureOf(code: string, message: string, more: Partial<Failure> = {}): Failure {
  return { code, message, retryable: false, ...more };
}

/** A machine does not let us in as who we are: asking again, here or elsewhere, could lock the account out. */
export const rejections: ReadonlySet<string> = new Set([
  'WINRM_AUTH_REJECTED',
  'WINRM_AUTH_ACCOUNT_LOCKED',
  'WINRM_AUTH_PASSWORD_EXPIRED',
]);
