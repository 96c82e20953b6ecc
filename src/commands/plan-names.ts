// Names that a user writes against the names that a plan has: rings and machines, without regard to case, with a
// guess for the misspelt. Whatever is not in the plan is refused; nothing is quietly left out of what somebody
// asked for.
import { type Failure, FailureError, failureOf } from '../model/failure.ts';
import { nearest } from '../model/spelling.ts';
import type { Platform } from '../platforms/platform.ts';
import type { Plan, PlannedRing } from '../rollout/plan.ts';
import { invocationOf } from './invocation.ts';

/** The ring of that name. Throws ARGUMENT_INVALID. */
export function ringNamed(plan: Plan, name: string): PlannedRing {
  const ring = plan.rings.find(candidate => candidate.name.toLowerCase() === name.toLowerCase());
  if (ring !== undefined) return ring;
  const names = plan.rings.map(candidate => candidate.name);
  throw new FailureError([
    failureOf('ARGUMENT_INVALID', `There is no ring "${name}" in the plan.${guess(name, names)}`, {
      next: `The rings are ${names.join(', ')}.`,
    }),
  ]);
}

/** Machines written as `a, b`; empty when nothing was written. Throws ARGUMENT_INVALID with every unknown name. */
export function machinesNamed(plan: Plan, written: string | undefined, option: string): readonly string[] {
  const asked = (written ?? '').split(',').flatMap(name => (name.trim() === '' ? [] : [name.trim()]));
  const known = new Map(plan.machines.map(({ name }) => [name.toLowerCase(), name]));
  const faults: Failure[] = asked
    .filter(name => !known.has(name.toLowerCase()))
    .map(name =>
      failureOf(
        'ARGUMENT_INVALID',
        `${option}: there is no machine "${name}" in the plan.${guess(name, [...known.values()])}`,
      ),
    );
  if (faults.length > 0) throw new FailureError(faults);
  return [...new Set(asked.flatMap(name => known.get(name.toLowerCase()) ?? []))];
}

function guess(name: string, names: readonly string[]): string {
  const meant = nearest(name, names);
  return meant === undefined ? '' : ` Did you mean "${meant}"?`;
}

interface Asked {
  readonly platform: Platform;
  readonly options: { readonly policy?: string; readonly ledger?: string | undefined };
}

/** A whole command to paste, with the options that this one was given. */
export function programCommand({ platform, options }: Asked, ...words: readonly string[]): string {
  const invocation = invocationOf(platform, options);
  return [invocation.program, ...words, ...invocation.options].join(' ');
}
