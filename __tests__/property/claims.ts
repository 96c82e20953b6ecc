// Who is out of service, counted by the events of the journal and not by the engine's phases. We have taken out who was touched, or failed
// in our hands, until somebody knows better: of these a ring never has more than its budget (invariant I5). Who was in order and fell ill
// while its ring soaked is out of service as well, and nobody took it out: a look cannot choose how many it finds. Of these there may be
// more than any budget, and while there are, nothing else is begun.

import type { Effect } from '../../src/rollout/effects.ts';
import type { Event } from '../../src/rollout/events.ts';
import type { Plan } from '../../src/rollout/plan.ts';
import type { State } from '../../src/rollout/state.ts';
import { justLooks } from './installs.ts';

/** A step before the work takes a machine out of service; one after it or around a wave or a ring nobody. */
function takesOut(effect: Effect): boolean {
  if (effect.kind === 'step') return effect.per === 'machine' && effect.side === 'before';
  return !justLooks.includes(effect.kind);
}

/** The machine of an event by which it leaves our hands in order. */
export function freedBy(event: Event): string | undefined {
  switch (event.kind) {
    case 'machineDone':
    case 'machineSkipped':
    case 'machineReturned':
    case 'machineUndone':
      return event.machine;
    default:
      return undefined;
  }
}

export class Claims {
  /** Taken out of service by us. */
  readonly ours = new Set<string>();
  /** Fell ill by themselves, after the soak. */
  readonly #ill = new Set<string>();

  /** @param wasWatched the machine was done, and was looked at once more */
  take(event: Event, wasWatched: boolean): void {
    if (event.kind === 'intended') {
      if (takesOut(event.effect)) this.#claim(event.effect.machine);
    } else if (event.kind === 'machineFailed' || event.kind === 'machineUnclear') {
      if (!wasWatched) this.#claim(event.machine);
      else if (!this.ours.has(event.machine)) this.#ill.add(event.machine);
    } else if (event.kind === 'resumed') for (const name of event.exclude) this.#free(name);
    const freed = freedBy(event);
    if (freed !== undefined) this.#free(freed);
  }

  #claim(name: string): void {
    this.#ill.delete(name);
    this.ours.add(name);
  }

  #free(name: string): void {
    this.ours.delete(name);
    this.#ill.delete(name);
  }

  /** Rings that have more out of service than they may. What could not be undone stops nobody else's undo, which may take one more. */
  *breaches({ rings }: Plan, state: State, { event, slack }: { event: Event; slack: number }): Generator<string> {
    const begins = event.kind === 'intended' && event.effect.kind === 'check' ? event.effect.machine : undefined;
    for (const { name: ring, machines, maxUnavailable } of rings) {
      const limit = maxUnavailable + slack;
      const isStranded = (name: string): boolean => state.machines.get(name)?.phase === 'stranded';
      const ours = machines.filter(name => this.ours.has(name) && !isStranded(name)).length;
      if (ours > limit) yield `${ours} of ${ring} out of service after ${event.kind}, limit ${limit}`;
      if (begins === undefined || !machines.includes(begins)) continue;
      const all = ours + machines.filter(name => this.#ill.has(name)).length;
      if (all > limit) yield `${begins} is begun with while ${all} of ${ring} are out of service, limit ${limit}`;
    }
  }
}
