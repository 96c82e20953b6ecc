// Rules of the list of machines: nobody stands in it twice, under one name or one
// address, and every time zone exists. Twice the same machine would be two updates at a
// time on one Windows.
import { isTimeZone } from '../../calendar/zone.ts';
import { type Fault, type Path, suggestion } from '../fault.ts';
import type { ListedMachine } from '../inventory.ts';
import type { Rule } from './rule.ts';

/** Machines whose key was seen before, with the first one that had it. */
function repeated(machines: readonly ListedMachine[], keyOf: (machine: ListedMachine) => string) {
  const first = new Map<string, ListedMachine>();
  return machines.flatMap(machine => {
    const key = keyOf(machine);
    const earlier = first.get(key);
    if (earlier !== undefined) return [{ machine, earlier }];
    first.set(key, machine);
    return [];
  });
}

const namedOnce: Rule = ({ machines }) =>
  repeated(machines, ({ entry }) => entry.name.toLowerCase()).map(({ machine, earlier }): Fault => {
    const { name } = machine.entry;
    const spelling =
      name === earlier.entry.name ? '' : ` (written ${earlier.entry.name} there; case makes no difference)`;
    return at(
      machine,
      'name',
      'INVENTORY_MACHINE_DUPLICATED',
      `${name} stands in the list already${spelling}: keep one of the entries`,
    );
  });

const reachedOnce: Rule = ({ policy, machines }) => {
  const port = policy.connection.port ?? (policy.connection.transport === 'https' ? 5986 : 5985);
  const keyOf = ({ entry }: ListedMachine): string =>
    `${(entry.address ?? entry.name).toLowerCase()}:${entry.port ?? port}`;
  return repeated(machines, keyOf)
    .filter(({ machine, earlier }) => machine.entry.name.toLowerCase() !== earlier.entry.name.toLowerCase())
    .map(({ machine, earlier }) => {
      const { name } = machine.entry;
      const message = `${name} is reached at ${keyOf(machine)}, as ${earlier.entry.name} is: give it its own address or port, or keep one of them`;
      return at(machine, 'address', 'INVENTORY_MACHINE_DUPLICATED', message);
    });
};

/** Zones for which a meant one is looked up: comparing with all zones of the world takes its time. */
const guesses = 20;

const zonesExist: Rule = ({ machines }) => {
  const known = new Map<string, string | undefined>();
  let unknown = 0;
  const faultOfZone = (zone: string): string | undefined => {
    if (isTimeZone(zone)) return undefined;
    unknown += 1;
    const meant = unknown > guesses ? '' : suggestion(zone, Intl.supportedValuesOf('timeZone'));
    return `"${zone}" is not an IANA time zone${meant || '; write for example Europe/Berlin or UTC'}`;
  };
  return machines.flatMap(machine => {
    const zone = machine.entry.timeZone;
    if (zone === undefined) return [];
    if (!known.has(zone)) known.set(zone, faultOfZone(zone));
    const message = known.get(zone);
    return message === undefined
      ? []
      : [at(machine, 'timeZone', 'INVENTORY_ZONE_UNKNOWN', `${machine.entry.name}: ${message}`)];
  });
};

function at(machine: ListedMachine, key: string, code: Fault['code'], message: string): Fault {
  const path: Path = [...machine.path, key];
  return { code, file: machine.file, path, message };
}

export const machineRules: readonly Rule[] = [namedOnce, reachedOnce, zonesExist];
