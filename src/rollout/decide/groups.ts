// Groups never lose more than they may: machines that stand in for one another (cluster nodes, availability groups, the domain
// controllers of a domain) are counted across rings, whatever the ring's own budget leaves (invariant I5). Out of service is who is in
// our hands or broken, and who was skipped because it did not answer. Domain controllers go one per domain by default: who is one is
// known only after the first look, which changes nothing, so they are counted again before anything is changed. So do the nodes of a
// failover cluster.
import { activePhases, brokenPhases, type MachinePhase, undoPhases } from '../phases.ts';
import type { Plan, PlannedGroup } from '../plan.ts';
import { type MachineState, owesResume } from '../state.ts';
import { owesAfter } from '../step-debts.ts';
import type { View } from './budget.ts';

interface Group {
  readonly name: string;
  readonly limit: number;
}

const inHand: ReadonlySet<MachinePhase> = new Set([...activePhases, ...undoPhases]);
const broken: ReadonlySet<MachinePhase> = new Set(brokenPhases);

export function isDomainController({ facts }: MachineState): boolean {
  return facts !== null && (facts.isDomainController || facts.roles.includes('domain-controller'));
}

/** A plan never changes: its index is made once. */
const plannedOf = new WeakMap<Plan, ReadonlyMap<string, readonly PlannedGroup[]>>();

function planned({ plan }: View, name: string): readonly PlannedGroup[] {
  let index = plannedOf.get(plan);
  if (index === undefined) {
    const made = new Map<string, PlannedGroup[]>();
    for (const group of plan.groups) for (const one of group.machines) made.set(one, [...(made.get(one) ?? []), group]);
    index = made;
    plannedOf.set(plan, made);
  }
  return index.get(name) ?? [];
}

/** The groups that the machine is known to be in. A policy's group per domain stands for the default one. */
function groupsOf(view: View, machine: MachineState): readonly Group[] {
  const written = planned(view, machine.name);
  const domain = machine.facts?.domain.toLowerCase();
  const groups = written.flatMap(({ name, per, maxUnavailable: limit }): Group[] => {
    if (per === null) return [{ name, limit }];
    return domain === undefined ? [] : [{ name: `${name} of ${domain}`, limit }];
  });
  // A cluster is never left to what is written: its quorum allows one at a time. Plans of before know of none.
  if (machine.cluster !== null && view.plan.cluster !== undefined)
    groups.push({ name: `cluster ${machine.cluster}`, limit: 1 });
  if (domain === undefined || !isDomainController(machine) || written.some(({ per }) => per === 'domain'))
    return groups;
  return [...groups, { name: `domain controllers of ${domain}`, limit: 1 }];
}

function isOut(machine: MachineState): boolean {
  if (inHand.has(machine.phase) || broken.has(machine.phase) || owesResume(machine) || owesAfter(machine.steps))
    return true;
  return machine.phase === 'skipped' && machine.before?.readings.facts?.ok !== true;
}

/** Who of each group is out of service. A view is one look: counted once. */
const outOf = new WeakMap<View, ReadonlyMap<string, readonly MachineState[]>>();

function outIn(view: View, name: string): readonly MachineState[] {
  let all = outOf.get(view);
  if (all === undefined) {
    const made = new Map<string, MachineState[]>();
    for (const machine of view.state.machines.values()) {
      if (!isOut(machine)) continue;
      for (const group of groupsOf(view, machine)) made.set(group.name, [...(made.get(group.name) ?? []), machine]);
    }
    all = made;
    outOf.set(view, made);
  }
  return all.get(name) ?? [];
}

/** Only looked at so far: it is in service, and one of several may have to wait for the others. */
function isOnlyLookedAt({ phase, beganAt, install }: MachineState): boolean {
  return (phase === 'checking' || phase === 'ready') && beganAt === null && install === null;
}

/** Of two that were only looked at, the one that came first goes first. */
function isAhead(other: MachineState, machine: MachineState): boolean {
  if (!isOnlyLookedAt(machine) || !isOnlyLookedAt(other)) return true;
  return other.since < machine.since || (other.since === machine.since && other.name < machine.name);
}

/** Why the machine has to wait for others of its group, in words; undefined: it has not to. */
export function whyCrowded(view: View, machine: MachineState): string | undefined {
  for (const { name, limit } of groupsOf(view, machine)) {
    const others = outIn(view, name).filter(other => other.name !== machine.name && isAhead(other, machine));
    if (others.length >= limit)
      return `${others.map(other => other.name).join(', ')} of ${name} out of service (at most ${limit})`;
  }
  return undefined;
}

/** Those that may be begun with together, in their order. */
export function* admitted(view: View, machines: Iterable<MachineState>): Generator<MachineState> {
  const begun = new Map<string, number>();
  for (const machine of machines) {
    const groups = groupsOf(view, machine);
    const isFull = groups.some(({ name, limit }) => outIn(view, name).length + (begun.get(name) ?? 0) >= limit);
    if (isFull) continue;
    yield machine;
    for (const { name } of groups) begun.set(name, (begun.get(name) ?? 0) + 1);
  }
}

/** Whether a machine in service must not be taken back yet. What is broken for good stops nobody: else nothing would ever be undone. */
export function isUndoCrowded(view: View, machine: MachineState, begun: readonly MachineState[]): boolean {
  return groupsOf(view, machine).some(({ name, limit }) => {
    const busy = outIn(view, name).filter(other => other.name !== machine.name && inHand.has(other.phase)).length;
    const now = begun.filter(other => groupsOf(view, other).some(group => group.name === name)).length;
    return busy + now >= limit;
  });
}
