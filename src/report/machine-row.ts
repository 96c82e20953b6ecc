// One row a machine: what became of it, why a person should look at it, and the evidence of its gates before and
// after.
// Whoever needs eyes comes first, the worst before the others.
import { type Change, changesText, isGrave } from '../rollout/changes.ts';
import type { JudgedGate } from '../rollout/events.ts';
import type { MachinePhase } from '../rollout/phases.ts';
import type { Plan } from '../rollout/plan.ts';
import type { MachineState } from '../rollout/state.ts';
import { buildsText, hotpatchText, runText } from './machine-words.ts';
import type { Trace } from './traces.ts';

export interface MachineRow {
  readonly name: string;
  readonly ring: string;
  readonly phase: MachinePhase;
  readonly build: string | undefined;
  readonly hotpatch: string | undefined;
  readonly took: string | undefined;
  /** Why it needs eyes; undefined for the others. */
  readonly why: string | undefined;
  /** KBs that it does not get, each with its reason. */
  readonly left: readonly string[];
  /** What it was otherwise than the plan knew it, before anything was begun. */
  readonly drift: readonly Change[];
  /** From the first change to the last look, epoch ms; null: nothing was changed, or it has not ended. */
  readonly beganAt: number | null;
  readonly endedAt: number | null;
  /** What was wrong with the work itself, where no gate says it. */
  readonly failure: MachineState['failure'];
  /** The last word of every gate. */
  readonly gates: { readonly before: readonly JudgedGate[]; readonly after: readonly JudgedGate[] };
}

/** The machines of one ring of the plan, in its order. */
export function machineRows(
  { lineage }: Plan,
  { name: ring, machines }: Plan['rings'][number],
  known: ReadonlyMap<string, MachineState>,
  traces: ReadonlyMap<string, Trace>,
): readonly MachineRow[] {
  return machines.flatMap(name => {
    const machine = known.get(name);
    return machine === undefined ? [] : [rowOf(machine, ring, lineage, traces.get(name))];
  });
}

function rowOf(machine: MachineState, ring: string, lineage: Plan['lineage'], trace: Trace | undefined): MachineRow {
  const before = machine.before ?? trace?.before ?? null;
  const after = machine.after ?? trace?.after ?? null;
  const endedAt = machine.endedAt === null ? null : (trace?.endedAt ?? machine.endedAt);
  return {
    name: machine.name,
    ring,
    phase: machine.phase,
    build: buildsText({ before, after }),
    hotpatch: hotpatchText({ before, after }, lineage),
    took: runText({ beganAt: machine.beganAt, endedAt }),
    why: whyLookAt(machine),
    left: machine.left.map(({ kbs, title, reason }) => `${kbs.length === 0 ? title : kbs.join('+')}: ${reason}`),
    drift: machine.drift ?? [],
    beganAt: machine.beganAt,
    endedAt,
    failure: machine.failure,
    gates: { before: trace?.judgedBefore ?? [], after: trace?.judgedAfter ?? [] },
  };
}

const worstFirst: readonly MachinePhase[] = [
  'stranded',
  'failed',
  'unclear',
  'installed',
  'undone',
  'skipped',
  'excluded',
];

/** The smaller, the worse. */
export function badness({ phase }: MachineRow): number {
  const place = worstFirst.indexOf(phase);
  return place === -1 ? worstFirst.length : place;
}

const forPeople = [
  'MACHINE_HELD',
  'MACHINE_STRANDED',
  'UNINSTALL_FAILED',
  'UNDO_BASE_RESET',
  'UNDO_PERMANENT',
  'UNDO_SUPERSEDED',
  'UNDO_RESTART_PENDING',
  'UNDO_GATE_FAILED',
];

/** A held or stranded machine waits for a person: what that person does stands beside it. */
function withRemedy({ failure }: MachineState, text: string): string {
  const isTheirs = failure !== null && forPeople.includes(failure.code);
  return isTheirs && failure.next !== undefined ? `${text}; ${failure.next}` : text;
}

/** Where the logs of before lie, what of others was left, and whether what was taken back can come again. */
function withTraces({ diagnosis, hiding, failure, undo }: MachineState, text: string): string {
  const isOpen = hiding !== null && !(hiding.kind === 'hidden' && hiding.result.updates.every(isLeftAlone));
  const others = failure?.code === 'UNDO_SUPERSEDED' ? [] : (undo?.uninstall?.others ?? []);
  const traces = [
    ...(others.length === 0 ? [] : [`left, for somebody else brought it: ${others.join(', ')}`]),
    ...(isOpen ? ['automatic updates may bring it back'] : []),
    ...(diagnosis?.file == null ? [] : [`logs in ${diagnosis.file}`]),
  ];
  return [text, ...traces].join('; ');
}

function isLeftAlone({ outcome }: { readonly outcome: string }): boolean {
  return outcome !== 'failed';
}

function inFlightText({ inFlight }: MachineState): string | undefined {
  return inFlight === null || inFlight.kind === 'poll' ? undefined : `in flight: ${inFlight.kind}`;
}

/** It went on all the same: somebody else works on it. */
function driftText({ drift }: MachineState): string | undefined {
  const grave = (drift ?? []).filter(isGrave);
  return grave.length === 0 ? undefined : `not as the plan knew it: ${changesText(grave)}`;
}

function whyLookAt(machine: MachineState): string | undefined {
  const gate = machine.failedBy?.gate;
  const failure = machine.failure === null ? undefined : `${gate ? `${gate}: ` : ''}${machine.failure.message}`;
  switch (machine.phase) {
    case 'stranded':
    case 'failed':
    case 'unclear':
    case 'skipped':
      return withTraces(machine, withRemedy(machine, failure ?? machine.phase));
    case 'undone':
      return withTraces(
        machine,
        gate === undefined || gate === null ? 'rolled back with the others' : `${gate} failed, rolled back`,
      );
    case 'installed':
      return machine.install?.needsRestart === true ? 'installed, its restart was not done' : undefined;
    case 'excluded':
      return 'taken out by a person';
    default:
      return inFlightText(machine) ?? driftText(machine);
  }
}
