// How a run ended, as data: the word, the ring and wave, the rule with its numbers, who was started, hit and never touched, what it
// waits for and until when. The verdict sentence, the exit code and the outputs are all made from this (design section 8); rendering
// it is the report's. Pure: the same journal gives the same verdict, today or in a year.
import type { Conclusion } from '../model/conclusion.ts';
import type { Failure } from '../model/failure.ts';
import type { MachineName } from '../model/machine.ts';
import { currentRing, type View, viewOf } from './decide/budget.ts';
import { nextStagingAt } from './decide/staging.ts';
import type { Cause } from './events.ts';
import { stillHidden } from './hidden.ts';
import { type OwedStep, owedSteps } from './owed.ts';
import type { Plan } from './plan.ts';
import { type MachineState, owesResume, type State } from './state.ts';
import { type Waiting, waitingFor } from './waiting.ts';

export type { Waiting } from './waiting.ts';

export interface Figures {
  readonly machines: number;
  /** Something was begun on them that changes them. */
  readonly started: number;
  /** Of the started: failed, whatever became of them afterwards. */
  readonly hit: number;
  readonly untouched: number;
  readonly updated: number;
  readonly skipped: number;
  readonly undone: number;
  readonly stranded: number;
}

export interface Standing {
  readonly conclusion: Conclusion;
  /** The ring that it is about, with its wave (from 1; 0 before the first) and how many there are. */
  readonly ring: { readonly name: string; readonly wave: number; readonly waves: number } | null;
  /** Why it halted, or was halted. */
  readonly cause: Cause | null;
  readonly reason: string | null;
  /** Why it is held, or why the tool could not do its work. */
  readonly failure: Failure | null;
  readonly waiting: Waiting | null;
  /** When downloads begin, where they are the next thing, before what it waits for. Epoch ms. */
  readonly stagingAt: number | null;
  /** When a run has something to do again; null: only a person knows. Epoch ms. */
  readonly nextAt: number | null;
  readonly figures: Figures;
  /** Updated machines whose restart was not done, because of a halt. */
  readonly restartsPending: readonly MachineName[];
  /** Cluster nodes that are still paused by us, or may be: each run tries again, and a person can. */
  readonly resumesOwed: readonly MachineName[];
  /** Steps after the work that are still owed: each run tries again, and a person can. */
  readonly stepsOwed: readonly OwedStep[];
  /** In our hands, or nobody knows: a later run asks them what became of it. */
  readonly inFlight: readonly MachineName[];
  /** A person has closed it for good. */
  readonly superseded: State['superseded'];
  /** A person has lifted the hold on what was taken back. */
  readonly lifted: State['lifted'];
  /** Machines where it is still hidden although the hold was lifted. */
  readonly stillHidden: readonly MachineName[];
}

/** @param isCancelled the platform asked this run to stop */
export function conclusionOf(plan: Plan, state: State, now: number, isCancelled = false): Standing {
  const view = viewOf(plan, state, now);
  const waiting = waitingFor(view);
  const stagingAt = stagingBefore(view, waiting);
  const conclusion = isCancelled && state.conclusion === null ? 'cancelled' : wordFor(state);
  const index = state.halt === null ? (currentRing(state) ?? state.rings.length - 1) : ringOfHalt(view);
  const ring = state.rings[index];
  const machines = [...state.machines.values()];
  return {
    conclusion,
    ring: ring === undefined ? null : { name: ring.name, wave: ring.wave, waves: plan.rings[index]?.waves.length ?? 0 },
    cause: (state.halt ?? state.undo)?.cause ?? null,
    reason: (state.halt ?? state.undo)?.reason ?? null,
    failure: state.stop ?? ring?.hold?.failure ?? null,
    waiting,
    stagingAt,
    nextAt: stagingAt ?? waiting?.until ?? null,
    figures: figuresOf(machines),
    restartsPending: machines.filter(isWaitingForRestart).map(({ name }) => name),
    resumesOwed: machines.filter(owesResume).map(({ name }) => name),
    stepsOwed: owedSteps(plan, state),
    inFlight: machines.filter(isInHand).map(({ name }) => name),
    superseded: state.superseded,
    lifted: state.lifted,
    stillHidden: state.lifted === null ? [] : stillHidden(plan, state).map(({ name }) => name),
  };
}

function stagingBefore(view: View, waiting: Waiting | null): number | null {
  if (waiting === null || waiting.until === null) return null;
  const at = nextStagingAt(view);
  return at !== null && at < waiting.until ? at : null;
}

function wordFor(state: State): Conclusion {
  if (state.conclusion !== null) return state.conclusion;
  if (state.stop !== null) return 'failed';
  if (state.phase === 'undone') return 'rolled-back';
  if (state.phase !== 'running') return 'halted';
  return state.rings.some(({ phase }) => phase === 'held') ? 'held' : 'waiting';
}

function ringOfHalt({ plan, state }: View): number {
  const cause = state.halt?.cause;
  if (cause !== undefined && cause.by !== 'person') return plan.rings.findIndex(({ name }) => name === cause.ring);
  return currentRing(state) ?? state.rings.length - 1;
}

/** Counts over all machines of a rollout. */
export function figuresOf(machines: readonly MachineState[]): Figures {
  const count = (is: (machine: MachineState) => boolean): number => machines.filter(is).length;
  const started = count(({ beganAt }) => beganAt !== null);
  return {
    machines: machines.length,
    started,
    hit: count(({ failedBy }) => failedBy !== null),
    untouched: machines.length - started,
    updated: count(({ phase, result }) => result === 'updated' && (phase === 'done' || phase === 'watching')),
    skipped: count(({ phase }) => phase === 'skipped'),
    undone: count(({ phase }) => phase === 'undone'),
    stranded: count(({ phase }) => phase === 'stranded'),
  };
}

/** Who only stands for a service is asked nothing. */
function isInHand({ inFlight }: MachineState): boolean {
  return inFlight !== null && inFlight.kind !== 'poll';
}

function isWaitingForRestart({ phase, install, inFlight }: MachineState): boolean {
  return phase === 'installed' && install?.needsRestart === true && inFlight === null;
}
