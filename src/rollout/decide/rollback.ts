// The same backwards: whom to undo, in which order, and when it is over. Only what this rollout did is taken back, newest first, inside
// window and budget; a machine that is out of service anyway costs neither (invariant I9). Never automatic for domain controllers, for
// fixes of exploited holes, nor where a rollback cannot cure the loss: who left the Hotpatch train comes back with the next baseline.

import { identityOf } from '../../model/update.ts';
import type { Effect } from '../effects.ts';
import type { Event, EventOf } from '../events.ts';
import type { Outcome } from '../outcomes.ts';
import { type MachinePhase, undoPhases } from '../phases.ts';
import type { Plan } from '../plan.ts';
import { type MachineState, machineOf, type State } from '../state.ts';
import { isInWindow, isMine, undoRoomIn, type View } from './budget.ts';
import { isClusterBusy, isClusterStuck } from './cluster.ts';
import { isDomainController, isUndoCrowded } from './groups.ts';
import { installedBy } from './machine.ts';
import { nextEffect, undo } from './steps.ts';
import { answerUndoLook } from './undo-look.ts';
import { about, stranded } from './words.ts';

/** Gates whose failure a rollback cannot cure (facts: windows-servicing 4.8 d). */
const incurable = ['hotpatch'];

/** Phases in which nothing of ours is on the machine, or nothing can be done about it: also where an install turned out not to have begun. */
const untouched: readonly MachinePhase[] = ['pending', 'skipped', 'excluded', 'undone', 'stranded'];

/** Whether this rollout may have left something on the machine. */
export function isTouched(machine: MachineState): boolean {
  if (machine.phase === 'stranded') return isNotBegun(machine);
  if (untouched.includes(machine.phase)) return false;
  if (machine.phase === 'ready') return machine.install !== null;
  if (machine.beganAt === null) return false;
  return machine.attempts.install !== undefined && machine.result !== 'nothingNeeded';
}

/** Stranded before anything of it was taken away: the undo can be asked for again. */
function isNotBegun({ undo: asked, attempts }: MachineState): boolean {
  if (asked === null || asked.inspection === null) return false;
  const { uninstall } = asked;
  // Its uninstall has refused all of it, by a code of ours.
  const isRefused = uninstall !== null && uninstall.removed.length === 0 && uninstall.kept.some(({ code }) => code);
  return (attempts.uninstall ?? 0) === asked.uninstallsBefore || isRefused;
}

/** Newest ring first, and in it the machine that was begun with last. */
export function undoOrder(machines: readonly MachineState[]): readonly MachineState[] {
  return [...machines].sort(
    (a, b) => b.ring - a.ring || (b.beganAt ?? 0) - (a.beganAt ?? 0) || (a.name < b.name ? 1 : -1),
  );
}

/** Begins the automatic undo of the ring that regressed, where the policy wants one and it can help. */
export function beginUndo({ plan, state, now }: View): readonly EventOf<'undoBegan'>[] {
  const { halt } = state;
  if (state.phase !== 'halted' || state.undo !== null || halt === null || halt.cause.by === 'person') return [];
  const { cause } = halt;
  // What could not be undone where nothing was wrong is not undone by itself where something is.
  if (cause.rule === 'drill') return [];
  const index = plan.rings.findIndex(({ name }) => name === cause.ring);
  if (plan.rings[index]?.onRegression !== 'rollback') return [];
  const members = [...state.machines.values()].filter(({ ring }) => ring === index);
  if (members.some(machine => machine.phase === 'failed' && incurable.includes(machine.failedBy?.gate ?? '')))
    return [];
  const touched = undoOrder(members.filter(isTouched));
  const spared = touched.flatMap(machine => {
    const reason = whySpared(plan, machine);
    return reason === undefined ? [] : [{ machine: machine.name, reason }];
  });
  const isSpared = ({ name }: MachineState): boolean => spared.some(({ machine }) => machine === name);
  const machines = touched.filter(machine => !isSpared(machine)).map(({ name }) => name);
  if (machines.length === 0) return [];
  return [
    {
      kind: 'undoBegan',
      at: now,
      cause,
      reason: halt.reason,
      machines,
      spared,
    },
  ];
}

/** Why a machine is never taken back without a person's word; undefined: it may be. */
function whySpared(plan: Plan, machine: MachineState): string | undefined {
  if (isDomainController(machine)) return 'a domain controller is never undone without a person’s word';
  const fixes = new Set([...installedBy(machine.install), ...machine.chosen.map(identityOf)]);
  const fix = plan.updates.find(update => update.exploited.length > 0 && fixes.has(identityOf(update)));
  if (fix === undefined) return undefined;
  return `undoing ${fix.kbs.join(', ') || fix.title} would open a hole again that is exploited (${fix.exploited.join(', ')}): a person decides`;
}

