// The contract of a rule: it looks at the whole policy with its machines and returns every fault it finds, with a
// path and a sentence that says what to write instead. A rule knows no file, no line, no clock and no environment:
// those come in as arguments.
import type { Holes } from '../../knowledge/holes.ts';
import type { Fault, Path } from '../fault.ts';
import type { ListedMachine } from '../inventory.ts';
import type { Policy } from '../schema.ts';

export interface RuleInput {
  readonly policy: Policy;
  readonly machines: readonly ListedMachine[];
  /** Host name of the machine that runs the rollout, where it is known. */
  readonly runner?: string | undefined;
  /** What the files say that the policy names; absent: they are not good ones. */
  readonly holes?: Holes | undefined;
}

/** One rule that shapes cannot say. */
export type Rule = (input: RuleInput) => readonly Fault[];

/** A fault that stands in the policy itself. */
export function fault(code: Fault['code'], path: Path, message: string): Fault {
  return { code, file: 'policy', path, message };
}

/** `a, b, c and 4 more` */
export function named(names: readonly string[]): string {
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
}
