// Reads the policy and the inventory: files to a Policy with its machines, or every fault at once with file, line
// and column. The only file of this room with I/O. In a well-formed policy no fault hides another: neither those
// of the rules nor the inventory's.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Failure, FailureError, failureOf } from '../model/failure.ts';
import type { MachineEntry } from '../model/machine.ts';
import { readCsv } from './csv.ts';
import { type Place, readSource, type Source, type TextFault } from './document.ts';
import { type Fault, formatPath } from './fault.ts';
import { withGuards } from './guards.ts';
import { type ListedMachine, machinesInCsv, machinesInFile, machinesInPolicy } from './inventory.ts';
import { faultsOf, valueAt } from './issues.ts';
import { mend } from './mend.ts';
import { breachesOf } from './rules.ts';
import { type Policy, policySchema } from './schema.ts';

export interface LoadRequest {
  /** Path of the policy. */
  readonly policy: string;
  /** Path of an inventory in place of the one that the policy names. */
  readonly inventory?: string | undefined;
  /** Host name of the machine that runs the rollout: it must not be in a ring. */
  readonly runner?: string | undefined;
}

export interface Loaded {
  readonly policy: Policy;
  readonly machines: readonly MachineEntry[];
  /** Paths in the policy (`ca`) start here. */
  readonly directory: string;
  /** The inventory's own file, null when the machines stand in the policy. */
  readonly inventoryFile: string | null;
}

/** Throws a FailureError with all faults. */
export async function loadPolicy(request: LoadRequest): Promise<Loaded> {
  const text = await readText(request.policy, 'POLICY');
  const source = readSource(text);
  if (source.faults.length > 0) throw new FailureError(failuresOfText(source.faults, request.policy, 'POLICY'));
  const parsed = policySchema.safeParse(source.value);
  const subject = { file: 'policy', schema: policySchema, value: source.value, at: [] } as const;
  const shapeFaults = parsed.success ? [] : faultsOf(parsed.error.issues, subject);
  const policy = parsed.success ? parsed.data : mend(source.value, shapeFaults);
  const list = await listMachines(request, policy?.inventory ?? valueAt(source.value, ['inventory']));
  const breaches = policy === undefined ? [] : breachesOf({ policy, machines: list.machines, runner: request.runner });
  const isListBroken = list.failures.length > 0 || list.faults.length > 0;
  const own = breaches.filter(
    breach => !isEcho(breach, shapeFaults) && !(isListBroken && aboutMachines.includes(breach.code)),
  );
  const faults = [...shapeFaults, ...list.faults, ...own];
  const placed = faults.map(fault => failureOfFault(fault, { request, source, list }));
  const failures = [...placed.sort(byPlace), ...list.failures];
  if (failures.length > 0 || policy === undefined) throw new FailureError(failures);
  const machines = list.machines.map(({ entry }) => entry);
  return { policy: withGuards(policy), machines, directory: path.dirname(request.policy), inventoryFile: list.file };
}

/** As a person reads: the policy first, each file from the top. */
function byPlace({ code: a, place: one }: Failure, { code: b, place: other }: Failure): number {
  const inInventory = (code: string): number => Number(code.startsWith('INVENTORY'));
  return (
    inInventory(a) - inInventory(b) ||
    (one?.line ?? 0) - (other?.line ?? 0) ||
    (one?.column ?? 0) - (other?.column ?? 0)
  );
}

/** Rules that an incomplete list of machines breaks by itself. */
const aboutMachines: readonly string[] = ['POLICY_RING_EMPTY', 'POLICY_MACHINE_UNKNOWN', 'POLICY_CREDENTIAL_INVALID'];

/** A breach where the shape is wrong already says the same thing again; of a ring the whole setting counts. */
function isEcho(breach: Fault, shapeFaults: readonly Fault[]): boolean {
  return shapeFaults.some(({ path: whole }) => {
    const one = whole[0] === 'rings' ? whole.slice(0, 3) : whole;
    return one.every((part, index) => index >= breach.path.length || part === breach.path[index]);
  });
}

interface List {
  readonly file: string | null;
  readonly machines: readonly ListedMachine[];
  readonly faults: readonly Fault[];
  /** Why the file could not be read at all. */
  readonly failures: readonly Failure[];
  placeOf(fault: Fault): Place | undefined;
}

