// Which machine is in which ring: selectors to machines, in the order of the inventory. `rest` is what no other
// ring takes. A machine that two selectors take is in both rings here; rules.ts refuses that. Names are compared
// without regard to case, labels as they are written.
import type { MachineEntry } from '../model/machine.ts';
import { hasLabel } from './label.ts';
import type { Group, Ring, Selector } from './schema.ts';

/** A ring's machines, in the order in which they start. */
export interface Membership {
  readonly ring: Ring;
  readonly machines: readonly MachineEntry[];
}

/** The machines of every ring, in the order of the policy. A machine that two selectors take is in both: rules.ts refuses that. */
export function membersOf(rings: readonly Ring[], machines: readonly MachineEntry[]): Membership[] {
  const chosen = rings.map(({ machines: selector }) => (selector === 'rest' ? [] : machines.filter(matcher(selector))));
  const taken = new Set(chosen.flat());
  const rest = machines.filter(machine => !taken.has(machine));
  return rings.map((ring, index) => ({ ring, machines: ring.machines === 'rest' ? rest : (chosen[index] ?? []) }));
}

/** Labels that a selector asks for, each `key=value`. */
export function labelsOf(selector: Selector): readonly string[] {
  if (selector === 'rest' || Array.isArray(selector)) return [];
  return typeof selector.label === 'string' ? [selector.label] : selector.label;
}

/** The machines of a group, in the order of the inventory. */
export function groupMembers({ machines: names, label }: Group, machines: readonly MachineEntry[]): MachineEntry[] {
  if (names !== undefined) return machines.filter(matcher(names));
  return label === undefined ? [] : machines.filter(matcher({ label }));
}

/** The machines, with those that a group puts in an order in that order, on the places that they had. */
export function inOrder(groups: readonly Group[], machines: readonly MachineEntry[]): readonly MachineEntry[] {
  const placed = [...machines];
  for (const { order = [] } of groups) {
    const wanted = order.flatMap(
      name => placed.find(machine => machine.name.toLowerCase() === name.toLowerCase()) ?? [],
    );
    const places = wanted.map(machine => placed.indexOf(machine)).sort((a, b) => a - b);
    for (const [index, machine] of wanted.entries()) placed.splice(places[index] ?? 0, 1, machine);
  }
  return placed;
}

/** The machines that a selector names, in the order of the inventory. */
export function chosenBy(
  selector: Exclude<Selector, 'rest'>,
  machines: readonly MachineEntry[],
): readonly MachineEntry[] {
  return machines.filter(matcher(selector));
}

function matcher(selector: Exclude<Selector, 'rest'>): (machine: MachineEntry) => boolean {
  if (Array.isArray(selector)) {
    const names = new Set(selector.map(name => name.toLowerCase()));
    return machine => names.has(machine.name.toLowerCase());
  }
  const labels = labelsOf(selector);
  return machine => labels.every(label => hasLabel(machine, label));
}
