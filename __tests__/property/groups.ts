// What groups must never lose, counted apart from the engine: written groups from the first look on, domain controllers from the first
// change on, whatever the budgets of the rings leave (invariant I5). Undoing may take one more.
import fc from 'fast-check';
import type { Plan } from '../../src/rollout/plan.ts';
import type { State } from '../../src/rollout/state.ts';
import { type MachineBooks, mostOutOfServiceBy } from '../../src/simulation/books.ts';

/** Every second, every third machine stands in for one another; or nobody does. */
export const aGrouping = fc.array(
  fc.record({ every: fc.integer({ min: 1, max: 3 }), maxUnavailable: fc.integer({ min: 1, max: 2 }) }),
  { maxLength: 2 },
);

export function groupsOf(
  chosen: readonly { readonly every: number; readonly maxUnavailable: number }[],
  names: readonly string[],
) {
  return chosen.flatMap(({ every, maxUnavailable }, index) => {
    const machines = names.filter((_, at) => at % every === 0);
    return machines.length > maxUnavailable ? [{ name: `group${index}`, machines, maxUnavailable }] : [];
  });
}

interface Seen {
  readonly plan: Plan;
  readonly hasUndone: boolean;
}

/** @param claimed machines that are out of service by the events of the journal */
export function* groupBreaches(
  { plan, hasUndone }: Seen,
  state: State,
  claimed: ReadonlySet<string>,
): Generator<string> {
  const slack = hasUndone ? 1 : 0;
  const isOut = (name: string): boolean => claimed.has(name) && state.machines.get(name)?.phase !== 'stranded';
  for (const { name, machines, per, maxUnavailable } of plan.groups) {
    const out = per === null ? machines.filter(isOut) : [];
    if (out.length > maxUnavailable + slack) yield `${out.join(', ')} of ${name}`;
  }
  const touched = [...state.machines.values()].filter(
    ({ name, facts, phase, beganAt }) =>
      facts?.isDomainController === true &&
      isOut(name) &&
      phase !== 'ready' &&
      (phase !== 'checking' || beganAt !== null),
  );
  if (touched.length > 1 + slack) yield `domain controllers ${touched.map(({ name }) => name).join(', ')}`;
}

/** The same by what really happened to the machines. */
export function* groupBreachesInBooks({ plan, hasUndone }: Seen, books: readonly MachineBooks[]): Generator<string> {
  for (const { name, machines, per, maxUnavailable } of plan.groups) {
    const ours = books.filter(({ machine }) => per === null && machines.includes(machine));
    const really = mostOutOfServiceBy(ours, () => name)[name] ?? 0;
    if (really > maxUnavailable + (hasUndone ? 1 : 0)) yield `${really} of ${name} really out of service`;
  }
}
