// Many machines, few causes: failures by their code,
// each with everybody it hit. A person mends causes,
// not machines.
import type { Failure } from '../model/failure.ts';
import type { MachineName } from '../model/machine.ts';

export interface Cause {
  /** Of the first machine. */
  readonly failure: Failure;
  readonly machines: readonly MachineName[];
  /** What was seen and what is to be done, each text once with its machines: a code has as many certificates as machines. */
  readonly reasons: Said;
  readonly steps: Said;
}
export type Said = ReadonlyMap<string, readonly MachineName[]>;

interface Growing extends Cause {
  readonly machines: MachineName[];
  readonly reasons: Map<string, readonly MachineName[]>;
  readonly steps: Map<string, readonly MachineName[]>;
}

/** One more machine of which this is said. */
function say(said: Map<string, readonly MachineName[]>, text: string | undefined, machine: MachineName): void {
  if (text !== undefined) said.set(text, [...(said.get(text) ?? []), machine]);
}

/** In the order in which the codes first came. */
export function causesAmong(
  rows: readonly { readonly machine: MachineName; readonly failure: Failure }[],
): readonly Cause[] {
  const causes = new Map<string, Growing>();
  for (const { machine, failure } of rows) {
    const fresh: Growing = { failure, machines: [], reasons: new Map(), steps: new Map() };
    const cause = causes.get(failure.code) ?? fresh;
    causes.set(failure.code, cause);
    cause.machines.push(machine);
    say(cause.reasons, failure.cause, machine);
    say(cause.steps, failure.next, machine);
  }
  return [...causes.values()];
}
