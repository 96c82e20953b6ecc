// The drill of a ring: its first machine is updated, taken back, looked at, and updated again before the second one starts, so that undo
// is proved before it is needed (design section 7). What stands here is how far that is; part of a ring's state, and written by the fold
// alone. Whom it can be done with, and what follows, is in decide/drill.ts.
import type { MachineName } from '../model/machine.ts';

/**
 * `wanted`: on the first machine that is updated · `undoing`: that one is taken back · `again`: it is back as it was, and updated once more ·
 * `proved` · `waived`: a person has gone on without the proof.
 */
export interface DrillState {
  readonly stands: 'wanted' | 'undoing' | 'again' | 'proved' | 'waived';
  /** Null: none has been updated yet, or a person goes on before one was. */
  readonly machine: MachineName | null;
  /** Who goes on without it. */
  readonly waivedBy: { readonly person: string; readonly reason: string } | null;
}

interface Drilling {
  readonly drill: DrillState | null;
}

/** Nobody else of the ring may be begun with. */
export function isDrillOpen({ drill }: Drilling): boolean {
  return drill !== null && drill.stands !== 'proved' && drill.stands !== 'waived';
}

/** How often a machine is worked on from here to its end: update, undo, and update again are three times. */
export function legsOf({ drill }: Drilling, name: MachineName): number {
  if (drill?.stands === 'wanted') return 3;
  return drill?.stands === 'undoing' && drill.machine === name ? 2 : 1;
}
