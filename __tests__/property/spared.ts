// What an undo must leave on a machine: the packages that were there before its first change, by the machine's own word and not by the
// journal's (invariant I9). And which jobs an effect stands for, by which what reaches a machine is found in the journal
// again.
import fc from 'fast-check';
import type { Event } from '../../src/rollout/events.ts';
import type { FaultOf } from '../../src/simulation/faults.ts';
import { strangersPackage } from '../../src/simulation/strangers.ts';
import type { Stage } from '../support/rollouts.ts';

/** Somebody who brings something to a machine beside us. */
export function aStranger(kbs: readonly string[]): fc.Arbitrary<FaultOf<'addedByOthers'>> {
  return fc.record({
    kind: fc.constant('addedByOthers'),
    kb: fc.constantFrom(...kbs),
    after: fc.constantFrom(0, 120_000, 18_000_000),
    what: fc.constantFrom('later', 'other', 'pending'),
  });
}

export class Spared {
  readonly #stage: Stage;
  readonly #before = new Map<string, readonly string[]>();
  /** Machines on which somebody else had brought something before the undo. */
  readonly #visited = new Set<string>();

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** Before the first change; later calls change nothing. */
  remember(name: string): void {
    if (!this.#before.has(name)) this.#before.set(name, this.#packages(name));
  }

  /** It is back as it was, and begins anew. */
  forget(name: string): void {
    this.#before.delete(name);
  }

  /** @param spared what the undo was told to leave */
  atRisk(name: string, spared: readonly string[]): readonly string[] {
    if (this.#packages(name).includes(strangersPackage)) this.#visited.add(name);
    const lost = (this.#before.get(name) ?? []).filter(one => !spared.includes(one));
    return lost.length === 0 ? [] : [`${name} may lose ${lost.join(', ')}, which was there before`];
  }

  /** What is gone of the packages that were there before, and of what somebody else brought, which is theirs whatever became of ours. */
  taken(name: string, before: ReadonlySet<string>): readonly string[] {
    const now = this.#packages(name);
    const theirs = this.#visited.has(name) ? [strangersPackage] : [];
    const gone = [...before, ...theirs].filter(one => !now.includes(one));
    return gone.length === 0 ? [] : [`${name} lost ${gone.join(', ')}`];
  }

  #packages(name: string): readonly string[] {
    const { fleet, clock } = this.#stage;
    return fleet.models.model(name)?.packages(clock.now()) ?? [];
  }
}

export function jobsOf(effect: (Event & { readonly kind: 'intended' })['effect']): readonly string[] {
  if (effect.kind === 'verify') return effect.scan === null ? [] : [effect.scan];
  return 'job' in effect ? [effect.job] : [];
}

/** Servicing stacks stay by design, and what somebody else has brought is not ours to take. */
export function mayStay(name: string): boolean {
  return name.startsWith('Package_for_ServicingStack') || name === strangersPackage;
}
