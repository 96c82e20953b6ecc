// What is installed, judged from outside at the moment when a machine is asked: pinned, proved by an earlier ring, of a kind that an
// earlier ring has. Each breach bears the rule that it is told under.
import type { UpdateIdentity } from '../../src/model/update.ts';
import type { EffectKind } from '../../src/rollout/effects.ts';
import type { Plan } from '../../src/rollout/plan.ts';
import type { State } from '../../src/rollout/state.ts';
import { uncoveredBy } from './coverage.ts';

/** What takes nothing out of service. */
export const justLooks: readonly EffectKind[] = [
  ...(['look', 'acknowledge', 'verify', 'control', 'stage', 'diagnose', 'inspect', 'poll'] as const),
  ...(['hide', 'show', 'resume'] as const),
];

export interface Breach {
  readonly rule: string;
  readonly what: string;
}

/** Nothing that is not pinned, and in later rings nothing that no earlier ring has proved, on no machine that none vouches for. */
export function* installBreaches(
  plan: Plan,
  state: State | undefined,
  name: string,
  updates: readonly UpdateIdentity[],
): Generator<Breach> {
  const machine = state?.machines.get(name);
  const uncovered = uncoveredBy(plan, state, name);
  if (uncovered !== undefined) yield { rule: 'coverage', what: uncovered };
  if (machine === undefined || updates.length === 0)
    yield { rule: 'promotion', what: `${name} installs nothing that was chosen` };
  for (const { updateId, revision } of machine?.chosen ?? []) {
    const key = `${updateId}@${revision}`;
    if (!plan.updates.some(update => `${update.updateId}@${update.revision}` === key))
      yield { rule: 'promotion', what: `${key} is not pinned` };
    const proof = state?.proven.get(key);
    if (machine !== undefined && machine.ring > 0 && (proof === undefined || proof.ring >= machine.ring))
      yield { rule: 'promotion', what: `${key} on ${name} was proved by no earlier ring` };
  }
}
