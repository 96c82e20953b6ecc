// Who lacks a time zone where one is needed: every machine by name, at once, so that the inventory is mended once. A
// machine without a zone is never given one by us: a window in the wrong zone is a restart at noon. A list that would
// fill the screen ends with how many more there are.
import type { MachineEntry } from '../../model/machine.ts';
import type { Fault, Path } from '../fault.ts';
import { fault } from './rule.ts';

/** Names that are told of one place. */
const mostNames = 50;

/** One fault that names all of them; none: everybody has one. @param what goes by the machine’s own zone */
export function withoutZone(what: string, path: Path, machines: readonly MachineEntry[]): readonly Fault[] {
  const without = machines.filter(({ timeZone }) => timeZone === undefined).map(({ name }) => name);
  if (without.length === 0) return [];
  const more = without.length - mostNames;
  const names = `${without.slice(0, mostNames).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const message = `${what} goes by each machine’s own zone, and ${names} ${without.length === 1 ? 'has' : 'have'} none: add timeZone in the inventory, or write the zone in the window`;
  return [fault('POLICY_ZONE_MISSING', path, message)];
}
