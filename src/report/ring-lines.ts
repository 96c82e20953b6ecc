// Lines of the live log about rings, for which no machine speaks: how a ring opens, with its limits
// in whole numbers and with what nobody vouches for; how its drill goes. Names come from the plan; whoever prints a line
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

/** Why the first machine goes down once more, and what that has shown. */
export function drillLines(event: EventOf<'drillBegan' | 'drillUndone' | 'drillProved'>): readonly Line[] {
  const { at, ring, machine } = event;
  switch (event.kind) {
    case 'drillBegan':
      return rolloutLine(
        at,
        'plain',
        `drill of ring ${ring}: ${machine} is in order, and is taken back to prove the undo`,
      );
    case 'drillUndone':
      return rolloutLine(at, 'plain', `drill of ring ${ring}: ${machine} is back as it was, and is updated once more`);
    case 'drillProved':
      return rolloutLine(at, 'good', `+ drill of ring ${ring}: undo is proved on ${machine}`);
  }
}
