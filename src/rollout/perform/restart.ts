// One restart: asked for only while the machine is still on the boot that we mean, over when it is on a new one and Windows has settled.
// An answer that was lost changes nothing: the boot tells. A machine that took the request and stays up is asked again after a while;
// the condition makes a second restart impossible (I8; facts: windows-servicing 3.10).
import { type Failure, failureOf } from '../../model/failure.ts';
import { type EffectOf, isOurs, isOursForGood } from '../effects.ts';
import type { Outcome } from '../outcomes.ts';
import { Detached, letGoIf, Patience, type Visit } from './visit.ts';

/** A machine that is still up after that long may not have heard. */
const askAgainAfter = 5 * 60_000;

/** Throws Detached. */
export async function restart(visit: Visit, { ifStillOn, purpose }: EffectOf<'restart'>): Promise<Outcome> {
  const askedAt = visit.clock.now();
  const patience = new Patience(visit, visit.plan.limits.restart);
  const reason = purpose === 'undo' ? 'patchring: undoing an update' : 'patchring: finishing an update';
  let nextAskAt = askedAt;
  let mayHaveHeard = visit.isRepeat;
  let hasHeard = false;
  let isStillUp = true;
  let silence: Failure | undefined;
  for (;;) {
    letGoIf(visit.signal);
    const withdrawn = visit.whyNotStart();
    if (withdrawn !== undefined && !mayHaveHeard) return notStarted(visit, withdrawn);
    if (withdrawn === undefined && isStillUp && visit.clock.now() >= nextAskAt) {
      const answer = await visit.machine.restart(ifStillOn, reason);
      if (!answer.ok && isOursForGood(answer.failure)) throw new Detached(answer.failure);
      if (!answer.ok && !answer.failure.retryable) return { kind: 'failed', failure: answer.failure };
      if (answer.ok) hasHeard = true;
      if (answer.ok || answer.arrived === 'maybe') {
        mayHaveHeard = true;
        nextAskAt = visit.clock.now() + askAgainAfter;
      }
    }
    const boot = await visit.machine.readNewBoot(ifStillOn);
    if (!boot.ok && isOursForGood(boot.failure)) throw new Detached(boot.failure);
    silence = boot.ok ? undefined : boot.failure;
    if (boot.ok && boot.value !== 'unchanged' && !boot.value.isServicing) {
      return { kind: 'restarted', boot: boot.value, askedAt };
    }
    isStillUp = boot.ok && boot.value === 'unchanged';
    if (isStillUp && withdrawn !== undefined && !hasHeard && patience.waits > heardWithin)
      return notStarted(visit, withdrawn);
    if (patience.isOver && silence !== undefined && isOurs(silence)) throw new Detached(silence);
    if (patience.isOver) return { kind: 'overdue', failure: notBack(visit, silence) };
    await patience.wait();
  }
}

/** Looks at a machine that may have heard of a restart which is not wanted any more, before we believe that it has not. */
const heardWithin = 6;

function notStarted({ entry, effect }: Visit, why: string): Outcome {
  const about = { machine: entry.name, phase: effect.kind, retryable: true };
  return { kind: 'notStarted', failure: failureOf('EFFECT_WITHDRAWN', `Not begun: ${why}.`, about) };
}

function notBack({ entry, effect }: Visit, silence: Failure | undefined): Failure {
  const message =
    silence === undefined
      ? 'The machine is not on a new, settled boot in the time allowed.'
      : 'The machine did not come back from its restart in the time allowed.';
  const about = { machine: entry.name, phase: effect.kind };
  return failureOf(
    'MACHINE_NOT_BACK',
    message,
    silence === undefined ? about : { ...about, cause: `${silence.code}: ${silence.message}` },
  );
}
