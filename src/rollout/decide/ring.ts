// Which ring is open, which wave, and when it has passed: rings in order, waves by places that machines fill which really were updated,
// soak by re-entry, a second look at every updated machine when the ring has soaked. What is not clear holds the ring: nothing new
// starts, and the next run tries again by itself (invariants I4, I6). Halting is in halt.ts.
import { type Failure, failureOf } from '../../model/failure.ts';
import { isDrillOpen } from '../drills.ts';
import type { Effect } from '../effects.ts';
import type { Event } from '../events.ts';
import { countedFrom } from '../release.ts';
import { runOfShard } from '../runs.ts';
import { activeOf, type MachineState, machineOf, type RingState, ringOf } from '../state.ts';
import { owesAfter } from '../step-debts.ts';
import { beforeRing, notNow } from './around.ts';
import { owesRound, whyNotAround } from './around-rings.ts';
import { currentRing, everybodys, isMine, mayBegin, placesIn, plannedRing, roomIn, type View } from './budget.ts';
import { fits } from './calendar.ts';
import { openingOf } from './coverage.ts';
import { whyDrifted } from './drift-holds.ts';
import { isTakenBack, waitsForDrill, whyDrillHeld } from './drill.ts';
import { admitted, whyCrowded } from './groups.ts';
import { limitIfFailed } from './rules.ts';
import { serviceMoves, type Turn, turnIn } from './service.ts';
import { check, nextEffect, watch } from './steps.ts';
import { skipFrozen, whyTooShort } from './timing.ts';

/** How many machines are looked at again at the same time: looking takes nothing out of service. */
const watchedAtOnce = 50;

/** What happens to rings now. */
export function ringMoves(view: View): readonly Event[] {
  const { state, now } = view;
  if (state.phase !== 'running' || state.stop !== null) return [];
  const index = currentRing(state);
  if (index === undefined) return conclude(view);
  const ring = ringOf(state, index);
  const said = { at: now, ring: ring.name };
  switch (ring.phase) {
    case 'waiting':
      return whyClosed(view, index) === undefined ? openingOf(view, index) : [];
    case 'open':
      return openRingMoves(view, index);
    case 'soaking':
      return ring.soakUntil !== null && ring.soakUntil <= now ? [{ kind: 'ringJudging', ...said }] : [];
    case 'judging':
      return judgingRingMoves(view, index);
    case 'held':
    case 'passed':
      return [];
  }
}

/** The last word comes last: after every machine has forgotten its jobs. */
function conclude(view: View): readonly Event[] {
  const { state, now } = view;
  const machines = [...state.machines.values()];
  if (state.inFlight.size > 0 || machines.some(machine => nextEffect(view, machine) !== undefined)) return [];
  const isNothing = !machines.some(({ result }) => result === 'updated');
  return [{ kind: 'concluded', at: now, conclusion: isNothing ? 'nothing-to-do' : 'succeeded' }];
}

/** What keeps a ring closed whose turn it is. `until` null: a person, or another run. */
export interface Closed {
  readonly why: 'opens' | 'approval' | 'scope';
  readonly until: number | null;
}

/** Why the ring may not open yet; undefined: it may. */
export function whyClosed(view: View, index: number): Closed | undefined {
  const { state, now } = view;
  const planned = plannedRing(view, index);
  const opensAt = countedFrom(view.plan, state.begunAt) + planned.opens;
  if (opensAt > now) return { why: 'opens', until: opensAt };
  if (planned.approval === 'required' && !state.approvals.has(planned.name)) return { why: 'approval', until: null };
  const run = runOfShard(state.runs, view.shard);
  if (run !== null && run.ring !== null && run.ring !== planned.name) return { why: 'scope', until: null };
  return undefined;
}

