// What every effect on a machine bears, whichever decision it comes from: whose it is, how often it was asked for, and the jobs that
// are forgotten on the machine in the same visit. Counted by the fold, so that a run which begins in the middle counts on.
// An attempt is part of the effect's name and of its job's key: no two are the same.
import type { EffectKind } from '../effects.ts';
import type { MachineState } from '../state.ts';
import { plannedRing, type View } from './budget.ts';

export function asked<K extends EffectKind>(view: View, machine: MachineState, kind: K) {
  return {
    kind,
    ring: plannedRing(view, machine.ring).name,
    machine: machine.name,
    attempt: (machine.attempts[kind] ?? 0) + 1,
    acknowledge: [...machine.finishedJobs],
  };
}
