// Rules of the drill: it is asked for only where there is something to take back, somebody it can be taken back on, leave to restart
// for it, and time for three rounds of work in one window. What only the machines can say holds the ring when it is its turn.
// A policy that asks for a proof that cannot be had is refused rather than half obeyed.
import { formatDuration } from '../../model/duration.ts';
import { membersOf } from '../membership.ts';
import { restartWhen } from '../restart.ts';
import { windowOf, windowsByLabel } from '../windows.ts';
import { fault, named, type Rule, type RuleInput } from './rule.ts';

interface Drilled {
  readonly name: string;
  readonly path: readonly (string | number)[];
  readonly index: number;
}

function drilledIn({ policy: { rings } }: RuleInput): readonly Drilled[] {
  return rings.flatMap(({ name, drill }, index) =>
    drill === true ? [{ name, index, path: ['rings', index, 'drill'] }] : [],
  );
}

function whyNothingToUndo({ policy }: RuleInput): string | undefined {
  const { source } = policy.updates;
  if (source === 'none') return 'source: none installs nothing that could be taken back: take drill out';
  if (typeof source === 'object' && 'script' in source && source.uninstall === undefined)
    return 'nothing takes this script’s work away: write updates.source.uninstall, or take drill out';
  if (restartWhen(policy) === 'never')
    return 'restart: never forbids the restart that an undo needs: take one of them out';
  const keepsTrain = typeof source !== 'object' || !('script' in source);
  if (keepsTrain && policy.hotpatch === 'requireEnrolled')
    return 'hotpatch: requireEnrolled updates only machines that an undo leads to the baseline, not to where they were: take one of them out';
  return undefined;
}

const somethingToUndo: Rule = input => {
  const why = whyNothingToUndo(input);
  if (why === undefined) return [];
  return drilledIn(input).map(({ name, path }) =>
    fault('POLICY_DRILL_INVALID', path, `ring ${name} is to prove the undo, and ${why}`),
  );
};

const controllers: readonly (string | undefined)[] = ['dc', 'domain-controller'];

const somebodyToUndo: Rule = input => {
  const members = membersOf(
    input.policy.rings,
    input.machines.map(({ entry }) => entry),
  );
  return drilledIn(input).flatMap(({ name, path, index }) => {
    const machines = members[index]?.machines ?? [];
    if (machines.length === 0 || machines.some(({ labels }) => !controllers.includes(labels.role?.toLowerCase())))
      return [];
    const message = `ring ${name} is to prove the undo, and has only domain controllers (${named(machines.map(one => one.name))}), which are never undone without a person’s word: put another machine into it, or take drill out`;
    return [fault('POLICY_DRILL_INVALID', path, message)];
  });
};

const timeForIt: Rule = ({ policy, machines, ...rest }) => {
  const entries = machines.map(({ entry }) => entry);
  const members = membersOf(policy.rings, entries);
  return drilledIn({ policy, machines, ...rest }).flatMap(({ name, path, index }) => {
    const [ring, own] = [policy.rings[index], members[index]?.machines ?? []];
    if (ring?.takes === undefined) return [];
    const { takes } = ring;
    const byLabel = windowsByLabel(policy, own).filter(one => one.machines.length > 0);
    const labelled = new Set(byLabel.flatMap(one => one.machines));
    const others = own.some(machine => !labelled.has(machine)) ? windowOf(policy, ring) : undefined;
    if (others === null) return [];
    const windows = [...byLabel.map(({ window }) => window), ...(others === undefined ? [] : [others])];
    const longest = Math.max(...windows.map(({ duration }) => duration));
    // Where not even one round fits, that is another rule's.
    if (windows.length === 0 || longest >= 3 * takes || longest < takes) return [];
    const message = `ring ${name} is to prove the undo: update, undo and update again take ${formatDuration(3 * takes)}, and its longest window lasts ${formatDuration(longest)}; lengthen the window, or write a shorter takes`;
    return [fault('POLICY_DRILL_INVALID', path, message)];
  });
};

export const drillRules: readonly Rule[] = [somethingToUndo, somebodyToUndo, timeForIt];
