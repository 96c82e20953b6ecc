// The fold: what happened, one event after the other, becomes where the rollout stands. Folding the same events always gives the same
// state (invariant I2). The state is changed in place, because copying five thousand machines for each event would be quadratic; only
// this room writes it. An event that cannot follow is a bug of ours, or a journal that was not ours, and is thrown.
import type { Event, EventOf } from '../events.ts';
import { type MachinePhase, machinePhaseNames, ringPhases, rolloutPhases, step } from '../phases.ts';
import type { Plan } from '../plan.ts';
import { unwatchedService } from '../service.ts';
import type { State } from '../state.ts';
import type { MachineDraft, RingDraft, StateDraft } from './draft.ts';
import { drilled } from './drill.ts';
import * as machines from './machines.ts';
import { finished, intended } from './outcome.ts';
import { retried } from './retry.ts';
import * as rounds from './rounds.ts';
import { ringJudged } from './service.ts';

/** One literal: Node 20 makes a dictionary of a large object that is spread, and every look at a machine then takes ten times as long. */
function freshMachine(name: string, ring: number, since: number): MachineDraft {
  return {
    name,
    ring,
    since,
    phase: 'pending',
    wave: null,
    attempts: {},
    inFlight: null,
    news: null,
    lookAt: null,
    lookingSince: null,
    looks: 0,
    facts: null,
    boot: null,
    isEnrolled: null,
    look: null,
    cluster: null,
    drain: null,
    steps: null,
    buildBefore: null,
    before: null,
    history: null,
    after: null,
    drift: null,
    judgedBefore: [],
    judgedAfter: [],
    chosen: [],
    tried: new Map(),
    keptJobs: [],
    uncleared: [],
    staging: null,
    left: [],
    install: null,
    rescans: 0,
    restarts: 0,
    restart: null,
    settledAt: null,
    enteredAt: null,
    beganAt: null,
    endedAt: null,
    result: null,
    failure: null,
    failedBy: null,
    finishedJobs: [],
    diagnosis: null,
    hiding: null,
    showing: null,
    control: [],
    undo: null,
  };
}

function freshRing({ name, machines: names, drill }: Plan['rings'][number], at: number): RingDraft {
  const tally = Object.fromEntries(machinePhaseNames.map(phase => [phase, 0])) as Record<MachinePhase, number>;
  return {
    name,
    phase: 'waiting',
    since: at,
    tally: { ...tally, pending: names.length },
    wave: 0,
    filled: 0,
    updated: 0,
    took: [],
    lastEndedAt: null,
    soakUntil: null,
    hold: null,
    lifted: new Set(),
    offered: new Set(),
    gone: new Map(),
    steps: { ring: null, wave: null },
    service: unwatchedService,
    drill: drill === true ? { stands: 'wanted', machine: null, waivedBy: null } : null,
    critical: [],
    retrying: new Set(),
  };
}

/** The state right after `begun`. @param at epoch ms */
export function stateOf(plan: Plan, at: number): State {
  const drafts = plan.rings.flatMap((ring, index) =>
    ring.machines.map((name): [string, MachineDraft] => [name, freshMachine(name, index, at)]),
  );
  const state: StateDraft = {
    phase: 'running',
    begunAt: at,
    lastAt: at,
    rings: plan.rings.map(ring => freshRing(ring, at)),
    machines: new Map(drafts),
    runs: [],
    halt: null,
    undo: null,
    lifted: null,
    superseded: null,
    heldByHand: [],
    approvals: new Map(),
    resumed: [],
    retried: [],
    known: new Set(),
    stop: null,
    inFlight: new Map(),
    news: new Set(),
    proven: new Map(),
    landings: new Map(),
    conclusion: null,
  };
  return state;
}

/** A journal, read: the plan it holds and where it stands. */
export interface Rollout {
  readonly plan: Plan;
  readonly state: State;
}

/** Folds a journal from the top. Undefined: it has no records yet. */
export function fold(events: readonly Event[]): Rollout | undefined {
  const [first, ...rest] = events;
  if (first === undefined) return undefined;
  if (first.kind !== 'begun') throw new RangeError(`the first record is ${first.kind}, not begun`);
  const state = stateOf(first.plan, first.at);
  for (const event of rest) advance(first.plan, state, event);
  return { plan: first.plan, state };
}

/** Takes one more event in. The state is changed in place. */
export function advance(plan: Plan, state: State, event: Event): void {
  const draft = state as StateDraft;
  draft.lastAt = Math.max(draft.lastAt, event.at);
  switch (event.kind) {
    case 'begun':
      throw new RangeError('a journal begins once');
    case 'intended':
      intended(draft, event);
      return;
    case 'finished':
      finished(draft, event);
      return;
    case 'judged':
      machines.judged(draft, event);
      return;
    case 'machineChosen':
      machines.chosen(draft, event);
      return;
    case 'machineDrifted':
      machines.drifted(draft, event);
      return;
    case 'machineSkipped':
      machines.skipped(draft, event);
      return;
    case 'machineReturned':
      machines.returned(draft, event);
      return;
    case 'machineDone':
      machines.done(draft, event);
      return;
    case 'machineFailed':
    case 'machineUnclear':
      machines.broken(draft, event);
      return;
    case 'machineUndone':
    case 'machineStranded':
      machines.undone(draft, event);
      return;
    case 'drillBegan':
    case 'drillUndone':
    case 'drillProved':
      drilled(draft, event);
      return;
    default:
      advanceRollout(plan, draft, event);
      return;
  }
}

type RolloutEvent = EventOf<
  | 'runBegan'
  | 'halted'
  | 'resumed'
  | 'retried'
  | 'approved'
  | 'updateHeld'
  | 'undoBegan'
  | 'undoEnded'
  | 'undoLifted'
  | 'superseded'
  | 'stopped'
  | 'concluded'
  | 'ringOpened'
  | 'waveOpened'
  | 'ringSoaking'
  | 'ringJudging'
  | 'ringPassed'
  | 'ringHeld'
  | 'ringJudged'
>;

function advanceRollout(plan: Plan, state: StateDraft, event: RolloutEvent): void {
  switch (event.kind) {
    case 'runBegan':
      rounds.runBegan(plan, state, event);
      return;
    case 'halted':
      rounds.halted(state, event);
      return;
    case 'resumed':
      rounds.resumed(state, event);
      return;
    case 'retried':
      retried(state, event);
      return;
    case 'undoBegan':
      rounds.undoBegan(state, event);
      return;
    case 'undoEnded':
      state.phase = step(
        rolloutPhases,
        state.phase,
        event.isFinal !== true && event.undone === 0 && event.stranded > 0 ? 'halted' : 'undone',
      );
      if (state.undo !== null) state.undo = { ...state.undo, endedAt: event.at };
      return;
    case 'undoLifted':
      rounds.undoLifted(state, event);
      return;
    case 'superseded':
      rounds.superseded(state, event);
      return;
    case 'approved':
      if (event.planHash === plan.hash) state.approvals.set(event.ring, { person: event.person, at: event.at });
      return;
    case 'updateHeld':
      state.heldByHand.push({ kb: event.kb, reason: event.reason, person: event.person });
      return;
    case 'stopped':
      rounds.stopped(state, event);
      return;
    case 'ringJudged':
      ringJudged(state, event);
      return;
    case 'concluded':
      if (event.conclusion !== 'rolled-back') state.phase = step(rolloutPhases, state.phase, 'done');
      state.conclusion = event.conclusion;
      return;
    default:
      rounds.ringMoved(state, event, ringPhases);
      return;
  }
}
