// What a failure is, apart from the machine that shows it: the gate and what it found (a service, a kind of event, a status), or the
// code and the number of work that failed. Two machines that show the same one tell more than two that fail in different ways, so it
// halts whatever share of machines may fail (facts: rollout 3, no. 11; 4.3).
import type { Failure } from '../../model/failure.ts';
import type { MachineState } from '../state.ts';

/** What this machine failed with; empty: nothing that could be recognised on another one. */
export function signaturesOf({ judgedAfter, failedBy, failure }: MachineState): readonly string[] {
  if (failedBy === null) return [];
  if (failedBy.gate === null) return failure === null ? [] : [`${failure.code}${numberIn(failure)}`];
  return judgedAfter
    .filter(({ severity, verdict, againAt }) => severity !== 'observe' && verdict === 'fail' && againAt === undefined)
    .flatMap(({ gate, subjects = [] }) => subjects.map(subject => `${gate}: ${subject}`));
}

/** The number or the code that an update or a machine gave, without the words about it. */
function numberIn({ cause = '' }: Failure): string {
  const found = /^(?:0x[\dA-Fa-f]{8}|[A-Z][A-Z\d]*(?:_[A-Z\d]+)+)\b/.exec(cause);
  return found === null ? '' : ` ${found[0]}`;
}

/** A signature that a machine shares with one that failed before it. @param known those that a person has resumed from */
export function sharedSignature(
  failed: readonly MachineState[],
  known: ReadonlySet<string>,
): { readonly machine: MachineState; readonly signature: string } | undefined {
  const first = new Map<string, MachineState>();
  const inOrder = [...failed].sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0));
  for (const machine of inOrder) {
    for (const signature of signaturesOf(machine)) {
      if (known.has(signature)) continue;
      const other = first.get(signature);
      if (other !== undefined && other !== machine) return { machine, signature };
      first.set(signature, machine);
    }
  }
  return undefined;
}
