// The list of machines, in whatever form it comes: our own list (YAML or JSON, in the policy or a file of its
// own), CSV, or what `ansible-inventory --list` prints. Every machine keeps where it stands, so that faults of the
// list have a line.
import * as z from 'zod';
import { type MachineEntry, machineEntrySchema } from '../model/machine.ts';
import type { CsvRow } from './csv.ts';
import { type Fault, type Path, suggestion } from './fault.ts';
import { faultsOf } from './issues.ts';

/** A machine, and where it stands in its file. */
export interface ListedMachine {
  readonly entry: MachineEntry;
  readonly file: Fault['file'];
  readonly path: Path;
}

export interface Inventory {
  readonly machines: readonly ListedMachine[];
  readonly faults: readonly Fault[];
}

const listSchema = z.array(machineEntrySchema).min(1);
const fileSchema = z.strictObject({ machines: listSchema });
const ansibleSchema = z.looseObject({ _meta: z.looseObject({ hostvars: z.record(z.string(), z.looseObject({})) }) });
const groupSchema = z.looseObject({
  hosts: z.array(z.string()).default([]),
  children: z.array(z.string()).default([]),
});

/** Machines of a list that stands in the policy itself; it was parsed with the policy. */
export function machinesInPolicy(entries: readonly MachineEntry[]): ListedMachine[] {
  return entries.map((entry, index) => ({ entry, file: 'policy', path: ['inventory', index] }));
}

/** Machines of a parsed YAML or JSON file: a list, `{ machines: […] }`, or Ansible's form. */
export function machinesInFile(value: unknown): Inventory {
  const ansible = ansibleSchema.safeParse(value);
  if (ansible.success) return machinesOfAnsible(ansible.data);
  const isList = Array.isArray(value);
  const schema = isList ? listSchema : fileSchema;
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    return { machines: [], faults: faultsOf(parsed.error.issues, { file: 'inventory', schema, value, at: [] }) };
  }
  const at: Path = isList ? [] : ['machines'];
  const entries = Array.isArray(parsed.data) ? parsed.data : parsed.data.machines;
  return { machines: entries.map((entry, index) => ({ entry, file: 'inventory', path: [...at, index] })), faults: [] };
}

/** Host variables that say how to reach a machine. All others stay unread: secrets are kept among them. */
const hostVariablesSchema = z.looseObject({
  ansible_host: z.string().optional(),
  ansible_port: z.coerce.number().int().min(1).max(65_535).optional(),
  patchring_time_zone: z.string().optional(),
  patchring_labels: z.record(z.string(), z.string()).default({}),
});

/** A machine of a group `web` gets the label `group.web=yes`; more labels come from the host variable `patchring_labels`. */
function machinesOfAnsible(value: z.output<typeof ansibleSchema>): Inventory {
  const { hostvars } = value._meta;
  const groups = new Map<string, z.output<typeof groupSchema>>();
  for (const [name, group] of Object.entries(value)) {
    const parsed = groupSchema.safeParse(group);
    if (name !== '_meta' && parsed.success) groups.set(name, parsed.data);
  }
  const labels = new Map<string, Record<string, string>>();
  for (const name of groups.keys()) {
    for (const host of hostsOf(name, groups, new Set())) {
      const own = labels.get(host) ?? {};
      if (name !== 'all' && name !== 'ungrouped') own[`group.${name}`] = 'yes';
      labels.set(host, own);
    }
  }
  const faults: Fault[] = [];
  const machines: ListedMachine[] = [];
  for (const name of new Set([...labels.keys(), ...Object.keys(hostvars)])) {
    const path: Path = ['_meta', 'hostvars', name];
    const variables = hostVariablesSchema.safeParse(hostvars[name] ?? {});
    const written = variables.success
      ? {
          name,
          address: variables.data.ansible_host,
          port: variables.data.ansible_port,
          timeZone: variables.data.patchring_time_zone,
          labels: { ...labels.get(name), ...variables.data.patchring_labels },
        }
      : { name };
    const entry = machineEntrySchema.safeParse(written);
    const bad = [
      ...(variables.success
        ? []
        : faultsOf(variables.error.issues, {
            file: 'inventory',
            schema: hostVariablesSchema,
            value: hostvars[name],
            at: path,
          })),
      ...(entry.success
        ? []
        : faultsOf(entry.error.issues, { file: 'inventory', schema: machineEntrySchema, value: written, at: path })),
    ];
    faults.push(...bad);
    if (entry.success && bad.length === 0) machines.push({ entry: entry.data, file: 'inventory', path });
  }
  return { machines, faults };
}

function hostsOf(name: string, groups: ReadonlyMap<string, z.output<typeof groupSchema>>, seen: Set<string>): string[] {
  const group = groups.get(name);
  if (group === undefined || seen.has(name)) return [];
  seen.add(name);
  return [...group.hosts, ...group.children.flatMap(child => hostsOf(child, groups, seen))];
}

const columns = ['name', 'address', 'port', 'timeZone'];

/** Machines of CSV rows: the columns name, address, port and timeZone; every other column is a label. Paths begin with the line. */
export function machinesInCsv(rows: readonly CsvRow[]): Inventory {
  const [header, ...rest] = rows;
  if (header === undefined) return { machines: [], faults: [] };
  const headFaults = faultsOfHeader(header);
  if (headFaults.length > 0) return { machines: [], faults: headFaults };
  const machines: ListedMachine[] = [];
  const faults: Fault[] = [];
  for (const row of rest) {
    const path: Path = [row.line];
    const written = entryOf(header.cells, row.cells);
    const parsed = machineEntrySchema.safeParse(written);
    if (parsed.success) machines.push({ entry: parsed.data, file: 'inventory', path });
    else
      faults.push(
        ...faultsOf(parsed.error.issues, { file: 'inventory', schema: machineEntrySchema, value: written, at: path }),
      );
  }
  return { machines, faults };
}

function faultsOfHeader({ cells, line }: CsvRow): Fault[] {
  const names = cells.map(cell => cell.toLowerCase());
  const twice = cells.filter((cell, index) => cell !== '' && names.indexOf(cell.toLowerCase()) !== index);
  const faults: Fault[] = twice.map(cell => ({
    code: 'INVENTORY_KEY_DUPLICATED',
    file: 'inventory',
    path: [line],
    message: `the column "${cell}" stands twice in the first line: keep one of them`,
  }));
  if (names.includes('name')) return faults;
  const meant = cells.find(cell => suggestion(cell, ['name']) !== '');
  const hint = meant === undefined ? '' : ` ("${meant}" is not it)`;
  const message = `the first line must name the columns, and one of them must be name${hint}`;
  return [...faults, { code: 'INVENTORY_VALUE_MISSING', file: 'inventory', path: [line], message }];
}

function entryOf(header: readonly string[], cells: readonly string[]): Record<string, unknown> {
  const entry: Record<string, unknown> = {};
  const labels: Record<string, string> = {};
  for (const [index, cell] of cells.entries()) {
    const name = header[index] ?? '';
    if (cell === '' || name === '') continue;
    const column = columns.find(known => known.toLowerCase() === name.toLowerCase());
    if (column === undefined) labels[name] = cell;
    else entry[column] = column === 'port' ? (/^\d+$/.test(cell) ? Number(cell) : cell) : cell;
  }
  return { ...entry, labels };
}
