// From the policy's calendar to the plan's: labels become names, expired freezes are left out and told, windows are plain data. The day
// of release is read from the metadata of what is planned, the newest of it; no month is ever computed here.
// A plan whose policy says nothing of all this has no calendar, and the hash that it always had.
import type { Window } from '../calendar/window.ts';
import { endOfDay } from '../calendar/zone.ts';
import { type Failure, failureOf } from '../model/failure.ts';
import type { MachineEntry } from '../model/machine.ts';
import { identityOf } from '../model/update.ts';
import type { Freeze } from '../policy/calendar.ts';
import { chosenBy, type Membership } from '../policy/membership.ts';
import { named } from '../policy/rules/rule.ts';
import type { Policy, Ring } from '../policy/schema.ts';
import { expectedLength, windowOf, windowsByLabel } from '../policy/windows.ts';
import type { Plan, PlannedRing, PlannedUpdate } from './plan.ts';
import type { PlannedCalendar } from './planned-calendar.ts';
import type { Survey } from './survey.ts';

export interface CalendarInput {
  readonly policy: Policy;
  readonly members: readonly Membership[];
  readonly updates: readonly PlannedUpdate[];
  readonly survey: Survey | null;
  /** Epoch ms, for freezes that are over. */
  readonly now: number;
}

/** Undefined: the policy has none. */
export function calendarOf({ policy, members, updates, survey, now }: CalendarInput): PlannedCalendar | undefined {
  const machines = members.flatMap(member => member.machines);
  const labelled = windowsByLabel(policy, machines).filter(one => one.machines.length > 0);
  const { blackouts = [], freezes = [], calendar } = policy;
  const windows = [
    ...labelled.map(({ window }) => window),
    ...policy.rings.flatMap(ring => windowOf(policy, ring) ?? []),
  ];
  const counts = windows.some(({ after }) => after?.anchor === 'detected-release');
  const isSilent = calendar === undefined && blackouts.length === 0 && freezes.length === 0;
  if (isSilent && labelled.length === 0 && !counts) return undefined;
  return {
    follow: calendar?.follow ?? 'beginning',
    release: releaseOf(updates, survey),
    windows: labelled.map(({ name, window, machines: members }) => ({
      name,
      machines: members.map(machine => machine.name),
      window: plannedWindow(window),
    })),
    blackouts,
    freezes: freezes
      .filter(freeze => !isOver(freeze, now))
      .map(({ machines: selector, until, reason }) => ({
        machines: chosenBy(selector, machines).map(({ name }) => name),
        until,
        reason,
      })),
  };
}

export function plannedWindow({ days, weeks, after, start, duration, timeZone }: Window) {
  return {
    days: [...days],
    ...(weeks === undefined ? {} : { weeks: [...weeks] }),
    ...(after === undefined ? {} : { after }),
    start,
    duration,
    timeZone,
  };
}

/** How long a machine of the ring is taken to need, where anything bounds the time it has. */
export function takesOf(policy: Policy, ring: Ring, machines: readonly MachineEntry[]): { readonly takes?: number } {
  const byLabel = windowsByLabel(policy, machines).filter(one => one.machines.length > 0);
  const windows = [...byLabel.map(({ window }) => window), ...[windowOf(policy, ring) ?? []].flat()];
  return windows.length === 0 && (policy.blackouts ?? []).length === 0 ? {} : { takes: expectedLength(ring, windows) };
}

function isOver({ until }: Pick<Freeze, 'until'>, now: number): boolean {
  return now >= endOfDay(until);
}

function releaseOf(updates: readonly PlannedUpdate[], survey: Survey | null): PlannedCalendar['release'] {
  const planned = new Map(updates.map(update => [identityOf(update), update]));
  const deployed = new Map<string, number>();
  for (const row of survey?.rows ?? []) {
    for (const update of row.ok ? row.scan.updates : []) {
      const key = identityOf(update);
      if (update.deployedAt === null || !planned.has(key)) continue;
      deployed.set(key, Math.max(deployed.get(key) ?? 0, Date.parse(update.deployedAt)));
    }
  }
  if (deployed.size === 0) return null;
  const newest = Math.max(...deployed.values());
  const kbs = [...deployed].flatMap(([key, at]) => (at === newest ? (planned.get(key)?.kbs ?? []) : []));
  return { at: new Date(newest).toISOString(), kbs: [...new Set(kbs)].sort() };
}

/** Freezes that are over, and rings that will be held for those that are not. */
export function freezeNotes({ freezes = [] }: Policy, plan: Plan, now: number): readonly Failure[] {
  const over = freezes.filter(freeze => isOver(freeze, now));
  const expired = over.map(({ until, reason }) =>
    failureOf(
      'FREEZE_EXPIRED',
      `The policy’s freeze (${reason}) counts no longer since ${until}: nobody is left out for it.`,
    ),
  );
  return [...expired, ...plan.rings.flatMap(ring => heldFor(ring, plan))];
}

function heldFor({ name, machines, maxSkipped }: PlannedRing, { calendar }: Plan): readonly Failure[] {
  const frozen = new Map((calendar?.freezes ?? []).flatMap(one => one.machines.map(machine => [machine, one.until])));
  const here = machines.filter(machine => frozen.has(machine));
  if (here.length <= maxSkipped) return [];
  const until = here
    .map(machine => frozen.get(machine) ?? '')
    .sort()
    .at(-1);
  const message = `Ring ${name} has ${here.length} frozen machines (${named(here)}, the last until ${until}) and may skip ${maxSkipped}: if it opens before, it is held.`;
  return [failureOf('FREEZE_HOLDS_RING', message)];
}