function openRingMoves(view: View, index: number): readonly Event[] {
  const { state, now } = view;
  const ring = ringOf(state, index);
  const planned = plannedRing(view, index);
  const said = { at: now, ring: ring.name };
  const frozen = ring.tally.pending > 0 ? skipFrozen(view, index) : [];
  if (frozen.length > 0) return frozen;
  const hold = whyDrillHeld(view, index) ?? whyHeld(view, index) ?? whyNotAround(view, index);
  if (hold !== undefined) return [{ kind: 'ringHeld', ...said, failure: hold }];
  if (activeOf(ring) > 0 || isTakenBack(view, index)) return [];
  const service = serviceMoves(view, index, serviceTurn(view, index));
  if (service !== undefined) return service;
  if (ring.tally.pending > 0) {
    // A hold is everybody's: nobody who works on the rollout may be able to go on.
    const all = everybodys(view);
    const spent = whySpent(all, index) ?? whyTooShort(all, index);
    if (spent !== undefined) return [{ kind: 'ringHeld', ...said, failure: spent }];
    const isFull = ring.filled >= placesIn(planned, ring.wave);
    if (!isFull || owesAfter(ring.steps.wave) || pickable(view, index).next().done === true) return [];
    return [{ kind: 'waveOpened', ...said, wave: ring.wave + 1, size: planned.waves[ring.wave] ?? ring.tally.pending }];
  }
  if (owesRound(ring)) return [];
  const gone = whyGone(ring);
  if (gone !== undefined) return [{ kind: 'ringHeld', ...said, failure: gone }];
  if (ring.updated === 0 || planned.soak === 0) return [{ kind: 'ringPassed', ...said }];
  return [{ kind: 'ringSoaking', ...said, until: (ring.lastEndedAt ?? now) + planned.soak }];
}

function judgingRingMoves(view: View, index: number): readonly Event[] {
  const { state, now } = view;
  const ring = ringOf(state, index);
  const said = { at: now, ring: ring.name };
  const hold = whyHeld(view, index);
  if (hold !== undefined) return [{ kind: 'ringHeld', ...said, failure: hold }];
  if (activeOf(ring) > 0 || ring.tally.watching > 0) return [];
  if (ring.tally.pending > 0) return [{ kind: 'ringOpened', ...said }];
  if (unwatched(everybodys(view), index).next().done !== true) return [];
  return serviceMoves(view, index, serviceTurn(view, index)) ?? [{ kind: 'ringPassed', ...said }];
}

/** The gates of a service that are to speak before the ring goes on; undefined: none. */
export function serviceTurn(view: View, index: number): Turn | undefined {
  return turnIn(view, index, {
    mayBegin: () => pickable(view, index).next().done !== true,
    isLookedAt: () => unwatched(everybodys(view), index).next().done === true,
  });
}

/** Why a ring starts nothing more for now; undefined: it goes on. */
function whyHeld(view: View, index: number): Failure | undefined {
  const { state } = view;
  const ring = ringOf(state, index);
  const { maxSkipped } = plannedRing(view, index);
  const { skipped, unclear } = ring.tally;
  const drifted = whyDrifted(view, ring, machinesIn(view, index));
  if (drifted !== undefined) return drifted;
  if (skipped > maxSkipped && !ring.lifted.has('RING_SKIPPED_TOO_MANY')) {
    const first = machinesIn(view, index).find(({ phase }) => phase === 'skipped');
    return failureOf(
      'RING_SKIPPED_TOO_MANY',
      `${skipped} of ${ring.name} could not be begun with (limit ${maxSkipped})`,
      {
        retryable: true,
        ...reasonOf(first),
      },
    );
  }
  const outage = unclear === 0 ? undefined : machinesIn(view, index).find(isEverybodys);
  if (outage !== undefined) {
    const message = `what failed in ${ring.name} fails on machines that were not updated as well`;
    return failureOf('ENVIRONMENT_SUSPECTED', message, { retryable: true, ...reasonOf(outage) });
  }
  const limit = limitIfFailed(view, index);
  if (limit !== undefined) {
    const first = machinesIn(view, index).find(({ phase }) => phase === 'unclear');
    return failureOf('RING_UNCLEAR', `${unclear} of ${ring.name} gave no clear answer (limit ${limit})`, {
      retryable: true,
      ...reasonOf(first),
    });
  }
  return undefined;
}

