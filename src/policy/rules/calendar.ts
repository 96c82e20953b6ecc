// Rules of the calendar: a window by label is for somebody and a machine goes by one of them; a blackout begins before it ends, a freeze
// freezes somebody, and both know their zones; what counts from a release has one that can be detected. No rule looks at a clock: what
// has expired by now is told by plan.

import { type Fault, suggestion } from '../fault.ts';
import { chosenBy, labelsOf, membersOf } from '../membership.ts';
import { windowsByLabel } from '../windows.ts';
import { fault, named, type Rule } from './rule.ts';
import { withoutZone } from './zones.ts';

const forSomebody: Rule = ({ policy, machines }) =>
  windowsByLabel(
    policy,
    machines.map(({ entry }) => entry),
  ).flatMap(({ name, match, machines: members }) => {
    if (members.length > 0) return [];
    const labels = machines.flatMap(({ entry }) =>
      Object.entries(entry.labels).map(([key, value]) => `${key}=${value}`),
    );
    const message = `no machine bears the label ${match} of the window ${name}${suggestion(match, [...new Set(labels)])}`;
    return [fault('POLICY_WINDOW_INVALID', ['windows', name, 'match'], message)];
  });

const oneEach: Rule = ({ policy, machines }) => {
  const entries = machines.map(({ entry }) => entry);
  const all = windowsByLabel(policy, entries);
  return all.flatMap(({ name, machines: members }, index): readonly Fault[] => {
    for (const other of all.slice(0, index)) {
      const theirs = new Set(other.machines);
      const both = members.filter(machine => theirs.has(machine)).map(machine => machine.name);
      if (both.length === 0) continue;
      const message = `${named(both)} ${both.length === 1 ? 'bears' : 'bear'} the label of the window ${other.name} (windows.${other.name}), too: a machine goes by one window; narrow one of the labels`;
      return [fault('POLICY_WINDOW_INVALID', ['windows', name, 'match'], message)];
    }
    return [];
  });
};

const zonesOfLabels: Rule = ({ policy, machines }) =>
  windowsByLabel(
    policy,
    machines.map(({ entry }) => entry),
  ).flatMap(({ name, window, machines: members }) =>
    window.timeZone === 'machine' ? withoutZone(`the window ${name}`, ['windows', name, 'timeZone'], members) : [],
  );

const blackoutsPossible: Rule = ({ policy: { blackouts = [] } }) =>
  blackouts.flatMap(({ from, to }, index) => {
    if (from <= to) return [];
    const message = `this blackout ends (${to}) before it begins (${from}): write its first day as from and its last as to`;
    return [fault('POLICY_BLACKOUT_INVALID', ['blackouts', index, 'to'], message)];
  });

const zonesOfBlackouts: Rule = ({ policy, machines }) => {
  const entries = machines.map(({ entry }) => entry);
  const inRings = membersOf(policy.rings, entries).flatMap(member => member.machines);
  return (policy.blackouts ?? []).flatMap(({ timeZone, reason }, index) =>
    timeZone === 'machine' ? withoutZone(`the blackout "${reason}"`, ['blackouts', index, 'timeZone'], inRings) : [],
  );
};

const freezesSomebody: Rule = ({ policy, machines }) => {
  const entries = machines.map(({ entry }) => entry);
  const names = entries.map(({ name }) => name);
  return (policy.freezes ?? []).flatMap(({ machines: selector }, index): readonly Fault[] => {
    if (Array.isArray(selector)) {
      return selector.flatMap((name, place) => {
        if (names.some(one => one.toLowerCase() === name.toLowerCase())) return [];
        const message = `no machine of the inventory is called "${name}"${suggestion(name, names)}`;
        return [fault('POLICY_MACHINE_UNKNOWN', ['freezes', index, 'machines', place], message)];
      });
    }
    if (chosenBy(selector, entries).length > 0) return [];
    const message = `this freezes nobody: no machine bears ${labelsOf(selector).join(' and ')}`;
    return [fault('POLICY_FREEZE_INVALID', ['freezes', index, 'machines'], message)];
  });
};

/** Packages and scripts have no day of release, and a restart has none to have. */
const hasRelease: Rule = ({ policy }) => {
  const { source } = policy.updates;
  if (typeof source !== 'object' && source !== 'none') return [];
  const told = policy.calendar?.follow === 'detected-release' ? [['calendar', 'follow']] : [];
  const windows = Object.entries(policy.windows).map(([name, { after }]) => ({
    after,
    path: ['windows', name, 'after'],
  }));
  const inline = policy.rings.flatMap(({ window }, index) =>
    typeof window === 'object' ? [{ after: window.after, path: ['rings', index, 'window', 'after'] }] : [],
  );
  const counting = [...windows, ...inline].filter(({ after }) => after?.anchor === 'detected-release');
  return [...told, ...counting.map(({ path }) => path)].map(path => {
    const message =
      'no release can be detected of what updates.source names: only updates that machines are offered have a day of release; count from the beginning, or from patch-tuesday';
    return fault('POLICY_CALENDAR_INVALID', path, message);
  });
};

export const calendarRules: readonly Rule[] = [
  forSomebody,
  oneEach,
  zonesOfLabels,
  blackoutsPossible,
  zonesOfBlackouts,
  freezesSomebody,
  hasRelease,
];
