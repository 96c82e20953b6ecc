// Why a machine must not go on with what it may get, before any gate is asked: no package of the plan is for it, an update without which it
// must not go on is held from it, or nothing is left but what no earlier ring has proved.
// Each names the update and what a person can do.
import type { Failure } from '../../model/failure.ts';
import type { Facts } from '../../model/reading.ts';
import { whyNoneFits } from '../offers.ts';
import type { MachineState } from '../state.ts';
import type { Choice } from './choose.ts';
import type { View } from './view.ts';
import { trouble } from './words.ts';

/** No package of the plan is for it: it gets nothing, and is not up to date either. */
export function misfitOf({ plan }: View, machine: MachineState, facts: Facts): Failure | undefined {
  const misfit = whyNoneFits(plan.source, facts);
  return misfit === undefined ? undefined : trouble(machine, 'PACKAGE_NONE_FITS', misfit);
}

/** Why the machine must not go on with what it may get, gates aside. */
export function obstacleIn(machine: MachineState, { chosen: updates, left }: Choice): Failure | undefined {
  const blocking = left.find(({ blocks }) => blocks);
  if (blocking !== undefined) {
    return trouble(machine, 'MACHINE_HELD', blocking.reason, { cause: blocking.kbs.join(', '), next: blocking.remedy });
  }
  const unproven = left.find(({ why }) => why === 'unproven');
  if (updates.length > 0 || unproven === undefined) return undefined;
  const name = unproven.kbs.join(', ') || unproven.title;
  return trouble(machine, 'UPDATE_UNPROVED', `${name}: ${unproven.reason}`, { next: unproven.remedy });
}