/** Whatever the ring tolerates: the next machine would meet the same trouble. */
function isEverybodys({ phase, failure }: MachineState): boolean {
  return phase === 'unclear' && failure?.code === 'ENVIRONMENT_SUSPECTED';
}

function reasonOf(machine: MachineState | undefined): Partial<Failure> {
  if (machine === undefined || machine.failure === null) return {};
  const { code, message, next } = machine.failure;
  return { machine: machine.name, cause: `${code}: ${message}`, ...(next === undefined ? {} : { next }) };
}

/** A pinned update that machines of this ring should be offered, and that none of them is. */
function whyGone(ring: RingState): Failure | undefined {
  if (ring.lifted.has('UPDATE_GONE')) return undefined;
  const missed = [...ring.gone].find(([identity]) => !ring.offered.has(identity))?.[1];
  if (missed === undefined) return undefined;
  const name = missed.kbs.join(', ') || missed.title;
  return failureOf('UPDATE_GONE', `${name} is offered to no machine of ${ring.name} any more: ${missed.reason}`, {
    retryable: true,
    next: missed.remedy,
  });
}

function machinesIn(view: View, index: number): readonly MachineState[] {
  return plannedRing(view, index).machines.map(name => machineOf(view.state, name));
}

/** Machines of the ring that may be begun with, in their order. */
function pickable(view: View, index: number): Generator<MachineState> {
  return admitted(view, beginnable(view, index));
}

/** Why nobody can be begun with although nobody is in our hands: the groups have lost as many as they may. */
function whySpent(view: View, index: number): Failure | undefined {
  if (pickable(view, index).next().done !== true) return undefined;
  for (const machine of beginnable(view, index)) {
    const why = whyCrowded(view, machine);
    if (why === undefined) continue;
    return failureOf('RING_GROUP_SPENT', `${machine.name} waits for its group: ${why}`, {
      retryable: true,
      machine: machine.name,
    });
  }
  return undefined;
}

function* beginnable(view: View, index: number): Generator<MachineState> {
  for (const name of plannedRing(view, index).machines) {
    const machine = machineOf(view.state, name);
    if (machine.phase !== 'pending' || machine.inFlight !== null || !mayBegin(view, machine)) continue;
    if (waitsForDrill(view, machine)) continue;
    if (fits(view, machine)) yield machine;
  }
}

/** Updated machines that have not been looked at since the ring has soaked. Of a ring that opened again the others have been, and their readings are gone. */
function* unwatched(view: View, index: number): Generator<MachineState> {
  const ring = ringOf(view.state, index);
  for (const machine of machinesIn(view, index)) {
    if (!isMine(view, machine.name)) continue;
    const isUpdated = machine.phase === 'done' && machine.result === 'updated';
    if (isUpdated && machine.before !== null && machine.since < ring.since) yield machine;
  }
}

/** The machines that the current ring begins with now, or looks at again. */
export function ringEffects(view: View): readonly Effect[] {
  const { state } = view;
  const index = currentRing(state);
  if (index === undefined || state.phase !== 'running' || state.stop !== null) return [];
  const ring = ringOf(state, index);
  if (ring.phase === 'open' && ring.wave > 0) {
    const room = isDrillOpen(ring) ? 1 : roomIn(view, index);
    const picks = take(pickable(view, index), Math.min(room, roomIn(view, index)));
    const [first] = picks;
    const step = first === undefined ? undefined : beforeRing(view, first);
    if (step === notNow) return [];
    return step === undefined ? picks.map(machine => check(view, machine)) : [step];
  }
  if (ring.phase !== 'judging') return [];
  const free = take(unwatched(view, index), watchedAtOnce - ring.tally.watching);
  return free.filter(machine => machine.inFlight === null).map(machine => watch(view, machine));
}

function take<T>(all: Iterable<T>, count: number): readonly T[] {
  const taken: T[] = [];
  if (count < 1) return taken;
  for (const item of all) {
    taken.push(item);
    if (taken.length >= count) break;
  }
  return taken;
}
