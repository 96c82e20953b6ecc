// A step around the work: a command of the owner's on the runner. Nothing of it touches a machine. Nobody can say how far a command came
// that was ended with its run, so it is run again by the next one, under the same key; what may be begun is asked just before, like
// everywhere. How it ended is the owner's word: what follows is decided elsewhere.
import { failureOf } from '../../model/failure.ts';
import { commandOf, stepOf } from '../around.ts';
import { type EffectOf, keyOf } from '../effects.ts';
import type { Outcome } from '../outcomes.ts';
import { letGoIf, type Visit } from './visit.ts';

export async function step(visit: Visit, effect: EffectOf<'step'>): Promise<Outcome> {
  const { plan, runner, signal, about } = visit;
  letGoIf(signal);
  const withdrawn = visit.whyNotStart();
  if (withdrawn !== undefined) {
    const failure = failureOf('EFFECT_WITHDRAWN', `Not begun: ${withdrawn}.`, { ...about, retryable: true });
    return { kind: 'notStarted', failure };
  }
  const { timeout } = stepOf(plan, effect.step);
  const key = `${plan.rolloutId}/${keyOf(effect)}`;
  const { took, failed } = await runner.step({ command: commandOf(plan, effect), timeout, key });
  letGoIf(signal);
  return { kind: 'stepped', took, failed };
}
