// Many machines, few causes: failures by their code,
// each with everybody it hit. A person mends causes,
// not machines.
import type { Failure } from '../model/failure.ts';
import type { MachineName } from '../model/machine.ts';

export interface Cause {
  /** Of the first machine. */
  readonly failure: Failure;
  readonly machines: readonly MachineName[];
}

/** In the order in which the codes first came. */
export function causesAmong(
  rows: readonly { readonly machine: MachineName; readonly failure: Failure }[],
): readonly Cause[] {
  const causes = new Map<string, { readonly failure: Failure; readonly machines: MachineName[] }>();
  for (const { machine, failure } of rows) {
    const known = causes.get(failure.code);
    if (known === undefined) causes.set(failure.code, { failure, machines: [machine] });
    else known.machines.push(machine);
  }
  return [...causes.values()];
}
