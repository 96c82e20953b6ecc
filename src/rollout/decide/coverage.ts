// Whether a ring may open as far as its kinds of machines go. Where a gap holds, the machines of the ring are looked at first, read-only, a
// few at a time, the first alone so that a wrong password is tried once: labels may be wrong and nobody else has seen them. Then the ring
// opens, or it is held with the machines named until a person has said that it may go. A machine that did not answer then is judged at
// its own check, before anything is begun on it.
import { type Failure, failureOf } from '../../model/failure.ts';
import { type Covered, coveredBefore, gapsIn, gapsText, knownOf } from '../coverage.ts';
import type { Effect } from '../effects.ts';
import type { Event } from '../events.ts';
import { type MachineState, machineOf, ringOf } from '../state.ts';
import { asked } from './asked.ts';
import { currentRing, entryOf, isMine, isUnproven, plannedRing, type View } from './budget.ts';
import { trouble } from './words.ts';

/** Machines that are looked at together. */
const lookedAtOnce = 50;

/** Whether gaps keep this ring from opening: the policy says so, and no person has said that it may go. */
function holds(view: View, index: number): boolean {
  const { coverage } = plannedRing(view, index);
  if (coverage === undefined || coverage.action === 'warn') return false;
  return !ringOf(view.state, index).lifted.has('RING_UNCOVERED');
}

function* unseen(view: View, index: number): Generator<MachineState> {
  for (const name of plannedRing(view, index).machines) {
    const machine = machineOf(view.state, name);
    if (machine.phase === 'pending' && machine.look === null) yield machine;
  }
}

/** What a ring that may open does; nothing: its machines are still being looked at. */
export function openingOf(view: View, index: number): readonly Event[] {
  const said = { at: view.now, ring: plannedRing(view, index).name };
  if (holds(view, index)) {
    if (unseen(view, index).next().done !== true) return [];
    const failure = whyUncovered(view, index);
    return [failure === undefined ? { kind: 'ringOpened', ...said } : { kind: 'ringHeld', ...said, failure }];
  }
  const gaps = gapsIn(view.plan, view.state, index);
  return [{ kind: 'ringOpened', ...said, ...(gaps.length === 0 ? {} : { uncovered: gapsText(gaps) }) }];
}

function whyUncovered({ plan, state }: View, index: number): Failure | undefined {
  const gaps = gapsIn(plan, state, index);
  if (gaps.length === 0) return undefined;
  const { name } = ringOf(state, index);
  const machines = [...new Set(gaps.flatMap(gap => gap.machines))];
  const resume = `patchring resume --rollout ${plan.rolloutId} --reason "…"`;
  const next = `let them go with the others: ${resume}; or leave them out: ${resume} --exclude ${machines.join(',')}`;
  return failureOf('RING_UNCOVERED', `no ring before ${name} can vouch for ${gapsText(gaps)}`, { next });
}

/** The machines of the ring that is to open next, each looked at once. */
export function lookEffects(view: View): readonly Effect[] {
  const { state } = view;
  const index = currentRing(state);
  if (index === undefined || state.phase !== 'running' || state.stop !== null) return [];
  if (ringOf(state, index).phase !== 'waiting' || !holds(view, index)) return [];
  let room = isUnproven(view) ? 1 : lookedAtOnce;
  for (const { kind } of state.inFlight.values()) if (kind === 'look') room -= 1;
  const effects: Effect[] = [];
  for (const machine of unseen(view, index)) {
    if (room < 1) break;
    if (machine.inFlight !== null || !isMine(view, machine.name)) continue;
    effects.push(asked(view, machine, 'look'));
    room -= 1;
  }
  return effects;
}

/** A view is one look: what earlier rings are is counted once. */
const coveredIn = new WeakMap<View, Map<number, Covered>>();

/** Why a machine must not be begun with that was not seen before its ring opened; undefined: it may, or nobody asks. */
export function machineUncovered(view: View, machine: MachineState): Failure | undefined {
  if (machine.beganAt !== null || !holds(view, machine.ring)) return undefined;
  const known = coveredIn.get(view) ?? new Map<number, Covered>();
  coveredIn.set(view, known);
  const covered = known.get(machine.ring) ?? coveredBefore(view.plan, view.state, machine.ring);
  known.set(machine.ring, covered);
  const missing = covered.missing(knownOf(machine, entryOf(view, machine.name).labels));
  if (missing.length === 0) return undefined;
  return trouble(machine, 'MACHINE_UNCOVERED', `no earlier ring can vouch for it: ${missing.join(', ')}`);
}
