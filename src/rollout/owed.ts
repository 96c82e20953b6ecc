// The steps after the work that are still owed, each with the command that pays it, for the end of every report: what a run could not pay
// is a machine out of its load balancer, and a person must find it in the first lines. Innermost first, as a run would pay them.
// Pure: made from the plan and the state.
import { aroundText, commandOf, pasteable } from './around.ts';
import type { Plan } from './plan.ts';
import type { State } from './state.ts';
import type { StepsState } from './step-debts.ts';

export interface OwedStep {
  /** `web01`, `wave 2 of pilot`, `ring pilot`. */
  readonly around: string;
  /** To be pasted in the policy's folder. */
  readonly command: string;
  /** Why it was tried in vain; null: this run has not tried it. */
  readonly why: string | null;
}

export function owedSteps(plan: Plan, { machines, rings }: State): readonly OwedStep[] {
  const owed: OwedStep[] = [];
  const list = (steps: StepsState | null, ring: string, machine: string): void => {
    for (const step of [...(steps?.owed ?? [])].reverse()) {
      const place = { step, side: 'after', ring, wave: steps?.wave ?? 0, machine } as const;
      const tried = steps?.unpaid.find(one => one.step === step);
      const why = tried === undefined ? null : tried.how;
      owed.push({ around: aroundText(plan, place), command: pasteable(commandOf(plan, place)), why });
    }
  };
  for (const { name, ring, steps } of machines.values()) list(steps, rings[ring]?.name ?? '', name);
  for (const { name, steps } of rings) {
    list(steps.wave, name, '');
    list(steps.ring, name, '');
  }
  return owed;
}
