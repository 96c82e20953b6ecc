// Steps around the work: every `before` ends well before anything changes the machine, outermost first (ring, wave, machine), and every
// `after` that is owed is run, innermost and last begun first, as soon as the work rests: after success, failure, halt, a closed window, a
// crash and an undo. One that failed is tried again by a later run and listed meanwhile. A `before` that fails keeps the way forward
// closed, and never an undo: what does harm is taken back whatever a load balancer says.
import { stepTrouble } from '../around.ts';
import { type Effect, type EffectOf, keyOf } from '../effects.ts';
import type { Event } from '../events.ts';
import type { PlannedStep } from '../plan.ts';
import { type MachineState, ringOf } from '../state.ts';
import { isPayable, type StepsState, type StepTrouble } from '../step-debts.ts';
import { asked } from './asked.ts';
import { mayGoOn, plannedRing, type View } from './budget.ts';
import { isLeaving } from './leavers.ts';
import { failed, skipped } from './words.ts';

type Scope = PlannedStep['per'];
type Purpose = EffectOf<'step'>['purpose'];

/** Nothing now: another machine stands for the wave or the ring, or a step has failed. */
export const notNow = 'notNow';

function stepsOf(view: View, machine: MachineState, per: Scope): StepsState | null {
  return per === 'machine' ? machine.steps : ringOf(view.state, machine.ring).steps[per];
}

/** Positions of the steps around it. */
function stepsAround({ plan }: View, { name }: MachineState, per: Scope): readonly number[] {
  return (plan.around ?? []).flatMap((step, index) =>
    step.per === per && (step.machines === null || step.machines.includes(name)) ? [index] : [],
  );
}

/** What is done around a wave or a ring is done once, whichever machines want it. A view is one look. */
const begun = new WeakMap<View, Set<string>>();

function isUnderWay(view: View, machine: MachineState, per: Scope): boolean {
  if (per === 'machine') return false;
  const { name } = plannedRing(view, machine.ring);
  if (begun.get(view)?.has(`${name} ${per}`) === true) return true;
  return [...view.state.inFlight.values()].some(one => one.kind === 'step' && one.per === per && one.ring === name);
}

interface Wanted {
  readonly per: Scope;
  readonly step: number;
  readonly side: 'before' | 'after';
  readonly purpose: Purpose;
}

function effectOf(view: View, machine: MachineState, { per, step, side, purpose }: Wanted): Effect {
  const steps = stepsOf(view, machine, per);
  const ring = ringOf(view.state, machine.ring);
  const wave = side === 'after' ? (steps?.wave ?? ring.wave) : ring.wave;
  const owes = side === 'before' && view.plan.around?.[step]?.after !== null;
  const effect = { ...asked(view, machine, 'step'), acknowledge: [], per, step, side, purpose, wave, owes };
  const names = begun.get(view) ?? new Set();
  begun.set(view, names.add(`${effect.ring} ${per}`));
  return effect;
}

/** The next `before` of these scopes; undefined: all have ended well, and the work may go on. */
function nextBefore(
  view: View,
  machine: MachineState,
  scopes: readonly Scope[],
  purpose: Purpose,
): Effect | typeof notNow | undefined {
  for (const per of scopes) {
    const steps = stepsOf(view, machine, per);
    const step = stepsAround(view, machine, per).find(index => steps?.ready.includes(index) !== true);
    if (step === undefined) continue;
    if (steps?.trouble != null) return purpose === 'undo' ? undefined : notNow;
    if (isUnderWay(view, machine, per)) return notNow;
    return effectOf(view, machine, { per, step, side: 'before', purpose });
  }
  return undefined;
}

/** What comes before this machine is changed; undefined: nothing (any more). */
export function before(view: View, machine: MachineState, purpose: Purpose): Effect | typeof notNow | undefined {
  if (view.plan.around === undefined) return undefined;
  // Steps of waves and rings are about the way forward: an undo takes machines one by one.
  const scopes: readonly Scope[] = purpose === 'undo' ? ['machine'] : ['ring', 'wave', 'machine'];
  return nextBefore(view, machine, scopes, purpose);
}

/** What comes before machines of the ring are begun with, this one first. */
export function beforeRing(view: View, first: MachineState): Effect | typeof notNow | undefined {
  return view.plan.around === undefined ? undefined : nextBefore(view, first, ['ring', 'wave'], 'update');
}

/** The next `after` that is owed around the machine, where its work rests; undefined: none that this run has not tried. */
export function payment(view: View, machine: MachineState): Effect | undefined {
  if (!isPayable(machine.steps) || isWorkedOn(view, machine)) return undefined;
  return nextAfter(view, machine, 'machine');
}

/** The last begun first. */
export function nextAfter(view: View, machine: MachineState, per: Scope): Effect | undefined {
  const steps = stepsOf(view, machine, per);
  const step = steps?.owed.findLast(one => !steps.unpaid.some(tried => tried.step === one));
  if (step === undefined || isUnderWay(view, machine, per)) return undefined;
  return effectOf(view, machine, { per, step, side: 'after', purpose: 'update' });
}

/** What it was made ready for comes next, or goes on. */
function isWorkedOn(view: View, machine: MachineState): boolean {
  if (isLeaving(view, machine)) return false;
  switch (machine.phase) {
    case 'suspect':
    case 'checking':
    case 'ready':
    case 'installed':
      return mayGoOn(view, machine);
    case 'pending':
    case 'done':
    case 'skipped':
    case 'failed':
    case 'unclear':
    case 'undone':
    case 'stranded':
    case 'excluded':
      return false;
    default:
      return true;
  }
}

/** What follows from a `before` that failed: nothing was started, so the machine is skipped. */
export function answerStep(view: View, machine: MachineState): readonly Event[] {
  const { steps, phase, install } = machine;
  if (steps === null || steps.trouble === null) return [];
  const who = [view, machine] as const;
  const why = troubleOf(view, machine, 'machine', 'before');
  if (why === undefined) return [];
  if ((phase === 'ready' || phase === 'checking') && install === null) return [skipped(who, why)];
  const isStuck = phase === 'checking' || phase === 'ready' || phase === 'installed' || phase === 'restarted';
  return isStuck ? [failed(who, why, { severity: 'hard', gate: null })] : [];
}

/** Why a step around it did not end well, and what a person can do; undefined: none is known of. */
export function troubleOf(view: View, machine: MachineState, per: Scope, side: 'before' | 'after') {
  const steps = stepsOf(view, machine, per);
  const trouble: StepTrouble | null | undefined = side === 'before' ? steps?.trouble : steps?.unpaid[0];
  if (steps === null || trouble == null) return undefined;
  const { name: ring } = plannedRing(view, machine.ring);
  const { step } = trouble;
  return stepTrouble(view.plan, { step, side, ring, wave: steps.wave, machine: machine.name }, trouble);
}

/** @throws where nothing was tried in vain, which would be a bug */
export function unpaidTrouble(view: View, machine: MachineState) {
  const trouble = troubleOf(view, machine, 'machine', 'after');
  if (trouble === undefined) throw new RangeError(`${keyOf({ ...asked(view, machine, 'step') })} is not owed in vain`);
  return trouble;
}
