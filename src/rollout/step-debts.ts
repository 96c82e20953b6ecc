// What steps around a machine, a wave or a ring have left behind: whose `before` stands, whose `after` is owed, what was tried in vain.
// Part of the state, apart from it because machines and rings bear the same.
// Only the fold writes it; whether a debt holds somebody back is for decide to say.

/** Steps around one machine, the open wave of a ring, or a ring; by their positions in the plan. */
export interface StepsState {
  /** Whose `before` has ended well since the last `after` was begun. */
  readonly ready: readonly number[];
  /** Whose `before` was begun, and whose `after` has not ended well; ascending. */
  readonly owed: readonly number[];
  /** How a `before` ended that did not end well. */
  readonly trouble: StepTrouble | null;
  /** Of the owed: tried in this run, in vain. A later run tries again. */
  readonly unpaid: readonly StepTrouble[];
  /** Of the wave that it was begun around. */
  readonly wave: number;
}

export interface StepTrouble {
  readonly step: number;
  readonly how: string;
  readonly said: string;
}

/** An `after` is owed there. */
export function owesAfter(steps: StepsState | null): boolean {
  return (steps?.owed ?? []).length > 0;
}

/** An `after` is owed there, and was not tried in this run. */
export function isPayable(steps: StepsState | null): boolean {
  return (steps?.owed ?? []).some(step => steps?.unpaid.every(one => one.step !== step));
}
