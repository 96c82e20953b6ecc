// One fault of the input, before it has a line and a column: rules and schemas say the path, load.ts finds the
// place. The message is for a person who wrote the file: it says what to write instead, and repeats no value that
// may be a secret.
import type { FailureCode } from '../knowledge/errors.ts';
import { nearest } from '../model/spelling.ts';

export type Path = readonly PropertyKey[];

export interface Fault {
  readonly code: FailureCode;
  /** Where it stands: in the policy, in the inventory's own file, or in a data file that the policy names. */
  readonly file: 'policy' | 'inventory' | 'data';
  readonly path: Path;
  /** The place is the key, not the value. */
  readonly atKey?: boolean;
  /** The key that was probably meant, where the written one is unknown. */
  readonly meant?: string | undefined;
  /** One sentence that says what to write instead. */
  readonly message: string;
}

/** `rings[0].waves`, as a person would say it; the root is nothing. */
export function formatPath(path: Path): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`))
    .join('');
}

/** `; did you mean "waves"?`, or nothing. */
export function suggestion(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  return meant === undefined ? '' : `; did you mean "${meant}"?`;
}
