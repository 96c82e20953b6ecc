// One row a ring: what was planned and what became of it, machine by machine, so that every machine of the ring is
// counted exactly once.
// And where its time went.
import type { DrillState } from '../rollout/drills.ts';
import type { Plan } from '../rollout/plan.ts';
import { countOf, type RingState, type State } from '../rollout/state.ts';
import type { RingTimes } from './times.ts';

export interface RingRow {
  readonly name: string;
  /** `passed`, `soaking`, `open, wave 2/3`, … */
  readonly state: string;
  readonly machines: number;
  readonly updated: number;
  readonly needless: number;
  readonly failed: number;
  readonly skipped: number;
  readonly undone: number;
  readonly stranded: number;
  readonly untouched: number;
  /** Something was begun on them that changes them; and of these: failed, whatever became of them afterwards. */
  readonly started: number;
  readonly hit: number;
  /** Of the hit: the look after the soak found them. The worst case at the gates does not speak of these. */
  readonly hitAfterSoak: number;
  readonly waves: { readonly planned: number; readonly opened: number };
  /** As planned, in milliseconds; what it took stands in `times`. */
  readonly soak: number;
  readonly times: RingTimes;
  readonly worstCase: { readonly visible: number; readonly released: number };
  /** Whether undo was proved first, and on which machine; null: nobody asked for that. */
  readonly drill: Pick<DrillState, 'stands' | 'machine'> | null;
}

/** Every ring in the order of the plan. @param times one entry a ring */
export function ringRows(plan: Plan, state: State, times: readonly RingTimes[]): readonly RingRow[] {
  const touched = plan.rings.map(() => ({ started: 0, hit: 0, hitAfterSoak: 0 }));
  for (const { ring, beganAt, failedBy } of state.machines.values()) {
    const counts = touched[ring];
    if (counts === undefined) continue;
    if (beganAt !== null) counts.started += 1;
    if (failedBy !== null) counts.hit += 1;
    if (failedBy?.isAfterSoak === true) counts.hitAfterSoak += 1;
  }
  return plan.rings.map((_, index) => {
    const [spent, counts] = [times[index], touched[index]];
    if (spent === undefined || counts === undefined) throw new RangeError(`ring ${index} has no times`);
    return { ...ringRow(plan, state, index), ...counts, times: spent };
  });
}

function ringRow(plan: Plan, state: State, index: number): Omit<RingRow, 'started' | 'hit' | 'hitAfterSoak' | 'times'> {
  const [planned, ring] = [plan.rings[index], state.rings[index]];
  if (planned === undefined || ring === undefined) throw new RangeError(`ring ${index} is not in the plan`);
  const wave = ring.phase === 'open' && ring.wave > 0 ? `, wave ${ring.wave}/${planned.waves.length}` : '';
  const finished = countOf(ring, ['done', 'watching']);
  return {
    name: planned.name,
    state: `${ring.phase}${wave}${drillText(ring)}`,
    machines: planned.machines.length,
    updated: ring.updated,
    needless: Math.max(0, finished - ring.updated),
    failed: countOf(ring, ['failed', 'unclear']),
    skipped: countOf(ring, ['skipped', 'excluded']),
    undone: countOf(ring, ['undone']),
    stranded: countOf(ring, ['stranded']),
    untouched: countOf(ring, ['pending']),
    waves: { planned: planned.waves.length, opened: ring.wave },
    soak: planned.soak,
    worstCase: planned.worstCase,
    drill: ring.drill === null ? null : { stands: ring.drill.stands, machine: ring.drill.machine },
  };
}

/** `, proves the undo on web01`: why nobody else of an open ring is begun with. */
function drillText({ phase, drill }: RingState): string {
  const isUnderWay = drill?.stands === 'undoing' || drill?.stands === 'again';
  return isUnderWay && phase === 'open' ? `, proves the undo on ${drill.machine ?? 'its first machine'}` : '';
}

/** `1 of 2, and 3 after the soak`: what showed at the gates beside the worst case there, and what showed only later. */
export function hitText({ hit, hitAfterSoak, worstCase }: RingRow): string {
  const late = hitAfterSoak === 0 ? '' : `, and ${hitAfterSoak} after the soak`;
  return `${hit - hitAfterSoak} of ${worstCase.visible}${late}`;
}
