// What a gap in coverage does to a plan: it is told, it says that a ring will be held, or there is no plan. Only what is known before
// anything is begun counts here; what the machines show when their ring is to open is decided then (decide/coverage.ts).
// Each of them names the machines and the way out.
import { type Failure, failureOf } from '../model/failure.ts';
import { gapsInPlan, gapsText } from './coverage.ts';
import type { Plan } from './plan.ts';
import type { Survey } from './survey.ts';

const wayOut = 'put a machine of that kind into an earlier ring';

/** Failures that make it no plan; empty: it is one. */
export function uncoveredFailures(plan: Plan, survey: Survey | null): readonly Failure[] {
  return gapsInPlan(plan, survey).flatMap(({ ring, gaps }) => {
    const { name, coverage } = plan.rings[ring] ?? {};
    if (coverage?.action !== 'refuse') return [];
    const message = `No ring before ${name} can vouch for ${gapsText(gaps)}, and coverage: refuse makes this no plan.`;
    const next = `${wayOut}, or write coverage: { action: hold } and say at the ring’s opening that it may go`;
    return [failureOf('PLAN_UNCOVERED', message, { next })];
  });
}

export function uncoveredNotes(plan: Plan, survey: Survey | null): readonly Failure[] {
  return gapsInPlan(plan, survey).map(({ ring, gaps }) => {
    const { name, coverage } = plan.rings[ring] ?? {};
    const then = coverage?.action === 'hold' ? ': the ring will be held' : '';
    return failureOf('RING_UNCOVERED', `No ring before ${name} can vouch for ${gapsText(gaps)}${then}.`, {
      next: wayOut,
    });
  });
}
