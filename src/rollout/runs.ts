// The runs that a rollout knows of: each covers its own machines, and no machine is covered by two. A run that begins takes the place of
// every one that it overlaps; the others go on beside it. What is known of a run (its scope, whether its password was accepted) is known
// for the machines that it covers.
import type { MachineName } from '../model/machine.ts';
import type { Plan } from './plan.ts';
import { machinesOfShard } from './shard.ts';

export interface Run {
  readonly by: string;
  /** When it began. */
  readonly at: number;
  /** Null: the whole rollout. */
  readonly shard: string | null;
  readonly covers: ReadonlySet<MachineName> | null;
  /** Narrows what this run may begin. */
  readonly ring: string | null;
  readonly only: ReadonlySet<MachineName> | null;
  /** A machine accepted our credential in this run. */
  readonly isProven: boolean;
  /** Rejected credentials in a row. */
  readonly rejections: number;
}

export interface Beginning {
  readonly by: string;
  readonly at: number;
  readonly shard?: string | undefined;
  readonly ring: string | null;
  readonly only: readonly MachineName[] | null;
}

export function runFrom(plan: Plan, { by, at, shard, ring, only }: Beginning): Run {
  return {
    by,
    at,
    shard: shard ?? null,
    covers: shard === undefined ? null : machinesOfShard(plan, shard),
    ring,
    only: only === null ? null : new Set(only),
    isProven: false,
    rejections: 0,
  };
}

/** With this one, and without those whose machines it takes over. */
export function withRun(runs: readonly Run[], run: Run): Run[] {
  const { covers } = run;
  const isApart = (other: Run): boolean =>
    covers !== null &&
    other.covers !== null &&
    other.shard !== run.shard &&
    ![...other.covers].some(name => covers.has(name));
  return [...runs.filter(isApart), run];
}

/** The run that the machine belongs to; null: nobody has begun one. */
export function runFor(runs: readonly Run[], machine: MachineName): Run | null {
  return runs.find(({ covers }) => covers === null || covers.has(machine)) ?? null;
}

/** The run of this part; null: it has not begun. Of the whole: the one that began last. */
export function runOfShard(runs: readonly Run[], shard: string | null): Run | null {
  return (shard === null ? runs.at(-1) : runs.find(run => run.shard === shard)) ?? null;
}
