// Looks at a service that are due now: one at a time for a ring, made by the runner. Some machine of the ring stands for it, one that is free;
// nothing is asked of that machine. And when the next one is due, so that a run does not end between two measurements.
// Nothing is asked after a halt, nor in a run that was stopped.
import type { Effect } from '../effects.ts';
import { machineOf } from '../state.ts';
import { asked } from './asked.ts';
import { currentRing } from './budget.ts';
import { serviceTurn } from './ring.ts';
import { lookAtService } from './service.ts';
import { isMine, plannedRing, type View } from './view.ts';

export interface Polls {
  readonly effects: readonly Effect[];
  /** Epoch ms; null: none is to come by waiting. */
  readonly wakeAt: number | null;
}

const none: Polls = { effects: [], wakeAt: null };

/** @param busy machines that something is asked of in this look */
export function pollsOf(view: View, busy: ReadonlySet<string>): Polls {
  const { state, now } = view;
  const index = currentRing(state);
  if (index === undefined || state.phase !== 'running' || state.stop !== null) return none;
  const turn = serviceTurn(view, index);
  const at = turn === undefined ? undefined : lookAtService(view, index, turn);
  if (turn === undefined || at === undefined) return none;
  if (at > now) return { effects: [], wakeAt: at };
  const free = plannedRing(view, index)
    .machines.map(name => machineOf(state, name))
    .find(one => isMine(view, one.name) && one.inFlight === null && one.news === null && !busy.has(one.name));
  if (free === undefined) return none;
  const wave = state.rings[index]?.wave ?? 0;
  return { effects: [{ ...asked(view, free, 'poll'), acknowledge: [], ...turn, wave }], wakeAt: null };
}
