// Rules of the rings: every machine in one ring at most, no ring empty, limits that can hold, waves that reach
// everybody. `maxFailures < maxUnavailable` is a law of the engine (invariants I5 and I11), tested here on the
// whole numbers of today's machines.

import { nearest } from '../../model/spelling.ts';
import { budgetOf, shareOf } from '../amounts.ts';
import { formatPath, suggestion } from '../fault.ts';
import { labelsOf, type Membership, membersOf } from '../membership.ts';
import { fault, named, type Rule, type RuleInput } from './rule.ts';

function memberships({ policy, machines }: RuleInput): Membership[] {
  return membersOf(
    policy.rings,
    machines.map(({ entry }) => entry),
  );
}

const namesDiffer: Rule = ({ policy }) =>
  policy.rings.flatMap(({ name }, index) => {
    const earlier = policy.rings.findIndex(other => other.name.toLowerCase() === name.toLowerCase());
    if (earlier === index) return [];
    const message = `the ring ${name} has the name of the ring at ${formatPath(['rings', earlier])}: rename one of them`;
    return [fault('POLICY_NAME_DUPLICATED', ['rings', index, 'name'], message)];
  });

const oneRest: Rule = ({ policy }) => {
  const rests = policy.rings.flatMap(({ machines }, index) => (machines === 'rest' ? [index] : []));
  return rests.slice(1).map(index => {
    const message = 'only one ring can take the rest of the machines: write { label: key=value } or a list of names';
    return fault('POLICY_REST_REPEATED', ['rings', index, 'machines'], message);
  });
};

const namesKnown: Rule = ({ policy, machines }) => {
  const names = machines.map(({ entry }) => entry.name);
  const known = new Set(names.map(name => name.toLowerCase()));
  return policy.rings.flatMap(({ machines: selector }, ring) => {
    if (!Array.isArray(selector)) return [];
    return selector.flatMap((name, index) => {
      if (known.has(name.toLowerCase())) return [];
      const message = `no machine of the inventory is called "${name}"${suggestion(name, names) || ': correct the name, or add the machine'}`;
      return [fault('POLICY_MACHINE_UNKNOWN', ['rings', ring, 'machines', index], message)];
    });
  });
};

const nobodyTwice: Rule = input => {
  const ringOf = new Map<string, string>();
  return memberships(input).flatMap(({ ring, machines }, index) => {
    const shared = machines.filter(({ name }) => (ringOf.get(name.toLowerCase()) ?? ring.name) !== ring.name);
    const others = new Set(shared.map(({ name }) => ringOf.get(name.toLowerCase())));
    for (const { name } of machines) ringOf.set(name.toLowerCase(), ringOf.get(name.toLowerCase()) ?? ring.name);
    if (shared.length === 0) return [];
    const message = `${named(shared.map(({ name }) => name))} ${shared.length === 1 ? 'is' : 'are'} in ring ${[...others].join(' and ')} already: a machine is in one ring; narrow one of the selectors`;
    return [fault('POLICY_MACHINE_SHARED', ['rings', index, 'machines'], message)];
  });
};

const nobodyMissing: Rule = input =>
  memberships(input).flatMap(({ ring, machines }, index) => {
    if (machines.length > 0 || (Array.isArray(ring.machines) && namesKnown(input).length > 0)) return [];
    return [
      fault(
        'POLICY_RING_EMPTY',
        ['rings', index, 'machines'],
        `the ring ${ring.name} has no machine: ${whyEmpty(input, ring.machines)}`,
      ),
    ];
  });

function whyEmpty({ machines }: RuleInput, selector: Membership['ring']['machines']): string {
  if (selector === 'rest') return 'the other rings take all of them; take this ring out, or narrow the others';
  const all = [
    ...new Set(machines.flatMap(({ entry }) => Object.entries(entry.labels).map(([key, value]) => `${key}=${value}`))),
  ];
  const missing = labelsOf(selector).find(label => !all.includes(label));
  if (missing === undefined) return 'no machine bears all of these labels';
  const sameKey = all.filter(label => label.startsWith(missing.slice(0, missing.indexOf('=') + 1)));
  const meant = nearest(missing, all);
  if (meant !== undefined) return `no machine bears the label ${missing}; did you mean ${meant}?`;
  if (sameKey.length > 0) return `no machine bears the label ${missing}; there are ${named(sameKey)}`;
  return `no machine bears the label ${missing}; write it under labels in the inventory`;
}

const failuresBelowUnavailable: Rule = input =>
  memberships(input).flatMap(({ ring, machines }, index) => {
    const failures = budgetOf(ring.maxFailures, machines.length);
    const unavailable = budgetOf(ring.maxUnavailable, machines.length, 1);
    if (failures < unavailable || machines.length === 0) return [];
    const message =
      `the ring ${ring.name} tolerates ${failures} failed ${failures === 1 ? 'machine' : 'machines'} and may have ${unavailable} out of service (of ${machines.length}): ` +
      `write maxFailures: ${unavailable - 1}, or maxUnavailable: ${failures + 1} or more`;
    return [fault('POLICY_LIMIT_EXCEEDED', ['rings', index, 'maxFailures'], message)];
  });

const wavesReachAll: Rule = ({ policy }) =>
  policy.rings.flatMap(({ name, waves }, index) => {
    const shares = waves.map(shareOf);
    const whole = shares.indexOf(100_00);
    const path = ['rings', index, 'waves'];
    if (whole !== -1 && whole < waves.length - 1) {
      const message = `the waves of ring ${name} go on after 100%, which is the rest already: write 100% last, as in [1, 4, 100%]`;
      return [fault('POLICY_WAVES_INCOMPLETE', path, message)];
    }
    if (shares.reduce<number>((sum, share) => sum + (share ?? 0), 0) >= 100_00) return [];
    const message = `the waves of ring ${name} never reach all its machines: waves are sizes and the last is the rest, so write [${waves.join(', ')}, 100%]`;
    return [fault('POLICY_WAVES_INCOMPLETE', path, message)];
  });

/** A runner that restarts itself ends the rollout in the middle. */
const runnerOutside: Rule = input => {
  const runner = input.runner?.toLowerCase();
  if (runner === undefined || runner === '') return [];
  return memberships(input).flatMap(({ ring, machines }, index) =>
    machines
      .filter(({ name, address }) => isSameHost(name.toLowerCase(), runner) || address?.toLowerCase() === runner)
      .map(({ name }) => {
        const message = `${name} in ring ${ring.name} is the machine that runs this rollout, and would restart itself: take it out of the ring, and update it from elsewhere`;
        return fault('POLICY_RUNNER_INCLUDED', ['rings', index, 'machines'], message);
      }),
  );
};

/** Equal, or one is the other without its domain. */
function isSameHost(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}

export const ringRules: readonly Rule[] = [
  namesDiffer,
  oneRest,
  namesKnown,
  nobodyTwice,
  nobodyMissing,
  failuresBelowUnavailable,
  wavesReachAll,
  runnerOutside,
];
