// What a drill does to the state: a machine that is updated is to be taken back; one that is back as it was begins its story anew, with
// nothing of ours on it; one that is updated again has proved the undo. A person's word waives a drill that halted or held its ring, or
// begins it anew where they took its machine out. Nothing here counts as a failure or keeps an update from coming again.
import type { EventOf } from '../events.ts';
import { undoPhases } from '../phases.ts';
import type { State } from '../state.ts';
import { draftOf, type MachineDraft, requeue, ringDraftOf, type StateDraft } from './draft.ts';

export function drilled(state: StateDraft, event: EventOf<'drillBegan' | 'drillUndone' | 'drillProved'>): void {
  const ring = ringDraftOf(state, event.ring);
  const machine = draftOf(state, event.machine);
  const { name } = machine;
  switch (event.kind) {
    case 'drillBegan':
      ring.drill = { stands: 'undoing', machine: name, waivedBy: null };
      machine.undo = toBeUndone(machine, 0);
      return;
    case 'drillUndone':
      ring.drill = { stands: 'again', machine: name, waivedBy: null };
      beginAnew(state, machine);
      return;
    case 'drillProved':
      ring.drill = { stands: 'proved', machine: name, waivedBy: null };
      return;
  }
}

/** How it is before anything of it is taken back. @param order its place in the order of undoing */
export function toBeUndone({ phase, attempts }: MachineDraft, order: number): NonNullable<MachineDraft['undo']> {
  return {
    order,
    wasInService: phase === 'done',
    uninstallsBefore: attempts.uninstall ?? 0,
    inspection: null,
    hasRestarted: false,
    uninstall: null,
  };
}

/** It is what it was before we came. Only its attempts go on counting, because jobs are known by them. */
function beginAnew(state: StateDraft, machine: MachineDraft): void {
  requeue(state, machine);
  machine.install = null;
  machine.undo = null;
  machine.hiding = null;
  machine.rescans = 0;
  machine.restarts = 0;
  machine.restart = null;
  machine.settledAt = null;
  machine.enteredAt = null;
  machine.beganAt = null;
  machine.buildBefore = null;
  machine.before = null;
  machine.after = null;
  machine.history = null;
  machine.control = [];
}

/** Whoever is on the way back goes on from where it is, now for good. */
export function undoGoesOn(machine: MachineDraft, order: number): NonNullable<MachineDraft['undo']> | undefined {
  const isOnItsWay = undoPhases.some(phase => phase === machine.phase);
  return isOnItsWay && machine.undo !== null ? { ...machine.undo, order } : undefined;
}

/** Its machine is taken back for good. */
export function giveUpDrills(state: StateDraft, machines: readonly string[]): void {
  for (const ring of state.rings) {
    const { drill } = ring;
    if (drill?.stands !== 'undoing' || drill.machine === null || !machines.includes(drill.machine)) continue;
    ring.drill = { stands: 'wanted', machine: null, waivedBy: null };
  }
}

/** What a person spoke of when they resumed. */
export interface Spoken {
  readonly halt: State['halt'];
  /** Codes of the holds that were lifted, by the names of the rings. */
  readonly holds: ReadonlyMap<string, string>;
}

const holdsOfDrills = ['DRILL_UNPROVED', 'DRILL_IMPOSSIBLE'];

/** Goes on without the proof that it was halted or held for; who took the machine out has the next one drilled. */
export function drillsResumed(
  state: StateDraft,
  { person, reason }: EventOf<'resumed'>,
  { halt, holds }: Spoken,
): void {
  for (const ring of state.rings) {
    const { drill } = ring;
    if (drill === null || drill.stands === 'proved' || drill.stands === 'waived') continue;
    const machine = drill.machine === null ? undefined : state.machines.get(drill.machine);
    const isOfDrill = halt?.cause.by === 'rule' && halt.cause.rule === 'drill' && halt.cause.ring === ring.name;
    if (machine?.phase === 'excluded') ring.drill = { stands: 'wanted', machine: null, waivedBy: null };
    else if (isOfDrill || holdsOfDrills.includes(holds.get(ring.name) ?? ''))
      ring.drill = { ...drill, stands: 'waived', waivedBy: { person, reason } };
    else if (machine?.phase === 'stranded') ring.drill = { stands: 'wanted', machine: null, waivedBy: null };
  }
}
