// The shape of one row of the client's catalogue of errors. README's troubleshooting is made of these rows, and what a failing call
// tells a person is `help`: both are written for somebody who is tired. Names of things to be typed stand in `backticks`.
// Whether to try again is said here once; the caller owns doing it.

/** What stands behind a code. */
export interface ErrorRow {
  /** Trying again by itself can help. */
  readonly retryable: boolean;
  /** One sentence: what it means. */
  readonly meaning: string;
  /** What a person does next. */
  readonly help: string;
}
