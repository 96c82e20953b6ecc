// What a person's word about failed machines does to the state: those of the ring that is worked on are back in line at once, in the place
// that they hold; a ring that has passed opens again in its turn, for them alone, and they wait until it does. A halt that they made is
// lifted by it, as by a resume; no other is (invariants I4, I7).
import type { EventOf } from '../events.ts';
import { ringPhases, rolloutPhases, step } from '../phases.ts';
import { tryToResumeAgain } from './cluster.ts';
import { draftOf, ringDraftOf, type StateDraft } from './draft.ts';
import { liftHalt, releaseHold, tryAgain } from './rounds.ts';

export function retried(state: StateDraft, { at, person, reason, machines }: EventOf<'retried'>): void {
  state.retried.push({ at, person, reason, machines });
  if (state.phase === 'halted') liftHalt(state, { at, person, reason });
  if (state.phase === 'done') {
    state.phase = step(rolloutPhases, state.phase, 'running');
    state.conclusion = null;
  }
  if (state.phase !== 'running') return;
  for (const name of machines) {
    const machine = draftOf(state, name);
    const ring = ringDraftOf(state, machine.ring);
    if (machine.phase !== 'failed') continue;
    if (ring.phase === 'passed') {
      ring.phase = step(ringPhases, ring.phase, 'waiting');
      ring.since = at;
    }
    if (ring.phase === 'soaking') {
      ring.phase = step(ringPhases, ring.phase, 'open');
      ring.since = at;
    }
    if (ring.phase === 'waiting') {
      ring.retrying.add(name);
      continue;
    }
    releaseHold(ring);
    if (machine.drain !== null) tryToResumeAgain(machine);
    tryAgain(state, machine);
  }
}