/** Whom a person's rollback takes back: everything this rollout did in the ring, or in all of them; domain controllers, too. */
export function machinesToUndo(plan: Plan, state: State, ring: string | null): readonly MachineState[] {
  const index = ring === null ? undefined : plan.rings.findIndex(({ name }) => name === ring);
  // A drill that is under way goes with it: the update set is final from now on.
  const inRing = (machine: MachineState): boolean =>
    index === undefined || machine.ring === index || (undoPhases as readonly MachinePhase[]).includes(machine.phase);
  return undoOrder([...state.machines.values()].filter(machine => inRing(machine) && isTouched(machine)));
}

/** It is over when every machine is back or stranded. */
export function endUndo(view: View): readonly Event[] {
  const { state, now } = view;
  if (state.phase === 'undone') return concludeUndone(view);
  if (state.phase !== 'undoing' || state.undo === null) return [];
  const machines = state.undo.machines.map(name => machineOf(state, name));
  const open = machines.filter(({ phase }) => !untouched.includes(phase));
  const isStopped = isHarmful(state);
  const left = open.filter(machine => isInService(machine) && (isStopped || isClusterStuck(view, machine))).length;
  if (open.length > left) return [];
  const count = (phase: MachinePhase): number => machines.filter(machine => machine.phase === phase).length;
  const isFinal = count('undone') === 0 && [...state.machines.values()].some(({ phase }) => phase === 'undone');
  const ended = { kind: 'undoEnded', at: now, undone: count('undone'), stranded: count('stranded'), left } as const;
  return [isFinal ? { ...ended, isFinal } : ended];
}

function concludeUndone(view: View): readonly Event[] {
  const { state, now } = view;
  // A run that was stopped has asked nobody: what is owed is asked by the next one.
  const isOver = state.conclusion !== null || state.stop !== null || state.inFlight.size > 0;
  if (isOver || [...state.machines.values()].some(machine => nextEffect(view, machine) !== undefined)) return [];
  return [{ kind: 'concluded', at: now, conclusion: 'rolled-back' }];
}

/** Machines that worked, and were stranded by being undone: one may be chance, a second one says that undoing does more harm than good. */
const strandedAtMost = 1;

function isHarmful({ machines }: State): boolean {
  let stranded = 0;
  for (const machine of machines.values())
    if (machine.phase === 'stranded' && machine.undo?.wasInService === true && !isNotBegun(machine)) stranded += 1;
  return stranded > strandedAtMost;
}

function isInService({ phase }: MachineState): boolean {
  return phase === 'done' || phase === 'watching';
}

/** What is asked of the machines that are taken back. */
export function undoEffects(view: View): readonly Effect[] {
  const { state } = view;
  if (state.phase !== 'undoing' || state.undo === null) return [];
  const room = new Map(state.rings.map((_, index) => [index, undoRoomIn(view, index)]));
  const isStopped = isHarmful(state);
  const effects: Effect[] = [];
  const begun: MachineState[] = [];
  const nodes: MachineState[] = [];
  for (const name of state.undo.machines) {
    const machine = machineOf(state, name);
    if (untouched.includes(machine.phase) || machine.inFlight !== null || !isMine(view, name)) continue;
    const isOnItsWay = (undoPhases as readonly MachinePhase[]).includes(machine.phase);
    const costs = isInService(machine);
    const left = room.get(machine.ring) ?? 0;
    if (!isOnItsWay && costs && (left < 1 || isStopped || !isInWindow(view, machine))) continue;
    if (!isOnItsWay && costs && isClusterStuck(view, machine)) continue;
    if (!isOnItsWay && costs && isUndoCrowded(view, machine, begun)) continue;
    if (!isOnItsWay && isClusterBusy(view, machine, nodes)) continue;
    const effect = undo(view, machine);
    if (effect === undefined) continue;
    if (!isOnItsWay) nodes.push(machine);
    if (!isOnItsWay && costs) {
      room.set(machine.ring, left - 1);
      begun.push(machine);
    }
    effects.push(effect);
  }
  return effects;
}

/** What follows from the outcome of undoing. */
export function answerUndo(view: View, machine: MachineState, news: Outcome): readonly Event[] {
  const who = [view, machine] as const;
  if (news.kind === 'verified') return answerUndoLook(view, machine, news);
  if (news.kind === 'failed' || news.kind === 'lost' || news.kind === 'overdue' || news.kind === 'notStarted') {
    return [stranded(who, about(machine, news.failure))];
  }
  return [];
}
