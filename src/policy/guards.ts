// The gates that no list can leave out. A held update holds its machine, and as long as Hotpatch is not ignored its state is compared
// before and after, whether the policy names these gates or not; `hotpatch: requireEnrolled` is a setting of the gate. With
// `hotpatch: ignore` no update is held back for the train's sake, and the gate judges only where the policy names it.
import type { GateChoice } from '../gates/choice.ts';
import { choiceNamed } from '../gates/registry.ts';
import type { Policy } from './schema.ts';

/** The policy with its guards in the lists of gates. */
export function withGuards(policy: Policy): Policy {
  const { before, after } = { before: guarded(policy, 'before'), after: guarded(policy, 'after') };
  return { ...policy, gates: { ...policy.gates, before, after } };
}

function guarded({ gates, hotpatch }: Policy, stage: 'before' | 'after'): GateChoice[] {
  const wanted = gates[stage];
  const guards = [...(hotpatch === 'ignore' ? [] : ['hotpatch']), ...(stage === 'before' ? ['notHeld'] : [])];
  const missing = guards.filter(name => !wanted.some(({ gate }) => gate === name)).map(choiceNamed);
  return [...wanted, ...missing].map(choice =>
    choice.gate === 'hotpatch' && hotpatch === 'requireEnrolled'
      ? { ...choice, settings: { ...choice.settings, requireEnrolled: true } }
      : choice,
  );
}
