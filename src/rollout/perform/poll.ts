// A look at a service, for the gates of a wave or a ring: the runner asks, and no machine is touched. What it finds is an answer, also where
// nobody answers; what follows is decided elsewhere.
// A rollout that was halted meanwhile asks no more.
import { failureOf } from '../../model/failure.ts';
import type { EffectOf } from '../effects.ts';
import type { Outcome } from '../outcomes.ts';
import { serviceProbes } from '../probes.ts';
import { fromRunner } from './runner-probes.ts';
import { letGoIf, type Visit } from './visit.ts';

export async function poll(visit: Visit, { of }: EffectOf<'poll'>): Promise<Outcome> {
  const withdrawn = visit.whyNotStart();
  if (withdrawn !== undefined) {
    const failure = failureOf('EFFECT_WITHDRAWN', `Not begun: ${withdrawn}.`, { phase: 'poll', retryable: true });
    return { kind: 'notStarted', failure };
  }
  const runner = await fromRunner(visit, serviceProbes(visit.plan, of));
  // What was cut off with the run is no answer of the service.
  letGoIf(visit.signal);
  return { kind: 'polled', runner };
}
