// Lines of the live log about rings, for which no machine speaks: how a ring opens, with its limits
// in whole numbers and with what nobody vouches for. Names come from the plan; whoever prints a line
// neutralises it.
import type { EventOf } from '../rollout/events.ts';
import type { Plan, PlannedRing } from '../rollout/plan.ts';
import { type Line, rolloutLine } from './log-line.ts';
import { count } from './words.ts';

export function ringNamed(plan: Plan, name: string): PlannedRing {
  const ring = plan.rings.find(candidate => candidate.name === name);
  if (ring === undefined) throw new RangeError(`ring ${name} is not in the plan`);
  return ring;
}

/** Before its machines: who is among them that no earlier ring vouches for. */
export function openingLines({ at, ring, uncovered }: EventOf<'ringOpened'>, plan: Plan): readonly Line[] {
  const heading: Line = { tone: 'heading', text: ringHeading(ringNamed(plan, ring)) };
  if (uncovered === undefined) return [heading];
  return [heading, ...rolloutLine(at, 'warning', `? no ring before ${ring} vouches for ${uncovered}`)];
}

function ringHeading({ name, machines, waves, maxUnavailable, maxFailures }: PlannedRing): string {
  const limits = `at most ${maxUnavailable} out of service, ${count(maxFailures, 'failure')} tolerated`;
  return `ring ${name}: ${count(machines.length, 'machine')} in ${count(waves.length, 'wave')} (${waves.join(', ')}), ${limits}`;
}
