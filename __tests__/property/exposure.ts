// What the plan prints as the worst case, held against what happens: machines that fail at the gates (`visible`), and machines that have an
// update while a ring has not soaked (`released`). What only the look after the soak finds is counted apart: no gate could have stopped it.
// A person who resumes takes it upon themselves; from then on nothing printed holds.
import type { Plan } from '../../src/rollout/plan.ts';
import type { State } from '../../src/rollout/state.ts';

export interface Exposure {
  /** Failed or unclear at the gates. */
  readonly visible: number;
  readonly late: number;
  /** Something was installed, in this ring and those before it. */
  readonly released: number;
}

export function exposureOf(state: State, ring: number): Exposure {
  let [visible, late, released] = [0, 0, 0];
  for (const { ring: index, failedBy, install } of state.machines.values()) {
    if (index <= ring && install?.updates.some(({ outcome }) => outcome === 'installed') === true) released += 1;
    if (index !== ring || failedBy === null) continue;
    if (failedBy.isAfterSoak) late += 1;
    else visible += 1;
  }
  return { visible, late, released };
}

/** Where more is exposed than was printed. */
export function* overexposed({ rings }: Plan, state: State): Generator<string> {
  for (const [index, { name, worstCase }] of rings.entries()) {
    const { visible, late, released } = exposureOf(state, index);
    if (visible > worstCase.visible) yield `${visible} of ${name} failed at the gates, printed ${worstCase.visible}`;
    if (late > worstCase.released) yield `${late} of ${name} failed after the soak, printed ${worstCase.released}`;
    const hasSoaked = ['judging', 'passed'].includes(state.rings[index]?.phase ?? '');
    if (!hasSoaked && released > worstCase.released)
      yield `${released} have it before ${name} has soaked, printed ${worstCase.released}`;
  }
}
