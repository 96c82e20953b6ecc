// Downloading before the window: for machines of the ring that is open or opens next, so long before their window as the plan says. It
// takes nothing out of service, so it has its own limit and fills no place; it needs no window, stops with a halt, and leaves frozen
// machines and blackouts alone. What a machine may not get in the end is not fetched where that is known before asking it: what is held,
// and what no earlier ring has proved. What failed in passing is tried once more after a while; what is still missing then, the install
// fetches.
import { hresultOf } from '../../knowledge/hresults.ts';
import { identityOf } from '../../model/update.ts';
import { type Effect, isOurs, jobKeyOf } from '../effects.ts';
import type { PlannedUpdate } from '../plan.ts';
import { type MachineState, machineOf, ringOf } from '../state.ts';
import { asked } from './asked.ts';
import { currentRing, isInScope, isUnproven, openingFor, plannedRing, type View } from './budget.ts';
import { freezeOf, slotFor } from './calendar.ts';
import { whyClosed } from './ring.ts';

export function stageEffects(view: View): readonly Effect[] {
  const { plan, state } = view;
  if (plan.stage === null || state.phase !== 'running' || state.stop !== null) return [];
  const next = nextRing(view);
  const updates = next === undefined ? [] : updatesFor(view, next.ring);
  if (next === undefined || updates.length === 0) return [];
  let room = roomToStage(view, plan.stage.atOnce);
  const effects: Effect[] = [];
  for (const name of plannedRing(view, next.ring).machines) {
    if (room < 1) break;
    const machine = machineOf(state, name);
    const until = mayStage(view, machine) ? beginsAt(view, machine, next.from) : null;
    if (until === null || until <= view.now || until > view.now + plan.stage.before) continue;
    if (againAt(machine) > view.now) continue;
    if (slotFor(view, machine).blackoutAt(view.now) !== undefined) continue;
    effects.push(stage(view, machine, updates, until));
    room -= 1;
  }
  return effects;
}

/** When downloading before the window begins next; null: not by waiting. Where it could begin now, this run has begun it. */
export function nextStagingAt(view: View): number | null {
  const { plan, state, now } = view;
  if (plan.stage === null || state.phase !== 'running' || state.stop !== null) return null;
  const next = nextRing(view);
  if (next === undefined || updatesFor(view, next.ring).length === 0) return null;
  let earliest: number | null = null;
  for (const name of plannedRing(view, next.ring).machines) {
    const machine = machineOf(state, name);
    const until = mayStage(view, machine) ? beginsAt(view, machine, next.from) : null;
    const at = until === null ? null : afterBlackout(view, machine, until);
    if (at !== null && at > now && (earliest === null || at < earliest)) earliest = at;
  }
  return earliest;
}

/** Null: nothing is left before the window. */
function afterBlackout(view: View, machine: MachineState, until: number): number | null {
  const at = Math.max(until - (view.plan.stage?.before ?? 0), againAt(machine));
  const begins = slotFor(view, machine).blackoutAt(at)?.closesAt ?? at;
  return begins < until ? begins : null;
}

interface Next {
  readonly ring: number;
  /** The earliest instant at which its machines can be begun with, as far as time alone decides. */
  readonly from: number;
}

/** The ring that is open, or the one that opens next; undefined: it is not time that it waits for. */
function nextRing(view: View): Next | undefined {
  const { state, now } = view;
  const current = currentRing(state);
  if (current === undefined) return undefined;
  const { phase, soakUntil } = ringOf(state, current);
  if (phase === 'open') return { ring: current, from: now };
  // While a ring soaks, its proofs are there already; whether it passes is seen before anything of them is installed.
  const ring = phase === 'waiting' ? current : current + 1;
  if (phase === 'held' || view.plan.rings[ring] === undefined) return undefined;
  const closed = whyClosed(view, ring);
  if (closed !== undefined && closed.why !== 'opens') return undefined;
  return { ring, from: Math.max(now, closed?.until ?? now, phase === 'soaking' ? (soakUntil ?? now) : now) };
}

/** A password is tried on one machine before it is tried on many. */
function roomToStage(view: View, atOnce: number): number {
  const going = [...view.state.inFlight.values()].filter(({ kind }) => kind === 'stage').length;
  return (isUnproven(view) ? Math.min(1, atOnce) : atOnce) - going;
}

function mayStage(view: View, machine: MachineState): boolean {
  if (machine.phase !== 'pending' || machine.inFlight !== null) return false;
  const { stage: tries = 0 } = machine.attempts;
  if (tries > 1 || (tries === 1 && !isWorthAgain(machine))) return false;
  return freezeOf(view, machine) === undefined && isInScope(view, ringOf(view.state, machine.ring), machine);
}

/** Long enough for a server that was overloaded, short enough for the same evening. */
const againAfter = 15 * 60_000;

/** When the second try may begin; 0 before the first. */
function againAt({ staging }: MachineState): number {
  return staging === null ? 0 : staging.at + againAfter;
}

/** Whether what came of the first try passes by itself. */
function isWorthAgain({ staging }: MachineState): boolean {
  if (staging === null) return false;
  const { outcome } = staging;
  switch (outcome.kind) {
    case 'staged':
      return outcome.result.updates.some(({ outcome: one, hresult }) => one === 'failed' && passesByItself(hresult));
    case 'failed':
    case 'notStarted':
      return outcome.failure.retryable && !isOurs(outcome.failure);
    default:
      return false;
  }
}

function passesByItself(hresult: number): boolean {
  const retry = hresultOf(hresult)?.retry;
  return retry === 'soon' || retry === 'later';
}

/** When this machine may be begun with; null: at any time, so there is no before. */
function beginsAt(view: View, machine: MachineState, from: number): number | null {
  const at = from === view.now ? view : { ...view, now: from, openings: new Map() };
  const opening = openingFor(at, machine);
  if (opening === null) return from > view.now ? from : null;
  return Math.max(from, opening.opensAt);
}

function updatesFor({ plan, state }: View, ring: number): readonly PlannedUpdate[] {
  const held = new Set([...plan.holds, ...state.heldByHand].map(({ kb }) => kb));
  return plan.updates.filter(update => {
    if (update.kbs.some(kb => held.has(kb))) return false;
    const proof = state.proven.get(identityOf(update));
    return ring === 0 || (proof !== undefined && proof.ring < ring);
  });
}

function stage(view: View, machine: MachineState, updates: readonly PlannedUpdate[], until: number): Effect {
  const common = asked(view, machine, 'stage');
  return {
    ...common,
    job: jobKeyOf(view.plan.rolloutId, machine.name, 'stage', common.attempt),
    updates: updates.map(({ updateId, revision }) => ({ updateId, revision })),
    until,
    ...(view.plan.source.kind === 'packages' ? { keeps: true } : {}),
  };
}
