// An update that failed with a number whose cure is a restart, on a machine that wants one anyway: it is restarted once, and what
// failed is installed once more, before any gate judges the machine. Whether it is so follows from the journal alone: what was chosen,
// what came of it, and that each of these was tried once only, in whichever pass (facts: windows-servicing 3.11, rows B).
import { hresultOf } from '../../knowledge/hresults.ts';
import type { UpdateOutcome } from '../../model/reading.ts';
import { identityOf } from '../../model/update.ts';
import type { Event } from '../events.ts';
import type { PlannedUpdate } from '../plan.ts';
import type { MachineState } from '../state.ts';
import { mayGoOn, type View } from './budget.ts';
import { updateFailure } from './update-failure.ts';
import { chosen, failed } from './words.ts';

/** What was to be installed and was not; in their order. */
export function failedUpdates({ install, chosen: wanted }: MachineState): readonly UpdateOutcome[] {
  const mine = new Set(wanted.map(identityOf));
  const isBad = ({ outcome }: UpdateOutcome): boolean => outcome === 'failed' || outcome === 'aborted';
  return (install?.updates ?? []).filter(update => isBad(update) && mine.has(identityOf(update)));
}

/** Whether a restart comes before the judgement: afterwards what failed is tried once more. */
export function isTriedAgain({ plan }: View, machine: MachineState): boolean {
  const { install, tried } = machine;
  if (install?.needsRestart !== true || plan.restart === 'never') return false;
  const bad = failedUpdates(machine);
  const isCurable = ({ hresult }: UpdateOutcome): boolean => hresultOf(hresult)?.retry === 'restart';
  // What was not begun because of the one that failed is tried with it.
  const isFresh = (one: UpdateOutcome): boolean => tried.get(identityOf(one)) === 1;
  const goesAlong = ({ outcome, hresult }: UpdateOutcome): boolean => outcome === 'aborted' && hresult === 0;
  return bad.some(isCurable) && bad.every(one => isFresh(one) && (isCurable(one) || goesAlong(one)));
}

/** After the restart. Where the machine may not be changed any more, what failed has failed. */
export function tryAgain(view: View, machine: MachineState): readonly Event[] {
  if (!isTriedAgain(view, machine)) return [];
  if (!mayGoOn(view, machine)) return stillFailed(view, machine);
  const bad = new Set(failedUpdates(machine).map(identityOf));
  const updates = view.plan.updates.filter((update: PlannedUpdate) => bad.has(identityOf(update)));
  return [chosen([view, machine], updates, machine.left)];
}

/** The second try is not begun any more: then the first one counts. */
export function stillFailed(view: View, machine: MachineState): readonly Event[] {
  const [bad] = failedUpdates(machine);
  if (bad === undefined) return [];
  return [failed([view, machine], updateFailure(machine, bad), { severity: 'hard', gate: null })];
}
