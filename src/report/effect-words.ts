// What is being done on a machine, and what came of it, in the words of the live log: one short sentence for an effect and one for its
// outcome, or none where a later line says it better. Pure, and without the machine's name: the line that bears it is progress.ts's.
// Text of machines stands in these words as it came: the platform neutralises every line that it prints.
import { formatDuration } from '../model/duration.ts';
import { commandOf, pasteable } from '../rollout/around.ts';
import type { Effect } from '../rollout/effects.ts';
import { isShown } from '../rollout/hidden.ts';
import type { Outcome, OutcomeOf } from '../rollout/outcomes.ts';
import type { Plan } from '../rollout/plan.ts';
import type { State } from '../rollout/state.ts';
import { count, updatesText } from './words.ts';

/** What is being done now; undefined where the line would say nothing new. */
export function intentText(effect: Effect, plan: Plan): string | undefined {
  switch (effect.kind) {
    case 'install': {
      const updates = plan.updates.filter(({ updateId }) =>
        effect.updates.some(chosen => chosen.updateId === updateId),
      );
      return `installing ${updatesText(updates)}`;
    }
    case 'stage':
      return 'downloading before the window';
    case 'restart':
      return effect.purpose === 'clear' ? 'restarting: a restart was pending before we began' : 'restarting';
    case 'drain':
      return 'draining: its cluster roles move to other nodes';
    case 'resume':
      return 'resuming in its cluster';
    case 'control':
      return `not updated, and asked whether ${effect.gate} fails here as on ${effect.beside}`;
    case 'diagnose':
      return 'gathering its logs';
    case 'inspect':
      return 'looking whether it can be rolled back';
    case 'uninstall':
      return `rolling back ${effect.kbs.join(', ')}`;
    case 'hide':
      return 'hiding from automatic updates what was taken back';
    case 'show':
      return 'showing again what was taken back';
    case 'step':
      return `${effect.side}: ${pasteable(commandOf(plan, effect))}`;
    case 'look':
    case 'check':
    case 'verify':
    case 'poll':
    case 'acknowledge':
      return undefined;
  }
}

/** What came of it; undefined where a later event says it better. */
export function outcomeText(outcome: Outcome, { halt }: State): string | undefined {
  switch (outcome.kind) {
    case 'installed':
      if (!outcome.result.needsRestart) return 'installed, no restart is needed';
      return `installed, a restart is needed${halt === null ? '' : ', and is not done because of the halt'}`;
    case 'staged':
      return stagedText(outcome.result.updates.map(update => update.outcome));
    case 'restarted':
      return `back after ${formatDuration(Math.max(0, Date.parse(outcome.boot.bootedAt) - outcome.askedAt))}`;
    case 'uninstalled':
      return removedText(outcome.result);
    case 'hidden':
      return outcome.result.updates.every(update => update.outcome !== 'failed')
        ? 'automatic updates leave it alone'
        : 'automatic updates may bring it back: it could not be hidden';
    case 'shown':
      return isShown({ showing: outcome }) ? 'is offered it again' : 'is still not offered it: it could not be shown';
    case 'diagnosed': {
      const { file, summary, failure } = outcome;
      if (file !== null) return `logs kept in ${file}: ${summary}`;
      return `logs not kept: ${failure?.message ?? summary}`;
    }
    case 'drained':
      return drainedText(outcome.result);
    case 'resumed': {
      const { outcome: how, detail } = outcome.result;
      return how === 'resumed' ? 'takes cluster roles again' : `not resumed: ${detail}`;
    }
    case 'stepped': {
      const { failed } = outcome;
      return failed === null
        ? undefined
        : `the step failed: ${failed.how}${failed.said === '' ? '' : `: ${failed.said}`}`;
    }
    default:
      return undefined;
  }
}

/** A restart whose limit has passed: until then the machine was slow. Of a job that takes too long its failure speaks at once. */
export function lostText(outcome: Outcome): string | undefined {
  if (outcome.kind !== 'overdue') return undefined;
  const { code, message } = outcome.failure;
  if (code === 'MACHINE_NOT_BACK') return `lost: ${message}`;
  return code === 'MACHINE_SHUTDOWN_HANGING' ? `not lost: ${message}` : undefined;
}

function drainedText({ outcome, detail }: OutcomeOf<'drained'>['result']): string {
  if (outcome === 'noMember') return 'in no cluster: nothing to drain';
  return outcome === 'drained' ? 'drained: no role is left on it' : `not drained: ${detail}`;
}

function removedText({ removed, others = [], needsRestart }: OutcomeOf<'uninstalled'>['result']): string {
  const left = others.length === 0 ? '' : `; left, for somebody else brought it: ${others.join(', ')}`;
  if (removed.length === 0 && others.length > 0) return `nothing removed${left}`;
  return `${needsRestart ? 'removed, a restart is needed' : 'removed'}${left}`;
}

function stagedText(outcomes: readonly string[]): string {
  const there = outcomes.filter(outcome => outcome === 'downloaded' || outcome === 'alreadyInstalled').length;
  return `downloaded ${there} of ${count(outcomes.length, 'update')}; the window does the rest`;
}
