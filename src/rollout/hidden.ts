// What an undo has hidden on a machine, and what of it is still to be shown after a person has lifted the hold. From the state alone,
// so that the debt is the same whoever asks, in this run or in a year. What a lost answer leaves open counts as hidden: showing what
// was never hidden does no harm, and forgetting what was keeps a machine from a fix for good.
import { identityOf, type UpdateIdentity } from '../model/update.ts';
import type { Plan } from './plan.ts';
import type { MachineState, State } from './state.ts';

/** What may be hidden there; empty: nothing can be. */
export function hiddenUpdates({ updates: planned }: Plan, machine: MachineState): readonly UpdateIdentity[] {
  const { hiding, install } = machine;
  if (hiding === null || hiding.kind === 'notStarted') return [];
  if (hiding.kind === 'hidden')
    return hiding.result.updates
      .filter(({ outcome }) => outcome === 'hidden')
      .map(({ updateId, revision }) => ({ updateId, revision }));
  const mine = new Set((install?.updates ?? []).filter(({ outcome }) => outcome === 'installed').map(identityOf));
  return planned
    .filter(update => mine.has(identityOf(update)))
    .map(({ updateId, revision }) => ({ updateId, revision }));
}

/** Nothing of it is hidden there any more. */
export function isShown({ showing }: Pick<MachineState, 'showing'>): boolean {
  return showing?.kind === 'shown' && showing.result.updates.every(({ outcome }) => outcome !== 'failed');
}

/** Machines where what was taken back is still hidden, or may be. */
export function stillHidden(plan: Plan, { machines }: State): readonly MachineState[] {
  return [...machines.values()].filter(
    machine => machine.phase === 'undone' && !isShown(machine) && hiddenUpdates(plan, machine).length > 0,
  );
}
