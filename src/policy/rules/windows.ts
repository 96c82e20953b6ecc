// Rules of the windows: a ring that may restart machines says when, and `anytime` is written by hand; a named
// window exists, can be open and can be closed; where the machine's own zone is meant, every machine of the ring
// has one.

import { formatDuration } from '../../model/duration.ts';
import { suggestion } from '../fault.ts';
import { membersOf } from '../membership.ts';
import { restartWhen } from '../restart.ts';
import { anytime, windowOf } from '../windows.ts';
import { fault, named, type Rule } from './rule.ts';

const written: Rule = ({ policy }) =>
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

const day = 86_400_000;

const possible: Rule = ({ policy }) => {
  const all = [
    ...Object.entries(policy.windows).map(([name, window]) => ({ window, path: ['windows', name, 'duration'] })),
    ...policy.rings.flatMap(({ window }, index) =>
      typeof window === 'object' ? [{ window, path: ['rings', index, 'window', 'duration'] }] : [],
    ),
  ];
  return all
    .filter(({ window }) => window.duration < 60_000 || window.duration > day)
    .map(({ window, path }) => {
      const message = `a window lasts between 1m and 24h, and this one ${formatDuration(window.duration)}: write for example 4h, or window: anytime`;
      return fault('POLICY_WINDOW_INVALID', path, message);
    });
};

const zonesThere: Rule = input => {
  const { policy, machines } = input;
  return membersOf(
    policy.rings,
    machines.map(({ entry }) => entry),
  ).flatMap(({ ring, machines: members }, index) => {
    if (windowOf(policy, ring)?.timeZone !== 'machine') return [];
    const without = members.filter(({ timeZone }) => timeZone === undefined).map(({ name }) => name);
    if (without.length === 0) return [];
    const message = `the window of ring ${ring.name} goes by each machine’s own zone, and ${named(without)} ${without.length === 1 ? 'has' : 'have'} none: add timeZone in the inventory, or write the zone in the window`;
    return [fault('POLICY_ZONE_MISSING', ['rings', index, 'window'], message)];
  });
};

export const windowRules: readonly Rule[] = [written, known, notReserved, possible, zonesThere];
