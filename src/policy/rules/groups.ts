// Rules of the groups: known machines, at least two of them left, and never all of them at once: a group that may lose
// every member protects nobody. What an order names must be in its group, and a group says in one way only which
// machines it has.
import { suggestion } from '../fault.ts';
import { groupMembers } from '../membership.ts';
import { fault, named, type Rule, type RuleInput } from './rule.ts';

const code = 'POLICY_GROUP_INVALID';

function namesOf({ machines }: RuleInput): string[] {
  return machines.map(({ entry }) => entry.name);
}

const namesDiffer: Rule = ({ policy }) =>
  policy.groups.flatMap(({ name }, index) => {
    const earlier = policy.groups.findIndex(other => other.name.toLowerCase() === name.toLowerCase());
    if (earlier === index) return [];
    return [fault(code, ['groups', index, 'name'], `there is a group ${name} already: rename one of them`)];
  });

const oneSelector: Rule = ({ policy }) =>
  policy.groups.flatMap(({ name, machines, label }, index) => {
    if ((machines === undefined) !== (label === undefined)) return [];
    return [fault(code, ['groups', index], `the group ${name} needs one of machines and label: write one of them`)];
  });

const namesKnown: Rule = input => {
  const names = namesOf(input);
  const known = new Set(names.map(name => name.toLowerCase()));
  return input.policy.groups.flatMap((group, index) =>
    (['machines', 'order'] as const).flatMap(key =>
      (group[key] ?? []).flatMap((name, at) => {
        if (known.has(name.toLowerCase())) return [];
        const message = `no machine of the inventory is called "${name}"${suggestion(name, names) || ': correct the name, or add the machine'}`;
        return [fault('POLICY_MACHINE_UNKNOWN', ['groups', index, key, at], message)];
      }),
    ),
  );
};

const leavesSomebody: Rule = ({ policy, machines }) =>
  policy.groups.flatMap((group, index) => {
    const members = groupMembers(
      group,
      machines.map(({ entry }) => entry),
    );
    const { name, maxUnavailable, per } = group;
    // Of names that nobody knows, and of no selector at all, others tell.
    if (members.length === 0) {
      if (group.label === undefined || group.machines !== undefined) return [];
      const message = `no machine bears the label of the group ${name}: correct it, or write it under labels in the inventory`;
      return [fault(code, ['groups', index, 'label'], message)];
    }
    if (per === undefined && members.length > 1 && maxUnavailable >= members.length) {
      const message = `the group ${name} may lose all of its ${members.length} machines: write maxUnavailable: ${members.length - 1} or less`;
      return [fault(code, ['groups', index, 'maxUnavailable'], message)];
    }
    const inside = new Set(members.map(member => member.name.toLowerCase()));
    const strangers = (group.order ?? []).filter(one => !inside.has(one.toLowerCase()));
    if (strangers.length === 0) return [];
    return [fault(code, ['groups', index, 'order'], `${named(strangers)} is not in the group ${name}: take it out`)];
  });

export const groupRules: readonly Rule[] = [namesDiffer, oneSelector, namesKnown, leavesSomebody];
