// Where the time of a ring went, from the journal's own instants: work, soak, waiting for its opening, for a person's
// word, for a window or the next run, and standing still after a halt. Every moment from the ring's turn to its end is
// counted once, so the parts add up to the whole.
import type { Event } from '../rollout/events.ts';
import type { Plan } from '../rollout/plan.ts';
import { countedFrom } from '../rollout/release.ts';

/** Milliseconds. */
export interface RingTimes {
  /** A machine of the ring is in our hands. */
  readonly work: number;
  readonly soak: number;
  /** Nothing is in our hands: the window is closed, or no run has come. */
  readonly window: number;
  readonly approval: number;
  /** Its day has not come. */
  readonly opens: number;
  /** After a halt, until a person resumed. */
  readonly halted: number;
}
export type TimeKind = keyof RingTimes;
export const timeKinds: readonly TimeKind[] = ['work', 'soak', 'window', 'approval', 'opens', 'halted'];

interface Tally {
  readonly opensAt: number;
  readonly needsApproval: boolean;
  readonly inHand: Set<string>;
  /** Of these: something was asked of them, and no answer has come. */
  readonly inFlight: Set<string>;
  readonly ended: Set<string>;
  /** One errand and no more, such as a download before the window: nothing about them goes on when it is done. */
  readonly errands: Set<string>;
  /** When its turn came; undefined: it has not. */
  since: number | undefined;
  isOpen: boolean;
  isSoaking: boolean;
  isApproved: boolean;
  isOver: boolean;
  readonly spent: Record<TimeKind, number>;
}

const endings: readonly Event['kind'][] = [
  'machineDone',
  'machineFailed',
  'machineSkipped',
  'machineReturned',
  'machineUnclear',
  'machineUndone',
  'machineStranded',
];

/** One entry a ring, in the order of the plan. @param now epoch ms: what has not ended goes on until then */
export function timesOf(plan: Plan, events: readonly Event[], now: number): readonly RingTimes[] {
  const begun = events[0]?.at ?? now;
  const from = countedFrom(plan, begun);
  const rings = plan.rings.map(
    ({ opens, approval }, index): Tally => ({
      opensAt: from + opens,
      needsApproval: approval === 'required',
      inHand: new Set(),
      inFlight: new Set(),
      ended: new Set(),
      errands: new Set(),
      since: index === 0 ? begun : undefined,
      isOpen: false,
      isSoaking: false,
      isApproved: false,
      isOver: false,
      spent: { work: 0, soak: 0, window: 0, approval: 0, opens: 0, halted: 0 },
    }),
  );
  const ringOfName = new Map(plan.rings.map(({ name }, index) => [name, index]));
  const ringOfMachine = new Map(plan.rings.flatMap(({ machines }, index) => machines.map(name => [name, index])));
  let isHalted = false;
  for (const event of events) {
    for (const ring of touchedBy(event, rings, ringOfMachine)) pass(ring, event.at, isHalted);
    isHalted = haltedAfter(event, isHalted);
    const index = 'ring' in event && event.ring !== null ? ringOfName.get(event.ring) : undefined;
    if (index !== undefined) noteRing(event, rings[index], rings[index + 1]);
    noteMachine(event, rings, ringOfMachine);
  }
  for (const ring of rings) pass(ring, now, isHalted);
  return rings.map(({ spent }) => spent);
}

/** What says nothing about waiting costs no sum: in the middle of the work only the machine's own ring is looked at. */
function touchedBy(event: Event, rings: readonly Tally[], ringOf: ReadonlyMap<string, number>): readonly Tally[] {
  const machine = event.kind === 'intended' ? event.effect.machine : 'machine' in event ? event.machine : undefined;
  if (machine === undefined) return rings;
  const ring = rings[ringOf.get(machine) ?? -1];
  return ring === undefined ? [] : [ring];
}

function haltedAfter({ kind }: Event, isHalted: boolean): boolean {
  if (kind === 'halted' || kind === 'undoEnded') return true;
  return kind === 'resumed' || kind === 'retried' || kind === 'undoBegan' || kind === 'concluded' ? false : isHalted;
}

/** Gives the time since the last look to what it was spent on. */
function pass(ring: Tally, at: number, isHalted: boolean): void {
  const { since, spent, opensAt } = ring;
  if (since === undefined || at <= since) return;
  ring.since = at;
  // Whoever waits for its restart while the rollout stands still is not worked on.
  if ((isHalted ? ring.inFlight : ring.inHand).size > 0) spent.work += at - since;
  else if (ring.isOver) return;
  else if (isHalted) spent.halted += at - since;
  else if (ring.isSoaking) spent.soak += at - since;
  else if (ring.isOpen) spent.window += at - since;
  else {
    const early = Math.max(0, Math.min(at, opensAt) - since);
    spent.opens += early;
    spent[ring.needsApproval && !ring.isApproved ? 'approval' : 'window'] += at - since - early;
  }
}

function noteRing({ kind, at }: Event, ring: Tally | undefined, next: Tally | undefined): void {
  if (ring === undefined) return;
  if (kind === 'approved') ring.isApproved = true;
  if (kind === 'ringOpened') ring.isOpen = true;
  if (kind === 'ringSoaking') ring.isSoaking = true;
  if (kind === 'ringJudging' || kind === 'ringPassed' || kind === 'waveOpened') ring.isSoaking = false;
  if (kind !== 'ringPassed') return;
  ring.isOver = true;
  if (next !== undefined) next.since = at;
}

function noteMachine(event: Event, rings: readonly Tally[], ringOf: ReadonlyMap<string, number>): void {
  if (event.kind === 'concluded') for (const ring of rings) ring.isOver = true;
  const machine = event.kind === 'intended' ? event.effect.machine : 'machine' in event ? event.machine : undefined;
  const ring = machine === undefined ? undefined : rings[ringOf.get(machine) ?? -1];
  if (machine === undefined || ring === undefined) return;
  if (event.kind === 'intended') {
    const isErrand = ['stage', 'acknowledge', 'poll'].includes(event.effect.kind);
    if (isErrand && !ring.inHand.has(machine)) ring.errands.add(machine);
    ring.inHand.add(machine);
    ring.inFlight.add(machine);
  }
  if (event.kind === 'finished') ring.inFlight.delete(machine);
  if (endings.includes(event.kind)) {
    ring.inHand.delete(machine);
    ring.ended.add(machine);
    // Whoever came back in line will be looked at from the beginning.
    if (event.kind === 'machineReturned') ring.ended.delete(machine);
  }
  // So does whoever proves the undo, on its way back and on its way there again.
  if (event.kind === 'drillBegan' || event.kind === 'drillUndone') ring.ended.delete(machine);
  // A second look at a machine that is through ends with its answer.
  if (event.kind !== 'finished') return;
  if (ring.errands.delete(machine) || ring.ended.has(machine)) ring.inHand.delete(machine);
}
