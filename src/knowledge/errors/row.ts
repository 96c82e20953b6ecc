// The shape of one row of the error catalogue. A row has no
// message of its own: the failure says what happened, the row
// what it means.

/** What stands behind a code. */
export interface CodeRow {
  /** One sentence; the failure's own message says what happened this time. */
  readonly meaning: string;
  /** What a person does next. */
  readonly next: string;
  /** A later run can get past it by itself; left out: something has to be done first. */
  readonly retryable?: true;
}
