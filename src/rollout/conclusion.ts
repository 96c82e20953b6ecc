// How a run ended, as data: the word, the ring and wave, the rule with its numbers, who was started, hit and never touched, what it
// waits for and until when. The verdict sentence, the exit code and the outputs are all made from this (design section 8); rendering
// it is the report's. Pure: the same journal gives the same verdict, today or in a year.
import type { Conclusion } from '../model/conclusion.ts';
import type { Failure } from '../model/failure.ts';
import type { MachineName } from '../model/machine.ts';
import { currentRing, isInWindow, openingFor, type View, viewOf } from './decide/budget.ts';
import { whyClosed } from './decide/ring.ts';
import { nextStagingAt } from './decide/staging.ts';
import type { Cause } from './events.ts';
import { activePhases, type MachinePhase } from './phases.ts';
import type { Plan } from './plan.ts';
import { type MachineState, owesResume, type RingState, type State } from './state.ts';

/** What goes on by itself, or with a person's word. */
export interface Waiting {
  readonly for: 'soak' | 'window' | 'opens' | 'approval' | 'scope';
  /** Epoch ms; null: nobody knows. */
  readonly until: number | null;
}

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
  /** In our hands, or nobody knows: a later run asks them what became of it. */
  readonly inFlight: readonly MachineName[];
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
    inFlight: machines.filter(({ inFlight }) => inFlight !== null).map(({ name }) => name),
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
  if (cause?.by === 'rule') return plan.rings.findIndex(({ name }) => name === cause.ring);
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

function isWaitingForRestart({ phase, install, inFlight }: MachineState): boolean {
  return phase === 'installed' && install?.needsRestart === true && inFlight === null;
}

/** What the rollout waits for; null: nothing that comes by itself or by an approval. */
function waitingFor(view: View): Waiting | null {
  const { state } = view;
  if (state.phase === 'undoing') return windowOf(view, undoing(view));
  if (state.phase !== 'running' || state.stop !== null) return null;
  const index = currentRing(state);
  const ring = index === undefined ? undefined : state.rings[index];
  if (index === undefined || ring === undefined) return null;
  if (ring.phase === 'soaking') return { for: 'soak', until: ring.soakUntil };
  if (ring.phase === 'waiting') {
    const closed = whyClosed(view, index);
    return closed === undefined ? null : { for: closed.why, until: closed.until };
  }
  if (ring.phase === 'held') return windowOf(view, skippedIn(view, index));
  return ring.phase === 'open' ? windowOrScope(view, index, ring) : null;
}

function undoing({ state }: View): readonly MachineState[] {
  return (state.undo?.machines ?? []).flatMap(name => {
    const machine = state.machines.get(name);
    return machine === undefined || machine.phase === 'undone' || machine.phase === 'stranded' ? [] : [machine];
  });
}

/** Those that the next run may try again, if any of them waits for its window; else it may come at any time. */
function skippedIn({ state }: View, index: number): readonly MachineState[] {
  return [...state.machines.values()].filter(({ ring, phase }) => ring === index && phase === 'skipped');
}

const unfinished: readonly MachinePhase[] = ['pending', ...activePhases];

function windowOrScope(view: View, index: number, ring: RingState): Waiting {
  const machines = [...view.state.machines.values()].filter(
    machine => machine.ring === index && unfinished.includes(machine.phase),
  );
  const { run } = view.state;
  const mine = machines.filter(({ name }) => run === null || run.only === null || run.only.has(name));
  const isInScope = run === null || run.ring === null || run.ring === ring.name;
  return (isInScope ? windowOf(view, mine) : null) ?? { for: 'scope', until: null };
}

/** The next opening of a window that is closed now; null: none of these machines waits for one. */
function windowOf(view: View, machines: readonly MachineState[]): Waiting | null {
  let until: number | null = null;
  for (const machine of machines) {
    if (isInWindow(view, machine)) continue;
    const opensAt = openingFor(view, machine)?.opensAt ?? null;
    if (opensAt !== null && (until === null || opensAt < until)) until = opensAt;
  }
  return until === null ? null : { for: 'window', until };
}
