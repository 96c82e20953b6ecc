// The steps around the work, from the policy into the plan: whom each is about, by name, and what it runs, as it was written. Names are
// filled in when a step is begun, so that a machine which gets another address is not left behind by a plan.
// Pure, like the rest of the plan's making: nothing here runs a command, and neither do validate and plan.
import type { MachineEntry } from '../model/machine.ts';
import type { Step } from '../policy/around.ts';
import { chosenBy, type Membership } from '../policy/membership.ts';
import type { Policy } from '../policy/schema.ts';
import type { PlanContent } from './plan.ts';

/** A step around machines that are in no ring is left out. */
export function aroundOf({ around }: Policy, members: readonly Membership[]): Pick<PlanContent, 'around'> {
  const all = members.flatMap(({ machines }) => machines);
  const steps = around.flatMap(({ per, before, after = null, timeout, ...whom }) => {
    const isAll = whom.machines === undefined && whom.label === undefined;
    const machines = isAll ? null : chosenOf(whom, all);
    return machines?.length === 0 ? [] : [{ per, machines, before, after, timeout }];
  });
  return steps.length === 0 ? {} : { around: steps };
}

function chosenOf(
  { machines: names, label }: Pick<Step, 'machines' | 'label'>,
  all: readonly MachineEntry[],
): string[] {
  if (names !== undefined) return chosenBy(names, all).map(({ name }) => name);
  return label === undefined ? [] : chosenBy({ label }, all).map(({ name }) => name);
}
