// What the gates say of a machine after its update, from the last look at it. It is
// asked by whoever answers that look, and by whoever asks others beside it before
// it is answered.
import { identityOf } from '../../model/update.ts';
import type { MachineState } from '../state.ts';
import { entryOf, type View } from './budget.ts';
import { type Judged, judge } from './judging.ts';

/** What the gates say of the last look after the update; undefined: there is no news of one. */
export function verdictAfter(view: View, machine: MachineState): Judged | undefined {
  if (machine.news?.kind !== 'verified') return undefined;
  return judge(view, {
    stage: 'after',
    machine,
    entry: entryOf(view, machine.name),
    updates: updatesOf(view, machine),
    left: machine.left,
    runner: machine.news.runner,
    isAfterSoak: machine.phase === 'watching',
  });
}

/** The updates of the plan that this machine installed, all passes together. */
function updatesOf({ plan }: View, { install, chosen: now }: MachineState) {
  const keys = new Set([...(install?.updates ?? []), ...now].map(identityOf));
  return plan.updates.filter(update => keys.has(identityOf(update)));
}
