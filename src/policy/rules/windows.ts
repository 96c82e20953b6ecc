// Rules of the windows: a ring that may restart machines says when, and `anytime` is written by hand; a named
// window exists, can be open and can be closed, and is long enough for one machine; where the machine's own zone is
// meant, every machine of the ring has one. Windows by label, blackouts and freezes are in calendar.ts.

import type { Window } from '../../calendar/window.ts';
import { day } from '../../calendar/zone.ts';
import { formatDuration } from '../../model/duration.ts';
import type { MachineEntry } from '../../model/machine.ts';
import { formatPath, type Path, suggestion } from '../fault.ts';
import type { ListedMachine } from '../inventory.ts';
import { membersOf } from '../membership.ts';
import { restartWhen } from '../restart.ts';
import type { Policy, Ring } from '../schema.ts';
import { anytime, windowOf, windowsByLabel } from '../windows.ts';
import { fault, type Rule } from './rule.ts';
import { withoutZone } from './zones.ts';

const saidWhen: Rule = ({ policy }) =>
  policy.rings.flatMap((ring, index) => {
    if (ring.window !== undefined || restartWhen(policy) === 'never') return [];
    const message = `the ring ${ring.name} may restart machines and does not say when: name a window, or write window: anytime`;
    return [fault('POLICY_WINDOW_MISSING', ['rings', index, 'window'], message)];
  });

const known: Rule = ({ policy }) =>
  policy.rings.flatMap(({ name, window }, index) => {
    if (typeof window !== 'string' || window === anytime || Object.hasOwn(policy.windows, window)) return [];
    const names = [anytime, ...Object.keys(policy.windows)];
    const message = `the ring ${name} names the window "${window}", which is not under windows${suggestion(window, names) || `; there are ${names.join(', ')}`}`;
    return [fault('POLICY_WINDOW_UNKNOWN', ['rings', index, 'window'], message)];
  });

const notReserved: Rule = ({ policy }) => {
  if (!Object.hasOwn(policy.windows, anytime)) return [];
  const message = `"${anytime}" means that there is no window: give this window another name`;
  return [{ ...fault('POLICY_WINDOW_INVALID', ['windows', anytime], message), atKey: true }];
};

/** Every window, and where it is written. */
function written({ windows, rings }: Policy): readonly { readonly window: Window; readonly path: Path }[] {
  return [
    ...Object.entries(windows).map(([name, window]) => ({ window, path: ['windows', name] })),
    ...rings.flatMap(({ window }, index) =>
      typeof window === 'object' ? [{ window, path: ['rings', index, 'window'] }] : [],
    ),
  ];
}

interface RingWindows {
  readonly ring: Ring;
  readonly index: number;
  readonly members: readonly MachineEntry[];
  /** Those that its machines go by. */
  readonly windows: readonly Window[];
}

function ringWindows(policy: Policy, listed: readonly ListedMachine[]): readonly RingWindows[] {
  const machines = listed.map(({ entry }) => entry);
  return membersOf(policy.rings, machines).map(({ ring, machines: members }, index) => {
    const byLabel = windowsByLabel(policy, members).filter(one => one.machines.length > 0);
    const labelled = new Set(byLabel.flatMap(one => one.machines));
    const own = members.some(machine => !labelled.has(machine)) ? windowOf(policy, ring) : undefined;
    return { ring, index, members, windows: [...byLabel.map(({ window }) => window), ...(own ? [own] : [])] };
  });
}

const possible: Rule = ({ policy }) =>
  written(policy)
    .filter(({ window }) => window.duration < 60_000 || window.duration > day)
    .map(({ window, path }) => {
      const message = `a window lasts between 1m and 24h, and this one ${formatDuration(window.duration)}: write for example 4h, or window: anytime`;
      return fault('POLICY_WINDOW_INVALID', [...path, 'duration'], message);
    });

/** Each of them says which weeks of the month are meant. */
const oneRule: Rule = ({ policy }) =>
  written(policy).flatMap(({ window, path }) => {
    if (window.weeks === undefined || window.after === undefined) return [];
    const message = `weeks and after both say which weeks are meant (see ${formatPath([...path, 'weeks'])}): write one of them`;
    return [fault('POLICY_WINDOW_INVALID', [...path, 'after'], message)];
  });

const longEnough: Rule = ({ policy, machines }) =>
  ringWindows(policy, machines).flatMap(({ ring, index, windows }) => {
    const { name, takes } = ring;
    const short = windows.find(({ duration }) => takes !== undefined && duration < takes);
    if (short === undefined || takes === undefined) return [];
    const message = `a machine of ring ${name} takes ${formatDuration(takes)}, and a window that it goes by lasts ${formatDuration(short.duration)}: none could ever be begun; lengthen the window, or write a shorter takes`;
    return [fault('POLICY_WINDOW_SHORT', ['rings', index, 'takes'], message)];
  });

const zonesThere: Rule = ({ policy, machines }) =>
  ringWindows(policy, machines).flatMap(({ ring, index, members }) => {
    if (windowOf(policy, ring)?.timeZone !== 'machine') return [];
    const labelled = new Set(windowsByLabel(policy, members).flatMap(one => one.machines));
    const path = ['rings', index, 'window'];
    return withoutZone(
      `the window of ring ${ring.name}`,
      path,
      members.filter(one => !labelled.has(one)),
    );
  });

export const windowRules: readonly Rule[] = [saidWhen, known, notReserved, possible, oneRule, longEnough, zonesThere];
