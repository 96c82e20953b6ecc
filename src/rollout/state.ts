// Where a rollout stands: the shape of what the fold makes of the journal, and nothing else (invariant I2). Counts are kept as machines
// change phase, because counting inside `decide` is quadratic (facts: house-style 3.10). The engine, the report and the commands read
// this; only fold.ts writes it.

import type { Landing, Severity } from '../gates/gate.ts';
import type { Failure } from '../model/failure.ts';
import type { JobKey } from '../model/job.ts';
import type { MachineName } from '../model/machine.ts';
import type { Boot, Facts, InstallResult, UninstallResult, UpdateHistory } from '../model/reading.ts';
import { identityOf, type UpdateIdentity } from '../model/update.ts';
import type { Change } from './changes.ts';
import type { DrillState } from './drills.ts';
import type { Effect, EffectKind } from './effects.ts';
import type { Cause, JudgedGate, LeftOut } from './events.ts';
import type { KeptSnapshot, Outcome, OutcomeOf } from './outcomes.ts';
import {
  activePhases,
  brokenPhases,
  type MachinePhase,
  type RingPhase,
  type RolloutPhase,
  undoPhases,
} from './phases.ts';
import type { Run } from './runs.ts';
import type { ServiceState } from './service.ts';
import type { StepsState } from './step-debts.ts';
import type { Took } from './took.ts';

/** A visit, with the update history as it stood then. */
export interface SeenSnapshot extends KeptSnapshot {
  readonly history?: UpdateHistory;
}

/** A cluster node that we have paused, or meant to. From the intent on it is owed its resuming, until that is done or nobody had paused it. */
export interface DrainState {
  /** Jobs whose marks on the machine say that the pause is ours; the last one counts. */
  readonly jobs: readonly JobKey[];
  /** `asked`: it may be paused · `drained`: it is, by us · `over`: nothing is owed (any more). */
  readonly stands: 'asked' | 'drained' | 'over';
  /** Why it must not go on. */
  readonly trouble: Failure | null;
  /** Why it does not take roles again; tried anew by a later run. */
  readonly failure: Failure | null;
  /** `beganAt` before the drain: where nothing but the drain was done, the machine is untouched again afterwards. */
  readonly beganBefore: number | null;
}

/** A look at a machine that was not updated. */
export type ControlReading = Pick<OutcomeOf<'controlled'>, 'snapshot' | 'runner'> & { readonly machine: MachineName };

