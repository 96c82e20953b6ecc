// What people are told while nobody looks at the log: one notice for each occasion, from the event that has just been written or from
// how the run ends. What is told has an id by its place in the journal: who is told twice can see it. Pure, and without any format:
// payloads.ts writes it for those who read it. Text of machines stands in it as it came.
import type { Occasion } from '../policy/notify.ts';
import { figuresOf } from '../rollout/conclusion.ts';
import type { Event } from '../rollout/events.ts';
import type { Plan } from '../rollout/plan.ts';
import type { State } from '../rollout/state.ts';
import { linesOf } from './progress.ts';
import type { Summary } from './summary.ts';

export interface Notice {
  readonly id: string;
  readonly on: Occasion;
  /** Epoch ms. */
  readonly at: number;
  readonly policy: string;
  readonly rollout: string;
  readonly ring: string | null;
  /** One line. */
  readonly title: string;
  readonly why: readonly string[];
  /** What to paste, or to do. */
  readonly next: readonly string[];
  readonly machines: {
    readonly all: number;
    readonly updated: number;
    readonly hit: number;
    readonly untouched: number;
  };
  /** The run's page. */
  readonly run: string | null;
}

const occasionOf: Readonly<Partial<Record<Event['kind'], Occasion>>> = {
  ringOpened: 'ring-opened',
  ringPassed: 'ring-passed',
  ringHeld: 'held',
  halted: 'halted',
  undoBegan: 'rolling-back',
};

function machinesOf({ machines, updated, hit, untouched }: Summary['standing']['figures']): Notice['machines'] {
  return { all: machines, updated, hit, untouched };
}

export interface Happening {
  readonly event: Event;
  readonly plan: Plan;
  /** Right after the event. */
  readonly state: State;
  /** Its place in the journal, from 1. */
  readonly place: number;
  readonly run: string | undefined;
}

function ringOf(event: Event): string | null {
  if ('ring' in event) return event.ring;
  return 'cause' in event && event.cause.by !== 'person' ? event.cause.ring : null;
}

/** Undefined: nobody has to be told of this. */
export function noticeOfEvent({ event, plan, state, place, run }: Happening): Notice | undefined {
  const on = occasionOf[event.kind];
  if (on === undefined) return undefined;
  const [first, ...others] = linesOf(event, plan, state).map(({ text }) => text);
  return {
    id: `${plan.rolloutId}/${place}`,
    on,
    at: event.at,
    policy: plan.name,
    rollout: plan.rolloutId,
    ring: ringOf(event),
    title: first ?? on,
    why: others,
    next: [],
    machines: machinesOf(figuresOf([...state.machines.values()])),
    run: run ?? null,
  };
}

function occasionOfEnding({ conclusion, standing }: Summary): Occasion | undefined {
  switch (conclusion) {
    case 'rolled-back':
      // Who lifted it knows; that it was rolled back was told when it was.
      return standing.lifted === null ? conclusion : undefined;
    case 'succeeded':
    case 'cancelled':
    case 'failed':
      return conclusion;
    case 'waiting':
      return standing.waiting?.for === 'approval' ? 'awaiting-approval' : undefined;
    default:
      return undefined;
  }
}

/** @param summary of a run that has ended; @param place how many records the journal has */
export function noticeOfEnding(
  summary: Summary,
  plan: Plan,
  place: number,
  run: string | undefined,
): Notice | undefined {
  const on = occasionOfEnding(summary);
  if (on === undefined) return undefined;
  return {
    id: `${summary.rolloutId}/${place}/${on}`,
    on,
    at: summary.at,
    policy: plan.name,
    rollout: summary.rolloutId,
    ring: summary.standing.ring?.name ?? null,
    title: summary.line,
    why: summary.why,
    next: summary.next,
    machines: machinesOf(summary.standing.figures),
    run: run ?? null,
  };
}
