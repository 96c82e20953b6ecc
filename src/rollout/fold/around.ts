// What steps around the work do to the state. Owed is an `after` from the intent of its `before` on, however that ended and whether or not
// anybody heard of its end; only an `after` that ended well pays it. Once an `after` is begun the work must not go on without every
// `before` anew. A step around a wave or a ring belongs to the ring, whichever machine stands for it.
import type { EffectOf } from '../effects.ts';
import type { Outcome } from '../outcomes.ts';
import type { StepsState, StepTrouble } from '../step-debts.ts';
import { type MachineDraft, type RingDraft, ringDraftOf, type StateDraft } from './draft.ts';

const none: StepsState = { ready: [], owed: [], trouble: null, unpaid: [], wave: 0 };

type Step = EffectOf<'step'>;

function settled(steps: StepsState): StepsState | null {
  return steps.ready.length + steps.owed.length === 0 && steps.trouble === null ? null : steps;
}

function change(
  state: StateDraft,
  machine: MachineDraft,
  { per }: Step,
  next: (steps: StepsState) => StepsState,
): void {
  if (per === 'machine') machine.steps = settled(next(machine.steps ?? none));
  else {
    const ring = ringDraftOf(state, machine.ring);
    ring.steps = { ...ring.steps, [per]: settled(next(ring.steps[per] ?? none)) };
  }
}

export function stepIntended(state: StateDraft, machine: MachineDraft, effect: Step): void {
  const { step, side, owes, wave } = effect;
  change(state, machine, effect, steps => {
    if (side === 'after') return { ...steps, ready: [] };
    const owed = owes ? [...steps.owed.filter(one => one !== step), step].sort((a, b) => a - b) : steps.owed;
    return { ...steps, owed, unpaid: steps.unpaid.filter(one => one.step !== step), trouble: null, wave };
  });
}

export function stepEnded(state: StateDraft, machine: MachineDraft, effect: Step, outcome: Outcome): void {
  const { step, side } = effect;
  // Withdrawn, or never heard of: what is owed stays owed.
  if (outcome.kind !== 'stepped') return;
  const { failed } = outcome;
  const trouble: StepTrouble | null = failed === null ? null : { step, ...failed };
  change(state, machine, effect, steps => {
    if (side === 'before')
      return trouble === null ? { ...steps, ready: [...steps.ready, step] } : { ...steps, trouble };
    if (trouble !== null) return { ...steps, unpaid: [...steps.unpaid, trouble] };
    return { ...steps, owed: steps.owed.filter(one => one !== step) };
  });
}

/** A new run, or a person's word, tries again to pay what it could not. */
export function tryToPayAgain(state: StateDraft, isCovered: (machine: MachineDraft) => boolean = () => true): void {
  const fresh = (steps: StepsState | null): StepsState | null => (steps === null ? null : { ...steps, unpaid: [] });
  for (const machine of state.machines.values())
    if (machine.steps !== null && isCovered(machine)) machine.steps = fresh(machine.steps);
  for (const ring of state.rings) ring.steps = { ring: fresh(ring.steps.ring), wave: fresh(ring.steps.wave) };
}

/** The hold is over: its steps are run anew. */
export function tryRoundAgain(ring: RingDraft): void {
  const fresh = (steps: StepsState | null): StepsState | null =>
    steps === null ? null : settled({ ...steps, trouble: null });
  ring.steps = { ring: fresh(ring.steps.ring), wave: fresh(ring.steps.wave) };
}

/** The next wave has its steps anew. */
export function forgetWave(ring: RingDraft): void {
  ring.steps = { ...ring.steps, wave: null };
}
