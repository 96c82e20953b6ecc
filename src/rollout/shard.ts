// A part of a rollout that one run works on beside others: every so manieth machine of each ring (`2/4`), or the machines that bear a
// label (`zone=north`). Which machines a part has follows from its name and the plan alone, so every run and every reader of the journal
// means the same ones, and two parts can be told to have none in common.
import type { MachineName } from '../model/machine.ts';
import type { Plan } from './plan.ts';

/** `2/4`: the second of four. */
const counted = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/;
const labelled = /^([^=/\s]+)=([^=/]*[^=/\s])$/;

/** As it is written in a claim and in the journal; undefined: it names no part. */
export function shardIn(text: string): string | undefined {
  const trimmed = text.trim();
  const [, part, of] = counted.exec(trimmed) ?? [];
  if (part !== undefined) return Number(part) <= Number(of) ? `${Number(part)}/${Number(of)}` : undefined;
  return labelled.test(trimmed) ? trimmed : undefined;
}

/** A plan never changes: who is in a part is found out once. */
const partsOf = new WeakMap<Plan, Map<string, ReadonlySet<MachineName>>>();

/** @throws RangeError for what `shardIn` refuses, which would be a bug */
export function machinesOfShard(plan: Plan, shard: string): ReadonlySet<MachineName> {
  const parts = partsOf.get(plan) ?? new Map<string, ReadonlySet<MachineName>>();
  partsOf.set(plan, parts);
  const found = parts.get(shard) ?? new Set(namesOf(plan, shard));
  parts.set(shard, found);
  return found;
}

function namesOf(plan: Plan, shard: string): readonly MachineName[] {
  const [, part, of] = counted.exec(shard) ?? [];
  // Counted in each ring anew, so that every part has its share of every ring.
  if (part !== undefined)
    return plan.rings.flatMap(({ machines }) => machines.filter((_, index) => index % Number(of) === Number(part) - 1));
  const [, label = '', value] = labelled.exec(shard) ?? [];
  if (value === undefined) throw new RangeError(`no part of a rollout: ${shard}`);
  return plan.machines.filter(({ labels }) => labels[label] === value).map(({ name }) => name);
}

/** Whether a machine is in both. */
export function haveCommon(plan: Plan, one: string, other: string): boolean {
  const machines = machinesOfShard(plan, other);
  return [...machinesOfShard(plan, one)].some(name => machines.has(name));
}
