// Who is in a simulated fleet: three rings of machines with the names and roles of a small
// company, for any number of machines. The test ring lacks roles that the later rings have,
// as test rings do.
import type { MachineEntry, MachineName } from '../model/machine.ts';
import type { ServerKind } from './servers.ts';

export type RingName = 'test' | 'pilot' | 'production';

export interface RosterEntry {
  readonly name: MachineName;
  readonly ring: RingName;
  readonly kind: ServerKind;
  /** From 0, within the ring. */
  readonly index: number;
}

/** Fewer do not make three rings with waves in them, each with enrolled machines and others. */
export const fewestMachines = 8;

const kindsOf: Readonly<Record<RingName, readonly ServerKind[]>> = {
  test: ['app', 'web', 'sql'],
  pilot: ['web', 'app', 'dhcp', 'sql', 'file'],
  production: ['web', 'app', 'sql', 'web', 'file', 'app', 'wsus', 'web', 'sql', 'app', 'web', 'dc'],
};

const prefixes: Readonly<Partial<Record<RingName, string>>> = { test: 't', pilot: 'pl' };

function ringOf(ring: RingName, size: number): readonly RosterEntry[] {
  const kinds = kindsOf[ring];
  const counts = new Map<string, number>();
  return Array.from({ length: size }, (_, index) => {
    const kind = kinds[index % kinds.length] ?? 'app';
    const prefix = prefixes[ring] ?? kind;
    const count = (counts.get(prefix) ?? 0) + 1;
    counts.set(prefix, count);
    return { name: `${prefix}${String(count).padStart(2, '0')}`, ring, kind, index };
  });
}

/** Machines by ring: about 15 % test, 25 % pilot, the rest production. Throws a RangeError below `fewestMachines`. */
export function rosterOf(count: number): readonly RosterEntry[] {
  if (count < fewestMachines) throw new RangeError(`a fleet of three rings has at least ${fewestMachines} machines`);
  const test = Math.max(2, Math.round(count * 0.15));
  const pilot = Math.max(3, Math.round(count * 0.25));
  return [...ringOf('test', test), ...ringOf('pilot', pilot), ...ringOf('production', count - test - pilot)];
}

/** The inventory's line of a machine. */
export function entryOf(
  { name, ring, kind }: RosterEntry,
  at?: { readonly host: string; readonly port: number },
): MachineEntry {
  return {
    name,
    ...(at === undefined ? {} : { address: at.host, port: at.port }),
    labels: { ring, role: kind },
  };
}
