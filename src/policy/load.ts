// Reads the policy and the inventory: files to a Policy with its machines, or every fault at once with file, line
// and column. With the folder load/ the only part of this room with I/O. In a well-formed policy no fault hides another: neither those
// of the rules nor the inventory's.
import path from 'node:path';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { type Failure, FailureError, failureOf } from '../model/failure.ts';
import type { MachineEntry } from '../model/machine.ts';
import { readCsv } from './csv.ts';
import { type Place, readSource, type Source, type TextFault } from './document.ts';
import { type Fault, formatPath } from './fault.ts';
import { withGuards } from './guards.ts';
import { type ListedMachine, machinesInCsv, machinesInFile, machinesInPolicy } from './inventory.ts';
import { faultsOf, valueAt } from './issues.ts';
import { readKnowledge } from './load/data.ts';
import { readScripts } from './load/scripts.ts';
import { failuresOfText, readText } from './load/text.ts';
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
  /** What is known of updates: the shipped rows, and the files that the policy names. */
  readonly knowledge: Knowledge;
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
  const directory = path.dirname(request.policy);
  const known = await readKnowledge(policy ?? {}, directory);
  const own = await readScripts(policy ?? {}, directory);
  const holes = known.failures.length > 0 ? undefined : known.knowledge.holes;
  const input = { machines: list.machines, runner: request.runner, holes };
  const breaches = policy === undefined ? [] : breachesOf({ policy, ...input });
  const isListBroken = list.failures.length > 0 || list.faults.length > 0;
  const fresh = breaches.filter(
    breach => !isEcho(breach, shapeFaults) && !(isListBroken && aboutMachines.includes(breach.code)),
  );
  const faults = [...shapeFaults, ...list.faults, ...fresh];
  const placed = faults.map(fault => failureOfFault(fault, { request, source, list }));
  const failures = [...placed.sort(byPlace), ...list.failures, ...known.failures, ...own.failures];
  if (failures.length > 0 || policy === undefined) throw new FailureError(failures);
  const machines = list.machines.map(({ entry }) => entry);
  const { knowledge } = known;
  return { policy: withGuards({ ...policy, ...own.read }), machines, directory, knowledge, inventoryFile: list.file };
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