/** How one machine's own story stands. Instants are epoch ms. */
export interface MachineState {
  readonly name: MachineName;
  /** Index of its ring. */
  readonly ring: number;
  readonly phase: MachinePhase;
  /** When it came into this phase. */
  readonly since: number;
  /** The wave (from 1) in which it fills a place; null while it fills none. */
  readonly wave: number | null;
  readonly attempts: Readonly<Partial<Record<EffectKind, number>>>;
  /** Intended, not finished. */
  readonly inFlight: Effect | null;
  /** An outcome from which nothing has followed yet. */
  readonly news: Outcome | null;
  /** When to look again; null: now, or after what is in flight. */
  readonly lookAt: number | null;
  /** When the first look of this visit was, and how many there were; waiting for a clear answer is bounded by both. */
  readonly lookingSince: number | null;
  readonly looks: number;
  /** Who it is, from the last check. */
  readonly facts: Facts | null;
  readonly boot: Boot | null;
  /** Whether it bears traces of a Hotpatch enrolment; null: nobody has read it. */
  readonly isEnrolled: boolean | null;
  /** The look before its ring opened, if any; `facts` null: it did not answer. */
  readonly look: { readonly facts: Facts | null } | null;
  /** The failover cluster it is a node of, by its name; null: none, or nobody has asked. */
  readonly cluster: string | null;
  readonly drain: DrainState | null;
  /** Null: none was begun, or all is paid. */
  readonly steps: StepsState | null;
  /** Build and revision before our first change: what an undo has to bring back. */
  readonly buildBefore: { readonly build: number; readonly ubr: number } | null;
  /** The last check before anything was started, and the last look after it; forgotten when the ring has passed. */
  readonly before: SeenSnapshot | null;
  readonly after: SeenSnapshot | null;
  /** The update history as the last job that could read it found it, since our last change. */
  readonly history: UpdateHistory | null;
  /** What its last check found otherwise than the plan knew it; null: nothing, or nobody compared. */
  readonly drift: readonly Change[] | null;
  readonly judgedBefore: readonly JudgedGate[];
  readonly judgedAfter: readonly JudgedGate[];
  /** What it gets in this pass, and what of the plan it does not get. */
  readonly chosen: readonly UpdateIdentity[];
  readonly left: readonly LeftOut[];
  /** All passes together; `packagesBefore` is from the first one. */
  readonly install: InstallResult | null;
  /** How often each update (by identity) was to be installed since its story began. */
  readonly tried: ReadonlyMap<string, number>;
  /** Times it was scanned again after a restart. */
  readonly rescans: number;
  /** Signals that asked for a restart before one of ours and still after it: another one is no use. */
  readonly uncleared: readonly string[];
  /** Restarts that we asked for since the last change; servicing may want more than one. */
  readonly restarts: number;
  readonly restart: { readonly askedAt: number; readonly from: string } | null;
  /** When our last change ended. */
  readonly settledAt: number | null;
  /** When its first look of this turn was asked for; null: its turn has not come. */
  readonly enteredAt: number | null;
  /** When something was first started that changes it; null: never touched. */
  readonly beganAt: number | null;
  readonly endedAt: number | null;
  readonly result: 'updated' | 'nothingNeeded' | null;
  /** Why it is skipped, failed, unclear or stranded. */
  readonly failure: Failure | null;
  /** `isAfterSoak`: it was done, and the look after the soak found it; no gate could have stopped the ring before. */
  readonly failedBy: {
    readonly gate: string | null;
    readonly severity: Severity;
    readonly isAfterSoak: boolean;
  } | null;
  /** Finished jobs that the machine has not forgotten yet. */
  readonly finishedJobs: readonly JobKey[];
  /** Jobs in whose directories files for the install lie: forgotten when nobody needs those any more. */
  readonly keptJobs: readonly JobKey[];
  /** What came of downloading before the window, and when; null: not tried, or not ended. */
  readonly staging: { readonly at: number; readonly outcome: Outcome } | null;
  /** What came of hiding what was taken back here; null: not tried yet. */
  readonly hiding: Outcome | null;
  /** What came of showing it again, after a person has lifted the hold; null: not tried yet. */
  readonly showing: Outcome | null;
  /** What was gathered on it since it failed, or before it is undone; null: not yet. */
  readonly diagnosis: OutcomeOf<'diagnosed'> | null;
  /** What machines that were not updated showed when a gate failed here. */
  readonly control: readonly ControlReading[];
  readonly undo: {
    /** Position in the order of undoing. */
    readonly order: number;
    /** It was in service when its undo was asked for: undoing it spends budget. */
    readonly wasInService: boolean;
    /** Uninstalls of its story before: a drill has had one. */
    readonly uninstallsBefore: number;
    /** Whether it can be taken back, as it was seen before that was begun; null: not looked yet. */
    readonly inspection: OutcomeOf<'inspected'> | null;
    /** It was restarted before anything was taken away, because servicing had changes that waited for that. */
    readonly hasRestarted: boolean;
    readonly uninstall: UninstallResult | null;
  } | null;
}

export interface RingState {
  readonly name: string;
  readonly phase: RingPhase;
  readonly since: number;
  /** How many of its machines are in which phase. */
  readonly tally: Readonly<Record<MachinePhase, number>>;
  /** The wave that is open, from 1; 0 before the first. */
  readonly wave: number;
  /** Places of the open wave that are filled. */
  readonly filled: number;
  /** Machines that were updated and are done. */
  readonly updated: number;
  /** How long those took that one run updated in one go. */
  readonly took: Took;
  readonly lastEndedAt: number | null;
  readonly soakUntil: number | null;
  readonly hold: { readonly failure: Failure; readonly from: 'waiting' | 'open' | 'judging' } | null;
  /** Codes of holds that a person has lifted for this ring. */
  readonly lifted: ReadonlySet<string>;
  /** Pinned updates (by identity) that some machine of the ring was offered, and that some machine missed. */
  readonly offered: ReadonlySet<string>;
  readonly gone: ReadonlyMap<string, LeftOut>;
  readonly steps: { readonly ring: StepsState | null; readonly wave: StepsState | null };
  readonly service: ServiceState;
  /** Null: nobody asked for one. */
  readonly drill: DrillState | null;
  /** Machines whose failure was critical, in the order in which they failed. */
  readonly critical: readonly MachineName[];
  /** Failed machines that are tried again when the ring opens once more. */
  readonly retrying: ReadonlySet<MachineName>;
}

