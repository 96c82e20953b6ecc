// Who is up to date with what the plan closes, and who is late: from the journal alone, the same readings that the rollout went by. A
// machine is up to date when it is done and lacks nothing of the plan that was meant for it; whoever was held, left out, skipped or taken
// back is behind, whatever the reason. A deadline only tells: it opens no ring and hurries nobody.
import { endOfDay } from '../calendar/zone.ts';
import type { MachineName } from '../model/machine.ts';
import type { LeftOut } from './events.ts';
import { type Forecast, forecastOf } from './forecast.ts';
import { type Unlicensed, unlicensedIn } from './licence.ts';
import type { Plan } from './plan.ts';
import type { MachineState, State } from './state.ts';

/** One machine that lacks something of the plan. */
export interface Behind {
  readonly machine: MachineName;
  /** KBs that it lacks, or may lack. */
  readonly kbs: readonly string[];
  /** One sentence, or the phase it is in. */
  readonly why: string;
}

export interface Compliance {
  /** The day, and how it stands to now; null: the policy has none. */
  readonly deadline: { readonly due: string; readonly standing: 'ahead' | 'soon' | 'past' } | null;
  readonly machines: number;
  readonly behind: readonly Behind[];
  /** When all are through, as it goes now; null: there is no deadline, or nothing goes on by itself. */
  readonly forecast: Forecast | null;
  /** Machines without a working licence for Hotpatch, as they were seen last. */
  readonly unlicensed: readonly Unlicensed[];
  /** CVEs that each update of the plan closes. */
  readonly closes: Readonly<Record<string, readonly string[]>>;
}

/** @param now epoch ms */
export function complianceOf(plan: Plan, state: State, now: number): Compliance {
  const named = plan.updates.map(({ kbs, title, cves }) => [kbs.join('+') || title, cves] as const);
  const behind = [...state.machines.values()].flatMap(machine => behindOf(plan, machine) ?? []);
  return {
    deadline: deadlineOf(plan, now),
    machines: state.machines.size,
    behind,
    forecast: forecastOf(plan, state, now),
    unlicensed: unlicensedIn(state, plan),
    closes: Object.fromEntries(named.filter(([, cves]) => cves.length > 0)),
  };
}

function deadlineOf({ deadline }: Plan, now: number): Compliance['deadline'] {
  if (deadline === null) return null;
  const { due, warnBefore } = deadline;
  const end = endOfDay(due);
  return { due, standing: now >= end ? 'past' : now >= end - warnBefore ? 'soon' : 'ahead' };
}

/** Left out for the machine's own good, and what stands in for it is there. */
function isMissing({ why, instead }: LeftOut): boolean {
  return why !== 'held' || instead === undefined;
}

function behindOf({ updates }: Plan, machine: MachineState): Behind | undefined {
  const { name, phase, left, failure } = machine;
  if (phase === 'done' || phase === 'watching') {
    const missing = left.filter(isMissing);
    const [first] = missing;
    if (first === undefined) return undefined;
    return { machine: name, kbs: missing.flatMap(({ kbs }) => kbs), why: first.reason };
  }
  return { machine: name, kbs: updates.flatMap(({ kbs }) => kbs), why: failure?.message ?? words[phase] ?? phase };
}

const words: Readonly<Partial<Record<MachineState['phase'], string>>> = {
  pending: 'its turn has not come',
  undone: 'it was taken back',
  excluded: 'taken out by a person',
  installed: 'its restart is still to come',
};
