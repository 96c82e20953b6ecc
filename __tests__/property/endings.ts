// What must hold when a machine is done and when a ring has passed: every gate that decides has passed, and nobody of the ring is left
// behind (invariants I4, I6). Judged from the state right after the event, by other words than the engine's.
// Told as a rule and what was seen.
import type { Plan } from '../../src/rollout/plan.ts';
import { countOf, type State } from '../../src/rollout/state.ts';

type Breach = readonly [rule: string, what: string];

export function* doneBreaches(name: string, state: State): Generator<Breach> {
  const judged = state.machines.get(name)?.judgedAfter ?? [];
  const deciding = judged.filter(({ severity }) => severity !== 'observe');
  if (deciding.length > 0 && deciding.every(({ verdict }) => verdict === 'pass')) return;
  const said = deciding.map(({ gate, verdict }) => `${gate} ${verdict}`).join(', ') || 'no gate';
  yield ['I6', `${name} is done with ${said}`];
}

export function* passedBreaches(plan: Plan, name: string, state: State): Generator<Breach> {
  const index = plan.rings.findIndex(ring => ring.name === name);
  const ring = state.rings[index]!;
  const planned = plan.rings[index]!;
  const broken = countOf(ring, ['failed', 'unclear']);
  const through = countOf(ring, ['done', 'skipped', 'excluded', 'failed', 'unclear', 'stranded']);
  if (through !== planned.machines.length)
    yield ['I4', `${name} passed with ${planned.machines.length - through} to go`];
  if (broken > planned.maxFailures) yield ['I6', `${name} passed with ${broken} failed or unclear`];
  if (ring.tally.skipped > planned.maxSkipped && !ring.lifted.has('RING_SKIPPED_TOO_MANY'))
    yield ['skipped', `${name} passed with ${ring.tally.skipped} skipped`];
}
