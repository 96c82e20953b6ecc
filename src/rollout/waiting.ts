// What a rollout waits for, and until when: a soak, an opening, a window, the end of a blackout or of a freeze, a person's word, another
// run. Where a window is open and the time left in it is too short for one more machine, that is said with both figures. Nothing here
// decides: decide has, and this says what can change it.

import { currentRing, isInScope, type View } from './decide/budget.ts';
import { freezeOf, isInWindow, lengthFor, nextStart, openingFor, slotFor } from './decide/calendar.ts';
import { drilledMachine, waitsForDrill } from './decide/drill.ts';
import { whyClosed } from './decide/ring.ts';
import { activePhases, type MachinePhase } from './phases.ts';
import type { MachineState, RingState } from './state.ts';

/** What goes on by itself, or with a person's word. */
export interface Waiting {
  readonly for: 'soak' | 'window' | 'blackout' | 'freeze' | 'opens' | 'approval' | 'scope';
  /** Epoch ms; null: nobody knows. */
  readonly until: number | null;
  /** Of a blackout or a freeze, as the policy has it. */
  readonly reason?: string;
  /** The window is open, and what is left of it is too short for one more machine. Milliseconds. */
  readonly short?: { readonly left: number; readonly takes: number };
}

/** What the rollout waits for; null: nothing that comes by itself or by an approval. */
export function waitingFor(view: View): Waiting | null {
  const { state } = view;
  if (state.phase === 'undoing') return windowOf(view, undoing(view));
  if (state.phase !== 'running' || state.stop !== null) return null;
  const index = currentRing(state);
  const ring = index === undefined ? undefined : state.rings[index];
  if (index === undefined || ring === undefined) return null;
  if (ring.phase === 'soaking') return { for: 'soak', until: ring.soakUntil };
  if (ring.phase === 'waiting') {
    const closed = whyClosed(view, index);
    return closed === undefined ? null : { for: closed.why, until: closed.until };
  }
  if (ring.phase === 'held') return windowOf(view, skippedIn(view, index));
  return ring.phase === 'open' ? windowOrScope(view, index, ring) : null;
}

function undoing({ state }: View): readonly MachineState[] {
  return (state.undo?.machines ?? []).flatMap(name => {
    const machine = state.machines.get(name);
    return machine === undefined || machine.phase === 'undone' || machine.phase === 'stranded' ? [] : [machine];
  });
}

/** Those that the next run may try again, if any of them waits for its window; else it may come at any time. */
function skippedIn({ state }: View, index: number): readonly MachineState[] {
  return [...state.machines.values()].filter(({ ring, phase }) => ring === index && phase === 'skipped');
}

const unfinished: readonly MachinePhase[] = ['pending', ...activePhases];

function windowOrScope(view: View, index: number, ring: RingState): Waiting {
  // While one of them proves the undo the others wait for it.
  const first = drilledMachine(view);
  const isAwaited = (machine: MachineState): boolean =>
    first === undefined
      ? unfinished.includes(machine.phase) && (machine.phase !== 'pending' || !waitsForDrill(view, machine))
      : machine === first;
  const machines = [...view.state.machines.values()].filter(machine => machine.ring === index && isAwaited(machine));
  const mine = machines.filter(machine => isInScope(view, ring, machine));
  return windowOf(view, mine) ?? { for: 'scope', until: null };
}

/** The earliest of what these machines wait for; null: none of them waits for time to pass. */
function windowOf(view: View, machines: readonly MachineState[]): Waiting | null {
  let first: Waiting | null = null;
  for (const machine of machines) {
    const waiting = timeFor(view, machine);
    if (waiting?.until == null) continue;
    if (first?.until == null || waiting.until < first.until) first = waiting;
  }
  return first;
}

/** It is in order, and goes down once more to prove the undo. */
function isToBeDrilled({ state }: View, { phase }: MachineState): boolean {
  return phase === 'done' && state.phase === 'running';
}

/** What keeps this machine from being worked on now, where time alone helps. */
function timeFor(view: View, machine: MachineState): Waiting | null {
  const { now } = view;
  const freeze = machine.phase === 'skipped' ? freezeOf(view, machine) : undefined;
  if (freeze !== undefined) {
    return { for: 'freeze', until: nextStart(view, machine, freeze.until) ?? freeze.until, reason: freeze.reason };
  }
  const isToBegin = ['pending', 'skipped'].includes(machine.phase) || isToBeDrilled(view, machine);
  const until = isToBegin ? (nextStart(view, machine) ?? null) : (openingFor(view, machine)?.opensAt ?? null);
  if (until === null || until <= now) return null;
  const blackout = slotFor(view, machine).blackoutAt(now);
  if (blackout !== undefined) return { for: 'blackout', until, reason: blackout.reason };
  if (!isInWindow(view, machine)) return { for: 'window', until };
  const left = (openingFor(view, machine)?.closesAt ?? now) - now;
  return { for: 'window', until, short: { left, takes: lengthFor(view, machine) } };
}
