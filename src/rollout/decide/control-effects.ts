// Who is asked beside a machine whose gate failed: a few that were not updated, each by one machine at a time. Nothing is begun on them,
// so it takes nothing out of service and needs no window; a password that is rejected there counts as anywhere, so that no account is
// locked out by asking (invariants I1, I5).
import type { Effect } from '../effects.ts';
import { type MachineState, machineOf } from '../state.ts';
import { verdictAfter } from './after.ts';
import { asked } from './asked.ts';
import { isMine, type View } from './budget.ts';
import { candidates, suspectIn, waitsForControl } from './control.ts';
import { eventsSince } from './steps.ts';

export function controlEffects(view: View): readonly Effect[] {
  const taken = new Set<string>();
  return [...view.state.news].flatMap(name => {
    if (!isMine(view, name)) return [];
    const machine = machineOf(view.state, name);
    const verdict = isLookedAt(machine) ? verdictAfter(view, machine) : undefined;
    const suspect = verdict === undefined ? undefined : suspectIn(verdict);
    if (verdict === undefined || suspect === undefined || !waitsForControl(view, machine, verdict)) return [];
    const free = candidates(view, machine).filter(one => !taken.has(one.name));
    for (const one of free) taken.add(one.name);
    return free.map(
      (one): Effect => ({
        ...asked(view, one, 'control'),
        beside: name,
        gate: suspect.gate,
        eventsSince: eventsSince(machine),
      }),
    );
  });
}

function isLookedAt({ phase }: MachineState): boolean {
  return phase === 'verifying' || phase === 'watching';
}