/** A pinned update that was installed and passed its gates. */
export interface Proof {
  /** Index of the first ring that has it. */
  readonly ring: number;
  /** Windows builds it was proved on. */
  readonly builds: ReadonlySet<number>;
}

export interface Retried {
  readonly at: number;
  readonly person: string;
  readonly reason: string;
  readonly machines: readonly MachineName[];
}

export interface State {
  readonly phase: RolloutPhase;
  readonly begunAt: number;
  /** Of the last event. */
  readonly lastAt: number;
  readonly rings: readonly RingState[];
  readonly machines: ReadonlyMap<MachineName, MachineState>;
  /** Those that write it, or wrote it last, each with its own machines; the latest is the last. */
  readonly runs: readonly Run[];
  readonly halt: { readonly at: number; readonly cause: Cause; readonly reason: string } | null;
  readonly undo: {
    readonly at: number;
    readonly cause: Cause;
    readonly reason: string;
    readonly machines: readonly MachineName[];
    readonly spared: readonly { readonly machine: MachineName; readonly reason: string }[];
    readonly endedAt: number | null;
  } | null;
  /** A person has lifted the hold on what was taken back. */
  readonly lifted: { readonly at: number; readonly person: string; readonly reason: string } | null;
  /** A person has closed the rollout for good; `fix`: what is planned next mends it. */
  readonly superseded: {
    readonly at: number;
    readonly person: string;
    readonly reason: string;
    readonly fix?: readonly string[];
  } | null;
  readonly heldByHand: readonly { readonly kb: string; readonly reason: string; readonly person: string }[];
  readonly approvals: ReadonlyMap<string, { readonly person: string; readonly at: number }>;
  readonly resumed: readonly { readonly at: number; readonly person: string; readonly reason: string }[];
  /** What failed, and was put back in line by a person. */
  readonly retried: readonly Retried[];
  /** Signatures of failures that halted, and that a person knew of when they resumed. */
  readonly known: ReadonlySet<string>;
  /** The tool could not do its work in this run. */
  readonly stop: Failure | null;
  /** Intended, not finished, by key. */
  readonly inFlight: ReadonlyMap<string, Effect>;
  /** Machines with news. */
  readonly news: ReadonlySet<MachineName>;
  readonly proven: ReadonlyMap<string, Proof>;
  /** Where a set of updates took the first machine that passed its gates with it, by `landingKey`. */
  readonly landings: ReadonlyMap<string, Landing>;
  readonly conclusion: 'succeeded' | 'nothing-to-do' | 'rolled-back' | null;
}

/** One set of updates on one Windows: whoever gets the same comes to the same build. Null: nothing was installed. */
export function landingKey({ install, buildBefore }: Pick<MachineState, 'install' | 'buildBefore'>): string | null {
  const installed = (install?.updates ?? []).filter(({ outcome }) => outcome === 'installed').map(identityOf);
  if (installed.length === 0 || buildBefore === null) return null;
  return [...new Set(installed)].sort().concat(String(buildBefore.build)).join(' ');
}

/** We have paused it as a cluster node, or may have, and it has not been resumed. */
export function owesResume({ drain }: Pick<MachineState, 'drain'>): boolean {
  return drain !== null && drain.stands !== 'over';
}

/** It can go down: no role of its cluster is on it, or it is in none. */
export function isDrained({ drain }: Pick<MachineState, 'drain'>): boolean {
  return drain !== null && drain.stands !== 'asked' && drain.trouble === null && drain.failure === null;
}

/** How many machines of the ring are in one of these phases. */
export function countOf(ring: RingState, phases: readonly MachinePhase[]): number {
  return phases.reduce((sum, phase) => sum + ring.tally[phase], 0);
}

/** In our hands, on the way there. */
export function activeOf(ring: RingState): number {
  return countOf(ring, activePhases);
}

/** What spends the budget: in our hands either way, and whatever is broken. */
export function spentOf(ring: RingState): number {
  return countOf(ring, [...activePhases, ...undoPhases, ...brokenPhases]);
}

/** The machine's state; throws for a machine that is not in the plan, which would be a bug. */
export function machineOf(state: State, name: MachineName): MachineState {
  const machine = state.machines.get(name);
  if (machine === undefined) throw new RangeError(`machine ${name} is not in the plan`);
  return machine;
}

/** The ring's state, by name or index. */
export function ringOf(state: State, ring: string | number): RingState {
  const found = typeof ring === 'number' ? state.rings[ring] : state.rings.find(({ name }) => name === ring);
  if (found === undefined) throw new RangeError(`ring ${ring} is not in the plan`);
  return found;
}
