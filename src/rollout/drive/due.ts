// Whether a run would find anything to do now: the very beginning of a run, decided on a copy and thrown away. Due is where the rollout
// stands, not a moment that can be missed: whatever a run that never came should have done is due until a run does it.
// Pure: it asks nobody and writes nothing.
import { conclusionOf, type Standing } from '../conclusion.ts';
import { decide } from '../decide/index.ts';
import type { Effect } from '../effects.ts';
import type { Event } from '../events.ts';
import { advance } from '../fold/index.ts';
import type { Plan } from '../plan.ts';
import type { State } from '../state.ts';
import { runBegan, textOfStanding } from './opening.ts';

export interface Due {
  readonly isDue: boolean;
  /** The ring that it is about; null: every ring is through. */
  readonly ring: string | null;
  /** What a run would do, or what it would wait for. */
  readonly what: readonly Work[];
  readonly standing: Standing;
}

/** `asks` work in flight what became of it · `records` what has become true · `begins`, `looks` at machines · `downloads` · `goesOn`. */
export interface Work {
  readonly kind: 'asks' | 'records' | 'begins' | 'downloads' | 'goesOn';
  readonly machines: number;
  /** Of what is only written down. */
  readonly event?: Event['kind'];
}

/** @param now epoch ms */
export function dueOf(plan: Plan, state: State, now: number): Due {
  const at = Math.max(now, state.lastAt);
  const copy = structuredClone(state);
  advance(plan, copy, runBegan({ plan, by: 'due', ring: null, only: null }, copy, at));
  const inFlight = copy.inFlight.size;
  const { record, start, wakeAt } = decide(plan, copy, at);
  const isBack = textOfStanding(state) !== textOfStanding(copy);
  const what: readonly Work[] = [
    ...(inFlight > 0 ? [{ kind: 'asks', machines: inFlight } as const] : []),
    ...record.slice(0, 1).map(({ kind }) => ({ kind: 'records', machines: 0, event: kind }) as const),
    ...worksOf(start),
    ...(wakeAt !== null || (isBack && record.length + start.length === 0)
      ? [{ kind: 'goesOn', machines: 0 } as const]
      : []),
  ];
  const standing = conclusionOf(plan, what.length > 0 ? copy : state, at);
  return { isDue: what.length > 0, ring: start[0]?.ring ?? standing.ring?.name ?? null, what, standing };
}

function worksOf(effects: readonly Effect[]): readonly Work[] {
  const count = (is: (effect: Effect) => boolean): number => effects.filter(is).length;
  const begins = count(({ kind }) => kind === 'check');
  const downloads = count(({ kind }) => kind === 'stage');
  const others = effects.length - begins - downloads;
  return [
    { kind: 'begins', machines: begins } as const,
    { kind: 'downloads', machines: downloads } as const,
    { kind: 'goesOn', machines: others } as const,
  ].filter(({ machines }) => machines > 0);
}
