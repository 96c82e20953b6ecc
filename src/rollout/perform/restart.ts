// One restart: asked for only while the machine is still on the boot that we mean, over when it is on a new one and Windows has settled.
// An answer that was lost changes nothing: the boot tells. A machine that took the request and stays up is asked again after a while;
// the condition makes a second restart impossible (I8; facts: windows-servicing 3.10). While it lasts, the live log hears where it
// stands: on the old boot, away, or back and still servicing; which of these it was at the end decides the code.
import { formatDuration } from '../../model/duration.ts';
import { type Failure, failureOf } from '../../model/failure.ts';
import type { Answer } from '../../model/ports.ts';
import type { Boot } from '../../model/reading.ts';
import { type EffectOf, isOurs, isOursForGood } from '../effects.ts';
import type { Outcome } from '../outcomes.ts';
import { Detached, letGoIf, Patience, type Visit } from './visit.ts';

/** A machine that is still up after that long may not have heard. */
const askAgainAfter = 5 * 60_000;
/** A shutdown that has lasted this long is worth a word. */
const hangsAfter = 10 * 60_000;

/** Where a machine stands between two boots. */
type Standing = 'up' | 'away' | 'servicing';

/** Throws Detached. */
export async function restart(visit: Visit, { ifStillOn, purpose }: EffectOf<'restart'>): Promise<Outcome> {
  const askedAt = visit.clock.now();
  const patience = new Patience(visit, visit.plan.limits.restart, 'restart', visit.entry.name);
  const reason = purpose === 'undo' ? 'patchring: undoing an update' : 'patchring: finishing an update';
  const watch = new Watch(visit, askedAt);
  let nextAskAt = askedAt;
  let mayHaveHeard = visit.isRepeat;
  let hasHeard = false;
  for (;;) {
    letGoIf(visit.signal);
    const withdrawn = visit.whyNotStart();
    if (withdrawn !== undefined && !mayHaveHeard) return notStarted(visit, withdrawn);
    if (withdrawn === undefined && watch.standing === 'up' && visit.clock.now() >= nextAskAt) {
      const answer = await visit.machine.restart(ifStillOn, reason);
      if (!answer.ok && isOursForGood(answer.failure)) throw new Detached(answer.failure);
      if (!answer.ok && !answer.failure.retryable) return { kind: 'failed', failure: answer.failure };
      if (answer.ok) hasHeard = true;
      if (answer.ok || answer.arrived === 'maybe') {
        mayHaveHeard = true;
        nextAskAt = visit.clock.now() + askAgainAfter;
      }
    }
    letGoIf(visit.signal);
    const lookedAt = visit.clock.now();
    const boot = await visit.machine.readNewBoot(ifStillOn);
    if (!boot.ok && isOursForGood(boot.failure)) throw new Detached(boot.failure);
    const settled = watch.take(boot);
    if (settled !== undefined) return { kind: 'restarted', boot: settled, askedAt };
    if (watch.standing === 'up' && withdrawn !== undefined && !hasHeard && patience.waits > heardWithin)
      return notStarted(visit, withdrawn);
    if (patience.isOver && watch.silence !== undefined && isOurs(watch.silence)) throw new Detached(watch.silence);
    if (patience.isOver) return { kind: 'overdue', failure: watch.notBack(hasHeard) };
    await patience.wait(lookedAt);
  }
}

/** What the looks at one machine add up to. */
class Watch {
  readonly #visit: Visit;
  readonly #askedAt: number;
  standing: Standing = 'up';
  /** Why it does not answer. */
  silence: Failure | undefined;

  constructor(visit: Visit, askedAt: number) {
    this.#visit = visit;
    this.#askedAt = askedAt;
  }

  /** Takes a look in; the new boot, where there is one on which Windows has settled. */
  take(boot: Answer<Boot | 'unchanged' | 'starting'>): Boot | undefined {
    this.silence = boot.ok ? undefined : boot.failure;
    if (boot.ok && typeof boot.value !== 'string' && !boot.value.isServicing) return boot.value;
    if (!boot.ok) this.standing = 'away';
    else this.standing = boot.value === 'unchanged' ? 'up' : 'servicing';
    this.#visit.onProgress?.(null, this.#words());
    return undefined;
  }

  /** A machine that is slow says where it stands, and when it would count as lost. */
  #words(): string {
    const { clock, plan } = this.#visit;
    const since = clock.now() - this.#askedAt;
    const bounds = `${formatDuration(since)} of at most ${formatDuration(plan.limits.restart)}`;
    switch (this.standing) {
      case 'away':
        return `away, ${bounds}`;
      case 'servicing':
        return `back and still servicing, ${bounds}`;
      case 'up':
        return since < hangsAfter
          ? `still on the old boot, ${bounds}`
          : `its shutdown may hang: still on the old boot, ${bounds}`;
    }
  }

  /** @param hasHeard it has said yes to the request */
  notBack(hasHeard: boolean): Failure {
    const { entry, effect } = this.#visit;
    const about = { machine: entry.name, phase: effect.kind };
    if (this.silence !== undefined) {
      const cause = `${this.silence.code}: ${this.silence.message}`;
      const message = 'The machine did not come back from its restart in the time allowed.';
      return failureOf('MACHINE_NOT_BACK', message, { ...about, cause });
    }
    if (this.standing === 'up' && hasHeard) {
      const message = 'The machine took the request to restart and still answers on its old boot: its shutdown hangs.';
      return failureOf('MACHINE_SHUTDOWN_HANGING', message, about);
    }
    const message = 'The machine is not on a new, settled boot in the time allowed.';
    return failureOf('MACHINE_NOT_BACK', message, about);
  }
}

/** Looks at a machine that may have heard of a restart which is not wanted any more, before we believe that it has not. */
const heardWithin = 6;

function notStarted({ entry, effect }: Visit, why: string): Outcome {
  const about = { machine: entry.name, phase: effect.kind, retryable: true };
  return { kind: 'notStarted', failure: failureOf('EFFECT_WITHDRAWN', `Not begun: ${why}.`, about) };
}
