// Steps around waves and rings: the wave's and the ring's `after` are run when nothing of the ring is worked on any more and nothing of it
// begins now. So they are run between two waves, before the soak, when a window closes, at a hold and at a halt, and their `before` is
// run anew before the next machine: nothing that stands open around a ring stays open over a week without work.
// Some machine of the ring stands for it, one that is free.
import type { Effect } from '../effects.ts';
import type { RingState } from '../state.ts';
import { machineOf, ringOf } from '../state.ts';
import { isPayable, owesAfter } from '../step-debts.ts';
import { nextAfter, troubleOf } from './around.ts';
import { isMine, plannedRing, type View } from './view.ts';

/** What does not count as work on a machine. */
const aside: ReadonlySet<Effect['kind']> = new Set(['look', 'stage', 'acknowledge', 'control', 'hide', 'show', 'poll']);

/** Something stands open around the wave or the ring. */
export function owesRound({ steps }: RingState): boolean {
  return owesAfter(steps.wave) || owesAfter(steps.ring);
}

/** What of it this run has not tried. */
function isRoundPayable({ steps }: RingState): boolean {
  return isPayable(steps.wave) || isPayable(steps.ring);
}

/**
 * What is paid now, one a ring: the wave's first.
 * @param start what is begun in this look @param waiting rings in which a machine is looked at again in this run
 */
export function roundPayments(view: View, start: readonly Effect[], waiting: ReadonlySet<number>): readonly Effect[] {
  const { plan, state } = view;
  if (plan.around === undefined || state.stop !== null || state.superseded !== null) return [];
  return state.rings.flatMap((ring, index) => {
    if (!isRoundPayable(ring) || waiting.has(index)) return [];
    const { name, machines } = plannedRing(view, index);
    const isWork = (one: Effect): boolean => one.ring === name && !aside.has(one.kind);
    if (start.some(isWork) || [...state.inFlight.values()].some(isWork)) return [];
    const taken = new Set(start.map(({ machine }) => machine));
    const free = machines
      .map(one => machineOf(state, one))
      .find(one => isMine(view, one.name) && one.inFlight === null && one.news === null && !taken.has(one.name));
    if (free === undefined) return [];
    const effect = nextAfter(view, free, isPayable(ring.steps.wave) ? 'wave' : 'ring');
    return effect === undefined ? [] : [effect];
  });
}

/** Why the ring must not go on: a step around it or its wave has failed; undefined: none has. */
export function whyNotAround(view: View, index: number) {
  const ring = ringOf(view.state, index);
  const { steps } = ring;
  if (steps.ring === null && steps.wave === null) return undefined;
  const [first = ''] = plannedRing(view, index).machines;
  const machine = machineOf(view.state, first);
  const failed = (['ring', 'wave'] as const).map(per => troubleOf(view, machine, per, 'before'));
  const why = failed.find(one => one !== undefined);
  if (why !== undefined) return why;
  if (isRoundPayable(ring)) return undefined;
  return (['wave', 'ring'] as const).map(per => troubleOf(view, machine, per, 'after')).find(one => one !== undefined);
}
