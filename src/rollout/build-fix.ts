// The plan that mends: it has what a person has named and nothing else, or there is none. The policy stands otherwise: what its owner
// excludes is excluded here, too, and its rings, windows and gates are those of any other plan. Who was hit is pinned with it, if it is
// still among the machines.
import { type Failure, failureOf } from '../model/failure.ts';
import type { Membership } from '../policy/membership.ts';
import type { Policy } from '../policy/schema.ts';
import type { PlannedUpdate } from './plan.ts';
import type { PlannedFix } from './planned-fix.ts';

/** What the policy wants while it mends: the one update, however young and of whatever kind. What the owner excluded stays excluded. */
export function wantedFor(policy: Policy, fix: PlannedFix | undefined): Policy {
  if (fix === undefined) return policy;
  return { ...policy, updates: { ...policy.updates, include: [...fix.kbs], minAge: 0 } };
}

export function mendingOnly(updates: readonly PlannedUpdate[], fix: PlannedFix | undefined): readonly PlannedUpdate[] {
  return fix === undefined ? updates : updates.filter(({ kbs }) => kbs.some(kb => fix.kbs.includes(kb)));
}

/** Nobody is offered what is to mend: nothing else is planned in its place. */
export function notOffered(fix: PlannedFix, ring: string): Failure {
  const message = `${fix.kbs.join(', ')} is to mend ${fix.bad.join(', ')} of ${fix.rolloutId}, and no machine of ring ${ring} may have it.`;
  return failureOf('FIX_NOT_OFFERED', message, {
    next: `approve it in WSUS, put a machine that is offered it into ${ring}, or name another one with fix-forward; supersede takes the word back`,
  });
}

/** Whoever has left the inventory since is not in the plan. */
export function fixAmong(fix: PlannedFix | undefined, members: readonly Membership[]): { readonly fix?: PlannedFix } {
  if (fix === undefined) return {};
  const names = new Set(members.flatMap(({ machines }) => machines.map(({ name }) => name)));
  return { fix: { ...fix, ill: fix.ill.filter(({ machine }) => names.has(machine)) } };
}
