// The judgement: what to write down now, what to ask of machines now, and when to look again. A pure function of plan, state and time
// (invariant I10). One layer at a time: while there is something to record, nothing is started, and whoever drives asks again with the
// recorded taken in; so every decision sees the consequences of the one before, and a journal that ends anywhere goes on the same way.
import type { Effect } from '../effects.ts';
import type { Event } from '../events.ts';
import { type MachinePhase, undoPhases } from '../phases.ts';
import type { Plan } from '../plan.ts';
import { type MachineState, machineOf, type State } from '../state.ts';
import { wantsAnother } from './another-restart.ts';
import { answerStep } from './around.ts';
import { roundPayments } from './around-rings.ts';
import { isMine, mayBegin, mayGoOn, type View, viewOf } from './budget.ts';
import { answerDrain } from './cluster.ts';
import { controlEffects } from './control-effects.ts';
import { lookEffects } from './coverage.ts';
import { drillEffects, drillMoves } from './drill-moves.ts';
import { whyCrowded } from './groups.ts';
import { haltOrStop } from './halt.ts';
import { heldBack } from './leaving.ts';
import { answer, answerInstall } from './machine.ts';
import { pollsOf } from './polls.ts';
import { ringEffects, ringMoves } from './ring.ts';
import { answerUndo, beginUndo, endUndo, undoEffects } from './rollback.ts';
import { stillFailed, tryAgain } from './second-try.ts';
import { stageEffects } from './staging.ts';
import { nextEffect } from './steps.ts';
import { answerInspection } from './undo-inspection.ts';
import { answerUninstall } from './undo-look.ts';
import { done, returned } from './words.ts';

export interface Decision {
  /** To be written down and taken in before anything is asked again. */
  readonly record: readonly Event[];
  /** To be intended and performed; empty while there is something to record. */
  readonly start: readonly Effect[];
  /** When to decide again if nothing happens until then; null: nothing in this run comes by waiting. Epoch ms. */
  readonly wakeAt: number | null;
}

const layers: readonly ((view: View) => readonly Event[])[] = [
  answers,
  drillMoves,
  haltOrStop,
  beginUndo,
  strays,
  endUndo,
  ringMoves,
];

/** @param now epoch ms, never before the last event @param shard of this run: nothing is asked of, or answered for, other machines */
export function decide(plan: Plan, state: State, now: number, shard: string | null = null): Decision {
  const view = viewOf(plan, state, now, shard);
  for (const layer of layers) {
    const record = layer(view);
    if (record.length > 0) return { record, start: [], wakeAt: null };
  }
  const undoing = [...undoEffects(view), ...drillEffects(view)];
  const start = [...undoing, ...controlEffects(view)];
  const taken = new Set(start.map(({ machine }) => machine));
  const waiting = new Set<number>();
  let wakeAt: number | null = null;
  for (const machine of state.machines.values()) {
    if (taken.has(machine.name)) continue;
    const isOurs = isMine(view, machine.name);
    const effect = isUndoing(state, machine) || !isOurs ? undefined : nextEffect(view, machine);
    if (effect !== undefined) start.push(effect);
    else if (waits(view, machine)) {
      if (isOurs) wakeAt = Math.min(wakeAt ?? Number.POSITIVE_INFINITY, machine.lookAt ?? 0);
      waiting.add(machine.ring);
    }
  }
  const busy = new Set(start.map(({ machine }) => machine));
  const opening = [...ringEffects(view), ...lookEffects(view)];
  start.push(...opening.filter(({ machine }) => !busy.has(machine)));
  start.push(...roundPayments(view, start, waiting));
  for (const { machine } of start) busy.add(machine);
  const polls = pollsOf(view, busy);
  for (const { machine } of polls.effects) busy.add(machine);
  start.push(...polls.effects, ...stageEffects(view).filter(({ machine }) => !busy.has(machine)));
  return { record: [], start, wakeAt: earliest(wakeAt, polls.wakeAt) };
}

function earliest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

/** Nothing is in flight there, and the time for another look has not come. */
function waits({ state, now }: View, { inFlight, lookAt }: MachineState): boolean {
  return inFlight === null && lookAt !== null && lookAt > now && state.stop === null;
}

const onTheWayBack: readonly MachinePhase[] = undoPhases;

/** It is being taken back, or its turn for that comes: nothing else is asked of it. */
function isUndoing(state: State, machine: MachineState): boolean {
  if (machine.phase === 'undone' || machine.phase === 'stranded') return false;
  return onTheWayBack.includes(machine.phase) || (state.phase === 'undoing' && machine.undo !== null);
}

function answers(view: View): readonly Event[] {
  const { state } = view;
  const news = [...state.news].flatMap(name => {
    const machine = machineOf(state, name);
    if (machine.news === null || !isMine(view, name)) return [];
    const events = onTheWayBack.includes(machine.phase)
      ? answerUndo(view, machine, machine.news)
      : answer(view, machine, machine.news);
    return heldBack(view, machine, events);
  });
  return news;
}

/** What follows without news: an install or an uninstall tells by its result, and whoever may not go on goes back in line. */
function strays(view: View): readonly Event[] {
  const found: Event[] = [];
  for (const machine of view.state.machines.values()) {
    if (machine.inFlight !== null || !isMine(view, machine.name)) continue;
    const events = [answerDrain, answerStep, stray].map(follows => () => follows(view, machine));
    found.push(...heldBack(view, machine, firstOf(events)));
  }
  return found;
}

function firstOf(makers: readonly (() => readonly Event[])[]): readonly Event[] {
  for (const make of makers) {
    const events = make();
    if (events.length > 0) return events;
  }
  return [];
}

function stray(view: View, machine: MachineState): readonly Event[] {
  switch (machine.phase) {
    case 'installed':
      return answerInstall(view, machine);
    case 'restarted':
      return goesDownAgain(view, machine) ? [] : tryAgain(view, machine);
    case 'undoChecking':
      return answerInspection(view, machine);
    case 'uninstalled':
      return answerUninstall(view, machine);
    case 'checking':
    case 'ready':
      return strayed(view, machine);
    default:
      return [];
  }
}

/** Servicing wants one more restart first: installing before it is refused there. */
function goesDownAgain(view: View, machine: MachineState): boolean {
  return mayGoOn(view, machine) && wantsAnother(machine);
}

function strayed(view: View, machine: MachineState): readonly Event[] {
  const { state } = view;
  if (machine.install !== null) {
    const mayGo = state.phase === 'running' && state.stop === null;
    const unfinished = mayGo ? [] : stillFailed(view, machine);
    return mayGo || unfinished.length > 0 ? unfinished : [done([view, machine], 'updated', machine.left)];
  }
  // Whoever was begun with goes back in line only after it has answered.
  const isUnknown = machine.phase === 'checking' && machine.beganAt !== null;
  const isLookedAt = machine.phase === 'ready' || machine.news !== null;
  const crowded = isLookedAt && !isUnknown ? whyCrowded(view, machine) : undefined;
  if (crowded !== undefined) return [returned([view, machine], `its group has to wait: ${crowded}`)];
  return isUnknown || mayBegin(view, machine) ? [] : [returned([view, machine], 'it may not be begun with now')];
}