async function listMachines(request: LoadRequest, written: unknown): Promise<List> {
  const none = { file: null, machines: [], faults: [], failures: [], placeOf: () => undefined };
  if (request.inventory === undefined && typeof written !== 'string') {
    const inside = policySchema.shape.inventory.safeParse(written);
    return Array.isArray(inside.data) ? { ...none, machines: machinesInPolicy(inside.data) } : none;
  }
  const file = request.inventory ?? path.join(path.dirname(request.policy), String(written));
  try {
    return { ...none, file, ...readList(file, await readText(file, 'INVENTORY')) };
  } catch (error) {
    if (error instanceof FailureError) return { ...none, file, failures: error.failures };
    throw error;
  }
}

function readList(file: string, text: string): Pick<List, 'machines' | 'faults' | 'placeOf'> {
  if (path.extname(file).toLowerCase() === '.csv') {
    const rows = readCsv(text);
    const broken = { kind: 'syntax', message: 'a quote is opened and never closed' } as const;
    if (rows === undefined) throw new FailureError(failuresOfText([broken], file, 'INVENTORY'));
    const list = machinesInCsv(rows);
    if (rows.length < 2) throw new FailureError(failuresOfText([noMachines], file, 'INVENTORY'));
    return { ...list, placeOf: ({ path: [line] }) => (typeof line === 'number' ? { line, column: 1 } : undefined) };
  }
  const source = readSource(text);
  if (source.faults.length > 0) throw new FailureError(failuresOfText(source.faults, file, 'INVENTORY'));
  return { ...machinesInFile(source.value), placeOf: fault => source.placeOf(fault.path, fault.atKey) };
}

const noMachines: TextFault = { kind: 'empty', message: 'the file has no machine' };

type Prefix = 'POLICY' | 'INVENTORY';

/** Bytes. No policy is as large, and no inventory of a hundred thousand machines. */
const largest: Readonly<Record<Prefix, number>> = { POLICY: 1_048_576, INVENTORY: 33_554_432 };

/** The text of a file; throws when it is not there, no file, too large or not UTF-8. */
async function readText(file: string, prefix: Prefix): Promise<string> {
  const refuse = (code: 'MISSING' | 'UNREADABLE' | 'TOO_LARGE' | 'EMPTY', message: string): FailureError =>
    new FailureError([failureOf(`${prefix}_${code}`, message, { place: { file } })]);
  const what = prefix === 'POLICY' ? 'policy' : 'inventory';
  try {
    const { size } = await stat(file);
    if (size > largest[prefix])
      throw refuse('TOO_LARGE', `${file} has ${size} bytes, and no ${what} is larger than ${largest[prefix]}`);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
    // UTF-16 without a mark is well-formed UTF-8 full of zeros.
    if (text.includes('\u0000')) throw new TypeError('not text');
    if (text.trim() === '') throw refuse('EMPTY', `${file} is empty`);
    return text;
  } catch (error) {
    if (error instanceof FailureError) throw error;
    if (error instanceof TypeError) throw refuse('UNREADABLE', `${file} is not UTF-8 text: save it as UTF-8`);
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENOENT') throw refuse('MISSING', `there is no ${what} at ${file}`);
    throw refuse('UNREADABLE', `${file} cannot be read (${code})`);
  }
}

const codeOfText = {
  syntax: 'SYNTAX_INVALID',
  tabs: 'TAB_FOUND',
  empty: 'EMPTY',
  duplicateKey: 'KEY_DUPLICATED',
  aliases: 'TOO_LARGE',
} as const;

function failuresOfText(faults: readonly TextFault[], file: string, prefix: Prefix): Failure[] {
  return faults.map(({ kind, message, place }) =>
    failureOf(`${prefix}_${codeOfText[kind]}`, message, { place: { file, ...place } }),
  );
}

interface Files {
  readonly request: LoadRequest;
  readonly source: Source;
  readonly list: List;
}

function failureOfFault(fault: Fault, { request, source, list }: Files): Failure {
  const isInPolicy = fault.file === 'policy' || list.file === null;
  const file = isInPolicy ? request.policy : list.file;
  const place = isInPolicy ? source.placeOf(fault.path, fault.atKey) : list.placeOf(fault);
  return failureOf(fault.code, fault.message, {
    place: { file: file ?? request.policy, ...place, path: formatPath(fault.path) },
  });
}
