// The rules by which failures halt, the strictest first: a critical one, more than the ring tolerates, one of the rollout's first machines,
// the same new failure on two machines, too many for the sequential test. Counts decide, never the order of answers; what a person knew
// of when they resumed halts no second time by itself (facts: rollout 4.8).

import { countOf, type MachineState, machineOf, type RingState, ringOf } from '../state.ts';
import { isRegression, toleratedBy } from '../statistics.ts';
import { plannedRing, type View } from './budget.ts';
import { sharedSignature } from './signatures.ts';

export type RuleName = 'critical' | 'maxFailures' | 'zeroTolerance' | 'sequential' | 'sameSignature' | 'drill';

/** A rule that halts now, and the machine that tipped it. */
export interface Broken {
  readonly rule: RuleName;
  readonly machine: MachineState;
  /** Failures that the rule would have allowed. */
  readonly limit: number;
  readonly test?: { readonly scope: 'ring' | 'rollout'; readonly failed: number; readonly started: number };
  readonly signature?: string;
}

/** @param index the ring that is being worked on */
export function brokenRule(view: View, index: number): Broken | undefined {
  const ring = ringOf(view.state, index);
  const [critical] = ring.critical;
  if (critical !== undefined) return { rule: 'critical', machine: machineOf(view.state, critical), limit: 0 };
  if (ring.tally.failed === 0) return undefined;
  const failed = [...view.state.machines.values()].filter(({ phase }) => phase === 'failed');
  const last = latest(failed.filter(machine => machine.ring === index));
  if (last === undefined) return undefined;
  const { maxFailures } = plannedRing(view, index);
  if (ring.tally.failed > maxFailures) return { rule: 'maxFailures', machine: last, limit: maxFailures };
  // What was there when a person resumed has been judged by that person.
  if ((last.endedAt ?? 0) < (view.state.resumed.at(-1)?.at ?? 0)) return undefined;
  return amongTheFirst(view, failed) ?? withSignature(view, failed) ?? testedSequentially(view, index, last);
}

/** How many the strictest rule allows, where whoever is unclear would halt had it failed; undefined: it would be tolerated. */
export function limitIfFailed(view: View, index: number): number | undefined {
  const { failed, unclear } = ringOf(view.state, index).tally;
  const { maxFailures } = plannedRing(view, index);
  if (unclear === 0) return undefined;
  if (failed + unclear > maxFailures) return maxFailures;
  const open = [...view.state.machines.values()].filter(({ ring, phase }) => ring === index && phase === 'unclear');
  const [last] = open;
  if (last === undefined) return undefined;
  return (amongTheFirst(view, open) ?? testedSequentially(view, index, last, 'unclear'))?.limit;
}

function latest(failed: readonly MachineState[]): MachineState | undefined {
  return failed.reduce<MachineState | undefined>(
    (last, one) => (last === undefined || (one.endedAt ?? 0) >= (last.endedAt ?? 0) ? one : last),
    undefined,
  );
}

/** By when they were begun with, not by when they answered; of several at one instant the first of the plan. */
function amongTheFirst({ plan, state }: View, failed: readonly MachineState[]): Broken | undefined {
  const zeroTolerance = plan.analysis?.zeroTolerance ?? 0;
  const isBefore = (one: MachineState, at: number): boolean => one.beganAt !== null && one.beganAt < at;
  const early = failed.find(machine => {
    let rank = 0;
    let isPassed = false;
    for (const other of state.machines.values()) {
      if (other === machine) isPassed = true;
      else if (isBefore(other, machine.beganAt ?? 0) || (!isPassed && other.beganAt === machine.beganAt)) rank += 1;
      if (rank >= zeroTolerance) return false;
    }
    return true;
  });
  return early === undefined ? undefined : { rule: 'zeroTolerance', machine: early, limit: 0 };
}

function withSignature({ plan, state }: View, failed: readonly MachineState[]): Broken | undefined {
  if (plan.analysis === undefined) return undefined;
  const shared = sharedSignature(failed, state.known);
  return shared === undefined ? undefined : { rule: 'sameSignature', limit: 1, ...shared };
}

/** Of this ring, and of all rings so far: few failures in each of many small rings are many. */
function testedSequentially(
  { plan, state }: View,
  index: number,
  last: MachineState,
  besides?: 'unclear',
): Broken | undefined {
  const { analysis } = plan;
  if (analysis === undefined) return undefined;
  for (const [scope, rings] of [
    ['ring', [ringOf(state, index)]],
    ['rollout', state.rings],
  ] as const) {
    const { failed, started } = startedIn(rings, besides);
    if (!isRegression(analysis, failed, started - failed)) continue;
    const test = { scope, failed, started };
    return { rule: 'sequential', machine: last, limit: toleratedBy(analysis, started), test };
  }
  return undefined;
}

/** An answer is still to come from these. */
const underWay = ['installing', 'installed', 'restarting', 'restarted', 'verifying', 'watching'] as const;

/**
 * Failures answer before passes do: an install that fails needs no restart. So whoever is under way counts as well until it fails, or a
 * wide wave would halt at the first answer; the next failure is weighed at once.
 */
function startedIn(
  rings: readonly RingState[],
  besides?: 'unclear',
): { readonly failed: number; readonly started: number } {
  const bad = besides === undefined ? (['failed'] as const) : (['failed', besides] as const);
  const failed = rings.reduce((sum, ring) => sum + countOf(ring, bad), 0);
  const others = rings.reduce((sum, ring) => sum + ring.updated + countOf(ring, underWay), 0);
  return { failed, started: failed + others };
}
